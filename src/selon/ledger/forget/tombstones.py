"""
What has been forgotten on purpose?

A tombstone keeps hashes alone: enough to refuse the same article and to blacken the same name when they come again, not
enough to tell what they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selon.ledger import identity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.ledger.connection import Database


def is_forgotten(db: Database, key: str, text_key: str) -> bool:
    """Tell whether an article of this address or these words has been forgotten on purpose."""
    hashes = (identity.digest("article", key), identity.digest("text", text_key))
    return bool(
        db.execute("select 1 from tombstone where kind = 'article' and hash in (?, ?)", hashes).fetchone(),
    )


def bury(  # noqa: PLR0913 - what a tombstone says
    db: Database, kind: str, hashes: Iterable[str], *, who: str, now: str, reason: str | None
) -> None:
    """Put up tombstones."""
    db.executemany(
        "insert or replace into tombstone (kind, hash, at, who, reason) values (?, ?, ?, ?, ?)",
        [(kind, one, now, who, reason) for one in sorted(hashes)],
    )
