"""
Whom does a description mean?

*Le chef de la diplomatie*, *l'ONG*, *the network*: the participants that the article has named with such a role, or that are
of such a sort, are weighed by how well they fit and how near they were mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.designation import Designation
from selon.lang.roles import Noun, Roles
from selon.resolve.cast import Cast, Participant
from selon.resolve.scan import Role

SAME_ROLE = 4.0
SYNONYM = 3.0
ANY_PERSON = 1.0
SAME_SORT = 2.0
UNINTRODUCED = 2.0  # the person of the sentence before, whom the article has given no role yet
NEXT = 45  # tokens within which that sentence stands
SHARED_WORD = 1.0
OTHER_STATE = -6.0
LATER = -1.5  # a description may precede the name, in a headline or a first sentence
DISTANCE = 0.002  # lost for each token between the mention and the description
SPOKEN = 1.0  # who is quoted elsewhere is meant rather than who is only spoken of
OFTEN = 0.2  # gained for each mention, up to MANY
MANY = 5
ENOUGH = 1.6
HEAD = 40  # tokens of headings and first sentence: whom they name the article is about
SHORT = 2  # letters of a name that is too short to be told from an abbreviation


@dataclass(frozen=True, slots=True)
class Description:
    """
    A noun phrase that describes.

    Attributes:
        phrase: The phrase, read.
        states: ISO 3166 codes of the states it names.
        at: Its first token.
        names: Its modifiers that are names in this article (*the Reed campaign*).
        since: The token where somebody was last introduced whom it may describe, without a name (*une élue*).
    """

    phrase: Designation
    states: frozenset[str]
    at: int
    names: frozenset[str] = frozenset()
    since: int | None = None


def meant(
    description: Description, cast: Cast, roles: Roles, spoken: Mapping[Participant, int]
) -> list[tuple[float, Participant]]:
    """
    Return the participants that a description may mean, best first.

    Args:
        description: The description.
        cast: Who takes part.
        roles: The words of the language.
        spoken: Participants that are quoted, and how often.
    """
    found = []
    for participant in cast.participants:
        near = participant.last_before(description.at)
        fit = _fit(participant, description, roles, heard=participant in spoken)
        if (
            fit is None
            and near is not None
            and description.at - near < NEXT
            and _unintroduced(participant, description)
        ):
            fit = UNINTRODUCED
        if fit is None:
            continue
        score = fit + (LATER if near is None else -DISTANCE * (description.at - near))
        if participant in spoken and participant.kind != "state":
            score += SPOKEN
        score += OFTEN * min(len(participant.at), MANY)
        found.append((score, participant))
    found.sort(key=lambda pair: -pair[0])
    return [pair for pair in found if pair[0] >= ENOUGH]


def _unintroduced(participant: Participant, description: Description) -> bool:
    """
    Tell whether *participant* is a person without a role whom the description may introduce.

        Claire Aubanel veut tenir parole. [La ministre] a assuré …
    """
    noun, phrase = description.phrase.noun, description.phrase
    return (
        noun is not None
        and (description.since is None or (participant.last_before(description.at) or 0) > description.since)
        and noun.kind == participant.kind == "person"
        and participant.sure > 1
        and not participant.roles
        and phrase.determiner == "definite"
        and bool(phrase.gender)
        and phrase.gender == participant.gender
    )


def _fit(participant: Participant, description: Description, roles: Roles, *, heard: bool) -> float | None:
    """Return how well *participant* fits the description, None when it cannot be meant."""
    noun, phrase = description.phrase.noun, description.phrase
    if noun is None:
        return None
    if participant.kind == "person" and phrase.gender and participant.gender and phrase.gender != participant.gender:
        return None
    if noun.kind == "person":
        return _person_fit(participant, noun, description, roles)
    if participant.kind == "person" and participant.sure > 1:
        return None
    return _body_fit(participant, noun, description, roles, heard=heard)


def _person_fit(participant: Participant, noun: Noun, description: Description, roles: Roles) -> float | None:
    if participant.kind != "person":
        return None
    told, own = _parties(description.phrase.modifiers | {noun.lemma}, roles), set(participant.parties)
    for role in participant.roles:
        own |= _parties(role.words | {role.noun.lemma}, roles)
    if told and own and not told & own:
        return None
    best = max((_role_fit(role, noun, description, roles) for role in participant.roles), default=0.0)
    if roles.party(noun.lemma) in own:
        best = max(best, SYNONYM)
    if noun.lemma in roles.any_person:
        best = max(best, ANY_PERSON)
    return best if best > 0 else None


def _parties(words: frozenset[str], roles: Roles) -> set[str]:
    return {roles.party(word) for word in words} - {""}


def _role_fit(role: Role, noun: Noun, description: Description, roles: Roles) -> float:
    states, modifiers = description.states, description.phrase.modifiers - roles.former
    if role.noun.lemma == noun.lemma:
        score = SAME_ROLE
    elif roles.same_role(role.noun.lemma, noun.lemma) or any(
        roles.same_role(long, noun.lemma) or roles.same_role(role.noun.lemma, short)
        for long, short in _heads(role, noun)
    ):
        score = SYNONYM
    else:
        return 0.0
    if states and role.states and not states & role.states:
        score += OTHER_STATE
    # "le chef de la police" and "le chef du gouvernement" share a noun and mean two people.
    shared = modifiers & role.words or _parties(modifiers, roles) & _parties(role.words, roles)
    if score < SAME_ROLE and description.names and not description.names & role.words:
        return 0.0  # "the Customs director" is not a president of whom nothing else is told
    score += SHARED_WORD * len(shared)
    if modifiers and role.words and not shared and not (states & role.states):
        if score < SAME_ROLE:
            return 0.0  # the director of an agency is not the president of a county
        score -= SHARED_WORD
    return score


def _heads(role: Role, noun: Noun) -> Iterator[tuple[str, str]]:
    """Yield the first words of two-word roles: *président de la République* is a *président*."""
    yield role.noun.lemma.partition(" ")[0], noun.lemma.partition(" ")[0]


def _body_fit(
    participant: Participant, noun: Noun, description: Description, roles: Roles, *, heard: bool
) -> float | None:
    states, head = description.states, noun.lemma.partition(" ")[0]
    lemmas = {role.noun.lemma for role in participant.roles}
    heads = {lemma.partition(" ")[0] for lemma in lemmas}
    if noun.lemma in lemmas:
        score = SAME_ROLE
    elif head in heads or noun.lemma in participant.words:
        score = SYNONYM
    elif _is_general(noun, roles) and not participant.common and _same_sort(participant, noun, roles, heard=heard):
        score = SAME_SORT
    else:
        return None
    own = frozenset(state for role in participant.roles for state in role.states)
    if participant.place is not None:
        own |= {participant.place.state}
    if states and own and not states & own:
        score += OTHER_STATE
    words = frozenset(word for role in participant.roles for word in role.words) | frozenset(participant.words)
    if description.names and not description.names & words:
        return None  # "the Reed campaign" is not the Coyle campaign
    return score + SHARED_WORD * len(description.phrase.modifiers & words)


def _is_general(noun: Noun, roles: Roles) -> bool:
    """Tell whether the noun says no more than what sort of body it is: *l'organisation*, *le journal*, *le pays*."""
    return noun.lemma in roles.general or (noun.kind != "organisation" and noun.lemma in roles.anaphoric)


