"""
How does a noun phrase call the one it means?

*le premier ministre portugais, Pedro Passos Coelho* has a determiner, a role and a name; *l'ONG* only a noun; *il* only
a gender. Resolution and assessment read the same :class:`Designation`.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.places import Place, Places
from selon.lang.roles import Noun, Pronoun, Roles
from selon.lang.tokens import Tokens

JOINED_BY_ARTICLE = 2  # Charles de la Tour is a name; Rami Abd al-Rahman de l'Observatoire is a name and where he works


@dataclass(frozen=True, slots=True)
class Designation:
    """
    A noun phrase, read.

    Attributes:
        tokens: Its tokens, as positions in the article's.
        determiner: ``definite``, ``indefinite``, ``demonstrative``, ``possessive`` or empty.
        pronoun: What the phrase stands for when it is nothing but a pronoun.
        noun: The noun that heads it, where it is a known one.
        at: Position of that noun.
        name: Positions of the proper name that is meant, not of one in a complement; empty when there is none.
        modifiers: Words around the noun that narrow it down, in lower case.
        parts: Positions where a second source begins (*X et Y*).
        gender: ``m``, ``f`` or empty, from the noun or the determiner (*la ministre*).
        number: ``s``, ``p`` or empty, from the noun or the determiner.
        complemented: Whether the noun has a complement with a preposition (*l'agence de l'eau*).
    """

    tokens: range
    determiner: str = ""
    pronoun: Pronoun | None = None
    noun: Noun | None = None
    at: int = -1
    name: range = range(0)
    modifiers: frozenset[str] = frozenset()
    parts: tuple[int, ...] = ()
    gender: str = ""
    number: str = ""
    complemented: bool = False


def proper_name(tokens: Tokens, first: int, stop: int, roles: Roles) -> range:
    """
    Return the proper name that begins with token *first*, which is capitalised, and ends before *stop*.

    Particles join (*Ursula von der Leyen*), and so does a preposition with its article after a single word (*Charles de la
    Tour*), not after two. An acronym or the name of a house before a given name stays out (*ONU Antonio Guterres*).
    """
    last = index = first
    while (index := index + 1) < stop:
        if not _adjacent(tokens, index):
            break
        if is_name_word(tokens, index, roles):
            # "l'ONU Antonio Guterres", "de Renault Luca de Meo": what a person belongs to ends where her given name begins.
            if given_names.gender(tokens.words[index]) and last == first and _is_no_given_name(tokens.words[first]):
                after = index + 1
                if after < stop and is_name_word(tokens, after, roles) and _follows_of(tokens, first, roles):
                    break
            last = index
            continue
        if tokens.words[index] == "&" and index + 1 < stop and tokens.capitalised(index + 1):
            continue
        run = index
        while run < stop and tokens.lower[run] in roles.particles and run - index < JOINED_BY_ARTICLE:
            run += 1
        if run == index or run >= stop or not tokens.capitalised(run) or not _adjacent(tokens, run):
            break
        # "Nike de Nicolás Maduro": a plain "de" belongs to a name only after a given name or alone after a title.
        if last == first and tokens.lower[index] in roles.genitive and not given_names.gender(tokens.words[first]):
            break
        with_article = run - index == JOINED_BY_ARTICLE or tokens.lower[index] in ("du", "des")
        if with_article and last - first + 1 >= JOINED_BY_ARTICLE:
            break
        last = index = run
    return range(first, last + 1)


def is_name_word(tokens: Tokens, index: int, roles: Roles) -> bool:
    """Tell whether a token can stand in a name: a capital, also after a particle and a hyphen (*al-Rahman*)."""
    word = tokens.words[index]
    if tokens.lower[index] in roles.titles:
        return False
    if word[0].isupper():
        return True
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


def _is_no_given_name(word: str) -> bool:
    return given_names.gender(word) is None


def _follows_of(tokens: Tokens, first: int, roles: Roles, start: int = 0) -> bool:
    """Tell whether *of*, with or without an article, stands before the token and not before *start*."""
    before = first - 1
    if before > start and tokens.lower[before] in roles.determiners and tokens.lower[before] not in roles.of:
        before -= 1
    return before >= start and tokens.lower[before] in roles.of


def _adjacent(tokens: Tokens, index: int) -> bool:
    """Tell whether nothing but one space or no character stands before the token, on the same line."""
    return tokens.start[index] - tokens.end[index - 1] <= 1 and not tokens.opens[index]


def read(tokens: Tokens, span: range, roles: Roles, places: Places) -> Designation:
    """Return the noun phrase of *span*, read."""
    first, stop = span.start, span.stop
    lower = tokens.lower
    whole = " ".join(lower[first:stop]).replace("' ", "'").strip("- ")
    pronoun = roles.pronouns.get(whole)
    if pronoun is None and stop - first > 1 and lower[first] in ("-", "–"):
        pronoun = roles.pronouns.get(lower[stop - 1])
    if pronoun is not None:
        return Designation(span, pronoun=pronoun)
    start, determiner = _determiner(tokens, first, stop, roles)
    start, counted = _counted(tokens, start, stop, roles)
    noun, at = _head(tokens, start, stop, roles)
    name = _name(tokens, start, stop, noun, at, roles, places)
    if noun is not None and len(name) and name.start < at and not roles.head_last:
        noun, at = None, -1  # "l'Argentine voisine": what follows a name does not head it
    parts = _parts(tokens, start, stop, noun, at, name, roles)
    outside = set(name) | (set(range(at, at + noun.size)) if noun else set())
    modifiers = frozenset(
        lower[index]
        for index in range(start, stop)
        if index not in outside
        and lower[index][0].isalnum()
        and lower[index] not in roles.determiners
        and lower[index] not in roles.of
        and lower[index] not in roles.conjunctions
        and lower[index] not in roles.titles
    )
    gender = noun.gender if noun is not None else ""
    if not gender and start > first and (noun is None or noun.number == "s"):
        gender = roles.determiner_genders.get(lower[first], "")
    after = range(at + noun.size, name.start if len(name) and name.start > at else stop) if noun is not None else ()
    complemented = any(lower[index] in roles.of for index in after) or any(
        is_name_word(tokens, index, roles) for index in range(start, at)
    )
    number = "p" if counted else _number(tokens, first, start, noun, roles)
    if counted and determiner != "indefinite":
        determiner = "indefinite"
    return Designation(span, determiner, None, noun, at, name, modifiers, parts, gender, number, complemented)


def _counted(tokens: Tokens, start: int, stop: int, roles: Roles) -> tuple[int, bool]:
    """Return where the noun phrase goes on after words that only count (*quarantaine de*), and whether there were any."""
    for index in range(start, min(start + 3, stop - 2)):
        if tokens.lower[index] in roles.quantities and tokens.lower[index + 1] in roles.genitive:
            after = index + 2
            while after < stop - 1 and tokens.lower[after] in roles.determiners:
                after += 1
            return after, True
        if not tokens.words[index][0].isalnum():
            break
    return start, False


def _number(tokens: Tokens, first: int, start: int, noun: Noun | None, roles: Roles) -> str:
    if any(tokens.lower[first : first + len(phrase)] == phrase for phrase in roles.among):
        return "s"
    lead = tokens.lower[first:start]
    if any(word in roles.plural for word in lead) or (lead and lead[0].isdigit() and lead[0] != "1"):
        return "p"
    if noun is not None:
        return noun.number
    return "s" if start > first else ""


def _determiner(tokens: Tokens, first: int, stop: int, roles: Roles) -> tuple[int, str]:
    """Return where the phrase begins after its determiners, and their kind; *un des* makes it indefinite."""
    lower = tokens.lower
    for phrase in roles.among:
        if lower[first : first + len(phrase)] == phrase:
            return first + len(phrase), "indefinite"
    index, kind = first, ""
    while index < stop and (found := roles.determiners.get(lower[index])) is not None:
        if tokens.capitalised(index) and not tokens.opens[index] and index > first:
            break
        # "les trois ministres" is definite, "de nombreux habitants" indefinite.
        kind = kind or found
        index += 1
    if not kind and index < stop and lower[index].isdigit():
        return index + 1, "indefinite"
    return index, kind


def _head(tokens: Tokens, start: int, stop: int, roles: Roles) -> tuple[Noun | None, int]:
    """Return the noun that heads the phrase, and where it stands."""
    lower = tokens.lower
    found, at, index = None, -1, start
    while index < stop:
        word = lower[index]
        if not word[0].isalnum() and word not in ("-", "'") and word not in roles.endings:
            if found is not None or word in (",", "(", "–", "—"):
                break
            index += 1
            continue
        noun = roles.noun_at(lower, index, stop)
        if noun is not None and not _is_name(tokens, index, noun, start, roles):
            found, at = noun, index
            index += noun.size
            if not roles.head_last:
                break
            continue
        relative = roles.pronouns.get(word)
        if relative is not None and relative.person == "r" and index > start:
            break
        # What follows a preposition is a complement, except after "a number of".
        if word in roles.of and found is not None:
            break
        if word in roles.of and not roles.head_last and index > start:
            break
        index += 1
    return found, at


def _is_name(tokens: Tokens, index: int, noun: Noun, start: int, roles: Roles) -> bool:
    """Tell whether a noun with a capital is part of a name (*Fox News*) rather than a head."""
    if not tokens.capitalised(index) or tokens.opens[index]:
        return False
    before = tokens.words[index - 1] if index > start else ""
    if before == "&" or before.lower() in roles.titles or (noun.kind == "person" and given_names.gender(before)):
        return True  # "Delcourt & Fils", "Mr. Singer", "Paul Baker"
    # "Conseil de sécurité", "Secretary of State": capitals of function; a lone known noun after another capital is a name.
    return noun.kind in ("media", "document", "group") and index > start and tokens.capitalised(index - 1)


def _name(tokens: Tokens, start: int, stop: int, noun: Noun | None, at: int, roles: Roles, places: Places) -> range:
    """Return the proper name that the phrase means."""
    names = []
    index = start
    while index < stop:
        if opens_name(tokens, index, stop, roles) and _starts_name(tokens, index, noun, at, roles):
            name = proper_name(tokens, index, stop, roles)
            if noun is not None and name.start < at < name.stop:
                name = range(name.start, at)  # "a California Democrat"
            index = name.stop
            names.append(_without_modifiers(tokens, name, roles, places))
        else:
            index += 1
    for name in names:
        # An apposition set off by a comma is the name wherever the head is a role or a thing that can have one.
        if (
            noun is not None
            and (noun.number == "s" or _one_of(tokens, start, roles))
            and name.start > at
            and _after_comma(tokens, name.start, roles)
        ):
            return _whole_body(tokens, name, stop, roles)
    for name in names:
        if _follows_of(tokens, name.start, roles, start):
            continue
        if name.start > start and tokens.words[name.start - 1] == "(":
            continue
        if name.stop < stop and tokens.lower[name.stop] in roles.titles:
            continue
        if name.stop < stop - 1 and (
            tokens.lower[name.stop] in roles.endings or (roles.head_last and _modifies(tokens, name, roles))
        ):
            continue  # "Clinton's campaign", "former Florida Sen. Bob Graham"
        if noun is not None and noun.number == "p" and name.start > at + noun.size + 1:
            continue  # "les groupes de défense, dont X": one of them
        if noun is not None and roles.head_last and name.stop <= at and noun.kind != "media":
            continue  # "a Trump adviser", "White House press secretary"
        return name
    return range(0)


def _one_of(tokens: Tokens, start: int, roles: Roles) -> bool:
    """Tell whether one of a group is meant (*un des chercheurs*)."""
    return any(tokens.lower[start - len(phrase) : start] == phrase for phrase in roles.among if start >= len(phrase))


def _whole_body(tokens: Tokens, name: range, stop: int, roles: Roles) -> range:
    """Return *name* with its complements when a body's noun opens it (*l'Observatoire des droits de l'homme*)."""
    noun = roles.nouns.get(tokens.lower[name.start])
    if noun is None or noun.kind not in ("organisation", "state", "media"):
        return name
    end = name.stop
    while end < stop and tokens.words[end] not in (",", "(", "–", "—", ";"):
        end += 1
    return range(name.start, end)


