"""
Who refused to speak, or gave no answer?
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import can_speak, denied_before, is_real
from selon.extract.grammar.requests import is_press, linked, phrase_at, request_before, tells_of_asking
from selon.extract.grammar.sources import find_source
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.subjects import Found, leftward
from selon.extract.grammar.verbs import VerbUse, use_of
from selon.lang.entries import ANY, Refusal, Silence
from selon.model import Span, Spans
from selon.parse.tree import Parse

WINDOW = 12
"""Tokens after the verb in which the words of a refusal must stand, and after a noun in which who is silent must."""
REACH = 24
"""The same after the first token of the verb's group, more than either takes."""
INSERTED = 7
"""Tokens that may stand between a verb and the words of a refusal (*declined, through a lawyer, to comment*)."""
SURE = 0.85
"""Rate from which a verb that a preposition denies refuses whether or not somebody asked (*sans vouloir en dire plus*)."""
FEW, SMALL = 3, 4
"""Words among which it must be, and letters of those before it (*refuse d'*\\ **en** *parler*)."""
WORD = re.compile(r"\w+")
APART = 0.9
"""Weight of words that do not stand right behind the verb, so that of two verbs the nearer is taken."""


def refusals(context: Context) -> Iterator[Candidate]:
    """
    Yield refusals and missing answers, with an empty content.

        [L'ambassade] **n'a pas répondu** aux questions de l'agence. **Pas de réponse** de [la mairie].
    """
    for parse in context.parses:
        kept: dict[tuple[Span, Spans], Candidate] = {}
        for one in (*_of_verbs(context, parse), *_silences(context, parse)) if parse is not None else ():
            place = context.sentence_at(one.cue[0].start), one.source
            if place not in kept or _outweighs(one, kept[place]):
                kept[place] = one  # *hung up without answering* is one refusal
        yield from kept.values()


def _outweighs(one: Candidate, other: Candidate) -> bool:
    """Tell which of two refusals of one sentence and source is taken: of two in one another the longer, else the surer."""
    mine, its = one.cue[0], other.cue[0]
    return mine.covers(its) if mine.overlaps(its) else one.rate > other.rate


def _of_verbs(context: Context, parse: Parse) -> Iterator[Candidate]:
    listed = context.language.refusals
    begin = parse.start[0] if len(parse) else 0
    text = _plain(context.text[begin : parse.end[-1]]) if len(parse) else ""
    denying = context.language.words("negations", "denying_subjects", "denying_prepositions")
    denies = not denying.isdisjoint(parse.lower)
    for token, word in enumerate(parse.lower):
        if word not in listed:
            continue
        alone, denied, following = listed[word].need
        last = parse.end[min(token + REACH, len(parse) - 1)]
        told = alone or (denies and denied) or following.search(text, parse.end[token] - begin, last - begin)
        use = use_of(parse, token, context.language) if told else None
        if use is None or use.inverted is not None:
            continue
        stop = min(sentence_stop(context, parse, token), use.last + 1 + WINDOW)
        after = _plain(context.text[parse.start[use.last + 1] : parse.end[stop - 1]]) if use.last + 1 < stop else ""
        read = (_of_verb(context, parse, use, refusal, after, stop) for refusal in listed[word].entries)
        found = [candidate for candidate in read if candidate is not None]
        if found:
            yield max(found, key=lambda candidate: candidate.cue[0].end)  # the most specific words


