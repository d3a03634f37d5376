"""
How does a test write down statements?

In the text itself, each stretch numbered by its statement: ``[1 Le maire] {1 a dit|dire} que <1 la digue tiendra>``.
Square brackets hold the source, braces the cue with its dictionary form after a bar (and its frame after another),
angle brackets the content, which may hold further statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from selon import lang as languages
from selon.model import Article, Attribution, Passage, Quotation, Span, Why
from selon.parse.designations import designations
from selon.parse.tree import Parse, from_doc
from selon.resolve import resolve

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

MARK = re.compile(r"[\[{<]\d+ |\|[^}]*}|[\]>]")
ROLES = {"[": "source", "{": "cue", "<": "content"}
QUOTES = '«“"'


@dataclass
class Draft:
    """The stretches of one statement while the text is read."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    lemma: str = ""
    frame: str = ""


def article(marked: str, lang: str, published: date | None = None) -> tuple[Article, list[Attribution]]:
    """Return the article and its statements, in the order of their numbers."""
    plain, drafts = _read(marked)
    lines = re.finditer(r"[^\n]*\S[^\n]*", plain)
    passages = tuple(Passage(Span(line.start(), line.end())) for line in lines)
    attributions = [_attribution(plain, draft) for _, draft in sorted(drafts.items())]
    parents = [_parent(position, attributions) for position in range(len(attributions))]
    nested = [
        Attribution(
            source=one.source, cue=one.cue, content=one.content, quotation=one.quotation, parent=parent, why=one.why
        )
        for one, parent in zip(attributions, parents, strict=True)
    ]
    return Article(text=plain, language=lang, published=published, passages=passages), nested


def with_speakers(
    article: Article, attributions: Sequence[Attribution], parses: Sequence[Parse | None] | None = None
) -> list[Attribution]:
    """Return *attributions*, resolved; without a parser where *parses* gives none."""
    language = languages.load(article.language or "")
    given = parses if parses is not None else [None] * len(article.passages)
    return resolve(article, attributions, designations(article, attributions, given, language), language)


def resolved(marked: str, code: str = "fr", *, parsed: bool = False) -> list[Attribution]:
    """Return the statements of *marked*, resolved without a parser or with that of the language."""
    text, statements = article(marked, code)
    if not parsed:
        return with_speakers(text, statements)
    language = languages.load(code)
    nlp = _pipeline(str(language.pipeline))
    parses = [
        from_doc(nlp(passage.span.of(text.text)), passage.span.start, language.relations) for passage in text.passages
    ]
    return with_speakers(text, statements, parses)


def speakers(marked: str, code: str = "fr", *, parsed: bool = False) -> list[str | None]:
    """Return the speaker of each statement of *marked* by name, as :func:`resolved` finds them."""
    found = resolved(marked, code, parsed=parsed)
    return [one.speaker.name if one.speaker is not None else None for one in found]


@cache
def _pipeline(name: str) -> Pipeline:
    """Return the parser called *name*, loaded once."""
    import spacy  # noqa: PLC0415 - takes a second, and most tests need none

    return spacy.load(name, exclude=["ner", "lemmatizer"])


def _read(marked: str) -> tuple[str, dict[int, Draft]]:
    plain, at = "", 0
    drafts: dict[int, Draft] = {}
    opened: list[tuple[str, int, int]] = []
    for match in MARK.finditer(marked):
        sign = match.group()[0]
        plain, at = plain + marked[at : match.start()], match.end()
        if sign in ROLES:
            number = int(match.group()[1:])
            drafts.setdefault(number, Draft())
            opened.append((sign, number, len(plain)))
        else:
            sign, number, start = opened.pop()
            getattr(drafts[number], ROLES[sign]).append(Span(start, len(plain)))
            if sign == "{":
                drafts[number].lemma, _, drafts[number].frame = match.group()[1:-1].partition("|")
    return plain + marked[at:], drafts


def _attribution(plain: str, draft: Draft) -> Attribution:
    quotation: Quotation = "indirect"
    if draft.content:
        before = plain[: draft.content[0].start].rstrip()
        quotation = "direct" if before and before[-1] in QUOTES else "indirect"
        if quotation == "indirect" and any(mark in span.of(plain) for span in draft.content for mark in QUOTES):
            quotation = "mixed"
    frame = draft.frame or ("quote" if quotation == "direct" else "clause" if draft.content else "refusal")
    return Attribution(
        source=tuple(draft.source),
        cue=tuple(draft.cue),
        content=tuple(draft.content),
        quotation=quotation,
        why=Why("marked", draft.lemma, frame),
    )


def _parent(position: int, attributions: list[Attribution]) -> int | None:
    """Return the smallest other statement whose content holds this one's cue."""
    one = attributions[position]
    inside = (one.cue or one.content)[0]
    holding = list(_holding(inside, position, attributions))
    return min(holding)[1] if holding else None


def _holding(inside: Span, position: int, attributions: list[Attribution]) -> Iterator[tuple[int, int]]:
    for other, attribution in enumerate(attributions):
        for span in attribution.content:
            if other != position and span.covers(inside):
                yield span.end - span.start, other
