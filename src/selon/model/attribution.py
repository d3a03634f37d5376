"""
What is an attribution?

Frozen values, complete as soon as they exist, checked at birth. The terms are those of the attribution literature (PARC 3,
PolNeAR, FactBank).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal, get_args

from selon.errors import InvalidAttribution, InvalidSpan

Quotation = Literal["direct", "mixed", "indirect"]
SourceKind = Literal["person", "organisation", "state", "group", "media", "document", "unknown"]
Disclosure = Literal["named", "office", "role", "proximity", "group", "document", "media", "bare", "none"]
Naming = Literal["named", "described", "anonymous"]
Standing = Literal["named", "described", "anonymous", "unresolved", "question"]
Act = Literal[
    "assert",
    "confirm",
    "deny",
    "admit",
    "announce",
    "believe",
    "warn",
    "promise",
    "demand",
    "ask",
    "accuse",
    "support",
    "decline",
]
Certainty = Literal["certain", "probable", "possible", "reported"]
Polarity = Literal["positive", "negative"]
Evidential = Literal["named_origin", "hearsay"]
Medium = Literal["speech", "writing", "thought"]
Precision = Literal["minute", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    A stretch of an article's text.

    Attributes:
        start: First character, counted from 0 in ``Article.text``.
        end: One past the last character.

    Raises:
        InvalidSpan: If the span is empty or starts before the text.

    >>> Span(0, 5).of("Selon lui, rien ne change.")
    'Selon'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            msg = f"span {self.start}..{self.end} selects no text; a span starts at 0 or later and ends after its start"
            raise InvalidSpan(msg)

    def of(self, text: str) -> str:
        """Return the part of *text* this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """
    Whom a source stands for, by the fullest name that the article gives.

    Attributes:
        name: The name as the article writes it (*Jake Sullivan*, *Pékin*).
        kind: What sort of source it is.
        identifier: What the name is linked to where selon's data know it, such as ``iso3166:CN`` for *Pékin*.
        score: How well it fits, from 0 to 1, among the candidates of one attribution.
    """

    name: str
    kind: SourceKind = "unknown"
    identifier: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """
    When something was said.

    Attributes:
        start: First day (or minute) of the time meant.
        precision: How exact the text is.

    >>> Moment(date(2022, 3, 13), "day").start.isoformat()
    '2022-03-13'
    """

    start: date | datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class Why:
    """
    What an attribution rests on.

    Attributes:
        rule: Name of the function that found it.
        cue: Dictionary form of the cue (*déclarer*, *selon*), empty for a floating quotation.
        frame: What the cue governs there: ``quote``, ``clause``, ``infinitive``, ``nominal``, …
        evidence: What decided it, one short phrase each, in the order in which it was weighed.
    """

    rule: str
    cue: str = ""
    frame: str = ""
    evidence: tuple[str, ...] = ()


LABELS: dict[str, tuple[str, ...]] = {
    "quotation": get_args(Quotation),
    "source_kind": get_args(SourceKind),
    "disclosure": get_args(Disclosure),
    "naming": get_args(Naming),
    "act": get_args(Act),
    "certainty": get_args(Certainty),
    "polarity": get_args(Polarity),
    "medium": get_args(Medium),
}
"""
The values each label of an attribution may take.

The one list of labels: what writes, reads, asks for or scores them goes through it, and ``tests/test_labels.py`` tells
which of them a new label has not reached.
"""

