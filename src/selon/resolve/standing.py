"""
How does a mention stand in its sentence, seen from a pronoun after it?

In a complement (*l'idée de* Roux), in what only opens the sentence (*Under questioning by* Khoza, *he said* …), after
another pronoun, in another entry of a live page: whoever stands so is hardly meant.
"""

from __future__ import annotations

from selon.resolve.stage import Stage

REACH = 6  # tokens before a name within which the preposition stands that governs it


def governed(stage: Stage, token: int) -> str:
    """
    Return how a preposition governs the mention that begins with *token*.

    Titles and roles may stand between (*questioned by* the prosecutor, Ann *Reed*); a subject has none.

    Returns:
        ``complement`` where it is *of*, ``adjunct`` for another one, empty for none.
    """
    scan, lower, roles = stage.scan, stage.scan.tokens.lower, stage.scan.roles
    if token in stage.subjects:
        return ""
    for index in range(token - 1, max(token - REACH, 0) - 1, -1):
        word, tag = lower[index], scan.tag(index)
        if word in roles.genitive:
            return "complement"
        if tag == "ADP" or (not tag and word in roles.of and word not in roles.conjunctions):
            return "" if index > 0 and lower[index - 1] in roles.topics else "adjunct"  # "quant à Roux, il …"
        set_off = word == "," and index == token - 1 and _is_role(stage, index - 1)
        if not (set_off or word in roles.titles or word in roles.determiners or tag == "ADJ" or _is_role(stage, index)):
            return ""
    return ""


def _is_role(stage: Stage, token: int) -> bool:
    """Tell whether a noun for one person stands at *token*."""
    noun = stage.scan.roles.nouns.get(stage.scan.tokens.lower[token]) if token >= 0 else None
    return noun is not None and noun.kind == "person" and noun.number == "s"


def is_fronted(stage: Stage, token: int, pronoun: int) -> bool:
    """Tell whether the mention at *token* stands in what opens the sentence of *pronoun*, before any subject."""
    if stage.sentence_of[token] != stage.sentence_of[pronoun] or not stage.scan.tag(pronoun):
        return False
    return stage.subjects.isdisjoint(range(_opening(stage, token), pronoun))


def follows_pronoun(stage: Stage, token: int) -> bool:
    """Tell whether a pronoun for a third, or what is his, stands in the sentence before *token* (*In his evidence*)."""
    roles, lower = stage.scan.roles, stage.scan.tokens.lower
    for at in range(_opening(stage, token), token):
        pronoun = roles.pronouns.get(lower[at])
        owned = pronoun is None and roles.determiners.get(lower[at]) == "possessive"
        if owned or (pronoun is not None and pronoun.person == "3"):
            return True
    return False


def is_same_entry(stage: Stage, one: int, other: int) -> bool:
    """Tell whether two tokens stand in one entry of a live page, or in an article that is none."""
    return not stage.entry_of or stage.entry_of[one] == stage.entry_of[other]


def _opening(stage: Stage, token: int) -> int:
    """Return the first token of the sentence of *token*."""
    first = token
    while first > 0 and stage.sentence_of[first - 1] == stage.sentence_of[token]:
        first -= 1
    return first
