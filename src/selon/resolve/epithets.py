"""
Whom does a description mean that the article has given nobody?

*« C'est long », souffle Odile Kerven. L'ancienne institutrice …*: who is in the foreground as for a pronoun, where more
than that speaks for it. Whoever stands in somebody's words, or is only now introduced, stays open; so does who has a
complement that tells him from the one who spoke.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from selon.lang.designation import Designation
from selon.lang.roles import Pronoun
from selon.resolve.cast import Participant
from selon.resolve.referents import Words, contenders, referent
from selon.resolve.resolution import Resolution, of_participant
from selon.resolve.stage import Heard, Stage

NEAR = 60  # tokens within which somebody is still in sight
HEAD = 60  # tokens of headings and first sentence: whom they name the article is about
TWO = 2
FAR = 2  # times as often as the next one speaks whom a heading describes
PAIR = 16  # tokens between two who are named together (*Odile Kerven, maire d'Arz, et Samir Aboulker*)
REACH = 3  # paragraphs within which *la première* finds the two


Before = Sequence[tuple[int, int, Resolution]]
"""Sources of earlier statements: their token, the last token of what they said, who they are."""


@dataclass(frozen=True, slots=True)
class Saying:
    """
    The statement whose source describes.

    Attributes:
        direct: Whether it is quoted.
        follows: Whether the source follows what it says.
        nested: Whether it stands in somebody's words.
        words: Which tokens are somebody's words.
        others: Where nobody is named whom the description means: in what is said, and as who says it around that.
    """

    direct: bool
    follows: bool
    nested: bool
    words: Words
    others: frozenset[int] = frozenset()


def meant(stage: Stage, source: Designation, before: Before, heard: Heard, saying: Saying) -> Resolution | None:
    """
    Return whom a description means for whom no role in the article stands, None where nothing tells.

    Args:
        stage: What is known of the article.
        source: The description: one for which :func:`is_epithet` or :func:`is_owned` holds.
        before: The sources of the statements that stand before it.
        heard: Who has been heard so far.
        saying: The statement.
    """
    if is_owned(stage, source):
        owner = replace(source, pronoun=Pronoun("", "s", "3"))
        competing = contenders(stage, owner, before, heard, saying.words)
        return _issued_by(source, referent(competing, owner, stage.scan.roles), before)
    if ordinal(stage, source) is not None:
        return _of_two(stage, source, saying.words.own)
    told = stage.without_pronoun(source, heard, saying.others)
    if told.participant is not None:
        return told  # an epithet before it has told whose it is
    person = replace(source, pronoun=Pronoun(source.gender, "s", "p"))
    found = referent(contenders(stage, person, before, heard, saying.words), person, stage.scan.roles)
    if found.participant is None:
        return None
    if not (_is_meant(stage, source, found, before, saying) or _is_only_one(stage, source, found, heard, saying)):
        return None
    stage.learn(found.participant, source)
    return found


def titled(stage: Stage, sources: Mapping[int, Designation], heard: Heard) -> dict[int, Resolution]:
    """
    Return whom the headings describe before the text names them, by the number of the statement.

        Intern urges others to dream ¶ … Ann Coyle said … she said

    It is the one person named below who speaks far more than any other; nobody where two descriptions compete for him.

    Args:
        stage: What is known of the article.
        sources: The sources in the headings for whom no role in the article stands.
        heard: Who has been heard in the whole article.
    """
    found: dict[int, Participant] = {}
    for index, source in sources.items():
        noun = source.noun
        if noun is None or noun.kind != "person" or source.number == "p" or len(source.name) or source.parts:
            continue
        if source.determiner == "possessive" or source.tokens.start >= stage.head:
            continue
        said = [(times, one) for one, times in heard.spoken.items() if _may_follow(one, source)]
        said.sort(key=lambda pair: -pair[0])
        most, rival = [*(times for times, _ in said), 0, 0][:2]
        if most >= max(FAR * rival, FAR):
            found[index] = said[0][1]
    nouns: dict[Participant, set[str]] = {}
    for index, one in found.items():
        noun = sources[index].noun
        nouns.setdefault(one, set()).add(noun.lemma if noun is not None else "")
    return {index: of_participant(one) for index, one in found.items() if len(nouns[one]) == 1}


def _may_follow(one: Participant, source: Designation) -> bool:
    """Tell whether a person is named only below the description, and may be of its gender."""
    agrees = not source.gender or one.gender in ("", source.gender)
    return one.kind == "person" and agrees and bool(one.at) and one.at[0] > source.tokens.start


def is_epithet(stage: Stage, source: Designation) -> bool:
    """Tell whether *source* describes one person whom it does not name."""
    pointing = source.determiner in ("definite", "demonstrative") and source.number != "p"
    if source.pronoun is not None or len(source.name) or source.parts or not pointing:
        return False
    if source.noun is None:
        return is_age(stage, source) or ordinal(stage, source) is not None
    return source.noun.kind == "person"


def is_owned(stage: Stage, source: Designation) -> bool:
    """Tell whether *source* is a document of somebody before it (*son communiqué*)."""
    document = source.noun is not None and source.noun.lemma in stage.scan.roles.issued
    return document and source.determiner == "possessive" and not stage.is_speakers_own(source)


def _issued_by(source: Designation, found: Resolution, before: Before) -> Resolution | None:
    """Return who has issued a document that is somebody's: *found*, where he spoke last before it."""
    last = max(before, key=lambda pair: pair[0], default=None)
    if last is None or found.speaker is None or last[2].speaker != found.speaker:
        return None
    return Resolution(found.speaker, "document", found.candidates, source.gender, source.number)


