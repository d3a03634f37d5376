"""
How many statements are of people with which role, party or gender?

By the user's table of people. What it does not say stays unknown, and is counted beside every share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.errors import InvalidValue
from selon.ledger import bounds
from selon.ledger.counting import months_of_people, of_people, outlet_names, standings
from selon.ledger.query import require_people

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.ledger.query import Query

BY = ("role", "party", "gender")
"""The columns of the table of people that statements are counted by."""


@dataclass(frozen=True, slots=True)
class Shares:
    """
    Some statements by what the table of people says of their speakers.

    Attributes:
        name: Of which outlet or month they are; None for those of no outlet, and for all.
        statements: How many.
        values: How many of people with which value, the most frequent first.
        shares: The same as shares of those whose value is known.
        unknown: How many have a speaker of whom the table says nothing, on that day or at all.
        speakerless: How many have no speaker: unnamed and unresolved sources, questions.
    """

    name: str | None
    statements: int
    values: dict[str, int]
    shares: dict[str, float]
    unknown: int
    speakerless: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """
    The statements of a query by what the table of people says of their speakers.

    Attributes:
        by: The column.
        total: All of them.
        outlets: By outlet, those with most statements first.
        months: Those with a date by month of publication, in order.
    """

    by: str
    total: Shares
    outlets: tuple[Shares, ...]
    months: tuple[Shares, ...]


def breakdown(db: Database, query: Query, by: str) -> Breakdown:
    """
    Return the statements that *query* means by what the table of people says of their speakers.

    Raises:
        InvalidValue: If *by* is no column of :data:`BY`, or there is no table.
    """
    if by not in BY:
        msg = f"by {bounds.shown(by)} is unknown; one of: {', '.join(BY)}"
        raise InvalidValue(msg)
    require_people(db)
    total: Counter[str | None] = Counter()
    outlets: dict[int | None, Counter[str | None]] = defaultdict(Counter)
    months: dict[str, Counter[str | None]] = defaultdict(Counter)
    # Unknown is what is left of all: so only statements of people in the table are looked up there.
    for row in standings(db, query):
        for counted in (total, outlets[row["outlet_id"]], *([months[row["month"]]] if row["month"] else [])):
            _count(counted, "", row["n"] - row["spoken"], of=row["n"])
    columns = f"s.outlet_id, h.{by} as value, count(*) as n"
    for row in of_people(db, query, columns, "h.alias_id, h.since, s.outlet_id", f"h.{by} is not null"):
        for counted in (total, outlets[row["outlet_id"]]):
            _count(counted, row["value"], row["n"])
    for row in months_of_people(db, query, by):
        if row["by"]:
            _count(months[row["by"]], row["value"], row["n"])
    names = outlet_names(db)
    by_outlet = [_shares(names[one] if one is not None else None, counted) for one, counted in outlets.items()]
    return Breakdown(
        by=by,
        total=_shares(None, total),
        outlets=tuple(sorted(by_outlet, key=lambda one: (-one.statements, one.name or ""))),
        months=tuple(_shares(month, counted) for month, counted in sorted(months.items())),
    )


def _count(counted: Counter[str | None], value: str, number: int, *, of: int = 0) -> None:
    """Count a *number* of statements with a *value*, *of* so many that come with them; the others stay unknown."""
    counted[value] += number
    counted[None] += of - number


def _shares(name: str | None, counted: Mapping[str | None, int]) -> Shares:
    """Return what was counted by value; None stands for what is not known, an empty text for no speaker."""
    values = sorted(((value, n) for value, n in counted.items() if value), key=lambda one: (-one[1], one[0]))
    known = sum(n for _, n in values)
    return Shares(
        name=name,
        statements=sum(counted.values()),
        values=dict(values),
        shares={value: n / known for value, n in values},
        unknown=counted.get(None, 0),
        speakerless=counted.get("", 0),
    )
