"""
What does the ledger hold of a person, what of it would go, and what would stay?

Looking alone: nothing here changes the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from selon.ledger import aliases, people
from selon.ledger.connection import Database
from selon.ledger.forget import columns, spelling, whose
from selon.ledger.forget.forms import Form, blackened
from selon.ledger.forget.spelling import DOUBTFUL, LIKE, SURE, UNSURE
from selon.ledger.forget.veil import Veil, of_rows, row_of, veil
from selon.ledger.rows import Row
from selon.ledger.values import PersonForgotten, Place

_CONTEXT = 32  # characters shown on either side of a form
_REPEATED = (
    ("article", "identity"), ("body", "outlet"), ("body", "url"), ("revision", "candidates"), ("statement", "candidates"),
    ("version", "title"),
)  # fmt: skip
"""Columns that say again what others say, and are not counted."""

SHARED = ("alias", "outlet", "reason", "speaker")
"""Tables whose rows many others refer to: changed one by one."""


@dataclass(frozen=True)
class Search:
    """
    Who is to be forgotten.

    Attributes:
        aliases: Rows of the names of the speakers that are the person.
        speakers: Rows of these speakers.
        buried: What tombstones are to hold of the forms that go.
        gone: The veil over these forms and those of people forgotten before.
        every: The veil over all forms, those that stay among them.
        also: The forms that were asked for, with their keys.
    """

    aliases: frozenset[int]
    speakers: frozenset[int]
    buried: frozenset[str]
    gone: Veil
    every: Veil
    also: dict[str, str]


def look(db: Database, key: str, *, also: Sequence[str] = (), all_forms: bool = False) -> PersonForgotten:
    """
    Return what forgetting a person would take away, and what would stay.

    The arguments and errors are those of :func:`selon.ledger.forget.person.forget_person`.
    """
    return survey(db, search_for(db, key, also, all_forms=all_forms))[0]


def search_for(db: Database, key: str, also: Sequence[str], *, all_forms: bool) -> Search:
    """Tell in what forms, and as which speakers, the ledger knows a person."""
    earlier = [row["hash"] for row in db.execute("select hash from tombstone where kind = 'person'")]
    chosen, known = whose.speaker(db, key, of_rows(earlier))
    keys = spelling.spell_all(known)
    buried = {row_of(domain, one) for domain in SURE for one in keys[domain]}
    asked = {form: spelling.key_of(form, keys) for form in also}
    buried |= {row_of(*one) for one in asked.values()}
    every = of_rows([*earlier, *buried, *(row_of(domain, k) for domain in (*DOUBTFUL, LIKE) for k in keys[domain])])
    if all_forms:
        found = (form for _, _, some in _everything(db, every) for form in some)
        buried |= {row_of(form.domain, form.key) for form in found if form.domain in DOUBTFUL}
    gone = of_rows([*earlier, *buried])
    speakers = chosen | whose.same_person(db, gone)
    return Search(
        whose.aliases(db, speakers),
        frozenset(speakers),
        frozenset(buried),
        gone,
        every,
        {form: searched for form, (_, searched) in asked.items()},
    )


def survey(db: Database, search: Search) -> tuple[PersonForgotten, set[int], list[Row]]:
    """Return what goes and what stays, the versions that name the person, and the statements that are the person's."""
    gone: Counter[str] = Counter()
    kept: list[Place] = []
    met: set[str] = set()
    doomed = whose.statements(db, search.aliases, search.gone)
    named = {row["version_id"] for row in doomed}
    for where, text, found in _everything(db, search.every):
        going = [form for form in found if _goes(form, search.gone)]
        gone.update(form.kind for form in going)
        met.update(form.key for form in going)
        if isinstance(where, int) and going:
            named.add(where)
        black = blackened(text, going)
        kept += [_place(db, where, text, black, form) for form in found if form not in going]
    absent = tuple(form for form, searched in search.also.items() if searched not in met)
    report = PersonForgotten(
        len(doomed), len(named), dict(gone.most_common()), tuple(kept), absent, people=people.held(db, search.gone)
    )
    return report, named, doomed


def left(db: Database) -> Iterator[tuple[str, str]]:
    """
    Yield where the ledger still holds the name of somebody forgotten.

    Yields:
        Article and version, or table and column; and what stands there, without saying the name.
    """
    forgotten = veil(db)
    if not forgotten:
        return
    places = [(row["version_id"], row["text"]) for row in db.execute("select version_id, text from body")]
    for where, text in chain(places, columns.layouts(db)):
        yield from ((_where(db, where, text, form.start), _told(form)) for form in forgotten.forms(text))
    keys = aliases.speaker_keys(db)
    for table, column in columns.with_words(db):
        for where, _, found in _in_column(db, table, column, forgotten, keys if table == "correction" else set()):
            yield from ((where, _told(form)) for form in found if not _is_left_on_purpose(table, form))


def _told(form: Form) -> str:
    return f"a forgotten person's name is left ({form.kind}, {form.end - form.start} characters)"


def _is_left_on_purpose(table: str, form: Form) -> bool:
    """Tell whether a form is doubtful, or a bare surname among the names of speakers, where namesakes keep theirs."""
    return form.domain in UNSURE or (table in SHARED and form.domain in ("alone", "surname"))


def _everything(db: Database, looked_for: Veil) -> Iterator[tuple[int | str, str, list[Form]]]:
    """Yield every text that holds one of the forms, with the forms: of a version, then each other text once."""
    for row in db.execute("select version_id, text from body order by version_id").fetchall():
        if found := looked_for.find(row["text"]):
            yield row["version_id"], row["text"], found
    seen: set[str] = set()
    for table, column in columns.with_words(db):
        if table not in SHARED and (table, column) not in _REPEATED:
            yield from _in_column(db, table, column, looked_for, seen)


def _in_column(
    db: Database, table: str, column: str, looked_for: Veil, seen: set[str]
) -> Iterator[tuple[str, str, list[Form]]]:
    """Yield the same of a column, what has been seen left out."""
    for value in columns.values(db, table, column):
        for text in columns.texts_in(value):
            if text not in seen and (found := looked_for.find(text)):
                seen.add(text)
                yield f"{table}.{column}", text, found


def _goes(form: Form, gone: Veil) -> bool:
    return form.domain not in UNSURE and gone.holds(form.domain, form.key)


def _place(db: Database, where: int | str, text: str, black: str, form: Form) -> Place:
    start, end = max(0, form.start - _CONTEXT), form.end + _CONTEXT
    written = text[form.start : form.end]
    if form.kind == "handle":
        written = f"@{written}"
    elif form.kind == "short mail address":
        written = f"{written}@"
    return Place(written, form.kind, _where(db, where, text, form.start), " ".join(black[start:end].split()))


def _where(db: Database, where: int | str, text: str, start: int) -> str:
    if isinstance(where, str):
        return where
    row = db.execute(
        """
        select a.id, v.number, v.version_id = a.version_id as is_current
        from version v join article a on a.article_id = v.article_id where v.version_id = ?
        """,
        (where,),
    ).fetchone()
    version = "" if row["is_current"] else f" version {row['number']}"
    return f"article {row['id']}{version} paragraph {text.count(chr(10) * 2, 0, start) + 1}"
