"""
Which candidates are attributions?

The rules' own order says what they would take; where the :mod:`evidence <selon.extract.decide.evidence>` has weights, one
decision over rules and encoder chooses, else that order stands. Refusals are the rules' alone. Then what goes on is
joined, what an author says himself left out, and the rules that see what has been decided add theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from selon.extract.candidate import Candidate
from selon.extract.decide.choose import chosen
from selon.extract.decide.order import FLOATING, taken_by_rules
from selon.extract.decide.scope import of_others
from selon.extract.encoder.marks import Marks
from selon.extract.encoder.proposals import RULE
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import is_supposed
from selon.extract.grammar.openings import is_heading_line
from selon.extract.grammar.phrases import is_finite
from selon.extract.grammar.stops import SHORTEST_FLOATING
from selon.model import Attribution, Quotation, Span, Spans, Why

WORD = re.compile(r"\w+")
JOINED = frozenset({FLOATING, RULE})
"""Who proposes quotations without a cue that may go on with an earlier one."""

Resumed = Callable[[Context, Sequence[Candidate]], Iterator[Candidate]]
"""A rule that sees what has been decided and proposes more."""


def accept(
    context: Context,
    candidates: Sequence[Candidate],
    resumed: Sequence[Resumed] = (),
    *,
    shown: Sequence[Candidate] = (),
    marks: Marks | None = None,
    without: Collection[str] = (),
) -> list[Attribution]:
    """
    Return the candidates that are attributions, and those that the rules *resumed* add to them, as values.

    Those that are *shown* to be some are, and what would have a part of their source or cue, or take words from a post
    without a cue, is none.
    """
    rules = [rule for rule in resumed if rule.__name__ not in without]
    taken = ruled(context, candidates, rules)
    kept = [_inner_quotation(context, one) for one in chosen(context, candidates, taken, marks)]
    kept = _continue(context, kept)
    supposed = {head for head, use in context.use_at.items() if is_supposed(context, *use)}
    kept = [one for one in of_others(context, kept) if one.head not in supposed]
    kept += _added(context, kept, rules, {candidate.head for candidate in (*taken, *kept)})
    if context.posts:
        kept = [one for one in kept if not _is_anothers(context, one, shown)] + list(shown)
    return [_attribution(context, _with_restriction(context, candidate)) for candidate in kept]


def _is_anothers(context: Context, one: Candidate, shown: Sequence[Candidate]) -> bool:
    """Tell whether *one* has words that are somebody else's: what is posted is said by nobody whom the article quotes."""
    fixed = [span for other in shown for span in (*other.source, *other.cue)]
    fixed += [] if one.cue else [context.passages[place] for place in context.posts]
    return any(span.overlaps(part) for part in fixed for span in (*one.source, *one.cue, *one.content))


def ruled(context: Context, candidates: Sequence[Candidate], resumed: Sequence[Resumed]) -> list[Candidate]:
    """Return what the rules would take by themselves."""
    taken = taken_by_rules(context, candidates)
    added = _added(context, taken, resumed, {candidate.head for candidate in taken})
    return taken + added


def _added(context: Context, kept: Sequence[Candidate], rules: Sequence[Resumed], heads: set[int]) -> list[Candidate]:
    """Return what *rules* add to *kept*, cues that stand at one of *heads* left out."""
    result = list(kept)
    for rule in rules:
        result += [one for one in rule(context, tuple(result)) if one.head not in heads]
    return result[len(kept) :]


def _continue(context: Context, kept: list[Candidate]) -> list[Candidate]:
    """Join a quotation without cue to the attribution whose content ends right before it."""
    alone = [c for c in kept if c.rule in JOINED and not c.cue and not _in_heading(context, c)]
    floats = {id(c) for c in alone}
    result = [c for c in kept if id(c) not in floats]
    for floating in alone:
        shared = next((c for c in result if c.content and floating.content[-1] in c.content), None)
        if shared is not None:
            # The last of the quotations is credited by a preposition (*« A. » « B », selon X*): so are those before it.
            result[result.index(shared)] = replace(shared, content=floating.content)
            continue
        start = floating.content[0].start
        before = [c for c in result if c.content and c.content[-1].end <= start]
        nearest = max(before, key=lambda c: (c.content[-1].end, -c.content[0].start), default=None)
        if nearest is not None and not _nothing_between(context.text, nearest.content[-1].end, start):
            nearest = None
        last = nearest.content[-1].start if nearest is not None else start
        reported = nearest is not None and quotation_type(context, nearest.content) != "direct"
        ended = reported and context.passage_at(last) < context.passage_at(start)  # with its paragraph
        if nearest is None:
            nearest = next((c for c in result if _credited_right_before(context, c, start)), None)
        if nearest is None:
            holding = [c for c in result if _reaches_into(context, c, start)]
            nearest = min(holding, key=lambda c: c.cue[0].start, default=None)
        if nearest is not None and not ended:
            result[result.index(nearest)] = replace(nearest, content=nearest.content + floating.content)
        else:
            result.append(floating)
    return result


