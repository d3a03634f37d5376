"""
When is an article from whose page does not say it?

The feed or sitemap that named it, or the archive that holds it, may know. The page's own date always counts first, and
an article that has another's says so in its warnings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from selon.reading.moments import moment

if TYPE_CHECKING:
    from selon.model import Article

Origin = Literal["feed", "sitemap", "change", "archive"]

TOLD: dict[Origin, str] = {
    "feed": "the page shows no date; the one that its feed gives was taken",
    "sitemap": "the page shows no date; the one that its sitemap gives was taken",
    "change": "the page shows no date; that of its last change, which its sitemap gives, was taken",
    "archive": "the page shows no date; the day on which it was archived was taken",
}
"""What is said of a date, by where it is from."""

FIRST_YEAR, LAST_YEAR = 1993, 2100
"""No page is older than the web, and no date beyond this century is meant. The clock is not asked."""


@dataclass(frozen=True, slots=True)
class Dated:
    """
    A date that is not the page's own.

    Attributes:
        at: The day or the time.
        origin: Where it is from.
    """

    at: date | datetime
    origin: Origin


def dated(value: date | datetime | str | None, origin: Origin) -> Dated | None:
    """Return what *value* is as a date of *origin*; None where it is none that a page can have."""
    found = moment(value) if isinstance(value, str) else value
    if found is None:
        return None
    day = found.date() if isinstance(found, datetime) else found
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return Dated(day if origin == "archive" else found, origin)


def with_date(article: Article, given: Dated | None) -> Article:
    """
    Return *article* with the date that was *given*, where it has none of its own, and with a warning that says so.

    A date behind the day on which the page says that it was last changed is not that of its publication.
    """
    if given is None or article.published is not None:
        return article
    day, changed = _day(given.at), _day(article.modified)
    if day is None or (changed is not None and day > changed):
        return article
    return replace(article, published=given.at, warnings=(*article.warnings, TOLD[given.origin]))


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value
