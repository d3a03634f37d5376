"""
How sure is it who speaks?

By what the source tells it, by the share of the winner where several competed, and by what the name looks like. What each
of these is worth was learned from annotated speakers (``training/speakers.py``).
"""

from __future__ import annotations

import math

from selon.resolve.competition import learned
from selon.resolve.resolution import Resolution

LEAST, MOST = 0.02, 0.98
"""Shares beyond which another share says no more."""


def sureness(found: Resolution, source: str) -> float | None:
    """
    Return how likely the speaker of *found* is right where the statement is, from 0 to 1; None without a speaker.

    Args:
        found: What the source stands for.
        source: The words of the source.
    """
    if found.speaker is None:
        return None
    weights = learned()["confidence"]
    odds = sum(weights.get(name, 0.0) * value for name, value in evidence(found, source).items())
    return round(1 / (1 + math.exp(-odds)), 3)


def evidence(found: Resolution, source: str) -> dict[str, float]:
    """Return what tells how sure the speaker of *found* is, by name, with how much of it there is."""
    how, name = found.how, found.speaker.name if found.speaker is not None else ""
    several = len(name.split()) > 1
    share = min(max(found.share, LEAST), MOST)
    seen = {f"{how}, share": math.log(share / (1 - share))} if found.share < 1 else {}
    told = {
        "a speaker": True,
        how: True,
        f"kind={found.kind}": True,
        f"{how}, several candidates": len(found.candidates) > 1,
        f"{how}, several words": several,
        "person of one word": found.kind == "person" and not several,
        "name, as written": how == "name" and name == source,
        "name, within": how == "name" and name != source and name in source,
        "name, beyond": how == "name" and name not in source,
    }
    return seen | {name: 1.0 for name, is_so in told.items() if is_so}
