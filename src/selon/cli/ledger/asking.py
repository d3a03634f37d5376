"""
How does one ask a ledger on the command line?
"""

from __future__ import annotations

import dataclasses
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli import terminal
from selon.cli.ledger import printing
from selon.cli.ledger.options import AsCsv, AsJson, Where, asks, reading
from selon.cli.numbers import MOST
from selon.cli.terminal import clean
from selon.desk import pages
from selon.desk.questions import QUESTIONS
from selon.errors import UnknownEntry
from selon.export.columns import flat
from selon.ledger import Failure, Query, SpeakerEntry, StoredArticle
from selon.view import wording

if TYPE_CHECKING:
    from selon.ledger import Ledger, SpeakerPage

Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, max=MOST, help="At most so many; 0 for all. JSON and CSV have all."),
]


def _limits(limit: int | None, *, complete: bool) -> int | None:
    """Return how many to print: all for programs, a page for people, unless a number was given."""
    if limit is not None:
        return limit or None
    return None if complete else printing.ROWS


@asks
def list_(  # noqa: PLR0913 - one parameter for each option
    *,
    articles: Annotated[bool, typer.Option("--articles", help="List articles instead of statements.")] = False,
    failed: Annotated[bool, typer.Option("--failures", help="As selon failures: what could not be read.")] = False,
    limit: Limit = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """List statements, the latest published first."""
    with reading(ledger) as book:
        most = _limits(limit, complete=as_json or as_csv)
        if failed:
            _failures(book, most, as_json=as_json, as_csv=as_csv)
        elif articles:
            _articles(book, query, most, as_json=as_json, as_csv=as_csv)
        else:
            _statements(book, query, most, as_json=as_json, as_csv=as_csv)


@asks
def search(  # noqa: PLR0913
    words: Annotated[str, typer.Argument(metavar="WORDS", help=QUESTIONS["words"].help)],
    *,
    limit: Limit = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """Search the words of statements and sources; accents and case do not matter."""
    query = dataclasses.replace(query, words=words) if words.strip() else query
    with reading(ledger) as book:
        _statements(book, query, _limits(limit, complete=as_json or as_csv), as_json=as_json, as_csv=as_csv)


def _statements(book: Ledger, query: Query, limit: int | None, *, as_json: bool, as_csv: bool) -> None:
    found = book.statements(query, limit=limit)
    if as_json:
        printing.json_statements(found)
    elif as_csv:
        printing.csv_statements(found)
    else:
        total = book.count(query)
        printing.statements_table(found)
        printing.counted(min(total, limit or total), total, "statement")


def _articles(book: Ledger, query: Query, limit: int | None, *, as_json: bool, as_csv: bool) -> None:
    chosen = list(book.articles(query, limit=limit))
    if as_json:
        printing.json_lines(chosen)
    elif as_csv:
        printing.csv_values(chosen, StoredArticle)
    else:
        printing.table(
            (("id", {"no_wrap": True, "min_width": 13}), ("published", {"no_wrap": True, "min_width": 10}),
             ("outlet", {"max_width": 20, "overflow": "ellipsis", "no_wrap": True}),
             ("title", {"ratio": 1, "overflow": "ellipsis", "no_wrap": True}),
             ("lang", {"wide": True}), ("said", {"justify": "right"}), ("", {})),
            (
                (a.id, (a.published or "")[:10], a.outlet, a.title, a.language,
                 str(a.statements) if a.extracted else "no rules", _kinship(a))
                for a in chosen
            ),
        )  # fmt: skip
        printing.counted(len(chosen), book.count_articles(query), "article")


def _kinship(article: StoredArticle) -> str:
    """Return what an article repeats (``=``) or nearly repeats (``≈``), else its version from the second on."""
    kin = pages.kin(article)
    if kin is None:
        return f"v{article.version}" if article.version > 1 else ""
    return f"= {kin.article}" if kin.similarity is None else f"≈ {kin.article} {printing.share(kin.similarity)}"


def failures(  # noqa: PLR0913 - one parameter for each option
    *,
    trace: Annotated[bool, typer.Option("--trace", help="Show where in selon its own faults came up.")] = False,
    faults: Annotated[bool, typer.Option("--faults", help="Leave out all but selon's own faults.")] = False,
    limit: Limit = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
) -> None:
    """List what could not be read, and why, the latest first; selon's own faults are marked with an exclamation."""
    with reading(ledger) as book:
        most = _limits(limit, complete=as_json or as_csv)
        _failures(book, most, as_json=as_json, as_csv=as_csv, trace=trace, faults=faults)


def _failures(  # noqa: PLR0913 - one parameter for each option
    book: Ledger, limit: int | None, *, as_json: bool, as_csv: bool, trace: bool = False, faults: bool = False
) -> None:
    chosen = book.failures(faults=faults, limit=limit)
    if as_json:
        printing.json_lines(chosen)
    elif as_csv:
        printing.csv_values(chosen, Failure)
    elif trace:
        printing.out("".join(map(_traced, chosen)))
    else:
        printing.table(
            (("source", {"ratio": 1, "overflow": "fold"}), ("cause", {}), ("why", {"ratio": 2}),
             ("tried", {"justify": "right"})),
            ((f.source, _cause(f), f.message, f"{f.attempts}×") for f in chosen),
        )  # fmt: skip
    if not (as_json or as_csv):
        printing.counted(len(chosen), book.count_failures(faults=faults), "failure")


def _cause(failure: Failure) -> str:
    return f"! {failure.cause}" if failure.fault else failure.cause


def _traced(failure: Failure) -> str:
    """Return a failure over several lines, the traceback of a fault below it."""
    head = f"{clean(failure.source)}\n  {clean(_cause(failure))}, tried {failure.attempts}×: {clean(failure.message)}\n"
    lines = (failure.trace or "").splitlines()
    indents = (" " * (2 + len(line) - len(line.lstrip(" "))) for line in lines)
    return head + "".join(f"{indent}{clean(line)}\n" for indent, line in zip(indents, lines, strict=True)) + "\n"


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A statement, or an article by id or address.")],
    *,
    version: Annotated[
        int | None, typer.Option("--version", min=1, max=MOST, help="An earlier version of an article.")
    ] = None,
    machine: Annotated[bool, typer.Option("--machine", help="As the machine gave it, without corrections.")] = False,
    as_json: AsJson = False,
    ledger: Where = None,
) -> None:
    """Show a statement with its history, or an article with its statements and versions."""
    with reading(ledger) as book:
        try:
            statement = pages.statement_page(book, name)
        except UnknownEntry:
            _show_article(pages.article_page(book, name, version=version, machine=machine), as_json=as_json)
        else:
            _show_statement(statement, as_json=as_json)


def _show_statement(page: pages.StatementPage, *, as_json: bool) -> None:
    if as_json:
        printing.json_lines([pages.statement_json(page)])
        return
    printing.table(
        (("", {"style": "dim"}), ("", {"ratio": 1})),
        ((name, value) for name, value in flat(page.statement).items() if value not in (None, "", False)),
    )
    for correction in page.history:
        undone = ", undone" if correction.undone_by else ""
        printing.line(f"{correction.at} {correction.who}: {correction.kind} {correction.uid}{undone}")


def _show_article(page: pages.ArticlePage, *, as_json: bool) -> None:
    if as_json:
        printing.json_lines([pages.article_json(page)])
        return
    screen = printing.console()
    screen.width = min(screen.width, 100)
    for line in terminal.render(page.article, terminal.Shown(), screen):
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)
    for one in page.versions if len(page.versions) > 1 else ():
        changes = one.changes
        what = (
            f": {changes.kept} kept, {len(changes.added)} new, {len(changes.removed)} gone, "
            f"{len(changes.reworded)} reworded"
            if changes
            else ""
        )
        printing.line(f"version {one.number}, first seen {one.first_seen}{what}")