def _of_verb(context: Context, parse: Parse, use: VerbUse, refusal: Refusal, after: str, stop: int) -> Candidate | None:
    matched = _matched(context, parse, use, after, refusal) if _is_formed(parse, use, refusal) else None
    if matched is None:
        return None
    subject = _subject(context, parse, use)
    if not _is_said(context, parse, use, refusal, subject, matched):
        return None
    first, last = matched
    asking = context.language.words("question_words")
    end = next((t for t in range(last, first - 1, -1) if not _leads_on(parse, t, asking)), use.last)
    adjacent = first == use.last + 1
    cue: Spans = (parse.span(use.first, end if adjacent else use.last),)
    if refusal.subject == "speaker":
        reached, source = subject is not None and _fits(context, parse, subject, use, refusal.needs), subject
    elif refusal.subject == "request":
        reached, source = _of_request(context, parse, use, refusal, subject, last, stop)
    else:
        source = _sought(context, parse, use, *((last + 1, stop) if adjacent else (use.last + 1, first)))
        reached = source is not None and subject is not None and is_press(context, parse, subject)
        cue = cue if adjacent else (*cue, parse.span(first, last))
    if not reached:
        return None
    return Candidate(
        rule="refusals",
        frame="refusal",
        lemma=refusal.lemma,
        cue=cue,
        source=(source.span,) if source else (),
        content=(),
        rate=refusal.rate if adjacent else refusal.rate * APART,
        head=parse.start[use.token],
        features=(f"words={parse.span(first, last).of(context.text) if last >= first else ''}",)
        + ((f"source={source.how}",) if source else ()),
    )


def _leads_on(parse: Parse, token: int, asking: frozenset[str]) -> bool:
    """Tell what belongs to the words after it (*n'a pas donné suite* **à nos** *demandes*), and marks."""
    leads = parse.pos[token] in ("ADP", "DET", "PUNCT", "SCONJ") or parse.lower[token] in asking
    return leads and parse.relation[token] != "compound:prt"


def _is_formed(parse: Parse, use: VerbUse, refusal: Refusal) -> bool:
    """Tell whether the verb group can be one of *refusal*, as far as it tells by itself."""
    if (use.negated and not refusal.negated) or (refusal.reflexive and not use.reflexive):
        return False
    return not refusal.group or bool(refusal.group & {*parse.lower[max(use.first - 1, 0) : use.last + 1]})


def _is_said(
    context: Context, parse: Parse, use: VerbUse, refusal: Refusal, subject: Found | None, matched: tuple[int, int]
) -> bool:
    """Tell whether the verb is negated as *refusal* asks (**nobody** *answered*, **without** *answering*), and real."""
    words = context.language.words
    if subject is not None and subject.span.of(context.text).lower() in words("no_sources"):
        return False
    begin = _first(parse, subject, use)
    nobody = subject is not None and parse.lower[begin] in words("denying_subjects")
    without = denied_before(context, parse, use)
    if refusal.negated != (use.negated or nobody or without) or not is_real(context, parse, use, begin):
        return False
    own = range(matched[0], matched[1] + 1)
    return not without or refusal.rate >= SURE or tells_of_asking(context, parse, use.token, besides=own)


def _first(parse: Parse, found: Found | None, use: VerbUse) -> int:
    """Return the first token of *found*, that of *use* where it is None."""
    return bisect_left(parse.start, found.span.start) if found is not None else use.first


