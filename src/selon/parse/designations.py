"""
How does each source of an article read?

Every source is read once, where it stands: resolution finds whom the phrase means, and assessment what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.lang import Language
from selon.lang.designation import Designation, read
from selon.lang.roles import Pronoun
from selon.model import Article, Attribution, Span
from selon.parse.tagged import Tagged, tagged
from selon.parse.tree import Parse

MARKS = frozenset('«»“”„"')
"""Quotation marks that may stand around a whole source."""


@dataclass(frozen=True)
class Designations:
    """
    The sources of an article's statements, read.

    Attributes:
        words: The article's words, in which they stand.
        of: By the statement's position, one for each span of its source: two cues on one quotation have two.
    """

    words: Tagged
    of: tuple[tuple[Designation, ...], ...]

    def first(self, index: int) -> Designation | None:
        """Return how the source of the statement at *index* begins; None for one without source."""
        return self.of[index][0] if self.of[index] else None

    def fullest(self, index: int) -> Designation:
        """Return what says most in the source of the statement at *index*, which has one."""
        return max(self.of[index], key=lambda one: (one.pronoun is None, len(one.name) > 0, one.noun is not None))


def designations(
    article: Article, attributions: Sequence[Attribution], parses: Sequence[Parse | None], language: Language
) -> Designations:
    """
    Return the sources of *attributions*, read.

    Args:
        article: The article that they are taken from.
        attributions: Its statements, in text order.
        parses: The parse of each of its passages, None for one that was not parsed.
        language: The language of the article.
    """
    words = tagged(article, parses, language)
    of = tuple(tuple(_designation(words, span, language) for span in one.source) for one in attributions)
    return Designations(words, of)


def _designation(words: Tagged, span: Span, language: Language) -> Designation:
    roles = language.roles
    tokens = _without_marks(words, words.tokens.between(span.start, span.end))
    # In an inversion the pronoun is part of a token (*a-t-il*).
    pronoun = roles.pronouns.get(span.of(words.text).lower().replace("’", "'").strip("- "))
    pronoun = pronoun or _set_off(words, tokens, language)
    if pronoun is not None:
        return Designation(tokens, pronoun=pronoun)
    return read(words.tokens, _before_verb(words, tokens), roles, language.places)


def _without_marks(words: Tagged, tokens: range) -> range:
    """Return a source without the quotation marks around it (*selon* « Le Monde »)."""
    inside = tokens[1:-1]
    return inside if inside and all(words.tokens.words[tokens[end]] in MARKS for end in (0, -1)) else tokens


def _set_off(words: Tagged, tokens: range, language: Language) -> Pronoun | None:
    """Return the pronoun that a comma sets off from the rest of a source (*He*, like Coyle)."""
    if len(tokens) <= 1 or words.tokens.words[tokens.start + 1] != ",":
        return None
    pronoun = language.roles.pronouns.get(words.tokens.lower[tokens.start])
    return pronoun if pronoun is not None and pronoun.person == "3" and pronoun.number == "s" else None


def _before_verb(words: Tagged, tokens: range) -> range:
    """Return a source without the verb and what follows it, where it is cut too long (*Coyle* mocked Reed)."""
    end = next((index for index in tokens if not words.tokens.capitalised(index)), tokens.stop)
    verb = tokens.start < end < tokens.stop and words.tags[end] == "VERB" and words.tags[end - 1] == "PROPN"
    return range(tokens.start, end) if verb else tokens
