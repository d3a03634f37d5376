"""
Where does a sentence of the text end?

Textual sentences, read off the punctuation with quotation marks in view: a quotation of three sentences is one piece of
the sentence that quotes it, and has three sentences of its own inside. The parser's sentences are no more than evidence:
parsers split before an inverted verb and merge across paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from selon.model import Span
from selon.parse.quotes import Quote

TERMINAL = re.compile(r"(?:\.{1,3}|(?<![!?…])[!?…]++)[\"')\]»”’]*+(?=\s|$)")
INITIAL = re.compile(r"(?:^|[\s.(\-])[^\W\d_]\.$")
LAST_WORD = re.compile(r"[^\s(«“\"'’]+$")
LONGEST_ABBREVIATION = 40
"""Characters before a full stop among which its word is looked for; no abbreviation is as long."""

DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\- ]{2,40}(?:,[^()\n—–]{2,40})?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[—–]|-{1,2}(?=\s))\s*(?=[^\s\d])"
)
"""*PARIS, 3 mars 2026 (AFP) -*, *WASHINGTON —*: a place in capitals, perhaps a date and an agency, and a dash."""


def after_dateline(text: str, passage: Span) -> int:
    """Return where a passage begins once its dateline is read over; a dateline belongs to no sentence."""
    match = DATELINE.match(text, passage.start, passage.end)
    return match.end() if match and match.end() < passage.end else passage.start


def split(text: str, area: Span, quotes: Sequence[Quote], abbreviations: frozenset[str]) -> list[Span]:
    """
    Return the sentences of *area*.

    Args:
        text: The article's text.
        area: A passage, or the inside of a quotation.
        quotes: The quotations directly inside *area*; their insides are never split here.
        abbreviations: Words, in lower case and with their full stop, that end no sentence (*m.*, *gov.*).
    """
    inside = [quote for quote in quotes if not quote.single]
    starts = [quote.outer.start for quote in inside]
    sentences: list[Span] = []
    begin = area.start
    for match in TERMINAL.finditer(text, area.start, area.end):
        stop = match.start()
        held = bisect_right(starts, stop) - 1
        if held >= 0 and stop < inside[held].outer.end:
            # Inside a quotation a stop counts only when it is the last thing before the closing mark.
            quote = inside[held]
            if quote.inner.end > match.start() + len(match.group().rstrip("\"')]»”’")) or not quote.closed:
                continue
            end = quote.outer.end
        else:
            end = match.end()
        following = text[end : area.end].lstrip()
        if following and not _starts_sentence(following):
            continue
        if match.group().startswith(".") and is_abbreviation(text[begin : stop + 1], abbreviations):
            continue
        sentence = _trimmed(text, begin, end)
        if sentence:
            sentences.append(sentence)
        begin = end
    rest = _trimmed(text, begin, area.end)
    if rest:
        sentences.append(rest)
    return sentences


def _starts_sentence(following: str) -> bool:
    for char in following[:6]:
        if char.isalpha():
            return char.isupper()
        if char.isdigit():
            return True
        if char.isspace() or char in "([«“\"'‘„—–-•*@#":
            continue
        return char not in ",;:)"
    return True


def is_abbreviation(before: str, abbreviations: frozenset[str]) -> bool:
    """Tell whether the full stop that ends *before* belongs to an abbreviation or an initial and ends no sentence."""
    before = before[-LONGEST_ABBREVIATION:]
    word = LAST_WORD.search(before)
    if word is None:
        return False
    return word.group().lower() in abbreviations or bool(INITIAL.search(before))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
