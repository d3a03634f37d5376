"""
What speaks for whom a pronoun may mean?

Whoever agrees in gender and number competes: who has spoken, the subjects of the sentences before, everybody whom the
article named within reach. Whom somebody's words only talk about stands back.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from selon.lang import given_names
from selon.lang.roles import BODY_KINDS, Pronoun
from selon.model import SourceKind
from selon.resolve.cast import SURELY, Cast, Participant

REACH = 4  # paragraphs within which a pronoun finds whom it means
WITHIN = 2000  # tokens; so many in five paragraphs are no news article's
FARTHEST_SENTENCE, FARTHEST_RANK, NEXT_PARAGRAPH = 6, 5, 2


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
        foreground: Whether the mention is a subject or opens its sentence.
        participant: Who it is, for a named one.
        spoke: Whether it is the source of an earlier statement.
        last: Whether that is the last one before the pronoun.
        is_open: Whether nobody is found for whom that source stands.
        mentions: How often they were named before.
        said: How often they have spoken before.
        told: Whether somebody else's statement names them there.
        quoted: Whether it does so in quotation marks.
        governed: ``complement`` where *of* governs the mention, ``adjunct`` where another preposition does, else empty.
        follows: Whether a pronoun, or what is somebody's, stands before the mention in its sentence.
        foremost: Whether it is a subject of the last sentence before the pronoun's that has some.
    """

    name: str | None
    kind: SourceKind
    gender: str
    number: str
    at: int
    paragraph: int
    sentence: int
    foreground: bool
    participant: Participant | None = None
    spoke: bool = False
    last: bool = False
    is_open: bool = False
    mentions: int = 0
    said: int = 0
    told: bool = False
    quoted: bool = False
    governed: str = ""
    follows: bool = False
    foremost: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """
    Where a pronoun stands.

    Attributes:
        at: Its token.
        paragraph: Number of the passage.
        sentence: Number of the sentence.
        opens: Whether it opens its sentence.
        direct: Whether its statement is a quotation.
        quoted: Whether it stands in a quotation itself.
        person: Whether it means nobody but a person.
    """

    at: int
    paragraph: int
    sentence: int
    opens: bool
    direct: bool
    quoted: bool
    person: bool


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
    for token in cast.between(at - WITHIN, at):
        participant = cast.named[token]
        if paragraph_of[at] - paragraph_of[token] > REACH:
            continue
        if participant.thing and participant.kind == "unknown":
            continue
        found.append(
            Antecedent(
                participant.name,
                participant.kind,
                participant.gender,
                participant.number,
                token,
                paragraph_of[token],
                sentence_of[token],
                foreground(token),
                participant,
            )
        )
    return found


def is_surely_body(one: Antecedent) -> bool:
    """Tell whether *one* is a body by more than the form of its name."""
    participant = one.participant
    told = participant is None or participant.common or participant.sure >= SURELY or participant.kind == "media"
    return one.kind in BODY_KINDS and told


def is_barely_person(one: Antecedent) -> bool:
    """Tell whether *one* is a person by nothing but the form of its name (*Shelter Box*)."""
    participant = one.participant
    if participant is None or one.kind != "person" or one.gender or participant.roles:
        return False
    return participant.sure < SURELY and given_names.gender(participant.name.partition(" ")[0]) is None


def agrees(pronoun: Pronoun, one: Antecedent, *, neuter: bool) -> bool:
    """
    Tell whether *pronoun* may mean *one* by gender, number and kind.

    Where things have a pronoun of their own (*neuter*), several may be one body (*Big Machine … they said*).
    """
    several = neuter and pronoun.number == "p" and one.kind not in ("person", "group")
    if pronoun.number and one.number and pronoun.number != one.number and not several:
        return False
    if pronoun.gender == "n":
        return one.kind != "person" or is_barely_person(one)
    if pronoun.person == "p" and one.kind != "person":
        return False
    return not (pronoun.gender and one.gender and pronoun.gender != one.gender)


def has_just_spoken(one: Antecedent, here: Here) -> bool:
    """Tell whether *one* is a person without a name who speaks in this sentence or the one before it."""
    unnamed = one.last and one.name is None and one.kind == "person" and not one.is_open
    return unnamed and one.paragraph == here.paragraph and here.sentence - one.sentence <= 1


def foremost(antecedents: Sequence[Antecedent], here: Here) -> list[Antecedent]:
    """Return *antecedents*, with a mark at the subjects of the last sentence before the pronoun's that has some."""
    subjects = [one for one in antecedents if _is_subject(one) and not one.told and one.sentence < here.sentence]
    last = max((one.sentence for one in subjects), default=-1)
    first = {id(one) for one in subjects if one.sentence == last}
    marked = [replace(one, foremost=True) if id(one) in first else one for one in antecedents]
    return [one for one in marked if not (_is_aside(one) and any(_takes_over(other, one, here) for other in marked))]


