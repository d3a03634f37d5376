"""
Which blocks of a page are the article's body?

trafilatura says where the article is; what belongs to it is then decided block by block, so that a block-quote in the
middle of the text is not lost and a box beside it not taken.
"""

from __future__ import annotations

import copy
import itertools
import logging
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from selon.reading import boxes, live
from selon.reading.blocks import Block, squeezed
from selon.reading.boilerplate import is_boilerplate, is_date_line
from selon.reading.boxes import OFFER
from selon.reading.posts import posted
from selon.reading.teasers import announced
from selon.reading.zones import EMBED, zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

# trafilatura warns of every page that holds no article; without a handler, Python would print that.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

# A part of the page that holds this share of what trafilatura chose is the article, whatever its name says: many
# systems put
# *sidebar* or *tag-…* into the class of the whole page.
ARTICLE_SHARE = 0.3
# The container is the innermost element that holds this share of it; the rest may be a standfirst or a stray box.
CONTAINER_SHARE = 0.8
# Below this many characters a block must be among trafilatura's own lines word for word; longer ones are found
# inside its text.
SHORT = 40
# A paragraph that is a link and nothing else leads to another article.
LINKED = 0.8
LONGEST_LINK = 240
LONGEST_CAPTION = 300
# A post stands beside the paragraphs in so many frames at most: a figure, a box that keeps its width.
FRAMES = 4
# A first line of fewer words is a place, a name or a label.
LABEL_WORDS = 5
# A sentence too short to be told from a label has at least so many words.
SHORT_SENTENCE = 4
# What is left of a paragraph where the text stops for those who do not pay, and items that say in short what follows.
BEGINNING_WORDS, FEWEST_POINTS = 8, 2
# Between such a list and the first sentence stand names, times and a heading.
POINTS_ABOVE = 10
# Less than this and trafilatura's stricter setting has missed the article.
TOO_LITTLE = 250


class Body(NamedTuple):
    """
    Where the article's body is.

    Attributes:
        kept: Positions of its blocks, in order; empty when the page shows no running text.
        zones: For each block of the page the part that it lies in, None where an article may be.
    """

    kept: list[int]
    zones: list[str | None]


def body(tree: HtmlElement, found: Sequence[Block], *, declared: Sequence[str] = (), is_cut: bool = False) -> Body:
    """
    Return the blocks among *found* that make up the article's body.

    Title and standfirst are not looked for, but may be among them.

    Args:
        tree: The page.
        found: Its blocks.
        declared: Texts that the page declares as parts of the article, as live pages do.
        is_cut: Whether it may stop in the middle of a sentence, since the rest has to be paid for.
    """
    seeds = _seeds(tree, found)
    entries = live.feed(found, sorted(seeds))
    others = boxes.beside(found, seeds)
    if not entries and not declared:
        others |= dict.fromkeys(announced(found, seeds), "related")
    seeds |= entries
    whole = "".join(map(squeezed, declared))
    if whole:
        seeds |= {p for p, block in enumerate(found) if squeezed(block.text) in whole and block.is_prose}
    page = _Page(found, seeds, others)
    if not seeds:
        return Body([], page.zones)
    first, last = page.reach(is_cut=is_cut)
    kept = [position for position in range(first, last + 1) if page.belongs(position) or position in page.cut_off]
    return Body(_without_repeats(found, _trimmed(found, kept, is_cut=is_cut)), page.zones)


def _seeds(tree: HtmlElement, found: Sequence[Block]) -> set[int]:
    """Return the blocks that trafilatura takes for the article's, or all running text of the page if it finds none."""
    chosen: set[int] = set()
    for strict in (True, False):
        whole, short = _chosen(tree, strict=strict)
        chosen = {
            position
            for position, block in enumerate(found)
            if (words := squeezed(block.text)) and (words in short or (len(words) >= SHORT and words in whole))
        }
        if sum(len(found[position].text) for position in chosen if found[position].is_prose) >= TOO_LITTLE:
            break
    if not any(found[position].is_prose for position in chosen):
        chosen = {position for position, block in enumerate(found) if block.is_prose and block.linked < LINKED}
    return chosen or {position for position, block in enumerate(found) if _is_short_sentence(block)}


def _is_short_sentence(block: Block) -> bool:
    return block.is_sentence and not block.linked and not block.is_heading and len(block.text.split()) >= SHORT_SENTENCE


