"""
Which articles have people gone through to their end, and what did they find there?

Only an article that somebody has finished can say what is missing in what a machine finds, and only decided statements
can say what is wrong. What they hold is what people saw when they decided: the machine's words and labels of that time
with their edits, whatever newer software makes of the text since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from selon.errors import InvalidValue
from selon.ledger import restore, rows
from selon.ledger.revisions import CHANGING, relocated, verdict_of, with_edit
from selon.model import SPAN_ROLES, Attribution
from selon.record import Record, attribution_of, pairs_of

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.ledger.rows import Row
    from selon.model import Article

Reason = Literal["unfinished", "undecided", "forgotten", "no rules", "another text"]


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A statement that people have found right, made right or added.

    Attributes:
        id: Its id.
        attribution: As they saw it when they last decided.
        unsaid: Of a statement that was added, the fields that nobody has given: what is not in it may be so or not.
    """

    id: str
    attribution: Attribution
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """
    An article that somebody has gone through to its end.

    Attributes:
        id: Its id.
        at: When it was finished, last.
        version: Which version of its text that was.
        article: That version, without attributions.
        statements: All that it attributes to anybody, in no particular order.
    """

    id: str
    at: str
    version: int
    article: Article
    statements: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    An article that people have decided something about, and that is not wholly reviewed.

    Attributes:
        id: Its id.
        reason: ``unfinished`` (nobody says that nothing is missing), ``undecided`` (statements have come since, or
            decisions were taken back), ``forgotten`` (a person's statements were taken out of it), ``no rules`` (selon does
            not read its language) or ``another text`` (what was finished is no version of it here).
        undecided: How many statements nobody has decided.
    """

    id: str
    reason: Reason
    undecided: int = 0


def reviewed(db: Database, *, lang: Sequence[str] = ()) -> tuple[list[Reviewed], list[LeftOut]]:
    """
    Return the articles that are wholly reviewed, and those on which work has begun, each in the order of their ids.

    Args:
        db: The ledger's connection.
        lang: Leave out articles in other languages altogether; none leaves out none.
    """
    decisions = _decisions(db)
    finished = {
        row["target"]: row
        for row in db.execute(
            "select * from correction where kind = 'finish' and undone_by is null order by correction_id"
        )
    }
    whole: list[Reviewed] = []
    begun: list[LeftOut] = []
    for public in sorted(decisions.keys() | finished.keys()):
        current = db.execute(
            "select v.version_id, v.language from article a join version v on v.version_id = a.version_id where a.id = ?",
            (public,),
        ).fetchone()
        if current is None or (lang and current["language"] not in lang):
            continue
        made = decisions.get(public, [])
        found = _look(db, public, finished.get(public), made, current["version_id"])
        (whole if isinstance(found, Reviewed) else begun).append(found)  # type: ignore[arg-type]
    return whole, begun


def _decisions(db: Database) -> dict[str, list[Row]]:
    """Return the decisions in force on statements, in the order in which they were made, by the article of each."""
    found: dict[str, list[Row]] = {}
    for row in db.execute(
        """
        select *, json_extract(base, '$.article') as article from correction
        where kind in ('accept', 'reject', 'edit', 'insert') and undone_by is null and base is not null
        order by correction_id
        """
    ):
        found.setdefault(row["article"], []).append(row)
    return found


def _look(db: Database, public: str, finish: Row | None, made: Sequence[Row], current: int) -> Reviewed | LeftOut:
    value = json.loads(finish["value"]) if finish else {}
    if finish is None or not value:
        decided = _by_statement(db, made, restore.machine_rows(db, current))
        return LeftOut(public, "unfinished", sum(not events for events in decided.values()))
    versions = db.execute(
        "select v.* from version v join article a on a.article_id = v.article_id where a.id = ? order by v.number desc",
        (public,),
    ).fetchall()
    if any(row["redacted"] for row in versions):
        return LeftOut(public, "forgotten")
    head = next((row for row in versions if row["text_hash"] == value["text"]), None)
    if head is None:
        return LeftOut(public, "another text")
    if not head["extracted"]:
        return LeftOut(public, "no rules")
    article = replace(restore.article(db, head["version_id"]), attributions=(), own_voice=())
    machine = {row["id"]: row for row in restore.machine_rows(db, head["version_id"])}
    decided = _by_statement(db, made, machine.values())
    kept: list[Kept] = []
    undecided = 0
    for name in sorted({*decided, *_moved(db, value["statements"])}):
        events = decided.get(name, ())
        if verdict_of(events) == "rejected":
            continue
        one = _kept(events, article, machine.get(name))
        if one is not None:
            kept.append(one)
        elif name in machine or name in value["statements"]:
            undecided += 1
    if undecided:
        return LeftOut(public, "undecided", undecided)
    return Reviewed(public, finish["at"], head["number"], article, tuple(kept))


def _by_statement(db: Database, made: Iterable[Row], machine: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the decisions on each statement; on one that another took the place of, with those on the other."""
    found: dict[str, list[Row]] = {row["id"]: [] for row in machine}
    for event in made:
        (name,) = _moved(db, [event["target"]])
        found.setdefault(name, []).append(event)
    return found


def _moved(db: Database, names: Iterable[str]) -> list[str]:
    """Return *names* of statements, each as that which has taken its place."""
    ties = ((name, db.execute("select new from anchor where old = ?", (name,)).fetchone()) for name in names)
    return [tie["new"] if tie else name for name, tie in ties]


def _kept(events: Sequence[Row], article: Article, machine: Row | None) -> Kept | None:
    """Return a statement as people saw it when they last decided; None where that cannot be told of this text."""
    if not events:
        return None
    attribution = _seen(json.loads(events[-1]["base"]), article, machine)
    given: set[str] = set()
    added = False
    for event in events:
        if attribution is None or event["kind"] not in CHANGING:
            continue
        asked = json.loads(event["value"])
        value = relocated(asked, article, attribution)
        if value.keys() != asked.keys():
            return None
        given |= value.keys()
        added = added or event["kind"] == "insert"
        try:
            attribution = with_edit(attribution, value)
            replace(article, attributions=(attribution,))
        except InvalidValue:
            return None
    if attribution is None:
        return None
    # Not the id of what has taken its place, which the next software may change again.
    return Kept(
        events[-1]["target"], attribution, frozenset({"speaker", "addressee"} - given) if added else frozenset()
    )


def _seen(base: dict[str, Any], article: Article, machine: Row | None) -> Attribution | None:
    """
    Return the statement that a decision was made on, by its place in *article*.

    That is where its words stand there, or, in another version of the text, where the machine has found them again.
    """
    record: Record = {**base["attribution"], "parent": None}
    words: dict[str, str] = base.get("words") or {}
    if machine is not None and not _stands(record, words, article):
        found = rows.to_attribution(machine)
        if any(article.words(getattr(found, role)) != words.get(role, "") for role in ("source", "cue", "content")):
            return None
        record |= {role: pairs_of(getattr(found, role)) for role in ("source", "cue", "content")}
        record = relocated({**record, "words": words}, article, found)
    return attribution_of(record) if _stands(record, words, article) else None


def _stands(record: Record, words: dict[str, str], article: Article) -> bool:
    """Tell whether each role of *record* covers in *article* the words that it covered when the decision was made."""
    attribution = attribution_of(record)
    end = max((span.end for role in SPAN_ROLES for span in getattr(attribution, role)), default=0)
    return end <= len(article.text) and all(
        article.words(getattr(attribution, role)) == words.get(role, "") for role in SPAN_ROLES
    )
