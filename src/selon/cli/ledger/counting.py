"""
How does one count what a ledger holds on the command line?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from selon.cli.ledger import printing
from selon.cli.ledger.options import AsCsv, AsJson, Force, Where, asks, reading
from selon.ledger import Breakdown, OutletEntry, Query, Shares
from selon.ledger.shares import BY
from selon.record import plain
from selon.view import wording


def _known(asked: list[str] | None) -> list[str]:
    """Return the columns that were asked for, each once."""
    for one in asked or ():
        if one not in BY:
            msg = f"{one!r} is no column to count by; one of: {', '.join(BY)}"
            raise typer.BadParameter(msg)
    return list(dict.fromkeys(asked or ()))


By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        callback=_known,
        help="Count by role, party or gender, as the table of people says; may be repeated.",
        show_default=False,
    ),
]


@asks
def outlets(
    *, by: By = None, as_json: AsJson = False, as_csv: AsCsv = False, ledger: Where = None, query: Query
) -> None:
    """
    List outlets: articles, statements, share of unnamed sources, share of own voice.

    Not counted in the share are unresolved sources and the reporters' own questions. With --by, whom they quote by the
    table of people.
    """
    with reading(ledger) as book:
        if by:
            _by_people([book.people.shares(one, query) for one in by], ("outlet",), as_json=as_json, as_csv=as_csv)
            return
        found = book.outlets(query)
    if as_json:
        printing.json_lines(found)
    elif as_csv:
        printing.csv_values(found, OutletEntry)
    else:
        _outlets_table(found)
        printing.out(_not_counted(sum(o.unresolved for o in found), sum(o.questions for o in found)))


def _outlets_table(found: list[OutletEntry] | tuple[OutletEntry, ...]) -> None:
    right, wide = {"justify": "right"}, {"wide": True}
    printing.table(
        (("outlet", {}), ("articles", right), ("statements", right), ("unnamed", right), ("described", right),
         ("anonymous", right), ("unresolved", right | wide), ("questions", right | wide), ("own voice", right),
         ("first", wide), ("last", wide)),
        (
            (o.name or "(none)", o.articles, o.statements, printing.share(o.unnamed_share), o.described, o.anonymous,
             o.unresolved, o.questions, printing.share(o.own_voice_share), o.first, o.last)
            for o in found
        ),
    )  # fmt: skip


def _not_counted(unresolved: int, questions: int) -> str:
    """Return the line that says what no share of unnamed sources counts; empty when that is nothing."""
    apart = wording.apart(unresolved, questions)
    return f"not counted in the shares: {apart}\n" if apart else ""


@asks
def stats(  # noqa: PLR0913 - one parameter for each option
    *,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw them to a file, .svg or .png.")] = None,
    by: By = None,
    force: Force = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """
    Count: share of unnamed sources by outlet, acts by speaker, own voice, over time.

    With --by, also who is quoted by the table of people: in all, by outlet, by month. --csv prints these shares alone.
    """
    if as_csv and not by:
        msg = "--csv prints shares, so it goes with --by; all figures are in --json"
        raise typer.BadParameter(msg)
    with reading(ledger) as book:
        broken = [book.people.shares(one, query) for one in by or ()]
        found = book.stats(query, speakers=None if as_json else 20)
    if plot is not None:
        from selon.export.plot import draw

        draw(found, plot, force=force)
    if as_csv:
        _by_people(broken, OVER, as_json=False, as_csv=True)
        return
    if as_json:
        printing.json_lines([plain(found) | {"people": plain(broken)} if broken else found])
        return
    printing.out(
        f"{found.articles:,} articles, {found.statements:,} statements: {found.named:,} named, "
        f"{found.described:,} described, {found.anonymous:,} anonymous sources "
        f"({printing.share(found.unnamed_share)} unnamed); own voice {printing.share(found.own_voice_share)}, "
        f"hearsay in {found.hearsay:,} places\n{_not_counted(found.unresolved, found.questions)}\n"
    )
    _outlets_table(found.outlets)
    printing.out("\n")
    printing.table(
        (("speaker", {}), ("said", {"justify": "right"}), ("acts", {"ratio": 1})),
        (
            (s.speaker, s.statements, ", ".join(f"{a} {n}" for a, n in sorted(s.acts.items(), key=lambda i: -i[1])))
            for s in found.speakers
        ),
    )
    printing.out("\n")
    printing.table(
        (("month", {}), ("statements", {"justify": "right"}), ("unnamed", {"justify": "right"})),
        ((m.month, m.statements, printing.share(m.unnamed_share)) for m in found.months),
    )
    if broken:
        printing.out("\n")
        _by_people(broken, OVER, as_json=False, as_csv=False)


OVER = ("all", "outlet", "month")
"""What shares are told over."""


def _by_people(broken: Sequence[Breakdown], over: Sequence[str], *, as_json: bool, as_csv: bool) -> None:
    """Print shares over all statements, outlets or months."""
    parts = [(one.by, what, some) for one in broken for what in over for some in [_over(one, what)]]
    if as_json:
        printing.json_lines({"by": by, "over": what, **plain(one)} for by, what, some in parts for one in some)
    elif as_csv:
        printing.csv_rows((row for by, what, some in parts for one in some for row in _rows(by, what, one)), CELLS)
    else:
        for place, (by, what, some) in enumerate(parts):
            printing.out("\n" if place else "")
            _shares_table(by, what, some)


def _over(broken: Breakdown, what: str) -> tuple[Shares, ...]:
    return {"all": (broken.total,), "outlet": broken.outlets, "month": broken.months}[what]


CELLS = ("by", "over", "name", "value", "statements", "share", "unknown", "speakerless")
"""The columns of shares as CSV: a row for each value, ``statements`` and ``share`` its own."""


def _rows(by: str, over: str, shares: Shares) -> Iterator[dict[str, Any]]:
    """Yield a row for each value; one without any where none is known."""
    for value, count in shares.values.items() or (("", 0),):
        yield {
            "by": by, "over": over, "name": shares.name, "value": value, "statements": count,
            "share": shares.shares.get(value), "unknown": shares.unknown, "speakerless": shares.speakerless,
        }  # fmt: skip


def _shares_table(by: str, over: str, found: Iterable[Shares]) -> None:
    right = {"justify": "right"}
    printing.table(
        ((over, {}), ("statements", right), (f"{by}, of those known", {"ratio": 1}), ("unknown", right),
         ("no speaker", right)),
        (
            (one.name or ("" if over == "all" else "(none)"), one.statements, _shared(one), one.unknown, one.speakerless)
            for one in found
        ),
    )  # fmt: skip


def _shared(one: Shares) -> str:
    return ", ".join(f"{value} {wording.percent(one.shares[value])} ({n})" for value, n in one.values.items()) or "–"


COMMANDS = (
    ("outlets", outlets, "selon outlets --since 2022"),
    ("stats", stats, "selon stats --plot stats.svg"),
)
