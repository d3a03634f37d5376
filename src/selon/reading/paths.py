"""
Where in the page's tree is an element?

As ``lxml`` names it: ``/html/body/main/article/p[3]``. Its own ``getpath`` counts the elements before each one anew,
which takes seconds in a page of ten thousand paragraphs; here they are counted once.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

# A tag that XPath can name. Others, such as Word's ``o:p``, are counted among all elements.
NAME = re.compile(r"[A-Za-z_][\w.-]*")


class Paths:
    """
    The XPaths of the elements of one page, which must not change meanwhile.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<p>Un</p><p>Deux <b>mots</b></p>")
    >>> Paths().of(page.xpath("//b")[0])
    '/html/body/p[2]/b'
    """

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._steps: dict[HtmlElement, str] = {}

    def of(self, element: HtmlElement) -> str:
        """Return the XPath of *element*."""
        steps = []
        at: HtmlElement | None = element
        while at is not None:
            if at not in self._steps:
                self._count(at)
            steps.append(self._steps[at])
            at = at.getparent()
        return "".join(f"/{step}" for step in reversed(steps))

    def _count(self, element: HtmlElement) -> None:
        """Give a number to *element* and to all beside it."""
        parent = element.getparent()
        beside: Iterable[HtmlElement] = list(parent) if parent is not None else _roots(element)
        beside = [sibling for sibling in beside if isinstance(sibling.tag, str)]
        totals = Counter(sibling.tag for sibling in beside)
        seen: Counter[str] = Counter()
        for place, sibling in enumerate(beside, start=1):
            seen[sibling.tag] += 1
            if not NAME.fullmatch(sibling.tag):
                self._steps[sibling] = f"*[{place}]"
            else:
                self._steps[sibling] = (
                    sibling.tag if totals[sibling.tag] == 1 else f"{sibling.tag}[{seen[sibling.tag]}]"
                )


def _roots(element: HtmlElement) -> list[HtmlElement]:
    """Return *element* and what stands beside it at the top: a page that closes too early has several tops."""
    return [*reversed(list(element.itersiblings(preceding=True))), element, *element.itersiblings()]
