"""
Which nouns, fixed expressions and refusals does a language know?

The entries of ``nouns.json``, ``phrases.json`` and ``refusals.json`` as values. A key that is none of theirs raises, and
so does one that is left out and has no default.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selon.errors import InvalidValue
from selon.lang.alternatives import one_of
from selon.lang.tokens import fold
from selon.lang.words import check_names

WHERE = "lang/entries.py"
NOUN_KEYS = ("forms", "act", "medium", "rate", "marker", "marker_rate", "infinitive_rate")
"""What rules read of an entry of ``nouns.json``; ``marker`` holds its prepositions, separated by blanks."""
COUNTS = frozenset({"counted", "marker_counted", "infinitive_counted"})
"""What ``training/count_nouns.py`` and ``count_phrases.py`` keep beside the rates that rest on it; no rule reads it."""
GROUPS = ("phrases", "openers", "around", "documents")
"""Groups of ``phrases.json``. Rules read the first; the others are only counted, by ``training/count_phrases.py``."""
ANY = " *"
"""At the end of the words of a refusal: an infinitive of answering."""
SUBJECTS = ("speaker", "request", "asker")
"""What the subject of a refusal can be."""
NEEDS = ("", "speaker", "asked", "body")
"""What a refusal can ask for beside its words."""
PREPOSITION_RATE = 0.3
"""Rate of what a noun's preposition holds, where the noun gives none."""


