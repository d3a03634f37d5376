"""
What can people decide, and how is it put down?

Decisions are only ever added; what is shown follows from those that are in force, as ``revisions`` tells for statements
and ``aliases`` for speakers. Targets are the ids of statements and the keys of speakers, which are the same in every
ledger: decisions can be carried from one to another and outlive new extractions.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import aliases, ask, bounds, decisions, identity, restore, rows, store
from selon.ledger.aliases import require_speaker
from selon.ledger.revisions import DECIDED, events_on, inserted, machine_row, people_row, refresh, with_edit
from selon.ledger.rows import Row
from selon.ledger.values import Correction
from selon.model import SPAN_ROLES, Article, Attribution, Speaker
from selon.record import Record, attribution_record, spans_of

if TYPE_CHECKING:
    from selon.ledger.connection import Database


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


def insert(  # noqa: PLR0913 - the parts of a decision
    db: Database, article: str, value: Record, *, who: str, now: str, note: str | None = None
) -> Correction:
    """
    Add a statement that the machine has missed.

    Args:
        db: The ledger's connection, writing.
        article: Id or address of the article, of whose current version it is.
        value: Its fields as in a record of an attribution.
        who: Who decides.
        now: When, ISO 8601.
        note: What the person adds.

    Raises:
        UnknownEntry: If there is no such article.
        InvalidValue: If the fields are none of an attribution of this article, or it is there already.
    """
    head = _original(db, article)
    bounds.edit(value)
    stored = restore.article(db, head["version_id"])
    attribution = inserted(value)
    replace(stored, attributions=(attribution,))  # built once so that wrong spans are refused now
    words = {role: stored.words(spans) for role in SPAN_ROLES if (spans := getattr(attribution, role))}
    base = {
        "article": head["id"],
        "version": ask.versions(db, head["id"])[-1].number,
        "published": store.published(attribution, store.entries(stored)),
        "first_seen": now,
        "attribution": attribution_record(attribution),
        "words": words,
    }
    target = _free_id(db, head, stored, attribution)
    value = {**value, "words": {role: text for role, text in words.items() if value.get(role)}}
    correction = Correction(uuid.uuid4().hex, now, who, "insert", target, value, base, note)
    decisions.enter(db, correction)
    refresh(db, [target])
    return correction


def _free_id(db: Database, head: Row, stored: Article, attribution: Attribution) -> str:
    """Return the id of a new statement: that of its words, and of how many other places have them."""
    for before in itertools.count():
        public = identity.statement_id(head["identity"], stored, attribution, before)
        row = people_row(db, public) or machine_row(db, public)
        if row is None:
            return public
        if rows.to_attribution(row).spans == attribution.spans:
            msg = f"statement {public} says the same in the same place; selon accept or selon edit {public} instead"
            raise InvalidValue(msg)
    raise AssertionError


def finish(db: Database, article: str, *, who: str, now: str, note: str | None = None) -> Correction:
    """
    Say that an article has been read to its end: each of its statements is decided, and none is missing.

    Raises:
        UnknownEntry: If there is no such article.
        InvalidValue: If a statement of it is undecided, or the article repeats another one.
    """
    head = _original(db, article)
    undecided = undecided_in(db, head["version_id"])
    if undecided:
        msg = (
            f"nobody has decided {len(undecided)} statements of article {head['id']} yet, the first of them "
            f"{undecided[0]}; go through them first: selon review --article {head['id']}"
        )
        raise InvalidValue(msg)
    text = db.execute("select text_hash from version where version_id = ?", (head["version_id"],)).fetchone()[0]
    found = (*restore.machine_rows(db, head["version_id"]), *restore.people_rows(db, head["version_id"]))
    value = {"text": text, "statements": sorted({row["id"] for row in found})}
    correction = Correction(uuid.uuid4().hex, now, who, "finish", head["id"], value, None, note)
    decisions.enter(db, correction)
    return correction


def undecided_in(db: Database, version_id: int) -> list[str]:
    """Return the statements of a version, in order, that nobody has accepted, rejected or edited."""
    decided = {
        row["id"]
        for row in db.execute(
            "select id from revision where version_id = ? and (verdict is not null or edited)", (version_id,)
        )
    }
    return [row["id"] for row in restore.machine_rows(db, version_id) if row["id"] not in decided]


def _original(db: Database, article: str) -> Row:
    """Return the row of an article that has statements of its own."""
    row = ask.article_row(db, article)
    if row["copy_of"] is not None:
        first = db.execute("select id from article where article_id = ?", (row["copy_of"],)).fetchone()["id"]
        msg = f"article {row['id']} repeats {first} word for word, and its statements are kept there; give {first}"
        raise InvalidValue(msg)
    return row


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
    refresh(db, [one.target for one in decisions if one.kind in DECIDED])
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
