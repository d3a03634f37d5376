"""
Which article does a page hold?
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from selon.errors import NoArticle, UnreadableContent
from selon.model import Article, Passage, PassageKind, Span
from selon.reading import language
from selon.reading.blocks import Block, blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_html(data: bytes | str, *, url: str | None = None, lang: str | None = None) -> Article:
    """Return the article that the page *data* holds."""
    import lxml.html  # noqa: PLC0415
    import trafilatura  # noqa: PLC0415

    source = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    source = re.sub(r"^\s*<\?xml[^>]*>", "", source.replace("\0", ""))
    if not source.strip():
        msg = "the page is empty; give one that holds an article"
        raise UnreadableContent(msg)
    tree: HtmlElement = lxml.html.document_fromstring(source)
    document: Any = trafilatura.bare_extraction(source, url=url, with_metadata=True, include_comments=False)
    if document is None or not document.text:
        msg = "the page holds no article; give the address of one article, not of a menu or a search"
        raise NoArticle(msg)
    kept = _squeeze(" ".join(document.body.itertext()))
    title = document.title or ""
    standfirst = _squeeze(document.description or "")
    found: list[tuple[str, PassageKind, str | None]] = []
    roots = tree.getroottree()
    if title:
        heading = next((b for b in blocks(tree) if _squeeze(b.text) == _squeeze(title)), None)
        found.append((heading.text if heading else title, "title", roots.getpath(heading.element) if heading else None))
    seen: set[str] = {_squeeze(title)}
    for block in blocks(tree):
        words = _squeeze(block.text)
        if words not in seen and len(words) > 1 and (words in kept or words == standfirst):
            seen.add(words)
            found.append((block.text, _kind(block), roots.getpath(block.element)))
    if len(found) <= bool(title):
        msg = "the page holds no article; give the address of one article, not of a menu or a search"
        raise NoArticle(msg)
    text = ""
    passages = []
    for words, kind, path in found:
        text += "\n\n" if text else ""
        passages.append(Passage(Span(len(text), len(text) + len(words)), kind, path))
        text += words
    guess = None if lang else language.detect(text)
    return Article(
        text=text,
        title=passages[0].span if title else None,
        url=url or document.url,
        outlet=document.sitename,
        byline=document.author,
        published=_date(document.date),
        language=lang or (guess.code if guess else None),
        language_score=guess.score if guess else None,
        passages=tuple(passages),
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _date(value: str | None) -> date | datetime | None:
    return date.fromisoformat(value) if value else None


def _kind(block: Block) -> PassageKind:
    tag = block.element.tag
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "heading"
    if tag == "li":
        return "item"
    if tag == "blockquote" or any(a.tag == "blockquote" for a in block.element.iterancestors()):
        return "quotation"
    return "paragraph"
