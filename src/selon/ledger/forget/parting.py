"""
How is a text parted into words, for somebody who looks for a name?

Words are runs of letters; what stands between them – blanks, hyphens, apostrophes – is looked at by whoever asks.
Invisible characters inside a word do not part it, and letters written ``%C3%A9`` or ``&eacute;`` are read as letters.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from selon.ledger import identity

ChunkKind = Literal["hashtag", "handle", "mail address", "address"]

# Soft hyphens, joiners, marks of direction: what a reader does not see.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W\d_][^\W\d_\u0300-\u036f{_UNSEEN}]*(?:[\u0300-\u036f{_UNSEEN}]+[^\W\d_]*)*")
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
# %C3%A9, %25C3%25A9 where an address is part of another, &eacute; and &#233; where markup was taken for text.
_ESCAPES = re.compile(r"(?:%(?:25)*[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_ESCAPE = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})")
_PARTS = re.compile(r"[^\W\d_]+?(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])|[^\W\d_]+?(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|[^\W\d_]+")
_LETTERS = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SIGNS = frozenset("@＠#＃/.")
_EDGES = "'\"<>()[]{}«»“”‘’,;:!?.…*_"
_PIECE = re.compile(r"\S+")
_AT = re.compile("[@＠]")
_LOCAL = re.compile(r"[^@＠/<>()\[\],;:\"«»“”]*$")
_AFTER_AT = re.compile(r"[\w.-]*\w")
_HASHTAG = re.compile(r"[#＃](\w+)")
_SCHEME = re.compile(r"[A-Za-z0-9+.-]*$")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """
    A run of letters.

    Attributes:
        start: Its first character in the text.
        end: One past its last.
        begin: The same where escapes are read as the letters that they stand for.
        stop: Likewise.
        raw: The letters that are seen.
        folded: The letters without case and accents.
    """

    start: int
    end: int
    begin: int
    stop: int
    raw: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a letter of a script that has none."""
        return not self.raw[0].islower()

    @property
    def is_run_together(self) -> bool:
        """Whether something unseen stands inside it, which may part two words."""
        return self.stop - self.begin > len(self.raw)

    @property
    def has_inner_capital(self) -> bool:
        """Whether a capital after small letters may begin a second word (*AnneMartin*)."""
        return not self.raw.isupper() and not self.raw[1:].islower()

    @property
    def is_letter(self) -> bool:
        """Whether it is a single letter."""
        return len(self.folded) == 1


@dataclass(frozen=True, slots=True)
class Chunk:
    """
    A stretch in which words are run together: a hashtag, a handle, a mail address, the address of a page, a path.

    Attributes:
        kind: Which of them.
        start: Its first character in the text.
        end: One past its last.
        local: What stands before the ``@`` of a mail address, or after that of a handle.
    """

    kind: ChunkKind
    start: int
    end: int
    local: str = ""


