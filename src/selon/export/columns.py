"""
Which columns does a table of statements have, and what does each mean?

One list for the terminal's JSON and CSV, and for every file: the same names with the same meaning everywhere. Labels
are written as their codes; spans count characters of the article's text, from 0, the end not included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from selon.model import PLAIN, Article, Spans, Statement

Value = str | int | float | bool | None
Type = Literal["text", "integer", "number", "boolean", "spans", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    Attributes:
        name: Its name.
        type: ``text``, ``integer``, ``number``, ``boolean``, ``spans`` (pairs of offsets) or ``json``.
        meaning: What it says, for the sheet of documentation.
        value: Gives it for a statement; for spans, the spans themselves.
    """

    name: str
    type: Type
    meaning: str
    value: Callable[[Statement], Any]


def _labelled(name: str) -> Callable[[Statement], Any]:
    return lambda statement: getattr(statement.attribution, name)


def _own(name: str) -> Callable[[Statement], Any]:
    return lambda statement: getattr(statement, name)


def _of(name: str) -> Callable[[Statement], Any]:
    return lambda statement: getattr(statement.person, name) if statement.person else None


_MEANINGS = {
    "quotation": "direct, mixed or indirect: how much stands in quotation marks",
    "source_kind": "person, organisation, state, group, media, document or unknown",
    "disclosure": "What a reader can see of the source: named, office, role, proximity, group, document, media, bare or "
    "none",
    "naming": "named, described or anonymous",
    "sources_claimed": "How many sources are claimed (deux responsables)",
    "act": "What the source does: assert, confirm, deny, admit, announce, believe, warn, promise, demand, ask, accuse, "
    "support or decline",
    "certainty": "certain, probable, possible or reported: how sure the content is presented as, not its truth",
    "polarity": "positive or negative: put forward as so, or as not so",
    "evidential": "Marks of origin: named_origin, hearsay or both, a space between",
    "medium": "speech, writing or thought",
}
"""What each label means, for the sheet of documentation."""


def _label_columns() -> Iterator[Column]:
    """Yield the columns of the labels, in the order in which they are written; the marks of origin before the medium."""
    for name in PLAIN:
        if name == "medium":
            marks = _MEANINGS["evidential"]
            yield Column("evidential", "text", marks, lambda s: " ".join(s.attribution.evidential) or None)
        yield Column(name, "integer" if name == "sources_claimed" else "text", _MEANINGS[name], _labelled(name))


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "Id of the statement; the same wherever the same software reads the article", _own("id")),
    Column("article", "text", "Id of the article", _own("article")),
    Column("url", "text", "Address of the article", _own("url")),
    Column("outlet", "text", "Publication", _own("outlet")),
    Column("title", "text", "Title of the article", _own("title")),
    Column("language", "text", "Language, ISO 639-1", _own("language")),
    Column("version", "integer", "Version of the article, counted from 1", _own("version")),
    Column("published", "text", "When it was published, ISO 8601; in a live page, the entry", _own("published")),
    Column("first_seen", "text", "When the ledger first held it, UTC", _own("first_seen")),
    Column(
        "said",
        "text",
        "When it was said, ISO 8601; first day of the time meant",
        lambda s: s.attribution.said_at.start.isoformat() if s.attribution.said_at else None,
    ),
    Column(
        "said_precision",
        "text",
        "How exact that is: minute, day, week, month or year",
        lambda s: s.attribution.said_at.precision if s.attribution.said_at else None,
    ),
    Column("speaker", "text", "Speaker across articles; empty when the source has no name", _own("speaker")),
    Column(
        "speaker_name",
        "text",
        "Speaker by the fullest name that this article gives",
        lambda s: s.attribution.speaker.name if s.attribution.speaker else None,
    ),
    Column(
        "speaker_identifier",
        "text",
        "What the name is linked to, such as iso3166:CN",
        lambda s: s.attribution.speaker.identifier if s.attribution.speaker else None,
    ),
    Column("source", "text", "Words of the source, stretches joined by … ", _own("source")),
    Column("cue", "text", "Words that make the link", _own("cue")),
    Column("content", "text", "Words of what is attributed; empty for a refusal", _own("content")),
    Column("addressee", "text", "To whom it was said", _own("addressee")),
    Column("channel", "text", "Through what it was said", _own("channel")),
    *_label_columns(),
    Column("parent", "text", "Id of the statement whose content holds this one", _own("parent")),
    Column(
        "confidence", "number", "Calibrated share of such statements that are right, 0 to 1", _labelled("confidence")
    ),
    Column("rule", "text", "Rule that found it", lambda s: s.attribution.why.rule),
    Column("lemma", "text", "Dictionary form of the cue", lambda s: s.attribution.why.cue),
    Column("frame", "text", "What the cue governs", lambda s: s.attribution.why.frame),
    Column("verdict", "text", "accepted or rejected, when a person has said so", _own("verdict")),
    Column("edited", "boolean", "Whether a person has changed it", _own("edited")),
    Column("source_spans", "spans", "Where the source stands in the text", _labelled("source")),
    Column("cue_spans", "spans", "Where the cue stands", _labelled("cue")),
    Column("content_spans", "spans", "Where the content stands", _labelled("content")),
    Column("addressee_spans", "spans", "Where the addressee stands", _labelled("addressee")),
    Column("channel_spans", "spans", "Where the channel stands", _labelled("channel")),
    Column("when_spans", "spans", "Where the time of the saying stands", _labelled("when")),
    Column("anonymity_spans", "spans", "Where a reason for anonymity stands", _labelled("anonymity")),
    Column(
        "candidates",
        "json",
        "Whom the source may stand for, best first",
        lambda s: [
            {"name": c.name, "kind": c.kind, "identifier": c.identifier, "score": c.score}
            for c in s.attribution.candidates
        ],
    ),
    Column(
        "speaker_kind",
        "text",
        "Sort of the speaker as resolved",
        lambda s: s.attribution.speaker.kind if s.attribution.speaker else None,
    ),
    Column(
        "speaker_score",
        "number",
        "How well the speaker fits, 0 to 1",
        lambda s: float(s.attribution.speaker.score) if s.attribution.speaker else None,
    ),
    Column(
        "evidence",
        "json",
        "What decided it, in the order in which it was weighed",
        lambda s: list(s.attribution.why.evidence),
    ),
    Column("speaker_person", "text", "Speaker by the user's table of people, on the day of publication", _of("name")),
    Column("speaker_role", "text", "Role of the speaker by that table", _of("role")),
    Column("speaker_party", "text", "Party of the speaker by that table", _of("party")),
    Column("speaker_gender", "text", "Gender of the speaker by that table", _of("gender")),
    Column("speaker_wikidata", "text", "Wikidata id of the speaker by that table", _of("wikidata")),
)
"""The columns of a statement, in order."""