def _modifies(tokens: Tokens, name: range, roles: Roles) -> bool:
    """Tell whether a common noun follows the name, which then only says whose (*Trump aides*)."""
    after = tokens.lower[name.stop]
    return (
        after[0].islower()
        and after not in roles.pronouns
        and after not in roles.of
        and after not in roles.conjunctions
        and after not in roles.not_names
        and tokens.words[name.stop][0].islower()
    )


def _starts_name(tokens: Tokens, index: int, noun: Noun | None, at: int, roles: Roles) -> bool:
    if noun is not None and at <= index < at + noun.size:
        return False
    return not (tokens.opens[index] and tokens.lower[index] in roles.not_names)


def _without_modifiers(tokens: Tokens, name: range, roles: Roles, places: Places) -> range:
    """Return *name* without a role or nationality that opens it (*US Secretary of State John Kerry*)."""
    last = roles.nouns.get(tokens.lower[name.stop - 1])
    first = roles.nouns.get(tokens.lower[name.start])
    if first is not None and first.kind in ("organisation", "media") and tokens.words[name.start].isupper():
        return range(name.start + 1, name.stop)  # "ONG Human Rights Watch"
    if tokens.words[name.stop - 1] in roles.organisation_marks or (last and last.kind in ("organisation", "media")):
        return name
    return range(after_roles(tokens, name, roles, places), name.stop)


