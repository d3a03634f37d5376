"""
Whom does a name stand for?

For its bearer, as the article knows it; for the state of a place, for a body, or for unnamed people (*les Américains*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.lang import given_names
from selon.lang.designation import Designation
from selon.lang.names import place_of
from selon.lang.places import Place
from selon.lang.roles import BODY_KINDS
from selon.lang.tokens import fold
from selon.model import SourceKind, Speaker
from selon.resolve.cast import Cast, Participant
from selon.resolve.resolution import KINDS, Resolution, called, unnamed
from selon.resolve.scan import Scan, segment
from selon.resolve.surroundings import SURE, is_brand

AUXILIARY = frozenset({"AUX", "ADV", "PART"})
"""Parts of speech between a pronoun and its verb."""
ENDS = frozenset(".!?…;:")
"""Marks that end what can take a name up."""


def named(scan: Scan, cast: Cast, source: Designation) -> Resolution:
    """
    Return whom the name in *source* means.

    Args:
        scan: The article's words.
        cast: Who takes part in it.
        source: A source that has a name.
    """
    people = _nationals(scan, source)
    if people is not None:
        return people
    if _is_common(scan, cast, source):
        return unnamed("group", source.gender, "p")
    noun, participant = source.noun, _participant(scan, cast, source)
    kind = _kind(scan, source, participant)
    place = participant.place if participant is not None else place_of(scan.tokens, source.name, scan.text, scan.places)
    own = noun is None or noun.kind == "state" or source.at in source.name  # "the White House"
    if place is not None and (kind != "person" or participant is None) and own:
        return _place(scan, source, participant, place)
    full = participant.name if participant is not None and participant.kind != "state" else scan.words(source.name)
    if kind != "person":
        full = _with_article(scan, source, participant, full)
    gender = participant.gender if participant is not None else source.gender
    return called(full, kind, participant, gender=gender)


def as_name(scan: Scan, cast: Cast, source: Designation) -> Designation:
    """Return *source* with the name that it is, where its noun is part of one (*La* Voix *du Nord*, *White*)."""
    proper = cast.named.get(source.at) if source.noun is not None else None
    own = proper is not None and not proper.common and proper.kind == "media" and scan.tokens.capitalised(source.at)
    known = fold(scan.words(source.tokens)) in scan.roles.media
    if own and source.noun is not None and (known or source.noun.kind != "person"):
        return replace(source, noun=None, at=-1, name=range(source.at, source.tokens.stop))
    return _as_surname(scan, cast, source)


def _as_surname(scan: Scan, cast: Cast, source: Designation) -> Designation:
    if source.noun is None or len(source.name) or len(source.tokens) != 1 or not scan.tokens.capitalised(source.at):
        return source
    bearer = cast.find(scan.key(source.tokens), before=source.tokens.start)
    word = fold(scan.tokens.words[source.at])
    if bearer is None or bearer.kind != "person" or bearer.surname != word or len(bearer.words) == 1:
        return source
    return replace(source, noun=None, at=-1, name=source.tokens)


def joined_start(source: Designation) -> int:
    """Return where the first of those begins who speak as one: at a name where a plural only says what they all are."""
    plural = source.noun is not None and source.noun.number == "p" and source.noun.kind == "person"
    return (
        source.name.start if plural and len(source.name) > 1 and source.name.start > source.at else source.tokens.start
    )


def joined_name(scan: Scan, names: Sequence[str], last: int) -> str:
    """Return the full *names* of people who speak as one, joined by the conjunction before token *last*."""
    return f"{', '.join(names[:-1])} {scan.tokens.words[last - 1]} {names[-1]}"


def _nationals(scan: Scan, source: Designation) -> Resolution | None:
    """Return unnamed people when the name is a nationality (*les Américains*), None otherwise."""
    inhabitants, lower = scan.places.inhabitants, scan.tokens.lower[source.name.start]
    if fold(scan.words(source.tokens)) in scan.roles.media:
        return None  # "Le Parisien"
    if len(source.name) > 1 or lower not in inhabitants or scan.places.named(lower) is not None:
        return None
    several = source.number == "p" or (lower.endswith("s") and lower[:-1] in inhabitants)
    return unnamed("group" if several else "person", source.gender, "p" if several else "s")


def _is_common(scan: Scan, cast: Cast, source: Designation) -> bool:
    """Tell whether a lone word that opens a sentence is a noun that no table has (*Respondents*)."""
    first = source.name.start
    if len(source.tokens) > 1 or not scan.tokens.opens[first] or scan.tag(first) != "NOUN":
        return False
    if _participant(scan, cast, source) is not None:
        return False
    word = scan.tokens.words[first]
    return word not in scan.inner and given_names.gender(word) is None


def _kind(scan: Scan, source: Designation, participant: Participant | None) -> SourceKind:
    """Return what sort of source a name is."""
    noun = source.noun
    if participant is not None and participant.kind == "person" and participant.sure >= SURE and not source.parts:
        return "person"
    surely_body = participant is not None and participant.kind in BODY_KINDS and participant.sure > 1
    if noun is not None and noun.kind == "person" and source.number != "p" and not surely_body:
        return "person"
    if noun is not None and noun.kind in BODY_KINDS and source.at < source.name.start:
        return (
            participant.kind if participant is not None and participant.kind in ("media", "state") else KINDS[noun.kind]
        )
    told = participant is not None and (
        participant.sure > 1 or participant.kind == "media" or source.determiner or len(source.name) > 1
    )
    if participant is not None and told and participant.kind != "unknown":
        return participant.kind
    return _guess(scan, source)


def _participant(scan: Scan, cast: Cast, source: Designation) -> Participant | None:
    """Return who is known by the name where it stands, or by the same name before."""
    first = source.at if 0 <= source.at < source.name.start else source.name.start
    for index in (*range(source.name.start, source.name.stop), first):
        participant = cast.named.get(index)
        if participant is not None:
            return participant
    return cast.find(scan.key(source.name), before=source.tokens.start)


def _guess(scan: Scan, source: Designation) -> SourceKind:
    """
    Return the kind of a name of which nothing is known.

    With an article it is a body's. A single word that the article never gives a first name, a title or a role is a
    body's or a person's, as the language's press has it.
    """
    first = scan.tokens.words[source.name.start]
    if source.determiner:
        return "organisation"
    if len(source.name) == 1 and is_brand(first, scan.roles):
        return "organisation"
    lone = len(source.name) == 1 and given_names.gender(first) is None
    if lone and is_thing(scan, first):
        return "organisation"
    return "organisation" if lone and scan.roles.lone_name == "organisation" else "person"


def is_thing(scan: Scan, name: str) -> bool:
    """Tell whether only pronouns for things take *name* up in its sentence (*Skyhop said* **it would study** …)."""
    tokens, genders = scan.tokens, set[str]()
    for first in scan.places_of(name):
        for index in range(first + 1, len(tokens) - 1):
            pronoun = scan.roles.pronouns.get(tokens.lower[index])
            if tokens.words[index] in ENDS or (pronoun is None and scan.tag(index) in ("NOUN", "PROPN")):
                break
            if pronoun is not None and pronoun.person == "3":
                after = next((at for at in range(index + 1, len(tokens)) if scan.tag(at) not in AUXILIARY), index)
                subject = scan.tag(index + 1) in ("AUX", "VERB") and scan.tag(after) == "VERB"  # not "it was late"
                does = subject or scan.tag(index + 1) in ("NOUN", "ADJ")
                genders |= {pronoun.gender} if pronoun.gender != "n" or does else set()
                break
    return genders == {"n"}


def _with_article(scan: Scan, source: Designation, participant: Participant | None, full: str) -> str:
    """Return the name of a body as the source writes it when the article knows no fuller one."""
    if participant is not None and len(participant.words) > len(source.name):
        return full
    whole = segment(scan, source)
    if any(scan.tokens.lower[index] in scan.roles.endings for index in range(source.tokens.start, source.name.start)):
        return full  # "Peru's Harbour Authority"
    if source.name.start > source.at >= 0 and source.noun is not None:
        return full
    return whole if whole.endswith(full) else full


def _place(scan: Scan, source: Designation, participant: Participant | None, place: Place) -> Resolution:
    """Return the state, capital or institution that a name stands for, as written."""
    first = source.tokens.start
    while first < source.name.start and _only_stresses(scan, first):
        first += 1
    short = source.name.start - first <= 1
    name = scan.words(range(first, source.name.stop)) if short else segment(scan, source)
    kind: SourceKind = "organisation" if place.kind in ("city", "body") else "state"
    speaker = Speaker(name, kind, place.identifier)
    return Resolution(
        speaker, kind, (speaker,), participant.gender if participant is not None else "", "s", participant
    )


def _only_stresses(scan: Scan, index: int) -> bool:
    """Tell whether the word at *index* is neither an article nor part of a name (*Even* Norway)."""
    lower, roles = scan.tokens.lower[index], scan.roles
    return lower in roles.not_names and lower not in roles.determiners