def is_age(stage: Stage, source: Designation) -> bool:
    """Tell whether the phrase says no more than how old somebody is (*the 44-year-old*)."""
    last = stage.scan.tokens.lower[source.tokens.stop - 1]
    return len(source.tokens) == TWO and last.endswith(tuple(stage.scan.roles.ages))


def ordinal(stage: Stage, source: Designation) -> int | None:
    """Return which of two is meant (*la première*, *the second*), None where no such word is all of the phrase."""
    if len(source.tokens) != TWO:
        return None
    return stage.scan.roles.ordinals.get(stage.scan.tokens.lower[source.tokens.stop - 1])


def _is_meant(stage: Stage, source: Designation, found: Resolution, before: Before, saying: Saying) -> bool:
    """
    Tell whether the description means whoever is found in the foreground.

    He spoke last; or it is no more than an age; or its gender is his, nothing else narrows it down, and he is the only
    one there, or stands right before what is quoted.
    """
    one = found.participant
    if one is None or one.kind != "person" or saying.nested or not one.at or _is_taken(stage, source, one):
        return False
    last = max(before, key=lambda pair: pair[0], default=None)
    if (last is not None and last[2].participant is one) or is_age(stage, source):
        return True
    bare = not source.complemented and not (source.modifiers - stage.scan.roles.former)
    if not bare or not source.gender or source.gender != one.gender:
        return False
    spoke = any(resolution.participant is one for _, _, resolution in before)
    alone = len(found.candidates) == 1 and (spoke or one.at[0] < HEAD)
    near = source.tokens.start - (one.last_before(source.tokens.start) or 0) < NEAR
    return alone or (saying.follows and saying.direct and near)


def _is_only_one(stage: Stage, source: Designation, found: Resolution, heard: Heard, saying: Saying) -> bool:
    """
    Tell whether the description means the one person who speaks in the article, where nobody else is in sight.

        Keith Starling affirme … « … », écrit [le chef du gouvernement travailliste]
    """
    one = found.participant
    if one is None or saying.nested or len(found.candidates) > 1 or one.roles or _is_taken(stage, source, one):
        return False
    alone = [other for other in heard.spoken if other.kind == "person"] == [one]
    return alone and bool(source.gender) and source.gender == one.gender and not _has_name(stage, source)


def _is_taken(stage: Stage, source: Designation, one: Participant) -> bool:
    """
    Tell whether the description is somebody else's.

    It was introduced without a name after *one* was; or its complement is another one's: *one* has such an office
    elsewhere, or nothing tells that its gender is his (*la ministre de la Culture*).
    """
    noun, since, roles = source.noun, stage.since(source), stage.scan.roles
    if noun is None:
        return False
    if since is not None and (one.last_before(source.tokens.stop) or 0) < since:
        return True
    untold = bool(source.gender) and not one.gender
    elsewhere = any(roles.same_role(role.noun.lemma, noun.lemma) and role.words for role in one.roles)
    return (elsewhere and _has_whose(stage, source)) or (untold and _has_name(stage, source))


def _has_name(stage: Stage, source: Designation) -> bool:
    """Tell whether the complement of a description has a name in it."""
    return source.complemented and any(map(stage.scan.tokens.capitalised, source.tokens[1:]))


def _has_whose(stage: Stage, source: Designation) -> bool:
    """Tell whether a description says of what (*du département*), not only of what sort (*de presse*)."""
    roles, lower = stage.scan.roles, stage.scan.tokens.lower
    after = range(source.at + 1, source.tokens.stop)
    return _has_name(stage, source) or any(
        lower[index] in roles.contractions or roles.determiners.get(lower[index]) == "definite" for index in after
    )


def _of_two(stage: Stage, source: Designation, said: frozenset[int]) -> Resolution | None:
    """Return which of two who are named together *la première* or *le second* means, None where no two are."""
    which, at = ordinal(stage, source), source.tokens.start
    if which is None:
        return None
    near = {
        token: one
        for token, one in stage.cast.named.items()
        if token < at and token not in said and stage.paragraph_of[at] - stage.paragraph_of[token] <= REACH
    }
    last = {token: one for token, one in near.items() if stage.paragraph_of[at] - stage.paragraph_of[token] <= 1}
    pair = _together(stage, near, source.gender) or _only_two(last, source.gender)
    return of_participant(pair[which]) if pair is not None else None


def _together(stage: Stage, near: Mapping[int, Participant], gender: str) -> tuple[Participant, Participant] | None:
    """Return the last two that are joined by *and*."""
    tokens, places = stage.scan.tokens, sorted(near)
    for first, second in reversed(list(pairwise(places))):
        one, other = near[first], near[second]
        joined = any(tokens.lower[index] in stage.scan.roles.conjunctions for index in range(first, second))
        apart = second - first > PAIR or stage.sentence_of[first] != stage.sentence_of[second]
        if joined and not apart and one is not other and one.kind == other.kind and _agree((one, other), gender):
            return one, other
    return None


def _only_two(near: Mapping[int, Participant], gender: str) -> tuple[Participant, Participant] | None:
    """Return the two people of *gender* that are named, None where there are more or fewer."""
    people = list(dict.fromkeys(near[token] for token in sorted(near) if near[token].kind == "person"))
    people = [one for one in people if one.gender == gender] if gender else people
    return (people[0], people[1]) if len(people) == TWO else None


def _agree(pair: tuple[Participant, Participant], gender: str) -> bool:
    return not gender or any(one.gender in ("", gender) for one in pair)