def _after_nationalities(tokens: Tokens, name: range, places: Places) -> int:
    start = name.start
    while start < name.stop - 1 and tokens.lower[start] in places.inhabitants:
        start += 1
    return start


def _after_roles(tokens: Tokens, name: range, roles: Roles) -> int:
    """Return where the name goes on after a role written with a capital (*Atlantic City Mayor* Don Guardian)."""
    start, index = name.start, name.start
    while index < name.stop - 1:
        noun = roles.noun_at(tokens.lower, index, name.stop)
        size = noun.size if noun is not None else 1
        inside = index + size < name.stop
        surname = index > name.start and given_names.gender(tokens.words[index - 1]) is not None
        if noun is not None and noun.kind == "person" and noun.number == "s" and inside and not surname:
            start = index + size
        index += size
    return start


def after_roles(tokens: Tokens, name: range, roles: Roles, places: Places) -> int:
    """Return where *name* begins without the roles and nationalities before it."""
    return max(_after_roles(tokens, name, roles), _after_nationalities(tokens, name, places))


def _after_comma(tokens: Tokens, index: int, roles: Roles) -> bool:
    """Tell whether a comma stands before the token, titles, article and role aside (*, le général Keith Alexander*)."""
    before = index - 1
    while before >= 0:
        word = tokens.lower[before]
        noun = roles.nouns.get(word)
        role = noun is not None and noun.kind == "person"
        if not (role or word in roles.titles or (word in roles.determiners and word not in roles.of)):
            break
        before -= 1
    return before >= 0 and tokens.words[before] in (",", "–", "—")


