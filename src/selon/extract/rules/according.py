"""
What is credited by a preposition (*selon*, *according to*)?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import sentence_stop, skip_connectives
from selon.extract.rules.governed import infinitive_from
from selon.extract.rules.reach import credited, opens_own_clause, subject_follows
from selon.lang.entries import Phrase
from selon.lang.tokens import fold
from selon.model import Span, Spans
from selon.parse.tree import Parse


def according_to(context: Context) -> Iterator[Candidate]:
    """
    Yield what is credited with *selon*, *d'après*, *de source …*.

        Selon [la ministre], [le texte sera voté mardi].

    Leaves out *selon que*, measures (*selon l'âge*) and *selon moi* outside quotations (the writer's own voice).
    """
    entries = context.language.phrases_by_opening
    for parse in context.parses:
        if parse is None:
            continue
        for token, opening in enumerate(zip(parse.lower, (*parse.lower[1:], ""), strict=True)):
            for entry in (*entries.get(opening, ()), *entries.get(opening[:1], ())):
                length = _matches(parse, token, entry.words)
                if length and not _blocked(context, parse, token, length, entry):
                    candidate = _candidate(context, parse, token, length, entry)
                    if candidate is not None:
                        yield candidate
                        yield from _quoted_too(context, parse, token, candidate)
                    break


def _quoted_too(context: Context, parse: Parse, token: int, candidate: Candidate) -> Iterator[Candidate]:
    """Yield the quotation after a colon (*Le port est fermé, selon la mairie :* **« Plus de grue. »**)."""
    colon = sentence_stop(context, parse, token)
    quote = context.quote_at(parse.start[colon + 1]) if colon + 1 < len(parse) and parse.words[colon] == ":" else None
    if quote is not None and candidate.content[0].start < parse.start[token]:
        yield replace(candidate, frame="quote", content=(quote.inner,))


def _matches(parse: Parse, token: int, words: tuple[str, ...]) -> int:
    """Return how many tokens *words* cover from *token* on; 0 when they are not there."""
    position = token
    for word in words:
        if position >= len(parse) or parse.lower[position] != word:
            bare = position == token and parse.words[position][0].isupper() and parse.lower[position] == fold(word)
            if not bare:  # *A ses yeux*: capitals often lose their accent
                return 0
        position += 1
    return position - token


def _blocked(context: Context, parse: Parse, token: int, length: int, entry: Phrase) -> bool:
    position = token + length
    stop = sentence_stop(context, parse, token)
    if position >= stop:
        return entry.kind == "source_after"
    following = parse.lower[position : position + 4]
    banned = entry.not_before
    if following and following[0] in banned:
        return True
    others = parse.lower[position] in context.language.words("genitives") and parse.pos[
        position + 2 : position + 3
    ] == ("NOUN",)
    if parse.pos[position] in ("DET", "ADJ", "ADP") and any(word in banned for word in following[1 + others : 3]):
        return True  # *pour les autres*; but *pour d'autres élus*
    if "VerbForm=Inf" in parse.morph[position]:
        return True
    if (
        following
        and following[0] in context.language.words("first_person")
        and context.quote_at(parse.start[token]) is None
    ):
        return True
    before = parse.lower[token - 1] if token else ""
    return before in entry.not_after


def _content_stop(context: Context, parse: Parse, token: int) -> int:
    """One past the last token a content may reach: the sentence's end, or what somebody else says of it (*ce que*)."""
    stop = sentence_stop(context, parse, token)
    openers = context.language.words("resuming_openers")
    for t in range(token + 1, stop - 2):
        if parse.lower[t] == "," and " ".join(parse.lower[t + 1 : t + 3]) in openers:
            return t
    return stop


def _source(
    context: Context, parse: Parse, token: int, length: int, entry: Phrase, stop: int
) -> tuple[int, int] | None:
    if entry.kind == "source_after":
        # *Le pont est, pour le maire, un danger*: after a verb left open, its complement follows the comma.
        opened = _leaves_open(context, parse, token - 1)
        return phrases.along(parse, token + length, stop, context.language, appositions=0 if opened else 3)
    if entry.kind == "source_word":
        possessive = token + entry.words.index(entry.source)
        return possessive, possessive
    if entry.kind == "source_inside":
        return phrases.along(parse, token + len(entry.cue_words), stop, context.language)
    return None


def _leaves_open(context: Context, parse: Parse, comma: int) -> bool:
    """Tell whether the verb before *comma* waits for its complement (*le pont est, selon …*, *n'est pas, selon …*)."""
    if comma < 1 or parse.lower[comma] != ",":
        return False
    last = comma - 1
    while last > 0 and parse.lower[last] in context.language.words("negations"):
        last -= 1
    return phrases.is_finite(parse, last)


def _measures(context: Context, parse: Parse, token: int, noun: int) -> bool:
    """Tell whether a verb of measuring or sorting stands close before a phrase, or above it in the tree."""
    measures = context.language.words("measure_verbs")
    if any(word in measures for word in parse.lower[max(0, token - 8) : token]):
        return True
    current, steps = noun, 0
    while parse.head[current] != current and steps < 5:
        current, steps = parse.head[current], steps + 1
        if current < token and parse.lower[current] in measures:
            return True
    return False


def _first_noun(parse: Parse, phrase: tuple[int, int]) -> tuple[int, int]:
    """Return a phrase up to its first noun or pronoun (*pour l'aménagement du logement témoin* is for no witness)."""
    last = next((t for t in range(phrase[0], phrase[1]) if parse.pos[t] in ("NOUN", "PROPN", "PRON")), phrase[1])
    while last < phrase[1] and parse.pos[last + 1] in ("PROPN", "ADJ", "NOUN"):
        last += 1
    return phrase[0], last


