"""
Which parts of a page announce other articles?

A teaser is a title that leads elsewhere, often with a picture and a sentence or two, and it stands among others like it.
Its sentences read like the article's own and are those of another.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from selon.reading.blocks import HEADINGS, Block

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

# Two headings that are links, side by side in boxes of one kind, are teasers; of other links it takes three.
FEWEST_HEADINGS, FEWEST_LINKS = 2, 3
# A link is a title from this many characters on, unless it is a heading.
SHORTEST_TITLE = 12
LINKED = 0.8
# A teaser has so many characters at most, and so many paragraphs.
LONGEST, MOST_PROSE = 500, 2
# A title stands at most so deep in its teaser, and its sentence so many blocks below it.
DEEPEST, NEAR = 6, 3
# Of what stands so many blocks above the article's text, and so many below, nothing is taken for it.
ABOVE, BELOW = 80, 30
# Of a page with less of its text outside, the teasers are what it holds: a list of products with a shop's links, a front
# page, which is refused for what it is.
ARTICLE_SHARE = 0.3


def announced(found: Sequence[Block], chosen: Collection[int]) -> set[HtmlElement]:
    """
    Return the elements that hold a teaser each, or nothing but several in turn.

    Args:
        found: The blocks of the page.
        chosen: Positions of those that are taken for the article's text.
    """
    beside: dict[tuple[HtmlElement, str], dict[HtmlElement, Block]] = {}
    many: set[HtmlElement] = set()
    near = found[max(0, min(chosen, default=0) - ABOVE) : max(chosen, default=0) + BELOW]
    for position in _titles(near):
        block = near[position]
        for inner, outer in itertools.islice(itertools.pairwise(block.within()), DEEPEST):
            titles = beside.setdefault((outer, inner.tag), {})
            if titles.setdefault(inner, block) is not block:
                many.add(inner)
    groups = {place: titles for place, titles in beside.items() if len(titles) >= FEWEST_HEADINGS}
    single = {element: 1 for titles in groups.values() for element in titles if element not in many}
    # Headings and sentences in turn, in one box.
    in_turn = {outer: len(titles) for (outer, tag), titles in groups.items() if tag in HEADINGS}
    small = _small(single | in_turn, near)
    teasers: set[HtmlElement] = set()
    for titles in groups.values():
        alike = [element for element in titles if element in small]
        headed = sum(titles[element].is_heading for element in alike)
        if headed >= FEWEST_HEADINGS or len(alike) >= FEWEST_LINKS:
            teasers.update(alike)
    teasers |= {box for box in in_turn if box in small and _holds_article(found, chosen, {box})}
    return teasers if teasers and _holds_article(found, chosen, teasers) else set()


def _titles(found: Sequence[Block]) -> list[int]:
    """Return the links to other pages beside which a sentence stands: without one, a link is left out for itself."""
    links = [
        position
        for position, block in enumerate(found)
        if block.linked >= LINKED and (block.is_heading or len(block.text) >= SHORTEST_TITLE)
    ]
    if len(links) < FEWEST_HEADINGS:
        return []
    told = [position for position, block in enumerate(found) if _is_told(block)]
    beside = {position - away for position in told for away in range(-1, NEAR + 1)}
    near = [position for position in links if position in beside]
    if len(near) < FEWEST_HEADINGS:
        return []
    return [p for p in near if _leads_elsewhere(found[p])]


def _is_told(block: Block) -> bool:
    return block.linked < LINKED and block.is_prose


def _leads_elsewhere(block: Block) -> bool:
    """Tell whether a link in *block* leads to another place than the block itself, as a heading's own address does."""
    own = {element.get("id") for element in itertools.islice(block.within(), DEEPEST)} - {None, ""}
    return any(not target.startswith("#") and target.partition("#")[2] not in own for target in _targets(block))


def _targets(block: Block) -> Iterator[str]:
    for element in itertools.chain(block.element.iter("a"), block.above[:DEEPEST]):
        if element.tag == "a" and (target := element.get("href")):
            yield target.strip()


def _small(elements: Mapping[HtmlElement, int], found: Sequence[Block]) -> set[HtmlElement]:
    """Return those of *elements* that hold no more than so many teasers do."""
    sizes = dict.fromkeys(elements, 0)
    prose = dict.fromkeys(elements, 0)
    for block in found if elements else ():
        for element in block.within():
            if element in sizes:
                sizes[element] += len(block.text)
                prose[element] += _is_told(block)
    return {
        element
        for element, count in elements.items()
        if sizes[element] <= LONGEST * count and prose[element] <= MOST_PROSE * count
    }


def _holds_article(found: Sequence[Block], chosen: Collection[int], teasers: set[HtmlElement]) -> bool:
    """Tell whether enough of the text that was *chosen* stands outside *teasers*."""
    texts = [found[position] for position in chosen if _is_told(found[position])]
    outside = sum(len(block.text) for block in texts if teasers.isdisjoint(block.within()))
    return outside > 0 and outside >= ARTICLE_SHARE * sum(len(block.text) for block in texts)
