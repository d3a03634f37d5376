"""
How is an annotated article written down?

One JSON document a line: ``{"id", "lang", "date", "text", "attributions": [{"id", "source", "cue", "content",
"addressee": [[start, end], …], "type", "parent", …labels}]}``. Offsets are half-open and count characters of ``text``.
Predictions have the same schema and may add ``why`` (the rule and what it relied on), ``confidence`` and
``speaker_confidence``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, get_args

from selon.errors import EvaluationError, InvalidSpan
from selon.model import LABELS, Quotation, Span, Spans, Why
from selon.placing import placed

TYPES: tuple[Quotation, ...] = get_args(Quotation)
"""How much of a content stands in quotation marks."""

_FIRST = ("speaker", "source_kind", "naming")
CARRIED = (*_FIRST, *(label for label in LABELS if label not in (*_FIRST, "quotation")))
"""The labels that a relation may carry besides its type, in the order in which they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """
    One attribution as gold or a prediction states it.

    Attributes:
        id: Its name within the document.
        source: Who is made answerable, as named right there.
        cue: The words that make the link.
        content: What is attributed; empty for a refusal.
        addressee: To whom it was said; None when the file does not say whether there is one.
        type: How much of the content is quoted; gold always says.
        parent: ``id`` of the relation whose content holds this one.
        labels: Those of :data:`CARRIED` that the file gives, None among them where it says that there is none.
        why: The rule behind a prediction.
        confidence: How sure a prediction is, from 0 to 1.
        speaker_confidence: How sure its speaker is, None without one.
    """

    id: str | None = None
    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()
    addressee: Spans | None = None
    type: Quotation | None = None
    parent: str | None = None
    labels: Mapping[str, str | None] = field(default_factory=dict)
    why: Why | None = None
    confidence: float | None = None
    speaker_confidence: float | None = None

    @property
    def end(self) -> int:
        """The character after the last one that any role covers."""
        spans = (*self.source, *self.cue, *self.content, *(self.addressee or ()))
        return max((span.end for span in spans), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    One article with its relations.

    Attributes:
        id: Its name within the set.
        lang: ISO 639-1 code.
        date: Day of publication.
        text: The article; None in predictions that leave it out.
        relations: In the file's order.
    """

    id: str
    lang: str = "en"
    date: date | None = None
    text: str | None = None
    relations: tuple[Relation, ...] = ()


Documents = Mapping[str, Document]
"""Documents by id, in the file's order."""


def load(path: Path | str, *, needs_text: bool = True) -> dict[str, Document]:
    """
    Return the documents of a JSONL file by id.

    Args:
        path: The file.
        needs_text: Whether a document without ``text`` is an error, as it is in gold.

    Raises:
        EvaluationError: If the file cannot be read or a line is no valid document; the message names the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read {path} ({error}); give a JSONL file in UTF-8, one annotated article a line"
        raise EvaluationError(msg) from error
    documents: dict[str, Document] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = _document(json.loads(line), needs_text=needs_text)
        except EvaluationError as error:
            msg = f"{path}, line {number}: {error}"
            raise EvaluationError(msg) from error
        except (ValueError, RecursionError) as error:
            msg = f"{path}, line {number}: {error}; a line holds one annotated article as JSON"
            raise EvaluationError(msg) from error
        if document.id in documents:
            msg = f"{path}, line {number}: a second document {document.id!r}; give each article once"
            raise EvaluationError(msg)
        documents[document.id] = document
    return documents


def write(documents: Documents, path: Path | str, *, force: bool = False) -> None:
    """
    Write *documents* to *path*, in the schema that :func:`load` reads.

    Args:
        documents: Gold or predictions.
        path: A file; it replaces one of predictions (:mod:`selon.placing`), never gold that somebody annotated.
        force: Replace a plain file of somebody else's too.

    Raises:
        WritingError: If something is there that is not to be replaced, or it cannot be written.
    """
    with placed(path, are_predictions, force=force) as stream:
        for document in documents.values():
            stream.write(json.dumps(as_json(document), ensure_ascii=False).encode() + b"\n")


def are_predictions(stream: IO[bytes]) -> bool:
    """Tell whether *stream* holds predictions alone: each of its attributions says why, which gold never does."""
    some = False
    try:
        for line in stream:
            for entry in json.loads(line)["attributions"]:
                some = True
                if not {"why", "confidence"} <= entry.keys():
                    return False
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
    return some


def as_json(document: Document) -> dict[str, Any]:
    """Return *document* in the schema of the files."""
    return {
        "id": document.id,
        "lang": document.lang,
        "date": document.date and document.date.isoformat(),
        "text": document.text,
        "attributions": [_relation_as_json(relation) for relation in document.relations],
    }


def _relation_as_json(relation: Relation) -> dict[str, Any]:
    row: dict[str, Any] = {"id": relation.id}
    for role in ("source", "cue", "content", "addressee"):
        spans: Spans | None = getattr(relation, role)
        if spans is not None:
            row[role] = [[span.start, span.end] for span in spans]
    row |= {"type": relation.type, "parent": relation.parent, **relation.labels}
    if relation.why:
        row["why"] = {"rule": relation.why.rule, "cue": relation.why.cue, "frame": relation.why.frame}
    if relation.confidence is not None:
        row["confidence"] = relation.confidence
    if relation.speaker_confidence is not None:
        row["speaker_confidence"] = relation.speaker_confidence
    return row


def _document(row: object, *, needs_text: bool) -> Document:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("attributions"), list):
        msg = 'no annotated article; a line holds {"id": "…", "text": "…", "attributions": […]}'
        raise EvaluationError(msg)
    text = row.get("text")
    if not isinstance(text, str) and (needs_text or text is not None):
        msg = f'document {row["id"]!r} has no "text"; gold offsets count its characters'
        raise EvaluationError(msg)
    relations = tuple(
        _relation(entry, f"document {row['id']!r}, attribution {position}", text, needs_type=needs_text)
        for position, entry in enumerate(row["attributions"])
    )
    _check_ids(row["id"], relations)
    day = row.get("date")
    return Document(
        id=row["id"],
        lang=row.get("lang") or "en",
        date=date.fromisoformat(day[:10]) if day else None,
        text=text,
        relations=relations,
    )


def _check_ids(document: str, relations: tuple[Relation, ...]) -> None:
    named = [relation.id for relation in relations if relation.id is not None]
    if len(named) != len(set(named)):
        msg = f"document {document!r} uses an attribution id twice; give each its own"
        raise EvaluationError(msg)


def _relation(entry: object, where: str, text: str | None, *, needs_type: bool) -> Relation:
    if not isinstance(entry, dict) or not isinstance(entry.get("content"), list):
        msg = f'{where} has no list "content"; a refusal has an empty one'
        raise EvaluationError(msg)
    kind = entry.get("type")
    if kind not in TYPES and (needs_type or kind is not None):
        msg = f"{where} has type {kind!r}; one of: {', '.join(TYPES)}"
        raise EvaluationError(msg)
    why = entry.get("why")
    try:
        relation = Relation(
            id=entry.get("id"),
            source=tuple(_spans(entry, "source")),
            cue=tuple(_spans(entry, "cue")),
            content=tuple(_spans(entry, "content")),
            addressee=tuple(_spans(entry, "addressee")) if "addressee" in entry else None,
            type=kind,
            parent=entry.get("parent"),
            labels={label: entry[label] for label in CARRIED if label in entry},
            why=Why(why["rule"], why.get("cue", ""), why.get("frame", "")) if why else None,
            confidence=entry.get("confidence"),
            speaker_confidence=entry.get("speaker_confidence"),
        )
    except (TypeError, ValueError) as error:
        msg = f"{where}: {error}"
        raise EvaluationError(msg) from error
    if text is not None and relation.end > len(text):
        msg = f"{where} ends at {relation.end}, beyond the text of {len(text)} characters"
        raise EvaluationError(msg)
    return relation


def _spans(entry: Mapping[str, Any], role: str) -> Iterator[Span]:
    for pair in entry.get(role) or ():
        try:
            start, end = pair
            yield Span(int(start), int(end))
        except InvalidSpan:
            raise
        except (TypeError, ValueError) as error:
            msg = f"{role} holds {pair!r}; a span is [start, end]"
            raise ValueError(msg) from error
