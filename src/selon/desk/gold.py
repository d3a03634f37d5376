"""
How does what people have reviewed become gold?

Annotated articles in the schema that :mod:`selon.evaluate.documents` reads, with the ids of the ledger, so that
``selon show`` tells of each what became of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from selon.evaluate.documents import Document, as_json
from selon.evaluate.prediction import relation
from selon.extract.decide.nesting import nest, place

if TYPE_CHECKING:
    from selon.ledger import Reviewed

_KEYS = ["id", "lang", "date", "version", "finished", "text", "attributions", "sha256"]


def document(reviewed: Reviewed) -> Document:
    """
    Return the gold that a reviewed article makes.

    Each statement is there as people saw it when they decided. Its parent is the innermost one that holds it, by their
    words. What nobody has given of a statement that was added is left open, so that no prediction is wrong about it.
    """
    statements = sorted(reviewed.statements, key=lambda one: (place(one.attribution), one.id))
    attributions = nest([one.attribution for one in statements])
    relations = []
    for one, attribution in zip(statements, attributions, strict=True):
        made = relation(attribution, 0)
        relations.append(
            replace(
                made,
                id=one.id,
                parent=None if attribution.parent is None else statements[attribution.parent].id,
                addressee=None if "addressee" in one.unsaid else made.addressee,
                labels={name: value for name, value in made.labels.items() if name not in one.unsaid},
                why=None,
                confidence=None,
            )
        )
    published = reviewed.article.published
    return Document(
        id=reviewed.id,
        lang=reviewed.article.language or "",
        date=published.date() if isinstance(published, datetime) else published,
        text=reviewed.article.text,
        relations=tuple(relations),
    )


def line(reviewed: Reviewed) -> bytes:
    """Return a reviewed article as one line of a file of gold; it ends in a hash, by which a later change is seen."""
    row = as_json(document(reviewed))
    named = {"id": row["id"], "lang": row["lang"], "date": row["date"]}
    row = {**named, "version": reviewed.version, "finished": reviewed.at, **row}
    return _written({**row, "sha256": _hash(row)}) + b"\n"


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* holds gold that :func:`line` has written and that nobody has changed by hand since."""
    some = False
    try:
        for one in stream:
            row = json.loads(one)
            if list(row) != _KEYS or row.pop("sha256") != _hash(row):
                return False
            some = True
    except (ValueError, AttributeError, TypeError, RecursionError):
        return False
    return some


def _hash(row: dict[str, Any]) -> str:
    return hashlib.sha256(_written(row)).hexdigest()


def _written(row: dict[str, Any]) -> bytes:
    # Line separators of Unicode are letters to JSON but end a line for some readers.
    text = json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "backslashreplace")
