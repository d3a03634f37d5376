"""
Correcting: what people decide is kept apart, survives new software, and can be taken back to the letter.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from newsroom import fill, marked, story

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import Correction, Ledger, Query, Software, Statement
from selon.model import Article, Attribution, Span, Speaker
from selon.record import pairs_of

COUNT = 25


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        yield made


def state(ledger: Ledger) -> dict[str, Any]:
    """Return everything that the ledger shows, in a form to be compared."""
    return {
        "statements": {s.id: replace(s, speaker_id=None) for s in ledger.statements(Query(verdict="any"))},
        "speakers": {(e.name, e.key, e.aliases, e.statements) for e in ledger.speakers()},
        "machine": [ledger.article(a.id) for a in ledger.articles()],
        "words": {s.id for s in ledger.statements(Query(words="drones", verdict="any"))},
    }


def correct_at_random(ledger: Ledger, count: int, seed: int) -> list[Correction]:
    """Make *count* random corrections of all kinds."""
    chance = random.Random(seed)
    made: list[Correction] = []
    while len(made) < count:
        statement = chance.choice(list(ledger.statements(Query(verdict="any"))))
        kind = chance.randrange(8)
        try:
            made.append(_one(ledger, statement, kind, chance, made))
        except (InvalidValue, UnknownEntry):
            continue  # two speakers that have become one, a name that is the speaker's only one
    return made


def _one(ledger: Ledger, statement: Statement, kind: int, chance: random.Random, made: list[Correction]) -> Correction:
    who = chance.choice(["Mona", "Iker"])
    speakers = ledger.speakers()
    content = statement.attribution.content[0]
    edits: dict[int, dict[str, Any]] = {
        2: {"act": chance.choice(["warn", "deny", None]), "naming": "named"},
        3: {"content": pairs_of((Span(content.start, content.end + 1),))},
        4: {"speaker": {"name": f"Mona Ferrand {chance.randrange(3)}", "kind": "person"}},
    }
    if kind in edits:
        return ledger.edit(statement.id, edits[kind], who=who)
    if kind == 0:
        return ledger.accept(statement.id, who=who)
    if kind == 1:
        return ledger.reject(statement.id, who=who, note="no statement")
    if kind == 7:
        start = chance.randrange(40)
        return ledger.insert(
            statement.article, {"content": pairs_of((Span(start, start + 9),)), "act": "warn"}, who=who
        )
    entry = chance.choice(speakers)
    if kind == 5:
        return ledger.merge(entry.key, chance.choice(speakers).key, who=who)
    return ledger.split(entry.key, entry.aliases[:1], f"Somebody {len(made)}", who=who)


def test_accept_and_reject(ledger: Ledger) -> None:
    """An accepted statement is marked, a rejected one hidden; both say who and when."""
    one, two = ledger.sample(2, seed=1)
    ledger.accept(one.id, who="Mona")
    ledger.reject(two.id, who="Iker", note="narration")
    shown = {s.id: s.verdict for s in ledger.statements()}
    assert shown[one.id] == "accepted"
    assert two.id not in shown
    (correction,) = ledger.corrections(two.id)
    assert (correction.who, correction.kind, correction.note) == ("Iker", "reject", "narration")
    assert correction.at
    assert correction.base is not None
    assert correction.base["words"]["content"] == two.content


def test_edit_changes_words_spans_and_index(ledger: Ledger) -> None:
    """An edited statement shows and finds its new words, and no longer its old ones."""
    statement = next(s for s in ledger.statements() if "drones" in s.content)
    article = ledger.article(statement.article)
    start = article.text.index("Le vent souffle")
    ledger.edit(statement.id, {"content": [[start, start + 15]], "act": "warn"}, who="Mona")
    shown = ledger.statement(statement.id)
    assert (shown.content, shown.attribution.act, shown.edited) == ("Le vent souffle", "warn", True)
    assert statement.id in {s.id for s in ledger.statements(Query(words="vent souffle"))}
    assert statement.id not in {s.id for s in ledger.statements(Query(words="drones"))}
    assert ledger.article(statement.article) == article
    assert shown.attribution in ledger.article(statement.article, layer="people").attributions
    assert not ledger.check().problems


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"act": "shout"}, "act 'shout' is unknown"),
        ({"content": [[0, 10**6]]}, "beyond the text"),
        ({"content": [[5, 5]]}, "selects no text"),
        ({"rule": "mine"}, "cannot edit rule"),
        ({"content": [], "cue": []}, "attributes nothing"),
        ({"content": "all of it"}, "spans as pairs"),
    ],
)
def test_wrong_edits_are_refused(ledger: Ledger, value: dict[str, Any], message: str) -> None:
    """An edit that would be no attribution is refused and leaves no trace."""
    before = state(ledger)
    with pytest.raises(InvalidValue, match=message):
        ledger.edit(next(ledger.statements()).id, value, who="Mona")
    assert ledger.corrections() == []
    assert state(ledger) == before


def test_unknown_targets(ledger: Ledger) -> None:
    """What is not there cannot be corrected."""
    for attempt in (
        lambda: ledger.accept("nothing", who="M"),
        lambda: ledger.undo("nothing", who="M"),
        lambda: ledger.merge("nobody", "iso3166:CN", who="M"),
    ):
        with pytest.raises(UnknownEntry):
            attempt()


def test_merge_and_split(ledger: Ledger) -> None:
    """Merged speakers count as one, with all their names; split ones apart again."""
    counts = {e.name: e.statements for e in ledger.speakers()}
    ledger.merge("iker oyarzun", "zoe lambrecht", who="Mona")
    entry = next(e for e in ledger.speakers() if e.key == "zoe lambrecht")
    assert entry.statements == counts["Zoé Lambrecht"] + counts["Iker Oyarzun"]
    assert set(entry.aliases) == {"Zoé Lambrecht", "Iker Oyarzun"}
    assert ledger.count(Query(speaker="oyarzun")) == entry.statements
    ledger.split("zoe lambrecht", ["Iker Oyarzun"], "I. Oyarzun", who="Mona")
    assert {e.name: e.statements for e in ledger.speakers()} == {
        "I. Oyarzun" if name == "Iker Oyarzun" else name: n for name, n in counts.items()
    }


def test_a_merge_holds_for_names_that_come_later(ledger: Ledger) -> None:
    """A new spelling of a merged speaker goes where the merge leads."""
    ledger.merge("iker oyarzun", "zoe lambrecht", who="Mona")
    article = marked("{IKER OYARZUN|a dit|la marée monte}.", url="https://a.example/late")
    ledger.add(article)
    statement = next(ledger.statements(Query(words="marée")))
    assert statement.speaker == "Zoé Lambrecht"


def test_two_people_of_one_name(ledger: Ledger) -> None:
    """Statements of one name are given to another speaker one by one."""
    mine = [s.id for s in ledger.statements(Query(speaker="lambrecht"))][:2]
    ledger.attribute(mine, Speaker("Zoé Lambrecht (cousin)", "person"), who="Mona")
    assert {s.id for s in ledger.statements(Query(speaker="cousin"))} == set(mine)


def test_undo_of_an_undo(ledger: Ledger) -> None:
    """Taking back an undoing brings the correction into force again, and so on."""
    statement = next(ledger.statements())
    chain = [ledger.reject(statement.id, who="M")]
    for n in range(5):
        assert (ledger.count(Query(verdict="rejected")) == 1) == (n % 2 == 0)
        chain.append(ledger.undo(chain[-1].uid, who="M"))
    with pytest.raises(UnknownEntry, match="undone already"):
        ledger.undo(chain[0].uid, who="M")
    history = ledger.corrections(statement.id)
    assert [c.kind for c in history][:2] == ["reject", "undo"]
    assert history[0].undone_by == chain[1].uid


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_undoing_everything_restores_everything(ledger: Ledger, seed: int) -> None:
    """After 100 random corrections and undoing them in random order, the ledger shows what it did before."""
    before = state(ledger)
    made = correct_at_random(ledger, 100, seed)
    assert state(ledger) != before
    assert state(ledger)["machine"] == before["machine"]
    assert not ledger.check().problems
    random.Random(seed).shuffle(made)
    for correction in made:
        ledger.undo(correction.uid, who="Mona")
    assert state(ledger) == before
    assert not ledger.check().problems


@pytest.mark.slow
def test_corrections_move_to_another_ledger(ledger: Ledger, tmp_path: Path) -> None:
    """Exported as JSON and imported elsewhere, before or after the articles, they lead to the same; twice is once."""
    made = correct_at_random(ledger, 60, 7)
    for correction in made[::7]:
        ledger.undo(correction.uid, who="M")
    lines = [json.dumps(asdict(c)) for c in ledger.corrections()]
    carried = [Correction(**json.loads(line)) for line in lines]
    for name, first in (("before", True), ("after", False)):
        with Ledger(tmp_path / name) as other:
            if first:
                assert other.take_corrections(carried) == len(carried)
            for number in range(COUNT):
                other.add(story(number))
            assert other.take_corrections(carried) == (0 if first else len(carried))
            expected, got = state(ledger), state(other)
            # first seen is the ledger's own clock
            for one in (expected, got):
                one["statements"] = {k: replace(s, first_seen="") for k, s in one["statements"].items()}
            assert got == expected
            assert [asdict(c) for c in other.corrections()] == [asdict(c) for c in ledger.corrections()]


def reader(change: Callable[[int, Attribution], Attribution | None]) -> Callable[[Article], Article]:
    """Return a reader of the invented articles whose rules differ by *change*; None leaves an attribution out."""
    originals = {story(n).text: story(n) for n in range(COUNT)}

    def read(article: Article) -> Article:
        assert article.attributions == ()
        original = originals[article.text]
        found = [change(n, a) for n, a in enumerate(original.attributions)]
        return replace(original, attributions=tuple(a for a in found if a is not None))

    return read


def shifted(number: int, attribution: Attribution) -> Attribution | None:
    """Find every third statement no longer, every third with another source and a longer content."""
    if number % 3 == 0:
        return None
    if number % 3 == 1:
        content = attribution.content[0]
        return replace(attribution, source=(), content=(Span(content.start, content.end + 1),))
    return replace(attribution, act="accuse")


@pytest.mark.slow
def test_corrections_survive_the_same_rules(ledger: Ledger) -> None:
    """Reading everything anew with the same result changes nothing, corrections included."""
    made = correct_at_random(ledger, 100, 11)
    before = state(ledger)
    reports = list(ledger.reextract(reader(lambda _, a: a), software=Software("2")))
    assert len(reports) == COUNT
    assert all(not r.changes.added and not r.changes.removed and not r.relabelled for r in reports)
    assert state(ledger) == before
    for correction in made:
        ledger.undo(correction.uid, who="M")
    assert not ledger.check().problems


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_corrections_survive_other_rules(ledger: Ledger, tmp_path: Path, seed: int) -> None:
    """With other rules every verdict and edit still stands; undone, the ledger is that of the other rules alone."""
    made = correct_at_random(ledger, 100, seed)
    touched = {c.target for c in made if c.kind in ("accept", "reject", "edit")}
    verdicts = {s.id: (s.verdict, s.attribution.act) for s in map(ledger.statement, touched)}
    reports = list(ledger.reextract(reader(shifted), software=Software("2")))
    assert not ledger.check().problems
    assert sum(len(r.changes.removed) for r in reports) > 0
    assert sum(r.relabelled for r in reports) > 0
    moved = {old: new for r in reports for old, new in (r.moved or {}).items()}
    assert any(moved.values())
    assert None in moved.values()
    edited = {c.target for c in made if c.kind == "edit" and "act" in c.value}
    for public, (verdict, act) in verdicts.items():
        now = ledger.statement(public)
        assert now.verdict == verdict
        assert public not in edited or now.attribution.act == act
    for correction in made:
        ledger.undo(correction.uid, who="M")
    with Ledger(tmp_path / "pure.db") as pure:
        read = reader(shifted)
        for n in range(COUNT):
            pure.add(read(replace(story(n), attributions=())))
        expected, got = state(pure), state(ledger)
        for one in (expected, got):
            one["statements"] = {k: replace(s, first_seen="") for k, s in one["statements"].items()}
        assert got == expected
    assert not ledger.check().problems


def test_reextraction_goes_on_where_it_stopped(ledger: Ledger) -> None:
    """An interrupted run leaves finished articles alone when it is started again."""
    run = ledger.reextract(reader(shifted), software=Software("2"))
    done = [next(run) for _ in range(10)]
    run.close()  # type: ignore[attr-defined]
    rest = list(ledger.reextract(reader(shifted), software=Software("2")))
    assert len(done) + len(rest) == COUNT
    assert list(ledger.reextract(reader(shifted), software=Software("2"))) == []


def test_a_reader_that_fails_leaves_the_article_as_it_was(ledger: Ledger) -> None:
    """An article that cannot be read anew keeps its statements, and the report says why."""
    before = state(ledger)

    def fail(_article: Article) -> Article:
        message = "no model"
        raise InvalidValue(message)

    assert {r.error for r in ledger.reextract(fail, software=Software("2"))} == {"no model"}
    assert state(ledger) == before


def test_an_edit_follows_its_words_into_a_new_version(ledger: Ledger) -> None:
    """When the article changes before the place of an edit, the edit finds its words again."""
    url = "https://a.example/moves"
    ledger.add(marked("Début. {Mona Ferrand|a dit|la marée monte} ce soir encore.", url=url))
    statement = next(ledger.statements(Query(words="marée")))
    text = ledger.article(url).text
    start = text.index("la marée")
    ledger.edit(statement.id, {"content": [[start, start + len("la marée monte ce soir")]]}, who="Mona")
    ledger.add(marked("Un tout autre début, plus long. {Mona Ferrand|a dit|la marée monte} ce soir encore.", url=url))
    again = ledger.statement(statement.id)
    assert again.content == "la marée monte ce soir"
    assert again.version == 2
    assert not ledger.check().problems
