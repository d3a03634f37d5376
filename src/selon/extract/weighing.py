"""
How likely is a candidate right, by learned weights?

Two logistic regressions over the observations of :mod:`selon.extract.evidence`: is this a cue, and is this reading of it
the right one. Their product, put on the scale of shares by a calibration learned on articles held out, is the
confidence. The weights are data (``weights.json``), trained by ``training/train_acceptor.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.extract import evidence
from selon.extract.candidate import Candidate
from selon.extract.context import Context
from selon.model import Spans

STRONGEST = 4
"""Observations that are given as the reason of a decision."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    A candidate and what the weights make of it.

    Attributes:
        candidate: The candidate.
        probability: Calibrated share of such candidates that are right.
        reasons: The observations that weighed most, the strongest first.
    """

    candidate: Candidate
    probability: float
    reasons: tuple[str, ...]


def logistic(value: float) -> float:
    """Return the share that belongs to log odds *value*."""
    return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))


def weigh(context: Context, candidates: Sequence[Candidate], weights: Mapping[str, Any]) -> list[Weighed]:
    """Return *candidates* with their probabilities, most probable first; improbable ones are left out."""
    cue, reading, least = weights["cue"], weights["reading"]["weights"], weights["threshold"]
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.head, []).append(candidate)
    found = []
    for group in groups.values():
        seen = evidence.of_cue(context, group)
        table = cue["weights"]
        is_cue = logistic(cue["bias"] + sum(table.get(name, 0.0) for name in seen))
        if is_cue < least:
            continue
        own = [evidence.of_reading(context, candidate, group) for candidate in group]
        scores = [sum(reading.get(name, 0.0) for name in names) for names in own]
        for candidate, share, names in zip(group, agreement(group, shares(scores)), own, strict=True):
            if is_cue * share >= least:
                found.append((is_cue * share, candidate, seen, names))
    found.sort(key=lambda row: (-row[0], row[1].head, row[1].content, row[1].source))
    points = weights["calibration"]
    return [
        Weighed(candidate, calibrated(chance, points), _reasons(seen, names, cue["weights"], reading))
        for chance, candidate, seen, names in found
    ]


def shares(scores: Sequence[float]) -> list[float]:
    """Return the share of belief that each of several rival readings gets."""
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def agreement(group: Sequence[Candidate], belief: Sequence[float]) -> list[float]:
    """
    Return for each reading the belief in all readings that say nearly the same.

    Of ten readings of which eight differ by an adjunct, one of the eight is right rather than the most probable single
    one.
    """
    held = [number for number, share in enumerate(belief) if share > FAINT]
    sizes = [_size(candidate.content) for candidate in group]
    result = []
    for one, candidate in enumerate(group):
        total = belief[one] if belief[one] <= FAINT else 0.0
        for other in held:
            if other == one or _agree(candidate, group[other], sizes[one], sizes[other]):
                total += belief[other]
        result.append(total)
    return result


FAINT = 0.003
"""Shares of belief that are not worth adding up."""
HALF = 0.5


def _size(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _common(left: Spans, right: Spans) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _agree(one: Candidate, other: Candidate, size: int, other_size: int) -> bool:
    """Tell whether two readings share half their content and a word of their sources."""
    common = _common(one.content, other.content)
    if not common or common < HALF * (size + other_size - common):
        return False
    if one.source and other.source:
        return _common(one.source, other.source) > 0
    return not one.source and not other.source


def calibrated(chance: float, points: Sequence[Sequence[float]]) -> float:
    """Return the share that held-out candidates with such a *chance* were right, read off a line through *points*."""
    left = points[0]
    for right in points:
        if chance <= right[0]:
            if right[0] == left[0]:
                return right[1]
            return left[1] + (right[1] - left[1]) * (chance - left[0]) / (right[0] - left[0])
        left = right
    return points[-1][1]


def _reasons(
    seen: Sequence[str], own: Sequence[str], cue: Mapping[str, float], reading: Mapping[str, float]
) -> tuple[str, ...]:
    scored = [(cue.get(name, 0.0), name) for name in seen] + [(reading.get(name, 0.0), name) for name in own]
    scored.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    return tuple(f"{name} {weight:+.1f}" for weight, name in scored[:STRONGEST])
