"""
Which articles does a CSV table hold?

A table of statements that selon wrote with the texts comes back as articles with their attributions. Any other table is
taken as one article a line.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.errors import InvalidValue, SelonError, SelonFault, UnreadableContent
from selon.model import LABELS, SPAN_ROLES, Article, Attribution, Moment, Span, Spans, Speaker, Why
from selon.reading import packed
from selon.reading.fields import read_fields
from selon.record import moment_of

_OURS = {"content_spans", "cue_spans", "source_spans"}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One article of a table.

    Attributes:
        number: Line that it starts at, counted from 1 for the header.
        article: The article, None where it cannot be read.
        error: Why it cannot be.
    """

    number: int
    article: Article | None
    error: SelonError | None = None


def read_table(path: str | Path) -> Iterator[Entry]:
    """
    Yield the articles of the table at *path*, one at a time.

    Raises:
        UnreadableContent: If it has no header or is no text.
    """
    path = Path(path)
    # A text is one field, and longer than the 128 KiB that the csv module expects.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with (
        path.open("rb") as raw,
        packed.opened(raw) as plain,
        io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as stream,
    ):
        reader = csv.DictReader(stream)
        try:
            names = set(reader.fieldnames or ())
            if not names:
                msg = f"{path.name} is empty; a table starts with the names of its columns"
                raise UnreadableContent(msg)
            if names >= _OURS and "text" not in names:
                msg = f"{path.name} holds statements without their texts; export it with --text to read it back"
                raise UnreadableContent(msg)
            yield from _statements(reader) if names >= _OURS else _articles(reader)
        except (csv.Error, UnicodeDecodeError, *packed.DAMAGED) as error:
            msg = f"{path.name} is no table that can be read ({error}); save it as CSV in UTF-8"
            raise UnreadableContent(msg) from error


def _articles(reader: csv.DictReader[str]) -> Iterator[Entry]:
    for row in reader:
        number = reader.line_num
        try:
            yield Entry(number, read_fields({name: value for name, value in row.items() if name is not None}))
        except SelonError as error:
            yield Entry(number, None, error)
        except Exception as error:  # noqa: BLE001 - one line must not cost the others
            yield Entry(number, None, SelonFault.of(error))


def _statements(reader: csv.DictReader[str]) -> Iterator[Entry]:
    run: list[dict[str, str]] = []
    first = 2
    for row in reader:
        if run and row["article"] != run[0]["article"]:
            yield _entry(first, run)
            run, first = [], reader.line_num
        run.append(row)
    if run:
        yield _entry(first, run)


def _entry(number: int, run: list[dict[str, str]]) -> Entry:
    try:
        return Entry(number, _article(run))
    except SelonError as error:
        return Entry(number, None, error)
    except (KeyError, ValueError, TypeError) as error:
        msg = f"line {number} does not hold what selon wrote there ({error!r}); export the table anew"
        return Entry(number, None, InvalidValue(msg))
    except Exception as error:  # noqa: BLE001 - one article must not cost the others
        return Entry(number, None, SelonFault.of(error))


def _article(run: list[dict[str, str]]) -> Article:
    head = run[0]
    if not head["text"]:
        msg = f"the text of article {head['article']} is missing; it stands beside its first statement"
        raise InvalidValue(msg)
    places = {row["id"]: place for place, row in enumerate(run)}
    title = _spans(head["title_span"])
    return Article(
        text=head["text"],
        title=title[0] if title else None,
        url=head["url"] or None,
        outlet=head["outlet"] or None,
        byline=head["byline"] or None,
        published=moment_of(head["published"]) if head["published"] else None,
        modified=moment_of(head["modified"]) if head["modified"] else None,
        language=head["language"] or None,
        attributions=tuple(_attribution(row, places) for row in run if row["verdict"] != "rejected"),
        extracted=True,
    )


def _attribution(row: Mapping[str, str], places: Mapping[str, int]) -> Attribution:
    roles: dict[str, Any] = {role: _spans(row[f"{role}_spans"]) for role in SPAN_ROLES}
    labels: dict[str, Any] = {label: row[label] or None for label in LABELS}
    candidates = json.loads(row["candidates"]) if row["candidates"] else []
    values: dict[str, Any] = {"evidential": tuple(row["evidential"].split())}
    precision: Any = row["said_precision"]
    kind: Any = row["speaker_kind"]
    sure = row.get("speaker_confidence")  # tables of version 0.1.0 have none
    return Attribution(
        **roles,
        **labels,
        **values,
        parent=places.get(row["parent"]) if row["parent"] else None,
        speaker=Speaker(row["speaker_name"], kind, row["speaker_identifier"] or None, float(row["speaker_score"]))
        if row["speaker_name"]
        else None,
        candidates=tuple(Speaker(c["name"], c["kind"], c["identifier"], c["score"]) for c in candidates),
        sources_claimed=int(row["sources_claimed"]) if row["sources_claimed"] else None,
        said_at=Moment(moment_of(row["said"]), precision) if row["said"] else None,
        confidence=float(row["confidence"]),
        speaker_confidence=float(sure) if sure else None,
        why=Why(row["rule"], row["lemma"], row["frame"], tuple(json.loads(row["evidence"] or "[]"))),
    )


def _spans(cell: str) -> Spans:
    return tuple(Span(*map(int, pair.split("-"))) for pair in cell.split())
