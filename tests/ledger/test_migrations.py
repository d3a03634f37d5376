"""
Ledgers of earlier schemas: they open, migrate, and answer as they did.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS

from selon.cli import main
from selon.ledger import Ledger, Query, checksums, migrate, migrations, released, schema

if TYPE_CHECKING:
    from selon.ledger.connection import Database

LEDGERS = TESTS / "ledgers"
RELEASED = {
    "m001_articles": "a8260dad0bcdec28",
    "m002_statements": "637fd34912483de1",
    "m003_people": "7771444e3b537b8e",
    "m004_intake": "9543a97ae93e8a1e",
    "m005_questions": "f6eea27ab68ee8d2",
}
"""Of each migration that a release has, a hash over what it does."""
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
    """A migrated ledger is whole and lists the same statements with the same values; columns of later schemas are empty."""
    number, path = old
    monkeypatch.setenv("SELON_LEDGER", str(path))
    assert migrate(path) == [step.__name__ for step in migrations.MIGRATIONS[number:]]
    with Ledger(path) as ledger:
        assert ledger.check().problems == ()
    assert main(["list", "--verdict", "any", "--csv"]) == 0
    answers = LEDGERS / f"{number}.csv"
    then = list(
        csv.reader(io.StringIO((answers if answers.exists() else LEDGERS / "5.csv").read_text(encoding="utf-8")))
    )
    now = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert [row[: len(then[0])] for row in now] == then
    assert not any(cell for row in now[1:] for cell in row[len(then[0]) :])


def test_old_ledgers_can_be_searched(old: tuple[int, Path]) -> None:
    """A migrated ledger finds the words of what is shown, also of statements from before there was an index."""
    _, path = old
    migrate(path)
    with Ledger(path) as ledger:
        shown = [one for one in ledger.statements(Query(verdict="any")) if "digue" in f"{one.source} {one.content}"]
        assert ledger.count(Query(words="digue", verdict="any")) == len(shown)


def test_old_ledgers_become_like_new_ones(old: tuple[int, Path], tmp_path: Path) -> None:
    """A migrated and a fresh ledger have the same tables, columns, indexes and triggers."""
    _, path = old
    migrate(path)
    with Ledger(path) as migrated, Ledger(tmp_path / "fresh.db") as fresh:
        assert shape(migrated.db) == shape(fresh.db)


def test_the_columns_of_today_are_those_of_the_file(tmp_path: Path) -> None:
    """What the code takes for the columns of statements, labels and reasons is what the migrations have made."""
    with Ledger(tmp_path / "news.db") as ledger:
        found = {
            table: [row["name"] for row in ledger.db.execute(f"pragma table_info({table})")]
            for table in ("statement", "revision", "label", "reason")
        }
    statement = list(schema.STATEMENT_COLUMNS)
    assert found["statement"] == ["statement_id", "state", *statement, checksums.COLUMN]
    assert found["revision"] == ["statement_id", "verdict", "edited", *statement, checksums.COLUMN]
    assert found["label"] == ["label_id", *schema.LABEL_COLUMNS, checksums.COLUMN]
    assert found["reason"] == ["reason_id", "key", *schema.REASON_COLUMNS, checksums.COLUMN]


def test_released_migrations_are_never_edited() -> None:
    """The statements that each released migration runs are, word for word, those it was released with."""
    said: list[str] = []

    class Listening:
        def execute(self, sql: str, _values: object = ()) -> None:
            said.append(" ".join(sql.split()))

        executescript = execute

    found = {}
    for step in migrations.MIGRATIONS[: len(RELEASED)]:
        said.clear()
        step(Listening())  # type: ignore[arg-type]
        found[step.__name__] = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    assert found == RELEASED


def test_every_migration_is_run() -> None:
    """Each migration that is written stands in the list, in the place of its number."""
    written = {name for name in vars(migrations) if re.fullmatch(r"m\d{3}_\w+", name)}
    written |= {name for name in vars(released) if re.fullmatch(r"m\d{3}_\w+", name)}
    listed = [step.__name__ for step in migrations.MIGRATIONS]
    assert listed == sorted(written)
    assert [int(name[1:4]) for name in listed] == list(range(1, len(listed) + 1))
