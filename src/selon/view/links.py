"""
Which address opens the page at the very words of a statement?

A text fragment (``#:~:text=``) names the words themselves, so it needs no change of the page and survives changes
around them. Browsers look for whole words inside one paragraph; a longer passage is named by its first and last words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from selon.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selon.model import Article, Spans

WHOLE = 80
"""Up to so many characters are named in full; beyond, the first and the last words do, as in browsers' own links."""

WORDS = 5
"""How many words name each end of a longer passage; browsers' own links take about as many."""


def web_address(url: str | None) -> str | None:
    """
    Return *url* if a person may be sent there: an http(s) address, and nothing that a browser would run.

    >>> web_address("javascript:alert(1)")
    >>> web_address("https://gazette.example/a")
    'https://gazette.example/a'
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def fragment_link(article: Article, spans: Spans) -> str | None:
    """
    Return the address at which a browser shows *spans* in the original page; None without spans or a web address.

    >>> from selon.model import Article, Span
    >>> page = Article(text="Selon lui, rien ne change.", url="https://gazette.example/a")
    >>> fragment_link(page, (Span(11, 25),))
    'https://gazette.example/a#:~:text=rien%20ne%20change.'
    """
    address = web_address(article.url)
    if address is None or not spans:
        return None
    directives = "&".join(f"text={directive}" for span in spans for directive in _directives(article, span))
    page, _, _ = address.partition(":~:")  # the address of a page may have been copied with a fragment of its own
    return f"{page}{'' if '#' in page else '#'}:~:{directives}"


def _directives(article: Article, span: Span) -> Iterator[str]:
    """Yield the directive that finds *span*: whole words, told apart by the words before where they stand twice."""
    whole = _whole_words(article.text, span)
    words = whole.of(article.text)
    lines = [line for line in words.splitlines() if line.strip()]
    # Ends that share words are not found: the second is looked for after the first.
    if len(lines) == 1 and (len(words) <= WHOLE or len(words.split()) <= 2 * WORDS):
        first, ends = words, [words]
    else:
        first, last = " ".join(lines[0].split()[:WORDS]), " ".join(lines[-1].split()[-WORDS:])
        ends = [first, last]
    parts = [_encoded(end) for end in ends]
    if _on_one_line(article.text).count(" ".join(first.split())) > 1:
        line_start = article.text.rfind("\n", 0, whole.start) + 1
        before = " ".join(article.text[line_start : whole.start].split()[-3:])
        if before:
            parts.insert(0, f"{_encoded(before)}-")
    yield ",".join(parts)


@lru_cache(maxsize=4)
def _on_one_line(text: str) -> str:
    """Return *text* with single blanks only; asked for once for every statement of an article."""
    return " ".join(text.split())


def _whole_words(text: str, span: Span) -> Span:
    """Return *span* widened to blanks: a browser finds *l'accord*, but not the *accord* in it."""
    start, end = span.start, span.end
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return Span(start, end)


def _encoded(words: str) -> str:
    """Return *words* percent-encoded; hyphens too, which set off the words before and after."""
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")
