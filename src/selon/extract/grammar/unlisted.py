"""
Which verbs credit a quotation although no lexicon lists them?

Right after a quotation the place tells, not the verb: an inverted pronoun, or a speaker where no other order is known.
"""

from __future__ import annotations

from selon.extract.grammar.groups import Group
from selon.extract.grammar.verbs import VerbUse, use_of_group
from selon.lang import Cue, Frame, Language
from selon.parse.tree import Parse

SURE_INVERSION = 0.9
"""Rate of a verb outside the lexicon that credits a quotation with an inverted pronoun."""


def inverted_verb(parse: Parse, pronoun: int, language: Language) -> VerbUse | None:
    """
    Return the verb whose inverted subject is the token *pronoun*, whether or not a lexicon lists it (*rembobine-t-il*).

    After a quotation any such verb credits it. One that governs an infinitive, or an auxiliary alone, is none.
    """
    words = language.words
    word = parse.lower[pronoun]
    verb = pronoun - 1
    while verb > 0 and parse.lower[verb] in words("inversion_hyphens"):
        verb -= 1
    hyphen = word.startswith("-") or verb < pronoun - 1
    if word not in words("inverted_pronouns") or not hyphen or verb < 1:
        return None
    token = verb
    if parse.lower[verb] in words("auxiliary_forms"):
        token = pronoun + 1
        while token < len(parse) and parse.pos[token] == "ADV":
            token += 1
        if token >= len(parse) or "VerbForm=Part" not in parse.morph[token]:
            return None
        if parse.lower[verb] in words("passive_auxiliaries"):
            return None
    elif parse.lower[verb] in words("modal_forms") or not parse.words[verb].isalpha():
        return None
    group = Group(parse, token, language)
    if group.inverted is None or group.negated:
        return None
    return _unlisted(group, language)


def unlisted_verb(parse: Parse, token: int, language: Language) -> VerbUse:
    """Return the verb at *token*, with its auxiliaries, that no lexicon need list (*enrage*)."""
    return _unlisted(Group(parse, token, language), language)


def _unlisted(group: Group, language: Language) -> VerbUse:
    """Return a verb group as the use of a cue that does nothing but credit what stands before it."""
    word = group.parse.lower[group.token]
    lemma = next((form.lemma for form in language.forms.get(word, ())), word)
    frame = Frame("parenthetical", rate=SURE_INVERSION)
    cue = Cue(lemma, lemma, (), group.reflexive, "assert", "speech", (), {"parenthetical": frame})
    return use_of_group(group, "f", last=group.last, cues=(cue,), passive=False, bare=False)
