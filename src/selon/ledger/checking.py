"""
Is everything still as it should be?

Every row is compared with its checksum, and what the ledger says twice with each other.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selon.errors import SelonError
from selon.ledger import checksums, counts, identity, migrations, restore, rows, similarity, who
from selon.ledger.connection import Database, in_memory
from selon.ledger.forget.remains import remains
from selon.ledger.forget.survey import left
from selon.ledger.forget.veil import veil

_SIGNS = re.compile(r"[\s\"]+")  # SQLite puts quotation marks where a table was renamed


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something wrong in a ledger.

    Attributes:
        where: Table, article or statement.
        what: What is wrong with it.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """
    What a check found.

    Attributes:
        articles: How many articles were looked at.
        versions: How many versions.
        statements: How many statements, of all versions.
        spans: How many spans were compared with their words.
        problems: What is wrong; empty when all is well.
    """

    articles: int
    versions: int
    statements: int
    spans: int
    problems: tuple[Problem, ...]


def check(db: Database) -> Report:
    """Compare every row with its checksum, and all that the ledger says twice; return what does not agree."""
    problems: list[Problem] = []
    spans = 0
    with db.reading():
        problems += _named(_check_file(db))
        try:
            problems += _named(_check_layers(db))
            for row in db.execute("select version_id from version order by version_id").fetchall():
                found, wrong = _check_version(db, row["version_id"])
                spans += found
                problems += wrong
            problems += _named((*_check_bands(db), *counts.wrong(db), *who.wrong(db), *left(db), *_check_remains(db)))
        except (SelonError, sqlite3.Error, ValueError, LookupError, TypeError) as error:
            if not problems:
                raise
            # Nobody can tell what follows from rows that are damaged.
            problems.append(Problem("file", f"the rest cannot be compared: {error}"))
        figures = [
            int(db.execute(f"select count(*) from {table}").fetchone()[0])
            for table in ("article", "version", "statement")
        ]
    if not problems:
        problems += _named(_check_words(db))
    return Report(figures[0], figures[1], figures[2], spans, tuple(problems))


def _named(found: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    return (Problem(where, what) for where, what in found)


def _check_file(db: Database) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the file itself, its rows, and what it says of its tables."""
    yield from (("file", str(row[0])) for row in db.execute("pragma integrity_check") if str(row[0]) != "ok")
    yield from checksums.wrong(db)
    yield from _check_schema(db)
    for row in db.execute("pragma foreign_key_check"):
        yield row["table"], f"row {row['rowid']} refers to a missing {row['parent']}"


def _check_schema(db: Database) -> Iterator[tuple[str, str]]:
    """Yield which tables, indexes, triggers and views are not those of this schema; what others added is theirs."""
    fresh = in_memory()
    try:
        migrations.create(fresh)
        wanted = _shape(fresh)
    finally:
        fresh.close()
    found = _shape(db)
    for name, shape in wanted.items():
        if found.get(name) != shape:
            yield name, "it is not as selon made it; restore the ledger from a copy made with selon backup"


def _shape(db: Database) -> dict[str, str]:
    rows_ = db.execute("select type, name, tbl_name, sql from sqlite_master")
    return {f"{row['type']} {row['name']}": _SIGNS.sub("", f"{row['tbl_name']} {row['sql']}") for row in rows_}


