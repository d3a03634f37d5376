"""
What is new in these feeds, and which of them has gone silent?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from selon.address import without_secrets
from selon.errors import SelonError, SelonFault, SourceNotFound, said
from selon.intake.dates import Dated, dated
from selon.intake.guard import failure_of
from selon.intake.item import Fetch
from selon.intake.items import PATIENCE
from selon.ledger import Feed
from selon.reading import feed, opml
from selon.reading.decoration import undecorated
from selon.reading.fetch import Fetched

if TYPE_CHECKING:
    from selon.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What one look at the feeds gave.

    Attributes:
        dates: The addresses of articles that the ledger has not read, and when each is from by its feed.
        warnings: Feeds that failed or are silent, a sentence each.
        failed: How many feeds or entries could not be read.
        faults: How many of these by a fault of selon's own.
    """

    dates: Mapping[str, Dated | None]
    warnings: tuple[str, ...]
    failed: int
    faults: int = 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """The articles that the ledger has not read."""
        return tuple(self.dates)


def look(ledger: Ledger, sources: Sequence[str], fetch: Fetch, *, silence: timedelta) -> Seen:
    """
    Ask every feed once and note what it says.

    Args:
        ledger: Remembers the feeds.
        sources: Addresses of feeds, or files and addresses of OPML lists.
        fetch: Gives what an address holds.
        silence: How long after its newest entry a feed counts as silent.
    """
    found: dict[str, Dated | None] = {}
    warnings: list[str] = []
    failed: list[SelonError] = []

    def note(source: str, error: Exception) -> None:
        failed.append(failure_of(error))
        ledger.fail(source, failed[-1])
        warnings.append(f"{without_secrets(source)}: {said(failed[-1])}")

    for source in sources:
        try:
            addresses = _feeds(source, fetch)
            if source not in [address for address, _ in addresses]:
                ledger.settle(source)
        except Exception as error:  # noqa: BLE001 - one source must not cost the others
            note(source, error)
            continue
        for address, page in addresses:
            try:
                entry, content = _asked(ledger, address, page or fetch(address))
                warnings += _silent(entry, ledger.now(), silence)
            except Exception as error:  # noqa: BLE001 - nor one feed
                note(address, error)
                continue
            for entry_address, given in _wanted(ledger, content, note):
                found.setdefault(entry_address, given)
    faults = sum(isinstance(failure, SelonFault) for failure in failed)
    return Seen(found, tuple(warnings), len(failed), faults)


def _wanted(
    ledger: Ledger, content: feed.FeedContent, note: Callable[[str, Exception], None]
) -> Iterator[tuple[str, Dated | None]]:
    for entry in content.entries:
        address = undecorated(entry.url)
        try:
            is_wanted = _is_wanted(ledger, address)
        except Exception as error:  # noqa: BLE001 - one entry must not cost the others
            note(address, error)
            continue
        if is_wanted:
            yield address, dated(entry.published, "feed")


def _is_wanted(ledger: Ledger, address: str) -> bool:
    return ledger.taken(without_secrets(address)) is None and ledger.attempts(without_secrets(address)) < PATIENCE


def _feeds(source: str, fetch: Fetch) -> list[tuple[str, Fetched | None]]:
    """Return the feeds that *source* stands for, with what was fetched already."""
    if source.startswith(("http://", "https://")):
        page = fetch(source)
        if b"<opml" in page.content[:4000].lower():
            return [(address, None) for address in opml.read_opml(page.content, url=page.url)]
        return [(source, page)]
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        msg = f"cannot read {source!r}: {error.strerror}; give the address of a feed, or an OPML file"
        raise SourceNotFound(msg) from error
    return [(address, None) for address in opml.read_opml(content)]


def _asked(ledger: Ledger, address: str, page: Fetched) -> tuple[Feed, feed.FeedContent]:
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


def _silent(entry: Feed, now: str, silence: timedelta) -> list[str]:
    """Return what is to be said of a feed without news: one sentence, or none."""
    if entry.newest is None:
        return [f"{entry.url}: the feed has no entries; look whether it has moved"]
    quiet = datetime.fromisoformat(now) - datetime.fromisoformat(entry.newest)
    if quiet < silence:
        return []
    hours = quiet.total_seconds() / 3600
    return [f"{entry.url}: nothing new for {hours:.0f} hours; look whether the feed has moved"]
