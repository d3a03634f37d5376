"""
Which article does a page hold?

The page is read block by block, the blocks of the article are chosen, and its text is put together from them: nothing
is rewritten, so that every passage is found again in the element that it came from.
"""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from selon.errors import NoArticle, SourceTooLarge, UnreadableContent
from selon.model import Article, Passage, PassageKind, Span
from selon.reading import content, encoding, heading, language, live, moments, paywall
from selon.reading.beside import Beside, Dates
from selon.reading.blocks import HAS_LETTER, Block, blocks, count_words, squeezed
from selon.reading.boilerplate import is_error_page, is_paywall, quotation_marks
from selon.reading.metadata import Metadata, metadata
from selon.reading.moments import first_moment
from selon.reading.outlet import outlet_name
from selon.reading.paths import Paths
from selon.reading.zones import EMBED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lxml.html import HtmlElement

MAX_BLOCKS = 20_000
"""No page that people read has more paragraphs, menus included."""

# Nor more elements, nor so many in a row, nor so many attributes on one: the libraries below compare each with each.
MAX_ELEMENTS, MAX_BESIDE, MAX_ATTRIBUTES = 200_000, 10_000, 5_000
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
TAG = re.compile(r"""<[A-Za-z][^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+""")
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")

# With fewer words than this, a page that asks for money has shown its stub and not its article.
STUB_WORDS = 100
# With fewer words than this, a page is an article only if it shows little else.
FEW_WORDS = 25
LITTLE_ELSE = 200
# A list of articles links its headings, and has little text for each.
LINKED_HEADINGS = 4
LINKED = 0.8
# Of 100 articles of many sites, none had more than 36 % of its letters in links, and none that called itself a website
# or had the address of a front page more than 10 %; front pages had 22 to 86 %.
LIST_LINKED, FRONT_LINKED = 0.5, 0.15


class _Piece(NamedTuple):
    text: str
    kind: PassageKind
    element: HtmlElement | None
    opens_entry: datetime | None = None


class _Page(NamedTuple):
    """A page taken apart: its tree, its blocks, what it declares, and where in it the article is."""

    tree: HtmlElement
    found: Sequence[Block]
    zones: Sequence[str | None]
    declared: Metadata
    head: heading.Title | None
    leads: Sequence[int]
    kept: Sequence[int]


def read_html(data: bytes | str, *, url: str | None = None, lang: str | None = None) -> Article:
    """
    Return the article that a page holds, without attributions.

    Args:
        data: The page as served, or already decoded.
        url: Where it came from; None takes the address that the page declares.
        lang: ISO 639-1 code of its language; None detects it.

    Raises:
        UnreadableContent: If *data* is empty, binary or damaged.
        SourceTooLarge: If *data* is longer than any page that people read.
        NoArticle: If the page shows no article, or only the stub of one.

    >>> article = read_html("<h1>Le pont rouvre</h1><p>« Enfin », a dit la maire. Le pont était fermé depuis mai.</p>")
    >>> [(passage.kind, passage.span.of(article.text)) for passage in article.passages]
    [('title', 'Le pont rouvre'), ('paragraph', '« Enfin », a dit la maire. Le pont était fermé depuis mai.')]
    """
    return read_decoded(encoding.decoded(data, kind="page"), url=url, lang=lang)


def read_decoded(source: str, *, url: str | None = None, lang: str | None = None) -> Article:
    """Return the article that a page holds which :func:`~selon.reading.encoding.decoded` has let pass already."""
    tree, _elements = _tree(source)  # held: an element that nobody holds is made anew each time somebody passes it
    declared = metadata(tree)
    found = blocks(tree, marks=quotation_marks(lang or declared.language))
    if len(found) > MAX_BLOCKS:
        msg = f"the page has {len(found):,} paragraphs, more than the {MAX_BLOCKS:,} that selon reads; give one article"
        raise SourceTooLarge(msg)
    kept, zones = content.body(tree, found, declared=declared.entries, is_cut=declared.is_paid)
    if not kept:
        raise NoArticle(_nothing(found, declared))
    head = heading.title(tree, found, declared.titles, kept[0])
    kept = _after_title(found, kept, head)
    above = range(head.end if head and head.end is not None else kept[0], kept[0]) if kept else range(0)
    leads = heading.standfirst(found, zones, above, declared.descriptions)
    page = _Page(tree, found, zones, declared, head, leads, kept)
    _check(page)
    return _article(page, url=url, lang=lang)


def _nothing(found: Sequence[Block], declared: Metadata) -> str:
    """Return why a page without running text has none."""
    if declared.is_paid or any(is_paywall(block.text) for block in found):
        return "the page shows nothing of a paid article; save the full page while logged in, give its path"
    if any(is_error_page(block.text) for block in found):
        return "the page is an error message or a check for robots; open it in a browser, save it and give its path"
    return "the page shows no article, only menus or links; give the address of one article"


