"""
How is a person forgotten?

What the person said is removed, and the name blackened wherever the ledger holds it: in every form that can be nobody
else, and in those others that were asked for. A namesake keeps statements and name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from selon.ledger import (
    aliases,
    corrections,
    forgetting,
    fulltext,
    identity,
    restore,
    rows,
    spelling,
    store,
    stored,
    tombstones,
    whose,
)
from selon.ledger.forms import FILLER, Form, blackened
from selon.ledger.spelling import DOUBTFUL, LIKE, SURE, UNSURE
from selon.ledger.values import PersonForgotten, Place
from selon.ledger.veil import Veil, of_rows, row_of, said, veil
from selon.record import spans_of

if TYPE_CHECKING:
    from selon.ledger.connection import Database
    from selon.model import Article

_CONTEXT = 32  # characters shown on either side of a form
_ADDRESSES = (("article", "identity"), ("intake", "source"), ("failure", "source"), ("feed", "url"))
"""Columns in which two addresses must stay apart."""
_REPEATED = (
    ("article", "identity"), ("body", "outlet"), ("body", "url"), ("revision", "candidates"), ("statement", "candidates"),
    ("version", "title"),
)  # fmt: skip
"""Columns that say again what others say, and are not counted."""
_SHARED = ("alias", "outlet", "reason", "speaker")
"""Tables whose rows many others refer to: changed one by one."""


@dataclass(frozen=True)
class _Search:
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


# Looking


def look(db: Database, key: str, *, also: Sequence[str] = (), all_forms: bool = False) -> PersonForgotten:
    """
    Return what forgetting a person would take away, and what would stay.

    The arguments and errors are those of :func:`forget`.
    """
    return _survey(db, _find(db, key, also, all_forms=all_forms))[0]


def _find(db: Database, key: str, also: Sequence[str], *, all_forms: bool) -> _Search:
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
    return _Search(
        whose.aliases(db, speakers),
        frozenset(speakers),
        frozenset(buried),
        gone,
        every,
        {form: searched for form, (_, searched) in asked.items()},
    )


def _survey(db: Database, search: _Search) -> tuple[PersonForgotten, set[int], list[Any]]:
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
    return PersonForgotten(len(doomed), len(named), dict(gone.most_common()), tuple(kept), absent), named, doomed


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
    for where, text in chain(places, stored.layouts(db)):
        yield from ((_where(db, where, text, form.start), _told(form)) for form in forgotten.forms(text))
    keys = aliases.speaker_keys(db)
    for table, column in stored.fields(db):
        for where, _, found in _in_field(db, table, column, forgotten, keys if table == "correction" else set()):
            yield from ((where, _told(form)) for form in found if not _is_left_on_purpose(table, form))


def _told(form: Form) -> str:
    return f"a forgotten person's name is left ({form.kind}, {form.end - form.start} characters)"


def _is_left_on_purpose(table: str, form: Form) -> bool:
    """Tell whether a form is doubtful, or a bare surname among the names of speakers, where namesakes keep theirs."""
    return form.domain in UNSURE or (table in _SHARED and form.domain in ("alone", "surname"))


def _everything(db: Database, looked_for: Veil) -> Iterator[tuple[int | str, str, list[Form]]]:
    """Yield every text that holds one of the forms, with the forms: of a version, then each other text once."""
    for row in db.execute("select version_id, text from body order by version_id").fetchall():
        if found := looked_for.find(row["text"]):
            yield row["version_id"], row["text"], found
    seen: set[str] = set()
    for table, column in stored.fields(db):
        if table not in _SHARED and (table, column) not in _REPEATED:
            yield from _in_field(db, table, column, looked_for, seen)


def _in_field(
    db: Database, table: str, column: str, looked_for: Veil, seen: set[str]
) -> Iterator[tuple[str, str, list[Form]]]:
    """Yield the same of a column, what has been seen left out."""
    for value in stored.values(db, table, column):
        for text in stored.texts_in(value):
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


# Doing


def forget(  # noqa: PLR0913 - what is asked for, and what the tombstone says
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
    search = _find(db, key, also, all_forms=all_forms)
    report, named, doomed = _survey(db, search)
    decided = _corrections(db)
    unsaid = {row_of("said", said(row["article"], row["content"])) for row in doomed if row["content"]}
    tombstones.bury(db, "person", search.buried | unsaid, who=who, now=now, reason=reason)
    touched: set[str] = set()
    numbers = {row["statement_id"] for row in doomed}
    for version_id in sorted(named | _others(db, search.gone)):
        touched |= _cover_version(db, version_id, search.gone, numbers, decided)
    _empty_corrections(db, {row["id"] for row in doomed})
    renamed = _cover_speakers(db, search)
    _cover_outlets(db, search.gone)
    _cover_fields(db, search.gone, renamed)
    corrections.refresh(db, sorted(touched))
    aliases.sweep(db)
    db.execute(
        "delete from reason where reason_id not in (select reason_id from statement) "
        "and reason_id not in (select reason_id from revision)"
    )
    forgetting.optimize(db)
    return report


def _others(db: Database, gone: Veil) -> set[int]:
    """Return the versions of which something else than the text holds a form that goes."""
    found = {version_id for version_id, text in stored.layouts(db) if gone.forms(text)}
    reasons = [
        row["reason_id"] for row in db.execute("select * from reason") if _holds(gone, row["lemma"], row["evidence"])
    ]
    for table in ("statement", "revision"):
        candidates = [value for value in stored.values(db, table, "candidates") if _holds(gone, value)]
        for column, some in (("reason_id", reasons), ("candidates", candidates)):
            query = f"select version_id from {table} where {column} in (select value from json_each(?))"
            found |= {row["version_id"] for row in db.execute(query, (json.dumps(some),))}
    return found


def _holds(gone: Veil, *values: str) -> bool:
    return any(gone.forms(text) for value in values for text in stored.texts_in(value))


def _cover_version(
    db: Database, version_id: int, gone: Veil, doomed: set[int], decided: dict[str, list[Any]]
) -> set[str]:
    """Cover a version and return the ids of its statements, those that are gone among them."""
    before, machine = restore.article(db, version_id), restore.machine_rows(db, version_id)
    hers = {place for place, row in enumerate(machine) if row["statement_id"] in doomed}
    after = gone.cover(before, hers, beside=bool(hers))
    revised = {row["id"] for row in restore.people_rows(db, version_id)}
    corrections.unrevise(db, revised)
    shown = "select statement_id, content, source from statement where version_id = ? and state = 1"
    fulltext.remove(db, db.execute(shown, (version_id,)).fetchall())
    db.executemany(
        "delete from statement where statement_id = ?", [(machine[place]["statement_id"],) for place in hers]
    )
    kept = [row["statement_id"] for place, row in enumerate(machine) if place not in hers]
    for position, (statement_id, attribution) in enumerate(zip(kept, after.attributions, strict=True)):
        record = aliases.columns(db, attribution, after) | {"position": position}
        settings = ", ".join(f"{name} = :{name}" for name in record)
        db.execute(
            f"update statement set {settings} where statement_id = :statement_id",
            record | {"statement_id": statement_id},
        )
    fulltext.enter(db, db.execute(shown, (version_id,)).fetchall())
    _store_text(db, version_id, after)
    public = db.execute(
        "select a.id from article a join version v on v.article_id = a.article_id where v.version_id = ?", (version_id,)
    ).fetchone()["id"]
    for row in decided.get(public, ()):
        _cover_words(db, row, before, after)
    return revised | {row["id"] for row in machine}


def _store_text(db: Database, version_id: int, article: Article) -> None:
    store.drop_bands(db, version_id)
    db.execute(
        "update version set redacted = 1, title = ?, byline = ?, warnings = ?, text_hash = ?, signature = null "
        "where version_id = ?",
        (
            article.title.of(article.text) if article.title else None,
            article.byline,
            rows.compact(list(article.warnings)) if article.warnings else None,
            identity.text_hash(article.text),
            version_id,
        ),
    )
    db.execute(
        "update body set text = ?, url = ?, outlet = ?, layout = ? where version_id = ?",
        (article.text, article.url, article.outlet, rows.pack_layout(article), version_id),
    )


def _corrections(db: Database) -> dict[str, list[Any]]:
    """Return the decisions on statements by the article that they were made on."""
    found: dict[str, list[Any]] = {}
    for row in db.execute("select correction_id, value, base from correction where base is not null"):
        found.setdefault(json.loads(row["base"]).get("article", ""), []).append(row)
    return found


def _cover_words(db: Database, row: Any, before: Article, after: Article) -> None:  # noqa: ANN401 - a row
    """Give the words that a decision quotes the letters that they now have in the article, by their places."""
    value, base = json.loads(row["value"]), json.loads(row["base"])
    for quoted, spans in ((value, value), (base, base.get("attribution", {}))):
        for role, text in (quoted.get("words") or {}).items():
            places = spans_of(spans.get(role) or [])
            if places and places[-1].end <= len(before.text) and before.words(places) == text:
                quoted["words"][role] = after.words(places)
    db.execute(
        "update correction set value = ?, base = ? where correction_id = ?",
        (rows.compact(value), rows.compact(base), row["correction_id"]),
    )


def _empty_corrections(db: Database, ids: set[str]) -> None:
    """Empty the decisions on statements that are gone; that somebody decided stays on record."""
    held = db.execute(
        "select distinct id from statement where id in (select value from json_each(?))", (json.dumps(sorted(ids)),)
    )
    gone = [(one,) for one in ids - {row["id"] for row in held}]
    db.executemany("update correction set value = '{}', base = null, note = null where target = ?", gone)
    db.executemany("delete from anchor where old = ?1 or new = ?1", gone)


def _cover_speakers(db: Database, search: _Search) -> dict[str, str]:
    """Drop the person's names, cover them in those of others, and return the keys that changed, old to new."""
    for alias_id in search.aliases:
        db.execute("update statement set alias_id = null where alias_id = ?", (alias_id,))
        db.execute("delete from assignment where alias_id = ?", (alias_id,))
        db.execute("delete from alias where alias_id = ?", (alias_id,))
    held: dict[int, list[Any]] = {}
    for row in db.execute(
        """
        select n.alias_id, n.name, n.kind, n.identifier, coalesce(g.speaker_id, n.speaker_id) as speaker_id
        from alias n left join assignment g on g.alias_id = n.alias_id
        """
    ):
        held.setdefault(row["speaker_id"], []).append(row)
    for known in held.values():
        for row in known:
            _cover_alias(db, row, _cover_name(row["name"], known, search.gone), search.gone.blacken(row["identifier"]))
    renamed = {}
    for row in db.execute("select speaker_id, key, name, identifier from speaker").fetchall():
        name = _cover_name(row["name"], held.get(row["speaker_id"], ()), search.gone)
        if row["speaker_id"] in search.speakers:
            name = FILLER * 3
        if name != row["name"]:
            renamed[row["key"]] = f"{name}#{row['speaker_id']}"
            db.execute(
                "update speaker set name = ?, key = ?, identifier = ? where speaker_id = ?",
                (
                    name,
                    renamed[row["key"]],
                    search.gone.blacken(row["identifier"]) if row["identifier"] else None,
                    row["speaker_id"],
                ),
            )
    return renamed


