"""
What do the words around a name say of it?

A title, a role before it or in apposition, the noun for a body or an outlet, an acronym in brackets, another name: each
tells what sort of name it is, and by what else its bearer may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.lang import given_names
from selon.lang.name_meant import AFFILIATING
from selon.lang.names import is_name_word, proper_name
from selon.lang.places import Place
from selon.lang.roles import Noun, Roles
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve.scan import ACRONYM, Role, Scan, modifiers

REACH = 9  # tokens between a role and its name: "le secrétaire général adjoint de l'ONU chargé de la paix, X"
DESCRIPTOR = 5  # tokens before a name within which the noun for it begins
OLDEST = 120  # years of an age
LEAD = 4  # tokens before a role that narrow it down: "the former Florida deputy"
INNER_CAPITAL = re.compile(r"[a-zà-ÿ][A-Z]")
SURE, FAIRLY, BARELY = 3, 2, 1
"""How sure a kind is: a title or a role tells it, a word of the name does, or only its form."""


def speaks_for_whole(scan: Scan, before: int) -> bool:
    """Tell whether a name stands after *membres de*: it is a body's."""
    tokens, roles = scan.tokens, scan.roles
    if before < 1 or tokens.lower[before] not in roles.genitive:
        return False
    noun = roles.nouns.get(tokens.lower[before - 1])
    return noun is not None and noun.lemma in roles.whole


def title(scan: Scan, start: int, first: int) -> tuple[str | None, int, Role | None]:
    """Return the gender of the title before token *start* (None without one), the token before it, and its role."""
    before, gender, role = start - 1, None, None
    while before >= first and scan.tokens.lower[before] in scan.roles.titles:
        gender = scan.roles.titles[scan.tokens.lower[before]] or gender or ""
        noun = scan.roles.title_roles.get(scan.tokens.lower[before])
        role = Role(noun) if noun is not None else role
        before -= 1
    if gender == "" and before >= first:
        gender = scan.roles.determiner_genders.get(scan.tokens.lower[before], "")  # "la Dr X"
    return gender, before, role


def kind_of(scan: Scan, name: range, place: Place | None, *, article: bool, titled: bool) -> tuple[SourceKind, int]:
    """Return what sort of name it seems, and how sure that is."""
    if titled:
        return "person", SURE
    if place is not None:
        if place.kind == "city":
            return "unknown", BARELY
        return ("organisation" if place.kind == "body" else "state"), FAIRLY
    known = _medium(scan, name, article=article) or _body(scan, name) or _thing(scan, name)
    return known or _by_form(scan, name, article=article)


def _thing(scan: Scan, name: range) -> tuple[SourceKind, int] | None:
    """
    Return that nothing which speaks is meant by a street, a building or an event.

        Tanner *Street*, Labor *Day*, la *rue* Gambetta, l'*ouragan* Nadine
    """
    words, marks = scan.tokens.words, scan.roles.place_marks
    if not scan.roles.head_last:
        marked = name.start > 0 and scan.tokens.lower[name.start - 1] in marks
        return ("unknown", FAIRLY) if marked else None
    if len(name) == 1 or words[name.stop - 1] not in marks:
        return None
    return None if given_names.gender(words[name.start]) is not None else ("unknown", FAIRLY)


def _medium(scan: Scan, name: range, *, article: bool) -> tuple[SourceKind, int] | None:
    roles = scan.roles
    with_article = range(name.start - 1, name.stop) if article else name
    if fold(scan.words(name)) in roles.media or fold(scan.words(with_article)) in roles.media:
        return "media", SURE if article or len(name) > 1 else BARELY
    ends = {scan.tokens.words[name.start], scan.tokens.words[name.stop - 1]}
    return ("media", FAIRLY) if len(name) > 1 and ends & roles.media_marks else None


def _body(scan: Scan, name: range) -> tuple[SourceKind, int] | None:
    words = scan.tokens.words[name.start : name.stop]
    noun = scan.roles.noun_at(scan.tokens.lower, name.start, name.stop)
    if noun is not None and noun.kind in ("organisation", "state", "media"):
        return ("media" if noun.kind == "media" else "organisation"), FAIRLY
    marked = len(words) > 1 and (any(word in scan.roles.organisation_marks for word in words) or _of_state(scan, words))
    acronym_alone = len(words) == 1 and words[0].isupper() and len(words[0]) >= ACRONYM
    return ("organisation", FAIRLY) if marked or acronym_alone or "&" in words else None


def _of_state(scan: Scan, words: Sequence[str]) -> bool:
    """Tell whether the name of a state ends that of a body (Health *Canada*, Météo *France*), not of Anatole France."""
    last = scan.places.named(words[-1])
    return last is not None and last.kind == "state" and given_names.gender(words[0]) is None


