"""
Which words stand beside an article on every page?

*Lire aussi*, *Next Post*, *Add Comment*, a date line, a copyright notice: the patterns are data, one
``boilerplate.json`` for each language. All languages are tried on every text, since a French blog says *Add Comment*
as well.
"""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, Any

from selon.parse.legible import without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable

# Boilerplate is short. A longer passage that opens like one is the article's.
LONGEST = 400
# No line that is boilerplate as a whole is longer.
LONGEST_LINE = 200
# Who took the picture stands in the last characters of a caption.
LONGEST_CREDIT = 90
# Among these are all accents that stand apart from their letters.
ACCENTS = re.compile(r"[^\x00-\u02ff]+")
# What may follow a line such as *Read more*.
TAIL = " .:!>»›→…|-"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    folders = sorted(
        (folder for folder in files("selon.lang").iterdir() if folder.is_dir()), key=lambda folder: folder.name
    )
    found = {}
    for folder in folders:
        table = folder / "boilerplate.json"
        if table.is_file():
            found[folder.name] = json.loads(table.read_text(encoding="utf-8"))
    return found


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return _any_of(pattern for table in _tables().values() for pattern in table[kind])


@cache
def _paywall() -> dict[str, re.Pattern[str]]:
    """Return the patterns of all languages by the word that each needs: most texts hold none of these."""
    tables = [table["paywall"] for table in _tables().values()]
    words = dict.fromkeys(chain.from_iterable(tables))
    return {word: _any_of(chain.from_iterable(table.get(word, ()) for table in tables)) for word in words}


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_plain(pattern)})" for pattern in patterns), re.IGNORECASE)


def _plain(text: str) -> str:
    """Return *text* without accents: capitals often lack them (*A lire aussi*)."""
    if text.isascii():
        return text
    return ACCENTS.sub(_without_accents, unicodedata.normalize("NFD", without_invisible(text)))


def _without_accents(found: re.Match[str]) -> str:
    return "".join(filterfalse(unicodedata.combining, found.group()))


def is_boilerplate(text: str) -> bool:
    """
    Tell whether the passage *text* is no part of an article.

    >>> is_boilerplate("Next Post Previous Post"), is_boilerplate("Lire aussi : La foire attend du monde")
    (True, True)
    >>> is_boilerplate("Lire aussi vite est un don, a dit la ministre.")
    False
    """
    if len(text) > LONGEST:
        return False
    line = _plain(" ".join(text.split()))
    return bool(
        _pattern("start").match(line)
        or (len(line) <= LONGEST_LINE and _pattern("line").fullmatch(line.rstrip(TAIL)))
        or _pattern("end").search(line, max(0, len(line) - LONGEST_CREDIT))
    )


def is_paywall(text: str) -> bool:
    """
    Tell whether *text* says that the rest is for those who pay.

    >>> is_paywall("Il vous reste 57.09% de cet article à lire.")
    True
    """
    if len(text) > LONGEST:
        return False
    written = text.casefold()
    return any(word in written and pattern.search(_plain(text)) for word, pattern in _paywall().items())


def is_error_page(text: str) -> bool:
    """
    Tell whether *text* is what a server shows in place of an article.

    >>> is_error_page("La page demandée est introuvable.")
    True
    """
    return len(text) <= LONGEST and _pattern("error").search(_plain(text)) is not None


def without_by(byline: str) -> str:
    """
    Return *byline* without the word that opens it.

    >>> without_by("Par Maud Escoffier"), without_by("By: Ann Lorne")
    ('Maud Escoffier', 'Ann Lorne')
    """
    openings = "|".join(pattern for table in _tables().values() for pattern in table["byline"])
    return re.sub(rf"^(?:{openings})\b\s*:?\s+|^(?:{openings})\s*:\s*", "", byline.strip(), flags=re.IGNORECASE).strip()


@cache
def months() -> dict[str, int]:
    """Return the names of the months in all languages, without accents, with their numbers."""
    return {
        _plain(name): number
        for table in _tables().values()
        for number, names in enumerate(table["months"], start=1)
        for name in names.split("|")
    }


def is_near_day(text: str) -> bool:
    """
    Tell whether words around a day mean another one or none in particular.

    >>> is_near_day("week of"), is_near_day("la veille du"), is_near_day("publié le")
    (True, True, False)
    """
    return bool(re.search(rf"\b(?:{_pattern('near_day').pattern})\b", _plain(text), re.IGNORECASE))


def written_day(text: str) -> date | None:
    """
    Return the first day that *text* spells out.

    >>> written_day("Publié le 1er août 2024 à 8 h"), written_day("Updated August 1, 2024")
    (datetime.date(2024, 8, 1), datetime.date(2024, 8, 1))
    """
    names = "|".join(sorted(months(), key=len, reverse=True))
    day, month, year = r"(?P<day>\d\d?)(?:er|st|nd|rd|th|\.)?", rf"(?P<month>{names})\.?", r"(?P<year>(?:19|20)\d\d)"
    line = _plain(text.lower())
    for pattern in (rf"\b{day} (?:of )?{month} {year}\b", rf"\b{month} {day},? {year}\b"):
        found = re.search(pattern, line)
        if found:
            with contextlib.suppress(ValueError):
                return date(int(found["year"]), months()[found["month"]], int(found["day"]))
    return None


def quotation_marks(language: str | None) -> tuple[str, str]:
    """Return the marks that a browser sets around ``<q>`` in a page of *language*."""
    opening, closing = (
        _tables()
        .get(language or "", {})
        .get("quotation_marks", ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"))
    )
    return opening, closing
