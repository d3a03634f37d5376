"""
How does the search for names read the article?

Its tokens with their part of speech, and what the whole text tells of a word: written small elsewhere, written with a
capital inside a sentence, spelling out an acronym. Then what follows a noun, and what narrows it down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property

from selon.lang import given_names
from selon.lang.designation import Designation
from selon.lang.names import proper_name
from selon.lang.places import Places
from selon.lang.roles import Noun, Roles
from selon.lang.tokens import Tokens, fold

ACRONYM, ACRONYM_LENGTH = 2, 5
"""Capitals of the shortest and letters of the longest acronym; a longer word in capitals is shouted (*UPDATE*)."""

SMALL = 4  # letters of the longest word that an acronym may leave out (*pour*, *with*)
WORDS_A_LETTER = 4  # tokens to look back for each letter of an acronym

ARTICLES = {True: ("definite",), False: ("definite", "indefinite")}
"""Articles after *of*, and after another preposition, in the name of a body."""

Tag = Callable[[int], str]
"""The part of speech of a token, empty where the passage was not parsed."""


@dataclass(frozen=True, slots=True)
class Role:
    """
    A function that the article gives to somebody it names.

    Attributes:
        noun: What they are.
        words: What narrows it down, in lower case.
        states: ISO 3166 codes that those words stand for.
    """

    noun: Noun
    words: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scan:
    """
    The article as the search for names reads it.

    Attributes:
        text: Its text.
        tokens: Its tokens.
        tag: Part of speech by token.
        roles: The language's words for those who speak.
        places: The language's names of places.
        verbs: Forms that may be a finite verb.
        lowered: Words that the text writes small somewhere.
        spelled: Where a name that an acronym in brackets spells out ends, by its first token.
        inner: Words that it writes with a capital inside a sentence.
    """

    text: str
    tokens: Tokens
    tag: Tag
    roles: Roles
    places: Places
    verbs: frozenset[str] = frozenset()
    lowered: frozenset[str] = field(init=False)
    inner: frozenset[str] = field(init=False)
    spelled: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lowered", frozenset(word for word in self.tokens.words if word[0].islower()))
        small = self.roles.purposes | self.roles.of | self.roles.determiners.keys()
        object.__setattr__(self, "spelled", _spelled_out(self.tokens, small))
        inside = zip(self.tokens.words, self.tokens.opens, strict=True)
        object.__setattr__(self, "inner", frozenset(word for word, opens in inside if not opens and word[0].isupper()))

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.tokens.words):
            places.setdefault(word, []).append(place)
        return places

    def places_of(self, word: str) -> list[int]:
        """Return the tokens that are *word* as it is written."""
        return self._at.get(word, [])

    @cached_property
    def _joined(self) -> dict[tuple[str, str], bool]:
        return {}

    def is_joined(self, word: str, after: str) -> bool:
        """Tell whether *after* never stands without *word* before it, and does so twice inside sentences."""
        if (word, after) not in self._joined:
            at = self.places_of(after)
            inside = sum(not self.tokens.opens[place - 1] for place in at)
            self._joined[word, after] = inside > 1 and all(self.tokens.words[place - 1] == word for place in at)
        return self._joined[word, after]

    def words(self, tokens: range) -> str:
        """Return the text of *tokens*."""
        return self.text[self.tokens.start[tokens.start] : self.tokens.end[tokens.stop - 1]]

    def key(self, tokens: range) -> str:
        """Return *tokens* in the form in which the cast knows names."""
        return " ".join(fold(self.tokens.words[index]) for index in tokens if self.tokens.words[index][0].isalnum())


def _spelled_out(tokens: Tokens, small: Collection[str]) -> dict[int, int]:
    """Return where the words before an acronym in brackets end, by where those begin whose initials it takes."""
    found = {}
    for index in range(1, len(tokens) - 2):
        if tokens.words[index] != "(" or tokens.words[index + 2] != ")":
            continue
        letters = [char.lower() for char in tokens.words[index + 1] if char.isupper()]
        start = _initials_from(tokens, index, letters, small) or _initials_from(tokens, index, letters, ())
        if start is not None and len(letters) >= ACRONYM and tokens.capitalised(start):
            found[start] = index
    return found


def _initials_from(tokens: Tokens, stop: int, letters: list[str], small: Collection[str]) -> int | None:
    """Return where the words before token *stop* begin that have *letters* for initials, those of *small* left out."""
    at, start, left = stop - 1, None, list(letters)
    while at >= 0 and left and stop - at <= len(letters) * WORDS_A_LETTER and tokens.words[at][0].isalnum():
        if tokens.lower[at] not in small:
            if fold(tokens.words[at])[0] == fold(left[-1]):
                left.pop()
                start = at
            elif len(tokens.words[at]) > SMALL:
                break
        at -= 1
    return None if left else start


def complement_end(scan: Scan, index: int, stop: int) -> int:
    """
    Return where the adjectives and genitive complements that begin with token *index* end.

    A name that follows without a preposition is an apposition and stays out (*l'agence de notation* Moody's).
    """
    tokens, roles = scan.tokens, scan.roles
    end, head = index, index - 1
    while index < stop:
        lower, tag = tokens.lower[index], scan.tag(index)
        if tokens.opens[index] or not (lower[0].isalnum() or lower in roles.determiners):
            break
        if lower in scan.places.inhabitants or (
            tag == "ADJ"
            and lower not in scan.verbs
            and lower not in roles.not_names
            and not _governs(scan, head, index)
        ):
            index += 1
            end = index
        elif lower in roles.genitive or _goes_on(scan, head, index):
            after = _governed_end(scan, index, stop)
            if after is None:
                break
            index = end = after
        elif (
            head + 1 < end
            and lower in roles.conjunctions
            and _takes_several(scan, head)
            and _joins_complement(scan, index + 1, stop)
        ):
            index += 1  # "Agence du médicament et des produits de santé"
        else:
            break
    return end


def _takes_several(scan: Scan, head: int) -> bool:
    """Tell whether *and* may go on with the complement of the noun at *head*: of a name, or of several bodies."""
    noun = scan.roles.nouns.get(scan.tokens.lower[head])
    return scan.tokens.capitalised(head) or (noun is not None and noun.number == "p")


def _joins_complement(scan: Scan, index: int, stop: int) -> bool:
    """Tell whether another complement of the same body follows *and*: *of* is said again, where the noun comes first."""
    tokens, roles = scan.tokens, scan.roles
    again = not roles.head_last and index < stop and tokens.lower[index] in roles.genitive
    return again and _governed_end(scan, index, stop) is not None


def _governs(scan: Scan, head: int, index: int) -> bool:
    """Tell whether what is read as an adjective is a verb with its object (*L'Agence des forêts* ferme *une piste*)."""
    tokens, after = scan.tokens, index + 1
    if scan.roles.head_last or index - head <= 1 or after >= len(tokens) or tokens.opens[after]:
        return False
    determined = tokens.lower[after] in scan.roles.determiners and tokens.lower[after] not in scan.roles.of
    return determined or tokens.capitalised(after)


def _governed_end(scan: Scan, preposition: int, stop: int) -> int | None:
    """Return where the noun or the name after *preposition* ends; None where neither follows it."""
    tokens, roles = scan.tokens, scan.roles
    genitive, after = tokens.lower[preposition] in roles.genitive, preposition + 1
    while after < stop and roles.determiners.get(tokens.lower[after]) in ARTICLES[genitive]:
        after += 1
    while after + 1 < stop and scan.tag(after) == "ADJ" and scan.tag(after + 1) in ("ADJ", "NOUN"):
        after += 1  # "de la haute vallée"
    if after >= stop or not (scan.tag(after) in ("NOUN", "PROPN") or tokens.capitalised(after)):
        return None
    capital = tokens.capitalised(after)
    if not genitive and ((roles.head_last and not capital) or tokens.lower[after] in roles.not_names):
        return None
    if not capital:
        return after + 1
    end = proper_name(tokens, after, stop, roles, scan.places).stop
    joins = roles.head_last and end + 1 < stop and tokens.lower[end] in roles.conjunctions
    if joins and end - after == 1 and _joins_name(scan, end + 1):
        return proper_name(tokens, end + 1, stop, roles, scan.places).stop
    return end


def _joins_name(scan: Scan, index: int) -> bool:
    """Tell what goes on with the name of a body (*Center for Economic and* **Policy Research**) from a person."""
    return scan.tokens.capitalised(index) and given_names.gender(scan.tokens.words[index]) is None


def _goes_on(scan: Scan, head: int, index: int) -> bool:
    """Tell whether a preposition other than *of* goes on with the name before it (*Committee* on *Ways and Means*)."""
    tokens, roles = scan.tokens, scan.roles
    if head < 0 or tokens.lower[index] not in roles.purposes or not tokens.capitalised(head):
        return False
    noun = roles.nouns.get(tokens.lower[head])
    return noun is not None and noun.lemma in roles.purposeful


def modifiers(scan: Scan, indices: list[int]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words among *indices* that narrow a role down, and the states that they stand for."""
    tokens, roles, places = scan.tokens, scan.roles, scan.places
    words, states = set(), set()
    for index in indices:
        word = tokens.lower[index]
        if not word[0].isalnum() or word in roles.determiners or word in roles.of or word in roles.titles:
            continue
        words.add(word)
        state = places.inhabitants.get(word)
        if state is None and tokens.capitalised(index):
            place = places.named(tokens.words[index])
            state = place.state if place is not None and place.kind != "city" else None
        if state is not None:
            states.add(state)
    return frozenset(words), frozenset(states)


def segment(scan: Scan, phrase: Designation) -> str:
    """Return *phrase* up to the first comma, without a preposition that holds its article (*du ministère*)."""
    tokens, first = scan.tokens, phrase.tokens.start
    if tokens.lower[first] in scan.roles.contractions and len(phrase.tokens) > 1:
        first += 1
    end = first
    while end < phrase.tokens.stop and tokens.words[end] not in (",", ";", "–", "—"):
        end += 1
    return scan.words(range(first, max(end, first + 1)))
