"""
Which scores must not fall?

Floors pin what a set of gold scores, together with a fingerprint of that gold: they only rise, and they say nothing of
another corpus. To lower one takes an explicit call with a reason, and the reason goes into the changelog.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from selon.errors import EvaluationError
from selon.evaluate.measures import Result
from selon.placing import placed

_AGREEMENTS = ("e2e", "j50", "content_tokens", "declines")
_STEPS = 1000
"""Floors are whole parts of this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """
    What one set of gold must score.

    Attributes:
        gold: The set's file: relative to the floors, or ``data:NAME`` in the folder of evaluation data.
        direct_only: Whether only direct quotations are scored.
        top_level: Whether nested relations are left out.
        fast: Whether the rules read alone.
        corpus: Fingerprint of the file that the scores were made on; empty before the first pinning.
        scores: The lowest value allowed for each figure, from 0 to 1.
    """

    gold: str
    direct_only: bool = False
    top_level: bool = False
    fast: bool = False
    corpus: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)

    def path(self, folder: Path, data: Path | None) -> Path | None:
        """
        Return where the gold is, None when it needs a data folder that is not there.

        Args:
            folder: The folder of the floors' own file.
            data: The folder of evaluation data.
        """
        outside = self.gold.removeprefix("data:")
        if outside == self.gold:
            return folder / self.gold
        return data / outside if data else None


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of the file at *path*."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        msg = f"cannot read the gold {path} ({error}); a floor names an existing file"
        raise EvaluationError(msg) from error


def figures(result: Result) -> dict[str, float]:
    """Return the figures of *result* that are pinned: those with gold behind them, rounded down."""
    everything: Mapping[str, Any] = result
    found = {
        f"{name}.{part}": everything[name][part]
        for name in _AGREEMENTS
        for part in ("p", "r", "f1")
        if everything[name]["gold"]
    }
    for group in ("matched_pairs", "labels"):
        found |= {f"{group}.{name}": row["acc"] for name, row in everything[group].items() if row["n"]}
    found |= {f"rare.{name}.f1": row["f1"] for name, row in everything["rare"].items() if row["gold"]}
    return {name: _rounded_down(value) for name, value in found.items()}


def shortfalls(floor: Floor, corpus: str, scored: Mapping[str, float]) -> list[str]:
    """
    Return a sentence for each way in which *scored* breaks *floor*, none when it holds.

    >>> shortfalls(Floor(gold="fr.jsonl", corpus="ab", scores={"e2e.f1": 0.8}), "ab", {"e2e.f1": 0.79})
    ['e2e.f1 is 0.790, its floor 0.800']
    """
    if not floor.corpus:
        return ["no floor is pinned yet; pin one"]
    if corpus != floor.corpus:
        return ["the gold has changed since its floors were pinned; pin them anew, with a reason"]
    missing = [f"{name} is no longer measured" for name in floor.scores if name not in scored]
    return missing + [
        f"{name} is {scored[name]:.3f}, its floor {lowest:.3f}"
        for name, lowest in floor.scores.items()
        if name in scored and scored[name] < lowest
    ]


def raised(floor: Floor, corpus: str, scored: Mapping[str, float]) -> Floor:
    """
    Return *floor* with each figure raised to what was scored where that is higher.

    Raises:
        EvaluationError: If the floor was pinned on other gold.
    """
    if floor.corpus and corpus != floor.corpus:
        msg = f"the gold {floor.gold} has changed since its floors were pinned; lower them with a reason instead"
        raise EvaluationError(msg)
    scores = {name: max(value, floor.scores.get(name, 0.0)) for name, value in scored.items()}
    return replace(floor, corpus=corpus, scores={**floor.scores, **scores})


def lowered(floor: Floor, corpus: str, scored: Mapping[str, float], reason: str) -> tuple[Floor, str]:
    """
    Return *floor* pinned at what was scored, down as well as up, and the line that the changelog needs.

    Raises:
        EvaluationError: If *reason* is empty.
    """
    if not reason.strip():
        msg = "a floor is lowered without a reason; say in a few words why the score may fall"
        raise EvaluationError(msg)
    fallen = [
        f"{name} {lowest:.3f} → {scored[name]:.3f}" if name in scored else f"{name} {lowest:.3f} → not measured"
        for name, lowest in floor.scores.items()
        if scored.get(name, -1.0) < lowest
    ]
    what = "; ".join(fallen) or "for new gold, none lower"
    line = f"- Floors of `{floor.gold}` pinned anew ({what}): {reason.strip()}"
    return replace(floor, corpus=corpus, scores=dict(scored)), line


def read_floors(path: Path) -> dict[str, Floor]:
    """
    Return the floors of the file at *path* by the name of their set.

    Raises:
        EvaluationError: If the file cannot be read as floors.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {name: Floor(**row) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        msg = f'cannot read the floors {path} ({error}); it holds {{"set": {{"gold": "fr.jsonl", "scores": {{…}}}}}}'
        raise EvaluationError(msg) from error


def write_floors(floors: Mapping[str, Floor], path: Path) -> None:
    """Write *floors* to *path*, leaving out what is as by default."""
    rows = {name: _row(floor) for name, floor in floors.items()}
    with placed(path, _are_floors) as stream:
        stream.write((json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode())


def _are_floors(stream: IO[bytes]) -> bool:
    try:
        return all(Floor(**row) for row in json.loads(stream.read()).values())
    except (ValueError, TypeError, AttributeError):
        return False


def _row(floor: Floor) -> dict[str, Any]:
    row: dict[str, Any] = {"gold": floor.gold}
    row |= {mode: True for mode in ("direct_only", "top_level", "fast") if getattr(floor, mode)}
    return row | {"corpus": floor.corpus, "scores": dict(sorted(floor.scores.items()))}


def _rounded_down(value: float) -> float:
    # The small summand keeps a figure such as 0.83 from falling to 0.829 in binary.
    return math.floor(value * _STEPS + 1e-9) / _STEPS
