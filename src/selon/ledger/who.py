"""
Who is behind a form of a name, from when to when?

The user's table of people says it: names are compared as the ledger compares them, without case and accents, with all
forms of a speaker's name. Where no row is in force for a speaker it says nothing, nor where rows of several people are:
rows are of one person when they have the same Wikidata id. Where those differ, what they differ in is not known. What
follows stands in ``who`` and can be made again from table and names at any time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from selon.errors import NotALedger
from selon.ledger import identity
from selon.ledger.connection import Database
from selon.ledger.rows import Row
from selon.model import Person

IN_FORCE = "{0}.alias_id = s.alias_id and {0}.since <= coalesce(s.day, '') and {0}.until >= coalesce(s.day, '~')"
"""Joins ``who``, by whatever name, to statements ``s``; one without a date is met by what holds at all times alone."""

JOINED = f"left join who h on {IN_FORCE.format('h')} left join person y on y.person_id = h.person_id"

SAID = ("role", "party", "gender", "wikidata")
"""What the table says of people."""

IN_TABLE = ", ".join(f"y.{name} as person_{name}" for name in ("name", "aliases", *SAID, "since", "until"))
"""What :func:`person_of` reads of a row ``y`` of the table of people."""

COLUMNS = ", ".join((
    "y.name as person_name", "y.aliases as person_aliases", *(f"h.{name} as person_{name}" for name in SAID),
    "nullif(h.since, '') as person_since", "nullif(h.until, '~') as person_until",
))  # fmt: skip
"""The same of what holds for some time, ``h``, by a row ``y``."""

_HELD = ", ".join(("alias_id", "since", "until", "person_id", *SAID))

FIRST, LAST = 0, date.max.toordinal()
"""Days that stand for *from the beginning* and *without end*."""


@dataclass(frozen=True, slots=True)
class Term:
    """
    The days in which the same rows of the table are in force for a speaker.

    Attributes:
        since: First day, None from the beginning.
        until: Last day, None without end.
        people: Numbers of the rows, in order.
        is_one: Whether they are of one person.
        said: What they say, by the names of :data:`SAID`; nothing where they are of several people.
        differ: Which of these they say in different ways.
    """

    since: str | None
    until: str | None
    people: tuple[int, ...]
    is_one: bool
    said: dict[str, str | None]
    differ: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker whom rows of the table match: the key, the rows of the name's forms, and which rows match when."""

    key: str
    aliases: tuple[int, ...]
    terms: tuple[Term, ...]


def person_of(row: Row) -> Person | None:
    """
    Return the person of a *row* with :data:`COLUMNS` or :data:`IN_TABLE`, None where it has none.

    Raises:
        NotALedger: If the row is damaged.
    """
    if row["person_name"] is None:
        return None
    try:
        return Person(
            name=row["person_name"],
            aliases=tuple(json.loads(row["person_aliases"])),
            role=row["person_role"],
            party=row["person_party"],
            gender=row["person_gender"],
            wikidata=row["person_wikidata"],
            since=row["person_since"],
            until=row["person_until"],
        )
    except (ValueError, TypeError) as error:
        msg = f"the table of people is damaged ({error}); import it anew"
        raise NotALedger(msg) from error


def folded(person: Person) -> set[str]:
    """Return the forms of a person's name as they are compared."""
    return {identity.fold(name) or name for name in (person.name, *person.aliases)}


def follow(db: Database, chosen: Collection[int] | None = None) -> None:
    """
    Note who the names of speakers are.

    Args:
        db: The ledger's connection, writing.
        chosen: Rows of the speakers whose names have changed; None for all.
    """
    if not db.execute("select 1 from person limit 1").fetchone():
        return
    names_of, values = owned(chosen)
    db.execute(f"with owned as ({names_of}) delete from who where alias_id in (select alias_id from owned)", values)
    db.executemany(f"insert into who ({_HELD}) values (?, ?, ?, ?, ?, ?, ?, ?)", _found(speakers(db, chosen)))


def speakers(db: Database, chosen: Collection[int] | None = None) -> list[Speaker]:
    """Return the speakers that a row of the table matches, of the *chosen* or of all."""
    names_of, values = owned(chosen)
    held: dict[int, tuple[str, set[str], list[int]]] = {}
    for row in db.execute(
        f"""
        with owned as ({names_of})
        select n.alias_id, n.folded, n.name as alias, p.speaker_id, p.key, p.name
        from owned o cross join alias n on n.alias_id = o.alias_id cross join speaker p on p.speaker_id = o.speaker_id
        order by n.alias_id
        """,
        values,
    ).fetchall():
        name = identity.fold(row["name"]) or row["name"]
        _, names, aliases = held.setdefault(row["speaker_id"], (row["key"], {name}, []))
        names.add(row["folded"] or row["alias"])
        aliases.append(row["alias_id"])
    meant = _meant(db, {name for _, names, _ in held.values() for name in names})
    found = []
    for key, names, aliases in held.values():
        people = {row["person_id"]: row for name in names for row in meant.get(name, ())}
        if people:
            found.append(Speaker(key, tuple(aliases), tuple(terms(people.values()))))
    return found


