"""
Where does a proper name begin and end?

Capitals, particles and given names tell; what stands before the name (a role, a nationality, the house that a person
belongs to) stays out.
"""

from __future__ import annotations

import re

from selon.lang import given_names
from selon.lang.places import Place, Places
from selon.lang.roles import Roles
from selon.lang.tokens import Tokens, fold

AND_WITHIN = frozenset({"organisation", "state"})  # kinds of the bodies whose name may hold *and*
WITH_NOUN = 2  # words of the least that makes a body's name after *and*: its noun and another
LONGEST_KNOWN = 4  # words of a name that a table has
LONGEST_NAME = 40
"""Tokens of a name; a run of more capitals than that is a list, or a text that is shouted."""

SHOUTED = 4  # letters from which a word in capitals may be a town's (*BRUXELLES Jeanne Roux*), and no acronym
CALLED = frozenset({"organisation", "media"})  # kinds of nouns that stand before a name and are no part of it
NICKNAME, LONGEST_NICKNAME = 3, 5  # tokens of a nickname with its marks
NICKNAME_MARKS = frozenset("\"'“”‘’«»")
INITIAL = re.compile(r"[A-Z]\.")
WITH_ROLE = 2  # tokens of a role and *of*
WITH_ARTICLE = 2
"""Words of *de la*, and of a name after which it opens a complement: Charles de la Tour is a name, Rami Abd al-Rahman
de l'Observatoire is a name and where its bearer works."""


def proper_name(tokens: Tokens, first: int, stop: int, roles: Roles, places: Places) -> range:
    """
    Return the proper name that begins with token *first*, which is capitalised, and ends before *stop*.

    Particles join (*Ursula von der Leyen*). An acronym or the name of a house before a given name stays out (*ONU
    Antonio Guterres*).
    """
    stop = min(stop, first + LONGEST_NAME)
    last = index = first
    while (index := index + 1) < stop and _adjacent(tokens, index):
        if is_name_word(tokens, index, roles):
            if last == first and _begins_person(tokens, range(first, stop), roles, places):
                break
            if _begins_bearer(tokens, first, index, stop, roles, places):
                break
            last = index
        elif tokens.words[index] == "&" and index + 1 < stop and tokens.capitalised(index + 1):
            continue
        else:
            possesses = tokens.lower[index] in roles.endings and not _is_called(
                tokens, range(first, index), roles, places
            )
            run = _body_end(tokens, index + 1, stop, roles) if possesses else None
            run = run or _after_nickname(tokens, index, stop, roles)
            run = run or _after_joint(tokens, range(first, index), stop, roles, places)
            run = run or _after_particles(tokens, first, last, index, stop, roles)
            if run is None:
                break
            last = index = run
    known = max(known_end(tokens, at, stop, roles, places) for at in range(first, last + 1))
    return range(first, max(_list_end(tokens, first, last + 1, stop, roles), known))


def _list_end(tokens: Tokens, first: int, end: int, stop: int, roles: Roles) -> int:
    """Return where the list ends that goes on with a body's complement (*Ministry of* Trade, Industry and Energy)."""
    if not roles.head_last or first < WITH_ROLE or tokens.lower[first - 1] not in roles.genitive:
        return end
    noun = roles.nouns.get(tokens.lower[first - WITH_ROLE])
    if noun is None or noun.kind not in AND_WITHIN or not tokens.capitalised(first - WITH_ROLE):
        return end
    at, listed = end, False
    while at + 1 < stop and _is_field(tokens, at + 1, roles):
        joins = tokens.lower[at] in roles.conjunctions and tokens.words[at].isalpha()
        if not joins and tokens.words[at] != ",":
            break
        listed, at = True, at + 2
        while at < stop and is_name_word(tokens, at, roles) and _adjacent(tokens, at):
            at += 1
        if joins:
            return at if listed else end
    return end


def _is_field(tokens: Tokens, index: int, roles: Roles) -> bool:
    """Tell whether a capital begins at *index* that is no person's name."""
    return is_name_word(tokens, index, roles) and given_names.gender(tokens.words[index]) is None


def known_end(tokens: Tokens, first: int, stop: int, roles: Roles, places: Places) -> int:
    """
    Return one past the name of several words that the tables have and that begins with token *first*; *first* for none.

        Le Monde diplomatique, les Nations unies, le Quai d'Orsay
    """
    for end in range(min(first + LONGEST_KNOWN, stop), first + 1, -1):
        name = fold(" ".join(tokens.words[first:end])).replace("' ", "'")
        if name in roles.media or name in roles.bodies or places.named(name) is not None:
            return end
    return first


