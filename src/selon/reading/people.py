"""
Whom does a table of people hold?

A CSV table with a person a row, as spreadsheets save it: commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. A
person may have several rows, one for each time in which something else holds.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from selon.errors import InvalidValue, SourceNotFound, SourceTooLarge, UnreadableContent
from selon.model import PERSON_COLUMNS, Person
from selon.reading.encoding import MAX_BYTES, decoded
from selon.reading.record_dates import record_date

UNKNOWN = "unknown"
"""What means the same as an empty cell."""

DELIMITERS = ",;\t"
ORDERS = {"day-first": "fr", "month-first": "en-US"}
"""Ways to order the figures of a day, each with a language that has it."""

_HINT = re.compile(rf"sep=([{DELIMITERS}])\r?\n")  # for Excel, which does not count it as a row
_SHORT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(q[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of a table of people.

    Attributes:
        number: Its number in a spreadsheet: the header is row 1, and empty rows count.
        person: Who it is about, None where it cannot be read.
        error: Why it cannot be.
    """

    number: int
    person: Person | None
    error: InvalidValue | None = None


def read_people(path: str | Path, *, order: str | None = None) -> list[Row]:
    """
    Return the rows of the table at *path* that are not empty.

    Args:
        path: The file.
        order: How days such as 05/03/2024 are meant, one of :data:`ORDERS`; None when all can be read in one way alone.

    Raises:
        SourceNotFound: If there is no such file.
        UnreadableContent: If it is no table, or has a column that is not known, or no names.
    """
    path = Path(path)
    text = _text(path)
    hint = _HINT.match(text)
    body = text[hint.end() :] if hint else text
    delimiter = hint[1] if hint else max(DELIMITERS, key=re.split(r"[\r\n]", body, maxsplit=1)[0].count)
    table: list[list[str]] = []
    try:
        table.extend(csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        msg = f"{path.name} is no table that can be read (row {len(table) + 1}: {error}); save it as CSV in UTF-8"
        raise UnreadableContent(msg) from error
    header = _header(path, table[0])
    rows = [
        _row(number, header, cells, order) for number, cells in enumerate(table[1:], start=2) if any(_cleaned(cells))
    ]
    if not rows:
        msg = f"{path.name} holds nobody; a table has a row for each person below the names of its columns"
        raise UnreadableContent(msg)
    return rows


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        msg = f"cannot read {str(path)!r}: {error.strerror}; give a table of people in CSV"
        raise SourceNotFound(msg) from error
    try:
        # What is not UTF comes from a spreadsheet on Windows.
        return decoded(data, kind="file", charset="cp1252")
    except (UnreadableContent, SourceTooLarge) as error:
        msg = f"{path.name} is no table that can be read ({str(error).partition(';')[0]}); save it as CSV in UTF-8"
        raise UnreadableContent(msg) from error


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    """Return the names of the columns, empty for one that has none."""
    names = [name.casefold() for name in _cleaned(cells)]
    known = f"known are: {', '.join(PERSON_COLUMNS)}"
    for place, name in enumerate(names):
        if name and name not in PERSON_COLUMNS:
            msg = f"{path.name} has a column {cells[place].strip()[:60]!r} that is not known; {known}"
            raise UnreadableContent(msg)
        if name and name in names[:place]:
            msg = f"{path.name} has two columns {name!r}; keep one of them"
            raise UnreadableContent(msg)
    if "name" not in names:
        msg = f"{path.name} has no column 'name' in its first row; {known}"
        raise UnreadableContent(msg)
    return names


def _row(number: int, header: Sequence[str], cells: Sequence[str], order: str | None) -> Row:
    try:
        return Row(number, _person(header, _cleaned(cells), order))
    except InvalidValue as error:
        return Row(number, None, error)


def _person(header: Sequence[str], cells: Sequence[str], order: str | None) -> Person:
    # Fewer cells than columns are no damage: Excel leaves out what is empty at the end of rows.
    for place, cell in enumerate(cells):
        if cell and (place >= len(header) or not header[place]):
            msg = f"{cell[:60]!r} stands in column {place + 1}, which has no name; put cells with separators in quotes"
            raise InvalidValue(msg)
    given = {name: cell for name, cell in zip(header, cells, strict=False) if cell and cell.casefold() != UNKNOWN}
    if "name" not in given:
        msg = "the name is missing; give one, or leave the row out"
        raise InvalidValue(msg)
    aliases = dict.fromkeys(filter(None, map(str.strip, re.split(r"[|;]", given.get("aliases", "")))))
    return Person(
        name=given["name"],
        aliases=tuple(alias for alias in aliases if alias != given["name"]),
        role=given.get("role"),
        party=given.get("party"),
        gender=given.get("gender"),
        wikidata=_wikidata(given.get("wikidata")),
        since=_day("from", given.get("from"), order),
        until=_day("to", given.get("to"), order),
    )


def _wikidata(cell: str | None) -> str | None:
    """Return the id in *cell*, where an address may stand in its place; what is none is left for the person to refuse."""
    found = _WIKIDATA.fullmatch(cell) if cell else None
    return found[1].upper() if found else cell


def _day(column: str, cell: str | None, order: str | None) -> str | None:
    """Return the day that *cell* means: of a year or month the first, or in the column ``to`` the last."""
    if cell is None:
        return None
    short = _SHORT.fullmatch(cell)
    if short and (day := _whole(column, *short.groups())):
        return day
    found = record_date(cell, ORDERS[order] if order else None)
    if found is None:
        several = any(record_date(cell, tag) for tag in ORDERS.values())
        remedy = f", or say how days are meant: --dates {' or '.join(ORDERS)}" if several and not order else ""
        what = "can be two days" if remedy else "is no day"
        msg = f"{column} {cell[:60]!r} {what}; write it as 2022-03-13, 2022-03 or 2022{remedy}"
        raise InvalidValue(msg)
    return (found.date() if isinstance(found, datetime) else found).isoformat()


def _whole(column: str, year: str, month: str | None, day: str | None) -> str | None:
    """Return the first or last day of a year or month, or the day itself; None for one that is in no calendar."""
    is_first = column == "from"
    try:
        found = date(int(year), int(month or (1 if is_first else 12)), int(day or 1))
    except ValueError:
        return None
    return (found if day or is_first else found.replace(day=monthrange(found.year, found.month)[1])).isoformat()


def _cleaned(cells: Sequence[str]) -> list[str]:
    """Return *cells* with single spaces, also where they had lines, and without any at their ends."""
    return [" ".join(cell.split()) for cell in cells]
