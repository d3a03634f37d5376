"""
How does a noun phrase call the one it means?

*le premier ministre portugais, Pedro Passos Coelho* has a determiner, a role and a name; *l'ONG* only a noun; *il* only
a gender. Resolution and assessment read the same :class:`Designation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.lang.names import after_roles, follows_of, in_full_name, is_name_word, opens_known, opens_name, proper_name
from selon.lang.places import Places
from selon.lang.roles import Noun, Pronoun, Roles
from selon.lang.tokens import Tokens

BEFORE_COUNT = 3  # tokens from the start within which a quantity stands: "une bonne vingtaine de"
DATELINE = 10  # tokens within which the dash after the place stands that opens an article
SET_OFF = frozenset(",–—")
"""Marks before an apposition."""

DASHES = frozenset("-–—")
AFFILIATING = frozenset(",(–—")
"""Marks before the party of somebody."""

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
    if not determiner:
        start = _after_dateline(tokens, span, places)
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


def _head(phrase: _Phrase) -> tuple[Noun | None, int]:
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
        if found is None or found.kind not in BODIES or not self.roles.head_last or after >= self.span.stop:
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

    def name(self) -> range:
        """Return the proper name that the phrase means."""
        names = list(self._names())
        for name in names:
            if self.noun is None or not self._is_one() or name.start < self.at:
                continue
            touches = name.start == self.at + self.noun.size
            if self.noun.kind == "person" and touches and not self._possesses(name) and not self._is_before_title(name):
                return name  # "Senator Ann Coyle, Republican of Ohio"
            # An apposition set off by a comma is the name wherever the head is a role or a thing that can have one.
            if self._set_off(name.start) and not self._possesses(name):
                return self._whole_body(name)
        return next((name for name in names if not self._is_aside(name)), range(0))

    def _is_before_title(self, name: range) -> bool:
        """Tell whether *name* only says where a titled person comes from (*Republican South Ohio* Sen. Ann Coyle)."""
        return name.stop < self.span.stop and self.tokens.lower[name.stop] in self.roles.titles

    def _possesses(self, name: range) -> bool:
        """Tell whether *name* only says whose something is (*the editor, Ann Coyle's brother*)."""
        return name.stop < self.span.stop - 1 and self.tokens.lower[name.stop] in self.roles.endings

    def _names(self) -> Iterator[range]:
        tokens, roles = self.tokens, self.roles
        index = self.span.start
        while index < self.span.stop:
            if opens_name(tokens, index, self.span.stop, roles) and self._starts_name(index):
                name = proper_name(tokens, index, self.span.stop, roles, self.places)
                index = name.stop
                if self.noun is not None and self.noun.kind == "person" and name.start < self.at < name.stop:
                    # "a California Democrat", "the county Chairman Luke Brand"
                    index = min(self.at + self.noun.size, name.stop)
                    name = range(name.start, self.at)
                yield self._without_roles(name)
            else:
                index += 1

    def _starts_name(self, index: int) -> bool:
        if self.noun is not None and self.at <= index < self.at + self.noun.size:
            return False
        if self._is_affiliation(index):
            return False
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if lower in self.roles.pronouns and (len(word) == 1 or not word.isupper()):
            return False  # "experts I met"; but "US"
        if not self.tokens.opens[index] or lower not in self.roles.not_names:
            return True
        return opens_known(self.tokens, index, self.span.stop, self.roles, self.places)

    def _is_affiliation(self, index: int) -> bool:
        """Tell whether the token names the party of whoever the phrase has named before (*Bahr, Democrat of Ohio*)."""
        party = self.roles.party(self.tokens.lower[index])
        return bool(party) and index > self.span.start and self.tokens.words[index - 1] in AFFILIATING

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
        lead = self._lead(name)
        # "the field's hawks, like Coyle", "des élus comme M. Roux"
        example = lead > self.span.start and tokens.lower[lead - 1] in roles.examples
        bracketed = name.start > self.span.start and tokens.words[name.start - 1] == "("
        after = tokens.lower[name.stop] if name.stop < stop else ""
        # "former Florida Sen. Bob Graham"
        complement = follows_of(tokens, lead, roles, self.span.start)
        if example or bracketed or after in roles.titles or complement or self._is_in_relative(name):
            return True
        if self._possesses(name) or (roles.head_last and (self._modifies(name) or self._is_deep(name))):
            return True  # "Clinton's campaign", "Trump aides"
        if self.noun is None:
            return False
        several = self.noun.number == "p" or self.noun.kind == "group"
        gap = range(self.at + self.noun.size, name.start)
        if several and (len(gap) > 1 or (roles.head_last and len(gap) == 1 and tokens.words[gap[0]].islower())):
            return True  # "les groupes de défense, dont X", "l'opposition, avec X", "candidates like X": one of them
        return roles.head_last and name.stop <= self.at and self.noun.kind != "media"  # "White House press secretary"

    def _lead(self, name: range) -> int:
        """Return where *name* begins with its titles and roles: "an aide to *presidential candidate* George Marsh"."""
        tokens, roles, first = self.tokens, self.roles, name.start
        headed = self.noun is not None and self.at < name.start
        least = self.at + self.noun.size if self.noun is not None and headed else self.span.start
        while first > least:
            word = tokens.lower[first - 1]
            noun = roles.nouns.get(word)
            attribute = roles.head_last and first < name.start and word[0].isalpha() and word not in roles.of
            if word not in roles.titles and (noun is None or noun.kind != "person") and not attribute:
                break
            first -= 1
        return first

    def _is_deep(self, name: range) -> bool:
        """
        Tell whether *name* stands in what is told of the one meant, where a name follows its own noun at once.

            A man [accused of a theft on Tanner Street]; but "the head of research Ann Coyle"
        """
        tokens, roles = self.tokens, self.roles
        headed = self.noun is not None and self.at + self.noun.size <= name.start
        first = self.at + self.noun.size if self.noun is not None and headed else self.span.start
        between = range(first, self._lead(name))
        if not between or (self.noun is not None and not (headed and self._determined())):
            return False
        if tokens.words[between[-1]] in SET_OFF:
            return False
        if any(is_name_word(tokens, index, roles) for index in between):
            return False
        opening = [index for index in between if self._opens_complement(index)]
        return bool(opening) and not (opening == [first] and tokens.lower[first] in roles.genitive)

    def _is_in_relative(self, name: range) -> bool:
        """Tell whether a relative pronoun stands between the first noun and *name* (*un élu que soutient Jeanne Roux*)."""
        if self.roles.head_last:
            return False
        first = self.at + self.noun.size if self.noun is not None else self.span.start + 1
        relatives = (self.roles.pronouns.get(self.tokens.lower[index]) for index in range(first, name.start))
        return any(pronoun is not None and pronoun.person == "r" for pronoun in relatives)

    def _determined(self) -> bool:
        """Tell whether a determiner stands before the phrase."""
        start = self.span.start
        return start > 0 and self.tokens.lower[start - 1] in self.roles.determiners

    def _opens_complement(self, index: int) -> bool:
        """Tell whether a preposition or a relative pronoun stands at *index*."""
        word = self.tokens.lower[index]
        relative = self.roles.pronouns.get(word)
        joins = word in self.roles.conjunctions
        return (word in self.roles.of and not joins) or (relative is not None and relative.person == "r")

    def _modifies(self, name: range) -> bool:
        """Tell whether a common noun follows the name, which then only says whose."""
        roles, tokens = self.roles, self.tokens
        if name.stop >= self.span.stop:
            return False
        after = tokens.words[name.stop]
        if name.stop == self.span.stop - 1 and not (self.noun is None and self._determined()):
            return False
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
            if after - 1 in name:
                continue  # "the Harbors and Exchange Commission"
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
