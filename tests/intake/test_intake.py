"""
Taking in: several workers, one writer, and a command that goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from newsroom import story
from workers import make_broken, make_dying, make_square, open_plain

from selon.errors import NoArticle, ReadingError, SelonError, WorkerLost
from selon.export.json import to_json
from selon.intake import Item, Options, Progress, Summary, add, items
from selon.ledger import Ledger, Software
from selon.pool import WINDOW, Pool

BY = Software("test")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty ledger."""
    with Ledger(tmp_path / "news.db") as made:
        yield made


def stories(path: Path, count: int) -> Path:
    """Write *count* invented articles as JSON Lines."""
    path.write_text("".join(json.dumps(to_json(story(n))) + "\n" for n in range(count)), encoding="utf-8")
    return path


def take(ledger: Ledger, *sources: Path | str, workers: int = 0) -> Summary:
    """Take sources in as the command does."""

    def known(source: str) -> str | None:
        found = ledger.taken(source)
        return found.fingerprint if found else None

    return add(ledger, items(list(map(str, sources)), Options(known=known)), workers=workers, make=open_plain, by=BY)


@pytest.mark.slow
def test_pool_keeps_the_order() -> None:
    """Results come in the order of the items, whichever worker was faster."""
    pool = Pool(make_square, 2)
    found = [result for result in pool.results(n for n in range(100) if n not in (13, 17, 19)) if result]
    assert found == [(n, n * n) for n in range(100) if n not in (13, 17, 19)]


@pytest.mark.slow
def test_pool_survives_its_workers() -> None:
    """A worker that dies, hangs or fails costs its own item; the others are done."""
    pool = Pool(make_square, 2, patience=1.0)
    found = dict(result for result in pool.results(range(30)) if result)
    errors = {n: result for n, result in found.items() if isinstance(result, SelonError)}
    assert set(errors) == {13, 17, 19}
    assert isinstance(errors[13], WorkerLost)
    assert "died" in str(errors[13])
    assert "longer than 1 s" in str(errors[17])
    assert "ValueError: nineteen" in str(errors[19])
    assert all(found[n] == n * n for n in range(30) if n not in errors)


@pytest.mark.slow
def test_pool_is_bounded() -> None:
    """No more items are drawn than a few dozen before results are taken."""
    drawn = 0

    def numbers() -> Iterator[int]:
        nonlocal drawn
        for n in range(20, 10_000):
            drawn += 1
            yield n

    results = Pool(make_square, 2).results(numbers())
    for _ in range(5):
        next(results)
    time.sleep(0.5)
    assert drawn <= 2 * WINDOW + 10
    results.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_pool_that_cannot_start_says_why() -> None:
    """When no worker can start, the error is raised instead of one for each item."""
    with pytest.raises(NoArticle, match="the model is missing"):
        list(Pool(make_broken, 2).results(range(5)))
    with pytest.raises(ReadingError, match="could not start"):
        list(Pool(make_dying, 2).results(range(5)))


