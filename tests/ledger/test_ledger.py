"""
The store: what goes in comes out equal, and is recognised when it comes again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import marked, story

from selon.errors import LedgerMissing, LedgerOutdated, LedgerTooNew, NotALedger
from selon.ledger import Ledger, Query, Software, Taken, migrate, migrations
from selon.ledger import connection as connections
from selon.model import Article, Attribution, Passage, Span, Speaker, Why


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty ledger whose clock stands still."""
    with Ledger(tmp_path / "news.db", clock=lambda: datetime(2031, 6, 1, 12, tzinfo=UTC)) as made:
        yield made


def test_round_trip(ledger: Ledger) -> None:
    """An article comes back equal, with everything that was read and found."""
    for number in range(30):
        article = story(number)
        added = ledger.add(article)
        assert added.outcome == "taken"
        assert added.statements == len(article.attributions)
        assert ledger.article(added.article) == article
    assert not ledger.check().problems


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_round_trips(ledger: Ledger, data: st.DataObject) -> None:
    """Whatever characters a text holds, article and spans come back equal and pass the check."""
    text = data.draw(st.text(min_size=4, max_size=80).filter(lambda t: t.strip()))
    cut = data.draw(st.integers(1, len(text) - 2))
    attribution = Attribution(
        source=(Span(0, cut),),
        content=(Span(cut, len(text)),),
        speaker=Speaker(text[:cut], "person", data.draw(st.none() | st.text(min_size=1, max_size=5))),
        why=Why("drawn", text[:1], "", (text[cut:],)),
        confidence=data.draw(st.floats(0, 1)),
        speaker_confidence=data.draw(st.none() | st.floats(0, 1)),
    )
    article = Article(text=text, url=f"https://a.example/{abs(hash(text))}", attributions=(attribution,))
    added = ledger.add(article)
    if added.outcome == "taken":
        assert ledger.article(added.article) == article
        assert not ledger.check().problems


def test_ids_are_the_same_everywhere(tmp_path: Path) -> None:
    """Two ledgers that take the same articles in another order give the same ids."""
    ids = []
    for name, order in (("one", range(10)), ("two", reversed(range(10)))):
        with Ledger(tmp_path / name) as ledger:
            for number in order:
                ledger.add(story(number))
            ids.append({s.id: s.content for s in ledger.statements()})
    assert ids[0] == ids[1]


def test_same_words_twice_have_two_ids(ledger: Ledger) -> None:
    """A statement that an article repeats word for word is two statements."""
    ledger.add(marked("{Zoé Lambrecht|dit|oui}. Puis : {Zoé Lambrecht|dit|oui}."))
    assert len({s.id for s in ledger.statements()}) == 2


def test_trivial_change_is_no_version(ledger: Ledger) -> None:
    """Other quotation marks, spaces or accents do not make a version."""
    article = marked("{Zoé Lambrecht|a dit|que « la digue » tient}.", url="https://a.example/1")
    ledger.add(article)
    again = replace(article, text=article.text.replace("«", "“").replace("»", "”"))
    assert ledger.add(again).outcome == "unchanged"
    assert len(ledger.versions("https://a.example/1")) == 1


def test_new_version_says_what_changed(ledger: Ledger) -> None:
    """A changed text is a new version that lists kept, added, removed and reworded statements."""
    url = "https://a.example/2"
    ledger.add(
        marked(
            "{Zoé Lambrecht|a dit|la digue tient}. {Iker Oyarzun|a dit|le port d'Arvenne ouvrira lundi}. "
            "{Pékin|a dit|rien ne presse}.",
            url=url,
        )
    )
    added = ledger.add(
        marked(
            "Mise à jour. {Zoé Lambrecht|a dit|la digue tient}. {Iker Oyarzun|a dit|le port d'Arvenne ouvrira mardi}. "
            "{Mona Ferrand|a dit|le vent tombe}.",
            url=url,
        )
    )
    assert added.outcome == "updated"
    assert added.changes is not None
    contents = {s.id: s.content for s in ledger.statements()}
    assert added.changes.kept == 1
    assert [contents[i] for i in added.changes.added] == ["le vent tombe"]
    assert len(added.changes.removed) == 1
    assert [contents[pair.after] for pair in added.changes.reworded] == ["le port d'Arvenne ouvrira mardi"]
    assert [v.number for v in ledger.versions(url)] == [1, 2]
    assert ledger.article(url, version=1).text.startswith("Zoé")
    assert ledger.count() == 3
    assert not ledger.count(Query(words="presse"))
    assert not ledger.check().problems


