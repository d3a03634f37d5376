"""
Upkeep: damage is found, copies are complete, and what is forgotten is gone from the file.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TESTS
from newsroom import fill, marked, story

from selon.errors import LedgerBusy, LedgerError, LedgerFull, LedgerReadOnly, NotALedger, UnknownEntry
from selon.ledger import Ledger, Query, Software, Taken, store
from selon.ledger import connection as connections
from selon.model import Article

COUNT = 20


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles, one of them corrected."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        made.accept(next(made.statements()).id, who="Mona")
        yield made


DAMAGES = {
    "a word of a text": "update body set text = replace(text, 'digue', 'dague') where version_id = (select version_id "
    "from body where text like '%digue%' limit 1)",
    "a span": "update statement set content_spans = '[[0,4]]' where statement_id = 3",
    "the words of a statement": "update statement set content = content || '!' where statement_id = 3",
    "an id": "update statement set id = 'other' where statement_id = 3",
    "a lost statement": "delete from statement where statement_id = 4",
    "a lost text": "delete from body where version_id = 5",
    "a hidden statement": "update statement set state = 0 where statement_id = 6",
    "a lost revision": "delete from revision",
    "a wrong parent": "update statement set parent = 99 where statement_id = 7",
    "a lost version": "update article set version_id = null where article_id = 3",
    "a label that is none": "update label set act = 'shout' where label_id = (select label_id from statement "
    "where statement_id = 3)",
    "a lost word of the index": "insert into word (word, rowid, content, source) values ('delete', 8, "
    "(select content from statement where statement_id = 8), (select source from statement where statement_id = 8))",
}


def test_a_sound_ledger_has_no_problems(ledger: Ledger) -> None:
    """The check looks at everything and finds nothing."""
    report = ledger.check()
    assert report.problems == ()
    assert report.articles == report.versions == COUNT
    assert report.statements == sum(len(story(n).attributions) for n in range(COUNT))
    assert report.spans > report.statements


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(ledger: Ledger, damage: str) -> None:
    """Whatever is changed behind the ledger's back is a problem with a place."""
    plain = sqlite3.connect(ledger.path)
    plain.execute(DAMAGES[damage])
    plain.commit()
    plain.close()
    problems = ledger.check().problems
    assert problems
    assert all(problem.where and problem.what for problem in problems)