def _parts(
    tokens: Tokens, start: int, stop: int, noun: Noun | None, at: int, name: range, roles: Roles
) -> tuple[int, ...]:
    """
    Return where the members of a coordination begin, the first one left out.

    Names join names (*Yahoo et Google*), a phrase with an article joins what stands before it (*l'ONU et les rebelles*); a
    name in a complement joins nothing here (*l'accord entre Lima et Quito*).
    """
    found = []
    lead = noun is not None and at >= start and not (noun.number == "p" and name.start == at + noun.size)
    for index in range(start + 1, stop - 1):
        if tokens.lower[index] not in roles.conjunctions and not (found and tokens.words[index] == ","):
            continue
        after = index + 1
        article = roles.determiners.get(tokens.lower[after]) == "definite"
        if article or (tokens.capitalised(after) and not lead and _all_names(tokens, start, index, roles)):
            found.append(after)
    return tuple(found)


def _all_names(tokens: Tokens, start: int, stop: int, roles: Roles) -> bool:
    """Tell whether nothing but names and commas stands between two tokens."""
    return all(
        is_name_word(tokens, index, roles)
        or tokens.words[index] in (",", "&")
        or tokens.lower[index] in roles.particles
        or tokens.lower[index] in roles.titles
        or tokens.lower[index] in roles.determiners
        or tokens.lower[index] in roles.conjunctions
        or roles.nouns.get(tokens.lower[index]) is not None
        for index in range(start, stop)
    )


def place_of(tokens: Tokens, name: range, text: str, places: Places) -> Place | None:
    """Return the place that the words of *name* stand for, if they are one's name."""
    if not len(name):
        return None
    return places.named(text[tokens.start[name.start] : tokens.end[name.stop - 1]])
