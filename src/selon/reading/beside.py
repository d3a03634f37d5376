"""
Which date and which names stand beside the article's title?

A page is full of other dates and names: those of comments, of teasers, of whoever is quoted. What counts stands in the
article's own element: between its title and its first paragraph, right above the title or opening the first sentence, or,
marked as such, below the last one. Nothing else is looked at.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selon.lang import given_names
from selon.reading.boilerplate import dated_parts, is_date_line, without_by
from selon.reading.bylines import (
    LONGEST_LINE,
    LONGEST_NAME,
    accounts_of,
    alone_in,
    attributes_of,
    first_names,
    following_names,
    is_naming,
    joined,
    names_of,
    rows_of,
    words_of,
)
from selon.reading.json_ld import ARTICLE_TYPE
from selon.reading.moments import moment
from selon.reading.zones import NAMES_KEPT, zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from lxml.html import HtmlElement

    from selon.reading.blocks import Block
    from selon.reading.heading import Title

# A date stands at most so many lines above the title.
LINES_ABOVE = 3
# No page is older than the web.
FIRST_YEAR = 1993
# So many dated or signed elements are looked at; a page with more has comments.
MOST = 400
# A link of so many characters above the title leads to another article, and a box with one announces it.
LONG_LINK, BLOCKS_ABOVE, ALL_LINK = 25, 10, 0.9
# Of a name below the text that nothing else marks as one.
NAME_WORDS = range(2, 5)
BOLD = 0.9
WHOLE = frozenset(("html", "body", "form"))
DATED = frozenset((None, "meta", "sharing"))
FOREIGN = frozenset(
    "comments related navigation subscribing advert consent overlay media aside caption embed form footer".split()  # noqa: SIM905 - a list to read
)
"""Parts of a page whose dates and names are not the article's."""
ENTRIES = frozenset(("hentry", "h-entry"))
FOREIGN_TAGS = frozenset(("blockquote", "figure"))
ITEMS = frozenset(("Comment", "UserComments", "Event", "ListItem", "VideoObject"))
DATED_NAMES = re.compile(r"date|publi|posted|time|updated|modified|created", re.IGNORECASE)
PUBLISHED = re.compile(
    r"publi(?:sh|e|cation)|datecreated|entry-date|pubdate|(?:post|article|story|created?)[_-]*(?:date|time)|date-?posted",
    re.IGNORECASE,
)
NOT_DATING = re.compile(
    r"(?<![a-z])(?:events?|start|end|expir\w*|birth|death|deadline|today|current|now)(?![a-z])", re.IGNORECASE
)
UPDATED = re.compile(r"updat|modif|revised", re.IGNORECASE)
# *09:31 GMT 10:31 UK*
TWICE = re.compile(r"([0-9]{1,2}[:.h][0-9]{2} ?[A-Z]{2,4}),? \(?[0-9]{1,2}[:.h][0-9]{2} ?[A-Z]{2,4}\b\)?")
DASH = re.compile(r"\s*(?:[|•·–—]|\s-)\s*")
APART = re.compile(r"\s*(?:[|•·–—]|\s-|\.\s)\s*")
# *CORVELLE, le 3 mars 2024 (ADP) –*
DATELINE = re.compile(r"(?=[^\W\d_]{3})([^.!?:–—]{10,60}?)\s*(?:\([^()]{2,30}\)\s*)?(?:[–—]|\s-)\s")


class Dates(NamedTuple):
    """
    When an article appeared and was changed, as far as that is shown.

    Attributes:
        published: None where no day is shown, or it can be read two ways.
        modified: Likewise.
    """

    published: date | datetime | None = None
    modified: date | datetime | None = None


class _Mark(NamedTuple):
    element: HtmlElement
    is_after: bool


