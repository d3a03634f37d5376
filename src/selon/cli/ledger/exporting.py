"""
How does one take statements elsewhere on the command line?
"""

from __future__ import annotations

import codecs
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from selon.cli.ledger import printing
from selon.cli.ledger.options import Force, Where, asks, reading
from selon.errors import InvalidValue
from selon.ledger import Query
from selon.placing import STDOUT, placed

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.model import Article
    from selon.placing import Ours

FORMATS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".jsonld": "webannotation",
    ".spacy": "docbin",
}

BINARY = ("xlsx", "parquet", "docbin")
"""Formats that no terminal can show."""


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
        return
    with reading(ledger) as book, placed(path, _recogniser(chosen), force=force) as stream:
        count = _write(book, query, stream, chosen, text=text)
    what = "articles" if chosen == "docbin" or (chosen == "jsonl" and text) else "statements"
    printing.tell(f"{count:,} {what} written to {path}")


def _recogniser(form: str) -> Ours:
    """Return what tells whether a file was written in *form*."""
    if form == "csv":
        from selon.export.csv import is_ours
    elif form == "xlsx":
        from selon.export.xlsx import is_ours
    elif form == "parquet":
        from selon.export.parquet import is_ours
    elif form == "docbin":
        from selon.export.docbin import is_ours
    elif form == "webannotation":
        from selon.export.webannotation import is_ours
    else:
        from selon.export.jsonl import is_ours
    return is_ours


def _print(book: Ledger, query: Query, form: str, *, text: bool) -> None:
    """Write to standard output; what needs a file to be written in goes there once it is whole."""
    sys.stdout.flush()
    if form in BINARY:
        with tempfile.TemporaryFile() as whole:
            _write(book, query, whole, form, text=text)
            whole.seek(0)
            shutil.copyfileobj(whole, sys.stdout.buffer)
    else:
        _write(book, query, sys.stdout.buffer, form, text=text)
    sys.stdout.buffer.flush()


def _write(book: Ledger, query: Query, stream: IO[bytes], form: str, *, text: bool) -> int:
    def texts(public: str) -> Article:
        return book.article(public, layer="people")

    found = book.statements(query, in_text_order=True)
    if form == "xlsx":
        from selon.export.xlsx import write_xlsx

        return write_xlsx(found, stream, texts=texts if text else None)
    if form == "parquet":
        from selon.export.parquet import write_parquet

        return write_parquet(found, stream, texts=texts if text else None)
    if form == "docbin":
        from selon.export.docbin import write_docbin

        return write_docbin(_articles(book, query), stream)
    lines = codecs.getwriter("utf-8")(stream, "surrogatepass")
    if form == "csv":
        from selon.export.csv import write_csv

        return write_csv(found, lines, texts=texts if text else None)
    if form == "webannotation":
        from selon.export.webannotation import write_webannotation

        return write_webannotation(found, lines, texts=texts)
    from selon.export.jsonl import write_articles, write_statements

    return write_articles(_articles(book, query), lines) if text else write_statements(found, lines)


def _articles(book: Ledger, query: Query) -> Iterator[tuple[str, Article]]:
    """Yield the articles of the statements that are meant; all articles when all statements are."""
    if query.is_empty:
        for entry in book.articles():
            yield entry.id, book.article(entry.id, layer="people")
        return
    last = None
    for statement in book.statements(query, in_text_order=True):
        if statement.article != last:
            last = statement.article
            yield last, book.article(last, layer="people")


COMMANDS = (("export", export, "selon export denials.xlsx --act deny --text"),)
