"""
What did the parser make of a paragraph?

A :class:`Parse` is one paragraph's words and tree as plain tuples that count from the start of the article's text. The
rules read it instead of the parser's own objects: they can then be tested on trees written by hand, they run on any
pipeline, and looking a word up costs a tuple index.

Relations carry their Universal Dependencies names. A language whose parser names them otherwise says so in its data
(``relations`` in ``language.json``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selon.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
        low, high = 0, len(self.end)
        while low < high:
            middle = (low + high) // 2
            if self.end[middle] <= character:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.end) else None


def from_doc(doc: Doc, offset: int, relations: Mapping[str, str]) -> Parse:
    """
    Return *doc* as a :class:`Parse`.

    Args:
        doc: A parsed paragraph.
        offset: Where the paragraph starts in the article's text.
        relations: Universal Dependencies names for the parser's own; a relation not listed keeps its name.
    """
    tokens: list[Token] = []
    place: dict[int, int] = {}
    ends: list[int] = []
    for token in doc:
        if token.is_space:  # a no-break space beside a mark is no word
            continue
        end = offset + token.idx + len(token.text)
        if tokens and token.text in APOSTROPHES and ends[-1] == end - 1 and len(tokens[-1].text) <= LONGEST_ELISION:
            ends[-1] = end  # *d’«*, which tokenizers cut into three
            place[token.i] = len(tokens) - 1
            continue
        place[token.i] = len(tokens)
        tokens.append(token)
        ends.append(end)
    start = tuple(offset + token.idx for token in tokens)
    text = doc.text
    return Parse(
        words=tuple(text[first - offset : last - offset] for first, last in zip(start, ends, strict=True)),
        start=start,
        end=tuple(ends),
        pos=tuple(token.pos_ for token in tokens),
        relation=tuple(relations.get(token.dep_, token.dep_) for token in tokens),
        head=tuple(place.get(token.head.i, index) for index, token in enumerate(tokens)),
        morph=tuple(str(token.morph) for token in tokens),
    )
