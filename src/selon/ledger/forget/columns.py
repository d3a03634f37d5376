"""
Where does a ledger keep words?

In the texts, and in every other column that holds what somebody wrote: addresses, bylines, notes, messages. They are
asked from the file itself, so that a column that a later schema adds is among them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from selon.ledger import rows
from selon.ledger.forget.veil import walk

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_OTHER_TABLES = ("label", "migration", "run")
"""Tables that hold selon's own words alone."""

_COUNTED = frozenset({
    "changes", "content_spans", "cue_spans", "day", "fingerprint", "first_at", "first_seen", "frame", "hash", "id",
    "language", "last_at", "last_seen", "modified", "new", "old", "other_spans", "outcome", "published", "said",
    "said_precision", "since", "source_spans", "text_hash", "text_key", "uid", "undone_by", "until", "verdict", "wikidata",
})  # fmt: skip
"""Columns of ids, dates, offsets and hashes."""

_FOLDED = (("alias", "folded"), ("person_name", "folded"), ("speaker", "key"))
"""Columns that repeat a name without what tells it from a longer one (*Orla Quenby-Lassalle*)."""

_OF_TEXT = ("source", "cue", "content", "addressee", "channel")
"""Columns of statements that repeat words of the text."""


def with_words(db: Database) -> list[tuple[str, str]]:
    """Return table and column of everything that holds words beside the texts themselves and what repeats them."""
    tables = [
        row["name"]
        for row in db.execute(
            "select name from sqlite_master where type = 'table' and name not like 'word%' order by name"
        )
        if row["name"] not in _OTHER_TABLES and not row["name"].startswith("sqlite_")
    ]
    return [
        (table, column["name"])
        for table in tables
        for column in db.execute(f"pragma table_info({table})")
        if column["type"].lower() == "text"
        and column["name"] not in _COUNTED
        and (table, column["name"]) not in (("body", "text"), *_FOLDED)
        and not (table in ("statement", "revision") and column["name"] in _OF_TEXT)
    ]


def values(db: Database, table: str, column: str) -> Iterator[str]:
    """Yield each value of a column once."""
    for row in db.execute(f"select distinct {column} from {table} where {column} is not null").fetchall():
        yield row[0]


def texts_in(value: str) -> Iterator[str]:
    """Yield *value*, or the texts in it where it is JSON."""
    parsed = _parsed(value)
    if parsed is None:
        yield value
        return
    found: dict[str, None] = {}
    walk(parsed, lambda text: found.setdefault(text) or text)
    yield from found


def change(value: str, by: Callable[[str], str]) -> str:
    """Return *value* with *by* applied to it, or to the texts in it where it is JSON."""
    parsed = _parsed(value)
    return by(value) if parsed is None else rows.compact(walk(parsed, by))


def rewrite(db: Database, table: str, column: str, by: Callable[[str], str]) -> None:
    """Change every value of a column."""
    for value in values(db, table, column):
        changed = change(value, by)
        if changed not in (value, _respelled(value)):
            db.execute(f"update {table} set {column} = ? where {column} = ?", (changed, value))


def layouts(db: Database) -> Iterator[tuple[int, str]]:
    """Yield the number of each version with the elements of the page that its passages came from."""
    for row in db.execute("select version_id, layout from body order by version_id"):
        passages = json.loads(zlib.decompress(row["layout"]))[0]
        yield row["version_id"], "\n\n".join(sorted({one[3] for one in passages if one[3]}))


def _respelled(value: str) -> str:
    """Return *value* as it is written when nothing in it changes."""
    return change(value, str)


def _parsed(value: str) -> object:
    if value[:1] not in ("{", "["):
        return None
    try:
        parsed: object = json.loads(value)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict | list) else None