def _after_joint(tokens: Tokens, before: range, stop: int, roles: Roles, places: Places) -> int | None:
    """
    Return the last word of a body whose name has *and* in it (the *Harbors and Exchange Commission*), None otherwise.

    What stands before *and* must be nobody's name by itself: no person's, acronym, place, outlet or body.
    """
    index, words = before.stop, tokens.words
    lead = tokens.lower[before.start - 1] if before.start > 0 else ""
    if not roles.head_last or tokens.lower[index] not in roles.conjunctions or not words[index].isalpha():
        return None
    if roles.determiners.get(lead) != "definite" and lead not in roles.genitive:
        return None
    end = index + 1
    while end < stop and is_name_word(tokens, end, roles) and _adjacent(tokens, end):
        end += 1
    noun = roles.nouns.get(tokens.lower[end - 1])
    after = range(index + 1, end)
    state = places.named(words[end - 1])  # "Fisheries and Oceans Canada"
    if (
        len(after) < WITH_NOUN
        or not ((noun is not None and noun.kind in AND_WITHIN) or (state is not None and state.kind == "state"))
        or _is_called(tokens, after, roles, places)
    ):
        return None
    last = roles.nouns.get(tokens.lower[index - 1])
    named = given_names.gender(words[before.start]) is not None or any(words[i].isupper() for i in before)
    body = (last is not None and last.kind in AND_WITHIN) or words[index - 1] in roles.organisation_marks
    return None if named or body or _is_called(tokens, before, roles, places) else end - 1


def _is_called(tokens: Tokens, name: range, roles: Roles, places: Places) -> bool:
    """Tell whether *name* is a place's or an outlet's."""
    whole = " ".join(tokens.words[name.start : name.stop])
    return places.named(whole) is not None or fold(whole) in roles.media


def _after_nickname(tokens: Tokens, index: int, stop: int, roles: Roles) -> int | None:
    """Return the name after a nickname in quotation marks that begin at *index* (*Ann “Annie” Coyle*), or None."""
    if tokens.words[index] not in NICKNAME_MARKS:
        return None
    ends = range(index + NICKNAME, min(index + LONGEST_NICKNAME, stop - 1) + 1)
    after = next((end for end in ends if tokens.words[end - 1] in NICKNAME_MARKS), stop)
    if after >= stop or not all(tokens.capitalised(at) for at in range(index + 1, after - 1)):
        return None
    return after if is_name_word(tokens, after, roles) else None


def _body_end(tokens: Tokens, first: int, stop: int, roles: Roles) -> int | None:
    """Return the last word of a body whose name has a possessive in it (*Retail Workers' Alliance*), None otherwise."""
    end = first
    while end < stop and is_name_word(tokens, end, roles) and _adjacent(tokens, end):
        end += 1
    return end - 1 if end > first and tokens.words[end - 1] in roles.organisation_marks else None


def _begins_person(tokens: Tokens, span: range, roles: Roles, places: Places) -> bool:
    """
    Tell whether a given name begins after the name of a body in a complement (*de Renault* Luca de Meo).

    It does not within a town's name (*by the Los Angeles Weekly*), where the capitals end as a body's name does, nor
    after a noun that is part of the name (*de la Fondation Jean Moulin*).
    """
    first, index = span.start, span.start + 1
    if (
        given_names.gender(tokens.words[index]) is None
        or given_names.gender(tokens.words[first]) is not None
        or tokens.lower[index] in roles.particles
        or tokens.lower[first] in roles.name_bearing
        or index + 1 >= span.stop
        or not is_name_word(tokens, index + 1, roles)
        or not (follows_of(tokens, first, roles) or _follows_called(tokens, first, roles))
    ):
        return False
    end = index + 1
    while end < span.stop and is_name_word(tokens, end, roles) and _adjacent(tokens, end):
        end += 1
    if tokens.words[end - 1] in roles.organisation_marks | roles.media_marks:
        return False
    return all(places.named(" ".join(tokens.words[first:stop])) is None for stop in range(index + 1, end + 1))


def _follows_called(tokens: Tokens, first: int, roles: Roles) -> bool:
    """Tell whether a small noun for a body stands before the token, whose name it then has (*l'agence* Delta Paul Roux)."""
    noun = roles.nouns.get(tokens.lower[first - 1]) if first > 0 and not roles.head_last else None
    called = noun is not None and noun.kind in CALLED and tokens.words[first - 1].islower()
    return called and tokens.lower[first] not in roles.determiners


