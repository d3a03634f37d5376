"""
How are the statements of a query counted, over both layers?

The machine's by the counts that are kept while writing (:mod:`selon.ledger.counts`) where these can tell, otherwise by the
one index that holds all that is asked for; what people touched by its rows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from selon.ledger import who
from selon.ledger.fulltext import expression
from selon.ledger.query import Query, conditions
from selon.ledger.rows import STANDINGS, Row

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_DAYS = f"""(
    select nullif(day, '') as day, nullif(outlet_id, 0) as outlet_id, nullif(language, '') as language, n, spoken,
        {", ".join(STANDINGS)}
    from day_count
)"""
_SUMS = "sum(s.alias_id is not null) as spoken, " + ", ".join(
    f"sum(s.unnamed = {number}) as {name}" for number, name in enumerate(STANDINGS)
)
_KEPT = "sum(s.spoken) as spoken, " + ", ".join(f"sum(s.{name}) as {name}" for name in STANDINGS)


def groups(db: Database, query: Query, columns: str, by: str, *wanted: str) -> tuple[str, dict[str, Any]]:
    """
    Return SQL that groups the statements that *query* means, with what is bound in it.

    The same group may come once from each layer.

    Args:
        db: The ledger's connection.
        query: Which statements.
        columns: What is asked of each group: of statements ``s`` and, where they are named, their labels ``l`` and who
            their speakers are, ``h``.
        by: What is the same in a group.
        wanted: Further conditions.
    """
    found = conditions(db, query)
    values = dict(found.values)
    source, machine = "", _source(query)
    if query.words is not None:
        source, values["words"] = "word cross join", expression(query.words)
        wanted = ("word match :words", "s.statement_id = word.rowid", *wanted)
    table = "cross join label l on l.label_id = s.label_id" if "l." in columns else ""
    if "h." in columns:
        table += f" left join who h on {who.IN_FORCE.format('h')}"
    layers = []
    if found.machine:
        layers.append((machine, ("s.state = 1", *wanted, *found.both)))
    if not found.machine or is_touched(db):
        layers.append(("revision s", (*wanted, *found.both, *found.people)))
    arms = (
        f"select {columns} from {source} {layer} {table} where {' and '.join(clauses) or '1'} group by {by}"
        for layer, clauses in layers
    )
    return " union all ".join(arms), values


def grouped(db: Database, query: Query, columns: str, by: str, *wanted: str, **bound: str) -> list[Row]:
    """Return the groups themselves; *bound* is bound in the further conditions."""
    sql, values = groups(db, query, columns, by, *wanted)
    return db.execute(sql, {**values, **bound}).fetchall()


def standings(db: Database, query: Query) -> list[Row]:
    """
    Return how many statements there are, with a speaker and of each standing, by ``outlet_id`` and ``month``.

    The same group may come once from each layer.
    """
    by = "s.outlet_id, substr(s.day, 1, 7) as month"
    if not _by_day(query):
        return grouped(db, query, f"{by}, count(*) as n, {_SUMS}", "1, 2")
    found = conditions(db, query)
    clauses = " and ".join(("1", *found.both))
    people = " and ".join(("1", *found.both, *found.people))
    return db.execute(
        f"""
        select {by}, sum(s.n) as n, {_KEPT} from {_DAYS} s where {clauses} group by 1, 2
        union all select {by}, count(*), {_SUMS} from revision s where {people} group by 1, 2
        """,
        found.values,
    ).fetchall()


def total(db: Database, query: Query) -> int:
    """Return how many statements *query* means, which names no words."""
    found = conditions(db, query)
    clauses = " and ".join(("1", *found.both))
    people = " and ".join(("1", *found.both, *found.people))
    arms = [f"select count(*) as n from revision s where {people}"]
    if found.machine:
        arms.append(
            f"select coalesce(sum(s.n), 0) from {_DAYS} s where {clauses}"
            if _by_day(query)
            else f"select count(*) from {_source(query)} where s.state = 1 and {clauses}"
        )
    return int(db.execute(f"select sum(n) from ({' union all '.join(arms)})", found.values).fetchone()[0])


def by_alias(db: Database, query: Query) -> tuple[str, dict[str, Any]]:
    """Return SQL for the number ``n`` of statements by form of a name, ``alias_id``, and what is bound in it."""
    if query != Query(speaker=query.speaker, act=query.act, verdict=query.verdict):
        return groups(db, query, "s.alias_id, count(*) as n", "s.alias_id", "s.alias_id is not null")
    return _by_act(db, query, "s.alias_id")


def by_alias_and_act(db: Database, query: Query, *wanted: str) -> tuple[str, dict[str, Any]]:
    """Return the same by form of a name and ``act``, with further conditions on statements ``s``."""
    if query != Query(speaker=query.speaker, act=query.act, verdict=query.verdict):
        return groups(db, query, "s.alias_id, l.act, count(*) as n", "s.alias_id, l.act", *wanted)
    return _by_act(db, query, "s.alias_id, l.act", *wanted)


def _by_act(db: Database, query: Query, columns: str, *wanted: str) -> tuple[str, dict[str, Any]]:
    found = conditions(db, query)
    of_machine = conditions(db, Query(speaker=query.speaker)).both
    acts = ("s.act in (select value from json_each(:act))",) if query.act else ()
    people = " and ".join(("s.alias_id is not null", *wanted, *found.both, *found.people))
    joined = "cross join label l on l.label_id = s.label_id" if "l." in columns else ""
    arms = [f"select {columns}, count(*) as n from revision s {joined} where {people} group by {columns}"]
    if found.machine:
        kept = columns.replace("l.act", "nullif(s.act, '') as act")
        clauses = " and ".join(("1", *wanted, *of_machine, *acts))
        arms.insert(
            0,
            f"select {kept}, sum(s.n) as n from speaker_count s where {clauses} group by {columns.replace('l.', 's.')}",
        )
    return " union all ".join(arms), found.values | ({"act": json.dumps(query.act)} if query.act else {})


def of_people(db: Database, query: Query, columns: str, by: str, *wanted: str) -> list[Row]:
    """
    Return groups of those statements alone of whose speakers the table of people says something.

    The arguments are those of :func:`groups`. The people come first, so that what is grouped by who they are is in order.
    """
    if query.words is not None:
        return grouped(
            db, query, columns, by, "s.alias_id in (select alias_id from who)", "h.person_id is not null", *wanted
        )
    found = conditions(db, query)
    layers = [("revision s", (*wanted, *found.both, *found.people))]
    if found.machine:
        layers.append((_source(query), ("s.state = 1", *wanted, *found.both)))
    arms = (
        f"select {columns} from who h cross join {layer} where {' and '.join((who.IN_FORCE.format('h'), *clauses))} "
        f"group by {by}"
        for layer, clauses in layers
    )
    return db.execute(" union all ".join(arms), found.values).fetchall()


def months_of_people(db: Database, query: Query, column: str) -> list[Row]:
    """Return how many statements are of people with which value of *column*, by month; a group may come several times."""
    columns = f"substr(s.day, 1, 7) as by, h.{column} as value, count(*) as n"
    told = f"h.{column} is not null"
    if query != Query(verdict=query.verdict) or not conditions(db, query).machine:
        return of_people(db, query, columns, "1, 2", told)
    always = "h.since = '' and h.until = '~'"
    people = " and ".join(("1", *conditions(db, query).people))
    return db.execute(f"""
        select nullif(s.month, '') as by, h.{column} as value, sum(s.n) as n
        from who h cross join month_count s on s.alias_id = h.alias_id where {always} and {told} group by 1, 2
        union all select {columns} from who h cross join {_source(query)}
        where s.state = 1 and not ({always}) and {told} and {who.IN_FORCE.format("h")} group by 1, 2
        union all select {columns} from who h cross join revision s
        where {people} and {told} and {who.IN_FORCE.format("h")} group by 1, 2
    """).fetchall()


def outlet_names(db: Database) -> dict[int, str]:
    """Return the names of all outlets by their rows."""
    return {row["outlet_id"]: row["name"] for row in db.execute("select outlet_id, name from outlet")}


def _by_day(query: Query) -> bool:
    """Tell whether the counts by day, outlet and language can tell how many of the machine's statements are meant."""
    return query.verdict in ("shown", "unreviewed", "any") and query == Query(
        lang=query.lang, outlet=query.outlet, since=query.since, until=query.until, verdict=query.verdict
    )


def _source(query: Query) -> str:
    """Return the machine's layer as ``s``; other indexes lead to its rows one by one, which costs seconds for many."""
    return (
        "statement s"
        if query.words is not None or query.article is not None
        else "statement s indexed by statement_alias"
    )


def is_touched(db: Database) -> bool:
    """Tell whether people have changed or added anything."""
    return db.execute("select 1 from revision limit 1").fetchone() is not None
