"""
Does everything that handles labels know each of them?

``selon.model.LABELS`` is the one list. What cannot be made from it – columns of a file, fields of a question, meanings in
words – is compared with it here, so that a label that is added tells where it is still missing.
"""

from __future__ import annotations

from dataclasses import fields

import pytest

from selon.evaluate.documents import CARRIED
from selon.evaluate.labels import SCORED
from selon.export import json, parquet, webannotation
from selon.export.columns import COLUMNS
from selon.ledger import Query
from selon.ledger.schema import LABEL_COLUMNS
from selon.model import LABELS, PLAIN, Attribution
from selon.record import attribution_of, attribution_record

TYPE = "quotation"
"""Gold and predictions carry it as their type, apart from the labels."""


def test_attributions_have_every_label() -> None:
    """Each label is an attribute of an attribution, and each is among those that are written as they are."""
    assert set(LABELS) <= {field.name for field in fields(Attribution)}
    assert set(LABELS) <= set(PLAIN)


@pytest.mark.parametrize(
    ("where", "known"),
    [
        ("a column of every table", {column.name for column in COLUMNS}),
        ("a column of the ledger", set(LABEL_COLUMNS)),
        ("a field of a question", {field.name for field in fields(Query)}),
        ("in the JSON Schema", set(json.schema()["$defs"]["attribution"]["required"])),
        ("dictionary-encoded in Parquet", parquet.CODES),
        ("carried by gold and predictions", {*CARRIED, TYPE}),
        ("a body of an annotation", {*webannotation.BODIES, *webannotation.OF_THE_SOURCE}),
        ("scored", {*SCORED, TYPE, "disclosure"}),
    ],
)
def test_every_label_is(where: str, known: set[str]) -> None:
    """A label stands wherever labels stand; what is left out is named there."""
    assert not set(LABELS) - known, f"not {where}"


@pytest.mark.parametrize("label", LABELS)
def test_every_value_comes_back_from_a_record(label: str) -> None:
    """A record keeps each value that a label may take."""
    base = {"cue": [[0, 3]], "content": [[4, 9]], "source": [[10, 12]], "quotation": "indirect", "why": {"rule": "a"}}
    for value in LABELS[label]:
        record = base | {label: value}
        if value == "decline":
            record["content"] = []
        assert attribution_record(attribution_of(record))[label] == value
