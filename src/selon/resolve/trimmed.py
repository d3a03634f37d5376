"""
Which words of a mention are none of the name, as the rest of the article shows?

What stands before a name that is mentioned without it too (*Lucky* Ann Reed, *DC* Reed), and what a headline lets follow
a body's (*L'agence des bois* ferme).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from selon.lang.names import follows_role
from selon.lang.tokens import fold
from selon.resolve.mentions import Mention
from selon.resolve.scan import ACRONYM, ACRONYM_LENGTH, Scan
from selon.resolve.surroundings import FAIRLY

Words = tuple[str, ...]


def trimmed(mentions: list[Mention], scan: Scan) -> list[Mention]:
    """
    Return *mentions* without what is none of their names.

        Lucky [Ann Reed], DC [Reed], the New Hampshire [Reed] vote, le ministre de la Culture [Viktar Roux]
    """
    people = {m.words for m in mentions if len(m.words) > 1 and m.kind == "person"}
    full = {m.words for m in mentions if len(m.words) > 1 and m.kind == "person" and m.sure >= FAIRLY}
    lone: set[Words] = {m.words for m in mentions if len(m.words) == 1}
    every = {m.words for m in mentions if m.kind != "person"}
    return [_without_tail(_without_epithet(mention, people, full, lone, scan), every, scan) for mention in mentions]


def _without_epithet(
    mention: Mention, people: Collection[Words], full: Collection[Words], lone: Collection[Words], scan: Scan
) -> Mention:
    words = mention.words
    if mention.kind not in ("person", "organisation") or len(words) != len(mention.tokens) or mention.opens_given:
        return mention
    of_role = follows_role(scan.tokens, mention.tokens.start, scan.roles)
    if mention.kind != "person" and not of_role:
        return mention
    for size in range(1, len(words)):
        rest = words[size:]
        place = rest in lone and size > 1 and scan.places.named(" ".join(words[:size])) is not None
        rank = len(rest) == 1 and _is_rank(scan, mention.tokens) and any(n != words and n[-1:] == rest for n in full)
        if rest in full or place or rank or (of_role and rest in people):
            kind = "person" if of_role else mention.kind
            gender = mention.gender if mention.kind == kind else ""  # an article's is that of what was taken off
            return replace(mention, words=rest, tokens=mention.tokens[size:], kind=kind, gender=gender)
    return mention


def _is_rank(scan: Scan, name: range) -> bool:
    """Tell whether nothing but an acronym stands before a surname (*DC* Reed)."""
    word, surname = scan.tokens.words[name.start], scan.tokens.words[name.start + 1]
    return word.isupper() and ACRONYM <= len(word) <= ACRONYM_LENGTH and not surname.isupper()


def _without_tail(mention: Mention, every: Collection[Words], scan: Scan) -> Mention:
    """
    Return *mention* without what the same name has nowhere else.

        L'Agence des forêts [ferme], la mairie de Lima [et de Callao]
    """
    tokens, stop = scan.tokens, mention.tokens.stop
    if mention.kind == "person" or len(mention.words) <= ACRONYM:
        return mention
    joint = next((at for at in mention.tokens if tokens.lower[at] in scan.roles.conjunctions), stop)
    cut = joint if joint < stop and tokens.lower[joint + 1] in scan.roles.genitive else stop - 1
    words = tokens.words[mention.tokens.start : cut]
    rest = tuple(fold(word).rstrip(".") for word in words if word[0].isalnum())
    if rest not in every or (cut == stop - 1 and not tokens.words[cut].islower()):
        return mention
    return replace(mention, words=rest, tokens=range(mention.tokens.start, cut))
