"""
Does a reader load what it needs once, and for everybody?
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import spacy

import selon
from selon import Reader
from selon.lang.designation import read
from selon.parse.pipeline import Parsers, as_read

FRENCH = "Selon la ministre, le texte sera voté mardi."
ENGLISH = "The text will be voted on Tuesday, the minister said."


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the pipelines as they are loaded, from a state in which none is."""
    names: list[str] = []
    load = spacy.load

    def note(name: str, **named: Any) -> Any:  # noqa: ANN401 - as spacy.load
        names.append(name)
        return load(name, **named)

    monkeypatch.setattr(spacy, "load", note)
    monkeypatch.setattr("selon.reader.PARSERS", Parsers())
    monkeypatch.setattr("selon.reader.SHARED", Reader())
    return names


@pytest.mark.model
def test_the_functions_share_their_pipelines(loaded: list[str]) -> None:
    """
    Each language is loaded when it is first needed, and only then, whichever function asks.
    """
    assert not loaded
    for _ in range(3):
        assert len(selon.read_text(FRENCH, lang="fr").attributions) == 1
        assert len(selon.read(f"<h1>Le vote</h1><p>{FRENCH}</p>", lang="fr").attributions) == 1
    assert len(loaded) == 1
    assert len(selon.read_text(ENGLISH, lang="en").attributions) == 1
    assert len(loaded) == 2


@pytest.mark.model
def test_threads_may_share_them(loaded: list[str]) -> None:
    """
    Several threads that read at once load a pipeline once, and each finds what one alone finds.
    """
    texts = [f"Selon la ministre, le texte numéro {number} sera voté mardi." for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: selon.read_text(text, lang="fr"), texts))
    assert len(loaded) == 1
    assert found == [Reader().read_text(texts[0], lang="fr"), *(selon.read_text(text, lang="fr") for text in texts[1:])]


@pytest.mark.model
def test_an_article_is_made_ready_and_its_sources_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Parser and rules see one text, and resolution and assessment one reading of each source.
    """
    asked: list[str] = []

    def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: asked.append(name) or call(*given)

    monkeypatch.setattr(selon.reader, "as_read", noted("text", as_read))
    monkeypatch.setattr(selon.parse.designations, "read", noted("source", read))
    article = Reader().read_text(f"{FRENCH} Le préfet a dit qu'il doute.", lang="fr")
    assert len(article.attributions) == 2
    assert asked == ["text", "source", "source"]


@pytest.mark.model
def test_parses_can_be_read_apart(reader: Reader) -> None:
    """
    An article with its own parses, made before, gives the statements that reading it gives.
    """
    article = reader.read_text(f"{FRENCH} « C'est non », a dit Jeanne Roux.", lang="fr")
    bare = replace(article, attributions=(), own_voice=(), extracted=False)
    assert reader.read_parsed(bare, reader.parse(bare)) == article
    assert len(article.attributions) == 2
