"""
What a ledger refuses to take from a person: numbers, texts, days and decisions that are none, each with a message.
"""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from newsroom import marked, story

from selon.errors import InvalidValue, SelonError
from selon.ledger import Correction, Ledger, Query
from selon.record import moment_of

COUNT = 6
HALF = os.fsdecode(b"caf\xe9")  # what a terminal that is not in UTF-8 gives: half of a surrogate pair
HUGE = ("9223372036854775808", "99999999999999999999", "-99999999999999999999", "9" * 5000)
ESCAPE = "\x1b]0;gone\x07\x1b[31mM\x9b2J"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a ledger of invented articles, some with names that look like patterns."""
    path = tmp_path_factory.mktemp("filled") / "news.db"
    with Ledger(path) as made, made.together():
        for number in range(COUNT):
            made.add(story(number))
        made.add(marked("{Le_Gall|dit|que le quai tient}.", url="https://a.example/1", outlet="★"))
        made.add(marked("{LeXGall|dit|que le quai cède}.", url="https://a.example/2", outlet="☆"))
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of its own for each test."""
    with Ledger(shutil.copy(filled, tmp_path / "news.db")) as opened:
        yield opened


def refused(outcome: tuple[int, str, str]) -> bool:
    """Tell whether a command ended with one clean line that does not blame selon."""
    status, _, err = outcome
    is_one_line = len(err.splitlines()) == 1 and len(err) < 1500
    return status in (1, 2) and err.startswith("selon: ") and "a fault" not in err and is_one_line and "\x1b" not in err


@pytest.mark.parametrize(
    "written",
    ["20220101", "2022-W01", "2022-W01-1", "2022-001", "2022-1-1", "2022-1", " 2022", "2022 ", "2022\n", "22", "0000",
     "2022-13", "2022-02-30", "2022-00", "2022/01/01", "01/02/2022", "2022-01-01T00:00", "-2022", "+2022", "２０２２",
     "٢٠٢٢", "²022", "", "yesterday", HALF],
)  # fmt: skip
def test_a_day_is_written_one_way(run: Run, written: str) -> None:
    """Days, months and years are taken in the documented form alone; any other is refused, not compared as text."""
    for name in ("since", "until"):
        with pytest.raises(InvalidValue, match=f"^{name} .* is no day; give it as 2022-03-13, 2022-03 or 2022$"):
            Query(**{name: written})  # type: ignore[arg-type]
        outcome = run("list", f"--{name}={written}")
        assert (refused(outcome), outcome[:2]) == (True, (2, ""))


def test_days_of_another_kind_are_refused() -> None:
    """A program that gives a number instead of a written day, or the other way round, gets the same message."""
    with pytest.raises(InvalidValue, match="since 2022 is no day"):
        Query(since=2022)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match=r"min_confidence '0\.5' is no share"):
        Query(min_confidence="0.5")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until", "possible"),
    [
        ("2031-03-02", "2031-03-01", False),
        ("2031-04", "2031-03", False),
        ("2031-04", "2031-03-31", False),
        ("2032", "2031-12", False),
        ("2031-03-01", "2031-03-01", True),
        ("2031-03-31", "2031-03", True),
        ("2031-12-31", "2031", True),
        ("2024-02-29", "2024-02", True),
        ("2031", "2031", True),
    ],
)
def test_since_is_not_later_than_until(since: str, until: str, possible: bool) -> None:  # noqa: FBT001 - a case
    """A time that ends before it begins is refused; a year and a month reach to their last day."""
    if possible:
        assert Query(since=since, until=until).until == until
    else:
        with pytest.raises(InvalidValue, match=r"is later than until .*; give the earlier one as since"):
            Query(since=since, until=until)


