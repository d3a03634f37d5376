"""
Which name does a noun phrase mean?

*le premier ministre portugais, Pedro Passos Coelho* means its name; *le frère de Jeanne Roux* and *Clinton's campaign*
hold one that only says whose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from selon.lang.names import (
    CALLED,
    after_roles,
    after_sort,
    follows_of,
    is_name_word,
    opens_known,
    opens_name,
    proper_name,
)
from selon.lang.noun_phrase import SET_OFF, NounPhrase
from selon.lang.roles import BODY_KINDS

AFFILIATING = frozenset(",(–—")
"""Marks before the party of somebody."""


def name_meant(phrase: NounPhrase) -> range:
    """Return the proper name that the phrase means."""
    names = list(_names(phrase))
    listed = _listed(phrase, names)
    if len(listed):
        return listed
    for name in names:
        if phrase.noun is None or not _is_one(phrase) or name.start < phrase.at:
            continue
        touches = name.start == phrase.at + phrase.noun.size
        if (
            phrase.noun.kind == "person"
            and touches
            and not _possesses(phrase, name)
            and not _is_before_title(phrase, name)
        ):
            return name  # "Senator Ann Coyle, Republican of Ohio"
        if _follows_role(phrase, name) and not _is_aside(phrase, name):
            return name  # "Fellow protester, engineer Ann Coyle, 60, from Tynemouth, North Tyneside"
        # An apposition set off by a comma is the name wherever the head is a role or a thing that can have one.
        if _set_off(phrase, name.start) and not _possesses(phrase, name) and not _tells_where(phrase, names, name):
            return _whole_body(phrase, name)
    return next((name for name in names if not _is_aside(phrase, name)), range(0))


def _listed(phrase: NounPhrase, names: list[range]) -> range:
    """Return the first of the people whom a plural lists to its end (*deux élus*, Jeanne Roux *et* Paul Kerven)."""
    tokens, noun = phrase.tokens, phrase.noun
    if noun is None or noun.kind != "person" or noun.number != "p":
        return range(0)
    people = [one for one in names if len(one) > 1 and one.start >= phrase.at + noun.size]
    if len(people) <= 1 or people[-1].stop != phrase.span.stop:
        return range(0)
    gaps = [range(one.stop, other.start) for one, other in pairwise(people)]
    joints = [tokens.lower[gap.start] if len(gap) == 1 else "" for gap in gaps]
    before = tokens.lower[people[0].start - 1]
    apart = before in SET_OFF or not (before in phrase.roles.of or before in phrase.roles.examples)
    told = all(joint == "," for joint in joints[:-1]) and joints[-1] in phrase.roles.conjunctions
    return people[0] if told and apart else range(0)


def _follows_role(phrase: NounPhrase, name: range) -> bool:
    """Tell whether a noun for one person stands right before a full *name*."""
    noun = phrase.roles.nouns.get(phrase.tokens.lower[name.start - 1]) if name.start > phrase.span.start else None
    return len(name) > 1 and noun is not None and noun.kind == "person" and noun.number == "s"


def _tells_where(phrase: NounPhrase, names: list[range], name: range) -> bool:
    """Tell whether *name* is one word that tells where the place before it is (*of Gannet Close,* Penderby)."""
    tokens, roles = phrase.tokens, phrase.roles
    before = next((one for one in names if one.stop == name.start - 1), None)
    if before is None or before.start == phrase.span.start or len(name) > 1:
        return False
    return tokens.words[before.stop - 1] in roles.place_marks or tokens.lower[before.start - 1] in roles.locatives


def _is_before_title(phrase: NounPhrase, name: range) -> bool:
    """Tell whether *name* only says where a titled person comes from (*Republican South Ohio* Sen. Ann Coyle)."""
    return name.stop < phrase.span.stop and phrase.tokens.lower[name.stop] in phrase.roles.titles


def _possesses(phrase: NounPhrase, name: range) -> bool:
    """Tell whether *name* only says whose something is (*the editor, Ann Coyle's brother*)."""
    return name.stop < phrase.span.stop - 1 and phrase.tokens.lower[name.stop] in phrase.roles.endings


def _names(phrase: NounPhrase) -> Iterator[range]:
    tokens, roles = phrase.tokens, phrase.roles
    index = phrase.span.start
    while index < phrase.span.stop:
        if opens_name(tokens, index, phrase.span.stop, roles) and _starts_name(phrase, index):
            name = proper_name(tokens, index, phrase.span.stop, roles, phrase.places)
            index = name.stop
            if phrase.noun is not None and phrase.noun.kind == "person" and name.start < phrase.at < name.stop:
                # "a California Democrat", "the county Chairman Luke Brand"
                index = min(phrase.at + phrase.noun.size, name.stop)
                name = range(name.start, phrase.at)
            yield _without_roles(phrase, name)
        else:
            index += 1


def _starts_name(phrase: NounPhrase, index: int) -> bool:
    if phrase.noun is not None and phrase.at <= index < phrase.at + phrase.noun.size:
        return False
    if _is_affiliation(phrase, index):
        return False
    word, lower = phrase.tokens.words[index], phrase.tokens.lower[index]
    if lower in phrase.roles.pronouns and (len(word) == 1 or not word.isupper()):
        return False  # "experts I met"; but "US"
    if not phrase.tokens.opens[index] and lower in phrase.roles.not_names and _tells_when(phrase, index):
        return False
    if not phrase.tokens.opens[index] or lower not in phrase.roles.not_names:
        return True
    return opens_known(phrase.tokens, index, phrase.span.stop, phrase.roles, phrase.places)


def _tells_when(phrase: NounPhrase, index: int) -> bool:
    """Tell whether a lone word that may be no name stands inside the phrase (*dated* June 3); but *Prime Minister* May."""
    tokens, roles = phrase.tokens, phrase.roles
    if index == phrase.span.start:
        return index + 1 < phrase.span.stop and tokens.words[index + 1].isdigit()  # "an August 2025 chart"
    if index + 1 < phrase.span.stop and is_name_word(tokens, index + 1, roles):
        return False
    before = tokens.lower[index - 1]
    noun = roles.nouns.get(before)
    return before not in roles.titles and (noun is None or noun.kind != "person")


def _is_affiliation(phrase: NounPhrase, index: int) -> bool:
    """Tell whether the token names the party of whoever the phrase has named before (*Bahr, Democrat of Ohio*)."""
    party = phrase.roles.party(phrase.tokens.lower[index])
    if phrase.noun is not None and phrase.noun.kind in BODY_KINDS:
        return False  # "the other party, Labour"
    return bool(party) and index > phrase.span.start and phrase.tokens.words[index - 1] in AFFILIATING


def _without_roles(phrase: NounPhrase, name: range) -> range:
    """Return *name* without a role or nationality that opens it (*US Secretary of State John Kerry*)."""
    tokens, roles = phrase.tokens, phrase.roles
    start, last = after_sort(tokens, name, roles), roles.nouns.get(tokens.lower[name.stop - 1])
    is_body = tokens.words[name.stop - 1] in roles.organisation_marks or (last is not None and last.kind in CALLED)
    if start == name.start and not is_body:
        start = after_roles(tokens, name, roles, phrase.places)
    return range(start, name.stop)


def _is_one(phrase: NounPhrase) -> bool:
    """Tell whether one is meant, be it out of a group (*un des chercheurs*)."""
    start, lower = phrase.span.start, phrase.tokens.lower
    among = any(lower[max(start - len(words), 0) : start] == words for words in phrase.roles.among)
    return among or (phrase.noun is not None and phrase.noun.number == "s")


def _set_off(phrase: NounPhrase, index: int) -> bool:
    """Tell whether a comma stands before the token, titles, article and role aside (*, le général Alexander*)."""
    roles, before = phrase.roles, index - 1
    while before >= 0:
        word = phrase.tokens.lower[before]
        noun = roles.nouns.get(word)
        role = noun is not None and noun.kind == "person"
        if not (role or word in roles.titles or (word in roles.determiners and word not in roles.of)):
            break
        before -= 1
    return before >= 0 and phrase.tokens.words[before] in SET_OFF


def _whole_body(phrase: NounPhrase, name: range) -> range:
    """Return *name* with its complements when a body's noun opens it (*l'Observatoire des droits de l'homme*)."""
    noun = phrase.roles.nouns.get(phrase.tokens.lower[name.start])
    if noun is None or noun.kind not in BODY_KINDS:
        return name
    end = name.stop
    while end < phrase.span.stop and phrase.tokens.words[end] not in (",", "(", "–", "—", ";"):
        end += 1
    return range(name.start, end)


def _is_aside(phrase: NounPhrase, name: range) -> bool:
    """Tell whether *name* stands in a complement, in brackets or before the noun it only modifies."""
    tokens, roles, stop = phrase.tokens, phrase.roles, phrase.span.stop
    lead = _lead(phrase, name)
    # "the field's hawks, like Coyle", "des élus comme M. Roux"
    example = lead > phrase.span.start and tokens.lower[lead - 1] in roles.examples
    street = not roles.head_last and tokens.lower[name.start - 1] in roles.place_marks  # "une élue de la rue Basse"
    bracketed = name.start > phrase.span.start and tokens.words[name.start - 1] == "("
    after = tokens.lower[name.stop] if name.stop < stop else ""
    # "former Florida Sen. Bob Graham"
    complement = follows_of(tokens, lead, roles, phrase.span.start) and not _is_the_same(phrase, lead)
    if example or street or bracketed or after in roles.titles or complement or _is_in_relative(phrase, name):
        return True
    if _possesses(phrase, name) or (roles.head_last and (_modifies(phrase, name) or _is_deep(phrase, name))):
        return True  # "Clinton's campaign", "Trump aides"
    if phrase.noun is None:
        return False
    several = phrase.noun.number == "p" or phrase.noun.kind == "group"
    if several and phrase.noun.kind in ("person", "group") and len(name) == 1 and tokens.words[name.start].isupper():
        return True  # "des députés LR"
    gap = range(phrase.at + phrase.noun.size, name.start)
    if several and (len(gap) > 1 or (roles.head_last and len(gap) == 1 and tokens.words[gap[0]].islower())):
        return True  # "les groupes de défense, dont X", "l'opposition, avec X", "candidates like X": one of them
    return roles.head_last and name.stop <= phrase.at and phrase.noun.kind != "media"  # "White House press secretary"


def _is_the_same(phrase: NounPhrase, lead: int) -> bool:
    """Tell whether *and* before token *lead* joins two roles of one (*her friend and* fellow writer Ann Coyle)."""
    one = phrase.noun is not None and phrase.noun.kind == "person" and phrase.noun.number == "s"
    joins = phrase.tokens.lower[lead - 1] in phrase.roles.conjunctions
    return one and joins and phrase.roles.head_last and phrase.tokens.words[lead].islower()


def _lead(phrase: NounPhrase, name: range) -> int:
    """Return where *name* begins with its titles and roles: "an aide to *presidential candidate* George Marsh"."""
    tokens, roles, first = phrase.tokens, phrase.roles, name.start
    headed = phrase.noun is not None and phrase.at < name.start
    least = phrase.at + phrase.noun.size if phrase.noun is not None and headed else phrase.span.start
    while first > least:
        word = tokens.lower[first - 1]
        noun = roles.nouns.get(word)
        attribute = roles.head_last and first < name.start and word[0].isalpha() and word not in roles.of
        if not roles.head_last and word in phrase.places.inhabitants:
            attribute = (
                first - 1 > least and roles.nouns.get(tokens.lower[first - 2]) is not None
            )  # "du président turc X"
        if word not in roles.titles and (noun is None or noun.kind != "person") and not attribute:
            break
        first -= 1
    return first


def _is_deep(phrase: NounPhrase, name: range) -> bool:
    """
    Tell whether *name* stands in what is told of the one meant, where a name follows its own noun at once.

        A man [accused of a theft on Tanner Street]; but "the head of research Ann Coyle"
    """
    tokens, roles = phrase.tokens, phrase.roles
    headed = phrase.noun is not None and phrase.at + phrase.noun.size <= name.start
    first = phrase.at + phrase.noun.size if phrase.noun is not None and headed else phrase.span.start
    between = range(first, _lead(phrase, name))
    if not between or (phrase.noun is not None and not (headed and phrase.is_determined())):
        return False
    if tokens.words[between[-1]] in SET_OFF:
        return False
    if any(is_name_word(tokens, index, roles) for index in between):
        return False
    opening = [index for index in between if phrase.opens_complement(index)]
    return bool(opening) and not (opening == [first] and tokens.lower[first] in roles.genitive)


def _is_in_relative(phrase: NounPhrase, name: range) -> bool:
    """Tell whether a relative pronoun stands between the first noun and *name* (*un élu que soutient Jeanne Roux*)."""
    if phrase.roles.head_last:
        return False
    first = phrase.at + phrase.noun.size if phrase.noun is not None else phrase.span.start + 1
    relatives = (phrase.roles.pronouns.get(phrase.tokens.lower[index]) for index in range(first, name.start))
    return any(pronoun is not None and pronoun.person == "r" for pronoun in relatives)


def _modifies(phrase: NounPhrase, name: range) -> bool:
    """Tell whether a common noun follows the name, which then only says whose."""
    roles, tokens = phrase.roles, phrase.tokens
    if name.stop >= phrase.span.stop:
        return False
    after = tokens.words[name.stop]
    if name.stop == phrase.span.stop - 1 and not (phrase.noun is None and phrase.is_determined()):
        return False
    return after[0].islower() and not any(
        after in words for words in (roles.pronouns, roles.of, roles.conjunctions, roles.not_names)
    )
