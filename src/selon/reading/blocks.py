"""
What stands in a page, block by block?

A block is a stretch of words that a browser would set as one paragraph: the text of a paragraph, a heading, a list item, or the
words between two line breaks of a ``<div>``. Each keeps the element that it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# White space as HTML defines it; no-break spaces are part of the text and stay.
WHITE = re.compile(r"[ \t\n\r\f]+")

BREAKING = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section "
    "summary table tbody td tfoot th thead tr ul".split(),
)
"""Elements that begin and end a line of their own."""

UNREAD = frozenset(
    "audio button canvas embed head iframe input link map meta noscript object option picture script select style "
    "svg template textarea title video".split(),
)
"""Elements whose text nobody reads in the page."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """
    One block of a page.

    Attributes:
        text: Its words, white space normalised.
        element: The element that holds all of them.
    """

    text: str
    element: HtmlElement


def blocks(tree: HtmlElement) -> list[Block]:
    """Return the blocks of *tree* in reading order."""
    found: list[Block] = []
    pieces: list[str] = []
    holders: list[HtmlElement] = [tree]

    def close() -> None:
        text = WHITE.sub(" ", "".join(pieces)).strip(" ")
        pieces.clear()
        if text.strip():
            found.append(Block(text, holders[-1]))

    # Walks without recursion: pages nest as deep as the parser lets them.
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in BREAKING:
                close()
                holders.pop()
            if element.tail and element is not tree:
                pieces.append(element.tail)
            continue
        if not isinstance(tag, str) or tag in UNREAD:
            if element.tail:
                pieces.append(element.tail)
            continue
        if tag in BREAKING:
            close()
            holders.append(element)
        elif tag == "br":
            pieces.append("\n")
            following = element.getnext()
            if following is not None and following.tag == "br" and not (element.tail or "").strip():
                close()
        if element.text:
            pieces.append(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    close()
    return found
