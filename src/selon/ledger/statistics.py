"""
How much, by whom, where and when?

Counts over speakers, outlets, acts and months. A query narrows every one of them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selon.ledger import ask
from selon.ledger.aliases import require_speaker
from selon.ledger.fulltext import expression
from selon.ledger.query import Query, conditions
from selon.ledger.rows import STANDINGS
from selon.ledger.values import OutletEntry, SpeakerEntry
from selon.model import LABELS, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.ledger.connection import Database


@dataclass(frozen=True, slots=True)
class Month:
    """
    The statements published in one month.

    Attributes:
        month: ``2022-03``.
        statements: How many.
        named: Of these, with a named source.
        described: With a described one.
        anonymous: With neither name nor description.
        unresolved: Apart from these, those of which it is not known whom the source stands for.
        questions: Apart from these, the reporters' own questions.
        unnamed_share: Described and anonymous together, as a share of those and the named.
    """

    month: str
    statements: int
    named: int
    described: int
    anonymous: int
    unresolved: int
    questions: int
    unnamed_share: float | None


@dataclass(frozen=True, slots=True)
class SpeakerActs:
    """What one speaker does by speaking, each act with its count."""

    speaker: str
    statements: int
    acts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Stats:
    """
    Figures over the statements of a query.

    Attributes:
        articles: How many articles.
        statements: How many statements.
        named: Of these, with a named source.
        described: With a described one.
        anonymous: With neither name nor description.
        unresolved: Apart from these, those of which it is not known whom the source stands for.
        questions: Apart from these, the reporters' own questions.
        unnamed_share: Described and anonymous together, as a share of those and the named.
        own_voice_share: Share of the articles' characters that no attribution covers.
        hearsay: How many marks of hearsay stand in the outlets' own voice.
        outlets: The same by outlet, those with most statements first.
        speakers: Acts by speaker, those with most statements first.
        months: The same over time.
    """

    articles: int
    statements: int
    named: int
    described: int
    anonymous: int
    unresolved: int
    questions: int
    unnamed_share: float | None
    own_voice_share: float | None
    hearsay: int
    outlets: tuple[OutletEntry, ...]
    speakers: tuple[SpeakerActs, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """
    One speaker with everything that the ledger can say at a glance.

    Attributes:
        entry: Names and counts.
        acts: What the speaker does by speaking, the most frequent first.
        outlets: How often each outlet quotes the speaker, the most frequent first.
        months: Statements by month.
        latest: The latest statements.
    """

    entry: SpeakerEntry
    acts: dict[str, int]
    outlets: dict[str, int]
    months: dict[str, int]
    latest: tuple[Statement, ...]


def speakers(db: Database, query: Query, *, limit: int | None = None) -> list[SpeakerEntry]:
    """Return the speakers of the statements that *query* means, those with most statements first."""
    per_alias = _grouped(
        db,
        query,
        "s.alias_id, s.outlet_id, count(*) as n, min(s.day) as first, max(s.day) as last",
        "s.alias_id, s.outlet_id",
        "s.alias_id is not null",
    )
    counted = [tuple(row) for row in per_alias]
    owner = _owners(db, {alias for alias, *_ in counted})
    groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    totals: Counter[int] = Counter()
    for row in counted:
        speaker_id = owner[row[0]]["speaker_id"]
        groups[speaker_id].append(row)
        totals[speaker_id] += row[2]
    # Ties are told apart by name below, so all speakers that tie with the last one come along.
    least = sorted(totals.values(), reverse=True)[limit - 1] if limit and limit < len(totals) else 0
    chosen = [speaker_id for speaker_id in groups if totals[speaker_id] >= least]
    known = _speakers(db, chosen)
    entries = []
    for speaker_id in chosen:
        group = groups[speaker_id]
        names: Counter[str] = Counter()
        for alias, _, number, _, _ in group:
            names[owner[alias]["name"]] += number
        speaker = known[speaker_id]
        entries.append(
            SpeakerEntry(
                id=speaker_id,
                key=speaker["key"],
                name=speaker["name"],
                kind=speaker["kind"],
                identifier=speaker["identifier"],
                aliases=tuple(sorted(names, key=lambda name: (-names[name], name))),
                statements=totals[speaker_id],
                outlets=len({outlet for _, outlet, *_ in group if outlet is not None}),
                first=min((first for *_, first, _ in group if first), default=None),
                last=max((last for *_, last in group if last), default=None),
            )
        )
    entries.sort(key=lambda entry: (-entry.statements, entry.name, entry.id))
    return entries[:limit]


def _owners(db: Database, aliases: set[int]) -> dict[int, Any]:
    """Return the name and the speaker of each of *aliases*."""
    found = db.execute(
        """
        select n.alias_id, n.name, coalesce(g.speaker_id, n.speaker_id) as speaker_id
        from json_each(?) j cross join alias n on n.alias_id = j.value left join assignment g on g.alias_id = n.alias_id
        """,
        (json.dumps(sorted(aliases)),),
    )
    return {row["alias_id"]: row for row in found}


def _speakers(db: Database, numbers: Iterable[int]) -> dict[int, Any]:
    found = db.execute(
        "select p.* from json_each(?) j cross join speaker p on p.speaker_id = j.value", (json.dumps(list(numbers)),)
    )
    return {row["speaker_id"]: row for row in found}


def speaker_page(db: Database, name: str, *, latest: int = 20) -> SpeakerPage:
    """
    Return the page of the speaker with this key or number.

    Raises:
        UnknownEntry: If there is none.
    """
    row = require_speaker(db, name)
    query = Query(speaker=row["key"])
    entry = next(
        iter(speakers(db, query)),
        SpeakerEntry(row["speaker_id"], row["key"], row["name"], row["kind"], row["identifier"], (), 0, 0, None, None),
    )
    acts, outlets, months = Counter[str](), Counter[int](), Counter[str]()
    for group in _grouped(
        db, query, "l.act, s.outlet_id, s.day, count(*) as n", "s.alias_id, s.outlet_id, s.day, s.label_id"
    ):
        acts[group["act"] or "unknown"] += group["n"]
        months[(group["day"] or "unknown")[:7]] += group["n"]
        if group["outlet_id"] is not None:
            outlets[group["outlet_id"]] += group["n"]
    names = _outlet_names(db)
    return SpeakerPage(
        entry=entry,
        acts=dict(acts.most_common()),
        outlets={names[number]: n for number, n in outlets.most_common()},
        months=dict(sorted(months.items())),
        latest=tuple(ask.statements(db, query, limit=latest)),
    )


def outlets(db: Database, query: Query) -> list[OutletEntry]:
    """Return the outlets with articles that *query* means, those with most statements first."""
    return _outlets(db, query, _by_outlet(db, query), _own_voice(db, query))


def _by_outlet(db: Database, query: Query) -> dict[int | None, Counter[str]]:
    counted: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in _grouped(db, query, f"s.outlet_id, count(*) as n, {_sums()}", "s.outlet_id"):
        counted[row["outlet_id"]].update(_counts(row))
    return counted


def _outlets(
    db: Database, query: Query, counted: dict[int | None, Counter[str]], own: dict[int | None, Any]
) -> list[OutletEntry]:
    names = _outlet_names(db)
    entries = []
    narrowed = query != Query(lang=query.lang, outlet=query.outlet, since=query.since, until=query.until)
    for outlet in counted if narrowed else {**dict.fromkeys(own), **dict.fromkeys(counted)}:
        figures, voice = counted[outlet], own.get(outlet)
        entries.append(
            OutletEntry(
                name=names[outlet] if outlet is not None else None,
                articles=voice["articles"] if voice else 0,
                statements=figures["n"],
                **_sources(figures),
                own_voice_share=_share(voice["own"], voice["characters"]) if voice else None,
                first=voice["first"] if voice else None,
                last=voice["last"] if voice else None,
            )
        )
    return sorted(entries, key=lambda entry: (-entry.statements, entry.name or ""))


def stats(db: Database, query: Query, *, speakers: int | None = 20) -> Stats:
    """
    Return figures over the statements that *query* means.

    Args:
        db: The ledger's connection.
        query: What to count.
        speakers: How many speakers at most; None for all.
    """
    voices = _own_voice(db, query)
    by_outlet = _outlets(db, query, _by_outlet(db, query), voices)
    own = voices.values()
    totals: Counter[str] = Counter()
    months: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _grouped(db, query, f"s.day, count(*) as n, {_sums()}", "s.day"):
        figures = _counts(row)
        totals.update(figures)
        if row["day"]:
            months[row["day"][:7]].update(figures)
    return Stats(
        articles=sum(row["articles"] for row in own),
        statements=totals["n"],
        **_sources(totals),
        own_voice_share=_share(sum(row["own"] for row in own), sum(row["characters"] for row in own)),
        hearsay=sum(row["hearsay"] for row in own),
        outlets=tuple(by_outlet),
        speakers=tuple(_acts(db, query, limit=speakers)),
        months=tuple(Month(month, c["n"], **_sources(c)) for month, c in sorted(months.items())),
    )


def _acts(db: Database, query: Query, *, limit: int | None) -> list[SpeakerActs]:
    """Return what the speakers with most statements do; first who they are, which the index alone can tell."""
    totals: Counter[int] = Counter()
    for alias, number in _grouped(db, query, "s.alias_id, count(*) as n", "s.alias_id", "s.alias_id is not null"):
        totals[alias] += number
    owner = _owners(db, set(totals))
    said: Counter[int] = Counter()
    for alias, number in totals.items():
        said[owner[alias]["speaker_id"]] += number
    known = _speakers(db, said)
    ranked = sorted(said, key=lambda one: (-said[one], known[one]["name"], one))[:limit]
    places = set(ranked)
    acts: dict[int, Counter[str]] = defaultdict(Counter)
    chosen = json.dumps([alias for alias in totals if owner[alias]["speaker_id"] in places])
    for alias, act, number in _grouped(
        db,
        query,
        "s.alias_id, l.act, count(*) as n",
        "s.alias_id, l.act",
        "s.alias_id in (select value from json_each(:chosen))",
        chosen=chosen,
    ):
        if act is not None:
            acts[owner[alias]["speaker_id"]][act] += number
    return [
        SpeakerActs(known[one]["name"], said[one], {act: acts[one][act] for act in LABELS["act"] if acts[one][act]})
        for one in ranked
    ]


def _grouped(db: Database, query: Query, columns: str, by: str, *wanted: str, **bound: str) -> Iterable[Any]:
    """Yield groups of both layers; the same group may come once from each."""
    found = conditions(db, query)
    source, values = "", {**found.values, **bound}
    if query.words is not None:
        source, values["words"] = "word cross join", expression(query.words)
        wanted = ("word match :words", "s.statement_id = word.rowid", *wanted)
    table = "cross join label l on l.label_id = s.label_id" if "l." in columns else ""
    if found.machine:
        clause = " and ".join(("s.state = 1", *wanted, *found.both))
        yield from db.execute(
            f"select {columns} from {source} statement s {table} where {clause} group by {by}", values
        )
    if not found.machine or db.execute("select 1 from revision limit 1").fetchone():
        clause = " and ".join((*wanted, *found.both, *found.people)) or "1"
        yield from db.execute(f"select {columns} from {source} revision s {table} where {clause} group by {by}", values)


def _own_voice(db: Database, query: Query) -> dict[int | None, Any]:
    wanted, values = ask.article_conditions(db, query)
    found = db.execute(
        f"""
        select a.outlet_id, count(*) as articles, min(v.day) as first, max(v.day) as last,
            sum(iif(v.extracted and a.copy_of is null, v.own_characters, 0)) as own,
            sum(iif(v.extracted and a.copy_of is null, v.characters, 0)) as characters,
            sum(v.hearsay) as hearsay
        from article a join version v on v.version_id = a.version_id {wanted} group by a.outlet_id
        """,
        values,
    )
    return {row["outlet_id"]: row for row in found}


def _sums() -> str:
    return ", ".join(f"sum(s.unnamed = {number}) as {name}" for number, name in enumerate(STANDINGS))


def _counts(row: Any) -> Counter[str]:  # noqa: ANN401 - a row
    return Counter({name: row[name] or 0 for name in ("n", *STANDINGS)})


def _sources(figures: Counter[str]) -> dict[str, Any]:
    """Return how many sources are named or not, and what is counted apart, by the names of the fields."""
    named, described, anonymous = figures["named"], figures["described"], figures["anonymous"]
    return {
        "named": named,
        "described": described,
        "anonymous": anonymous,
        "unresolved": figures["unresolved"],
        "questions": figures["question"],
        "unnamed_share": _share(described + anonymous, named + described + anonymous),
    }


def _outlet_names(db: Database) -> dict[int, str]:
    return {row["outlet_id"]: row["name"] for row in db.execute("select outlet_id, name from outlet")}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