def _tree(source: str) -> tuple[HtmlElement, list[HtmlElement]]:
    """Return the tree of a page, and all its elements."""
    import lxml.html  # noqa: PLC0415 - not needed for plain text
    from lxml.etree import ElementDefaultClassLookup, ParserError  # noqa: PLC0415

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # lxml.html has a class for each kind of form field, and asks Python for that of every element; nobody here needs them.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    declaration = XML_DECLARATION.match(source)
    source = source[declaration.end() :] if declaration else source
    for tag in TAG.finditer(source):
        if tag.end() - tag.start() > MAX_ATTRIBUTES and len(QUOTED.sub("", tag.group()).split()) > MAX_ATTRIBUTES:
            msg = f"the page has an element with more than {MAX_ATTRIBUTES:,} attributes; give the article alone"
            raise SourceTooLarge(msg)
    try:
        tree = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser)
    except ParserError as error:
        msg = "the page holds no element that can be read; give a complete HTML page"
        raise UnreadableContent(msg) from error
    elements = list(itertools.islice(tree.iter(), MAX_ELEMENTS + 1))
    if len(elements) > MAX_BESIDE and any(len(element) > MAX_BESIDE for element in elements):
        msg = f"the page has more than {MAX_BESIDE:,} paragraphs or other elements in a row; give the article alone"
        raise SourceTooLarge(msg)
    if len(elements) > MAX_ELEMENTS:
        msg = f"the page has more than the {MAX_ELEMENTS:,} elements that selon reads; give the article alone"
        raise SourceTooLarge(msg)
    return tree, elements


def _after_title(found: Sequence[Block], kept: list[int], head: heading.Title | None) -> list[int]:
    """Leave out the title itself, its repetition, and what stands above it."""
    if head is None:
        return kept
    named = squeezed(head.text)
    rest = [
        p
        for p in kept
        if squeezed(found[p].text) != named and not (head.start is not None and head.start <= p < (head.end or 0))
    ]
    below = [p for p in rest if head.end is not None and p >= head.end]
    size, whole = sum(len(found[p].text) for p in below), sum(len(found[p].text) for p in rest)
    return below if size * 2 > whole else rest


def _check(page: _Page) -> None:
    """Refuse pages that are no article."""
    texts = [page.found[p].text for p in page.kept if not page.found[p].is_heading]
    size = sum(map(len, texts))
    words = sum(map(count_words, texts))
    if words < STUB_WORDS and _is_paid(page):
        msg = f"the page shows only {words} words of a paid article; save the full page while logged in, give its path"
        raise NoArticle(msg)
    told = [page.head.text if page.head else "", *(page.found[p].text for p in page.kept)]
    if words < FEW_WORDS and any(is_error_page(text) for text in told):
        msg = "the page is an error message or a check for robots; open it in a browser, save it and give its path"
        raise NoArticle(msg)
    elsewhere = sum(len(block.text) for block in page.found) - size
    if not any(map(HAS_LETTER.search, texts)):
        msg = "the page shows no words, only marks and figures; give the address of one article"
        raise NoArticle(msg)
    if words < FEW_WORDS and elsewhere > LITTLE_ELSE + 3 * size:
        msg = f"the page shows no article, only {words} words of running text; give the address of one article"
        raise NoArticle(msg)
    if _is_list(page, len(texts)):
        msg = "the page lists articles and is none; give the address of one of them"
        raise NoArticle(msg)


def _is_paid(page: _Page) -> bool:
    """Tell whether a page that shows little is the stub of a paid article."""
    start = page.head.start if page.head and page.head.start is not None else len(page.found)
    if page.declared.is_paid and not paywall.shows_all(page.found, page.kept, page.declared):
        return bool(page.kept)
    return bool(page.kept) and paywall.asks(page.found, page.zones, start, page.kept)


def _is_list(page: _Page, paragraphs: int) -> bool:
    """Tell whether the page is a front page, a section or a search: links to articles, with a few words on each."""
    headings = sum(page.found[p].is_heading and page.found[p].linked >= LINKED for p in page.kept)
    if headings >= LINKED_HEADINGS and headings * 2 >= paragraphs:
        return True
    reach = page.found[page.kept[0] : page.kept[-1] + 1]
    linked = sum(len(block.text) * block.linked for block in reach) / sum(len(block.text) for block in reach)
    is_front = page.declared.is_website or urlsplit(page.declared.url or "x:/x").path in {"", "/"}
    return linked >= (FRONT_LINKED if is_front else LIST_LINKED)


