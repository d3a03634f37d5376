"""
How fast does a ledger of a million statements answer?

Fills a ledger with synthetic articles, then times the questions that people ask most, each from a connection that has
just been opened and again from a warm one, and a reader while a writer loads::

    python benchmarks/ledger.py [--statements 1000000] [--keep FILE]

The words are drawn from an invented vocabulary with the frequencies of a natural one (Zipf), so that the most frequent
words stand in tens of thousands of statements.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from selon.ledger import Ledger, Query, signature
from selon.model import LABELS, Article, Attribution, OwnVoice, Passage, Span, Speaker, Why

BOUNDS = {
    "list by speaker and date": 50,
    "search one word with filters, first 20": 150,
    "search the most frequent word, first 20": 150,
    "page of a speaker": 100,
    "page of the most quoted speaker": 100,
    "statistics": 1000,
    "opening": 300,
}
"""Milliseconds that each question may take."""

LARGEST = 900  # MB
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "on", "eau", "ir", "el")]
OUTLETS = 80
MANY = 0.7  # share of statements with a named speaker, and of articles in French
PEOPLE = 20_000
DAYS = 2000
FRAMES = ("quote", "clause", "infinitive", "nominal", "parenthetical")
EVIDENCE = ("form=f", "source=subject", "source=inverted noun phrase", "order=before", "quotes=1", "negated", "bare")


class Newsroom:
    """Makes synthetic articles; the same number always gives the same article."""

    def __init__(self) -> None:
        """Draw the vocabulary and the people."""
        chance = random.Random(1)
        words = {"".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(60_000)}
        self.words = sorted(words)
        chance.shuffle(self.words)
        self.word_weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.people = [
            Speaker(f"{self._name(chance)} {self._name(chance)}", chance.choice(LABELS["source_kind"]))  # type: ignore[arg-type]
            for _ in range(PEOPLE)
        ]
        names = [name for name in LABELS if name != "source_kind"]
        self.labels = [{name: chance.choice(LABELS[name]) for name in names} for _ in range(300)]
        cues = chance.sample(self.words, 300)
        self.reasons = [
            Why(
                f"rule_{chance.randrange(20)}",
                chance.choice(cues),
                chance.choice(FRAMES),
                tuple(chance.sample(EVIDENCE, 3)),
            )
            for _ in range(20_000)
        ]
        self.people_weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(PEOPLE)))

    def _name(self, chance: random.Random) -> str:
        return chance.choice(self.words).capitalize()

    def article(self, number: int) -> Article:
        """Return article *number*, of about 540 words and 17 statements."""
        chance = random.Random(number)
        parts: list[str] = []
        length = 0

        def put(text: str) -> Span:
            nonlocal length
            span = Span(length, length + len(text))
            parts.append(text)
            length += len(text)
            return span

        title = put(" ".join(self._draw(chance, 8)).capitalize())
        passages, attributions, own = [Passage(title, "title", "/html/body/main/article/h1")], [], [OwnVoice(title)]
        for place in range(chance.randint(14, 20)):
            put("\n\n")
            start = length
            speaker = (
                chance.choices(self.people, cum_weights=self.people_weights)[0] if chance.random() < MANY else None
            )
            source = put(speaker.name if speaker else " ".join(self._draw(chance, 4)))
            put(" ")
            cue = put("a déclaré")
            put(" que ")
            content = put(" ".join(self._draw(chance, chance.randint(8, 28))))
            own.append(OwnVoice(put(f". {' '.join(self._draw(chance, 10)).capitalize()}.")))
            passages.append(Passage(Span(start, length), "paragraph", f"/html/body/main/article/div[2]/p[{place + 1}]"))
            attributions.append(
                Attribution(
                    source=(source,),
                    cue=(cue,),
                    content=(content,),
                    speaker=speaker,
                    source_kind=speaker.kind if speaker else "unknown",
                    why=chance.choice(self.reasons),
                    confidence=chance.randint(50, 99) / 100,
                    **chance.choice(self.labels),  # type: ignore[arg-type]
                )
            )
        return Article(
            text="".join(parts),
            title=title,
            url=f"https://outlet{number % OUTLETS}.example/{number}",
            outlet=f"Outlet {int(OUTLETS * chance.random() ** 2)}",
            published=date(2020, 1, 1) + timedelta(days=chance.randrange(DAYS)),
            language="fr" if chance.random() < MANY else "en",
            language_score=0.99,
            passages=tuple(passages),
            attributions=tuple(attributions),
            own_voice=tuple(own),
            extracted=True,
        )

    def _draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.word_weights, k=count)


def fill(path: Path, statements: int) -> tuple[float, float]:
    """Fill a ledger and return the seconds that storing took, and those of finding near-duplicates in it."""
    newsroom = Newsroom()
    storing = signing = 0.0
    with Ledger(path) as ledger:
        count = number = 0
        while count < statements:
            articles = [newsroom.article(n) for n in range(number, number + 64)]
            number += 64
            start = time.perf_counter()
            signatures = [signature(article.text) for article in articles]
            signing += time.perf_counter() - start
            start = time.perf_counter()
            with ledger.together():
                for article, signed in zip(articles, signatures, strict=True):
                    count += ledger.add(article, signature=signed).statements
            storing += time.perf_counter() - start
            if sys.stderr.isatty():
                print(f"\r{count:,} statements, {count / storing:,.0f}/s", end="", file=sys.stderr)
    return storing, signing


def questions(path: Path) -> Iterator[tuple[str, Callable[[Ledger], object]]]:
    """Yield the questions, drawn from what the ledger holds."""
    newsroom = Newsroom()
    chance = random.Random(2)
    middle = [newsroom.people[chance.randrange(50, 2000)].name for _ in range(10)]
    frequent = newsroom.words[0]
    words = [newsroom.words[chance.randrange(20, 5000)] for _ in range(10)]
    names, rare = itertools.cycle(middle), itertools.cycle(words)
    with Ledger(path, create=False, read_only=True) as ledger:
        keys = itertools.cycle([ledger.speakers(Query(speaker=name))[0].key for name in middle[:5]])
        most = ledger.speakers(Query(speaker=newsroom.people[0].name))[0].key
    dates = {"since": "2021-03", "until": "2022-06"}
    yield (
        "list by speaker and date",
        lambda ledger: list(
            ledger.statements(Query(speaker=next(names), **dates), limit=100)  # type: ignore[arg-type]
        ),
    )
    yield (
        "search one word with filters, first 20",
        lambda ledger: list(
            ledger.statements(Query(words=next(rare), act=("deny", "assert"), lang=("fr",), since="2021"), limit=20)
        ),
    )
    yield (
        "search the most frequent word, first 20",
        lambda ledger: list(
            ledger.statements(Query(words=frequent, act=("deny",), outlet=("Outlet 3",), since="2021"), limit=20)
        ),
    )
    yield "page of a speaker", lambda ledger: ledger.speaker(next(keys))
    yield "page of the most quoted speaker", lambda ledger: ledger.speaker(most)
    yield "statistics", lambda ledger: ledger.stats()
    yield "newest 100 of everything", lambda ledger: list(ledger.statements(limit=100))
    yield "list of speakers, first 100", lambda ledger: ledger.speakers(limit=100)
    yield "list of outlets", lambda ledger: ledger.outlets()
    yield "sample of 100", lambda ledger: ledger.sample(100, seed=1)


def timed(path: Path, question: Callable[[Ledger], object], *, rounds: int = 9) -> tuple[float, float, float, float]:
    """
    Return milliseconds: on a connection just opened, the median of warm ones, the slowest, and the processor's median.

    What the processor took for it alone is not stretched by other programs on the machine.
    """
    with Ledger(path, create=False, read_only=True) as ledger:
        times, worked = [], []
        for _ in range(rounds + 1):
            start, busy = time.perf_counter(), time.process_time()
            question(ledger)
            times.append(1000 * (time.perf_counter() - start))
            worked.append(1000 * (time.process_time() - busy))
    return times[0], statistics.median(times[1:]), max(times[1:]), statistics.median(worked[1:])


def opening(path: Path) -> float:
    """Return milliseconds that opening takes, the median of nine."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        Ledger(path, create=False).close()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def load_for(path: str, seconds: float) -> None:
    """Write for some seconds, in a process of its own."""
    newsroom = Newsroom()
    with Ledger(path) as ledger:
        end, number = time.monotonic() + seconds, 10_000_000
        while time.monotonic() < end:
            with ledger.together():
                for _ in range(64):
                    ledger.add(newsroom.article(number))
                    number += 1


