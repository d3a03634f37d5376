"""
What is an article, and what is an attribution?

The values that every part of selon exchanges. They are frozen, complete as soon as they exist, and checked at birth.
The terms are those of the attribution literature (PARC 3, PolNeAR, FactBank).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Literal, get_args

from selon.address import message_without_secrets, without_secrets
from selon.errors import InvalidAttribution, InvalidSpan, InvalidValue

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
PassageKind = Literal["title", "standfirst", "heading", "paragraph", "quotation", "item"]


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
"""The values each label of an attribution may take."""


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
        why: The rule that found it and what it relied on.

    Raises:
        InvalidAttribution: If spans are out of order, nothing is attributed, or a label is unknown.
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

    def __post_init__(self) -> None:
        if not self.cue and not self.content:
            msg = "an attribution without cue and without content attributes nothing; give at least one of them"
            raise InvalidAttribution(msg)
        for role in SPAN_ROLES:
            spans: Spans = getattr(self, role)
            if any(left.end > right.start for left, right in pairwise(spans)):
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


@dataclass(frozen=True, slots=True)
class Passage:
    """
    One stretch of the text and the element of the page that it came from.

    Attributes:
        span: Where it stands in ``Article.text``.
        kind: What it is in the article.
        element: XPath of the element in the page, None for plain text.
        opens_entry: When this passage opens a dated entry of a live page, the time that the entry shows.
    """

    span: Span
    kind: PassageKind = "paragraph"
    element: str | None = None
    opens_entry: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """
    A stretch of the text that the outlet itself answers for.

    Attributes:
        span: Where it stands.
        hearsay: Words by which the outlet does not vouch although it names no source (*aurait demandé*).
    """

    span: Span
    hearsay: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One article as read: its text, where the text came from, and what it attributes to whom.

    Attributes:
        text: Everything readable in order: title, standfirst, body; paragraphs separated by a blank line.
        title: Where the title stands in ``text``, None when there is none.
        url: Address of the page, without password and without the values of secret parameters
            (:func:`selon.address.without_secrets`).
        outlet: Name of the publication.
        byline: Who signed it, as printed.
        published: Date, or date and time, of first publication.
        modified: Date, or date and time, of the last change that the page declares.
        language: ISO 639-1 code.
        language_score: How sure the detector was, from 0 to 1; None when the language was given.
        passages: The paragraphs of ``text`` in order, each with its element in the page.
        attributions: The statements, in order of their first character.
        own_voice: What no attribution covers.
        extracted: False when selon has no rules for the language, so that nothing was looked for.
        warnings: What the reader of this article should know, a sentence each.

    Raises:
        InvalidSpan: If a span reaches beyond the text.
        InvalidValue: If a parent is no other attribution of the article, or a date is none, such as a text.
    """

    text: str
    title: Span | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: date | datetime | None = None
    modified: date | datetime | None = None
    language: str | None = None
    language_score: float | None = None
    passages: tuple[Passage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    own_voice: tuple[OwnVoice, ...] = ()
    extracted: bool = False
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.url:
            object.__setattr__(self, "url", without_secrets(self.url))
        for name in ("outlet", "byline"):  # which some records name by an address
            if value := getattr(self, name):
                object.__setattr__(self, name, message_without_secrets(value))
        object.__setattr__(self, "warnings", tuple(map(message_without_secrets, self.warnings)))
        for name, day in (("published", self.published), ("modified", self.modified)):
            if not isinstance(day, date | None):
                msg = f"{name} {day!r:.60} is no date; give a date or datetime, such as datetime.date(2024, 3, 13)"
                raise InvalidValue(msg)
        for span in self._all_spans():
            if span.end > len(self.text):
                msg = f"span {span.start}..{span.end} ends beyond the text of {len(self.text)} characters"
                raise InvalidSpan(msg)
        for position, attribution in enumerate(self.attributions):
            parent = attribution.parent
            if parent is not None and (parent == position or not 0 <= parent < len(self.attributions)):
                msg = f"attribution {position} names {parent} as its parent; give the position of another one"
                raise InvalidValue(msg)

    def _all_spans(self) -> Iterator[Span]:
        if self.title:
            yield self.title
        yield from (passage.span for passage in self.passages)
        yield from (voice.span for voice in self.own_voice)
        for attribution in self.attributions:
            for role in SPAN_ROLES:
                yield from getattr(attribution, role)

    def confident(self, minimum: float) -> Article:
        """
        Return the article with only those statements whose confidence is at least *minimum*.

        The own voice stays what it was: a statement too doubtful to show is not thereby the outlet's own.

        Raises:
            InvalidValue: If *minimum* is no number from 0 to 1.
        """
        if not 0 <= minimum <= 1:
            msg = f"minimum {minimum} is no share; give a number from 0 to 1"
            raise InvalidValue(msg)
        return self.only(position for position, one in enumerate(self.attributions) if one.confidence >= minimum)

    def only(self, positions: Iterable[int]) -> Article:
        """
        Return the article with only the attributions at *positions*, given in order.

        One that loses its parent is given to the nearest one left that holds it.
        """
        kept = list(positions)
        moved = {position: index for index, position in enumerate(kept)}
        attributions = []
        for position in kept:
            parent, tried = self.attributions[position].parent, set[int]()
            while parent is not None and parent not in moved and parent not in tried:
                tried.add(parent)
                parent = self.attributions[parent].parent
            attributions.append(
                replace(self.attributions[position], parent=None if parent is None else moved.get(parent))
            )
        return replace(self, attributions=tuple(attributions))

    def words(self, spans: Iterable[Span], *, joint: str = " … ") -> str:
        """
        Return the words of *spans*, several joined by *joint*.

        >>> Article(text="« Oui », dit-elle, « demain ».").words((Span(2, 5), Span(21, 27)))
        'Oui … demain'
        """
        return joint.join(span.of(self.text) for span in spans)
