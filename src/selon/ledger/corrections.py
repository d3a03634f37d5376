"""
What did people decide, and what follows from it?

Decisions are only ever added. What is shown follows from those that are in force, in order: ``revision`` holds the
statements that somebody touched as they now stand, and can be made again from the log at any time. Targets are the ids
of statements and the keys of speakers, which are the same in every ledger: decisions can be carried from one to another
and outlive new extractions.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from selon.errors import InvalidValue, UnknownEntry
from selon.ledger import aliases, bounds, decisions, fulltext, restore, rows
from selon.ledger.schema import STATEMENT_COLUMNS
from selon.ledger.values import Correction
from selon.model import SPAN_ROLES, Article, Attribution, Span, Spans, Speaker
from selon.record import Record, attribution_of, attribution_record, pairs_of, spans_of

if TYPE_CHECKING:
    from selon.ledger.connection import Database

EDITABLE = tuple(f.name for f in fields(Attribution) if f.name not in ("parent", "why", "confidence", "candidates"))
"""The fields of an attribution that people may change."""

STATEMENT_KINDS = ("accept", "reject", "edit")
_VERDICTS = {"accept": "accepted", "reject": "rejected"}


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
    machine, shown = _machine(db, statement), _shown(db, statement)
    row = machine or shown
    if row is None:
        msg = f"no statement {statement!r} in this ledger; selon list shows the ids"
        raise UnknownEntry(msg)
    value = dict(value or {})
    article = restore.article(db, row["version_id"])
    if kind == "edit":
        bounds.edit(value)
        before = rows.to_attribution(shown or row)
        edited = _edited(before, value)
        # Built once so that a wrong edit is refused now and not when it is shown.
        replace(article, attributions=(replace(edited, parent=None),))
        value["words"] = {role: article.words(spans_of(value[role])) for role in SPAN_ROLES if value.get(role)}
    base = _base(db, machine, article) if machine else json.loads(_events(db, [statement])[-1]["base"])
    correction = Correction(uuid.uuid4().hex, now, who, kind, statement, value, base, note)
    decisions.enter(db, correction)
    refresh(db, [statement])
    return correction


def merge(  # noqa: PLR0913 - the parts of a decision
    db: Database, key: str, into: str, *, who: str, now: str, note: str | None = None
) -> Correction:
    """Give all names of the speaker *key* to the speaker *into*."""
    for one in (key, into):
        require_speaker(db, one)
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
    """Give *names* of the speaker *key* to a new speaker, to be called *name*."""
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
    correction = Correction(uid, now, who, "split", key, value, None, note)
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


def refresh(db: Database, ids: Iterable[str]) -> None:
    """Make the revisions of the statements *ids* anew from the corrections in force."""
    wanted = list(dict.fromkeys(ids))
    if not wanted or not db.execute("select 1 from correction limit 1").fetchone():
        return
    for public in wanted:
        moved = db.execute("select new from anchor where old = ?", (public,)).fetchone()
        _refresh_one(db, moved["new"] if moved else public)


def unrevise(db: Database, ids: Iterable[str]) -> None:
    """Show the statements *ids* as the machine gave them."""
    for public in ids:
        for row in db.execute("select statement_id, content, source from revision where id = ?", (public,)).fetchall():
            fulltext.remove(db, [row])
            db.execute("delete from revision where statement_id = ?", (row["statement_id"],))
            machine = db.execute(
                "select statement_id, content, source from statement where statement_id = ? and state = 2",
                (row["statement_id"],),
            ).fetchall()
            db.execute("update statement set state = 1 where statement_id = ? and state = 2", (row["statement_id"],))
            fulltext.enter(db, machine)


def anchor(db: Database, gone: Iterable[str], version_id: int) -> dict[str, str | None]:
    """
    Tie corrections of statements that a new extraction no longer gives to those that took their place.

    Returns:
        For each corrected id among *gone*, the id that took its place; None when nothing did, and the statement stays
        as the people have it.
    """
    ties: dict[str, str | None] = {}
    found = restore.machine_rows(db, version_id)
    for public in gone:
        live = _events(db, [public])
        if not live:
            continue
        base = live[-1]["base"]
        old = attribution_of(json.loads(base)["attribution"]) if base else None
        ties[public] = _successor(old, found) if old else None
        db.execute("delete from anchor where old = ?", (public,))
        if ties[public]:
            db.execute("insert into anchor values (?, ?)", (public, ties[public]))
    return ties


def require_speaker(db: Database, key: str) -> Any:  # noqa: ANN401 - a row
    """
    Return the row of the speaker *key*, given by key or number.

    Raises:
        UnknownEntry: If there is none.
    """
    row = db.execute("select * from speaker where key = ?", (key,)).fetchone()
    if row is None and (number := bounds.row_number(key)) is not None:
        row = db.execute("select * from speaker where speaker_id = ?", (number,)).fetchone()
    if row is None:
        msg = f"no speaker {key!r} in this ledger; selon speakers shows their keys"
        raise UnknownEntry(msg)
    return row


def _refresh_one(db: Database, public: str) -> None:
    unrevise(db, [public])
    olds = [row["old"] for row in db.execute("select old from anchor where new = ?", (public,))]
    for old in olds:
        if not _events(db, [old]):
            db.execute("delete from anchor where old = ?", (old,))
    events = _events(db, [public, *olds])
    if not events:
        return
    machine = _machine(db, public)
    if machine is not None:
        row, attribution = dict(machine), rows.to_attribution(machine)
    else:
        base = json.loads(events[-1]["base"] or "null")
        found = _orphan(db, public, base) if base else None
        if found is None:
            return
        row, attribution = found
    article = restore.article(db, row["version_id"])
    verdict, edited = None, machine is None
    for event in events:
        verdict = _VERDICTS.get(event["kind"], verdict)
        if event["kind"] == "edit":
            value = _relocated(json.loads(event["value"]), article, attribution)
            try:
                candidate = _edited(attribution, value)
                replace(article, attributions=(replace(candidate, parent=None),))
            except InvalidValue:
                continue  # other software found other spans, which the edit of one role contradicts
            attribution, edited = candidate, True
    record = {name: row.get(name) for name in STATEMENT_COLUMNS} | aliases.columns(db, attribution, article)
    record |= {
        "statement_id": row["statement_id"],
        "verdict": verdict,
        "edited": int(edited),
        "alias_id": aliases.alias_id(db, attribution.speaker, by_person=True),
    }
    if machine is not None:
        fulltext.remove(db, [(row["statement_id"], row["content"], row["source"])])
        db.execute("update statement set state = 2 where statement_id = ?", (row["statement_id"],))
    db.execute(rows.REVISION_INSERT, record)
    fulltext.enter(db, [(int(row["statement_id"]), record["content"], record["source"])])


def _orphan(db: Database, public: str, base: Record) -> tuple[dict[str, Any], Attribution] | None:
    """Return a row for a corrected statement that the machine no longer finds, None where its words are gone."""
    head = db.execute(
        """
        select v.*, a.outlet_id from article a join version v on v.version_id = a.version_id where a.id = ?
        """,
        (base["article"],),
    ).fetchone()
    if head is None or head["number"] != base["version"]:
        return None
    attribution = replace(attribution_of(base["attribution"]), parent=None)
    if any(span.end > head["characters"] for role in SPAN_ROLES for span in getattr(attribution, role)):
        return None  # what somebody else's file says of another text
    lowest = db.execute("select min(0, coalesce(min(statement_id), 0)) - 1 from revision").fetchone()[0]
    row = {
        "statement_id": lowest,
        "id": public,
        "version_id": head["version_id"],
        "position": 1_000_000 - lowest,
        "run_id": head["run_id"],
        "outlet_id": head["outlet_id"],
        "language": head["language"],
        "published": base.get("published"),
        "day": (base.get("published") or head["published"] or "")[:10] or None,
        "first_seen": base["first_seen"],
    }
    return row, attribution


def _edited(attribution: Attribution, value: Record) -> Attribution:
    changes = {name: new for name, new in value.items() if name not in ("words", "version")}
    unknown = sorted(changes.keys() - set(EDITABLE))
    if unknown:
        msg = f"cannot edit {', '.join(unknown)}; what can be edited: {', '.join(EDITABLE)}"
        raise InvalidValue(msg)
    record = attribution_record(attribution)
    if "speaker" in changes:
        changes = _naming_with(changes["speaker"]) | changes
    for name, new in changes.items():
        if new is None:
            record.pop(name, None)
        else:
            record[name] = new
    return attribution_of(record)


def _naming_with(speaker: Record | None) -> Record:
    """Return what an edit of the speaker alone says of the naming: without one nobody knows whom the source means."""
    return {"naming": "named"} if speaker else {"naming": "anonymous", "disclosure": None}


def _relocated(value: Record, article: Article, attribution: Attribution) -> Record:
    """Return an edit with its spans where the same words stand in the article's present version."""
    wanted = value.get("words") or {}
    near = attribution.spans[0].start if attribution.spans else 0
    moved = dict(value)
    for role, text in wanted.items():
        spans = spans_of(value[role])
        if spans[-1].end <= len(article.text) and article.words(spans) == text:
            continue
        shifted = _found_again(text.split(" … "), article.text, near)
        if shifted is None:
            moved.pop(role)
        else:
            moved[role] = pairs_of(shifted)
    return moved


