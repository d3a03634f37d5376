"""
Where are the words of a text?

A cheap reading of the whole article that needs no parser: words with their place, elided articles (*l'*) and possessive
endings (*'s*) apart, abbreviated titles (*M.*, *Sen.*) whole. Names and descriptions are looked for in it, and names are
compared in one form.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

OPENING = frozenset('«“"„‟‘(‹—–-•[')
"""Marks after which a word may be capitalised without being a name, when they stand at the start of a sentence."""

CLOSING = frozenset("»”’)›]")
ENDING = frozenset(".!?…:;\n")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    The words and marks of a text, one entry per token in each tuple.

    Attributes:
        words: As written.
        lower: In lower case, with typographic apostrophes made straight.
        start: First character in the text.
        end: One past the last.
        opens: Whether the token is the first word of a sentence, a line or a quotation.
    """

    words: tuple[str, ...]
    lower: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    opens: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.words)

    def capitalised(self, index: int) -> bool:
        """Tell whether the token begins with a capital letter."""
        return self.words[index][0].isupper()

    def at(self, character: int) -> int:
        """Return the first token that ends after *character*; the number of tokens when there is none."""
        return bisect_right(self.end, character)

    def between(self, start: int, end: int) -> range:
        """Return the tokens that lie between two characters of the text."""
        first = self.at(start)
        last = first
        while last < len(self.start) and self.start[last] < end:
            last += 1
        return range(first, last)


def pattern(
    elisions: Iterable[str], abbreviations: Iterable[str], endings: Iterable[str], before_verbs: Iterable[str] = ()
) -> re.Pattern[str]:
    """
    Return the pattern of one token.

    Args:
        elisions: Words that lose their vowel and cling to the next one (*l'*).
        abbreviations: Those that keep their full stop (*M.*).
        endings: What is cut off the end of a word (*'s*).
        before_verbs: Elisions before verbs alone: with a capital before a capital they open a name (*M'Baye*).
    """
    parts = []
    dotted = sorted((word for word in abbreviations if "." in word), key=len, reverse=True)
    if dotted:
        parts.append(r"(?:" + "|".join(map(re.escape, dotted)) + r")(?=[\s\N{NO-BREAK SPACE}]|" + _CAPITAL + r"\w)")
    # *J. Roux*, and *J.Roux* without a blank
    parts.append(rf"(?:[A-Z]\.){{2,}}|{_CAPITAL}\.(?=[\s-]{_CAPITAL}|{_CAPITAL}['’]?[^\W\d_])")
    stems = sorted((word.rstrip("'") for word in elisions), key=len, reverse=True)
    if stems:
        capitals = "|".join(re.escape(word.rstrip("'").capitalize()) for word in before_verbs)
        named = rf"(?!(?:{capitals})['’]{_CAPITAL}[^\W\d_A-Z])" if capitals else ""
        parts.append(named + r"(?i:" + "|".join(map(re.escape, stems)) + r")['’](?=\w|[\"«“])")
    stops = [re.escape(word).replace("'", "['’]") for word in endings if len(word) > 1]
    if stops:
        parts.append(r"(?:" + "|".join(sorted(set(stops))) + r")(?!\w)")
    inner = r"(?!(?:" + "|".join(sorted(set(stops))) + r")(?!\w))" if stops else ""
    parts.append(r"[^\W_]+(?:" + inner + r"[-&’'·][^\W_]+|\.(?=\d)\d+)*")
    parts.append(r"\n|[^\w\s]")
    return re.compile("|".join(parts))


def tokenize(text: str, token: re.Pattern[str]) -> Tokens:
    """
    Return the tokens of *text* as *token* cuts them.

    >>> tokenize("L'an dernier, M. Roux partait.", pattern(["l'"], ["M."], [])).words
    ("L'", 'an', 'dernier', ',', 'M.', 'Roux', 'partait', '.')
    """
    words, lower, start, end, opens = [], [], [], [], []
    fresh = True
    for match in token.finditer(text):
        word = match.group()
        first = word[0]
        if word == "\n":
            fresh = True
            continue
        words.append(word)
        lower.append(word.lower().replace("’", "'"))
        start.append(match.start())
        end.append(match.end())
        opens.append(fresh and first.isalnum())
        if first in ENDING or (first in OPENING and len(word) == 1):
            fresh = True
        elif first not in CLOSING:
            fresh = False
    return Tokens(tuple(words), tuple(lower), tuple(start), tuple(end), tuple(opens))


def fold(name: str) -> str:
    """
    Return *name* in the form in which names are compared: lower case, no accents, straight apostrophes.

    >>> fold("L’Élysée")
    "l'elysee"
    """
    return _fold(name.replace("’", "'"))


@lru_cache(maxsize=65_536)
def _fold(name: str) -> str:
    if name.isascii():
        return name.lower()
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", name).casefold()))
