"""
How does a person read the figures?
"""

from __future__ import annotations

from typing import cast

from selon.evaluate.counts import Agreement, Share
from selon.evaluate.documents import TYPES
from selon.evaluate.matching import LEVELS
from selon.evaluate.measures import Result

_ROWS = {
    "content_tokens": "content tokens",
    "content_words": "content words",
    "j50": "content J>=0.5",
    "relaxed": "content any overlap",
    "exact": "content exact-trim",
    "e2e": "end to end",
}
_BY_TYPE = ("token_recall", *(f"{level}_recall" for level in LEVELS), "source_any", "source_exact", "cue_any")


def table(result: Result) -> str:
    """Return *result* as the lines of a table: percentages with the counts behind them."""
    left_out = f"nested left out: {result['pred_nested']}; outside quotes: {result['pred_outside_quotes']}"
    counts = f"documents {result['documents']}  gold {result['j50']['gold']}  predictions {result['j50']['pred']}"
    lines = [
        f"{counts}  ({left_out})",
        f"{'':22}{'P':>7}{'R':>7}{'F1':>7}",
    ]
    for key, name in _ROWS.items():
        figures = cast("Agreement", result[key])  # type: ignore[literal-required]
        lines.append(f"{name:22}{_three(figures)}   tp {figures['tp']}")
    for name, part in result["matched_pairs"].items():
        lines.append(f"{name:22}{_percent(part['acc']):>7}  of {part['n']}")
    lines.append(_with_counts("declines", result["declines"]))
    lines += [
        f"label {label:16}{_percent(part['acc']):>7}  of {part['n']}"
        for label, part in result["labels"].items()
        if part["n"]
    ]
    lines += [_with_counts(f"rare {name}", figures) for name, figures in result["rare"].items() if figures["gold"]]
    by_type = result["by_type"]
    columns = (f"{kind} {by_type[kind]['gold']}" for kind in TYPES)
    lines.append(f"{'recall by gold type':22}" + "".join(f"{column:>16}" for column in columns))
    for key in _BY_TYPE:
        cells = (_percent(cast("Share", by_type[kind][key])["acc"]) for kind in TYPES)
        lines.append(f"{key:22}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def _percent(part: float | None) -> str:
    return "-  " if part is None else f"{100 * part:.2f}"


def _three(figures: Agreement) -> str:
    return "".join(f"{_percent(part):>7}" for part in (figures["p"], figures["r"], figures["f1"]))


def _with_counts(name: str, figures: Agreement) -> str:
    return f"{name:22}{_three(figures)}   tp {figures['tp']} of {figures['gold']}"
