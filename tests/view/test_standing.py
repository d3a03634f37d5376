"""
Are unresolved sources and reporters' own questions counted apart, wherever sources are counted?
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from newsroom import without_attributions
from rich.console import Console

from selon import Reader
from selon.cli import main
from selon.cli.terminal import Shown, render
from selon.export import from_json, to_html, to_json
from selon.export.plot import draw
from selon.ledger import Ledger, Query, Software, migrate, migrations
from selon.model import Article, Attribution, Span, Speaker, Why
from selon.view.counts import count

TEXT = (
    "Asked whether the dam held, she smiled. Ruth Moss said the dam held. A guard said it leaked. "
    "Sources said it broke. They knew it would. “Nobody told us anything.” He is accused of lying."
)


def _spans(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def _one(content: str, *, cue: str = "", source: str = "", **labels: object) -> Attribution:
    values: dict[str, object] = {"act": "assert", "naming": "anonymous"} | labels
    return Attribution(
        content=_spans(content),
        cue=_spans(cue) if cue else (),
        source=_spans(source) if source else (),
        why=Why("marked"),
        **values,  # type: ignore[arg-type] - labels as given
    )


ARTICLE = Article(
    text=TEXT,
    outlet="Dam Courier",
    language="en",
    extracted=True,
    attributions=(
        _one("the dam held", cue="Asked", act="ask", disclosure="none"),
        _one(
            "dam held. A",
            cue="Moss said",
            source="Ruth",
            speaker=Speaker("Ruth Moss", "person"),
            disclosure="named",
            naming="named",
        ),
        _one("it leaked", cue="guard said", source="A guard", disclosure="role", naming="described"),
        _one("it broke", cue="Sources said", source="Sources", disclosure="bare"),
        _one("it would", cue="knew", source="They"),
        _one("Nobody told us anything.", quotation="direct", disclosure="none"),
        _one("lying", cue="is accused of", act="accuse", disclosure="none"),
    ),
)
"""One statement of a reporter, a named, a described and an anonymous source, two unresolved ones, one without an agent."""

STANDINGS = ["question", "named", "described", "anonymous", "unresolved", "unresolved", "anonymous"]
SHARE = 3 / 4


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger that holds the article."""
    with Ledger(tmp_path / "news.db") as made:
        made.add(ARTICLE)
        yield made


def counts(ledger: Ledger) -> tuple[int, int, int, int, int, float | None]:
    """Return what the ledger counts, after making sure that outlets and total say the same."""
    stats, (outlet,) = ledger.stats(Query()), ledger.outlets(Query())
    for name in ("named", "described", "anonymous", "unresolved", "questions", "unnamed_share"):
        assert getattr(stats, name) == getattr(outlet, name)
    return (stats.named, stats.described, stats.anonymous, stats.unresolved, stats.questions, stats.unnamed_share)


def test_what_a_source_is_counted_as() -> None:
    """The standing follows from the labels; nothing stands where nothing was assessed, and a speaker is never apart."""
    assert [one.standing for one in ARTICLE.attributions] == STANDINGS
    unassessed = replace(ARTICLE.attributions[4], naming=None)
    assert unassessed.standing is None
    resolved = replace(ARTICLE.attributions[5], speaker=Speaker("Ruth Moss"), naming="named")
    assert resolved.standing == "named"
    told = replace(ARTICLE.attributions[0], source=_spans("Ruth Moss"))
    assert told.standing == "anonymous"


def test_the_figures_of_an_article() -> None:
    """The share leaves out what is counted apart, and the two counts stand beside it, also in JSON."""
    figures = count(ARTICLE)
    assert (figures.named, figures.described, figures.anonymous) == (1, 1, 2)
    assert (figures.assessed, figures.unresolved, figures.questions) == (4, 2, 1)
    assert figures.unnamed_share == SHARE
    written = to_json(ARTICLE)
    assert written["figures"]["sources"] == {
        "assessed": 4, "described": 1, "anonymous": 2, "unnamed_share": SHARE, "unresolved": 2, "questions": 1,
    }  # fmt: skip
    assert [one.standing for one in from_json(written).attributions] == STANDINGS


