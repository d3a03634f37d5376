"""
How does one fill a ledger on the command line?
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.failures import complain
from selon.cli.ledger import printing
from selon.cli.ledger.options import AsJson, Where, writing
from selon.cli.modes import Fast
from selon.cli.numbers import MOST, finite
from selon.errors import SelonError, said

if TYPE_CHECKING:
    from selon.intake import Progress, Summary
    from selon.intake.item import Fetch, Item, Options
    from selon.ledger import Ledger

FRESH_MINUTES = 60
CAUSES_SHOWN = 20
MOST_WORKERS = 1024
OUTCOMES = {
    **{name: name for name in ("taken", "updated", "unchanged", "duplicate", "forgotten", "known")},
    "left": "left alone",
}
DAY_SECONDS = 24 * 60 * 60
YEAR_MINUTES = 365 * 24 * 60
CENTURY_MINUTES = 100 * YEAR_MINUTES

Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", min=0, max=MOST_WORKERS, help="Processes that read; by default one for each core."),
]
Delay = Annotated[
    float,
    typer.Option("--delay", min=0, max=DAY_SECONDS, callback=finite, help="Seconds between two requests to one host."),
]
Private = Annotated[bool, typer.Option("--allow-private", help="Open addresses that are not public.")]
Reserved = Annotated[
    bool, typer.Option("--reserved", help="Take pages that reserve text and data mining as well, with a warning.")
]
Latest = Annotated[
    int | None, typer.Option("--latest", min=1, max=MOST, help="Of a feed or sitemap, take so many at most.")
]


def add(  # noqa: PLR0913 - one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Pages, texts and folders of them, addresses and lists of them, feeds, OPML, sitemaps, WARC, JSON "
            "Lines, CSV, Parquet.",
            show_default=False,
        ),
    ],
    *,
    workers: Workers = None,
    delay: Delay = 2.0,
    latest: Latest = None,
    fresh: Annotated[
        int,
        typer.Option(
            "--fresh",
            min=0,
            max=CENTURY_MINUTES,
            help="Do not ask again for addresses read in the last so many minutes.",
        ),
    ] = FRESH_MINUTES,
    allow_private: Private = False,
    reserved: Reserved = False,
    fast: Fast = False,
    as_json: AsJson = False,
    ledger: Where = None,
) -> int:
    """
    Read articles into the ledger; the same command goes on where it was stopped.

    What is reported as done is safe, whatever happens next. Exit 1 if anything failed.
    """
    from selon.intake.items import items
    from selon.intake.known import known_page
    from selon.intake.polite import Polite, get_from_network

    with writing(ledger, create=True) as book:
        fetch = Polite(get_from_network(allow_private=allow_private), known_page(book), delay=delay)
        summary = _take(
            book,
            partial(items, sources),
            fetch,
            workers=workers,
            latest=latest,
            fresh=timedelta(minutes=fresh),
            fast=fast,
            reserved=reserved,
        )
    if as_json:
        printing.json_lines([{
            "outcomes": dict(summary.outcomes), "failed": dict(summary.failed), "faults": summary.faults,
            "statements": summary.statements, "near": summary.near, "unextracted": summary.unextracted,
            "seconds": round(summary.seconds, 3), "storing": round(summary.storing, 3),
        }])  # fmt: skip
    else:
        printing.out(_told(summary))
    return 0 if summary.is_whole else 1


def watch(  # noqa: PLR0913 - one parameter for each option
    feeds: Annotated[list[str], typer.Argument(metavar="FEED...", help="Feeds, or OPML lists of them.")],
    *,
    every: Annotated[
        float,
        typer.Option(
            "--every",
            min=0,
            max=YEAR_MINUTES,
            callback=finite,
            help="Minutes from the start of one cycle to the next.",
        ),
    ] = 15,
    cycles: Annotated[
        int | None, typer.Option("--cycles", min=1, max=MOST, help="Stop after so many; by default never.")
    ] = None,
    silent: Annotated[
        float,
        typer.Option(
            "--silent",
            min=0,
            max=YEAR_MINUTES,
            callback=finite,
            help="Say so when a feed has had nothing new for so many hours.",
        ),
    ] = 24,
    workers: Workers = None,
    delay: Delay = 2.0,
    allow_private: Private = False,
    reserved: Reserved = False,
    fast: Fast = False,
    ledger: Where = None,
) -> int:
    """Take in feeds again and again, and say when one has gone silent."""
    from selon.intake.items import from_addresses
    from selon.intake.known import ALWAYS, known_page
    from selon.intake.polite import Polite, get_from_network
    from selon.intake.watch import look

    failed = False
    done = 0
    with writing(ledger, create=True) as book:
        fetch = Polite(get_from_network(allow_private=allow_private), known_page(book), delay=delay)
        while True:
            began = time.monotonic()
            seen = look(book, feeds, fetch, silence=timedelta(hours=silent))
            for warning in seen.warnings:
                complain(warning)
            summary = _take(
                book,
                partial(from_addresses, seen.dates),
                fetch,
                workers=workers,
                latest=None,
                fresh=ALWAYS,
                fast=fast,
                reserved=reserved,
            )
            fetch.begin_cycle()
            summary.faults += seen.faults
            printing.out(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {_told(summary)}")
            failed = failed or not summary.is_whole or bool(seen.failed)
            done += 1
            if cycles is not None and done >= cycles:
                return 1 if failed else 0
            time.sleep(max(0.0, 60 * every - (time.monotonic() - began)))


def _take(  # noqa: PLR0913 - what a run needs
    book: Ledger,
    find: Callable[[Options], Iterator[Item]],
    fetch: Fetch,
    *,
    workers: int | None,
    latest: int | None,
    fresh: timedelta,
    fast: bool,
    reserved: bool,
) -> Summary:
    from selon import intake
    from selon.intake.known import known_items

    known = known_items(book, fresh)
    options = intake.Options(fetch=fetch, known=known, latest=latest, settle=book.settle, attempts=book.attempts)
    found = find(options)
    if workers is None:
        workers = os.cpu_count() or 1
    with _progress() as report:
        make = partial(intake.open_reader, fast=fast, reserved=reserved)
        return intake.add(book, found, workers=workers, make=make, by=intake.software(fast=fast), report=report)


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Give what shows how far it has come: a line that renews itself for a person, failures one by one for everybody."""
    if not sys.stderr.isatty():
        yield _failures_only
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    screen = Console(file=sys.stderr, markup=False, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[told]}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=1.0, told="starting")

        def report(progress: Progress) -> None:
            _failures_only(progress)
            summary = progress.summary
            rate = summary.total / summary.seconds if summary.seconds else 0
            told = f"{summary.total:,} read, {summary.statements:,} statements, {rate:.1f}/s"
            bar.update(task, completed=progress.share, told=told)

        yield report


