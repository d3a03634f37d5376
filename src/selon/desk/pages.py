"""
What does the answer to a question hold?

One value for each thing that a person looks at, made of what a ledger returns, and its JSON. A speaker's page, outlets
and figures come from the ledger complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from selon.export.columns import nested
from selon.export.json import to_json
from selon.record import plain

if TYPE_CHECKING:
    from selon.ledger import Correction, Ledger, SpeakerPage, Version
    from selon.model import Article, Attribution, Spans, Statement, StoredArticle
    from selon.record import Record

Role = Literal["source", "cue", "content"]

BEFORE, AFTER = 120, 80
"""Characters of the text that are shown before a statement, and after it: about a sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Words of a statement, or words around it.

    Attributes:
        words: As they stand in the text.
        role: What they are in the statement; None for those around.
    """

    words: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """
    A statement with what became of it; :func:`context` gives the words around it.

    Attributes:
        statement: As people have corrected it.
        history: What people decided about it, the oldest first, with what they have taken back.
    """

    statement: Statement
    history: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """
    An article with its statements.

    Attributes:
        article: The article, the statements in it.
        versions: Its versions, the first first.
    """

    article: Article
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """
    An earlier article that says the same.

    Attributes:
        article: Its id.
        similarity: Share of the wording that both have in common, from 0 to 1; None for a copy, word for word.
    """

    article: str
    similarity: float | None = None


def statement_page(ledger: Ledger, name: str) -> StatementPage:
    """
    Return the page of the statement with the id *name*; its article need not be whole for that.

    Raises:
        UnknownEntry: If there is none, or it stands in an earlier version of its article alone.
    """
    statement = ledger.statement(name)
    return StatementPage(statement, tuple(ledger.corrections(statement.id)))


def context(ledger: Ledger, statement: Statement) -> tuple[Stretch, ...]:
    """
    Return the words of the article that *statement* stands in, cut where its parts begin and end.

    Raises:
        NotALedger: If the article is damaged or lost.
    """
    return context_of(ledger.article(statement.article).text, statement.attribution)


def article_page(ledger: Ledger, name: str, *, version: int | None = None, machine: bool = False) -> ArticlePage:
    """
    Return the page of the article with this id or address.

    Args:
        ledger: Where it is kept.
        name: Id or address.
        version: Which version, as the machine gave it; None for the current one.
        machine: Leave out what people corrected.

    Raises:
        UnknownEntry: If there is no such article, or no such version of it.
    """
    article = ledger.article(name, version=version, layer="machine" if machine or version else "people")
    return ArticlePage(article, tuple(ledger.versions(name)))


def context_of(text: str, attribution: Attribution) -> tuple[Stretch, ...]:
    """
    Return the words of *text* around an attribution, its own set apart; of parts that overlap, the first is.

    >>> from selon.model import Attribution, Span, Why
    >>> found = Attribution(source=(Span(6, 9),), cue=(Span(0, 5),), content=(Span(11, 25),), why=Why("example"))
    >>> [(one.role, one.words) for one in context_of("Selon lui, rien ne change.", found) if one.role]
    [('cue', 'Selon'), ('source', 'lui'), ('content', 'rien ne change')]
    """
    roles: dict[Role, Spans] = {
        "source": attribution.source, "cue": attribution.cue, "content": attribution.content,
    }  # fmt: skip
    parts: list[tuple[int, int, Role]] = sorted(
        (span.start, span.end, role) for role, spans in roles.items() for span in spans
    )
    at = max(0, parts[0][0] - BEFORE)
    last = min(len(text), max(end for _, end, _ in parts) + AFTER)
    stretches = []
    for start, end, role in parts:
        if start >= at:
            stretches += [Stretch(text[at:start]), Stretch(text[start:end], role)]
            at = end
    return (*stretches, Stretch(text[at:last]))


def kin(article: StoredArticle) -> Kin | None:
    """Return the article that *article* repeats or nearly repeats; None when it does neither."""
    if article.copy_of:
        return Kin(article.copy_of)
    if article.near and article.similarity is not None:
        return Kin(article.near, article.similarity)
    return None


def statement_json(page: StatementPage) -> Record:
    """Return a statement with its columns and what people decided about it."""
    return {**nested(page.statement), "corrections": plain(page.history)}


def article_json(page: ArticlePage) -> Record:
    """Return an article as it is exported, with its versions."""
    return {**to_json(page.article), "versions": plain(page.versions)}


def speaker_json(page: SpeakerPage) -> Record:
    """Return a speaker's page, its latest statements with their columns."""
    return {**plain(page), "latest": [nested(statement) for statement in page.latest]}
