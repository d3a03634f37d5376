"""
Which statements are shown, in which order, and what is each called?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selon.model import Article


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
