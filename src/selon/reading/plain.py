"""
Where are the paragraphs of a plain text?
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selon.errors import UnreadableContent
from selon.model import Article, Passage, Span
from selon.reading import language

if TYPE_CHECKING:
    from datetime import date, datetime


def read_plain(
    text: str,
    *,
    lang: str | None = None,
    published: date | datetime | None = None,
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    url: str | None = None,
) -> Article:
    """Return *text*, kept exactly, as an article with its paragraphs; a *title* given apart is put before it."""
    head = title.strip() if title else ""
    whole = f"{head}\n\n{text}" if head else text
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?<=\S)|\S", whole)]
    if not lines:
        msg = "the text is empty; give an article"
        raise UnreadableContent(msg)
    first = lines[0]
    opens = head or (len(lines) > 1 and whole[first.end : first.end + 2] == "\n\n" and first.end - first.start < 200)
    titled = bool(opens) and (bool(head) or whole[first.end - 1] not in ".;:,…")
    passages = tuple(Passage(s, "title" if titled and s == first else "paragraph") for s in lines)
    guess = None if lang else language.detect(whole)
    return Article(
        text=whole,
        title=first if titled else None,
        url=url,
        outlet=outlet,
        byline=byline,
        published=published,
        language=lang or (guess.code if guess else None),
        language_score=guess.score if guess else None,
        passages=passages,
    )
