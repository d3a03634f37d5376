"""
How fast does a ledger of a million statements answer?

Fills a ledger with synthetic articles, then times the questions that its commands ask, each from a connection that has
just been opened and again from a warm one, and a reader while a writer loads::

    python benchmarks/ledger.py [--statements 1000000] [--keep FILE]

What it holds is mixed as an archive of news is: a fifth of the articles are wire copies, half of them word for word, half
with paragraphs cut; outlets write in four languages; words and speakers have natural frequencies (Zipf), so that the most
frequent words stand in tens of thousands of statements and ten speakers in 20,000 make a quarter of all that are named.
A table of people knows some of them, and people have decided on a few hundred statements.
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
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from selon.ledger import Ledger, Query, signature
from selon.ledger.ledger import EVERYTHING
from selon.model import LABELS, Article, Attribution, OwnVoice, Passage, Person, Span, Speaker, Why

BOUND = 300
"""Milliseconds that each question may take, the median of warm connections."""

LARGEST = 1100  # MB
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "on", "eau", "ir", "el")]
OUTLETS = 80
LANGUAGES = (
    "fr",
    "en",
    "fr",
    "de",
    "fr",
    "en",
    "fr",
    "es",
    "en",
    "fr",
)  # of outlets, by the last figure of their number
MANY = 0.7  # share of statements with a named speaker
PEOPLE = 20_000
KNOWN = 2_000  # people in the table of people, the most quoted
DECIDED = 300  # statements that people accept or reject
BLOCK = 5  # articles, the last of which is a wire copy of one of the others
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
        self.people_weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(PEOPLE)))

    def _name(self, chance: random.Random) -> str:
        return chance.choice(self.words).capitalize()

    def article(self, number: int) -> Article:
        """Return article *number*, of about 540 words and 17 statements, or a copy of an earlier one."""
        if number % BLOCK < BLOCK - 1:
            return self._written(number)
        chance = random.Random(number)
        copied = number - 1 - chance.randrange(BLOCK - 1)
        copy = self._written(copied, paragraphs=chance.choice((11, None)))
        outlet = int(OUTLETS * chance.random() ** 2)
        return replace(
            copy,
            url=f"https://outlet{number % OUTLETS}.example/{number}",
            outlet=f"Outlet {outlet}",
            language=LANGUAGES[outlet % 10],
        )

    def _written(self, number: int, *, paragraphs: int | None = None) -> Article:
        """Return an article, of its first *paragraphs* alone where they are given."""
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
        most = chance.randint(14, 20)
        for place in range(paragraphs or most):
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
        chance = random.Random(f"head {number}")
        outlet = int(OUTLETS * chance.random() ** 2)
        return Article(
            text="".join(parts),
            title=title,
            url=f"https://outlet{number % OUTLETS}.example/{number}",
            outlet=f"Outlet {outlet}",
            published=date(2020, 1, 1) + timedelta(days=chance.randrange(DAYS)),
            language=LANGUAGES[outlet % 10],
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
        people_decide(ledger, newsroom)
    return storing, signing


def people_decide(ledger: Ledger, newsroom: Newsroom) -> None:
    """Give the ledger a table of people, and what people decided on statements."""
    names = dict.fromkeys(speaker.name for speaker in newsroom.people[:KNOWN])
    ledger.people.take(
        [
            Person(
                name=name,
                role=("minister", "mayor", None)[n % 3],
                party=f"Party {n % 7}",
                gender=("female", "male")[n % 2],
            )
            for n, name in enumerate(names)
        ]
    )
    with ledger.together():
        for n, statement in enumerate(ledger.sample(DECIDED, seed=3)):
            (ledger.reject if n % 3 == 0 else ledger.accept)(statement.id, who="benchmark")


def questions(path: Path) -> Iterator[tuple[str, Callable[[Ledger], object]]]:  # noqa: PLR0915 - one for each question
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
        some = ledger.sample(20, seed=5)
    shown, read = itertools.cycle([one.id for one in some]), itertools.cycle([one.article for one in some])
    between = {"since": "2021-03", "until": "2022-06"}
    within = {"since": "2021-03-13", "until": "2022-06-02"}

    def listed(ledger: Ledger, query: Query = EVERYTHING, *, limit: int = 50) -> None:
        """Ask as `selon list` and `selon search` do: the first, and how many there are."""
        ledger.count(query)
        list(ledger.statements(query, limit=limit))

    def quoted(ledger: Ledger, query: Query = EVERYTHING) -> None:
        """Ask as `selon speakers` does."""
        ledger.speakers(query, limit=50)
        ledger.count_speakers(query)

    def articles(ledger: Ledger, query: Query = EVERYTHING) -> None:
        """Ask as `selon list --articles` does."""
        list(ledger.articles(query, limit=50))
        ledger.count_articles(query)

    def query(**asked: object) -> Query:
        return Query(**asked)  # type: ignore[arg-type]

    yield "list", listed
    yield "list by speaker and date", lambda ledger: listed(ledger, query(speaker=next(names), **between))
    yield "list in a language", lambda ledger: listed(ledger, query(lang=("de",)))
    yield "list by act", lambda ledger: listed(ledger, query(act=("deny",)))
    yield "list of an outlet", lambda ledger: listed(ledger, query(outlet=("Outlet 3",), **within))
    yield "list of a party", lambda ledger: listed(ledger, query(party=("Party 3",)))
    yield "list by confidence", lambda ledger: listed(ledger, query(min_confidence=0.8))
    yield "list of articles", articles
    yield "list of articles in a language", lambda ledger: articles(ledger, query(lang=("de",)))
    yield (
        "search one word with filters, first 20",
        lambda ledger: listed(
            ledger, query(words=next(rare), act=("deny", "assert"), lang=("fr",), since="2021"), limit=20
        ),
    )
    yield (
        "search the most frequent word, first 20",
        lambda ledger: listed(
            ledger, query(words=frequent, act=("deny",), outlet=("Outlet 3",), since="2021"), limit=20
        ),
    )
    yield "show a statement", lambda ledger: ledger.statement(next(shown))
    yield "show an article", lambda ledger: (ledger.article(next(read)), ledger.versions(next(read)))
    yield "speakers", quoted
    yield "speakers in a language", lambda ledger: quoted(ledger, query(lang=("fr",)))
    yield "speakers between days", lambda ledger: quoted(ledger, query(**within))
    yield "speakers of an outlet", lambda ledger: quoted(ledger, query(outlet=("Outlet 0",)))
    yield "speakers by act", lambda ledger: quoted(ledger, query(act=("assert",)))
    yield "page of a speaker", lambda ledger: ledger.speaker(next(keys))
    yield "page of the most quoted speaker", lambda ledger: ledger.speaker(most)
    yield "stats", lambda ledger: ledger.stats()
    yield "stats in a language", lambda ledger: ledger.stats(query(lang=("fr",)))
    yield "stats between months", lambda ledger: ledger.stats(query(**between))
    yield "stats between days", lambda ledger: ledger.stats(query(**within))
    yield "stats of an outlet", lambda ledger: ledger.stats(query(outlet=("Outlet 0",)))
    yield "stats of the most quoted speaker", lambda ledger: ledger.stats(query(speaker=most))
    yield "stats by act", lambda ledger: ledger.stats(query(act=("deny",)))
    yield "outlets", lambda ledger: ledger.outlets()
    yield "outlets by gender", lambda ledger: ledger.people.shares("gender")
    yield "outlets by party between days", lambda ledger: ledger.people.shares("party", query(**within))
    yield "people", lambda ledger: ledger.people.directory()
    yield "sample of 100", lambda ledger: ledger.sample(100, seed=1)
    yield "sample of 100 in a language", lambda ledger: ledger.sample(100, seed=1, query=query(lang=("en",)))
    yield "sample of 100 of a speaker", lambda ledger: ledger.sample(100, seed=1, query=query(speaker=most))
    yield "failures", lambda ledger: ledger.failures(limit=50)


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


def checking(path: Path) -> str:
    """Return how long a check takes, beside reading all rows of the file once, and what it finds."""
    with Ledger(path, create=False) as ledger:
        tables = [row[0] for row in ledger.db.execute("select name from pragma_table_list where type = 'table'")]
        start = time.perf_counter()
        for table in tables:
            for _ in ledger.db.execute(f"select * from {table}"):  # noqa: S608 - names of its own tables
                pass
        read = time.perf_counter() - start
        start = time.perf_counter()
        report = ledger.check()
        took = time.perf_counter() - start
    return f"check {took:.0f} s, {len(report.problems)} problems; all rows read once {read:.0f} s"


def main() -> int:
    """Run everything and print a table; exit 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="fill this file once and use it again")
    parser.add_argument("--check", action="store_true", help="time selon check as well, beside reading the file once")
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
        print(f"{'question':42} {'first':>8} {'median':>8} {'slowest':>8} {'cpu':>8}   ms, bound {BOUND}")
        took = opening(path)
        missed |= took > BOUND
        print(f"{'opening':42} {'':8} {took:8.1f}")
        for name, question in questions(path):
            first, median, slowest, worked = timed(path, question)
            missed |= median > BOUND
            print(f"{name:42} {first:8.1f} {median:8.1f} {slowest:8.1f} {worked:8.1f}{' !' if median > BOUND else ''}")
        asked, slowest, written = reading_while_writing(path)
        print(f"while {written:,} statements were written: {asked:,} answers, the slowest in {slowest:.0f} ms")
        if options.check:
            print(checking(path))
    print("a bound was missed" if missed else "all bounds are kept")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
