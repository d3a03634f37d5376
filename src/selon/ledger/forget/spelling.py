"""
Under which keys is a person's name looked up?

A form of a name has a *domain* – the kind of rule by which it is a form of the name – and a *key*: its words without case
and accents. Hashes of both are all that a tombstone holds. ``forms`` finds in a text what has such a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile, product

from selon.errors import InvalidValue
from selon.ledger import identity
from selon.ledger.forget.lexicon import is_also_word, is_article, is_generation, is_particle, is_title
from selon.ledger.forget.parting import Word, part

SURE = ("person", "reversed", "middle", "squashed")
"""The domains of forms that can be nobody else."""

DOUBTFUL = ("initials", "handle", "shorter", "alone", "surname")
"""The domains of other forms; ``surname`` counts only beside a full name, ``alone`` everywhere."""

UNSURE = ("ordered", "longer")
"""The domains of what is found beside the forms that are looked for, and is left to a person to judge."""

LITERAL = "words"
"""The domain of words that somebody gave as they are: a nickname, a longer name."""

CAPITAL = "^"
"""Stands before the key of a single word that counts only with a capital (*Nan*, not *nan*)."""

LIKE = "like"
"""The domain of letters that make a longer handle worth a look (*@anne_martin_off*); never kept."""

SHORTEST_SQUASHED = 6  # letters; fewer are another word too often (*Jo An*, joan)
_LONGEST_JOINED = 6  # words; each more doubles the names
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def spell(name: str) -> dict[str, set[str]]:
    """
    Return the keys of the forms of *name* by domain.

    >>> keys = spell("Anne Martin")
    >>> sorted(keys["reversed"]), sorted(keys["squashed"]), sorted(keys["initials"])
    (['martin anne', 'martin, anne'], ['annemartin', 'martinanne'], ['a m', 'a martin', 'anne m', 'm a', 'martin a'])
    """
    keys: dict[str, set[str]] = {domain: set() for domain in (*SURE, *DOUBTFUL, LIKE)}
    for spelling in {name, name.casefold().translate(_UMLAUTS)}:
        groups = _groups(spelling)
        if groups:
            _spell(groups, keys)
            _spell_doubtful(groups, keys)
    return keys


def spell_all(names: Iterable[str]) -> dict[str, set[str]]:
    """
    Return the keys of a person with several *names*; one that is a doubtful form of another gives none of its own.

    >>> sorted(spell_all(["Anne Martin", "Mme Martin", "A. Martin", "Nanette"])["person"])
    ['anne martin', 'nanette']
    """
    spelled = {name: spell(name) for name in names}
    cores = {name: core(name) for name in spelled}
    full = [
        name
        for name in spelled
        if not any(
            cores[name] in keys[domain] for other, keys in spelled.items() if other != name for domain in DOUBTFUL
        )
    ] or list(spelled)
    keys: dict[str, set[str]] = {}
    for name in full:
        for domain, found in spelled[name].items():
            keys.setdefault(domain, set()).update(found)
    return keys


def key_of(form: str, keys: Mapping[str, set[str]]) -> tuple[str, str]:
    """
    Return the domain and key of *form* as somebody writes it; words that are no form of the name stand for themselves.

    >>> keys = spell("Anne Martin")
    >>> key_of("A.M.", keys), key_of("@amartin", keys), key_of("Martin’s", keys)
    (('initials', 'a m'), ('handle', 'amartin'), ('alone', 'martin'))
    >>> key_of("la dame de fer", keys), key_of("Nan", keys)
    (('words', 'la dame de fer'), ('words', '^nan'))

    Raises:
        InvalidValue: If *form* has no letter, or is a single letter or a word of the language.
    """
    words = part(form).words
    if len(words) > 1 and words[-1].folded == "s" and re.fullmatch("['\u2019]", form[words[-2].end : words[-1].start]):
        words = words[:-1]
    if not words:
        msg = f"{form!r} is no form of a name; give words, initials or a handle"
        raise InvalidValue(msg)
    local, at, rest = form.partition("@")
    if at:
        return "handle", flat(local if local.strip() else rest.partition("@")[0])
    comma = next((i + 1 for i in range(len(words) - 1) if "," in form[words[i].end : words[i + 1].start]), 0)
    key = key_of_words(words, comma)
    known = next((domain for domain in DOUBTFUL if domain != "handle" and key in keys[domain]), None)
    if known:
        return known, key
    if len(words) == 1 and (words[0].is_letter or is_article(key) or (words[0].raw.islower() and is_also_word(key))):
        msg = f"{form!r} stands in every text; give more of the name, or a nickname with its capital"
        raise InvalidValue(msg)
    return LITERAL, key if len(words) > 1 or words[0].raw.islower() else CAPITAL + key


def core(name: str) -> str:
    """
    Return the words of *name* without titles, folded.

    >>> core("Mme d’Aubigny"), core("Dr. Anne Martin")
    ('d aubigny', 'anne martin')
    """
    return " ".join(word for group in _groups(name) for word in group)


def joined(key: str) -> list[str]:
    """
    Return the names that the key of a speaker, which has no hyphens, may stand for.

    >>> joined("anne martin dupont")
    ['anne martin dupont', 'anne martin-dupont', 'anne-martin dupont']
    """
    words = key.split()
    if not 2 < len(words) <= _LONGEST_JOINED:  # noqa: PLR2004 - two words are joined to one
        return [key]
    joints = list(product(" -", repeat=len(words) - 1))[:-1]  # the last one would be a single word
    return ["".join(map("".join, zip(words, (*some, ""), strict=True))) for some in joints]


def _groups(name: str) -> list[list[str]]:
    """Return the words of *name*, those between blanks together; titles are left out."""
    groups: list[list[str]] = []
    words = part(name).words
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and not re.search(r"\s|\.", name[before.end : word.start]):
            groups[-1].append(word.folded)
        else:
            groups.append([word.folded])
    while len(groups) > 1 and is_title(" ".join(groups[0])):
        groups.pop(0)
    return groups


def _surname_at(groups: Sequence[Sequence[str]]) -> int:
    first = len(groups) - 1
    while first > 1 and is_particle(groups[first - 1][0]):
        first -= 1
    return first


def _spell(groups: list[list[str]], keys: dict[str, set[str]]) -> None:
    words = [word for group in groups for word in group]
    keys["person"].add(" ".join(words))
    if len(words) < 2:  # noqa: PLR2004 - one word has no order
        return
    keys["squashed"].add("".join(words))
    for place in range(1, len(groups)):
        before = [word for group in groups[:place] for word in group]
        after = [word for group in groups[place:] for word in group]
        keys["reversed"] |= {" ".join((*after, *before)), f"{' '.join(after)}, {' '.join(before)}"}
        keys["squashed"].add("".join((*after, *before)))
    keys["squashed"] = {key for key in keys["squashed"] if len(key) >= SHORTEST_SQUASHED}


def _spell_doubtful(groups: list[list[str]], keys: dict[str, set[str]]) -> None:
    generation = " ".join(groups[-1])
    if len(groups) > 1 and is_generation(generation):
        groups = groups[:-1]
        first, rest = groups[0], [word for group in groups[1:] for word in group]
        keys["shorter"] |= {" ".join((*first, *rest)), " ".join((*rest, *first))}
        keys["reversed"].add(f"{' '.join((*first, *rest))}, {generation}")
    if len(groups) == 1:
        keys["alone"].add(" ".join(groups[0]))
        keys["handle"].add("".join(groups[0]))
    elif not is_article(groups[0][0]):  # Le Kremlin is no Le
        _spell_parts(groups, keys)


def _spell_parts(groups: list[list[str]], keys: dict[str, set[str]]) -> None:
    at = _surname_at(groups)
    first = groups[0]
    given = [word for group in groups[:at] for word in group]
    surname = [word for group in groups[at:] for word in group]
    letters = [word[0] for word in given]
    if at > 1:
        before, after = " ".join((*first, *(group[0][0] for group in groups[1:at]))), " ".join(surname)
        keys["middle"].add(f"{before} {after}")
        keys["reversed"] |= {f"{after} {before}", f"{after}, {before}"}
        keys["shorter"].add(" ".join((*first, *surname)))
    initials: set[tuple[str, ...]] = set()
    handles = {"".join(first)}
    bare = list(dropwhile(is_particle, surname)) or surname
    for tail in (surname, groups[-1], bare):
        keys["alone"].add(" ".join(tail))
        initial = [word[0] for word in tail]
        initials |= {(*first, initial[0]), *_acronym(letters + initial)}
        for head in (letters, letters[:1], ["".join(letters)]):
            for end in (tail, initial, initial[:1]):
                initials |= {(*head, *end), (*end, *head)}
        flat = "".join(tail)
        handles |= {flat, "".join(first) + initial[0]}
        for start in ("".join(given), "".join(first), letters[0], "".join(letters)):
            handles |= {start + flat, flat + start}
    keys["surname"].add(" ".join(first))
    keys["initials"] |= {" ".join(words) for words in initials}
    keys["handle"] |= handles
    keys["like"] |= {key for key in handles if key != "".join(first) and len(key) >= SHORTEST_SQUASHED - 1}


def _acronym(letters: Sequence[str]) -> set[tuple[str, ...]]:
    """Return initials without dots (*ABM*); two letters are too often something else (*AM*)."""
    return {("".join(letters),)} if len(letters) > 2 else set()  # noqa: PLR2004


def key_of_words(words: Sequence[Word], comma: int) -> str:
    """Return the key of *words*, the first *comma* of them before a comma; 0 for none."""
    folded = [word.folded for word in words]
    return f"{' '.join(folded[:comma])}, {' '.join(folded[comma:])}" if comma > 0 else " ".join(folded)


def flat(local: str) -> str:
    """
    Return the letters and digits of a handle.

    >>> flat("Anne_M75")
    'annem75'
    """
    return "".join(re.findall(r"\w+", identity.fold(local))).replace("_", "")
