"""
Whom does the article name, and where?

Capitalised sequences take the place of a named-entity model; what stands around them says what sort of name each is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.lang import given_names
from selon.lang.names import (
    after_roles,
    after_sort,
    is_name_word,
    known_end,
    opens_known,
    opens_name,
    place_of,
    proper_name,
)
from selon.lang.places import Place
from selon.lang.roles import BODY_KINDS
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve import surroundings
from selon.resolve.capitals import tells_names
from selon.resolve.scan import ACRONYM, ACRONYM_LENGTH, Role, Scan, complement_end
from selon.resolve.surroundings import BARELY, FAIRLY, SURE

NO_NAMES = frozenset({"VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "DET", "PRON"})
"""Parts of speech that a name has not."""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One place where the article names somebody or something.

    Attributes:
        tokens: Where.
        words: The words of the name, folded.
        kind: What sort of name it seems, ``unknown`` when nothing tells.
        sure: How much that rests on, from 0 to 3.
        gender: ``m``, ``f`` or empty.
        role: The function named with it.
        place: What the name stands for on the map.
        short: Acronym or other name given right after it (*FSR*, *Hemetti*).
        party: The party told right after it (*(D-Ohio)*).
        opens_given: Whether a given name opens it.
        number: ``p`` where a plural article tells that a body's name is one (*les* États-Unis).
    """

    tokens: range
    words: tuple[str, ...]
    kind: SourceKind = "unknown"
    sure: int = 0
    gender: str = ""
    role: Role | None = None
    place: Place | None = None
    short: str = ""
    party: str = ""
    opens_given: bool = False
    number: str = "s"


def mentions(scan: Scan, passages: list[range]) -> Iterator[Mention]:
    """
    Yield the names of each passage (a range of tokens), in text order.

    Lines in capitals or in title case give only full names.
    """
    for passage in passages:
        plain = tells_names(scan, passage)
        index = passage.start
        while index < passage.stop:
            if _is_plain(scan, index):
                index += 1
                continue
            role = scan.roles.noun_at(scan.tokens.lower, index, passage.stop)
            outlet = _outlet(scan, index, passage.stop) if plain and scan.tokens.capitalised(index) else range(0)
            if role is not None and role.kind == "person" and role.size > 1:
                index += role.size  # "secrétaire d'État": no name in it
            elif len(outlet):
                yield _mention(scan, outlet, passage)
                index = outlet.stop
            elif opens_name(scan.tokens, index, passage.stop, scan.roles) and _can_open(scan, index):
                name = _trimmed(scan, proper_name(scan.tokens, index, passage.stop, scan.roles, scan.places))
                if not plain:
                    name = name[:2]  # where every word has a capital, a name ends somewhere after the second
                if len(name) and not _is_word(scan, name) and (plain or _is_full_name(scan, name)):
                    name = _with_noun(scan, _completed(scan, name, passage.stop), passage.start)
                    yield _mention(scan, name, passage)
                index = max(name.stop, index + 1)
            else:
                index += 1


def _is_plain(scan: Scan, index: int) -> bool:
    """Tell whether the token at *index*, like most, can open neither a name nor a role of several words."""
    word, lower = scan.tokens.words[index], scan.tokens.lower[index]
    return (
        word.islower() and word.isalpha() and lower not in scan.roles.particles and scan.roles.starts.get(lower, 0) <= 1
    )


def _outlet(scan: Scan, index: int, stop: int) -> range:
    """Return the name of an outlet after its own article at *index* (*La* Voix du Nord), empty where there is none."""
    tokens, roles = scan.tokens, scan.roles
    if index + 1 >= stop or not tokens.capitalised(index + 1):
        return range(0)
    if tokens.lower[index] not in roles.determiners:
        return range(0)
    end = known_end(tokens, index, stop, roles, scan.places)
    whole = fold(" ".join(tokens.words[index:end])).replace("' ", "'") if end > index else ""
    longer = (
        whole in roles.media and opens_name(tokens, end, stop, roles) and not tokens.opens[end] if end < stop else False
    )
    return range(index + 1, end) if whole in roles.media and not longer else range(0)


