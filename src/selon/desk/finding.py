"""
Where in an article do the words stand that a person names?

People who correct statements read words and count no characters. What stands in several places is not guessed at.
"""

from __future__ import annotations

import re

from selon.errors import InvalidValue
from selon.model import Span, Spans

BETWEEN = " || "
"""Parts the stretches of one role, as in the sheets of the project's own gold."""

_NUMBERED = re.compile(r"(.*) #([1-9][0-9]{0,5})", re.DOTALL)
_APOSTROPHES = "['\N{RIGHT SINGLE QUOTATION MARK}]"


def found(words: str, text: str, *, near: Spans = ()) -> Spans:
    r"""
    Return the place of *words*, which must be the only one in *text*, or else the only one in a paragraph.

    Args:
        words: As they stand there, but that blanks and apostrophes may be plain ones; ``…`` `` || `` ``…`` gives several
            stretches, and `` #2`` behind one means the second place where it stands.
        text: The article's.
        near: A place, most often that of the content, in whose paragraph they are rather meant.

    Raises:
        InvalidValue: If they stand nowhere or in several places.

    >>> found("dit-elle", "« Oui », dit-elle.\n\n« Non », dit-elle.", near=(Span(22, 25),))
    (Span(start=29, end=37),)
    """
    return tuple(sorted(_found(part, text, near) for part in words.split(BETWEEN)))


def _found(words: str, text: str, near: Spans) -> Span:
    numbered = _NUMBERED.fullmatch(words)
    wanted, number = (numbered[1], int(numbered[2])) if numbered else (words, None)
    places = _places(wanted, text)
    if number is not None and number <= len(places):
        return places[number - 1]
    if number is None and len(places) > 1 and near:
        first, last = text.rfind("\n", 0, near[0].start) + 1, text.find("\n", near[0].start)
        inside = [one for one in places if first <= one.start and (last < 0 or one.end <= last)]
        places = inside if len(inside) == 1 else places
    if number is None and len(places) == 1:
        return places[0]
    if not places:
        msg = f"the article has no words {wanted[:60]!r}; give them as they stand there, or offsets as 120-180"
    elif number:
        msg = f"{wanted[:60]!r} stands in {len(places)} places, and no {number}th; give a number up to that"
    else:
        msg = f"{wanted[:60]!r} stands in {len(places)} places; write {wanted[:60]!r} #2 for the second, or offsets"
    raise InvalidValue(msg)


def _places(words: str, text: str) -> list[Span]:
    if not words.strip():
        return []
    wanted = r"\s+".join("".join(map(_letter, part)) for part in words.split())
    # No part of a word: *dit* does not stand in *édition*.
    before, after = (
        (r"(?<!\w)" if words.strip()[0].isalnum() else ""),
        (r"(?!\w)" if words.strip()[-1].isalnum() else ""),
    )
    return [Span(*match.span()) for match in re.finditer(before + wanted + after, text)]


def _letter(letter: str) -> str:
    return _APOSTROPHES if letter == "'" else re.escape(letter)
