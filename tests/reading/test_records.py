"""
Records of other people's collections: a date is complete or unknown, and what holds nothing is absent.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import InvalidValue
from selon.model import Article
from selon.reading.fields import read_fields
from selon.reading.jsonl import read_jsonl
from selon.reading.parquet import read_parquet
from selon.reading.record_dates import record_date
from selon.reading.table import read_table

DAY = date(2024, 3, 13)
NAIVE = datetime(2024, 3, 13, 10, 30)  # noqa: DTZ001 - the records name no zone
UTC_TIME = NAIVE.replace(tzinfo=UTC)
PARIS = NAIVE.replace(tzinfo=timezone(timedelta(hours=1)))
ENGLISH = "The mayor said that the bridge would stay closed until the summer because of the flood in the valley."
FRENCH = "La maire a déclaré que le pont resterait fermé jusqu'à l'été à cause de la crue de la rivière."


@pytest.mark.parametrize(
    ("value", "tag", "expected"),
    [
        # ISO 8601 and what is written like it
        ("2024-03-13", None, DAY),
        ("2024-3-13", None, DAY),
        ("2024/03/13", "en", DAY),
        ("2024.03.13", "de", DAY),
        ("20240313", None, DAY),
        ("2024-W11-3", None, DAY),
        ("2024W113", None, DAY),
        ("2024-073", None, DAY),
        ("2024-03-13T10:30:00Z", None, UTC_TIME),
        ("2024-03-13 10:30:00+00:00", None, UTC_TIME),
        ("2024-03-13T10:30:00.000000000+0100", None, PARIS),
        ("2024-03-13 10:30", None, NAIVE),
        ("20240313T103000Z", None, UTC_TIME),
        ("20240313103000", None, NAIVE),
        ("2024-03-13T00:00:00-05:00", None, DAY),
        ("1865-04-15", None, date(1865, 4, 15)),
        ("1970-01-01", None, date(1970, 1, 1)),
        # mail, servers, scripts, messages
        ("Wed, 13 Mar 2024 10:30:00 GMT", None, UTC_TIME),
        ("Wed Mar 13 10:30:00 +0000 2024", None, UTC_TIME),
        ("Wed Mar 13 10:30:00 CET 2024", None, NAIVE),
        ("Wed Mar 13 2024 10:30:00 GMT+0100 (Central European Standard Time)", None, PARIS),
        # months by name, in each language of the data
        ("13 mars 2024", "fr", DAY),
        ("13 MARS 2024", "fr", DAY),
        ("1er mars 2024", "fr", date(2024, 3, 1)),
        ("13 janv. 2024", "fr", date(2024, 1, 13)),
        ("13 févr. 2024", "fr", date(2024, 2, 13)),
        ("13 août 2024", "en", date(2024, 8, 13)),
        ("13 sept. 2024", "fr", date(2024, 9, 13)),
        ("13 déc. 2024", "fr", date(2024, 12, 13)),
        ("Publié le mercredi 13 mars 2024 à 10h30", "fr", NAIVE),
        ("Mis à jour le 13\N{NO-BREAK SPACE}mars 2024 à 10 h 30 (heure de Paris)", "fr", NAIVE),
        ("10h30, le 13 mars 2024", "fr", NAIVE),
        ("March 13, 2024", "en", DAY),
        ("March 13th, 2024", "en", DAY),
        ("13th of March 2024", "en", DAY),
        ("13-Mar-2024", "en", DAY),
        ("2024 March 13", "en", DAY),
        ("Mar. 13, 2024 at 10:30 a.m.", "en", NAIVE),
        ("Mar 13 2024 10:30 PM", "en", NAIVE.replace(hour=22)),
        ("Mar 13 2024, 12:30 am", "en", NAIVE.replace(hour=0)),
        ("13. März 2024", "de", DAY),
        ("13. Mrz 2024", "de", DAY),
        ("Mittwoch, 13. März 2024, 10:30 Uhr", "de", NAIVE),
        ("10:30 am 13.03.2024", "de", NAIVE),
        ("12:30 am 13.03.2024", "de", NAIVE.replace(hour=12)),
        ("05.03.2024 10:30", "de", datetime(2024, 3, 5, 10, 30)),  # noqa: DTZ001 - likewise
        ("10:30 am 05.03.2024", "de", datetime(2024, 3, 5, 10, 30)),  # noqa: DTZ001 - likewise
        ("13. März 2024, 10:30 p.m.", "de", NAIVE.replace(hour=22)),
        ("05/03/2024 10:30 am", "en-gb", datetime(2024, 3, 5, 10, 30)),  # noqa: DTZ001 - likewise
        ("The Weekender, 13 March 2024", "en", DAY),
        # figures alone, in the language's order
        ("05/03/2024", "fr", date(2024, 3, 5)),
        ("05/03/2024", "fr-be", date(2024, 3, 5)),
        ("5.3.2024", "de", date(2024, 3, 5)),
        ("5. 3. 2024", "de", date(2024, 3, 5)),
        ("05-03-2024 10:30", "fr", datetime(2024, 3, 5, 10, 30)),  # noqa: DTZ001 - likewise
        ("05/03/2024", "en-gb", date(2024, 3, 5)),
        ("05/03/2024", "en_US", date(2024, 5, 3)),
        ("13/03/2024", "en", DAY),
        ("03/13/2024", "en", DAY),
        ("05/05/2024", "en", date(2024, 5, 5)),
        ("05/05/2024", None, date(2024, 5, 5)),
        ("\N{LEFT-TO-RIGHT MARK}5\N{LEFT-TO-RIGHT MARK}/3/2024", "fr", date(2024, 3, 5)),
        # since 1970
        (1710325800, None, UTC_TIME),
        (1710325800.0, None, UTC_TIME),
        (1710325800000, None, UTC_TIME),
        (1710325800000000, None, UTC_TIME),
        (1710325800000000000, None, UTC_TIME),
        ("1710325800", None, UTC_TIME),
        ("1710325800000.0", None, UTC_TIME),
        (1710325800.5, None, UTC_TIME.replace(microsecond=500000)),
        (1710288000, None, DAY),
        (20240313, None, DAY),
        # typed
        (NAIVE, None, NAIVE),
        (DAY, None, DAY),
        (datetime(2024, 3, 13, tzinfo=UTC), None, DAY),
    ],
)
def test_a_complete_date_is_read(value: object, tag: str | None, expected: date) -> None:
    """A date that names one day is that day, however it is written; a time keeps its offset."""
    found = record_date(value, tag)
    assert (found, type(found)) == (expected, type(expected))
    if isinstance(expected, datetime) and isinstance(found, datetime):
        assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        # parts of a date
        ("2024", "fr"), ("2024.0", "fr"), (2024, "fr"), ("March 2024", "en"), ("mars 2024", "fr"), ("2024-03", None),
        ("202403", None), ("3/2024", "fr"), ("13 mars", "fr"), ("March 13", "en"), ("10:30", "fr"), ("10h30", "fr"),
        ("2024-W11", None), ("Q1 2024", "en"), ("printemps 2024", "fr"), ("20:24 13 mars", "fr"),
        ("May 2024 12:30", "en"),
        # a year of two figures
        ("13/03/24", "fr"), ("13 mars 24", "fr"), ("24-03-13", None), ("Wed, 13 Mar 24 10:30:00 GMT", None),
        # two readings
        ("05/03/2024", "en"), ("05/03/2024", None), ("05.03.2024", "en"), ("05/03/2024", "fr-ca"),
        (2024031310, None), ("2024031310", None), (638459082000000000, None),
        ("05/03/2024", "zh"), ("05/03/2024", "xx"), ("05/03/2024", "en-zz"),
        # hours to 12 beside figures, in a language that counts hours to 24: the order of day and month is foreign too
        ("5/3/2024 3:00 PM", "fr"), ("5/3/2024 10:30 AM", "de"),
        # more than one day
        ("13-15 mars 2024", "fr"), ("13 mars 2024, mis à jour le 14 mars 2024", "fr"), ("13/14.03.2024", "de"),
        ("2024-03-13/2024-03-15", None), ("March 13 or 14, 2024", "en"),
        # near a day
        ("Week of March 11, 2024", "en"), ("semaine du 11 mars 2024", "fr"), ("Woche vom 11. März 2024", "de"),
        ("jusqu'au 13 mars 2024", "fr"), ("before 13 March 2024", "en"), ("la veille du 13/03/2024", "fr"),
        # relative to a day that is not known
        ("hier", "fr"), ("aujourd'hui à 10h30", "fr"), ("2 days ago", "en"), ("il y a 2 h", "fr"), ("gestern", "de"),
        ("2 days after 13 March 2024", "en"), ("demain 10:30", "fr"),
        # none at all
        ("31/02/2024", "fr"), ("30 février 2024", "fr"), ("2024-02-30", None), ("2023-366", None), ("2024-13-45", None),
        ("2024-03-13 25:61", None), ("2024-03-13T10:30:00+99:99", None), ("13 March 2024, 14:30 am", "en"),
        ("soon", "en"), ("", None), ("   ", None), ("٢٠٢٤", None),
        ("Le 13 mars 2024 la maire de la ville a dit devant le conseil que le pont restait fermé", "fr"),
        # fillers and what is out of bounds
        ("0001-01-01T00:00:00", None), ("9999-12-31", None), ("1970-01-01T00:00:00Z", None),
        ("1970-01-01T01:00:00+01:00", None), ("1969-12-31T19:00:00-05:00", None), (0, None), ("0", None),
        (datetime(1970, 1, 1, tzinfo=UTC), None), (date(1, 1, 1), None), (-1710325800, None), ("-1710325800", None),
        ("01710325800", None),
        (45364, None), (10**30, None), (2**63, None), (1e300, None), (float("nan"), None), (float("inf"), None),
        (True, None), ("1.7103258e+12", None), ("9" * 5000, None),
        # other kinds of value
        (None, None), ([], None), (["2024-03-13"], None), ({"year": 2024}, None), (b"2024-03-13", None),
    ],
)  # fmt: skip
def test_any_other_date_is_unknown(value: object, tag: str | None) -> None:
    """What names no day, or more than one, is no date: nothing is filled in from the clock or guessed."""
    assert record_date(value, tag) is None


PIECES = ["13", "03", "3", "2024", "24", "mars", "mar.", "May", "Sept", "10:30", "10h30", "T", "Z", "+01:00", "W11", "/",
          "-", ".", ",", " ", "le", "PM", "uhr", "GMT", "\N{NO-BREAK SPACE}", "\0", "²", "1710325800"]  # fmt: skip


@given(
    value=st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
)
def test_no_value_is_a_fault(value: object) -> None:
    """Whatever stands in the field gives a date within bounds or none, the same each time."""
    found = record_date(value, "fr")
    assert found is None or 1600 <= found.year <= 2100
    assert record_date(value, "fr") == found


@pytest.mark.parametrize(
    ("fields", "text", "expected", "language"),
    [
        ({"date": "05/03/2024"}, FRENCH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024"}, ENGLISH, None, "en"),
        ({"date": "05/03/2024", "language": "en_GB"}, ENGLISH, date(2024, 3, 5), "en"),
        ({"date": "05/03/2024", "lang": "en-US"}, ENGLISH, date(2024, 5, 3), "en"),
        ({"date": "05/03/2024", "lang": "fr"}, ENGLISH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024", "lang": "French"}, ENGLISH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024", "lang": "German"}, ENGLISH, date(2024, 3, 5), "de"),
        ({"date": "05/03/2024", "lang": "fra"}, ENGLISH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024", "lang": "Français"}, ENGLISH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024", "lang": "?"}, FRENCH, date(2024, 3, 5), "fr"),
        ({"date": "05/03/2024"}, "Le pont.", None, "fr"),  # so short a text leaves its language open
        ({"published": "2024", "publish_date": "2024-03-13"}, FRENCH, DAY, "fr"),
        ({"published": float("nan"), "date": "2024-03-13"}, FRENCH, DAY, "fr"),
        ({"created_at": "Wed Mar 13 10:30:00 +0000 2024"}, FRENCH, UTC_TIME, "fr"),
    ],
)
def test_dates_follow_the_language(fields: dict[str, Any], text: str, expected: date | None, language: str) -> None:
    """The order of a date is that of the language of the article, and the first complete date is taken."""
    article = read_fields({"text": text, **fields})
    assert (article.published, article.language) == (expected, language)
    assert bool(article.warnings) == (expected is None)


@pytest.mark.parametrize("value", ["2024-03-13", 1710325800, "\ud800"])
def test_an_article_is_dated_by_dates_alone(value: Any) -> None:  # noqa: ANN401 - anything wrong
    """A program that gives a text for a day is told so, before a ledger has to compare it."""
    for name in ("published", "modified"):
        with pytest.raises(InvalidValue, match=f"^{name} .* is no date; give a date or datetime"):
            Article(text=FRENCH, **{name: value})


def test_a_date_that_is_left_out_is_told() -> None:
    """An article whose date names no day says so, with the value; one without a date says nothing."""
    (warning,) = read_fields({"text": FRENCH, "date": "mars 2024"}).warnings
    assert warning == "the date 'mars 2024' names no single day and is left out; write it as 2022-03-13"
    assert len(read_fields({"text": FRENCH, "date": "x" * 10_000}).warnings[0]) < 200
    for nothing in (None, "", float("nan"), "NaN", "NaT", "<NA>", "None"):
        assert read_fields({"text": FRENCH, "date": nothing}).warnings == ()


@pytest.mark.parametrize("nothing", ["NaN", "null", '""', '"nan"', '"None"', "[]"])
def test_what_holds_nothing_is_absent(tmp_path: Path, nothing: str) -> None:
    """A field that holds nothing in JSON, as pandas writes it, leaves its place to the next name for it."""
    path = tmp_path / "a.jsonl"
    names = ("text", "title", "url", "outlet", "byline", "date", "lang")
    empty = ", ".join(f'"{name}": {nothing}' for name in names)
    path.write_text(f'{{{empty}, "body": {json.dumps(FRENCH)}, "headline": "Le pont"}}\n', encoding="utf-8")
    (line,) = read_jsonl(path)
    article = read_fields(line.record or {})
    assert article.text == f"Le pont\n\n{FRENCH}"
    assert (article.url, article.outlet, article.byline, article.published, article.language, article.warnings) == (
        None, None, None, None, "fr", (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "expected"), [("13 mars 2024", DAY), ("05/03/2024", date(2024, 3, 5)), ("2024", None)]
)
def test_a_table_follows_the_same_rules(tmp_path: Path, written: str, expected: date | None) -> None:
    """A line of a table has the date that a record would have."""
    path = tmp_path / "a.csv"
    path.write_text(f'titre,texte,date\nLe pont,"{FRENCH}",{written}\n', encoding="utf-8")
    (entry,) = read_table(path)
    assert entry.article is not None
    assert entry.article.published == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([DAY], pa.date32()), DAY),
        (pa.array([NAIVE], pa.timestamp("us")), NAIVE),
        (pa.array([1710325800123456789], pa.timestamp("ns")), NAIVE.replace(microsecond=123456)),
        (pa.array([1710325800000000001], pa.timestamp("ns", tz="Europe/Paris")), UTC_TIME),
        (pa.array([1710325800]), UTC_TIME),
        (pa.array([2**62], pa.timestamp("us")), None),
        (pa.array([2**62], pa.duration("s")), None),
        (pa.array([0], pa.timestamp("ms")), None),
        (pa.array([float("nan")]), None),
    ],
    ids=lambda value: str(getattr(value, "type", "")),
)
def test_typed_dates(tmp_path: Path, column: pa.Array, expected: date | None) -> None:
    """Dates that a Parquet file types are read; a value that Python cannot hold costs no other row."""
    path = tmp_path / "a.parquet"
    rows = pa.table({"text": [FRENCH, FRENCH], "date": pa.concat_arrays([column, column.slice(0, 0), column])})
    pq.write_table(rows, path)
    assert [read_fields(row.record).published for row in read_parquet(path)] == [expected, expected]