def _found_again(parts: Sequence[str], text: str, near: int) -> Spans | None:
    spans: list[Span] = []
    for part in parts:
        starts = [i for i in range(len(text)) if text.startswith(part, i)] if part else []
        if not starts:
            return None
        start = min(starts, key=lambda i: abs(i - near))
        spans.append(Span(start, start + len(part)))
    return tuple(sorted(spans))


def _successor(old: Attribution, found: Sequence[Any]) -> str | None:
    best, shared = None, 0.5  # half of the content in common; less is another statement of the same sentence
    for row in found:
        new = rows.to_attribution(row)
        if not any(a.overlaps(b) for a in old.cue for b in new.cue) and old.cue + new.cue:
            continue
        one, two = _characters(old.content or old.cue), _characters(new.content or new.cue)
        share = len(one & two) / len(one | two)
        if share >= shared:
            best, shared = row["id"], share
    return best


def _characters(spans: Spans) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _events(db: Database, targets: Sequence[str]) -> list[Any]:
    places = ",".join("?" * len(targets))
    return db.execute(
        f"""
        select * from correction where target in ({places}) and kind in ('accept', 'reject', 'edit')
        and undone_by is null order by correction_id
        """,
        tuple(targets),
    ).fetchall()


def _machine(db: Database, public: str) -> Any:  # noqa: ANN401 - a row or None
    return db.execute(
        f"""
        select {restore.COLUMNS} from statement s {restore.JOINS} where s.id = ? and s.state > 0
        """,
        (public,),
    ).fetchone()


def _shown(db: Database, public: str) -> Any:  # noqa: ANN401 - a row or None
    return db.execute(
        f"""
        select {restore.COLUMNS} from revision s {restore.JOINS} where s.id = ?
        """,
        (public,),
    ).fetchone()


def _base(db: Database, row: Any, article: Article) -> Record:  # noqa: ANN401 - a row
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
