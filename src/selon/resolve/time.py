"""
Which day is *dimanche*?

The words that date a saying, resolved against the day of publication: a weekday is the last one up to that day, *hier*
the day before it. Nothing is guessed: words that date nothing, or an article without a date, give None.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from selon import lang
from selon.model import Moment, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

PRECISIONS: Mapping[str, Precision] = {
    "day": "day",
    "part_of_day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@lru_cache(maxsize=2048)
def said_at(words: str, published: date | datetime | None, code: str) -> Moment | None:
    """
    Return the time that *words* name, None when they name none.

    Args:
        words: As in the text (*dimanche*, *Tuesday night*).
        published: When the article, or the entry of a live page, was published.
        code: The language of the words.

    >>> said_at("samedi soir", date(2022, 3, 13), "fr")
    Moment(start=datetime.date(2022, 3, 12), precision='day')
    """
    if published is None and YEAR.search(words) is None:
        return None
    base = _day(published) if published is not None else date.today()  # noqa: DTZ011 - the year is in the words
    table = lang.load(code).marks
    if table.same_day.fullmatch(words.strip()):
        return Moment(base, "day")
    plain = _plain(words, code)
    weekday = _weekdays(code).search(plain.lower()) is not None
    last = weekday and YEAR.search(plain) is None
    # A weekday that is the day of publication is that day: looked back on from the day after.
    moment = None if weekday else _parse(words, base, code)
    moment = moment or (_parse(plain, base + timedelta(days=1) if last else base, code) if plain else None)
    if moment is None:
        return None
    start, precision = moment
    return Moment(_first(start, precision), precision)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _plain(words: str, code: str) -> str:
    """Return *words* without what does not change the day (*mardi soir* → *mardi*)."""
    return " ".join(lang.load(code).marks.part_of_time.sub(" ", words).split())


def _parse(words: str, base: date, code: str) -> tuple[date, Precision] | None:
    parser = _parser(code, base)
    found = parser.get_date_data(words)
    if found is None or found.date_obj is None:
        return None
    return found.date_obj.date(), PRECISIONS.get(found.period, "day")


@lru_cache(maxsize=64)
def _parser(code: str, base: date) -> Any:  # noqa: ANN401 - the library has no types
    from dateparser.date import DateDataParser  # noqa: PLC0415 - loading it takes longer than an article

    settings = {
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),  # noqa: DTZ001 - days, not hours
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
    }
    return DateDataParser(languages=[code], settings=settings)


@cache
def _weekdays(code: str) -> re.Pattern[str]:
    from babel import Locale  # noqa: PLC0415 - only for articles with a dated saying

    names = Locale(code).days["format"]["wide"].values()
    return re.compile("|".join(re.escape(name.lower()) for name in names))


def _first(day: date, precision: Precision) -> date:
    """Return the first day of the week, month or year of *day*."""
    if precision == "week":
        return day - timedelta(days=day.weekday())
    if precision == "month":
        return day.replace(day=1)
    if precision == "year":
        return day.replace(month=1, day=1)
    return day
