"""
How are answers printed: a table for a person, JSON lines or CSV for a program?
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from selon.cli.terminal import DOT, clean
from selon.export.columns import flat, nested
from selon.model import doubtful
from selon.record import plain
from selon.view import wording

if TYPE_CHECKING:
    from rich.console import Console

    from selon.ledger import Ledger, Query, Statement

WIDE = 110
"""Columns of a terminal from which every column of a table has room."""

ROWS = 50
"""Lines of a table for a person; how many there are in all is said below it."""


def out(text: str) -> None:
    """Print *text* on standard output in UTF-8, wherever that goes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def line(text: str) -> None:
    """Print *text* as one line for a person, without what steers a terminal."""
    out(f"{clean(text)}\n")


def tell(text: str) -> None:
    """Print *text* on standard error, for the person who waits."""
    sys.stderr.write(clean(text) + "\n")
    sys.stderr.flush()


def json_lines(values: Iterable[Any]) -> None:
    """Print each of *values* as one line of JSON."""
    for value in values:
        out(json.dumps(plain(value), ensure_ascii=False) + "\n")


def csv_rows(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> None:
    """Print *rows* as a CSV table with the columns *names*."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        out(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()
    out(buffer.getvalue())


def csv_values(values: Iterable[Any], kind: type) -> None:
    """Print dataclasses of one *kind* as a CSV table; what holds several things is JSON in its cell."""
    names = [field.name for field in dataclasses.fields(kind)]
    csv_rows(({name: _cell(plain(getattr(value, name))) for name in names} for value in values), names)


def csv_statements(statements: Iterable[Statement]) -> None:
    """Print *statements* as a CSV table."""
    from selon.export.columns import COLUMNS

    csv_rows(map(flat, statements), [column.name for column in COLUMNS])


def json_statements(statements: Iterable[Statement]) -> None:
    """Print *statements* as lines of JSON."""
    json_lines(map(nested, statements))


def table(columns: Sequence[tuple[str, Mapping[str, Any]]], rows: Iterable[Sequence[Any]]) -> None:
    """
    Print *rows* for a person.

    Args:
        columns: Heading of each column, with what Rich should know of it (``justify``, ``ratio``, …). One marked
            ``wide`` is left out where the terminal is narrow.
        rows: The cells; None is left empty.
    """
    from rich.table import Table
    from rich.text import Text

    terminal = console()
    kept = [place for place, (_, options) in enumerate(columns) if terminal.width >= WIDE or not options.get("wide")]
    has_rest = any("ratio" in columns[place][1] for place in kept)
    made = Table(box=None, pad_edge=False, header_style="dim", expand=has_rest)
    for place in kept:
        heading, options = columns[place]
        made.add_column(heading, **{name: value for name, value in options.items() if name != "wide"})
    for row in rows:
        # Rich texts, never markup: what an article says cannot colour or steer the terminal.
        cells = (row[place] for place in kept)
        made.add_row(*(cell if isinstance(cell, Text) else Text(_shown(cell)) for cell in cells))
    terminal.print(made)


def console() -> Console:
    """Return the terminal; as wide as it is, or as a page when nobody looks."""
    from rich.console import Console

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    made = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = 160
    return made


def statements_table(statements: Iterable[Statement]) -> None:
    """Print *statements* for a person, a line each; two lines where the terminal is narrow."""
    from rich.text import Text

    narrow = console().width < WIDE

    def row(statement: Statement) -> Sequence[Any]:
        dot, colour = DOT[statement.attribution.standing]
        act = statement.attribution.act or ""
        mark = wording.decided(statement)
        who = Text(f"{dot} ", style=colour) + Text(clean(statement.speaker or statement.source or "–"), style="default")
        did = Text(act, style="magenta" if act in wording.HARD_ACTS else "")
        first = (Text(statement.id, style="cyan"), (statement.published or "")[:10])
        what = clean(statement.content or "–")
        if narrow:
            return (*first, Text.assemble(who, f" {mark}\n", did, " · " * bool(act), what))
        return (*first, statement.outlet, who, did, what, mark)

    if narrow:
        rest = {"ratio": 1, "overflow": "ellipsis", "no_wrap": True}
        table(
            (("id", {"no_wrap": True}), ("published", {"no_wrap": True}), ("who said what", rest)), map(row, statements)
        )
        return
    table(
        (
            ("id", {"no_wrap": True, "min_width": 13}),
            ("published", {"no_wrap": True, "min_width": 10}),
            ("outlet", {"max_width": 16, "overflow": "ellipsis", "no_wrap": True}),
            ("who", {"max_width": 28, "overflow": "ellipsis", "no_wrap": True}),
            ("act", {"no_wrap": True, "min_width": 8}),
            ("what", {"ratio": 1, "min_width": 20, "overflow": "ellipsis", "no_wrap": True}),
            ("", {"no_wrap": True}),
        ),
        map(row, statements),
    )


def share(value: float | None) -> str:
    """Return a share as a percentage, a dash when there is none."""
    return "–" if value is None else f"{100 * value:.0f} %"


def counted(shown: int, total: int, what: str) -> None:
    """Say how many there are, and how to see the rest."""
    rest = f"; the first {shown} are shown, --limit 0 shows all" if shown < total else ""
    tell(f"{total:,} {what}{'' if total == 1 else 's'}{rest}")


def left_out(book: Ledger, query: Query) -> None:
    """Say how many statements *query* leaves out because they or their speakers are not sure enough; by none, nothing."""
    if query.wants_sure:
        every = dataclasses.replace(query, min_confidence=0.0, min_speaker_confidence=0.0)
        missing = book.count(every) - book.count(query)
        tell(doubtful(missing, query.min_confidence, query.min_speaker_confidence))


def _cell(value: Any) -> Any:  # noqa: ANN401 - any plain value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _shown(value: Any) -> str:  # noqa: ANN401 - any plain value
    return "" if value is None else clean(str(value))
