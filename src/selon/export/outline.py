"""
Which statements are shown, in which order, and what is each called?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selon.model import Article, Attribution


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of an article's outline.

    Attributes:
        position: The statement's position in ``Article.attributions``.
        depth: How many statements hold it; 0 for one that stands by itself.
    """

    position: int
    depth: int


def name(position: int) -> str:
    """
    Return what the statement at *position* is called in every export: counted from 1.

    >>> name(0)
    's1'
    """
    return f"s{position + 1}"


def outline(article: Article) -> tuple[Entry, ...]:
    """
    Return every statement once: each under the one that holds it, otherwise in text order.

    Statements that hold each other in a circle stand by themselves.
    """
    children: dict[int | None, list[int]] = {}
    for position, attribution in enumerate(article.attributions):
        children.setdefault(attribution.parent, []).append(position)
    entries: list[Entry] = []
    seen: set[int] = set()
    for start in (*children.get(None, ()), *range(len(article.attributions))):
        waiting = [Entry(start, 0)]
        while waiting:
            entry = waiting.pop()
            if entry.position in seen:
                continue
            seen.add(entry.position)
            entries.append(entry)
            waiting.extend(Entry(child, entry.depth + 1) for child in reversed(children.get(entry.position, ())))
    return tuple(entries)


def confident(article: Article, minimum: float) -> Article:
    """
    Return *article* with only those statements whose confidence is at least *minimum*.

    A statement that loses its parent is given to the nearest one left that holds it. The own voice stays what it was: a
    statement too doubtful to show is not thereby the outlet's own.
    """
    kept = [position for position, one in enumerate(article.attributions) if one.confidence >= minimum]
    moved = {position: index for index, position in enumerate(kept)}
    attributions = tuple(_adopted(article, article.attributions[position], moved) for position in kept)
    return replace(article, attributions=attributions)


def _adopted(article: Article, attribution: Attribution, moved: dict[int, int]) -> Attribution:
    """Return *attribution* with the nearest ancestor in *moved* as its parent, by its new position."""
    parent, tried = attribution.parent, set[int]()
    while parent is not None and parent not in moved and parent not in tried:
        tried.add(parent)
        parent = article.attributions[parent].parent
    return replace(attribution, parent=None if parent is None else moved.get(parent))
