"""
What was given to read, and what became of it?

The memory that lets the same command go on where it stopped: a source counts as done from the moment in which its
article is kept, because both are written in one transaction. Where it names somebody forgotten, it is kept and looked up
with the name blackened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.ledger.veil import veil

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


def taken(db: Database, source: str) -> Taken | None:
    """Return what is known of *source*, None when it has never been read."""
    row = db.execute(
        "select source, fingerprint, outcome, at, etag, last_modified from intake where source = ?",
        (veil(db).address(source),),
    ).fetchone()
    return Taken(*row) if row else None


def note(db: Database, entry: Taken, article: str | None) -> None:
    """Note that a source has been read; what failed before is settled with it."""
    forgotten = veil(db)
    source, etag = forgotten.address(entry.source), forgotten.blacken(entry.etag) if entry.etag else None
    db.execute(
        """
        insert into intake (source, fingerprint, outcome, article_id, at, etag, last_modified)
        values (?, ?, ?, (select article_id from article where id = ?), ?, ?, ?)
        on conflict (source) do update set fingerprint = excluded.fingerprint, outcome = excluded.outcome,
            article_id = coalesce(excluded.article_id, article_id), at = excluded.at, etag = excluded.etag,
            last_modified = excluded.last_modified
        """,
        (source, entry.fingerprint, entry.outcome, article, entry.at, etag, entry.last_modified),
    )
    db.execute("delete from failure where source = ?", (source,))


def fail(db: Database, source: str, cause: str, message: str, now: str) -> None:
    """Note that a source could not be read."""
    forgotten = veil(db)
    source, message = forgotten.address(source), forgotten.blacken(message)
    db.execute(
        """
        insert into failure values (?, ?, ?, ?, ?, 1)
        on conflict (source) do update set cause = excluded.cause, message = excluded.message,
            last_at = excluded.last_at, attempts = attempts + 1
        """,
        (source, cause, message, now, now),
    )
    db.execute("delete from intake where source = ?", (source,))


def attempts(db: Database, source: str) -> int:
    """Return how often *source* has failed since it was last read."""
    row = db.execute("select attempts from failure where source = ?", (veil(db).address(source),)).fetchone()
    return int(row["attempts"]) if row else 0


def feed(db: Database, url: str) -> Feed | None:
    """Return what is known of a feed, None when it has never been asked."""
    row = db.execute(
        "select url, title, checked, newest, etag, last_modified from feed where url = ?", (veil(db).address(url),)
    ).fetchone()
    return Feed(*row) if row else None


def note_feed(db: Database, entry: Feed) -> None:
    """Note that a feed has been asked."""
    forgotten = veil(db)
    url, title = forgotten.address(entry.url), forgotten.blacken(entry.title) if entry.title else None
    db.execute(
        "insert or replace into feed (url, title, checked, newest, etag, last_modified) values (?, ?, ?, ?, ?, ?)",
        (url, title, entry.checked, entry.newest, entry.etag, entry.last_modified),
    )