def _subject(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the subject of *use*, whatever its voice; where the tree has none, what *ni* opens or a pronoun before it."""
    found, before = find_source(context, parse, replace(use, passive=False)), use.first - 1
    if found is None:
        forms = context.language.forms.get(parse.lower[use.token], ())
        if use.bare and any("f" in form.kinds for form in forms):
            return find_source(context, parse, replace(use, passive=False, bare=False, kind="f"))
        start = next((t + 1 for t in range(before, -1, -1) if parse.pos[t] == "PUNCT"), 0)
        if start < before and parse.lower[start] in context.language.words("source_negations"):
            return Found(parse.span(start, before), "subject", before, before)
    if found is None and before >= 0 and parse.lower[before] in context.language.words("subject_pronouns"):
        return Found(parse.span(before, before), "subject", before, before)
    return found


def _matched(context: Context, parse: Parse, use: VerbUse, after: str, refusal: Refusal) -> tuple[int, int] | None:
    """Return first and last token of the words of *refusal* in *after*, the text behind the group of *use*."""
    first = use.last + 1
    for words in refusal.then:
        if words not in after and words[-1:] != ANY[-1]:
            continue
        if any(_place(after, other) is not None for other in refusal.not_then):
            return None
        if not words:
            return first, first - 1
        place = _place(after, words.removesuffix(ANY))
        size = len(words.removesuffix(ANY))
        if words.endswith(ANY) and place is not None:
            size = _answer(after, place + size, context.language.words("answering_infinitives")) - place
        if place is not None and size > 0 and (not place or words[0].isalpha()):
            start = parse.start[first] + place
            begin, last = parse.at(start), parse.at(start + size - 1)
            if begin is not None and last is not None and (not place or _inserted(parse, first, begin, refusal)):
                return (begin, last) if words[0].isalpha() else (first, first - 1)
    return None


def _answer(text: str, start: int, infinitives: frozenset[str]) -> int:
    """Return where an infinitive of answering ends that begins at *start* of *text*, small words before it, or 0."""
    for word in islice(WORD.finditer(text, start), FEW):
        if word[0] in infinitives:
            return word.end()
        if len(word[0]) > SMALL:
            break
    return 0


def _inserted(parse: Parse, first: int, begin: int, refusal: Refusal) -> bool:
    """Tell whether what stands between a verb and the words of a refusal, from token *first*, may stand there."""
    between = range(first, begin)
    verbs = any(parse.pos[t] in ("VERB", "AUX") and parse.relation[t] != "amod" for t in between)
    apart = not refusal.negated and refusal.subject == "speaker" and sum(parse.words[t] == "," for t in between) == 1
    return begin - first <= INSERTED and not verbs and not apart


def _place(text: str, words: str) -> int | None:
    """Return where the whole *words* stand in *text*, None where they do not."""
    place = text.find(words)
    while place >= 0:
        after = text[place + len(words) : place + len(words) + 1]
        if (not place or text[place - 1] == " ") and not (after.isalnum() and words[-1].isalnum()):
            return place
        place = text.find(words, place + 1)
    return None


def _plain(text: str) -> str:
    """Return *text* in lower case with straight apostrophes, as long as it was."""
    low = (
        text.lower()
        if len(text.lower()) == len(text)
        else "".join(low if len(low := c.lower()) == 1 else c for c in text)
    )
    return low.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _fits(context: Context, parse: Parse, source: Found, use: VerbUse, needs: str, *, silent: bool = False) -> bool:
    """Tell whether *source* is who *needs* asks for; who is unknown may do, with a verb, where somebody asked."""
    if not needs:
        return True
    first = _first(parse, source, use)
    tops = (t for t in range(first, source.last + 1) if not first <= parse.head[t] <= source.last)
    head = source.head if source.how in ("subject", "antecedent") else next(tops, source.head)
    speaks = can_speak(context, parse, source)
    if parse.pos[head] == "NOUN" or head == source.head:
        near = (head, max(head - 1, 0), *(t for t in parse.children[head] if parse.relation[t] == "appos"))
        named = any(parse.words[t][0].isupper() and parse.pos[t] != "DET" for t in near)  # *Pôle emploi*
        speaks = parse.pos[head] != "NOUN" or named or parse.lower[head] in context.language.answering_nouns
    asked = tells_of_asking(context, parse, use.token)
    if needs == "speaker":
        return speaks or (asked and not use.passive and not silent)
    body = parse.lower[head] in context.language.answering_nouns - context.language.person_nouns
    return speaks and (asked or (body and needs == "body"))


def _of_request(
    context: Context, parse: Parse, use: VerbUse, refusal: Refusal, subject: Found | None, last: int, stop: int
) -> tuple[bool, Found | None]:
    """Tell whether the subject is a question or a message to somebody who can speak, and return whom."""
    request = request_before(context, parse, use.first, _first(parse, subject, use))
    asked = request is not None and tells_of_asking(context, parse, use.token, besides=range(request, request + 1))
    if request is None or (refusal.needs and not asked):
        return False, None
    words, after = context.language.words, request + 1
    verb = parse.lower[after] in words("infinitive_markers") and "VERB" in parse.pos[after + 1 : after + 2]
    before = range(after, after + 1 if verb else use.first)  # *attempts* **to reach X**
    links, agents = words("request_links"), words("request_links", "agent_prepositions")
    source = linked(context, parse, before, use.first, links) or linked(
        context, parse, range(last + 1, stop), stop, agents
    )
    if source is None:
        return asked, None
    written = parse.lower[request] not in words("appeal_nouns") and parse.pos[source.head] != "NOUN"
    return asked or written or source.how in words("reaching_links") or can_speak(context, parse, source), source


def _sought(context: Context, parse: Parse, use: VerbUse, first: int, stop: int) -> Found | None:
    """Return whom the subject tried to reach: the pronoun before the verb, else what stands between the two tokens."""
    if use.object_clitic is not None:
        return Found(parse.span(use.object_clitic, use.object_clitic), "clitic", use.object_clitic, use.object_clitic)
    return phrase_at(context, parse, first, stop)


def _silences(context: Context, parse: Parse) -> Iterator[Candidate]:
    """*Pas de réponse de* **la mairie**, **Airline** *mum on cause*: words without a verb that say nothing was said."""
    pattern = context.language.silences.pattern
    if pattern is None or not len(parse):
        return
    text = _plain(context.text[parse.start[0] : parse.end[-1]])
    for match in pattern.finditer(text):
        first, last = parse.at(parse.start[0] + match.start()), parse.at(parse.start[0] + match.end() - 1)
        silence = context.language.silences.by_words[match[0]]
        if first is None or last is None or any(_place(text[match.end() :].lstrip(), w) == 0 for w in silence.not_then):
            continue
        use = VerbUse(first, first, last, (), "f")
        source = _beside(context, parse, use, silence) if silence.links else _described(context, parse, use)
        needs = silence.needs if not silence.links or _opens(context, parse, use) else "asked"
        if (
            source is None
            or not _fits(context, parse, source, use, needs, silent=True)
            or not is_real(context, parse, use, 0)
        ):
            continue
        yield Candidate(
            rule="refusals",
            frame="refusal",
            lemma=silence.words,
            cue=(parse.span(first, last),),
            source=(source.span,),
            content=(),
            rate=silence.rate,
            head=parse.start[first],
            features=(f"source={source.how}",),
        )


def _beside(context: Context, parse: Parse, use: VerbUse, silence: Silence) -> Found | None:
    """Return who is joined to the words of *silence*, behind them or before (*Chez* **Vermand**, *c'est motus*)."""
    stop = min(sentence_stop(context, parse, use.last), use.last + 1 + WINDOW)
    # A verb right behind may stand before whom it is (*silence* **reigns** *at X*).
    verb = next((t for t in range(use.last + 2, stop) if phrases.is_finite(parse, t)), stop)
    if "" in silence.links:
        return phrase_at(context, parse, use.last + 1, stop)
    start = _sentence_start(context, parse, use)
    places = context.language.words("silent_places")
    return linked(context, parse, range(use.last + 1, verb), stop, frozenset(silence.links)) or linked(
        context, parse, range(start, min(start + 1, use.first)), use.first, places
    )


def _described(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return whom the words describe: who stands before them, else, where they lead, after the next comma."""
    stop = sentence_stop(context, parse, use.last)
    before = next((t for t in range(use.first - 1, -1, -1) if parse.pos[t] != "ADV"), None)
    denied = use.first > 0 and parse.lower[use.first - 1] in context.language.words("negations")
    following = use.last + 1
    attributive = following < stop and parse.pos[following] in ("NOUN", "PROPN") and parse.pos[use.last] == "ADJ"
    attributive = attributive and parse.lower[following] not in context.language.words("time_words")
    if denied or attributive or (before is not None and parse.pos[before] in ("VERB", "AUX")):
        return None
    if use.first > _sentence_start(context, parse, use):
        return leftward(context, parse, use)
    comma = next((t for t in range(use.last + 1, stop) if parse.words[t] == ","), stop)
    return phrase_at(context, parse, comma + 1, stop)


def _opens(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell words that stand alone or that there are (*there was* **no reply** *from X*) from what is got or drawn."""
    before = next((t for t in range(use.first - 1, -1, -1) if parse.pos[t] != "DET"), -1)
    alone = use.first == _sentence_start(context, parse, use) or parse.pos[before] in ("PUNCT", "ADV", "CCONJ")
    return alone or before < 0 or parse.lower[before] in context.language.words("auxiliary_forms")


def _sentence_start(context: Context, parse: Parse, use: VerbUse) -> int:
    return bisect_left(parse.start, context.sentence_at(parse.start[use.first]).start)
