"""
Which earlier article does a new one resemble?

:mod:`selon.ledger.similarity` measures it; the ledger keeps the bands of the current versions, so that few are measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selon.ledger import similarity

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.model import Article

_CANDIDATES = 200  # earlier articles that one is compared with; forms filled in by the thousand would cost seconds


def drop(db: Database, version_id: int) -> None:
    """Let no later article be found to resemble a version."""
    signature = db.execute("select signature from version where version_id = ?", (version_id,)).fetchone()["signature"]
    if signature is not None:
        marks = [(mark, version_id) for mark in similarity.bands(signature)]
        db.executemany("delete from band where hash = ? and version_id = ?", marks)


def note(
    db: Database, article: Article, article_id: int, version_id: int, signature: bytes | None
) -> tuple[str | None, float | None]:
    """
    Note which earlier article a new version resembles most, and let later ones be found to resemble it.

    Args:
        db: The ledger's connection, writing.
        article: The article as read.
        article_id: Its row.
        version_id: Row of its version.
        signature: Its signature, where a worker has computed it already.

    Returns:
        The id of the earlier article and the share of wording that both have in common; None twice when there is none.
    """
    if signature is None:
        signature = similarity.signature(article.text)
    if signature is None:
        return None, None
    marks = similarity.bands(signature)
    best: tuple[float, int, str] | None = None
    places = ",".join("?" * len(marks))
    for row in db.execute(
        f"""
        select distinct v.version_id, v.signature, a.article_id, a.id
        from band b join version v on v.version_id = b.version_id
        join article a on a.article_id = v.article_id and a.version_id = v.version_id
        where b.hash in ({places}) and a.article_id <> ?
        order by a.article_id limit {_CANDIDATES}
        """,
        (*marks, article_id),
    ):
        share = similarity.similarity(signature, row["signature"])
        if share >= similarity.NEAR and (best is None or share > best[0]):
            best = (share, row["article_id"], row["id"])
    db.execute("update version set signature = ? where version_id = ?", (signature, version_id))
    db.executemany("insert or ignore into band values (?, ?)", [(mark, version_id) for mark in marks])
    if best is None:
        return None, None
    db.execute("update article set near = ?, similarity = ? where article_id = ?", (best[1], best[0], article_id))
    return best[2], best[0]