PLAIN: tuple[str, ...] = tuple(
    name for label in LABELS for name in ((label, "sources_claimed") if label == "naming" else (label,))
)
"""The attributes that are one code or one number, in the order in which they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """
    One act by which the text hands a content to somebody else than its author.

    Spans count characters of ``Article.text``; each role is a tuple in text order, empty when the text names none.
    A label is None until it has been assessed, or when it cannot be known.

    Attributes:
        source: Who is made answerable, as named right there.
        cue: The words that make the link.
        content: What is attributed; empty for a refusal.
        addressee: To whom it was said.
        channel: Through what it was said (*dans un communiqué*).
        when: The words that give the time of the saying.
        quotation: How much of the content stands in quotation marks.
        parent: Position in ``Article.attributions`` of the attribution whose content holds this one.
        speaker: The source, resolved over the whole article; None when it has no name.
        candidates: Whom the source may stand for, best first, when that was weighed.
        source_kind: What sort of source it is.
        disclosure: What a reader can see of the source; None for a pronoun that nobody is found to stand for.
        naming: Whether the speaker has a name, a description or neither.
        anonymity: The words that give a reason for anonymity.
        sources_claimed: How many sources are claimed (*deux responsables*), None when not said.
        act: What the source does by saying it.
        certainty: How sure the content is presented as; not its truth.
        polarity: Whether the content is put forward as so or as not so.
        evidential: Marks of origin: a named one, hearsay, or both.
        medium: How the content existed.
        said_at: When it was said, resolved against the date of publication.
        confidence: Calibrated share of such attributions that are right, from 0 to 1.
        speaker_confidence: Calibrated share of such speakers that are right where the attribution is, from 0 to 1; None
            without a speaker, and where nothing tells.
        why: The rule that found it and what it relied on.

    Raises:
        InvalidAttribution: If spans are out of order, nothing is attributed, a label is unknown, or a confidence is none.
    """

    cue: Spans = ()
    source: Spans = ()
    content: Spans = ()
    addressee: Spans = ()
    channel: Spans = ()
    when: Spans = ()
    quotation: Quotation = "indirect"
    parent: int | None = None
    why: Why
    speaker: Speaker | None = None
    candidates: tuple[Speaker, ...] = ()
    source_kind: SourceKind | None = None
    disclosure: Disclosure | None = None
    naming: Naming | None = None
    anonymity: Spans = ()
    sources_claimed: int | None = None
    act: Act | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    evidential: tuple[Evidential, ...] = ()
    medium: Medium | None = None
    said_at: Moment | None = None
    confidence: float = 1.0
    speaker_confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.cue and not self.content:
            msg = "an attribution without cue and without content attributes nothing; give at least one of them"
            raise InvalidAttribution(msg)
        for role in SPAN_ROLES:
            spans: Spans = getattr(self, role)
            if len(spans) > 1 and any(left.end > right.start for left, right in pairwise(spans)):
                msg = f"{role} spans {spans} overlap or are out of order; give them in text order"
                raise InvalidAttribution(msg)
        for label, values in LABELS.items():
            value = getattr(self, label)
            if value is not None and value not in values:
                msg = f"{label} {value!r} is unknown; one of: {', '.join(values)}"
                raise InvalidAttribution(msg)
        if not 0 <= self.confidence <= 1:
            msg = f"confidence {self.confidence} is not a share; give a number from 0 to 1"
            raise InvalidAttribution(msg)
        sure = self.speaker_confidence
        if sure is not None and (self.speaker is None or not 0 <= sure <= 1):
            msg = f"speaker_confidence {sure} is no share of a speaker; give a number from 0 to 1, and None without speaker"
            raise InvalidAttribution(msg)

    def is_sure(self, minimum: float, *, speaker: float = 0.0) -> bool:
        """
        Tell whether the confidence is at least *minimum*, and that of the speaker, if one is named, at least *speaker*.

        A speaker of whom nothing tells how sure it is is not sure at all.
        """
        return self.confidence >= minimum and (self.speaker is None or (self.speaker_confidence or 0.0) >= speaker)

    @property
    def spans(self) -> Spans:
        """All spans of source, cue and content, in text order."""
        return tuple(sorted(self.source + self.cue + self.content))

    @property
    def standing(self) -> Standing | None:
        """
        As what the source is counted; None when it was not assessed.

        The share of unnamed sources is that of ``described`` and ``anonymous`` ones among those and the ``named``.
        Counted apart are ``unresolved`` sources – a pronoun, or a quotation without cue and source, that nobody is found
        for – and a ``question`` that the text ascribes to nobody, which is the reporter's own (*Asked whether she knew*).

        >>> asked = Attribution(cue=(Span(0, 5),), why=Why("example"), act="ask", disclosure="none", naming="anonymous")
        >>> asked.standing
        'question'
        """
        if self.naming != "anonymous" or self.speaker is not None:
            return self.naming
        if self.act == "ask" and not self.source and self.disclosure == "none":
            return "question"
        is_open = self.disclosure is None if self.source else not self.cue
        return "unresolved" if is_open else "anonymous"


SPAN_ROLES = ("source", "cue", "content", "addressee", "channel", "when", "anonymity")
"""The attributes of an :class:`Attribution` that hold spans."""
