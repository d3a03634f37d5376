"""
Is the parent of a statement the smallest one that holds it?
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from selon.extract.decide.nesting import covers, nest, place
from selon.model import Attribution, Span, Why


def slowly(attributions: Sequence[Attribution]) -> list[int | None]:
    """Return the parents as they are found by comparing each statement with every other one."""
    ordered = sorted(attributions, key=place)
    parents = []
    for one in ordered:
        size = sum(span.end - span.start for span in one.content)
        around = [
            (sum(span.end - span.start for span in other.content), number)
            for number, other in enumerate(ordered)
            if other is not one and covers(other.content, one.cue + one.content)
        ]
        parents.append(min(((own, number) for own, number in around if own > size), default=(0, None))[1])
    return parents


def test_parents_are_those_of_a_slow_search() -> None:
    """
    Statements far from each other are never compared, and none that holds another is missed.
    """
    draw = random.Random(1)
    for _ in range(40):
        found = []
        for _ in range(30):
            start = draw.randrange(3_000)
            end = start + draw.choice((5, 50, 400, 2_500))
            cue = Span(start, start + 3) if draw.random() < 0.5 else Span(end + 1, end + 4)
            found.append(Attribution(cue=(cue,), content=(Span(start + 4, end),), why=Why("example")))
        assert [one.parent for one in nest(found)] == slowly(found)
