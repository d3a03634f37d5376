"""
Where are the paragraphs of a plain text?

The text is kept to the letter; its passages point into it. Blank lines part paragraphs, and so do single line ends,
except in a text that was cut into lines of one width.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from selon.errors import NoArticle
from selon.model import Article, Passage, Span
from selon.parse.legible import NEVER_SEEN
from selon.reading import encoding, language
from selon.reading.blocks import ENDS_SENTENCE, HAS_LETTER, OPENING_MARKS
from selon.reading.boilerplate import is_boilerplate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

IN_LINE, SEEN = r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*", rf"[^\s\u200b{NEVER_SEEN}]"
LINE = re.compile(f"{IN_LINE}{SEEN}{IN_LINE}")
INK = re.compile(f"{SEEN}(?:.*{SEEN})?", re.DOTALL)

# Widths at which mailers and editors cut lines.
NARROWEST, WIDEST = 40, 110
# A text is cut into lines if so many of its line ends stand where the next word no longer fitted, and so many
# before a small letter.
FITTING, INSIDE = 0.8, 0.5
# So many of the longest lengths are tried as the width.
STICKING_OUT = 4
LONGEST_TITLE = 160
# Lines of so few words, two or more in a row after the last full stop, are a site's buttons and no sentence.
BUTTON_WORDS = 5
FEWEST_BUTTONS = 2


def read_plain(  # noqa: PLR0913 - what is known of a text is many things
    text: str,
    *,
    lang: str | None = None,
    published: date | datetime | None = None,
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    url: str | None = None,
) -> Article:
    r"""
    Return *text*, kept to the letter, as an article without attributions.

    Args:
        text: Title and body, or the body alone.
        lang: ISO 639-1 code; None detects the language.
        published: When it appeared.
        title: The title, when *text* does not hold it: it is put before the text, with a blank line. Without it, a
        short first
            line before a blank line is the title, unless it ends as a sentence does.
        outlet: Name of the publication.
        byline: Who signed it.
        url: Where it came from.

    Raises:
        UnreadableContent: If the text is empty, binary or damaged.
        SourceTooLarge: If it is longer than any article.
        NoArticle: If it holds no words.

    >>> article = read_plain("Le pont rouvre\n\n« Enfin », a dit la maire.\n\nNext Post\nAdd Comment")
    >>> [(passage.kind, passage.span.of(article.text)) for passage in article.passages]
    [('title', 'Le pont rouvre'), ('paragraph', '« Enfin », a dit la maire.')]
    """
    encoding.decoded(text, kind="text")
    head = (title or "").strip()
    if head:
        encoding.decoded(head, kind="text")
    repeated = bool(head) and re.match(rf"\s*{re.escape(head)}\s*(?:\n|$)", text) is not None
    whole = f"{head}\n\n{text}" if head and not repeated else text
    if not HAS_LETTER.search(whole):
        msg = "the text holds no words, only marks, figures and spaces; give an article"
        raise NoArticle(msg)
    spans = list(_paragraphs(whole))
    titled = bool(head) or (_is_title(whole, spans) and not is_boilerplate(spans[0].of(whole)))
    kept = [span for place, span in enumerate(spans) if (place == 0 and titled) or not is_boilerplate(span.of(whole))]
    kept = _without_buttons(whole, kept)
    if not kept:
        msg = "the text holds no sentence, only a page's buttons; give an article"
        raise NoArticle(msg)
    passages = tuple(Passage(span, "title" if titled and span == spans[0] else "paragraph") for span in kept)
    named = language.of_article(" ".join(span.of(whole) for span in kept), given=lang)
    return Article(
        text=whole,
        title=spans[0] if titled else None,
        url=url,
        outlet=outlet,
        byline=byline,
        published=published,
        language=named.code if named else None,
        language_score=named.score if named else None,
        passages=passages,
        warnings=tuple(encoding.damage(whole)),
    )


def _paragraphs(text: str) -> Iterator[Span]:
    lines = [match.span() for match in LINE.finditer(text)]
    width = _width(text, lines)
    start = None
    for place, (first, last) in enumerate(lines):
        start = first if start is None else start
        after = lines[place + 1] if place + 1 < len(lines) else None
        if after is None or not width or not _runs_on(text, (first, last), after, width):
            found = INK.search(text, start, last)
            if found:
                yield Span(found.start(), found.end())
            start = None


def _width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Return the width that *text* was cut to, 0 when its lines are paragraphs."""
    pairs = [pair for pair in itertools.pairwise(lines) if _adjoin(text, *pair)]
    ends = [(line, after) for line, after in pairs if not _opens_item(text, after)]
    if len(ends) < 2 or sum(_is_inside(text, line, after) for line, after in ends) < INSIDE * len(ends):  # noqa: PLR2004
        return 0
    lengths = {len(text[first:last].rstrip()) for (first, last), _ in ends}
    # A word too long for any line, such as an address, may stick out.
    for width in sorted(lengths, reverse=True)[:STICKING_OUT]:
        fitting = sum(_runs_on(text, line, after, width) for line, after in ends)
        if NARROWEST <= width <= WIDEST and fitting >= FITTING * len(ends):
            return width
    return 0


def _adjoin(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Tell whether nothing but one line end stands between two lines."""
    return text[line[1] : after[0]] in {"\n", "\r\n", "\r"}


def _runs_on(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Tell whether *line* was cut because the first word of the line *after* no longer fitted."""
    if not _adjoin(text, line, after) or _opens_item(text, after):
        return False
    word = text[after[0] : after[1]].split(None, 1)[0]
    return len(text[line[0] : line[1]].rstrip()) + 1 + len(word) > width


def _opens_item(text: str, line: tuple[int, int]) -> bool:
    """Tell whether *line* opens something of its own by an indent, a dash or a bullet."""
    opening = text[line[0] : line[1]]
    return opening[0].isspace() or opening.split(None, 1)[0] in {"-", "–", "—", "*", "•"}


def _is_inside(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Tell whether the line end between two lines falls inside a sentence, as far as one can see."""
    following = text[after[0] : after[1]].lstrip()[:1]
    if following.islower():
        return True
    # Scripts without small letters.
    return following.isalpha() and not following.isupper() and not ENDS_SENTENCE.search(text[line[0] : line[1]])


def _is_title(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether the first paragraph is a title: short, no sentence, and with a blank line after it."""
    if len(spans) < 2 or spans[0].end - spans[0].start > LONGEST_TITLE:  # noqa: PLR2004 - a title needs a text
        return False
    first, between = spans[0].of(text), text[spans[0].end : spans[1].start]
    if between.count("\n") < 2 and between.count("\r") < 2:  # noqa: PLR2004 - a blank line
        return False
    if first[-1] in ".;:,":
        return False
    # A title may ask or quote; a paragraph that does so opens with a quotation, or has a sentence before.
    return not ENDS_SENTENCE.search(first) or not (first[0] in OPENING_MARKS or re.search(r"[.!?]\s", first))


def _without_buttons(text: str, spans: list[Span]) -> list[Span]:
    """Drop the short lines after the last sentence, if there are several: what a site sets under an article."""
    last = next((place for place in range(len(spans) - 1, -1, -1) if ENDS_SENTENCE.search(spans[place].of(text))), None)
    if last is None:
        return spans
    after = [span.of(text) for span in spans[last + 1 :]]
    if len(after) >= FEWEST_BUTTONS and all(
        len(line.split()) <= BUTTON_WORDS and line[0] not in OPENING_MARKS for line in after
    ):
        return spans[: last + 1]
    return spans
