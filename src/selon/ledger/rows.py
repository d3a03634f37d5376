"""
How does an attribution become a row, and a row an attribution again?

What is stored comes back equal. The words of source, cue and content stand beside their offsets, so that the file can
be read and searched without selon.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, get_args

from selon import record
from selon.errors import NotALedger, SelonError
from selon.ledger.schema import LABEL_COLUMNS, REAL_COLUMNS, STATEMENT_COLUMNS
from selon.model import PLAIN, Article, Attribution, Moment, OwnVoice, Passage, Speaker, Standing, Why

Row = Mapping[str, Any]
"""A row of the file, its columns by name."""

STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""As what a source is counted, by the number that counts are made with."""

_COLUMNS, _BOUND = ", ".join(STATEMENT_COLUMNS), ", ".join(f":{name}" for name in STATEMENT_COLUMNS)
_STORED = ", ".join(f"cast(:{name} as real)" if name in REAL_COLUMNS else f":{name}" for name in STATEMENT_COLUMNS)
# With the checksum at once, which saves writing the row again: most of a ledger is statements.
MACHINE_INSERT = (
    f"insert into statement (statement_id, state, {_COLUMNS}, checksum) "
    f"values (:statement_id, 1, {_BOUND}, checksum_of(:statement_id, 1, {_STORED}))"
)
REVISION_INSERT = (
    f"insert into revision (statement_id, verdict, edited, {_COLUMNS}) "
    f"values (:statement_id, :verdict, :edited, {_BOUND})"
)

_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_MINOR_ROLES = ("addressee", "channel", "when", "anonymity")


def compact(value: object) -> str:
    """Return *value* as JSON without spaces."""
    return _AS_JSON.encode(value)


def from_attribution(attribution: Attribution, article: Article) -> dict[str, Any]:
    """Return the columns that follow from *attribution* alone; the ledger adds ids, names, labels and dates."""
    minor = {role: record.pairs_of(spans) for role in _MINOR_ROLES if (spans := getattr(attribution, role))}
    said_at, speaker = attribution.said_at, attribution.speaker
    return {
        "parent": attribution.parent,
        "source": article.words(attribution.source),
        "cue": article.words(attribution.cue),
        "content": article.words(attribution.content),
        "addressee": article.words(attribution.addressee) or None,
        "channel": article.words(attribution.channel) or None,
        "source_spans": compact(record.pairs_of(attribution.source)),
        "cue_spans": compact(record.pairs_of(attribution.cue)),
        "content_spans": compact(record.pairs_of(attribution.content)),
        "other_spans": compact(minor) if minor else None,
        "speaker_score": float(speaker.score) if speaker else None,
        "candidates": compact([record.speaker_record(c) for c in attribution.candidates])
        if attribution.candidates
        else None,
        "sources_claimed": attribution.sources_claimed,
        "said": said_at.start.isoformat() if said_at else None,
        "said_precision": said_at.precision if said_at else None,
        "confidence": float(attribution.confidence),
        "unnamed": number_of(attribution.standing),
        "speaker_confidence": attribution.speaker_confidence,
    }


def number_of(standing: Standing | None) -> int | None:
    """Return the number of *standing* in counts."""
    return None if standing is None else STANDINGS.index(standing)


def labels_of(attribution: Attribution) -> tuple[str | None, ...]:
    """Return the labels of *attribution*, in the order of their columns."""
    return tuple(
        (" ".join(attribution.evidential) or None) if name == "evidential" else getattr(attribution, name)
        for name in LABEL_COLUMNS
    )


def reason_of(attribution: Attribution) -> tuple[str, ...]:
    """Return why *attribution* was found, in the order of the columns."""
    why = attribution.why
    return why.rule, why.cue, why.frame, compact(list(why.evidence))


@contextmanager
def whole(what: str) -> Iterator[None]:
    """Tell a value that selon never writes for what it is: damage to *what*."""
    try:
        yield
    except SelonError:
        raise
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        msg = f"{what} is damaged ({error}); restore the ledger from a copy made with selon backup"
        raise NotALedger(msg) from error


def to_attribution(row: Row) -> Attribution:
    """
    Return the attribution of *row*; the row has the columns of ``restore``.

    Raises:
        NotALedger: If the row is damaged.
    """
    with whole("a statement"):
        return _to_attribution(row)


def _to_attribution(row: Row) -> Attribution:
    minor = json.loads(row["other_spans"]) if row["other_spans"] else {}
    speaker = None
    if row["speaker_name"] is not None:
        speaker = Speaker(
            row["speaker_name"], row["speaker_kind"], row["speaker_identifier"] or None, row["speaker_score"]
        )
    return Attribution(
        source=record.spans_of(json.loads(row["source_spans"])),
        cue=record.spans_of(json.loads(row["cue_spans"])),
        content=record.spans_of(json.loads(row["content_spans"])),
        addressee=record.spans_of(minor.get("addressee", [])),
        channel=record.spans_of(minor.get("channel", [])),
        when=record.spans_of(minor.get("when", [])),
        anonymity=record.spans_of(minor.get("anonymity", [])),
        **{label: row[label] for label in PLAIN},
        parent=row["parent"],
        speaker=speaker,
        candidates=tuple(map(record.speaker_of, json.loads(row["candidates"]))) if row["candidates"] else (),
        evidential=tuple(row["evidential"].split()) if row["evidential"] else (),
        said_at=Moment(record.moment_of(row["said"]), row["said_precision"]) if row["said"] else None,
        confidence=row["confidence"],
        speaker_confidence=row["speaker_confidence"] if speaker else None,
        why=Why(row["rule"], row["lemma"], row["frame"], tuple(json.loads(row["evidence"]))),
    )


def pack_layout(article: Article) -> bytes:
    """Return passages and own voice of *article*, packed."""
    layout = [
        [record.passage_record(passage) for passage in article.passages],
        [record.own_voice_record(voice) for voice in article.own_voice],
    ]
    return zlib.compress(compact(layout).encode(), level=6)


def unpack_layout(layout: bytes) -> tuple[tuple[Passage, ...], tuple[OwnVoice, ...]]:
    """
    Return the passages and the own voice that *layout* holds.

    Raises:
        NotALedger: If it is damaged.
    """
    with whole("the layout of an article"):
        passages, voices = json.loads(zlib.decompress(layout))
        return tuple(map(record.passage_of, passages)), tuple(map(record.own_voice_of, voices))