def _is_word(scan: Scan, name: range) -> bool:
    """Tell whether a lone capital is no name: *l'ONG*, *les Portugais*, *Tiendra-t-elle*."""
    if len(name) > 1:
        return _is_people(scan, name)
    word, lower = scan.tokens.words[name.start], scan.tokens.lower[name.start]
    if lower in scan.places.inhabitants:
        return True
    if lower.rpartition("-")[2] in scan.roles.pronouns and not (word.isupper() and len(word) > 1):
        return True
    if scan.roles.party(lower) and _is_member(scan, name.start):
        return True
    return word.isupper() and len(word) > 1 and lower in scan.roles.nouns


def _is_people(scan: Scan, name: range) -> bool:
    """Tell whether a name of several words ends in a plural that means people (*South Sudanese Christians*)."""
    last = scan.tokens.lower[name.stop - 1]
    noun = scan.roles.nouns.get(last)
    people = noun is not None and noun.kind in ("person", "group") and noun.number == "p"
    return people or last[:-1] in scan.places.inhabitants


def _is_member(scan: Scan, index: int) -> bool:
    """Tell whether the word for a party at *index* tells whose member somebody is (*a Democrat*, *D-Ohio*)."""
    noun = scan.roles.nouns.get(scan.tokens.lower[index])
    member = noun is not None and noun.kind == "person"
    return member or "-" in scan.tokens.words[index] or scan.tag(index) == "ADJ"


def _is_full_name(scan: Scan, name: range) -> bool:
    """
    Tell whether a name holds in a line where capitals tell nothing.

    A given name opens it, and a surname follows that stands elsewhere too, or before a comma.
    """
    words = scan.tokens.words[name.start : name.stop]
    if len(words) == 1 or all(word.isupper() for word in words) or given_names.gender(words[0]) is None:
        return False
    return scan.tokens.words.count(words[1]) > 1 or scan.tokens.words[name.stop : name.stop + 1] == (",",)


def _can_open(scan: Scan, index: int) -> bool:
    """Tell whether a capitalised token can begin a name; at the start of a sentence that takes more than a capital."""
    word, lower = scan.tokens.words[index], scan.tokens.lower[index]
    acronym = word.isupper() and len(word) > 1 and not scan.tokens.opens[index]  # "the WHO"
    if lower in scan.roles.not_names and not acronym and not _belongs_to_next(scan, index):
        return opens_known(scan.tokens, index, len(scan.tokens), scan.roles, scan.places)
    if lower in scan.roles.determiners or (lower.partition("'")[0] in scan.roles.pronouns and not acronym):
        return False  # "The", "I've"
    if not scan.tokens.opens[index]:
        return not (len(word) == 1 and not word.isalnum())
    after = index + 1
    followed = (
        after < len(scan.tokens)
        and not scan.tokens.opens[after]
        and (is_name_word(scan.tokens, after, scan.roles) or scan.tokens.words[after] == "&")
    )
    if not followed and _is_common(scan, index):
        return False
    if followed and _stands_before(scan, index):
        return False
    # A lone capital at the start of a sentence is a name when something else says so.
    return followed or word in scan.inner or given_names.gender(word) is not None or _known(scan, word)


def _belongs_to_next(scan: Scan, index: int) -> bool:
    """Tell whether the capital after the token at *index* never stands without it, and does so twice (*Big* Machine)."""
    words, after = scan.tokens.words, index + 1
    if after >= len(words) or not words[after][0].isupper() or scan.tokens.opens[after]:
        return False
    return scan.is_joined(words[index], words[after])


def _is_common(scan: Scan, index: int) -> bool:
    """Tell whether the word that opens a sentence is a common one: written small elsewhere, a role, no noun at all."""
    lower = scan.tokens.lower[index]
    noun = scan.roles.nouns.get(lower)
    role = noun is not None and noun.kind in ("person", "sources", "bare", "group")
    return role or lower in scan.lowered or scan.tag(index) in NO_NAMES


def _stands_before(scan: Scan, index: int) -> bool:
    """Tell whether the word that opens a sentence only stands before a name (*Beneath* Coyle lies, *Said* Coyle:)."""
    word, lower, tag = scan.tokens.words[index], scan.tokens.lower[index], scan.tag(index)
    if lower in scan.verbs and (tag in ("VERB", "AUX") or (not tag and lower in scan.lowered)):
        return True
    if tag not in NO_NAMES or given_names.gender(word) is not None or word.endswith("."):
        return False
    return word not in scan.inner and scan.tokens.words[index + 1] in scan.inner


