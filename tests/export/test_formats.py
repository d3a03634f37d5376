"""
Taking away: every format is read again by its own library, and says the same as the ledger.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest
import spacy
from newsroom import fill, marked
from pyld import jsonld
from spacy.tokens import DocBin
from workers import open_plain

from selon.errors import UnreadableContent
from selon.export.columns import COLUMNS, flat
from selon.export.csv import write_csv
from selon.export.docbin import write_docbin
from selon.export.json import from_json
from selon.export.jsonl import write_articles, write_statements
from selon.export.parquet import frame, write_parquet
from selon.export.webannotation import each, write_webannotation
from selon.export.xlsx import write_xlsx
from selon.intake import Options, add, items
from selon.ledger import Ledger, Query, Software, Statement
from selon.model import Article, Span
from selon.reading.table import read_table

COUNT = 12
HARD = '=SUM(A1) ; « \N{NO-BREAK SPACE}oui\n"non" », \N{GRINNING FACE}\u2028fin\x07'


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles, one of them with hard characters."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        made.add(marked(f"{{Zoé Lambrecht|a dit|{HARD}}}. {{Pékin|refuse|}}.", url="https://a.example/hard"))
        yield made


def in_order(ledger: Ledger) -> list[Statement]:
    """Return all statements article by article."""
    return list(ledger.statements(in_text_order=True))


def articles(ledger: Ledger) -> list[tuple[str, Article]]:
    """Return all articles with their ids."""
    return [(a.id, ledger.article(a.id)) for a in ledger.articles()]


def again(path: Path, target: Path) -> list[tuple[str, str | None, str]]:
    """Take an export into a new ledger and return what it then says."""
    with Ledger(target) as ledger:
        summary = add(ledger, items([str(path)], Options()), workers=0, make=open_plain, by=Software("again"))
        assert not summary.failed
        assert not ledger.check().problems
        return sorted((s.id, s.speaker, s.content) for s in ledger.statements())


def test_csv(ledger: Ledger) -> None:
    """The table has a line for each statement, whose cells are those of the ledger."""
    stream = io.StringIO(newline="")
    assert write_csv(in_order(ledger), stream) == ledger.count()
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    cells = [{k: "" if v is None else str(v) for k, v in flat(s).items()} for s in in_order(ledger)]
    assert rows == cells


def test_csv_comes_back(ledger: Ledger, tmp_path: Path) -> None:
    """A table with the texts is read back as the same articles, and taken in again with the same ids."""
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(in_order(ledger), stream, texts=ledger.article)
    found = {e.article.url: e.article for e in read_table(path) if e.article}
    for _, article in articles(ledger):
        back = found[article.url]
        assert (back.text, back.title, back.attributions) == (article.text, article.title, article.attributions)
        assert (back.outlet, back.byline, back.published) == (article.outlet, article.byline, article.published)
    assert again(path, tmp_path / "two.db") == sorted((s.id, s.speaker, s.content) for s in ledger.statements())


def test_csv_without_texts_says_so(ledger: Ledger, tmp_path: Path) -> None:
    """A table without the texts cannot be taken in, and the message says what would do."""
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(in_order(ledger), stream)
    with pytest.raises(UnreadableContent, match="--text"):
        list(read_table(path))


def test_anybody_s_csv(tmp_path: Path) -> None:
    """A table of articles that somebody else made is read a line at a time."""
    path = tmp_path / "a.csv"
    path.write_text('Title,Body,Date\nT,"La digue\ntient.",2031-05-04\nU,,\n', encoding="utf-8")
    found = list(read_table(path))
    assert [entry.article.text if entry.article else None for entry in found] == ["T\n\nLa digue\ntient.", None]


def test_jsonl_comes_back(ledger: Ledger, tmp_path: Path) -> None:
    """Every article comes back equal, and taken in again the statements have the same ids."""
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        assert write_articles(articles(ledger), stream) == COUNT + 1
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["article"], from_json(line)) for line in lines] == articles(ledger)
    assert again(path, tmp_path / "two.db") == sorted((s.id, s.speaker, s.content) for s in ledger.statements())


def test_jsonl_statements(ledger: Ledger) -> None:
    """Without texts there is a line for each statement, with spans as pairs of numbers."""
    stream = io.StringIO()
    write_statements(in_order(ledger), stream)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["id"], line["content"]) for line in lines] == [(s.id, s.content) for s in in_order(ledger)]
    assert lines[0]["content_spans"] == [[s.start, s.end] for s in in_order(ledger)[0].attribution.content]


def test_xlsx(ledger: Ledger, tmp_path: Path) -> None:
    """The workbook holds the statements as text, what each column means, and the texts."""
    path = tmp_path / "out.xlsx"
    write_xlsx(in_order(ledger), path, texts=ledger.article)
    book = openpyxl.load_workbook(path)
    header, *rows = book["statements"].iter_rows()
    names = [cell.value for cell in header]
    assert names == [column.name for column in COLUMNS]
    assert len(rows) == ledger.count()
    for row, statement in zip(rows, in_order(ledger), strict=True):
        cells = dict(zip(names, row, strict=True))
        assert cells["id"].value == statement.id
        assert cells["content"].value in (statement.content or None, statement.content.replace("\x07", "\ufffd"))
        assert cells["content"].data_type != "f"
        assert cells["confidence"].value == statement.attribution.confidence
    assert {row[0].value: row[2].value for row in book["columns"].iter_rows(min_row=2)} == {
        column.name: column.meaning for column in COLUMNS
    }
    texts = {row[0].value: "".join(c.value or "" for c in row[7:]) for row in book["articles"].iter_rows(min_row=2)}
    assert texts == {public: article.text.replace("\x07", "\ufffd") for public, article in articles(ledger)}


def test_xlsx_long_texts_and_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than a cell goes on in the next cells, and more rows than a sheet holds in the next sheet."""
    monkeypatch.setattr("selon.export.xlsx.ROWS", 3)
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(marked(" ".join(f"{{Pékin|a dit|mot {n}}}." for n in range(7)) + "\N{GRINNING FACE}" * 40_000))
        write_xlsx(in_order(ledger), tmp_path / "out.xlsx", texts=ledger.article)
        (text,) = [article.text for _, article in articles(ledger)]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [sheet for sheet in book.sheetnames if sheet.startswith("statements")] == [
        "statements", "statements 2", "statements 3",
    ]  # fmt: skip
    assert "".join(c.value for c in next(iter(book["articles"].iter_rows(min_row=2)))[7:] if c.value) == text