class Beside:
    """The article's own element in a page, and what it shows apart from title and text."""

    def __init__(
        self,
        found: Sequence[Block],
        zones: Sequence[str | None],
        *,
        title: Title | None,
        leads: Sequence[int],
        body: Sequence[int],
    ) -> None:
        """
        Find the article's own element.

        Args:
            found: The blocks of the page.
            zones: The part of the page that each lies in.
            title: The article's title.
            leads: Positions of the blocks that are its standfirst.
            body: Positions of those that are its text.
        """
        self.found, self.zones, self.told = found, zones, frozenset((*leads, *body))
        self.first, self.last = body[0], body[-1]
        self.start, self.end = (title.start, title.end) if title else (None, None)
        element = title.element if title and self.start is not None else None
        self.foreign: dict[HtmlElement, bool] = {}
        self.passages = {found[position].element for position in self.told}
        text = found[self.first].element
        self.text = [text, *text.iterancestors()]
        self.title = [element, *element.iterancestors()] if element is not None else self.text
        if self.title[-1] is not self.text[-1]:  # a page that closes too early goes on beside its root
            self.title = self.text
        above = set(self.title)
        self.root = next(one for one in self.text if one in above)
        around = [self.root, *self.root.iterancestors()]
        self.root = next((one for one in around if _is_article(one)), self.root)
        within = {*around[: around.index(self.root)], self.root}
        self.around = {*self.text[: self.text.index(self.root)], *self.title[: self.title.index(self.root)], *within}

    def dates(self, tags: Sequence[str]) -> Dates:
        """Return the days or times of publication and change that the article shows."""
        shown, below = self._marked(tags)
        for block in self._lines():
            if shown.published:
                break
            shown = shown.with_more(_line(block.text, tags))
        # Of several below the text, some are those of comments or of other articles.
        published = shown.published or (below if len(set(below)) == 1 else [])
        if not published and (opening := DATELINE.match(self.found[self.first].text)) and is_date_line(opening[1]):
            published = _day(opening[1], tags)
        return Dates(*(next(iter(days), None) for days in (published, shown.modified)))

    def _marked(self, tags: Sequence[str]) -> tuple[_Shown, list[date | datetime]]:
        """Return the days that elements give, and those of publication that they give below the text."""
        found, below = _Shown([], []), []
        marks = [(mark, _shown(mark.element, tags)) for mark in self._marks(_is_dated)]
        holders = {above for mark, shown in marks if any(shown) for above in mark.element.iterancestors()}
        for mark, shown in marks:
            if mark.element in holders:  # what is inside says it better
                continue
            if is_update(mark.element):
                found = found.with_more(_Shown([], shown.published + shown.modified))
            elif not mark.is_after:
                found = found.with_more(shown)
            elif PUBLISHED.search(attributes_of(mark.element)) or mark.element.get("pubdate") is not None:
                below += shown.published
        return found, below

    def byline(self, *, outlets: Sequence[str], sections: Sequence[str]) -> str | None:
        """Return the authors that the article shows: no *sections*, and *outlets* only for lack of others."""
        told = self._signed()
        signed = [name for mark, names in told if not mark.is_after for name in names]
        signed = signed or [name for line in self._signing() for name in names_of(line)]
        if not signed:
            below = {tuple(names) for mark, names in told if mark.is_after and names}
            # Several are those of comments.
            signed = list(below.pop()) if len(below) == 1 else []
        return joined(signed or self._signature(), outlets=outlets, sections=sections)

    def _signed(self) -> list[tuple[_Mark, list[str]]]:
        """Return the names that elements give."""
        marks = list(self._marks(is_naming))
        holders = {above for mark in marks for above in mark.element.iterancestors()}
        inner = [mark for mark in marks if mark.element not in holders]
        told = [(mark, names_of(words_of(mark.element)) or first_names(mark.element)) for mark in inner]
        # An element around others gives its names only where no element in it does, or just the word before them.
        if not any(names for _, names in told):
            told = [(mark, names_of(words_of(mark.element))) for mark in marks if mark.element in holders]
        if not any(names for _, names in told):
            told = [(mark, following_names(mark.element)) for mark in marks]
        return told

    def listed(self, *, outlets: Sequence[str], sections: Sequence[str]) -> str | None:
        """Return the authors shown before the text, each in an element of its own: in a line, places follow names."""
        listed = [name for mark in self._marks(is_naming, above=True) for name in alone_in(mark.element)]
        return joined(listed, outlets=outlets, sections=sections)

    def account(self) -> str | None:
        """Return the account that the article shows as its author, where a date or its own name marks it as one."""
        told = [line for line in self._signing() if any(map(str.isdigit, line))]
        return next((name for line in told for name in accounts_of(line)), None)

    def _signing(self) -> Iterator[str]:
        """Yield the lines beside the title that open with *By*, or have it after a date or a dash."""
        for block in self._lines():
            rows = [row for row in rows_of(block.element) if row in block.text] if len(block.element) else []
            for row in rows if len(rows) > 1 else [block.text]:
                if without_by(row) != row.strip():
                    yield row
                    continue
                # After a dash, a word alone is none (*Opinion | By Design*).
                parts = ((part, without_by(part)) for part in DASH.split(row))
                yield from (part for part, bare in parts if bare != part.strip() and " " in bare)

    def _signature(self) -> list[str]:
        """Return the name that stands below the text, set apart and in a paragraph beside its own."""
        if self.last + 1 >= len(self.found):
            return []
        block, text = self.found[self.last + 1], self.found[self.last].element
        element, words = block.element, block.text
        slanted = any(words in part.text_content() for part in element.iter("em", "i"))
        is_apart = block.bold >= BOLD or slanted or "right" in f"{element.get('align')} {element.get('style')}"
        is_beside = element.getparent() is text.getparent() and element.tag == text.tag == "p"
        if not (is_apart and is_beside) or block.linked or self.zones[self.last + 1] or len(words) > LONGEST_NAME:
            return []
        names = names_of(words)
        # Set apart like this are also *The End* and *Photo Credit*.
        return (
            names
            if all(len(name.split()) in NAME_WORDS and given_names.gender(name.split()[0].title()) for name in names)
            else []
        )

    def _marks(self, is_wanted: Callable[[HtmlElement], bool], *, above: bool = False) -> Iterator[_Mark]:
        """Yield the article's own elements that *is_wanted* wants, with their place; if *above*, those above the text."""
        inside = self.root.iter()
        if above:
            inside = itertools.takewhile(lambda element: element is not self.text[0], inside)
        wanted = (element for element in inside if is_wanted(element))
        for element in itertools.islice(wanted, MOST):
            place = self._place(element)
            if place is not None:
                yield _Mark(element, place == "after")

    def _place(self, element: HtmlElement) -> str | None:
        """Return where the article has *element*: before its text, after it, or not at all."""
        inner = None
        joint: HtmlElement | None = element
        while joint is not None and joint not in self.around:
            if joint not in self.foreign:
                self.foreign[joint] = joint in self.passages or self._is_foreign(joint)
            if self.foreign[joint]:
                return None
            inner, joint = joint, joint.getparent()
        if joint is None or inner is None or joint is self.text[0]:
            return None
        is_after = joint in self.text and joint.index(inner) > joint.index(self.text[self.text.index(joint) - 1])
        above = (
            joint in self.title
            and joint is not self.title[0]
            and joint.index(inner) < joint.index(self.title[self.title.index(joint) - 1])
        )
        # Above the title and below the text stands what belongs to the page.
        if (is_after or above) and joint.tag in WHOLE:
            return None
        return "after" if is_after else "before"

    def _is_foreign(self, element: HtmlElement) -> bool:
        if element.tag in FOREIGN_TAGS or _is_article(element) or _is_another(element) or _is_teaser(element):
            return True
        if element.tag == "header" and not _is_article(self.root):
            return self.start is None or self.root.tag in WHOLE
        named = zone(element)
        # The footer of an article has its date and its author; that of a page has everything.
        return named in FOREIGN and not (named == "footer" and _is_article(self.root))

    def _lines(self) -> Iterator[Block]:
        """Yield the short lines between title and text, then those right above the title."""
        start = self.start if self.start is not None else self.first
        below = range(self.end if self.end is not None else max(0, start - LINES_ABOVE), self.first + 1)
        above = range(max(0, start - LINES_ABOVE), start) if self.end is not None else range(0)
        for position in (*below, *above):
            block = self.found[position]
            if self.zones[position] not in DATED or len(block.text) > LONGEST_LINE:
                continue
            # A byline may have been taken for the first paragraph.
            is_line = without_by(block.text) != block.text or any(
                is_date_line(part.text) for part in dated_parts(block.text)[:1]
            )
            if position in self.told and (block.is_sentence or not is_line):
                continue
            if position in above and self._is_announcement(block):
                continue
            if block.element in self.around or self._place(block.element) == "before":
                yield block

    def _is_announcement(self, block: Block) -> bool:
        """Tell whether a line above the title stands in a box with what announces another article."""
        box = None
        for element in block.within():
            if element in self.around:
                break
            box = element
        start = self.start or 0
        near = (one for one in self.found[max(0, start - BLOCKS_ABOVE) : start] if one is not block)
        told = (one for one in near if one.is_prose or (one.linked >= ALL_LINK and len(one.text) >= LONG_LINK))
        return box is not None and any(element is box for one in told for element in one.within())


