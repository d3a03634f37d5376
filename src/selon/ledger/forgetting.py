"""
What must the ledger no longer know, and not learn again?

Forgetting an article removes it with all its versions and statements; forgetting a person removes what the person said
and blackens the name, letter for letter, so that all other offsets keep their place. A tombstone keeps hashes alone:
enough to refuse the same article and to blacken the same name when they come again, not enough to tell what they were.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from selon.errors import UnknownEntry
from selon.ledger import identity, people, restore, rows, store, words
from selon.model import Article, Attribution, Span, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selon.ledger.connection import Database

FILLER = "\N{FULL BLOCK}"
_LONGEST_NAME = 5  # words; longer names of people are titles as well
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*")


def is_forgotten(db: Database, key: str, text_key: str) -> bool:
    """Tell whether an article of this address or these words has been forgotten on purpose."""
    hashes = (identity.digest("article", key), identity.digest("text", text_key))
    return bool(
        db.execute("select 1 from tombstone where kind = 'article' and hash in (?, ?)", hashes).fetchone(),
    )


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
        store.drop_bands(db, version["version_id"])
        gone += store.drop_statements(db, version["version_id"])
    hashes = {identity.digest("article", row["identity"])}
    hashes |= {identity.digest("text", v["text_key"]) for v in versions if v["text_key"] not in shared}
    _bury(db, "article", hashes, who=who, now=now, reason=reason)
    db.execute("update article set near = null, similarity = null where near = ?", (article_id,))
    db.execute("delete from failure where source in (select source from intake where article_id = ?)", (article_id,))
    db.execute("delete from intake where article_id = ?", (article_id,))
    db.executemany(
        "update correction set value = '{}', base = null, note = null where target = ?", [(one,) for one in gone]
    )
    db.executemany("delete from anchor where old = ?1 or new = ?1", [(one,) for one in gone])
    db.execute("delete from article where article_id = ?", (article_id,))
    _optimize(db)


def forget_person(db: Database, key: str, *, who: str, now: str, reason: str | None) -> tuple[int, int]:
    """
    Remove what a person said, and blacken the person's name in every text. To be called inside a transaction.

    Returns:
        How many statements were removed, and in how many versions of articles the name was blackened.

    Raises:
        UnknownEntry: If there is no such speaker.
    """
    speaker = people.require_speaker(db, key)
    aliases = db.execute(
        """
        select n.alias_id, n.name from alias n left join assignment g on g.alias_id = n.alias_id
        where coalesce(g.speaker_id, n.speaker_id) = ?
        """,
        (speaker["speaker_id"],),
    ).fetchall()
    known = [row["name"] for row in aliases]
    hashes = {identity.digest("person", identity.fold(name)) for name in known}
    hashes |= {identity.digest("surname", identity.fold(_surname(name))) for name in known}
    _bury(db, "person", hashes, who=who, now=now, reason=reason)
    removed = blackened = 0
    for row in db.execute("select version_id from body order by version_id").fetchall():
        count, changed = _blacken_version(db, row["version_id"], hashes)
        removed += count
        blackened += changed
    _blacken_log(db, hashes)
    _drop_names(db, hashes)
    _optimize(db)
    return removed, blackened


def without_forgotten_people(db: Database, article: Article) -> Article:
    """Return *article* without the names and the statements of people who have been forgotten."""
    hashes = {row["hash"] for row in db.execute("select hash from tombstone where kind = 'person'")}
    return blackened(article, hashes) if hashes else article


def blackened(article: Article, hashes: set[str]) -> Article:
    """
    Return *article* without what the people of *hashes* said, their names blackened letter for letter.

    The article itself comes back when it names none of them.
    """
    spans = _name_spans(article.text, hashes)
    said = [
        place
        for place, attribution in enumerate(article.attributions)
        if attribution.speaker is not None and _is_named(attribution.speaker.name, hashes)
    ]
    if not spans and not said:
        return article
    letters = list(article.text)
    for span in spans:
        for i in range(span.start, span.end):
            if letters[i].isalnum():
                letters[i] = FILLER
    kept = [place for place in range(len(article.attributions)) if place not in set(said)]
    places = {old: new for new, old in enumerate(kept)}
    attributions = []
    for place in kept:
        attribution = _without_names(article.attributions[place], hashes)
        parent = places.get(attribution.parent) if attribution.parent is not None else None
        attributions.append(replace(attribution, parent=parent))
    return replace(
        article,
        text="".join(letters),
        byline=_blacken(article.byline, hashes) if article.byline else None,
        attributions=tuple(attributions),
    )


def _without_names(attribution: Attribution, hashes: set[str]) -> Attribution:
    why = attribution.why
    return replace(
        attribution,
        candidates=tuple(c for c in attribution.candidates if not _is_named(c.name, hashes)),
        why=Why(why.rule, why.cue, why.frame, tuple(_blacken(one, hashes) for one in why.evidence)),
    )


def _blacken_version(db: Database, version_id: int, hashes: set[str]) -> tuple[int, int]:
    before = restore.article(db, version_id)
    after = blackened(before, hashes)
    if after is before:
        return 0, 0
    head = db.execute(
        """
        select v.*, a.identity, a.version_id as current, a.copy_of from version v
        join article a on a.article_id = v.article_id where v.version_id = ?
        """,
        (version_id,),
    ).fetchone()
    superseded = head["current"] != version_id
    software = restore.software(db, version_id)
    store.drop_bands(db, version_id)
    gone = store.drop_statements(db, version_id)
    kept = store.put_statements(db, after, head["identity"], version_id, software, head["first_seen"])
    if superseded:
        store.supersede(db, version_id)
    title = after.title.of(after.text) if after.title else None
    db.execute(
        "update version set redacted = 1, title = ?, byline = ?, text_hash = ?, signature = null where version_id = ?",
        (title, after.byline, identity.text_hash(after.text), version_id),
    )
    db.execute("update body set text = ? where version_id = ?", (after.text, version_id))
    people.refresh(db, [*gone, *kept])
    return len(gone) - len(kept), 1


def _blacken_log(db: Database, hashes: set[str]) -> None:
    found = db.execute("select correction_id, target, value, base, note from correction").fetchall()
    for row in found:
        changed = [_blacken_json(row[name], hashes) for name in ("value", "base")]
        note = _blacken(row["note"], hashes) if row["note"] else row["note"]
        if [*changed, note] != [row["value"], row["base"], row["note"]]:
            db.execute(
                "update correction set value = ?, base = ?, note = ? where correction_id = ?",
                (*changed, note, row["correction_id"]),
            )


def _blacken_json(text: str | None, hashes: set[str]) -> str | None:
    def walk(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            return _blacken(value, hashes)
        if isinstance(value, list):
            return [walk(one) for one in value]
        if isinstance(value, dict):
            return {name: walk(one) for name, one in value.items()}
        return value

    return rows.compact(walk(json.loads(text))) if text is not None else None


def _drop_names(db: Database, hashes: set[str]) -> None:
    for row in db.execute("select alias_id, name, speaker_id from alias").fetchall():
        if not _is_named(row["name"], hashes):
            continue
        for revised in db.execute("select * from revision where alias_id = ?", (row["alias_id"],)).fetchall():
            words.remove(db, [(revised["statement_id"], revised["content"], revised["source"])])
            db.execute("delete from revision where statement_id = ?", (revised["statement_id"],))
        db.execute("update statement set alias_id = null where alias_id = ?", (row["alias_id"],))
        db.execute("delete from assignment where alias_id = ?", (row["alias_id"],))
        db.execute("delete from alias where alias_id = ?", (row["alias_id"],))
    db.execute(
        "delete from reason where reason_id not in (select reason_id from statement) "
        "and reason_id not in (select reason_id from revision)"
    )
    for row in db.execute("select speaker_id, key, name from speaker").fetchall():
        if _is_named(row["name"], hashes):
            mark = f"{FILLER * 3}{row['speaker_id']}"
            db.execute("update speaker set name = ?, key = ? where speaker_id = ?", (mark, mark, row["speaker_id"]))
            db.execute("update correction set target = ? where target = ?", (mark, row["key"]))
    db.execute(
        "delete from speaker where speaker_id not in (select speaker_id from alias) "
        "and speaker_id not in (select speaker_id from assignment)"
    )


def _bury(  # noqa: PLR0913 - what a tombstone says
    db: Database, kind: str, hashes: Iterable[str], *, who: str, now: str, reason: str | None
) -> None:
    db.executemany(
        "insert or replace into tombstone (kind, hash, at, who, reason) values (?, ?, ?, ?, ?)",
        [(kind, one, now, who, reason) for one in sorted(hashes)],
    )


def _optimize(db: Database) -> None:
    """Merge the index of words into one piece, which drops the deleted words from the file."""
    db.execute("insert into word (word) values ('optimize')")


def _surname(name: str) -> str:
    found = _NAME_WORD.findall(name)
    return found[-1] if found else name


def _is_named(name: str, hashes: set[str]) -> bool:
    return identity.digest("person", identity.fold(name)) in hashes


def _blacken(text: str, hashes: set[str]) -> str:
    letters = list(text)
    for span in _name_spans(text, hashes):
        letters[span.start : span.end] = [FILLER if c.isalnum() else c for c in letters[span.start : span.end]]
    return "".join(letters)


def _name_spans(text: str, hashes: set[str]) -> Sequence[Span]:
    """Return where *text* has the full names; and, once it has one of them, where it has the surname alone."""
    found = list(_NAME_WORD.finditer(text))
    joined = [a.end() + 2 >= b.start() for a, b in pairwise(found)]  # one space, or a dot and a space
    spans: set[Span] = set()
    for first in range(len(found)):
        for last in range(first, min(first + _LONGEST_NAME, len(found))):
            if last > first and not joined[last - 1]:
                break
            start, end = found[first].start(), found[last].end()
            if not text[start].isupper():
                break
            if identity.digest("person", identity.fold(text[start:end])) in hashes:
                spans.add(Span(start, end))
    if spans:
        spans |= {
            Span(m.start(), m.end())
            for m in found
            if m.group()[0].isupper() and identity.digest("surname", identity.fold(m.group())) in hashes
        }
    return sorted(spans)
