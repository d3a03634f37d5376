"""
Ledgers of earlier schemas: they open, migrate, and answer as they did.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from selon.cli import main
from selon.ledger import Ledger, migrate, schema

if TYPE_CHECKING:
    from selon.ledger.connection import Database

LEDGERS = Path(__file__).parent / "ledgers"
SCHEMAS = sorted(int(path.name.removesuffix(".db.gz")) for path in LEDGERS.glob("*.db.gz"))


@pytest.fixture(params=SCHEMAS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """Return the number of a schema, and a ledger that was written with it."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((LEDGERS / f"{request.param}.db.gz").read_bytes()))
    return request.param, path


def shape(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return what tables, indexes, triggers and views a ledger has, with their columns."""
    found = db.execute("select type, name, tbl_name from sqlite_master where name not like 'word%' order by 1, 2")
    columns = {}
    for kind, name, table in found.fetchall():
        pragma = f"pragma index_xinfo('{name}')" if kind == "index" else f"pragma table_info('{name}')"
        columns[f"{kind} {name}"] = [(table, *map(tuple, db.execute(pragma)))]
    return columns


def test_old_ledgers_answer_as_they_did(
    old: tuple[int, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migrated ledger is whole and lists the same statements, byte for byte."""
    number, path = old
    monkeypatch.setenv("SELON_LEDGER", str(path))
    assert migrate(path) == [step.__name__ for step in schema.MIGRATIONS[number:]]
    with Ledger(path) as ledger:
        assert ledger.check().problems == ()
    assert main(["list", "--verdict", "any", "--csv"]) == 0
    assert capsys.readouterr().out.encode() == (LEDGERS / f"{number}.csv").read_bytes()


def test_old_ledgers_become_like_new_ones(old: tuple[int, Path], tmp_path: Path) -> None:
    """A migrated and a fresh ledger have the same tables, columns, indexes and triggers."""
    _, path = old
    migrate(path)
    with Ledger(path) as migrated, Ledger(tmp_path / "fresh.db") as fresh:
        assert shape(migrated.db) == shape(fresh.db)
