"""
What does a page's JSON-LD say?

News pages describe themselves to search engines in ``application/ld+json`` scripts, with schema.org's words and many
mistakes.
"""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from selon.reading.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report$|^Review$")


def items(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, whatever stands before or after it in the script."""
    decoder = json.JSONDecoder(strict=False)
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)", "", script.text or "").lstrip()
        try:
            value, _ = decoder.raw_decode(source)
        except (ValueError, RecursionError):
            continue
        yield from _flat(value)


def _flat(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON holds anything
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        elif isinstance(item, dict):
            yield item
            waiting.extend(
                part
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(part := item.get(key), list | dict)
            )


def types(item: Mapping[str, Any]) -> list[str]:
    """Return what *item* is, in schema.org's words."""
    named = item.get("@type")
    return [name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str)]


def article(items: Iterable[dict[str, Any]], titles: Iterable[str]) -> dict[str, Any]:
    """Return the object that describes this article, best one whose headline the page repeats; empty without one."""
    articles = [item for item in items if any(ARTICLE_TYPE.search(name) for name in types(item))]
    wanted = [title.casefold() for title in titles if title]
    for item in articles:
        headline = cleaned(item.get("headline")).casefold()
        if headline and any(headline in title or title in headline for title in wanted):
            return item
    return articles[0] if articles else {}


def names(value: Any, named: Mapping[str, dict[str, Any]]) -> list[str]:  # noqa: ANN401 - JSON holds anything
    """Return the names in *value*: a name, an object with one, a reference to such an object, or a list of these."""
    found: list[str] = []
    for part in value if isinstance(value, list) else [value]:
        entry = named.get(part["@id"], part) if isinstance(part, dict) and isinstance(part.get("@id"), str) else part
        names = entry.get("name") if isinstance(entry, dict) else entry
        found.extend(cleaned(name) for name in (names if isinstance(names, list) else [names]))
    return [name for name in dict.fromkeys(found) if name and not name.startswith(("http://", "https://"))]


def updates(article: dict[str, Any]) -> Iterator[tuple[datetime, str, str]]:
    """Yield the entries of a live page: when each went online, its headline and its text."""
    entries = article.get("liveBlogUpdate")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        when = moment(entry.get("datePublished"))
        headline, text = cleaned(entry.get("headline")), cleaned(entry.get("articleBody"))
        if isinstance(when, datetime) and (headline or text):
            yield when, headline, text


def cleaned(value: object) -> str:
    """Return *value* as one line of text: no tags, and entities resolved twice, as some systems escape them twice."""
    if not isinstance(value, str):
        return ""
    bare = re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(value)))
    # JSON can spell what no text may hold: control characters and halves of surrogate pairs.
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]", "", bare)).strip()
