"""
What was it that was stored?

An article comes out of the ledger equal to the one that went in; with people's decisions applied when asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from selon.ledger import rows
from selon.ledger.rows import Row
from selon.ledger.schema import LABEL_COLUMNS, REASON_COLUMNS
from selon.model import Article, Software, Span
from selon.record import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selon.ledger.connection import Database

Layer = Literal["machine", "people"]

COLUMNS = f"""
    s.*, n.name as speaker_name, n.kind as speaker_kind, n.identifier as speaker_identifier,
    {", ".join(f"l.{name}" for name in LABEL_COLUMNS)}, {", ".join(f"w.{name}" for name in REASON_COLUMNS)}
"""
"""What :func:`selon.ledger.rows.to_attribution` asks of a row of a table called ``s``."""

JOINS = """
    join label l on l.label_id = s.label_id
    join reason w on w.reason_id = s.reason_id
    left join alias n on n.alias_id = s.alias_id
"""
"""Where it comes from."""


def machine_rows(db: Database, version_id: int) -> list[Row]:
    """Return what the machine found in a version, in order."""
    return db.execute(
        f"""
        select {COLUMNS} from statement s {JOINS} where s.version_id = ? order by s.position
        """,
        (version_id,),
    ).fetchall()


def people_rows(db: Database, version_id: int) -> list[Row]:
    """Return what people changed in a version, in order."""
    return db.execute(
        f"""
        select {COLUMNS} from revision s {JOINS} where s.version_id = ? order by s.position
        """,
        (version_id,),
    ).fetchall()


def article(db: Database, version_id: int, *, layer: Layer = "machine") -> Article:
    """
    Return the article of a version.

    Args:
        db: The ledger's connection.
        version_id: Row of the version.
        layer: ``machine`` for what was stored; ``people`` with edits applied and rejected statements left out.

    Raises:
        NotALedger: If a part of it is damaged or lost.
    """
    head = db.execute(
        "select v.*, b.* from version v join body b on b.version_id = v.version_id where v.version_id = ?",
        (version_id,),
    ).fetchone()
    found: Sequence[Row] = machine_rows(db, version_id)
    if layer == "people":
        found = _corrected(found, people_rows(db, version_id))
    with rows.whole("an article"):
        return _put_together(head, found)


def _put_together(head: Row, found: Sequence[Row]) -> Article:
    passages, own_voice = rows.unpack_layout(head["layout"])
    return Article(
        text=head["text"],
        title=Span(head["title_start"], head["title_end"]) if head["title_end"] else None,
        url=head["url"],
        outlet=head["outlet"],
        byline=head["byline"],
        published=moment_of(head["published"]) if head["published"] else None,
        modified=moment_of(head["modified"]) if head["modified"] else None,
        language=head["language"],
        language_score=head["language_score"],
        passages=passages,
        attributions=tuple(map(rows.to_attribution, found)),
        own_voice=own_voice,
        extracted=bool(head["extracted"]),
        warnings=tuple(json.loads(head["warnings"])) if head["warnings"] else (),
    )


def _corrected(machine: Sequence[Row], people: Sequence[Row]) -> Sequence[Row]:
    revised = {row["statement_id"]: row for row in people}
    orphans = [row for row in people if row["statement_id"] < 0]
    chosen = [dict(revised.get(row["statement_id"], row)) for row in machine] + [dict(row) for row in orphans]
    kept = [row for row in chosen if row.get("verdict") != "rejected"]
    places = {row["position"]: place for place, row in enumerate(kept)}
    for row in kept:
        row["parent"] = places.get(row["parent"]) if row["parent"] is not None else None
    return kept


def software(db: Database, version_id: int) -> Software:
    """Return what read a version."""
    row = db.execute(
        "select r.* from version v join run r on r.run_id = v.run_id where v.version_id = ?", (version_id,)
    ).fetchone()
    return Software(row["software"], tuple(json.loads(row["models"])), row["rules"])
