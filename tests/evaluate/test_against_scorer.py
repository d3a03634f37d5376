"""
Do our measures equal those of the independent scorer that comes with the evaluation data?

The scorer is found beside the data: ``$SELON_DATA/../evaluation/score.py``. Predictions are gold with random damage of
every kind that a figure looks at.
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from selon.evaluate import load, score, table

LABELS = {
    "speaker": ["Ann", "the ANN", None],
    "act": ["assert", "warn", None],
    "naming": ["named", "described", None],
    "source_kind": ["person", "state", None],
    "medium": ["speech", "writing", None],
    "certainty": ["certain", "possible", "reported", None],
    "polarity": ["positive", "negative", None],
    "type": ["direct", "mixed", "indirect", None],
}


@pytest.fixture(scope="module")
def scorer(data: Path) -> ModuleType:
    """Return the independent scorer; tests that ask for it are skipped without one."""
    path = data.parent / "evaluation" / "score.py"
    if not path.is_file():
        pytest.skip(f"no scorer beside the evaluation data: {path.name}")
    spec = importlib.util.spec_from_file_location("independent_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def damaged(document: dict[str, Any], luck: random.Random) -> dict[str, Any]:
    """Return *document* as a bad reader might have predicted it."""
    length = len(document["text"])
    relations = []
    for relation in document["attributions"]:
        if luck.random() < 0.1:
            continue
        relations.append(_damaged_relation(relation, length, luck))
        if luck.random() < 0.1:
            relations.append({**relations[-1], "id": f"{relation['id']}-again"})
    for number in range(luck.randrange(4)):
        relation = _damaged_relation({"id": f"made-up-{number}"}, length, luck)
        relations.append({**relation, "content": [_span(length, luck)], "cue": [_span(length, luck)]})
    luck.shuffle(relations)
    return {"id": document["id"], "lang": document.get("lang"), "text": document["text"], "attributions": relations}


def _damaged_relation(relation: dict[str, Any], length: int, luck: random.Random) -> dict[str, Any]:
    changed = {"content": [], **relation}
    for role in ("source", "cue", "content", "addressee"):
        spans = [_moved(span, length, luck) for span in changed.get(role) or []]
        if luck.random() < 0.1:
            spans = [_span(length, luck)]
        changed[role] = [] if luck.random() < 0.08 else spans
    for label, values in LABELS.items():
        if luck.random() < 0.3:
            changed[label] = luck.choice(values)
        elif luck.random() < 0.05:
            changed.pop(label, None)
    if luck.random() < 0.1:
        changed["parent"] = luck.choice([None, "a0", "a1", "E1", "nobody"])
    return changed


def _moved(span: list[int], length: int, luck: random.Random) -> list[int]:
    start, end = span
    if luck.random() < 0.4:
        start += luck.randint(-12, 12)
    if luck.random() < 0.4:
        end += luck.randint(-30, 30)
    start = min(max(start, 0), length - 1)
    return [start, min(max(end, start + 1), length)]


def _span(length: int, luck: random.Random) -> list[int]:
    start = luck.randrange(length - 1)
    return [start, min(length, start + 1 + luck.randrange(120))]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["fr_dev", "en_dev", "de_dev"])
def test_every_figure_is_the_same(name: str, seed: int, data: Path, scorer: ModuleType, tmp_path: Path) -> None:
    """
    In all four modes, on random predictions, every number of the result and every line of the table agree.
    """
    luck = random.Random(f"{name} {seed}")
    lines = (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = luck.sample([json.loads(line) for line in lines], 15)
    predictions = [damaged(document, luck) for document in documents if luck.random() > 0.1]
    gold, pred = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl"
    for path, rows in ((gold, documents), (pred, predictions)):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for direct_only in (False, True):
        for top_level in (False, True):
            theirs = scorer.score(scorer.load(gold), scorer.load(pred), direct_only, top_level)
            ours = score(load(gold), load(pred, needs_text=False), direct_only=direct_only, top_level=top_level)
            assert ours == theirs
            assert table(ours).split() == scorer.table(theirs).split()
    assert 0 < theirs["e2e"]["f1"] < 1