def test_parquet_by_three_readers(ledger: Ledger, tmp_path: Path) -> None:
    """pyarrow, Polars and DuckDB read the same contents, spans and counts."""
    path = tmp_path / "out.parquet"
    write_parquet(in_order(ledger), path, texts=ledger.article)
    expected = [(s.id, s.content, s.attribution.act) for s in in_order(ledger)]
    table = pq.read_table(path)
    assert list(zip(*(table[n].to_pylist() for n in ("id", "content", "act")), strict=True)) == expected
    assert table.schema.field("act").metadata[b"meaning"].startswith(b"What the source does")
    assert table["content_spans"].to_pylist()[0] == [
        {"start": s.start, "end": s.end} for s in in_order(ledger)[0].attribution.content
    ]
    assert pl.read_parquet(path).select("id", "content", "act").rows() == expected
    counted = duckdb.read_parquet(str(path)).aggregate("act, count(*)").fetchall()
    acts = [s.attribution.act for s in in_order(ledger)]
    assert dict(counted) == {act: acts.count(act) for act in set(acts)}


def test_frames(ledger: Ledger) -> None:
    """The same as frames in memory; an empty selection has the columns all the same."""
    assert frame(ledger.statements()).num_rows == ledger.count()
    assert frame(ledger.statements(), "polars").height == ledger.count()
    assert frame([]).column_names == [column.name for column in COLUMNS]


