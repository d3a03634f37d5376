"""
Which words does the encoder mark, and what for?

Every window of an article is read once. Where an attribution may open, each word is marked as part of its source, its cue
or its content: the likeliest row of marks, in which every change of mark costs something, so that spans hold together.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from selon.extract.encoder.windows import Window, windows, words_of
from selon.model import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from selon.extract.encoder.network import Network

CHANGE = 1.0
"""What a change of mark costs, in logarithms of shares."""
MORE_SOURCE, MORE_CONTENT = 3.0, 1.5
"""By how much a part is favoured in the other readings of a table, in logarithms of shares."""
NEVER = -9.0
"""The logarithm of a share that is as good as none."""
LEAST = 0.1
"""An opening less likely than this proposes nothing."""


class Part(IntEnum):
    """What a word is to an attribution."""

    NONE = 0
    SOURCE = 1
    CUE = 2
    CONTENT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """
    An attribution as the encoder sees it.

    Attributes:
        opening: How likely an attribution opens here, from 0 to 1.
        source, cue, content: Where they stand; each may be empty.
        shares: Logarithms of the share of each part, for each word of its window, shape (words, parts).
        others: Where source and content would stand if one of them were favoured or held back, with the number of the
            table among those that are :func:`tilted`; left out where nothing changes.
    """

    opening: float
    source: Spans
    cue: Spans
    content: Spans
    shares: NDArray[np.float32]
    others: tuple[tuple[int, Spans, Spans], ...] = ()


class Marks:
    """What the network sees in one article."""

    def __init__(self, text: str, network: Network, unread: Sequence[Span] = ()) -> None:
        """Read *text* with *network*, the paragraphs *unread* left out."""
        self.text = text
        starts = [span.start for span in unread]
        self.words = [
            word
            for word in words_of(text)
            if not (place := bisect_right(starts, word.start)) or word.start >= unread[place - 1].end
        ]
        self._network = network
        self._windows = list(windows(text, self.words, network.pieces))
        self._states = [network.states(window) for window in self._windows]
        self._openings = [network.openings(states) for states in self._states]
        self._known: dict[int, Marked] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _firsts(self) -> list[int]:
        return [window.first for window in self._windows]

    def word_at(self, character: int) -> int:
        """Return the number of the word that holds *character*, or of the one before it."""
        return max(bisect_right(self._starts, character) - 1, 0)

    def window_of(self, word: int) -> Window:
        """Return the window that *word* stands in."""
        return self._windows[bisect_right(self._firsts, word) - 1]

    def likely(self, least: float) -> list[int]:
        """Return the words at which an attribution opens with a likelihood of *least* or more."""
        return [
            window.first + int(place)
            for window, shares in zip(self._windows, self._openings, strict=True)
            for place in np.flatnonzero(1 - shares[:, 0] >= least)
        ]

    def opening(self, word: int) -> float:
        """Return how likely an attribution opens at *word*."""
        number = bisect_right(self._firsts, word) - 1
        return float(1 - self._openings[number][word - self._firsts[number], 0])

    def mark(self, anchors: Sequence[int]) -> dict[int, Marked]:
        """
        Return what is marked for each of *anchors*, numbers of words; several at a time cost less.

        Other readings are given where an attribution may well open.
        """
        waiting: dict[int, list[int]] = {}
        for anchor in dict.fromkeys(anchors):
            if anchor not in self._known:
                waiting.setdefault(bisect_right(self._firsts, anchor) - 1, []).append(anchor)
        for number, fresh in waiting.items():
            first = self._firsts[number]
            tables = self._network.roles(self._states[number], [anchor - first for anchor in fresh])
            readings = likeliest(np.concatenate([tables, *tilted(tables)])).reshape(-1, *tables.shape[:2])
            for place, (anchor, table) in enumerate(zip(fresh, tables, strict=True)):
                opening, (path, *others) = self.opening(anchor), readings[:, place]
                self._known[anchor] = Marked(
                    opening=opening,
                    source=self._source(path, table, first),
                    cue=self._spans(path, first, Part.CUE),
                    content=self._spans(path, first, Part.CONTENT),
                    shares=table,
                    others=tuple(
                        (number, self._source(other, table, first), self._spans(other, first, Part.CONTENT))
                        for number, other in enumerate(others, 1)
                        if opening >= LEAST and (other != path).any()
                    ),
                )
        return {anchor: self._known[anchor] for anchor in anchors}

    def _source(self, path: NDArray[np.int64], table: NDArray[np.float32], first: int) -> Spans:
        return self._spans(surest(path, table, Part.SOURCE, by=Part.CUE), first, Part.SOURCE)

    def _spans(self, path: NDArray[np.int64], first: int, part: Part) -> Spans:
        return tuple(
            Span(self.words[first + start].start, self.words[first + end - 1].end)
            for start, end in stretches(path, part)
        )


def tilted(tables: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """
    Return *tables* as they would be with a source for certain, with another source, with less content and with more.

    The likeliest marks of each are what else the network may have meant; the decision tells.
    """
    result = []
    for part, more in ((Part.SOURCE, MORE_SOURCE), (Part.CONTENT, -MORE_CONTENT), (Part.CONTENT, MORE_CONTENT)):
        one = tables.copy()
        one[:, :, part] += more
        result.append(one)
    another = tables.copy()
    marked = tables.argmax(axis=2) == Part.SOURCE
    another[:, :, Part.SOURCE] = np.where(marked, NEVER, another[:, :, Part.SOURCE] + MORE_SOURCE)
    return [*result, another]


def stretches(path: NDArray[np.int64], part: Part) -> list[tuple[int, int]]:
    """Return where each stretch of words that are all marked as *part* starts and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], path == part, [0]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def surest(path: NDArray[np.int64], table: NDArray[np.float32], part: Part, *, by: Part) -> NDArray[np.int64]:
    """
    Return *path* with no more stretches of *part* than there are of *by*, and at least one: the surest of them.

    Only two cues on one content have two sources.
    """
    found = stretches(path, part)
    most = max(len(stretches(path, by)), 1)
    if len(found) <= most:
        return path
    found.sort(key=lambda edges: -float(table[edges[0] : edges[1], part].mean()))
    kept = path.copy()
    for start, end in found[most:]:
        kept[start:end] = Part.NONE
    return kept


def likeliest(tables: NDArray[np.float32], change: float = CHANGE) -> NDArray[np.int64]:
    """
    Return the likeliest row of marks of each table (Viterbi's algorithm).

    Args:
        tables: Logarithms of shares, shape (openings, words, parts).
        change: What it costs that two words in a row have different marks.
    """
    count, length, parts = tables.shape
    total = tables[:, 0].copy()
    origins = np.empty((length, count, parts), np.int64)
    own, each = np.arange(parts), np.arange(count)
    for place in range(1, length):
        best = total.argmax(axis=1)
        moved = total[each, best] - change
        origins[place] = np.where(total >= moved[:, None], own, best[:, None])
        total = np.maximum(total, moved[:, None]) + tables[:, place]
    path = np.empty((count, length), np.int64)
    path[:, -1] = total.argmax(axis=1)
    for place in range(length - 1, 0, -1):
        path[:, place - 1] = origins[place, each, path[:, place]]
    return path
