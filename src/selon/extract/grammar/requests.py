"""
Who was asked, by whom, and does the text say so?
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.subjects import Found
from selon.lang.tokens import fold
from selon.parse.tree import Parse

LONGEST_LINK = 5
"""Words between a request and whom it was put to (*sur la messagerie de*), as the parser cuts them."""


def tells_of_asking(context: Context, parse: Parse, token: int, *, besides: range = range(0)) -> bool:
    """
    Tell whether the sentence around *token* or the one before tells of a question, or of the outlet itself.

    The tokens *besides* are not looked at.
    """
    sentence = context.outer_sentence_at(parse.start[token])
    sentences = context.sentences_of(context.passage_at(sentence.start))
    earlier = [other for other in sentences if other.end <= sentence.start]
    first = bisect_left(parse.start, (earlier[-1] if earlier else sentence).start)
    last = bisect_left(parse.start, sentence.end)
    asking, own = context.language.words("asking_words"), context.language.words("first_person")
    near = (t for t in range(first, last) if t not in besides)
    return any(
        parse.lower[t] in asking or (parse.lower[t] in own and context.quote_at(parse.start[t]) is None) for t in near
    )


def is_press(context: Context, parse: Parse, found: Found) -> bool:
    """Tell an outlet, a reporter or the writer from anybody else."""
    words, roles = context.language.words, context.language.roles
    text = found.span.of(context.text)
    tokens = range(bisect_left(parse.start, found.span.start), found.last + 1)
    named = any(
        parse.words[t] in roles.media_marks or (parse.words[t].isupper() and len(parse.words[t]) > 1) for t in tokens
    )
    own = words("press_words", "asking_words", "first_person", "impersonal_pronouns", "expletives")
    return named or fold(text) in roles.media or any(parse.lower[t] in own for t in tokens)


def request_before(context: Context, parse: Parse, verb: int, subject: int) -> int | None:
    """
    Return the noun for a question or a message that is the subject of the verb group from token *verb*, or None.

    The first of them since the last finite verb, or in the subject that token *subject* begins.
    """
    nouns, found = context.language.words("request_nouns"), None
    start = bisect_left(parse.start, context.sentence_at(parse.start[verb]).start)
    for token in range(verb - 1, start - 1, -1):
        reduced = token and parse.lower[token - 1] in nouns  # *questions* **put** *to the ministry*
        if phrases.is_finite(parse, token) and token < subject and not reduced:
            break
        if parse.lower[token] in nouns and not _governed(parse, token):
            found = token
    return found


def _governed(parse: Parse, token: int) -> bool:
    """Tell whether a preposition stands before the phrase of the noun at *token*."""
    while token > 0 and parse.pos[token - 1] in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
        token -= 1
    return token > 0 and parse.pos[token - 1] == "ADP"


def linked(context: Context, parse: Parse, places: range, stop: int, links: frozenset[str]) -> Found | None:
    """Return the noun phrase before token *stop* behind the first of *links* that begins at one of *places*, its how."""
    for token in places:
        for size in range(min(LONGEST_LINK, stop - token), 0, -1):
            verb = token + size < stop and parse.pos[token + size] in ("VERB", "AUX")
            link = " ".join(parse.lower[token : token + size]).replace("' ", "'")
            if not verb and link in links:
                found = phrase_at(context, parse, token + size, stop)
                if found is not None:
                    return replace(found, how=link)
    return None


def phrase_at(context: Context, parse: Parse, first: int, stop: int) -> Found | None:
    """Return the noun phrase that begins with token *first* and ends before *stop*."""
    words = context.language.words
    ends = words("agent_prepositions", "topic_prepositions")
    for token in range(first + 1, stop):  # *Mr. Lee* **for comment**, *her office* **by the weekly**
        asking = {*parse.lower[token + 1 : token + 3]} & words("asking_words")
        if parse.pos[token] == "ADP" and (parse.lower[token] in ends or asking):
            stop = token
            break
    phrase = phrases.along(parse, first, stop, context.language) if first < stop else None
    return Found(parse.span(*phrase), "phrase", phrase[0], phrase[1]) if phrase else None
