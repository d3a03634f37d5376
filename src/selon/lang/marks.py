"""
Which words tell how sure, since when, through what and why without a name?

Typed view of ``marks.json``, with its patterns compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selon.lang.alternatives import one_of

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Degree:
    """
    The marks of one degree of certainty.

    Attributes:
        words: Words of the content (*peut-être*).
        modals: Conditional forms of a modal verb (*pourrait*).
        cues: Dictionary forms of cues that put their content so (*craindre*).
        cue_modals: Modal verbs in the cue that do (*peut croire*).
        past_modals: Those of ``modals`` that, asked or denied, tell what can or could be (*could not reach him*).
        denied_cues: Cues that, denied, put their content so (*n'exclut pas*).
    """

    words: re.Pattern[str]
    modals: frozenset[str]
    cues: frozenset[str]
    cue_modals: frozenset[str]
    past_modals: frozenset[str]
    denied_cues: frozenset[str]


@dataclass(frozen=True)
class Negation:
    """
    How the language denies.

    Attributes:
        needs: Particles without which a negative word says nothing (*ne*); empty where none is needed.
        words: The negative words.
        anywhere: Those of them that may stand before the particle (*personne ne*).
        alone: Verbs that the particle denies by itself (*je ne sais si*).
        without: Words that deny right after a verb also where speech drops the particle (*c'est pas*).
        restricting: Words by which the particle restricts and does not deny (*ne … que*).
        restricted: Negative words that do the same with such a word right after them (*ne … plus que*).
        disjunctions: Words that carry a denial on to a second verb (*did not say* **or** *suggest*).
        contrasting: Words right before a negation that denies only what follows it (*closed* **but** *not sold*).
        inverting: Verbs that stand before their subject where a denial opens the clause (*never* **did** *he say*).
        unspecific: What a source opens with only where something is denied or asked (*anyone*).
        before_cue: Words that deny the cue they open (*loin de*).
        right_before: The same before a cue or its source.
        nobody: Sources that deny their saying, with the particle where one is needed (*aucun expert ne dit*).
        few: Sources that do so without it (*peu d'experts*).
        not_negative: Fixed negations that affirm (*n'a cessé de*).
        adjuncts: Adjuncts that deny the whole clause (*in no way*).
        tags: Questions at the end of a statement (*isn't it?*).
        raising: Verbs whose infinitive speaks for the whole clause (*il pourrait ne pas venir*).
        against: Prepositions after which stands what is not to be done (*advised against swimming*).
        answers: Words that answer a question and are no clause (*No.*).
        in_content: Words that make the content that they open negative by themselves.
        cues: Cues that put their content forward as not so (*ignorer*).
        infinitive_markers: What stands before an infinitive; a negation reaches across it (*did not mean* **to** *say*).
    """

    needs: frozenset[str]
    words: frozenset[str]
    anywhere: frozenset[str]
    alone: frozenset[str]
    without: frozenset[str]
    restricting: frozenset[str]
    restricted: frozenset[str]
    disjunctions: frozenset[str]
    contrasting: frozenset[str]
    inverting: frozenset[str]
    unspecific: re.Pattern[str]
    before_cue: re.Pattern[str]
    right_before: re.Pattern[str]
    nobody: re.Pattern[str]
    few: re.Pattern[str]
    not_negative: re.Pattern[str]
    adjuncts: re.Pattern[str]
    tags: re.Pattern[str]
    raising: frozenset[str]
    against: frozenset[str]
    answers: frozenset[str]
    in_content: re.Pattern[str]
    cues: frozenset[str]
    infinitive_markers: frozenset[str]


@dataclass(frozen=True)
class Conditional:
    """
    How the language says what would be.

    Attributes:
        endings: Endings of verbs in the conditional, which an imperfect may have too (*entrait*).
        sure_endings: Those that only a conditional has.
        with_have: The auxiliaries of ``perfect`` that no passive has (*aurait*; *serait élu* may be a passive).
        words: Words that make it (*would*).
        perfect: Auxiliaries of what would have been (*aurait*).
        conditions: Words that open a condition (*si*, *en cas de*).
        polite: Conditionals of courtesy (*je voudrais*).
        said_to: Cues without a source by which nobody vouches (*is said to be ill*).
        hearsay: Phrases by which nobody vouches (*il semblerait que*, *reportedly*).
    """

    endings: tuple[str, ...]
    sure_endings: tuple[str, ...]
    with_have: frozenset[str]
    words: frozenset[str]
    perfect: frozenset[str]
    conditions: re.Pattern[str]
    polite: frozenset[str]
    said_to: re.Pattern[str]
    hearsay: re.Pattern[str]


@dataclass(frozen=True)
class Channel:
    """
    Through what something is said.

    Attributes:
        phrase: A preposition with the noun of a channel, named groups ``writing`` and ``speech``.
        writing: The nouns of written channels.
        broadcast: Lemmas of documents and outlets that are heard or seen.
        writers: Lemmas of people who are quoted from what they write (*les signataires*).
    """

    phrase: re.Pattern[str]
    writing: re.Pattern[str]
    broadcast: frozenset[str]
    writers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hedges:
    """
    The words of one language with which a saying is hedged, dated and denied.

    Attributes:
        possible: What makes a content possible.
        probable: What makes it probable.
        conditional: What would be.
        negation: What is not.
        channel: Through what.
        time: Words that date a saying.
        time_limits: Words before a day that make it a limit, not the day of the saying (*avant lundi*).
        same_day: Words for the day of publication itself.
        part_of_time: Words around a day that do not change which one (*matin*, *on*).
        anonymity: Words that give a reason for anonymity.
        proximity: Words that say how near an unnamed source is.
        says_nothing: Words beside *source* that tell nothing of it (*plusieurs*, *anonymous*).
        numbers: How many, by word.
    """

    possible: Degree
    probable: Degree
    conditional: Conditional
    negation: Negation
    channel: Channel
    time: re.Pattern[str]
    time_limits: re.Pattern[str]
    same_day: re.Pattern[str]
    part_of_time: re.Pattern[str]
    anonymity: re.Pattern[str]
    proximity: re.Pattern[str]
    says_nothing: frozenset[str]
    numbers: Mapping[str, int]


def read_marks(table: Mapping[str, Any], infinitive_markers: frozenset[str] = frozenset()) -> Hedges:
    """
    Return the hedges that *table* lists as ``marks.json`` does; patterns that match nothing where it is empty.

    Args:
        table: The file.
        infinitive_markers: What stands before an infinitive, a list of ``language.json``.
    """
    negation, conditional, channel = (table.get(key, {}) for key in ("negation", "conditional", "channel"))
    return Hedges(
        possible=_degree(table.get("possible", {})),
        probable=_degree(table.get("probable", {})),
        conditional=Conditional(
            endings=tuple(conditional.get("endings", ())),
            sure_endings=tuple(conditional.get("sure_endings", ())),
            with_have=frozenset(conditional.get("with_have", ())),
            words=frozenset(conditional.get("words", ())),
            perfect=frozenset(conditional.get("perfect", ())),
            conditions=_literal([*conditional.get("if", ()), *conditional.get("cases", ())]),
            polite=frozenset(conditional.get("polite", ())),
            said_to=_literal(conditional.get("said_to", ())),
            hearsay=_literal(conditional.get("phrases", ())),
        ),
        negation=_negation(negation, infinitive_markers),
        channel=_channel(channel, table.get("broadcast", ())),
        time=_any(table.get("time", ())),
        time_limits=_ending(table.get("time_limits", ())),
        same_day=_literal(table.get("same_day", ())),
        part_of_time=_literal(table.get("part_of_time", ())),
        anonymity=_any(table.get("anonymity", ())),
        proximity=_any(table.get("proximity", ())),
        says_nothing=frozenset(table.get("says_nothing", ())),
        numbers=table.get("numbers", {}),
    )


def _degree(table: Mapping[str, Any]) -> Degree:
    keys = ("modals", "cues", "cue_modals", "past_modals", "denied_cues")
    return Degree(_any(table.get("words", ())), *(frozenset(table.get(key, ())) for key in keys))


def _negation(table: Mapping[str, Any], infinitive_markers: frozenset[str]) -> Negation:
    return Negation(
        needs=frozenset(table.get("needs", ())),
        words=frozenset(table.get("words", ())),
        anywhere=frozenset(table.get("anywhere", ())),
        alone=frozenset(table.get("alone", ())),
        without=frozenset(table.get("without", ())),
        restricting=frozenset(table.get("restricting", ())),
        restricted=frozenset(table.get("restricted", ())),
        disjunctions=frozenset(table.get("disjunctions", ())),
        contrasting=frozenset(table.get("contrasting", ())),
        inverting=frozenset(table.get("inverting", ())),
        unspecific=_any(table.get("unspecific", ())),
        before_cue=_literal(table.get("before_cue", ())),
        right_before=_ending(table.get("before_cue", ())),
        nobody=_any(table.get("nobody", ())),
        few=_any(table.get("few", ())),
        not_negative=_either(_literal(table.get("not_negative", ())), _any(table.get("not_negative_patterns", ()))),
        adjuncts=_literal(table.get("adjuncts", ())),
        tags=_any(table.get("tags", ())),
        raising=frozenset(table.get("raising", ())),
        against=frozenset(table.get("against", ())),
        answers=frozenset(table.get("answers", ())),
        in_content=_literal(table.get("words_of_content", ())),
        cues=frozenset(table.get("cues", ())),
        infinitive_markers=infinitive_markers,
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words that matches any of *patterns*, the longest first."""
    ordered = sorted(patterns, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(ordered) + r")(?!\w)", re.IGNORECASE) if ordered else NEVER


def _literal(phrases: Iterable[str]) -> re.Pattern[str]:
    found = _one_of(phrases, whole=True)
    return re.compile(rf"(?<!\w)(?:{found})", re.IGNORECASE) if found else NEVER


def _one_of(phrases: Iterable[str], *, whole: bool = False) -> str:
    """Return the pattern of any of *phrases*, of *whole* words alone if so asked, elisions excepted."""

    def escaped(rest: str) -> str:
        return _apostrophes(rest) + (r"(?!\w)" if whole and not rest.endswith("'") else "")

    return one_of(phrases, escaped)


def _either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in patterns), re.IGNORECASE)


def _ending(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(map(_apostrophes, phrases), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(ordered) + r")\s*$", re.IGNORECASE) if ordered else NEVER


def _apostrophes(phrase: str) -> str:
    return re.escape(phrase).replace("'", "['’]")


def _channel(table: Mapping[str, Any], broadcast: Iterable[str]) -> Channel:
    if not table:
        return Channel(NEVER, NEVER, frozenset(broadcast))
    writers = frozenset(table.get("writers", ()))

    def nouns(key: str) -> str:
        return _one_of(table.get(key, ()))

    prepositions = _one_of(table["prepositions"])
    # Up to three words may stand between: "dans un long communiqué", "in a brief written statement".
    between = r"(?:\s*(?:['’]\s*)?[\w-]+['’]?){0,3}?"
    groups = "|".join(f"(?P<{key}>{nouns(key)})" for key in ("writing", "speech") if table.get(key))
    follow = "|".join(nouns(key) for key in ("writing", "speech") if table.get(key))
    # "dans un entretien au Faro": the outlet belongs to it.
    outlet = _one_of(table.get("outlet", ()))
    capital = r"(?-i:[A-ZÀ-Þ][\w.&’'-]*(?:\s+(?:de\s+|du\s+)?[A-ZÀ-Þ0-9][\w.&’'-]*)*)"
    tail = rf"(?:\s+(?:{outlet})\s*(?:\w{{1,3}}['’\s]\s*)?{capital})?" if outlet else ""
    opening = rf"(?<!\w)(?:{prepositions})(?:(?<=['’])|(?=\s)){between}(?:\s|(?<=['’]))"
    phrase = rf"{opening}(?:{groups})(?:[\s-](?:{follow}))*(?!\w){tail}"
    # "un rapport dans lequel elle dévoile": the channel stands before its preposition.
    relative = "|".join(_apostrophes(word) for word in table.get("relative", ()))
    if relative:
        phrase += rf"|(?<!\w)(?:{follow})(?=\s(?:{relative})(?!\w))"
    return Channel(
        re.compile(phrase, re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{nouns('writing')})(?!\w)", re.IGNORECASE),
        frozenset(broadcast),
        writers,
    )