def test_statement_keeps_its_first_sight(tmp_path: Path) -> None:
    """A statement that a later version repeats was first seen when the first version was."""
    times = iter(datetime(2031, 6, day, tzinfo=UTC) for day in range(1, 9))
    with Ledger(tmp_path / "news.db", clock=lambda: next(times)) as ledger:
        ledger.add(marked("{Zoé Lambrecht|a dit|la digue tient}.", url="https://a.example/3"))
        ledger.add(
            marked("{Zoé Lambrecht|a dit|la digue tient}. {Pékin|a dit|non}.", url="https://a.example/3"),
        )
        seen = {s.content: s.first_seen[:10] for s in ledger.statements()}
    assert seen == {"la digue tient": "2031-06-01", "non": "2031-06-02"}


def test_copy_under_another_address(ledger: Ledger) -> None:
    """The same words at another address are kept, labelled, and not counted twice."""
    article = story(1)
    first = ledger.add(article)
    copy = ledger.add(replace(article, url="https://other.example/x", outlet="Other"))
    assert copy.outcome == "duplicate"
    assert copy.near == first.article
    assert [a.copy_of for a in ledger.articles()] == [None, first.article]
    assert ledger.count() == len(article.attributions)


def test_copy_outlives_its_original(ledger: Ledger) -> None:
    """When the original changes, the copy gets the statements of the words that it still has."""
    article = story(1)
    ledger.add(article)
    copy = ledger.add(replace(article, url="https://other.example/x"))
    ledger.add(replace(marked("{Pékin|a dit|tout autre chose}."), url=article.url))
    assert ledger.article(copy.article).attributions == article.attributions
    assert ledger.count() == len(article.attributions) + 1
    assert not ledger.check().problems


def test_texts_without_words_are_told_apart(ledger: Ledger) -> None:
    """Two texts of signs alone are copies only when the signs are the same."""
    assert ledger.add(Article(text="…!", url="https://a.example/1")).outcome == "taken"
    assert ledger.add(Article(text="?!", url="https://a.example/2")).outcome == "taken"
    assert ledger.add(Article(text="?!", url="https://a.example/3")).outcome == "duplicate"


def test_near_duplicates_are_labelled(ledger: Ledger) -> None:
    """Wire copy with another headline and a paragraph less points to the article that came first."""
    long = replace(
        story(2), text=" ".join(f"Phrase numéro {i} sur la digue et le port {i * 7}." for i in range(60)),
        title=None, passages=(), attributions=(), own_voice=(),
    )  # fmt: skip
    first = ledger.add(long)
    near = ledger.add(replace(long, text="Autre titre. " + long.text[:-200], url="https://b.example/1"))
    far = ledger.add(replace(story(3), text=" ".join(f"{i} mots tout à fait différents {i}" for i in range(60)),
                             title=None, passages=(), attributions=(), own_voice=()))  # fmt: skip
    assert near.near == first.article
    assert near.similarity is not None
    assert near.similarity > 0.7
    assert far.near is None


def test_live_entries_have_their_own_time(ledger: Ledger) -> None:
    """In a live page a statement is published when its entry was."""
    article = marked("{Zoé Lambrecht|a dit|la digue tient}.\n\n{Pékin|a dit|non}.")
    cut = article.text.index("\n\n") + 2
    passages = (
        Passage(Span(0, cut - 2), opens_entry=datetime(2031, 5, 4, 9, 30, tzinfo=UTC)),
        Passage(Span(cut, len(article.text)), opens_entry=datetime(2031, 5, 5, 8, 0, tzinfo=UTC)),
    )
    ledger.add(replace(article, passages=passages))
    assert {s.content: s.published for s in ledger.statements()} == {
        "la digue tient": "2031-05-04T09:30:00+00:00",
        "non": "2031-05-05T08:00:00+00:00",
    }


def test_runs_are_kept_apart(ledger: Ledger) -> None:
    """Every version says which software, models and rules read it."""
    software = Software("9.9", ("fr-parser 1.0",), "abc")
    added = ledger.add(story(4), software=software)
    assert ledger.versions(added.article)[0].software == software


def test_unextracted_language_is_stored(ledger: Ledger) -> None:
    """An article in a language without rules is kept and marked."""
    added = ledger.add(Article(text="Olemme kotona tänään.", language="fi", warnings=("no rules for fi",)))
    (kept,) = ledger.articles()
    assert not kept.extracted
    assert ledger.article(added.article).warnings == ("no rules for fi",)


def test_file_without_address_gets_versions_by_its_path(ledger: Ledger) -> None:
    """A text without an address that changes in the same file is a new version, not another article."""
    taken = Taken("/notes/a.txt", "1", "", "2031-06-01")
    one = ledger.add(Article(text="La digue tient encore."), taken=taken)
    two = ledger.add(Article(text="La digue a cédé cette nuit."), taken=replace(taken, fingerprint="2"))
    assert (one.outcome, two.outcome) == ("taken", "updated")
    assert one.article == two.article


