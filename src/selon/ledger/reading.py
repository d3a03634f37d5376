"""
Which words does a text have, to somebody who looks for a name?

Words are runs of letters; what stands between them – blanks, hyphens, apostrophes – is looked at by whoever asks.
Invisible characters inside a word do not part it, and letters written ``%C3%A9`` in an address are read as letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from selon.ledger import identity

ChunkKind = Literal["hashtag", "handle", "mail address", "address"]

# Soft hyphens, joiners, marks of direction: what a reader does not see.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W\d_][^\W\d_\u0300-\u036f{_UNSEEN}]*(?:[\u0300-\u036f{_UNSEEN}]+[^\W\d_]*)*")
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PARTS = re.compile(r"[^\W\d_]+?(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])|[^\W\d_]+?(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|[^\W\d_]+")
_LETTERS = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_CHUNK = re.compile(
    r"""(?ix)
    (?P<url> (?: [a-z][a-z0-9+.-]*:// | www\. ) \S+ )
    | (?P<mail> [^\s@/<>()\[\],;:"«»“”]+ @ [^\s@/<>()\[\],;:"«»“”]+ \. [^\W\d_]{2,} )
    | (?<!\w) [@＠] (?P<handle> \w (?: [\w.-]* \w )? (?: @ [\w.-]+ \w )? )
    | [#＃] (?P<hashtag> \w+ )
    | (?P<path> [^\s/]* / \S* )
    | (?-i: (?<![\w.@-]) (?P<host> [a-z0-9-]+ (?: \. [a-z0-9-]+ )* \. [a-z]{2,} ) (?![\w@-]) )
    """
)

_KINDS: dict[str, ChunkKind] = {"hashtag": "hashtag", "handle": "handle", "mail": "mail address"}


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
class Reading:
    """
    A text with its words.

    Attributes:
        text: The text.
        mapped: The text with escapes read.
        words: Its words, in order.
        chunks: Where words are run together.
        places: For each character of ``mapped``, and its end, where it stands in the text.
    """

    text: str
    mapped: str
    words: tuple[Word, ...]
    chunks: tuple[Chunk, ...]
    places: range | tuple[int, ...] = field(repr=False)

    def between(self, index: int) -> str:
        """Return what stands between word *index* and the next; nothing after the last."""
        if not 0 <= index < len(self.words) - 1:
            return "\n\n"
        return _INVISIBLE.sub("", self.mapped[self.words[index].stop : self.words[index + 1].begin])

    def kind_of(self, start: int, end: int) -> str | None:
        """Return what the chunk around a stretch of the text makes of it, None in plain words."""
        chunk = next((one for one in self.chunks if one.start <= start and end <= one.end), None)
        return None if chunk is None else {"address": "slug"}.get(chunk.kind, chunk.kind)

    def in_address(self, place: int) -> bool:
        """Tell whether a place of the text lies in the address of a page or of mail."""
        return any(c.start <= place < c.end for c in self.chunks if c.kind in ("address", "mail address"))

    def is_handle(self, word: Word) -> bool:
        """Tell whether *word* is part of a handle."""
        return any(chunk.start <= word.start < chunk.end for chunk in self.chunks if chunk.kind == "handle")

    def parts(self, chunk: Chunk) -> list[Word]:
        """Return the words of *chunk*, parted at capitals as well (*Anne|Martin*)."""
        found = (m for word in self._words_of(chunk) for m in _PARTS.finditer(self.mapped, word.begin, word.stop))
        return [_word(m, self.places) for m in found]

    def _words_of(self, chunk: Chunk) -> Iterator[Word]:
        return (word for word in self.words if chunk.start <= word.start < chunk.end)


def read(text: str) -> Reading:
    """
    Return *text* with its words.

    >>> [word.folded for word in read("Selon qu’Anne, #JeSuis").words]
    ['selon', 'qu', 'anne', 'jesuis']
    """
    mapped, places = _unescaped(text)
    words = tuple(_word(match, places) for match in _WORD.finditer(mapped))
    return Reading(text, mapped, words, tuple(_chunks(text)), places)


def _word(match: re.Match[str], places: range | tuple[int, ...]) -> Word:
    raw, folded = _folded(match.group())
    return Word(places[match.start()], _end(places, match.end()), match.start(), match.end(), raw, folded)


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, str]:
    raw = _INVISIBLE.sub("", word)
    return raw, identity.fold(raw).translate(_LETTERS).replace(" ", "")


def _chunks(text: str) -> Iterator[Chunk]:
    if not any(sign in text for sign in "@＠#＃/."):
        return
    for match in _CHUNK.finditer(text):
        name = match.lastgroup or ""
        kind = _KINDS.get(name, "address")
        start, end = match.span(name)
        local = match[name].partition("@")[0] if kind in ("handle", "mail address") else ""
        yield Chunk(kind, start, end, local)


def _end(places: range | tuple[int, ...], stop: int) -> int:
    return places[stop - 1] + 1 if isinstance(places, range) else places[stop]


def _unescaped(text: str) -> tuple[str, range | tuple[int, ...]]:
    if "%" not in text or not _ESCAPES.search(text):
        return text, range(len(text) + 1)
    mapped: list[str] = []
    places: list[int] = []
    last = 0
    for match in _ESCAPES.finditer(text):
        mapped += text[last : match.start()]
        places += range(last, match.start())
        data = bytes.fromhex(match.group().replace("%", ""))
        place = match.start()
        for letter in data.decode("utf-8", "replace"):
            mapped.append(letter)
            places.append(place)
            place += 3 * (len(letter.encode()) if letter != "\ufffd" else 1)
        last = match.end()
    mapped += text[last:]
    places += range(last, len(text) + 1)
    return "".join(mapped), tuple(places)
