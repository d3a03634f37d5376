"""
How much, by whom, where and when?

Counts over outlets and months, with those over speakers from :mod:`selon.ledger.speakers`; a query narrows them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selon.ledger import ask
from selon.ledger.counting import outlet_names, standings
from selon.ledger.query import Query
from selon.ledger.rows import STANDINGS, Row
from selon.ledger.speakers import SpeakerActs, acts
from selon.ledger.values import OutletEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.ledger.connection import Database


_FIGURES = ("n", *STANDINGS)


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


def outlets(db: Database, query: Query) -> list[OutletEntry]:
    """Return the outlets with articles that *query* means, those with most statements first."""
    return _outlets(db, query, _summed(standings(db, query), "outlet_id"), _own_voice(db, query))


def _outlets(
    db: Database, query: Query, counted: dict[int | None, Counter[str]], own: dict[int | None, Row]
) -> list[OutletEntry]:
    names = outlet_names(db)
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
    own = voices.values()
    counted = standings(db, query)
    by_outlet, by_month = _summed(counted, "outlet_id"), _summed(counted, "month")
    totals: Counter[str] = sum(by_month.values(), Counter())
    return Stats(
        articles=sum(row["articles"] for row in own),
        statements=totals["n"],
        **_sources(totals),
        own_voice_share=_share(sum(row["own"] for row in own), sum(row["characters"] for row in own)),
        hearsay=sum(row["hearsay"] for row in own),
        outlets=tuple(_outlets(db, query, by_outlet, voices)),
        speakers=tuple(acts(db, query, limit=speakers)),
        months=tuple(
            Month(month, by_month[month]["n"], **_sources(by_month[month])) for month in sorted(filter(None, by_month))
        ),
    )


def _own_voice(db: Database, query: Query) -> dict[int | None, Row]:
    wanted, values = ask.article_conditions(db, query)
    # Both indexes hold all that is asked for; the rows of versions are long.
    joined = (
        "version v indexed by version_counted cross join article a indexed by article_counted on a.version_id = v.version_id"
        if query.article is None
        else "article a join version v on v.version_id = a.version_id"
    )
    found = db.execute(
        f"""
        select a.outlet_id, count(*) as articles, min(v.day) as first, max(v.day) as last,
            sum(iif(v.extracted and a.copy_of is null, v.own_characters, 0)) as own,
            sum(iif(v.extracted and a.copy_of is null, v.characters, 0)) as characters,
            sum(v.hearsay) as hearsay
        from {joined} {wanted} group by a.outlet_id
        """,
        values,
    )
    return {row["outlet_id"]: row for row in found}


def _summed(counted: Iterable[Row], by: str) -> defaultdict[Any, Counter[str]]:
    """Return the figures of groups by one of the things that they are grouped by."""
    sums: dict[Any, list[int]] = {}
    for row in counted:
        figures = [row[name] or 0 for name in _FIGURES]
        held = sums.get(row[by])
        sums[row[by]] = figures if held is None else [one + more for one, more in zip(held, figures, strict=True)]
    return defaultdict(Counter, {key: Counter(dict(zip(_FIGURES, one, strict=True))) for key, one in sums.items()})


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


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
