"""
Where are the quotation marks, and what do they enclose?

Quotation geometry: marks are paired inside one passage, so that an odd mark costs its own paragraph at most. Real
typography is allowed for: guillemets with any space, curly and straight marks mixed, ``''`` for a double mark, marks
that open every paragraph of one quotation, quotations never closed; single marks in the place of double ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from selon.lang import Language
from selon.model import Span

STRAIGHT = '"'
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
CLOSES_WORD = re.compile(r"[\w.,;:!?…%€$£)\]*]")
OPENS_AFTER = re.compile(r"[\s(\[{—–\-/'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}:«“]")
DOUBLED = {
    "\N{LEFT SINGLE QUOTATION MARK}": "“",
    "\N{RIGHT SINGLE QUOTATION MARK}": "”",
    "'": STRAIGHT,
    "‹": "«",
    "›": "»",
}
HALVED = {mark: single for single, mark in DOUBLED.items()}
WORD_BEGINS = re.compile(r"\s*\S")
DEEPEST = 32
"""Open marks among which the one is looked for that a mark closes; nobody quotes as deep."""

SHORTEST_SENTENCE = 4
"""Words of a quotation that tell which marks an article gives to what people say (the British press: single ones)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """
    A language's quotation marks.

    Attributes:
        pairs: Opening marks and the closing marks that fit each.
        single: Pairs of single marks, which are also apostrophes.
    """

    pairs: Mapping[str, str]
    single: Mapping[str, str]
    double_pattern: re.Pattern[str] = field(init=False)
    single_pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        double = {*self.pairs, *"".join(self.pairs.values()), STRAIGHT}
        twice = "|".join(re.escape(apostrophe * 2) for apostrophe in APOSTROPHES)
        single = {*self.single, *"".join(self.single.values())} or {STRAIGHT}
        object.__setattr__(self, "double_pattern", re.compile(f"{twice}|[{re.escape(''.join(sorted(double)))}]"))
        object.__setattr__(self, "single_pattern", re.compile(f"[{re.escape(''.join(sorted(single)))}]"))


def marks_of(language: Language) -> Marks:
    """Return the quotation marks of *language*."""
    table = language.quotation_marks
    return Marks(table["pairs"], table.get("single", {}))


@dataclass(frozen=True, slots=True)
class Quote:
    """
    A stretch in quotation marks.

    Attributes:
        outer: With its marks.
        inner: Without them, blanks at the edges left out.
        depth: 0 outside any other quotation.
        closed: False when it runs to the end of its passage for want of a closing mark.
        single: True for single marks.
    """

    outer: Span
    inner: Span
    depth: int
    closed: bool
    single: bool = False


def find_quotes(text: str, passages: Iterable[Span], marks: Marks) -> list[Quote]:
    """Return the quotations of each passage in text order, outer before inner."""
    found: list[Quote] = []
    for passage in passages:
        found.extend(_in_passage(text, passage, marks))
    return found


def outermost(text: str, passage: Span, marks: Marks) -> list[Span]:
    """Return what stands in double marks in one passage and in no others, the marks included; closed or not."""
    found, opened = _paired(text, passage, marks)
    spans = [
        quote.outer for quote in found if quote.depth == 0 and not (opened and quote.outer.start > opened[0].start)
    ]
    return sorted([*spans, Span(opened[0].start, passage.end)] if opened else spans)


def with_double_marks(text: str, passages: Sequence[Span], marks: Marks) -> str:
    """
    Return *text*, as long as it was, with its quotations in double marks.

    The British press gives single marks to what people say and double ones to what they quote: the two change places
    where no quotation of some length stands in double marks. Rules and parsers then see one habit.
    """
    quotes = find_quotes(text, passages, marks)
    if {q.single for q in quotes if q.depth == 0 and len(q.inner.of(text).split()) >= SHORTEST_SENTENCE} != {True}:
        return text
    shown = list(text)
    for quote in quotes:
        last = quote.outer.end - 1
        change = DOUBLED if quote.single and quote.depth == 0 else HALVED if quote.depth else {}
        for at in (quote.outer.start, last):
            shown[at] = change.get(text[at], text[at])
    return "".join(shown)


class Mark(NamedTuple):
    """
    A double mark where it stands.

    Attributes:
        start: Its first character.
        length: How many characters it has.
        sign: Its normal form: two apostrophes are one straight mark.
    """

    start: int
    length: int
    sign: str


def _double_marks(text: str, passage: Span, marks: Marks) -> list[Mark]:
    """Return every double mark in *passage*."""
    found = []
    for match in marks.double_pattern.finditer(text, passage.start, passage.end):
        sign = match.group()
        found.append(Mark(match.start(), len(sign), sign if len(sign) == 1 else STRAIGHT))
    return found


def _opens(text: str, passage: Span, mark: Mark) -> bool | None:
    """Tell by its neighbours whether a straight mark opens (True), closes (False) or could do either (None)."""
    end = mark.start + mark.length
    before = text[mark.start - 1] if mark.start > passage.start else " "
    after = text[end] if end < passage.end else " "
    open_before, blank_after = bool(OPENS_AFTER.match(before)), after.isspace()
    if open_before and not blank_after and (before.isspace() or after.isalnum() or after in "'[(«“.…"):
        return True
    if CLOSES_WORD.match(before) and (blank_after or not after.isalnum()):
        return False
    return None


