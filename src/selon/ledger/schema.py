"""
What does a ledger's file hold, and is it of today's schema?

How it came to hold it is told by :mod:`selon.ledger.migrations`; the columns here are those of today, which a test
compares with what the migrations make.

Two layers are kept apart. What the machine found stands in ``statement`` and is written by nothing but taking in and
extracting anew. What people decided stands in ``correction``, in the order in which they did; ``revision`` and
``assignment`` are what follows from it and can be made again from it at any time. The view ``statements`` shows
both together.
"""

from __future__ import annotations

from datetime import UTC, datetime

from selon.errors import LedgerOutdated, LedgerTooNew
from selon.ledger.connection import APPLICATION_ID, Database
from selon.ledger.migrations import MIGRATIONS, Migration


def version_of(db: Database) -> int:
    """Return how many migrations the file has seen, 0 for a new one."""
    if not db.execute("select 1 from sqlite_master where name = 'migration'").fetchone():
        return 0
    return int(db.execute("select coalesce(max(number), 0) from migration").fetchone()[0])


def create(db: Database) -> None:
    """Make a new ledger, whole or not at all; one that is there already stays as it is."""
    with db.writing():
        if version_of(db) == 0:
            for number, step in enumerate(MIGRATIONS, start=1):
                _run(db, number, step)


def migrate(db: Database, *, up_to: int | None = None) -> list[str]:
    """
    Bring the file to the newest schema and return the names of the migrations that were run.

    Args:
        db: An open ledger.
        up_to: Stop after this many; None for all.
    """
    done = []
    wanted = len(MIGRATIONS) if up_to is None else up_to
    for number, step in enumerate(MIGRATIONS[:wanted], start=1):
        with db.writing():
            # Looked up again inside the transaction: another process may be migrating the same file.
            if number <= version_of(db):
                continue
            _run(db, number, step)
        done.append(step.__name__)
    return done


def _run(db: Database, number: int, step: Migration) -> None:
    if number == 1:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("create table migration (number integer primary key, name text not null, at text not null) strict")
    step(db)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.execute("insert into migration values (?, ?, ?)", (number, step.__name__, now))


def require_current(db: Database, path: str) -> None:
    """
    Make sure that this selon can use the file.

    Raises:
        LedgerOutdated: If migrations are missing.
        LedgerTooNew: If it has seen migrations that this selon does not know.
    """
    version = version_of(db)
    if version > len(MIGRATIONS):
        msg = f"{path} has schema {version}, this selon knows {len(MIGRATIONS)}; install a newer selon to use it"
        raise LedgerTooNew(msg)
    if version < len(MIGRATIONS):
        msg = f"{path} has schema {version} of {len(MIGRATIONS)}; run: selon migrate --ledger {path}"
        raise LedgerOutdated(msg)


STATEMENT_COLUMNS = (
    "id", "version_id", "position", "parent", "run_id", "source", "cue", "content", "addressee", "channel",
    "source_spans", "cue_spans", "content_spans", "other_spans", "alias_id", "speaker_score", "candidates",
    "sources_claimed", "said", "said_precision", "published", "day", "first_seen", "outlet_id", "language",
    "confidence", "label_id", "unnamed", "reason_id",
)  # fmt: skip
"""
What the machine's layer and the people's say of a statement, in the same columns.

``published`` and ``first_seen`` are null where they are those of the version; ``unnamed`` is the number of what the source
is counted as, in ``rows.STANDINGS``.
"""

LABEL_COLUMNS = (
    "quotation", "source_kind", "disclosure", "naming", "act", "certainty", "polarity", "evidential", "medium",
)  # fmt: skip
"""The labels of a statement, which stand together in one row for all statements that share them."""

REASON_COLUMNS = ("rule", "lemma", "frame", "evidence")
"""Why a statement was found, in one row for all that were found alike."""
