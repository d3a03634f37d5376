"""
When do two speakers' names count as the same?
"""

from __future__ import annotations

import re
import unicodedata

# French and English articles, part of the measure: in a yardstick they do not move with the languages' data.
_ARTICLES = re.compile(r"^(?:l'|d'|(?:les?|la|un|une|des|du|de|the|an?) )+")


def folded(name: str | None) -> str | None:
    """
    Return *name* without case, accents, leading articles and punctuation; None stays None.

    >>> folded("L’Élysée") == folded("l'elysee") == "elysee"
    True
    """
    if name is None:
        return None
    decomposed = unicodedata.normalize("NFKD", name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", _ARTICLES.sub("", plain)))
