"""
How is an article written down as plain data, and read back?

A *record* holds nothing but dictionaries, lists, strings, numbers and None, so that JSON can carry it. What is written
comes back equal. Values that are absent are left out. The ledger, the exports and the readers of exports share it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from selon.errors import InvalidValue
from selon.model import PLAIN, SPAN_ROLES, Article, Attribution, Moment, OwnVoice, Passage, Span, Spans, Speaker, Why

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
        return Attribution(
            **values,
            quotation=record.get("quotation", "indirect"),
            speaker=speaker_of(speaker) if speaker else None,
            candidates=tuple(map(speaker_of, record.get("candidates") or ())),
            evidential=tuple(record.get("evidential") or ()),
            said_at=Moment(moment_of(said_at["start"]), said_at["precision"]) if said_at else None,
            confidence=float(record.get("confidence", 1.0)),
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


def article_record(article: Article) -> Record:
    """Return *article* with its attributions as a record; its dates are ISO 8601."""
    record: Record = {"text": article.text}
    if article.title is not None:
        record["title"] = [article.title.start, article.title.end]
    for name in ("url", "outlet", "byline", "language", "language_score"):
        if (value := getattr(article, name)) is not None:
            record[name] = value
    for name in ("published", "modified"):
        if (value := getattr(article, name)) is not None:
            record[name] = value.isoformat()
    record["extracted"] = article.extracted
    if article.passages:
        record["passages"] = [passage_record(passage) for passage in article.passages]
    if article.own_voice:
        record["own_voice"] = [own_voice_record(voice) for voice in article.own_voice]
    if article.warnings:
        record["warnings"] = list(article.warnings)
    record["attributions"] = [attribution_record(attribution) for attribution in article.attributions]
    return record


def article_of(record: Record) -> Article:
    """
    Return the article that *record* describes.

    Raises:
        InvalidValue: If the record is incomplete or contradicts itself.
    """
    try:
        title, published, modified = record.get("title"), record.get("published"), record.get("modified")
        return Article(
            text=record["text"],
            title=Span(*title) if title else None,
            url=record.get("url"),
            outlet=record.get("outlet"),
            byline=record.get("byline"),
            published=moment_of(published) if published else None,
            modified=moment_of(modified) if modified else None,
            language=record.get("language"),
            language_score=record.get("language_score"),
            passages=tuple(map(passage_of, record.get("passages") or ())),
            attributions=tuple(map(attribution_of, record.get("attributions") or ())),
            own_voice=tuple(map(own_voice_of, record.get("own_voice") or ())),
            extracted=bool(record.get("extracted", False)),
            warnings=tuple(record.get("warnings") or ()),
        )
    except InvalidValue:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"not a record of an article ({error!r}); one has a text, and its title is a pair of offsets"
        raise InvalidValue(msg) from error
