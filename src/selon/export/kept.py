"""
Where does a spaCy Doc keep its article?

In ``doc.user_data`` as JSON, under the key that spaCy gives to the attributes of spans, from the first to the last
character that was read. So spaCy itself carries it along, to bytes and to other processes, and moves it where Docs are
joined or cut. Whoever asks for it gets it moved as well, and nothing where the text is no longer the one that was read.

Importing this module makes ``doc._.article`` and ``doc._.attributions`` known to spaCy. Other processes often have Docs
before anybody there asks for a pipeline; what they unpickle brings this module with it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from selon import model
from selon.export.json import from_json, to_json
from selon.model import SPAN_ROLES, Article, Attribution, OwnVoice, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

KEY = ("._.", "selon")
"""What a key of ``doc.user_data`` that holds an article begins with; the first and the last character follow."""


class Kept(str):
    """An article as JSON."""

    __slots__ = ()


def keep(doc: Doc, article: Article) -> None:
    """Let *doc* keep *article*, which was read from its text, in place of any before."""
    for key, _ in _parts(doc):
        del doc.user_data[key]
    place: Any = (*KEY, 0, doc[:].end_char)
    doc.user_data[place] = Kept(json.dumps(to_json(article), ensure_ascii=False))


def article_of(doc: Doc) -> Article | None:
    """
    Return the article of *doc*; None where not all of its text was read, or another one was.

    Where Docs were joined, their articles are: what they differ in, such as the language, is None. Where a part was cut
    out, it has the statements that lie in it with all that belongs to them.
    """
    parts = tuple((key[2], str(written)) for key, written in sorted(_parts(doc)))
    return _joined(doc.text, parts) if parts else None


def attributions_of(doc: Doc) -> tuple[Attribution, ...]:
    """Return the attributions of *doc*; none where it has no article."""
    article = article_of(doc)
    return article.attributions if article else ()


Doc.set_extension("article", getter=article_of, force=True)
Doc.set_extension("attributions", getter=attributions_of, force=True)
Span.set_extension(KEY[1], default=None, force=True)  # asked for by Doc.from_json


def _parts(doc: Doc) -> list[tuple[Any, str]]:
    """Return the keys and articles that *doc* keeps."""
    return [
        (key, written)
        for key, written in doc.user_data.items()
        if isinstance(key, tuple) and key[:2] == KEY and isinstance(written, str)
    ]


@lru_cache(maxsize=16)
def _joined(text: str, parts: tuple[tuple[int, str], ...]) -> Article | None:
    """Return the article of *text*; whoever loops over ``doc._.attributions`` asks for the same one often."""
    articles = [(start, from_json(json.loads(written))) for start, written in parts]
    if len(articles) == 1 and articles[0][0] == 0 and articles[0][1].text == text:
        return articles[0][1]
    pieces = []
    read = 0
    for start, article in articles:
        first, last = max(start, 0), min(start + len(article.text), len(text))
        if first >= last:  # without text, or wholly cut off
            continue
        if text[first:last] != article.text[first - start : last - start] or first < read or text[read:first].strip():
            return None
        pieces.append(_moved(article, start, text))
        read = last
    return _one(pieces) if pieces and not text[read:].strip() else None


def _moved(article: Article, by: int, text: str) -> Article:
    """Return what is left of *article* in *text*, where its first character is at *by*, perhaps before the beginning."""

    def moved(spans: Iterable[model.Span]) -> tuple[model.Span, ...]:
        return tuple(model.Span(span.start + by, span.end + by) for span in spans)

    def is_inside(span: model.Span) -> bool:
        return span.start + by >= 0 and span.end + by <= len(text)

    def inside(span: model.Span) -> model.Span | None:
        """Return as much of *span* as is left."""
        start, end = max(0, span.start + by), min(len(text), span.end + by)
        return model.Span(start, end) if start < end else None

    def roles(one: Attribution) -> dict[str, Any]:
        return {role: moved(getattr(one, role)) for role in SPAN_ROLES}

    left = article.only(
        place
        for place, one in enumerate(article.attributions)
        if all(is_inside(span) for role in SPAN_ROLES for span in getattr(one, role))
    )
    return replace(
        left,
        text=text,
        title=moved([left.title])[0] if left.title and is_inside(left.title) else None,
        passages=tuple(replace(one, span=span) for one in left.passages if (span := inside(one.span))),
        attributions=tuple(replace(one, **roles(one)) for one in left.attributions),
        own_voice=tuple(
            OwnVoice(span, moved(filter(is_inside, one.hearsay)))
            for one in left.own_voice
            if (span := inside(one.span))
        ),
    )


def _one(pieces: Sequence[Article]) -> Article:
    """Return *pieces*, which have one text and follow one another in it, as one article."""
    first, *others = pieces
    passages: list[Passage] = []
    attributions: list[Attribution] = []
    for piece in pieces:
        before = len(attributions)
        passages += piece.passages
        attributions += (
            one if one.parent is None else replace(one, parent=one.parent + before) for one in piece.attributions
        )
    shared: dict[str, Any] = {
        name: getattr(first, name) if all(getattr(one, name) == getattr(first, name) for one in others) else None
        for name in ("url", "outlet", "byline", "published", "modified", "language", "language_score")
    }
    return replace(
        first,
        **shared,
        passages=tuple(passages),
        attributions=tuple(attributions),
        own_voice=tuple(voice for piece in pieces for voice in piece.own_voice),
        extracted=any(piece.extracted for piece in pieces),
        warnings=tuple(dict.fromkeys(warning for piece in pieces for warning in piece.warnings)),
    )
