"""
Whom does a pronoun mean?

Whoever agrees in gender and number and was last in the foreground: the source of the statement before, the subject of the
sentence before, the figure mentioned last.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.lang.roles import Pronoun
from selon.model import SourceKind
from selon.resolve.cast import Cast, Figure

PREVIOUS_SOURCE = 3.0
SUBJECT = 2.0
OPENING = 1.0
PARAGRAPH = 1.6  # lost for each paragraph between
TOKEN = 0.02  # lost for each token between
REACH = 4  # paragraphs within which a pronoun finds whom it means
THING = 2.5  # what an unlikely kind costs: "il" for a body
DISAGREES = 100.0


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
        weight: How much in the foreground they stood there.
        figure: Who it is, for a named one.
    """

    name: str | None
    kind: SourceKind
    gender: str
    number: str
    at: int
    paragraph: int
    weight: float
    figure: Figure | None = None


def mentioned(
    cast: Cast, at: int, paragraph: int, paragraph_of: list[int], subjects: frozenset[int], opens: list[int]
) -> list[Antecedent]:
    """
    Return the figures mentioned before token *at*, within reach.

    Args:
        cast: Who takes part.
        at: The pronoun's token.
        paragraph: Its passage.
        paragraph_of: Number of the passage by token.
        subjects: Tokens that begin a subject.
        opens: First tokens of the sentences.
    """
    found = []
    for token, figure in cast.named.items():
        if token >= at or paragraph - paragraph_of[token] > REACH:
            continue
        weight = SUBJECT if token in subjects else 0.0
        found.append(
            Antecedent(
                figure.name, figure.kind, figure.gender, figure.number, token, paragraph_of[token], weight, figure
            )
        )
    del opens
    return found


def best(pronoun: Pronoun, at: int, paragraph: int, antecedents: list[Antecedent]) -> list[tuple[float, Antecedent]]:
    """Return whom *pronoun* may mean, best first; those that disagree are left out."""
    scored = []
    for one in antecedents:
        score = one.weight - PARAGRAPH * (paragraph - one.paragraph) - TOKEN * (at - one.at) - _misfit(pronoun, one)
        if score > -DISAGREES / 2:
            scored.append((score, one))
    scored.sort(key=lambda pair: (-pair[0], -pair[1].at))
    return scored


def _misfit(pronoun: Pronoun, one: Antecedent) -> float:
    if pronoun.number and one.number and pronoun.number != one.number:
        return DISAGREES
    if pronoun.gender == "n":
        return DISAGREES if one.kind == "person" else 0.0
    if pronoun.gender and one.gender and pronoun.gender != one.gender:
        return DISAGREES
    if one.kind == "unknown":
        return 1.0
    if one.kind not in ("person", "group") and pronoun.gender and not one.gender:
        return THING
    return 0.0