def _failures_only(progress: Progress) -> None:
    for item, outcome in progress.kept:
        if isinstance(outcome, SelonError):
            complain(said(outcome), about=item.source)


def _told(summary: Summary) -> str:
    named = ((summary.outcomes[name], words) for name, words in OUTCOMES.items())
    parts = [f"{count:,} {words}" for count, words in named if count] or ["nothing taken"]
    if summary.failed:
        causes = ", ".join(f"{cause} {n:,}" for cause, n in summary.failed.most_common(CAUSES_SHOWN))
        parts.append(f"{summary.failed.total():,} failed ({causes})")
    if summary.faults:
        faults = f"{summary.faults:,} fault{'' if summary.faults == 1 else 's'} in selon"
        parts.append(f"{faults} (see: selon failures --trace)")
    extra = [f"{summary.statements:,} statements"]
    if summary.near:
        extra.append(f"{summary.near:,} near-duplicates labelled")
    if summary.unextracted:
        extra.append(f"{summary.unextracted:,} in languages without rules")
    return f"{', '.join(parts)}; {', '.join(extra)}; {summary.seconds:.1f} s\n"


COMMANDS = (
    ("add", add, "selon add pages/ archive.warc.gz https://gazette.example/feed --ledger news.db"),
    ("watch", watch, "selon watch feeds.opml --every 10 --ledger news.db"),
)