def test_an_article_of_nothing_else() -> None:
    """Where all sources are apart there is no share, rather than one of nothing."""
    figures = count(replace(ARTICLE, attributions=(ARTICLE.attributions[0], ARTICLE.attributions[4])))
    assert (figures.assessed, figures.unnamed_share) == (0, None)
    page = to_html(replace(ARTICLE, attributions=(ARTICLE.attributions[0], ARTICLE.attributions[4])))
    assert "not counted: 1 unresolved, 1 question" in page
    assert "named</li>" not in page


def test_the_terminal() -> None:
    """The header says what is not counted, and a source that is apart has no circle."""
    console = Console(file=io.StringIO(), width=80)
    lines = [line.plain for line in render(ARTICLE, Shown(), console)]
    header = " ".join(lines[2:4])
    assert "75 % unnamed sources (1 described, 2 anonymous) · not counted: 2 unresolved, 1 question" in header
    assert max(map(len, lines)) <= 80
    (they,) = (line for line in lines if "They" in line)
    assert they.endswith("· unresolved · says")
    (asked,) = (line for line in lines if line.endswith("asks"))
    assert "· no source given · asks" in asked
    assert sum("○" in line for line in lines) == 2


def test_the_page() -> None:
    """The bar and its legend hold only what is counted; the rest stands beside them, in a colour of its own."""
    page = lxml.html.document_fromstring(to_html(ARTICLE))
    bar = page.find_class("bar")[0]
    assert bar.get("aria-label") == "3 of 4 sources unnamed"
    assert [(rect.get("class"), float(rect.get("width"))) for rect in bar] == [
        ("named", 25), ("described", 25), ("anonymous", 50),
    ]  # fmt: skip
    legend = [(item.get("class"), item.text_content()) for item in page.find_class("legend")[0]]
    assert legend == [
        ("named", "1 named"), ("described", "1 described"), ("anonymous", "2 anonymous"),
        ("unassessed", "not counted: 2 unresolved, 1 question"),
    ]  # fmt: skip
    tones = Counter(card.get("class").split()[1] for card in page.find_class("card"))
    assert tones == {"named": 1, "described": 1, "anonymous": 2, "unassessed": 3}


def test_the_ledger_counts_apart(ledger: Ledger) -> None:
    """Outlets, totals and the view agree with the article; the check is content."""
    assert counts(ledger) == (1, 1, 2, 2, 1, SHARE)
    assert [row["standing"] for row in ledger.db.execute("select standing from statements order by statement_id")] == (
        STANDINGS
    )
    assert ledger.check().problems == ()


