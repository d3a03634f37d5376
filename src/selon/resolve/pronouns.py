"""
Whom does a pronoun mean?

Whoever agrees in gender and number and was last in the foreground: the source of the statement before, the subject of
the sentence before, the participant mentioned last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selon.lang.roles import BODY_KINDS, Pronoun
from selon.model import SourceKind
from selon.resolve.cast import SURELY, Cast, Participant

PREVIOUS_SOURCE = 3.0
SUBJECT = 2.5
PARAGRAPH = 1.0  # lost for each paragraph between
SENTENCE = 0.8  # lost for each sentence between
TOKEN = 0.01  # lost for each token between
REACH = 4  # paragraphs within which a pronoun finds whom it means
THING = 3.0  # what an unlikely kind costs: "il" for a body
BODY = 0.8  # what it costs to be a body that agrees: people are spoken of more
DISAGREES = 100.0
QUOTED = -1.0  # weight of whoever is named only in a quotation that the pronoun does not stand in
OWN_WORDS = -1.5  # weight of whoever is named in what the pronoun itself says
LEAST = -3.5  # below, nobody in sight is meant
CLOSE = 0.3  # between two that come nearer to each other than this nothing decides


@dataclass(frozen=True, slots=True)
class Antecedent:
    """
    Somebody whom a pronoun may mean, with or without a name.

    Attributes:
        name: The fullest name, None for an unnamed source.
        kind: What sort of source.
        gender: ``m``, ``f`` or empty.
        number: ``s`` or ``p``.
        at: Token where they were mentioned.
        paragraph: Number of that passage.
        sentence: Number of the sentence, or of the last one of what they said there.
        weight: How much in the foreground they stood there.
        participant: Who it is, for a named one.
        spoke: Whether it is the source of an earlier statement.
        is_open: Whether nobody is found for whom that source stands.
    """

    name: str | None
    kind: SourceKind
    gender: str
    number: str
    at: int
    paragraph: int
    sentence: int
    weight: float
    participant: Participant | None = None
    spoke: bool = False
    is_open: bool = False


def mentioned(
    cast: Cast,
    at: int,
    paragraph_of: Sequence[int],
    sentence_of: Sequence[int],
    foreground: Callable[[int], bool],
) -> list[Antecedent]:
    """
    Return the participants mentioned before token *at*, within reach.

    Args:
        cast: Who takes part.
        at: The pronoun's token.
        paragraph_of: Number of the passage by token.
        sentence_of: Number of the sentence by token.
        foreground: Tells whether a mention is a subject or opens a sentence.
    """
    found = []
    for token, participant in cast.named.items():
        if token >= at or paragraph_of[at] - paragraph_of[token] > REACH:
            continue
        if participant.thing and participant.kind == "unknown":
            continue
        weight = SUBJECT if foreground(token) else 0.0
        found.append(
            Antecedent(
                participant.name,
                participant.kind,
                participant.gender,
                participant.number,
                token,
                paragraph_of[token],
                sentence_of[token],
                weight,
                participant,
            )
        )
    return found


def best(
    pronoun: Pronoun, at: int, paragraph: int, sentence: int, antecedents: list[Antecedent]
) -> list[tuple[float, Antecedent]]:
    """Return whom *pronoun* may mean, best first; those that disagree are left out."""
    scored = []
    for one in antecedents:
        weight = 0.0 if pronoun.person == "l" else one.weight
        score = (
            weight
            - PARAGRAPH * (paragraph - one.paragraph)
            - SENTENCE * max(sentence - one.sentence, 0)
            - TOKEN * (at - one.at)
            - _misfit(pronoun, one)
        )
        if score > -DISAGREES / 2:
            scored.append((score, one))
    scored.sort(key=lambda pair: (-pair[0], -pair[1].at))
    return scored


def decided(pronoun: Pronoun, ranked: Sequence[tuple[float, Antecedent]]) -> Sequence[tuple[float, Antecedent]]:
    """
    Return *ranked* from whom *pronoun* means on; nobody where nothing decides, because two come as near as each other.

    When all are far off, only a person whose gender agrees is meant.
    """
    if ranked[0][0] < LEAST:
        ranked = [(score, one) for score, one in ranked if _surely_agrees(pronoun, one)]
        if not ranked:
            return ()
    best, first = ranked[0]
    rival = next((score for score, one in ranked if one.name != first.name), None)
    return () if rival is not None and best - rival < CLOSE else ranked


def _surely_agrees(pronoun: Pronoun, one: Antecedent) -> bool:
    return one.kind == "person" and bool(one.gender) and one.gender == pronoun.gender


def is_surely_body(one: Antecedent) -> bool:
    """Tell whether *one* is a body by more than the form of its name."""
    participant = one.participant
    told = participant is None or participant.common or participant.sure >= SURELY or participant.kind == "media"
    return one.kind in BODY_KINDS and told


def _misfit(pronoun: Pronoun, one: Antecedent) -> float:
    """Return what it costs *one* to be meant."""
    return DISAGREES if _disagrees(pronoun, one) else _unlikely(pronoun, one)


def _disagrees(pronoun: Pronoun, one: Antecedent) -> bool:
    if pronoun.number and one.number and pronoun.number != one.number:
        return True
    if pronoun.gender == "n":
        return one.kind == "person"
    if pronoun.person == "p" and one.kind != "person":
        return True
    return bool(pronoun.gender and one.gender and pronoun.gender != one.gender)


def _unlikely(pronoun: Pronoun, one: Antecedent) -> float:
    """Return what it costs to be no person: little where gender or an earlier statement speaks for it."""
    if pronoun.gender == "n":
        return THING / 2 if one.kind == "unknown" else 0.0
    if one.kind == "person" and one.participant is not None and one.participant.sure < SURELY and not one.gender:
        return BODY  # a person by the form of the name only
    if one.kind in ("person", "group") or pronoun.person == "l":
        return 0.0
    if not one.gender:
        return THING if pronoun.gender else THING / 2
    return 0.0 if one.spoke else BODY
