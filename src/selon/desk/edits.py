"""
What does a person change in a statement who writes FIELD=VALUE?
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from selon.errors import InvalidValue
from selon.model import SPAN_ROLES
from selon.record import Record


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
