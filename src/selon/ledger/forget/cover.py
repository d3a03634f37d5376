"""
How are forgotten names covered in everything that the ledger holds?

Texts and what repeats them version by version, names of speakers and outlets row by row, every other column value by value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial

from selon.ledger import aliases, fulltext, identity, near, restore, revisions, rows
from selon.ledger.connection import Database
from selon.ledger.forget import columns, spelling
from selon.ledger.forget.forms import FILLER, blackened
from selon.ledger.forget.survey import SHARED, Search
from selon.ledger.forget.veil import Veil
from selon.ledger.rows import Row
from selon.model import Article
from selon.record import spans_of

_ADDRESSES = (("article", "identity"), ("intake", "source"), ("failure", "source"), ("feed", "url"))
"""Columns in which two addresses must stay apart."""


def versions_beside_text(db: Database, gone: Veil) -> set[int]:
    """Return the versions of which something else than the text holds a form that goes."""
    found = {version_id for version_id, text in columns.layouts(db) if gone.forms(text)}
    reasons = [
        row["reason_id"] for row in db.execute("select * from reason") if _holds(gone, row["lemma"], row["evidence"])
    ]
    for table in ("statement", "revision"):
        candidates = [value for value in columns.values(db, table, "candidates") if _holds(gone, value)]
        for column, some in (("reason_id", reasons), ("candidates", candidates)):
            query = f"select version_id from {table} where {column} in (select value from json_each(?))"
            found |= {row["version_id"] for row in db.execute(query, (json.dumps(some),))}
    return found


def _holds(gone: Veil, *values: str) -> bool:
    return any(gone.forms(text) for value in values for text in columns.texts_in(value))


def version(db: Database, version_id: int, gone: Veil, doomed: set[int], decided: dict[str, list[Row]]) -> set[str]:
    """Cover a version and return the ids of its statements, those that are gone among them."""
    before, machine = restore.article(db, version_id), restore.machine_rows(db, version_id)
    hers = {place for place, row in enumerate(machine) if row["statement_id"] in doomed}
    after = gone.cover(before, hers, beside=bool(hers))
    revised = {row["id"] for row in restore.people_rows(db, version_id)}
    revisions.unrevise(db, revised)
    shown = "select statement_id, content, source from statement where version_id = ? and state = 1"
    fulltext.remove(db, db.execute(shown, (version_id,)).fetchall())
    db.executemany(
        "delete from statement where statement_id = ?", [(machine[place]["statement_id"],) for place in hers]
    )
    kept = [row["statement_id"] for place, row in enumerate(machine) if place not in hers]
    for position, (statement_id, attribution) in enumerate(zip(kept, after.attributions, strict=True)):
        record = aliases.columns(db, attribution, after) | {"position": position}
        settings = ", ".join(f"{name} = :{name}" for name in record)
        db.execute(
            f"update statement set {settings} where statement_id = :statement_id",
            record | {"statement_id": statement_id},
        )
    fulltext.enter(db, db.execute(shown, (version_id,)).fetchall())
    _store_text(db, version_id, after)
    public = db.execute(
        "select a.id from article a join version v on v.article_id = a.article_id where v.version_id = ?", (version_id,)
    ).fetchone()["id"]
    for row in decided.get(public, ()):
        _cover_words(db, row, before, after)
    return revised | {row["id"] for row in machine}


def _store_text(db: Database, version_id: int, article: Article) -> None:
    near.drop(db, version_id)
    db.execute(
        "update version set redacted = 1, title = ?, byline = ?, warnings = ?, text_hash = ?, signature = null "
        "where version_id = ?",
        (
            article.title.of(article.text) if article.title else None,
            article.byline,
            rows.compact(list(article.warnings)) if article.warnings else None,
            identity.text_hash(article.text),
            version_id,
        ),
    )
    db.execute(
        "update body set text = ?, url = ?, outlet = ?, layout = ? where version_id = ?",
        (article.text, article.url, article.outlet, rows.pack_layout(article), version_id),
    )


def decisions_by_article(db: Database) -> dict[str, list[Row]]:
    """Return the decisions on statements by the article that they were made on."""
    found: dict[str, list[Row]] = {}
    for row in db.execute("select correction_id, value, base from correction where base is not null"):
        found.setdefault(json.loads(row["base"]).get("article", ""), []).append(row)
    return found


def _cover_words(db: Database, row: Row, before: Article, after: Article) -> None:
    """Give the words that a decision quotes the letters that they now have in the article, by their places."""
    value, base = json.loads(row["value"]), json.loads(row["base"])
    for quoted, spans in ((value, value), (base, base.get("attribution", {}))):
        for role, text in (quoted.get("words") or {}).items():
            places = spans_of(spans.get(role) or [])
            if places and places[-1].end <= len(before.text) and before.words(places) == text:
                quoted["words"][role] = after.words(places)
    db.execute(
        "update correction set value = ?, base = ? where correction_id = ?",
        (rows.compact(value), rows.compact(base), row["correction_id"]),
    )


def empty_decisions(db: Database, ids: set[str]) -> None:
    """Empty the decisions on statements that are gone; that somebody decided stays on record."""
    held = db.execute(
        "select distinct id from statement where id in (select value from json_each(?))", (json.dumps(sorted(ids)),)
    )
    gone = [(one,) for one in ids - {row["id"] for row in held}]
    db.executemany("update correction set value = '{}', base = null, note = null where target = ?", gone)
    db.executemany("delete from anchor where old = ?1 or new = ?1", gone)


def speakers(db: Database, search: Search) -> dict[str, str]:
    """Drop the person's names, cover them in those of others, and return the keys that changed, old to new."""
    for alias_id in search.aliases:
        db.execute("update statement set alias_id = null where alias_id = ?", (alias_id,))
        db.execute("delete from assignment where alias_id = ?", (alias_id,))
        db.execute("delete from alias where alias_id = ?", (alias_id,))
    held: dict[int, list[Row]] = {}
    for row in db.execute(
        """
        select n.alias_id, n.name, n.kind, n.identifier, coalesce(g.speaker_id, n.speaker_id) as speaker_id
        from alias n left join assignment g on g.alias_id = n.alias_id
        """
    ):
        held.setdefault(row["speaker_id"], []).append(row)
    for known in held.values():
        for row in known:
            _cover_alias(db, row, _cover_name(row["name"], known, search.gone), search.gone.blacken(row["identifier"]))
    renamed = {}
    for row in db.execute("select speaker_id, key, name, identifier from speaker").fetchall():
        name = _cover_name(row["name"], held.get(row["speaker_id"], ()), search.gone)
        if row["speaker_id"] in search.speakers:
            name = FILLER * 3
        if name != row["name"]:
            renamed[row["key"]] = f"{name}#{row['speaker_id']}"
            db.execute(
                "update speaker set name = ?, key = ?, identifier = ? where speaker_id = ?",
                (
                    name,
                    renamed[row["key"]],
                    search.gone.blacken(row["identifier"]) if row["identifier"] else None,
                    row["speaker_id"],
                ),
            )
    return renamed


