"""
What does a page say about itself?

Title, description, outlet, byline, dates, address and language, from where news pages declare them: JSON-LD, ``meta``
elements, microdata and ``time`` elements. What a page does not declare stays None here; other modules look for it in
what it shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from selon.reading import json_ld
from selon.reading.boilerplate import without_by
from selon.reading.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.available",
    "date.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "article.published",
    "dcterms.created",
    "dc.date.created",
    "dc.date.issued",
    "dc.date",
    "displaydate",
    "date",
)
MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "date.modified",
    "date.updated",
    "article.updated",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
)
LONGEST_NAME = 80
# An author who ends in a domain is the site (*lefilet.example*, *Justice - Le Filet.com*).
DOMAIN = re.compile(r"[\w-]\.[a-z]{2,7}(?:/\S*)?$")
OUTLETS = ("og:site_name", "dc.publisher", "application-name", "apple-mobile-web-app-title", "publisher", "copyright")
AUTHORS = ("author", "parsely-author", "article:author", "og:article:author", "dc.creator", "sailthru.author", "byl")
TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title", "title")
DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
KEYS = frozenset(
    (*PUBLISHED, *MODIFIED, *OUTLETS, *AUTHORS, *TITLES, *DESCRIPTIONS, "og:type", "og:url", "og:locale"),
)
"""What is read of a page's ``meta`` elements; most of them are addressed to other programs."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """
    What a page declares.

    Attributes:
        titles: Every title that it declares, the most trustworthy first.
        descriptions: Every description, likewise.
        outlets: Every name of the publication, likewise.
        byline: The authors' names as declared.
        published: When it first appeared.
        modified: When it was last changed.
        url: Its own address.
        language: ISO 639-1 code of the page.
        is_website: Whether it calls itself a site or a list, and nothing in it calls itself an article.
        is_paid: Whether it declares that reading all of it costs something.
        updates: The dated entries of a live page: when, and the words that each opens with.
        entries: Their texts.
    """

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    byline: str | None = None
    published: date | datetime | None = None
    modified: date | datetime | None = None
    url: str | None = None
    language: str | None = None
    is_website: bool = False
    is_paid: bool = False
    updates: tuple[tuple[datetime, str], ...] = ()
    entries: tuple[str, ...] = ()


def metadata(tree: HtmlElement) -> Metadata:
    """Return what the page *tree* declares about itself."""
    metas = _metas(tree)
    items = list(json_ld.items(tree))
    named = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and item.get("name")}
    titles = [*_values(metas, TITLES), json_ld.cleaned(tree.findtext(".//title"))]
    article = json_ld.article(items, titles)
    heads = [json_ld.cleaned(article.get("headline"))] if article else []
    published = _first_moment([article.get("datePublished"), *_values(metas, PUBLISHED)])
    published = published or _first_moment(_microdata(tree, "datePublished"))
    updates = list(json_ld.updates(article))
    modified = _first_moment([article.get("dateModified"), *_values(metas, MODIFIED)])
    modified = modified or _first_moment(_microdata(tree, "dateModified"))
    published = published or _first_moment(_times(tree))
    return Metadata(
        titles=_distinct([*heads, *titles]),
        descriptions=_distinct([*_values(metas, DESCRIPTIONS), json_ld.cleaned(article.get("description"))]),
        outlets=_distinct(_outlets(article, items, named, metas)),
        byline=_byline(article, named, metas, tree),
        published=published,
        modified=modified if modified and (not published or not _before(modified, published)) else None,
        url=_address(tree, metas),
        language=_language(tree, metas),
        is_website=not article and metas.get("og:type", [""])[0] in {"website", "blog"},
        is_paid=str(article.get("isAccessibleForFree")).lower().endswith("false"),
        updates=tuple((when, headline or text) for when, headline, text in updates),
        entries=tuple(part for _, headline, text in updates for part in (headline, text) if part),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        named = (element.get(attribute) or "" for attribute in ("property", "name", "itemprop"))
        keys = [key for name in named if (key := name.strip().lower()) in KEYS]
        value = json_ld.cleaned(element.get("content") or element.get("value")) if keys else ""
        if value:
            for key in keys:
                found.setdefault(key, []).append(value)
    return found


def _values(metas: Mapping[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in metas.get(key, [])]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _outlets(
    article: dict[str, Any],
    items: Iterable[dict[str, Any]],
    named: Mapping[str, dict[str, Any]],
    metas: Mapping[str, list[str]],
) -> Iterator[str]:
    # A site that is called by a name, before its publisher, which may be an agency; one called by an address after that.
    yield from (site for site in _values(metas, OUTLETS[:1]) if site != site.lower() and not DOMAIN.search(site))
    yield from json_ld.names(article.get("publisher"), named)
    yield from _values(metas, OUTLETS[:2])
    for item in items:
        if any(name in {"WebSite", "NewsMediaOrganization"} for name in json_ld.types(item)):
            yield from json_ld.names(item, {})
    yield from (value for value in _values(metas, OUTLETS[2:]) if not value.startswith("http"))


def _byline(
    article: dict[str, Any], named: Mapping[str, dict[str, Any]], metas: Mapping[str, list[str]], tree: HtmlElement
) -> str | None:
    names = json_ld.names(article.get("author"), named) or json_ld.names(article.get("creator"), named)
    signed = [bare for name in names if (bare := _signature(name))]
    if not signed:
        signed = [bare for name in _values(metas, AUTHORS) if (bare := _signature(name))][:1]
    if not signed:
        marked = tree.xpath(
            "//*[@rel='author' or @itemprop='author'"
            " or (contains(@class, 'author') and contains(concat(' ', @class, ' '), ' author '))]"
        )
        shown = (json_ld.cleaned(element.text_content()) for element in marked[:3])
        signed = [bare for text in shown if len(text) <= LONGEST_NAME and (bare := _signature(text))][:1]
    return ", ".join(signed) or None


def _signature(name: str) -> str:
    """Return the name in *name* without *Par*, empty when it is an address."""
    bare = without_by(name)
    return "" if DOMAIN.search(bare) or bare.startswith(("http://", "https://")) else bare


def _microdata(tree: HtmlElement, name: str) -> list[str]:
    return [
        element.get("datetime") or element.get("content") or ""
        for element in tree.xpath("//@itemprop[. = $name]/..", name=name)
    ]


def _times(tree: HtmlElement) -> list[str]:
    """Return the times that the page marks as its own publication."""
    marked = tree.xpath(
        "//time[@pubdate or contains(@class, 'publi') or contains(@class, 'entry-date')] | //article//header//time"
    )
    return [element.get("datetime") or element.text_content() for element in marked]


def _first_moment(values: Iterable[object]) -> date | datetime | None:
    for value in values:
        found = moment(value)
        if found:
            return found
    return None


def _before(left: date, right: date) -> bool:
    """Tell whether *left* is an earlier day than *right*."""
    return _day(left) < _day(right)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _address(tree: HtmlElement, metas: Mapping[str, list[str]]) -> str | None:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    bases = [*(base.get("href") or "" for base in tree.iter("base")), *metas.get("og:url", [])]
    base = next((address.strip() for address in bases if _is_address(address.strip())), None)
    written = [*links, *metas.get("og:url", [])]
    return next((address for one in written if _is_address(address := _completed(base, one.strip()))), None)


def _completed(base: str | None, address: str) -> str:
    """Return *address* as a page at *base* means it."""
    try:
        return urljoin(base, address) if base and address else address
    except ValueError:
        return address


def _is_address(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", written)


def _language(tree: HtmlElement, metas: Mapping[str, list[str]]) -> str | None:
    root = tree.getroottree().getroot()
    declared = [
        root.get("lang") or "",
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *metas.get("og:locale", []),
    ]
    return next(
        (code.group().lower() for value in declared if (code := re.match(r"[A-Za-z]{2}(?![A-Za-z])", value.strip()))),
        None,
    )
