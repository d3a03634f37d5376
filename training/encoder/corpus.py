"""
Which articles are learned from, and which are kept apart from each other?

Folds are cut by outlet: what was learned from an outlet is never measured on it. Texts that were written for selon count
as an outlet each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated import data, joined_records, records
from gold import as_json, read

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDS = 3


def wide() -> Iterator[dict[str, Any]]:
    """Yield the articles of PolNeAR, annotated by its wider definition."""
    return records(data() / "en_train.jsonl")


def annotated() -> list[dict[str, Any]]:
    """Return all articles annotated by selon's definition that may be learned from, each with ``set`` and ``fold``."""
    found: list[dict[str, Any]] = []
    for language, news in (("fr", "fr_train"), ("en", "en_news")):
        found += [one | {"set": "train"} for one in records(data() / f"{news}.jsonl")]
        found += [one | {"set": "more"} for one in joined_records((language,))]
        own = records(ROOT / "tests" / "gold" / f"{language}.jsonl")
        found += [one | {"set": "gold", "outlet": one["id"]} for one in own]
        sheets = sorted((ROOT / "training" / "refusals" / language).glob("*.txt"))
        found += [as_json(read(sheet)) | {"set": "refusals", "outlet": sheet.stem} for sheet in sheets]
    return with_folds(found)


def with_folds(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *found* with the number of its fold in each: an outlet lies in one, and all hold about as much."""
    outlets: dict[tuple[str, bool, str], list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        outlets[one["lang"], one["set"] == "refusals", one["outlet"]].append(one)
    size = {key: sum(len(one["attributions"]) for one in group) for key, group in outlets.items()}
    held: Counter[tuple[str, bool, int]] = Counter()
    fold_of = {}
    for key in sorted(outlets, key=lambda key: (-size[key], key)):
        fold = min(range(FOLDS), key=lambda number: (held[key[0], key[1], number], number))
        held[key[0], key[1], fold] += size[key]
        fold_of[key] = fold
    return [one | {"fold": fold_of[one["lang"], one["set"] == "refusals", one["outlet"]]} for one in found]
