"""
How likely is a candidate right, by learned weights?

Three decisions over the observations of :mod:`selon.extract.decide.observations`: is this a cue (a logistic
regression), which of its readings is meant (a conditional one), and is that reading right, with what holds it in view.
The last gives a calibrated share, the confidence. The weights are data (``weights.json``), trained by
``training/train_acceptor.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.extract.candidate import Candidate
from selon.extract.decide import observations
from selon.extract.grammar.context import Context
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    The reading of one cue that its rivals agree with most.

    Attributes:
        candidate: The reading.
        is_cue: How likely its cue makes an attribution at all.
        chance: How likely this reading of it is right.
        seen: The observations behind both.
    """

    candidate: Candidate
    is_cue: float
    chance: float
    seen: tuple[tuple[str, float], ...] = ()


def weigh(
    context: Context, candidates: Sequence[Candidate], weights: Mapping[str, Any], *, least: float
) -> list[Weighed]:
    """Return the best reading of each cue with its probability, from *least* on, the most probable first."""
    cue, reading = weights["cue"], weights["reading"]["weights"]
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.head, []).append(candidate)
    table = cue["weights"]
    found: list[Chosen] = []
    for group in groups.values():
        seen = observations.of_cue(context, group)
        is_cue = logistic(cue["bias"] + sum(table.get(name, 0.0) for name in seen))
        if is_cue < UNLIKELY:
            continue
        own = [observations.of_reading(context, candidate, group) for candidate in group]
        scores = [sum(reading.get(name, 0.0) for name in names) for names in own]
        for best, share in chosen(group, agreement(group, shares(scores))):
            spoken = [(name, table[name]) for name in seen if name in table]
            spoken += [(name, reading[name]) for name in own[best] if name in reading]
            found.append(Chosen(group[best], is_cue, is_cue * share, tuple(spoken)))
    decide = weights["decision"]
    result = []
    for one, outer in zip(found, outer_chances(context.passage_at, found), strict=True):
        values = of_decision(one, outer)
        odds = decide["bias"] + sum(decide["weights"].get(name, 0.0) * value for name, value in values.items())
        probability = logistic(odds)
        if probability >= least:
            result.append(Weighed(one.candidate, probability, _reasons(one.seen)))
    result.sort(key=lambda w: (-w.probability, w.candidate.head, w.candidate.content, w.candidate.source))
    return result


UNLIKELY = 0.15
"""A cue less likely than this is not looked at any further: hardly one in a hundred attributions is lost."""


def chosen(group: Sequence[Candidate], chances: Sequence[float]) -> list[tuple[int, float]]:
    """Return the best reading, and a second one beside it where a quotation follows a summary."""
    best = max(range(len(group)), key=lambda n: (chances[n], -n))
    result = [(best, chances[best])]
    rest = [
        n
        for n in range(len(group))
        if "quote" in (group[n].frame, group[best].frame) and group[n].frame != group[best].frame
    ]
    apart = [n for n in rest if not _common(group[n].content, group[best].content) and chances[n] >= SECOND]
    if apart:
        second = max(apart, key=lambda n: (chances[n], -n))
        result.append((second, chances[second]))
    return result


SECOND = 0.2
"""Share of belief that a second content of one cue needs."""


def outer_chances(passage_at: Callable[[int], int], found: Sequence[Chosen]) -> list[float]:
    """
    Return for each choice how likely the likeliest other one is whose content holds its cue.

    Args:
        passage_at: Gives the number of the passage that holds a character.
        found: The choices of one article.
    """
    by_passage: dict[int, list[tuple[int, int, float, int]]] = {}
    for number, one in enumerate(found):
        for span in one.candidate.content:
            by_passage.setdefault(passage_at(span.start), []).append((span.start, span.end, one.chance, number))
    return [
        max(
            (
                chance
                for start, end, chance, other in by_passage.get(passage_at(one.candidate.head), ())
                if start <= one.candidate.head < end and other != number
            ),
            default=0.0,
        )
        for number, one in enumerate(found)
    ]


def of_decision(one: Chosen, outer: float) -> dict[str, float]:
    """Return what the last decision rests on: both chances, what holds the cue, the frame."""
    chance, is_cue, frame = log_odds(one.chance), log_odds(one.is_cue), one.candidate.frame
    return {
        "chance": chance,
        "cue": is_cue,
        "outer": outer,
        f"frame={frame}": 1.0,
        f"frame={frame}+chance": chance,
        f"frame={frame}+outer": outer,
        f"rule={one.candidate.rule}": 1.0,
        "no source": 0.0 if one.candidate.source else 1.0,
    }


def log_odds(share: float) -> float:
    """Return the log odds of *share*, bounded."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(share / (1 - share))


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


def agree(one: Candidate, other: Candidate) -> bool:
    """Tell whether two readings share half their content and a word of their sources."""
    return _agree(one, other, _size(one.content), _size(other.content))


def _agree(one: Candidate, other: Candidate, size: int, other_size: int) -> bool:
    common = _common(one.content, other.content)
    if not common or common < HALF * (size + other_size - common):
        return False
    if one.source and other.source:
        return _common(one.source, other.source) > 0
    return not one.source and not other.source


def _reasons(seen: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    strongest = sorted(seen, key=lambda pair: (-abs(pair[1]), pair[0]))[:STRONGEST]
    return tuple(f"{name} {weight:+.1f}" for name, weight in strongest)