def _check_layers(db: Database) -> Iterator[tuple[str, str]]:
    questions = {
        "an article without a current version": "select id from article where version_id is null or version_id not in "
        "(select version_id from version v where v.article_id = article.article_id)",
        "a version without a text": "select version_id from version where version_id not in "
        "(select version_id from body)",
        "a statement of an earlier version that is shown": "select s.id from statement s "
        "join version v using (version_id) "
        "join article a using (article_id) where s.state > 0 and a.version_id <> v.version_id",
        "a statement of the current version that is not shown": "select s.id from statement s join version v using "
        "(version_id) join article a using (article_id) where s.state = 0 and a.version_id = v.version_id",
        "a revised statement without its revision": "select id from statement where state = 2 and statement_id not in "
        "(select statement_id from revision)",
        "a revision whose statement is shown as well": "select r.id from revision r join statement s using "
        "(statement_id) where s.state <> 2",
        "two statements shown with one id": "select id from statement where state > 0 group by id having count(*) > 1",
        "a parent that is no statement of the version": "select s.id from statement s where s.parent is not null and "
        "not exists (select 1 from statement q where q.version_id = s.version_id and q.position = s.parent)",
        "a source both done and failed": "select f.source from failure f join intake i using (source) "
        "where i.outcome <> 'failed'",
    }
    for what, question in questions.items():
        for row in db.execute(question):
            yield str(row[0]), what


def _check_version(db: Database, version_id: int) -> tuple[int, list[Problem]]:
    problems: list[Problem] = []
    head = db.execute(
        """
        select v.*, a.id, a.identity from version v join article a on a.article_id = v.article_id
        where v.version_id = ?
        """,
        (version_id,),
    ).fetchone()
    where = f"article {head['id']} version {head['number']}"
    try:
        article = restore.article(db, version_id)
    except (SelonError, ValueError, TypeError) as error:
        return 0, [Problem(where, f"cannot be put together: {error}")]
    if identity.text_hash(article.text) != head["text_hash"]:
        problems.append(Problem(where, "the text is not the one that was stored"))
    machine = restore.machine_rows(db, version_id)
    spans = 0
    for row in [*machine, *restore.people_rows(db, version_id)]:
        attribution = rows.to_attribution(row)
        if row["unnamed"] != rows.number_of(attribution.standing):
            problems.append(Problem(f"statement {row['id']}", "it is counted as what its labels do not say"))
        for role in ("source", "cue", "content", "addressee", "channel"):
            covered = getattr(attribution, role)
            spans += len(covered)
            if article.words(covered) != (row[role] or ""):
                problems.append(Problem(f"statement {row['id']}", f"{role} spans do not reproduce their words"))
    if [row["position"] for row in machine] != list(range(len(machine))):
        problems.append(Problem(where, "a statement is missing"))
    if not head["redacted"] and identity.statement_ids(head["identity"], article) != [row["id"] for row in machine]:
        problems.append(Problem(where, "a statement's id is not that of its words"))
    return spans, problems


def _check_bands(db: Database) -> Iterator[tuple[str, str]]:
    """Yield whether texts are found to resemble each other by what follows from the signatures of current versions."""
    expected = 0
    for row in db.execute(
        "select v.version_id, v.signature from article a join version v on v.version_id = a.version_id "
        "where v.signature is not null"
    ):
        marks = set(similarity.bands(row["signature"]))
        expected += len(marks)
        places = ", ".join("?" * len(marks))
        held = db.execute(
            f"select count(*) from band where version_id = ? and hash in ({places})", (row["version_id"], *marks)
        ).fetchone()[0]
        if held != len(marks):
            yield "band", f"version {row['version_id']} is not found by all marks of its text"
    extra = db.execute("select count(*) from band").fetchone()[0] - expected
    if extra > 0:
        yield "band", f"{extra:,} marks are of no current text"


def _check_remains(db: Database) -> Iterator[tuple[str, str]]:
    forgotten = veil(db)
    if forgotten:
        for where, text in remains(Path(db.path)):
            if forgotten.forms(text):
                yield (where, "a forgotten person's name is left; end what reads the ledger, then forget again")


def _check_words(db: Database) -> Iterator[tuple[str, str]]:
    try:
        if not db.execute("pragma query_only").fetchone()[0]:
            sqlite3.Connection.execute(db, "insert into word (word, rank) values ('integrity-check', 1)")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):  # a ledger opened for reading cannot ask its index
            yield ("word", f"the index of words cannot be checked: {error}")
    except sqlite3.DatabaseError as error:
        yield ("word", f"the index of words does not agree with the statements: {error}")
