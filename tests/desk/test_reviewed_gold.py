"""
Corrections teach: what people have gone through to its end becomes gold, and nothing else does.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from newsroom import marked, story

from selon import evaluate
from selon.cli import main
from selon.desk import gold
from selon.desk.finding import found
from selon.errors import InvalidValue
from selon.evaluate.prediction import relation
from selon.ledger import Ledger, LeftOut, Query, Software, identity
from selon.model import Article, Attribution, Span, Speaker, Why

TEXT = (
    "La digue\n\n{La maire|a dit|que la digue tiendra, et que les ouvriers l'espèrent aussi}. Puis {le port|dément|}.\n\n"
    "{Iker Oyarzun|a annoncé|la fin de la grève}, note l’agence. Il a plu lundi."
)
URL = "https://a.example/digue"
MISSED = {"content": [[0, 8]], "act": "assert", "quotation": "indirect"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of one article with three statements, one of them a refusal."""
    with Ledger(tmp_path / "news.db") as made:
        made.add(marked(TEXT, url=URL))
        yield made


@pytest.fixture
def run(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on the ledger and gives its status and what it printed."""
    monkeypatch.setenv("SELON_LEDGER", str(ledger.path))
    monkeypatch.setenv("SELON_WHO", "Mona")

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def names(ledger: Ledger) -> list[str]:
    """Return the ids of the statements of the article, in the order of the text."""
    return [one.id for one in ledger.statements(Query(article=URL, verdict="any"), in_text_order=True)]


def accept_all(ledger: Ledger, article: str = URL) -> None:
    """Accept what nobody has decided, and finish the article."""
    for one in list(ledger.statements(Query(article=article, verdict="unreviewed"))):
        ledger.accept(one.id, who="Mona")
    ledger.finish(article, who="Mona")


def documents(ledger: Ledger, tmp_path: Path) -> dict[str, evaluate.Document]:
    """Return the gold of the ledger, as it is read from the file that is written."""
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"".join(map(gold.line, ledger.reviewed()[0])))
    return evaluate.load(path)


def predicted(ledger: Ledger, layer: str) -> dict[str, evaluate.Document]:
    """Return what the ledger shows as predictions: the machine's statements, or as people have corrected them."""
    shown = {}
    for entry in ledger.articles():
        article = ledger.article(entry.id, layer=layer)  # type: ignore[arg-type]
        relations = tuple(relation(one, place) for place, one in enumerate(article.attributions))
        shown[entry.id] = evaluate.Document(id=entry.id, lang=article.language or "", relations=relations)
    return shown


def end_to_end(ledger: Ledger, tmp_path: Path, layer: str = "machine") -> tuple[float, float]:
    """Return precision and recall of what the ledger shows against its own gold."""
    wanted = documents(ledger, tmp_path)
    scores = evaluate.score(wanted, {name: one for name, one in predicted(ledger, layer).items() if name in wanted})
    return round(scores["e2e"]["p"], 3), round(scores["e2e"]["r"], 3)


def test_what_was_accepted_scores_in_full(ledger: Ledger, tmp_path: Path) -> None:
    """Of an article that is right as it stands, each figure is 100: spans, labels, speakers, refusals, parents."""
    accept_all(ledger)
    scores = evaluate.score(documents(ledger, tmp_path), predicted(ledger, "machine"))
    assert (scores["e2e"]["gold"], scores["e2e"]["f1"]) == (2, 1)
    assert (scores["declines"]["gold"], scores["declines"]["f1"]) == (1, 1)
    assert all(part["acc"] in (None, 1) for part in scores["labels"].values())
    assert scores["labels"]["speaker"]["n"] == 2


def test_a_rejected_statement_lowers_precision(ledger: Ledger, tmp_path: Path) -> None:
    """What somebody has rejected is no gold, so that to find it is false."""
    ledger.reject(names(ledger)[0], who="Mona")
    accept_all(ledger)
    assert end_to_end(ledger, tmp_path) == (0.5, 1)


def test_an_added_statement_lowers_recall(ledger: Ledger, tmp_path: Path) -> None:
    """What somebody has added is gold, so that not to find it is a miss; with it, what the ledger shows is right."""
    ledger.insert(URL, MISSED, who="Mona")
    accept_all(ledger)
    assert end_to_end(ledger, tmp_path) == (1, 0.667)
    assert end_to_end(ledger, tmp_path, "people") == (1, 1)


def test_an_edit_is_gold(ledger: Ledger, tmp_path: Path) -> None:
    """Labels, speaker and spans are as corrected, and the machine's are wrong where they differ."""
    first, _, last = names(ledger)
    ledger.edit(first, {"speaker": {"name": "Zoé Lambrecht", "kind": "person"}, "act": "promise"}, who="Mona")
    start = ledger.article(URL).text.index("grève")
    ledger.edit(last, {"content": [[start, start + 5]]}, who="Mona")
    accept_all(ledger)
    (document,) = documents(ledger, tmp_path).values()
    one = {one.id: one for one in document.relations}
    assert (one[first].labels["speaker"], one[first].labels["act"]) == ("Zoé Lambrecht", "promise")
    assert document.text is not None
    assert one[last].content[0].of(document.text) == "grève"
    assert end_to_end(ledger, tmp_path) == (0.5, 0.5)


def test_a_merged_speaker_keeps_the_article_s_name(ledger: Ledger, tmp_path: Path) -> None:
    """Who is one person over all articles changes nothing in the name that an article gives."""
    accept_all(ledger)
    before = documents(ledger, tmp_path)
    ledger.merge("iker oyarzun", "la maire", who="Mona")
    assert documents(ledger, tmp_path) == before


def test_offsets_reproduce_words(ledger: Ledger, tmp_path: Path) -> None:
    """Each span of gold covers, in the text beside it, the words that the ledger has."""
    accept_all(ledger)
    (document,) = documents(ledger, tmp_path).values()
    assert document.text == ledger.article(URL).text
    for one in document.relations:
        statement = ledger.statement(str(one.id))
        said = (statement.source, statement.cue, statement.content)
        assert (
            tuple(" … ".join(s.of(document.text) for s in spans) for spans in (one.source, one.cue, one.content))
            == said
        )


def test_nesting_is_told_by_the_words(ledger: Ledger, tmp_path: Path) -> None:
    """An added statement that stands in another's content has it for its parent, though no field says so."""
    article = ledger.article(URL)
    value = {role: [[s.start, s.end] for s in found(words, article.text)] for role, words in NESTED.items()}
    inner = ledger.insert(URL, value, who="Mona").target
    accept_all(ledger)
    (document,) = documents(ledger, tmp_path).values()
    assert {one.id: one.parent for one in document.relations if one.parent} == {inner: names(ledger)[0]}


NESTED = {"source": "les ouvriers", "cue": "espèrent", "content": "l' #1"}


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_partly_reviewed_article_is_no_gold(ledger: Ledger, left: int) -> None:
    """Unfinished, it is left out with the count of what nobody has decided, and it cannot be finished so."""
    for name in names(ledger)[left:]:
        ledger.accept(name, who="Mona")
    with pytest.raises(InvalidValue, match=f"nobody has decided {left} statements"):
        ledger.finish(URL, who="Mona")
    begun = [LeftOut(identity.article_id(URL), "unfinished", left)] if left < 3 else []
    assert ledger.reviewed() == ([], begun)


def test_an_unfinished_article_is_no_gold(ledger: Ledger) -> None:
    """That all found is decided does not say that nothing is missing."""
    for name in names(ledger):
        ledger.accept(name, who="Mona")
    assert [one.reason for one in ledger.reviewed()[1]] == ["unfinished"]
    done = ledger.finish(URL, who="Mona")
    assert len(ledger.reviewed()[0]) == 1
    ledger.undo(done.uid, who="Mona")
    assert ledger.reviewed()[0] == []


def test_a_decision_taken_back_leaves_the_article_out(ledger: Ledger) -> None:
    """An article whose statement has become undecided after it was finished is no gold until that is decided again."""
    accept_all(ledger)
    taken = ledger.corrections(names(ledger)[0])[0]
    back = ledger.undo(taken.uid, who="Mona")
    assert [(one.reason, one.undecided) for one in ledger.reviewed()[1]] == [("undecided", 1)]
    ledger.undo(back.uid, who="Mona")
    assert len(ledger.reviewed()[0]) == 1


def test_an_addition_taken_back_leaves_the_article_out(ledger: Ledger) -> None:
    """What was there when the article was finished and is no longer makes it unfinished business."""
    added = ledger.insert(URL, MISSED, who="Mona")
    accept_all(ledger)
    ledger.undo(added.uid, who="Mona")
    assert [(one.reason, one.undecided) for one in ledger.reviewed()[1]] == [("undecided", 1)]


def reread(ledger: Ledger, change: Callable[[Article], Article]) -> None:
    """Read the article anew with other rules, which find what *change* makes of it."""
    stored = ledger.article(URL)

    def read(bare: Article) -> Article:
        return replace(change(stored), own_voice=bare.own_voice)

    assert all(report.error is None for report in ledger.reextract(read, software=Software(rules=repr(change))))


def test_gold_outlives_other_rules(ledger: Ledger, tmp_path: Path) -> None:
    """Labels, spans and statements that newer software finds otherwise are not what people have vouched for."""
    ledger.insert(URL, MISSED, who="Mona")
    accept_all(ledger)
    before = documents(ledger, tmp_path)

    def otherwise(article: Article) -> Article:
        one, _, three = article.attributions
        longer = replace(three, content=(Span(three.content[0].start, three.content[0].end - 6),))
        return replace(article, attributions=(replace(one, act="deny", speaker=Speaker("X")), longer))

    reread(ledger, otherwise)
    assert documents(ledger, tmp_path) == before
    assert end_to_end(ledger, tmp_path) == (1, 0.667)
    wrong = evaluate.score(before, predicted(ledger, "machine"))["labels"]
    assert (wrong["act"]["ok"], wrong["speaker"]["ok"]) == (1, 1)


def test_what_is_found_after_finishing_waits_for_a_person(ledger: Ledger) -> None:
    """A statement that nobody has looked at is neither right nor wrong: its article is left out until it is decided."""
    accept_all(ledger)
    new = Attribution(cue=(Span(0, 2),), content=(Span(3, 8),), why=Why("rule"))
    reread(ledger, lambda article: replace(article, attributions=(new, *article.attributions)))
    assert [(one.reason, one.undecided) for one in ledger.reviewed()[1]] == [("undecided", 1)]
    ledger.reject(names(ledger)[0], who="Mona")
    assert len(ledger.reviewed()[0]) == 1


def test_what_was_added_and_then_found_is_one_statement(ledger: Ledger) -> None:
    """New rules that find what people have added, word for word or nearly, do not double it; people's fields stay."""
    ledger.insert(URL, {**MISSED, "cue": [[0, 2]], "content": [[3, 8]], "act": "warn"}, who="Mona")
    accept_all(ledger)
    new = Attribution(cue=(Span(0, 2),), content=(Span(3, 7),), why=Why("rule"), act="deny")
    for found_now in (new, replace(new, content=(Span(3, 8),))):
        reread(ledger, lambda article, one=found_now: replace(article, attributions=(one, *article.attributions[-3:])))
        assert ledger.count(Query(article=URL)) == 4
        shown = ledger.statement(names(ledger)[0])
        assert (shown.attribution.content, shown.attribution.act) == ((Span(3, 8),), "warn")
        assert len(ledger.reviewed()[0][0].statements) == 4
        assert not ledger.check().problems


def test_gold_is_of_the_text_that_was_finished(ledger: Ledger, tmp_path: Path) -> None:
    """A new version of the article changes nothing in what was finished; finished again, gold is of the new one."""
    accept_all(ledger)
    before = documents(ledger, tmp_path)
    ledger.add(marked("Mise à jour.\n\n" + TEXT + " {Zoé Lambrecht|a démenti|tout retard}.", url=URL))
    assert documents(ledger, tmp_path) == before
    ledger.insert(URL, {**MISSED, "content": [[0, 11]]}, who="Mona")
    accept_all(ledger)
    (document,) = documents(ledger, tmp_path).values()
    assert document.text is not None
    assert document.text.startswith("Mise à jour")
    assert [one.labels.get("speaker") for one in document.relations if one.content][1:] == [
        "La maire", "Iker Oyarzun", "Zoé Lambrecht",
    ]  # fmt: skip
    assert end_to_end(ledger, tmp_path) == (1, 0.75)


def test_decisions_on_an_older_text_are_placed_anew(ledger: Ledger, tmp_path: Path) -> None:
    """What was accepted before the text changed counts where the machine has found the same words again."""
    for name in names(ledger):
        ledger.accept(name, who="Mona")
    ledger.add(marked("Mise à jour.\n\n" + TEXT, url=URL))
    ledger.finish(URL, who="Mona")
    (document,) = documents(ledger, tmp_path).values()
    assert document.text is not None
    assert [one.cue[0].of(document.text) for one in document.relations] == ["a dit", "dément", "a annoncé"]
    assert end_to_end(ledger, tmp_path) == (1, 1)


def test_a_forgotten_person_leaves_no_gold(ledger: Ledger) -> None:
    """From a text in which statements were taken away on purpose nobody can tell what is missing."""
    accept_all(ledger)
    ledger.forget_person("iker oyarzun", who="Mona")
    assert [one.reason for one in ledger.reviewed()[1]] == ["forgotten"]


def test_a_forgotten_article_leaves_nothing(ledger: Ledger) -> None:
    """What people have added to an article goes with it, decisions and words."""
    ledger.insert(URL, MISSED, who="Mona", note="a headline")
    accept_all(ledger)
    ledger.forget_article(URL, who="Mona")
    assert ledger.reviewed() == ([], [])
    kept = json.dumps([asdict(one) for one in ledger.corrections()])
    assert "digue" not in kept
    assert "headline" not in kept
    assert not ledger.check().problems


def test_languages_without_rules_are_left_out(tmp_path: Path) -> None:
    """What selon does not read cannot be scored; each other language is one field of its articles."""
    with Ledger(tmp_path / "news.db") as ledger:
        for lang, extracted in (("fr", True), ("en", True), ("de", False)):
            url = f"https://a.example/{lang}"
            ledger.add(marked(f"{{A {lang}|dit|que oui}}.", url=url, language=lang, extracted=extracted))
            accept_all(ledger, url)
        whole, begun = ledger.reviewed()
        assert {one.article.language for one in whole} == {"fr", "en"}
        assert [one.reason for one in begun] == ["no rules"]
        assert [one.article.language for one in ledger.reviewed(lang=["en"])[0]] == ["en"]
        assert {one.lang for one in documents(ledger, tmp_path).values()} == {"fr", "en"}


def test_gold_is_the_same_wherever_the_decisions_are(ledger: Ledger, tmp_path: Path) -> None:
    """Corrections that are carried to another ledger make the same bytes there, in whatever order articles came."""
    stories = [story(number) for number in range(12)]
    for one in stories:
        ledger.add(one)
    chance = random.Random(7)
    for entry in list(ledger.articles()):
        for statement in list(ledger.statements(Query(article=entry.id))):
            kind = chance.choice(["accept", "reject", "edit"])
            value: dict[str, Any] = {"value": {"act": "warn"}} if kind == "edit" else {}
            getattr(ledger, kind)(statement.id, who="Mona", **value)
        ledger.insert(entry.id, MISSED, who="Mona")
        ledger.finish(entry.id, who="Mona")
    made = [gold.line(one) for one in ledger.reviewed()[0]]
    assert len(made) == 13
    with Ledger(tmp_path / "other.db") as other:
        other.take_corrections(ledger.corrections())
        for one in [*reversed(stories), marked(TEXT, url=URL)]:
            other.add(one)
        assert [gold.line(one) for one in other.reviewed()[0]] == made
        assert other.count(Query(verdict="accepted")) == ledger.count(Query(verdict="accepted")) > 12
    assert end_to_end(ledger, tmp_path, "people") == (1, 1)


def test_what_nobody_gave_is_not_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    """Of an added statement, a speaker or an addressee that no field names may be there or not."""
    ledger.insert(URL, MISSED, who="Mona")
    nobody = ledger.insert(URL, {**MISSED, "content": [[0, 2]], "speaker": None, "addressee": []}, who="Mona").target
    accept_all(ledger)
    (document,) = documents(ledger, tmp_path).values()
    added = {one.id == nobody: one for one in document.relations if one.id not in names(ledger)[:3]}
    by_id = {one.id: one for one in document.relations}
    assert (by_id[nobody].labels["speaker"], by_id[nobody].addressee) == (None, ())
    (open_,) = [one for one in added.values() if one.id != nobody and one.content == (Span(0, 8),)]
    assert ("speaker" in open_.labels, open_.addressee) == (False, None)


def test_an_added_statement_is_shown_and_taken_back(ledger: Ledger) -> None:
    """It is listed and found as accepted, and is gone when its correction is undone."""
    added = ledger.insert(URL, {**MISSED, "speaker": {"name": "Zoé Lambrecht", "kind": "person"}}, who="Mona")
    shown = ledger.statement(added.target)
    assert (shown.content, shown.verdict, shown.edited, shown.speaker) == (
        "La digue",
        "accepted",
        True,
        "Zoé Lambrecht",
    )
    assert added.target in {one.id for one in ledger.statements(Query(words="digue"))}
    assert shown.attribution.naming == "named"
    assert not ledger.check().problems
    ledger.undo(added.uid, who="Mona")
    assert len(names(ledger)) == 3
    assert not ledger.check().problems


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "attributes nothing"),
        ({"content": [[0, 10**6]]}, "beyond the text"),
        ({"content": [[0, 8]], "act": "shout"}, "act 'shout' is unknown"),
        ({"content": [[0, 8]], "rule": "mine"}, "cannot edit rule"),
        ({"content": [[0, 8]], "quotation": "indirect"}, "says the same in the same place"),
    ],
)
def test_what_cannot_be_added_is_refused(ledger: Ledger, value: dict[str, Any], message: str) -> None:
    """What is no attribution of the article, or is there already, is refused and leaves no trace."""
    if message.startswith("says"):
        ledger.insert(URL, MISSED, who="Mona")
    before = ledger.corrections()
    with pytest.raises(InvalidValue, match=message):
        ledger.insert(URL, value, who="Mona")
    assert ledger.corrections() == before


