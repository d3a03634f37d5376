"""
How does a noun phrase call the one it means?

*le premier ministre portugais, Pedro Passos Coelho* has a determiner, a role and a name; *l'ONG* only a noun; *il* only
a gender. Resolution and assessment read the same :class:`Designation`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.lang.name_meant import name_meant
from selon.lang.noun_phrase import NounPhrase
from selon.lang.places import Places
from selon.lang.roles import BODY_KINDS, Noun, Pronoun, Roles
from selon.lang.tokens import Tokens, fold

BEFORE_COUNT = 3  # tokens from the start within which a quantity stands: "une bonne vingtaine de"
DATELINE = 10  # tokens within which the dash after the place stands that opens an article
HOUSES = frozenset({"institution", "body"})  # kinds of places that a building stands for
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
    first = _after_approximation(tokens, span, roles)
    start, determiner = _determiner(tokens, range(first, span.stop), roles)
    if not determiner:
        start = _after_dateline(tokens, span, places) if first == span.start else start
    start, counted = _counted(tokens, range(start, span.stop), roles)
    counted = counted or first > span.start or _is_share(tokens, span, start, roles)
    bare = NounPhrase(tokens, range(start, span.stop), roles, places)
    phrase = NounPhrase(tokens, bare.span, roles, places, *_head(bare))
    name = name_meant(phrase)
    house = range(0) if len(name) else _house(tokens, span, start, places)
    if len(house):
        return Designation(span, determiner if house.start == start else "", name=house, number="s")
    demonym = _demonym(phrase, name, roles, places) if determiner else None
    if demonym is not None:
        phrase, name = replace(phrase, noun=demonym, at=name.start), range(0)
    if phrase.noun is not None and name and name.start < phrase.at and not roles.head_last:
        phrase = bare  # "l'Argentine voisine": what follows a name does not head it
    return Designation(
        span,
        "indefinite" if counted else determiner,
        noun=_own(phrase.noun, tokens, span, roles),
        at=phrase.at,
        name=name,
        modifiers=phrase.modifiers(name),
        parts=phrase.parts(name),
        gender=phrase.gender(span.start),
        number="p" if counted else phrase.number(span.start),
        complemented=phrase.complemented(name),
    )


def _house(tokens: Tokens, span: range, start: int, places: Places) -> range:
    """Return a house that has no name but its number or street (*No 10*, *rue de Grenelle*)."""
    for first in (start, span.start):
        words = tokens.words[first : span.stop]
        place = places.named(" ".join(words).replace("' ", "'").replace(" .", "."))
        if len(words) > 1 and place is not None and place.kind in HOUSES and any(word[0].isupper() for word in words):
            return range(first, span.stop)
    return range(0)


def _own(noun: Noun | None, tokens: Tokens, span: range, roles: Roles) -> Noun | None:
    """Return *noun*, or an outlet's for what the outlet says that it has gathered (*nos informations*)."""
    owner = roles.pronouns.get(tokens.lower[span.start])
    if noun is None or noun.lemma not in roles.own_reporting or owner is None or owner.person != "1":
        return noun
    return replace(noun, kind="media")


def _demonym(phrase: NounPhrase, name: range, roles: Roles, places: Places) -> Noun | None:
    """Return the noun for which a lone name stands that is somebody's of a place (*la Rennaise de 58 ans*)."""
    if phrase.noun is not None or len(name) != 1 or name.start != phrase.span.start:
        return None
    tokens, word = phrase.tokens, phrase.tokens.lower[name.start]
    with_article = f"{tokens.words[name.start - 1]} {tokens.words[name.start]}" if name.start else ""
    if word in places.inhabitants or not roles.media.isdisjoint({fold(word), fold(with_article)}):
        return None
    return next((noun for ending, noun in roles.demonyms.items() if word.endswith(ending)), None)


def _after_approximation(tokens: Tokens, span: range, roles: Roles) -> int:
    """Return where the phrase begins after words that make a number or a share rough (*près d'un élève sur deux*)."""
    for words in roles.approximations:
        end = span.start + len(words)
        if end < span.stop and tokens.lower[span.start : end] == words:
            return end
    return span.start


def _is_share(tokens: Tokens, span: range, start: int, roles: Roles) -> bool:
    """Tell some of many: *un élève* **sur trois**, **la moitié**; *start* is where the noun may stand."""
    if start < span.stop and tokens.lower[start] in roles.quantities:
        noun = roles.nouns.get(tokens.lower[start])
        body = noun is not None and noun.kind in BODY_KINDS  # "le groupe"
        if not body and (start + 1 == span.stop or not tokens.words[start + 1][0].isalnum()):
            return True
    return any(
        tokens.lower[index] in roles.ratios
        and (tokens.lower[index + 1].isdigit() or tokens.lower[index + 1] in roles.plural)
        for index in range(start, span.stop - 1)
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


def _determines(phrase: NounPhrase, after: int) -> bool:
    """Tell whether a word for anybody stands before a noun, be it in no table, that begins at *after*."""
    word = phrase.tokens.words[after] if after < phrase.span.stop else ""
    return not phrase.roles.head_last and word.islower() and word.isalpha() and not phrase.opens_complement(after)


def _head(phrase: NounPhrase) -> tuple[Noun | None, int]:
    """Return the noun that heads the phrase, and where it stands: the first or the last, as the language has it."""
    tokens, roles, span = phrase.tokens, phrase.roles, phrase.span
    found, at, index = None, -1, span.start
    while index < span.stop:
        word = tokens.lower[index]
        if phrase.ends_head(index, found):
            break
        noun = roles.noun_at(tokens.lower, index, span.stop) if word[0].isalnum() else None
        if noun is not None and noun.kind == "bare" and _determines(phrase, index + noun.size):
            index += noun.size  # "d'autres urbanistes"
        elif noun is not None and not phrase.is_name(index, noun) and not phrase.only_qualifies(index, noun):
            found, at = noun, index
            index += noun.size
            if not roles.head_last:
                break
        else:
            index += 1
    return found, at
