"""
What does a page's JSON-LD say?

News pages describe themselves to search engines in ``application/ld+json`` scripts, with schema.org's words and many
mistakes. A script that is no JSON is mended by json-repair, which adds no words of its own.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selon.reading.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

PAGE_TYPE = re.compile(r"WebPage$")
ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report$|^Review$")
OPENING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
CLOSING = re.compile(r"(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|(?://)?\s*-->)\s*$")
LONGEST_CLOSING = 40
LONGEST_DAMAGED = 200_000
"""Characters of a damaged script that are mended: beyond, mending takes longer than reading the page."""
# Where a script breaks off, the value that this stands in is not whole.
BROKEN_OFF = "\ue000"
# Titles that share this part of their words say the same.
ALIKE = 0.5
# So many letters are no name of an outlet or a section.
LONG_PART = 20
VALUE = re.compile(r"[\[{]")


def items(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, whatever stands before or after it in the script."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in _values(script.text or ""):
                yield from _flat(value)


def _values(source: str) -> Iterator[Any]:
    """Yield the values that the script *source* holds one after the other."""
    source = OPENING.sub("", source.strip("\ufeff \t\r\n"))
    closing = CLOSING.search(source, max(0, len(source) - LONGEST_CLOSING))
    source = source[: closing.start()] if closing else source
    if '"' not in source and "&" in source:
        source = html.unescape(source)
    decoder, start = json.JSONDecoder(strict=False), 0
    while opening := VALUE.search(source, start):
        try:
            value, start = decoder.raw_decode(source, opening.start())
        except RecursionError:
            return
        except ValueError:
            yield _mended(source[opening.start() :])
            return
        yield value


def _mended(source: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return what the damaged *source* holds, without a value that it breaks off in."""
    from json_repair import loads  # noqa: PLC0415 - only for damaged pages

    if len(source) > LONGEST_DAMAGED:
        return None
    try:
        return loads(source + BROKEN_OFF, skip_json_loads=True)
    except (ValueError, RecursionError):
        return None


def _flat(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON holds anything
    waiting = deque([value])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extendleft(reversed(item))
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


def article(items: Iterable[dict[str, Any]], titles: Iterable[str], addresses: Iterable[str]) -> dict[str, Any]:
    """
    Return what describes this article; empty without it.

    That is whatever has the page's title as its headline, or else the page's address, or else a part of the title or a
    similar headline. One that has none of these is believed where it is the only one and does not give another address.

    Args:
        items: The objects of the page.
        titles: What the page calls itself.
        addresses: Its own addresses.
    """
    articles = [item for item in items if any(ARTICLE_TYPE.search(name) for name in types(item))]
    wanted = [title.casefold() for title in titles if title]
    here = {_place(address) for address in addresses} - {""}
    found = (
        [item for item in articles if _headline(item) in wanted]
        or [item for item in articles if here & _places(item)]
        or [item for item in articles if _is_part(_headline(item), wanted)]
        or [item for item in articles if any(_overlap(_headline(item), title) >= ALIKE for title in wanted)]
        or [item for item in articles[:1] if len(articles) == 1 and not (here and _places(item) - here)]
    )
    # One and the same article may be described in several scripts, each with a part of it.
    return _joined([item for item in found if _headline(item) == _headline(found[0])])


def page(items: Iterable[dict[str, Any]], titles: Iterable[str], addresses: Iterable[str]) -> dict[str, Any]:
    """Return what describes this page, which has its title or its address; see :func:`article` for the arguments."""
    wanted = [title.casefold() for title in titles if title]
    here = {_place(address) for address in addresses} - {""}
    pages = [item for item in items if any(PAGE_TYPE.search(name) for name in types(item))]
    return _joined([item for item in pages if here & _places(item) or _is_part(_headline(item), wanted)])


def _joined(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {key: value for item in reversed(found) for key, value in item.items() if value not in (None, "", [], {})}


def _headline(item: Mapping[str, Any]) -> str:
    return (cleaned(item.get("headline")) or cleaned(item.get("name"))).casefold()


def _is_part(headline: str, titles: Iterable[str]) -> bool:
    """Tell whether *headline* is one of *titles* with less or more around it; a word or two are in many titles."""
    long = (title for title in titles if min(len(title), len(headline)) >= LONG_PART)
    return any(headline in title or title in headline for title in long)


def _overlap(left: str, right: str) -> float:
    ours, theirs = set(re.findall(r"\w+", left)), set(re.findall(r"\w+", right))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _places(item: Mapping[str, Any]) -> set[str]:
    """Return the addresses that *item* gives as its own; that of a front page is none."""
    of_page = item.get("mainEntityOfPage")
    given = [item.get("url"), item.get("@id"), of_page.get("@id") if isinstance(of_page, dict) else of_page]
    return {place for value in given if isinstance(value, str) and (place := _place(value))}


def _place(address: str) -> str:
    """Return host and path of *address*, empty when it is none or that of a front page."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if parts.scheme in {"http", "https"} and path else ""


def texts(value: Any) -> list[str]:  # noqa: ANN401 - JSON holds anything
    """Return the texts in *value*: one, a typed one, or a list of these, however deep, without tags and entities."""
    found = (cleaned(part.get("@value") if isinstance(part, dict) else part) for part in _parts(value))
    return [text for text in dict.fromkeys(found) if text]


def _parts(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON holds anything
    """Yield what the lists in *value* hold, however deep, in order; without recursion, which a page could exhaust."""
    waiting = deque([value])
    while waiting:
        part = waiting.popleft()
        if isinstance(part, list):
            waiting.extendleft(reversed(part))
        else:
            yield part


def names(value: Any, named: Mapping[str, dict[str, Any]]) -> list[str]:  # noqa: ANN401 - JSON holds anything
    """Return the names in *value*: a name, an object with one, a reference to such an object, or a list of these."""
    found: list[str] = []
    for part in _parts(value):
        entry = named.get(part["@id"], part) if isinstance(part, dict) and isinstance(part.get("@id"), str) else part
        if isinstance(entry, dict) and "name" not in entry:
            entry = " ".join(texts([entry.get("givenName"), entry.get("familyName")])) or entry.get("@value")
        found += texts(entry["name"] if isinstance(entry, dict) else entry)
    return [name for name in dict.fromkeys(found) if not name.startswith(("http://", "https://"))]


def updates(article: dict[str, Any]) -> Iterator[tuple[datetime, str, str]]:
    """Yield the entries of a live page: when each went online, its headline and its text."""
    entries = article.get("liveBlogUpdate")
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict):
            continue
        when = moment(entry.get("datePublished"))
        headline, text = cleaned(entry.get("headline")), cleaned(entry.get("articleBody"))
        if isinstance(when, datetime) and (headline or text):
            yield when, headline, text


def paid_parts(article: dict[str, Any]) -> list[str]:
    """Return the CSS selectors of the parts of *article* that it says have to be paid for."""
    parts = article.get("hasPart")
    return [
        selector
        for part in (parts if isinstance(parts, list) else [parts])
        if isinstance(part, dict) and is_paid(part)
        for selector in texts(part.get("cssSelector"))
    ]


def is_paid(item: Mapping[str, Any]) -> bool:
    """Tell whether *item* says that reading it costs something."""
    return str(item.get("isAccessibleForFree")).lower().endswith("false")


def cleaned(value: object) -> str:
    """Return *value* as one line of text: no tags, and entities resolved twice, as some systems escape them twice."""
    if not isinstance(value, str) or BROKEN_OFF in value:
        return ""
    bare = re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(value)))
    # JSON can spell what no text may hold: control characters and halves of surrogate pairs.
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]", "", bare)).strip()