@asks
def speakers(
    *, limit: Limit = None, as_json: AsJson = False, as_csv: AsCsv = False, ledger: Where = None, query: Query
) -> None:
    """List who is quoted, the most quoted first, with all forms of the name."""
    with reading(ledger) as book:
        chosen = book.speakers(query, limit=_limits(limit, complete=as_json or as_csv))
        total = len(chosen) if as_json or as_csv else book.count_speakers(query)
    if as_json:
        printing.json_lines(chosen)
    elif as_csv:
        printing.csv_values(chosen, SpeakerEntry)
    else:
        people = (("who", {"ratio": 1}),) if any(s.people for s in chosen) else ()
        printing.table(
            (("key", {"style": "cyan"}), ("name", {}), ("kind", {}), ("said", {"justify": "right"}),
             ("outlets", {"justify": "right"}), ("first", {"wide": True}), ("last", {}), *people,
             ("also called", {"ratio": 1, "wide": True})),
            (
                (s.key, s.name, s.kind, s.statements, s.outlets, s.first, s.last,
                 *([wording.person_words(s.people[-1]) if s.people else ""] if people else []),
                 ", ".join(a for a in s.aliases if a != s.name))
                for s in chosen
            ),
        )  # fmt: skip
        printing.counted(len(chosen), total, "speaker")