@dataclass(frozen=True)
class Parted:
    """
    A text with its words.

    Attributes:
        text: The text.
        mapped: The text with escapes read.
        places: For each character of ``mapped``, and its end, where it stands in the text.
    """

    text: str
    mapped: str
    places: range | tuple[int, ...] = field(repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        return tuple(_word(match, self.places) for match in _WORD.finditer(self.mapped))

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Where words are run together, in order."""
        return tuple(_chunks(self.text))

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """Yield the letters that are seen, and those without case and accents, of each different word."""
        return map(_folded, set(_WORD.findall(self.mapped)))

    def between(self, index: int) -> str:
        """Return what stands between word *index* and the next; nothing after the last."""
        if not 0 <= index < len(self.words) - 1:
            return "\n\n"
        return _INVISIBLE.sub("", self.mapped[self.words[index].stop : self.words[index + 1].begin])

    def kind_of(self, start: int, end: int) -> str | None:
        """Return what the chunk around a stretch of the text makes of it, None in plain words."""
        chunk = self._chunk_at(start)
        if chunk is None or end > chunk.end:
            return None
        return "slug" if chunk.kind == "address" else chunk.kind

    def in_address(self, place: int) -> bool:
        """Tell whether a place of the text lies in the address of a page or of mail."""
        chunk = self._chunk_at(place)
        return chunk is not None and chunk.kind in ("address", "mail address")

    def is_handle(self, word: Word) -> bool:
        """Tell whether *word* is part of a handle."""
        chunk = self._chunk_at(word.start)
        return chunk is not None and chunk.kind == "handle"

    def _chunk_at(self, place: int) -> Chunk | None:
        index = bisect_right(self.chunks, place, key=lambda chunk: chunk.start) - 1
        return self.chunks[index] if index >= 0 and place < self.chunks[index].end else None

    def parts(self, chunk: Chunk) -> list[Word]:
        """Return the words of *chunk*, parted at capitals as well (*Anne|Martin*)."""
        begin, stop = (bisect_left(self.places, place) for place in (chunk.start, chunk.end))
        return [_word(match, self.places) for match in _PARTS.finditer(self.mapped, begin, stop)]


def part(text: str) -> Parted:
    """
    Return *text* with its words.

    >>> [word.folded for word in part("Selon qu’Anne, #JeSuis").words]
    ['selon', 'qu', 'anne', 'jesuis']
    """
    return Parted(text, *_unescaped(text))


def _word(match: re.Match[str], places: range | tuple[int, ...]) -> Word:
    raw, folded = _folded(match.group())
    return Word(places[match.start()], _end(places, match.end()), match.start(), match.end(), raw, folded)


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, str]:
    raw = _INVISIBLE.sub("", word)
    return raw, identity.fold(raw).translate(_LETTERS).replace(" ", "")


def _chunks(text: str) -> Iterator[Chunk]:
    if _SIGNS.isdisjoint(text):
        return
    for match in _PIECE.finditer(text):
        piece = match.group()
        if not _SIGNS.isdisjoint(piece):
            yield from _in_piece(piece, match.start())


def _in_piece(piece: str, at: int) -> Iterator[Chunk]:
    """Yield the chunks of *piece*, a stretch without blanks that begins at *at*."""
    bare = piece.strip(_EDGES)
    start = piece.find(bare)
    scheme = piece.find("://")
    if scheme >= 0 or bare.startswith("www."):
        first = _SCHEME.search(piece, max(0, scheme - 16), scheme) if scheme >= 0 else None
        yield Chunk("address", at + (first.start() if first else start), at + len(piece))
    elif "/" in _AT.split(bare)[0]:
        yield Chunk("address", at + start, at + start + len(bare))
    elif _AT.search(piece):
        yield from _around_at(piece, at)
    elif not {"#", "＃"}.isdisjoint(piece):
        yield from (Chunk("hashtag", at + m.start(1), at + m.end(1)) for m in _HASHTAG.finditer(piece))
    elif _HOST.fullmatch(bare):
        yield Chunk("address", at + start, at + start + len(bare))


def _around_at(piece: str, at: int) -> Iterator[Chunk]:
    """Yield the handles and mail addresses of *piece*."""
    last = 0
    for match in _AT.finditer(piece):
        place = match.start()
        after = _AFTER_AT.match(piece, place + 1)
        if place < last or after is None:
            continue
        local = _LOCAL.search(piece, max(last, place - 64), place)
        if local and local.group() and "." in after.group():
            last = after.end()
            yield Chunk("mail address", at + local.start(), at + last, local.group())
        elif not (local and local.group()):
            server = _AFTER_AT.match(piece, after.end() + 1) if piece[after.end() : after.end() + 1] == "@" else None
            last = server.end() if server else after.end()
            yield Chunk("handle", at + after.start(), at + last, after.group())


def _end(places: range | tuple[int, ...], stop: int) -> int:
    return places[stop - 1] + 1 if isinstance(places, range) else places[stop]


def _unescaped(text: str) -> tuple[str, range | tuple[int, ...]]:
    if not _ESCAPES.search(text):
        return text, range(len(text) + 1)
    mapped: list[str] = []
    places: list[int] = []
    last = 0
    for match in _ESCAPES.finditer(text):
        mapped += text[last : match.start()]
        places += range(last, match.start())
        for letter, place in _letters(match):
            mapped.append(letter)
            places.append(place)
        last = match.end()
    mapped += text[last:]
    places += range(last, len(text) + 1)
    return "".join(mapped), tuple(places)


def _letters(escapes: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the letters that a run of escapes stands for, each with its place in the text."""
    if escapes.group().startswith("&"):
        letters = html.unescape(escapes.group())
        is_known = letters != escapes.group()
        yield from ((letter, escapes.start() + (0 if is_known else i)) for i, letter in enumerate(letters))
        return
    found = list(_ESCAPE.finditer(escapes.string, escapes.start(), escapes.end()))
    data = bytes(int(one[1], 16) for one in found)
    try:
        letters = data.decode("utf-8")
    except UnicodeDecodeError:  # addresses from before UTF-8 (%E9)
        letters = data.decode("latin-1")
        yield from zip(letters, (one.start() for one in found), strict=True)
        return
    at = 0
    for letter in letters:
        yield letter, found[at].start()
        at += len(letter.encode())
