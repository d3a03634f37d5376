"""
How well are pages read that are made as the common themes and publishing systems make them?

    python benchmarks/themes.py            each page that is not wholly right, and what it is not; then the figures
    python benchmarks/themes.py --all      every page

Reads the pages in ``tests/reading/themes`` and compares with what was written beside them in ``pages.jsonl`` by somebody who
had not seen the code that reads them, before it read any. All words are invented; the markup is that of real themes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from selon.errors import NoArticle
from selon.model import Article
from selon.reading import read_html

ROOT = Path(__file__).resolve().parent.parent
THEMES = ROOT / "tests" / "reading" / "themes"
FIELDS = ("title", "published", "byline", "outlet", "language", "paywalled")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How one page was read.

    Attributes:
        page: Its file.
        wrong: What was found and what was expected, for each field that is wrong.
        overlap: Precision, recall and F1 of the words of its text.
        missing: The words that are not there.
        extra: The words that do not belong there.
    """

    page: str
    wrong: dict[str, tuple[object, object]]
    overlap: tuple[float, float, float]
    missing: Counter[str]
    extra: Counter[str]


def readings() -> Iterator[Reading]:
    """Yield how each page is read, in the order of the list."""
    for line in (THEMES / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        try:
            article = read_html((THEMES / expected["page"]).read_bytes(), url=expected["url"])
        except NoArticle as error:
            nothing = Counter(_words("\n".join(expected["text"])))
            wrong = {"article": (str(error), expected["title"])}
            yield Reading(expected["page"], wrong, (0.0, 0.0, 0.0), nothing, Counter())
            continue
        yield _compared(article, expected)


def _compared(article: Article, expected: dict[str, Any]) -> Reading:
    found = _fields(article)
    expected["language"] = expected["language"][:2]
    wrong = {name: (found[name], expected[name]) for name in FIELDS if not _same(found[name], expected[name])}
    body = [passage.span.of(article.text) for passage in article.passages if passage.kind != "title"]
    ours, theirs = Counter(_words("\n".join(body))), Counter(_words("\n".join(expected["text"])))
    common = (ours & theirs).total()
    precision, recall = common / max(ours.total(), 1), common / max(theirs.total(), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Reading(expected["page"], wrong, (precision, recall, f1), theirs - ours, ours - theirs)


def _fields(article: Article) -> dict[str, object]:
    return {
        "title": article.title.of(article.text) if article.title else None,
        "published": article.published,
        "byline": article.byline,
        "outlet": article.outlet,
        "language": article.language,  # its code, without the country
        "paywalled": any("subscription" in warning for warning in article.warnings),
    }


def _same(found: object, expected: object) -> bool:
    """Tell whether two values mean the same: white space is typography, two spellings of a moment are one."""
    if isinstance(found, date) and isinstance(expected, str):
        return _moment(found) == _moment(datetime.fromisoformat(expected))
    if isinstance(found, str) and isinstance(expected, str):
        return " ".join(found.split()) == " ".join(expected.split())
    return found == expected


def _moment(value: date) -> object:
    """Return a moment to the second, in one time zone; midnight sharp is the day."""
    if not isinstance(value, datetime):
        return value
    if not (value.hour or value.minute or value.second):
        return value.date()
    return value.replace(microsecond=0).astimezone(UTC) if value.tzinfo else value.replace(microsecond=0)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def main() -> None:
    """Print the pages and the figures."""
    parser = argparse.ArgumentParser(description="Compare how pages of real themes are read with what is expected.")
    parser.add_argument("--all", action="store_true", help="print every page")
    options = parser.parse_args()
    found = list(readings())
    for one in found:
        if options.all or one.wrong or one.overlap[2] < 1:
            print(f"{one.page:44} P {one.overlap[0]:.3f}  R {one.overlap[1]:.3f}  F1 {one.overlap[2]:.3f}")
        for name, (ours, theirs) in one.wrong.items():
            print(f"    {name}: {ours!s} – expected {theirs!s}")
        for name, words in (("missing", one.missing), ("extra", one.extra)):
            if words:
                print(f"    {name} ({words.total()}): {' '.join(words)[:200]}")
    count = len(found)
    for name in FIELDS:
        right = sum(name not in one.wrong and "article" not in one.wrong for one in found)
        print(f"{name:10} {right} of {count}: {100 * right / count:.1f} %")
    scores = [one.overlap[2] for one in found]
    print(f"text       mean word F1 {sum(scores) / count:.3f}, lowest {min(scores):.3f}")


if __name__ == "__main__":
    main()
