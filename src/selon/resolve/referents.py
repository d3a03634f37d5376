"""
Who stands before a pronoun, so that it may mean them?

Those whom the article names, the subjects that are no names, and the sources of the statements before. Whom somebody's
words name stands in the background for a pronoun outside them: *« Roux a menti », dit un élu. Il ajoute …*
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from selon.lang.designation import Designation
from selon.lang.roles import BODY_KINDS, Pronoun, Roles
from selon.model import SourceKind
from selon.resolve import pronouns, standing
from selon.resolve.cast import Cast, Participant
from selon.resolve.competition import Contender, elected
from selon.resolve.pronouns import Antecedent, Here
from selon.resolve.resolution import UNKNOWN, Resolution, called
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
class Others:
    """
    Tokens of what others say; there may be thousands, of which few are asked for.

    Attributes:
        told: Tokens of what anybody says.
        around: Those of them that are no other's.
    """

    told: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()

    def __contains__(self, token: int) -> bool:
        return token in self.told and token not in self.around


@dataclass(frozen=True, slots=True)
class Words:
    """
    Which tokens are somebody's words, as seen from one statement.

    Attributes:
        own: Tokens of what the statement says.
        told: Tokens of what others say.
        quoted: Those of them that stand in quotation marks.
        quoting: The quotation that it stands in.
        direct: Whether it says it all in quotation marks.
    """

    own: frozenset[int] = frozenset()
    told: Others = Others()
    quoted: Others = Others()
    quoting: Quoting | None = None
    direct: bool = False

    @property
    def quoted_own(self) -> frozenset[int]:
        """Tokens that the statement quotes: whoever speaks is not named there."""
        return self.own if self.direct else frozenset()


def referent(contenders: Sequence[Contender], source: Designation, roles: Roles) -> Resolution:
    """Return whom the pronoun *source* means, of those who compete for it."""
    pronoun = source.pronoun
    if pronoun is None:
        return UNKNOWN
    found = elected("pronouns", contenders, _nobody(pronoun))
    return found.as_person() if found.kind == "unknown" and _means_person(roles, pronoun) else found


def contenders(
    stage: Stage, source: Designation, before: Sequence[tuple[int, int, Resolution]], heard: Heard, words: Words
) -> list[Contender]:
    """
    Return who competes for a pronoun of the third person, nobody last.

    Args:
        stage: What is known of the article.
        source: The pronoun.
        before: The sources of earlier statements: their token, the last token of what they said, who they are.
        heard: Who has been heard so far.
        words: Which tokens are somebody's words.
    """
    pronoun = source.pronoun
    if pronoun is None:
        return []
    at = min(source.tokens.start, len(stage.paragraph_of) - 1)
    person = _means_person(stage.scan.roles, pronoun)
    opens = at == 0 or stage.sentence_of[at - 1] != stage.sentence_of[at]
    quoted = words.quoting is not None
    here = Here(at, stage.paragraph_of[at], stage.sentence_of[at], opens, words.direct, quoted, person)

    def fits(one: Antecedent) -> bool:
        agrees = pronouns.agrees(pronoun, one, neuter=stage.scan.roles.neuter)
        return agrees and not (person and pronouns.is_surely_body(one))

    antecedents = [
        one
        for one in _antecedents(stage, at, before, heard, words, fits)
        if not (one.governed and not one.spoke and standing.is_fronted(stage, one.at, at))
    ]
    # *A nurse said … She added …*: whoever was named before, or in her words, does not compete with her.
    since = max((one.at for one in antecedents if pronouns.has_just_spoken(one, here)), default=None)
    if since is not None:
        antecedents = [one for one in antecedents if one.at >= since and not one.told]
    antecedents = pronouns.foremost(antecedents, here)
    ranks = pronouns.ranks(antecedents)
    competing = [
        Contender(_stands(one, pronoun), pronouns.evidence(pronoun, here, one, ranks[one.name])) for one in antecedents
    ]
    return [*competing, Contender(_nobody(pronoun), pronouns.nobody(pronoun, here))]


def _stands(one: Antecedent, pronoun: Pronoun) -> Resolution:
    """Return what a pronoun stands for that means *one*."""
    gender = pronoun.gender or one.gender
    if one.name is None:
        return Resolution(None, one.kind, (), gender, one.number, is_open=one.is_open)
    kind = "organisation" if pronoun.gender == "n" and one.kind == "person" else one.kind
    return called(one.name, kind, one.participant, gender=gender, number=one.number)


def _antecedents(  # noqa: PLR0913, PLR0917 - what contenders knows
    stage: Stage,
    at: int,
    before: Sequence[tuple[int, int, Resolution]],
    heard: Heard,
    words: Words,
    fits: Callable[[Antecedent], bool],
) -> list[Antecedent]:
    """Return all who stand before token *at* and whom the pronoun *fits*."""
    named: set[Participant | None] = {stage.cast.named[at] for at in words.quoted_own if at in stage.cast.named}
    antecedents = [
        replace(
            one,
            told=one.at in words.told,
            quoted=one.at in words.quoted,
            governed=standing.governed(stage, one.at),
            follows=standing.follows_pronoun(stage, one.at),
        )
        for one in pronouns.mentioned(stage.cast, at, stage.paragraph_of, stage.sentence_of, stage.is_foreground)
        if one.at not in words.own and fits(one)
    ]
    introduced = (one for one in _introduced(stage, at, heard) if one.at not in words.own and one.at not in words.told)
    antecedents += filter(fits, introduced)
    antecedents += filter(fits, _sources(stage, at, before))
    if words.quoting is not None:
        # Who speaks would say *I*; and after its first sentence a quotation has named whom it means.
        start = words.quoting.start
        told = stage.sentence_of[start] < stage.sentence_of[at] and not _describes(stage, range(start, at))
        antecedents = [
            one
            for one in antecedents
            if one.at >= (start if told else 0) and one.participant is not words.quoting.participant
        ]
    return [
        replace(one, mentions=bisect_left(sorted(one.participant.at), at), said=heard.spoken.get(one.participant, 0))
        if one.participant is not None
        else one
        for one in antecedents
        if standing.is_same_entry(stage, one.at, at)
        if one.kind != "person" or one.participant not in named  # nobody calls himself by his name
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


def _nobody(pronoun: Pronoun) -> Resolution:
    """Return whom a pronoun means of which no more is known than itself tells."""
    kind: SourceKind = "group" if pronoun.number == "p" else "person"
    kind = kind if pronoun.gender != "n" else "unknown"
    is_word = pronoun.person != "p"  # *the man* says at least that it is one
    return Resolution(None, kind, (), pronoun.gender, pronoun.number, is_open=is_word)


def _introduced(stage: Stage, at: int, heard: Heard) -> list[Antecedent]:
    """Return the subjects without a name before token *at*, within reach."""
    found = []
    first = bisect_left(stage.introduced, at - pronouns.WITHIN, key=_first_token)
    for phrase in stage.introduced[first : bisect_left(stage.introduced, at, first, key=_first_token)]:
        token = phrase.tokens.start
        if stage.paragraph_of[at] - stage.paragraph_of[token] > pronouns.REACH:
            continue
        one = stage.without_pronoun(phrase, heard)
        if one.speaker is None and phrase.noun is not None and phrase.noun.kind in BODY_KINDS:
            continue  # "le journal": an outlet that the article has not named
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
                foreground=True,
                participant=one.participant,
            )
        )
    return found


def _first_token(phrase: Designation) -> int:
    return phrase.tokens.start


def _named_since(cast: Cast, first: int, last: int, gender: str) -> bool:
    """Tell whether a person of *gender*, or of none that we know, is named for the first time between two tokens."""
    return any(
        participant.kind == "person" and ("" in {participant.gender, gender} or participant.gender == gender)
        for participant in cast.entering(first + 1, last)
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
                foreground=False,
                participant=resolution.participant,
                spoke=True,
                last=token == last,
                is_open=resolution.is_open,
            )
        )
    return found
