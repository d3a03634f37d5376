"""
What does a reader say about annotated articles?
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from selon.errors import EvaluationError, SelonError
from selon.evaluate.documents import CARRIED, Document, Documents, Relation
from selon.model import Article, Attribution


class TextReader(Protocol):
    """What can be evaluated: :class:`selon.Reader`, or anything that reads a text as it does."""

    def read_text(self, text: str, *, lang: str | None = None, published: date | None = None) -> Article:
        """Return *text* as an article with its attributions."""
        ...


def predict(gold: Documents, reader: TextReader) -> dict[str, Document]:
    """
    Return what *reader* makes of the texts of *gold*, in gold's schema.

    Raises:
        EvaluationError: If a document has no text or cannot be read, or the reader changed it, so that offsets would
            not agree.
    """
    return {name: _predicted(document, reader) for name, document in gold.items()}


def _predicted(document: Document, reader: TextReader) -> Document:
    if document.text is None:
        msg = f"document {document.id!r} has no text to read; give gold documents"
        raise EvaluationError(msg)
    try:
        article = reader.read_text(document.text, lang=document.lang, published=document.date)
    except SelonError as error:
        msg = f"document {document.id!r} cannot be read: {error}"
        raise EvaluationError(msg) from error
    if article.text != document.text:
        msg = f"the reader changed the text of {document.id!r}; offsets only agree over the same text"
        raise EvaluationError(msg)
    return Document(
        id=document.id,
        lang=document.lang,
        date=document.date,
        text=document.text,
        relations=tuple(relation(a, position) for position, a in enumerate(article.attributions)),
    )


def relation(attribution: Attribution, position: int) -> Relation:
    """
    Return the attribution at *position* of an article as gold would write it.

    >>> from selon.model import Span, Why
    >>> relation(Attribution(cue=(Span(3, 5),), why=Why("refusal")), 2).id
    'a2'
    """
    return Relation(
        id=f"a{position}",
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        addressee=attribution.addressee,
        type=attribution.quotation,
        parent=None if attribution.parent is None else f"a{attribution.parent}",
        labels={
            "speaker": attribution.speaker.name if attribution.speaker else None,
        }
        | {label: getattr(attribution, label) for label in CARRIED if label != "speaker"},
        why=attribution.why,
        confidence=attribution.confidence,
        speaker_confidence=attribution.speaker_confidence,
    )