def test_months(tmp_path: Path) -> None:
    """Each month has its own counts and share."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(replace(ARTICLE, published=date(2031, 5, 4)))
        (month,) = ledger.stats(Query()).months
    assert (month.statements, month.named, month.described, month.anonymous) == (7, 1, 1, 2)
    assert (month.unresolved, month.questions, month.unnamed_share) == (2, 1, SHARE)


def test_the_check_finds_a_wrong_count(ledger: Ledger) -> None:
    """A statement that is counted as what its labels do not say is a problem, in either layer."""
    ledger.db.execute("update statement set unnamed = 2 where statement_id = 1")
    (problem,) = ledger.check().problems
    assert "counted as" in problem.what


def test_a_query_narrows_the_counts(ledger: Ledger) -> None:
    """What a query leaves is counted in the same way."""
    stats = ledger.stats(Query(act=("ask",)))
    assert (stats.statements, stats.questions, stats.unnamed_share) == (1, 1, None)
    assert ledger.stats(Query(naming=("anonymous",))).unnamed_share == 1


def test_decisions_of_people(ledger: Ledger) -> None:
    """A speaker that a person gives makes a source named, one taken away leaves it open; undone, all is as before."""
    by_standing = {s.attribution.standing: s.id for s in ledger.statements(Query())}
    made = [
        ledger.edit(by_standing["unresolved"], {"speaker": {"name": "Joe Reed", "kind": "person"}}, who="Mona"),
        ledger.edit(by_standing["question"], {"speaker": {"name": "Dam Courier", "kind": "media"}}, who="Mona"),
    ]
    assert counts(ledger) == (3, 1, 2, 1, 0, 3 / 6)
    made.append(ledger.edit(by_standing["named"], {"speaker": None}, who="Mona"))
    assert counts(ledger) == (2, 1, 2, 2, 0, 3 / 5)
    made.append(ledger.edit(by_standing["named"], {"naming": "described"}, who="Mona"))
    assert counts(ledger) == (2, 2, 2, 1, 0, 4 / 6)
    assert ledger.statement(by_standing["question"]).attribution.naming == "named"
    assert ledger.check().problems == ()
    for correction in made:
        ledger.undo(correction.uid, who="Mona")
    assert counts(ledger) == (1, 1, 2, 2, 1, SHARE)


def test_a_naming_given_with_a_speaker_stands(ledger: Ledger) -> None:
    """Who says both speaker and naming is taken at their word."""
    (they,) = (s for s in ledger.statements(Query()) if s.source == "They")
    ledger.edit(they.id, {"speaker": {"name": "Joe Reed"}, "naming": "described"}, who="Mona")
    assert ledger.statement(they.id).attribution.standing == "described"
    assert counts(ledger) == (1, 2, 2, 1, 1, 4 / 5)


def test_an_older_ledger(tmp_path: Path) -> None:
    """
    Migrated, it counts apart the questions and the quotations that nobody is found for, in both layers.

    A pronoun counts as before until its article is read anew.
    """
    path = tmp_path / "old.db"
    attributions = list(ARTICLE.attributions)
    attributions[4] = replace(attributions[4], disclosure="group", naming="described")
    before = replace(ARTICLE, attributions=tuple(attributions))
    with Ledger(path) as ledger:
        ledger.add(before, software=Software("1"))
        first = next(s for s in ledger.statements(Query()) if s.attribution.act == "ask")
        ledger.accept(first.id, who="Mona")
    _as_it_was(path)
    assert "m007_standing" in migrate(path)
    with Ledger(path) as ledger:
        assert counts(ledger) == (1, 2, 2, 1, 1, 4 / 5)
        assert ledger.check().problems == ()
        list(ledger.reextract(lambda _: ARTICLE, software=Software("2")))
        assert counts(ledger) == (1, 1, 2, 2, 1, SHARE)
        assert ledger.check().problems == ()


def _as_it_was(path: Path) -> None:
    """Make the ledger at *path* what it was before questions and unresolved sources were counted apart."""
    number = [step.__name__ for step in migrations.MIGRATIONS].index("m007_standing") + 1
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("delete from migration where number >= ?", (number,))
    for (trigger,) in db.execute("select name from sqlite_master where name like 'statement_count_%'").fetchall():
        db.execute(f"drop trigger {trigger}")
    for table in ("who", "person_name", "person", "day_count", "speaker_count", "month_count", "id_count"):
        db.execute(f"drop table {table}")
    for index in ("statement_alias", "version_counted", "article_counted"):
        db.execute(f"drop index {index}")
    db.execute("create index statement_alias on statement (alias_id, outlet_id, day, label_id) where state = 1")
    db.execute("drop view statements")
    for (table,) in db.execute(
        "select m.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'checksum'"
    ).fetchall():
        db.execute(f"alter table {table} drop column checksum")
    for layer in ("statement", "revision"):
        db.execute(f"alter table {layer} drop column speaker_confidence")
    db.execute("create view statements as select * from statement")
    db.execute("update statement set unnamed = 2 where unnamed > 2")
    db.execute("update revision set unnamed = 2 where unnamed > 2")
    db.close()


def test_commands(ledger: Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The shares that commands print, and what they leave out, are those of the ledger."""
    monkeypatch.setenv("SELON_LEDGER", str(ledger.path))
    said = "not counted in the shares: 2 unresolved, 1 question\n"
    assert main(["outlets"]) == 0
    assert capsys.readouterr().out.endswith(said)
    assert main(["stats"]) == 0
    out = capsys.readouterr().out
    assert "1 named, 1 described, 2 anonymous sources (75 % unnamed)" in out
    assert said in out
    assert main(["outlets", "--csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["unresolved"], row["questions"], row["unnamed_share"]) == ("2", "1", str(SHARE))
    for command in ("outlets", "stats"):
        assert main([command, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["unresolved"], found["questions"], found["unnamed_share"]) == (2, 1, SHARE)
    assert main(["list"]) == 0
    assert capsys.readouterr().out.count("○") == 2


def test_commands_say_nothing_of_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where everything is counted, no command speaks of what is not."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(replace(ARTICLE, attributions=ARTICLE.attributions[1:4]))
    monkeypatch.setenv("SELON_LEDGER", str(tmp_path / "news.db"))
    for command in ("outlets", "stats"):
        assert main([command]) == 0
        assert "not counted" not in capsys.readouterr().out


def test_the_drawing(tmp_path: Path) -> None:
    """The drawing says what the shares leave out, and shows it among the statements of a month."""
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(replace(ARTICLE, published=date(2031, 5, 4)))
        draw(ledger.stats(Query()), tmp_path / "stats.svg")
    drawn = (tmp_path / "stats.svg").read_text(encoding="utf-8")
    assert "not counted: 2 unresolved, 1 question" in drawn
    assert "not counted above" in drawn


READ = {
    "en": "“We wait, and nothing happens here,” it said.\n\nAsked whether taxes would rise, Mayor Ann Lee said they would. "
    "A nurse told reporters that the ward was full. She added that nobody slept. Officials are accused of hiding reports.",
    "fr": "Ils disent que le pont est fermé.\n\nInterrogée mardi, la maire Anne Lebrun a répondu que le pont rouvrirait. "
    "Un pêcheur a assuré que la mer montait. Il a ajouté que la digue cédait. On dit que le maire partira.",
}
SAID = {
    "en": {"unresolved": 1, "question": 1, "named": 1, "described": 2, "anonymous": 1},
    "fr": {"unresolved": 1, "named": 1, "described": 2, "anonymous": 1},
}


@pytest.mark.model
@pytest.mark.parametrize("code", READ)
def test_what_is_read(code: str, reader: Reader, tmp_path: Path) -> None:
    """An article counts its sources alike when it is read, when it is stored, and when it is read anew."""
    article, expected = reader.read_text(READ[code], lang=code), SAID[code]
    assert Counter(one.standing for one in article.attributions) == expected
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(article, software=Software("1"))
        first = counts(ledger)
        counted = ("named", "described", "anonymous", "unresolved", "question")
        assert first[:5] == tuple(expected.get(name, 0) for name in counted)
        assert first[5] == count(article).unnamed_share
        list(ledger.reextract(lambda one: reader.read_article(without_attributions(one)), software=Software("2")))
        assert counts(ledger) == first
        assert ledger.check().problems == ()


@pytest.mark.model
def test_letters_of_an_interview(reader: Reader) -> None:
    """Who answers as *A:* and is named nowhere is unresolved; what *Q:* asks is no statement."""
    article = reader.read_text("Q: Will the dam hold?\n\nA: It will hold.\n\nQ: Why?\n\nA: It is new.", lang="en")
    assert [one.standing for one in article.attributions] == ["unresolved", "unresolved"]
    figures = count(article)
    assert (figures.assessed, figures.unresolved, figures.questions) == (0, 2, 0)