@pytest.mark.parametrize("until", ["2031", "2031-02", "2031-02-28", "2031-03"])
def test_until_means_the_last_day(tmp_path: Path, until: str) -> None:
    """What was published on the last day of a year, a month or a day still belongs to it."""
    days = ("2030-12-31", "2031-01-01", "2031-02-28", "2031-03-01", "2031-03-31", "2031-12-31", "2032-01-01")
    with Ledger(tmp_path / "days.db") as ledger:
        for day in days:
            late = moment_of(f"{day}T23:59:59+00:00")
            ledger.add(
                marked(f"{{Pékin|dit|que tout va bien le {day}}}.", url=f"https://a.example/{day}", published=late)
            )
        found = {(s.published or "")[:10] for s in ledger.statements(Query(until=until))}
    assert found == {day for day in days if day[: len(until)] <= until}


@pytest.mark.parametrize(
    ("speaker", "names"),
    [
        ("le_gall", {"Le_Gall"}),
        ("lexgall", {"LeXGall"}),
        ("%", set()),
        ("_", set()),
        ("le%", set()),
        ("*", set()),
        ("' or 1=1 --", set()),
        ("٣", set()),
        ("²", set()),
        ("9223372036854775808", set()),
        ("9" * 500, set()),
    ],
)
def test_a_speaker_is_no_pattern(ledger: Ledger, speaker: str, names: set[str]) -> None:
    """The signs of a pattern stand for themselves in a name, and a number that no row can have finds nobody."""
    assert {s.speaker for s in ledger.statements(Query(speaker=speaker))} == names


def test_outlets_of_signs_alone_are_told_apart(ledger: Ledger) -> None:
    """Outlets whose names hold no letter are not all the same."""
    assert {s.outlet for s in ledger.statements(Query(outlet=("★",)))} == {"★"}
    assert list(ledger.statements(Query(outlet=("%",)))) == []


@pytest.mark.parametrize(
    "words",
    ['"', '""', "*", "a*b*", "NEAR(drones digue)", "content:drones", "^drones", "{content}: x", "(drones digue)", "a + b",
     "drones\0digue", "OR OR OR", "drones OR", "AND", "--drones", "-", "-drones", "'; drop table article; --", "_"],
)  # fmt: skip
def test_a_search_is_words(ledger: Ledger, words: str) -> None:
    """The index's own language cannot be spoken from outside: its signs are words, or nothing to look for."""
    try:
        found = list(ledger.statements(Query(words=words)))
    except InvalidValue as error:
        assert "nothing to look for" in str(error)  # noqa: PT017 - finding nothing is right as well
    else:
        assert all(re.findall(r"\w+", words)[0].lower() in f"{s.content} {s.source}".lower() for s in found)


@pytest.mark.parametrize("words", ["mot " * 65, "mot OR " * 65, f'"{"mot " * 65}"', "-mot " * 65, "x" * 5000, HALF])
def test_a_search_is_short(run: Run, words: str) -> None:
    """A search of more than 64 words is refused at once, by the library and by the command."""
    with pytest.raises(InvalidValue, match=r"64 at most|4000 at most|no UTF-8"):
        Query(words=words)
    assert refused(run("search", "--", words))
    assert Query(words="mot OR " * 63 + "mot")


@pytest.mark.parametrize("field", ["speaker", "article", "outlet", "lang", "words"])
@pytest.mark.parametrize("value", [HALF, "x" * 30_000, 5])
def test_a_filter_is_a_text(field: str, value: Any) -> None:  # noqa: ANN401 - anything wrong
    """What no text of the ledger can be is refused when the query is made."""
    with pytest.raises(InvalidValue, match=field if field != "words" else "search"):
        Query(**{field: (value,) if field in ("outlet", "lang") else value})


