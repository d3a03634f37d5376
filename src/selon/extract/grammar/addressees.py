"""
To whom is it said?
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.model import Span, Spans
from selon.parse.tree import Parse


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
    if use.dative_clitic is not None and cue.addressee:
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
            phrase = phrases.along(parse, token + 1, stop, context.language)
            dated = phrase is not None and any(
                parse.lower[t] in words("time_words") for t in range(phrase[0], phrase[1] + 1)
            )
            return (parse.span(*phrase),) if phrase and not dated else ()
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
