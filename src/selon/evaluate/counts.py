"""
How do counts become figures?
"""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

Tally = Counter[tuple[str, ...]]
"""Counts by what was counted, of which, and for which gold type (none: for all)."""


class Agreement(TypedDict):
    """Precision, recall and F1 with the counts behind them."""

    p: float
    r: float
    f1: float
    tp: int
    pred: int
    gold: int


class Share(TypedDict):
    """A share with the counts behind it; None of nothing."""

    acc: float | None
    n: int
    ok: int


def agreement(tp: int, pred: int, gold: int) -> Agreement:
    """
    Return how well *pred* things agree with *gold* things of which *tp* are the same.

    >>> agreement(3, 4, 6)["f1"]
    0.6
    """
    precision = tp / pred if pred else 0.0
    recall = tp / gold if gold else 0.0
    both = precision + recall
    return {
        "p": precision,
        "r": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
        "tp": tp,
        "pred": pred,
        "gold": gold,
    }


def share(ok: int, n: int) -> Share:
    """Return the share *ok* of *n*."""
    return {"acc": ok / n if n else None, "n": n, "ok": ok}