def _pieces(page: _Page) -> list[_Piece]:
    """Return the article's passages in reading order."""
    opened = live.entries(page.tree, page.found, page.kept, page.declared.updates, page.declared.published)
    pieces = [_Piece(page.head.text, "title", page.head.element)] if page.head else []
    pieces += [_Piece(page.found[p].text, "standfirst", page.found[p].element) for p in page.leads]
    for position in page.kept:
        block = page.found[position]
        leading = position == page.kept[0] and _is_led(page)
        pieces.append(
            _Piece(
                block.text,
                "standfirst" if leading else _kind(block, page.zones[position]),
                block.element,
                opened.get(position),
            ),
        )
    return pieces


def _is_led(page: _Page) -> bool:
    """Tell whether the first block of the body is a standfirst."""
    block = page.found[page.kept[0]]
    # A page without a standfirst may declare its first paragraph as description: that stays a paragraph.
    return len(page.kept) > 1 and (
        heading.is_named(block, depth=2)
        or (block.is_heading and (block.is_prose or heading.is_described(block, page.declared.descriptions)))
    )


def _kind(block: Block, zone: str | None) -> PassageKind:
    if zone == EMBED:
        return "post"
    if block.is_heading:
        return "heading"
    if block.quotation is not None:
        return "quotation"
    return "item" if block.element.tag in {"li", "dd", "dt"} else "paragraph"


def _article(page: _Page, *, url: str | None, lang: str | None) -> Article:
    pieces = _pieces(page)
    text = "\n\n".join(piece.text for piece in pieces)
    paths = Paths()
    passages = []
    start = 0
    for piece in pieces:
        path = paths.of(piece.element) if piece.element is not None else None
        passages.append(Passage(Span(start, start + len(piece.text)), piece.kind, path, piece.opens_entry))
        start += len(piece.text) + 2
    named = language.of_article(text, given=lang, declared=page.declared.language)
    address = url or page.declared.url
    beside = _beside(page)
    published, modified = _dates(page, beside, named.code if named else page.declared.language, address)
    return Article(
        text=text,
        title=passages[0].span if page.head else None,
        url=address,
        outlet=_outlet(page, address),
        byline=_byline(page.declared, beside),
        published=published,
        modified=modified,
        language=named.code if named else None,
        language_score=named.score if named else None,
        passages=tuple(passages),
        warnings=tuple(_warnings(page, text)),
    )


def _warnings(page: _Page, text: str) -> Iterator[str]:
    if paywall.stops(page.found, page.zones, page.kept, page.declared):
        yield "the page asks for a subscription; only what it shows was read"
    yield from encoding.damage(text)


def _outlet(page: _Page, address: str | None) -> str | None:
    images = (image.get("alt") or "" for image in page.tree.iter("img"))
    shown = itertools.chain((block.text for block in page.found), images, page.declared.titles)
    title = page.head.text if page.head else ""
    return outlet_name(page.declared.outlets, titles=page.declared.titles, heading=title, url=address, shown=shown)


def _beside(page: _Page) -> Beside:
    led = _is_led(page)
    leads = [*page.leads, *page.kept[:led]]
    return Beside(page.found, page.zones, title=page.head, leads=leads, body=page.kept[led:])


def _dates(page: _Page, beside: Beside, named: str | None, address: str | None) -> Dates:
    """Return the declared dates, else those beside the title, else the day in the address."""
    declared = page.declared
    tags = moments.tags(named, declared.languages, address)
    published = first_moment(declared.published, tags)
    modified = first_moment(declared.modified, tags)
    # What a page that calls itself the whole site declares may be the site's own date; clocks differ by a day at most.
    if not published or declared.is_website:
        shown = beside.dates(tags)
        if not published or (shown.published and abs(_day(shown.published) - _day(published)).days > 1):
            published = shown.published
        modified = modified or shown.modified
    published = published or moments.day_of_address(address)
    if published and modified and _day(modified) < _day(published):
        modified = None
    return Dates(published, modified)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _byline(declared: Metadata, beside: Beside) -> str | None:
    """Return the declared authors, with those shown beside them; else those shown, the outlet or an account that signs."""
    if declared.byline:
        listed = beside.listed(outlets=declared.outlets, sections=declared.sections)
        return listed if listed and _names_more(listed, declared.byline) else declared.byline
    shown = beside.byline(outlets=declared.outlets, sections=declared.sections)
    return shown or declared.house or beside.account()


def _names_more(shown: str, declared: str) -> bool:
    """Tell whether the byline *shown* has all names that are *declared*, and more that are a person's."""
    ours, theirs = shown.split(", "), {name.casefold() for name in declared.split(", ")}
    others = [name for name in ours if name.casefold() not in theirs]
    return len(ours) - len(others) == len(theirs) and bool(others) and all(" " in name for name in others)
