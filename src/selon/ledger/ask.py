"""
What does the ledger know?

One function per question. Statements that people touched take the place of the machine's in every answer; nothing is
cut off unless a limit is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from selon.errors import UnknownEntry
from selon.ledger import bounds, counting, fulltext, restore, rows, who
from selon.ledger.changes import changes_of
from selon.ledger.identity import article_id
from selon.ledger.query import Query, conditions
from selon.ledger.rows import Row
from selon.ledger.values import Failure, Version
from selon.model import Software, Statement, StoredArticle

if TYPE_CHECKING:
    from selon.ledger.connection import Database

_PAGE = 500
_DETAILS = f"""
    {restore.COLUMNS}, p.name as known_as, p.speaker_id, a.id as article_public, a.url, o.name as outlet,
    v.title, v.number, v.published as version_published, v.first_seen as version_seen, q.id as parent_public,
    {who.COLUMNS}
"""
_JOINED = f"""
    {restore.JOINS}
    join version v on v.version_id = s.version_id
    join article a on a.article_id = v.article_id
    left join outlet o on o.outlet_id = s.outlet_id
    left join assignment g on g.alias_id = s.alias_id
    left join speaker p on p.speaker_id = coalesce(g.speaker_id, n.speaker_id)
    left join statement q on q.version_id = s.version_id and q.position = s.parent
    {who.JOINED}
