"""
Whom does the article name, and where?

Capitalised sequences take the place of a named-entity model: with what stands around them – a title, a role, an
apposition, an article, an acronym in brackets – they say what sort of name it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selon.lang import given_names
from selon.lang.designation import after_roles, is_name_word, opens_name, place_of, proper_name
from selon.lang.places import Place, Places
from selon.lang.roles import Noun, Roles, fold
from selon.lang.tokens import Tokens
from selon.model import SourceKind

REACH = 9  # tokens between a role and its name: "le secrétaire général adjoint de l'ONU chargé de la paix, X"
SHOUTED = 4  # words in capitals that make a line a headline in capitals, where no word tells a name
TITLE_CASE = 0.6  # share of capitalised words from which a line is set in title case
ACRONYM = 2
SMALL = 4  # letters of the longest word that an acronym may leave out (*pour*, *with*)
DESCRIPTOR = 5  # tokens before a name within which the noun for it begins

Tag = Callable[[int], str]
"""The part of speech of a token, empty where the passage was not parsed."""


@dataclass(frozen=True, slots=True)
class Role:
    """
    A function that the article gives to somebody it names.

    Attributes:
        noun: What they are.
        words: What narrows it down, in lower case.
        states: ISO 3166 codes that those words stand for.
    """

    noun: Noun
    words: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


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
    """

    tokens: range
    words: tuple[str, ...]
    kind: SourceKind = "unknown"
    sure: int = 0
    gender: str = ""
    role: Role | None = None
    place: Place | None = None
    short: str = ""


@dataclass(frozen=True)
class Scan:
    """
    The article as the search for names reads it.

    Attributes:
        text: Its text.
        tokens: Its tokens.
        tag: Part of speech by token.
        roles: The language's words for those who speak.
        places: The language's names of places.
        verbs: Forms that may be a finite verb.
        lowered: Words that the text writes small somewhere.
        spelled: Where a name that an acronym in brackets spells out ends, by its first token.
        inner: Words that it writes with a capital inside a sentence.
    """

    text: str
    tokens: Tokens
    tag: Tag
    roles: Roles
    places: Places
    verbs: frozenset[str] = frozenset()
    lowered: frozenset[str] = field(init=False)
    inner: frozenset[str] = field(init=False)
    spelled: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        small = (word for word in self.tokens.words if word[0].islower())
        object.__setattr__(self, "lowered", frozenset(small))
        object.__setattr__(self, "spelled", _spelled_out(self.tokens))
        inside = zip(self.tokens.words, self.tokens.opens, strict=True)
        object.__setattr__(self, "inner", frozenset(word for word, opens in inside if not opens and word[0].isupper()))

    def words(self, tokens: range) -> str:
        """Return the text of *tokens*."""
        return self.text[self.tokens.start[tokens.start] : self.tokens.end[tokens.stop - 1]]


def _spelled_out(tokens: Tokens) -> dict[int, int]:
    """Return where the words before an acronym in brackets end, by where those begin whose initials it takes."""
    found = {}
    for index in range(1, len(tokens) - 2):
        if tokens.words[index] != "(" or tokens.words[index + 2] != ")":
            continue
        letters = [char.lower() for char in tokens.words[index + 1] if char.isupper()]
        if len(letters) < ACRONYM:
            continue
        at, left = index - 1, list(letters)
        while at >= 0 and left and index - at <= len(letters) * 4 and tokens.words[at][0].isalnum():
            if fold(tokens.words[at])[0] == fold(left[-1]):
                left.pop()
                start = at
            elif len(tokens.words[at]) > SMALL:
                break
            at -= 1
        if not left and tokens.capitalised(start):
            found[start] = index
    return found


def mentions(scan: Scan, passages: list[range]) -> Iterator[Mention]:
    """Yield the names of each passage (a range of tokens), in text order; of lines in capitals or title case only full names."""
    for passage in passages:
        plain = _tells_names(scan, passage)
        index = passage.start
        while index < passage.stop:
            role = scan.roles.noun_at(scan.tokens.lower, index, passage.stop)
            if role is not None and role.kind == "person" and role.size > 1:
                index += role.size  # "secrétaire d'État": no name in it
            elif opens_name(scan.tokens, index, passage.stop, scan.roles) and _can_open(scan, index):
                name = _trimmed(scan, proper_name(scan.tokens, index, passage.stop, scan.roles))
                if not plain:
                    name = name[:2]  # where every word has a capital, a name ends somewhere after the second
                if len(name) and not _is_word(scan, name) and (plain or _is_full_name(scan, name)):
                    name = _with_noun(scan, _completed(scan, name, passage.stop), passage.start)
                    yield _mention(scan, name, passage)
                index = max(name.stop, index + 1)
            else:
                index += 1


