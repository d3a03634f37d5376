"""
Which day and time does a page's date mean?

Figures such as *05/03/2024* are ordered as in the page's country and language; what these leave open is unknown.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selon.reading.record_dates import record_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

# 2024-05-12T08:30:00+02:00; no place is further ahead of UTC than 14 hours.
ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?(?:Z|[+-](?:0[0-9]|1[0-3]):?[034][05])"
)
COUNTRIES = {"uk": "gb"}
"""Endings of addresses that are not the country's code."""
NO_COUNTRY = frozenset(("ai", "cc", "co", "eu", "fm", "gg", "io", "ly", "me", "nu", "st", "su", "to", "tv", "vc", "ws"))
"""Endings of two letters under which anybody anywhere publishes."""
# The folders of an address: https://gazette.example/2024/05/12/le-pont
FOLDERS = re.compile(r"/((?:19|20)[0-9]{2})(?:/([0-9]{1,2})/([0-9]{1,2})|-([0-9]{2})-([0-9]{2}))(?=/)")


def moment(value: object, tags: Sequence[str] = ()) -> date | datetime | None:
    """
    Return the day or the time that *value* stands for, None when it is no date or can be read two ways.

    A time is exact to the second and keeps its offset: the local date is the one that the outlet printed. Midnight
    sharp is how systems write a day.

    Args:
        value: What the page writes.
        tags: Languages with their countries, as :func:`tags` gives them; all must read the same day.

    >>> moment("2011-07-05T22:09:18+0200").isoformat()
    '2011-07-05T22:09:18+02:00'
    >>> moment("2020-02-19T00:00:00-05:00"), moment("demain")
    (datetime.date(2020, 2, 19), None)
    >>> moment("05/07/2024", ["en-us"]), moment("05/07/2024", ["en-gb", "en-us"])
    (datetime.date(2024, 5, 7), None)
    """
    if not isinstance(value, str):
        return None
    found = {record_date(_iso(value) or value, tag) for tag in tags or (None,)}
    when = found.pop() if len(found) == 1 else None
    return when.replace(microsecond=0) if isinstance(when, datetime) else when


def _iso(value: str) -> datetime | None:
    """Return the time that *value* is in the form that most pages use, which Python knows; None for any other."""
    if not ISO.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def first_moment(values: Iterable[object], tags: Sequence[str]) -> date | datetime | None:
    """Return the first day or time among *values*, None when none of them is one."""
    return next((found for value in values if (found := moment(value, tags))), None)


def tags(language: str | None, declared: Iterable[str], url: str | None) -> tuple[str, ...]:
    """
    Return *language* with each country that a page gives a hint of; the language alone without one.

    Args:
        language: ISO 639-1 code of the article's language.
        declared: What the page declares (``fr-CA``, ``en_US``): a country counts where the language is right.
        url: Its address, whose ending may be a country's.

    >>> tags("en", ["en", "en_GB"], "https://gazette.example/1"), tags("fr", ["en-US"], "https://gazette.be/1")
    (('en-gb',), ('fr-be',))
    """
    if not language:
        return ()
    parts = [value.strip().lower().replace("_", "-").split("-") for value in declared]
    countries = [one[-1] for one in parts if one[0] == language and len(one) > 1 and re.fullmatch(r"[a-z]{2}", one[-1])]
    try:
        ending = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        ending = ""
    if re.fullmatch(r"[a-z]{2}", ending) and ending not in NO_COUNTRY:
        countries.append(COUNTRIES.get(ending, ending))
    return tuple(dict.fromkeys(f"{language}-{country}" for country in countries)) or (language,)


def day_of_address(url: str | None) -> date | datetime | None:
    """
    Return the day that the folders of an address name, as many systems make them.

    >>> day_of_address("https://gazette.example/2024/05/12/le-pont"), day_of_address("https://gazette.example/2024-05")
    (datetime.date(2024, 5, 12), None)
    """
    found = FOLDERS.search(url or "")
    return moment("-".join(filter(None, found.groups()))) if found else None