def _same_sort(participant: Participant, noun: Noun, roles: Roles, *, heard: bool) -> bool:
    """Tell whether a general noun may mean *participant*: of its kind, or of a kind that nothing has told."""
    own = {role.noun.lemma for role in participant.roles}
    own |= {roles.nouns[word].lemma for word in participant.words if word in roles.nouns}
    mine, other = _sorts({noun.lemma}, roles), _sorts(own, roles)
    if mine and other and not mine & other:
        return False  # "l'entreprise" is no federation
    if noun.kind == participant.kind:
        return True
    outlet = participant.kind == "media" and not participant.roles
    return noun.kind == "organisation" and (outlet or _is_untold(participant, heard=heard))


def _is_untold(participant: Participant, *, heard: bool) -> bool:
    """Tell whether nothing has told what *participant* is; a lone word speaks, or the article is about it."""
    if participant.kind not in ("person", "unknown"):
        return False
    about = bool(participant.at) and participant.at[0] < HEAD and len(participant.at) > 1
    lone = len(participant.name) > SHORT and given_names.gender(participant.name) is None and (heard or about)
    known = participant.place is None and not participant.thing and participant.kind == "unknown"
    return len(participant.words) > 1 or (known and lone)


def _sorts(lemmas: set[str], roles: Roles) -> set[int]:
    return {sort for lemma in lemmas for sort in roles.sorts.get(lemma, ())}
