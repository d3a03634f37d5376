"""
Which day and time does a page's date mean?
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"
    r"(?:[T |,]+(?P<hour>\d\d?)[:h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
)
COMPACT = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\D|$)")
DAY_FIRST = re.compile(r"\s*(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>(?:19|20)\d\d)\b")
# How JavaScript prints a date: Tue Aug 25 2020 00:23:33 GMT+0000 (Coordinated Universal Time)
SCRIPT = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) (?P<clock>[\d:]{8}) GMT(?P<zone>[+-]\d{4})"
)


def moment(value: object) -> date | datetime | None:
    """
    Return the day or the time that *value* stands for, None when it is no date.

    A time with an offset keeps it: the local date is the one that the outlet printed. Midnight sharp is how systems
    write a day.

    >>> moment("2011-07-05T22:09:18+0200").isoformat()
    '2011-07-05T22:09:18+02:00'
    >>> moment("2020-02-19T00:00:00-05:00"), moment("demain")
    (datetime.date(2020, 2, 19), None)
    """
    if not isinstance(value, str):
        return None
    try:
        return _iso(value) or _day(value) or _mail(value)
    except (ValueError, OverflowError):
        return None


def _iso(value: str) -> date | datetime | None:
    found = ISO.search(value)
    if not found:
        return None
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found["hour"] is None:
        return day
    clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), tzinfo=_zone(found["zone"]))
    return day if clock.replace(tzinfo=None) == time(0) else datetime.combine(day, clock)


def _day(value: str) -> date | None:
    found = COMPACT.match(value) or DAY_FIRST.match(value)
    return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _mail(value: str) -> datetime | None:
    script = SCRIPT.match(value)
    if script:
        value = f"{script['day']} {script['month']} {script['year']} {script['clock']} {script['zone']}"
    try:
        return parsedate_to_datetime(value)
    except (TypeError, IndexError):
        return None


def _zone(offset: str | None) -> timezone | None:
    if not offset:
        return None
    if offset in {"Z", "UTC", "GMT"}:
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
