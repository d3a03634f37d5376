"""
What was given to read, and what became of it?

The memory that lets the same command go on where it stopped: a source counts as done from the moment in which its
article is kept, because both are written in one transaction. What is an address is kept, and found again, without the
secrets that it was given with; where it names somebody forgotten, with the name blackened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.address import message_without_secrets, without_secrets
from selon.errors import SelonError, SelonFault, said
from selon.ledger.forget.veil import veil

if TYPE_CHECKING:
    from selon.ledger.connection import Database


@dataclass(frozen=True, slots=True)
class Taken:
    """
    A source that has been read.

    Attributes:
        source: What was given: path, address, or path and place inside a file.
        fingerprint: What it was like; another one means that it has changed.
        outcome: What became of it.
        at: When.
        etag: What the server called this state of the page.
        last_modified: When the server said that it last changed.
    """

    source: str
    fingerprint: str
    outcome: str
    at: str
    etag: str | None = None
    last_modified: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", without_secrets(self.source))


@dataclass(frozen=True, slots=True)
class Feed:
    """
    A feed that is being watched.

    Attributes:
        url: Its address.
        title: Its title.
        checked: When it was last asked.
        newest: Date of its newest entry so far.
        etag: What the server called its state.
        last_modified: When the server said that it last changed.
    """

    url: str
    title: str | None
    checked: str
    newest: str | None
    etag: str | None = None
    last_modified: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", without_secrets(self.url))
        if self.title:  # which some feeds quote themselves in
            object.__setattr__(self, "title", message_without_secrets(self.title))


def storable(text: str) -> str:
    r"""
    Return *text* as a file can hold it: half of a surrogate pair, as in the name of a file that is no UTF-8, is spelled.

    >>> storable("caf\udce9.html")
    'caf\\udce9.html'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def key(db: Database, source: str) -> str:
    """Return the name under which *source* is remembered: its secrets left out, names of forgotten people blackened."""
    return veil(db).address(storable(without_secrets(source)))


def _blackened(db: Database, text: str | None) -> str | None:
    return veil(db).blacken(storable(text)) if text else text


def taken(db: Database, source: str) -> Taken | None:
    """Return what is known of *source*, None when it has never been read."""
    row = db.execute(
        "select source, fingerprint, outcome, at, etag, last_modified from intake where source = ?",
        (key(db, source),),
    ).fetchone()
    return Taken(*row) if row else None


def note(db: Database, entry: Taken, article: str | None) -> None:
    """Note that a source has been read; what failed before is settled with it."""
    source = key(db, entry.source)
    db.execute(
        """
        insert into intake (source, fingerprint, outcome, article_id, at, etag, last_modified)
        values (?, ?, ?, (select article_id from article where id = ?), ?, ?, ?)
        on conflict (source) do update set fingerprint = excluded.fingerprint, outcome = excluded.outcome,
            article_id = coalesce(excluded.article_id, article_id), at = excluded.at, etag = excluded.etag,
            last_modified = excluded.last_modified
        """,
        (source, entry.fingerprint, entry.outcome, article, entry.at, _blackened(db, entry.etag), entry.last_modified),
    )
    settle(db, source)


def fail(db: Database, source: str, error: Exception, now: str) -> None:
    """Note that a source could not be read, and why; what selon does not raise on purpose is a fault of its own."""
    own = error if isinstance(error, SelonError) else SelonFault.of(error)
    fault = own if isinstance(own, SelonFault) else None
    cause = fault.kind if fault else type(own).__name__
    source = key(db, source)
    db.execute(
        """
        insert into failure (source, cause, message, first_at, last_at, attempts, fault, trace)
        values (?, ?, ?, ?, ?, 1, ?, ?)
        on conflict (source) do update set cause = excluded.cause, message = excluded.message,
            last_at = excluded.last_at, attempts = attempts + 1, fault = excluded.fault, trace = excluded.trace
        """,
        (
            source,
            storable(cause),
            _blackened(db, said(own)),
            now,
            now,
            int(fault is not None),
            _blackened(db, fault.trace) if fault else None,
        ),
    )
    db.execute("delete from intake where source = ?", (source,))


def settle(db: Database, source: str) -> None:
    """Note that nothing is wrong with a source any longer."""
    db.execute("delete from failure where source = ?", (key(db, source),))


def attempts(db: Database, source: str) -> int:
    """Return how often *source* has failed since it was last read."""
    row = db.execute("select attempts from failure where source = ?", (key(db, source),)).fetchone()
    return int(row["attempts"]) if row else 0


def feed(db: Database, url: str) -> Feed | None:
    """Return what is known of a feed, None when it has never been asked."""
    row = db.execute(
        "select url, title, checked, newest, etag, last_modified from feed where url = ?", (key(db, url),)
    ).fetchone()
    return Feed(*row) if row else None


def note_feed(db: Database, entry: Feed) -> None:
    """Note that a feed has been asked, and answered; what failed before is settled with it."""
    settle(db, entry.url)
    db.execute(
        "insert or replace into feed (url, title, checked, newest, etag, last_modified) values (?, ?, ?, ?, ?, ?)",
        (
            key(db, entry.url),
            _blackened(db, entry.title),
            entry.checked,
            entry.newest,
            entry.etag,
            entry.last_modified,
        ),
    )
