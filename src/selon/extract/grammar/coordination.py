"""
Does what a coordinator joins go on with the content, or with whoever speaks?

*She said it would close* **and promised** *a new one*: the verb after the coordinator is the content's, the cue's, or a new
sentence's; its place in the tree, its tense and its form tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from selon.extract.grammar import phrases
from selon.extract.grammar.verbs import VerbUse
from selon.parse.tree import Parse


def _climbs_to(parse: Parse, token: int, goal: int, first: int) -> bool | None:
    """Follow heads from *token*: True when they reach *goal* before any token from *first* on, False when not."""
    steps, current = 0, token
    while steps < 40:
        head = parse.head[current]
        if head == goal:
            return True
        if head == current:
            return None
        if head >= first and head < token:
            return False
        current, steps = head, steps + 1
    return None


def belongs_to_cue(
    parse: Parse,
    token: int,
    stop: int,
    use: VerbUse,
    first: int,
    uses: Mapping[int, VerbUse],
    *,
    phrasal: bool,
    markers: frozenset[str],
) -> bool:
    """
    Tell whether the coordination that starts at *token* goes on with the cue's subject rather than its content.

    *markers* are the words that open an infinitive.
    """
    for ahead in range(token, min(token + 5, stop)):
        other = uses.get(ahead)
        if other is not None and phrasal and other.kind == use.kind == "g":
            return True  # *attacking him for his greed* **and calling** *him a fraud*
        if phrasal and use.kind == "g" and parse.relation[ahead] == "conj" and parse.head[ahead] == use.token:
            return "Aspect=Prog" in parse.morph[ahead]  # … **and generally impugning** *his character*
        if other is not None and other.kind not in {"g", "i"}:
            if shares_form(parse, use, other, first, token):
                return True
            climbed = _climbs_to(parse, other.token, use.token, first)
            if climbed or (other.bare and phrasal and use.first < use.token):
                return True
            return (
                not other.bare and _tense(parse, other) in NARRATIVE and _content_tense(parse, first, token) == "past"
            )
        if phrases.is_finite(parse, ahead) or parse.pos[ahead] == "VERB":
            if use.kind != "i" and markers & {*parse.lower[token:ahead]}:
                return False  # *said the goal was not to win* **but to last**
            if _keeps_tense(parse, use, first, token, ahead):
                return False
            return parse.relation[verb_of(parse, ahead)] == "conj" and parse.head[verb_of(parse, ahead)] == use.token
        if parse.pos[ahead] in ("NOUN", "PROPN", "DET", "SCONJ"):
            break
    return False


def _keeps_tense(parse: Parse, use: VerbUse, first: int, token: int, ahead: int) -> bool:
    """*said it pays* **and she hears** *so*; *a dit qu'il était loin* **et n'attirait** *personne*: the content's tense."""
    if _finite_form(parse, use) == "past" and _tense_of(parse, ahead) == "present":
        return any(_tense_of(parse, t) == "present" for t in range(first, token))
    reports = "Tense=Imp" in parse.morph[ahead] or "Mood=Cnd" in parse.morph[ahead]
    return reports and _tense(parse, use) in NARRATIVE and _content_tense(parse, first, token) == "past"


def shares_form(parse: Parse, use: VerbUse, other: VerbUse, first: int, token: int) -> bool:
    """
    Tell a second verb of whoever speaks by its form, which is the cue's and not that of the content.

    *She said it would close* **and promised** *a new one*; *insists that he will fight* **and refuses** *to answer*.
    """
    own = _finite_form(parse, other)
    if own not in ("past", "present") or own != _finite_form(parse, use):
        return False
    content = next((t for t in range(first, token) if phrases.is_finite(parse, t)), None)
    if content is None:  # *proposed that forces be left* **and pushed** *for arms*
        bare = (t for t in range(first, token) if "VerbForm=Inf" in parse.morph[t] and parse.pos[t] == "AUX")
        return parse.pos[first] not in ("ADP", "AUX", "VERB", "PART") and next(bare, None) is not None
    if _tense_of(parse, content) != own:
        return True
    plain = own == "past" and other.first in (other.token, other.governor)
    thought = plain and all(cue.medium == "thought" for cue in other.cues)
    return parse.pos[content] == "AUX" and not thought  # not *said he was alarmed* **and wanted** *to see*


def _finite_form(parse: Parse, use: VerbUse) -> str:
    """Return the tense of a verb group's finite form; a perfect is past."""
    if use.first < use.token and parse.pos[use.first] == "AUX":
        return "past" if use.kind == "f" and "VerbForm=Part" in parse.morph[use.token] else ""
    return _tense_of(parse, use.first)


def _tense_of(parse: Parse, token: int) -> str:
    if "VerbForm=Fin" not in parse.morph[token]:
        return ""
    return "past" if "Tense=Past" in parse.morph[token] else "present" if "Tense=Pres" in parse.morph[token] else ""


def opens_clause(parse: Parse, token: int, stop: int) -> bool:
    """Tell whether a subject with its verb begins right at *token*."""
    verb = next((t for t in range(token, stop) if phrases.is_finite(parse, t)), None)
    if verb is None:
        return False
    verb = parse.head[verb] if parse.relation[verb].startswith(("aux", "cop")) else verb
    subjects = [t for t in parse.children[verb] if parse.relation[t].startswith(("nsubj", "expl:subj")) and token <= t]
    return bool(subjects) and subjects[0] < verb and min(parse.subtree(subjects[0])) == token


def narrates(parse: Parse, token: int, stop: int, first: int) -> bool:
    """*Il disait que le pont était fermé,* **mais** *la police l'a rouvert*: no longer in the tense of reported speech."""
    if not opens_clause(parse, token, stop) or _content_tense(parse, first, token) != "past":
        return False
    finite = next(t for t in range(token, stop) if phrases.is_finite(parse, t))
    perfect = parse.relation[finite] in ("aux:tense", "aux") and "Tense=Pres" in parse.morph[finite]
    return perfect and "Mood=Cnd" not in parse.morph[finite]


def verb_of(parse: Parse, token: int) -> int:
    """Return the verb that an auxiliary goes with; any other token itself."""
    return parse.head[token] if parse.relation[token].startswith("aux") else token


NARRATIVE = frozenset({"present", "perfect"})


def _tense(parse: Parse, use: VerbUse) -> str:
    """Tell the tense a reporter writes in (present, perfect) from the one of reported speech (past)."""
    finite = use.first
    for token in range(use.first, use.last + 1):
        if "VerbForm=Fin" in parse.morph[token]:
            finite = token
            break
    morph = parse.morph[finite]
    if "Tense=Imp" in morph or "Mood=Cnd" in morph:
        return "past"
    return "perfect" if finite != use.token else "present"


def _content_tense(parse: Parse, first: int, stop: int) -> str:
    """Whether the content's first finite verb is in a tense of reported speech."""
    for token in range(first, stop):
        if phrases.is_finite(parse, token):
            return "past" if "Tense=Imp" in parse.morph[token] or "Mood=Cnd" in parse.morph[token] else "present"
    return "none"