def _is_word(scan: Scan, name: range) -> bool:
    """Tell whether a lone capital is no name: *l'ONG*, *les Portugais*, *Tiendra-t-elle*."""
    if len(name) > 1:
        return False
    word, lower = scan.tokens.words[name.start], scan.tokens.lower[name.start]
    if lower in scan.places.inhabitants or lower.rpartition("-")[2] in scan.roles.pronouns:
        return True
    return word.isupper() and len(word) > 1 and lower in scan.roles.nouns


def _is_full_name(scan: Scan, name: range) -> bool:
    """Tell whether a name holds in a line where capitals tell nothing: a given name opens it and a surname follows."""
    words = [scan.tokens.words[index] for index in name]
    return len(words) > 1 and not all(word.isupper() for word in words) and given_names.gender(words[0]) is not None


def _tells_names(scan: Scan, passage: range) -> bool:
    words = [scan.tokens.words[index] for index in passage if scan.tokens.words[index][0].isalpha()]
    if len(words) < SHOUTED:
        return not all(word.isupper() for word in words) or len(words) == 1
    if sum(word.isupper() for word in words) > len(words) * TITLE_CASE:
        return False
    long = [word for word in words if len(word) > ACRONYM]
    return sum(word[0].isupper() for word in long) <= len(long) * TITLE_CASE


