"""
Which words look like an auxiliary or a negation before a verb, and are none?
"""

from __future__ import annotations

from selon.lang import Language
from selon.parse.tree import Parse


def is_contracted(parse: Parse, position: int, language: Language) -> bool:
    """Tell a negation that is part of the word before it, which is no auxiliary that the language lists (*ain't*)."""
    before = position - 1
    joined = before >= 0 and parse.end[before] == parse.start[position] and parse.words[before].isalpha()
    return joined and parse.lower[before] not in language.words("auxiliary_forms")


def is_name(parse: Parse, position: int, verb: int, language: Language) -> bool:
    """Tell *Mrs* **May** *said*, **Will** *says* from *may say*: a name, or a modal that a finite form cannot follow."""
    words = language.words
    if not language.traits.names_are_names or not parse.words[position][0].isupper():
        return False
    base = any("i" in form.kinds for form in language.forms.get(parse.lower[verb], ()))
    modal = parse.lower[position] in words("conditional_auxiliaries", "future_auxiliaries")
    return parse.pos[position] == "PROPN" or (modal and position == verb - 1 and not base)


def denies_another(parse: Parse, position: int, verb: int, language: Language) -> bool:
    """*Ceux qui ne votent* **pas** *disent*: right before a finite verb only the particle stands (**ne** *disent*)."""
    particles = language.words("negation_particles")
    if not particles or parse.lower[position] in particles:
        return False
    return "VerbForm=Fin" in parse.morph[verb] and parse.child(verb, "nsubj") is not None
