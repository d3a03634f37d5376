"""
Which attribution holds which?

An attribution is nested in another when its cue, source and content stand inside the other's content; its parent is the
innermost such one. A pass of its own, after the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.model import Attribution, Span, Spans
from selon.parse.stretches import blocks


def covers(outer: Spans, inner: Spans) -> bool:
    """Tell whether every span of *inner* lies in the stretch that *outer* takes."""
    return bool(inner) and all(any(o.covers(i) for o in outer) for i in inner)


def nest(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions in text order, each with the position of its parent."""
    ordered = sorted(attributions, key=place)
    sizes = [sum(span.end - span.start for span in a.content) for a in ordered]
    hulls = [(a.content[0].start, a.content[-1].end) if a.content else (0, 0) for a in ordered]
    near: dict[int, list[int]] = {}
    for other, (start, end) in enumerate(hulls):
        for block in blocks(start, end):
            near.setdefault(block, []).append(other)
    result = []
    for position, attribution in enumerate(ordered):
        parent = None
        begin, end = min(attribution.cue + attribution.content).start, max(attribution.cue + attribution.content).end
        # Whatever holds it, or has the same content, has a character in the same block.
        first = hulls[position][0] if attribution.content else begin
        touched = {*blocks(begin, begin + 1), *blocks(first, first + 1)}
        for other in sorted({other for block in touched for other in near.get(block, ())}):
            outer = ordered[other]
            if other == position:
                continue
            if hulls[other] != hulls[position] and not hulls[other][0] <= begin < end <= hulls[other][1]:
                continue  # most of them, without looking closer
            if outer.why.rule == "cited_by" != attribution.why.rule and outer.content == attribution.content:
                parent = other  # *P, selon X, cité par Y*: Y's holds X's
                break
            if sizes[other] <= sizes[position]:
                continue
            if not covers(outer.content, attribution.cue + attribution.content):
                continue
            if parent is None or sizes[other] < sizes[parent]:
                parent = other
        result.append(attribution if parent == attribution.parent else replace(attribution, parent=parent))
    return result


def place(attribution: Attribution) -> tuple[int, bool, int]:
    """Order by the first character; one that opens with its content goes before what that content holds."""
    first: Span = min(attribution.spans)
    begins = attribution.cue or attribution.content
    return first.start, first not in attribution.content, begins[0].start