"""


def statements(
    db: Database, query: Query, *, limit: int | None = None, offset: int = 0, in_text_order: bool = False
) -> Iterator[Statement]:
    """
    Yield the statements that *query* means: with words the best first, otherwise the latest published first.

    Args:
        db: The ledger's connection.
        query: What to look for.
        limit: At most so many; None for all.
        offset: Leave out so many first.
        in_text_order: Instead give article by article, in the order of the text.
    """
    order = "order by rank, statement_id" if query.words is not None else "order by day desc, statement_id"
    if in_text_order:
        order = "order by version_id, position"
    # What a limit leaves out is not sorted either: an index gives the days in order.
    cut = f"{order} limit :most" if limit is not None and not in_text_order else None
    sql, values = hits(db, query, cut)
    values |= {"limit": -1 if limit is None else limit, "offset": offset}
    if cut is not None and limit is not None:
        values["most"] = min(limit + offset, bounds.LARGEST)
    found = db.execute(f"{sql} {order} limit :limit offset :offset", values)
    while page := found.fetchmany(_PAGE):
        yield from details(db, [(row["people"], row["statement_id"]) for row in page])


def count(db: Database, query: Query) -> int:
    """Return how many statements *query* means."""
    if query.words is None:
        return counting.total(db, query)
    sql, values = hits(db, query)
    return int(db.execute(f"select count(*) from ({sql})", values).fetchone()[0])


def statement(db: Database, public: str) -> Statement:
    """
    Return the statement *public*, as people have corrected it, rejected ones included.

    Raises:
        UnknownEntry: If there is none, or it stands in an earlier version alone.
    """
    moved = db.execute("select new from anchor where old = ?", (public,)).fetchone()
    wanted = moved["new"] if moved else public
    row = db.execute(
        """
        select 1 as people, statement_id from revision where id = ?1
        union all select 0, statement_id from statement where id = ?1 and state > 0 and state = 1
        """,  # state > 0: by the index of ids, which holds no others
        (wanted,),
    ).fetchone()
    if row is None:
        msg = f"no statement {public!r} in this ledger; selon list shows the ids"
        raise UnknownEntry(msg)
    return next(details(db, [(row["people"], row["statement_id"])]))


def article_row(db: Database, name: str) -> Row:
    """
    Return the row of the article with this id or address.

    Raises:
        UnknownEntry: If there is none.
        InvalidValue: If *name* can be none.
    """
    bounds.text("the id or address", name, longest=bounds.LONGEST_ADDRESS)
    row: Row | None = db.execute("select * from article where id in (?, ?)", (name, article_id(name))).fetchone()
    if row is None:
        msg = f"no article {name!r} in this ledger; selon list --articles shows ids and addresses"
        raise UnknownEntry(msg)
    return row


def version_row(db: Database, name: str, number: int | None = None) -> int:
    """
    Return the row of version *number* of the article with this id or address; without one, of the current version.

    Raises:
        UnknownEntry: If there is no such article or version.
        InvalidValue: If *name* or *number* can be none.
    """
    article = article_row(db, name)
    if number is None:
        current: int = article["version_id"]
        return current
    bounds.number("version", number)
    row = db.execute(
        "select version_id from version where article_id = ? and number = ?", (article["article_id"], number)
    ).fetchone()
    if row is None:
        msg = f"article {name!r} has no version {number}; selon show {article['id']} lists them"
        raise UnknownEntry(msg)
    return int(row["version_id"])


def articles(db: Database, query: Query, *, limit: int | None = None) -> Iterator[StoredArticle]:
    """Yield the articles of *query*, the latest published first; of a query only what an article has counts."""
    wanted, values = article_conditions(db, query)
    # The articles first, so that nothing is looked up for those that the limit leaves out.
    found = db.execute(
        f"""
        with listed as (
            select a.article_id, v.day from article a join version v on v.version_id = a.version_id
            {wanted} order by v.day desc, a.article_id limit :limit
        )
        select a.*, v.*, a.first_seen as met, o.name as outlet, c.id as copy_public, e.id as near_public,
            (select count(*) from statement s where s.version_id = v.version_id) as statements
        from listed l cross join article a on a.article_id = l.article_id
        join version v on v.version_id = a.version_id
        left join outlet o on o.outlet_id = a.outlet_id
        left join article c on c.article_id = a.copy_of
        left join article e on e.article_id = a.near
        order by l.day desc, l.article_id
        """,
        values | {"limit": -1 if limit is None else limit},
    )
    for row in found:
        yield StoredArticle(
            id=row["id"],
            url=row["url"],
            title=row["title"],
            outlet=row["outlet"],
            byline=row["byline"],
            language=row["language"],
            published=row["published"],
            first_seen=row["met"],
            last_seen=row["last_seen"],
            version=row["number"],
            statements=row["statements"],
            extracted=bool(row["extracted"]),
            copy_of=row["copy_public"],
            near=row["near_public"],
            similarity=row["similarity"],
        )


def count_articles(db: Database, query: Query) -> int:
    """Return how many articles *query* means."""
    wanted, values = article_conditions(db, query)
    found = db.execute(f"select count(*) from article a join version v on v.version_id = a.version_id {wanted}", values)
    return int(found.fetchone()[0])


def article_conditions(db: Database, query: Query) -> tuple[str, dict[str, Any]]:
    """Return what *query* asks of an article ``a`` and its version ``v``, as a where clause with its values."""
    chosen = Query(lang=query.lang, outlet=query.outlet, since=query.since, until=query.until)
    found = conditions(db, chosen)
    places = {"s.language": "v.language", "s.outlet_id": "a.outlet_id", "s.day": "v.day"}
    parts = list(found.both)
    for column, own in places.items():
        parts = [part.replace(column, own) for part in parts]
    values = dict(found.values)
    if query.article is not None:
        parts.append("a.id in (:article, :article_key)")
        values |= {"article": query.article, "article_key": article_id(query.article)}
    return (f"where {' and '.join(parts)}" if parts else ""), values


def versions(db: Database, name: str) -> list[Version]:
    """Return the versions of an article, the first first."""
    article_id = article_row(db, name)["article_id"]
    found = db.execute(
        """
        select v.*, r.software, r.models, r.rules from version v join run r on r.run_id = v.run_id
        where v.article_id = ? order by v.number
        """,
        (article_id,),
    )
    return [
        Version(
            number=row["number"],
            first_seen=row["first_seen"],
            title=row["title"],
            characters=row["characters"],
            changes=changes_of(row["changes"]),
            software=Software(row["software"], tuple(json.loads(row["models"])), row["rules"]),
        )
        for row in found
    ]


def failures(db: Database, *, faults: bool = False, limit: int | None = None) -> list[Failure]:
    """
    Return what could not be read and has not been read since, the latest first.

    Args:
        db: The ledger's connection.
        faults: Leave out all but selon's own faults.
        limit: At most so many; None for all.
    """
    found = db.execute(
        "select source, cause, message, first_at, last_at, attempts, fault, trace from failure "
        "where fault >= ? order by last_at desc, source limit ?",
        (int(faults), -1 if limit is None else limit),
    )
    return [Failure(**{**dict(row), "fault": bool(row["fault"])}) for row in found]


def count_failures(db: Database, *, faults: bool = False) -> int:
    """Return how many :func:`failures` there are."""
    return int(db.execute("select count(*) from failure where fault >= ?", (int(faults),)).fetchone()[0])


def hits(db: Database, query: Query, cut: str | None = None) -> tuple[str, dict[str, Any]]:
    """Return a query for row numbers, days, ids and ranks in both layers, the rows of each *cut* to the first."""
    found = conditions(db, query)
    values = dict(found.values)
    indexed = query.words is not None
    if query.words is not None:
        values["words"] = fulltext.expression(query.words)
    arms = []
    if found.machine:
        arms.append(_arm("statement", 0, ("s.state = 1", *found.both), indexed=indexed))
    if not found.machine or counting.is_touched(db):
        arms.append(_arm("revision", 1, (*found.both, *found.people), indexed=indexed))
    if cut is not None:
        arms = [f"select * from ({arm} {cut})" for arm in arms]
    return " union all ".join(arms), values


def _arm(table: str, people: int, wanted: tuple[str, ...], *, indexed: bool) -> str:
    columns = f"{people} as people, s.statement_id, s.day, s.id, s.version_id, s.position"
    if indexed:
        clause = " and ".join(("word match :words", *_first_by_index(table, wanted), *wanted))
        return (
            f"select {columns}, bm25(word) as rank from word cross join {table} s on s.statement_id = word.rowid "
            f"where {clause}"
        )
    clause = f" where {' and '.join(wanted)}" if wanted else ""
    return f"select {columns} from {table} s{clause}"


def _first_by_index(table: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return a condition that tells most of the hits of a frequent word apart without looking at their rows.

    Who said it and which outlet printed it stand in indexes that hold the day as well.
    """
    chosen = [one for one in wanted if one.startswith(("s.alias_id", "s.outlet_id", "s.day"))]
    if table != "statement" or not any(one.startswith(("s.alias_id", "s.outlet_id")) for one in chosen):
        return ()
    # The plus keeps the planner from asking the index of words once for every one of these rows.
    clause = " and ".join(("x.state = 1", *(one.replace("s.", "x.", 1) for one in chosen)))
    return (f"+word.rowid in (select x.statement_id from statement x where {clause})",)


