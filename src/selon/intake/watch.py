"""
What is new in these feeds, and which of them has gone silent?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from selon.address import without_secrets
from selon.errors import SelonError, SourceNotFound
from selon.intake.sources import Page
from selon.ledger import Feed
from selon.reading import feed, opml

if TYPE_CHECKING:
    from selon.ledger import Ledger

PATIENCE = 5  # cycles; a page that could not be read so often is left alone, selon list --failures names it


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What one look at the feeds gave.

    Attributes:
        addresses: Articles that the ledger has not read.
        warnings: Feeds that failed or are silent, a sentence each.
        failed: How many feeds could not be read.
    """

    addresses: tuple[str, ...]
    warnings: tuple[str, ...]
    failed: int


def look(ledger: Ledger, sources: Sequence[str], fetch: Callable[[str], Page], *, silence: timedelta) -> Seen:
    """
    Ask every feed once and note what it says.

    Args:
        ledger: Remembers the feeds.
        sources: Addresses of feeds, or files and addresses of OPML lists.
        fetch: Gives what an address holds.
        silence: How long after its newest entry a feed counts as silent.
    """
    found: dict[str, None] = {}
    warnings: list[str] = []
    failed = 0
    for source in sources:
        try:
            addresses = _feeds(source, fetch)
        except SelonError as error:
            ledger.fail(source, error)
            warnings.append(f"{without_secrets(source)}: {error}")
            failed += 1
            continue
        for address, page in addresses:
            try:
                entry, content = _asked(ledger, address, page or fetch(address))
            except SelonError as error:
                ledger.fail(address, error)
                warnings.append(f"{without_secrets(address)}: {error}")
                failed += 1
                continue
            found.update((one.url, None) for one in content.entries if _is_wanted(ledger, one.url))
            if warning := _silent(entry, ledger.now(), silence):
                warnings.append(warning)
    return Seen(tuple(found), tuple(warnings), failed)


def _is_wanted(ledger: Ledger, address: str) -> bool:
    return ledger.taken(address) is None and ledger.attempts(address) < PATIENCE


def _feeds(source: str, fetch: Callable[[str], Page]) -> list[tuple[str, Page | None]]:
    """Return the feeds that *source* stands for, with what was fetched already."""
    if source.startswith(("http://", "https://")):
        page = fetch(source)
        if b"<opml" in page.content[:4000].lower():
            return [(address, None) for address in opml.read_opml(page.content)]
        return [(source, page)]
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        msg = f"cannot read {source!r}: {error.strerror}; give the address of a feed, or an OPML file"
        raise SourceNotFound(msg) from error
    return [(address, None) for address in opml.read_opml(content)]


def _asked(ledger: Ledger, address: str, page: Page) -> tuple[Feed, feed.FeedContent]:
    before = ledger.feed(address)
    content = feed.FeedContent(None, ()) if page.is_unchanged else feed.read_feed(page.content, url=page.url)
    newest = content.newest.isoformat() if content.newest else None
    if newest is None and content.entries and before is None:
        newest = ledger.now()  # a feed without dates counts from the first look on
    entry = Feed(
        address,
        content.title or (before.title if before else None),
        ledger.now(),
        max(filter(None, (newest, before.newest if before else None)), default=None),
        page.etag,
        page.last_modified,
    )
    ledger.note_feed(entry)
    return entry, content


def _silent(entry: Feed, now: str, silence: timedelta) -> str | None:
    if entry.newest is None:
        return f"{entry.url}: the feed has no entries; look whether it has moved"
    quiet = datetime.fromisoformat(now) - datetime.fromisoformat(entry.newest)
    if quiet < silence:
        return None
    hours = quiet.total_seconds() / 3600
    return f"{entry.url}: nothing new for {hours:.0f} hours; look whether the feed has moved"