def _is_article(element: HtmlElement) -> bool:
    """Tell whether *element* calls itself an article: by its tag, as microdata, or as a microformat."""
    is_entry = not ENTRIES.isdisjoint((element.get("class") or "").split())
    return element.tag == "article" or is_entry or ARTICLE_TYPE.search(element.get("itemtype") or "") is not None


def _is_another(element: HtmlElement) -> bool:
    """Tell whether *element* is an item of its own, with dates and authors: a comment, a video."""
    return (element.get("itemtype") or "").rpartition("/")[2] in ITEMS


def _is_teaser(element: HtmlElement) -> bool:
    """Tell whether *element* has a heading that leads to another article."""
    return any(heading.find(".//a") is not None for heading in element.iter("h2", "h3"))


def _shown(element: HtmlElement, tags: Sequence[str]) -> _Shown:
    """Return the days that a dated *element* gives; that of an event is none."""
    named = attributes_of(element)
    is_other = element.get("itemprop") is not None and not (PUBLISHED.search(named) or UPDATED.search(named))
    if is_other or NOT_DATING.search(named):
        return _Shown([], [])
    for written in (element.get("datetime"), element.get("content"), element.get("title")):
        if written and (when := moment(written.strip(), tags)):
            return _Shown([when], [])
    text = words_of(element)
    return _line(text, tags, is_marked=True) if len(text) <= LONGEST_LINE else _Shown([], [])


