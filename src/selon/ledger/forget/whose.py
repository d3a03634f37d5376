"""
Which speakers, names and statements are those of a person who is to be forgotten?
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from selon.errors import UnknownEntry
from selon.ledger.aliases import require_speaker
from selon.ledger.forget import spelling
from selon.ledger.forget.veil import Veil
from selon.ledger.rows import Row

if TYPE_CHECKING:
    from selon.ledger.connection import Database


def speaker(db: Database, key: str, before: Veil) -> tuple[set[int], list[str]]:
    """
    Return the speaker of a key or number, none for a name forgotten *before*, and all names known.

    Raises:
        UnknownEntry: If it is neither.
    """
    try:
        found = require_speaker(db, key)
    except UnknownEntry:
        if not before.is_hers(key):
            raise
        return set(), spelling.joined(key)
    known = db.execute(
        """
        select n.name from alias n left join assignment g on g.alias_id = n.alias_id
        where coalesce(g.speaker_id, n.speaker_id) = ?
        """,
        (found["speaker_id"],),
    )
    return {found["speaker_id"]}, [row["name"] for row in known] or [found["name"]]


def same_person(db: Database, gone: Veil) -> set[int]:
    """Return the speakers whose every name is the person's, but for those that people or an identifier tell apart."""
    held: dict[int, list[str]] = {}
    for row in db.execute(
        """
        select p.speaker_id, n.name from alias n left join assignment g on g.alias_id = n.alias_id
        join speaker p on p.speaker_id = coalesce(g.speaker_id, n.speaker_id)
        where p.by_person = 0 and p.identifier is null
        """
    ):
        held.setdefault(row["speaker_id"], []).append(row["name"])
    return {speaker for speaker, known in held.items() if all(map(gone.is_hers, known))}


def aliases(db: Database, speakers: Iterable[int]) -> frozenset[int]:
    """Return the rows of the names of speakers."""
    found = db.execute(
        """
        select n.alias_id from alias n left join assignment g on g.alias_id = n.alias_id
        where coalesce(g.speaker_id, n.speaker_id) in (select value from json_each(?))
        """,
        (json.dumps(sorted(speakers)),),
    )
    return frozenset(row["alias_id"] for row in found)


def statements(db: Database, aliases: Iterable[int], gone: Veil) -> list[Row]:
    """Return the statements that are the person's; what people decided counts before what the machine found."""
    return db.execute(
        """
        with hers as (
            select s.statement_id, s.id, s.version_id, s.content from statement s left join revision r on r.id = s.id
            where case when r.id is null then s.alias_id else r.alias_id end in (select value from json_each(:aliases))
            union
            select statement_id, id, version_id, content from revision
            where statement_id < 0 and alias_id in (select value from json_each(:aliases))
            union
            select statement_id, id, version_id, content from statement
            where statement_id in (select value from json_each(:spoken))
        )
        select h.*, a.id as article from hers h
        join version v on v.version_id = h.version_id join article a on a.article_id = v.article_id
        """,
        {"aliases": json.dumps(sorted(aliases)), "spoken": json.dumps(_spoken(db, gone))},
    ).fetchall()


def _spoken(db: Database, gone: Veil) -> list[int]:
    """Return the statements whose words name the person as source, where the machine found nobody or half a name."""
    found = db.execute(
        """
        select s.statement_id, s.source, p.name from statement s
        left join alias n on n.alias_id = s.alias_id
        left join assignment g on g.alias_id = n.alias_id
        left join speaker p on p.speaker_id = coalesce(g.speaker_id, n.speaker_id)
        where s.source <> '' and coalesce(p.by_person, 0) = 0 and p.identifier is null
        and s.id not in (select id from revision) and length(coalesce(p.name, '')) < length(s.source)
        """
    )
    return [row["statement_id"] for row in found if gone.has_spoken(row["source"], row["name"])]