@pytest.mark.parametrize("field", ["act", "lang", "outlet"])
def test_one_of_several_is_given_in_a_tuple(field: str) -> None:
    """A text where a tuple is due would be taken letter by letter and find nothing; it is refused."""
    with pytest.raises(InvalidValue, match=f"^{field} 'deny' is none; give a tuple of texts, also for one$"):
        Query(**{field: "deny"})  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_confidence_is_a_share(run: Run, number: float) -> None:
    """No number, and one that is no share, would find everything or nothing without a word; both are refused."""
    with pytest.raises(InvalidValue, match="from 0 to 1"):
        Query(min_confidence=number)
    with pytest.raises(InvalidValue, match="from 0 to 1"):
        Query(min_speaker_confidence=number)
    with pytest.raises(InvalidValue, match="from 0 to 1"):
        story(1).confident(number)
    with pytest.raises(InvalidValue, match="from 0 to 1"):
        story(1).confident(0, speaker=number)
    assert refused(run("list", f"--min-confidence={number}"))
    assert refused(run("read", f"--min-confidence={number}", "none.html"))
    assert refused(run("speaker", f"--min-speaker-confidence={number}", "nobody"))
    assert refused(run("read", f"--min-speaker-confidence={number}", "none.html"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger, n: ledger.statements(limit=n),
        lambda ledger, n: ledger.statements(offset=n),
        lambda ledger, n: ledger.articles(limit=n),
        lambda ledger, n: ledger.article("https://a.example/1", version=n),
        lambda ledger, n: ledger.speakers(limit=n),
        lambda ledger, n: ledger.speaker("iso3166:CN", latest=n),
        lambda ledger, n: ledger.stats(speakers=n),
        lambda ledger, n: ledger.sample(n),
    ],
)
def test_numbers_are_bounded(ledger: Ledger, ask: Callable[[Ledger, Any], object]) -> None:
    """What SQLite cannot hold, what is negative and what is no whole number is refused before anything is asked."""
    for number in (2**63, 10**30, -1, -(2**63) - 1, 1.5, True, "3", float("nan")):
        with pytest.raises(InvalidValue, match="is out of range; give a whole number from"):
            ask(ledger, number)


def test_a_sample_needs_a_size_and_a_seed(ledger: Ledger) -> None:
    """A sample of nothing is refused, and so is a seed that would draw otherwise each time."""
    assert len(ledger.sample(2**63 - 1, seed=-(10**40))) == ledger.count()
    with pytest.raises(InvalidValue, match="size 0 is out of range"):
        ledger.sample(0)
    with pytest.raises(InvalidValue, match="seed None is no whole number"):
        ledger.sample(1, seed=None)  # type: ignore[arg-type]


NUMBERS = (
    "list --limit=N", "show https://a.example/1 --version=N", "speakers --limit=N", "speaker iso3166:CN --latest=N",
    "sample -- N", "review --limit=N", "add none.html --workers=N", "add none.html --latest=N", "add none.html --fresh=N",
    "add none.html --delay=N", "watch none.opml --cycles=N", "watch none.opml --cycles=1 --every=N",
    "watch none.opml --cycles=1 --silent=N",
)  # fmt: skip


@pytest.mark.parametrize("command", NUMBERS)
def test_options_are_bounded(run: Run, command: str) -> None:
    """An option that asks for a number takes none that cannot be meant, and says which would do."""
    for number in (*HUGE, "nan", "inf", "1e400", "²", "", HALF):
        outcome = run(*(word.replace("N", number) for word in command.split()))
        assert (refused(outcome), outcome[:2]) == (True, (2, "")), outcome


