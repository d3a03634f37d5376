"""
Whom does the user's own table of people hold, and what does the ledger make of it?

The table is taken whole, in the place of the one before. Who is who by it is worked out in :mod:`selon.ledger.who`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selon.errors import UnknownEntry
from selon.ledger import identity, rows, shares, who
from selon.ledger.counting import of_people
from selon.ledger.forget.veil import Veil, veil
from selon.ledger.query import Query
from selon.model import Person

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.ledger.session import Session
    from selon.ledger.shares import Breakdown

EVERYTHING = Query()


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """
    A row of the table of people.

    Attributes:
        person: What it says.
        speakers: Keys of the speakers that its names match.
        statements: How many shown statements are counted for it.
    """

    person: Person
    speakers: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Clash:
    """
    A speaker for whom several rows are in force at once and do not say the same.

    Attributes:
        speaker: The speaker's key.
        places: Which rows, in the order of the table, counted from 0.
        since: First day, None from the beginning.
        until: Last day, None without end.
        differ: In which columns rows of one person differ: these are not known then. Empty for rows of several people,
            of whom none counts then.
    """

    speaker: str
    places: tuple[int, ...]
    since: str | None
    until: str | None
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """
    The table of people as the ledger meets it.

    Attributes:
        entries: Its rows, in their order.
        clashes: Where several of them are in force for one speaker at once and do not say the same.
        forgotten: Of a table that was just taken, the places of rows that were left out: who was forgotten on purpose.
    """

    entries: tuple[PersonEntry, ...]
    clashes: tuple[Clash, ...]
    forgotten: tuple[int, ...] = ()


class People:
    """The table of people of an open ledger."""

    def __init__(self, session: Session) -> None:
        """Ask or change the table of *session*."""
        self._session = session

    def take(self, people: Sequence[Person]) -> Directory:
        """Put *people* in the place of the table; who was forgotten on purpose is left out."""
        with self._session.together():
            db = self._session.db
            gone = veil(db)
            veiled = [_veiled(person, gone) for person in people]
            db.execute("delete from person")
            for number, person in enumerate(filter(None, veiled), start=1):
                _put(db, number, person)
            who.follow(db)
            return replace(_directory(db), forgotten=tuple(n for n, person in enumerate(veiled) if person is None))

    def directory(self) -> Directory:
        """Return the table, with what each row of it is counted for."""
        with self._session.db.reading():
            return _directory(self._session.db)

    def remove(self, names: Sequence[str]) -> int:
        """
        Remove the rows of people of these *names*, and return how many there were; case and accents do not matter.

        Raises:
            UnknownEntry: If the table has nobody of one of the names; nothing is removed then.
        """
        with self._session.together():
            db = self._session.db
            held: dict[str, list[int]] = defaultdict(list)
            for row in db.execute("select person_id, name from person"):
                held[_folded(row["name"])].append(row["person_id"])
            for name in names:
                if _folded(name) not in held:
                    msg = f"the table of people has no row for {name!r}; selon people list shows its names"
                    raise UnknownEntry(msg)
            gone = sorted({number for name in names for number in held[_folded(name)]})
            drop(db, gone)
            return len(gone)

    def remove_all(self) -> int:
        """Remove the whole table, and return how many rows it had."""
        with self._session.together():
            return self._session.db.execute("delete from person").rowcount

    def shares(self, by: str, query: Query = EVERYTHING) -> Breakdown:
        """
        Return how many of the statements that *query* means are of people with which role, party or gender.

        Raises:
            InvalidValue: If *by* is no such column, or there is no table of people.
        """
        with self._session.db.reading():
            return shares.breakdown(self._session.db, query, by)


def drop(db: Database, gone: Sequence[int]) -> None:
    """Remove rows of the table by their numbers; rows that stood against them count from then on."""
    db.execute("delete from person where person_id in (select value from json_each(?))", (json.dumps(gone),))
    who.follow(db)


def cover(db: Database, gone: Veil) -> None:
    """Take a person who is forgotten out of the table, and blacken the names of it in other rows."""
    for number, person in _rows(db):
        veiled = _veiled(person, gone)
        if veiled != person:
            db.execute("delete from person where person_id = ?", (number,))
            if veiled is not None:
                _put(db, number, veiled)
    who.follow(db)


def held(db: Database, gone: Veil) -> int:
    """Return how many rows of the table are about somebody who is to be forgotten."""
    return sum(_veiled(person, gone) is None for _, person in _rows(db))


def _directory(db: Database) -> Directory:
    table = _rows(db)
    places = {number: place for place, (number, _) in enumerate(table)}
    matched: dict[int, dict[str, None]] = defaultdict(dict)
    clashes: list[Clash] = []
    meant: dict[tuple[int, str], tuple[int, ...]] = {}
    for speaker in who.speakers(db):
        for term in speaker.terms:
            for number in term.people:
                matched[number][speaker.key] = None
            if term.differ or not term.is_one:
                held = tuple(places[one] for one in term.people)
                clashes.append(Clash(speaker.key, held, term.since, term.until, term.differ))
            meant |= {(alias, term.since or ""): term.people for alias in speaker.aliases}
    counted: dict[int, int] = defaultdict(int)
    for row in of_people(db, EVERYTHING, "h.alias_id, h.since, count(*) as n", "h.alias_id, h.since"):
        for number in meant[row["alias_id"], row["since"]]:
            counted[number] += row["n"]
    entries = tuple(PersonEntry(person, tuple(matched[number]), counted[number]) for number, person in table)
    return Directory(entries, tuple(clashes))


def _rows(db: Database) -> list[tuple[int, Person]]:
    found = db.execute(f"select y.person_id, {who.IN_TABLE} from person y order by y.person_id")
    return [(row["person_id"], person) for row in found if (person := who.person_of(row))]


def _put(db: Database, number: int, person: Person) -> None:
    db.execute(
        "insert into person (person_id, name, aliases, role, party, gender, wikidata, since, until) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, person.name, rows.compact(list(person.aliases)), person.role, person.party, person.gender,
         person.wikidata, person.since, person.until),
    )  # fmt: skip
    db.executemany(
        "insert into person_name (folded, person_id) values (?, ?)",
        [(name, number) for name in sorted(who.folded(person))],
    )


def _veiled(person: Person, gone: Veil) -> Person | None:
    """Return *person* without names of people who are not to be read, None where the person is one of them."""
    if not gone:
        return person
    if any(map(gone.is_hers, (person.name, *person.aliases))):
        return None
    name, *aliases = map(gone.blacken, (person.name, *person.aliases))
    if not _has_letters(name):
        return None
    cells = {
        what: gone.blacken(cell) if (cell := getattr(person, what)) else cell for what in ("role", "party", "gender")
    }
    return replace(person, name=name, aliases=tuple(filter(_has_letters, aliases)), **cells)


def _has_letters(name: str) -> bool:
    return any(map(str.isalnum, name))


def _folded(name: str) -> str:
    return identity.fold(name) or name
