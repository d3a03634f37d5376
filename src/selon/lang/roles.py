"""
What does a language call those who speak?

Typed view of ``roles.json``: nouns for persons by function, for groups, organisations, states, media and documents with
gender and number; titles, pronouns, determiners; which roles are two words for one (*chef de la diplomatie*, *ministre
des Affaires étrangères*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from selon.lang.tokens import Tokens, fold, pattern, tokenize

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

BODY_KINDS = frozenset({"organisation", "state", "media"})
"""Those of them that a body has."""

SLOTS = {
    1: (("", "s"),),
    2: (("", "s"), ("", "p")),
    4: (("m", "s"), ("f", "s"), ("m", "p"), ("f", "p")),
}
"""Gender and number of the forms of a noun, by how many the entry has; ``-`` marks one that is missing."""

Split = Callable[[str], tuple[str, ...]]
"""Cuts a phrase into its tokens, in lower case."""


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
        sorts: By lemma, which sorts of bodies it may be (a business, an association, an authority).
        general: Those of them that any body may be called (*l'organisation*), as none may be called *le parti*.
        issuer_prepositions: Prepositions between a document and who has issued it.
        agents: Those of them before whoever has done it (*par*).
        obtained: Words that say who has got a document, not who has made it (*obtenu*).
        within: Prepositions before a document in which somebody says something (*dans*).
        alike: By lemma, the sets of documents of which one may take up another (*l'étude*, *le rapport*).
        issued: Lemmas of what a body puts out, which stands for the body (*les chiffres de l'Insee*).
        spokesmen: Lemmas of those who speak for a body and are seen as it (*un* **porte-parole** *de la mairie*).
        any_person: Lemmas that say no more than that it is a person (*homme*, *official*).
        ages: What a word ends in that says how old somebody is (*44-year-old*).
        ordinals: Which of two is meant, counted from 0, by word (*la première*).
        whole: Lemmas of the parts that speak for the whole (*les membres de*).
        locatives: Prepositions before a place (*à*, *in*).
        media: Names of media, folded.
        bodies: The first name of a body, by each of its names in which capitals alone do not tell where it ends; folded.
        organisation_marks: Words that make a name an organisation's.
        media_marks: Words that make a name an outlet's.
        quantities: Nouns that only count what follows (*une quarantaine de*, *a number of*), and by themselves mean some
            of many (*la moitié*).
        approximations: Words before a number or a share (*près de*), each as its tokens, the longest first.
        ratios: Words between a share and the whole (*un élève* **sur** *trois*).
        own_reporting: Lemmas of what an outlet itself has gathered (*nos* **informations**).
        demonyms: The noun for which a word with a capital and such an ending stands (*la Rennaise*), by the ending.
        plural: Determiners of several.
        not_names: Words that open a sentence with a capital and are no names.
        alias_marks: Words between a name and another one for the same (*dit*, *alias*).
        among: What comes before the group of which one is meant (*un des*).
        parties: The lemma of a party, by each word for it and its members, in lower case.
        generations: Words after a surname that tell father from son (*Jr.*), in lower case.
        examples: Words before one of those who are meant (*like*).
        topics: Words before a preposition with which it names whom the sentence is about (*quant* à).
        purposes: Prepositions that go on with a body's name like *of* does (*Committee* on *Trade*).
        purposeful: Lemmas of the bodies after which they do.
        prefixes: What stands before the inner capital of a surname (*Mc*).
        surnames: Nouns for people that are surnames as well, in lower case (*baker*).
        place_marks: Words that make a name a street's, a building's or an event's: when they end it, or where the noun
            comes first, when they stand before it.
        years: Words after the number of somebody's age.
        given_genders: ``m``, ``f`` or empty, by given name, where this language has it otherwise than most.
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
    sorts: Mapping[str, frozenset[int]]
    general: frozenset[str]
    issuer_prepositions: frozenset[str]
    agents: frozenset[str]
    obtained: frozenset[str]
    within: frozenset[str]
    alike: Mapping[str, frozenset[int]]
    issued: frozenset[str]
    spokesmen: frozenset[str]
    any_person: frozenset[str]
    ages: frozenset[str]
    ordinals: Mapping[str, int]
    whole: frozenset[str]
    locatives: frozenset[str]
    media: frozenset[str]
    bodies: Mapping[str, str]
    organisation_marks: frozenset[str]
    media_marks: frozenset[str]
    quantities: frozenset[str]
    approximations: tuple[tuple[str, ...], ...]
    ratios: frozenset[str]
    own_reporting: frozenset[str]
    demonyms: Mapping[str, Noun]
    plural: frozenset[str]
    not_names: frozenset[str]
    alias_marks: tuple[str, ...]
    among: tuple[tuple[str, ...], ...]
    parties: Mapping[str, str]
    generations: frozenset[str]
    examples: frozenset[str]
    topics: frozenset[str]
    purposes: frozenset[str]
    purposeful: frozenset[str]
    prefixes: frozenset[str]
    surnames: frozenset[str]
    place_marks: frozenset[str]
    years: frozenset[str]
    given_genders: Mapping[str, str]
    lone_name: str
    head_last: bool

    def tokenize(self, text: str) -> Tokens:
        """Return the tokens of *text*."""
        return tokenize(text, self.token)

    def noun_at(self, lower: Sequence[str], index: int, stop: int) -> Noun | None:
        """Return the longest noun that begins with token *index* and ends before *stop*, in *lower*-case tokens."""
        longest = self.starts.get(lower[index])
        if longest is None:
            return None
        for size in range(min(longest, stop - index), 0, -1):
            noun = self.nouns.get(" ".join(lower[index : index + size]))
            if noun is not None:
                return noun
        return None

    @cached_property
    def neuter(self) -> bool:
        """Whether things have a pronoun of their own, so that no other means a body (*it*)."""
        return any(pronoun.gender == "n" for pronoun in self.pronouns.values())

    def party(self, word: str) -> str:
        """Return the party that *word*, in lower case, stands for (*r-ohio*, *republicans*); empty when for none."""
        stem, hyphen, _ = word.partition("-")
        return self.parties.get(stem if hyphen and len(stem) == 1 else word, "")

    def same_document(self, one: str, other: str) -> bool:
        """Tell whether two lemmas can mean the same document."""
        return one == other or bool(self.alike.get(one, frozenset()) & self.alike.get(other, frozenset()))

    def same_role(self, one: str, other: str) -> bool:
        """Tell whether two lemmas can name the same person."""
        return one == other or bool(self.synonyms.get(one, frozenset()) & self.synonyms.get(other, frozenset()))


def read_roles(table: Mapping[str, Any]) -> Roles:
    """Return the roles that *table* lists as ``roles.json`` does; empty tables where it is empty."""
    titles = _by_word(table.get("titles", {}))
    token = pattern(
        table.get("elisions", ()), titles, table.get("possessive_ending", ()), table.get("before_verbs", ())
    )

    def split(phrase: str) -> tuple[str, ...]:
        return tokenize(phrase, token).lower

    def words(key: str) -> frozenset[str]:
        return frozenset(table.get(key, ()))

    def lemmas(key: str) -> frozenset[str]:
        return frozenset(_lemma(word, nouns, split) for word in table.get(key, ()))

    def first_forms(key: str) -> frozenset[str]:
        return frozenset(entry.partition("|")[0] for entry in table.get(key, ()))

    nouns = _nouns(table, split)
    return Roles(
        token=token,
        nouns=nouns,
        starts=_longest_by_first_word(nouns),
        titles={word.lower(): gender for word, gender in titles.items()},
        title_roles={title: nouns[role] for title, role in table.get("title_roles", {}).items() if role in nouns},
        particles=words("particles"),
        determiners=_by_word(table.get("determiners", {})),
        determiner_genders=_by_word(table.get("determiner_genders", {})),
        pronouns={word: _pronoun(entry) for word, entry in table.get("pronouns", {}).items()},
        of=words("of"),
        genitive=words("genitive"),
        contractions=words("contractions"),
        endings=words("possessive_ending"),
        conjunctions=words("and"),
        former=words("former"),
        synonyms=_synonyms(table.get("synonyms", ()), nouns, split),
        anaphoric=lemmas("anaphoric"),
        name_bearing=words("name_bearing"),
        sorts=_synonyms(table.get("sorts", ()), nouns, split),
        general=lemmas("general"),
        issuer_prepositions=words("issuer_prepositions"),
        agents=words("agents"),
        obtained=words("obtained"),
        within=words("within"),
        alike=_synonyms(table.get("alike", ()), nouns, split),
        issued=first_forms("issued"),
        spokesmen=lemmas("spokesmen"),
        any_person=lemmas("any_person"),
        ages=words("ages"),
        ordinals={word: which for which, words_ in enumerate(table.get("ordinals", ())) for word in words_},
        whole=first_forms("whole"),
        locatives=words("locatives"),
        media=frozenset(map(fold, table.get("media_names", ()))),
        bodies={fold(name): fold(names[0]) for names in table.get("body_names", ()) for name in names},
        organisation_marks=words("organisation_marks"),
        media_marks=words("media_marks"),
        quantities=words("quantities"),
        approximations=tuple(sorted(map(split, table.get("approximations", ())), key=len, reverse=True)),
        ratios=words("ratios"),
        own_reporting=lemmas("own_reporting"),
        demonyms={ending: nouns[noun] for ending, noun in table.get("demonyms", {}).items()},
        plural=words("plural_determiners"),
        not_names=words("not_names"),
        alias_marks=tuple(sorted(table.get("alias_marks", ()), key=len, reverse=True)),
        among=tuple(map(split, table.get("among", ()))),
        parties={name.lower(): names[0].lower() for names in table.get("parties", ()) for name in names},
        generations=frozenset(word.lower().rstrip(".") for word in table.get("generations", ())),
        examples=words("examples"),
        topics=words("topics"),
        purposes=words("purposes"),
        purposeful=lemmas("purposeful"),
        prefixes=words("surname_prefixes"),
        surnames=words("surnames"),
        place_marks=words("place_marks"),
        years=words("years"),
        given_genders=_by_word(table.get("given_genders", {})),
        lone_name=table.get("lone_name", "person"),
        head_last=table.get("head", "first") == "last",
    )


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the key of *table* under which each word stands."""
    return {word: key for key, words in table.items() for word in words}


def _nouns(table: Mapping[str, Any], split: Split) -> dict[str, Noun]:
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
    # Synonyms of several words are nouns too.
    for phrase in (word for synonyms in table.get("synonyms", ()) for word in synonyms):
        words = split(phrase)
        if len(words) > 1:
            nouns.setdefault(" ".join(words), Noun(phrase, "person", "", "s", len(words)))
    return nouns


def _longest_by_first_word(nouns: Mapping[str, Noun]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key, noun in nouns.items():
        first = key.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), noun.size)
    return longest


def _lemma(word: str, nouns: Mapping[str, Noun], split: Split) -> str:
    """Return the lemma of the noun *word*; the word itself where it is none."""
    noun = nouns.get(" ".join(split(word)))
    return noun.lemma if noun is not None else word


def _pronoun(entry: str) -> Pronoun:
    gender, number, person = (value if value != "-" else "" for value in entry.split())
    return Pronoun(gender, number, person)


def _synonyms(sets: Iterable[Iterable[str]], nouns: Mapping[str, Noun], split: Split) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            key = " ".join(split(word))
            found.setdefault(nouns[key].lemma if key in nouns else key, set()).add(number)
    return {lemma: frozenset(numbers) for lemma, numbers in found.items()}
