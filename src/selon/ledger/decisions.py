"""
In what order did people decide, and what have they taken back?

The log of decisions: only ever added to, in the order in which they were made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from selon.ledger import aliases, bounds, rows
from selon.ledger.forget.veil import veil, walk
from selon.ledger.rows import Row
from selon.ledger.values import Correction

if TYPE_CHECKING:
    from selon.ledger.connection import Database


def enter(db: Database, correction: Correction) -> None:
    """Add a decision to the log, names of forgotten people blackened."""
    bounds.correction(correction)
    forgotten = veil(db)
    speakers = aliases.speaker_keys(db) if forgotten else set()

    def black(text: str) -> str:
        return text if text in speakers else forgotten.blacken(text)

    db.execute(
        "insert into correction (uid, at, who, kind, target, value, base, note) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            correction.uid,
            correction.at,
            forgotten.blacken(correction.who),
            correction.kind,
            black(correction.target),
            rows.compact(walk(correction.value, black)),
            rows.compact(walk(correction.base, black)) if correction.base is not None else None,
            forgotten.blacken(correction.note) if correction.note else correction.note,
        ),
    )


def settle(db: Database) -> None:
    """Work out what is undone: an undoing counts unless a later one, itself in force, takes it back."""
    db.execute("update correction set undone_by = null where undone_by is not null")
    undone: dict[str, str] = {}
    for row in db.execute("select uid, target from correction where kind = 'undo' order by correction_id desc"):
        if row["uid"] not in undone:
            undone.setdefault(row["target"], row["uid"])
    db.executemany("update correction set undone_by = ? where uid = ?", [(by, uid) for uid, by in undone.items()])


def leaf(db: Database, correction: Correction) -> Correction:
    """Return the decision on a statement or speaker that a chain of undoings ends at."""
    while correction.kind == "undo":
        row = db.execute("select * from correction where uid = ?", (correction.target,)).fetchone()
        if row is None:
            return correction
        correction = of_row(row)
    return correction


def of_row(row: Row) -> Correction:
    """Return the decision that a row of the log holds."""
    return Correction(
        uid=row["uid"],
        at=row["at"],
        who=row["who"],
        kind=row["kind"],
        target=row["target"],
        value=json.loads(row["value"]),
        base=json.loads(row["base"]) if row["base"] else None,
        note=row["note"],
        undone_by=row["undone_by"],
    )
