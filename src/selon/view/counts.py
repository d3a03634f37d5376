"""
How much of an article is said by whom: how many statements, how many unnamed sources, how much own voice?
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selon.model import Article, Span


@dataclass(frozen=True, slots=True)
class Figures:
    """
    The counts of one article.

    Attributes:
        statements: All statements, those inside others included.
        nested: Those inside others.
        assessed: Statements whose source is known to be named or not; what the share of unnamed sources refers to.
        described: Of these, how many name no one but say something of the source (*un haut responsable*).
        anonymous: Of these, how many say nothing of the source.
        unresolved: Apart from these, statements of which it is not known whom the source stands for.
        questions: Apart from these, the reporters' own questions.
        own_voice: Share of the article's characters, blanks left out, that the outlet itself answers for, from 0 to 1;
            None when nothing was looked for.
        hearsay: Places in the own voice for which nobody vouches (*aurait demandé*).
    """

    statements: int
    nested: int
    assessed: int
    described: int
    anonymous: int
    unresolved: int
    questions: int
    own_voice: float | None
    hearsay: int

    @property
    def named(self) -> int:
        """Statements whose source is named."""
        return self.assessed - self.unnamed

    @property
    def unnamed(self) -> int:
        """Statements whose source is not named: described and anonymous ones together."""
        return self.described + self.anonymous

    @property
    def unnamed_share(self) -> float | None:
        """Share of unnamed sources, from 0 to 1; None when no source was assessed."""
        return self.unnamed / self.assessed if self.assessed else None


def count(article: Article) -> Figures:
    """
    Return the figures of *article*.

    >>> from selon.model import Article, OwnVoice, Span
    >>> count(Article(text="Il pleut. Oui.", own_voice=(OwnVoice(Span(0, 9)),), extracted=True)).own_voice
    0.6666666666666666
    """
    standings = Counter(attribution.standing for attribution in article.attributions)
    return Figures(
        statements=len(article.attributions),
        nested=sum(attribution.parent is not None for attribution in article.attributions),
        assessed=standings["named"] + standings["described"] + standings["anonymous"],
        described=standings["described"],
        anonymous=standings["anonymous"],
        unresolved=standings["unresolved"],
        questions=standings["question"],
        own_voice=_share(article.text, (voice.span for voice in article.own_voice)) if article.extracted else None,
        hearsay=sum(len(voice.hearsay) for voice in article.own_voice),
    )


def _share(text: str, spans: Iterable[Span]) -> float:
    """Return how much of *text* lies in *spans*, in characters that are not blank."""
    inside = bytearray(len(text))
    for span in spans:
        inside[span.start : span.end] = b"\x01" * (span.end - span.start)
    printed = [covered for character, covered in zip(text, inside, strict=True) if not character.isspace()]
    return sum(printed) / len(printed) if printed else 0.0
