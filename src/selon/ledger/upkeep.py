"""
How does a ledger stay of use?

Copying while in use, and reading stored texts anew with newer rules. Whether all is as it should be, is asked by
:mod:`selon.ledger.checking`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import LedgerError, SelonError, SelonFault, WriteFailed
from selon.ledger import aliases, identity, restore, revisions, rows, store
from selon.ledger.changes import Changes, compare
from selon.ledger.connection import Database
from selon.ledger.forget.forms import FILLER
from selon.ledger.forget.veil import Veil, veil
from selon.ledger.rows import Row
from selon.ledger.schema import STATEMENT_COLUMNS
from selon.placing import nobodys, placed

if TYPE_CHECKING:
    from selon.model import Article, Software


@dataclass(frozen=True, slots=True)
class Reextracted:
    """
    What reading a stored article anew has changed.

    Attributes:
        article: Its id.
        changes: What changed in its statements.
        relabelled: How many kept their words and changed a label, a speaker or a confidence.
        moved: Corrected statements whose place others took, old id → new id; None where the people's stays alone.
        error: Why it could not be read; its statements are as before then.
    """

    article: str
    changes: Changes
    relabelled: int = 0
    moved: dict[str, str | None] | None = None
    error: str | None = None


def backup(db: Database, target: Path, *, force: bool = False) -> None:
    """
    Copy the ledger to *target* while others read and write it; the copy is complete or not there.

    Args:
        db: The ledger's connection.
        target: The copy's place. No ledger is replaced, so no earlier copy either.
        force: Replace a plain file of somebody else's.

    Raises:
        WritingError: If something is there that is not to be replaced, or the copy cannot be written.
    """
    with placed(target, nobodys, force=force) as stream, db.reading():
        db.execute("select 1 from sqlite_master").fetchone()  # from here on it is one state that is copied
        _copy(db, Path(stream.name), target)


def _copy(db: Database, unfinished: Path, target: Path) -> None:
    try:
        copy = sqlite3.connect(unfinished)
        try:
            # Between two stretches a signal is heard.
            db.backup(copy, pages=1000, progress=lambda *_: None)
            copy.execute("pragma journal_mode = delete")
        finally:
            copy.close()
    except sqlite3.Error as error:
        msg = f"cannot copy {db.path} to {target}: {error}; free some space there, and look with: selon check"
        raise WriteFailed(msg) from error


def reextract(
    db: Database, read: Callable[[Article], Article], *, software: Software, now: Callable[[], str]
) -> Iterator[Reextracted]:
    """
    Read the current version of every article anew and yield what changed, an article at a time.

    Each article is one transaction; what has been yielded is kept. Articles that this software has read already are
    left out, so that an interrupted run goes on where it stopped.

    Args:
        db: The ledger's connection.
        read: Gives an article, stripped of what was extracted, its attributions and own voice.
        software: What *read* is.
        now: The clock.
    """
    with db.writing():
        run = aliases.run_id(db, software, now())
    pending = db.execute(
        """
        select a.article_id, a.id, a.identity, v.version_id, v.redacted
        from article a join version v on v.version_id = a.version_id
        where a.copy_of is null and v.run_id <> ? order by a.article_id
        """,
        (run,),
    ).fetchall()
    for row in pending:
        try:
            yield _reextract_one(db, row, read, software, now())
        except LedgerError:
            raise
        except Exception as error:  # noqa: BLE001 - one article must not cost the others
            yield Reextracted(row["id"], Changes(), error=str(SelonFault.of(error)))


def _reextract_one(
    db: Database,
    row: Row,
    read: Callable[[Article], Article],
    software: Software,
    now: str,
) -> Reextracted:
    try:
        before = restore.article(db, row["version_id"])
        article = read(replace(before, attributions=(), own_voice=(), extracted=False))
    except SelonError as error:
        return Reextracted(row["id"], Changes(), error=str(error))
    if article.text != before.text:
        return Reextracted(row["id"], Changes(), error="the reader changed the text")
    with db.writing():
        current = db.execute("select version_id from article where article_id = ?", (row["article_id"],)).fetchone()
        if current is None or current["version_id"] != row["version_id"]:
            return Reextracted(row["id"], Changes(), error="the article has changed meanwhile; run again")
        old = {one["id"]: one for one in restore.machine_rows(db, row["version_id"])}
        article = _without_the_forgotten(veil(db), article, row["id"], old)
        seen = {public: one["first_seen"] for public, one in old.items()}
        store.drop_statements(db, row["version_id"])
        ids = _ids(row, article, old)
        store.put_statements(db, article, row["identity"], row["version_id"], software, now, ids=ids)
        _keep_first_seen(db, row["version_id"], seen)
        _replace_layout(db, row["version_id"], article, software, now)
        new = {one["id"]: one for one in restore.machine_rows(db, row["version_id"])}
        changes = compare(_briefly(old), _briefly(new))
        gone = [public for public in old if public not in new]
        moved = revisions.anchor(db, gone, row["version_id"])
        for public in ids:
            db.execute("delete from anchor where old = ?", (public,))
        added = [public for public in revisions.insertions(db, row["id"]) if public not in new]
        revisions.anchor(db, added, row["version_id"])
        revisions.refresh(db, [*gone, *ids, *_orphaned(db, row["id"])])
        aliases.sweep(db)
    return Reextracted(row["id"], changes, sum(_differs(old[p], new[p]) for p in old.keys() & new.keys()), moved)


def _without_the_forgotten(forgotten: Veil, article: Article, public: str, old: dict[str, Any]) -> Article:
    """Return *article* without what forgotten people said, which new reading finds again, their names blackened."""
    if not forgotten:
        return article
    had = {(one["source"], one["cue"], one["content"]) for one in old.values()}
    unsaid = set()
    for place, attribution in enumerate(article.attributions):
        source, cue, content = map(article.words, (attribution.source, attribution.cue, attribution.content))
        found_again = (source, cue, content) not in had and (FILLER in source or forgotten.has_said(public, content))
        if found_again or (attribution.speaker is not None and forgotten.is_hers(attribution.speaker.name)):
            unsaid.add(place)
    return forgotten.cover(article, unsaid, beside=False)  # the stored text has been covered already


def _ids(row: Row, article: Article, old: dict[str, Row]) -> list[str]:
    """Return the ids of the statements; where words were blackened, those that the same words have had."""
    ids = identity.statement_ids(row["identity"], article)
    if not row["redacted"]:
        return ids
    had: dict[tuple[str, ...], list[str]] = {}
    for public, one in old.items():
        had.setdefault((one["source"], one["cue"], one["content"]), []).append(public)
    kept = []
    for public, attribution in zip(ids, article.attributions, strict=True):
        same = had.get(tuple(article.words(s) for s in (attribution.source, attribution.cue, attribution.content)))
        kept.append(same.pop(0) if same else public)
    return kept


def _orphaned(db: Database, article: str) -> list[str]:
    found = db.execute(
        """
        select distinct target from correction
        where kind in ('accept', 'reject', 'edit', 'insert') and undone_by is null and json_extract(base, '$.article') = ?
        """,
        (article,),
    )
    return [row["target"] for row in found]


def _keep_first_seen(db: Database, version_id: int, seen: dict[str, str]) -> None:
    db.executemany(
        "update statement set first_seen = ? where version_id = ? and id = ?",
        [(first, version_id, public) for public, first in seen.items()],
    )


def _replace_layout(db: Database, version_id: int, article: Article, software: Software, now: str) -> None:
    db.execute(
        "update version set run_id = ?, extracted = ?, own_characters = ?, hearsay = ?, warnings = ? "
        "where version_id = ?",
        (
            aliases.run_id(db, software, now),
            int(article.extracted),
            sum(voice.span.end - voice.span.start for voice in article.own_voice),
            sum(len(voice.hearsay) for voice in article.own_voice),
            rows.compact(list(article.warnings)) if article.warnings else None,
            version_id,
        ),
    )
    db.execute("update body set layout = ? where version_id = ?", (rows.pack_layout(article), version_id))


def _briefly(found: dict[str, Any]) -> dict[str, tuple[int | None, str]]:
    return {public: (row["alias_id"], row["content"]) for public, row in found.items()}


def _differs(one: Any, other: Any) -> bool:  # noqa: ANN401 - rows
    apart = ("run_id", "first_seen", "position", "parent")
    return any(one[name] != other[name] for name in STATEMENT_COLUMNS if name not in apart)
