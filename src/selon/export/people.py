"""
How does a table of people become CSV?

In the columns that :mod:`selon.reading.people` reads: what is written and taken in again is the same table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from selon.model import PERSON_COLUMNS, Person

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

BETWEEN = " | "
"""Stands between the aliases of a cell."""

BOM = "\ufeff"
"""Without it, spreadsheets read UTF-8 as something else."""


def write_people(people: Iterable[Person], stream: SupportsWrite[str]) -> int:
    """Write *people*, a line each, to *stream*, opened with ``newline=""``, and return how many there were."""
    stream.write(BOM)
    writer = csv.DictWriter(stream, PERSON_COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for person in people:
        writer.writerow(cells(person))
        count += 1
    return count


def cells(person: Person) -> dict[str, Any]:
    """Return the cells of *person*."""
    return {
        "name": person.name,
        "aliases": BETWEEN.join(person.aliases),
        "role": person.role,
        "party": person.party,
        "gender": person.gender,
        "wikidata": person.wikidata,
        "from": person.since,
        "to": person.until,
    }


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* opens with the very header that :func:`write_people` writes."""
    return stream.readline(1000) == f"{BOM}{','.join(PERSON_COLUMNS)}\n".encode()