def test_a_damaged_page_is_found(ledger: Ledger, tmp_path: Path) -> None:
    """Bytes lost in the file are told as damage, not as a fault of selon."""
    path = tmp_path / "copy.db"
    ledger.backup(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = bytes(8192)
    path.write_bytes(data)
    try:
        with Ledger(path, create=False) as damaged:
            assert damaged.check().problems
    except NotALedger as error:
        assert "selon backup" in str(error)  # noqa: PT017 - either is right, by what was lost


@pytest.mark.parametrize("fetch", ["__next__", "fetchone", "fetchmany", "fetchall"])
def test_trouble_between_two_rows_is_told(ledger: Ledger, fetch: str) -> None:
    """What goes wrong while rows are fetched is one of selon's own errors, as when the question is asked."""
    # The first row goes well; the second is no JSON.
    rows = ledger.db.execute("""select json_extract(value, '$[0]') from json_each('["[1]", "[", "[3]"]')""")
    with pytest.raises(LedgerError, match=ledger.path.name):
        getattr(rows, fetch)()


def test_a_damaged_layout_costs_its_article(ledger: Ledger) -> None:
    """A text whose layout cannot be unpacked is told by the check and when it is read anew; the others are read."""
    ledger.db.execute("update body set layout = x'0102' where version_id = 2")
    assert any("layout" in problem.what for problem in ledger.check().problems)
    reports = list(ledger.reextract(lambda article: article, software=Software("new")))
    assert [bool(report.error and "layout" in report.error) for report in reports].count(True) == 1
    assert len(reports) > 1


def test_a_fault_while_reading_anew_costs_its_article(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw leaves its article as it was; the others are read anew."""
    before = [statement.id for statement in ledger.statements()]
    original = store.put_statements
    calls = iter(range(100))

    def put(*values: object, **named: object) -> list[str]:
        if next(calls) == 1:
            raise ZeroDivisionError
        return original(*values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "put_statements", put)
    kept = {article.id: ledger.article(article.id) for article in ledger.articles()}

    def read(article: Article) -> Article:
        return next(one for one in kept.values() if one.text == article.text)

    reports = list(ledger.reextract(read, software=Software("new")))
    (failed,) = [report for report in reports if report.error]
    assert "ZeroDivisionError" in str(failed.error)
    assert sorted(before) == sorted(statement.id for statement in ledger.statements())
    assert not ledger.check().problems


def test_backup_while_others_write(ledger: Ledger, tmp_path: Path) -> None:
    """A copy made in the middle of writing holds one complete state."""
    target = tmp_path / "copy.db"
    with Ledger(ledger.path) as writer, writer.together():
        writer.add(story(99))
        ledger.backup(target)
    with Ledger(target, create=False) as copy:
        assert copy.count() == sum(len(story(n).attributions) for n in range(COUNT))
        assert not copy.check().problems
    assert not list(tmp_path.glob("*.part"))


def test_a_forgotten_article_is_gone(ledger: Ledger) -> None:
    """Nothing of a forgotten article is left in the file, and it is refused when it comes again."""
    secret = marked(
        "{Zéphyrine Quatremer|a juré|que le xylophone brûlait}. Rien d'autre.", url="https://a.example/secret-page"
    )
    added = ledger.add(secret, taken=Taken("secret-file.html", "1", "", ""))
    ledger.reject(next(ledger.statements(Query(words="xylophone"))).id, who="Mona", note="xylophone")
    ledger.forget_article("https://a.example/secret-page", who="Mona", reason="asked for")
    with pytest.raises(UnknownEntry):
        ledger.article(str(added.article))
    assert ledger.add(secret).outcome == "forgotten"
    assert ledger.add(replace(secret, url="https://b.example/copy")).outcome == "forgotten"
    assert not ledger.check().problems
    ledger.close()
    data = ledger.path.read_bytes() + b"".join(p.read_bytes() for p in ledger.path.parent.glob("*-wal"))
    for word in ("xylophone", "secret-page", "secret-file"):
        assert word.encode() not in data


def test_a_copy_of_a_forgotten_article_stays(ledger: Ledger) -> None:
    """The same words at another address are another article, which keeps the statements."""
    article = marked("{Zoé Lambrecht|a dit|que la marée monte}.", url="https://a.example/x")
    ledger.add(article)
    copy = ledger.add(replace(article, url="https://b.example/x"))
    ledger.forget_article("https://a.example/x", who="Mona")
    (statement,) = ledger.statements(Query(words="marée"))
    assert statement.article == copy.article
    assert not ledger.check().problems


def test_a_forgotten_person_is_blackened(ledger: Ledger) -> None:
    """What the person said goes, the name is blackened in every text, and stays so for articles that come later."""
    texts = [
        "Portrait. {Zéphyrine Quatremer|a juré|que la marée montait}. {Pékin|a démenti|avoir vu Quatremer hier}.",
        "Encore. {Pékin|a dit|que Zéphyrine Quatremer partait}. La ville de Quatrefer attend.",
    ]
    for number, text in enumerate(texts):
        ledger.add(marked(text, url=f"https://a.example/q{number}"))
    ledger.edit(
        next(ledger.statements(Query(words="partait"))).id, {"speaker": {"name": "Zéphyrine Quatremer"}}, who="Mona"
    )
    done = ledger.forget_person("zephyrine quatremer", who="Mona", also=["Quatremer"])
    assert (done.statements, done.texts, done.remains) == (2, 2, None)  # one as the people have it
    ledger.add(
        marked(
            "Plus tard. {Zéphyrine Quatremer|a dit|non}. {Pékin|a dit|que Quatremer mentait}.",
            url="https://a.example/q2",
        )
    )
    for number in range(3):
        text = ledger.article(f"https://a.example/q{number}").text
        assert "Quatremer" not in text
        assert "Zéphyrine" not in text
        assert "█████████" in text
    assert "Quatrefer" in ledger.article("https://a.example/q1").text
    assert {s.speaker for s in ledger.statements(Query(words="marée OR partait OR mentait OR vu"))} <= {"Pékin", None}
    assert not ledger.check().problems
    ledger.close()
    data = ledger.path.read_bytes() + b"".join(p.read_bytes() for p in ledger.path.parent.glob("*-wal"))
    for word in ("Quatremer", "quatremer", "zephyrine"):
        assert word.encode() not in data


def test_blackening_moves_nothing(ledger: Ledger) -> None:
    """All other statements keep their words and places."""
    before = {s.id: (s.content, s.attribution.content) for s in ledger.statements() if s.speaker != "Iker Oyarzun"}
    ledger.forget_person("iker oyarzun", who="Mona")
    after = {s.id: (s.content, s.attribution.content) for s in ledger.statements()}
    assert after == before


@pytest.mark.slow
def test_two_writers_take_turns(tmp_path: Path) -> None:
    """Two processes that write at once both finish, and nothing of either is lost."""
    path = tmp_path / "news.db"
    Ledger(path).close()
    code = (
        "import sys; sys.path.insert(0, {tests!r})\n"
        "from newsroom import story\nfrom selon.ledger import Ledger\n"
        "with Ledger({path!r}) as ledger:\n"
        "    for n in range({start}, {start} + 60): ledger.add(story(n))\n"
    )
    crew = [
        subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-c", code.format(tests=str(TESTS), path=str(path), start=start)]
        )
        for start in (0, 60)
    ]
    assert [process.wait(timeout=120) for process in crew] == [0, 0]
    with Ledger(path) as ledger:
        assert ledger.count() == sum(len(story(n).attributions) for n in range(120))
        assert not ledger.check().problems


def test_a_writer_that_holds_on_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process that never lets go gives a clear message after a while."""
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0.2)
    with Ledger(ledger.path) as other, other.together():
        other.add(story(50))
        with Ledger(ledger.path) as third, pytest.raises(LedgerBusy, match="another process"):
            third.add(story(51))


@pytest.mark.slow
def test_a_full_disk_is_told_and_costs_nothing(ledger: Ledger) -> None:
    """When there is no more room the message says so, nothing is half stored, and it goes on once there is room."""
    pages = ledger.db.execute("pragma page_count").fetchone()[0]
    ledger.db.execute(f"pragma max_page_count = {pages}")
    before = ledger.count()

    def fill() -> None:
        for number in range(100, 400):
            ledger.add(story(number))

    with pytest.raises(LedgerFull, match="no room"):
        fill()
    kept = ledger.count()
    assert kept >= before
    assert not ledger.check().problems
    ledger.db.execute("pragma max_page_count = 1000000")
    fill()
    assert ledger.count() > kept
    assert not ledger.check().problems


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written(ledger: Ledger) -> None:
    """A read-only file can be asked, and says so when it is to be changed."""
    ledger.close()
    ledger.path.chmod(stat.S_IREAD)
    with Ledger(ledger.path, create=False, read_only=True) as reader:
        assert reader.count()
    with pytest.raises(LedgerReadOnly), Ledger(ledger.path, create=False) as writer:
        writer.add(story(50))


def test_read_only_refuses_changes(ledger: Ledger) -> None:
    """A ledger opened for reading refuses every change with a message."""
    with Ledger(ledger.path, create=False, read_only=True) as reader, pytest.raises(LedgerReadOnly, match="written"):
        reader.add(story(50))
