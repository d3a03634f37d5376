"""
How does a noun phrase call the one it means?

*le premier ministre portugais, Pedro Passos Coelho* has a determiner, a role and a name; *l'ONG* only a noun; *il* only
a gender. Resolution and assessment read the same :class:`Designation`.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.lang.name_meant import name_meant
from selon.lang.noun_phrase import NounPhrase
from selon.lang.places import Places
from selon.lang.roles import Noun, Pronoun, Roles
from selon.lang.tokens import Tokens

BEFORE_COUNT = 3  # tokens from the start within which a quantity stands: "une bonne vingtaine de"
DATELINE = 10  # tokens within which the dash after the place stands that opens an article
DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Designation:
    """
    A noun phrase, read.

    Attributes:
        tokens: Its tokens, as positions in the article's.
        determiner: ``definite``, ``indefinite``, ``demonstrative``, ``possessive`` or empty.
        pronoun: What the phrase stands for when it is nothing but a pronoun.
        noun: The noun that heads it, where it is a known one.
        at: Position of that noun.
        name: Positions of the proper name that is meant, not of one in a complement; empty when there is none.
        modifiers: Words around the noun that narrow it down, in lower case.
        parts: Positions where a second source begins (*X et Y*).
        gender: ``m``, ``f`` or empty, from the noun or the determiner (*la ministre*).
        number: ``s``, ``p`` or empty, from the noun or the determiner.
        complemented: Whether the noun has a complement (*l'agence de l'eau*, *the Clinton campaign*).
    """

    tokens: range
    determiner: str = ""
    pronoun: Pronoun | None = None
    noun: Noun | None = None
    at: int = -1
    name: range = range(0)
    modifiers: frozenset[str] = frozenset()
    parts: tuple[int, ...] = ()
    gender: str = ""
    number: str = ""
    complemented: bool = False


def read(tokens: Tokens, span: range, roles: Roles, places: Places) -> Designation:
    """Return the noun phrase of *span*, read."""
    lower = tokens.lower[span.start : span.stop]
    pronoun = roles.pronouns.get(" ".join(lower).replace("' ", "'").strip("- "))
    if pronoun is not None:
        return Designation(span, pronoun=pronoun)
    start, determiner = _determiner(tokens, span, roles)
    if not determiner:
        start = _after_dateline(tokens, span, places)
    start, counted = _counted(tokens, range(start, span.stop), roles)
    bare = NounPhrase(tokens, range(start, span.stop), roles, places)
    phrase = NounPhrase(tokens, bare.span, roles, places, *_head(bare))
    name = name_meant(phrase)
    if phrase.noun is not None and len(name) and name.start < phrase.at and not roles.head_last:
        phrase = bare  # "l'Argentine voisine": what follows a name does not head it
    return Designation(
        span,
        "indefinite" if counted else determiner,
        noun=phrase.noun,
        at=phrase.at,
        name=name,
        modifiers=phrase.modifiers(name),
        parts=phrase.parts(name),
        gender=phrase.gender(span.start),
        number="p" if counted else phrase.number(span.start),
        complemented=phrase.complemented(name),
    )


def _determiner(tokens: Tokens, span: range, roles: Roles) -> tuple[int, str]:
    """Return where the phrase begins after its determiners, and their kind; *un des* makes it indefinite."""
    lower, first = tokens.lower, span.start
    for phrase in roles.among:
        if lower[first : first + len(phrase)] == phrase:
            return first + len(phrase), "indefinite"
    index, kind = first, ""
    while index < span.stop and (found := roles.determiners.get(lower[index])) is not None:
        if tokens.capitalised(index) and not tokens.opens[index] and index > first:
            break
        # "les trois ministres" is definite, "de nombreux habitants" indefinite.
        kind = kind or found
        index += 1
    if not kind and index < span.stop and lower[index].isdigit():
        return index + 1, "indefinite"
    return index, kind


def _after_dateline(tokens: Tokens, span: range, places: Places) -> int:
    """Return where the phrase begins after the place and agency that open the article (*Lima (AP) –*)."""
    first = span.start
    if not tokens.opens[first] or not tokens.capitalised(first):
        return first
    dash = next((i for i in range(first + 1, min(first + DATELINE, span.stop - 1)) if tokens.words[i] in DASHES), first)
    town = first
    while town < dash and tokens.words[town][0].isalpha():
        town += 1
    if dash == first or places.named(" ".join(tokens.words[first:town]).title()) is None:
        return first
    while dash < span.stop - 1 and tokens.words[dash] in DASHES:
        dash += 1
    return dash


def _counted(tokens: Tokens, span: range, roles: Roles) -> tuple[int, bool]:
    """Return where the phrase goes on after words that only count (*quarantaine de*), and whether there were any."""
    for index in range(span.start, min(span.start + BEFORE_COUNT, span.stop - 2)):
        if tokens.lower[index] in roles.quantities and tokens.lower[index + 1] in roles.genitive:
            after = index + 2
            while after < span.stop - 1 and tokens.lower[after] in roles.determiners:
                after += 1
            return after, True
        if not tokens.words[index][0].isalnum():
            break
    return span.start, False


def _head(phrase: NounPhrase) -> tuple[Noun | None, int]:
    """Return the noun that heads the phrase, and where it stands: the first or the last, as the language has it."""
    tokens, roles, span = phrase.tokens, phrase.roles, phrase.span
    found, at, index = None, -1, span.start
    while index < span.stop:
        word = tokens.lower[index]
        if phrase.ends_head(index, found):
            break
        noun = roles.noun_at(tokens.lower, index, span.stop) if word[0].isalnum() else None
        if noun is not None and not phrase.is_name(index, noun) and not phrase.only_qualifies(index, noun):
            found, at = noun, index
            index += noun.size
            if not roles.head_last:
                break
        else:
            index += 1
    return found, at