def test_aliases_meet_across_articles(ledger: Ledger) -> None:
    """Names that are linked to one thing, or differ by accents alone, are one speaker."""
    names = (
        Speaker("Pékin", "state", "iso3166:CN"),
        Speaker("Beijing", "state", "iso3166:CN"),
        Speaker("Zoé Lambrecht", "person"),
        Speaker("Zoe Lambrecht", "unknown"),
    )
    for number, name in enumerate(names):
        article = marked("{X|a dit|la digue tient}.", url=f"https://a.example/{number}")
        only = replace(article.attributions[0], speaker=name)
        ledger.add(replace(article, text=article.text + str(number), attributions=(only,)))
    assert {(s.key, s.aliases) for s in ledger.speakers()} == {
        ("iso3166:CN", ("Beijing", "Pékin")),
        ("zoe lambrecht", ("Zoe Lambrecht", "Zoé Lambrecht")),
    }


def test_failures_are_rows_until_they_are_settled(ledger: Ledger) -> None:
    """What failed is kept with its cause and goes when the source has been read."""
    ledger.fail("/a.html", NotALedger("no such thing"))
    ledger.fail("/a.html", NotALedger("no such thing"))
    (failure,) = ledger.failures()
    assert (failure.cause, failure.attempts) == ("NotALedger", 2)
    ledger.add(story(1), taken=Taken("/a.html", "1", "", ""))
    assert ledger.failures() == []


def test_migrations_run_in_order_and_once(tmp_path: Path) -> None:
    """An older file is refused with a remedy, migrated step by step, and then usable."""
    path = tmp_path / "old.db"
    db = connections.connect(path, create=True)
    migrations.migrate(db, up_to=2)
    db.close()
    with pytest.raises(LedgerOutdated, match="selon migrate"):
        Ledger(path)
    assert migrate(path) == [step.__name__ for step in migrations.MIGRATIONS[2:]]
    assert migrate(path) == []
    with Ledger(path) as ledger:
        ledger.add(story(1))


def test_a_failing_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails takes back everything that it did."""
    path = tmp_path / "news.db"
    Ledger(path).close()

    def m999_half_done(db: connections.Database) -> None:
        db.execute("create table leftover (x integer) strict")
        message = "power cut"
        raise RuntimeError(message)

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m999_half_done))
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert not ledger.db.execute("select 1 from sqlite_master where name = 'leftover'").fetchone()


def test_newer_ledger_is_refused(tmp_path: Path) -> None:
    """A ledger of a newer selon is not touched."""
    path = tmp_path / "news.db"
    Ledger(path).close()
    plain = sqlite3.connect(path)
    plain.execute("insert into migration (number, name, at) values (99, 'm099_future', '2040-01-01')")
    plain.commit()
    plain.close()
    with pytest.raises(LedgerTooNew, match="newer selon"):
        Ledger(path)
    with pytest.raises(LedgerTooNew, match="newer selon"):
        migrate(path)


@pytest.mark.parametrize("content", [b"<html>no database</html>" * 100, b"SQLite format 3\0" + b"x" * 4000])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no ledger is named as such and stays as it is."""
    path = tmp_path / "page.db"
    path.write_bytes(content)
    with pytest.raises(NotALedger):
        Ledger(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    """A database that selon did not make is not taken over."""
    path = tmp_path / "other.db"
    plain = sqlite3.connect(path)
    plain.execute("create table t (x)")
    plain.commit()
    plain.close()
    with pytest.raises(NotALedger):
        Ledger(path)


def test_missing_ledger(tmp_path: Path) -> None:
    """Asking a ledger that is not there does not make one."""
    with pytest.raises(LedgerMissing, match="selon add"):
        Ledger(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_an_error_inside_together_keeps_nothing(ledger: Ledger) -> None:
    """Either everything inside one transaction is kept or nothing."""

    def fail() -> None:
        with ledger.together():
            ledger.add(story(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ledger.count() == 0
    assert list(ledger.articles()) == []


def test_reader_is_not_blocked_by_a_writer(tmp_path: Path) -> None:
    """While one process is writing, another sees the last complete state at once."""
    path = tmp_path / "news.db"
    with Ledger(path) as writer, Ledger(path, create=False, read_only=True) as reader:
        writer.add(story(1))
        before = reader.count()
        with writer.together():
            writer.add(story(2))
            assert reader.count() == before
        assert reader.count() > before


def test_published_date_of_day(ledger: Ledger) -> None:
    """Statements are found by day, month and year of publication, ends included."""
    ledger.add(marked("{A|dit|un}.", published=date(2031, 3, 31), url="https://a.example/1"))
    ledger.add(marked("{A|dit|deux}.", published=date(2031, 4, 1), url="https://a.example/2"))
    ledger.add(marked("{A|dit|trois}.", published=None, url="https://a.example/3"))
    found = {
        period: {s.content for s in ledger.statements(Query(since=period, until=period))}
        for period in ("2031", "2031-03", "2031-04-01")
    }
    assert found == {"2031": {"un", "deux"}, "2031-03": {"un"}, "2031-04-01": {"deux"}}
