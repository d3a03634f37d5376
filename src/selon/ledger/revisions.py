"""
What do people's decisions make of a statement?

Revisions follow from the decisions in force and from nothing else, so that they can be made anew at any time. Where a new
extraction or a new version of the article gives other statements, a decision is tied to the one that took the place of
its own; where none did, the statement stays as the people have it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from selon.errors import InvalidValue
from selon.ledger import aliases, fulltext, restore, rows
from selon.ledger.connection import Database
from selon.ledger.rows import Row
from selon.ledger.schema import STATEMENT_COLUMNS
from selon.model import SPAN_ROLES, Article, Attribution, Span, Spans
from selon.record import Record, attribution_of, attribution_record, pairs_of, spans_of

_OF_THE_MACHINE = ("parent", "why", "confidence", "speaker_confidence", "candidates")
EDITABLE = tuple(f.name for f in fields(Attribution) if f.name not in _OF_THE_MACHINE)
"""The fields of an attribution that people may change."""

DECIDED = ("accept", "reject", "edit", "insert")
"""The decisions that are about one statement."""

CHANGING = ("edit", "insert")
"""Those among them that give fields."""

BY_PERSON = "person"
"""What stands for the rule behind a statement that a person has inserted."""

SAID_SO = 1.0
"""How sure a speaker is that a person has given."""

_VERDICTS = {"accept": "accepted", "reject": "rejected", "insert": "accepted"}


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
        live = events_on(db, [public])
        if not live:
            continue
        base = live[-1]["base"]
        old = attribution_of(json.loads(base)["attribution"]) if base else None
        ties[public] = _successor(old, found) if old else None
        db.execute("delete from anchor where old = ?", (public,))
        if ties[public]:
            db.execute("insert into anchor (old, new) values (?, ?)", (public, ties[public]))
    return ties


def _refresh_one(db: Database, public: str) -> None:
    unrevise(db, [public])
    olds = [row["old"] for row in db.execute("select old from anchor where new = ?", (public,))]
    for old in olds:
        if not events_on(db, [old]):
            db.execute("delete from anchor where old = ?", (old,))
    events = events_on(db, [public, *olds])
    if not events:
        return
    machine = machine_row(db, public)
    if machine is not None:
        row, attribution = dict(machine), rows.to_attribution(machine)
    else:
        base = json.loads(events[-1]["base"] or "null")
        found = _orphan(db, public, base) if base else None
        if found is None:
            return
        row, attribution = found
    article = restore.article(db, row["version_id"])
    if machine is None and not _says(base.get("words") or {}, attribution, article):
        return  # what somebody else's file says of another text
    verdict, edited = verdict_of(events), machine is None
    for event in events:
        if event["kind"] in CHANGING:
            value = relocated(json.loads(event["value"]), article, attribution)
            try:
                candidate = with_edit(attribution, value)
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


def verdict_of(events: Iterable[Row]) -> str | None:
    """Return what the last of *events*, decisions in force, that says so says of a statement; None where none does."""
    verdict = None
    for event in events:
        verdict = _VERDICTS.get(event["kind"], verdict)
    return verdict


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
        return None
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


def _says(words: Record, attribution: Attribution, article: Article) -> bool:
    """Tell whether *article* has the *words* of each role where *attribution* says."""
    return all(article.words(getattr(attribution, role)) == text for role, text in words.items() if role in SPAN_ROLES)


def with_edit(attribution: Attribution, value: Record) -> Attribution:
    """
    Return *attribution* with the fields that an edit gives it.

    Raises:
        InvalidValue: If a field cannot be edited, or the edit is none of an attribution.
    """
    return attribution_of(_changed(attribution_record(attribution), value))


def inserted(value: Record) -> Attribution:
    """
    Return the attribution of which a person gives the fields *value*.

    Raises:
        InvalidValue: If a field cannot be given, or they are none of an attribution.
    """
    return attribution_of(_changed({"why": {"rule": BY_PERSON}}, value))


def _changed(record: Record, value: Record) -> Record:
    """Return *record*, of an attribution, with the fields that *value* gives it."""
    changes = {name: new for name, new in value.items() if name not in ("words", "version")}
    unknown = sorted(changes.keys() - set(EDITABLE))
    if unknown:
        msg = f"cannot edit {', '.join(unknown)}; what can be edited: {', '.join(EDITABLE)}"
        raise InvalidValue(msg)
    if "speaker" in changes:
        changes = _naming_with(changes["speaker"]) | changes | {"speaker_confidence": SAID_SO}
    for name, new in changes.items():
        if new is None:
            record.pop(name, None)
        else:
            record[name] = new
    return record


def _naming_with(speaker: Record | None) -> Record:
    """Return what an edit of the speaker alone says of the naming: without one nobody knows whom the source means."""
    return {"naming": "named"} if speaker else {"naming": "anonymous", "disclosure": None}


def relocated(value: Record, article: Article, attribution: Attribution) -> Record:
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


def _successor(old: Attribution, found: Sequence[Row]) -> str | None:
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


def events_on(db: Database, targets: Sequence[str]) -> list[Row]:
    """Return the decisions in force on the statements *targets*, in the order in which they were made."""
    places = ",".join("?" * len(targets))
    return db.execute(
        f"""
        select * from correction where target in ({places}) and kind in ('accept', 'reject', 'edit', 'insert')
        and undone_by is null order by correction_id
        """,
        tuple(targets),
    ).fetchall()


def insertions(db: Database, article: str) -> list[str]:
    """Return the ids of the statements that people have added to *article*, an id, and of those that they took back."""
    found = db.execute(
        "select distinct target from correction where kind = 'insert' and json_extract(base, '$.article') = ?",
        (article,),
    )
    return [row["target"] for row in found]


def machine_row(db: Database, public: str) -> Row | None:
    """Return what the machine found as the statement *public*, None where it is shown no longer."""
    row: Row | None = db.execute(
        f"""
        select {restore.COLUMNS} from statement s {restore.JOINS} where s.id = ? and s.state > 0
        """,
        (public,),
    ).fetchone()
    return row


def people_row(db: Database, public: str) -> Row | None:
    """Return the statement *public* as people changed it, None where they did not."""
    row: Row | None = db.execute(
        f"""
        select {restore.COLUMNS} from revision s {restore.JOINS} where s.id = ?
        """,
        (public,),
    ).fetchone()
    return row
