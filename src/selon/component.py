"""
How does selon run inside a spaCy pipeline?

::

    nlp = spacy.load("fr_core_news_md")
    nlp.add_pipe("selon")
    for attribution in nlp(text)._.attributions: ...

The component reads the tree that the pipeline made; all spans count characters of ``doc.text``. What it finds is kept
in ``doc.user_data`` as JSON, so that it travels with the Doc: to other processes, to disk, into a DocBin.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from selon import lang as languages
from selon.errors import ModelMissing, ReadingError
from selon.export.json import from_json, to_json
from selon.model import Article, Attribution
from selon.parse import Parse, from_doc
from selon.reader import Reader
from selon.reading import read_plain

if TYPE_CHECKING:
    from selon.model import Span

KEY = "selon.article"
"""Where a Doc keeps its article."""


class Component:
    """Finds the statements of a parsed Doc."""

    def __init__(self, language: languages.Language) -> None:
        """Prepare for Docs in *language*."""
        self._language = language
        self._reader = Reader()

    def __call__(self, doc: Doc) -> Doc:
        """
        Give *doc* its article; nothing else of it changes.

        One that cannot be read, such as an empty one, has an article that is not extracted and warns.

        Raises:
            ModelMissing: If the language's rules need a tree and *doc* has none.
        """
        doc.user_data[KEY] = json.dumps(to_json(self._article(doc)), ensure_ascii=False)
        return doc

    def _article(self, doc: Doc) -> Article:
        code = self._language.code
        try:
            article = read_plain(doc.text, lang=code)
        except ReadingError as error:
            # A Doc without words, say, which a stream may hold: it stops nothing and is marked as not looked at.
            return Article(text=doc.text, language=code, warnings=(str(error),))
        if self._language.pipeline and not (doc.has_annotation("DEP") and doc.has_annotation("POS")):
            msg = (
                f"nothing before 'selon' has parsed and tagged the Doc; add it to {self._language.pipeline} or the like"
            )
            raise ModelMissing(msg)
        return self._reader.read_parsed(article, [self._parse(doc, passage.span) for passage in article.passages])

    def _parse(self, doc: Doc, passage: Span) -> Parse | None:
        """Return the tree of one paragraph; what the parser tied to other paragraphs is cut there."""
        tokens = doc.char_span(passage.start, passage.end, alignment_mode="contract")
        if tokens is None:
            return None
        return from_doc(tokens.as_doc(), tokens.start_char, self._language.relations)


@Pipeline.factory("selon", requires=["token.dep", "token.pos"], assigns=["doc._.article", "doc._.attributions"])
def create_component(nlp: Pipeline, name: str) -> Component:  # noqa: ARG001 - spaCy gives both
    """
    Return the component for *nlp*'s language, and make ``doc._.article`` and ``doc._.attributions`` known to spaCy.

    Raises:
        UnsupportedLanguage: If there are no rules for the language.
    """
    Doc.set_extension("article", getter=_article_of, force=True)
    Doc.set_extension("attributions", getter=_attributions_of, force=True)
    return Component(languages.load(nlp.lang))


def _article_of(doc: Doc) -> Article | None:
    """Return the article that *doc* keeps; None before the component has seen it."""
    written = doc.user_data.get(KEY)
    return None if written is None else _read(written)


def _attributions_of(doc: Doc) -> tuple[Attribution, ...]:
    article = _article_of(doc)
    return article.attributions if article else ()


@lru_cache(maxsize=16)
def _read(written: str) -> Article:
    """Return the article in *written*; whoever loops over ``doc._.attributions`` asks for the same one often."""
    return from_json(json.loads(written))
