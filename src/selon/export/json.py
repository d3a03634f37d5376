"""
How is an article written as JSON, and read back?

``docs/json.md`` describes every key, ``schema/article-1.json`` is the JSON Schema. The number in ``format`` changes
when a key changes its meaning or goes; new keys may appear without.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from selon.address import without_secrets
from selon.errors import InvalidValue
from selon.model import (
    LABELS,
    PLAIN,
    SPAN_ROLES,
    Article,
    Attribution,
    Moment,
    OwnVoice,
    Passage,
    Precision,
    Span,
    Speaker,
    Why,
)
from selon.record import moment_of
from selon.view import counts, outline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selon.model import Evidential, PassageKind, SourceKind

T = TypeVar("T")

FORMAT = "selon.article/1"

CONTEXT = 32
"""Characters given before and after a span's words, as in the Web Annotation model's own examples of text quotes."""

MOST_CLAIMED = 10**9
"""Sources that a text may claim at most: *thousands of witnesses* is a number, one of thirty digits is damage."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of :func:`to_json`'s output."""
    text = files(__package__).joinpath("schema", "article-1.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def to_json(article: Article, *, read_from: str | None = None) -> dict[str, Any]:
    """
    Return *article* as values that ``json.dumps`` can write.

    Args:
        article: The article with its statements.
        read_from: What the article was read from, as the user named it; recorded when given, an address without its
            secrets.

    >>> to_json(Article(text="Il pleut."))["format"]
    'selon.article/1'
    """
    text = article.text
    return {
        "format": FORMAT,
        **({"read_from": without_secrets(read_from)} if read_from is not None else {}),
        "url": article.url,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": _date_text(article.published),
        "modified": _date_text(article.modified),
        "language": article.language,
        "language_score": article.language_score,
        "extracted": article.extracted,
        "warnings": list(article.warnings),
        "figures": _figures(article),
        "title": _words(text, article.title) if article.title else None,
        "text": text,
        "sha256": _fingerprint(text),
        "passages": [
            {
                "start": passage.span.start,
                "end": passage.span.end,
                "kind": passage.kind,
                "element": passage.element,
                "opens_entry": _date_text(passage.opens_entry),
            }
            for passage in article.passages
        ],
        "attributions": [_attribution(text, place, one) for place, one in enumerate(article.attributions)],
        "own_voice": [
            {**_words(text, voice.span), "hearsay": [_quote(text, span) for span in voice.hearsay]}
            for voice in article.own_voice
        ],
    }


def _attribution(text: str, position: int, attribution: Attribution) -> dict[str, Any]:
    return {
        "id": outline.name(position),
        "parent": None if attribution.parent is None else outline.name(attribution.parent),
        **{role: [_quote(text, span) for span in getattr(attribution, role)] for role in SPAN_ROLES},
        "speaker": _speaker(attribution.speaker) if attribution.speaker else None,
        "candidates": [_speaker(speaker) for speaker in attribution.candidates],
        **{label: getattr(attribution, label) for label in PLAIN},
        "evidential": list(attribution.evidential),
        "said_at": {
            "start": _date_text(attribution.said_at.start),
            "precision": attribution.said_at.precision,
        }
        if attribution.said_at
        else None,
        "confidence": attribution.confidence,
        "speaker_confidence": attribution.speaker_confidence,
        "why": {
            "rule": attribution.why.rule,
            "cue": attribution.why.cue,
            "frame": attribution.why.frame,
            "evidence": list(attribution.why.evidence),
        },
    }


def _figures(article: Article) -> dict[str, Any]:
    counted = counts.count(article)
    return {
        "statements": counted.statements,
        "nested": counted.nested,
        "sources": {
            "assessed": counted.assessed,
            "described": counted.described,
            "anonymous": counted.anonymous,
            "unnamed_share": counted.unnamed_share,
            "unresolved": counted.unresolved,
            "questions": counted.questions,
        },
        "own_voice_share": counted.own_voice,
        "hearsay": counted.hearsay,
    }


def _words(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "exact": span.of(text)}


def _quote(text: str, span: Span) -> dict[str, Any]:
    prefix, suffix = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return {**_words(text, span), "prefix": prefix, "suffix": suffix}


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "identifier": speaker.identifier,
        "score": speaker.score,
    }


