"""
What does the encoder see at once?

Words are found in the untouched text, cut into the pieces that the encoder knows, and packed into windows: as many
paragraphs in a row as fit, so that each is read with its neighbours. Training and reading pack alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from selon.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

WORD = re.compile(r"\w+|[^\w\s]")
LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
ENDS_SENTENCE = frozenset(".!?…»”")
OPENS, ENDS = 0, 2
"""The pieces that open a window, and end each paragraph."""

LONGEST = 256
"""Pieces in a window, those two counted."""
LONGEST_WORD = 12
"""Pieces of one word that are kept: addresses of pages are long, and tell nothing more after so many."""


@dataclass(frozen=True, slots=True)
class Window:
    """
    Some words in a row, as the encoder reads them.

    Attributes:
        first, end: Which words of the article: from *first* up to, not including, *end*.
        pieces: Identifiers of all pieces, shape (pieces,), int64.
        starts: For each word the place of its first piece in *pieces*, shape (words,).
        sizes: For each word how many pieces it has, shape (words,).
    """

    first: int
    end: int
    pieces: NDArray[np.int64]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def words_of(text: str) -> list[Span]:
    """
    Return the words and marks of *text*, each as a span; between them there are only blanks.

    >>> text = "« Oui », a-t-il dit."
    >>> [word.of(text) for word in words_of(text)]
    ['«', 'Oui', '»', ',', 'a', '-', 't', '-', 'il', 'dit', '.']
    """
    return [Span(match.start(), match.end()) for match in WORD.finditer(text)]


def windows(
    text: str, words: Sequence[Span], pieces_of: Callable[[Sequence[str]], list[list[int]]]
) -> Iterator[Window]:
    """
    Yield the windows of a text, in order; together they hold every word once.

    Args:
        text: The article.
        words: Its words, from :func:`words_of`.
        pieces_of: Gives the pieces of each of some words, a word after a blank with that blank in front.
    """
    shown = [
        f" {word.of(text)}" if word.start == 0 or text[word.start - 1].isspace() else word.of(text) for word in words
    ]
    pieces = [known[:LONGEST_WORD] for known in pieces_of(shown)]
    first, size = 0, 1
    for begin, end in _chunks(text, words, pieces):
        length = sum(len(pieces[place]) for place in range(begin, end)) + 1
        if size + length > LONGEST and first < begin:
            yield _window(text, words, pieces, first, begin)
            first, size = begin, 1
        size += length
    if first < len(words):
        yield _window(text, words, pieces, first, len(words))


def _chunks(text: str, words: Sequence[Span], pieces: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield first and end word of every paragraph; of one that is longer than a window, of its parts."""
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or LINE_BREAK.search(text, words[place - 1].end, words[place].start):
            yield from _parts(text, words, pieces, start, place)
            start = place


def _parts(
    text: str, words: Sequence[Span], pieces: Sequence[Sequence[int]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield parts of one paragraph that fit a window, cut where a sentence ends if one does."""
    while start < end:
        size, place, cut = 2, start, start
        while place < end and size + len(pieces[place]) <= LONGEST:
            size += len(pieces[place])
            place += 1
            if text[words[place - 1].start] in ENDS_SENTENCE:
                cut = place
        if place == end or cut == start:
            cut = place
        yield start, cut
        start = cut


def _window(text: str, words: Sequence[Span], pieces: Sequence[Sequence[int]], first: int, end: int) -> Window:
    row, starts, sizes = [OPENS], [], []
    for place in range(first, end):
        if place > first and LINE_BREAK.search(text, words[place - 1].end, words[place].start):
            row.append(ENDS)
        starts.append(len(row))
        sizes.append(len(pieces[place]))
        row.extend(pieces[place])
    row.append(ENDS)
    return Window(first, end, np.array(row), np.array(starts), np.array(sizes))
