"""
Is a row still what was written?

Beside the columns of each row stands a checksum over them. Whatever selon writes is summed up in the same transaction: by
triggers that its own connections have while they are open or, where much is written, with the row itself. A program that
writes the file with plain SQLite can do so, and its rows are told from selon's. What can be made again from other rows
(:data:`DERIVED`) is compared with them instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selon.errors import LedgerError, NotALedger
from selon.ledger.identity import checksum

if TYPE_CHECKING:
    from selon.ledger.connection import Database

COLUMN = "checksum"
"""The column that holds the checksum of the row, in every table but those of :data:`DERIVED`."""

DERIVED = frozenset({"band", "day_count", "speaker_count", "month_count", "id_count"})
"""Tables without checksums: what they hold follows from other rows."""

_SHOWN = 100  # rows of one table that a check names
_BATCH = 1000

Row = tuple[object, ...]


def tables(db: Database) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the tables whose rows have checksums, each with its other columns and those that tell a row from others."""
    found = {}
    for (name,) in _plainly(
        db,
        "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' "
        "order by name",
    ):
        table = str(name)
        if table not in DERIVED:
            rows = _plainly(db, "select name, pk from pragma_table_info(?) order by cid", table)
            keys = [(pk, name) for name, pk in rows if pk]
            found[table] = (
                tuple(str(name) for name, _ in rows if name != COLUMN),
                tuple(str(name) for _, name in sorted(keys)) or ("rowid",),
            )
    return found


def keep(db: Database, *, anew: bool = False) -> None:
    """Sum up from here on whatever this connection writes; to be called again when columns have changed."""
    for table, (columns, key) in tables(db).items():
        sums = _update(table, columns) + f" where {' and '.join(f'{name} = new.{name}' for name in key)}"
        for event, name, when in (
            ("insert", "written", f"when new.{COLUMN} is null"),
            (f"update of {', '.join(columns)}", "changed", ""),
        ):
            if anew:
                db.execute(f"drop trigger if exists temp.{table}_{name}")
            db.execute(
                f"create temp trigger if not exists {table}_{name} after {event} on main.{table} {when} "
                f"begin {sums}; end"
            )


def is_kept(db: Database) -> bool:
    """Tell whether the file has checksums, as all have from a certain schema on."""
    return bool(_plainly(db, "select 1 from pragma_table_info('migration') where name = ?", COLUMN))


def follow(db: Database, before: Mapping[str, object]) -> None:
    """
    Give checksums to tables that a migration has made, and others to rows whose columns are not those of *before*.

    Args:
        db: The ledger's connection, writing.
        before: What :func:`tables` gave before the migration.

    Raises:
        NotALedger: If a row cannot be read.
    """
    for table, (columns, key) in tables(db).items():
        if not _plainly(db, f"select 1 from pragma_table_info('{table}') where name = ?", COLUMN):
            db.execute(f"alter table {table} add column {COLUMN} integer")
        if before.get(table) != (columns, key):
            try:
                db.execute(_update(table, columns))
            except LedgerError as error:
                if not isinstance(error.__cause__, sqlite3.OperationalError) or "user-defined" not in str(error):
                    raise
                msg = f"a row of {table} is damaged; restore the ledger from a copy made with selon backup"
                raise NotALedger(msg) from error
    keep(db, anew=True)


def wrong(db: Database) -> Iterator[tuple[str, str]]:
    """Yield which rows are not as selon wrote them, and what is wrong; of each table so many at most."""
    with _leniently(db):
        for table, (columns, key) in tables(db).items():
            found = 0
            for place, noted in _unlike(db, table, columns, key):
                found += 1
                if found <= _SHOWN:
                    yield _named(table, place), _told(noted)
            if found > _SHOWN:
                yield table, f"{found - _SHOWN:,} more rows are not as selon wrote them"


def accept(db: Database) -> int:
    """Take the rows that are not as selon wrote them for right as they stand, and return how many there were."""
    accepted = 0
    for table, (columns, key) in tables(db).items():
        with _leniently(db):
            chosen = [place for place, _ in _unlike(db, table, columns, key)]
        accepted += len(chosen)
        db.executemany(f"{_update(table, columns)} where {' and '.join(f'{name} = ?' for name in key)}", chosen)
    return accepted


def _unlike(db: Database, table: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[tuple[Row, object]]:
    """Yield the keys of rows whose checksum is not that of their columns, each with that checksum."""
    asked = f"select {', '.join((*key, COLUMN, *columns))} from {table}"
    cursor = db.execute(asked)
    width = len(key)
    while batch := cursor.fetchmany(_BATCH):
        for row in batch:
            if row[width] != checksum(*row[width + 1 :]):
                yield tuple(row[:width]), row[width]


def _named(table: str, place: Row) -> str:
    return " ".join((table, *map(str, place))).encode("utf-8", "backslashreplace").decode()


def _told(noted: object) -> str:
    if noted is None:
        return "another program wrote it; if it is right, take it as it stands with: selon check --accept"
    return (
        "it is not as selon wrote it; restore the ledger from a copy made with selon backup, or, if another program "
        "changed it on purpose, take it as it stands with: selon check --accept"
    )


def _update(table: str, columns: Sequence[str]) -> str:
    return f"update {table} set {COLUMN} = {COLUMN}_of({', '.join(columns)})"


@contextmanager
def _leniently(db: Database) -> Iterator[None]:
    """Read rows as plain tuples, also texts that are no UTF-8 any longer."""
    factories = db.row_factory, db.text_factory
    db.row_factory = None
    db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        db.row_factory, db.text_factory = factories


def _plainly(db: Database, sql: str, *values: str) -> list[Row]:
    return [tuple(row) for row in db.execute(sql, values)]
