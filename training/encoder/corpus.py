"""
Which articles are learned from, and which are kept apart from each other?

Folds are cut by outlet: what was learned from an outlet is never measured on it. Texts that were written for selon count
as an outlet each; those written after the manner of an outlet's article go with that outlet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated import data, joined_records, records
from gold import as_json, read

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDS = 3
APART = ("refusals", "articles")
"""Folders of texts written for selon, which fill the folds evenly by themselves."""


def wide() -> Iterator[dict[str, Any]]:
    """Yield the articles of PolNeAR, annotated by its wider definition."""
    return records(data() / "en_train.jsonl")


def annotated(*, articles: bool = False) -> list[dict[str, Any]]:
    """
    Return all articles annotated by selon's definition that may be learned from, each with ``set`` and ``fold``.

    *articles* takes in those of ``training/articles``, in which attributions stand closer together than in the news.
    """
    found: list[dict[str, Any]] = []
    for language, news in (("fr", "fr_train"), ("en", "en_news")):
        found += [one | {"set": "train"} for one in records(data() / f"{news}.jsonl")]
        found += [one | {"set": "more"} for one in joined_records((language,))]
        own = records(ROOT / "tests" / "gold" / f"{language}.jsonl")
        found += [one | {"set": "gold", "outlet": one["id"]} for one in own]
        for name in APART if articles else APART[:1]:
            sheets = [read(path) for path in sorted((ROOT / "training" / name / language).glob("*.txt"))]
            found += [as_json(sheet) | {"set": name, "outlet": sheet.manner or sheet.id} for sheet in sheets]
    return with_folds(found)


def with_folds(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *found* with the number of its fold in each: an outlet lies in one, and all hold about as much."""
    fold_of: dict[tuple[str, str], int] = {}
    for names in (None, *APART):
        size: Counter[tuple[str, str]] = Counter()
        for one in found:
            if (one["set"] == names) if names else (one["set"] not in APART):
                size[one["lang"], one["outlet"]] += len(one["attributions"])
        held: Counter[tuple[str, int]] = Counter()
        for key in sorted(size.keys() - fold_of.keys(), key=lambda key: (-size[key], key)):
            fold_of[key] = min(range(FOLDS), key=lambda number: (held[key[0], number], number))
            held[key[0], fold_of[key]] += size[key]
    return [one | {"fold": fold_of[one["lang"], one["outlet"]]} for one in found]
