"""
What does selon know of a language?

A language is a folder of JSON files, the same names for each; no rule names a language. ``docs/languages.md`` describes
every file and key. :class:`Language` holds all of one language, with its cues and their forms.

* Typed views of the files: ``words`` (lists and traits), ``entries`` (nouns, phrases, refusals), ``marks``, ``roles``,
  ``places``, ``given_names``; patterns of many ``alternatives``.
* What such words tell without a parser: ``tokens`` of a text, ``names`` in it; a ``noun_phrase``, the ``name_meant`` by it,
  and all of it as a ``designation``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from selon.errors import InvalidValue, UnsupportedLanguage
from selon.lang import entries
from selon.lang.entries import NounCue, Phrase, Refusal, Refusals, Silences
from selon.lang.marks import Hedges, read_marks
from selon.lang.places import Places, read_places
from selon.lang.roles import Roles, read_roles
from selon.lang.words import WORDS, Traits, check_names, traits_of, undeclared, word_lists_of

KEYS = ("name", "pipeline", "relations", "marks", "contractions", "group_phrases", "traits", "words")
"""What a ``language.json`` can have."""

FORM_KINDS = {
    "i": "infinitive",
    "f": "finite",
    "u": "future",
    "c": "conditional",
    "s": "subjunctive",
    "p": "participle",
    "g": "gerund",
}
"""Keys of a verb in ``forms.json`` and what forms they hold."""

JUDGEMENT = 5
"""How many counted occurrences a judged rate weighs as much as: a count of two or three should not overturn it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """
    One way in which a cue governs its content.

    Attributes:
        name: ``quote``, ``parenthetical``, ``clause``, ``question``, ``infinitive``, ``nominal``, ``oblique``,
            ``object_of`` (*accuser X de Y*) or ``predicate`` (*se dire Y*).
        marker: The preposition or particle that opens the content (*de*, *à*, *to*); several separated by a space.
        act: The act, where this frame changes it.
        marked_act: The act where one of the ``marker`` stands, for an infinitive that does without as well (*jure de
            revenir* promises, *jure revenir* asserts); None where that makes no difference.
        rate: Share of its occurrences that are attributions: judged, and corrected by the count where there is one.
        counted: Attributions and occurrences behind ``rate``; None when it is a judgement alone.
        others: Nouns that give the verb another sense as its object (*deny* bail), in lower case.
        told: The rate where an addressee stands between verb and content (*expose au ministre ses demandes*); None
            where that makes no difference.
    """

    name: str
    marker: str = ""
    act: str | None = None
    rate: float = 0.9
    counted: tuple[int, int] | None = None
    others: frozenset[str] = frozenset()
    told: float | None = None
    marked_act: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """
    A verb, or a verb with fixed words, that can make an attribution.

    Attributes:
        lemma: As a dictionary gives it, with fixed words and reflexive pronoun (*s'indigner*, *mettre en garde*).
        verb: The verb alone.
        rest: Fixed words after the verb, in lower case.
        reflexive: Whether it takes a reflexive pronoun.
        act: What its subject does by it.
        medium: ``speech``, ``writing`` or ``thought``.
        addressee: How the addressee is attached: prepositions, ``object`` for a bare object.
        frames: By name, what it can govern.
        clitic: A pronoun that stands before the verb for good (*en* in *s'en prendre*), empty for most.
        places: Prepositions before what says it, where the subject is nobody in particular (*on lit dans le rapport*).
        of_document: The act of a document, where it is another (*the study found*; a person who finds believes); empty
            for most.
    """

    lemma: str
    verb: str
    rest: tuple[str, ...]
    reflexive: bool
    act: str
    medium: str
    addressee: tuple[str, ...]
    frames: Mapping[str, Frame]
    clitic: str = ""
    places: tuple[str, ...] = ()
    of_document: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """
    One inflected form of a verb.

    Attributes:
        lemma: The verb's infinitive.
        kinds: Keys of :data:`FORM_KINDS` that this spelling can be.
    """

    lemma: str
    kinds: str


