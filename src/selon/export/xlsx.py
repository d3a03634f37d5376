"""
How do statements become a workbook?

A sheet of statements, a sheet that says what each column means, and – with the texts – a sheet of articles. Everything
that is a word is written as text: no code turns into a number, and no content into a formula.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lxml.etree import LxmlError

from selon.errors import WriteFailed
from selon.export.columns import COLUMNS, flat, statements_by_article
from selon.export.csv import Texts
from selon.model import Statement
from selon.placing import placed

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

ROWS = 1_000_000
"""Rows of one sheet; Excel takes 48,576 more. What goes beyond stands in further sheets."""

LONGEST = 32_000  # characters of a cell; Excel takes 767 more, counted in UTF-16
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_ARTICLES = ("article", "url", "outlet", "title", "byline", "published", "language", "text")

MARK = b"selon.export.xlsx/1"
"""The comment of the archive that a workbook is; it is lost once any program has saved the workbook again."""


def write_xlsx(statements: Iterable[Statement], target: str | Path | IO[bytes], *, texts: Texts | None = None) -> int:
    """
    Write *statements* and return how many there were.

    A text longer than a cell can hold goes on in the cells to its right.

    Args:
        statements: Those of one article together.
        target: A file, which replaces one that this function wrote (:mod:`selon.placing`), or a stream.
        texts: Gives the article of an id, for the sheet of articles.
    """
    if isinstance(target, str | Path):
        with placed(target, is_ours) as stream:
            return write_xlsx(statements, stream, texts=texts)
    from openpyxl import Workbook  # noqa: PLC0415 - only for this format
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    book = Workbook(write_only=True)
    try:
        count = _fill(book, statements, texts)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = MARK
            ExcelWriter(book, archive).write_data()
    except LxmlError as error:  # which says no more than that it could not write
        msg = f"cannot write the sheets in {tempfile.gettempdir()}: {error}; free some space there, or set TMPDIR"
        raise WriteFailed(msg) from error
    finally:
        for sheet in book.worksheets:
            _give_up(sheet)
    return count


def _give_up(sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Close and remove the file in which *sheet* waits in the folder of temporary files; in the workbook it needs none."""
    rows, writer = sheet._rows, sheet._writer  # noqa: SLF001 - there is no other way to be rid of it
    if rows is not None:
        with suppress(LxmlError):
            rows.close()
    if writer is not None:
        with suppress(LxmlError):
            writer.close()
        with suppress(OSError, ValueError):
            writer.cleanup()


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* is a workbook that :func:`write_xlsx` made and nobody has saved since."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return archive.comment == MARK
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _fill(book: Any, statements: Iterable[Statement], texts: Texts | None) -> int:  # noqa: ANN401 - openpyxl's
    names = [column.name for column in COLUMNS]
    sheet = _sheet(book, "statements", names)
    articles = book.create_sheet("articles") if texts else None
    if articles is not None:
        articles.append(_row(articles, _ARTICLES))
    count = 0
    for article_id, run in statements_by_article(statements):
        for statement in run:
            if count and count % ROWS == 0:
                sheet = _sheet(book, f"statements {count // ROWS + 1}", names)
            sheet.append(_row(sheet, list(flat(statement).values())))
            count += 1
        if articles is not None and texts is not None:
            article, first = texts(article_id), run[0]
            facts = (article_id, article.url, article.outlet, first.title, article.byline, first.published)
            articles.append(_row(articles, (*facts, article.language, *_parts(article.text))))
    meaning = _sheet(book, "columns", ("column", "type", "meaning"))
    for column in COLUMNS:
        meaning.append(_row(meaning, (column.name, column.type, column.meaning)))
    return count


def _sheet(book: Any, title: str, names: Sequence[str]) -> WriteOnlyWorksheet:  # noqa: ANN401 - openpyxl has no types
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(_row(sheet, names))
    return sheet


def _row(sheet: WriteOnlyWorksheet, values: Sequence[Any]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    row = []
    for value in values:
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value[:LONGEST]))
            cell.data_type = "s"  # a content that starts with = is no formula
            row.append(cell)
        else:
            row.append(value)
    return row


def _parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST // 2):  # half, since a character may count twice
        yield text[start : start + LONGEST // 2]
