"""
How much of a long paragraph is read at once?

Parsers hold all of a paragraph in memory, and rules look through it again and again. One of ordinary length is read whole;
a longer one in pieces, as if each were a paragraph: cut where sentences end, outside quotations if that is possible. Words
that no sentence ends, such as a list of thousands, are cut between two of them. So memory stays the same, and time grows
with the text, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from selon.lang import Language
from selon.model import Article, Passage, Span
from selon.parse.quotes import marks_of, outermost

LONGEST = 4_000
"""Characters of a piece, some 650 words; the longest of 40,000 paragraphs of news had 2,573."""

RUN_ON = 1_000
"""Characters that no sentence ends and that are cut all the same; the longest sentence of those paragraphs had 979."""

ENDLESS = re.compile(r"[^\w\s]{500}")
"""Marks without a word or a blank between: no sentence, and tokenizers take them off one by one, in quadratic time."""

SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"’')\]]*+(?:\s++[»”])?\s++(?=[^a-zß-öø-ÿ])")
"""What ends a sentence, with the blanks up to what may open another one."""

LAST_WORD = re.compile(r"[^\s(«“\"'’]+$")
LONGEST_ABBREVIATION = 40
"""Characters before a full stop among which its word is looked for."""

SHORT = 600
"""Characters of what they are cut into at most: there every verb may have all that follows for its content."""

CLAUSE_END = re.compile(r"[,;:]\s+")
BLANK = re.compile(r"\s+")


def is_endless(paragraph: str) -> bool:
    """Tell whether *paragraph* holds a long run of marks, and is not parsed."""
    return ENDLESS.search(paragraph) is not None


def in_pieces(article: Article, language: Language) -> Article:
    """Return *article* with the pieces of its long paragraphs for passages; the article itself where none is long."""
    if all(passage.span.end - passage.span.start <= RUN_ON for passage in article.passages):
        return article
    pieces = [piece for passage in article.passages for piece in _pieces(article.text, passage, language)]
    return article if len(pieces) == len(article.passages) else replace(article, passages=tuple(pieces))


def _pieces(text: str, passage: Passage, language: Language) -> Iterator[Passage]:
    """Yield the pieces of one passage; the time that it shows stays with the first."""
    span = passage.span
    if span.end - span.start <= RUN_ON or is_endless(span.of(text)):
        yield passage
        return
    entry = passage.opens_entry
    for start, end in pairwise([span.start, *_cuts(text, span, language), span.end]):
        kept = span if (start, end) == (span.start, span.end) else _trimmed(text, start, end)
        if kept is not None:
            yield replace(passage, span=kept, opens_entry=entry)
            entry = None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    blank = len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return Span(start + blank, end) if start + blank < end else None


def _cuts(text: str, span: Span, language: Language) -> Iterator[int]:
    """Yield where a passage is cut, in order."""
    ends = list(_sentence_ends(text, span, language.words("abbreviations")))
    quotes = outermost(text, span, marks_of(language))
    opened = [quote.start for quote in quotes]
    outside = [at for at in ends if not _is_within(quotes, opened, at)]
    first = span.start
    for start, end in pairwise([span.start, *ends, span.end]):
        if end - start <= RUN_ON:
            continue
        yield from _grouped(first, start, ends, outside)
        if start > span.start:
            yield start
        yield from _between_words(text, start, end)
        if end < span.end:
            yield end
        first = end
    yield from _grouped(first, span.end, ends, outside)


def _is_within(quotes: list[Span], opened: list[int], at: int) -> bool:
    held = bisect_left(opened, at) - 1
    return held >= 0 and at < quotes[held].end


def _sentence_ends(text: str, span: Span, abbreviations: frozenset[str]) -> Iterator[int]:
    """Yield where sentences begin that follow another one."""
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        at = match.start()
        last = LAST_WORD.search(text[max(at - LONGEST_ABBREVIATION, span.start) : at])
        if last is None or (text[at] == "." and (len(last[0]) == 1 or f"{last[0].lower()}." in abbreviations)):
            continue  # *M. Breton*, *J. Roux*
        yield match.end()


def _grouped(first: int, end: int, ends: list[int], outside: list[int]) -> Iterator[int]:
    """Yield where sentences from *first* to *end* are cut into as few pieces as may be, outside quotations if one can."""
    while end - first > LONGEST:
        found = next(
            (at for places in (outside, ends) if (at := _last(places, first, first + LONGEST)) is not None), end
        )
        if found < end:
            yield found
        first = found


def _last(places: list[int], after: int, until: int) -> int | None:
    """Return the last of *places* after one character and not after another one."""
    index = bisect_right(places, until) - 1
    return places[index] if index >= bisect_left(places, after + 1) else None


def _between_words(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a run of words is cut: after a comma or the like, else before a word, else anywhere."""
    while end - start > SHORT:
        half, until = start + SHORT // 2, start + SHORT
        found = [match.end() for match in CLAUSE_END.finditer(text, half, until)]
        found = found or [match.end() for match in BLANK.finditer(text, half, until)]
        start = found[-1] if found else until
        yield start
