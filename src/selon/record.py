"""
How are the parts of an article written down as plain data, and read back?

A *record* holds nothing but dictionaries, lists, strings, numbers and None, so that JSON can carry it. What is written
comes back equal. Values that are absent are left out. The ledger, the exports and the readers of exports share it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from selon.errors import InvalidValue
from selon.model import PLAIN, SPAN_ROLES, Attribution, Moment, OwnVoice, Passage, Span, Spans, Speaker, Why

Record = dict[str, Any]

_SINGLE = (*(name for name in PLAIN if name != "quotation"), "parent")
"""Attributes that may be absent and are one value; the type of quotation is always known."""


def moment_of(text: str) -> date | datetime:
    """
    Return the date, or the date and time, that *text* gives in ISO 8601.

    >>> moment_of("2022-03-13"), moment_of("2022-03-13T10:30:00+01:00").hour
    (datetime.date(2022, 3, 13), 10)
    """
    return date.fromisoformat(text) if len(text) == len("2022-03-13") else datetime.fromisoformat(text)


def spans_of(pairs: list[list[int]]) -> Spans:
    """Return *pairs* of start and end as spans."""
    return tuple(Span(start, end) for start, end in pairs)


def pairs_of(spans: Spans) -> list[list[int]]:
    """Return *spans* as pairs of start and end."""
    return [[span.start, span.end] for span in spans]


def speaker_record(speaker: Speaker) -> Record:
    """Return *speaker* as a record."""
    record: Record = {"name": speaker.name, "kind": speaker.kind}
    if speaker.identifier is not None:
        record["identifier"] = speaker.identifier
    if speaker.score != 1.0:
        record["score"] = speaker.score
    return record


def speaker_of(record: Record) -> Speaker:
    """Return the speaker that *record* describes."""
    return Speaker(
        record["name"], record.get("kind", "unknown"), record.get("identifier"), float(record.get("score", 1.0))
    )


def attribution_record(attribution: Attribution) -> Record:
    """Return *attribution* as a record; spans are pairs of character offsets."""
    record: Record = {role: pairs_of(spans) for role in SPAN_ROLES if (spans := getattr(attribution, role))}
    record["quotation"] = attribution.quotation
    if attribution.speaker is not None:
        record["speaker"] = speaker_record(attribution.speaker)
    if attribution.candidates:
        record["candidates"] = [speaker_record(candidate) for candidate in attribution.candidates]
    record.update({label: value for label in _SINGLE if (value := getattr(attribution, label)) is not None})
    if attribution.evidential:
        record["evidential"] = list(attribution.evidential)
    if attribution.said_at is not None:
        record["said_at"] = {
            "start": attribution.said_at.start.isoformat(),
            "precision": attribution.said_at.precision,
        }
    record["confidence"] = attribution.confidence
    if attribution.speaker_confidence is not None:
        record["speaker_confidence"] = attribution.speaker_confidence
    why = attribution.why
    record["why"] = {"rule": why.rule, "cue": why.cue, "frame": why.frame, "evidence": list(why.evidence)}
    return record


def attribution_of(record: Record) -> Attribution:
    """
    Return the attribution that *record* describes.

    Raises:
        InvalidValue: If the record is incomplete or breaks the definition of an attribution.
    """
    try:
        values: dict[str, Any] = {role: spans_of(record.get(role) or []) for role in SPAN_ROLES}
        values.update({label: record.get(label) for label in _SINGLE})
        speaker, said_at, why = record.get("speaker"), record.get("said_at"), record["why"]
        sure = record.get("speaker_confidence") if speaker else None
        return Attribution(
            **values,
            quotation=record.get("quotation", "indirect"),
            speaker=speaker_of(speaker) if speaker else None,
            candidates=tuple(map(speaker_of, record.get("candidates") or ())),
            evidential=tuple(record.get("evidential") or ()),
            said_at=Moment(moment_of(said_at["start"]), said_at["precision"]) if said_at else None,
            confidence=float(record.get("confidence", 1.0)),
            speaker_confidence=None if sure is None else float(sure),
            why=Why(why["rule"], why.get("cue", ""), why.get("frame", ""), tuple(why.get("evidence", ()))),
        )
    except InvalidValue:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"not a record of an attribution ({error!r}); one has spans as pairs of offsets and a why"
        raise InvalidValue(msg) from error


def passage_record(passage: Passage) -> list[Any]:
    """Return *passage* as start, end, kind, element and the time that opens an entry."""
    opens = passage.opens_entry
    return [
        passage.span.start,
        passage.span.end,
        passage.kind,
        passage.element,
        opens.isoformat() if opens is not None else None,
    ]


def passage_of(row: list[Any]) -> Passage:
    """Return the passage that *row* describes."""
    start, end, kind, element, opens = row
    return Passage(Span(start, end), kind, element, datetime.fromisoformat(opens) if opens else None)


def own_voice_record(voice: OwnVoice) -> list[Any]:
    """Return *voice* as start, end and the pairs of its hearsay."""
    return [voice.span.start, voice.span.end, pairs_of(voice.hearsay)]


def own_voice_of(row: list[Any]) -> OwnVoice:
    """Return the stretch of own voice that *row* describes."""
    start, end, hearsay = row
    return OwnVoice(Span(start, end), spans_of(hearsay))


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of ours
    """Return a value of ours as what JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