def speaker(
    name: Annotated[str, typer.Argument(metavar="SPEAKER", help="Key or number, as selon speakers shows them.")],
    *,
    latest: Annotated[int, typer.Option("--latest", min=0, max=MOST, help="How many statements.")] = 20,
    as_json: AsJson = False,
    ledger: Where = None,
) -> None:
    """Show one speaker: names, acts, outlets, months, latest statements."""
    with reading(ledger) as book:
        page = book.speaker(name, latest=latest)
    if as_json:
        printing.json_lines([pages.speaker_json(page)])
    else:
        _speaker_page(page)


def _speaker_page(page: SpeakerPage) -> None:
    entry = page.entry
    lines = [
        (entry.name, f"{entry.kind}{f', {entry.identifier}' if entry.identifier else ''}"),
        ("names", ", ".join(entry.aliases)),
        *(("who", wording.person_words(person)) for person in entry.people),
        ("statements", f"{entry.statements:,} in {entry.outlets} outlets, {entry.first} to {entry.last}"),
        ("acts", ", ".join(f"{act} {n}" for act, n in page.acts.items())),
        ("outlets", ", ".join(f"{name} {n}" for name, n in islice(page.outlets.items(), 12))),
        ("months", ", ".join(f"{month} {n}" for month, n in list(page.months.items())[-12:])),
    ]
    printing.table((("", {"style": "dim"}), ("", {"ratio": 1})), lines)
    printing.statements_table(page.latest)


@asks
def sample(  # noqa: PLR0913
    size: Annotated[int, typer.Argument(metavar="N", min=1, max=MOST, help="How many statements.")],
    *,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same.")] = 0,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """Draw statements at random, for coding by hand."""
    with reading(ledger) as book:
        found = book.sample(size, seed=seed, query=query)
    if as_json:
        printing.json_statements(found)
    elif as_csv:
        printing.csv_statements(found)
    else:
        printing.statements_table(found)


COMMANDS = (
    ("list", list_, "selon list --act deny --since 2022-03"),
    ("show", show, "selon show k5w7qv2mxwq3e"),
    ("search", search, 'selon search "drones" --speaker Sullivan --lang fr'),
    ("speakers", speakers, "selon speakers --outlet Gazette --csv"),
    ("speaker", speaker, 'selon speaker "jake sullivan"'),
    ("sample", sample, "selon sample 100 --seed 7 --csv"),
    ("failures", failures, "selon failures --trace --ledger news.db"),
)
