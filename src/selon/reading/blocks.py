"""
What stands in a page, block by block?

A block is a stretch of words that a browser would set as one paragraph: the text of a paragraph, a heading, a list
item, or the words between two line breaks of a ``<div>``. Each keeps the element that it came from.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selon.parse.legible import without_invisible
from selon.reading.zones import INLINE, is_hidden, is_label, is_quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# White space as HTML defines it, where it is more than one space. No-break spaces are part of the text and stay.
WHITE = re.compile(r" [ \t\n\r\f]+|[\t\n\r\f][ \t\n\r\f]*")
# At the ends of a block, what has no width or no ink goes as well. No expression: one that looks for blanks before an
# end takes a quarter of an hour over a million no-break spaces in the middle.
LAST_BLANK = 0x3000
EDGES = "".join(filter(str.isspace, map(chr, range(LAST_BLANK + 1)))) + "\u00ad\u200b\u2060\ufeff"

BREAKING = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup
    option p pre search section summary table tbody td tfoot th thead tr ul
    """.split(),  # noqa: SIM905 - a list to read, not to quote word by word
)
"""Elements that begin and end a line of their own."""

UNREAD = frozenset(
    """
    audio button canvas datalist embed frame frameset head iframe input link map meta noscript object option
    picture script select style svg template textarea title video
    """.split(),  # noqa: SIM905 - a list to read, not to quote word by word
)
"""Elements whose text nobody reads in the page."""

