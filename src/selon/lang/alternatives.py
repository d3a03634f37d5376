"""
How are many phrases looked for at once?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def one_of(phrases: Iterable[str], escaped: Callable[[str], str] = re.escape) -> str:
    """
    Return the pattern of any of *phrases*, the longest first; empty where there are none.

    Those that begin with the same letter stand together: ``re`` tries one alternative after the other.

    Args:
        phrases: The phrases, none of them empty.
        escaped: What makes a pattern of a phrase without its first letter.

    >>> one_of(["au", "aux", "de"])
    'a(?:ux|u)|d(?:e)'
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_letter.setdefault(phrase[0], []).append(escaped(phrase[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
