"""
Which bodies take part that have no capital?

*L'armée soudanaise*, *la préfecture des Pyrénées-Atlantiques*, *the Sanders campaign*, *Trump's campaign*: a common
noun with what makes it the name of one body.
"""

from __future__ import annotations

from selon.lang.roles import Noun
from selon.lang.tokens import fold
from selon.model import SourceKind
from selon.resolve.aliases import takes_initials
from selon.resolve.cast import Participant
from selon.resolve.casting import Casting
from selon.resolve.scan import ACRONYM, Role, Scan, complement_end, modifiers

LEAD = 4  # tokens between an article and the noun after a name (*the Obama administration*)


def add_bodies(casting: Casting, passages: list[range]) -> None:
    """Enter the bodies of each passage (a range of tokens) that a definite article or a possessive introduces."""
    lower, roles = casting.scan.tokens.lower, casting.scan.roles
    for passage in passages:
        index = passage.start
        while index < passage.stop - 1:
            if lower[index] in roles.endings:
                _possessed(casting, index, passage)
            if roles.determiners.get(lower[index]) == "definite":
                index = _definite(casting, index, passage)
            else:
                index += 1


def _possessed(casting: Casting, index: int, passage: range) -> None:
    """Enter the body whose name has a possessive ending at token *index* (*Trump's campaign*)."""
    scan = casting.scan
    noun = _body_noun(scan, index + 1, passage.stop)
    if index + 1 in casting.named:
        return  # "Lima's Ministry of Trade" has a name of its own
    start = next((at for at in range(index - 1, max(index - LEAD, -1), -1) if at in casting.named), None)
    if noun is not None and start is not None:
        _enter(casting, noun, range(start, index + 1 + noun.size))


def _definite(casting: Casting, index: int, passage: range) -> int:
    """Enter the body that a definite article at token *index* introduces, and return where to go on."""
    scan = casting.scan
    at = _noun_place(scan, index + 1, passage.stop)
    noun = _body_noun(scan, at, passage.stop)
    if noun is None:
        return index + 1
    end = complement_end(scan, at + noun.size, passage.stop)
    proper = casting.named.get(at)
    if proper is not None:
        proper.gender = proper.gender or (noun.gender if noun.number == "s" else "")
    elif at > index + 1 or (end > at + noun.size and _is_own_name(scan, noun, range(at, end))):
        _enter(casting, noun, range(index, end))
    return max(end, at + 1)


def _noun_place(scan: Scan, index: int, stop: int) -> int:
    """Return where the noun stands after the names that may precede it (*the Obama administration*)."""
    at = index
    while scan.roles.head_last and at < min(stop, index + LEAD) and scan.tokens.capitalised(at):
        if _body_noun(scan, at, stop) is not None:
            return at
        at += 1
    return at if _body_noun(scan, at, stop) is not None else index


def _is_own_name(scan: Scan, noun: Noun, body: range) -> bool:
    """Tell whether what follows makes a name of the noun: anything of *la police*, *of* something of *l'agence*."""
    complement = any(scan.tokens.lower[index] in scan.roles.genitive for index in body)
    return complement or noun.lemma not in scan.roles.anaphoric


def _body_noun(scan: Scan, index: int, stop: int) -> Noun | None:
    noun = scan.roles.noun_at(scan.tokens.lower, index, stop) if index < stop else None
    return noun if noun is not None and noun.kind in ("organisation", "state") else None


def _enter(casting: Casting, noun: Noun, whole: range) -> None:
    scan = casting.scan
    folded = tuple(fold(scan.tokens.words[index]) for index in range(whole.start + 1, whole.stop))
    key = " ".join(folded)
    participant = next((known for known in casting.known_as.get(key, []) if known.common), None)
    acronym = _acronym(scan, whole.stop)
    bearers = casting.known_as.get(fold(acronym), _spelling(casting, acronym)) if acronym else []
    lone = len(bearers) == 1 and len(bearers[0].words) == 1
    if participant is None and len(bearers) == 1 and not lone:
        participant = bearers[0]  # "l'agence du médicament (ANSM)", whose full name has that acronym too
        casting.known_as.setdefault(key, []).append(participant)
    if participant is None:
        words, states = modifiers(scan, [i for i in whole if scan.tokens.lower[i] not in noun.lemma.split()])
        kind: SourceKind = "state" if noun.kind == "state" else "organisation"
        role = Role(noun, words, states)
        # "du ministère": the preposition that holds the article is no part of the name.
        held = scan.tokens.lower[whole.start] in scan.roles.contractions
        participant = Participant(
            scan.words(whole[1:] if held else whole), folded, kind, 1, noun.gender, noun.number, [role], common=True
        )
        casting.enter(participant, {key})
        if acronym:
            casting.known_as[fold(acronym)] = [participant]
        if lone:
            casting.unite(bearers[0], participant)
    if whole.start in casting.named:
        participant.at.append(whole.start)  # the possessor keeps its mention
    else:
        casting.named[whole.start] = participant


def _spelling(casting: Casting, acronym: str) -> list[Participant]:
    """Return the body whose name *acronym* takes its letters from, where only one has such a name."""
    named = [
        one for one in casting.participants if one.kind == "organisation" and takes_initials(one.words, fold(acronym))
    ]
    return named if len(named) == 1 else []


def _acronym(scan: Scan, after: int) -> str:
    """Return the acronym in brackets at token *after*, empty when there is none."""
    words = scan.tokens.words[after : after + 3]
    short = len(words) > ACRONYM and words[0] == "(" and words[2] == ")" and sum(map(str.isupper, words[1])) >= ACRONYM
    return words[1] if short else ""
