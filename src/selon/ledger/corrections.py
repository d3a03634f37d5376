"""
What can people decide, and how is it put down?

Decisions are only ever added; what is shown follows from those that are in force, as ``revisions`` tells for statements
and ``aliases`` for speakers. Targets are the ids of statements and the keys of speakers, which are the same in every
ledger: decisions can be carried from one to another and outlive new extractions.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import aliases, bounds, decisions, restore, rows
from selon.ledger.aliases import require_speaker
from selon.ledger.revisions import events_on, machine_row, people_row, refresh, with_edit
from selon.ledger.rows import Row
from selon.ledger.values import Correction
from selon.model import SPAN_ROLES, Article, Speaker
from selon.record import Record, attribution_record, spans_of

if TYPE_CHECKING:
    from selon.ledger.connection import Database

STATEMENT_KINDS = ("accept", "reject", "edit")


def decide(  # noqa: PLR0913 - the parts of a decision
    db: Database,
    kind: str,
    statement: str,
    *,
    who: str,
    now: str,
    note: str | None = None,
    value: Record | None = None,
) -> Correction:
    """
    Accept, reject or edit a statement.

    Args:
        db: The ledger's connection, writing.
        kind: ``accept``, ``reject`` or ``edit``.
        statement: Id of the statement.
        who: Who decides.
        now: When, ISO 8601.
        note: What the person adds.
        value: For an edit, the fields that change as in a record of an attribution; None empties a field.

    Raises:
        UnknownEntry: If no such statement is shown.
        InvalidValue: If the edit is none of an attribution of this article.
    """
    moved = db.execute("select new from anchor where old = ?", (statement,)).fetchone()
    statement = moved["new"] if moved else statement
    machine, shown = machine_row(db, statement), people_row(db, statement)
    row = machine or shown
    if row is None:
        msg = f"no statement {statement!r} in this ledger; selon list shows the ids"
        raise UnknownEntry(msg)
    value = dict(value or {})
    article = restore.article(db, row["version_id"])
    if kind == "edit":
        bounds.edit(value)
        before = rows.to_attribution(shown or row)
        edited = with_edit(before, value)
        # Built once so that a wrong edit is refused now and not when it is shown.
        replace(article, attributions=(replace(edited, parent=None),))
        value["words"] = {role: article.words(spans_of(value[role])) for role in SPAN_ROLES if value.get(role)}
    base = _base(db, machine, article) if machine else json.loads(events_on(db, [statement])[-1]["base"])
    correction = Correction(uuid.uuid4().hex, now, who, kind, statement, value, base, note)
    decisions.enter(db, correction)
    refresh(db, [statement])
    return correction


def merge(  # noqa: PLR0913 - the parts of a decision
    db: Database, key: str, into: str, *, who: str, now: str, note: str | None = None
) -> Correction:
    """Give all names of the speaker *key* to the speaker *into*; both by key or number."""
    key, into = (require_speaker(db, one)["key"] for one in (key, into))
    if key == into:
        msg = f"{key!r} cannot be merged into itself; give two speakers"
        raise InvalidValue(msg)
    correction = Correction(uuid.uuid4().hex, now, who, "merge", key, {"into": into}, None, note)
    decisions.enter(db, correction)
    aliases.assign(db, anew=True)
    return correction


def split(  # noqa: PLR0913 - the parts of a decision
    db: Database, key: str, names: Sequence[str], name: str, *, who: str, now: str, note: str | None = None
) -> Correction:
    """Give *names* of the speaker *key*, a key or number, to a new speaker, to be called *name*."""
    speaker = require_speaker(db, key)
    held = {
        row["name"]
        for row in db.execute(
            """
            select n.name from alias n left join assignment g on g.alias_id = n.alias_id
            where coalesce(g.speaker_id, n.speaker_id) = ?
            """,
            (speaker["speaker_id"],),
        )
    }
    if not names or not set(names) < held:
        msg = f"cannot split {list(names)} off {speaker['name']!r}; give some, not all, of: {', '.join(sorted(held))}"
        raise InvalidValue(msg)
    uid = uuid.uuid4().hex
    value = {"names": list(names), "name": name, "kind": speaker["kind"], "key": f"{name}#{uid[:8]}"}
    correction = Correction(uid, now, who, "split", speaker["key"], value, None, note)
    decisions.enter(db, correction)
    aliases.assign(db, anew=True)
    return correction


def undo(db: Database, uid: str, *, who: str, now: str, note: str | None = None) -> Correction:
    """
    Take a correction back; taking back an undoing brings the correction into force again.

    Raises:
        UnknownEntry: If there is none with that uid, or it has been taken back already.
    """
    row = db.execute("select * from correction where uid = ?", (uid,)).fetchone()
    if row is None:
        msg = f"no correction {uid!r} in this ledger; selon corrections list shows them"
        raise UnknownEntry(msg)
    if row["undone_by"] is not None:
        msg = f"correction {uid!r} has been undone already by {row['undone_by']}; undo that one to bring it back"
        raise UnknownEntry(msg)
    correction = Correction(uuid.uuid4().hex, now, who, "undo", uid, {}, None, note)
    decisions.enter(db, correction)
    decisions.settle(db)
    _follow(db, [decisions.leaf(db, correction)])
    return correction


def history(db: Database, target: str | None = None) -> list[Correction]:
    """Return the corrections of *target*, or all, oldest first; those of a statement with what undid them."""
    if target is None:
        found = db.execute("select * from correction order by correction_id")
    else:
        found = db.execute(
            """
            with own as (
                select uid from correction where target = :t
                or target in (select old from anchor where new = :t) or json_extract(value, '$.into') = :t
            )
            select * from correction where uid in own or target in own order by correction_id
            """,
            {"t": target},
        )
    return [decisions.of_row(row) for row in found]


def take_in(db: Database, corrections: Iterable[Correction]) -> int:
    """
    Add corrections of another ledger and return how many were new.

    One whose statement is not here is kept and comes into force when its article is read.

    Raises:
        InvalidValue: If one of them is no decision of a person.
    """
    new = []
    for correction in corrections:
        if db.execute("select 1 from correction where uid = ?", (correction.uid,)).fetchone():
            continue
        decisions.enter(db, correction)
        new.append(correction)
    decisions.settle(db)
    _follow(db, [decisions.leaf(db, correction) for correction in new])
    return len(new)


def _base(db: Database, row: Row, article: Article) -> Record:
    head = db.execute(
        "select a.id, v.number from version v join article a on a.article_id = v.article_id where v.version_id = ?",
        (row["version_id"],),
    ).fetchone()
    attribution = rows.to_attribution(row)
    return {
        "article": head["id"],
        "version": head["number"],
        "published": row["published"],
        "first_seen": row["first_seen"],
        "attribution": attribution_record(attribution),
        "words": {role: article.words(spans) for role in SPAN_ROLES if (spans := getattr(attribution, role))},
    }


def _follow(db: Database, decisions: Sequence[Correction]) -> None:
    refresh(db, [one.target for one in decisions if one.kind in STATEMENT_KINDS])
    if any(one.kind in ("merge", "split") for one in decisions):
        aliases.assign(db, anew=True)
    aliases.sweep(db)


def speaker_edit(speaker: Speaker | None) -> Record:
    """Return the edit that gives a statement *speaker*."""
    if speaker is None:
        return {"speaker": None}
    value: Record = {"name": speaker.name, "kind": speaker.kind}
    if speaker.identifier:
        value["identifier"] = speaker.identifier
    return {"speaker": value}
