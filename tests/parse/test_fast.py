"""
Does the parse stage give what spaCy's own pipelines give, to the last feature?
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy

from selon import lang
from selon.parse import fast, kernel, token_vectors
from selon.parse.pipeline import KNOWN_FORMS, NOT_NEEDED, Parsers, load
from selon.parse.tree import Parse, from_doc

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

pytestmark = pytest.mark.model

GOLD = Path(__file__).parent.parent / "gold"
CASES = Path(__file__).parent.parent / "cases"
CLOSE = 1e-4
"""What numbers may differ by that were added up in another order."""
AWKWARD = (
    "", " ", "\n", "—", "«»", "a" * 300, "Ça ! « Non », dit-il… d’«un»", "😀 dit : « oui »", "l'\N{NO-BREAK SPACE}un",
    "He 's gonna, she ain't; there's no way.", "There were, it is said, 3.5% of U.S. don't-knows.",
    "e\N{COMBINING ACUTE ACCENT}té",
)  # fmt: skip


def texts(code: str) -> list[str]:
    """Return paragraphs of the repository in a language, and some that are hard to cut."""
    rows = [json.loads(line) for line in (GOLD / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()]
    cases = [
        row for path in sorted((CASES / code).glob("*.json")) for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    return [*AWKWARD, *(part for row in rows + cases for part in row["text"].split("\n\n"))]


@pytest.fixture(scope="module", params=["fr", "en"])
def both(request: pytest.FixtureRequest) -> tuple[str, Pipeline, Pipeline]:
    """Return a language, its pipeline as spaCy runs it, and another that the fast way may use."""
    name = lang.load(request.param).pipeline or ""
    return request.param, load(name), load(name, without=(*NOT_NEEDED, KNOWN_FORMS))


def test_vectors_are_spacys(both: tuple[str, Pipeline, Pipeline]) -> None:
    """No number of any token's vector differs by more than rounding does."""
    code, own, other = both
    docs = [own.make_doc(text) for text in texts(code)]
    wanted = own.get_pipe("tok2vec").predict(docs)  # type: ignore[attr-defined]
    token_vectors.TokenVectors(other)(docs)
    assert max(np.abs(doc.tensor - vectors).max(initial=0) for doc, vectors in zip(docs, wanted, strict=True)) <= CLOSE


def test_parses_are_spacys(both: tuple[str, Pipeline, Pipeline]) -> None:
    """Words, parts of speech, relations, heads and features are those of the pipeline."""
    code, own, other = both
    wanted = [_by_tokens(doc, lang.load(code).relations) for doc in own.pipe(texts(code))]
    found = [from_doc(doc, 0, lang.load(code).relations) for doc in fast.Fast(other)(texts(code))]
    for one, two in zip(wanted, found, strict=True):
        assert all(getattr(one, name) == getattr(two, name) for name in Parse.__match_args__), one.words


def _by_tokens(doc: Any, relations: Any) -> Parse:  # noqa: ANN401 - spaCy's
    """Return *doc* as a parse, asking token by token."""
    rows = from_doc(doc, 0, relations)
    tokens = [token for token in doc if token.idx in set(rows.start) and not token.is_space]
    place = {token.i: number for number, token in enumerate(tokens)}
    return Parse(
        words=rows.words,
        start=tuple(token.idx for token in tokens),
        end=rows.end,
        pos=tuple(token.pos_ for token in tokens),
        relation=tuple(relations.get(token.dep_, token.dep_) for token in tokens),
        head=tuple(place.get(token.head.i, rows.head[number]) for number, token in enumerate(tokens)),
        morph=tuple(str(token.morph) for token in tokens),
    )


def test_what_is_kept_begins_anew(both: tuple[str, Pipeline, Pipeline], monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors are right as well where more words come than are kept, and where one text alone has more."""
    code, own, _ = both
    monkeypatch.setattr(token_vectors, "KEPT", 50)
    vectors = token_vectors.TokenVectors(own)
    for text in [*texts(code)[:30], " ".join(texts(code)[:20])]:
        docs = [own.make_doc(text)]
        wanted = own.get_pipe("tok2vec").predict(docs)  # type: ignore[attr-defined]
        vectors(docs)
        assert np.abs(docs[0].tensor - wanted[0]).max(initial=0) <= CLOSE


def test_another_pipeline_parses_as_spacy_lets_it(
    both: tuple[str, Pipeline, Pipeline], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline that is put together otherwise is run by spaCy, whole, and the log tells why."""
    code, _, other = both
    language = lang.load(code)
    monkeypatch.setattr(fast, "ORDERS", ())
    with caplog.at_level(logging.WARNING, logger="selon"):
        parse: Any = Parsers().load(language)
    assert "parses at spaCy's own speed: its components are tok2vec, " in caplog.text
    sample = texts(code)[:200]
    wanted = [from_doc(doc, 0, language.relations) for doc in fast.Fast(other)(sample)]
    found = [from_doc(doc, 0, language.relations) for doc in parse(sample)]
    for one, two in zip(wanted, found, strict=True):
        assert all(getattr(one, name) == getattr(two, name) for name in Parse.__match_args__), one.words


def test_other_rules_and_networks_are_not_known(both: tuple[str, Pipeline, Pipeline]) -> None:
    """Rules by a regular expression or by the shape of a word, and vectors by other features, are left to spaCy."""
    code, own, _ = both
    name = lang.load(code).pipeline or ""
    assert fast.unknown(own) is None
    for asked in ({"LOWER": {"REGEX": "^x"}}, {"SHAPE": "Xx"}):
        pipeline = spacy.load(name, exclude=list(NOT_NEEDED))
        pipeline.get_pipe("attribute_ruler").add([[asked]], {"POS": "X"})  # type: ignore[attr-defined]
        assert "attribute rules" in (fast.unknown(pipeline) or "")
    pipeline = spacy.load(name, exclude=list(NOT_NEEDED))
    for node in pipeline.get_pipe("tok2vec").model.walk():  # type: ignore[attr-defined]
        if node.name == "extract_features":
            node.attrs["columns"] = ["LEMMA"]
    assert "token vectors" in (fast.unknown(pipeline) or "")


def test_what_was_met_before_changes_nothing(both: tuple[str, Pipeline, Pipeline]) -> None:
    """A text parses the same whatever came before it, and whatever stands beside it."""
    code, _, other = both
    parse, relations = fast.Fast(other), lang.load(code).relations
    sample = texts(code)[:120]
    together = [from_doc(doc, 0, relations) for doc in parse(sample)]
    for text, wanted in reversed(list(zip(sample, together, strict=True))):
        (alone,) = (from_doc(doc, 0, relations) for doc in parse([text]))
        assert all(getattr(alone, name) == getattr(wanted, name) for name in Parse.__match_args__), text


@pytest.fixture
def apart() -> Iterator[None]:
    """Forget, before and after a test, which product was the faster."""
    kernel.fastest.cache_clear()
    yield
    kernel.fastest.cache_clear()


@pytest.mark.parametrize(
    ("seconds", "wanted"), [([1.0, 0.5], "blis"), ([1.0, 0.95], "openblas"), ([0.3, 1.0], "openblas")]
)
@pytest.mark.usefixtures("apart")
def test_the_faster_product_is_taken(seconds: list[float], wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blis is kept where it is faster by more than a hair."""
    waiting = iter(seconds)
    monkeypatch.setattr(kernel, "_seconds", lambda _product: next(waiting))
    assert kernel.fastest() == wanted