def _date_text(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _fingerprint(text: str) -> str:
    """Return the SHA-256 of *text* in UTF-8; half of a surrogate pair, which that cannot hold, counts all the same."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def from_json(data: Mapping[str, Any]) -> Article:
    """
    Return the article that *data* describes, equal to the one that :func:`to_json` was given.

    Keys that it does not know are left out of account; so are the figures, which follow from the rest.

    Raises:
        InvalidValue: If *data* is no article in this format, or its spans do not hold the words that it says.

    >>> from_json(to_json(Article(text="Il pleut."))).text
    'Il pleut.'
    """
    named = data.get("format") if hasattr(data, "get") else None
    if named != FORMAT:
        msg = f"unknown format {named!r}; this version of selon reads {FORMAT!r}"
        raise InvalidValue(msg)
    try:
        return _article(data)
    except InvalidValue:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"not an article in {FORMAT}: {type(error).__name__} {error}; compare it with the schema article-1.json"
        raise InvalidValue(msg) from error


def _article(data: Mapping[str, Any]) -> Article:
    text: str = data["text"]
    title = data["title"]
    return Article(
        text=text,
        title=_span(text, title) if title else None,
        url=_optional(data, "url", str),
        outlet=_optional(data, "outlet", str),
        byline=_optional(data, "byline", str),
        published=_date(data["published"]),
        modified=_date(data["modified"]),
        language=_optional(data, "language", str),
        language_score=None if data["language_score"] is None else _share(data, "language_score"),
        passages=tuple(
            Passage(
                span=Span(one["start"], one["end"]),
                kind=cast("PassageKind", one["kind"]),
                element=one["element"],
                opens_entry=cast("datetime | None", _date(one["opens_entry"])),
            )
            for one in data["passages"]
        ),
        attributions=tuple(_read_attribution(text, one) for one in data["attributions"]),
        own_voice=tuple(
            OwnVoice(span=_span(text, one), hearsay=tuple(_span(text, words) for words in one["hearsay"]))
            for one in data["own_voice"]
        ),
        extracted=_required(data, "extracted", bool),
        warnings=tuple(data["warnings"]),
    )


def _read_attribution(text: str, data: Mapping[str, Any]) -> Attribution:
    said_at, why = data["said_at"], data["why"]
    roles: dict[str, Any] = {role: tuple(_span(text, one) for one in data[role]) for role in SPAN_ROLES}
    labels: dict[str, Any] = {label: data[label] for label in PLAIN}
    claimed = _optional(data, "sources_claimed", int)
    if claimed is not None and not 0 <= claimed <= MOST_CLAIMED:
        msg = f"sources_claimed is {claimed!r}, which nobody claims"
        raise ValueError(msg)
    return Attribution(
        **roles,
        **labels,
        parent=None if data["parent"] is None else int(data["parent"].removeprefix("s")) - 1,
        speaker=_read_speaker(data["speaker"]) if data["speaker"] else None,
        candidates=tuple(map(_read_speaker, data["candidates"])),
        evidential=cast("tuple[Evidential, ...]", tuple(data["evidential"])),
        said_at=Moment(moment_of(said_at["start"]), _precision(said_at)) if said_at else None,
        confidence=data["confidence"],
        speaker_confidence=data.get("speaker_confidence"),  # files of version 0.1.0 have none
        why=Why(
            rule=_required(why, "rule", str),
            cue=_required(why, "cue", str),
            frame=_required(why, "frame", str),
            evidence=tuple(why["evidence"]),
        ),
    )


def _read_speaker(data: Mapping[str, Any]) -> Speaker:
    if data["kind"] not in LABELS["source_kind"]:
        msg = f"kind is {data['kind']!r}, not one of {', '.join(LABELS['source_kind'])}"
        raise ValueError(msg)
    kind = cast("SourceKind", data["kind"])
    name, identifier = _required(data, "name", str), _optional(data, "identifier", str)
    return Speaker(name, kind, identifier, _share(data, "score"))


def _required(data: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = data[name]
    if type(value) is not kind:
        msg = f"{name} is {value!r}, which should be of type {kind.__name__}"
        raise TypeError(msg)
    return value


def _optional(data: Mapping[str, Any], name: str, kind: type[T]) -> T | None:
    return None if data[name] is None else _required(data, name, kind)


def _share(data: Mapping[str, Any], name: str) -> float:
    value = data[name]
    if not (isinstance(value, int | float) and 0 <= value <= 1):
        msg = f"{name} is {value!r}, not a number from 0 to 1"
        raise ValueError(msg)
    return float(value)


def _precision(data: Mapping[str, Any]) -> Precision:
    if data["precision"] not in get_args(Precision):
        msg = f"precision is {data['precision']!r}, not one of {', '.join(get_args(Precision))}"
        raise ValueError(msg)
    return cast("Precision", data["precision"])


def _span(text: str, data: Mapping[str, Any]) -> Span:
    span = Span(data["start"], data["end"])
    if span.of(text) != data["exact"]:
        msg = f"characters {span.start}..{span.end} are {span.of(text)!r}, not {data['exact']!r}; the text was changed"
        raise InvalidValue(msg)
    return span


def _date(written: str | None) -> date | datetime | None:
    return None if written is None else moment_of(written)
