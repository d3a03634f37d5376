"""
What is each rule worth?

    python benchmarks/ablation.py                   every gold set of tests/floors.json
    python benchmarks/ablation.py fr_dev            one of them
    python benchmarks/ablation.py --markdown        as a table for a page

For each rule: how many statements it made, the share of them that are right, and what end-to-end precision, recall and
F1 would be without it. Parsing is done once; only the steps after it are run again.

Sets outside the project are looked for in the folder that the environment variable SELON_DATA names.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from selon import Article, Reader, SelonError
from selon.evaluate import Documents, error_report, load, predict, score
from selon.evaluate.floors import Floor, read_floors
from selon.extract import RULES
from selon.reading import read_plain

if TYPE_CHECKING:
    from selon.parse.tree import Parse

FLOORS = Path(__file__).resolve().parent.parent / "tests" / "floors.json"
HEADER = ("rule", "made", "right", "precision", "P without", "R without", "F1 without", "F1 lost")


class ParsedOnce:
    """Reads texts with some rules left out; what was parsed once is not parsed again."""

    def __init__(self) -> None:
        """Start with every rule, and nothing parsed."""
        self.without: frozenset[str] = frozenset()
        self._parser = Reader()
        self._parsed: dict[str, tuple[Article, list[Parse | None]]] = {}

    def read_text(self, text: str, *, lang: str | None = None, published: date | None = None) -> Article:
        """Return *text* as an article, read without the rules named in ``without``."""
        if text not in self._parsed:
            article = read_plain(text, lang=lang, published=published)
            self._parsed[text] = article, self._parser.parse(article)
        return Reader(without=self.without).read_parsed(*self._parsed[text])


def main() -> int:
    """Print a table for each set named on the command line, or for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help="names in tests/floors.json; all when none is given")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    options = parser.parse_args()
    floors = read_floors(FLOORS)
    unknown = sorted(set(options.sets) - set(floors))
    if unknown:
        print(f"no gold set {', '.join(unknown)}; there are: {', '.join(floors)}", file=sys.stderr)
        return 2
    data = Path(os.environ["SELON_DATA"]) if os.environ.get("SELON_DATA") else None
    reader = ParsedOnce()
    for name in options.sets or floors:
        path = floors[name].path(FLOORS.parent, data)
        if path is None:
            print(f"{name}: left out, SELON_DATA is not set\n")
            continue
        print(f"{name} ({path.name})\n")
        rows = _rows(load(path), floors[name], reader)
        print(_markdown(rows) if options.markdown else _plain(rows), end="\n\n")
    return 0


def _rows(gold: Documents, floor: Floor, reader: ParsedOnce) -> list[tuple[str, ...]]:
    reader.without = frozenset()
    whole = predict(gold, reader)
    direct_only, top_level = floor.direct_only, floor.top_level
    best = score(gold, whole, direct_only=direct_only, top_level=top_level)["e2e"]
    report = error_report(gold, whole, direct_only=direct_only, top_level=top_level)
    made = {row["name"]: row for row in report["rules"]}
    found: list[tuple[float, tuple[str, ...]]] = []
    for rule in sorted({rule.__name__ for rule in RULES} | set(made)):
        reader.without = frozenset({rule})
        rest = score(gold, predict(gold, reader), direct_only=direct_only, top_level=top_level)["e2e"]
        own = made.get(rule, {"all": 0, "right": 0, "share_right": 0.0})
        lost = best["f1"] - rest["f1"]
        counts = (str(own["all"]), str(own["right"]), _percent(own["share_right"]))
        figures = (_percent(rest["p"]), _percent(rest["r"]), _percent(rest["f1"]), f"{100 * lost:+.1f}")
        found.append((lost, (rule, *counts, *figures)))
    everything = (_percent(best["p"]), _percent(best["r"]), _percent(best["f1"]), "")
    total = ("(none left out)", str(best["pred"]), str(best["tp"]), _percent(best["p"]), *everything)
    return [total, *(row for _, row in sorted(found, key=lambda entry: -entry[0]))]


def _percent(part: float) -> str:
    return f"{100 * part:.1f}"


def _plain(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"{row[0]:24}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in (HEADER, *rows))


def _markdown(rows: list[tuple[str, ...]]) -> str:
    ruler = ("---", *("---:" for _ in HEADER[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (HEADER, ruler, *rows))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SelonError as error:
        sys.exit(f"ablation: {error}")
