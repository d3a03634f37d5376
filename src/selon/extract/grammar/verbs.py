"""
Where does a cue verb stand, and what belongs to its verb group?

Read off the words and a generated table of inflected forms rather than the tagger: *tente*, *dénonce*, *pointe* are
tagged as nouns too often, above all after a quotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selon.extract.grammar.groups import Group
from selon.lang import Cue, Language
from selon.parse.tree import Parse


@dataclass(frozen=True, slots=True)
class VerbUse:
    """
    One occurrence of a verb that can be a cue.

    Attributes:
        token: The verb itself.
        first: First token of the verb group (auxiliary, clitic, negation).
        last: Last token of the verb group, fixed words included (*mis en garde*).
        cues: The cues it can be, those with more fixed words first.
        kind: A key of :data:`selon.lang.FORM_KINDS`: of the auxiliary when there is one.
        inverted: The inverted subject pronoun inside the group (*a-t-il dit*), None when there is none.
        passive: Whether the subject undergoes the act (*il a été annoncé*).
        bare: A participle without auxiliary.
        negated: Whether the group is negated.
        reflexive: Whether it holds a reflexive pronoun.
        object_clitic: An object pronoun inside the group (*l'accuse*), None when there is none.
        dative_clitic: A pronoun in the group that can be the addressee (*leur a dit*), None when there is none.
        governor: The token of the verb that governs an infinitive in this group (*peut croire*), None otherwise.
    """

    token: int
    first: int
    last: int
    cues: tuple[Cue, ...]
    kind: str
    inverted: int | None = None
    passive: bool = False
    bare: bool = False
    negated: bool = False
    reflexive: bool = False
    object_clitic: int | None = None
    dative_clitic: int | None = None
    governor: int | None = None

    def frame(self, name: str) -> Cue | None:
        """Return the first cue of this use that has frame *name*."""
        return next((cue for cue in self.cues if name in cue.frames), None)


def verb_uses(parse: Parse, language: Language) -> list[VerbUse]:
    """Return the occurrences of cue verbs in *parse*, in text order."""
    found = []
    for token, word in enumerate(parse.lower):
        if word in language.forms:
            use = _use(parse, token, language)
            if use is not None:
                found.append(use)
    return found


def _use(parse: Parse, token: int, language: Language) -> VerbUse | None:
    word = parse.lower[token]
    if parse.pos[token] == "PROPN" and language.traits.names_are_names:
        return None
    forms = language.forms[word]
    group = Group(parse, token, language)
    if parse.pos[token] not in ("VERB", "AUX") and group.nominal_context():
        return None
    kinds = {kind for form in forms for kind in form.kinds}
    kind, passive, bare = group.reading(kinds)
    others = "i" in kinds and token > 0 and parse.lower[token - 1] in language.words("causatives")
    if kind is None or (others and (kind == "i" or group.reflexive)):
        return None  # *fait dire que …*, *s'est fait demander si …*: it is another one who says or asks
    verbs = [form.lemma for form in forms if _fits(form.kinds, kind, group)]
    cues: list[Cue] = []
    last = token
    reflexive = group.reflexive and group.governor is None
    following = _following(parse, group.last, language)
    for verb in verbs:
        for cue in language.cues.get(verb, ()):
            if cue.reflexive != reflexive or (cue.rest and cue.rest[0] not in following):
                continue
            if cue.clitic and cue.clitic not in parse.lower[group.first : token]:
                continue
            end = _match_rest(parse, group.last, cue.rest, following)
            if end is None:
                continue
            if cue.rest and not cues:
                last = end
            cues.append(cue)
    if not cues:
        return None
    if cues[0].rest:
        cues = [cue for cue in cues if cue.rest == cues[0].rest]
    return use_of_group(group, kind, last=max(last, group.last), cues=tuple(cues), passive=passive, bare=bare)


def _fits(form_kinds: str, kind: str, group: Group) -> bool:
    """Tell whether a spelling that can be *form_kinds* can be what the group makes of it."""
    if group.auxiliary is not None:
        return "p" in form_kinds or "i" in form_kinds
    if group.governor is not None:
        return "i" in form_kinds
    return kind in form_kinds


def _following(parse: Parse, last: int, language: Language) -> dict[str, int]:
    """Return the adverbs after token *last* and the word after them, and where each stands first."""
    adverbs = language.words("group_adverbs")
    found: dict[str, int] = {}
    for position in range(last + 1, len(parse.lower)):
        word = parse.lower[position]
        found.setdefault(word, position)
        if word not in adverbs and parse.pos[position] != "ADV":
            break
    return found


def _match_rest(parse: Parse, last: int, rest: tuple[str, ...], following: Mapping[str, int]) -> int | None:
    """Return the last token of the fixed words *rest* among what follows *last*; None when they are not there."""
    if not rest:
        return last
    start = following[rest[0]]
    end = start + len(rest)
    return end - 1 if parse.lower[start:end] == rest else None


def use_of(parse: Parse, token: int, language: Language) -> VerbUse | None:
    """Return the verb group around *token* whether or not it is a cue; None where it can be no verb."""
    forms = language.forms.get(parse.lower[token], ())
    group = Group(parse, token, language)
    if parse.pos[token] not in ("VERB", "AUX") and group.nominal_context():
        return None
    kind, passive, bare = group.reading({kind for form in forms for kind in form.kinds})
    if kind is None:
        return None
    return use_of_group(group, kind, last=group.last, cues=(), passive=passive, bare=bare)


def use_of_group(group: Group, kind: str, *, last: int, cues: tuple[Cue, ...], passive: bool, bare: bool) -> VerbUse:
    """Return the use of the verb whose group that is, read as *kind* and ending with token *last*."""
    return VerbUse(
        token=group.token,
        first=group.first,
        last=last,
        cues=cues,
        kind=kind,
        inverted=group.inverted,
        passive=passive,
        bare=bare,
        negated=group.negated,
        reflexive=group.reflexive,
        object_clitic=group.object_clitic,
        dative_clitic=group.dative_clitic,
        governor=group.governor,
    )
