"""
Does a cue assert, or is it asked, failed, unreal or hearsay; and can its source speak?
"""

from __future__ import annotations

from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import pair
from selon.extract.grammar.subjects import Found
from selon.extract.grammar.verbs import VerbUse
from selon.parse.tree import Parse

HEARSAY = 0.85
"""Rate of a passive by which nobody vouches, whatever the verb."""

ASKED = 0.3
"""Weight of a cue that somebody asks about."""


NARRATED = "narrated"
"""How the source is found of a cue that names none: whoever has just spoken."""


def is_asked(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*whether she thought that …*: what is asked has not been said."""
    if parse.relation[use.token] in ("advcl", "relcl", "conj", "root", "ROOT"):
        return False
    marks = (t for t in parse.children[use.token] if parse.relation[t] == "mark" and t < use.first)
    return any(parse.lower[t] in context.language.words("whether") for t in marks)


def is_supposed(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*even if the ministry agrees to pay*: what somebody may say one day."""
    if parse.relation[use.token] != "advcl" or use.bare:
        return False
    marks = (t for t in parse.children[use.token] if parse.relation[t] == "mark" and t < use.first)
    return any(parse.lower[t] in context.language.words("conditions") for t in marks)


def is_hearsay(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*is said to be ill*, *it is understood that …*: a passive by which nobody vouches."""
    if not use.passive:
        return False
    adverbs = context.language.words("group_adverbs")
    group = " ".join(word for word in parse.lower[use.first : use.last + 1] if word not in adverbs)
    return group in context.language.hearsay_groups


def is_narrated(context: Context, parse: Parse, use: VerbUse) -> bool:
    """***Et d'ajouter*** *que …*: an infinitive that tells what the one who has spoken says next, and names nobody."""
    opened = use.kind == "i" and pair(parse, max(use.first - 2, 0)) in context.language.words("narrating_openers")
    before = context.text[: parse.start[use.first - 2]].rstrip() if opened else ""
    return opened and before[-1:] in ("", *'.!?…»”"')


def is_failed(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*fails to understand that …*, *failed to say whether …*: the verb above denies it."""
    return use.governor is not None and parse.lower[use.governor] in context.language.words("failing_verbs")


def is_unreal(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*la police aurait pu requérir un mandat*: what somebody can or must do has not been said."""
    return use.governor is not None and parse.lower[use.governor] in context.language.words("possibility_modals")


def is_real(context: Context, parse: Parse, use: VerbUse, subject: int) -> bool:
    """
    Tell what somebody does from what he might do, or what is asked, supposed or only named.

    *Should he refuse to answer?*, *if the council* (at token *subject*) *does not reply*, *would have declined*, *the right
    to remain silent*, *far from keeping quiet*.
    """
    words, sentence = context.language.words, context.sentence_at(parse.start[use.token])
    if sentence.of(context.text).rstrip("»” \u00a0\u202f\"'").endswith("?"):
        return False
    group, before = {*parse.lower[use.first : use.token]}, use.first - 1
    if group & (words("duty_modals") if use.negated else words("possibility_modals")):
        return False
    supposing = words("conditions", "whether")
    if {*parse.lower[max(subject - 1, 0) : subject]} & supposing or (before >= 0 and parse.lower[before] in supposing):
        return False
    lead = " ".join(parse.lower[max(before - 2, 0) : use.token]).replace("' ", "'")
    if any(f" {phrase} " in f" {lead} " for phrase in words("unreal_openers")):
        return False
    markers = words("infinitive_markers")
    finite = (
        use.kind != "i" or use.governor is not None or before < 0 or (markers and parse.lower[before] not in markers)
    )
    if finite or denied_before(context, parse, use):
        return True
    chosen = words("chosen_infinitives") & {*parse.lower[max(before - 2, 0) : before + 1]}
    return bool(chosen) or (use.negated and parse.pos[before] in ("VERB", "AUX"))


def denied_before(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell a verb that a preposition denies (**sans** *répondre*, **without** *even answering*)."""
    light = context.language.words("group_adverbs")
    before = next((t for t in range(use.first - 1, -1, -1) if parse.lower[t] not in light), 0)
    return parse.lower[before] in context.language.words("denying_prepositions")


def can_speak(context: Context, parse: Parse, source: Found) -> bool:
    """Tell a person, a group, an institution, a document or a name from a thing (*la note témoigne d'un risque*)."""
    first, last = parse.at(source.span.start), parse.at(source.span.end - 1)
    if first is None or last is None:
        return True
    tokens = range(first, last + 1)
    nouns = context.language.speaking_nouns
    if any(parse.pos[t] == "PROPN" or parse.lower[t] in nouns for t in tokens):
        return True
    return all(parse.pos[t] != "NOUN" for t in tokens)