def _cover_name(name: str, known: Iterable[Any], gone: Veil) -> str:
    """Return a name of somebody else covered; a surname of somebody with a fuller name is that person's own."""
    has_fuller = any(" " in spelling.core(row["name"]) and not gone.is_hers(row["name"]) for row in known)
    found = gone.forms(name)
    return blackened(name, [form for form in found if not (has_fuller and form.domain in ("alone", "surname"))])


def _cover_alias(db: Database, row: Any, name: str, identifier: str) -> None:  # noqa: ANN401 - a row
    if (name, identifier) == (row["name"], row["identifier"]):
        return
    taken = db.execute(
        "select 1 from alias where name = ? and kind = ? and identifier = ?", (name, row["kind"], identifier)
    ).fetchone()
    name = f"{name} {row['alias_id']}" if taken else name
    db.execute(
        "update alias set name = ?, folded = ?, identifier = ? where alias_id = ?",
        (name, identity.fold(name), identifier, row["alias_id"]),
    )


def _cover_outlets(db: Database, gone: Veil) -> None:
    for row in db.execute("select outlet_id, name from outlet").fetchall():
        name = gone.blacken(row["name"])
        if name == row["name"]:
            continue
        same = db.execute("select outlet_id from outlet where name = ?", (name,)).fetchone()
        if same is None:
            db.execute("update outlet set name = ? where outlet_id = ?", (name, row["outlet_id"]))
            continue
        for table in ("article", "statement", "revision"):
            db.execute(f"update {table} set outlet_id = ? where outlet_id = ?", (same["outlet_id"], row["outlet_id"]))
        db.execute("delete from outlet where outlet_id = ?", (row["outlet_id"],))


def _covered(keys: dict[str, str | None], by: Callable[[str], str], text: str) -> str:
    """Return *text* covered; the key of a speaker is the speaker's new one, or stays."""
    return (keys[text] or text) if text in keys else by(text)


def _cover_fields(db: Database, gone: Veil, renamed: dict[str, str]) -> None:
    keys: dict[str, str | None] = dict.fromkeys(aliases.speaker_keys(db)) | renamed
    for table, column in stored.fields(db):
        if table in _SHARED:
            continue
        cover = partial(
            _covered,
            keys if table == "correction" else {},
            gone.address if (table, column) in _ADDRESSES else gone.blacken,
        )
        stored.rewrite(db, table, column, cover)
    # The ids of their statements stand for addresses that can no longer be read.
    db.execute(
        "update version set redacted = 1 where article_id in (select article_id from article where instr(identity, ?))",
        (FILLER,),
    )
