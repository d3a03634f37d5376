"""
How is an article put away?

One function takes an article and decides what it is: new, a new version, known already, known from another address, or
forgotten on purpose. It runs inside one transaction, so that an article is there with all its statements or not at all.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from selon.errors import LedgerError, SelonError, SelonFault, said
from selon.ledger import aliases, fulltext, identity, near, restore, revisions, rows
from selon.ledger.changes import compare
from selon.ledger.forget import tombstones
from selon.ledger.forget.forms import FILLER
from selon.ledger.forget.veil import veil
from selon.ledger.rows import Row
from selon.ledger.values import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from selon.ledger.connection import Database
    from selon.model import Article, Attribution, Software


def add(  # noqa: PLR0913 - what one article needs
    db: Database,
    article: Article,
    *,
    software: Software,
    now: str,
    source: str | None = None,
    signature: bytes | None = None,
) -> Added:
    """
    Store *article* and return what became of it. To be called inside a transaction.

    Args:
        db: The ledger's connection, writing.
        article: The article as read.
        software: What read it.
        now: The moment, ISO 8601.
        source: What was given to read; finds an article without address again when its text has changed.
        signature: Its MinHash signature, where a worker has computed it already.
    """
    key = identity.article_key(article)
    text_key = identity.text_key(article.text)
    if tombstones.is_forgotten(db, key, text_key):
        return Added("forgotten", None)
    forgotten = veil(db)
    article = forgotten.article(article)
    known = _known(db, key, article, forgotten.address(source) if source else None)
    if known is None:
        return _add_new(db, article, key, text_key, software, now, signature)
    article_id, public = known["article_id"], known["id"]
    own_key = key if FILLER in known["identity"] else known["identity"]
    db.execute("update article set last_seen = max(last_seen, ?) where article_id = ?", (now, article_id))
    if known["text_key"] == text_key:
        return Added("unchanged", public)
    return _add_version(db, article, (article_id, public, own_key), text_key, software, now, signature)


def _known(db: Database, key: str, article: Article, source: str | None) -> Row | None:
    query = """
        select a.article_id, a.id, a.identity, v.text_key, a.version_id
        from article a join version v on v.version_id = a.version_id
    """
    # Not by the identity, in which the name of somebody forgotten is blackened.
    row: Row | None = db.execute(f"{query} where a.id = ?", (identity.digest("article", key),)).fetchone()
    if row is None and source is not None and article.url is None:
        row = db.execute(
            f"{query} join intake i on i.article_id = a.article_id where i.source = ? and a.url is null", (source,)
        ).fetchone()
    return row


def _add_new(  # noqa: PLR0913 - what one article needs
    db: Database,
    article: Article,
    key: str,
    text_key: str,
    software: Software,
    now: str,
    signature: bytes | None,
) -> Added:
    public = identity.digest("article", key)
    original = db.execute(
        """
        select a.article_id, a.id from version v
        join article a on a.article_id = v.article_id and a.version_id = v.version_id
        where v.text_key = ? and a.copy_of is null order by a.article_id limit 1
        """,
        (text_key,),
    ).fetchone()
    article_id = db.insert(
        """
        insert into article (id, identity, url, outlet_id, first_seen, last_seen, copy_of) values (?, ?, ?, ?, ?, ?, ?)
        """,
        (
            public,
            veil(db).address(key),
            article.url,
            aliases.outlet_id(db, article.outlet),
            now,
            now,
            original["article_id"] if original else None,
        ),
    )
    version_id = _insert_version(db, article, article_id, 1, text_key, software, now)
    if original:
        return Added("duplicate", public, near=original["id"], similarity=1.0)
    resembled, share = near.note(db, article, article_id, version_id, signature)
    ids = put_statements(db, article, key, version_id, software, now)
    revisions.refresh(db, [*ids, *revisions.insertions(db, public)])
    return Added("taken", public, len(ids), resembled, share)


def _add_version(  # noqa: PLR0913 - what one article needs
    db: Database,
    article: Article,
    known: tuple[int, str, str],
    text_key: str,
    software: Software,
    now: str,
    signature: bytes | None,
) -> Added:
    article_id, public, key = known
    promote_copies(db, article_id, now)
    row = db.execute(
        """
        select v.version_id, v.number from article a join version v on v.version_id = a.version_id
        where a.article_id = ?
        """,
        (article_id,),
    ).fetchone()
    before = dict(_statements(db, row["version_id"]))
    supersede(db, row["version_id"])
    near.drop(db, row["version_id"])
    version_id = _insert_version(db, article, article_id, row["number"] + 1, text_key, software, now)
    db.execute(
        "update article set url = ?, outlet_id = ?, copy_of = null, near = null, similarity = null "
        "where article_id = ?",
        (article.url, aliases.outlet_id(db, article.outlet), article_id),
    )
    resembled, share = near.note(db, article, article_id, version_id, signature)
    ids = put_statements(db, article, key, version_id, software, now)
    changes = compare(before, dict(_statements(db, version_id)))
    db.execute("update version set changes = ? where version_id = ?", (rows.compact(asdict(changes)), version_id))
    revisions.refresh(db, [*before, *ids, *revisions.insertions(db, public)])
    return Added("updated", public, len(ids), resembled, share, changes)


def _insert_version(  # noqa: PLR0913 - what one version needs
    db: Database, article: Article, article_id: int, number: int, text_key: str, software: Software, now: str
) -> int:
    own = sum(voice.span.end - voice.span.start for voice in article.own_voice)
    version_id = db.insert(
        """
        insert into version (
            article_id, number, title, byline, published, modified, day, language, language_score, extracted,
            characters, own_characters, hearsay, warnings, first_seen, run_id, text_key, text_hash, redacted
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            article_id,
            number,
            article.title.of(article.text) if article.title else None,
            article.byline,
            _iso(article.published),
            _iso(article.modified),
            _day(_iso(article.published)),
            article.language,
            article.language_score,
            int(article.extracted),
            len(article.text),
            own,
            sum(len(voice.hearsay) for voice in article.own_voice),
            rows.compact(list(article.warnings)) if article.warnings else None,
            now,
            aliases.run_id(db, software, now),
            text_key,
            identity.text_hash(article.text),
            int(FILLER in article.text or FILLER in (article.url or "")),
        ),
    )
    title = article.title
    db.execute(
        "insert into body (version_id, url, outlet, title_start, title_end, text, layout, checksum) "
        "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, checksum_of(?1, ?2, ?3, ?4, ?5, ?6, ?7))",
        (
            version_id,
            article.url,
            article.outlet,
            title.start if title else None,
            title.end if title else None,
            article.text,
            rows.pack_layout(article),
        ),
    )
    db.execute("update article set version_id = ? where article_id = ?", (version_id, article_id))
    return version_id