@pytest.mark.parametrize(
    "command",
    ["show V", "speaker V", "accept V", "undo V", "merge V iso3166:CN", "merge iso3166:CN V",
     "split iso3166:CN V --called=x", "forget --yes V", "forget --yes --person=V", "edit ID sources_claimed=V",
     "edit ID content=V-V", "edit ID V=V", "edit ID act=V", "list --act=V", "list --verdict=V", "list --ledger=V.db",
     "read --html=V.html none.txt"],
)  # fmt: skip
def test_no_value_is_a_fault(run: Run, ledger: Ledger, command: str) -> None:
    """Whatever stands for an id, a name or a label is refused in one short line, and never blamed on selon."""
    identifier = next(ledger.statements()).id
    for value in (*HUGE, "٣", "²", HALF, ESCAPE, "x" * 100_000, '{"a":' * 20_000):
        words = [word.replace("ID", identifier).replace("V", value) for word in command.split()]
        assert refused(run(*words)), value[:60]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"note": "x" * 10_001}, "note .* has 10001 characters; give 10000 at most"),
        ({"note": ESCAPE}, "note .* holds control characters"),
        ({"note": HALF}, "note .* no UTF-8"),
        ({"note": 5}, "note 5 is no text"),
        ({"who": "x" * 1001}, "who .* 1000 at most"),
        ({"who": "M\nN"}, "who .* holds control characters"),
    ],
)
def test_notes_are_bounded(ledger: Ledger, options: dict[str, Any], message: str) -> None:
    """A note, a reason and a person's name have some length and no characters that steer a terminal."""
    identifier, article = next(ledger.statements()).id, "https://a.example/1"
    with pytest.raises(InvalidValue, match=message):
        ledger.accept(identifier, **{"who": "M", **options})
    reason = {"reason": options["note"]} if "note" in options else options
    with pytest.raises(InvalidValue, match=message.replace("note", "reason")):
        ledger.forget_article(article, **{"who": "M", **reason})
    assert ledger.corrections() == []
    assert ledger.article(article).text
    assert ledger.accept(identifier, who="M", note="deux\nlignes\tet plus").note == "deux\nlignes\tet plus"


def made(ledger: Ledger) -> dict[str, Correction]:
    """Return one decision of each kind, made in *ledger*."""
    one, two = ledger.sample(2, seed=1)
    ledger.accept(one.id, who="M")
    ledger.edit(two.id, {"act": "warn", "content": [[0, 5]], "speaker": {"name": "X", "kind": "person"}}, who="M")
    ledger.merge("iker oyarzun", "zoe lambrecht", who="M")
    ledger.split("zoe lambrecht", ["Iker Oyarzun"], "I. O.", who="M")
    ledger.undo(ledger.corrections()[0].uid, who="M")
    ledger.insert(one.article, {"content": [[0, 5]], "speaker": {"name": "X", "kind": "person"}}, who="M")
    empty = ledger.add(marked("Rien.", url="https://a.example/rien")).article
    ledger.finish(str(empty), who="M")
    return {correction.kind: correction for correction in ledger.corrections()}


WRONG: list[tuple[str, str, Any]] = [
    *(("accept", "uid", value) for value in ("x", ESCAPE, 5, None, "AB" * 16)),
    *(("accept", "at", value) for value in (ESCAPE, "2030", "2030-01-01", "2030-13-01T00:00:00+00:00", 5, None)),
    *(("accept", "who", value) for value in (ESCAPE, "a\nb", "x" * 1001, 5, None, HALF)),
    *(("accept", "kind", value) for value in ("approve", [], None)),
    *(("accept", "target", value) for value in (ESCAPE, {}, None)),
    *(("accept", "note", value) for value in (ESCAPE, 5, "x" * 10_001)),
    *(("accept", "value", value) for value in ([], None, {"speaker": {"score": float("nan")}})),
    *(("accept", "base", value) for value in ([], {}, 5)),
    *(("accept", f"base.{name}", value) for name in ("article", "version") for value in (None, [], 10**30)),
    ("accept", "base.first_seen", 5),
    *(("accept", "base.published", value) for value in ("today", "20310301", "2031-W09-6", "2031-02-30")),
    ("accept", "base.attribution", 5),
    ("accept", "base.attribution.why", {"rule": 5}),
    ("accept", "base.attribution.evidential", [5]),
    ("accept", "base.attribution.speaker", {"name": 5}),
    ("accept", "base.attribution.candidates", [5]),
    ("accept", "base.attribution.confidence", float("nan")),
    ("accept", "base.attribution.sources_claimed", 10**30),
    *(("merge", "value.into", value) for value in (None, 5, ESCAPE)),
    *(("split", "value.names", value) for value in (None, "x", [5])),
    *(("split", f"value.{name}", value) for name in ("name", "key") for value in (None, 5, ESCAPE)),
    ("split", "value.kind", "thing"),
    *(("edit", "value.content", value) for value in ("x", [[0.5, 2.5]], [[5]], [[3, 3]])),
    *(("edit", "value.speaker", value) for value in (5, {"name": 5}, {"name": ESCAPE}, {"name": "x", "kind": "thing"})),
    *(("edit", "value.sources_claimed", value) for value in ("x", True, -1, 10**30)),
    ("edit", "value.evidential", [5]),
    *(("insert", "value.content", value) for value in ("x", [[3, 3]])),
    ("insert", "value.speaker", {"name": ESCAPE}),
    ("insert", "base.attribution.why", {"rule": 5}),
    *(("finish", "value.text", value) for value in (None, 5, HALF)),
    *(("finish", "value.statements", value) for value in (None, "x", [5])),
    *(("edit", "value.words", value) for value in ([], {"source": "x"}, {"content": 5})),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: " ".join(map(ascii, wrong))[:60])