def _begins_bearer(tokens: Tokens, first: int, index: int, stop: int, roles: Roles, places: Places) -> bool:  # noqa: PLR0913, PLR0917
    """Tell whether somebody's name begins after what a role is of (*Director of Harbor Affairs* Ann Coyle)."""
    words = tokens.words
    if index + 1 >= stop or not is_name_word(tokens, index + 1, roles) or not follows_role(tokens, first, roles):
        return False
    if given_names.gender(words[index]) is not None and given_names.gender(words[first]) is None:
        return True
    # "ambassador to Britain Liu Xiaming"
    place = places.named(" ".join(words[first:index]))
    return place is not None and place.kind in ("state", "capital") and words[index] not in roles.place_marks


def follows_role(tokens: Tokens, first: int, roles: Roles) -> bool:
    """Tell whether a role and *of* stand before the token (*le ministre malien de la* Culture)."""
    before = first - 1
    if before > 0 and tokens.lower[before] in roles.determiners and tokens.lower[before] not in roles.of:
        before -= 1
    if before < 1 or tokens.lower[before] not in roles.of:
        return False
    nouns = (roles.nouns.get(tokens.lower[at]) for at in range(before - 1, max(before - 1 - WITH_ROLE, -1), -1))
    return any(noun is not None and noun.kind == "person" for noun in nouns)


def _after_particles(  # noqa: PLR0913, PLR0917 - one position each: of the name, of the gap, of the end
    tokens: Tokens, first: int, last: int, index: int, stop: int, roles: Roles
) -> int | None:
    """Return the capital after the particles from token *index* on, None when they do not go on with the name."""
    run = index
    while run < stop and tokens.lower[run] in roles.particles and run - index < WITH_ARTICLE:
        run += 1
    if run == index or run >= stop or not is_name_word(tokens, run, roles) or not _adjacent(tokens, run):
        return None
    # "Nike de Nicolás Maduro": a plain "de" belongs to a name only after a given name or alone after a title.
    named = given_names.gender(tokens.words[first]) is not None or _follows_set_off_role(tokens, first, roles)
    if last == first and tokens.lower[index] in roles.genitive and not named:
        return None
    article = run - index == WITH_ARTICLE or tokens.lower[index] in roles.contractions
    return None if article and last - first + 1 >= WITH_ARTICLE else run


def _follows_set_off_role(tokens: Tokens, first: int, roles: Roles) -> bool:
    """Tell whether a role and a comma stand before the token, which is then a given name (*le maire,* Urbain de Sey)."""
    if first < WITH_ROLE or tokens.words[first - 1] != ",":
        return False
    noun = roles.nouns.get(tokens.lower[first - WITH_ROLE])
    return noun is not None and noun.kind == "person" and noun.number == "s"


def is_name_word(tokens: Tokens, index: int, roles: Roles) -> bool:
    """Tell whether a token can stand in a name: a capital, also after a particle and a hyphen (*al-Rahman*)."""
    word = tokens.words[index]
    if tokens.lower[index] in roles.titles:
        return False
    if word[0].isupper():
        parts = word.split("-")
        return len(parts) <= WITH_ARTICLE or any(part[:1].isupper() for part in parts[1:])  # not "Mum-of-three"
    particle, hyphen, rest = word.partition("-")
    return bool(hyphen) and rest[:1].isupper() and particle in roles.particles


def opens_name(tokens: Tokens, index: int, stop: int, roles: Roles) -> bool:
    """Tell whether a name may begin here: with a capital, or with a particle right after a title (*M. de Ménerbes*)."""
    if is_name_word(tokens, index, roles):
        return True
    return (
        0 < index < stop - 1
        and tokens.lower[index] in roles.particles
        and tokens.lower[index - 1] in roles.titles
        and tokens.capitalised(index + 1)
    )


def opens_known(tokens: Tokens, index: int, stop: int, roles: Roles, places: Places) -> bool:
    """
    Tell whether a place, an outlet or somebody of several words begins here, whatever else its first word is.

        New York; Will Coyle, whose surname is more common here than the word before it
    """
    end = index + 1
    given = given_names.gender(tokens.words[index]) is not None and tokens.lower[index] not in roles.determiners
    before = tokens.lower[index - 1] if index > 0 and not tokens.opens[index] else ""
    month = before in roles.of or before in roles.not_names  # "in May Corvane"
    if given and not month and end < stop and is_name_word(tokens, end, roles) and not tokens.opens[end]:
        alone = tokens.words.count(tokens.words[end])
        return alone > 1 or tokens.words[end + 1 : end + 2] == (",",)
    while end < stop and is_name_word(tokens, end, roles) and _adjacent(tokens, end):
        end += 1
        name = " ".join(tokens.words[index:end])
        if places.named(name) is not None or fold(name) in roles.media:
            return True
    return False


