"""
How sure may a reader be of a statement?
"""

from __future__ import annotations

import math

from selon.lang import Language

SUREST = 0.99
"""No rule is surer than this."""


def log_odds(share: float) -> float:
    """
    Return the logarithm of the odds of a share, shares beyond :data:`SUREST` cut off.

    >>> round(log_odds(0.5), 2), round(log_odds(0.9), 2)
    (0.0, 2.2)
    """
    share = min(max(share, 1 - SUREST), SUREST)
    return math.log(share / (1 - share))


def calibrated(rate: float, language: Language) -> float:
    """
    Return how often statements of such a *rate* are right in *language*, from 0 to 1.

    Platt's scaling with the numbers under ``calibration`` in ``weights.json``, fitted on the project's own gold by
    ``training/calibrate.py``; a language that was not measured keeps the rate.
    """
    line = language.weights.get("calibration")
    if line is None:
        return min(rate, SUREST)
    return 1 / (1 + math.exp(-(line["slope"] * log_odds(rate) + line["intercept"])))