def owned(chosen: Collection[int] | None) -> tuple[str, dict[str, str]]:
    """Return SQL for the rows of names with those of their speakers, of the *chosen* or of all, and what is bound."""
    if chosen is None:
        return (
            "select n.alias_id, coalesce(g.speaker_id, n.speaker_id) as speaker_id "
            "from alias n left join assignment g on g.alias_id = n.alias_id"
        ), {}
    asked = "speaker_id in (select value from json_each(:chosen))"
    return (
        f"select alias_id, speaker_id from alias where {asked} and alias_id not in (select alias_id from assignment) "
        f"union all select alias_id, speaker_id from assignment where {asked}"
    ), {"chosen": json.dumps(sorted(chosen))}


def _meant(db: Database, names: set[str]) -> dict[str, list[Row]]:
    """Return the rows of the table that have one of *names*, by the name."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in db.execute(
        """
        select m.folded, y.* from json_each(?) j cross join person_name m on m.folded = j.value
        join person y on y.person_id = m.person_id
        """,
        (json.dumps(sorted(names)),),
    ):
        found[row["folded"]].append(row)
    return found


def terms(people: Iterable[Row]) -> Iterator[Term]:
    """
    Yield which rows of the table are in force from when to when, of the *people* that match one speaker.

    >>> people = [
    ...     {"person_id": 1, "role": "mayor", "wikidata": "Q7", "since": None, "until": "2022-05-20"},
    ...     {"person_id": 2, "role": "minister", "wikidata": "Q7", "since": "2022-05-20", "until": None},
    ... ]
    >>> [(term.until, term.people, term.said["role"]) for term in terms(people)]
    [('2022-05-19', (1,), 'mayor'), ('2022-05-20', (1, 2), None), (None, (2,), 'minister')]
    """
    days = [(_day(row["since"], FIRST), _day(row["until"], LAST), row) for row in people]
    edges = sorted({edge for first, last, _ in days for edge in (first, last + 1)})
    for first, following in pairwise(edges):
        held = sorted(
            (row for since, until, row in days if since <= first and following - 1 <= until),
            key=lambda row: row["person_id"],
        )
        if held:
            yield _term(first, following - 1, held)


def _term(first: int, last: int, held: Sequence[Row]) -> Term:
    said = {name: list(dict.fromkeys(filter(None, (dict(row).get(name) for row in held)))) for name in SAID}
    is_one = len(held) == 1 or (len(said["wikidata"]) == 1 and all(row["wikidata"] for row in held))
    return Term(
        since=None if first == FIRST else date.fromordinal(first).isoformat(),
        until=None if last == LAST else date.fromordinal(last).isoformat(),
        people=tuple(row["person_id"] for row in held),
        is_one=is_one,
        said={name: values[0] if is_one and len(values) == 1 else None for name, values in said.items()},
        differ=tuple(name for name, values in said.items() if is_one and len(values) > 1),
    )


def _day(written: str | None, otherwise: int) -> int:
    try:
        return date.fromisoformat(written).toordinal() if written else otherwise
    except ValueError as error:
        msg = f"the table of people is damaged ({error}); import it anew"
        raise NotALedger(msg) from error


def wrong(db: Database) -> Iterator[tuple[str, str]]:
    """Yield where ``who`` or the forms of people's names do not say what follows from the table, and what is wrong."""
    table = db.execute(f"select y.person_id, {IN_TABLE} from person y").fetchall()
    try:
        people = [(row["person_id"], person) for row in table if (person := person_of(row))]
        noted = set(_found(speakers(db)))
    except NotALedger as error:
        yield "person", str(error)
        return
    names = {(name, number) for number, person in people for name in folded(person)}
    if names != {(row["folded"], row["person_id"]) for row in db.execute("select folded, person_id from person_name")}:
        yield "person_name", "it does not hold the names of the table of people; import it anew"
    if noted != set(map(tuple, db.execute(f"select {_HELD} from who"))):
        yield "who", "it does not say who is who by the table of people; import it anew"


def _found(matched: Iterable[Speaker]) -> Iterator[tuple[int | str | None, ...]]:
    """Yield the rows of ``who``: where one person alone is in force."""
    for speaker in matched:
        for term in speaker.terms:
            if term.is_one:
                said = (term.since or "", term.until or "~", term.people[0], *(term.said[name] for name in SAID))
                yield from ((alias, *said) for alias in speaker.aliases)
