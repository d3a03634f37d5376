"""
Is what is said of confidences counted as it is defined?
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from selon.evaluate import Document, Relation, load, write
from selon.evaluate.reliability import bands, calibration_error, chance, judged, judged_speakers
from selon.model import Span, Why

TEXT = "Ann said yes. Bob said no. Eve said never."
GOLD = tuple(
    Relation(
        id=f"a{number}",
        source=(Span(start, start + 3),),
        cue=(Span(start + 4, start + 8),),
        content=(Span(start + 9, end),),
        type="indirect",
        labels={"speaker": name},
    )
    for number, (start, end, name) in enumerate(((0, 12, "Ann Lee"), (14, 25, "Bob Roy"), (27, 41, None)))
)


def one(*relations: Relation) -> dict[str, Document]:
    """Return one document with *relations*."""
    return {"d": Document(id="d", lang="en", text=TEXT, relations=relations)}


def predicted(number: int, name: str | None, sure: float | None) -> Relation:
    """Return what gold has at *number*, with another speaker."""
    why = Why("example")
    return replace(GOLD[number], labels={"speaker": name}, why=why, confidence=0.9, speaker_confidence=sure)


def test_speakers_are_judged_where_the_statement_is_right() -> None:
    """A speaker counts where one is named and the statement is right; whom the gold does not name is wrong."""
    elsewhere = replace(predicted(1, "Bob Roy", 0.7), content=(Span(27, 30),))
    pred = one(predicted(0, "Ann Lee", 0.9), elsewhere, predicted(2, "Eve", 0.4))
    assert judged_speakers(one(*GOLD), pred) == [(0.9, True), (0.4, False)]
    assert judged(one(*GOLD), pred) == [(0.9, True), (0.9, False), (0.9, True)]
    assert judged_speakers(one(*GOLD), one(predicted(2, None, None))) == []


def test_predictions_keep_how_sure_they_are(tmp_path: Path) -> None:
    """What is written of a speaker's confidence comes back."""
    path = tmp_path / "out.jsonl"
    write(one(predicted(0, "Ann Lee", 0.9), predicted(2, None, None)), path)
    assert [r.speaker_confidence for r in load(path)["d"].relations] == [0.9, None]


def test_equal_confidences_are_not_sorted_by_success() -> None:
    """Of equal confidences, those that are right do not come last: two halves of them are as good as each other."""
    pairs = [(0.5, True), (0.5, False)] * 10
    assert calibration_error(bands(pairs, 2)) == 0
    assert calibration_error(bands([(0.5, False)] * 10 + [(0.5, True)] * 10, 1)) == 0


def test_chance_falls_with_numbers() -> None:
    """Perfect likelihoods deviate too, and less where there are more of them."""
    few, many = ([(0.8, True)] * count for count in (50, 5000))
    assert chance(few) > 2 * chance(many) > 0
    assert chance([(1.0, True)] * 50) == pytest.approx(0)
