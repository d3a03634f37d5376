"""
What does a language call those who speak?

Typed view of ``roles.json``: nouns for persons by function, for groups, organisations, states, media and documents with
gender and number; titles, pronouns, determiners; which roles are two words for one (*chef de la diplomatie*, *ministre
des Affaires étrangères*).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from selon import lang
from selon.lang.tokens import Tokens, pattern, tokenize

NounKind = Literal["person", "group", "organisation", "state", "media", "document", "sources", "proximity", "bare"]
NOUN_KINDS: tuple[NounKind, ...] = (
    "document",
    "media",
    "organisation",
    "state",
    "group",
    "person",
    "proximity",
    "sources",
    "bare",
)
"""Kinds in the order in which they are read: of a noun listed twice the later kind holds."""

SLOTS = {
    1: (("", "s"),),
    2: (("", "s"), ("", "p")),
    4: (("m", "s"), ("f", "s"), ("m", "p"), ("f", "p")),
}
"""Gender and number of the forms of a noun, by how many the entry has; ``-`` marks one that is missing."""


@dataclass(frozen=True, slots=True)
class Noun:
    """
    One form of a noun that can head a source.

    Attributes:
        lemma: First form of its entry, which stands for all of them.
        kind: What sort of source it makes.
        gender: ``m``, ``f`` or empty when the form tells none.
        number: ``s`` or ``p``.
        size: How many tokens it has.
    """

    lemma: str
    kind: NounKind
    gender: str
    number: str
    size: int


@dataclass(frozen=True, slots=True)
class Pronoun:
    """
    A word that stands for somebody.

    Attributes:
        gender: ``m``, ``f``, ``n`` for things, or empty.
        number: ``s``, ``p`` or empty.
        person: ``1``, ``2``, ``3``, ``r`` for a relative, ``i`` for an indefinite (*on*, *some*), ``l`` for whoever was
            named last (*ce dernier*), ``p`` for a description that says no more than a pronoun.
    """

    gender: str
    number: str
    person: str


@dataclass(frozen=True)
class Roles:
    """
    The words of one language for those who speak.

    Attributes:
        token: Pattern of a token of this language.
        nouns: By their tokens in lower case, joined by a space.
        starts: Tokens of the longest noun that begins with a word, by that word.
        titles: Gender (or empty) by title in lower case.
        title_roles: The role that a title tells (*Sen.*), by title in lower case.
        particles: Small words inside a name (*de*, *bin*).
        determiners: ``definite``, ``indefinite``, ``demonstrative`` or ``possessive``, by word.
        determiner_genders: ``m`` or ``f`` by determiner, where it tells.
        pronouns: By their words in lower case.
        of: Prepositions that open a complement.
        genitive: Those of them that mean *of*.
        contractions: Prepositions that hold an article (*du*).
        endings: Possessive endings (*'s*).
        conjunctions: Words that join two sources.
        former: Words before a role that do not change whose it is (*ancien*, *ex-*).
        synonyms: By lemma, the sets of roles that may mean the same person.
        anaphoric: Lemmas of bodies that mean nothing without a name before them: *l'organisation*, not *la police*.
        name_bearing: Lemmas of bodies that are part of the name after them (*l'institut Pasteur*).
        general: Those of them that any body may be called (*l'organisation*), as none may be called *le parti*.
        issuer_prepositions: Prepositions between a document and who has issued it.
        issued: Lemmas of what a body puts out, which stands for the body (*les chiffres de l'Insee*).
        any_person: Lemmas that say no more than that it is a person (*homme*, *official*).
        whole: Lemmas of the parts that speak for the whole (*les membres de*).
        locatives: Prepositions before a place (*à*, *in*).
        media: Names of media, folded.
        organisation_marks: Words that make a name an organisation's.
        media_marks: Words that make a name an outlet's.
        quantities: Nouns that only count what follows (*une quarantaine de*, *a number of*).
        plural: Determiners of several.
        not_names: Words that open a sentence with a capital and are no names.
        alias_marks: Words between a name and another one for the same (*dit*, *alias*).
        among: What comes before the group of which one is meant (*un des*).
        parties: The lemma of a party, by each word for it and its members, in lower case.
        generations: Words after a surname that tell father from son (*Jr.*), in lower case.
        examples: Words before one of those who are meant (*like*).
        purposes: Prepositions that go on with a body's name like *of* does (*Committee* on *Trade*).
        purposeful: Lemmas of the bodies after which they do.
        prefixes: What stands before the inner capital of a surname (*Mc*).
        place_marks: Words that make a name a street's, a building's or an event's when they end it.
        lone_name: What a name of one word is of which nothing else is known: an outlet's habit, per language.
        head_last: Whether modifiers stand before the noun, so that the last noun is the head.
    """

    token: re.Pattern[str]
    nouns: Mapping[str, Noun]
    starts: Mapping[str, int]
    titles: Mapping[str, str]
    title_roles: Mapping[str, Noun]
    particles: frozenset[str]
    determiners: Mapping[str, str]
    determiner_genders: Mapping[str, str]
    pronouns: Mapping[str, Pronoun]
    of: frozenset[str]
    genitive: frozenset[str]
    contractions: frozenset[str]
    endings: frozenset[str]
    conjunctions: frozenset[str]
    former: frozenset[str]
    synonyms: Mapping[str, frozenset[int]]
    anaphoric: frozenset[str]
    name_bearing: frozenset[str]
    general: frozenset[str]
    issuer_prepositions: frozenset[str]
    issued: frozenset[str]
    any_person: frozenset[str]
    whole: frozenset[str]
    locatives: frozenset[str]
    media: frozenset[str]
    organisation_marks: frozenset[str]
    media_marks: frozenset[str]
    quantities: frozenset[str]
    plural: frozenset[str]
    not_names: frozenset[str]
    alias_marks: tuple[str, ...]
    among: tuple[tuple[str, ...], ...]
    parties: Mapping[str, str]
    generations: frozenset[str]
    examples: frozenset[str]
    purposes: frozenset[str]
    purposeful: frozenset[str]
    prefixes: frozenset[str]
    place_marks: frozenset[str]
    lone_name: str
    head_last: bool

    def tokenize(self, text: str) -> Tokens:
        """Return the tokens of *text*."""
        return tokenize(text, self.token)

    def noun_at(self, lower: Sequence[str], index: int, stop: int) -> Noun | None:
        """Return the longest noun that begins with token *index* and ends before *stop*, in *lower*-case tokens."""
        longest = self.starts.get(lower[index], 0)
        for size in range(min(longest, stop - index), 0, -1):
            noun = self.nouns.get(" ".join(lower[index : index + size]))
            if noun is not None:
                return noun
        return None

    @property
    def neuter(self) -> bool:
        """Whether things have a pronoun of their own, so that no other means a body (*it*)."""
        return any(pronoun.gender == "n" for pronoun in self.pronouns.values())

    def party(self, word: str) -> str:
        """Return the party that *word*, in lower case, stands for (*r-ohio*, *republicans*); empty when for none."""
        stem, hyphen, _ = word.partition("-")
        return self.parties.get(stem if hyphen and len(stem) == 1 else word, "")

    def same_role(self, one: str, other: str) -> bool:
        """Tell whether two lemmas can name the same person."""
        return one == other or bool(self.synonyms.get(one, frozenset()) & self.synonyms.get(other, frozenset()))


@cache
def load(code: str) -> Roles:
    """Return the roles of language *code*; empty tables where the language has no ``roles.json``."""
    table: Mapping[str, Any] = lang.load(code).tables.get("roles", {})
    abbreviations = [word for words in table.get("titles", {}).values() for word in words]
    titles = {word.lower(): gender for gender, words in table.get("titles", {}).items() for word in words}
    token = pattern(table.get("elisions", ()), abbreviations, table.get("possessive_ending", ()))

    def split(phrase: str) -> tuple[str, ...]:
        return tokenize(phrase, token).lower

    nouns = _nouns(table, split)
    for phrase in (word for synonyms in table.get("synonyms", ()) for word in synonyms):
        tokens = split(phrase)
        if len(tokens) > 1:
            nouns.setdefault(" ".join(tokens), Noun(phrase, "person", "", "s", len(tokens)))
    lemmas = {noun: entry.lemma for noun, entry in nouns.items()}
    starts: dict[str, int] = {}
    for key, entry in nouns.items():
        first = key.partition(" ")[0]
        starts[first] = max(starts.get(first, 0), entry.size)
    return Roles(
        token=token,
        nouns=nouns,
        starts=starts,
        titles=titles,
        title_roles={title: nouns[role] for title, role in table.get("title_roles", {}).items() if role in nouns},
        particles=frozenset(table.get("particles", ())),
        determiners={word: kind for kind, words in table.get("determiners", {}).items() for word in words},
        determiner_genders={word: g for g, words in table.get("determiner_genders", {}).items() for word in words},
        pronouns={word: _pronoun(entry) for word, entry in table.get("pronouns", {}).items()},
        of=frozenset(table.get("of", ())),
        genitive=frozenset(table.get("genitive", ())),
        contractions=frozenset(table.get("contractions", ())),
        endings=frozenset(table.get("possessive_ending", ())),
        conjunctions=frozenset(table.get("and", ())),
        former=frozenset(table.get("former", ())),
        synonyms=_synonyms(table.get("synonyms", ()), lemmas, split),
        anaphoric=frozenset(lemmas.get(" ".join(split(word)), word) for word in table.get("anaphoric", ())),
        name_bearing=frozenset(table.get("name_bearing", ())),
        general=frozenset(lemmas.get(" ".join(split(word)), word) for word in table.get("general", ())),
        issuer_prepositions=frozenset(table.get("issuer_prepositions", ())),
        issued=frozenset(entry.partition("|")[0] for entry in table.get("issued", ())),
        any_person=frozenset(lemmas.get(" ".join(split(word)), word) for word in table.get("any_person", ())),
        whole=frozenset(entry.partition("|")[0] for entry in table.get("whole", ())),
        locatives=frozenset(table.get("locatives", ())),
        media=frozenset(fold(name) for name in table.get("media_names", ())),
        organisation_marks=frozenset(table.get("organisation_marks", ())),
        media_marks=frozenset(table.get("media_marks", ())),
        quantities=frozenset(table.get("quantities", ())),
        plural=frozenset(table.get("plural_determiners", ())),
        not_names=frozenset(table.get("not_names", ())),
        alias_marks=tuple(sorted(table.get("alias_marks", ()), key=len, reverse=True)),
        among=tuple(split(phrase) for phrase in table.get("among", ())),
        parties={word.lower(): words[0].lower() for words in table.get("parties", ()) for word in words},
        generations=frozenset(word.lower().rstrip(".") for word in table.get("generations", ())),
        examples=frozenset(table.get("examples", ())),
        purposes=frozenset(table.get("purposes", ())),
        purposeful=frozenset(lemmas.get(" ".join(split(word)), word) for word in table.get("purposeful", ())),
        prefixes=frozenset(table.get("surname_prefixes", ())),
        place_marks=frozenset(table.get("place_marks", ())),
        lone_name=table.get("lone_name", "person"),
        head_last=table.get("head", "first") == "last",
    )


def fold(name: str) -> str:
    """
    Return *name* in the form in which names are compared: lower case, no accents, straight apostrophes.

    >>> fold("L’Élysée")
    "l'elysee"
    """
    return _fold(name.replace("’", "'"))


@cache
def _fold(name: str) -> str:
    import unicodedata  # noqa: PLC0415 - next to its only use

    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(char))


def _nouns(table: Mapping[str, Any], split: Any) -> dict[str, Noun]:  # noqa: ANN401
    nouns: dict[str, Noun] = {}
    for kind in NOUN_KINDS:
        for entry in table.get(kind, ()):
            forms = entry.split("|")
            lemma = next(form for form in forms if form != "-").lower()
            for form, (gender, number) in zip(forms, SLOTS.get(len(forms), SLOTS[2]), strict=False):
                words = split(form)
                key = " ".join(words)
                # The singular is met first: a form that serves both numbers keeps it, and the determiner decides.
                known = nouns.get(key)
                if form != "-" and (known is None or (known.lemma, known.kind) != (lemma, kind)):
                    nouns[key] = Noun(lemma, kind, gender, number, len(words))
    return nouns


def _pronoun(entry: str) -> Pronoun:
    gender, number, person = (value if value != "-" else "" for value in entry.split())
    return Pronoun(gender, number, person)


def _synonyms(sets: Iterable[Iterable[str]], lemmas: Mapping[str, str], split: Any) -> dict[str, frozenset[int]]:  # noqa: ANN401
    found: dict[str, set[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            key = " ".join(split(word))
            found.setdefault(lemmas.get(key, key), set()).add(number)
    return {lemma: frozenset(numbers) for lemma, numbers in found.items()}