HEADERS: tuple[list[str], ...] = tuple(
    [column.name for column in COLUMNS if column.name not in left_out]
    for left_out in ((), ("speaker_person", "speaker_role", "speaker_party", "speaker_gender", "speaker_wikidata"))
)
"""The names of all columns, as selon writes them and as version 0.1.0 did."""

ARTICLE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("byline", "Who signed the article"),
    ("modified", "When the article was last changed, as it says"),
    ("title_span", "Where the title stands in the text"),
    ("text", "The article's text, beside its first statement only"),
)
"""The columns that come with the full text, and their meaning."""


def flat(statement: Statement) -> dict[str, Value]:
    """Return *statement* as plain cells: spans as ``start-end`` with a space between, lists as JSON."""
    return {column.name: _cell(column, column.value(statement)) for column in COLUMNS}


def article_cells(article: Article) -> dict[str, str | None]:
    """Return the cells of *article* itself, named as in :data:`ARTICLE_COLUMNS`."""
    return {
        "byline": article.byline,
        "modified": article.modified.isoformat() if article.modified else None,
        "title_span": span_text((article.title,)) if article.title else None,
        "text": article.text,
    }


def nested(statement: Statement) -> dict[str, Any]:
    """Return *statement* as JSON values: spans as pairs of offsets."""
    record: dict[str, Any] = {}
    for column in COLUMNS:
        value = column.value(statement)
        record[column.name] = [[span.start, span.end] for span in value] if column.type == "spans" else value
    return record


def span_text(spans: Spans) -> str | None:
    """
    Return *spans* in one cell.

    >>> from selon.model import Span
    >>> span_text((Span(0, 4), Span(9, 12)))
    '0-4 9-12'
    """
    return " ".join(f"{span.start}-{span.end}" for span in spans) or None


def statements_by_article(statements: Iterable[Statement]) -> Iterable[tuple[str, list[Statement]]]:
    """Yield the article id of each run of statements of one article, and the run."""
    run: list[Statement] = []
    for statement in statements:
        if run and run[0].article != statement.article:
            yield run[0].article, run
            run = []
        run.append(statement)
    if run:
        yield run[0].article, run


def _cell(column: Column, value: Any) -> Value:  # noqa: ANN401 - whatever the column holds
    if column.type == "spans":
        return span_text(value)
    if column.type == "json":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
    cell: Value = value
    return cell
