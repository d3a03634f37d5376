"""
To whom is it said?
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.model import Attribution, Span, Spans
from selon.parse.tree import Parse

REACH = 8
"""Tokens after a cue or its source within which an addressee begins."""
MARKS = frozenset(",.;:!?»”")


def contracted(context: Context, markers: Sequence[str]) -> list[str]:
    """Add elided and contracted spellings (*de* → *d', du, des*)."""
    contractions = context.language.contractions
    return [spelling for marker in markers for spelling in (marker, *contractions.get(marker, ()))]


def whoever_was_told(context: Context, parse: Parse, use: VerbUse, cue: Cue, frame: str) -> Spans:
    """*Asked whether she would run,* **the governor** *smiled*; **I** *was told so*: the subject of a passive."""
    if use.passive and frame != "object_of" and "object" in cue.addressee:
        return undergoer(context, parse, use)
    if not use.bare or "object" not in cue.addressee or parse.relation[use.token] not in ("advcl", "acl"):
        return ()
    head = parse.head[use.token]
    subject = parse.child(head, "nsubj", "nsubj:pass")
    if subject is None or not use.last < subject < head:
        return ()
    phrase = phrases.from_head(parse, subject, context.language, low=use.last + 1, high=head - 1)
    return (parse.span(*phrase),) if phrase else ()


def undergoer(context: Context, parse: Parse, use: VerbUse) -> Spans:
    """Return the subject of the passive *use*, none where it is an expletive."""
    subject = parse.child(use.token, "nsubj:pass", "nsubj")
    if subject is None or subject >= use.first or parse.lower[subject] in context.language.words("expletives"):
        return ()
    phrase = phrases.from_head(parse, subject, context.language, low=0, high=use.first - 1)
    return (parse.span(*phrase),) if phrase else ()


def addressee(
    context: Context, parse: Parse, use: VerbUse, cue: Cue, between: tuple[int, int] | None
) -> tuple[Span, ...]:
    """
    Return the addressee between the verb and its content, or the object pronoun in the group.

    The preposition is left out, and an article that is part of it (*au Guardian* → *Guardian*).
    """
    words = context.language.words
    if "object" in cue.addressee and use.object_clitic is not None:
        return (parse.span(use.object_clitic, use.object_clitic),)
    if use.dative_clitic is not None and cue.addressee and not _repeats_subject(context, parse, use):
        return (parse.span(use.dative_clitic, use.dative_clitic),)
    if between is None or between[0] >= between[1]:
        return ()
    start, stop = between
    prepositions = set(contracted(context, [a for a in cue.addressee if a != "object"]))
    token = start
    while token < stop:
        word = parse.lower[token]
        adverbial = context.language.group_phrases_by_first.get(word, ())
        skipped = next((len(p) for p in adverbial if parse.lower[token : token + len(p)] == p), 0)
        if skipped:
            token += skipped  # *a appelé une nouvelle fois les rebelles à …*
            continue
        if word in prepositions:
            return _after_preposition(context, parse, token + 1, stop)
        if parse.pos[token] == "ADP":
            return ()  # *a assuré dans un communiqué que*
        dated = parse.pos[token] == "NUM" and (token > 0 and parse.lower[token - 1] in words("time_words"))
        if (
            "object" in cue.addressee
            and not dated
            and (
                parse.pos[token] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
                or (token == start and "Aspect=Prog" in parse.morph[token])  # *asked* **neighboring Tonga** *to …*
            )
            and word not in words("time_words")
        ):
            phrase = phrases.along(parse, token, stop, context.language)
            if phrase is None:
                return ()
            # *told reporters* **at the base**: where it was said
            place = words("circumstance_prepositions") - words("genitives")
            last = next((t - 1 for t in range(token + 1, phrase[1]) if parse.lower[t] in place), phrase[1])
            return (parse.span(phrase[0], last),)
        token += 1
    return ()


def _repeats_subject(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*je me demande*: who speaks and who is told are one."""
    subject = parse.child(use.token, "nsubj")
    own = context.language.words("first_person", "second_person")
    clitic = use.dative_clitic
    return subject is not None and clitic is not None and parse.lower[subject] in own and parse.lower[clitic] in own


def _after_preposition(context: Context, parse: Parse, start: int, stop: int) -> Spans:
    """Return what a preposition before token *start* opens, if that can be told something and is no date."""
    phrase = phrases.along(parse, start, stop, context.language)
    if phrase is None or not _can_be_told(context, parse, phrase, near=True):
        return ()
    dated = not context.language.words("time_words").isdisjoint(parse.lower[phrase[0] : phrase[1] + 1])
    return () if dated else (parse.span(*phrase),)


def told(context: Context, attribution: Attribution) -> Spans:
    """
    Return to whom a statement is said for which no rule names anybody: the encoder marks no addressee.

    A pronoun in the verb group (*leur a dit*), or after cue and source what a preposition opens that can be told
    something (*a dit la maire à l'agence*; not *à Lyon, au téléphone*).
    """
    parse = context.parses[context.passage_at(attribution.cue[0].start)] if attribution.cue else None
    if parse is None or attribution.addressee:
        return attribution.addressee
    cue = [token for span in attribution.cue for token in parse.touched(span)]
    uses = [context.use_at[parse.start[token]][1] for token in cue if parse.start[token] in context.use_at]
    known = next((one for use in uses for one in use.cues if one.lemma == attribution.why.cue), None)
    if not uses or (known is not None and known.medium == "thought"):
        return ()
    clitic = _clitic(context, parse, cue, attribution, known)
    if clitic is not None:
        return (parse.span(clitic, clitic),)
    taken = {token for span in (*attribution.content, *attribution.source) for token in parse.touched(span)}
    if known is not None and "object" in known.addressee:
        found = _object(context, parse, uses[-1], known, cue[-1] + 1, taken)
        if found:
            return found
    return _after(context, parse, cue, taken, known)


def _clitic(
    context: Context, parse: Parse, cue: Sequence[int], attribution: Attribution, known: Cue | None
) -> int | None:
    """Return the pronoun in the group to whom something is said, none that only repeats the subject (*je me disais*)."""
    words = context.language.words
    own = words("first_person", "second_person")
    speaks = " ".join(span.of(context.text).lower() for span in attribution.source)
    repeats = speaks in own or (known is not None and known.reflexive)
    for token in cue[:-1]:
        subject = any(span.start <= parse.start[token] < span.end for span in attribution.source)
        if parse.lower[token] not in words("dative_clitics") or subject or parse.pos[token + 1] not in ("VERB", "AUX"):
            continue
        if not (repeats and parse.lower[token] in own):
            return token
    return None


def _object(context: Context, parse: Parse, use: VerbUse, cue: Cue, first: int, taken: Container[int]) -> Spans:
    """Return the object that stands at token *first*, right after a cue (*told* **reporters**)."""
    near = range(first, min(first + REACH, len(parse)))
    if not near or parse.words[first] in MARKS:
        return ()
    stop = next((token for token in near if token in taken or parse.words[token] in MARKS), near.stop)
    return addressee(context, parse, use, cue, (first, stop))


def _after(context: Context, parse: Parse, cue: Sequence[int], taken: Container[int], known: Cue | None) -> Spans:
    """Return the addressee after the cue, beside its source and before its content."""
    language, first = context.language, cue[-1] + 1
    prepositions = language.words("addressee_prepositions") | {*contracted(context, known.addressee if known else ())}
    seen = 0
    for token in range(first, len(parse)):
        if token in taken:
            continue
        if parse.words[token] in MARKS - {","} or seen >= REACH or _opens_clause(parse, token):
            return ()
        seen += 1
        if parse.lower[token] not in prepositions or _belongs_to_noun(context, parse, token, taken):
            continue
        start = token + 1 + (token + 1 < len(parse) and parse.lower[token + 1] in language.words("genitives"))
        stop = next((t for t in range(start, len(parse)) if t in taken), len(parse))
        phrase = phrases.along(parse, start, stop, language) if start < stop else None
        if phrase is not None and _can_be_told(context, parse, phrase):
            return (parse.span(*phrase),)
    return ()


def _opens_clause(parse: Parse, token: int) -> bool:
    """Tell a further verb, whose own addressee what follows may be, from a participle (*transmise à*)."""
    return parse.pos[token] in ("VERB", "AUX", "SCONJ") and "Tense=Past" not in parse.morph[token]


def _belongs_to_noun(context: Context, parse: Parse, token: int, taken: Container[int]) -> bool:
    """Tell a preposition that goes on with a thing right before it (*en référence* **au** *maire*)."""
    before = token - 1
    if before in taken or parse.lower[before] in context.language.words("time_words"):
        return False
    return parse.pos[before] == "NOUN" and parse.start[before] not in context.use_at


def _can_be_told(context: Context, parse: Parse, phrase: tuple[int, int], *, near: bool = False) -> bool:
    """Tell somebody, an outlet or a body from a place, a time and a thing; *near* its verb a place stands for a body."""
    language = context.language
    head = next((t for t in range(phrase[0], phrase[1] + 1) if parse.pos[t] not in ("DET", "ADJ", "NUM")), None)
    if head is None or parse.pos[head] not in ("NOUN", "PROPN", "PRON"):
        return False
    if parse.lower[head] in language.words("time_words") | language.roles.quantities:
        return False
    if parse.pos[head] == "PROPN" or parse.words[head][0].isupper():
        return near or language.places.named(parse.words[head]) is None
    return parse.lower[head] in language.words("press_words") or parse.lower[head] in language.speaking_nouns
