"""
What is one article that is to be read, and how are sources opened?
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from selon.address import without_secrets
from selon.errors import SelonError, SourceNotFound
from selon.intake.dates import Dated
from selon.reading.fetch import Fetched
from selon.reading.reservation import UNSAID, Reservation

Kind = Literal["file", "page", "record", "article", "failed", "known", "left"]


@dataclass(frozen=True, slots=True)
class Item:
    """
    One article to be read.

    Attributes:
        source: What names it for ever: a path, an address without secrets, or a path and the place inside the file.
        kind: How it is to be read; ``failed`` for one that could not even be opened, ``known`` for an address whose
            server says that nothing has changed, ``left`` for one that a list names and that has failed too often.
        fingerprint: What it was like; another one means that it has changed.
        content: Bytes of a page, fields of a record, an article without statements, None for a file.
        url: Address of a page, without secrets.
        charset: Encoding that the server named.
        share: How much of all sources comes before it, from 0 to 1.
        error: Why it failed.
        etag: What the server called this state of the page.
        last_modified: When the server said that it last changed.
        dated: When it is from, by what it came out of.
        reservation: What its server says of mining it.
        warnings: What its reader should know of how it was kept, a sentence each.
    """

    source: str
    kind: Kind
    fingerprint: str = ""
    content: Any = None
    url: str | None = None
    charset: str | None = None
    share: float = 0.0
    error: SelonError | None = None
    etag: str | None = None
    last_modified: str | None = None
    dated: Dated | None = None
    reservation: Reservation = UNSAID
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", without_secrets(self.source))
        if self.url:
            object.__setattr__(self, "url", without_secrets(self.url))


Fetch = Callable[[str], Fetched]
"""Gives what an address holds."""


def _no_fetch(address: str) -> Fetched:
    msg = f"cannot open {address!r} here; give a file"
    raise SourceNotFound(msg)


@dataclass(frozen=True, slots=True)
class Options:
    """
    How sources are opened.

    Attributes:
        fetch: Gives what an address holds, politely.
        known: Fingerprint under which a source has been read, None when it has not. An item whose fingerprint is the
            same is not opened again, nor is an address that has any.
        attempts: How often a source has failed since it was last read.
        latest: Of a feed or sitemap, take so many at most; None for all.
        dead: The addresses of lists that have failed in this run, as numbers.
        settle: Told of each file, feed or list that was gone through to its end: what failed in it before is over.
    """

    fetch: Fetch = _no_fetch
    known: Callable[[str], str | None] = field(default=lambda _source: None)
    latest: int | None = None
    settle: Callable[[str], None] = field(default=lambda _source: None)
    attempts: Callable[[str], int] = field(default=lambda _source: 0)
    dead: set[int] = field(default_factory=set, repr=False)
