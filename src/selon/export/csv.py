"""
How do statements become a CSV table?

One line a statement, in UTF-8, with the columns of :mod:`selon.export.columns`. With the texts, the table holds all
that is needed to read it back (:mod:`selon.reading.table`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from selon.export.columns import ARTICLE_COLUMNS, COLUMNS, HEADERS, article_cells, flat, statements_by_article
from selon.model import Article, Statement

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

Texts = Callable[[str], Article]


def write_csv(statements: Iterable[Statement], stream: SupportsWrite[str], *, texts: Texts | None = None) -> int:
    """
    Write *statements* and return how many there were.

    Args:
        statements: Those of one article together.
        stream: Opened with ``newline=""``.
        texts: Gives the article of an id; its text is written beside the first of its statements.
    """
    names = header(texts=texts is not None)
    writer = csv.DictWriter(stream, names)
    writer.writeheader()
    count = 0
    for row in cells(statements, texts=texts):
        writer.writerow(row)
        count += 1
    return count


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* opens with the very header that :func:`write_csv` writes; columns of others are kept."""
    of_article = [name for name, _ in ARTICLE_COLUMNS]
    written = [",".join([*names, *more]).encode() + b"\r\n" for names in HEADERS for more in ([], of_article)]
    return stream.readline(10_000) in written


def header(*, texts: bool) -> list[str]:
    """Return the names of the columns, with those of the article where the texts come along."""
    return [column.name for column in COLUMNS] + ([name for name, _ in ARTICLE_COLUMNS] if texts else [])


def cells(statements: Iterable[Statement], *, texts: Texts | None) -> Iterator[dict[str, Any]]:
    """Yield each of *statements* as plain cells, the first of an article with the article's own."""
    for article_id, run in statements_by_article(statements):
        for position, statement in enumerate(run):
            row: dict[str, Any] = dict(flat(statement))
            if texts is not None and position == 0:
                row |= article_cells(texts(article_id))
            yield row
