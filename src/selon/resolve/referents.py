"""
Who stands before a pronoun, so that it may mean them?

Those whom the article names, the subjects that are no names, and the sources of the statements before. Whom somebody's
words name stands in the background for a pronoun outside them: *« Roux a menti », dit un élu. Il ajoute …*
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.lang.designation import Designation
from selon.lang.roles import Pronoun, Roles
from selon.model import SourceKind
from selon.resolve import pronouns
from selon.resolve.cast import Cast, Participant
from selon.resolve.pronouns import Antecedent
from selon.resolve.resolution import UNKNOWN, Resolution, chosen
from selon.resolve.stage import Heard, Stage


@dataclass(frozen=True, slots=True)
class Quoting:
    """
    A quotation around a statement.

    Attributes:
        start: Its first token.
        participant: Who speaks in it, None when unknown.
    """

    start: int
    participant: Participant | None


@dataclass(frozen=True, slots=True)
class Words:
    """
    Which tokens are somebody's words, as seen from one statement.

    Attributes:
        own: Tokens of what the statement says.
        quoted: Tokens of the quotations of others in which it does not stand.
        quoting: The quotation that it stands in.
        direct: Whether it says it all in quotation marks.
    """

    own: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()
    quoting: Quoting | None = None
    direct: bool = False

    @property
    def quoted_own(self) -> frozenset[int]:
        """Tokens that the statement quotes: whoever speaks is not named there."""
        return self.own if self.direct else frozenset()

    def weight(self, token: int, weight: float) -> float:
        """Return how much in the foreground a name at *token* stands, which counts *weight* in the article's own words."""
        if token in self.own:
            return pronouns.OWN_WORDS
        return pronouns.QUOTED if token in self.quoted else weight


def referent(
    stage: Stage, source: Designation, before: Sequence[tuple[int, int, Resolution]], heard: Heard, words: Words
) -> Resolution:
    """
    Return whom a pronoun of the third person means.

    Args:
        stage: What is known of the article.
        source: The pronoun.
        before: The sources of earlier statements: their token, the last token of what they said, who they are.
        heard: Who has been heard so far.
        words: Which tokens are somebody's words.
    """
    pronoun = source.pronoun
    if pronoun is None:
        return UNKNOWN
    at = min(source.tokens.start, len(stage.paragraph_of) - 1)
    paragraph, sentence = stage.paragraph_of[at], stage.sentence_of[at]
    antecedents = _antecedents(stage, at, before, heard, words)
    if _means_person(stage.scan.roles, pronoun):
        antecedents = [one for one in antecedents if not pronouns.is_surely_body(one)]
    ranked = pronouns.best(pronoun, at, paragraph, sentence, antecedents)
    if not ranked:
        return _nobody(pronoun)
    meant = pronouns.decided(pronoun, ranked)
    if not meant:
        return replace(_nobody(pronoun), candidates=_named(ranked, pronoun).candidates)
    first = meant[0][1]
    found = _named(meant, pronoun)
    if first.name is None:
        gender = pronoun.gender or first.gender
        found = Resolution(None, first.kind, (), gender, first.number, is_open=first.is_open)
    return found.as_person() if found.kind == "unknown" and _means_person(stage.scan.roles, pronoun) else found


def _antecedents(
    stage: Stage, at: int, before: Sequence[tuple[int, int, Resolution]], heard: Heard, words: Words
) -> list[Antecedent]:
    """Return all who stand before token *at*; a person whom the pronoun's own quotation names, in the background."""
    antecedents = [
        replace(one, weight=words.weight(one.at, one.weight))
        for one in pronouns.mentioned(stage.cast, at, stage.paragraph_of, stage.sentence_of, stage.is_foreground)
        if one.at not in words.quoted_own
    ]
    antecedents += [one for one in _introduced(stage, at, heard) if one.at not in words.own | words.quoted]
    antecedents += _sources(stage, at, before)
    if words.quoting is not None:
        # Who speaks would say *I*; and after its first sentence a quotation has named whom it means.
        start = words.quoting.start
        told = stage.sentence_of[start] < stage.sentence_of[at] and not _describes(stage, range(start, at))
        antecedents = [
            one
            for one in antecedents
            if one.at >= (start if told else 0) and one.participant is not words.quoting.participant
        ]
    named = {participant for token, participant in stage.cast.named.items() if token in words.quoted_own}
    return [
        replace(one, weight=one.weight + pronouns.OWN_WORDS)
        if one.kind == "person" and one.participant in named
        else one
        for one in antecedents
    ]


