"""
How does a corpus become JSON Lines?

With the texts, one article a line in the format of ``selon read --json``, with the ledger's ids: it can be taken in
again. Without them, one statement a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from selon.export.columns import HEADERS, nested
from selon.export.json import FORMAT, to_json
from selon.model import Article, Statement

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


def write_articles(articles: Iterable[tuple[str, Article]], stream: SupportsWrite[str]) -> int:
    """Write *articles*, given with their ids, and return how many there were."""
    return _write(({**to_json(article), "article": public} for public, article in articles), stream)


def write_statements(statements: Iterable[Statement], stream: SupportsWrite[str]) -> int:
    """Write *statements* without their texts and return how many there were."""
    return _write(map(nested, statements), stream)


_LONGEST = 1 << 26
"""Bytes of a first line that are looked at: no article makes a longer one."""


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether the first line of *stream* is one that this module writes: what others add makes it theirs."""
    try:
        record = json.loads(stream.readline(_LONGEST))
    except (ValueError, RecursionError):
        return False
    if not isinstance(record, dict):
        return False
    is_article = record.get("format") == FORMAT and "article" in record  # without its id, selon read wrote it
    return is_article or list(record) in HEADERS


def _write(records: Iterable[dict[str, Any]], stream: SupportsWrite[str]) -> int:
    count = 0
    for record in records:
        # Line separators of Unicode are letters to JSON but end a line for some readers.
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        stream.write(line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n")
        count += 1
    return count
