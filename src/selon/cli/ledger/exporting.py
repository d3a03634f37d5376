"""
How does one take statements elsewhere on the command line?
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.ledger import printing
from selon.cli.ledger.options import Force, Where, asks, reading
from selon.desk.downloads import BINARY, FORMATS, recogniser, unit, write
from selon.errors import InvalidValue
from selon.ledger import Query
from selon.placing import STDOUT, placed

if TYPE_CHECKING:
    from selon.ledger import Ledger


@asks
def export(  # noqa: PLR0913 - one parameter for each option
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Its ending says the format unless --format does; - stands for standard output."
        ),
    ],
    *,
    form: Annotated[
        str | None, typer.Option("--format", help=f"One of: {', '.join(FORMATS.values())}.", show_default=False)
    ] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Whether the articles' texts come along.")] = False,
    force: Force = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """Write statements to a file, all or those that are meant."""
    chosen = form or FORMATS.get(path.suffix.lower())
    if chosen is None or chosen not in FORMATS.values():
        msg = f"no format for {path.name!r}; give --format, or a name ending in {', '.join(FORMATS)}"
        raise InvalidValue(msg)
    if str(path) == STDOUT:
        if chosen in BINARY and sys.stdout.isatty():
            msg = f"{chosen} is nothing for a terminal; send it elsewhere: selon export - --format {chosen} > FILE"
            raise InvalidValue(msg)
        with reading(ledger) as book:
            _print(book, query, chosen, text=text)
            printing.left_out(book, query)
        return
    with reading(ledger) as book, placed(path, recogniser(chosen), force=force) as stream:
        count = write(book, query, stream, chosen, text=text)
        printing.left_out(book, query)
    printing.tell(f"{count:,} {unit(chosen, text=text)} written to {path}")


def _print(book: Ledger, query: Query, form: str, *, text: bool) -> None:
    """Write to standard output; what needs a file to be written in goes there once it is whole."""
    sys.stdout.flush()
    if form in BINARY:
        with tempfile.TemporaryFile() as whole:
            write(book, query, whole, form, text=text)
            whole.seek(0)
            shutil.copyfileobj(whole, sys.stdout.buffer)
    else:
        write(book, query, sys.stdout.buffer, form, text=text)
    sys.stdout.buffer.flush()


COMMANDS = (("export", export, "selon export denials.xlsx --act deny --text"),)
