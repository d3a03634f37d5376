"""
Are refusals told from what looks like one?

``tests/refusals`` holds for each language ninety short passages with one refusal (source and cue are given) and ninety that
look like one and are none, written by somebody who wrote no rule. A refusal is right when a statement that declines and
has no content shares a word with its cue and has its source, a passage without one when nothing in it declines so. Prints
the shares, those of odd and even numbers apart, since whoever writes rules reads the odd ones only; with ``--wrong`` it
prints what is wrong of the odd ones, with ``--even`` too of all::

    python benchmarks/refusals.py [--fast] [--wrong [--even]]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from selon import Article, Attribution, Reader

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "refusals"


def main() -> int:
    """Print the shares asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="by rules alone")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong of those with odd numbers")
    parser.add_argument("--even", action="store_true", help="with --wrong: of those with even numbers as well")
    options = parser.parse_args()
    reader = Reader(fast=options.fast)
    for path in sorted(FOLDER.glob("*.jsonl")):
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        wrong = [(case, found) for case in cases if not is_right(case, *(found := declined(reader, case, path.stem)))]
        missed = {case["id"] for case, _ in wrong}
        for refusals, name in ((True, "refusals"), (False, "none")):
            right = [(is_odd(case), case["id"] not in missed) for case in cases if bool(case["refusals"]) == refusals]
            halves = [[is_right for odd, is_right in right if odd == half] for half in (True, False)]
            shares = ", ".join(
                f"{half} {sum(of)} of {len(of)}" for half, of in zip(("odd", "even"), halves, strict=True)
            )
            sys.stdout.write(f"{path.stem} {name:<9} {sum(map(sum, halves))} of {len(right)} right ({shares})\n")
        for case, (article, found) in wrong if options.wrong else ():
            if not is_odd(case) and not options.even:
                continue
            seen = [(article.words(one.source), article.words(one.cue)) for one in found]
            expected = [(one["source"], one["cue"]) for one in case["refusals"]]
            sys.stdout.write(f"  {case['id']}  {case['text']}\n      expected {expected}, found {seen}\n")
    return 0


def is_odd(case: dict[str, Any]) -> bool:
    """Tell whether whoever writes rules may read the passage."""
    return case["id"][-1] in "13579"


def declined(reader: Reader, case: dict[str, Any], language: str) -> tuple[Article, list[Attribution]]:
    """Return the passage as read, and its statements that decline and say nothing."""
    article = reader.read_text(case["text"], lang=language)
    return article, [one for one in article.attributions if one.act == "decline" and not one.content]


def is_right(case: dict[str, Any], article: Article, found: list[Attribution]) -> bool:
    """Tell whether the refusals *found* in the passage are those of *case*."""
    if not case["refusals"]:
        return not found
    expected = case["refusals"][0]
    cue = case["text"].index(expected["cue"])
    at = range(cue, cue + len(expected["cue"]))
    meant = [one for one in found if any(span.start < at.stop and at.start < span.end for span in one.cue)]
    return len(found) == 1 and len(meant) == 1 and _same_source(article, meant[0], expected["source"])


def _same_source(article: Article, found: Attribution, expected: str | None) -> bool:
    """Tell whether half of the words of the source found and expected are in both, as ``selon eval`` does."""
    if expected is None or not found.source:
        return not found.source and expected is None
    own, given = set(article.words(found.source).lower().split()), set(expected.lower().split())
    return 2 * len(own & given) >= len(own | given)


if __name__ == "__main__":
    sys.exit(main())
