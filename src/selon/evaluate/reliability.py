"""
Is a statement that says it is 80 % sure right in 80 of 100 cases, and so is its speaker?
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.evaluate.documents import Documents
from selon.evaluate.matching import match, match_refusals
from selon.evaluate.names import folded
from selon.evaluate.selection import check_known, select

BANDS = 10
"""Bands that figures are given for."""

DRAWS = 200
"""How often chance is tried."""


@dataclass(frozen=True, slots=True)
class Band:
    """
    Statements of about the same confidence.

    Attributes:
        count: How many they are.
        confidence: Their mean confidence, from 0 to 1.
        right: The share of them that is right: end to end, or in the speaker.
    """

    count: int
    confidence: float
    right: float


def judged(gold: Documents, pred: Documents, *, top_level: bool = False) -> list[tuple[float, bool]]:
    """
    Return the confidence of each prediction and whether it is right end to end; predictions without one are left out.

    Raises:
        EvaluationError: If a prediction is about no gold document, or lies beyond its text.
    """
    check_known(gold, pred)
    found: list[tuple[float, bool]] = []
    for name, document in gold.items():
        chosen = select(document, pred.get(name), direct_only=False, top_level=top_level)
        right = set(match(chosen.gold, chosen.pred).e2e.values())
        refused = set(match_refusals(chosen.gold_refusals, chosen.pred_refusals).values())
        for relations, hits in ((chosen.pred, right), (chosen.pred_refusals, refused)):
            for index, marked in enumerate(relations):
                if marked.relation.confidence is not None:
                    found.append((marked.relation.confidence, index in hits))
    return found


def judged_speakers(gold: Documents, pred: Documents, *, top_level: bool = False) -> list[tuple[float, bool]]:
    """
    Return the confidence of each predicted speaker and whether it is the gold's, where the prediction is right end to end.

    Raises:
        EvaluationError: As :func:`judged`.
    """
    check_known(gold, pred)
    found: list[tuple[float, bool]] = []
    for name, document in gold.items():
        chosen = select(document, pred.get(name), direct_only=False, top_level=top_level)
        matched = (
            (chosen.gold, chosen.pred, match(chosen.gold, chosen.pred).e2e),
            (chosen.gold_refusals, chosen.pred_refusals, match_refusals(chosen.gold_refusals, chosen.pred_refusals)),
        )
        for theirs, ours, pairs in matched:
            for i, j in pairs.items():
                wanted, given = theirs[i].relation.labels, ours[j].relation
                if given.speaker_confidence is not None and "speaker" in wanted:
                    same = folded(given.labels.get("speaker")) == folded(wanted["speaker"])
                    found.append((given.speaker_confidence, same))
    return found


def bands(pairs: Iterable[tuple[float, bool]], count: int = 5) -> list[Band]:
    """
    Return *pairs* of confidence and success in *count* bands of equal size, least confident first.

    >>> bands([(0.2, False), (0.4, True), (0.9, True), (0.9, True)], 2)
    [Band(count=2, confidence=0.30000000000000004, right=0.5), Band(count=2, confidence=0.9, right=1.0)]
    """
    ordered = sorted(
        pairs, key=lambda pair: pair[0]
    )  # by the confidence alone: of equal ones, the wrong do not come first
    size, rest = divmod(len(ordered), count)
    result, start = [], 0
    for number in range(count):
        end = start + size + (number < rest)
        part = ordered[start:end]
        if part:
            result.append(
                Band(len(part), sum(c for c, _ in part) / len(part), sum(right for _, right in part) / len(part))
            )
        start = end
    return result


def calibration_error(found: Sequence[Band]) -> float:
    """Return the expected calibration error: how far confidence and success are apart, weighted by the bands' size."""
    total = sum(band.count for band in found)
    return sum(band.count * abs(band.confidence - band.right) for band in found) / total if total else 0.0


def chance(pairs: Sequence[tuple[float, bool]], count: int = BANDS) -> float:
    """Return the calibration error that *pairs* would have if each confidence were the likelihood: chance alone."""
    drawn = random.Random(1)  # noqa: S311 - a simulation, not a secret
    errors = (
        calibration_error(bands([(sure, drawn.random() < sure) for sure, _ in pairs], count)) for _ in range(DRAWS)
    )
    return sum(errors) / DRAWS
