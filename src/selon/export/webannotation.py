"""
How do statements become annotations of the web?

W3C Web Annotation in JSON-LD: one annotation a statement. Its targets are the content in the page, the source, the cue
and the other roles, each found again by its words (TextQuoteSelector) and by its place in the text
(TextPositionSelector); what selon says of the statement is its body.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from selon.export.columns import statements_by_article
from selon.export.csv import Texts
from selon.model import LABELS, SPAN_ROLES, Article, Span, Statement

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

CONTEXT = 32  # characters before and after, as in the model's own examples
_TERMS = "urn:selon:"
ANNO = "http://www.w3.org/ns/anno.jsonld"
OF_THE_SOURCE = ("source_kind",)
"""Labels that are left out: they tell what the source is, not how the words are put."""
_FIRST = ("quotation", "act", "certainty", "polarity")
BODIES = (*_FIRST, *(label for label in LABELS if label not in (*_FIRST, *OF_THE_SOURCE)))
"""The labels that become bodies, in order."""

OPENING = f'{{"@context":{json.dumps([ANNO, {"selon": _TERMS}])},"type":"AnnotationPage","items":['
"""How every page of selon's begins, and nobody else's."""


def write_webannotation(statements: Iterable[Statement], stream: SupportsWrite[str], *, texts: Texts) -> int:
    """Write *statements* as one annotation collection page and return how many there were."""
    count = 0
    stream.write(OPENING)
    for annotation in each(statements, texts=texts):
        count += 1
        stream.write((",\n" if count > 1 else "\n") + json.dumps(annotation, ensure_ascii=False))
    stream.write("\n]}\n")
    return count


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* begins as :func:`write_webannotation` does."""
    return stream.read(len(OPENING)) == OPENING.encode()


def each(statements: Iterable[Statement], *, texts: Texts) -> Iterator[dict[str, Any]]:
    """Yield one annotation for each of *statements*."""
    for article_id, run in statements_by_article(statements):
        article = texts(article_id)
        for statement in run:
            yield _annotation(statement, article)


def _annotation(statement: Statement, article: Article) -> dict[str, Any]:
    attribution = statement.attribution
    page = statement.url or f"{_TERMS}article:{statement.article}"
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "classifying", "value": value, "selon:label": label}
        for label in BODIES
        if (value := getattr(attribution, label)) is not None
    ]
    if statement.speaker is not None:
        identifying: dict[str, Any] = {"type": "TextualBody", "purpose": "identifying", "value": statement.speaker}
        if attribution.speaker_confidence is not None:
            identifying["selon:confidence"] = attribution.speaker_confidence
        bodies.append(identifying)
    return {
        "id": f"{_TERMS}statement:{statement.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": statement.first_seen,
        "selon:confidence": attribution.confidence,
        "body": bodies,
        "target": [
            {
                "type": "SpecificResource",
                "source": page,
                "purpose": f"selon:{role}",
                "selector": [_quote(article.text, span), _position(span)],
            }
            for role in SPAN_ROLES
            for span in getattr(attribution, role)
        ],
    }


def _quote(text: str, span: Span) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
    }


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