def put_statements(  # noqa: PLR0913 - what one version needs
    db: Database,
    article: Article,
    key: str,
    version_id: int,
    software: Software,
    now: str,
    *,
    ids: list[str] | None = None,
) -> list[str]:
    """Store the attributions of *article* as the statements of its version and return their ids, given or made."""
    ids = identity.statement_ids(key, article) if ids is None else ids
    if not ids:
        return ids
    earlier = {
        row["id"]: row["first_seen"]
        for row in db.execute(
            """
            select s.id, min(coalesce(s.first_seen, v.first_seen)) as first_seen
            from version v join statement s on s.version_id = v.version_id
            where v.article_id = (select article_id from version where version_id = ?) group by s.id
            """,
            (version_id,),
        )
    }
    shared = {
        "version_id": version_id,
        "run_id": aliases.run_id(db, software, now),
        "outlet_id": aliases.outlet_id(db, article.outlet),
        "language": article.language,
    }
    stored = db.execute("select first_seen from version where version_id = ?", (version_id,)).fetchone()["first_seen"]
    opened = entries(article)
    following = int(db.execute("select coalesce(max(statement_id), 0) + 1 from statement").fetchone()[0])
    records = []
    for position, (public, attribution) in enumerate(zip(ids, article.attributions, strict=True)):
        dated = published(attribution, opened)
        first_seen = earlier.get(public, now)
        records.append(
            aliases.columns(db, attribution, article)
            | shared
            | {
                "statement_id": following + position,
                "id": public,
                "position": position,
                "alias_id": aliases.alias_id(db, attribution.speaker),
                "published": dated,
                "day": _day(dated or _iso(article.published)),
                "first_seen": first_seen if first_seen != stored else None,
            }
        )
    db.executemany(rows.MACHINE_INSERT, records)
    fulltext.enter(db, ((row["statement_id"], row["content"], row["source"]) for row in records))
    return ids