KINDS = {
    **dict.fromkeys(INLINE, "words"),
    "br": "break",
    "a": "link",
    "b": "bold",
    "strong": "bold",
    "q": "quotation",
    **dict.fromkeys(BREAKING, "block"),
    **dict.fromkeys(UNREAD, "unread"),
}
"""What an element is to the block that it stands in; one of any other name has its words in it and is nothing else."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# A single line break ends a paragraph only after this many characters and a full stop; shorter lines are verse or
# an address.
LONG_LINE = 160
# The end of a line shows in its last characters.
LINE_END = 400
# Characters that stand for one word in a script without spaces, or in a text of very long words.
LONG_WORD = 15
# Running text has so many characters, or ends as a sentence and is no label.
LONG_TEXT, SHORT_SENTENCE = 120, 25
ENDS_SENTENCE = re.compile(r"[.!?…。！？؟۔।][\"'»”’)\]\s]*$")
NO_WORD = re.compile(r"[\W_]+")
# What holds none is no words, whatever marks and figures it holds.
HAS_LETTER = re.compile(r"[^\W\d_]")
# Scripts that write a word in a character or two say in one what others say in three.
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
WORD_CHARACTERS = 3
OPENING_MARKS = "\"'«‹“‘„‚「『"


class Block(NamedTuple):
    """
    One block of a page.

    Attributes:
        text: Its words, white space normalised.
        element: The element that holds all of them.
        above: The elements around that one, innermost first.
        linked: Share of the characters that are a link's, from 0 to 1.
        bold: Share of the characters that are set in bold.
        headings: Those of these elements that are headings, innermost first.
        quotation: The outermost of them that sets a quotation apart, None without one.
    """

    text: str
    element: HtmlElement
    above: tuple[HtmlElement, ...] = ()
    linked: float = 0.0
    bold: float = 0.0
    headings: tuple[HtmlElement, ...] = ()
    quotation: HtmlElement | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is the text of a heading element."""
        return bool(self.headings)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return ENDS_SENTENCE.search(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length, or many words."""
        size = len(self.text)
        if size < LONG_TEXT and not self.text.isascii():
            size += (WORD_CHARACTERS - 1) * len(IDEOGRAPHS.findall(self.text))
        return size >= LONG_TEXT or (size >= SHORT_SENTENCE and (self.is_sentence or self.text.endswith(":")))

    def within(self) -> Iterator[HtmlElement]:
        """Yield its element and all elements around it, innermost first."""
        yield self.element
        yield from self.above


def count_words(text: str) -> int:
    """
    Return how many words *text* has, about so many where a script sets no spaces between them.

    >>> count_words("La maire a dit oui."), count_words("他说桥明天开放。")
    (5, 3)
    """
    return max(len(text.split()), len(IDEOGRAPHS.findall(text)) // 2, len(text) // LONG_WORD)


def normal(text: str) -> str:
    r"""
    Return *text* as a page shows it: white space normalised, without characters that nobody sees.

    >>> normal("la pré\u00adfète\n  a dit")
    'la préfète a dit'
    """
    return WHITE.sub(" ", without_invisible(text).strip(EDGES))


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """
    Return *text* as it is compared: letters and digits only, in lower case.

    >>> squeezed("L’accord : « signé »")
    'laccordsigné'
    """
    return NO_WORD.sub("", text).casefold()


class _Collector:
    """The block being read, and those already closed."""

    def __init__(self, root: HtmlElement) -> None:
        self.found: list[Block] = []
        self.holders = [root]
        self.headings: tuple[HtmlElement, ...] = ()
        self.asked = 0
        self.quotation: HtmlElement | None = None
        self.above: dict[HtmlElement, tuple[HtmlElement, ...]] = {}
        self.pieces: list[str] = []
        self.is_blank = True
        self.linked = self.bold = self.links = self.bolds = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        if self.is_blank:
            self.is_blank = not text.strip(EDGES)
        if self.links or self.bolds:
            size = len(text.strip())
            self.linked += size if self.links else 0
            self.bold += size if self.bolds else 0

    def text(self) -> str:
        return normal("".join(self.pieces))

    def ends_sentence(self) -> bool:
        """Whether what was read so far ends as a sentence does: its last pieces tell, however many there are."""
        last: list[str] = []
        size = 0
        for piece in reversed(self.pieces):
            last.append(piece[-LINE_END:])
            size += len(last[-1])
            if size >= LINE_END:
                break
        return ENDS_SENTENCE.search("".join(reversed(last)).strip(EDGES)) is not None

    def squeeze(self) -> str:
        """Return the text, and keep it in one piece, so that asking again costs no more than the text is long."""
        self.pieces = [WHITE.sub(" ", "".join(self.pieces)).lstrip(EDGES)]
        return self.text()

    def close(self) -> None:
        text = "" if self.is_blank else self.text()
        if text:  # none where all of it is invisible
            holder = self.holders[-1]
            linked, bold = min(1.0, self.linked / len(text)), min(1.0, self.bold / len(text))
            above = self.around(holder)
            self.found.append(Block(text, holder, above, linked, bold, self.headings, self.quoted()))
        self.pieces.clear()
        self.is_blank = True
        self.linked = self.bold = 0

    def enter(self, element: HtmlElement) -> None:
        """Go on in a block of its own."""
        if self.pieces:
            self.close()
        self.holders.append(element)
        if element.tag in HEADINGS:
            self.headings = (element, *self.headings)

    def leave(self) -> None:
        """End the block entered last."""
        if self.pieces:
            self.close()
        element = self.holders.pop()
        if self.headings and element is self.headings[0]:
            self.headings = self.headings[1:]
        if self.asked > len(self.holders):
            self.asked = len(self.holders)
            if element is self.quotation:
                self.quotation = None

    def quoted(self) -> HtmlElement | None:
        """Return the outermost element around the block that sets a quotation apart: each is asked once."""
        if self.quotation is None and self.asked < len(self.holders):
            for element in self.holders[self.asked :]:
                self.asked += 1
                if is_quotation(element):
                    self.quotation = element
                    break
        return self.quotation

    def around(self, element: HtmlElement) -> tuple[HtmlElement, ...]:
        """Return the elements around *element*, innermost first; blocks side by side share them."""
        parent = element.getparent()
        if parent is None:
            return ()
        if parent not in self.above:
            self.above[parent] = (parent, *parent.iterancestors())
        return self.above[parent]

    def line_break(self, element: HtmlElement) -> None:
        """Two breaks in a row end a paragraph; so does one after a long line that ends a sentence, or between two sizes."""
        following = element.getnext()
        is_last = not (element.tail or "").strip()
        doubled = is_last and following is not None and following.tag == "br"
        if (
            doubled
            or (is_last and _is_resized(element.getprevious(), following))
            or (self.ends_sentence() and len(self.squeeze()) >= LONG_LINE)
        ):
            self.close()
        else:
            self.pieces.append(" ")


def blocks(
    tree: HtmlElement, *, marks: tuple[str, str] = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
) -> list[Block]:
    """
    Return the blocks of *tree* in reading order.

    Args:
        tree: The page.
        marks: What the page's language sets around ``<q>``, as a browser would.
    """
    from lxml.etree import iterwalk  # noqa: PLC0415 - not needed for plain text

    reading = _Collector(tree)
    # A page that closes too early goes on beside its root.
    roots = [tree, *(sibling for sibling in tree.itersiblings() if isinstance(sibling.tag, str))]
    # Walks without recursion: pages nest as deep as the parser lets them.
    leaving: list[str | None] = []
    for root in roots:
        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                kind = KINDS.get(element.tag)
                if kind == "unread" or is_hidden(element):
                    walk.skip_subtree()
                    leaving.append(None)
                    continue
                if kind == "block":
                    reading.enter(element)
                else:
                    kind = kind and _enter(reading, element, kind, marks)
                leaving.append(kind)
                text = element.text
            else:
                undo = leaving.pop()
                if undo == "block":
                    reading.leave()
                elif undo:
                    _leave(reading, undo, marks)
                text = element.tail if element is not root else None
            # Most blank space before a block's first word is the indentation of the page.
            if text and not (reading.is_blank and text.isspace()):
                reading.add(text)
    reading.close()
    return reading.found


def _is_resized(before: HtmlElement | None, after: HtmlElement | None) -> bool:
    """Tell whether a break parts a line in one size of letters from one in another, as before there were style sheets."""
    if before is None or after is None or before.tag != "font" or after.tag != "font" or (before.tail or "").strip():
        return False
    return bool(before.get("size") != after.get("size"))


def _enter(reading: _Collector, element: HtmlElement, kind: str, marks: tuple[str, str]) -> str | None:
    """Open *element*, which stands in a line, and return what its end must undo, if anything."""
    if reading.is_blank and is_label(element):
        reading.enter(element)
        return "block"
    if kind == "break":
        reading.line_break(element)
    elif kind == "link":
        reading.links += 1
    elif kind == "bold":
        reading.bolds += 1
    elif kind == "quotation":
        if element.text_content().lstrip().startswith(tuple(OPENING_MARKS)):
            return None
        reading.add(marks[0])
    return kind


def _leave(reading: _Collector, undo: str, marks: tuple[str, str]) -> None:
    if undo == "link":
        reading.links -= 1
    elif undo == "bold":
        reading.bolds -= 1
    elif undo == "quotation":
        reading.add(marks[1])