def _by_form(scan: Scan, name: range, *, article: bool) -> tuple[SourceKind, int]:
    if article:
        return "organisation", BARELY
    if len(name) > 1:
        known = given_names.gender(scan.tokens.words[name.start]) is not None
        return "person", FAIRLY if known else BARELY
    return ("organisation", BARELY) if is_brand(scan.tokens.words[name.start], scan.roles) else ("unknown", 0)


def is_brand(word: str, roles: Roles) -> bool:
    """
    Tell whether a word has a capital inside as no surname has (*PolitiFact*; not *McKinley*, *DuVernay*, *Jean-Luc*).

    A word in capitals with a small ending (*CEOs*) is none.
    """
    inner = INNER_CAPITAL.search(word)
    if inner is None or "-" in word or "'" in word or "’" in word or given_names.gender(word) is not None:
        return False
    before = word[: inner.end() - 1]
    return before not in roles.prefixes and before.lower() not in roles.particles


def role_before(scan: Scan, before: int, first: int) -> Role | None:
    """Return the role that ends with token *before* (*le premier ministre portugais,* X)."""
    tokens, roles = scan.tokens, scan.roles
    if before < first:
        return None
    set_off = tokens.words[before] == ","
    if set_off:
        before -= 1
    elif tokens.lower[before] in roles.of or tokens.lower[before] in roles.determiners:
        return None
    found: Role | None = None
    inner: Role | None = None
    for index in range(before, max(first, before - REACH) - 1, -1):
        if _breaks_off(scan, index):
            break
        noun = roles.noun_at(tokens.lower, index, before + 1)
        if noun is None or noun.kind != "person" or noun.number != "s":
            continue
        rest = range(index + noun.size, before + 1)
        if set_off and not roles.head_last and _is_complement(scan, index):
            # "la fille de la maire, X": it is the daughter, unless only "le cabinet de la maire" is left.
            inner = inner or (
                _role(scan, noun, rest, _lead(scan, index)) if noun.lemma not in roles.any_person else None
            )
            continue
        # A longer noun that holds the one found: "secrétaire d'État", "Vice President".
        if roles.head_last:
            index, noun = _longest(scan, index, index + noun.size, max(first, before - REACH))  # noqa: PLW2901
        found = _role(scan, noun, rest, _lead(scan, index))
        if roles.head_last or (index > first and tokens.lower[index - 1] in roles.determiners):
            break
    return found or inner


def _is_complement(scan: Scan, index: int) -> bool:
    """Tell whether the noun at *index* stands after *of*, with or without an article."""
    lower, roles = scan.tokens.lower, scan.roles
    before = index - 1
    if before > 0 and lower[before] in roles.determiners and lower[before] not in roles.genitive:
        before -= 1
    return before >= 0 and lower[before] in roles.genitive


def _longest(scan: Scan, index: int, end: int, first: int) -> tuple[int, Noun]:
    """Return the longest noun for a person that ends before token *end*, and where it begins: at *index* or before."""
    known = [
        (start, noun)
        for start in range(first, index + 1)
        if (noun := scan.roles.noun_at(scan.tokens.lower, start, end)) is not None
        and start + noun.size == end
        and noun.kind == "person"
    ]
    return known[0]


def _breaks_off(scan: Scan, index: int) -> bool:
    """Tell whether no role reaches over the token to the name after it."""
    word, roles = scan.tokens.lower[index], scan.roles
    if not word[0].isalnum() and word not in ("'", "-"):
        return True
    if word in roles.determiners:
        return False
    return scan.tag(index) in ("VERB", "AUX", "SCONJ") or word in roles.conjunctions or word in roles.pronouns


def role_after(scan: Scan, index: int, stop: int) -> Role | None:
    """Return the role of an apposition that begins with token *index* (X*, maire de Lège-Cap-Ferret*)."""
    tokens, roles = scan.tokens, scan.roles
    if index >= stop or tokens.words[index] not in (",", "(", "–", "—", "-"):
        return None
    start, end = index + 1, _apposition_end(scan, index + 1, stop)
    relative = roles.pronouns.get(tokens.lower[start]) if start < end else None
    if relative is not None and relative.person == "r":
        return None  # "Ann Coyle, whose son": it is not she who is one
    while start < end and (tokens.lower[start] in roles.determiners or tokens.lower[start] in roles.former):
        start += 1
    for at in range(start, min(end, start + REACH)):
        word = tokens.lower[at]
        if scan.tag(at) in ("VERB", "AUX") or word in roles.pronouns or word in roles.of:
            return None
        noun = roles.noun_at(tokens.lower, at, end)
        if noun is None or noun.kind != "person" or noun.number != "s":
            continue
        rest = range(at + noun.size, end)
        later = roles.noun_at(tokens.lower, rest.start, end) if roles.head_last and rest else None
        if later is not None and later.kind == "person":
            continue
        # "À Lyon, le ministre a déclaré": a verb follows, so that it was no apposition.
        if any(scan.tag(i) == "AUX" or (tokens.lower[i] in scan.verbs and scan.tag(i) in ("VERB", "")) for i in rest):
            return None
        return _role(scan, noun, rest, range(start, at))
    return None


