"""
Which statements are meant?

A :class:`Query` says it in the words of a newsroom; :func:`conditions` turns it into bound SQL that both layers of
statements can answer. An empty query means all.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from selon.errors import InvalidValue
from selon.ledger import bounds, fulltext, identity, who
from selon.model import LABELS

if TYPE_CHECKING:
    from selon.ledger.connection import Database

OF_PEOPLE = who.SAID
"""What is asked of the user's table of people."""

UNKNOWN = "unknown"
"""Stands for what that table does not say."""

VERDICTS = ("shown", "accepted", "rejected", "unreviewed", "any")
_SHOWN = 20  # values that a message lists
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    What to look for; what is left out does not matter.

    Attributes:
        words: Words of content or source (see :func:`selon.ledger.fulltext.expression`).
        speaker: Key or number of a speaker, or words that one of the speaker's names must have.
        act: Acts, any of them.
        disclosure: What can be seen of the source, any of them.
        naming: Named, described or anonymous, any of them.
        certainty: How sure the content is presented as, any of them.
        polarity: Positive or negative.
        quotation: Direct, mixed or indirect, any of them.
        source_kind: Sorts of source, any of them.
        medium: How the content existed, any of them.
        lang: Languages, any of them.
        outlet: Outlets by name, any of them; case and accents do not matter.
        since: First day of publication, ``2022-03-13`` (or a year or month, which means its first day).
        until: Last day of publication (of a year or month, its last).
        article: Id or address of an article.
        role: Roles by the user's table of people, any of them; case and accents do not matter, ``unknown`` is what it
            does not say.
        party: Parties, likewise.
        gender: Genders, likewise.
        wikidata: Wikidata ids, likewise.
        verdict: ``shown`` (all but the rejected), ``accepted``, ``rejected``, ``unreviewed`` or ``any``.
        min_confidence: Least confidence of a statement.
        min_speaker_confidence: Least confidence of its speaker: whoever is named is at least so sure. A statement that names
            nobody stays; one whose speaker is less sure, or of which nothing tells, is left out as a whole.

    Raises:
        InvalidValue: If a label or a date is unknown, ``since`` is later than ``until``, or there are too many words.
    """

    words: str | None = None
    speaker: str | None = None
    act: tuple[str, ...] = ()
    disclosure: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    quotation: tuple[str, ...] = ()
    source_kind: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    article: str | None = None
    role: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    wikidata: tuple[str, ...] = ()
    verdict: str = "shown"
    min_confidence: float = 0.0
    min_speaker_confidence: float = 0.0

    def __post_init__(self) -> None:
        self._check_tuples()
        if self.verdict not in VERDICTS:
            msg = f"verdict {self.verdict!r} is unknown; one of: {', '.join(VERDICTS)}"
            raise InvalidValue(msg)
        if self.speaker is not None:
            bounds.text("speaker", self.speaker)
        if self.article is not None:
            bounds.text("article", self.article, longest=bounds.LONGEST_ADDRESS)
        if self.words is not None:
            fulltext.require_few(self.words)
        _check_days(self.since, self.until)
        for name in ("min_confidence", "min_speaker_confidence"):
            least = getattr(self, name)
            if not isinstance(least, int | float) or not 0 <= least <= 1:
                msg = f"{name} {bounds.shown(least)} is no share; give a number from 0 to 1"
                raise InvalidValue(msg)

    def _check_tuples(self) -> None:
        """Refuse labels that there are not, and filters of several values that are none."""
        for name in (*LABELS, "lang", "outlet", *OF_PEOPLE):
            values = getattr(self, name)
            if not isinstance(values, tuple | list):  # a text would be taken letter by letter, and find nothing
                msg = f"{name} {bounds.shown(values)} is none; give a tuple of texts, also for one"
                raise InvalidValue(msg)
            for value in values:
                if name not in LABELS:
                    bounds.text(name, value)
                elif value not in LABELS[name]:
                    msg = f"{name} {value!r} is unknown; one of: {', '.join(LABELS[name])}"
                    raise InvalidValue(msg)

    @property
    def wants_sure(self) -> bool:
        """Tell whether statements are left out because they or their speakers are not sure enough."""
        return self.min_confidence > 0 or self.min_speaker_confidence > 0

    @property
    def is_empty(self) -> bool:
        """Tell whether all shown statements are meant."""
        return all(getattr(self, f.name) == f.default for f in fields(self))


@dataclass(frozen=True, slots=True)
class Conditions:
    """
    A query as SQL.

    Attributes:
        both: Conditions on columns that both layers have.
        machine: Whether untouched statements can be meant at all.
        people: Conditions on the people's layer alone.
        values: What is bound.
    """

    both: tuple[str, ...]
    machine: bool
    people: tuple[str, ...]
    values: dict[str, Any]


def conditions(db: Database, query: Query) -> Conditions:
    """Return *query* as conditions on a table called ``s``; words are left to the index."""
    both: list[str] = []
    values: dict[str, Any] = {}
    labels = [name for name in LABELS if getattr(query, name)]
    if labels:
        wanted = " and ".join(f"{name} in (select value from json_each(:{name}))" for name in labels)
        both.append(f"s.label_id in (select label_id from label where {wanted})")
        values |= {name: json.dumps(getattr(query, name)) for name in labels}
    if query.lang:
        codes = [code.lower() for code in query.lang]
        both.append("s.language = :lang" if len(codes) == 1 else "s.language in (select value from json_each(:lang))")
        values["lang"] = codes[0] if len(codes) == 1 else json.dumps(codes)
    if query.speaker is not None:
        aliases = aliases_of(db, query.speaker)
        both.append(
            "s.alias_id = :alias" if len(aliases) == 1 else "s.alias_id in (select value from json_each(:alias))"
        )
        values["alias"] = aliases[0] if len(aliases) == 1 else json.dumps(aliases)
    if query.outlet:
        outlets = outlets_named(db, query.outlet)
        both.append(
            "s.outlet_id = :outlet" if len(outlets) == 1 else "s.outlet_id in (select value from json_each(:outlet))"
        )
        values["outlet"] = outlets[0] if len(outlets) == 1 else json.dumps(outlets)
    if any(getattr(query, column) for column in OF_PEOPLE):
        both += _of_people(db, query, values)
    if query.since is not None:
        both.append("s.day >= :since")
        values["since"] = query.since
    if query.until is not None:
        # A year or a month means up to its last day, which sorts before its name with a sign above the digits.
        both.append("s.day <= :until")
        values["until"] = query.until + ("" if len(query.until) == len("2022-03-13") else "-~")
    if query.article is not None:
        both.append("s.version_id = (select version_id from article where id in (:article, :article_key) limit 1)")
        values |= {"article": query.article, "article_key": identity.article_id(query.article)}
    if query.min_confidence > 0:
        both.append("s.confidence >= :min_confidence")
        values["min_confidence"] = query.min_confidence
    if query.min_speaker_confidence > 0:
        both.append("(s.alias_id is null or s.speaker_confidence >= :min_speaker_confidence)")
        values["min_speaker_confidence"] = query.min_speaker_confidence
    people = {
        "shown": ("s.verdict is not 'rejected'",),
        "accepted": ("s.verdict = 'accepted'",),
        "rejected": ("s.verdict = 'rejected'",),
        "unreviewed": ("s.verdict is null",),
        "any": (),
    }[query.verdict]
    return Conditions(tuple(both), query.verdict in ("shown", "unreviewed", "any"), people, values)


def aliases_of(db: Database, speaker: str) -> list[int]:
    """Return the names of the speakers that *speaker* means: a key, a number, or words of any of their names."""
    owner = "coalesce(g.speaker_id, n.speaker_id)"
    exact = db.execute("select speaker_id from speaker where key = ?", (speaker,)).fetchone()
    if exact is None and (number := bounds.row_number(speaker)) is not None:
        exact = db.execute("select speaker_id from speaker where speaker_id = ?", (number,)).fetchone()
    if exact is not None:
        chosen, values = f"{owner} = ?", [exact["speaker_id"]]
    else:
        parts = identity.fold(speaker).split() or [speaker]
        # Not like: % and _ in a name are no wildcards.
        matching = " and ".join(["instr(' ' || m.folded || ' ', ?) > 0"] * len(parts))
        chosen = f"""
            {owner} in (
                select coalesce(h.speaker_id, m.speaker_id) from alias m
                left join assignment h on h.alias_id = m.alias_id where {matching}
            )
        """
        values = [f" {part} " for part in parts]
    found = db.execute(
        f"select n.alias_id from alias n left join assignment g on g.alias_id = n.alias_id where {chosen}", values
    )
    return [row["alias_id"] for row in found]


def _of_people(db: Database, query: Query, values: dict[str, Any]) -> list[str]:
    """Return conditions on who the speakers are by the table of people, and bind what they ask for in *values*."""
    asked = {column: set(map(_folded, names)) for column in OF_PEOPLE if (names := getattr(query, column))}
    wanted = []
    for column, names in asked.items():
        values[f"who_{column}"] = json.dumps(_written(db, query, column))
        clause = f"h.{column} in (select value from json_each(:who_{column}))"
        wanted.append(f"({clause} or h.{column} is null)" if UNKNOWN in names else clause)
    held, is_one = " and ".join(wanted), f"select 1 from who h where {who.IN_FORCE.format('h')}"
    if all(UNKNOWN in names for names in asked.values()):
        return [f"(exists ({is_one} and {held}) or not exists ({is_one}))"]
    return [f"s.alias_id in (select h.alias_id from who h where {held})", f"exists ({is_one} and {held})"]


def _written(db: Database, query: Query, column: str) -> list[str]:
    """
    Return how the table of people writes what *query* asks of a *column* of it.

    Raises:
        InvalidValue: If no row says it: a misspelt party has not said nothing.
    """
    asked: tuple[str, ...] = getattr(query, column)
    if set(map(_folded, asked)) == {UNKNOWN}:
        return []
    require_people(db)
    held = [row[0] for row in db.execute(f"select distinct {column} from person where {column} is not null order by 1")]
    for one in asked:
        if _folded(one) not in {UNKNOWN, *map(_folded, held)}:
            some = ", ".join(held[:_SHOWN]) + (", …" if len(held) > _SHOWN else "") or "none"
            msg = f"no row of the table of people has the {column} {bounds.shown(one)}; it has: {some}"
            raise InvalidValue(msg)
    return [value for value in held if _folded(value) in set(map(_folded, asked))]


def require_people(db: Database) -> None:
    """
    Make sure that there is a table of people.

    Raises:
        InvalidValue: If there is none.
    """
    if not db.execute("select 1 from person limit 1").fetchone():
        msg = "this ledger has no table of people; take one in with: selon people import people.csv"
        raise InvalidValue(msg)


def outlets_named(db: Database, names: tuple[str, ...]) -> list[int]:
    """Return the outlets of these names, whatever their case and accents."""
    wanted = {_folded(name) for name in names}
    return [
        row["outlet_id"] for row in db.execute("select outlet_id, name from outlet") if _folded(row["name"]) in wanted
    ]


def _folded(name: str) -> str:
    """Return an outlet's name as it is compared; one without letters is compared by its signs."""
    return identity.fold(name) or name.strip()


def _check_days(since: str | None, until: str | None) -> None:
    """Refuse what are no days, and days between which there can be none."""
    first = _first_and_last("since", since)[0] if since is not None else date.min
    last = _first_and_last("until", until)[1] if until is not None else date.max
    if first > last:
        msg = f"since {since!r} is later than until {until!r}, and nothing lies between; give the earlier one as since"
        raise InvalidValue(msg)


def _first_and_last(name: str, value: str) -> tuple[date, date]:
    """Return the first and the last day of a day, a month or a year."""
    figures = [int(part) for part in value.split("-")] if isinstance(value, str) and _DAY.fullmatch(value) else [0]
    year, month, day = (*figures, 1, 1)[:3]
    try:
        first = date(year, month, day)
    except ValueError as error:
        msg = f"{name} {bounds.shown(value)} is no day; give it as 2022-03-13, 2022-03 or 2022"
        raise InvalidValue(msg) from error
    until = (first, first.replace(day=monthrange(year, month)[1]), first.replace(month=12, day=31))
    return first, until[3 - len(figures)]
