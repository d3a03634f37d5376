"""
Which candidates are attributions?

Two decisions: is this a cue, and which of the rival spans is its content. Without trained weights the first rests on how
often such a cue in such a frame is an attribution; the second on the order of frames, the most specific first.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.extract.candidate import Candidate
from selon.extract.context import Context
from selon.model import Attribution, Quotation, Span, Spans, Why

FRAMES = (
    "refusal",
    "quote",
    "parenthetical",
    "clause",
    "question",
    "object_of",
    "predicate",
    "infinitive",
    "according_to",
    "noun",
    "oblique",
    "nominal",
)
"""Frames by how specific they are: of two readings of one cue the earlier is taken."""

THRESHOLD = 0.5
NEEDS_SOURCE = frozenset({"nominal", "oblique", "refusal", "infinitive", "question"})


def accept(context: Context, candidates: Sequence[Candidate]) -> list[Attribution]:
    """Return the candidates that are attributions, as values."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        impersonal = candidate.frame == "infinitive" and "passive" in candidate.features
        if candidate.rate < THRESHOLD or (candidate.frame in NEEDS_SOURCE and not candidate.source and not impersonal):
            continue
        if candidate.frame == "clause" and not candidate.source and "passive" not in candidate.features:
            continue
        if any(_rivals(candidate, other) for other in kept):
            continue
        kept.append(candidate)
    kept = _continue(context, kept)
    return [_attribution(context, candidate) for candidate in kept]


def _rank(candidate: Candidate) -> tuple[int, float, int]:
    return FRAMES.index(candidate.frame), -candidate.rate, candidate.head


def _rivals(one: Candidate, other: Candidate) -> bool:
    """Two readings of one cue cannot both hold, unless a quotation follows the summary of it."""
    if one.head == other.head and one.head >= 0:
        summary = other.frame == "quote" and not _overlap(one.content, other.content) and one.content and other.cue
        return not (summary and one.frame in ("clause", "nominal", "oblique", "infinitive", "object_of"))
    if one.cue and other.cue and _overlap(one.cue, other.cue):
        return True
    if one.content and other.content and one.content == other.content and one.frame == other.frame:
        return True
    # A quotation's own cue is never its content as well.
    return other.frame == "quote" and one.frame == "parenthetical" and one.cue[0] in other.cue


def _overlap(left: Spans, right: Spans) -> bool:
    return any(a.overlaps(b) for a in left for b in right)


def _continue(context: Context, kept: list[Candidate]) -> list[Candidate]:
    """Join a quotation without cue to the attribution whose content ends right before it."""
    from dataclasses import replace  # noqa: PLC0415

    result = [c for c in kept if c.rule != "floating_quotation"]
    for floating in (c for c in kept if c.rule == "floating_quotation"):
        start = floating.content[0].start
        before = [c for c in result if c.content and c.content[-1].end <= start]
        nearest = max(before, key=lambda c: (c.content[-1].end, -c.content[0].start), default=None)
        if nearest is not None and _nothing_between(context.text, nearest.content[-1].end, start):
            result[result.index(nearest)] = replace(nearest, content=nearest.content + floating.content)
        else:
            result.append(floating)
    return result


def _nothing_between(text: str, start: int, end: int) -> bool:
    return not any(char.isalnum() for char in text[start:end])


def quotation_type(context: Context, content: Spans) -> Quotation:
    """Return how much of *content* stands in double quotation marks."""
    inside = outside = False
    for span in content:
        position = span.start
        while position < span.end:
            quote = context.quote_at(position)
            end = min(quote.outer.end if quote else _next_quote(context, position), span.end)
            if any(char.isalnum() for char in context.text[position:end]):
                inside, outside = inside or quote is not None, outside or quote is None
            position = max(end, position + 1)
    if inside:
        return "mixed" if outside else "direct"
    return "indirect"


def _next_quote(context: Context, position: int) -> int:
    return next((q.outer.start for q in context.double if q.outer.start > position), len(context.text))


def _attribution(context: Context, candidate: Candidate) -> Attribution:
    content = _clean(candidate.content)
    return Attribution(
        cue=_clean(candidate.cue),
        source=_clean(candidate.source),
        content=content,
        addressee=_clean(candidate.addressee),
        quotation=quotation_type(context, content),
        why=Why(rule=candidate.rule, cue=candidate.lemma, frame=candidate.frame, evidence=candidate.features),
        confidence=candidate.rate,
    )


def _clean(spans: Spans) -> Spans:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
