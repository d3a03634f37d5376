"""
Which day and time does the date of a record mean?

A date is complete or unknown. Nothing is filled in from the clock, and what can be read two ways is read neither way:
a year, a month, a time of day, *yesterday* and, in English of no country, *05/03/2024* are all unknown.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from selon.reading.boilerplate import is_near_day, months

# The first newspapers are of 1605. Beyond 2100 stand the fillers of databases, such as 9999-12-31, as 0001-01-01 does.
FIRST_YEAR, LAST_YEAR = 1600, 2100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Smaller numbers of seconds are counters, ids and numbers of days; no news was published by machine before.
FIRST_SECOND = (datetime(1990, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
LAST_SECOND = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
# Seconds, milliseconds, microseconds, nanoseconds: with these bounds no number can be two of them.
UNITS = (1, 10**3, 10**6, 10**9)
LONGEST_NUMBER = 19  # digits; nanoseconds have so many
# .NET counts tenths of microseconds since the year 1, and so far that is a number of nanoseconds of 1990 as well.
LAST_TICK = (
    (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
)
# Longer than a date with its weekday, time, zone and *Published on … by …*; beyond it is prose that names some day.
LONGEST, MOST_WORDS = 100, 8
# A country on the other side of the date line is 14 hours ahead; offsets are counted in quarters of an hour.
WIDEST_OFFSET, QUARTER = 14 * 60, 15
# Each of these languages orders day and month one way here and the other way there: only the country tells.
DIVIDED = frozenset({"en"})

_NUMBER = re.compile(rf"([0-9]{{1,{LONGEST_NUMBER}}})(?:\.([0-9]{{1,9}}))?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?")
_BASIC = re.compile(r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})t([0-9]{2})([0-9]{2})(?:([0-9]{2}))?")
_CLOCK = re.compile(
    r"(?<![0-9:.,/+-])(?<!il y a )(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"|\s?h(?:eures?)?(?:\s?(?P<minute_h>[0-9]{2}))?(?![a-z])"
    r"|(?:\.(?P<minute_dot>[0-9]{2}))?(?=\s?(?:uhr|[ap]\.?m\b)))"
    r"(?![0-9:])(?:\s?uhr\b)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?P<zone>(?:z|utc?|gmt)?[+-][0-9]{2}:?[0-9]{2}(?![0-9])|(?:z|utc?|gmt)(?:[+-][0-9]{1,2})?(?![0-9a-z])|[+-][0-9]{2}(?![0-9])))?"
)
_DAY, _YEAR = r"(?P<day>[0-9]{1,2})", r"(?P<year>[0-9]{4})"
_YEAR_FIRST = rf"{_YEAR}(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?P=sign){_DAY}"
_YEAR_LAST = rf"(?P<first>[0-9]{{1,2}})(?P<sign>[-/.])\s?(?P<second>[0-9]{{1,2}})(?P=sign)\s?{_YEAR}"
_WEEK = rf"{_YEAR}-?w(?P<week>[0-9]{{2}})-?(?P<weekday>[1-7])"
_ORDINAL = rf"{_YEAR}-(?P<ordinal>[0-9]{{3}})"
_EIGHT = r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"


def record_date(value: object, tag: str | None) -> date | datetime | None:
    """
    Return the day, or the time, that *value* stands for in a record; None when it names no single day.

    A time keeps its offset. Midnight sharp is how systems write a day, and midnight of 1 January 1970 how they write
    none. Dates of years before 1600 or after 2100 are none either.

    Args:
        value: Text, a number (seconds, milliseconds, microseconds or nanoseconds since 1970, or the digits of a date)
            or a date.
        tag: Language of the record, with its country where that is known (``en-GB``); it orders day and month.

    >>> record_date("Publié le 1er mars 2024", "fr"), record_date("05/03/2024", "fr"), record_date(1709856000, None)
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 5), datetime.date(2024, 3, 8))
    >>> record_date("2024", "fr"), record_date("05/03/2024", "en"), record_date("hier", "fr")
    (None, None, None)
    """
    try:
        return _settled(_found(value, tag))
    except (ValueError, OverflowError):  # a 31st of February, a 25th hour
        return None


def _found(value: object, tag: str | None) -> date | datetime | None:
    if isinstance(value, datetime):  # perhaps of a library with a kind of its own
        return datetime.combine(value.date(), value.time(), value.tzinfo)
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**LONGEST_NUMBER else ""
    return _written(value, tag) if isinstance(value, str) else None


def _settled(found: date | datetime | None) -> date | datetime | None:
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if not isinstance(found, datetime):
        return found
    if EPOCH in (found, found.replace(tzinfo=UTC)):
        return None
    return found if found.time() != time(0) else found.date()


def _written(text: str, tag: str | None) -> date | datetime | None:
    line = _plain(text)
    if len(line) > LONGEST:
        return None
    number = _NUMBER.fullmatch(line)
    if number:
        return _since_epoch(float(line)) if (number[2] or "").strip("0") else _digits(number[1])
    line = _BASIC.sub(lambda m: f"{m[1]}-{m[2]}-{m[3]} {m[4]}:{m[5]}:{m[6] or '00'}", line)
    line = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", line)
    clock = _CLOCK.search(line)
    if clock:
        line = " ".join(f"{line[: clock.start()]} \0 {line[clock.end() :]}".split())
    days = [match for pattern in _patterns() if (match := pattern.search(line))]
    if len(days) != 1:
        return None
    found = days[0]
    rest = line[: found.start()] + line[found.end() :]
    # Further figures make it a range, two dates, or something that only looks like a date.
    if any(c.isnumeric() for c in rest) or len(re.findall(r"[^\W\d_]+", rest)) > MOST_WORDS or is_near_day(rest):
        return None
    language = (tag or "").lower()[:2]
    half = clock["half"] if clock else None
    if half == "a" and language == "de" and found.start() > line.index("\0"):
        half = None  # *am* is the word before the day
    # Most languages count hours to 24: whoever writes 3 PM there orders day and month in a foreign way, too.
    day = _day(found.groupdict(), tag if language == "en" or not half else None)
    return datetime.combine(day, _time(clock, half)) if day and clock else day


def _plain(text: str) -> str:
    """Return *text* in small letters without accents and marks that cannot be seen, words one space apart."""
    kept = (c for c in unicodedata.normalize("NFD", text.casefold()) if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    # In between stand a comma, a dot, the sign of 13-Mar-2024, or the time, as in Sun May 12 10:00:00 CEST 2024.
    gap, late = r"[ ,./-]{0,3}", r"[ ,./-]{0,3}(?:\x00 (?:[a-z]{3,5} )?)?"
    name = rf"(?<![^\W\d_])(?P<name>{names})(?![^\W\d_])\.?"
    day = rf"{_DAY}(?:er|st|nd|rd|th|e)?\.?"
    forms = (
        _YEAR_FIRST,
        _YEAR_LAST,
        _WEEK,
        _ORDINAL,
        _EIGHT,
        rf"{day}{gap}(?:of )?{name}{gap}{_YEAR}",
        rf"{name}{gap}{day}{late}{_YEAR}",
        rf"{_YEAR}{gap}{name}{gap}{day}",
    )
    return tuple(re.compile(rf"(?<![0-9]){form}(?![0-9])") for form in forms)


def _day(parts: dict[str, str], tag: str | None) -> date | None:
    year = int(parts["year"])
    if "name" in parts:
        return date(year, months()[parts["name"]], int(parts["day"]))
    if "week" in parts:
        return date.fromisocalendar(year, int(parts["week"]), int(parts["weekday"]))
    if "ordinal" in parts:
        day = date(year, 1, 1) + timedelta(days=int(parts["ordinal"]) - 1)
        return day if day.year == year else None
    if "first" not in parts:
        return date(year, int(parts["month"]), int(parts["day"]))
    return _numeric(year, int(parts["first"]), int(parts["second"]), tag)


def _numeric(year: int, first: int, second: int, tag: str | None) -> date | None:
    """Return the day that two numbers name before a year: in the language's order where both orders give one."""
    day_first, month_first = _date_or_none(year, second, first), _date_or_none(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    order = _is_day_first(tag.lower().replace("_", "-")) if tag else None
    return {True: day_first, False: month_first, None: None}[order]


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _is_day_first(tag: str) -> bool | None:
    """Tell whether the day stands before the month in dates of the language *tag*; None when that is not settled."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only for dates that need it

    language = tag.partition("-")[0]
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return _is_day_first(language) if language != tag else None
    # Babel gives a language of no known country the most likely one.
    if language in DIVIDED and (locale.territory or "").lower() not in tag.split("-"):
        return None
    pattern = str(locale.date_formats["short"].pattern)
    # Where the year comes first, a date that has it last is a foreign one.
    day, month, year = (pattern.find(letter) for letter in ("d", "M", "y"))
    return None if year < max(day, month) else day < month


def _time(clock: re.Match[str], half: str | None) -> time:
    hour = int(clock["hour"])
    minute = int(clock["minute"] or clock["minute_h"] or clock["minute_dot"] or 0)
    second, fraction = int(clock["second"] or 0), (clock["fraction"] or "").ljust(6, "0")[:6]
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
            msg = f"no hour of half a day: {hour}"
            raise ValueError(msg)
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute, second, int(fraction), tzinfo=_zone(clock["zone"]))


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    figures = re.search(r"([+-])([0-9]{1,2}):?([0-9]{2})?", written)
    if not figures:
        return UTC
    minutes = 60 * int(figures[2]) + int(figures[3] or 0)
    if minutes > WIDEST_OFFSET or minutes % QUARTER:
        msg = f"no offset: {written}"
        raise ValueError(msg)
    return timezone(timedelta(minutes=-minutes if figures[1] == "-" else minutes))


def _digits(figures: str) -> date | datetime | None:
    """Return what a row of digits stands for: a date written without signs, or the time since 1970."""
    compact = _COMPACT.fullmatch(figures)
    if not compact or not FIRST_YEAR <= int(compact[1]) <= LAST_YEAR:
        return None if figures.startswith("0") or _is_hour(figures) else _since_epoch(int(figures))
    day = date(*map(int, compact.group(1, 2, 3)))
    if compact[4] is None:
        return day
    return datetime.combine(day, time(int(compact[4]), int(compact[5]), int(compact[6] or 0)))


def _is_hour(figures: str) -> bool:
    """Tell whether *figures* can be an hour of a day: 2024031310 is ten o'clock, or a second of the year 2034."""
    try:
        return len(figures) == len("2024031310") and isinstance(_digits(f"{figures}00"), datetime)
    except ValueError:
        return False


def _since_epoch(number: float) -> datetime | None:
    unit = next((unit for unit in UNITS if FIRST_SECOND * unit <= number < LAST_SECOND * unit), None)
    if unit is None or (unit == UNITS[-1] and number < LAST_TICK):
        return None
    if isinstance(number, int):
        return EPOCH + timedelta(microseconds=number * 10**6 // unit)
    return EPOCH + timedelta(seconds=number / unit)