@dataclass(frozen=True)
class Language:
    """
    The data of one language.

    Attributes:
        code: ISO 639-1 code, the folder's name.
        tables: The parsed JSON files by name, without ``.json``.
        traits: How the language works, where rules differ by it.
        phrases: Prepositions and fixed expressions that make an attribution, in the order of ``phrases.json``.
        nouns: Nouns that make one, by lemma.
        listed_refusals: Ways of saying nothing, in the order of ``refusals.json``.
        silences: Those of them without a verb.

    Raises:
        InvalidValue: If a file has a list, trait or key that is not declared.
    """

    code: str
    tables: Mapping[str, Any] = field(repr=False)
    traits: Traits = field(init=False)
    phrases: tuple[Phrase, ...] = field(init=False, repr=False)
    nouns: Mapping[str, NounCue] = field(init=False, repr=False)
    listed_refusals: tuple[Refusal, ...] = field(init=False, repr=False)
    silences: Silences = field(init=False, repr=False)
    _word_lists: dict[str | tuple[str, ...], frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read what must not be misspelt, so that a language is whole or not there."""
        check_names("key of language.json", self._own, KEYS, "lang/__init__.py")
        object.__setattr__(self, "traits", traits_of(self._own.get("traits", {})))
        object.__setattr__(self, "phrases", entries.phrases_of(self.tables.get("phrases", {})))
        object.__setattr__(self, "nouns", entries.nouns_of(self.tables.get("nouns", {})))
        object.__setattr__(self, "listed_refusals", entries.refusals_of(self.tables.get("refusals", {})))
        object.__setattr__(self, "silences", entries.silences_of(self.tables.get("refusals", {})))
        object.__setattr__(self, "_word_lists", {**word_lists_of(self._own.get("words", {}))})

    @property
    def _own(self) -> Mapping[str, Any]:
        """What ``language.json`` has."""
        table: Mapping[str, Any] = self.tables["language"]
        return table

    @property
    def name(self) -> str:
        """The language's name in English; its code where the data have none."""
        name: str = self._own.get("name", self.code)
        return name

    @property
    def pipeline(self) -> str | None:
        """The spaCy package that parses this language, None when selon uses none."""
        name: str | None = self._own.get("pipeline")
        return name

    @property
    def relations(self) -> Mapping[str, str]:
        """The parser's relation names that differ from Universal Dependencies, and those names."""
        relations: Mapping[str, str] = self._own.get("relations", {})
        return relations

    @cached_property
    def roles(self) -> Roles:
        """What it calls those who speak; empty tables when the language has no ``roles.json``."""
        return read_roles(self.tables.get("roles", {}))

    @cached_property
    def places(self) -> Places:
        """The places that it knows by name; none when the language has no ``places.json``."""
        return read_places(self.tables.get("places", {}))

    @cached_property
    def marks(self) -> Hedges:
        """Words that hedge, date or deny a saying; none when the language has no ``marks.json``."""
        return read_marks(self.tables.get("marks", {}), self.words("infinitive_markers"))

    def words(self, name: str, *more: str) -> frozenset[str]:
        """Return the words of one list or of several, none where the language has none; raise InvalidValue for others."""
        names = (name, *more)
        found = self._word_lists.get(names if more else name)
        if found is None:
            unknown = next((one for one in names if one not in self._word_lists), None)
            if unknown is not None:
                error = undeclared("word list", unknown, WORDS)
                raise error
            found = self._word_lists[names] = frozenset().union(*(self._word_lists[one] for one in names))
        return found

    @property
    def quotation_marks(self) -> Mapping[str, Mapping[str, str]]:
        """Opening marks with all that can close them: ``pairs``, and ``single`` for inner marks."""
        marks: Mapping[str, Mapping[str, str]] = self._own["marks"]
        return marks

    @property
    def contractions(self) -> Mapping[str, Sequence[str]]:
        """Elided and contracted spellings of prepositions and particles (*du* for *de*), by the full word."""
        contractions: Mapping[str, Sequence[str]] = self._own.get("contractions", {})
        return contractions

    @cached_property
    def phrase_lemmas(self) -> frozenset[str]:
        """The prepositions and fixed expressions that make an attribution, as they are written."""
        return frozenset(phrase.lemma for phrase in self.phrases)

    @cached_property
    def hearsay_groups(self) -> frozenset[str]:
        """Passives by which nobody vouches (*is said to*), from ``marks.json``."""
        return frozenset(self.tables.get("marks", {}).get("conditional", {}).get("said_to", ()))

    @cached_property
    def cues(self) -> Mapping[str, tuple[Cue, ...]]:
        """Cues by their verb, those with most fixed words first."""
        found: dict[str, list[Cue]] = {}
        for lemma, entry in self.tables.get("cues", {}).items():
            for cue in _cues(lemma, entry, self.words("reflexive_prefixes")):
                if cue.frames:
                    found.setdefault(cue.verb, []).append(cue)
        return {verb: tuple(sorted(cues, key=lambda c: (-len(c.rest), -c.reflexive))) for verb, cues in found.items()}

    @cached_property
    def speaking_nouns(self) -> frozenset[str]:
        """Single words for people, groups, institutions and documents that can be sources, in lower case."""
        return self.person_nouns | self._nouns("organisation", "state", "media", "document", "sources", "proximity")

    @cached_property
    def answering_nouns(self) -> frozenset[str]:
        """Those of them that can be asked something: all but documents."""
        return self.speaking_nouns - self._nouns("document")

    @cached_property
    def person_nouns(self) -> frozenset[str]:
        """Those of them for people and groups of people."""
        return self._nouns("person", "group", "any_person")

    def _nouns(self, *kinds: str) -> frozenset[str]:
        roles = self.tables.get("roles", {})
        words = (word for kind in kinds for entry in roles.get(kind, ()) for word in entry.lower().split("|"))
        return frozenset(word for word in words if len(word) > 1 and " " not in word)

    @cached_property
    def source_nouns(self) -> frozenset[str]:
        """Words for a source itself (*source*), in lower case."""
        return self._nouns("sources")

    @cached_property
    def noun_cues(self) -> Mapping[str, NounCue]:
        """The nouns that make an attribution, by inflected form."""
        return {form: noun for noun in self.nouns.values() for form in noun.forms}

    @cached_property
    def phrases_by_opening(self) -> Mapping[tuple[str, ...], Sequence[Phrase]]:
        """The phrases, :func:`~selon.lang.entries.by_opening`."""
        return entries.by_opening(self.phrases)

    @cached_property
    def refusals(self) -> Mapping[str, Refusals]:
        """Ways of saying nothing by the inflected forms of their verbs."""
        verbs = {spelling: [form.lemma for form in forms] for spelling, forms in self.forms.items()}
        return entries.by_form(self.listed_refusals, verbs)

    @cached_property
    def group_phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Adverbial phrases that may stand inside a verb group (*a de son côté dit*), by their last word."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self._own.get("group_phrases", ()):
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append(words)
        return {last: tuple(phrases) for last, phrases in found.items()}

    @cached_property
    def group_phrases_by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases of :attr:`group_phrases` by their first word."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrases in self.group_phrases.values():
            for words in phrases:
                found.setdefault(words[0], []).append(words)
        return {first: tuple(phrases) for first, phrases in found.items()}

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        """Inflected verb forms of all cues, by spelling in lower case."""
        kinds: dict[str, dict[str, str]] = {}
        for lemma, table in self.tables.get("forms", {}).items():
            for kind, spellings in table.items():
                for spelling in spellings.split():
                    entry = kinds.setdefault(spelling, {})
                    entry[lemma] = entry.get(lemma, "") + kind
        return {form: tuple(Form(lemma, k) for lemma, k in lemmas.items()) for form, lemmas in kinds.items()}


def _rate(judged: float, counted: Sequence[int]) -> float:
    """
    Return the share of attributions that a count leads to expect, given what was judged before counting.

    >>> _rate(0.9, (0, 0)), _rate(0.9, (1, 5)), _rate(0.9, (90, 495))
    (0.9, 0.55, 0.189)
    """
    attributions, occurrences = counted
    return (attributions + JUDGEMENT * judged) / (occurrences + JUDGEMENT)


def _cues(lemma: str, entry: Mapping[str, Any], reflexive_prefixes: frozenset[str]) -> list[Cue]:
    """Return the cue of *entry*, once for each spelling of its last word when that word agrees (*être convaincue*)."""
    cue = _cue(lemma, entry, reflexive_prefixes)
    return [replace(cue, rest=(*cue.rest[:-1], word)) for word in entry["last_word"]] if "last_word" in entry else [cue]


def _cue(lemma: str, entry: Mapping[str, Any], reflexive_prefixes: frozenset[str]) -> Cue:
    words = lemma.replace("'", "' ").split()
    reflexive = words[0] in reflexive_prefixes
    if reflexive:
        words = words[1:]
    clitic = entry.get("clitic", "")
    if clitic and words[0] == clitic:
        words = words[1:]
    frames = {}
    for name, options in entry["frames"].items():
        counted = options.get("counted")
        frames[name] = Frame(
            name=name,
            marker=options.get("marker", ""),
            act=options.get("act"),
            rate=_rate(options.get("rate", 0.9), counted or (0, 0)),
            counted=tuple(counted) if counted else None,
            others=frozenset(options.get("others", "").split()),
            told=options.get("told"),
            marked_act=options.get("marked_act"),
        )
    return Cue(
        lemma=lemma,
        verb=words[0],
        rest=tuple(words[1:]),
        reflexive=reflexive,
        act=entry["act"],
        medium=entry.get("medium", "speech"),
        addressee=tuple(entry.get("addressee", ())),
        frames=frames,
        clitic=clitic,
        places=tuple(entry.get("places", ())),
        of_document=entry.get("of_document", ""),
    )


@cache
def available() -> tuple[str, ...]:
    """Return the codes of the languages that selon has data for, in alphabetical order."""
    return tuple(
        sorted(folder.name for folder in files(__name__).iterdir() if (folder / "language.json").is_file()),
    )


@cache
def load(code: str) -> Language:
    """
    Return the data of language *code*, an ISO 639-1 code.

    Raises:
        UnsupportedLanguage: If there is no folder of that name.
        InvalidValue: If its files hold a list, trait or key that is not declared.
    """
    if code not in available():
        msg = f"no rules for language {code!r}; available: {', '.join(available())}"
        raise UnsupportedLanguage(msg)
    folder = files(__name__) / code
    tables = {
        entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }
    try:
        return Language(code=code, tables=tables)
    except InvalidValue as error:
        msg = f"the data of language {code!r} cannot be used: {error}"
        raise InvalidValue(msg) from error
