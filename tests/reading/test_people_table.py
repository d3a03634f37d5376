"""
A table of people: what spreadsheets save is read, and what cannot be meant is refused with its row and its value.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import InvalidValue, SourceNotFound, UnreadableContent
from selon.export.people import write_people
from selon.model import Person
from selon.reading.people import read_people

HEADER = "name;aliases;role;party;gender;wikidata;from;to"


def table(tmp_path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    """Return the path of a table that holds *text*."""
    path = tmp_path / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def people(path: Path, order: str | None = None) -> list[Person]:
    """Return the people of a table, all rows of which are right."""
    rows = read_people(path, order=order)
    assert [str(row.error) for row in rows if row.error] == []
    return [row.person for row in rows if row.person]


def refused(tmp_path: Path, row: str) -> str:
    """Return what is said of a table's one wrong row."""
    (found,) = read_people(table(tmp_path, f"{HEADER}\nZoé Roca;;;;;;;\n{row}\n"))[1:]
    assert found.number == 3
    assert found.person is None
    return str(found.error)


WHOLE = [Person(name="Zoé Lambrecht", aliases=("Z. L.", "Zed"), role="élue", gender="femme", since="2022-03-13")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    """Delimiters, encodings and ends of lines make no difference."""
    rows = (
        ("Name", "ROLE", " gender ", "from", "aliases"),
        ("Zoé Lambrecht", "élue", "femme", "2022-03-13", "Z. L.|Zed"),
    )
    text = end.join(map(delimiter.join, rows)) + end
    assert people(table(tmp_path, text, encoding)) == WHOLE


def test_what_excel_adds(tmp_path: Path) -> None:
    """A hint of the delimiter, columns and rows without anything, short rows and lines in a cell are no damage."""
    text = 'sep=;\nname;role;gender;;\nZoé  Lambrecht\xa0;"maire\nd\'Arvenne";;;\n\n;;;;\nIker Oyarzun\n'
    found = read_people(table(tmp_path, text))
    assert [row.number for row in found] == [2, 5]
    assert people(table(tmp_path, text)) == [
        Person(name="Zoé Lambrecht", role="maire d'Arvenne"),
        Person(name="Iker Oyarzun"),
    ]


def test_aliases(tmp_path: Path) -> None:
    """Bars and semicolons part them; what is said twice or is empty is left out."""
    (one,) = people(table(tmp_path, 'name,aliases\nZoé,"Zed | Zoë; Zed ;;Zoé"\n'))
    assert one.aliases == ("Zed", "Zoë")


@pytest.mark.parametrize(
    ("cells", "since", "until"),
    [
        ("2022;2022", "2022-01-01", "2022-12-31"),
        ("2024-02;2024-02", "2024-02-01", "2024-02-29"),
        ("13/03/2022;31.12.2022", "2022-03-13", "2022-12-31"),
        ("13 mars 2022;", "2022-03-13", None),
        ("2022-03-13 00:00:00;Unknown", "2022-03-13", None),
    ],
)
def test_days(tmp_path: Path, cells: str, since: str | None, until: str | None) -> None:
    """A year or month begins with its first day and ends with its last; days are read that are one day alone."""
    (one,) = people(table(tmp_path, f"name;from;to\nZoé;{cells}\n"))
    assert (one.since, one.until) == (since, until)


@pytest.mark.parametrize(("order", "day"), [("day-first", "2022-03-05"), ("month-first", "2022-05-03")])
def test_days_that_can_be_two(tmp_path: Path, order: str, day: str) -> None:
    """They are read as the user says, and refused when nothing is said."""
    path = table(tmp_path, "name;from\nZoé;05/03/2022\n")
    assert [one.since for one in people(path, order)] == [day]
    (row,) = read_people(path)
    assert "from '05/03/2022' can be two days" in str(row.error)
    assert "--dates day-first or month-first" in str(row.error)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Q12", "Q12"),
        ("q12", "Q12"),
        ("http://www.wikidata.org/entity/Q12", "Q12"),
        ("https://www.wikidata.org/wiki/Q12", "Q12"),
    ],
)
def test_wikidata(tmp_path: Path, cell: str, number: str) -> None:
    """An id may come as an address."""
    assert people(table(tmp_path, f"name,wikidata\nZoé,{cell}\n"))[0].wikidata == number


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (";Zed;;;;;;", "the name is missing"),
        ("…;;;;;;;", "name '…' is no name"),
        ("Zoé;?;;;;;;", "aliases '?' is no name"),
        ("Zoé;;;;;P12;;", "wikidata 'P12' is no id; write it as Q1048"),
        ("Zoé;;;;;;2022-02-30;", "from '2022-02-30' is no day; write it as 2022-03-13, 2022-03 or 2022"),
        ("Zoé;;;;;;;2022-13", "to '2022-13' is no day"),
        ("Zoé;;;;;;soon;", "from 'soon' is no day"),
        ("Zoé;;;;;;2022;2021", "from '2022-01-01' is later than to '2021-12-31'"),
        ("Zoé;;;;;;;;more", "'more' stands in column 9, which has no name"),
        (f"Zoé;;{'x' * 1001};;;;;", "has 1001 characters; give 1000 at most"),
        ("Zoé;;a\x07b;;;;;", "role 'a\\x07b' holds control characters"),
    ],
)
def test_wrong_rows(tmp_path: Path, row: str, message: str) -> None:
    """A row that cannot be meant says what stands there and what would do; the others are read."""
    assert message in refused(tmp_path, row)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name;sex\nZoé;f\n", "has a column 'sex' that is not known; known are: name, aliases, role, party, gender,"),
        ("role;gender\nmaire;f\n", "has no column 'name' in its first row; known are: name"),
        ("name;role;Role\nZoé;a;b\n", "has two columns 'role'"),
        ("name;role\n;\n", "holds nobody"),
        ("", "the file is empty"),
        ('name;role\nZoé;a\nIker;"b\n', "row 3: unexpected end of data"),
        (
            b"PK\x03\x04 workbook",
            "is a ZIP archive (or a .docx, .odt or .epub document), not text); save it as CSV in UTF-8",
        ),
        (b"name\nZo\x00\xff\x01\x02", "save it as CSV in UTF-8"),
    ],
)
def test_no_table_of_people(tmp_path: Path, text: str | bytes, message: str) -> None:
    """What is no table, or has columns that nobody knows, is refused as a whole."""
    with pytest.raises(UnreadableContent) as refusal:
        read_people(table(tmp_path, text))
    assert message in str(refusal.value)
    assert "people.csv" in str(refusal.value)


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are told as such."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(SourceNotFound, match="give a table of people in CSV"):
            read_people(path)


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|;"), min_size=1, max_size=8)
NAMES = WORDS.map(lambda word: f"Zoé {word}")
CELLS = st.none() | NAMES
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def persons(draw: st.DrawFn) -> Person:
    """Return anybody, with single spaces in the cells."""
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if since and until and since > until:
        since, until = until, since
    name = draw(NAMES)
    aliases = tuple(dict.fromkeys(one for one in draw(st.lists(NAMES, max_size=3)) if one != name))
    wikidata = draw(st.none() | st.integers(1, 10**9).map(lambda number: f"Q{number}"))
    return Person(
        name=name, aliases=aliases, role=draw(CELLS), party=draw(CELLS), gender=draw(CELLS), wikidata=wikidata,
        since=since, until=until,
    )  # fmt: skip


@given(whole=st.lists(persons(), min_size=1, max_size=5))
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, whole: list[Person]) -> None:
    """A table that was written and is read again is the same, whatever stands in its cells."""
    stream = io.StringIO(newline="")
    assert write_people(whole, stream) == len(whole)
    assert people(table(tmp_path_factory.mktemp("table"), stream.getvalue())) == whole


@pytest.mark.parametrize(
    "values",
    [
        {"name": " "},
        {"name": 3},
        {"role": ""},
        {"since": "2022"},
        {"since": "20220313"},
        {"until": 5},
        {"wikidata": "Q0"},
    ],
)
def test_a_person_is_checked_at_birth(values: dict[str, object]) -> None:
    """Also in Python nobody has an empty role or half a day."""
    with pytest.raises(InvalidValue):
        Person(**({"name": "Zoé"} | values))  # type: ignore[arg-type]