class _Shown(NamedTuple):
    published: list[date | datetime]
    modified: list[date | datetime]

    def with_more(self, other: _Shown) -> _Shown:
        return _Shown(self.published + other.published, self.modified + other.modified)


def _line(line: str, tags: Sequence[str], *, is_marked: bool = False) -> _Shown:
    """Return the days that *line* says the page appeared and was changed on."""
    shown = _Shown([], [])
    for part in dated_parts(line):
        is_told = part.is_update is not None
        if is_marked or is_date_line(part.text, is_told=is_told):
            told = [part.text]
        else:
            told = [text for text in APART.split(part.text) if is_date_line(text, is_told=is_told)]
        days = (day for text in told for day in _day(text, tags))
        (shown.modified if part.is_update else shown.published).extend(days)
    return shown


def _day(text: str, tags: Sequence[str]) -> list[date | datetime]:
    text = TWICE.sub(r"\1", text)
    tried = (moment(part, tags) for part in (text, *APART.split(text)))
    when = next((one for one in tried if one and one.year >= FIRST_YEAR), None)
    return [when] if when else []


def is_update(element: HtmlElement) -> bool:
    """Tell whether a dated *element* says, in its names or in the words in or right before it, when the page was changed."""
    named = attributes_of(element)
    if PUBLISHED.search(named) or element.get("pubdate") is not None:
        return False
    if UPDATED.search(named):
        return True
    before, parent = element.getprevious(), element.getparent()
    told = before.tail if before is not None else parent.text if parent is not None else None
    if not (told or "").strip() and before is not None and len(words := words_of(before)) <= LONGEST_LINE:
        told = words
    # Something must follow a label for it to be that of a part.
    inside, outside = dated_parts(f"{words_of(element)} 1")[0], dated_parts(f"{(told or '')[-LONGEST_LINE:]} 1")[-1]
    return bool(outside.is_update if inside.is_update is None else inside.is_update)


def _is_dated(element: HtmlElement) -> bool:
    """Tell whether *element* may hold a date, by its tag or by what it calls itself."""
    if element.tag == "time" or element.get("pubdate") is not None:
        return True
    named = attributes_of(element)
    return not named.isspace() and _has_date(named)


# A site uses few names, again and again: what they say is remembered.


@lru_cache(maxsize=NAMES_KEPT)
def _has_date(named: str) -> bool:
    return DATED_NAMES.search(named) is not None
