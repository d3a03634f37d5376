"""
What does a person change in a statement who writes FIELD=VALUE?
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from selon.desk.finding import found
from selon.errors import InvalidValue
from selon.evaluate.quoted import quoted, type_by_marks
from selon.model import SPAN_ROLES
from selon.record import Record, pairs_of, spans_of

if TYPE_CHECKING:
    from selon.model import Article, Spans

_OFFSETS = re.compile(r"[0-9,\s-]*")


def edits(changes: Iterable[str]) -> Record:
    """
    Return the fields that *changes* set, as :meth:`selon.ledger.Ledger.edit` takes them; of two for a field, the last.

    Raises:
        InvalidValue: If one of them is no FIELD=VALUE, or its value cannot be read. Which fields and labels there are
            is the ledger's to say.

    >>> edits(["act=deny", "content=120-180,190-200", "speaker="])
    {'act': 'deny', 'content': [[120, 180], [190, 200]], 'speaker': None}
    """
    record: Record = {}
    for change in changes:
        field, equals, text = change.partition("=")
        if not equals:
            msg = f"{change!r} changes nothing; write FIELD=VALUE, such as act=deny"
            raise InvalidValue(msg)
        record[field] = value_of(field, text)
    return record


def edits_in(article: Article, changes: Iterable[str], *, near: Spans = ()) -> Record:
    """
    Return the fields that *changes* set in *article*, as :func:`edits` does; spans may be named by their words there.

    Args:
        article: In whose text the words are looked for, as :func:`selon.desk.finding.found` does.
        changes: Each FIELD=VALUE.
        near: The content of the statement, until one is given.

    Raises:
        InvalidValue: Likewise, and if words stand nowhere or in several places.
    """
    given = list(changes)
    worded = {}
    for change in given:
        field, equals, text = change.partition("=")
        if field in SPAN_ROLES and equals and not _OFFSETS.fullmatch(text):
            worded[field] = text
    record = edits(change for change in given if change.partition("=")[0] not in worded)
    near = spans_of(record.get("content") or []) or near
    for field, text in sorted(worded.items(), key=lambda one: one[0] != "content"):
        spans = found(text, article.text, near=near)
        near = spans if field == "content" else near
        record[field] = pairs_of(spans)
    return record


def insertion_in(article: Article, changes: Iterable[str]) -> Record:
    """
    Return the fields of a statement that *article* has and nobody has found, as *changes* set them.

    How much of it is quoted is told by its marks where no change says so.

    Raises:
        InvalidValue: As :func:`edits_in`.
    """
    record = edits_in(article, changes)
    content = spans_of(record.get("content") or [])
    marked = type_by_marks(article.text, content, quoted(article.text, article.language or ""))
    return {"quotation": marked, **record}


def value_of(field: str, text: str) -> Any:  # noqa: ANN401 - what a record holds
    """
    Return what a record holds in *field* for the *text* that a person writes; nothing empties the field.

    Raises:
        InvalidValue: If *text* is no list of spans where one is due, or begins an object and is no JSON.

    >>> value_of("speaker", "Jake Sullivan")
    {'name': 'Jake Sullivan', 'kind': 'person'}
    """
    if field in SPAN_ROLES:
        return pairs_in(text)
    if not text:
        return None
    if text.startswith("{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            msg = f'{text[:60]!r} is no JSON ({error}); write {{"name": …, "kind": …}}'
            raise InvalidValue(msg) from error
    return {
        "speaker": {"name": text, "kind": "person"},
        "evidential": text.split(","),
        "sources_claimed": int(text) if re.fullmatch(r"[0-9]{1,19}", text) else text,
    }.get(field, text)


def pairs_in(text: str) -> list[list[int]]:
    """
    Return the spans that *text* lists, as pairs of offsets.

    Raises:
        InvalidValue: If it is no such list.

    >>> pairs_in("120-180,190-200")
    [[120, 180], [190, 200]]
    """
    try:
        return [[int(end) for end in pair.split("-", 1)] for pair in text.split(",") if pair]
    except ValueError as error:
        msg = f"{text!r} is no list of spans; write 120-180,190-200"
        raise InvalidValue(msg) from error
