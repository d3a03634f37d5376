"""
Which articles does a feed announce?

RSS, Atom and JSON Feed. A feed gives addresses and dates; the articles themselves are read from their pages.
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from selon.address import completed
from selon.errors import UnreadableContent
from selon.reading.markup import looks_like_page, unpacked
from selon.reading.moments import moment

_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HEAD = 100_000

DAMAGED = (ValueError, LookupError, AttributeError, TypeError, AssertionError, OverflowError, RecursionError)
"""What feedparser stumbles into over a damaged feed: a character numbered with 5,000 digits, a link in no entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One entry of a feed.

    Attributes:
        url: Address of the article.
        title: Its title.
        published: When it was published, or else last changed: a day, or a time with its offset as written.
    """

    url: str
    title: str | None = None
    published: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedContent:
    """
    A feed as it stands.

    Attributes:
        title: Title of the feed.
        entries: Its entries in its order, each address once; those without an address are left out. One whose address
            is relative to nobody knows what has it as it is written.
    """

    title: str | None
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> datetime | None:
        """The date of the newest entry, None when none has one."""
        return max((_in_utc(entry.published) for entry in self.entries if entry.published), default=None)


def read_feed(data: bytes, *, url: str | None = None) -> FeedContent:
    """
    Return the feed *data*.

    Args:
        data: RSS, Atom or JSON Feed, packed or not.
        url: Its own address, which relative addresses are completed from.

    Raises:
        UnreadableContent: If it is none; most often a web page stands in its place.
    """
    data = unpacked(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, url)
    # Entities can be written in UTF-16 as well; without its zero bytes the name is the same.
    if b"<!entity" in data.replace(b"\0", b"").lower():
        msg = "the feed defines entities of its own, which selon does not unfold; it cannot be read"
        raise UnreadableContent(msg)
    # feedparser goes through half a megabyte a second, whatever it is given.
    if not _ROOT.search(data[:_HEAD].replace(b"\0", b"")):
        raise UnreadableContent(_no_feed(data))
    import feedparser  # noqa: PLC0415 - only for feeds

    try:
        parsed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except DAMAGED as error:
        msg = f"the feed is damaged ({type(error).__name__}: {error}); give the address of an RSS, Atom or JSON feed"
        raise UnreadableContent(msg) from error
    if not parsed.get("version"):
        raise UnreadableContent(_no_feed(data))
    base = url or _first_address(
        *(link.get("href") for link in parsed.feed.get("links", ()) if link.get("rel") == "self"),
        parsed.feed.get("link"),
    )
    entries = (
        Entry(completed(base, _link(one).strip()), one.get("title") or None, _moment(one)) for one in parsed.entries
    )
    return FeedContent(parsed.feed.get("title") or None, _each_once(entries))


def _no_feed(data: bytes) -> str:
    what = "a web page, not a feed" if looks_like_page(data) else "no feed"
    return f"this is {what}; give the address of an RSS, Atom or JSON feed (a page names it in a link rel=alternate)"


def _link(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    """Return the address of *entry* as it is written: the outlet's own, where somebody else's leads to it."""
    return str(entry.get("feedburner_origlink") or entry.get("link") or "")


def _json_feed(data: bytes, url: str | None) -> FeedContent:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
        if "jsonfeed.org/version" not in str(feed.get("version", "")):
            msg = "this is JSON but no JSON Feed; give one whose version names jsonfeed.org"
            raise UnreadableContent(msg)
        base = url or _first_address(feed.get("feed_url"), feed.get("home_page_url"))
        entries = [
            Entry(
                completed(base, str(item.get("url") or item.get("external_url") or "").strip()),
                _words(item.get("title")),
                _iso(item.get("date_published")) or _iso(item.get("date_modified")),
            )
            for item in _items(feed)
        ]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        msg = f"this is no JSON Feed ({error}); give an RSS, Atom or JSON feed"
        raise UnreadableContent(msg) from error
    return FeedContent(_words(feed.get("title")), _each_once(entries))


def _items(feed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a JSON feed; what is none among them is passed over."""
    items = feed.get("items") or []
    if not isinstance(items, list):
        msg = "its items are no list"
        raise TypeError(msg)
    return [item for item in items if isinstance(item, dict)]


def _words(value: Any) -> str | None:  # noqa: ANN401 - whatever the feed holds
    return value if isinstance(value, str) and value else None


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.url:
            found.setdefault(entry.url, entry)
    return tuple(found.values())


def _first_address(*values: Any) -> str | None:  # noqa: ANN401 - whatever the feed holds
    addresses = (value.strip() for value in values if isinstance(value, str))
    return next((value for value in addresses if value.lower().startswith(("http://", "https://"))), None)


def _moment(entry: Any) -> date | datetime | None:  # noqa: ANN401 - feedparser has no types
    """Return the date of *entry*, in the form that it is written in where both readings of it agree."""
    for name in ("published", "updated"):
        # As a plain dict: feedparser's own gives one name for the other, with a warning of Python's.
        parts = dict.get(entry, f"{name}_parsed")
        try:
            utc = datetime.fromtimestamp(timegm(parts), UTC) if parts else None
            written = moment(dict.get(entry, name)) if utc else None
            if utc:
                return written if written is not None and _in_utc(written) == utc else utc
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def _in_utc(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _iso(value: Any) -> date | datetime | None:  # noqa: ANN401 - whatever the feed holds
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        found.astimezone(UTC)  # a time beyond the calendar is none
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