def _is_aside(one: Antecedent) -> bool:
    """Tell whether *one* is named once, in a complement, and says nothing (*l'idée de* Roux)."""
    return bool(one.governed) and one.mentions <= 1 and not one.said and not one.spoke


def _takes_over(one: Antecedent, aside: Antecedent, here: Here) -> bool:
    """Tell whether *one*, whose gender is told, is the subject of the sentence before the pronoun and after *aside*."""
    near = one.paragraph == here.paragraph and here.sentence - one.sentence == 1
    return one.foremost and near and bool(one.gender) and aside.at < one.at and one.name is not None


def _is_subject(one: Antecedent) -> bool:
    """Tell whether *one* is mentioned as a subject, and does not speak there."""
    return one.foreground and not one.spoke and one.governed != "adjunct"


def ranks(antecedents: Sequence[Antecedent]) -> dict[str | None, int]:
    """Return how many others were mentioned after each name."""
    order = dict.fromkeys(one.name for one in sorted(antecedents, key=lambda one: -one.at))
    return {name: rank for rank, name in enumerate(order)}


def evidence(pronoun: Pronoun, here: Here, one: Antecedent, rank: int) -> dict[str, float]:
    """Return what speaks for *one*, of whom *rank* others were mentioned since."""
    paragraphs = min(here.paragraph - one.paragraph, REACH)
    near = min(paragraphs, NEXT_PARAGRAPH)
    sentences = min(max(here.sentence - one.sentence, 0), FARTHEST_SENTENCE)
    barely = one.kind == "person" and one.participant is not None and one.participant.sure < SURELY
    known = bool(pronoun.gender and one.gender)
    kind = "unknown" if barely and pronoun.gender == "n" else one.kind
    seen = {
        f"paragraphs={paragraphs}": 1.0,
        "sentences": float(sentences),
        "tokens": math.log1p(here.at - one.at),
        "rank": float(min(rank, FARTHEST_RANK)),
        f"kind={kind}": 1.0,
        "mentions": math.log1p(one.mentions),
        "said": math.log1p(one.said),
        "gender" if known else "no gender": 1.0,
    }
    if not sentences:
        seen["same sentence"] = 1.0
    if not rank:
        seen["nearest"] = 1.0
    told = _of_source(here, one, near) if one.spoke else _of_mention(here, one, near, kind, after=not sentences)
    latter = pronoun.person == "l"
    told += (
        ("talked about", one.told and not one.spoke),
        ("in marks", one.quoted and not one.spoke),
        ("body for a person", here.person and one.kind not in ("person", "group")),
        ("barely a person", barely),
        ("no name", one.name is None),
        ("thing", pronoun.gender == "n"),
        (f"several, {one.kind}", pronoun.number == "p"),
        ("latter", latter and not rank),
        ("latter, spoke", latter and one.spoke and one.last),
    )
    for name, is_so in told:
        if is_so:
            seen[name] = 1.0
    return seen


def _of_source(here: Here, one: Antecedent, near: int) -> tuple[tuple[str, bool], ...]:
    """Return what is told of somebody who has spoken before, by name."""
    return (
        ("spoke", True),
        ("last source", one.last),
        (f"last source, paragraphs={near}", one.last),
        ("last source, direct", one.last and here.direct),
        ("last source, opens", one.last and here.opens),
        ("spoke, direct", here.direct),
        ("spoke, quoted", here.quoted),
        ("open", one.is_open),
    )


def _of_mention(here: Here, one: Antecedent, near: int, kind: str, *, after: bool) -> tuple[tuple[str, bool], ...]:
    """Return what is told of somebody who was only named before, by name; *after*: in the sentence of the pronoun."""
    subject, unnamed = one.foreground, one.foreground and one.name is None
    return (
        ("open", one.is_open),
        ("governed", bool(one.governed)),
        ("after a pronoun", one.follows and after),
        ("governed, complement", one.governed == "complement"),
        ("subject", subject),
        ("last subject", subject and one.foremost),
        (f"last subject, {kind}", subject and one.foremost),
        (f"subject, paragraphs={near}", subject),
        ("subject, opens", subject and here.opens),
        ("subject, no name", unnamed),
        (f"subject, no name, paragraphs={near}", unnamed),
    )


def nobody(pronoun: Pronoun, here: Here) -> dict[str, float]:
    """Return what speaks for nobody of those."""
    told = {
        "no one meant": True,
        "no one meant, quoted": here.quoted,
        "no one meant, direct": here.direct,
        "no one meant, several": pronoun.number == "p",
        "no one meant, thing": pronoun.gender == "n",
        "no one meant, noun": pronoun.person == "p",
        "no one meant, latter": pronoun.person == "l",
    }
    return {name: 1.0 for name, is_so in told.items() if is_so}
