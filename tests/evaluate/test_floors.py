"""
Do floors only rise, and do today's scores hold them?
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS

from selon import Reader
from selon.errors import EvaluationError
from selon.evaluate import load, predict, score
from selon.evaluate.floors import (
    Floor,
    figures,
    fingerprint,
    lowered,
    raised,
    read_floors,
    shortfalls,
    write_floors,
)

FLOORS = TESTS / "floors.json"
PINNED = Floor(gold="gold/fr.jsonl", corpus="ab", scores={"e2e.f1": 0.8, "labels.act": 0.9})


def test_a_score_at_its_floor_holds() -> None:
    """
    Equal or higher is no complaint.
    """
    assert shortfalls(PINNED, "ab", {"e2e.f1": 0.8, "labels.act": 0.95}) == []


def test_a_lower_or_missing_score_is_told() -> None:
    """
    Each figure that fell or vanished has a sentence of its own.
    """
    assert shortfalls(PINNED, "ab", {"e2e.f1": 0.799}) == [
        "labels.act is no longer measured",
        "e2e.f1 is 0.799, its floor 0.800",
    ]


def test_other_gold_breaks_a_floor() -> None:
    """
    Floors say nothing of gold that has changed: neither that they hold nor how to raise them.
    """
    assert "has changed" in shortfalls(PINNED, "cd", {"e2e.f1": 1.0, "labels.act": 1.0})[0]
    with pytest.raises(EvaluationError, match="has changed"):
        raised(PINNED, "cd", {"e2e.f1": 1.0})


def test_raising_lowers_nothing() -> None:
    """
    A figure that fell keeps its floor, one that rose gets a new one, a new one is added.
    """
    floor = raised(PINNED, "ab", {"e2e.f1": 0.7, "labels.act": 0.95, "labels.naming": 0.5})
    assert floor.scores == {"e2e.f1": 0.8, "labels.act": 0.95, "labels.naming": 0.5}


def test_lowering_takes_a_reason_and_says_what_fell() -> None:
    """
    The line for the changelog names each figure that falls, and why.
    """
    floor, line = lowered(PINNED, "ab", {"e2e.f1": 0.7, "labels.act": 0.95}, "a ruling changed")
    assert floor.scores == {"e2e.f1": 0.7, "labels.act": 0.95}
    assert line == "- Floors of `gold/fr.jsonl` pinned anew (e2e.f1 0.800 → 0.700): a ruling changed"
    with pytest.raises(EvaluationError, match="without a reason"):
        lowered(PINNED, "ab", {}, " ")


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    """
    What is written is read back equal.
    """
    floors = {"fr": PINNED, "en": Floor(gold="data:en.jsonl", top_level=True)}
    write_floors(floors, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == floors


def test_unreadable_floors_are_told(tmp_path: Path) -> None:
    """
    A file that holds no floors is an error, not an empty set of them.
    """
    (tmp_path / "floors.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(EvaluationError, match="cannot read the floors"):
        read_floors(tmp_path / "floors.json")


def test_gold_outside_needs_its_folder() -> None:
    """
    ``data:`` names a file in the folder of evaluation data, which may not be there.
    """
    here = Path("here")
    assert PINNED.path(here, None) == here / "gold/fr.jsonl"
    assert Floor(gold="data:x.jsonl").path(here, None) is None
    assert Floor(gold="data:x.jsonl").path(here, Path("there")) == Path("there/x.jsonl")


OWN = [name for name, floor in read_floors(FLOORS).items() if floor.corpus and floor.path(TESTS, None)]


@pytest.mark.parametrize("name", OWN)
def test_the_reader_holds_its_floors(name: str, reader: Reader) -> None:
    """
    On the project's own gold no figure is below what was once reached.
    """
    floor = read_floors(FLOORS)[name]
    path = floor.path(TESTS, None)
    assert path is not None
    gold = load(path)
    found = predict(gold, Reader(fast=True) if floor.fast else reader)
    result = score(gold, found, direct_only=floor.direct_only, top_level=floor.top_level)
    assert shortfalls(floor, fingerprint(path), figures(result)) == []
