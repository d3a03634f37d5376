"""
How sure is the content presented as?

Read off the content's main clause: a mark further down (*…, qui n'aurait pas dû…*) is about something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.assess.clause import WORD, Main
from selon.lang.marks import Hedges
from selon.model import Attribution, Certainty

OPENING = " «“\"'"
"""What may stand before the first word of a content."""
SET_APART = ("quote", "parenthetical")
"""Frames whose quotation stands by itself: the cue does not hedge it (*« Lundi, on négociera », prédit-il*)."""


@dataclass(frozen=True, slots=True)
class Saying:
    """
    What the cue tells of how the content is put.

    Attributes:
        words: The words of the cue.
        past: Whether it tells of the past, so that a conditional may be a future seen from there.
        relayed: Whether a preposition credits the content (*selon*) or an outlet relays it: a conditional is hearsay.
        impersonal: Whether it names nobody but a place where it stands (*peut-on lire dans*): its modal hedges nothing.
    """

    words: str
    past: bool
    relayed: bool
    impersonal: bool = False


def certainty(attribution: Attribution, main: Main | None, marks: Hedges, saying: Saying) -> Certainty:
    """
    Return how sure the content is presented as the source's.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        saying: What the cue tells.
    """
    if main is None:
        return "certain"
    verb = _conditional(main, marks)
    plain = _without_conditional(attribution, main, marks, saying, verb)
    if plain is not None:
        return plain
    if verb is None:
        return "probable" if _supposes(main, marks) else "certain"
    return _of_conditional(attribution, main, marks, verb, saying)


def _without_conditional(
    attribution: Attribution, main: Main, marks: Hedges, saying: Saying, verb: str | None
) -> Certainty | None:
    """Return the certainty that cue, modals and adverbs tell; None when they leave it to the verb."""
    said = set(WORD.findall(saying.words.lower()))
    if _is_hearsay(attribution, marks, saying):
        return "reported"
    apart = attribution.quotation == "direct" and attribution.why.frame in SET_APART
    written, lemma = main.written(), "" if apart else attribution.why.cue
    modals = main.modals(marks.possible.modals)
    if attribution.why.frame == "question" or main.has_any(marks.negation.words):
        modals -= marks.possible.past_modals  # *asked if the town could wait*, *could not reach him*
    hedged = not saying.impersonal and not said.isdisjoint(marks.possible.cue_modals)
    if lemma in marks.possible.cues or modals or hedged or _is_left_open(attribution, marks, said):
        return "possible"
    likely = verb is None and bool(main.modals(marks.probable.modals))
    if likely or lemma in marks.probable.cues or marks.probable.words.search(written):
        return "probable"
    if marks.possible.words.search(written) or marks.possible.words.match(main.text.lstrip(OPENING)):
        return "possible"
    return "reported" if marks.conditional.hearsay.search(written) else None


def _is_hearsay(attribution: Attribution, marks: Hedges, saying: Saying) -> bool:
    """Tell whether the saying itself is hearsay: *le Pérou aurait proposé, il plaiderait pour, reportedly said*."""
    conditional, words = marks.conditional, WORD.findall(saying.words.lower())
    if not attribution.source and conditional.said_to.search(saying.words) is not None:
        return True
    found = conditional.hearsay.search(saying.words)
    if (found is not None and found[0] != saying.words) or not conditional.with_have.isdisjoint(words):
        return True
    # *Je dirais, je serais tenté de dire* are somebody's own words; *on pourrait dire* is a modal.
    own = attribution.parent is not None or attribution.quotation == "direct"
    left_out = marks.possible.modals | marks.probable.modals | conditional.polite
    ends = conditional.sure_endings or "\0"
    return not own and any(word.endswith(ends) and word not in left_out for word in words)


def _is_left_open(attribution: Attribution, marks: Hedges, said: set[str]) -> bool:
    """*n'exclut pas que, did not rule out*: what is not denied may be."""
    denied = not said.isdisjoint(marks.negation.words)
    return denied and attribution.why.cue in marks.possible.denied_cues


def _supposes(main: Main, marks: Hedges) -> bool:
    """*If it rained the bridge would close*: a condition and what would follow, wherever the parser hangs that."""
    text = main.text.lower().replace("’", "'")
    sure = marks.conditional.sure_endings or "\0"
    would = any(word in marks.conditional.words or word.endswith(sure) for word in WORD.findall(text))
    return would and marks.conditional.conditions.match(text.lstrip(" «“\"'")) is not None


def _conditional(main: Main, marks: Hedges) -> str | None:
    """Return the conditional verb of the clause, None without one; modals and courtesies left out."""
    left_out = marks.possible.modals | marks.probable.modals | marks.conditional.polite
    for word, morph in main.verb_forms():
        if word in left_out:
            continue
        ends = bool(marks.conditional.endings) and word.endswith(marks.conditional.endings)
        # The tagger calls rare conditionals (*achopperaient*) indicative; an imperfect in *-trait* it knows.
        sure = word in marks.conditional.perfect or word.endswith(marks.conditional.sure_endings or "\0")
        if ends and (sure or "Mood=Ind" not in morph):
            return word
        if word in marks.conditional.words:
            return word
    return None


def _of_conditional(attribution: Attribution, main: Main, marks: Hedges, verb: str, saying: Saying) -> Certainty:
    """
    Return what a conditional says.

    Under a condition or in the source's own words it is what would probably be; of the perfect (*aurait demandé*), or
    after *selon*, it is hearsay; after a cue of the past a future in the past.
    """
    perfect = verb in marks.conditional.perfect and main.has_participle()
    if attribution.quotation == "direct":
        return "certain" if perfect else "probable"  # "on aurait dû tuer le match" regrets what was not
    if marks.conditional.conditions.search(main.text):
        return "probable"
    passive = perfect and verb not in marks.conditional.with_have
    if passive and saying.past and not saying.relayed:
        return "certain"  # "avait juré que tout serait réglé": a future in the past
    hearsay = perfect or saying.relayed
    if hearsay and marks.conditional.endings:
        return "reported"
    return "certain" if saying.past else "probable"
