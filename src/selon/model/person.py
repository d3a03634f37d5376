"""
What does somebody who keeps a table of people say of one of them?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from selon.errors import InvalidValue

PERSON_COLUMNS = ("name", "aliases", "role", "party", "gender", "wikidata", "from", "to")
"""The columns of a table of people, in the order in which one is written."""

LONGEST = 1_000
"""Characters of a name or of any other cell."""

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    A person, or what holds of the person for some time.

    Nothing of it is guessed: what is None is not known.

    Attributes:
        name: Name, as articles write it.
        aliases: Other forms of the name.
        role: Office or profession, as its writer puts it.
        party: Party, likewise.
        gender: Gender, likewise.
        wikidata: Wikidata id, such as ``Q1048``.
        since: First day on which this holds, as 2022-03-13; None from the beginning.
        until: Last day; None without end.

    Raises:
        InvalidValue: If a name has no letter or figure, a text is empty, too long or holds control characters, the
            Wikidata id or a day is none, or the last day comes before the first.

    >>> Person(name="Claire Vasselin", gender="woman", since="2020-07-04").until is None
    True
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    party: str | None = None
    gender: str | None = None
    wikidata: str | None = None
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        for what, name in (("name", self.name), *(("aliases", alias) for alias in self.aliases)):
            if not any(map(str.isalnum, _text(what, name))):
                msg = f"{what} {name!r} is no name; give one with letters"
                raise InvalidValue(msg)
        for what in ("role", "party", "gender"):
            if getattr(self, what) is not None:
                _text(what, getattr(self, what))
        if self.wikidata is not None and not _WIKIDATA.fullmatch(_text("wikidata", self.wikidata)):
            msg = f"wikidata {self.wikidata!r} is no id; write it as Q1048"
            raise InvalidValue(msg)
        for what, day in (("from", self.since), ("to", self.until)):
            _require_day(what, day)
        if self.since and self.until and self.since > self.until:
            msg = f"from {self.since!r} is later than to {self.until!r}; give the earlier one as from"
            raise InvalidValue(msg)


def _text(what: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        msg = f"{what} {value!r} is no text; give words, or leave it out"
        raise InvalidValue(msg)
    if len(value) > LONGEST:
        msg = f"{what} {value[:60]!r} has {len(value)} characters; give {LONGEST} at most"
        raise InvalidValue(msg)
    if _CONTROL.search(value):
        msg = f"{what} {value[:60]!r} holds control characters; write it on one line with letters and signs alone"
        raise InvalidValue(msg)
    return value


def _require_day(what: str, day: str | None) -> None:
    try:
        if day is None or date.fromisoformat(day).isoformat() == day:
            return
    except (TypeError, ValueError):
        pass
    msg = f"{what} {day!r} is no day; write it as 2022-03-13"
    raise InvalidValue(msg)
