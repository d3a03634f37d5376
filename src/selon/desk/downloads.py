"""
In which formats are statements taken away, and what writes each?
"""

# ruff: noqa: PLC0415 - each format loads its library when it is written, so that --help waits for none of them

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from selon.ledger import Ledger, Query
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
"""The name of each format by the ending of its files."""

BINARY = ("xlsx", "parquet", "docbin")
"""Formats that no terminal can show, and that can only be written where one can go back."""


def unit(form: str, *, text: bool) -> str:
    """Return what a file in *form* holds one by one: statements, or articles with their statements."""
    return "articles" if form == "docbin" or (form == "jsonl" and text) else "statements"


def recogniser(form: str) -> Ours:
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


def write(ledger: Ledger, query: Query, stream: IO[bytes], form: str, *, text: bool) -> int:
    """
    Write the statements that *query* means to *stream*, and return how many of its :func:`unit` there were.

    Args:
        ledger: Where they are kept.
        query: Which are meant.
        stream: Where they go; for a :data:`BINARY` format one in which one can go back.
        form: One of the names in :data:`FORMATS`.
        text: Whether the articles' texts come along; ``docbin`` cannot be without, ``webannotation`` only quotes them.
    """

    def texts(public: str) -> Article:
        return ledger.article(public, layer="people")

    found = ledger.statements(query, in_text_order=True)
    if form == "xlsx":
        from selon.export.xlsx import write_xlsx

        return write_xlsx(found, stream, texts=texts if text else None)
    if form == "parquet":
        from selon.export.parquet import write_parquet

        return write_parquet(found, stream, texts=texts if text else None)
    if form == "docbin":
        from selon.export.docbin import write_docbin

        return write_docbin(_articles(ledger, query), stream)
    lines = codecs.getwriter("utf-8")(stream, "surrogatepass")
    if form == "csv":
        from selon.export.csv import write_csv

        return write_csv(found, lines, texts=texts if text else None)
    if form == "webannotation":
        from selon.export.webannotation import write_webannotation

        return write_webannotation(found, lines, texts=texts)
    from selon.export.jsonl import write_articles, write_statements

    return write_articles(_articles(ledger, query), lines) if text else write_statements(found, lines)


def _articles(ledger: Ledger, query: Query) -> Iterator[tuple[str, Article]]:
    """
    Yield the articles of the statements that are meant; all articles when all statements are.

    An article comes whole but for what is not sure enough.
    """
    if query.is_empty:
        for entry in ledger.articles():
            yield entry.id, ledger.article(entry.id, layer="people")
        return
    last = None
    for statement in ledger.statements(query, in_text_order=True):
        if statement.article != last:
            last = statement.article
            article = ledger.article(last, layer="people")
            yield last, article.confident(query.min_confidence, speaker=query.min_speaker_confidence)
