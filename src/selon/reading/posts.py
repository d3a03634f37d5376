"""
Which part of a page is a post of a social network, shown in it, and which of its words are the post's?

Networks give out a block-quote with the post's text and, below, who posted it and when; around them stand links that say
where to see it. What is posted is said by whoever posted it, whatever paragraph it stands below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selon.reading.blocks import HAS_LETTER, Block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

LINKED = 0.8
SIGNED = re.compile(r"^[—–-]+\s*\S|\(@[\w.@-]+\)|^@[\w.-]+$")
"""Below a post: a dash and a name, a name and its handle in brackets, or a handle alone."""


def posted(found: Sequence[Block], inside: Mapping[int, HtmlElement]) -> set[int]:
    """
    Return the positions of what is a post's text or tells who posted it.

    A post that shows no words of its own, such as a picture, or one that a script would fetch, has nothing.

    Args:
        found: The blocks of the page.
        inside: Positions of those that stand in a post, with its element.
    """
    kept = [position for position in inside if _is_part(found[position])]
    telling = {inside[position] for position in kept if not is_signature(found[position].text)}
    return {position for position in kept if inside[position] in telling}


def _is_part(block: Block) -> bool:
    """Tell whether *block* is no mere link: in some networks, all of a post leads to it."""
    is_link = block.linked >= LINKED and not block.is_prose and not is_signature(block.text)
    return HAS_LETTER.search(block.text) is not None and not is_link


def is_signature(text: str) -> bool:
    """
    Tell whether *text*, in a post, names who posted it.

    >>> is_signature("— Ville de Valmorin (@valmorin) March 14, 2026"), is_signature("Le pont rouvre !")
    (True, False)
    """
    return SIGNED.search(text) is not None
