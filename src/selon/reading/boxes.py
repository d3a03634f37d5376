"""
Which parts of a page are known by what stands in them?

Old pages lay themselves out in tables, and name no part: the article stands in one cell, menus and announcements in others.
Other boxes open with words that say what they are, whatever their names: readers' comments, an offer to subscribe.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from selon.reading.boilerplate import is_comments_heading, is_paywall
from selon.reading.paywall import BELOW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from selon.reading.blocks import Block

OFFER = "subscribing"
CELLS = frozenset(("td", "th"))
# A cell that holds this share of the text is the article's.
CELL_SHARE = 0.5
# A cell with more of it than this, without any link, is another column of the article.
MOST_BESIDE = 0.3
# A box with more of the text than this holds the article, whatever it says; comments can be longer than what they are on.
MOST_ASKING, MOST_COMMENTS = 0.3, 0.7
# An offer has so many characters at most.
LONGEST_OFFER, MOST_PARTS = 600, 100
# A page whose headings say so more often is no article with comments.
MOST_HEADINGS = 10


def beside(found: Sequence[Block], chosen: Collection[int]) -> dict[HtmlElement, str]:
    """
    Return the elements that stand beside the article, each with the part of the page that it is.

    Args:
        found: The blocks of the page.
        chosen: Positions of those that are taken for the article's text.
    """
    texts = [found[position] for position in chosen if found[position].is_prose]
    total = sum(len(block.text) for block in texts)
    weights = _weights(texts)
    boxes: dict[HtmlElement, str] = {}
    articles = [cell for cell, weight in weights.items() if cell.tag in CELLS and weight > CELL_SHARE * total]
    if articles:
        own = _weights(block for block in texts if not block.linked)
        others = (cell for article in articles for cell in article.getparent() if cell is not article)
        boxes = {cell: "aside" for cell in others if cell.tag in CELLS and own.get(cell, 0) <= MOST_BESIDE * total}
    headings = 0
    first, last = min(chosen, default=0), max(chosen, default=0) + BELOW
    for position, block in enumerate(found):
        if first <= position <= last and is_paywall(block.text):
            boxes |= dict.fromkeys(_offer(block, weights, MOST_ASKING * total), OFFER)
        elif block.is_heading and headings < MOST_HEADINGS and is_comments_heading(block.text):
            headings += 1
            boxes |= dict.fromkeys(_comments(found, position, weights, MOST_COMMENTS * total), "comments")
    return boxes


def _weights(texts: Iterable[Block]) -> dict[HtmlElement, int]:
    """Return how many characters of *texts* each element holds."""
    weights: dict[HtmlElement, int] = {}
    for block in texts:
        for element in block.within():
            weights[element] = weights.get(element, 0) + len(block.text)
    return weights


def _offer(block: Block, weights: Mapping[HtmlElement, int], most: float) -> list[HtmlElement]:
    """Return the box of words that ask for money, if it holds nothing else."""
    box = next(iter(block.above), None)
    if box is None or weights.get(box, 0) > most or len(list(itertools.islice(box.iter(), MOST_PARTS))) == MOST_PARTS:
        return []
    return [box] if len(box.text_content()) <= LONGEST_OFFER else []


def _comments(
    found: Sequence[Block], position: int, weights: Mapping[HtmlElement, int], most: float
) -> list[HtmlElement]:
    """Return the box that the heading at *position* opens, or what stands beside it, down to the end of their own box."""
    heading = found[position].headings[-1]
    box = heading.getparent()
    if box is None:
        return []
    is_first = position == 0 or all(element is not box for element in found[position - 1].within())
    boxes = (
        [box] if is_first else [heading, *(beside for beside in heading.itersiblings() if isinstance(beside.tag, str))]
    )
    return boxes if sum(weights.get(box, 0) for box in boxes) <= most else []
