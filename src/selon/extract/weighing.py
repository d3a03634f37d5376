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
    """Return *candidates* with their probabilities, most probable first."""
    cue, reading, scale = weights["cue"], weights["reading"], weights["calibration"]
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.head, []).append(candidate)
    found = []
    for group in groups.values():
        seen = evidence.of_cue(context, group)
        table = cue["weights"]
        is_cue = logistic(cue["bias"] + sum(table.get(name, 0.0) for name in seen))
        if is_cue < weights["threshold"] / 2:
            continue
        for candidate in group:
            own = evidence.of_reading(context, candidate, group)
            rows = reading["weights"]
            is_right = logistic(reading["bias"] + sum(rows.get(name, 0.0) for name in own))
            joint = is_cue * is_right
            probability = logistic(scale["slope"] * math.log(max(joint, 1e-9) / max(1 - joint, 1e-9)) + scale["intercept"])
            found.append((probability, candidate, seen, own))
    found.sort(key=lambda row: (-row[0], row[1].head, row[1].content, row[1].source))
    return [
        Weighed(candidate, probability, _reasons(seen, own, cue["weights"], reading["weights"]))
        for probability, candidate, seen, own in found
        if probability >= weights["threshold"]
    ]


def _reasons(
    seen: Sequence[str], own: Sequence[str], cue: Mapping[str, float], reading: Mapping[str, float]
) -> tuple[str, ...]:
    scored = [(cue.get(name, 0.0), name) for name in seen] + [(reading.get(name, 0.0), name) for name in own]
    scored.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    return tuple(f"{name} {weight:+.1f}" for weight, name in scored[:STRONGEST])