def test_webannotation(ledger: Ledger, tmp_path: Path) -> None:
    """Each selector finds its words in the text again, and the page expands as JSON-LD without loss."""
    texts = dict(articles(ledger))
    path = tmp_path / "out.jsonld"
    with path.open("w", encoding="utf-8") as stream:
        assert write_webannotation(in_order(ledger), stream, texts=ledger.article) == ledger.count()
    page = json.loads(path.read_text(encoding="utf-8"))
    for statement, annotation in zip(in_order(ledger), page["items"], strict=True):
        text = texts[statement.article].text
        for target in annotation["target"]:
            quote, position = target["selector"]
            span = Span(position["start"], position["end"])
            assert span.of(text) == quote["exact"]
            assert text[: span.start].endswith(quote["prefix"])
            assert text[span.end :].startswith(quote["suffix"])
    context = {
        "oa": "http://www.w3.org/ns/oa#", "type": "@type", "id": "@id", "selon": "urn:selon:",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "body": {"@id": "oa:hasBody"},
        "selector": {"@id": "oa:hasSelector"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        "start": "oa:start", "end": "oa:end", "source": {"@id": "oa:hasSource", "@type": "@id"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"}, "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "@vocab": "http://www.w3.org/ns/oa#",
    }  # fmt: skip

    def load(url: str, _options: Any) -> dict[str, Any]:  # noqa: ANN401 - pyld's
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
                "document": {"@context": context}}  # fmt: skip

    (expanded,) = jsonld.expand(page, {"documentLoader": load})
    (listed,) = expanded["https://www.w3.org/ns/activitystreams#items"]
    assert [item["@id"] for item in listed["@list"]] == [f"urn:selon:statement:{s.id}" for s in in_order(ledger)]
    first = listed["@list"][0]["http://www.w3.org/ns/oa#hasTarget"][0]["http://www.w3.org/ns/oa#hasSelector"]
    assert first[0]["@type"] == ["http://www.w3.org/ns/oa#TextQuoteSelector"]


def test_webannotation_without_address(ledger: Ledger) -> None:
    """An article without an address is named by its id."""
    ledger.add(marked("{Iker Oyarzun|dit|non}."))
    found = each(in_order(ledger), texts=ledger.article)
    assert any(a["target"][0]["source"].startswith("urn:selon:article:") for a in found)


@pytest.mark.slow
def test_docbin(ledger: Ledger, tmp_path: Path) -> None:
    """Documents are read by spaCy with span groups, texts to the character and the exact record."""
    path = tmp_path / "out.spacy"
    assert write_docbin(articles(ledger), path) == COUNT + 1
    docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("fr").vocab))
    for (public, article), doc in zip(articles(ledger), docs, strict=True):
        assert doc.text == article.text
        assert doc.user_data["selon"]["article"] == public
        assert from_json(doc.user_data["selon"]) == article
        for span, attribution in zip(doc.spans["content"], [a for a in article.attributions if a.content], strict=True):
            assert span.start_char <= attribution.content[0].start
            assert span.end_char >= attribution.content[0].end
            assert span.label_ == attribution.act


def test_datasette(ledger: Ledger) -> None:
    """Datasette opens the file: statements with speaker and outlet, counted by any label, found by a word."""
    first = next(ledger.statements())
    ledger.reject(first.id, who="Mona")
    ledger.close()

    async def ask() -> list[Any]:
        from datasette.app import Datasette  # noqa: PLC0415 - it makes an event loop its own

        site = Datasette([str(ledger.path)])
        search = "select s.id from word join statements s on s.statement_id = word.rowid where word match 'drones'"
        answers = []
        for path in (
            "/news/statements.json?_size=max&_shape=array",
            "/news/statements.json?_facet=act&_size=0",
            "/news/statements.json?_shape=array&act__exact=deny&_size=max",
            f"/news.json?sql={quote(search)}&_shape=array",
        ):
            answer = await site.client.get(path)
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())
        return answers

    rows, facets, denials, found = asyncio.run(ask())
    with Ledger(ledger.path) as again:
        everything = list(again.statements(Query(verdict="any")))
        assert {row["id"]: (row["speaker"], row["outlet"], row["content"], row["verdict"]) for row in rows} == {
            s.id: (s.speaker, s.outlet, s.content, s.verdict) for s in everything
        }
        acts = [s.attribution.act for s in everything]
        counted = {r["value"]: r["count"] for r in facets["facet_results"]["act"]["results"]}
        assert counted == {act: acts.count(act) for act in set(acts)}
        assert len(denials) == acts.count("deny")
        assert len(found) == again.count(Query(words="drones", verdict="any"))