def test_what_is_no_decision_is_not_imported(
    run: Run, ledger: Ledger, tmp_path: Path, wrong: tuple[str, str, Any]
) -> None:
    """A line that is no decision is named and refused, and nothing of its file is taken."""
    kind, field, value = wrong
    right = made(ledger)
    record = copy.deepcopy(asdict(right[kind]) | {"uid": "ab" * 16})
    *path, last = field.split(".")
    inner = record
    for name in path:
        inner = inner[name]
    inner[last] = value
    lines = [asdict(replace(right["accept"], uid="cd" * 16)), record]
    file = tmp_path / "corrections.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    before = ledger.corrections()
    status, out, err = run("corrections", "import", str(file))
    assert (status, out, refused((status, out, err))) == (1, "", True)
    assert err.startswith("selon: line 2 of corrections.jsonl is no correction (")
    with pytest.raises(SelonError):
        ledger.take_corrections([Correction(**record)])
    assert ledger.corrections() == before
    assert not ledger.check().problems


def test_what_is_said_of_another_text_changes_nothing(ledger: Ledger) -> None:
    """A decision on a statement that is not here, and whose words lie beyond the text, is kept and shows nothing."""
    accepted = made(ledger)["accept"]
    base = copy.deepcopy(accepted.base or {})
    base["attribution"]["addressee"] = [[10**6, 10**6 + 5]]
    before = ledger.count()
    assert ledger.take_corrections([replace(accepted, uid="ab" * 16, target="0000000000000", base=base)]) == 1
    assert ledger.count() == before
    assert ledger.article(base["article"], layer="people").text
    assert not ledger.check().problems


def test_words_with_odd_line_ends_are_imported(run: Run, tmp_path: Path) -> None:
    """A line of a file ends with a line feed alone; what was said may hold any other character."""
    content = "que tout\N{LINE SEPARATOR}va\N{NEXT LINE}bien"
    with Ledger(tmp_path / "odd.db") as ledger:
        ledger.add(marked(f"{{Pékin|dit|{content}}}."))
        ledger.accept(next(ledger.statements()).id, who="M")
    file = tmp_path / "corrections.jsonl"
    run("corrections", "export", str(file), "--ledger", str(tmp_path / "odd.db"))
    assert run("corrections", "import", str(file))[1] == "1 of 1 corrections were new\n"


def test_a_history_cannot_steer_the_terminal(run: Run, ledger: Ledger) -> None:
    """Decisions that an older selon took in unchecked are shown without their escape sequences."""
    identifier = next(ledger.statements()).id
    ledger.accept(identifier, who="M", note="n")
    ledger.db.execute("update correction set uid = ?1, at = ?1, who = ?1, note = ?1", (ESCAPE,))
    for command in (("show", identifier), ("corrections", "list"), ("accept", identifier)):
        status, out, err = run(*command)
        assert (status, bool(out)) == (0, True)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out + err)
