"""
What is counted while it is written?

The machine's statements that are shown, by day, outlet and language, by speaker and act or month, and by the beginning of
the id. Triggers of the file keep these counts in the transaction that changes a statement, whatever program does; they can
be made again from the statements at any time, and a check compares the two. What people touched is few, and counted when
asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from selon.ledger.rows import STANDINGS

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_BY = {
    "day_count": {
        "day": "coalesce(day, '')",
        "outlet_id": "coalesce(outlet_id, 0)",
        "language": "coalesce(language, '')",
    },
    "speaker_count": {
        "alias_id": "alias_id",
        "act": "coalesce((select act from label l where l.label_id = s.label_id), '')",
    },
    "month_count": {"alias_id": "alias_id", "month": "coalesce(substr(day, 1, 7), '')"},
    "id_count": {"prefix": "substr(id, 1, 2)"},
}
"""What statements are told apart by in each table of counts."""

_ALSO = {
    "day_count": {"spoken": "alias_id is not null"}
    | {name: f"unnamed is {number}" for number, name in enumerate(STANDINGS)}
}
"""What is counted beside all of them."""

_WANTED = dict.fromkeys(("speaker_count", "month_count"), "state = 1 and alias_id is not null")
"""Which statements are counted, where it is not all that are shown."""


def recount(db: Database) -> None:
    """Make all counts again from the statements, row by row, so that no more memory is taken for more of them."""
    for table, by in _BY.items():
        also = _ALSO.get(table, {})
        more = "".join(f", {name} = {name} + excluded.{name}" for name in also)
        columns = ", ".join((*by.values(), "1", *also.values()))
        db.execute(f"delete from {table}")
        db.execute(
            f"insert into {table} select {columns} from statement s where {_WANTED.get(table, 'state = 1')} "
            f"on conflict do update set n = n + 1{more}"
        )


def wrong(db: Database) -> Iterator[tuple[str, str]]:
    """Yield which tables of counts do not say what the statements do, and what is wrong."""
    for table, by in _BY.items():
        sums = [f"sum({condition})" for condition in _ALSO.get(table, {}).values()]
        places = ", ".join(str(place) for place in range(1, len(by) + 1))
        counted = (
            f"select {', '.join((*by.values(), 'count(*)', *sums))} from statement s "
            f"where {_WANTED.get(table, 'state = 1')} group by {places}"
        )
        columns = ", ".join((*by, "n", *_ALSO.get(table, {})))
        if db.execute(
            f"""
            with counted as ({counted})
            select 1 from (select * from counted except select {columns} from {table})
            union all select 1 from (select {columns} from {table} except select * from counted) limit 1
            """
        ).fetchone():
            yield table, "it does not hold the counts of the statements; make them again with: selon check --recount"
