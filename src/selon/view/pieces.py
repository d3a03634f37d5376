"""
What is each stretch of an article's text part of?

The text is cut into blocks (its paragraphs) and these into pieces, at every edge of every mark: marks may overlap, nest
and run over paragraphs, pieces do not. Together the pieces are the text; only blanks between paragraphs are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from selon.model import Article, PassageKind, Span, Spans
from selon.view import outline

ROLES = ("content", "source", "cue", "addressee", "channel", "when")
"""The roles that are marked in the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of text that is wholly inside or wholly outside each mark.

    Attributes:
        span: Where it stands.
        roles: Positions in ``Article.attributions`` by role; the statement that holds the others comes first.
        is_own_voice: Whether the outlet answers for it.
        is_hearsay: Whether it says that the outlet does not vouch.
        numbers: Statements whose number is set behind it: after the cue's first words, without a cue after the content.
    """

    span: Span
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    is_own_voice: bool = False
    is_hearsay: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """
    One paragraph.

    Attributes:
        kind: What it is in the article.
        pieces: Its text, in order.
        opens_entry: The time that a live page shows before it.
    """

    kind: PassageKind
    pieces: tuple[Piece, ...]
    opens_entry: datetime | None = None


def blocks(article: Article) -> tuple[Block, ...]:
    r"""
    Return the text of *article* in blocks.

    >>> [block.kind for block in blocks(Article(text="Pluie\n\nIl pleut.", title=Span(0, 5)))]
    ['title', 'paragraph']
    """
    frames = list(_frames(article))
    pieces = _numbered(article, list(_pieces(article, [span for _, span, _ in frames])))
    found: list[Block] = []
    first = 0
    for kind, span, opens_entry in frames:
        last = first
        while last < len(pieces) and pieces[last].span.end <= span.end:
            last += 1
        found.append(Block(kind, tuple(pieces[first:last]), opens_entry))
        first = last
    return tuple(found)


def _frames(article: Article) -> Iterator[tuple[PassageKind, Span, datetime | None]]:
    """Yield the passages, and as paragraphs what lies between them: nothing of the text is lost or shown twice."""
    end = 0
    for passage in sorted(article.passages, key=lambda passage: passage.span):
        yield from _lines(article, end, passage.span.start)
        start = max(end, passage.span.start)
        if start < passage.span.end:
            yield passage.kind, Span(start, passage.span.end), passage.opens_entry
            end = passage.span.end
    yield from _lines(article, end, len(article.text))


def _lines(article: Article, start: int, end: int) -> Iterator[tuple[PassageKind, Span, datetime | None]]:
    for line in re.compile(r"\S[^\n]*").finditer(article.text, start, end):
        span = Span(line.start(), line.end())
        yield "title" if article.title and article.title.overlaps(span) else "paragraph", span, None


def _pieces(article: Article, frames: list[Span]) -> Iterator[Piece]:
    """Yield the pieces of *frames* in text order."""
    starting: dict[int, list[tuple[str, int]]] = {}
    ending: dict[int, list[tuple[str, int]]] = {}
    for mark, spans in _marks(article):
        for span in spans:
            starting.setdefault(span.start, []).append(mark)
            ending.setdefault(span.end, []).append(mark)
    framed = {frame.start: frame.end for frame in frames}
    edges = sorted({*starting, *ending, *framed, *framed.values()})
    depths = {entry.position: entry.depth for entry in outline.outline(article)}
    active: set[tuple[str, int]] = set()
    frame_end = 0
    for start, end in zip(edges, [*edges[1:], len(article.text)], strict=True):
        active.difference_update(ending.get(start, ()))
        active.update(starting.get(start, ()))
        frame_end = framed.get(start, frame_end)
        if start < end <= frame_end:
            yield _piece(Span(start, end), active, depths)


def _marks(article: Article) -> Iterator[tuple[tuple[str, int], Spans]]:
    """Yield every mark of the text with its spans."""
    for position, attribution in enumerate(article.attributions):
        for role in ROLES:
            yield (role, position), getattr(attribution, role)
    for position, voice in enumerate(article.own_voice):
        yield ("own voice", position), (voice.span,)
        for count, words in enumerate(voice.hearsay):
            yield (f"hearsay {count}", position), (words,)


def _piece(span: Span, active: set[tuple[str, int]], depths: dict[int, int]) -> Piece:
    return Piece(
        span,
        roles={
            role: tuple(sorted((p for name, p in active if name == role), key=lambda p: (depths[p], p)))
            for role in ROLES
        },
        is_own_voice=any(name == "own voice" for name, _ in active),
        is_hearsay=any(name.startswith("hearsay") for name, _ in active),
    )


def _numbered(article: Article, pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* with the number of each statement behind one of them."""
    starts = [piece.span.start for piece in pieces]
    numbers: dict[int, list[int]] = {}
    for position, attribution in enumerate(article.attributions):
        end = attribution.cue[0].end if attribution.cue else attribution.content[-1].end
        numbers.setdefault(max(bisect_left(starts, end) - 1, 0), []).append(position)
    return [replace(piece, numbers=tuple(numbers.get(index, ()))) for index, piece in enumerate(pieces)]
