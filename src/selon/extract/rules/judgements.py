"""
What is somebody accused of, called or thanked for?
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import contracted
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import can_speak
from selon.extract.grammar.sources import find_source, inverted_subject
from selon.extract.grammar.stops import clause_stop, content_spans, sentence_stop
from selon.extract.grammar.subjects import Found
from selon.extract.grammar.verbs import VerbUse
from selon.extract.rules.governed import (
    SURE,
    adjacent,
    cue_spans,
    features_of,
    hangs_on,
    infinitive_from,
    is_active,
    judged_clause,
    propose,
    uses,
)
from selon.lang import Cue
from selon.parse.tree import Parse

UNSOURCED = 0.75
"""Weight of a bare participle that names nobody (*une source considérée comme fiable*)."""

LONGEST_NAMER = 9
"""Tokens from the verb back to *as*: of whoever calls a thing by a name."""

NEAR = 2
"""Tokens from a participle to what it governs, where nobody stands between (*accusé hier de vol*)."""

QUOTING = frozenset('«“"')


def object_of(context: Context) -> Iterator[Candidate]:
    """
    Yield what somebody is accused of, called or thanked for.

        [L'opposition] **accuse** le ministre de [mensonge].
    """
    for parse, use, cue in uses(context, "object_of"):
        named = _named_so(context, parse, use, cue)
        if named is not None:
            yield named
            continue
        markers = contracted(context, cue.frames["object_of"].marker.split())
        if not markers:
            yield from _small_clause(context, parse, use, cue)
            continue
        opened = _after_object(context, parse, use, markers)
        if opened is None:
            continue
        marker, first = opened
        if not is_active(context, parse, use) and not use.passive:
            touches = marker - use.last <= NEAR
            yield from _bare_participle(context, parse, use, cue, first, cue_to=marker if touches else None)
            continue
        adjacent = marker == use.last + 1 and infinitive_from(context, parse, first, first + 4) is None
        if use.passive:
            yield from _bare_participle(context, parse, use, cue, first, cue_to=marker if adjacent else None)
            continue
        yield from propose(
            context,
            parse,
            use,
            cue,
            "object_of",
            "object_of",
            first,
            cue_to=marker if adjacent else None,
            between=(use.last + 1, marker),
        )


def _named_so(context: Context, parse: Parse, use: VerbUse, cue: Cue) -> Candidate | None:
    """Return the quoted words that somebody calls a thing by (*a “second lounge”,* **as some architects call it**)."""
    words, back = context.language.words, range(use.first - 1, max(use.first - LONGEST_NAMER, 0), -1)
    pronoun = words("object_pronouns") & {*parse.lower[use.last + 1 : use.last + 2]}
    opener = next((t for t in back if parse.lower[t] in words("parenthetical_openers")), None)
    if opener is None or use.passive or (use.object_clitic is None and not pronoun):
        return None
    stop, start = sentence_stop(context, parse, use.token), parse.start[opener]
    quote = context.quote_at(start - 2) or context.quote_at(start - len("», "))
    phrase = phrases.along(parse, opener + 1, use.first, context.language) if opener + 1 < use.first else None
    source = Found(parse.span(*phrase), "subject", *phrase) if phrase else inverted_subject(context, parse, use, stop)
    nobody = words("impersonal_pronouns", "first_person", "second_person")
    if quote is None or quote.outer.end > start or source is None or source.span.of(context.text).lower() in nobody:
        return None
    return Candidate(
        rule="object_of",
        frame="object_of",
        lemma=cue.lemma,
        cue=cue_spans(parse, use),
        source=(source.span,),
        content=(quote.inner,),
        rate=SURE,
        head=parse.start[use.token],
        features=("named so", *features_of(use, source)),
    )


def _small_clause(context: Context, parse: Parse, use: VerbUse, cue: Cue) -> Iterator[Candidate]:
    """*juge la cession « probable »*, *le juge inabouti*: an object and what is thought of it."""
    token = adjacent(context, parse, use)
    if token is None or use.bare or use.kind == "i":
        return
    stop = sentence_stop(context, parse, use.token)
    if use.object_clitic is not None or use.passive:
        if parse.pos[token] not in ("ADJ", "VERB") and parse.words[token] not in '«“"':
            return
    elif (clause := judged_clause(context, parse, use, token, stop)) is not None:
        yield from propose(context, parse, use, cue, "small_clause", "object_of", token, clause_from=clause)
        return
    elif parse.words[token] in '«“"' and parse.pos[min(token + 1, len(parse) - 1)] in ("ADJ", "ADV", "VERB"):
        pass
    elif (
        parse.pos[token] not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "NUM")
        and parse.lower[token] not in context.language.words("determiners")
    ) or not _has_predicate(parse, use, token, stop):
        return
    if use.passive:
        yield from _bare_participle(context, parse, use, cue, token, cue_to=None, rule="small_clause")
        return
    yield from propose(context, parse, use, cue, "small_clause", "object_of", token)


def _has_predicate(parse: Parse, use: VerbUse, token: int, stop: int) -> bool:
    """Tell whether an adjective or a quotation follows the object, or comes before it (*juge probable une hausse*)."""
    if parse.pos[token] in ("ADJ", "ADV"):
        return True
    for ahead in range(token + 1, min(stop, token + 12)):
        if parse.words[ahead] in '«“"':
            return True
        if parse.pos[ahead] == "ADJ" and parse.head[ahead] == use.token:
            return True
        if parse.pos[ahead] in ("PUNCT", "VERB", "AUX", "SCONJ"):
            return False
    return False


def _bare_participle(
    context: Context,
    parse: Parse,
    use: VerbUse,
    cue: Cue,
    first: int,
    *,
    cue_to: int | None,
    rule: str = "object_of",
) -> Iterator[Candidate]:
    """Propose a content without subject (*un homme accusé de trafic*, *est accusé de trafic par X*)."""
    stop = sentence_stop(context, parse, use.token)
    if use.bare:
        end = next((t for t in range(first + 1, stop) if parse.lower[t] in (",", ";", ")")), stop)
    else:
        end = clause_stop(context, parse, use, first, stop, phrasal=True)
    source = find_source(context, parse, use)
    undergone = infinitive_from(context, parse, first, first + 2) is not None and any(
        parse.lower[t] in context.language.words("passive_auxiliaries") for t in range(first, min(first + 2, end))
    )
    for token in range(first + 1, end if not undergone else first):  # *accusé d'être payé par X*: not the accuser
        if parse.lower[token] in context.language.words("agent_prepositions") and context.quote_at(
            parse.start[token]
        ) is context.quote_at(parse.start[use.token]):
            phrase = phrases.along(parse, token + 1, end, context.language)
            by = Found(parse.span(*phrase), "agent", phrase[0], phrase[1]) if phrase else None
            if by is not None and (can_speak(context, parse, by) or (source and source.span.start == by.span.start)):
                source, end = by, token
                break
    content = content_spans(context, parse, first, end)
    if content:
        yield Candidate(
            rule=rule,
            frame="object_of",
            lemma=cue.lemma,
            cue=cue_spans(parse, use, cue_to),
            source=(source.span,) if source else (),
            content=content,
            rate=cue.frames["object_of"].rate * (UNSOURCED if use.bare and not source else 1),
            head=parse.start[use.token],
            features=features_of(use, source),
        )


def _after_object(context: Context, parse: Parse, use: VerbUse, markers: list[str]) -> tuple[int, int] | None:
    """Return the marker that follows the object and the first token after it."""
    stop = min(sentence_stop(context, parse, use.token), use.last + 32)
    needs_object = use.object_clitic is None and not use.passive and not use.bare
    words, resume = context.language.words, 0
    for token in range(use.last + 1, stop):
        word, before = parse.lower[token], parse.lower[token - 1]
        if token < resume:
            continue
        if word == "," and token + 1 < stop and parse.lower[token + 1] in words("relative_subjects"):
            # *accusent Kigali, qui le nie, de …*: past what is told of the accused
            resume = next((t for t in range(token + 2, stop) if parse.lower[t] == ","), token) + 1
            continue
        if word in (":", ";", ".", "?") or (phrases.is_finite(parse, token) and parse.pos[token] == "VERB"):
            return None
        if "VerbForm=Inf" in parse.morph[token]:
            return None  # *asked it to be fetched for him*
        listed = before in words("coordinators") or (before == "," and word in words("genitives"))
        infinitive = infinitive_from(context, parse, token + 1, stop + 4) if word in markers else None
        if word not in markers or (listed and infinitive is None):
            continue
        if not needs_object:
            by = words("agent_prepositions") & {*parse.lower[use.last + 1 : token]}  # *criticised by X* **for** *P*
            return (token, token + 1) if by or token - use.last <= NEAR else None
        if token == use.last + 1:
            # The content comes first: *a qualifié d'« inexplicable » le fait que …*
            if parse.words[min(token + 1, len(parse) - 1)] in '«“"' or use.kind == "g":
                return token, token + 1
        elif _goes_with(parse, use, token, stop, markers, infinitive) and (
            parse.head[token] != use.token or parse.relation[token] != "det"
        ):
            return token, token + 1
    return None


def _goes_with(parse: Parse, use: VerbUse, token: int, stop: int, markers: list[str], infinitive: int | None) -> bool:
    """Tell whether the preposition at *token* hangs on the cue or its object, or a quotation follows."""
    head, after = parse.head[token], [*parse.words[token + 1 : token + 3], "", ""]
    if use.token in (head, parse.head[head]) or (infinitive is not None and hangs_on(parse, infinitive, use)):
        return True
    if after[0] in QUOTING or (parse.pos[token + 1 : token + 2] == ("DET",) and after[1] in QUOTING):
        return True
    cue = use.frame("object_of")
    alone = not any(parse.lower[t] in markers for t in range(token + 1, stop))
    sure = cue is not None and cue.frames["object_of"].rate >= SURE
    return sure and alone and parse.pos[token + 1 : token + 2] == ("NOUN",)