def _in_heading(context: Context, candidate: Candidate) -> bool:
    return is_heading_line(context, context.passage_at(candidate.content[0].start))


def _with_restriction(context: Context, one: Candidate) -> Candidate:
    """*ne prévoit plus* **qu'***une hausse*: what restricts is no complementiser, and without it the reverse is said."""
    negation = context.language.marks.negation
    parse = context.parses[context.passage_at(one.content[0].start)] if one.content and one.cue else None
    tokens = parse.touched(one.content[0]) if parse is not None else range(0)
    if parse is None or not tokens or not tokens.start or parse.lower[tokens.start - 1] not in negation.restricting:
        return one
    held = {token for span in one.cue for token in parse.touched(span)}
    cue = {parse.lower[token] for token in held}
    denies = not cue.isdisjoint(negation.words - negation.restricted)
    if (
        denies
        or tokens.start - 1 in held
        or cue.isdisjoint(negation.needs)
        or any(is_finite(parse, token) for token in tokens)
    ):
        return one  # *ne dit pas qu'il viendra*: a clause
    first = Span(parse.start[tokens.start - 1], one.content[0].end)
    return replace(one, content=(first, *one.content[1:]))


def _inner_quotation(context: Context, one: Candidate) -> Candidate:
    """*“He said* **‘I slept. I heard nothing’***”*: a cue right beside a quotation in a quotation has all of it, no more."""
    own = sorted(one.cue + one.source)
    for quote in context.nested_near(one.content) if one.cue and one.content else ():
        near = context.text[quote.outer.end : own[0].start] or context.text[own[-1].end : quote.outer.start]
        long = quote.depth and quote.closed and len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING
        if long and near and not near.strip(" ,:") and any(quote.inner.overlaps(span) for span in one.content):
            stop = quote.inner.end - (context.text[quote.inner.end - 1] == ",")
            return replace(one, content=(Span(quote.inner.start, stop),))
    return one


def _credited_right_before(context: Context, candidate: Candidate, start: int) -> bool:
    """Tell whether the sentence before *start* credits a content that holds quoted words (*« A » et B, dit X. « C »*)."""
    if candidate.frame not in ("quote", "parenthetical") or not candidate.cue or not candidate.content:
        return False
    end = context.outer_sentence_at(candidate.cue[-1].start).end
    if (
        candidate.content[-1].end > candidate.cue[-1].start
        or not end <= start
        or not _nothing_between(context.text, end, start)
    ):
        return False
    return any(
        quote.outer.overlaps(span) and len(quote.inner.of(context.text).split()) >= SHORTEST_FLOATING
        for span in candidate.content
        for quote in context.quotes_near(span)
    )


def _reaches_into(context: Context, candidate: Candidate, start: int) -> bool:
    """Tell whether what a cue before holds reaches into a quotation that opens at *start* (*dit qu'il pleut. « Et …*)."""
    if not candidate.cue or not candidate.source or context.quote_at(candidate.cue[0].start) is not None:
        return False
    return candidate.cue[0].start < start and any(span.start < start < span.end for span in candidate.content)


def _nothing_between(text: str, start: int, end: int) -> bool:
    return not any(char.isalnum() for char in text[start:end])


def quotation_type(context: Context, content: Spans, cue: Spans = ()) -> Quotation:
    """Return how much of *content* stands in quotation marks that its *cue* does not stand in."""
    own = context.quote_at(cue[0].start) if cue else None
    if own is not None and content and own.outer.start >= content[0].start:
        own = None  # a quotation that opens in the content and is closed nowhere
    within = [] if own is None else [q for q in context.quotes_within(own.inner) if own.inner.covers(q.outer)]
    inside = outside = False
    for span in content:
        near = context.quotes_near(span) if own is None else [q for q in within if q.outer.overlaps(span)]
        for word in WORD.finditer(context.text, span.start, span.end):
            quoted = any(quote.outer.start <= word.start() < quote.outer.end for quote in near)
            inside, outside = inside or quoted, outside or not quoted
            if inside and outside:
                return "mixed"
    if inside:
        return "mixed" if outside else "direct"
    return "indirect"


def _attribution(context: Context, candidate: Candidate) -> Attribution:
    content = _clean(candidate.content)
    confidence = candidate.confidence
    return Attribution(
        cue=_clean(candidate.cue),
        source=_clean(candidate.source),
        content=content,
        addressee=_clean(candidate.addressee),
        quotation="direct"
        if candidate.rule == "post"
        else quotation_type(
            context, content, () if candidate.rule in ("quotations", "speaker_label") else candidate.cue
        ),
        why=Why(rule=candidate.rule, cue=candidate.lemma, frame=candidate.frame, evidence=candidate.features),
        confidence=candidate.rate if confidence is None else confidence,
    )


def _clean(spans: Spans) -> Spans:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
