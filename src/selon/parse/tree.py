"""
What did the parser make of a paragraph?

A :class:`Parse` is one paragraph's words and tree as plain tuples that count from the start of the article's text. The
rules read it instead of the parser's own objects: they can then be tested on trees written by hand, they run on any
pipeline, and looking a word up costs a tuple index.

Relations carry their Universal Dependencies names. A language whose parser names them otherwise says so in its data
(``relations`` in ``language.json``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selon.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
LONGEST_ELISION = 2
"""Letters before the apostrophe of an elided word (*d'*, *qu'*)."""


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """
    One parsed paragraph. All tuples have one entry per token.

    Attributes:
        words: The tokens as written.
        lower: The same in lower case, with typographic apostrophes made straight.
        start: First character of each token in the article's text.
        end: One past its last character.
        pos: Universal part of speech.
        relation: Relation to the head, by its Universal Dependencies name; ``root`` for a root.
        head: Index of the head; a root is its own head.
        morph: Features as ``Name=Value|Name=Value``.
        children: Indices of the dependents, in text order.
        breaks: Indices of the colons and semicolons.
    """

    words: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    pos: tuple[str, ...]
    relation: tuple[str, ...]
    head: tuple[int, ...]
    morph: tuple[str, ...]
    lower: tuple[str, ...] = field(init=False)
    children: tuple[tuple[int, ...], ...] = field(init=False)
    breaks: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        lower = tuple(word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for word in self.words)
        children: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.head):
            if head != index:
                children[head].append(index)
        object.__setattr__(self, "lower", lower)
        object.__setattr__(self, "children", tuple(map(tuple, children)))
        object.__setattr__(self, "breaks", tuple(i for i, word in enumerate(self.words) if word in (":", ";")))

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token *first* to token *last*, both included."""
        return Span(self.start[first], self.end[last])

    def subtree(self, index: int) -> list[int]:
        """Return *index* and everything below it, in text order."""
        found, waiting = [], [index]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting.extend(self.children[token])
        found.sort()
        return found

    def child(self, index: int, *relations: str) -> int | None:
        """Return the first dependent of *index* with one of *relations*."""
        for token in self.children[index]:
            if self.relation[token] in relations:
                return token
        return None

    def at(self, character: int) -> int | None:
        """Return the token that holds *character*, or the first one after it; None past the end."""
        token = bisect_right(self.end, character)
        return token if token < len(self.end) else None

    def touched(self, span: Span) -> range:
        """Return the tokens that *span* touches."""
        return range(bisect_right(self.end, span.start), bisect_left(self.start, span.end))

    def begun(self, span: Span) -> range:
        """Return the tokens that begin in *span*."""
        return range(bisect_left(self.start, span.start), bisect_left(self.start, span.end))


def from_doc(doc: Doc, offset: int, relations: Mapping[str, str]) -> Parse:
    """
    Return *doc* as a :class:`Parse`.

    Args:
        doc: A parsed paragraph.
        offset: Where the paragraph starts in the article's text.
        relations: Universal Dependencies names for the parser's own; a relation not listed keeps its name.
    """
    rows = doc.to_array(["ORTH", "SPACY", "IS_SPACE", "POS", "DEP", "MORPH", "HEAD"])
    forms, blanks, spaces, pos, dep, morph, _ = rows.T.tolist()
    heads = rows[:, -1].astype("int64").tolist()  # counted from the token
    strings = doc.vocab.strings
    names = {key: strings[key] for key in {*forms, *pos, *dep, *morph}}  # looked up once
    features = {key: names[key].replace("_", "") if key else "" for key in set(morph)}
    tokens: list[int] = []  # those that are words of their own
    place: dict[int, int] = {}
    words: list[str] = []
    start: list[int] = []
    end: list[int] = []
    at = offset
    for index, form in enumerate(forms):
        word, first = names[form], at
        last = first + len(word)
        at = last + blanks[index]
        if spaces[index]:  # a no-break space beside a mark is no word
            continue
        if words and word in APOSTROPHES and end[-1] == first and len(words[-1]) <= LONGEST_ELISION:
            words[-1] += word  # *d’«*, which tokenizers cut into three
            end[-1] = last
        else:
            tokens.append(index)
            words.append(word)
            start.append(first)
            end.append(last)
        place[index] = len(words) - 1
    return Parse(
        words=tuple(words),
        start=tuple(start),
        end=tuple(end),
        pos=tuple(names[pos[index]] for index in tokens),
        relation=tuple(relations.get(name, name) for name in (names[dep[index]] for index in tokens)),
        head=tuple(place.get(index + heads[index], own) for own, index in enumerate(tokens)),
        morph=tuple(features[morph[index]] for index in tokens),
    )
