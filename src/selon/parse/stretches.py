"""
Which characters do some spans cover, and which spans are near others?
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

BLOCK = 500
"""Characters in which what is looked for together is kept together."""


def blocks(start: int, end: int) -> range:
    """
    Return the numbers of the blocks of a text that the characters from *start* to before *end* touch.

    >>> blocks(499, 501)
    range(0, 2)
    """
    return range(start // BLOCK, (end - 1) // BLOCK + 1)


class Stretches:
    """
    Some stretches of a text, to be asked again and again.

    Args:
        edges: First character and one past the last of each; they may overlap.

    >>> Stretches([(5, 9), (2, 6), (12, 14)]).over(0, 20)
    [(2, 9), (12, 14)]
    """

    def __init__(self, edges: Iterable[tuple[int, int]]) -> None:  # noqa: D107 - the class says it
        joined: list[tuple[int, int]] = []
        for start, end in sorted(edges):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            elif start < end:
                joined.append((start, end))
        self._joined = joined
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def holds(self, character: int) -> bool:
        """Tell whether one of them covers *character*."""
        place = bisect_right(self._starts, character) - 1
        return place >= 0 and character < self._ends[place]

    def over(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return those that share a character with the text from *start* to before *end*, joined where they touch."""
        return self._joined[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