@dataclass(frozen=True, slots=True)
class NounCue:
    """
    A noun that can make an attribution (*la déclaration selon laquelle …*).

    Attributes:
        lemma: As a dictionary gives it.
        forms: Its spellings, in lower case.
        act: What its source does by it.
        medium: ``speech``, ``writing`` or ``thought``.
        rate: Share of its clauses and quotations that are attributions.
        markers: Prepositions that open its content (*de*), before contraction.
        marker_rate: The share of what those open.
        infinitive_rate: The share of its infinitives; None where it governs none.
    """

    lemma: str
    forms: tuple[str, ...]
    act: str
    medium: str
    rate: float
    markers: tuple[str, ...]
    marker_rate: float
    infinitive_rate: float | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    A preposition or fixed expression that credits somebody (*selon X*, *aux yeux de X*).

    Attributes:
        words: The words as the parser cuts them.
        act: What its source does by it.
        medium: ``speech``, ``writing`` or ``thought``.
        kind: Where the source stands: ``source_after``, ``source_before``, ``source_inside`` or ``source_word``.
        rate: Share of its occurrences that are attributions.
        cue_words: Those of the words before a source inside.
        source: The word that is the source of a ``source_word`` (*à* **ses** *yeux*), else empty.
        not_before: Words after it that make it something else (*selon l'âge*).
        not_after: The same before it.
        needs_comma: Whether it credits only where commas part it.
        needs_human: Whether it credits only people and institutions.
    """

    words: tuple[str, ...]
    act: str
    medium: str
    kind: str
    rate: float
    cue_words: tuple[str, ...]
    source: str
    not_before: frozenset[str]
    not_after: frozenset[str]
    needs_comma: bool
    needs_human: bool

    @property
    def lemma(self) -> str:
        """The words as they are written (*d'après*)."""
        return " ".join(self.words).replace("' ", "'")


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    A way of saying nothing (*n'a pas répondu*, *declined to comment*).

    Attributes:
        verb: The infinitive.
        lemma: As a dictionary gives the whole.
        subject: ``speaker`` where its subject is the source, ``request`` where that is a question or a message and the
            source whom it was put to, ``asker`` where it is a reporter and the source its object.
        needs: ``speaker`` where the subject must be known to speak, ``asked`` where besides the text must tell of a
            question, ``body`` where it must unless the subject is a body; empty where the words are enough.
        group: Words of which the verb group, or the word before it, must be one; empty where none need.
        negated: Whether the verb has to be negated; else it must not be.
        reflexive: Whether it has to be reflexive.
        then: What must follow, the longest first; an empty one where nothing need.
        not_then: What must not follow.
        rate: Share of its occurrences that are refusals.
    """

    verb: str
    lemma: str
    subject: str
    needs: str
    group: frozenset[str]
    negated: bool
    reflexive: bool
    then: tuple[str, ...]
    not_then: tuple[str, ...]
    rate: float


@dataclass(frozen=True, eq=False)
class Refusals:
    """
    Those of one form of a verb.

    Attributes:
        entries: The refusals.
    """

    entries: tuple[Refusal, ...]

    @cached_property
    def need(self) -> tuple[bool, bool, re.Pattern[str]]:
        """Whether the form may refuse by itself, whether denied, and what must stand behind it else."""
        pairs = [(words.removesuffix(ANY), one.negated) for one in self.entries for words in one.then]
        following = re.compile(one_of({words for words, _ in pairs if words}) or r"(?!)")
        return ("", False) in pairs, ("", True) in pairs, following


@dataclass(frozen=True, slots=True)
class Silence:
    """
    Words without a verb of their own that say the same (*pas de réponse*, *tight-lipped*).

    Attributes:
        words: The words.
        links: What joins them to who is silent (*pas de réponse* **de** *la mairie*), the longest first; empty where they
            describe who stands right before them or after the next comma.
        needs: As of a :class:`Refusal`.
        not_then: What must not follow.
        rate: Share of their occurrences that are refusals.
    """

    words: str
    links: tuple[str, ...]
    needs: str
    not_then: tuple[str, ...]
    rate: float


@dataclass(frozen=True, slots=True)
class Silences:
    """
    All of a language.

    Attributes:
        by_words: Each by its words.
        pattern: What finds the words in a text in lower case with straight apostrophes; None where there are none.
    """

    by_words: Mapping[str, Silence]
    pattern: re.Pattern[str] | None


def nouns_of(table: Mapping[str, Mapping[str, Any]]) -> dict[str, NounCue]:
    """Return the nouns of a ``nouns.json`` by lemma; raise InvalidValue for a key that they do not have, or must have."""
    return {lemma: _noun(lemma, entry) for lemma, entry in table.items()}


def phrases_of(table: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Phrase, ...]:
    """Return the expressions of a ``phrases.json`` in its order; raise InvalidValue as :func:`nouns_of` does."""
    check_names("group of phrases.json", table, GROUPS, WHERE)
    return tuple(map(_phrase, table.get("phrases", ())))


def refusals_of(table: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Refusal, ...]:
    """Return the verbs of a ``refusals.json`` in its order; raise InvalidValue as :func:`nouns_of` does."""
    check_names("group of refusals.json", table, ("refusals", "silences"), WHERE)
    return tuple(_refusal(entry, verb) for entry in table.get("refusals", ()) for verb in entry["verb"].split("|"))


def by_opening(listed: Iterable[Phrase]) -> dict[tuple[str, ...], list[Phrase]]:
    """Return phrases by their first two words, those of one word by that, also without accents; the longest first."""
    found: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in sorted(listed, key=lambda phrase: -len(phrase.words)):
        for first in {phrase.words[0], fold(phrase.words[0])}:
            found.setdefault((first, *phrase.words[1:2]), []).append(phrase)
    return found


def by_form(listed: Iterable[Refusal], verbs: Mapping[str, Sequence[str]]) -> dict[str, Refusals]:
    """Return refusals by the spellings of their verbs; *verbs* has those that a spelling may be of."""
    by_verb: dict[str, list[Refusal]] = {}
    for refusal in listed:
        by_verb.setdefault(refusal.verb, []).append(refusal)
    found = {word: [one for verb in of for one in by_verb.get(verb, ())] for word, of in verbs.items()}
    return {word: Refusals(tuple(refusals)) for word, refusals in found.items() if refusals}


def silences_of(table: Mapping[str, Sequence[Mapping[str, Any]]]) -> Silences:
    """Return what says so without a verb in a ``refusals.json``; raise InvalidValue as :func:`nouns_of` does."""
    listed = {words: _silence(entry, words) for entry in table.get("silences", ()) for words in entry["words"]}
    pattern = re.compile(rf"\b(?:{one_of(listed)})\b") if listed else None
    return Silences(listed, pattern)


def _check(what: str, entry: Mapping[str, Any], declared: Collection[str], required: Sequence[str]) -> None:
    """Raise InvalidValue where *entry* has a key that is not *declared*, or lacks one that is *required*."""
    check_names(f"key of {what} named", entry, declared, WHERE)
    for key in required:
        if key not in entry:
            msg = f"{what} has no {key!r}; it needs: {', '.join(required)}"
            raise InvalidValue(msg)


def _noun(lemma: str, entry: Mapping[str, Any]) -> NounCue:
    _check(f"the noun {lemma!r}", entry, {*NOUN_KEYS, *COUNTS}, ("forms", "act", "medium", "rate"))
    return NounCue(
        lemma=lemma,
        forms=tuple(entry["forms"]),
        act=entry["act"],
        medium=entry["medium"],
        rate=entry["rate"],
        markers=tuple(entry.get("marker", "").split()),
        marker_rate=entry.get("marker_rate", PREPOSITION_RATE),
        infinitive_rate=entry.get("infinitive_rate"),
    )


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    required = ("words", "act", "medium", "kind", "rate")
    _check(f"the phrase {entry.get('words')!r}", entry, {*Phrase.__dataclass_fields__, *COUNTS}, required)
    return Phrase(
        words=tuple(entry["words"]),
        act=entry["act"],
        medium=entry["medium"],
        kind=entry["kind"],
        rate=entry["rate"],
        cue_words=tuple(entry.get("cue_words", entry["words"][:1])),
        source=entry.get("source", ""),
        not_before=frozenset(entry.get("not_before", ())),
        not_after=frozenset(entry.get("not_after", ())),
        needs_comma=entry.get("needs_comma", False),
        needs_human=entry.get("needs_human", False),
    )


def _refusal(entry: Mapping[str, Any], verb: str) -> Refusal:
    _check(f"the refusal {verb!r}", entry, Refusal.__dataclass_fields__, ("verb", "then", "rate"))
    check_names(f"subject of the refusal {verb!r}", [entry.get("subject", "speaker")], SUBJECTS, WHERE)
    check_names(f"need of the refusal {verb!r}", [entry.get("needs", "")], NEEDS, WHERE)
    return Refusal(
        verb=verb,
        lemma=entry.get("lemma", verb),
        subject=entry.get("subject", "speaker"),
        needs=entry.get("needs", ""),
        group=frozenset(entry.get("group", ())),
        negated=entry.get("negated", False),
        reflexive=entry.get("reflexive", False),
        then=_longest_first(entry["then"]),
        not_then=tuple(entry.get("not_then", ())),
        rate=entry["rate"],
    )


def _silence(entry: Mapping[str, Any], words: str) -> Silence:
    _check(f"the silence {words!r}", entry, Silence.__dataclass_fields__, ("words", "rate"))
    check_names(f"need of the silence {words!r}", [entry.get("needs", "speaker")], NEEDS, WHERE)
    return Silence(
        words=words,
        links=_longest_first(entry.get("links", ())),
        needs=entry.get("needs", "speaker"),
        not_then=tuple(entry.get("not_then", ())),
        rate=entry["rate"],
    )


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))