def _chosen(tree: HtmlElement, *, strict: bool) -> tuple[str, set[str]]:
    """Return what trafilatura takes for the article, and the lines of that."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes 0.3 s to load

    try:
        # As XML, since its tree is read and no text need be made of that.
        document: Any = bare_extraction(
            _whole(tree), favor_precision=strict, fast=strict, include_comments=False, output_format="xml"
        )
    except Exception:  # noqa: BLE001 - whatever page trafilatura trips over, its blocks can still be read
        return "", set()
    if document is None or document.body is None:
        return "", set()
    lines = set()
    for element in document.body.iter():
        lines |= {squeezed(words) for words in (element.text, element.tail) if words}
        if len(element):
            lines.add(squeezed("".join(element.itertext())))
    return squeezed("".join(document.body.itertext())), lines


def _whole(tree: HtmlElement) -> HtmlElement:
    """Return the page, or where it closes too early a copy with what it has beside its root."""
    outside = [beside for beside in tree.itersiblings() if isinstance(beside.tag, str)]
    if not outside:
        return tree  # trafilatura itself works on copies
    whole = copy.copy(tree)
    body = whole.find("body")
    for beside in outside:
        if body is not None:
            body.extend(
                copy.copy(child) for part in beside for child in (part if part.tag in {"head", "body"} else [part])
            )
    return whole


class _Page:
    """What is known of a page's blocks once trafilatura has pointed at the article."""

    def __init__(self, found: Sequence[Block], seeds: set[int], others: dict[HtmlElement, str]) -> None:
        self.found = found
        self.others = others
        if others:
            seeds = {position for position in seeds if others.keys().isdisjoint(found[position].within())}
        self.weights: dict[HtmlElement, int] = {}
        self.parts: dict[HtmlElement, tuple[str | None, str | None]] = {}
        prose = [position for position in seeds if found[position].is_prose] or list(seeds)
        self.total = sum(len(found[position].text) for position in prose)
        for position in prose:
            for element in found[position].within():
                self.weights[element] = self.weights.get(element, 0) + len(found[position].text)
        self.embeds: set[HtmlElement] = set()
        self.zones = [self._zone(block) for block in found]
        self.posts = {
            position: next(element for element in found[position].within() if element in self.embeds)
            for position, part in enumerate(self.zones)
            if part == EMBED
        }
        self.posted = posted(found, self.posts)
        self.seeds = {position for position in seeds if self.zones[position] is None} or seeds
        self.prose = sorted(position for position in prose if position in self.seeds) or sorted(self.seeds)
        self.lists = {
            block.element.getparent()
            for block in found
            if block.element.tag == "li" and block.is_prose and not block.linked
        }
        self.cut_off: set[int] = set()
        self.parents = {found[position].element.getparent() for position in self.prose}

    def _zone(self, block: Block) -> str | None:
        """Return the part of the page that *block* lies in, None for the article."""
        part: tuple[str | None, str | None] | None = self.parts.get(block.element)
        if part is None:
            known = next((place for place, above in enumerate(block.above) if above in self.parts), None)
            part = (None, None) if known is None else self.parts[block.above[known]]
            for element in reversed((block.element, *block.above[:known])):
                part = self.parts[element] = self._inside(element, part)
        return part[block.quotation is not None]

    def _inside(self, element: HtmlElement, around: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
        """Return the part that words in *element* lie in, and the one that a quotation in it does."""
        if element in self.others:
            other = self.others[element]
            # An offer in the comments or in the menu is part of those.
            part = ((around[0] or zone(element)) if other == OFFER else None) or other
            return part, part
        named = zone(element)
        if named == EMBED:
            self.embeds.add(element)
            part = EMBED if around[0] in {None, "caption", "media", "sharing"} else around[0]
            return part, part
        if self.weights.get(element, 0) > ARTICLE_SHARE * self.total:
            return None, None
        # Who is quoted often stands in the footer of a block-quote, and a pull-quote in an aside or a figure.
        if named in {"aside", "footer", "caption"}:
            return named, around[1]
        return (named, named) if named else around

    def reach(self, *, is_cut: bool) -> tuple[int, int]:
        """Return the first and the last block of the article: trafilatura's, and running text next to them."""
        container = self._container()
        inside = [p for p in self.prose if container is None or any(e is container for e in self.found[p].within())]
        inside = inside or self.prose  # all that the container holds may be captions
        first, last = inside[0], inside[-1]
        while first > 0 and self._continues(first - 1):
            first -= 1
        while last + 1 < len(self.found) and self._continues(last + 1):
            last += 1
        if is_cut and last + 1 < len(self.found) and self._is_cut_off(last + 1):
            last += 1
            self.cut_off = {last}
        points = self._points(first)
        # The heading of the first section stands right above it.
        if points < first:
            first = points - (points > 0 and self._is_section(points - 1, None))
        elif first > 0 and self._is_section(first - 1, container):
            first -= 1
        return first, last

    def _points(self, first: int) -> int:
        """Return the first of the items of a list above the article that say in short what it says; *first* without any."""
        above = first - 1
        while above > max(0, first - POINTS_ABOVE) and not self.found[above].is_prose:
            above -= 1
        start = above + 1
        while start > 0 and self._is_point(start - 1, self.found[above].element.getparent()):
            start -= 1
        return start if above + 1 - start >= FEWEST_POINTS else first

    def _is_point(self, position: int, points: HtmlElement | None) -> bool:
        block = self.found[position]
        is_item = block.element.tag == "li" and block.element.getparent() is points
        return is_item and block.is_prose and not block.linked and self.belongs(position)

    def _is_cut_off(self, position: int) -> bool:
        """Tell whether a block right below the article's last sentence is the beginning of its next paragraph."""
        block = self.found[position]
        beside = block.element.tag == "p" and block.element.getparent() in self.parents
        return (
            beside
            and not self.zones[position]
            and block.linked < LINKED
            and not is_boilerplate(block.text)
            and len(block.text.split()) >= BEGINNING_WORDS
        )

    def _is_section(self, position: int, container: HtmlElement | None) -> bool:
        block = self.found[position]
        inside = container is None or any(element is container for element in block.within())
        return inside and block.is_heading and block.element.tag != "h1" and self.belongs(position)

    def _container(self) -> HtmlElement | None:
        heavy = [element for element, weight in self.weights.items() if weight >= CONTAINER_SHARE * self.total]
        return max(heavy, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)

    def _continues(self, position: int) -> bool:
        """Tell whether a block beyond the article's ends is one more paragraph, beside those that trafilatura chose."""
        block = self.found[position]
        if position in self.posts:
            return not self.parents.isdisjoint(itertools.islice(self.posts[position].iterancestors(), FRAMES))
        return (
            block.element.getparent() in self.parents
            and block.element.tag in {"p", "blockquote", "ul", "div"}
            and self.belongs(position)
        )

    def belongs(self, position: int) -> bool:
        """Tell whether a block between the article's first and last is part of it."""
        block = self.found[position]
        if self.zones[position]:
            return position in self.posted
        if (
            block.linked >= LINKED
            and len(block.text) <= LONGEST_LINK
            and not (block.is_heading and position in self.seeds)
        ):
            return False
        if is_boilerplate(block.text) or _is_caption(block):
            return False
        if position in self.seeds or block.is_heading or block.quotation is not None:
            return True
        around, tag = block.element.getparent(), block.element.tag
        beside = tag == "p" and around in self.parents
        return block.is_prose or (beside and block.is_sentence) or (tag == "li" and around in self.lists)


def _is_caption(block: Block) -> bool:
    """Tell whether *block* is what stands in italics or in small letters below a picture of its own."""
    if len(block.text) > LONGEST_CAPTION or block.is_heading or block.element.find(".//img") is None:
        return False
    words = squeezed(block.text)
    return any(squeezed(element.text_content()) == words for element in block.element.iter("em", "i", "small"))


def _trimmed(found: Sequence[Block], kept: list[int], *, is_cut: bool) -> list[int]:
    """Drop what is no running text at either end, and headings that nothing follows."""
    while kept and not _closes(found[kept[-1]], is_cut=is_cut):
        kept = kept[:-1]
    while kept and not _opens(found[kept[0]], found[kept[1]] if kept[1:] else None):
        kept = kept[1:]
    return [p for p, after in itertools.pairwise(kept) if not _is_idle(found, p, after)] + kept[-1:]


def _closes(block: Block, *, is_cut: bool) -> bool:
    """Tell whether an article may end with *block*."""
    is_beginning = is_cut and block.element.tag == "p" and len(block.text.split()) >= BEGINNING_WORDS
    return block.is_prose or block.is_sentence or block.quotation is not None or is_beginning


def _opens(block: Block, after: Block | None) -> bool:
    """Tell whether an article may open with *block*: no byline, place or label."""
    if block.is_prose or block.is_sentence or block.is_heading or block.quotation is not None:
        return True
    beside = (
        after is not None
        and after.element.getparent() is block.element.getparent()
        and after.element.tag == block.element.tag
    )
    return beside and len(block.text.split()) >= LABEL_WORDS and not _is_dated(block.text)


def _is_dated(text: str) -> bool:
    """Tell whether *text* is a line of names with a day (*Par mescoffier, mar 05/03/2024*)."""
    return any(map(str.isdigit, text)) and is_date_line(text)


def _is_idle(found: Sequence[Block], position: int, after: int) -> bool:
    """Tell whether a heading stands over nothing but the next one of its own rank, or over links in a box of its own."""
    block, following = found[position], found[after]
    if not block.is_heading or block.is_sentence:
        return False
    if following.is_heading and block.element.tag == following.element.tag:
        return True
    box = block.headings[-1].getparent()
    over_links = after > position + 1 and found[position + 1].linked >= LINKED
    return over_links and box is not None and all(element is not box for element in following.within())


def _without_repeats(found: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Drop what is said twice: copies for another screen, and pull-quotes that repeat the body."""
    quotations = {position: found[position].quotation for position in kept}
    running = "\n".join(squeezed(found[position].text) for position in kept if quotations[position] is None)
    longest: dict[HtmlElement, str] = {}
    for position, quotation in quotations.items():
        if quotation is not None:
            longest[quotation] = max(longest.get(quotation, ""), found[position].text, key=len)
    # Whoever edits a pull-quote shortens it: its halves are looked for one by one.
    repeated = {quotation for quotation, text in longest.items() if all(part in running for part in _parts(text))}
    seen: set[str] = set()
    result: list[int] = []
    for position in kept:
        words = squeezed(found[position].text)
        if quotations[position] in repeated or (len(words) >= SHORT and words in seen):
            continue
        seen.add(words)
        result.append(position)
    return result


def _parts(text: str) -> list[str]:
    return [words for part in re.split(r"\[?(?:…|\.\.\.)\]?|\(\.\.\.\)", text) if (words := squeezed(part))]