def _known(scan: Scan, word: str) -> bool:
    return (
        (word.isupper() and ACRONYM <= len(word) <= ACRONYM_LENGTH)
        or ("-" in word and word.lower().partition("-")[0] not in scan.roles.not_names)
        or scan.places.named(word) is not None
        or (fold(word) in scan.roles.media)
    )


def _trimmed(scan: Scan, name: range) -> range:
    """Return *name* without the roles and nationalities that open it, unless they are all of it."""
    tokens, roles = scan.tokens, scan.roles
    start = after_sort(tokens, name, roles)
    last = roles.nouns.get(tokens.lower[name.stop - 1])
    body = roles.head_last and len(name) > 1 and last is not None and last.kind in BODY_KINDS
    if start == name.start and not body and tokens.words[name.stop - 1] not in roles.organisation_marks:
        start = after_roles(tokens, name, roles, scan.places)
    return range(start, name.stop)


def _completed(scan: Scan, name: range, stop: int) -> range:
    """
    Return *name* with its small words: *Conseil national syrien*, *la revue* Plans larges.

    An acronym in brackets whose letters fit tells for sure how far it goes.
    """
    end = scan.spelled.get(name.start)
    if end is not None:
        return range(name.start, max(end, name.stop))
    noun = scan.roles.noun_at(scan.tokens.lower, name.start, stop)
    if noun is not None and noun.kind in ("organisation", "state", "media", "document"):
        return range(name.start, complement_end(scan, name.stop, stop))
    if scan.roles.head_last and _capital_end(scan, name, stop) > name.stop:
        return range(name.start, _capital_end(scan, name, stop))
    return range(name.start, _titled_end(scan, name, stop)) if len(name) == 1 else name


def _titled_end(scan: Scan, name: range, stop: int) -> int:
    """
    Return where a name of one capital and small words ends.

        l'association Rive [droite] redoute, le quotidien La Voix [de Minsk]
    """
    after = name.stop
    if after >= stop or scan.roles.head_last:
        return after
    described = surroundings.descriptor(scan, name.start - 1, 0) is not None
    # "droite" may be read as a noun or an adverb; a finite verb after it shows that it belongs to the name.
    joined = scan.tokens.words[after].islower() and scan.tag(after) in ("ADJ", "NOUN", "ADV", "VERB")
    if described and joined and after + 1 < stop and scan.tag(after + 1) in ("VERB", "AUX"):
        return after + 1
    if described and scan.tag(after) == "ADJ":
        return complement_end(scan, after, stop)
    article = name.start - 1
    own = article >= 0 and scan.tokens.lower[article] in scan.roles.determiners and scan.tokens.capitalised(article)
    if own and not scan.tokens.opens[article] and scan.tokens.lower[after] in scan.roles.genitive:
        return complement_end(scan, after, stop)
    return after


def _capital_end(scan: Scan, name: range, stop: int) -> int:
    """Return where the name of a body ends whose noun comes last: *Federal Bureau* of Prisons."""
    noun = scan.roles.nouns.get(scan.tokens.lower[name.stop - 1])
    if noun is None or noun.kind not in ("organisation", "state") or len(name) == 1:
        return name.stop
    end = complement_end(scan, name.stop, stop)
    return end if end > name.stop and scan.tokens.capitalised(end - 1) else name.stop


def _with_noun(scan: Scan, name: range, first: int) -> range:
    """Return *name* with the common noun before it that belongs to it (*l'institut Pasteur*)."""
    before = name.start - 1
    noun = scan.roles.nouns.get(scan.tokens.lower[before]) if before >= first else None
    if scan.roles.party(scan.tokens.lower[name.start]):
        return name  # "le groupe UMP" is the party's
    bears = noun is not None and noun.lemma in scan.roles.name_bearing and noun.number == "s" and len(name) == 1
    return range(before, name.stop) if bears and not _stands_alone(scan, name.start) else name


def _stands_alone(scan: Scan, index: int) -> bool:
    """Tell whether the article has the name at *index* without the noun before it too, and not as a surname."""
    tokens = scan.tokens
    before = [at - 1 for at, word in enumerate(tokens.words) if word == tokens.words[index] and at > 0]
    surname = any(_names_first(scan, at) and not tokens.opens[at + 1] for at in before)
    return not surname and any(tokens.lower[at] != tokens.lower[index - 1] for at in before)