def follows_of(tokens: Tokens, first: int, roles: Roles, start: int = 0) -> bool:
    """Tell whether *of*, with or without an article, stands before the token and not before *start*."""
    before = first - 1
    if before > start and tokens.lower[before] in roles.determiners and tokens.lower[before] not in roles.of:
        before -= 1
    return before >= start and tokens.lower[before] in roles.of


def _adjacent(tokens: Tokens, index: int) -> bool:
    """Tell whether nothing but one space or no character stands before the token, on the same line."""
    return tokens.start[index] - tokens.end[index - 1] <= 1 and not tokens.opens[index]


def after_sort(tokens: Tokens, name: range, roles: Roles) -> int:
    """
    Return where *name* begins without a noun in capitals that tells what its bearer is (*ONG* Human Rights Watch).

    A letter before a body's name ends the sentence before it (*Le lycée quitte* X. Roux *Université* …).
    """
    if len(name) == 1:
        return name.start
    first, last = roles.nouns.get(tokens.lower[name.start]), roles.nouns.get(tokens.lower[name.stop - 1])
    called = first is not None and first.kind in CALLED and tokens.words[name.start].isupper()
    letter = last is not None and last.kind in CALLED and INITIAL.fullmatch(tokens.words[name.start]) is not None
    letter = letter and given_names.gender(tokens.words[name.start + 1]) is None  # but "J. Paul Brandel University"
    return name.start + 1 if called or letter else name.start


def after_roles(tokens: Tokens, name: range, roles: Roles, places: Places) -> int:
    """Return where *name* begins without the roles and nationalities before it (*Atlantic City Mayor* Don Guardian)."""
    start = index = _after_capitals(tokens, name, roles, places)
    while index < name.stop - 1:
        noun = roles.noun_at(tokens.lower, index, name.stop)
        size = noun.size if noun is not None else 1
        # "Paul Baker Reed"; but "Port Haven Mayor Ruth Calloway", whose town some people are called after too.
        surname = index == name.start + 1 and in_full_name(tokens, index, size, name.stop, roles)
        if noun is not None and noun.kind == "person" and noun.number == "s":
            if index + size < name.stop and not surname:
                start = index + size
        elif index == start and tokens.lower[index] in places.inhabitants:
            # "Belgian Minister"; but "Saudi Arabia"
            start = index if opens_known(tokens, index, name.stop, roles, places) else index + 1
        index += size
    return start


def _after_capitals(tokens: Tokens, name: range, roles: Roles, places: Places) -> int:
    """
    Return where *name* begins without words in capitals before a given name that has none: a party, a rank, a dateline.

        *LR* Jeanne Roux, *DC* Ann Coyle, *LIMA* Jeanne Roux; but le CHU Jean Moulin
    """
    words, start = tokens.words, name.start
    if start > 0 and tokens.lower[start - 1] in roles.determiners and not roles.party(tokens.lower[start]):
        return start
    while start < name.stop - 1 and len(words[start]) > 1 and words[start].isupper() and words[start].isalpha():
        after = words[start + 1]
        given = start + WITH_ROLE < name.stop and given_names.gender(after) is not None
        town = len(words[start]) >= SHOUTED and places.named(words[start]) is not None
        if after.isupper() or not (given or town):
            break
        start += 1
    return start


def in_full_name(tokens: Tokens, index: int, size: int, stop: int, roles: Roles) -> bool:
    """
    Tell whether the noun of *size* tokens at *index* is a surname: after a given name, and no name begins after it.

        Paul *Baker* Reed, Ann *Scholar*; but Charlotte *Mayor* Jenny Reed, Justice *Secretary* Reed
    """
    if given_names.gender(tokens.words[index - 1]) is None:
        return False
    after = index + size
    if after >= stop or not is_name_word(tokens, after, roles):
        return True
    if tokens.lower[index] not in roles.surnames:
        return False
    full = after + 1 < stop and given_names.gender(tokens.words[after]) is not None
    return not (full and is_name_word(tokens, after + 1, roles))


def place_of(tokens: Tokens, name: range, text: str, places: Places) -> Place | None:
    """Return the place that the words of *name* stand for, if they are one's name."""
    if not len(name):
        return None
    return places.named(text[tokens.start[name.start] : tokens.end[name.stop - 1]])
