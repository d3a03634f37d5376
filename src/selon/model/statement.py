"""
What does a ledger keep of an attribution, and of an article?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model.attribution import Attribution
from selon.model.person import Person

Verdict = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Software:
    """
    What read an article.

    Attributes:
        version: Version of selon.
        models: The parsers, each as name and version.
        rules: Fingerprint of rules and language data.
    """

    version: str = "unknown"
    models: tuple[str, ...] = ()
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One attribution as the ledger keeps it.

    Attributes:
        id: The same wherever the same software reads the same article.
        article: Id of the article.
        url: Its address.
        outlet: Its publication.
        title: Its title.
        language: Its language.
        version: Which version of the article says so.
        published: Day or time of publication; in a live page, of the entry. The second of three clocks.
        first_seen: When the ledger first held it. The third clock; the first is ``attribution.said_at``.
        speaker: The speaker's name across articles; None when the source has no name.
        speaker_id: Its number in this ledger.
        source: Words of the source.
        cue: Words of the cue.
        content: Words of the content, stretches joined by `` … ``.
        addressee: Words of the addressee, None when the text names none.
        channel: Words of the channel, None when the text names none.
        parent: Id of the statement that holds this one.
        attribution: The whole of it, with offsets into the article's text.
        verdict: What a person said of it, None when nobody did.
        edited: Whether a person changed it.
        person: Who the speaker is by the user's own table, on the day of publication; None when it does not say.
    """

    id: str
    article: str
    url: str | None
    outlet: str | None
    title: str | None
    language: str | None
    version: int
    published: str | None
    first_seen: str
    speaker: str | None
    speaker_id: int | None
    source: str
    cue: str
    content: str
    addressee: str | None
    channel: str | None
    parent: str | None
    attribution: Attribution
    verdict: Verdict | None = None
    edited: bool = False
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """
    An article as the ledger lists it.

    Attributes:
        id: The same wherever the same article is stored.
        url: Its address.
        title: Its title.
        outlet: Its publication.
        byline: Who signed it.
        language: Its language.
        published: Date or time of publication.
        first_seen: When the ledger first met it.
        last_seen: When it was last given.
        version: How many versions there are.
        statements: How many statements its current version has.
        extracted: False when its language has no rules.
        copy_of: Id of the article whose words it repeats.
        near: Id of an earlier article that says nearly the same.
        similarity: Share of the wording that both have in common.
    """

    id: str
    url: str | None
    title: str | None
    outlet: str | None
    byline: str | None
    language: str | None
    published: str | None
    first_seen: str
    last_seen: str
    version: int
    statements: int
    extracted: bool
    copy_of: str | None
    near: str | None
    similarity: float | None
