"""
Does the text stop where the page asks for money?

Many outlets declare every article as paid, and show the whole of it to whoever asks. The text stops where a paywall's
words stand at its end, where the part that the page declares as paid shows nothing, or where fewer words are shown than
declared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selon.reading.blocks import count_words, squeezed
from selon.reading.boilerplate import is_paywall
from selon.reading.zones import hides

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

    from selon.reading.blocks import Block
    from selon.reading.metadata import Metadata

# A paywall stands within so many blocks of the last words shown.
BELOW = 12
# Links to other articles say so of those, menus of the site, and below the text often comments do of themselves.
ELSEWHERE = frozenset(("related", "navigation", "footer", "comments"))
# Systems count captions and titles as words of an article, or leave them out.
SHOWN = 0.7
# Below the wall may stand a line that is no part of the article.
MOST_BELOW = 0.2
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
SELECTOR = re.compile(r"[.#][\w-]+$")


def asks(found: Sequence[Block], zones: Sequence[str | None], start: int, kept: Sequence[int]) -> bool:
    """
    Tell whether the page says, in the article or soon after it, that the rest has to be paid for.

    Args:
        found: The blocks of the page.
        zones: The part of the page that each lies in.
        start: Position of the title's first block.
        kept: Positions of the article's blocks.
    """
    return any(_walls(found, zones, min(start, kept[0]), kept))


def stops(found: Sequence[Block], zones: Sequence[str | None], kept: Sequence[int], declared: Metadata) -> bool:
    """Tell whether less of the article is shown than there is: see :func:`asks` for the arguments."""
    size = sum(len(found[p].text) for p in kept)
    walls = _walls(found, zones, kept[0], kept)
    if any(sum(len(found[p].text) for p in kept if p > wall) <= MOST_BELOW * size for wall in walls):
        return True
    if not declared.is_paid or shows_all(found, kept, declared):
        return False
    last = found[kept[-1]]
    return _is_short(found, kept, declared) or not last.is_sentence or CUT_OFF.search(last.text) is not None


def shows_all(found: Sequence[Block], kept: Sequence[int], declared: Metadata) -> bool:
    """Tell whether the part that the page declares as paid is shown."""
    ends = (SELECTOR.search(selector.strip()) for selector in declared.paid_parts)
    wanted = {match.group() for match in ends if match}
    return bool(wanted) and any(found[p].is_prose and _is_in(found[p], wanted) for p in kept)


def _walls(found: Sequence[Block], zones: Sequence[str | None], start: int, kept: Sequence[int]) -> list[int]:
    near = range(start, min(kept[-1] + BELOW, len(found)))
    walls = [p for p in near if zones[p] not in ELSEWHERE and is_paywall(found[p].text)]
    around = set(found[kept[0]].within()) if walls else set()
    return [p for p in walls if not _is_hidden(found[p], around)]


def _is_hidden(block: Block, around: Collection[HtmlElement]) -> bool:
    """Tell whether a box that is not *around* the article hides *block* by its name: the wall of a page open to all."""
    return any(hides(element) for element in block.within() if element not in around)


def _is_in(block: Block, wanted: Collection[str]) -> bool:
    """Tell whether *block* lies in an element that has one of the classes or ids *wanted*."""
    return any(name in wanted for element in block.within() for name in _selectors(element))


def _selectors(element: HtmlElement) -> Iterator[str]:
    yield from (f".{name}" for name in (element.get("class") or "").split())
    yield f"#{element.get('id')}"


def _is_short(found: Sequence[Block], kept: Sequence[int], declared: Metadata) -> bool:
    """Tell whether fewer words are shown than the page declares."""
    texts = [found[p].text for p in kept]
    words = declared.words or 0
    whole = squeezed(declared.body)
    return sum(map(count_words, texts)) < SHOWN * words or sum(map(len, map(squeezed, texts))) < SHOWN * len(whole)
