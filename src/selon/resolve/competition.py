"""
Which of several is meant?

Everybody who may be meant competes with the evidence that speaks for them, and with nobody. What each piece of evidence
is worth was learned from annotated speakers (``training/speakers.py``); the shares of all add up to one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice

from selon.resolve.resolution import CANDIDATES, Resolution

LEAST = 0.45
"""Share from which one of the contenders is meant; below, who it may be is left open."""
CLOSE = 0.1
"""Two names whose shares come nearer to each other leave it open as well."""


@dataclass(frozen=True)
class Contender:
    """
    Somebody who may be meant.

    Attributes:
        stands: Who it is.
        seen: What speaks for it, by name, with how much of it there is.
    """

    stands: Resolution
    seen: Mapping[str, float]

    @property
    def name(self) -> str | None:
        """The name, None for nobody who has one."""
        return self.stands.speaker.name if self.stands.speaker is not None else None


def shares(kind: str, contenders: Sequence[Contender]) -> list[tuple[float, Contender]]:
    """
    Return how likely each is meant, the likeliest first; of several with one name, the likeliest stands for all.

    Of those without a name, somebody whom the article describes stands for nobody as well.

    Args:
        kind: Which weights: ``pronouns`` or ``floating``.
        contenders: Who competes, nobody included.
    """
    weights = learned()[kind]
    odds = [sum(weights.get(name, 0.0) * value for name, value in one.seen.items()) for one in contenders]
    most = max(odds, default=0.0)
    powers = [math.exp(one - most) for one in odds]
    whole = sum(powers)
    share: dict[str | None, float] = {}
    best: dict[str | None, tuple[bool, float, Contender]] = {}
    for power, one in zip(powers, contenders, strict=True):
        share[one.name] = share.get(one.name, 0.0) + power / whole
        rank = not one.stands.is_open, power, one
        if one.name not in best or rank[:2] > best[one.name][:2]:
            best[one.name] = rank
    return sorted(((share[name], one) for name, (*_, one) in best.items()), key=lambda pair: -pair[0])


def elected(kind: str, contenders: Sequence[Contender], open_: Resolution) -> Resolution:
    """
    Return who is meant, with the others as candidates; *open_* with them where none has a share to speak of.

    Args:
        kind: Which weights.
        contenders: Who competes, nobody included.
        open_: What is there to say where nothing decides.
    """
    ranked = shares(kind, contenders)
    share, first = ranked[0]
    named = ((part, one.stands.speaker) for part, one in ranked if one.stands.speaker is not None)
    speakers = tuple(replace(speaker, score=round(part, 3)) for part, speaker in islice(named, CANDIDATES))
    rival = next((part for part, one in ranked[1:] if one.name is not None), 0.0)
    decided = share >= LEAST and (first.name is None or share - rival >= CLOSE)
    if not decided or first.name is None:
        return replace(first.stands if decided else open_, candidates=speakers)
    return replace(first.stands, candidates=speakers, share=share)


@cache
def learned() -> dict[str, dict[str, float]]:
    """Return the weights of the evidence, by kind of competition."""
    weights: dict[str, dict[str, float]] = json.loads(
        files("selon.resolve").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return weights
