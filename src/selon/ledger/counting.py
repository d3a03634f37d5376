"""
How are the statements of a query counted, over both layers?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selon.ledger import who
from selon.ledger.fulltext import expression
from selon.ledger.query import Query, conditions
from selon.ledger.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.ledger.connection import Database


def groups(db: Database, query: Query, columns: str, by: str, *wanted: str) -> tuple[str, dict[str, Any]]:
    """
    Return SQL that groups the statements that *query* means, with what is bound in it.

    The same group may come once from each layer.

    Args:
        db: The ledger's connection.
        query: Which statements.
        columns: What is asked of each group: of statements ``s`` and, where they are named, their labels ``l`` and who
            their speakers are, ``h``.
        by: What is the same in a group.
        wanted: Further conditions.
    """
    found = conditions(db, query)
    source, values = "", dict(found.values)
    if query.words is not None:
        source, values["words"] = "word cross join", expression(query.words)
        wanted = ("word match :words", "s.statement_id = word.rowid", *wanted)
    table = "cross join label l on l.label_id = s.label_id" if "l." in columns else ""
    if "h." in columns:
        table += f" left join who h on {who.IN_FORCE.format('h')}"
    layers = []
    if found.machine:
        layers.append(("statement", ("s.state = 1", *wanted, *found.both)))
    if not found.machine or db.execute("select 1 from revision limit 1").fetchone():
        layers.append(("revision", (*wanted, *found.both, *found.people)))
    arms = (
        f"select {columns} from {source} {layer} s {table} where {' and '.join(clauses) or '1'} group by {by}"
        for layer, clauses in layers
    )
    return " union all ".join(arms), values


def grouped(db: Database, query: Query, columns: str, by: str, *wanted: str, **bound: str) -> Iterable[Row]:
    """Return the groups themselves; *bound* is bound in the further conditions."""
    sql, values = groups(db, query, columns, by, *wanted)
    return db.execute(sql, {**values, **bound})


def outlet_names(db: Database) -> dict[int, str]:
    """Return the names of all outlets by their rows."""
    return {row["outlet_id"]: row["name"] for row in db.execute("select outlet_id, name from outlet")}
