"""
Is the project's own gold what its sheets say, and are the sheets held to the definition?
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from selon.model import LABELS, Span

HERE = Path(__file__).parent
Sheet = Callable[[str, str], Path]
BUILDER = HERE.parent.parent / "training" / "gold.py"


NEST = """[a1] in 1
source: Ana #1
cue: dit #1
content: Bob croit que oui et non
speaker: Ana

[a2] in 1
source: Bob
cue: croit
content: oui et non
speaker: Bob
"""


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    """
    Return the script that builds the gold, as a module.
    """
    spec = importlib.util.spec_from_file_location("training_gold", BUILDER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """
    Return a function that writes an article with its sheet and gives the article's path.
    """

    def write(text: str, entries: str) -> Path:
        folder = tmp_path / "fr"
        folder.mkdir(exist_ok=True)
        article = folder / "fr-essai.txt"
        article.write_text(text, encoding="utf-8")
        article.with_suffix(".gold").write_text(f"date: 2026-01-01\nstyle: test\n\n{entries}", encoding="utf-8")
        return article

    return write


def test_files_are_up_to_date(gold: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The built files are what the sheets give.
    """
    assert gold.main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_span_selects_words_and_every_label_is_known(language: str) -> None:
    """
    Each document of the built files can be scored: spans inside the text, labels of the model.
    """
    documents = [json.loads(line) for line in (HERE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(documents) >= 12
    for document in documents:
        for attribution in document["attributions"]:
            for role in ("source", "cue", "content", "addressee"):
                for start, end in attribution[role]:
                    assert Span(start, end).of(document["text"]).strip()
            assert attribution["type"] in LABELS["quotation"]
            for label in ("source_kind", "naming", "act", "medium", "certainty", "polarity"):
                assert attribution[label] in LABELS[label]


def test_a_sheet_is_read(gold: ModuleType, sheet: Sheet) -> None:
    """
    Words, an elision, an occurrence and a second paragraph become spans, and marks become a type.
    """
    article = sheet(
        "Ana dit que « oui », dit Ana.\n\nElle ajoute : « Non.\n\n« Jamais. »\n",
        "[a1] in 1\nsource: Ana #2\ncue: dit #2\ncontent: oui\nspeaker: Ana\n\n"
        "[a2] in 2\nsource: Elle\ncue: ajoute\ncontent: Non. || ¶3 Jamais.\nspeaker: Ana\n",
    )
    first, second = gold.read(article).relations
    assert [first.spans["source"], first.quotation] == [(Span(25, 28),), "direct"]
    assert [len(second.spans["content"]), second.quotation] == [2, "direct"]


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ("[a1] in 1\nsource: Ana\ncue: dit\ncontent: oui et non\nspeaker: Ana\n", "stands there 2 times"),
        ("[a1] in 1\nsource: Léa\ncue: croit\ncontent: oui\nspeaker: Léa\n", "stands there 0 times"),
        ("[a1] in 3\nsource: Ana\ncue: croit\ncontent: oui\nspeaker: Ana\n", "no paragraph 3"),
        ("[a1] in 1\nsource: Bob\ncue: croit\ncontent: oui et non\n", "a speaker is named"),
        ("[a1] in 1\nsource: Bob\ncue: croit\nspeaker: Bob\n", "only a refusal"),
        (
            "[a1] in 1\nsource: Bob\ncue: croit\ncontent: oui et non\nspeaker: Bob\nlabels: deny\n",
            "put forward as not so",
        ),
        (NEST, "has no such parent"),
        (
            "[a1] in 1\nsource: Bob\ncue: croit\ncontent: oui et non\nspeaker: Bob\n",
            "nothing says whose words these are: ' Jamais '",
        ),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused(gold: ModuleType, sheet: Sheet, entries: str, complaint: str) -> None:
    """
    What is missing, ambiguous or against the definition stops the build with its reason.
    """
    article = sheet("Ana dit que Bob croit que oui et non, dit Ana.\n\n« Jamais ».\n", entries)
    with pytest.raises(gold.BrokenSheet, match=complaint):
        gold.read(article)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("folder", ["articles", "refusals"])
def test_what_was_written_to_learn_from_fits_its_sheets(gold: ModuleType, folder: str, language: str) -> None:
    """
    Each text of ``training/articles`` and ``training/refusals`` has a sheet that fits it.
    """
    texts = sorted((BUILDER.parent / folder / language).glob("*.txt"))
    read = [gold.read(text) for text in texts]
    assert sum(len(document.relations) for document in read) > len(texts) > 0
