"""
What does the ledger know already, so that it is not fetched or read again?
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from selon.reading.fetch import Known

if TYPE_CHECKING:
    from selon.ledger import Ledger

ALWAYS = timedelta(days=36_500)
"""A time for which a page on the web counts as the same, however long ago it was taken in."""


def known_items(ledger: Ledger, fresh: timedelta) -> Callable[[str], str | None]:
    """Return a function that gives the fingerprint with which *ledger* took a source in, None for one to be read anew."""
    oldest = datetime.now(UTC) - fresh if fresh < ALWAYS else datetime.min.replace(tzinfo=UTC)

    def known(source: str) -> str | None:
        found = ledger.taken(source)
        if found is None:
            return None
        # A page on the web has no fingerprint to compare; it counts as the same for a while.
        if source.startswith(("http://", "https://")) and datetime.fromisoformat(found.at) < oldest:
            return None
        return found.fingerprint

    return known


def known_page(ledger: Ledger) -> Callable[[str], Known | None]:
    """Return a function that gives what the server said of an address when *ledger* took it in, None if it said nothing."""

    def known(address: str) -> Known | None:
        found = ledger.taken(address)
        return Known(found.etag, found.last_modified) if found and (found.etag or found.last_modified) else None

    return known