def _apposition_end(scan: Scan, start: int, stop: int) -> int:
    tokens, end = scan.tokens, start
    while end < min(stop, start + 2 * REACH) and not tokens.opens[end]:
        if not tokens.words[end][0].isalnum() and tokens.words[end] not in ("'", "-"):
            break
        end += 1
    return end


def _role(scan: Scan, noun: Noun, rest: range, lead: range) -> Role:
    words, states = modifiers(scan, [*lead, *rest])
    return Role(noun, words, states)


def _lead(scan: Scan, at: int) -> range:
    """Return the tokens before the noun at *at* that narrow it down: several where modifiers come first."""
    if not scan.roles.head_last:
        return range(max(at - 1, 0), at)
    tokens, first = scan.tokens, at
    while first > 0 and tokens.words[first - 1][0].isalpha() and not tokens.opens[first] and at - first < LEAD:
        if tokens.lower[first - 1] in scan.roles.determiners:
            break
        first -= 1
    return range(first, at)


def descriptor(scan: Scan, before: int, first: int) -> Noun | None:
    """Return the noun for a body or an outlet that stands right before a name (*l'agence de notation* X)."""
    tokens, roles = scan.tokens, scan.roles
    at = before - 1 if before > first and tokens.words[before] == "," else before
    found = None
    for index in range(at, max(first, at - DESCRIPTOR) - 1, -1):
        word = tokens.lower[index]
        if not word[0].isalnum() or scan.tag(index) in ("VERB", "AUX") or word in roles.conjunctions:
            break
        noun = roles.noun_at(tokens.lower, index, at + 1)
        if noun is None or noun.kind not in ("organisation", "media", "state") or noun.number != "s":
            continue
        if tokens.capitalised(index) and not tokens.opens[index] and not tokens.words[index].isupper():
            break
        rest = range(index + noun.size, at + 1)
        if all(scan.tag(i) in ("ADJ", "") or tokens.lower[i] in scan.places.inhabitants for i in rest):
            found = noun
    return found


def has_age(scan: Scan, after: int) -> bool:
    """Tell whether an age stands at token *after*, which follows a name (X*, 38 ans*; X*, 60,*)."""
    tokens, roles = scan.tokens, scan.roles
    if after + ACRONYM >= len(tokens) or tokens.words[after] not in AFFILIATING:
        return False
    number, then = tokens.words[after + 1], tokens.lower[after + ACRONYM]
    if not number.isdigit() or not 0 < int(number) <= OLDEST:
        return False
    return then in roles.years or (tokens.words[after] == then == ",")  # "Brest (29)" is no age


def party(scan: Scan, after: int) -> str:
    """Return the party that is told after a name, from token *after* on (*(D-Ohio)*, *, a Republican*)."""
    tokens, roles = scan.tokens, scan.roles
    if after + 1 >= len(tokens) or tokens.words[after] not in AFFILIATING:
        return ""
    at = after + 1
    while at < len(tokens) - 1 and tokens.lower[at] in roles.determiners:
        at += 1
    return roles.party(tokens.lower[at]) if tokens.capitalised(at) else ""


def acronym(scan: Scan, name: range, stop: int, kind: SourceKind) -> str:
    """Return the acronym in brackets after *name*; after a person's, only its initials: else it is a party or a body."""
    tokens, after = scan.tokens, name.stop
    if after + ACRONYM < stop and tokens.words[after] == "(" and tokens.words[after + ACRONYM] == ")":
        word = tokens.words[after + 1]
        capitals = sum(char.isupper() for char in word)
        initials = "".join(scan.tokens.words[index][0] for index in name if scan.tokens.words[index][0].isupper())
        if capitals >= ACRONYM and capitals * 2 >= len(word) and (kind != "person" or word == initials):
            return word
    return ""


def alias(scan: Scan, name: range) -> str:
    """Return the other name that the article gives right after *name* (*dit « Hemetti »*)."""
    tokens, roles = scan.tokens, scan.roles
    index = name.stop
    if index < len(tokens) and tokens.words[index] in (",", "("):
        index += 1
    for mark in roles.alias_marks:
        words = mark.split()
        if list(tokens.lower[index : index + len(words)]) == words:
            index += len(words)
            if index < len(tokens) and tokens.words[index][0] in "«“\"‘'":
                index += 1
            if index < len(tokens) and is_name_word(tokens, index, roles):
                return scan.words(proper_name(tokens, index, len(tokens), roles, scan.places))
            return ""
    return ""