@pytest.mark.parametrize("workers", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_add_takes_everything(ledger: Ledger, tmp_path: Path, workers: int) -> None:
    """All articles are stored, and the summary says so."""
    summary = take(ledger, stories(tmp_path / "a.jsonl", 150), workers=workers)
    assert summary.outcomes == {"taken": 150}
    assert not summary.failed
    assert summary.statements == ledger.count() == sum(len(story(n).attributions) for n in range(150))
    assert not ledger.check().problems


@pytest.mark.slow
def test_workers_make_no_difference(tmp_path: Path) -> None:
    """The ledger is the same whether one process read or two."""
    path = stories(tmp_path / "a.jsonl", 80)
    contents = []
    for workers in (0, 2):
        with Ledger(tmp_path / f"{workers}.db") as ledger:
            take(ledger, path, workers=workers)
            contents.append([(s.id, s.content, s.speaker) for s in ledger.statements()])
    assert contents[0] == contents[1]


def test_the_same_command_again_does_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """What has been read is not read again; what has changed is."""
    path = stories(tmp_path / "a.jsonl", 20)
    take(ledger, path)
    assert take(ledger, path).outcomes == {"known": 20}
    stories(path, 25)
    assert take(ledger, path).outcomes == {"unchanged": 20, "taken": 5}


def test_failures_are_counted_by_cause_and_tried_again(ledger: Ledger, tmp_path: Path) -> None:
    """Bad lines and missing files fail by cause, the rest is taken, and a repaired source settles its failure."""
    path = stories(tmp_path / "a.jsonl", 3)
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "no json\n" + '{"title": "no text"}\n', encoding="utf-8")
    summary = take(ledger, path, tmp_path / "missing.html")
    assert summary.outcomes == {"taken": 3}
    assert summary.failed == {"UnreadableContent": 2, "SourceNotFound": 1}
    assert {(f.source.rpartition("/")[2], f.cause) for f in ledger.failures()} == {
        ("a.jsonl#4", "UnreadableContent"),
        ("a.jsonl#5", "UnreadableContent"),
        ("missing.html", "SourceNotFound"),
    }
    path.write_text(good + json.dumps(to_json(story(7))) + "\n" + json.dumps(to_json(story(8))), encoding="utf-8")
    take(ledger, path)
    assert [f.cause for f in ledger.failures()] == ["SourceNotFound"]
    assert not ledger.check().problems


def test_an_empty_name_is_not_the_folder_one_is_in(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source without a name, such as a variable of the shell that is not set, is a mistake."""
    stories(tmp_path / "a.jsonl", 3)
    monkeypatch.chdir(tmp_path)
    assert take(ledger, "").failed == {"SourceNotFound": 1}


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_it_reported(ledger: Ledger, tmp_path: Path) -> None:
    """Interrupted anywhere, everything reported as kept is there, and the same command completes it."""
    path = stories(tmp_path / "a.jsonl", 300)
    reported: list[str] = []

    def report(progress: Progress) -> None:
        reported.extend(item.source for item, _ in progress.kept)
        if len(reported) > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(ledger, items([str(path)], Options()), workers=0, make=open_plain, by=BY, report=report)
    assert reported
    assert all(ledger.taken(source) for source in reported)
    summary = take(ledger, path)
    assert summary.outcomes == {"known": len(reported), "taken": 300 - len(reported)}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("url",), 5),
        (("outlet",), ["Gazette"]),
        (("language",), {"code": "fr"}),
        (("language_score",), 2**70),
        (("extracted",), None),
        (("attributions", 0, "sources_claimed"), "two"),
        (("attributions", 0, "sources_claimed"), 2**70),
        (("attributions", 0, "said_at", "precision"), ["day"]),
        (("attributions", 0, "why", "rule"), None),
        (("attributions", 1, "speaker", "kind"), "ghost"),
        (("attributions", 1, "speaker", "score"), "high"),
    ],
)
def test_a_record_with_values_of_another_kind_is_told(ledger: Ledger, place: tuple[str | int, ...], value: Any) -> None:  # noqa: ANN401
    """What no article can hold is the record's failure in selon's own words, and no fault."""
    record = to_json(story(1))
    at: Any = record
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    rows = [Item("bad", "record", "1", record), Item("good", "record", "1", to_json(story(2)))]
    summary = add(ledger, rows, workers=0, make=open_plain, by=BY)
    assert (summary.outcomes, summary.failed, summary.faults) == ({"taken": 1}, {"InvalidValue": 1}, 0)
    assert str(place[-1]) in ledger.failures()[0].message


def test_an_article_that_cannot_be_stored_costs_itself(ledger: Ledger) -> None:
    """One article that the database refuses is a failure; its group is kept."""
    lone = {"format": "selon.article/1", **to_json(story(1))}
    lone["text"] = lone["text"][:-1] + "\ud800"
    rows = [Item(str(n), "record", "1", to_json(story(n))) for n in range(2, 5)]
    rows.insert(1, Item("bad", "record", "1", lone))
    summary = add(ledger, rows, workers=0, make=open_plain, by=BY)
    assert summary.outcomes == {"taken": 3}
    assert summary.failed.total() == 1
    assert not ledger.check().problems
