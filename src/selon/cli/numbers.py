"""
Which numbers may an option take?
"""

from __future__ import annotations

import math

import typer

MOST = 1_000_000_000
"""The largest number of things that an option can ask for; more than any ledger holds."""


def finite(value: float) -> float:
    """Refuse what is no number (``nan``): it is neither smaller than an option's least nor larger than its most."""
    if not math.isfinite(value):
        msg = f"{value} is no number; give one such as 0.5"
        raise typer.BadParameter(msg)
    return value
