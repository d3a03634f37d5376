"""
What is an article?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from selon.address import message_without_secrets, without_secrets
from selon.errors import InvalidSpan, InvalidValue
from selon.model.attribution import SPAN_ROLES, Attribution, Span, Spans

PassageKind = Literal["title", "standfirst", "heading", "paragraph", "quotation", "post", "item"]


@dataclass(frozen=True, slots=True)
class Passage:
    """
    One stretch of the text and the element of the page that it came from.

    Attributes:
        span: Where it stands in ``Article.text``.
        kind: What it is in the article; a *post* is one of a social network, shown in the page, and its last passage may
            name who posted it.
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

    def confident(self, minimum: float, *, speaker: float = 0.0) -> Article:
        """
        Return the article with only those statements that are sure enough, and a warning that counts the others.

        The own voice stays what it was: a statement too doubtful to show is not thereby the outlet's own.

        Args:
            minimum: Least confidence of a statement.
            speaker: Least confidence of its speaker; a statement that names nobody stays.

        Raises:
            InvalidValue: If one of them is no number from 0 to 1.
        """
        for least in (minimum, speaker):
            if not 0 <= least <= 1:
                msg = f"minimum {least} is no share; give a number from 0 to 1"
                raise InvalidValue(msg)
        sure = [place for place, one in enumerate(self.attributions) if one.is_sure(minimum, speaker=speaker)]
        missing = len(self.attributions) - len(sure)
        if not missing:
            return self
        return replace(self.only(sure), warnings=(*self.warnings, doubtful(missing, minimum, speaker)))

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


def doubtful(count: int, minimum: float, speaker: float = 0.0) -> str:
    """
    Return the sentence that tells how many statements were left out because they or their speakers are not sure enough.

    >>> doubtful(3, 0.8)
    'left out: 3 statements less sure than 0.8'
    >>> doubtful(1, 0.8, 0.9)
    'left out: 1 statement less sure than 0.8, or whose speaker is less sure than 0.9'
    """
    reasons = (f"less sure than {minimum:g}",) * (minimum > 0)
    reasons += (f"whose speaker is less sure than {speaker:g}",) * (speaker > 0)
    return f"left out: {count:,} statement{'' if count == 1 else 's'} {', or '.join(reasons)}"
