"""
Which characters stand in quotation marks?

The plain reading by which gold contents got their types, kept apart from the finer one that the rules use: a yardstick
must not move with what it measures. For the same reason its marks stand in a file of their own.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from selon.evaluate.matching import Characters
from selon.model import Quotation, Spans

WORD = re.compile(r"\w+")

# A straight mark after one of these, or after a space, can open a quotation that its paragraph leaves open.
_BEFORE_OPENING = "([{-\N{EN DASH}\N{EM DASH}'\N{LEFT SINGLE QUOTATION MARK}"


@cache
def _marks(lang: str) -> tuple[str, str]:
    table = json.loads((files(__package__) / "quotation_marks.json").read_text(encoding="utf-8"))
    entry = table.get(lang, table["en"])
    return entry["open"], entry["close"]


def quoted(text: str, lang: str) -> Characters:
    """
    Return the characters of *text* inside double quotation marks, the marks left out.

    Every line starts outside. An opening mark opens, a closing one closes, a straight one does either in turn. What is
    still open at the end of a line runs to that end – newspapers leave it open when the next paragraph goes on – unless
    a straight mark opened it that looks like no opening one. Single marks are ignored: they look like apostrophes.

    >>> f"{quoted('Il a dit « oui ».', 'fr'):b}".count("1")
    5
    """
    opening, closing = _marks(lang)
    found = 0
    position = 0
    for line in text.splitlines(keepends=True):
        start: int | None = None
        opened_badly = False
        for column, character in enumerate(line):
            if start is None and (character == '"' or character in opening):
                start = position + column + 1
                before = line[column - 1 : column] if column else ""
                opened_badly = character == '"' and bool(before.strip()) and before not in _BEFORE_OPENING
            elif start is not None and (character == '"' or character in closing):
                found |= _stretch(start, position + column)
                start = None
        position += len(line)
        if start is not None and not opened_badly:
            found |= _stretch(start, position)
    return found


def _stretch(start: int, end: int) -> Characters:
    return (1 << end) - (1 << start) if end > start else 0


def type_by_marks(text: str, content: Spans, inside: Characters) -> Quotation:
    """
    Return the type that *content* has by its marks alone.

    Args:
        text: The article.
        content: The spans in question.
        inside: What :func:`quoted` says of *text*.
    """
    words = [match.start() for span in content for match in WORD.finditer(text, span.start, span.end)]
    marked = sum(inside >> start & 1 for start in words)
    if words and marked == len(words):
        return "direct"
    return "mixed" if marked else "indirect"
