"""
How well are real pages read?

Compares the saved pages in ``$SELON_DATA/fr_pages`` with the text, title, outlet and date written beside them in
``fr_pages.jsonl``, and prints the figures for each page and for all, and the time that it takes beside trafilatura's own.
``--settings`` compares what trafilatura alone finds with each of its settings, the measurement behind the one that selon
uses.

The time: selon's ``read_source`` and trafilatura's ``extract`` get the same bytes, and decoding them counts on both sides.
Each side reads in fresh processes, in turns; a process first reads every other page, so that it is warm, then each of the
rest once, so that nothing is remembered of a page that is timed. What counts is the CPU time, of each page the median of
all rounds. The ratio is the median over the pages: one on which trafilatura tries all that it knows takes it ten times as
long as the others, and would decide the sum.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from trafilatura import extract

from selon.model import Article
from selon.reading import read_source

SIDES: dict[str, Callable[[bytes], object]] = {
    "selon": read_source,
    "trafilatura": lambda page: extract(page.decode()),
}
"""What is timed, each given the bytes of a page."""


def words(text: str) -> Counter[str]:
    """Return the words of *text* in lower case, with their counts."""
    return Counter(re.findall(r"\w+", text.lower()))


def overlap(found: str, expected: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words found."""
    ours, theirs = words(found), words(expected)
    common = sum((ours & theirs).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def running(article: Article) -> str:
    """Return the text of *article* without posts of social networks, which the expected texts leave out."""
    return "\n\n".join(one.span.of(article.text) for one in article.passages if one.kind != "post")


def same(found: str | None, expected: str) -> bool:
    """Tell whether two names or titles are the same but for white space: no-break spaces are typography."""
    return " ".join((found or "").split()) == " ".join(expected.split())


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield what is expected of each page, and the page."""
    for line in (folder / "fr_pages.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        yield expected, folder / "fr_pages" / f"{expected['id']}.html"


def compare_pages(folder: Path) -> None:
    """Print how selon reads each page."""
    scores, titles, outlets, dates = [], 0, 0, 0
    for expected, path in pages(folder):
        article = read_source(path)
        score = overlap(running(article), expected["text"])
        title = same(article.title.of(article.text) if article.title else None, expected["title"])
        outlet = same(article.outlet, expected["outlet"])
        day = article.published.date() if isinstance(article.published, datetime) else article.published
        dated = bool(day) and str(day) == expected["date"]
        scores.append(score)
        titles, outlets, dates = titles + title, outlets + outlet, dates + dated
        wrong = [name for name, right in (("title", title), ("outlet", outlet), ("date", dated)) if not right]
        marks = f"   wrong: {', '.join(wrong)}" if wrong else ""
        print(f"{expected['id']:44} P {score[0]:.3f}  R {score[1]:.3f}  F1 {score[2]:.3f}{marks}")
    count = len(scores)
    mean = sum(score[2] for score in scores) / count
    print(f"\n{count} pages: mean word F1 {mean:.3f}, lowest {min(score[2] for score in scores):.3f}")
    print(f"title right on {titles}, outlet on {outlets}, date on {dates} of {count}")


def compare_speed(rounds: int) -> None:
    """Print how fast selon reads the pages, beside trafilatura."""
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(rounds):
        for side in sorted(SIDES, reverse=number % 2 == 1):
            halves = (_timed_apart(side, half) for half in (0, 1))
            runs[side].append({name: taken for half in halves for name, taken in half.items()})
    ours, theirs = (
        {name: statistics.median(run[name] for run in runs[side]) for name in runs[side][0]} for side in SIDES
    )
    ratios = [theirs[name] / ours[name] for name in ours]
    print(
        f"{len(ours) / sum(ours.values()):.1f} pages a CPU second; {statistics.median(ratios):.2f} times as fast as"
        f" trafilatura.extract ({min(ratios):.2f} to {max(ratios):.2f}; {rounds} rounds)"
    )


def _timed_apart(side: str, half: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--side", side, "--half", str(half)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def timed(folder: Path, side: str, half: int) -> dict[str, float]:
    """Return the CPU seconds that *side* takes for each page of one *half*, having read the other, in this process."""
    read = SIDES[side]
    given = [(path.stem, path.read_bytes()) for _, path in pages(folder)]
    for _, page in given[1 - half :: 2]:
        read(page)
    seconds = {}
    for name, page in given[half::2]:
        begun = time.process_time()
        read(page)
        seconds[name] = time.process_time() - begun
    return seconds


def compare_settings(folder: Path) -> None:
    """Print how trafilatura alone does with each of its settings."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - only for this comparison

    for precision in (False, True):
        for fast in (False, True):
            scores = []
            begun = time.process_time()
            for expected, path in pages(folder):
                document: Any = bare_extraction(
                    path.read_text(encoding="utf-8"),
                    favor_precision=precision,
                    fast=fast,
                    include_comments=False,
                    with_metadata=True,
                )
                found = "\n".join(filter(None, (document.title, document.description, document.text)))
                scores.append(overlap(found, expected["text"])[2])
            speed = len(scores) / (time.process_time() - begun)
            named = f"favor_precision={precision!s:5} fast={fast!s:5}"
            print(f"{named}  mean {sum(scores) / len(scores):.3f}  lowest {min(scores):.3f}  {speed:.1f} pages/s")


def main() -> None:
    """Read the options and print the figures."""
    parser = argparse.ArgumentParser(description="Compare how pages are read with what is expected of them.")
    parser.add_argument("--settings", action="store_true", help="compare trafilatura's settings instead")
    parser.add_argument("--rounds", type=int, default=9, help="processes of each side and half; the median counts")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)  # what each of these is started with
    parser.add_argument("--half", type=int, choices=(0, 1), help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = os.environ.get("SELON_DATA")
    if not folder:
        print("set SELON_DATA to the folder that holds fr_pages and fr_pages.jsonl", file=sys.stderr)
        sys.exit(2)
    if options.side:
        print(json.dumps(timed(Path(folder), options.side, options.half)))
    elif options.settings:
        compare_settings(Path(folder))
    else:
        compare_pages(Path(folder))
        compare_speed(options.rounds)


if __name__ == "__main__":
    main()
