"""
How is an article forgotten?

It is removed with all its versions and statements, and neither its address nor its words are taken in again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selon.errors import UnknownEntry
from selon.ledger import identity, near, store
from selon.ledger.forget import tombstones
from selon.ledger.forget.remains import optimize

if TYPE_CHECKING:
    from selon.ledger.connection import Database


def forget_article(db: Database, public: str, *, who: str, now: str, reason: str | None) -> None:
    """
    Remove the article *public* for good. To be called inside a transaction.

    A copy of it under another address stays, and stands on its own from then on.

    Raises:
        UnknownEntry: If there is none.
    """
    row = db.execute("select article_id, identity from article where id = ?", (public,)).fetchone()
    if row is None:
        msg = f"no article {public!r} in this ledger; selon list --articles shows the ids"
        raise UnknownEntry(msg)
    article_id = row["article_id"]
    store.promote_copies(db, article_id, now)
    versions = db.execute("select version_id, text_key from version where article_id = ?", (article_id,)).fetchall()
    shared = {
        other["text_key"]
        for other in db.execute(
            "select v.text_key from version v where v.article_id <> ? and v.text_key in "
            "(select text_key from version where article_id = ?)",
            (article_id, article_id),
        )
    }
    gone: list[str] = []
    for version in versions:
        near.drop(db, version["version_id"])
        gone += store.drop_statements(db, version["version_id"])
    hashes = {public}  # the hash of its address, in which a forgotten name may be blackened by now
    hashes |= {identity.digest("text", v["text_key"]) for v in versions if v["text_key"] not in shared}
    tombstones.bury(db, "article", hashes, who=who, now=now, reason=reason)
    db.execute("update article set near = null, similarity = null where near = ?", (article_id,))
    db.execute("delete from failure where source in (select source from intake where article_id = ?)", (article_id,))
    db.execute("delete from intake where article_id = ?", (article_id,))
    # What people have inserted, and what stayed although the machine no longer finds it, has its words there alone.
    apart = db.execute("select target from correction where json_extract(base, '$.article') = ?", (public,)).fetchall()
    gone += [public, *(row["target"] for row in apart)]
    db.executemany(
        "update correction set value = '{}', base = null, note = null where target = ?", [(one,) for one in gone]
    )
    db.executemany("delete from anchor where old = ?1 or new = ?1", [(one,) for one in gone])
    db.execute("delete from article where article_id = ?", (article_id,))
    optimize(db)
