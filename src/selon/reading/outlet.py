"""
What is the publication called?

Pages declare *www.petitlignon.fr* or *Le Petit Lignon.fr*; a reader knows *Le Petit Lignon*. The name is the declared
one without its domain ending, in the spelling that the page itself uses.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selon.reading.blocks import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDING = re.compile(
    r"(?<=\w)\.(?:co\.|com\.|org\.|net\.)?(?:[a-z]{2}|com|org|net|info|news|press|media)/?$", re.IGNORECASE
)
SECOND_LEVEL = frozenset(("ac", "co", "com", "gov", "net", "org"))
SEPARATOR = re.compile(r"\s+[|–—·•:»-]\s+|\s+-\s*")
LONGEST = 45
# Between two characters of a name, a page may write a space, a hyphen, an apostrophe or a point.
BETWEEN = r"[\s.'’&-]{0,2}"


def outlet_name(
    declared: Iterable[str], *, titles: Iterable[str], heading: str, url: str | None, shown: Iterable[str]
) -> str | None:
    """
    Return the name of the publication, None when the page gives no hint.

    Args:
        declared: The names that the page declares, the most trustworthy first.
        titles: The page's titles, which often end in the outlet's name.
        heading: The article's own title.
        url: The page's address.
        shown: The texts of the page, in which the name is spelled as the outlet spells it; read where nothing declared is.

    >>> outlet_name(["www.petitlignon.fr"], titles=[], heading="", url=None, shown=["© Petit Lignon, un journal."])
    'Petit Lignon'
    """
    names = [name for value in declared if (name := _bare(value))]
    names += [name for title in titles if (name := _ending(title, heading))]
    if not names and url and (label := _label(url)):
        names = [label]
    if not names:
        return None
    alike = [name for name in names if squeezed(name) == squeezed(names[0])]
    spelled = next((name for name in alike if name != name.lower()), None)
    return spelled or _spelled(names[0], " ".join(shown)) or names[0]


def _bare(name: str) -> str:
    """Return *name* without what makes it an address."""
    name = re.sub(r"^(?:https?://)?(?:www\.)", "", name.strip())
    name = ENDING.sub("", name).strip()
    return name if squeezed(name) and len(name) <= LONGEST else ""


def _ending(title: str, heading: str) -> str:
    """Return what *title* adds to the article's *heading*, as in *Le pont rouvre | Le Courrier*."""
    parts = SEPARATOR.split(title)
    if len(parts) > 1 and squeezed(heading):
        if squeezed("".join(parts[:-1])).startswith(squeezed(heading)):
            return _bare(parts[-1])
        if squeezed("".join(parts[1:])) == squeezed(heading):
            return _bare(parts[0])
    return ""


def _label(url: str) -> str:
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    while len(labels) > 1 and (labels[-1] in SECOND_LEVEL or len(labels[-1]) <= 2 or len(labels) > 2):  # noqa: PLR2004
        if len(labels) > 2 and labels[-2] not in SECOND_LEVEL:  # noqa: PLR2004 - name and ending
            return labels[-2]
        labels.pop()
        if len(labels) == 2 and labels[-1] not in SECOND_LEVEL:  # noqa: PLR2004
            return labels[-1]
    return labels[0]


def _any_accent(letter: str) -> str:
    """Return a pattern for *letter* with or without an accent: addresses have none."""
    return (
        f"(?:{re.escape(letter)}|{letter}[\u0300-\u036f])"
        if letter.isascii() and letter.isalpha()
        else re.escape(letter)
    )


def _spelled(name: str, shown: str) -> str | None:
    """Return how *shown* writes *name* most often with a capital or in several words."""
    letters = [_any_accent(character) for character in squeezed(name)]
    if not 2 < len(letters) <= LONGEST:  # noqa: PLR2004 - two letters are found in any text
        return None
    pattern = re.compile(rf"(?<![\w.@/])#?{BETWEEN.join(letters)}(?![\w@/]|\.\w)", re.IGNORECASE)
    written = (
        unicodedata.normalize("NFC", match.group()) for match in pattern.finditer(unicodedata.normalize("NFD", shown))
    )
    found = Counter(name for name in written if name != name.lower())
    if not found:
        return None
    mixed = {spelling: count for spelling, count in found.items() if spelling != spelling.upper()} or found
    return max(mixed, key=lambda spelling: mixed[spelling])
