"""
What does a text read as, without what no reader sees?

A soft hyphen or a character without width inside a word, an accent that stands apart from its letter, two letters in one
sign: to the eye the word is the same, and rules and parsers would not know it. They are shown the words as the eye sees
them, and what they find is put back to where it stands in the text, which nobody changes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from selon.model import SPAN_ROLES, Article, Attribution, OwnVoice, Passage, Span, Spans

NEVER_SEEN = "\u00ad\u034f\u180e\u2060-\u2064\ufeff"
"""Soft hyphen, joiners of words, marks of byte order: no script needs them to be read."""

WITHOUT_WIDTH = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069"
"""Spaces and joiners without width, marks of direction: some scripts, and signs put together of several, need them."""

# Letters of such scripts, and signs (a family is three faces and two joiners); Latin, Greek and Cyrillic lie below, and
# in the blocks of Latin and Greek with more accents.
JOINED = "\u0590-\u1cff\u2190-\u2bff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufefe\U00010000-\U0010ffff"

INVISIBLE = re.compile(
    rf"[{NEVER_SEEN}]+|(?<![{JOINED}{WITHOUT_WIDTH}])[{WITHOUT_WIDTH}]+(?![{JOINED}{WITHOUT_WIDTH}])"
)
"""What is not seen where it stands."""

ANY = re.compile(f"[{NEVER_SEEN}{WITHOUT_WIDTH}]")
"""What may be invisible: most texts hold none, and this is told ten times as fast."""

# A letter with accents of its own, or several letters in one sign (*ﬁ*).
TWO_IN_ONE = r"[^\W\d_][\u0300-\u0345\u0350-\u036f]+|[\ufb00-\ufb06]"
OTHERWISE = re.compile(f"{INVISIBLE.pattern}|{TWO_IN_ONE}")


def without_invisible(text: str) -> str:
    r"""
    Return *text* without the characters that are not seen where they stand.

    >>> without_invisible("la pré\xadfète a confir\u200bmé")
    'la préfète a confirmé'
    """
    return INVISIBLE.sub("", text) if not text.isascii() and ANY.search(text) else text


@dataclass(frozen=True, slots=True)
class Legible:
    """
    An article as it reads, and the way back.

    Attributes:
        article: The article with its legible text; passages that hold nothing to be seen are left out.
        original: The article as it is.
        starts: For each character of the legible text, where what it stands for begins in the original.
        ends: Likewise, one past where that ends.
    """

    article: Article
    original: Article
    starts: Sequence[int]
    ends: Sequence[int]

    def restored(self, read: Article) -> Article:
        """Return the original with what was found in *read*, which is :attr:`article` with its statements."""
        return replace(
            self.original,
            attributions=tuple(self._attribution(one) for one in read.attributions),
            own_voice=tuple(OwnVoice(self._span(one.span), self._spans(one.hearsay)) for one in read.own_voice),
            extracted=read.extracted,
            warnings=read.warnings,
        )

    def _attribution(self, one: Attribution) -> Attribution:
        roles: dict[str, Any] = {role: self._spans(getattr(one, role)) for role in SPAN_ROLES}
        return replace(one, **roles)

    def _spans(self, spans: Spans) -> Spans:
        return tuple(map(self._span, spans))

    def _span(self, span: Span) -> Span:
        return Span(self.starts[span.start], self.ends[span.end - 1])


def legible(article: Article) -> Legible | None:
    """Return *article* as it reads; None for one that reads as it is written, as most do."""
    text = article.text
    if text.isascii() or not OTHERWISE.search(text):
        return None
    read, starts, ends, done = [], list[int](), list[int](), 0
    for match in OTHERWISE.finditer(text):
        shown = _shown(match.group())
        read += [text[done : match.start()], shown]
        starts += [*range(done, match.start()), *([match.start()] * len(shown))]
        ends += [*range(done + 1, match.start() + 1), *([match.end()] * len(shown))]
        done = match.end()
    read.append(text[done:])
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    shown_at = partial(_shown_at, starts)
    passages = [(passage, shown_at(passage.span)) for passage in article.passages]
    as_read = replace(
        article,
        text="".join(read),
        title=shown_at(article.title) if article.title else None,
        passages=tuple(Passage(span, one.kind, one.element, one.opens_entry) for one, span in passages if span),
    )
    return Legible(as_read, article, starts, ends)


def _shown(found: str) -> str:
    """Return what is seen of a stretch that reads otherwise than it is written."""
    if INVISIBLE.fullmatch(found):
        return ""
    return unicodedata.normalize("NFC" if len(found) > 1 else "NFKC", found)


def _shown_at(starts: Sequence[int], span: Span) -> Span | None:
    """Return where in the legible text *span* is, None where nothing of it is seen."""
    start, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return Span(start, end) if start < end else None
