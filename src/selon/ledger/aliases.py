"""
Who is who over all articles?

Each form of a name that articles give is an *alias*; aliases that are linked to the same thing, or differ by accents
and case alone, belong to one *speaker*. Nothing else is joined by the machine: people merge and split.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from selon.errors import UnknownEntry
from selon.ledger import bounds, identity, rows, who
from selon.ledger.rows import Row
from selon.ledger.schema import LABEL_COLUMNS

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.model import Article, Attribution, Software, Speaker


_LABELLED = "select label_id from label where " + " and ".join(f"coalesce({name}, '') = ?" for name in LABEL_COLUMNS)


def run_id(db: Database, software: Software, now: str) -> int:
    """Return the row of *software*, made when there is none."""
    key = (software.version, rows.compact(list(software.models)), software.rules)
    found = db.execute("select run_id from run where software = ? and models = ? and rules = ?", key).fetchone()
    return (
        found["run_id"]
        if found
        else db.insert("insert into run (software, models, rules, at) values (?, ?, ?, ?)", (*key, now))
    )


def label_id(db: Database, attribution: Attribution) -> int:
    """Return the row of the labels of *attribution*, made when there is none."""
    labels = rows.labels_of(attribution)
    found = db.execute(_LABELLED, [label or "" for label in labels]).fetchone()
    if found:
        return int(found["label_id"])
    places = ", ".join("?" * len(labels))
    return db.insert(f"insert into label ({', '.join(LABEL_COLUMNS)}) values ({places})", labels)


def reason_id(db: Database, attribution: Attribution) -> int:
    """Return the row of the reasons of *attribution*, made when there is none."""
    reason = rows.reason_of(attribution)
    key = identity.number(*reason)
    found = db.execute("select reason_id from reason where key = ?", (key,)).fetchone()
    return (
        int(found["reason_id"])
        if found
        else db.insert("insert into reason (key, rule, lemma, frame, evidence) values (?, ?, ?, ?, ?)", (key, *reason))
    )


def columns(db: Database, attribution: Attribution, article: Article) -> dict[str, Any]:
    """Return the columns that follow from *attribution*, its labels and reasons among them."""
    shared = {"label_id": label_id(db, attribution), "reason_id": reason_id(db, attribution)}
    return rows.from_attribution(attribution, article) | shared


def outlet_id(db: Database, name: str | None) -> int | None:
    """Return the row of the outlet *name*, made when there is none."""
    if name is None:
        return None
    found = db.execute("select outlet_id from outlet where name = ?", (name,)).fetchone()
    return found["outlet_id"] if found else db.insert("insert into outlet (name) values (?)", (name,))


def alias_id(db: Database, speaker: Speaker | None, *, by_person: bool = False) -> int | None:
    """Return the row of the name of *speaker*, made – with the speaker it belongs to – when there is none."""
    if speaker is None:
        return None
    key = (speaker.name, speaker.kind, speaker.identifier or "")
    found = db.execute("select alias_id from alias where name = ? and kind = ? and identifier = ?", key).fetchone()
    if found:
        return int(found["alias_id"])
    speaker_key = identity.speaker_key(speaker)
    owner = db.execute("select speaker_id from speaker where key = ?", (speaker_key,)).fetchone()
    speaker_id = (
        owner["speaker_id"]
        if owner
        else db.insert(
            "insert into speaker (key, name, kind, identifier, by_person) values (?, ?, ?, ?, ?)",
            (speaker_key, speaker.name, speaker.kind, speaker.identifier, int(by_person)),
        )
    )
    made = db.insert(
        "insert into alias (name, kind, identifier, folded, speaker_id) values (?, ?, ?, ?, ?)",
        (*key, identity.fold(speaker.name), speaker_id),
    )
    assign(db)
    who.follow(db, [speaker_id])
    return made


def speaker_keys(db: Database) -> set[str]:
    """Return the keys of all speakers."""
    return {row["key"] for row in db.execute("select key from speaker")}


def assign(db: Database, *, anew: bool = False) -> None:
    """
    Give every name to the speaker that people's merges and splits lead to, in the order in which they were made.

    Args:
        db: The ledger's connection, writing.
        anew: Also when no merge or split is in force, to take back earlier ones.
    """
    events = db.execute(
        "select uid, kind, target, value from correction where kind in ('merge', 'split') and undone_by is null "
        "order by correction_id"
    ).fetchall()
    if not events and not anew:
        return
    aliases = db.execute("select alias_id, name, speaker_id from alias order by alias_id").fetchall()
    keys = {row["key"]: row["speaker_id"] for row in db.execute("select key, speaker_id from speaker")}
    owner: dict[int, int] = {row["alias_id"]: row["speaker_id"] for row in aliases}
    for event in events:
        value = json.loads(event["value"])
        origin = keys.get(event["target"])
        if event["kind"] == "merge":
            goal = keys.get(value["into"])
            chosen = {alias for alias, speaker in owner.items() if speaker == origin}
        else:
            goal = _made_by_person(db, keys, value)
            chosen = {r["alias_id"] for r in aliases if owner[r["alias_id"]] == origin and r["name"] in value["names"]}
        if origin is not None and goal is not None:
            owner.update(dict.fromkeys(chosen, goal))
    moved = [(r["alias_id"], owner[r["alias_id"]]) for r in aliases if owner[r["alias_id"]] != r["speaker_id"]]
    if moved == [tuple(row) for row in db.execute("select alias_id, speaker_id from assignment order by alias_id")]:
        return
    db.execute("delete from assignment")
    db.executemany("insert into assignment (alias_id, speaker_id) values (?, ?)", moved)
    who.follow(db)


def _made_by_person(db: Database, keys: dict[str, int], value: dict[str, str]) -> int:
    key = value["key"]
    if key not in keys:
        keys[key] = db.insert(
            "insert into speaker (key, name, kind, by_person) values (?, ?, ?, 1)", (key, value["name"], value["kind"])
        )
    return keys[key]


def sweep(db: Database) -> None:
    """Drop the names and speakers that nothing refers to any longer."""
    unused = """
        alias_id not in (select alias_id from statement where alias_id is not null)
        and alias_id not in (select alias_id from revision where alias_id is not null)
        and alias_id not in (select alias_id from assignment)
    """
    owners = {row["speaker_id"] for row in db.execute(f"select speaker_id from alias where {unused}")}
    db.execute(f"delete from alias where {unused}")
    db.execute("""
        delete from speaker where speaker_id not in (select speaker_id from alias)
        and speaker_id not in (select speaker_id from assignment)
    """)
    who.follow(db, owners)


def require_speaker(db: Database, key: str) -> Row:
    """
    Return the row of the speaker *key*, given by key or number.

    Raises:
        UnknownEntry: If there is none.
    """
    row: Row | None = db.execute("select * from speaker where key = ?", (key,)).fetchone()
    if row is None and (number := bounds.row_number(key)) is not None:
        row = db.execute("select * from speaker where speaker_id = ?", (number,)).fetchone()
    if row is None:
        msg = f"no speaker {key!r} in this ledger; selon speakers shows their keys"
        raise UnknownEntry(msg)
    return row
