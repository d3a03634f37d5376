"""
Damage: whatever changes a row behind selon's back, down to a single bit, is noticed.

``SELON_FLIPS`` says how many bits are flipped, each in a copy of its own; ``make flips`` sets it to 1,000.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import fill, story

from selon.cli import main
from selon.errors import NotALedger, SelonError
from selon.ledger import Feed, Ledger, Query, Taken, checksums, migrate, migrations
from selon.ledger.connection import Database
from selon.model import Person

COUNT = 12
FLIPS = int(os.environ.get("SELON_FLIPS", "100"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger with rows in nearly all tables."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        made.forget_article(next(made.articles()).id, who="Mona", reason="asked for")
        for number, statement in enumerate(list(made.statements(limit=4))):
            (made.reject if number % 2 else made.accept)(statement.id, who="Mona", note="sure")
        oyarzun, pekin = (made.speakers(Query(speaker=name))[0].key for name in ("oyarzun", "pekin"))
        made.merge(oyarzun, pekin, who="Mona")
        made.people.take([Person(name="Zoé Lambrecht", gender="femme"), Person(name="Iker Oyarzun", role="maire")])
        made.add(story(77), taken=Taken("pages/77.html", "1", "", ""))
        made.fail("pages/78.html", SelonError("nothing"))
        made.note_feed(Feed("https://gazette.example/feed", "Gazette", "2031", None))
        yield made


def held(path: Path) -> object:
    """Return all rows of a file, those that say what its tables are among them; what cannot be read is told as an error."""
    plain = sqlite3.connect(path)
    plain.text_factory = bytes
    try:
        tables = plain.execute("select name from pragma_table_list where type = 'table' order by 1").fetchall()
        rows = {name: plain.execute(f"select * from {name.decode()}").fetchall() for (name,) in tables}
        return rows, plain.execute("select id, speaker, content from statements order by 1").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
    finally:
        plain.close()


def noticed(path: Path) -> bool:
    """Tell whether selon says that something is wrong with a file; anything but an error of its own goes through."""
    try:
        with Ledger(path, create=False, read_only=True) as damaged:
            return bool(damaged.check().problems)
    except SelonError:
        return True


@pytest.mark.slow
def test_every_flipped_bit_that_changes_a_row_is_noticed(ledger: Ledger) -> None:
    """Of bits flipped at random, each that changes what a table holds is told by the check, or when the file is opened."""
    path = ledger.path
    ledger.close()
    whole = path.read_bytes()
    sound = held(path)
    assert not noticed(path)
    chance = random.Random(13)
    changed, missed = 0, []
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(whole)), chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
        if held(path) != sound:
            changed += 1
            if not noticed(path):
                missed.append((place, bit))
    assert changed > FLIPS // 20
    assert not missed


def test_every_table_is_covered(ledger: Ledger) -> None:
    """Each table has rows with checksums, or follows from others."""
    tables = ledger.db.execute("select name from pragma_table_list where schema = 'main' and type = 'table'").fetchall()
    covered = checksums.tables(ledger.db)
    assert {row[0] for row in tables if not row[0].startswith("sqlite_")} == set(covered) | checksums.DERIVED
    empty = {table for table in covered if not ledger.db.execute(f"select 1 from {table}").fetchone()}
    assert not empty - {"anchor"}
    for table in covered:
        assert not ledger.db.execute(f"select 1 from {table} where checksum is null").fetchone()


def columns(path: Path) -> list[tuple[str, str]]:
    """Return the columns that tests change: all but those of checksums."""
    with Ledger(path, read_only=True) as book:
        return [(table, name) for table, (names, _) in checksums.tables(book.db).items() for name in names]


def test_a_change_in_any_column_is_noticed(ledger: Ledger) -> None:
    """Whichever column of whichever table another program changes, the row is named."""
    for table, name in columns(ledger.path):
        plain = sqlite3.connect(ledger.path, isolation_level=None)
        plain.execute("begin")
        plain.execute("pragma ignore_check_constraints = on")
        try:
            plain.execute(f"update {table} set {name} = iif(typeof({name}) = 'text', {name} || '1', x'31') where true")
        except sqlite3.IntegrityError:  # a number, or what is told apart by another
            plain.execute("rollback")
            plain.execute("begin")
            plain.execute("pragma ignore_check_constraints = on")
            plain.execute(f"update or ignore {table} set {name} = coalesce({name} + 1, 1) where true")
        changed = plain.execute("select total_changes()").fetchone()[0]
        plain.execute("commit")
        assert changed or table == "anchor"
        found = [where for where, _ in checksums.wrong(ledger.db)]
        assert all(where.startswith(f"{table} ") for where in found)
        assert found or table == "anchor"
        ledger.accept_rows()
        assert not list(checksums.wrong(ledger.db))
        plain.close()


def test_a_row_of_another_program_is_told_apart(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    """A program with plain SQLite can write; its row is named, and taken as it stands when somebody says so."""
    plain = sqlite3.connect(ledger.path)
    plain.execute("insert into outlet (name) values ('Le Phare d’Arvenne')")
    plain.commit()
    plain.close()
    (problem,) = ledger.check().problems
    assert problem.where.startswith("outlet ")
    assert "another program wrote it" in problem.what
    assert main(["check", "--ledger", str(ledger.path)]) == 1
    assert main(["check", "--accept", "--ledger", str(ledger.path)]) == 0
    assert "1 row" in capsys.readouterr().err
    assert not ledger.check().problems


def test_what_follows_from_a_deletion_is_summed_up(ledger: Ledger) -> None:
    """A row that the file itself changes, because another goes, has the checksum of what it holds then."""
    article = ledger.db.execute("select article_id from intake where article_id is not null").fetchone()[0]
    ledger.db.execute("update article set version_id = null, copy_of = null, near = null")
    ledger.db.execute("delete from article where article_id = ?", (article,))
    assert ledger.db.execute("select article_id from intake").fetchone()[0] is None
    assert not list(checksums.wrong(ledger.db))


def test_a_damaged_text_is_named(ledger: Ledger) -> None:
    """Bytes that are no text any longer cost the check its row alone, which it names."""
    row = ledger.db.execute("select statement_id from statement where state = 1 limit 1").fetchone()[0]
    plain = sqlite3.connect(ledger.path)
    plain.execute("update statement set content = cast(x'ff41' as text) where statement_id = ?", (row,))
    plain.commit()
    plain.close()
    problems = ledger.check().problems
    assert f"statement {row}" in {problem.where for problem in problems}
    assert any("selon backup" in problem.what for problem in problems)
    with pytest.raises(NotALedger, match="selon backup"):
        list(ledger.statements())


def test_columns_and_tables_of_later_schemas_are_covered(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a later migration adds has checksums from then on, without a word of it."""

    def step(db: Database) -> None:
        db.execute("alter table feed add column tries integer not null default 3")
        db.execute("create table later (name text primary key) strict, without rowid")
        db.execute("insert into later (name) values ('x')")

    path = ledger.path
    ledger.close()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    assert migrate(path) == ["step"]
    with Ledger(path) as later:
        later.db.execute("insert into later (name) values ('y')")
        assert not later.check().problems
        later.db.execute("update later set checksum = 1 where name = 'x'")
        later.db.execute("update feed set checksum = 1")
        assert {problem.where.split()[0] for problem in later.check().problems} == {"feed", "later"}


def test_another_view_is_noticed(ledger: Ledger) -> None:
    """What the file says of its tables and views is compared with what selon made; what others added is theirs."""
    ledger.db.execute("create view mine as select 1")
    assert not ledger.check().problems
    ledger.db.executescript(
        "drop view words;\ncreate view words as select 1 as statement_id, '' as content, '' as source;"
    )
    assert [problem.where for problem in ledger.check().problems] == ["view words"]


def test_wrong_counts_are_noticed_and_made_again(ledger: Ledger) -> None:
    """Counts that do not say what the statements do are told by the check, and made again by its option."""
    for table in ("day_count", "speaker_count", "month_count", "id_count"):
        ledger.db.execute(f"update {table} set n = n + 1")
        assert [problem.where for problem in ledger.check().problems] == [table]
        assert main(["check", "--recount", "--ledger", str(ledger.path)]) == 0
    assert not ledger.check().problems
