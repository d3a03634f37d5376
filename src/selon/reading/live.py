"""
Which blocks of a live page open a dated entry?

A live page is a list of short pieces, each under the time at which it went online. The page declares them in its
JSON-LD, or sets a ``time`` element into each.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from selon.reading.blocks import Block, squeezed
from selon.reading.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

# Fewer dated pieces are an article with its date, or with a date and a correction.
FEWEST = 3


def entries(
    tree: HtmlElement, found: Sequence[Block], kept: Sequence[int], declared: Sequence[tuple[datetime, str]]
) -> Mapping[int, datetime]:
    """
    Return the blocks among *kept* that open an entry, with the entry's time; empty for an ordinary article.

    Args:
        tree: The page.
        found: Its blocks.
        kept: Positions of the article's blocks.
        declared: Time and opening words of the entries that the page declares.
    """
    opened = _marked(tree, found, kept)
    if len(opened) < FEWEST:
        opened = _declared(found, kept, declared)
    return opened if len(opened) >= FEWEST else {}


def feed(found: Sequence[Block], chosen: Sequence[int]) -> set[int]:
    """
    Return the running text of all entries of a live page, given that those of one were *chosen*; empty for other pages.

    Entries are alike in tag and class, and each has its time. Whole articles set one below the other are none: each has
    its own first-rank heading.
    """
    first = next((found[position] for position in chosen if found[position].is_prose), None)
    for element in first.within() if first else ():
        parent = element.getparent()
        if parent is None:
            break
        beside = [other for other in parent if other.tag == element.tag and other.get("class") == element.get("class")]
        if len(beside) >= FEWEST and all(_is_entry(other) for other in beside):
            entries = set(beside)
            inside = {position for position, block in enumerate(found) if not entries.isdisjoint(block.within())}
            # The time itself, and who wrote the entry, are short lines that are no sentence.
            return {p for p in inside if found[p].is_prose or found[p].is_sentence or found[p].is_heading}
    return set()


def _is_entry(element: HtmlElement) -> bool:
    return element.find(".//time[@datetime]") is not None and element.find(".//h1") is None


def _marked(tree: HtmlElement, found: Sequence[Block], kept: Sequence[int]) -> dict[int, datetime]:
    times = [
        (element, when)
        for element in tree.iter("time")
        if isinstance(when := moment(element.get("datetime")), datetime)
    ]
    if len(times) < FEWEST:
        return {}
    holders: dict[HtmlElement, int] = {}
    for element, _ in times:
        for above in element.iterancestors():
            holders[above] = holders.get(above, 0) + 1
    pieces: dict[HtmlElement, tuple[HtmlElement, datetime]] = {}
    for element, when in times:
        # The entry is the largest element around the time that holds no other time.
        entry = element
        for above in element.iterancestors():
            if holders[above] > 1:
                break
            entry = above
        parent = entry.getparent()
        if parent is not None and entry is not element:
            pieces[entry] = (parent, when)
    opened: dict[int, tuple[HtmlElement, datetime]] = {}
    seen: set[HtmlElement] = set()
    for position in kept:
        entry = next((above for above in found[position].within() if above in pieces), None)
        if entry is not None and entry not in seen:
            seen.add(entry)
            opened[position] = pieces[entry]
    parents = [parent for parent, _ in opened.values()]
    return {position: when for position, (parent, when) in opened.items() if parents.count(parent) >= FEWEST}


def _declared(
    found: Sequence[Block], kept: Sequence[int], declared: Sequence[tuple[datetime, str]]
) -> dict[int, datetime]:
    opened: dict[int, datetime] = {}
    for when, words in declared:
        opening = squeezed(words)[:60]
        position = next(
            (p for p in kept if p not in opened and opening and squeezed(found[p].text).startswith(opening)), None
        )
        if position is not None:
            opened[position] = when
    return opened