def _serves(context: Context, parse: Parse, after: int, stop: int) -> bool:
    """*un moyen, pour le maire,* **d'agir**: what is done for somebody, not thought by him."""
    if (
        after + 2 < stop
        and parse.lower[after] == ","
        and (parse.lower[after + 1] in context.language.words("relative_subjects"))
    ):
        after = next((t for t in range(after + 2, stop) if parse.lower[t] == ","), stop)
    if after + 2 >= stop or parse.lower[after] != ",":
        return False
    genitive = parse.lower[after + 1] in context.language.words("genitives")
    return genitive and infinitive_from(context, parse, after + 2, after + 5) is not None


def _needs_human(context: Context, parse: Parse, phrase: tuple[int, int]) -> bool:
    """Tell whether the phrase is a name or a word for people or institutions."""
    if any(parse.pos[t] == "PROPN" for t in range(phrase[0], phrase[1] + 1)):
        return True
    nouns = context.language.speaking_nouns | context.language.words("subject_pronouns", "strong_pronouns")
    return any(parse.lower[t] in nouns for t in range(phrase[0], phrase[1] + 1))


def _candidate(context: Context, parse: Parse, token: int, length: int, entry: Phrase) -> Candidate | None:
    stop = _content_stop(context, parse, token)
    sentence = context.sentence_at(parse.start[token])
    phrase = _source(context, parse, token, length, entry, stop)
    leads = skip_connectives(context, sentence.start, parse.start[token]) >= parse.start[token]
    if phrase is not None and entry.kind != "source_word" and leads:
        phrase = _at_the_head(context, parse, phrase[0], stop)
    if phrase is None:
        return None
    if parse.lower[phrase[0]] in context.language.words("relative_subjects"):
        return None
    if entry.needs_human and not _needs_human(context, parse, _first_noun(parse, phrase)):
        return None
    opens = opens_own_clause(context, parse, token, phrase[1] + 1, stop)
    parted = leads or opens or token == 0 or not parse.words[token - 1][-1].isalnum()
    after = max(phrase[1] + 1, token + length)
    if not parted and _credits_nothing(context, parse, token, phrase, entry):
        return None
    content, place = credited(context, parse, token, after, stop, sentence)
    asks = content and parse.words[stop - 1] == "?"
    if not content or (entry.needs_human and (asks or _serves(context, parse, after, stop))):
        return None
    closed = after >= stop or parse.lower[after] in (",", ".", "»", "”")
    comma = token > 0 and parse.lower[token - 1] in (",", ":")
    if entry.needs_comma and place != "head" and not (comma and closed):
        return None
    cue, source = parse.span(token, token + length - 1), parse.span(*phrase)
    return _proposal(parse, token, entry, cue, source, content, entry.rate, place)


def _proposal(
    parse: Parse, token: int, entry: Phrase, cue: Span, source: Span, content: Spans, rate: float, place: str
) -> Candidate:
    return Candidate(
        rule="according_to",
        frame="according_to",
        lemma=entry.lemma,
        cue=(cue,),
        source=(source,),
        content=content,
        rate=rate,
        head=parse.start[token],
        features=(f"place={place}",),
    )


def _at_the_head(context: Context, parse: Parse, first: int, stop: int) -> tuple[int, int] | None:
    """Return a source that opens its sentence: a name may follow a role, but all of the sentence is what is credited."""
    wide = phrases.along(parse, first, stop, context.language, appositions=2)
    if wide is None or not subject_follows(parse, wide[1] + 1, stop):
        wide = phrases.along(parse, first, stop, context.language, appositions=1)
    if wide is not None and wide[1] + 2 >= stop:
        return phrases.along(parse, first, stop, context.language, appositions=0)
    return (wide[0], _title_end(parse, wide[1], stop)) if wide is not None else None


def _title_end(parse: Parse, last: int, stop: int) -> int:
    """*l'auteure de La Nuit,* **Comment en sortir (Rivages)***, le sel …*: where a title ends that goes on after a comma."""
    first = last + 2
    if (
        first >= stop
        or parse.lower[last + 1] != ","
        or not (parse.words[first][0].isupper() and parse.words[last][0].isupper())
    ):
        return last
    commas = (t for t in range(first, stop) if parse.lower[t] == "," and "(" not in parse.words[first:t])
    bracket = next((t + 1 for t in range(first, stop) if parse.words[t] == ")"), stop)
    end = min(next(commas, stop), bracket)
    titled = parse.words[end - 1] == ")" or parse.pos[first] not in ("PROPN", "DET", "NOUN")
    return end - 1 if titled and subject_follows(parse, end, stop) else last


def _credits_nothing(context: Context, parse: Parse, token: int, phrase: tuple[int, int], entry: Phrase) -> bool:
    """Tell a phrase that no comma parts from its clause and that says how, or by what measure (*varie selon les jours*)."""
    words = context.language.words
    if entry.kind == "source_inside" and parse.lower[token - 1] in words("knowing_verbs"):
        return True  # *le sait de bonne source*: how somebody knows
    if entry.kind == "source_after" and parse.lower[token] in words("genitives"):
        return True  # *tenir compte de l'avis des salariés*
    return _measures(context, parse, token, phrase[0]) or not _needs_human(context, parse, phrase)
