"""
Which statements say the same words?

A headline or a subheading quotes the article: who speaks there is who says the same below. Thousands of statements may have
to be looked through, so they are found by their rarest words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from selon.lang.tokens import fold
from selon.model import Attribution

SHORT = len("oui, mais")  # characters up to which a quotation has to be the same to the letter
SHARE = 0.8  # of the words of a headline's quotation, when it shortens what was said
FEWEST = 4
MOST = 12
"""Statements on either side that are looked at of those that may say the same."""
BETWEEN = "\0"


class Wordings:
    """
    The words of an article's statements, in the form in which they are compared.

    Args:
        attributions: The statements.
        text: The article's text.
    """

    def __init__(self, attributions: Sequence[Attribution], text: str) -> None:  # noqa: D107 - the class says it
        self._folded = [fold(" ".join(span.of(text) for span in one.content)).strip(" .…") for one in attributions]
        self._words = [frozenset(words.split()) for words in self._folded]
        self._whole: dict[str, list[int]] = {}
        self._with: dict[str, list[int]] = {}
        self._places: list[int] = []
        at = 0
        for index, folded in enumerate(self._folded):
            self._whole.setdefault(folded, []).append(index)
            self._places.append(at)
            at += len(folded) + len(BETWEEN)
            for word in self._words[index]:
                self._with.setdefault(word, []).append(index)
        self._all = BETWEEN.join(self._folded)

    def alike(self, index: int, other: int) -> bool:
        """Tell whether the statement *other* says the words of *index*, or nearly."""
        words, whole = self._folded[index], self._folded[other]
        if words == whole or len(words) <= SHORT:
            return words == whole
        return words in whole or self._shares(words, other)

    def others(self, index: int) -> list[int]:
        """Return the statements that :meth:`alike` holds for, this one left out; of very many the nearest."""
        words = self._folded[index]
        near = set(_around(self._whole[words], index))
        if len(words) > SHORT:
            near |= set(self._holding(words, index))
            mine = sorted(words.split(), key=lambda word: len(self._with[word]))
            # One that shares so many words has one of the rarest.
            rarest = mine[: len(mine) - int(SHARE * len(mine)) + 1] if len(mine) >= FEWEST else []
            near.update(place for word in rarest for place in _around(self._with[word], index))
        return [other for other in sorted(near) if other != index and self.alike(index, other)]

    def _shares(self, words: str, other: int) -> bool:
        mine = words.split()
        return len(mine) >= FEWEST and sum(word in self._words[other] for word in mine) >= SHARE * len(mine)

    def _holding(self, words: str, index: int) -> Iterator[int]:
        """Yield the statements nearest to *index* in which *words* stand."""
        before = after = self._places[index]
        for _ in range(MOST):
            at = self._all.find(words, after)
            if at < 0:
                break
            place = bisect_right(self._places, at) - 1
            yield place
            after = self._places[place] + len(self._folded[place])
        for _ in range(MOST):
            at = self._all.rfind(words, 0, before)
            if at < 0:
                break
            place = bisect_right(self._places, at) - 1
            yield place
            before = self._places[place]


def _around(places: Sequence[int], index: int) -> Sequence[int]:
    """Return those of *places*, in order, that stand nearest to *index*."""
    here = bisect_left(places, index)
    return places[max(here - MOST, 0) : here + MOST]
