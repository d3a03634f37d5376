"""
Which prediction stands for which gold relation?

Spans are compared as sets of characters, blanks left out, and two lists are paired one-to-one by Jaccard similarity:
the best pair first, ties in gold order and then in the order of the predictions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selon.evaluate.documents import Relation
from selon.model import Span, Spans

Characters = int
"""A set of character positions, bit n for character n: intersections of long contents cost one operation."""

NEAR = 0.5
"""Jaccard similarity from which two contents count as the same."""

LEVELS = ("j50", "relaxed", "exact", "e2e")
"""The ways of matching, from contents alike to whole relations (:class:`Matches`)."""

_BLANK = re.compile(r"\s+")


def characters(spans: Iterable[Span]) -> Characters:
    """
    Return the positions that *spans* cover.

    >>> f"{characters([Span(0, 2), Span(3, 4)]):b}"
    '1011'
    """
    found = 0
    for span in spans:
        found |= (1 << span.end) - (1 << span.start)
    return found


def visible(text: str) -> Characters:
    """Return the positions of *text* that hold no blank."""
    blanks = (Span(*match.span()) for match in _BLANK.finditer(text))
    return (1 << len(text)) - 1 & ~characters(blanks)


def trimmed(text: str, spans: Spans) -> Spans:
    """
    Return *spans* without blanks, punctuation and marks at their edges, joined where nothing else lies between them.

    >>> trimmed("« Oui », dit-il.", (Span(0, 7), Span(7, 9)))
    (Span(start=2, end=5),)
    """
    found: list[Span] = []
    for span in sorted(spans):
        start, end = span.start, span.end
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start == end:
            continue
        if found and not any(map(str.isalnum, text[found[-1].end : start])):
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Marked:
    """
    A relation with the characters that its parts cover.

    Attributes:
        relation: The relation itself.
        source: Visible characters of its source.
        cue: Those of its cue.
        content: Those of its content.
        exact_source: Its source, trimmed.
        exact_content: Its content, trimmed.
    """

    relation: Relation
    source: Characters
    cue: Characters
    content: Characters
    exact_source: Spans
    exact_content: Spans

    @classmethod
    def of(cls, relation: Relation, text: str, seen: Characters) -> Marked:
        """Mark *relation* in *text*, whose visible characters are *seen*."""
        return cls(
            relation=relation,
            source=characters(relation.source) & seen,
            cue=characters(relation.cue) & seen,
            content=characters(relation.content) & seen,
            exact_source=trimmed(text, relation.source),
            exact_content=trimmed(text, relation.content),
        )

    def shares_source(self, other: Marked) -> bool:
        """Tell whether the sources have a character in common, or are both empty."""
        return bool(self.source & other.source) or not (self.source or other.source)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold relation and a prediction, by position, that could be matched."""

    similarity: float
    gold: int
    pred: int


Match = dict[int, int]
"""Positions in the gold list and the positions in the predictions that they are paired with."""


@dataclass(frozen=True, slots=True)
class Matches:
    """
    The matches of one document's relations.

    Attributes:
        j50: Contents with a similarity of at least :data:`NEAR`.
        relaxed: Contents with a character in common.
        exact: Contents equal when trimmed.
        e2e: Whole relations, end to end: contents as for ``j50``, and sources that agree.
    """

    j50: Match
    relaxed: Match
    exact: Match
    e2e: Match


def jaccard(left: Characters, right: Characters) -> float:
    """
    Return the share that two sets have in common of what either holds.

    >>> jaccard(0b0111, 0b1110)
    0.5
    """
    either = (left | right).bit_count()
    return (left & right).bit_count() / either if either else 0.0


def match(gold: Sequence[Marked], pred: Sequence[Marked]) -> Matches:
    """Pair the relations of one document at every level."""
    pairs = list(_overlapping(gold, pred))
    near = [pair for pair in pairs if pair.similarity >= NEAR]
    return Matches(
        j50=one_to_one(near),
        relaxed=one_to_one(pairs),
        exact=one_to_one(p for p in pairs if gold[p.gold].exact_content == pred[p.pred].exact_content),
        e2e=one_to_one(p for p in near if gold[p.gold].shares_source(pred[p.pred])),
    )


def match_refusals(gold: Sequence[Marked], pred: Sequence[Marked]) -> Match:
    """Pair relations without content: by cues in common, and sources in common where gold has one."""
    return one_to_one(
        Pair((left.cue & right.cue).bit_count(), i, j)
        for i, left in enumerate(gold)
        for j, right in enumerate(pred)
        if left.cue & right.cue and (not left.source or left.source & right.source)
    )


def one_to_one(pairs: Iterable[Pair]) -> Match:
    """
    Pair greedily, the best pair first, each side used once.

    >>> one_to_one([Pair(0.6, 0, 0), Pair(0.9, 1, 0), Pair(0.5, 0, 1)])
    {1: 0, 0: 1}
    """
    found: Match = {}
    used: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity, pair.gold, pair.pred)):
        if pair.gold not in found and pair.pred not in used:
            found[pair.gold] = pair.pred
            used.add(pair.pred)
    return found


def _overlapping(gold: Sequence[Marked], pred: Sequence[Marked]) -> Iterator[Pair]:
    for i, left in enumerate(gold):
        for j, right in enumerate(pred):
            if left.content & right.content:
                yield Pair(jaccard(left.content, right.content), i, j)
