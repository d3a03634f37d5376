"""
What does a page say about itself?

Title, description, outlet, byline, dates, address and language, from where news pages declare them for the whole page:
the JSON-LD of this article and ``meta`` elements. What a page does not declare stays None here; other modules look for
it in what the article shows.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selon.address import completed
from selon.reading import json_ld
from selon.reading.blocks import squeezed
from selon.reading.boilerplate import is_no_name, without_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

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
ADDRESS = ("http://", "https://", "@", "mailto:")
# *mescoffier*, *user_12*: whom a system knows by such a name, no reader does.
ACCOUNT = re.compile(r"[a-z0-9._-]+")
CODE = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")
# An author who ends in a domain is the site (*lefilet.example*, *Justice - Le Filet.com*).
DOMAIN = re.compile(r"[\w-]\.[a-z]{2,7}(?:/\S*)?$")
OUTLETS = ("og:site_name", "dc.publisher", "application-name", "apple-mobile-web-app-title", "publisher", "copyright")
AUTHORS = ("author", "parsely-author", "article:author", "og:article:author", "dc.creator", "sailthru.author", "byl")
SECTIONS = ("article:section", "og:article:section", "section", "parsely-section", "cxenseparse:recs:category")
TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title", "title")
DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
KEYS = frozenset(
    (*PUBLISHED, *MODIFIED, *OUTLETS, *AUTHORS, *SECTIONS, *TITLES, *DESCRIPTIONS, "og:type", "og:url", "og:locale"),
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
        byline: The authors' names as declared; the outlet's own name is none of them.
        house: The outlet's name, where the article's own description names it as the author.
        sections: The parts of the outlet that it belongs to, which some systems give as the author.
        published: When it first appeared, as written, the most trustworthy first.
        modified: When it was last changed, likewise.
        url: Its own address.
        language: ISO 639-1 code of the page.
        languages: Everything that it declares as its language, often with a country (``fr-CA``).
        is_website: Whether it calls itself a site or a list, and nothing in it calls itself an article.
        is_paid: Whether it declares that reading all of it costs something.
        paid_parts: CSS selectors of the parts that it declares so.
        body: The text that it declares, often the whole, or the beginning; looked at only where something has to be paid.
        words: How many words it declares to have.
        updates: The dated entries of a live page: when, and the words that each opens with.
        entries: Their texts.
    """

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    byline: str | None = None
    house: str | None = None
    sections: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    is_website: bool = False
    is_paid: bool = False
    paid_parts: tuple[str, ...] = ()
    body: str = ""
    words: int | None = None
    updates: tuple[tuple[datetime, str], ...] = ()
    entries: tuple[str, ...] = ()


