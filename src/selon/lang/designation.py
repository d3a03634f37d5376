"""
How does a noun phrase call the one it means?

*le premier ministre portugais, Pedro Passos Coelho* has a determiner, a role and a name; *l'ONG* only a noun; *il* only
a gender. Resolution and assessment read the same :class:`Designation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.names import after_roles, follows_of, is_name_word, opens_name, proper_name
from selon.lang.places import Places
from selon.lang.roles import Noun, Pronoun, Roles
from selon.lang.tokens import Tokens

BEFORE_COUNT = 3  # tokens from the start within which a quantity stands: "une bonne vingtaine de"
SET_OFF = frozenset(",–—")
"""Marks before an apposition."""

BODIES = frozenset({"organisation", "state", "media"})
CALLED = frozenset({"organisation", "media"})
"""Kinds of nouns that stand before a name without being part of it (*l'ONG* Human Rights Watch)."""


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
    start, counted = _counted(tokens, range(start, span.stop), roles)
    bare = _Phrase(tokens, range(start, span.stop), roles, places)
    phrase = _Phrase(tokens, bare.span, roles, places, *_head(bare))
    name = phrase.name()
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


def _head(phrase: _Phrase) -> tuple[Noun | None, int]:
    """Return the noun that heads the phrase, and where it stands: the first or the last, as the language has it."""
    tokens, roles, span = phrase.tokens, phrase.roles, phrase.span
    found, at, index = None, -1, span.start
    while index < span.stop:
        word = tokens.lower[index]
        if phrase.ends_head(index, found):
            break
        noun = roles.noun_at(tokens.lower, index, span.stop) if word[0].isalnum() else None
        if noun is not None and not phrase.is_name(index, noun):
            found, at = noun, index
            index += noun.size
            if not roles.head_last:
                break
        else:
            index += 1
    return found, at


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase without its determiner, while it is read."""

    tokens: Tokens
    span: range
    roles: Roles
    places: Places
    noun: Noun | None = None
    at: int = -1

    def ends_head(self, index: int, found: Noun | None) -> bool:
        """Tell whether the part of the phrase in which its head stands ends with the token before *index*."""
        roles, word = self.roles, self.tokens.lower[index]
        if not word[0].isalnum() and word not in ("-", "'") and word not in roles.endings:
            return found is not None or word == "(" or word in SET_OFF
        relative = roles.pronouns.get(word)
        if relative is not None and relative.person == "r" and index > self.span.start:
            return True
        if word not in roles.of:
            return False
        # What follows a preposition is a complement, except after "most of" where the noun comes last.
        named = index > self.span.start and is_name_word(self.tokens, index - 1, roles)
        return found is not None or named or (not roles.head_last and index > self.span.start)

    def is_name(self, index: int, noun: Noun) -> bool:
        """Tell whether a noun with a capital is part of a name (*Fox News*, *Mr. Singer*) rather than a head."""
        tokens = self.tokens
        if not tokens.capitalised(index) or tokens.opens[index] or index == self.span.start:
            return False
        before = tokens.words[index - 1]
        if before == "&" or before.lower() in self.roles.titles:
            return True
        if noun.kind == "person":
            return given_names.gender(before) is not None  # "Paul Baker"; but "Florida Senator"
        return noun.kind in ("media", "document", "group") and tokens.capitalised(index - 1)

    def name(self) -> range:
        """Return the proper name that the phrase means."""
        names = list(self._names())
        for name in names:
            # An apposition set off by a comma is the name wherever the head is a role or a thing that can have one.
            if self.noun is not None and self._is_one() and name.start > self.at and self._set_off(name.start):
                return self._whole_body(name)
        return next((name for name in names if not self._is_aside(name)), range(0))

    def _names(self) -> Iterator[range]:
        tokens, roles = self.tokens, self.roles
        index = self.span.start
        while index < self.span.stop:
            if opens_name(tokens, index, self.span.stop, roles) and self._starts_name(index):
                name = proper_name(tokens, index, self.span.stop, roles)
                index = name.stop
                if self.noun is not None and self.noun.kind == "person" and name.start < self.at < name.stop:
                    name = range(name.start, self.at)  # "a California Democrat"
                yield self._without_roles(name)
            else:
                index += 1

    def _starts_name(self, index: int) -> bool:
        if self.noun is not None and self.at <= index < self.at + self.noun.size:
            return False
        return not (self.tokens.opens[index] and self.tokens.lower[index] in self.roles.not_names)

    def _without_roles(self, name: range) -> range:
        """Return *name* without a role or nationality that opens it (*US Secretary of State John Kerry*)."""
        tokens, roles = self.tokens, self.roles
        first, last = roles.nouns.get(tokens.lower[name.start]), roles.nouns.get(tokens.lower[name.stop - 1])
        if first is not None and first.kind in CALLED and tokens.words[name.start].isupper() and len(name) > 1:
            return range(name.start + 1, name.stop)  # "ONG Human Rights Watch"
        if tokens.words[name.stop - 1] in roles.organisation_marks or (last is not None and last.kind in CALLED):
            return name
        return range(after_roles(tokens, name, roles, self.places), name.stop)

    def _is_one(self) -> bool:
        """Tell whether one is meant, be it out of a group (*un des chercheurs*)."""
        start, lower = self.span.start, self.tokens.lower
        among = any(lower[max(start - len(phrase), 0) : start] == phrase for phrase in self.roles.among)
        return among or (self.noun is not None and self.noun.number == "s")

    def _set_off(self, index: int) -> bool:
        """Tell whether a comma stands before the token, titles, article and role aside (*, le général Alexander*)."""
        roles, before = self.roles, index - 1
        while before >= 0:
            word = self.tokens.lower[before]
            noun = roles.nouns.get(word)
            role = noun is not None and noun.kind == "person"
            if not (role or word in roles.titles or (word in roles.determiners and word not in roles.of)):
                break
            before -= 1
        return before >= 0 and self.tokens.words[before] in SET_OFF

    def _whole_body(self, name: range) -> range:
        """Return *name* with its complements when a body's noun opens it (*l'Observatoire des droits de l'homme*)."""
        noun = self.roles.nouns.get(self.tokens.lower[name.start])
        if noun is None or noun.kind not in BODIES:
            return name
        end = name.stop
        while end < self.span.stop and self.tokens.words[end] not in (",", "(", "–", "—", ";"):
            end += 1
        return range(name.start, end)

    def _is_aside(self, name: range) -> bool:
        """Tell whether *name* stands in a complement, in brackets or before the noun it only modifies."""
        tokens, roles, stop = self.tokens, self.roles, self.span.stop
        bracketed = name.start > self.span.start and tokens.words[name.start - 1] == "("
        after = tokens.lower[name.stop] if name.stop < stop else ""
        # "former Florida Sen. Bob Graham"
        if bracketed or after in roles.titles or follows_of(tokens, self._lead(name), roles, self.span.start):
            return True
        if name.stop < stop - 1 and (after in roles.endings or (roles.head_last and self._modifies(name))):
            return True  # "Clinton's campaign", "Trump aides"
        if self.noun is None:
            return False
        several = self.noun.number == "p" or self.noun.kind == "group"
        if several and name.start > self.at + self.noun.size + 1:
            return True  # "les groupes de défense, dont X", "l'opposition, avec X": one of them
        return roles.head_last and name.stop <= self.at and self.noun.kind != "media"  # "White House press secretary"

    def _lead(self, name: range) -> int:
        """Return where *name* begins with its title or role: "an aide to *President* George Marsh"."""
        tokens, roles, first = self.tokens, self.roles, name.start
        headed = self.noun is not None and self.at < name.start
        least = self.at + self.noun.size if self.noun is not None and headed else self.span.start
        while first > least:
            noun = roles.nouns.get(tokens.lower[first - 1])
            if tokens.lower[first - 1] not in roles.titles and (noun is None or noun.kind != "person"):
                break
            first -= 1
        return first

    def _modifies(self, name: range) -> bool:
        """Tell whether a common noun follows the name, which then only says whose."""
        roles, after = self.roles, self.tokens.words[name.stop]
        return after[0].islower() and not any(
            after in words for words in (roles.pronouns, roles.of, roles.conjunctions, roles.not_names)
        )

    def modifiers(self, name: range) -> frozenset[str]:
        """Return the words that narrow the noun down."""
        roles = self.roles
        head = range(self.at, self.at + self.noun.size) if self.noun is not None else range(0)
        empty = (roles.determiners, roles.of, roles.conjunctions, roles.titles)
        return frozenset(
            word
            for index, word in enumerate(self.tokens.lower[self.span.start : self.span.stop], self.span.start)
            if index not in head and index not in name and word[0].isalnum() and not any(word in kind for kind in empty)
        )

    def gender(self, first: int) -> str:
        """Return the gender of the noun, or of the determiner that begins with token *first*."""
        if self.noun is not None and (self.noun.gender or self.noun.number == "p"):
            return self.noun.gender
        return self.roles.determiner_genders.get(self.tokens.lower[first], "") if self.span.start > first else ""

    def number(self, first: int) -> str:
        """Return the number that the determiners from token *first* on or the noun tell."""
        roles = self.roles
        lead = self.tokens.lower[first : self.span.start]
        if any(self.tokens.lower[first : first + len(phrase)] == phrase for phrase in roles.among):
            return "s"
        if any(word in roles.plural for word in lead) or (lead and lead[0].isdigit() and lead[0] != "1"):
            return "p"
        if self.noun is not None:
            return self.noun.number
        return "s" if lead else ""

    def complemented(self, name: range) -> bool:
        """Tell whether the noun has a complement: a preposition after it, or a name before it."""
        if self.noun is None:
            return False
        stop = name.start if len(name) and name.start > self.at else self.span.stop
        after = self.tokens.lower[self.at + self.noun.size : stop]
        return any(word in self.roles.of for word in after) or any(
            is_name_word(self.tokens, index, self.roles) for index in range(self.span.start, self.at)
        )

    def parts(self, name: range) -> tuple[int, ...]:
        """
        Return where the members of a coordination begin, the first one left out.

        Names join names (*Yahoo et Google*), a phrase with an article joins what stands before it (*l'ONU et les
        rebelles*); a name in a complement joins nothing here (*l'accord entre Lima et Quito*).
        """
        tokens, roles, noun = self.tokens, self.roles, self.noun
        headed = noun is not None and not (noun.number == "p" and name.start == self.at + noun.size)
        found: list[int] = []
        for after in range(self.span.start + 2, self.span.stop):
            joint = tokens.lower[after - 1]
            if joint not in roles.conjunctions and not (found and joint == ","):
                continue
            article = roles.determiners.get(tokens.lower[after]) == "definite" and after < self.span.stop - 1
            if article or (tokens.capitalised(after) and not headed and self._all_names(after - 1)):
                found.append(after)
        return tuple(found)

    def _all_names(self, stop: int) -> bool:
        """Tell whether nothing but names, with what may stand before them, comes before token *stop*."""
        roles, lower = self.roles, self.tokens.lower
        small = (roles.particles, roles.titles, roles.determiners, roles.conjunctions, roles.nouns, (",", "&"))
        return all(
            is_name_word(self.tokens, index, roles) or any(lower[index] in kind for kind in small)
            for index in range(self.span.start, stop)
        )