def supersede(db: Database, version_id: int) -> None:
    """Take the statements of a version out of sight; they stay in the ledger."""
    revisions.unrevise(
        db, [row["id"] for row in db.execute("select id from revision where version_id = ?", (version_id,))]
    )
    shown = db.execute(
        "select statement_id, content, source from statement where version_id = ? and state = 1", (version_id,)
    ).fetchall()
    fulltext.remove(db, shown)
    db.execute("update statement set state = 0 where version_id = ?", (version_id,))


def drop_statements(db: Database, version_id: int) -> list[str]:
    """Delete the statements of a version, for others to take their place, and return their ids."""
    supersede(db, version_id)
    ids = [row["id"] for row in db.execute("select id from statement where version_id = ?", (version_id,))]
    db.execute("delete from statement where version_id = ?", (version_id,))
    return ids


def promote_copies(db: Database, article_id: int, now: str) -> str | None:
    """
    Let the first copy of an article stand on its own, because the article itself is about to change or to go.

    Returns:
        The id of that copy, None when there is none.
    """
    copies = db.execute(
        "select article_id, id, identity, version_id from article where copy_of = ? order by article_id", (article_id,)
    ).fetchall()
    if not copies:
        return None
    heir, *others = copies
    original = db.execute("select version_id from article where article_id = ?", (article_id,)).fetchone()
    source = restore.article(db, original["version_id"])
    db.execute("update article set copy_of = null where article_id = ?", (heir["article_id"],))
    db.executemany(
        "update article set copy_of = ? where article_id = ?", [(heir["article_id"], o["article_id"]) for o in others]
    )
    own = restore.article(db, heir["version_id"])
    if own.text == source.text:
        attributions = source.attributions
        software = restore.software(db, original["version_id"])
        put_statements(db, replace(own, attributions=attributions), heir["identity"], heir["version_id"], software, now)
    return str(heir["id"])


def _statements(db: Database, version_id: int) -> Iterable[tuple[str, tuple[int | None, str]]]:
    rows_ = db.execute(
        "select id, alias_id, content from statement where version_id = ? order by position", (version_id,)
    )
    return [(row["id"], (row["alias_id"], row["content"])) for row in rows_]


def entries(article: Article) -> Sequence[tuple[int, str]]:
    """Return where each dated entry of a live page begins, and its time."""
    return [(p.span.start, p.opens_entry.isoformat()) for p in article.passages if p.opens_entry is not None]


def published(attribution: Attribution, opened: Sequence[tuple[int, str]]) -> str | None:
    """Return the time of the entry, as :func:`entries` gives them, that *attribution* stands in; None outside of any."""
    start = attribution.spans[0].start
    return next((time for opens, time in reversed(opened) if opens <= start), None)


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def not_stored(error: Exception) -> SelonError:
    """Return why an article could not be stored, in selon's own words where they are known."""
    if isinstance(error, SelonError):
        return error
    if isinstance(error, UnicodeError):
        return LedgerError(f"cannot be stored: {said(error)}; save the source again as UTF-8")
    return SelonFault.of(error)
