"""
Do stretches answer as their spans would one by one?
"""

from __future__ import annotations

import random

from selon.parse.stretches import Stretches


def test_they_answer_as_their_spans_do() -> None:
    """
    Which characters are covered, and what of a passage.
    """
    draw = random.Random(1)
    for _ in range(100):
        edges = [(start, start + draw.randint(0, 9)) for start in draw.choices(range(60), k=8)]
        held = {at for start, end in edges for at in range(start, end)}
        stretches = Stretches(edges)
        assert {at for at in range(80) if stretches.holds(at)} == held
        first = draw.randrange(60)
        last = first + draw.randint(1, 15)
        found = {at for start, end in stretches.over(first, last) for at in range(max(start, first), min(end, last))}
        assert found == held & set(range(first, last))
