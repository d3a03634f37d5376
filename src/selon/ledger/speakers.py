"""
Who is quoted, how often, where and with what acts?

The file is asked for those alone that somebody wants to see: it ranks the speakers and cuts the list.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from selon.ledger import ask, who
from selon.ledger.aliases import require_speaker
from selon.ledger.counting import by_alias, by_alias_and_act, grouped, groups, outlet_names
from selon.ledger.query import Query
from selon.ledger.rows import Row
from selon.ledger.values import SpeakerEntry
from selon.model import LABELS, Person, Statement

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_OWNED = """
    select c.*, n.name as alias, coalesce(g.speaker_id, n.speaker_id) as speaker_id
    from counted c cross join alias n on n.alias_id = c.alias_id left join assignment g on g.alias_id = c.alias_id
"""
"""Groups of statements that were ``counted`` by alias, with the name and the speaker that it belongs to."""

_HERS = "s.alias_id in (select alias_id from hers)"


@dataclass(slots=True)
class _Figures:
    """What groups of one speaker's statements come to."""

    names: Counter[str] = field(default_factory=Counter)
    outlets: set[int] = field(default_factory=set)
    days: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.names[row["alias"]] += row["n"]
        if row["outlet_id"] is not None:
            self.outlets.add(row["outlet_id"])
        if row["first"] is not None:
            self.days += row["first"], row["last"]


@dataclass(frozen=True, slots=True)
class SpeakerActs:
    """What one speaker does by speaking, each act with its count."""

    speaker: str
    statements: int
    acts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """
    One speaker with everything that the ledger can say at a glance.

    Attributes:
        entry: Names and counts.
        acts: What the speaker does by speaking, the most frequent first.
        outlets: How often each outlet quotes the speaker, the most frequent first.
        months: Statements by month.
        latest: The latest statements.
    """

    entry: SpeakerEntry
    acts: dict[str, int]
    outlets: dict[str, int]
    months: dict[str, int]
    latest: tuple[Statement, ...]


def speakers(db: Database, query: Query, *, limit: int | None = None) -> list[SpeakerEntry]:
    """Return the speakers of the statements that *query* means, those with most statements first."""
    ranked = _ranked(db, query, limit=limit)
    chosen = [row["speaker_id"] for row in ranked]
    found: dict[int, _Figures] = defaultdict(_Figures)
    columns = "s.alias_id, s.outlet_id, count(*) as n, min(s.day) as first, max(s.day) as last"
    for row in _of_speakers(db, *groups(db, query, columns, "s.alias_id, s.outlet_id", _HERS), chosen):
        found[row["speaker_id"]].add(row)
    people = _people(db, chosen)
    return [
        SpeakerEntry(
            id=row["speaker_id"],
            key=row["key"],
            name=row["name"],
            kind=row["kind"],
            identifier=row["identifier"],
            aliases=tuple(sorted(figures.names, key=lambda name: (-figures.names[name], name))),
            statements=row["statements"],
            outlets=len(figures.outlets),
            first=min(figures.days, default=None),
            last=max(figures.days, default=None),
            people=people[row["speaker_id"]],
        )
        for row in ranked
        for figures in [found[row["speaker_id"]]]
    ]


def count(db: Database, query: Query) -> int:
    """Return how many speakers have made the statements that *query* means."""
    sql, values = by_alias(db, query)
    found = db.execute(f"with counted as ({sql}) select count(distinct speaker_id) from ({_OWNED})", values)
    return int(found.fetchone()[0])


def page(db: Database, name: str, query: Query, *, latest: int = 20) -> SpeakerPage:
    """
    Return the page of the speaker with this key or number, over those statements alone that *query* means.

    Raises:
        UnknownEntry: If there is none.
    """
    row = require_speaker(db, name)
    query = replace(query, speaker=row["key"])
    entry = next(
        iter(speakers(db, query)),
        SpeakerEntry(row["speaker_id"], row["key"], row["name"], row["kind"], row["identifier"], (), 0, 0, None, None),
    )
    acts, outlets, months = Counter[str](), Counter[int](), Counter[str]()
    # One after the other, each with few groups: together there are nearly as many as statements.
    for group in db.execute(*by_alias_and_act(db, query)):
        acts[group["act"] or "unknown"] += group["n"]
    for group in grouped(db, query, "substr(s.day, 1, 7) as month, count(*) as n", "1"):
        months[group["month"] or "unknown"] += group["n"]
    for group in grouped(db, query, "s.outlet_id, count(*) as n", "s.alias_id, s.outlet_id"):
        if group["outlet_id"] is not None:
            outlets[group["outlet_id"]] += group["n"]
    names = outlet_names(db)
    return SpeakerPage(
        entry=entry,
        acts=dict(acts.most_common()),
        outlets={names[number]: n for number, n in outlets.most_common()},
        months=dict(sorted(months.items())),
        latest=tuple(ask.statements(db, query, limit=latest)),
    )


def acts(db: Database, query: Query, *, limit: int | None) -> list[SpeakerActs]:
    """Return what the speakers with most statements do; first who they are, which the index alone can tell."""
    ranked = _ranked(db, query, limit=limit)
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for row in _of_speakers(db, *by_alias_and_act(db, query, _HERS), [row["speaker_id"] for row in ranked]):
        if row["act"] is not None:
            counted[row["speaker_id"]][row["act"]] += row["n"]
    return [
        SpeakerActs(row["name"], row["statements"], {act: found[act] for act in LABELS["act"] if found[act]})
        for row in ranked
        for found in [counted[row["speaker_id"]]]
    ]


def _ranked(db: Database, query: Query, *, limit: int | None) -> list[Row]:
    """Return the rows of speakers with the number of their statements, those with most first."""
    sql, values = by_alias(db, query)
    return db.execute(
        f"""
        with counted as ({sql}), total as (
            select c.speaker_id, sum(c.n) as statements from ({_OWNED}) c group by c.speaker_id
        )
        select p.*, t.* from total t cross join speaker p on p.speaker_id = t.speaker_id
        order by t.statements desc, p.name, p.speaker_id limit :limit
        """,
        values | {"limit": -1 if limit is None else limit},
    ).fetchall()


def _people(db: Database, chosen: list[int]) -> dict[int, tuple[Person, ...]]:
    """Return who speakers are by the table of people, the earliest first."""
    found: dict[int, list[Person]] = {speaker: [] for speaker in chosen}
    owned, values = who.owned(chosen)
    for row in db.execute(
        f"""
        with owned as ({owned})
        select distinct o.speaker_id, {who.COLUMNS}, h.since
        from owned o cross join who h on h.alias_id = o.alias_id join person y on y.person_id = h.person_id
        order by h.since
        """,
        values,
    ):
        person = who.person_of(row)
        found[row["speaker_id"]] += [person] if person else []
    return {speaker: tuple(people) for speaker, people in found.items()}


def _of_speakers(db: Database, sql: str, values: dict[str, Any], chosen: list[int]) -> list[Row]:
    """Return groups of statements, counted by form of a name as *sql* says, of the *chosen* speakers."""
    return db.execute(
        f"""
        with hers as (
            select alias_id from alias where speaker_id in (select value from json_each(:chosen))
            and alias_id not in (select alias_id from assignment)
            union all
            select alias_id from assignment where speaker_id in (select value from json_each(:chosen))
        ), counted as ({sql})
        {_OWNED}
        """,
        values | {"chosen": json.dumps(chosen)},
    ).fetchall()
