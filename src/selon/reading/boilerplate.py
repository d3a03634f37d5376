"""
Which words stand beside an article on every page?

*Lire aussi*, *Next Post*, *Add Comment*, a date line, a copyright notice: the patterns are data, one
``boilerplate.json`` for each language. All languages are tried on every text, since a French blog says *Add Comment*
as well.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, Any, NamedTuple

from selon.parse.legible import without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable

# Boilerplate is short. A longer passage that opens like one is the article's.
LONGEST = 400
LONGEST_HEADING = 60
# *AFP*, *CEST*
LONGEST_ACRONYM = 4
# No line that is boilerplate as a whole is longer.
LONGEST_LINE = 200
# Who took the picture stands in the last characters of a caption.
LONGEST_CREDIT = 90
# Among these are all accents that stand apart from their letters.
ACCENTS = re.compile(r"[^\x00-\u02ff]+")
# *Par mescoffier, mar 05/03/2024*
ACCOUNT = re.compile(r"^(?=.*[a-z])[a-z0-9._-]+(?=[\s,])")
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
    return _is_paywall(text)


@lru_cache(maxsize=2048)
def _is_paywall(text: str) -> bool:
    written = text.casefold()
    patterns = [pattern for word, pattern in _paywall().items() if word in written]
    return any(pattern.search(_plain(text)) for pattern in patterns)


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
    openings = _words("byline")
    return re.sub(rf"^(?:{openings})\b\s*:?\s+|^(?:{openings})\s*:\s*", "", byline.strip(), flags=re.IGNORECASE).strip()


def is_no_name(text: str) -> bool:
    """
    Tell whether *text* stands where an author's name belongs and is none.

    >>> is_no_name("Email The Author"), is_no_name("Administrateur"), is_no_name("Maud Escoffier")
    (True, True, False)
    """
    bare = _plain(text.strip(TAIL))
    no_letter = not any(map(str.isalpha, bare))
    return no_letter or any(_pattern(kind).fullmatch(bare) is not None for kind in ("no_name", "byline"))


def is_comments_heading(text: str) -> bool:
    """
    Tell whether *text* stands above what readers say.

    >>> is_comments_heading("Vos avis (3)"), is_comments_heading("Reader comments"), is_comments_heading("Réactions")
    (True, True, False)
    """
    return len(text) <= LONGEST_HEADING and _pattern("comments").fullmatch(_plain(text.strip(TAIL))) is not None


def is_house(text: str) -> bool:
    """
    Tell whether *text* signs for all who work there.

    >>> is_house("La rédaction"), is_house("News staff"), is_house("Maud Escoffier")
    (True, True, False)
    """
    return _pattern("house").fullmatch(_plain(text.strip())) is not None


def names_in(line: str) -> list[str]:
    """
    Return the parts of a byline that commas or *and* stand between, without places and days.

    >>> names_in("Maud Escoffier, à Corvelle, Hugo Varennes et Odile Marchal, dimanche")
    ['Maud Escoffier', 'Hugo Varennes', 'Odile Marchal']
    """
    line = unicodedata.normalize("NFC", line)
    between = rf"\s*(?:[,;&/]|(?<!\w)(?:{_words('between_names')})(?!\w))\s*"
    parts = (re.sub(rf"\s(?:{_words('after_name')})\s.*", "", f" {part}") for part in re.split(between, line))
    return [bare for part in parts if (bare := _without_days(part))]


@cache
def _words(kind: str) -> str:
    return "|".join(word for table in _tables().values() for word in table[kind])


def _without_days(text: str) -> str:
    """Return *text* without the days and months that it ends in."""
    words = text.split()
    while words and _is_of_date(words[-1].strip(".,")):
        words.pop()
    return " ".join(words)


def _is_of_date(word: str) -> bool:
    bare = _plain(word).lower()
    return bare in months() or _pattern("date_line").fullmatch(bare) is not None


def is_role(text: str) -> bool:
    """
    Tell whether *text* says what an author does.

    >>> is_role("Transport Correspondent"), is_role("envoyée spéciale à Corvelle"), is_role("Maud Escoffier")
    (True, True, False)
    """
    return re.match(rf"(?:{_pattern('role').pattern})\b", _plain(text.strip()), re.IGNORECASE) is not None


class Said(NamedTuple):
    """
    A part of a line of dates.

    Attributes:
        text: The date, with whatever is beside it.
        is_update: Whether the words before it say that the page was changed then; None when they do not tell.
    """

    text: str
    is_update: bool | None


def dated_parts(line: str) -> list[Said]:
    """
    Return the parts of *line*, each with what it says of its date.

    >>> dated_parts("Publié le 3 mars, mis à jour le 4 mars")
    [Said(text='le 3 mars, ', is_update=False), Said(text='le 4 mars', is_update=True)]
    """
    line = unicodedata.normalize("NFC", line)
    plain = _plain(line)
    line = line if len(line) == len(plain) else plain
    labels = re.compile(
        rf"\b(?:(?P<updated>{_pattern('updated').pattern})|{_pattern('published').pattern})\b", re.IGNORECASE
    )
    parts: list[Said] = []
    start, is_update = 0, None
    for found in labels.finditer(plain):
        parts.append(Said(line[start : found.start()], is_update))
        start, is_update = found.end(), found["updated"] is not None
    parts.append(Said(line[start:], is_update))
    return [Said(part.text.lstrip(" :"), part.is_update) for part in parts if any(map(str.isalnum, part.text))]


def is_date_line(text: str, *, is_told: bool = False) -> bool:
    """
    Tell whether all words of *text* may stand beside the date of an article: names, days of the week, *le*, *min read*.

    Args:
        text: Words with a date in them.
        is_told: Whether the words before it say that this is the date of the article. If not, a name must stand apart
            from the figures: *Législatives du 30 juin 2024* names another day.

    >>> is_date_line("Par Maud Escoffier, le 27 août 2018 à 10:05"), is_date_line("L’accord du 12 mai 2024 est contesté")
    (True, False)
    """
    if text.rstrip().endswith(("!", "?")):
        return False
    signed = without_by(text)
    has_name_before = is_told or signed != text.strip()
    if signed != text.strip():
        text = ACCOUNT.sub("", signed)
    for chunk in re.split(r"[,|•·–—()]|\s-\s", _plain(text)):
        words = re.findall(r"[^\W\d_][^\W\d_’']*", chunk)
        others = [word for word in words if not _is_of_date(word)]
        is_apart = has_name_before or not any(map(str.isdigit, chunk))
        if not all(
            word[0].isupper() and (is_apart or (word.isupper() and len(word) <= LONGEST_ACRONYM)) for word in others
        ):
            return False
    return True


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


def quotation_marks(language: str | None) -> tuple[str, str]:
    """Return the marks that a browser sets around ``<q>`` in a page of *language*."""
    opening, closing = (
        _tables()
        .get(language or "", {})
        .get("quotation_marks", ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"))
    )
    return opening, closing
