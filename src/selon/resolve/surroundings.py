"""
What do the words around a name say of it?

A title, a role before it or in apposition, the noun for a body or an outlet, an acronym in brackets, another name: each
tells what sort of name it is, and by what else its bearer may be meant.
"""

from __future__ import annotations

from selon.lang import given_names
from selon.lang.names import is_name_word, proper_name
from selon.lang.places import Place
from selon.lang.roles import Noun, fold
from selon.model import SourceKind
from selon.resolve.scan import ACRONYM, Role, Scan, modifiers

REACH = 9  # tokens between a role and its name: "le secrétaire général adjoint de l'ONU chargé de la paix, X"
DESCRIPTOR = 5  # tokens before a name within which the noun for it begins
LEAD = 4  # tokens before a role that narrow it down: "the former Florida deputy"
FAIRLY = 2
"""How sure a kind is that the name itself tells; 3 where a title or a role does, 1 where only its form does."""


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
    return gender, before, role


def kind_of(scan: Scan, name: range, place: Place | None, *, article: bool, titled: bool) -> tuple[SourceKind, int]:
    """Return what sort of name it seems, and how sure that is."""
    tokens, roles = scan.tokens, scan.roles
    words = [tokens.words[index] for index in name]
    if titled:
        return "person", 3
    if place is not None:
        if place.kind == "city":
            return "unknown", 1
        return ("organisation" if place.kind == "body" else "state"), 2
    with_article = range(name.start - 1, name.stop) if article else name
    if fold(scan.words(name)) in roles.media or fold(scan.words(with_article)) in roles.media:
        return "media", 3 if article or len(words) > 1 else 1
    if len(words) > 1 and (words[-1] in roles.media_marks or words[0] in roles.media_marks):
        return "media", 2
    noun = roles.noun_at(tokens.lower, name.start, name.stop)
    if noun is not None and noun.kind in ("organisation", "state", "media"):
        return "media" if noun.kind == "media" else "organisation", 2
    if any(word in roles.organisation_marks for word in words[1:]) or "&" in words:
        return "organisation", 2
    if words[0] in roles.organisation_marks and len(words) > 1:
        return "organisation", 2
    if len(words) > 1 and given_names.gender(words[0]) and not article:
        return "person", 2
    if len(words) == 1 and words[0].isupper() and len(words[0]) >= ACRONYM:
        return "organisation", 2
    if article:
        return "organisation", 1
    if len(words) > 1:
        return "person", 1
    return "unknown", 0


def role_before(scan: Scan, before: int, first: int) -> Role | None:
    """Return the role that ends with token *before* (*le premier ministre portugais,* X)."""
    tokens, roles = scan.tokens, scan.roles
    if before < first:
        return None
    if tokens.words[before] == ",":
        before -= 1
    elif tokens.lower[before] in roles.of or tokens.lower[before] in roles.determiners:
        return None
    found: Role | None = None
    for index in range(before, max(first, before - REACH) - 1, -1):
        word = tokens.lower[index]
        if not word[0].isalnum() and word not in ("'", "-"):
            break
        if scan.tag(index) in ("VERB", "AUX", "SCONJ") or word in roles.conjunctions or word in roles.pronouns:
            if word not in roles.determiners:
                break
        noun = roles.noun_at(tokens.lower, index, before + 1)
        if noun is not None and noun.kind == "person" and noun.number == "s":
            rest = range(index + noun.size, before + 1)
            if found is not None and len(rest) == 0:
                break
            # A longer noun that holds the one found: "secrétaire d'État", "vice-président".
            found = _role(scan, noun, rest, index)
            if not roles.head_last and index > first and tokens.lower[index - 1] in roles.determiners:
                break
            if roles.head_last:
                break
    return found


def role_after(scan: Scan, index: int, stop: int) -> Role | None:
    """Return the role of an apposition that begins with token *index* (X*, maire de Lège-Cap-Ferret*)."""
    tokens, roles = scan.tokens, scan.roles
    if index >= stop or tokens.words[index] not in (",", "(", "–", "—", "-"):
        return None
    end = index + 1
    while end < stop and (tokens.words[end][0].isalnum() or tokens.words[end] in ("'", "-")) and not tokens.opens[end]:
        end += 1
        if end - index > REACH * 2:
            break
    start = index + 1
    while start < end and (tokens.lower[start] in roles.determiners or tokens.lower[start] in roles.former):
        start += 1
    for at in range(start, min(end, start + REACH)):
        word = tokens.lower[at]
        if scan.tag(at) in ("VERB", "AUX") or word in roles.pronouns or word in roles.of:
            return None
        noun = roles.noun_at(tokens.lower, at, end)
        if noun is not None and noun.kind == "person" and noun.number == "s":
            if roles.head_last:
                later = roles.noun_at(tokens.lower, at + noun.size, end) if at + noun.size < end else None
                if later is not None and later.kind == "person":
                    continue
            # "À Lyon, le ministre a déclaré": a verb follows, so that it was no apposition.
            if any(scan.tag(i) == "AUX" or tokens.lower[i] in scan.verbs for i in range(at + noun.size, end)):
                return None
            return _role(scan, noun, range(at + noun.size, end), at, range(start, at))
    return None


def _role(scan: Scan, noun: Noun, rest: range, at: int, lead: range | None = None) -> Role:
    tokens, roles = scan.tokens, scan.roles
    if lead is None:
        first = at
        while first > 0 and tokens.words[first - 1][0].isalpha() and not tokens.opens[first] and at - first < LEAD:
            if tokens.lower[first - 1] in roles.determiners:
                break
            first -= 1
        lead = range(first, at) if roles.head_last else range(max(at - 1, 0), at)
    words, states = modifiers(scan, [*lead, *rest])
    return Role(noun, words, states)


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


def acronym(scan: Scan, name: range, stop: int) -> str:
    """Return the acronym in brackets after *name*."""
    tokens, after = scan.tokens, name.stop
    if after + ACRONYM < stop and tokens.words[after] == "(" and tokens.words[after + ACRONYM] == ")":
        word = tokens.words[after + 1]
        capitals = sum(char.isupper() for char in word)
        if capitals >= ACRONYM and capitals * 2 >= len(word):
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
                return scan.words(proper_name(tokens, index, len(tokens), roles))
            return ""
    return ""