def _cover_name(name: str, known: Iterable[Row], gone: Veil) -> str:
    """Return a name of somebody else covered; a surname of somebody with a fuller name is that person's own."""
    has_fuller = any(" " in spelling.core(row["name"]) and not gone.is_hers(row["name"]) for row in known)
    found = gone.forms(name)
    return blackened(name, [form for form in found if not (has_fuller and form.domain in ("alone", "surname"))])


def _cover_alias(db: Database, row: Row, name: str, identifier: str) -> None:
    if (name, identifier) == (row["name"], row["identifier"]):
        return
    taken = db.execute(
        "select 1 from alias where name = ? and kind = ? and identifier = ?", (name, row["kind"], identifier)
    ).fetchone()
    name = f"{name} {row['alias_id']}" if taken else name
    db.execute(
        "update alias set name = ?, folded = ?, identifier = ? where alias_id = ?",
        (name, identity.fold(name), identifier, row["alias_id"]),
    )


def outlets(db: Database, gone: Veil) -> None:
    """Cover the names of outlets; two that look the same then are one."""
    for row in db.execute("select outlet_id, name from outlet").fetchall():
        name = gone.blacken(row["name"])
        if name == row["name"]:
            continue
        same = db.execute("select outlet_id from outlet where name = ?", (name,)).fetchone()
        if same is None:
            db.execute("update outlet set name = ? where outlet_id = ?", (name, row["outlet_id"]))
            continue
        for table in ("article", "statement", "revision"):
            db.execute(f"update {table} set outlet_id = ? where outlet_id = ?", (same["outlet_id"], row["outlet_id"]))
        db.execute("delete from outlet where outlet_id = ?", (row["outlet_id"],))


def _covered(keys: dict[str, str | None], by: Callable[[str], str], text: str) -> str:
    """Return *text* covered; the key of a speaker is the speaker's new one, or stays."""
    return (keys[text] or text) if text in keys else by(text)


def every_column(db: Database, gone: Veil, renamed: dict[str, str]) -> None:
    """Cover every other column that holds words; the keys of speakers are exchanged for the *renamed* ones."""
    keys: dict[str, str | None] = dict.fromkeys(aliases.speaker_keys(db)) | renamed
    for table, column in columns.with_words(db):
        if table in SHARED:
            continue
        cover = partial(
            _covered,
            keys if table == "correction" else {},
            gone.address if (table, column) in _ADDRESSES else gone.blacken,
        )
        columns.rewrite(db, table, column, cover)
    # The ids of their statements stand for addresses that can no longer be read.
    db.execute(
        "update version set redacted = 1 where article_id in (select article_id from article where instr(identity, ?))",
        (FILLER,),
    )
