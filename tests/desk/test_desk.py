"""
What terminal and web share: the table of questions, edits, pages, downloads, the ledger's place.
"""

from __future__ import annotations

import getpass
import io
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from newsroom import marked

from selon.cli.ledger.options import FILTERS
from selon.desk import downloads, pages
from selon.desk.edits import edits
from selon.desk.place import person, place
from selon.desk.questions import QUESTIONS, query_of
from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import Ledger, Query
from selon.model import LABELS, Attribution, Span, Why

SLOW = {"docbin": pytest.mark.slow}
"""The tokenizer of French takes long to make."""

FORMS = [pytest.param(form, marks=SLOW.get(form, ())) for form in downloads.FORMATS.values()]

TEXT = "Il pleut. {La maire|a dit|que le pont rouvre}. Puis {le port|dément|}."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of one article with two statements."""
    with Ledger(tmp_path / "news.db") as made:
        made.add(marked(TEXT, url="https://a.example/pont"))
        yield made


def test_every_field_of_a_query_can_be_asked_for() -> None:
    """Each field of a query has its question, with all values of its label; what may be given twice says so."""
    assert set(QUESTIONS) == {field.name for field in fields(Query)}
    assert len({question.called for question in QUESTIONS.values()}) == len(QUESTIONS)
    labels = {name: question.values for name, question in QUESTIONS.items() if name in LABELS}
    assert labels.keys() == LABELS.keys()
    assert all(set(values) == set(LABELS[name]) for name, values in labels.items())
    assert all(isinstance(question.default, tuple) == question.many for question in QUESTIONS.values())


def test_every_value_offered_is_accepted() -> None:
    """A query takes every value that a question offers, and the defaults make the empty query."""
    for name, question in QUESTIONS.items():
        for value in question.values:
            assert query_of({name: [value] if question.many else value})
    assert query_of({name: question.default for name, question in QUESTIONS.items()}).is_empty
    assert query_of(dict.fromkeys(QUESTIONS)).is_empty


def test_a_command_has_an_option_for_each_question() -> None:
    """The options of a command are the questions, but for the words, which are an argument."""
    assert [parameter.name for parameter in FILTERS] == [name for name in QUESTIONS if name != "words"]


def test_edits() -> None:
    """FIELD=VALUE becomes what a record holds: spans, speaker, lists, numbers, JSON, nothing."""
    assert edits(["cue=3-9", "source=", "speaker=Jean Dupont", "evidential=hearsay,named_origin"]) == {
        "cue": [[3, 9]],
        "source": [],
        "speaker": {"name": "Jean Dupont", "kind": "person"},
        "evidential": ["hearsay", "named_origin"],
    }
    assert edits(["sources_claimed=2", "act=", 'speaker={"name": "a=b", "kind": "state"}']) == {
        "sources_claimed": 2,
        "act": None,
        "speaker": {"name": "a=b", "kind": "state"},
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("act", "'act' changes nothing; write FIELD=VALUE, such as act=deny"),
        ("cue=three", "'three' is no list of spans; write 120-180,190-200"),
        ("speaker={", "'{' is no JSON"),
    ],
)
def test_a_wrong_edit_says_what_would_do(change: str, message: str) -> None:
    """What is no FIELD=VALUE, no span and no JSON is refused with an example."""
    with pytest.raises(InvalidValue, match=message.replace("{", r"\{")):
        edits([change])


def test_a_statement_s_page(ledger: Ledger) -> None:
    """It has what people decided, and so has its JSON; the words around it come with the statement's own set apart."""
    statement = next(s for s in ledger.statements() if s.content)
    ledger.reject(statement.id, who="Mona")
    page = pages.statement_page(ledger, statement.id)
    assert page.statement == replace(statement, verdict="rejected")
    around = pages.context(ledger, page.statement)
    assert [(one.words, one.role) for one in around if one.words.strip()] == [
        ("Il pleut. ", None),
        ("La maire", "source"),
        ("a dit", "cue"),
        ("que le pont rouvre", "content"),
        (". Puis le port dément.", None),
    ]
    assert "".join(one.words for one in around) == ledger.article(statement.article).text
    assert [correction.kind for correction in page.history] == ["reject"]
    record = pages.statement_json(page)
    assert (record["id"], record["corrections"][0]["who"]) == (statement.id, "Mona")


def test_context_is_cut_around_the_statement() -> None:
    """Far from the statement the text is left out; of two parts that overlap, the first is set apart."""
    text = "a" * 500 + "b" * 10 + "c" * 500
    found = Attribution(cue=(Span(505, 508),), content=(Span(500, 510),), why=Why("example"))
    around = pages.context_of(text, found)
    assert [(len(one.words), one.role) for one in around] == [
        (pages.BEFORE, None),
        (10, "content"),
        (pages.AFTER, None),
    ]


def test_an_article_s_page(ledger: Ledger) -> None:
    """It has the article, corrected unless the machine's is wanted, and its versions."""
    url = "https://a.example/pont"
    first = next(iter(ledger.statements()))
    ledger.reject(first.id, who="Mona")
    page = pages.article_page(ledger, url)
    assert page.article == ledger.article(url, layer="people")
    assert pages.article_page(ledger, url, machine=True).article == ledger.article(url)
    assert pages.article_page(ledger, url, version=1).article == ledger.article(url)
    assert [version["number"] for version in pages.article_json(page)["versions"]] == [1]
    with pytest.raises(UnknownEntry, match="no version 2"):
        pages.article_page(ledger, url, version=2)


def test_kin(ledger: Ledger) -> None:
    """An article that repeats another word for word names it; the other has none."""
    ledger.add(marked(TEXT, url="https://b.example/pont"))
    copy, first = sorted(ledger.articles(), key=lambda article: article.copy_of is None)
    assert pages.kin(copy) == pages.Kin(first.id)
    assert pages.kin(first) is None
    assert pages.kin(replace(first, near="k5w7", similarity=0.9)) == pages.Kin("k5w7", 0.9)


def test_a_speaker_s_json(ledger: Ledger) -> None:
    """It holds the ledger's page as plain data, the latest statements with their columns."""
    record = pages.speaker_json(ledger.speaker("la maire"))
    assert record["entry"]["name"] == "La maire"
    assert [one["content"] for one in record["latest"]] == ["que le pont rouvre"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [True, False])
def test_downloads(ledger: Ledger, form: str, *, text: bool) -> None:
    """Each format is written to a stream, counted in its unit, and known again."""
    stream = io.BytesIO()
    count = downloads.write(ledger, Query(), stream, form, text=text)
    assert count == {"statements": 2, "articles": 1}[downloads.unit(form, text=text)]
    stream.seek(0)
    assert downloads.recogniser(form)(stream)


def test_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The ledger is the one given, else it lies in the user's data folder."""
    assert place(tmp_path / "a.db") == tmp_path / "a.db"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert place(None) == tmp_path / "selon" / "news.db"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place(None) == tmp_path / ".local" / "share" / "selon" / "news.db"


def test_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who decides is the one given, else the user, and a machine that knows no user says so."""

    def nobody() -> str:
        raise KeyError

    assert person("Mona") == "Mona"
    monkeypatch.setattr(getpass, "getuser", lambda: "jd")
    assert person(None) == "jd"
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert person("") == "unknown"