def metadata(tree: HtmlElement) -> Metadata:
    """Return what the page *tree* declares about itself."""
    metas = _metas(tree)
    items = list(json_ld.items(tree))
    named = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and item.get("name")}
    titles = [*_values(metas, TITLES), json_ld.cleaned(tree.findtext(".//title"))]
    shown = [json_ld.cleaned(element.text_content()) for element in tree.iter("h1")]
    addresses = list(_addresses(tree, metas))
    article = json_ld.article(items, [*titles, *shown], addresses)
    page = article or json_ld.page(items, [*titles, *shown], addresses)
    heads = [json_ld.cleaned(article.get("headline"))] if article else []
    updates = list(json_ld.updates(article))
    outlets = _distinct(_outlets(article, items, named, metas, titles))
    sections = _distinct([*json_ld.texts(article.get("articleSection")), *_values(metas, SECTIONS)])
    signed = json_ld.names(article.get("author"), named) or json_ld.names(article.get("creator"), named)
    languages = _languages(tree, metas)
    return Metadata(
        titles=_distinct([*heads, *titles]),
        descriptions=_distinct([*_values(metas, DESCRIPTIONS), json_ld.cleaned(article.get("description"))]),
        outlets=outlets,
        byline=_byline(signed, metas, outlets=outlets, sections=sections),
        house=next((name for name in signed if _is_one_of(name, outlets)), None),
        sections=sections,
        published=_distinct([*json_ld.texts(page.get("datePublished")), *_values(metas, PUBLISHED)]),
        modified=_distinct([*json_ld.texts(page.get("dateModified")), *_values(metas, MODIFIED)]),
        url=next(iter(addresses), None),
        language=next((code.group().lower() for value in languages if (code := CODE.match(value))), None),
        languages=languages,
        is_website=not article and metas.get("og:type", [""])[0] in {"website", "blog"},
        is_paid=json_ld.is_paid(article),
        paid_parts=tuple(json_ld.paid_parts(article)),
        body=next(iter(json_ld.texts(article.get("articleBody"))), "") if json_ld.is_paid(article) else "",
        words=_number(article.get("wordCount")),
        updates=tuple((when, headline or text) for when, headline, text in updates),
        entries=tuple(part for _, headline, text in updates for part in (headline, text) if part),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        # Beyond the head, an ``itemprop`` tells of the item that it stands in: a comment, a teaser, an image.
        parent = element.getparent()
        of_page = "itemprop" if parent is not None and parent.tag == "head" else "property"
        named = (element.get(attribute) or "" for attribute in ("property", "name", of_page))
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
    titles: Iterable[str],
) -> Iterator[str]:
    # The publisher may be an agency. It tells how a site is called that has an address for a name, if it is the same
    # name, or its initials, or one that the page's titles have.
    sites = _values(metas, OUTLETS[:1])
    publishers = json_ld.names(article.get("publisher"), named)
    shown = [squeezed(_without_accents(title)) for title in titles]
    for site in sites:
        if (site == site.lower() and " " not in site) or DOMAIN.search(site):
            label = _label(site)
            yield from (name for name in publishers if _is_called(name, label, shown))
    yield from sites
    yield from publishers
    yield from _values(metas, OUTLETS[:2])
    for item in items:
        if any(name in {"WebSite", "NewsMediaOrganization"} for name in json_ld.types(item)):
            yield from json_ld.names(item, {})
    yield from (value for value in _values(metas, OUTLETS[2:]) if not value.startswith("http"))


def _without_accents(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _is_called(name: str, label: str, titles: Iterable[str]) -> bool:
    """Tell whether the outlet called *name* may have *label* in its address, or is in one of *titles*."""
    bare = _without_accents(name)
    initials = "".join(word[0] for word in bare.lower().split())
    return initials == label or any(squeezed(bare) in text for text in (label, *titles))


def _label(site: str) -> str:
    """Return the name in an address, as names are compared."""
    return squeezed(_without_accents(re.sub(r"^(?:https?://)?(?:www\.)?|\.[a-z]{2,7}/?$", "", site.lower())))


def _byline(
    signed: Iterable[str], metas: Mapping[str, list[str]], *, outlets: Iterable[str], sections: Iterable[str]
) -> str | None:
    for given in (signed, *(metas.get(key, []) for key in AUTHORS)):
        names = [bare for name in given if (bare := signature(_alone(name, (*outlets, *sections))))]
        if names:
            return ", ".join(dict.fromkeys(names))
    return None


def _alone(name: str, others: Iterable[str]) -> str:
    """Return *name* without those of the outlet and its sections after it."""
    parts = re.split(r"\s*[|,]\s*|\s+[-–—]\s+", name)
    kept = [part for part in parts if not _is_one_of(part, others)]
    return name if len(kept) == len(parts) else ", ".join(kept)


def signature(name: str) -> str:
    """
    Return *name* without *Par*; empty when it is an address, an account or a button instead of a name.

    >>> signature("Par Maud Escoffier"), signature("admin"), signature("Email The Author")
    ('Maud Escoffier', '', '')
    """
    bare = without_by(name).strip(" ,;|-")
    is_account = bare == bare.lower() and ACCOUNT.fullmatch(bare)
    return "" if DOMAIN.search(bare) or is_account or bare.startswith(ADDRESS) or is_no_name(bare) else bare


def _is_one_of(name: str, others: Iterable[str]) -> bool:
    return squeezed(name) in map(squeezed, others)


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _addresses(tree: HtmlElement, metas: Mapping[str, list[str]]) -> Iterator[str]:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    bases = [*(base.get("href") or "" for base in tree.iter("base")), *metas.get("og:url", [])]
    base = next((address.strip() for address in bases if _is_address(address.strip())), None)
    told = (completed(base, address.strip()) for address in [*links, *metas.get("og:url", [])])
    return (address for address in told if _is_address(address))


def _is_address(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", written)


def _languages(tree: HtmlElement, metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    root = tree.getroottree().getroot()
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return _distinct([(root.get("lang") or "").strip(), (root.get(lang) or "").strip(), *metas.get("og:locale", [])])