def _describes(stage: Stage, tokens: range) -> bool:
    """Tell whether somebody that the article knows is named by a role in *tokens* (*the minister*)."""
    scan = stage.scan
    return any(
        scan.roles.determiners.get(scan.tokens.lower[index - 1]) == "definite"
        and (noun := scan.roles.noun_at(scan.tokens.lower, index, tokens.stop)) is not None
        and noun.kind == "person"
        for index in tokens[1:]
    )


def _named(ranked: Sequence[tuple[float, Antecedent]], pronoun: Pronoun) -> Resolution:
    """Return the first of *ranked* that has a name, with the others as candidates."""
    names = [(score, one.name, one.participant or one) for score, one in ranked if one.name is not None]
    return chosen(names, pronoun.gender or names[0][2].gender) if names else UNKNOWN


def _nobody(pronoun: Pronoun) -> Resolution:
    """Return whom a pronoun means of which no more is known than itself tells."""
    kind: SourceKind = "group" if pronoun.number == "p" else "person"
    kind = kind if pronoun.gender != "n" else "unknown"
    is_word = pronoun.person != "p"  # *the man* says at least that it is one
    return Resolution(None, kind, (), pronoun.gender, pronoun.number, is_open=is_word)


def _introduced(stage: Stage, at: int, heard: Heard) -> list[Antecedent]:
    """Return the subjects without a name before token *at*, within reach."""
    found = []
    for phrase in stage.introduced:
        token = phrase.tokens.start
        if token >= at or stage.paragraph_of[at] - stage.paragraph_of[token] > pronouns.REACH:
            continue
        one = stage.without_pronoun(phrase, heard)
        told = phrase.determiner != "indefinite" and not stage.is_speakers_own(phrase)
        if one.kind == "person" and one.speaker is None and told:
            continue  # "la réalisatrice": perhaps somebody whom the article has named without saying what she is
        if one.kind == "person" and one.speaker is None and _named_since(stage.cast, token, at, phrase.gender):
            continue  # "une cinéaste" in a headline, whom the article then names
        found.append(
            Antecedent(
                one.speaker.name if one.speaker is not None else None,
                one.kind,
                one.gender or phrase.gender,
                phrase.number or one.number,
                token,
                stage.paragraph_of[token],
                stage.sentence_of[token],
                pronouns.SUBJECT,
                one.participant,
            )
        )
    return found


def _named_since(cast: Cast, first: int, last: int, gender: str) -> bool:
    """Tell whether a person of *gender*, or of none that we know, is named for the first time between two tokens."""
    return any(
        first < participant.at[0] < last
        and participant.kind == "person"
        and ("" in {participant.gender, gender} or participant.gender == gender)
        for participant in cast.participants
        if participant.at
    )


def _means_person(roles: Roles, pronoun: Pronoun) -> bool:
    """Tell whether the pronoun means nobody but a person, as where things have one of their own (*she*)."""
    return roles.neuter and pronoun.gender in ("m", "f")


def _sources(stage: Stage, at: int, before: Sequence[tuple[int, int, Resolution]]) -> list[Antecedent]:
    """Return the sources of the statements before token *at*, the last one foremost."""
    last = max((token for token, _, _ in before if token < at), default=-1)
    found = []
    for token, end, resolution in before:
        if token >= at:
            continue
        until = min(end, at)
        found.append(
            Antecedent(
                resolution.speaker.name if resolution.speaker is not None else None,
                resolution.kind,
                resolution.gender,
                resolution.number,
                token,
                stage.paragraph_of[until],
                stage.sentence_of[until],
                pronouns.PREVIOUS_SOURCE if token == last else pronouns.SUBJECT,
                resolution.participant,
                spoke=True,
                is_open=resolution.is_open,
            )
        )
    return found
