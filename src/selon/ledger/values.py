"""
What does a ledger give and take?

The values that cross its border. Everything that a ledger returns is one of these, or an article of the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from selon.ledger.changes import Changes
from selon.model import Person, Software

Outcome = Literal["taken", "updated", "unchanged", "duplicate", "forgotten"]


@dataclass(frozen=True, slots=True)
class Added:
    """
    What became of an article that was given to a ledger.

    Attributes:
        outcome: ``taken`` (new), ``updated`` (a new version), ``unchanged`` (the address and the words are known),
            ``duplicate`` (the words are known from another address: kept and labelled, without statements of its own)
            or ``forgotten`` (refused, because it was forgotten on purpose).
        article: Its id, None when forgotten.
        statements: How many statements were stored.
        near: Id of an earlier article that says nearly the same, None when there is none.
        similarity: Share of the wording that both have in common.
        changes: For an update, what changed.
    """

    outcome: Outcome
    article: str | None
    statements: int = 0
    near: str | None = None
    similarity: float | None = None
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a form of a name stands that may be somebody else's.

    Attributes:
        form: As it is written there.
        kind: What it is called: ``surname``, ``initials``, ``handle``, …
        where: Article and paragraph, or table and column.
        context: The words around it, forgotten names blackened.
    """

    form: str
    kind: str
    where: str
    context: str


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """
    What forgetting a person takes away, or would.

    Attributes:
        statements: How many statements the person made, in all versions of articles.
        texts: How many versions of articles name the person.
        gone: How often each kind of form stood somewhere: in texts, and once for each other thing that held it.
        kept: Where forms stay that can be somebody else.
        absent: Which of the forms that were asked for stand nowhere.
        remains: Why the file may still hold what was taken away, and until when; None when it does not.
        people: How many rows of the table of people are about the person.
    """

    statements: int
    texts: int
    gone: dict[str, int]
    kept: tuple[Place, ...]
    absent: tuple[str, ...] = ()
    remains: str | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """
    One version of an article.

    Attributes:
        number: Counted from 1.
        first_seen: When it was stored.
        title: Its title then.
        characters: Length of its text.
        changes: What it changed in the statements, None for the first.
        software: What read it.
    """

    number: int
    first_seen: str
    title: str | None
    characters: int
    changes: Changes | None
    software: Software


@dataclass(frozen=True, slots=True)
class Failure:
    """
    Something that could not be read, and why.

    Attributes:
        source: What was given.
        cause: Name of the error.
        message: Its text.
        first_at: When it first failed.
        last_at: When it last failed.
        attempts: How often it failed.
        fault: Whether it was selon's own fault, an error that nobody foresaw.
        trace: Where in selon a fault came up, None for other failures.
    """

    source: str
    cause: str
    message: str
    first_at: str
    last_at: str
    attempts: int
    fault: bool = False
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """
    A speaker over all articles.

    Attributes:
        id: Number in this ledger.
        key: The same in every ledger, unless people have split or merged.
        name: Name.
        kind: Sort of source.
        identifier: What the name is linked to.
        aliases: Every form of the name, the most frequent first.
        statements: How many statements.
        outlets: How many outlets quote this speaker.
        first: First day of publication.
        last: Last day of publication.
        people: Who it is by the user's table of people, a row for each time; empty where that does not say.
    """

    id: int
    key: str
    name: str
    kind: str
    identifier: str | None
    aliases: tuple[str, ...]
    statements: int
    outlets: int
    first: str | None
    last: str | None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """
    A publication with its figures.

    Attributes:
        name: Name, None for articles without one.
        articles: How many articles.
        statements: How many statements.
        named: Of these, with a named source.
        described: With a described one.
        anonymous: With neither name nor description.
        unresolved: Apart from these, those of which it is not known whom the source stands for.
        questions: Apart from these, the reporters' own questions.
        unnamed_share: Described and anonymous together, as a share of those and the named.
        own_voice_share: Share of characters that no attribution covers.
        first: First day of publication.
        last: Last day of publication.
    """

    name: str | None
    articles: int
    statements: int
    named: int
    described: int
    anonymous: int
    unresolved: int
    questions: int
    unnamed_share: float | None
    own_voice_share: float | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """
    One decision of a person.

    Attributes:
        uid: Its own id, the same when it is exported and imported.
        at: When it was made.
        who: By whom.
        kind: ``accept``, ``reject``, ``edit``, ``insert``, ``finish``, ``merge``, ``split`` or ``undo``.
        target: Id of the statement (of an insertion, the one that it has got) or of the article that is finished, key of
            the speaker, or uid of what is undone.
        value: What was decided.
        base: The statement as the machine gave it then (or the person who inserted it), so that the decision can be
            understood without the ledger.
        note: What the person added.
        undone_by: Uid of the correction that undid it.
    """

    uid: str
    at: str
    who: str
    kind: str
    target: str
    value: dict[str, Any] = field(default_factory=dict)
    base: dict[str, Any] | None = None
    note: str | None = None
    undone_by: str | None = None