def _in_passage(text: str, passage: Span, marks: Marks) -> list[Quote]:
    found, opened = _paired(text, passage, marks)
    if opened:
        start, length, _ = opened[0]
        inner = _trim(text, start + length, passage.end)
        if inner:
            found = [quote for quote in found if quote.outer.start < start or quote.depth > 0]
            found.append(Quote(Span(start, passage.end), inner, 0, closed=False))
    found += _single(text, passage, marks, found)
    found.sort(key=lambda quote: (quote.outer.start, -quote.outer.end))
    return [quote for quote in found if quote.inner.start < quote.inner.end]


def _paired(text: str, passage: Span, marks: Marks) -> tuple[list[Quote], list[Mark]]:
    """Return what pairs of double marks enclose, and the marks that are left open."""
    opened: list[Mark] = []
    found: list[Quote] = []
    doubles = _double_marks(text, passage, marks)
    odd = sum(mark.sign == STRAIGHT for mark in doubles) % 2 == 1
    for mark in doubles:
        if mark.sign == STRAIGHT:
            shape = _opens(text, passage, mark)
            is_open = bool(opened) and (opened[-1].sign == STRAIGHT or shape is False)
            if is_open and shape is True and odd:
                # An odd mark somewhere: trust the shape, and let the one left open go.
                opened[-1] = mark
            elif is_open:
                found.append(_quote(text, opened.pop(), mark, len(opened)))
            elif shape is not False:
                opened.append(mark)
        elif _closes(mark, opened, marks):
            while len(opened) > 1 and mark.sign not in marks.pairs.get(opened[-1].sign, ""):
                opened.pop()
            found.append(_quote(text, opened.pop(), mark, len(opened)))
        elif mark.sign in marks.pairs:
            opened.append(mark)
        elif mark is doubles[0] and not text[passage.start : mark.start].strip():
            # A closing mark that opens a paragraph: the French habit for a quotation that goes on.
            opened.append(mark._replace(sign=next(iter(marks.pairs))))
    return found, opened


def _closes(mark: Mark, opened: list[Mark], marks: Marks) -> bool:
    """Tell whether a curly or angled mark closes one that is open; one that opens nothing closes whatever is."""
    if not opened:
        return False
    fits = any(mark.sign in marks.pairs.get(one.sign, "") for one in opened[-DEEPEST:])
    return fits or (mark.sign not in marks.pairs and any(mark.sign in closing for closing in marks.pairs.values()))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _quote(text: str, opening: Mark, closing: Mark, depth: int) -> Quote:
    inner = _trim(text, opening.start + opening.length, closing.start)
    outer = Span(opening.start, closing.start + closing.length)
    return Quote(outer, inner or outer, depth, closed=True)


def _single(text: str, passage: Span, marks: Marks, found: list[Quote]) -> list[Quote]:
    """Pairs of single marks that cannot be apostrophes: opened after a blank, closed before one."""
    result: list[Quote] = []
    opened: tuple[int, str] | None = None
    for match in marks.single_pattern.finditer(text, passage.start, passage.end):
        position, char = match.start(), match.group()
        before = text[position - 1] if position > passage.start else " "
        after = text[position + 1] if position + 1 < passage.end else " "
        if opened is None:
            if char in marks.single and OPENS_AFTER.match(before) and (after.isalnum() or after in "«“.…["):
                opened = (position, marks.single[char])
            continue
        if char not in opened[1] or after.isalnum() or before.isspace():
            continue
        inner = _trim(text, opened[0] + 1, position)
        if inner and len(inner.of(text).split()) > 1:
            if _is_plural(text, opened, position, passage.end):
                continue
            outer = Span(opened[0], position + 1)
            if not any(_cross(outer, inner, quote) for quote in found):
                depth = 1 + max((q.depth for q in found if q.inner.covers(outer)), default=-1)
                found[:] = [replace(q, depth=q.depth + 1) if inner.covers(q.outer) else q for q in found]
                result.append(Quote(outer, inner, depth, closed=True, single=True))
        opened = None
    return result


def _cross(outer: Span, inner: Span, quote: Quote) -> bool:
    """Tell whether marks around *inner* and those of *quote* would cross: neither would stand within the other."""
    return quote.outer.overlaps(outer) and not (quote.inner.covers(outer) or inner.covers(quote.outer))


def _is_plural(text: str, opened: tuple[int, str], position: int, end: int) -> bool:
    """Tell an apostrophe after a plural s (*‘the workers’ choice,’ she said*) from a mark that closes."""
    if text[position - 1] not in "sS" or not text[position + 1 : position + 2].isspace():
        return False
    if text[opened[0]] != "\N{LEFT SINGLE QUOTATION MARK}":
        return True
    following = WORD_BEGINS.match(text, position + 1, end)
    if following is None or not following[0][-1].islower():
        return False
    again = text.find(text[opened[0]], position + 1, end)
    until = end if again < 0 else again
    return any(_closing(mark).search(text, position + 1, until) for mark in opened[1])


@cache
def _closing(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w.,;:!?…]){re.escape(mark)}(?!\w)")