def details(db: Database, found_at: list[tuple[int, int]]) -> Iterator[Statement]:
    """Yield statements in the order of their places: the layer, 1 for the people's and 0 for the machine's, and the row."""
    found: dict[tuple[int, int], Any] = {}
    for people, table in enumerate(("statement", "revision")):
        numbers = [number for layer, number in found_at if layer == people]
        if not numbers:
            continue
        verdict = "s.verdict, s.edited" if people else "null as verdict, 0 as edited"
        for row in db.execute(
            f"""
            select {_DETAILS}, {verdict} from json_each(?) j cross join {table} s on s.statement_id = j.value {_JOINED}
            """,
            (json.dumps(numbers),),
        ):
            found[people, row["statement_id"]] = _statement(row)
    for hit in found_at:
        if hit not in found:
            msg = "a statement is lost: somebody has just removed it, or the ledger is damaged; look with: selon check"
            raise UnknownEntry(msg)
        yield found[hit]


def _statement(row: Row) -> Statement:
    return Statement(
        id=row["id"],
        article=row["article_public"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        language=row["language"],
        version=row["number"],
        published=row["published"] or row["version_published"],
        first_seen=row["first_seen"] or row["version_seen"],
        speaker=row["known_as"],
        speaker_id=row["speaker_id"],
        source=row["source"],
        cue=row["cue"],
        content=row["content"],
        addressee=row["addressee"],
        channel=row["channel"],
        parent=row["parent_public"],
        attribution=rows.to_attribution(row),
        verdict=row["verdict"],
        edited=bool(row["edited"]),
        person=who.person_of(row),
    )
