"""
Which statements are drawn at random?

The ids of statements are hashes, and so the same in every ledger that holds the same statements: what is drawn are places
in their order. How many ids begin alike is counted while writing, so that a place is found without reading the others.
"""

from __future__ import annotations

import itertools
import json
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selon.errors import InvalidValue, NotALedger
from selon.ledger import ask, bounds
from selon.ledger.query import Query, conditions
from selon.model import Statement

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_TRIED = 3000  # statements that are drawn at most until enough of them are meant; rarer ones are listed
_BATCH = 250
_PREFIX = 2

Hit = tuple[str, int, int]
"""The id of a statement, its layer – 1 the people's – and its row there."""


def sample(db: Database, query: Query, size: int, *, seed: int) -> list[Statement]:
    """
    Return *size* statements drawn at random, the same in every ledger that holds the same statements.

    Raises:
        InvalidValue: If *size* is less than one or beyond 63 bits, or *seed* no whole number.
    """
    bounds.number("size", size, least=1)
    if not isinstance(seed, int):
        msg = f"seed {bounds.shown(seed)} is no whole number; give one, such as 7"
        raise InvalidValue(msg)
    drawn = _drawn(db, query, size, random.Random(seed))  # noqa: S311 - a sample, not a secret
    if drawn is None:
        sql, values = ask.hits(db, query)
        found = sorted(tuple(row) for row in db.execute(f"select id, people, statement_id from ({sql})", values))
        drawn = random.Random(seed).sample(found, min(size, len(found)))  # noqa: S311
    return list(ask.details(db, [(people, number) for _, people, number in drawn]))


def _drawn(db: Database, query: Query, size: int, chance: random.Random) -> Sequence[Hit] | None:
    """Return statements found by drawing places in the order of ids, None where listing those that are meant is better."""
    found = conditions(db, query)
    if query.words is not None or query.article is not None or not found.machine:
        return None
    order = _Order(db, query)
    if not found.both:
        return [order.at(place) for place in chance.sample(range(order.count), min(size, order.count))]
    meant: list[Hit] = []
    places = iter(chance.sample(range(order.count), min(_TRIED, order.count)))
    while batch := [order.at(place) for place in itertools.islice(places, _BATCH)]:
        asked = f"""
            select s.statement_id from json_each(:numbers) j cross join statement s on s.statement_id = j.value
            where s.state = 1 and {" and ".join(found.both)}
        """
        numbers = json.dumps([number for _, people, number in batch if not people])
        fitting = {row[0] for row in db.execute(asked, found.values | {"numbers": numbers})}
        meant += [hit for hit in batch if hit[1] or hit[2] in fitting]
        if len(meant) >= size:
            return meant[:size]
    return None


class _Order:
    """All of the machine's statements that are shown, and those of the people's layer that a query means, by their ids."""

    def __init__(self, db: Database, query: Query) -> None:
        self._db = db
        found = conditions(db, query)
        clauses = " and ".join(("1", *found.both, *found.people))
        people = db.execute(f"select id, 1, statement_id from revision s where {clauses}", found.values)
        self._people: list[Hit] = sorted(tuple(row) for row in people)
        counted = Counter({row["prefix"]: row["n"] for row in db.execute("select prefix, n from id_count")})
        counted.update(public[:_PREFIX] for public, _, _ in self._people)
        self._prefixes = sorted(counted)
        self._ends = list(itertools.accumulate(counted[prefix] for prefix in self._prefixes))
        self.count = self._ends[-1] if self._ends else 0

    def at(self, place: int) -> Hit:
        """
        Return the statement at *place*.

        Raises:
            NotALedger: If the counts do not agree with the statements.
        """
        group = bisect_right(self._ends, place)
        prefix = self._prefixes[group]
        offset = place - (self._ends[group - 1] if group else 0)
        before = 0
        for hit in self._of_people(prefix):
            earlier = self._rank(prefix, hit[0])
            if earlier + before == offset:
                return hit
            if earlier + before > offset:
                break
            before += 1
        row = self._db.execute(
            f"select id, statement_id from {_SHOWN} order by id, statement_id limit 1 offset :offset",
            {"prefix": prefix, "offset": offset - before},
        ).fetchone()
        if row is None:
            msg = f"{self._db.path} does not hold the counts of its statements; make them again with: selon check --recount"
            raise NotALedger(msg)
        return row["id"], 0, row["statement_id"]

    def _of_people(self, prefix: str) -> Iterator[Hit]:
        start = bisect_right(self._people, (prefix,))
        return itertools.takewhile(lambda hit: hit[0].startswith(prefix), itertools.islice(self._people, start, None))

    def _rank(self, prefix: str, public: str) -> int:
        """Return how many of the machine's statements come before the id *public*."""
        return int(
            self._db.execute(
                f"select count(*) from {_SHOWN} and id <= :id", {"prefix": prefix, "id": public}
            ).fetchone()[0]
        )


_SHOWN = """
    statement where state > 0 and id >= :prefix and id < :prefix || char(1114111)
    and statement_id not in (select statement_id from revision)
"""
"""The machine's statements with ids that begin alike; what people touched is told by their layer, not by the rows."""