def _names_first(scan: Scan, index: int) -> bool:
    """Tell whether the token may be a given name or a title."""
    tokens, roles = scan.tokens, scan.roles
    return (tokens.capitalised(index) and tokens.lower[index] not in roles.not_names) or tokens.lower[
        index
    ] in roles.titles


def _mention(scan: Scan, name: range, passage: range) -> Mention:
    tokens, roles = scan.tokens, scan.roles
    place = place_of(tokens, name, scan.text, scan.places)
    title, before, titled = surroundings.title(scan, name.start, passage.start)
    article = title is None and _has_article(scan, name, before, passage)
    role = surroundings.role_before(scan, before, passage.start) or titled
    if role is None and place is None:
        role = surroundings.role_after(scan, name.stop, passage.stop)
    kind, sure = surroundings.kind_of(scan, name, place, article=article, titled=title is not None)
    kind, sure = _by_what_precedes(scan, before, kind, sure)
    kind, sure, role = _by_role(role, kind, sure, article=article)
    if kind in ("person", "unknown") and place is None and not article and surroundings.has_age(scan, name.stop):
        kind, sure = "person", SURE
    gender = title or _given_gender(scan, name)
    if role is not None and not article and role is not titled:
        gender = gender or role.noun.gender  # what a title tells of its role (*Dr* → *docteur*) tells no gender
    if role is None:
        kind, sure, role = _by_descriptor(scan, before, passage.start, kind, sure)
    lead = tokens.lower[before] if article and kind != "person" else ""
    gender = gender or roles.determiner_genders.get(lead, "")  # "le Danemark"
    return Mention(
        name,
        tuple(fold(tokens.words[index]).rstrip(".") for index in name if tokens.words[index][0].isalnum()),
        kind,
        sure,
        gender,
        role,
        place,
        surroundings.acronym(scan, name, passage.stop, kind) or surroundings.alias(scan, name),
        surroundings.party(scan, name.stop),
        given_names.gender(tokens.words[name.start]) is not None,
        "p" if lead in roles.plural else "s",
    )


def _has_article(scan: Scan, name: range, before: int, passage: range) -> bool:
    """Tell whether the token *before* is a definite article of the name, and not of a noun after it."""
    roles = scan.roles
    if before < passage.start or roles.determiners.get(scan.tokens.lower[before]) != "definite":
        return False
    # "the Rubio campaign"
    return not (roles.head_last and name.stop < passage.stop and scan.tag(name.stop) in ("NOUN", "ADJ"))


def _by_what_precedes(scan: Scan, before: int, kind: SourceKind, sure: int) -> tuple[SourceKind, int]:
    """Return *kind* and how sure it is, seen what stands at *before*: the part of a whole, or a preposition of place."""
    if kind in ("unknown", "person") and sure < FAIRLY and surroundings.speaks_for_whole(scan, before):
        return "organisation", FAIRLY
    if kind == "unknown" and before >= 0 and scan.tokens.lower[before] in scan.roles.locatives:
        return kind, BARELY
    return kind, sure


def _by_role(role: Role | None, kind: SourceKind, sure: int, *, article: bool) -> tuple[SourceKind, int, Role | None]:
    """Return kind, how sure it is, and *role*: it makes a person of its bearer, and is none of a body's or a place's."""
    if role is None or (kind == "unknown" and sure == FAIRLY):
        return kind, sure, None  # a street, a building, an event
    if kind in ("unknown", "person") and not article:
        return "person", SURE, role
    return kind, sure, role if kind == "person" else None


def _by_descriptor(
    scan: Scan, before: int, first: int, kind: SourceKind, sure: int
) -> tuple[SourceKind, int, Role | None]:
    """Return kind, how sure it is, and what the noun for a body makes of it (*l'agence de notation* X)."""
    what = surroundings.descriptor(scan, before, first)
    if what is None or not (kind in ("unknown", "organisation", "media") or (kind == "person" and sure < FAIRLY)):
        return kind, sure, None
    return ("media" if "media" in (what.kind, kind) else "organisation"), FAIRLY, Role(what)


def _given_gender(scan: Scan, name: range) -> str:
    if len(name) < ACRONYM:
        return ""
    word = scan.tokens.words[name.start]
    # "Dominique-Jean": where the first of two given names tells nothing, the second does.
    for part in word.split("-"):
        found = scan.roles.given_genders.get(part, given_names.gender(part))
        if found in ("m", "f"):
            return found
    return ""
