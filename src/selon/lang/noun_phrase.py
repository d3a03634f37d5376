"""
What do the words of a noun phrase tell of the one it means?

Where its head ends, what narrows it down, its gender and number, and whether it joins several.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.names import in_full_name, is_name_word
from selon.lang.places import Places
from selon.lang.roles import BODY_KINDS, Noun, Roles
from selon.lang.tokens import Tokens

SET_OFF = frozenset(",–—")
"""Marks before an apposition."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """
    A noun phrase without its determiner, while it is read.

    Attributes:
        tokens: The article's tokens.
        span: Those of the phrase.
        roles: The language's words for those who speak.
        places: The language's names of places.
        noun: The known noun that heads it, once that is found.
        at: Position of that noun.
    """

    tokens: Tokens
    span: range
    roles: Roles
    places: Places
    noun: Noun | None = None
    at: int = -1

    def ends_head(self, index: int, found: Noun | None) -> bool:
        """Tell whether the part of the phrase in which its head stands ends with the token before *index*."""
        roles, word = self.roles, self.tokens.lower[index]
        if not word[0].isalnum() and not self._clings(index) and word not in roles.endings:
            return found is not None or word == "(" or word in SET_OFF
        relative = roles.pronouns.get(word)
        if relative is not None and relative.person == "r" and index > self.span.start:
            return True
        if word not in roles.of or self._is_within_body(index, found):
            return False
        # What follows a preposition is a complement; "and" only joins where the noun comes last.
        named = index > self.span.start and is_name_word(self.tokens, index - 1, roles)
        joins = roles.head_last and (word in roles.conjunctions or self._counts(index - 1))
        return found is not None or named or (not joins and index > self.span.start)

    def only_qualifies(self, index: int, noun: Noun) -> bool:
        """Tell whether the noun at *index* only qualifies the one right after it (*le jeune dirigeant*)."""
        after = index + noun.size
        if self.tokens.lower[index] not in self.roles.former or after >= self.span.stop:
            return False
        return self.roles.noun_at(self.tokens.lower, after, self.span.stop) is not None

    def _is_within_body(self, index: int, found: Noun | None) -> bool:
        """Tell whether *of* stands in the name of a body, which may come before a head (*Bank of Lima economist*)."""
        tokens, after = self.tokens, index + 1
        if found is None or found.kind not in BODY_KINDS or not self.roles.head_last or after >= self.span.stop:
            return False
        of = tokens.lower[index] in self.roles.genitive
        return of and tokens.capitalised(index - 1) and tokens.capitalised(after)

    def _counts(self, index: int) -> bool:
        """Tell whether the token only says how many (*nearly eight of 10 voters*)."""
        word = self.tokens.lower[index]
        return word.isdigit() or word in self.roles.determiners or word in self.roles.quantities

    def _clings(self, index: int) -> bool:
        """Tell whether a hyphen or apostrophe is part of a word, as no dash is (*Ann Coyle -- the candidate*)."""
        tokens = self.tokens
        if tokens.lower[index] != "-" or index + 1 >= self.span.stop:
            return tokens.lower[index] in ("-", "'")
        glued = tokens.end[index - 1] == tokens.start[index] or tokens.end[index] == tokens.start[index + 1]
        return glued and "-" not in (tokens.words[index - 1], tokens.words[index + 1])

    def is_name(self, index: int, noun: Noun) -> bool:
        """Tell whether a noun with a capital is part of a name (*Fox News*, *Mr. Singer*) rather than a head."""
        tokens = self.tokens
        if not tokens.capitalised(index) or tokens.opens[index] or index == self.span.start:
            return False
        before = tokens.words[index - 1]
        if before == "&" or before.lower() in self.roles.titles:
            return True
        if noun.kind == "person":
            # "Paul Baker"; but "Florida Senator"
            return in_full_name(tokens, index, noun.size, self.span.stop, self.roles)
        opening = tokens.opens[index - 1] and before.lower() in self.roles.not_names  # "New Polls"
        return noun.kind in ("media", "document", "group") and tokens.capitalised(index - 1) and not opening

    def is_determined(self) -> bool:
        """Tell whether a determiner stands before the phrase."""
        start = self.span.start
        return start > 0 and self.tokens.lower[start - 1] in self.roles.determiners

    def opens_complement(self, index: int) -> bool:
        """Tell whether a preposition or a relative pronoun stands at *index*."""
        word = self.tokens.lower[index]
        relative = self.roles.pronouns.get(word)
        joins = word in self.roles.conjunctions
        return (word in self.roles.of and not joins) or (relative is not None and relative.person == "r")

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
        plural = noun is not None and noun.number == "p"
        headed = noun is not None and not (plural and len(name) > 0 and name.start >= self.at + noun.size)
        found: list[int] = []
        for after in range(self.span.start + 2, self.span.stop):
            joint = tokens.lower[after - 1]
            if joint == "&":
                continue  # "Vox & Data" is one
            if joint not in roles.conjunctions and not (found and joint == ","):
                continue
            if after - 1 in name:
                continue  # "the Harbors and Exchange Commission"
            article = roles.determiners.get(tokens.lower[after]) == "definite" and after < self.span.stop - 1
            first = name.start if plural and not headed else self.span.start
            if article or (tokens.capitalised(after) and not headed and self._all_names(first, after - 1)):
                found += [*(() if found else self._listed(first, after - 1)), after]
        return tuple(found)

    def _listed(self, first: int, joint: int) -> list[int]:
        """Return where people begin who are listed after the one at *first* and before *joint* (*X,* Y *et Z*)."""
        commas = [index for index in range(first + 1, joint) if self.tokens.words[index] == ","]
        ends = [*commas[1:], joint]
        return [comma + 1 for comma in commas] if all(map(self._ends_in_name, commas, ends)) else []

    def _ends_in_name(self, comma: int, end: int) -> bool:
        """Tell whether a full name ends what stands between two marks (*, le gardien* Joan Sarrat)."""
        names = [index for index in range(comma + 1, end) if is_name_word(self.tokens, index, self.roles)]
        full = names[-2:] == [end - 2, end - 1]
        return full and given_names.gender(self.tokens.words[end - 2]) is not None

    def _all_names(self, first: int, stop: int) -> bool:
        """Tell whether nothing but names, with what may stand before them, comes from token *first* to *stop*."""
        roles, lower = self.roles, self.tokens.lower
        small = (roles.particles, roles.titles, roles.determiners, roles.conjunctions, roles.nouns, (",", "&"))
        return all(
            is_name_word(self.tokens, index, roles) or any(lower[index] in kind for kind in small)
            for index in range(first, stop)
        )