def reading_while_writing(path: Path, seconds: float = 8.0) -> tuple[int, float, int]:
    """Return how often a reader asked while another process wrote, the slowest answer in ms, and what was written."""
    with Ledger(path, create=False, read_only=True) as ledger:
        before = ledger.count()
        writer = multiprocessing.get_context("spawn").Process(target=load_for, args=(str(path), seconds))
        writer.start()
        times = []
        while writer.is_alive():
            start = time.perf_counter()
            list(ledger.statements(limit=50))
            times.append(1000 * (time.perf_counter() - start))
        writer.join()
        return len(times), max(times), ledger.count() - before


def main() -> int:
    """Run everything and print a table; exit 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="fill this file once and use it again")
    options = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "news.db"
        if not path.exists():
            storing, signing = fill(path, options.statements)
            print(
                f"stored {options.statements:,} statements in {storing:.0f} s ({options.statements / storing:,.0f}/s); "
                f"signatures {signing:.0f} s"
            )
        size = path.stat().st_size / 1e6
        missed |= size > LARGEST
        print(f"file {size:,.0f} MB (bound {LARGEST} MB)")
        print(f"{'question':42} {'first':>8} {'median':>8} {'slowest':>8} {'cpu':>8} {'bound':>7}   ms")
        took = opening(path)
        missed |= took > BOUNDS["opening"]
        print(f"{'opening':42} {'':8} {took:8.1f} {'':8} {'':8} {BOUNDS['opening']:7}")
        for name, question in questions(path):
            first, median, slowest, worked = timed(path, question)
            bound = BOUNDS.get(name)
            missed |= bound is not None and median > bound
            print(f"{name:42} {first:8.1f} {median:8.1f} {slowest:8.1f} {worked:8.1f} {bound or '':>7}")
        asked, slowest, written = reading_while_writing(path)
        print(f"while {written:,} statements were written: {asked:,} answers, the slowest in {slowest:.0f} ms")
    print("a bound was missed" if missed else "all bounds are kept")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