def test_the_same_words_in_two_places_are_two_statements(ledger: Ledger) -> None:
    """What is added stands for its place: the same words further on get an id of their own."""
    text = ledger.article(URL).text
    first, second = (Span(at, at + 2) for at in (text.index("la"), text.index("la", text.index("la") + 1)))
    pairs = [ledger.insert(URL, {"content": [[one.start, one.end]]}, who="Mona").target for one in (second, first)]
    assert len(set(pairs)) == 2
    assert {ledger.statement(one).attribution.content[0] for one in pairs} == {first, second}


def test_a_copy_is_reviewed_where_its_words_are(ledger: Ledger) -> None:
    """An article that repeats another has no statements of its own, and says which one has."""
    ledger.add(marked(TEXT, url="https://b.example/copy"))
    for attempt in (ledger.finish, lambda name, who: ledger.insert(name, MISSED, who=who)):
        with pytest.raises(InvalidValue, match=f"repeats {identity.article_id(URL)} word for word"):
            attempt("https://b.example/copy", who="Mona")


def test_the_commands(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    """From the first decision to the score: words instead of offsets, what is left out and why, and a file to score."""
    first, *others = names(ledger)
    run("accept", *others)
    run("reject", first)
    status, out, err = run("corrections", "export", "--gold")
    assert (status, out) == (1, "")
    assert "nobody has said selon finish (0 statements undecided): 1" in err
    assert "no article is wholly reviewed" in err
    status, out, _ = run("insert", URL, "content=Il a plu lundi", "source=l'agence", "cue=note", "act=assert")
    assert (status, out.split()[0]) == (0, "insert")
    shown = ledger.statement(out.split()[1])
    assert (shown.source, shown.cue, shown.attribution.quotation) == ("l’agence", "note", "indirect")
    assert run("finish", URL)[0] == 0
    path = tmp_path / "own.jsonl"
    status, out, err = run("corrections", "export", str(path), "--gold")
    assert (status, out, err) == (0, "", f"1 articles with 3 statements written to {path}\n")
    assert run("corrections", "export", "--gold", "--lang", "fr")[1].encode() == path.read_bytes()
    assert run("corrections", "export", "-", "--gold", "--lang", "en")[0] == 1
    assert run("corrections", "export", "--lang", "fr")[0] == 2
    row = json.loads(path.read_text(encoding="utf-8"))
    assert (row["id"], row["lang"], row["date"], row["version"]) == (identity.article_id(URL), "fr", "2031-05-04", 1)


def test_gold_that_somebody_has_changed_stays(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    """The command replaces its own file, and no file in which an annotator has changed a thing."""
    accept_all(ledger)
    path = tmp_path / "own.jsonl"
    assert run("corrections", "export", str(path), "--gold")[0] == 0
    assert run("corrections", "export", str(path), "--gold")[0] == 0
    changed = path.read_text(encoding="utf-8").replace('"act": "assert"', '"act": "deny"', 1)
    path.write_text(changed, encoding="utf-8")
    status, _, err = run("corrections", "export", str(path), "--gold")
    assert (status, "--force" in err, path.read_text(encoding="utf-8")) == (1, True, changed)
    assert run("corrections", "export", str(path), "--gold", "--force")[0] == 0


def test_review_tells_what_comes_next(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows all labels that an acceptance vouches for, and when all is decided how the article is finished."""
    monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\n"))
    _, out, err = run("review", "--article", URL)
    assert "La maire, indirect, named, assert" in out
    assert "selon finish" not in err
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert f"then: selon finish {URL}" in run("review", "--article", URL)[2]


@pytest.mark.parametrize(
    ("words", "near", "spans"),
    [
        ("l'eau", (), [(8, 13)]),
        ("a dit", (Span(0, 5),), [(20, 25)]),
        ("a dit #2", (), [(55, 60)]),
        ("Il || l'eau", (), [(0, 2), (8, 13)]),
        ("tombe dans", (), [(35, 45)]),
    ],
)
def test_words_are_found(words: str, near: tuple[Span, ...], spans: list[tuple[int, int]]) -> None:
    """By plain signs for typographic ones, rather in the paragraph of the content, by number, in several stretches."""
    assert found(words, WET, near=near) == tuple(Span(*one) for one in spans)


WET = "Il a vu l’eau, elle a dit oui.\n\nEt tombe\N{NO-BREAK SPACE}dans un puits a dit."


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("a dit", "stands in 2 places"),
        ("a dit #3", "no 3th"),
        ("au", "no words 'au'"),
        ("", "no words"),
        (" ", "no words"),
    ],
)
def test_words_are_not_guessed_at(words: str, message: str) -> None:
    """What stands nowhere, inside a word alone, or in several places, is refused."""
    with pytest.raises(InvalidValue, match=message):
        found(words, WET)
