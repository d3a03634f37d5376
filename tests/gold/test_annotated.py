"""
Do the annotations of articles that others own hold none of their words, and fit the texts where those are at hand?
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import evaluation_data

from selon.model import LABELS

TRAINING = Path(__file__).resolve().parent.parent.parent / "training"
ALLOWED = {"id", "type", "parent", *LABELS}


def packed() -> list[dict[str, Any]]:
    """Return the records as they are stored."""
    paths = sorted((TRAINING / "gold").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def test_no_word_of_a_text_is_stored() -> None:
    """
    An attribution is offsets, labels and the identifiers of this and of its parent; a speaker is offsets too.
    """
    records = packed()
    assert len(records) > 100
    for record in records:
        assert {*record} == {"id", "lang", "sha256", "attributions", "passed"}
        for attribution in record["attributions"]:
            words = {name: value for name, value in attribution.items() if isinstance(value, str)}
            assert {*words} <= ALLOWED
            assert all(value in LABELS[name] for name, value in words.items() if name in LABELS)
            assert words.get("type") in LABELS["quotation"]
        assert all({*passed} == {"span", "why"} for passed in record["passed"])


@pytest.mark.skipif(evaluation_data() is None, reason="SELON_DATA names no folder with the texts")
def test_annotations_fit_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Joined with their texts, spans lie inside them, and no article is of an outlet that a check set has.
    """
    monkeypatch.setattr(sys, "path", [str(TRAINING), *sys.path])
    import annotated  # noqa: PLC0415 - found only with the path above

    joined = annotated.joined_records()
    closed = {
        record["outlet"]
        for name in annotated.CHECKS
        for record in annotated.records(annotated.data() / f"{name}.jsonl")
    }
    assert len(joined) == len(packed())
    for record in joined:
        assert record["outlet"] not in closed
        for attribution in record["attributions"]:
            assert (
                attribution["speaker"] is None
                or attribution["speaker"].split(" et ")[0].split(" and ")[0] in record["text"]
            )
            for role in ("source", "cue", "content", "addressee"):
                for start, end in attribution[role]:
                    words = record["text"][start:end]
                    assert words
                    assert words == words.strip()