def _can_open(scan: Scan, index: int) -> bool:
    """Tell whether a capitalised token can begin a name; at the start of a sentence that takes more than a capital."""
    word, lower = scan.tokens.words[index], scan.tokens.lower[index]
    if lower in scan.roles.not_names or lower in scan.roles.pronouns or lower in scan.roles.determiners:
        return False
    if not scan.tokens.opens[index]:
        return not (len(word) == 1 and not word.isalnum())
    after = index + 1
    followed = (
        after < len(scan.tokens)
        and not scan.tokens.opens[after]
        and (is_name_word(scan.tokens, after, scan.roles) or scan.tokens.words[after] == "&")
    )
    if lower in scan.lowered and not followed:
        return False
    if (
        lower in scan.roles.nouns
        and not followed
        and scan.roles.nouns[lower].kind in ("person", "sources", "bare", "group")
    ):
        return False
    tag = scan.tag(index)
    if tag in ("VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "DET", "PRON") and not followed:
        return False
    # A lone capital at the start of a sentence is a name when something else says so.
    return followed or word in scan.inner or given_names.gender(word) is not None or _known(scan, word)


def _known(scan: Scan, word: str) -> bool:
    return (
        (word.isupper() and len(word) >= ACRONYM)
        or "-" in word
        or scan.places.named(word) is not None
        or (fold(word) in scan.roles.media)
    )


def _trimmed(scan: Scan, name: range) -> range:
    """Return *name* without the roles and nationalities that open it, unless they are all of it."""
    tokens, start = scan.tokens, name.start
    first = scan.roles.nouns.get(tokens.lower[start])
    if len(name) > 1 and first is not None and first.kind in ("organisation", "media") and tokens.words[start].isupper():
        return range(start + 1, name.stop)  # "ONG Human Rights Watch"
    if tokens.words[name.stop - 1] in scan.roles.organisation_marks:
        return name
    return range(after_roles(tokens, name, scan.roles, scan.places), name.stop)


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
    if len(name) == 1 and _descriptor(scan, name.start - 1, 0) is not None and scan.tag(name.stop) == "ADJ":
        return range(name.start, complement_end(scan, name.stop, stop))
    return name


def _with_noun(scan: Scan, name: range, first: int) -> range:
    """Return *name* with the common noun before it that belongs to it (*l'institut Pasteur*)."""
    before = name.start - 1
    noun = scan.roles.nouns.get(scan.tokens.lower[before]) if before >= first else None
    if noun is not None and noun.lemma in scan.roles.name_bearing and noun.number == "s" and len(name) == 1:
        return range(before, name.stop)
    return name


def complement_end(scan: Scan, index: int, stop: int) -> int:
    """
    Return where the adjectives and genitive complements that begin with token *index* end.

    A name that follows without a preposition is an apposition and stays out (*l'agence de notation* Moody's).
    """
    tokens, roles = scan.tokens, scan.roles
    end = index
    while index < stop:
        lower, tag = tokens.lower[index], scan.tag(index)
        if tokens.opens[index] or not (lower[0].isalnum() or lower in roles.determiners):
            break
        if lower in scan.places.inhabitants or (
            tag == "ADJ" and lower not in scan.verbs and lower not in roles.not_names
        ):
            index += 1
            end = index
        elif lower in roles.genitive:
            after = index + 1
            while after < stop and roles.determiners.get(tokens.lower[after]) == "definite":
                after += 1
            if after >= stop or not (scan.tag(after) in ("NOUN", "PROPN", "") or tokens.capitalised(after)):
                break
            if scan.tag(after) == "" and not tokens.capitalised(after):
                break
            index = end = proper_name(tokens, after, stop, roles).stop if tokens.capitalised(after) else after + 1
        else:
            break
    return end


def _mention(scan: Scan, name: range, passage: range) -> Mention:
    tokens, roles = scan.tokens, scan.roles
    text = scan.words(name)
    words = tuple(fold(tokens.words[index]).rstrip(".") for index in name if tokens.words[index][0].isalnum())
    place = place_of(tokens, name, scan.text, scan.places)
    title, before, titled = _title(scan, name.start, passage.start)
    article = before >= passage.start and roles.determiners.get(tokens.lower[before]) == "definite" and title is None
    if article and roles.head_last and name.stop < passage.stop and scan.tag(name.stop) in ("NOUN", "ADJ"):
        article = False  # "the Rubio campaign"
    gender = (title or "") or _given_gender(scan, name)
    role = _role_before(scan, before, passage.start) or titled
    if role is None and place is None:
        role = _role_after(scan, name.stop, passage.stop)
    kind, sure = _kind(scan, name, place, article=article, titled=title is not None)
    if kind in ("unknown", "person") and sure < 2 and _is_whole(scan, before):  # noqa: PLR2004
        kind, sure = "organisation", 2
    if kind == "unknown" and before >= 0 and tokens.lower[before] in roles.locatives:
        kind, sure = "unknown", 1
    if role is not None and kind in ("unknown", "person") and not article:
        kind, sure = "person", 3
        gender = gender or role.noun.gender
    elif role is not None and kind != "person":
        role = None
    if role is None:
        what = _descriptor(scan, before, passage.start)
        if what is not None and (kind in ("unknown", "organisation", "media") or (kind == "person" and sure < 2)):
            role = Role(what)
            kind, sure = ("media" if what.kind == "media" or kind == "media" else "organisation"), 2
    return Mention(
        name, words, kind, sure, gender, role, place, _short(scan, name, passage.stop) or _alias(scan, name, text)
    )


def _is_whole(scan: Scan, before: int) -> bool:
    """Tell whether a name stands after *membres de*: it is a body's."""
    tokens, roles = scan.tokens, scan.roles
    if before < 1 or tokens.lower[before] not in roles.genitive:
        return False
    noun = roles.nouns.get(tokens.lower[before - 1])
    return noun is not None and noun.lemma in roles.whole


def _title(scan: Scan, start: int, first: int) -> tuple[str | None, int, Role | None]:
    """Return the gender of the title before token *start* (None without one), the token before it, and its role."""
    before, gender, role = start - 1, None, None
    while before >= first and scan.tokens.lower[before] in scan.roles.titles:
        gender = scan.roles.titles[scan.tokens.lower[before]] or gender or ""
        noun = scan.roles.title_roles.get(scan.tokens.lower[before])
        role = Role(noun) if noun is not None else role
        before -= 1
    return gender, before, role


def _given_gender(scan: Scan, name: range) -> str:
    if len(name) < ACRONYM:
        return ""
    found = given_names.gender(scan.tokens.words[name.start])
    return found if found in ("m", "f") else ""


def _kind(scan: Scan, name: range, place: Place | None, *, article: bool, titled: bool) -> tuple[SourceKind, int]:
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


def _role_before(scan: Scan, before: int, first: int) -> Role | None:
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


def _role_after(scan: Scan, index: int, stop: int) -> Role | None:
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
        while first > 0 and tokens.words[first - 1][0].isalpha() and not tokens.opens[first] and at - first < 4:  # noqa: PLR2004
            if tokens.lower[first - 1] in roles.determiners:
                break
            first -= 1
        lead = range(first, at) if roles.head_last else range(max(at - 1, 0), at)
    words, states = modifiers(scan, [*lead, *rest])
    return Role(noun, words, states)


def modifiers(scan: Scan, indices: list[int]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words among *indices* that narrow a role down, and the states that they stand for."""
    tokens, roles, places = scan.tokens, scan.roles, scan.places
    words, states = set(), set()
    for index in indices:
        word = tokens.lower[index]
        if not word[0].isalnum() or word in roles.determiners or word in roles.of or word in roles.titles:
            continue
        words.add(word)
        state = places.inhabitants.get(word)
        if state is None and tokens.capitalised(index):
            place = places.named(tokens.words[index])
            state = place.state if place is not None and place.kind != "city" else None
        if state is not None:
            states.add(state)
    return frozenset(words), frozenset(states)


def _descriptor(scan: Scan, before: int, first: int) -> Noun | None:
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


def _short(scan: Scan, name: range, stop: int) -> str:
    """Return the acronym in brackets after *name*."""
    tokens, after = scan.tokens, name.stop
    if after + ACRONYM < stop and tokens.words[after] == "(" and tokens.words[after + ACRONYM] == ")":
        word = tokens.words[after + 1]
        capitals = sum(char.isupper() for char in word)
        if capitals >= ACRONYM and capitals * 2 >= len(word):
            return word
    return ""


def _alias(scan: Scan, name: range, text: str) -> str:
    """Return the other name that the article gives right after *name* (*dit « Hemetti »*)."""
    del text
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
