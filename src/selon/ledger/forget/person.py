"""
How is a person forgotten?

What the person said is removed, and the name blackened wherever the ledger holds it: in every form that can be nobody
else, and in those others that were asked for. A namesake keeps statements and name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selon.ledger import aliases, people, revisions
from selon.ledger.forget import cover, tombstones
from selon.ledger.forget.remains import optimize
from selon.ledger.forget.survey import search_for, survey
from selon.ledger.forget.veil import row_of, said
from selon.ledger.values import PersonForgotten

if TYPE_CHECKING:
    from selon.ledger.connection import Database


def forget_person(  # noqa: PLR0913 - what is asked for, and what the tombstone says
    db: Database,
    key: str,
    *,
    also: Sequence[str] = (),
    all_forms: bool = False,
    who: str,
    now: str,
    reason: str | None,
) -> PersonForgotten:
    """
    Forget a person, and return what that took away and what stays. To be called inside a transaction.

    Args:
        db: The ledger's connection.
        key: Key or number of a speaker; or the name of somebody forgotten before, of whom more is to go.
        also: Forms that go although they can be somebody else.
        all_forms: Whether all of these go that the ledger holds.
        who: Who decides.
        now: When, ISO 8601.
        reason: Why; kept with the tombstone.

    Raises:
        UnknownEntry: If there is no such speaker.
        InvalidValue: If one of *also* has no letter, or stands in every text.
    """
    search = search_for(db, key, also, all_forms=all_forms)
    report, named, doomed = survey(db, search)
    decided = cover.decisions_by_article(db)
    unsaid = {row_of("said", said(row["article"], row["content"])) for row in doomed if row["content"]}
    tombstones.bury(db, "person", search.buried | unsaid, who=who, now=now, reason=reason)
    touched: set[str] = set()
    numbers = {row["statement_id"] for row in doomed}
    for version_id in sorted(named | cover.versions_beside_text(db, search.gone)):
        touched |= cover.version(db, version_id, search.gone, numbers, decided)
    cover.empty_decisions(db, {row["id"] for row in doomed})
    renamed = cover.speakers(db, search)
    people.cover(db, search.gone)
    cover.outlets(db, search.gone)
    cover.every_column(db, search.gone, renamed)
    revisions.refresh(db, sorted(touched))
    aliases.sweep(db)
    db.execute(
        "delete from reason where reason_id not in (select reason_id from statement) "
        "and reason_id not in (select reason_id from revision)"
    )
    optimize(db)
    return report
