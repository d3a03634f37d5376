"""
Which blocks are the title and the standfirst?
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from selon.reading.blocks import HEADINGS, Block, normal, squeezed
from selon.reading.boilerplate import is_boilerplate
from selon.reading.outlet import SEPARATOR
from selon.reading.zones import is_label, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:chapo|chapeau|standfirst|lead|lede|excerpt|description|desc|dek|deck|subtitle|sub-?title|subhead(?:ing|line)?"
    r"|sub-?headline|intro|introduction|summary|accroche|hat|teaser|vorspann|untertitel|entradilla|bajada|article-?chapo)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# Titles that share this part of their words say the same.
ALIKE = 0.5
LONGEST_TITLE = 300
# So many letters at the start or the end of a declared title are the title; fewer are an outlet's name or a section's.
LONG_PART = 20
# A standfirst without a name of its own is a sentence of this many characters.
LONG_ENOUGH = 60


class Title(NamedTuple):
    """
    The title as the page shows it.

    Attributes:
        text: Its words.
        element: The element that holds them, None when only the page's declarations do.
        start: Position of its first block, None likewise.
        end: One past its last block.
    """

    text: str
    element: HtmlElement | None
    start: int | None = None
    end: int | None = None


def title(tree: HtmlElement, found: Sequence[Block], declared: Sequence[str], first: int) -> Title | None:
    """
    Return the article's title.

    Args:
        tree: The page.
        found: Its blocks.
        declared: The titles that it declares, the most trustworthy first.
        first: Position of the body's first block.
    """
    headings = list(_headings(found, "h1")) or [
        h for level in ("h2", "h3") for h in _headings(found, level) if h.end is not None and h.end <= first
    ]
    ranked = sorted(
        headings, key=lambda heading: -max((_overlap(heading.text, other) for other in declared), default=0.0)
    )
    if ranked and declared and max(_overlap(ranked[0].text, other) for other in declared) >= ALIKE:
        return ranked[0]
    shown = [p for p in range(first + 1) if any(_is_part(found[p].text, other) for other in declared)]
    if shown:
        longest = max(shown, key=lambda position: len(found[position].text))
        return Title(found[longest].text, found[longest].element, longest, longest + 1)
    # A page may call itself otherwise than the article: then the last first-rank heading before the body is the title.
    before = [
        h for h in headings if h.element is not None and h.element.tag == "h1" and h.end is not None and h.end <= first
    ]
    if before and not _is_site_name(before[-1], declared):
        return before[-1]
    return _declared(tree, declared)


def _headings(found: Sequence[Block], level: str) -> Iterable[Title]:
    position = 0
    while position < len(found):
        element = next((e for e in found[position].headings if e.tag == level), None)
        if element is None:
            position += 1
            continue
        end = position + 1
        while end < len(found) and any(e is element for e in found[end].headings):
            end += 1
        text = " ".join(block.text for block in found[position:end] if not is_label(block.element))
        if len(text) <= LONGEST_TITLE and squeezed(text):
            yield Title(text, element, position, end)
        position = end


def _is_part(text: str, title: str) -> bool:
    """Tell whether *text* is *title*, or *title* less the outlet's name before or after it."""
    words, whole = squeezed(text), squeezed(title)
    return words == whole != "" or (len(words) >= LONG_PART and (whole.startswith(words) or whole.endswith(words)))


def _is_site_name(heading: Title, declared: Iterable[str]) -> bool:
    return any(squeezed(other).endswith(squeezed(heading.text)) for other in declared)


def _declared(tree: HtmlElement, declared: Sequence[str]) -> Title | None:
    """Return the title that the page declares but does not show, without the outlet's name after it."""
    if not declared:
        return None
    element = tree.find(".//title")
    shown = normal((element.text or "") if element is not None else "")
    text = next(
        (
            other
            for other in declared
            if squeezed(other) and squeezed(shown).startswith(squeezed(other)) and other != shown
        ),
        declared[0],
    )
    parts = SEPARATOR.split(text)
    if text == shown and len(parts) > 1:
        cut = text.rfind(parts[-1])
        text = re.sub(r"\s*[|–—·•:»-]\s*$", "", text[:cut]) or text
    text = normal(text)
    return Title(text, element if squeezed(text) in squeezed(shown) else None) if squeezed(text) else None


def _overlap(left: str, right: str) -> float:
    """Return the share of words that two titles have in common, from 0 to 1."""
    ours, theirs = set(re.findall(r"\w+", left.casefold())), set(re.findall(r"\w+", right.casefold()))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def standfirst(
    found: Sequence[Block], zones: Sequence[str | None], between: range, descriptions: Sequence[str]
) -> list[int]:
    """
    Return the blocks that sum the article up.

    They are named so in the page, are what it declares as its description, or failing these, are a sentence of some
    length.

    Args:
        found: The blocks of the page.
        zones: The part of the page that each lies in.
        between: The positions between the title and the body.
        descriptions: What the page declares as the article's description.
    """
    told = [p for p in between if is_described(found[p], descriptions)]
    told += [p for p in between if p not in told and _is_plain(found[p], zones[p]) and is_named(found[p], depth=3)]
    return sorted(told) or [p for p in between if _is_plain(found[p], zones[p]) and _is_long(found[p])]


def _is_plain(block: Block, zone: str | None) -> bool:
    return not zone and not is_boilerplate(block.text) and block.linked <= ALIKE


def _is_long(block: Block) -> bool:
    return len(block.text) >= LONG_ENOUGH and block.element.tag in HEADINGS | {"p", "div"} and block.is_prose


def is_described(block: Block, descriptions: Sequence[str]) -> bool:
    """Tell whether the page declares the words of *block* as the article's description."""
    words = squeezed(block.text)
    return len(words) >= LONG_ENOUGH // 2 and any(
        words in text or text.startswith(words[:LONG_ENOUGH]) for text in map(squeezed, descriptions)
    )


def is_named(block: Block, *, depth: int) -> bool:
    """Tell whether one of the *depth* innermost elements around *block* is called a standfirst."""
    return len(block.text) >= LONG_ENOUGH // 2 and any(
        STANDFIRST.search(names(element)) for element in list(block.within())[:depth]
    )
