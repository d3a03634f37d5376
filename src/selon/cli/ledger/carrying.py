"""
How does one take statements elsewhere on the command line?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.ledger import printing
from selon.cli.ledger.options import Where, asks, reading
from selon.errors import InvalidValue, SelonError
from selon.ledger import Query

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.model import Article

FORMATS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".jsonld": "webannotation",
    ".spacy": "docbin",
}


@asks
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Its ending says the format unless --format does.")],
    *,
    form: Annotated[
        str | None, typer.Option("--format", help=f"One of: {', '.join(FORMATS.values())}.", show_default=False)
    ] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Whether the articles' texts come along.")] = False,
    ledger: Where = None,
    query: Query,
) -> None:
    """Write statements to a file, all or those that are meant."""
    chosen = form or FORMATS.get(path.suffix.lower())
    if chosen is None or chosen not in FORMATS.values():
        msg = f"no format for {path.name!r}; give --format, or a name ending in {', '.join(FORMATS)}"
        raise InvalidValue(msg)
    with reading(ledger) as book:
        partial = path.with_name(path.name + ".part")
        try:
            count = _write(book, query, partial, chosen, text=text)
            partial.replace(path)
        except OSError as error:
            msg = f"cannot write {str(path)!r}: {error.strerror or error}; check the folder and the room on the disk"
            raise SelonError(msg) from error
        finally:
            partial.unlink(missing_ok=True)
    what = "articles" if chosen == "docbin" or (chosen == "jsonl" and text) else "statements"
    printing.tell(f"{count:,} {what} written to {path}")


def _write(book: Ledger, query: Query, path: Path, form: str, *, text: bool) -> int:
    def texts(public: str) -> Article:
        return book.article(public, layer="people")

    found = book.statements(query, in_text_order=True)
    if form == "xlsx":
        from selon.export.xlsx import write_xlsx

        return write_xlsx(found, path, texts=texts if text else None)
    if form == "parquet":
        from selon.export.parquet import write_parquet

        return write_parquet(found, path, texts=texts if text else None)
    if form == "docbin":
        from selon.export.docbin import write_docbin

        return write_docbin(_articles(book, query), path)
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        if form == "csv":
            from selon.export.csv import write_csv

            return write_csv(found, stream, texts=texts if text else None)
        if form == "webannotation":
            from selon.export.webannotation import write_webannotation

            return write_webannotation(found, stream, texts=texts)
        from selon.export.jsonl import write_articles, write_statements

        return write_articles(_articles(book, query), stream) if text else write_statements(found, stream)


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
