"""
How does a corpus become JSON Lines?

With the texts, one article a line in the format of ``selon read --json``, with the ledger's ids: it can be taken in
again. Without them, one statement a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from selon.export.columns import nested
from selon.export.json import to_json
from selon.ledger.values import Statement
from selon.model import Article


def write_articles(articles: Iterable[tuple[str, Article]], stream: IO[str]) -> int:
    """Write *articles*, given with their ids, and return how many there were."""
    return _write(({**to_json(article), "article": public} for public, article in articles), stream)


def write_statements(statements: Iterable[Statement], stream: IO[str]) -> int:
    """Write *statements* without their texts and return how many there were."""
    return _write(map(nested, statements), stream)


def _write(records: Iterable[dict[str, Any]], stream: IO[str]) -> int:
    count = 0
    for record in records:
        # Line separators of Unicode are letters to JSON but end a line for some readers.
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        stream.write(line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n")
        count += 1
    return count
