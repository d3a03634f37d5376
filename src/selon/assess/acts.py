"""
What does the source do by saying it, and is the act itself denied?
"""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from selon import lang
from selon.lang import Cue
from selon.lang.entries import NounCue, Phrase
from selon.model import Act, Attribution, Medium

ACTS = get_args(Act)


def cue_of(attribution: Attribution, code: str) -> Cue | None:
    """Return the cue that the attribution rests on, as the language knows it."""
    return _by_lemma(code).get(attribution.why.cue)


@cache
def _by_lemma(code: str) -> dict[str, Cue]:
    return {cue.lemma: cue for cues in lang.load(code).cues.values() for cue in cues}


@cache
def _others(code: str) -> dict[str, NounCue | Phrase]:
    """Return nouns and prepositional phrases with what they say of their act and medium."""
    language = lang.load(code)
    return {**{phrase.lemma: phrase for phrase in reversed(language.phrases)}, **language.nouns}


def act(attribution: Attribution, text: str, code: str) -> Act:
    """
    Return what the source does.

    A refusal declines, whatever its verb; a frame may change the verb's act (*demander si* asks); a quotation without
    a cue, and a turn of a transcript, asserts, or asks.
    """
    if attribution.why.frame == "refusal" or not attribution.content:
        return "decline"
    cue = cue_of(attribution, code)
    if cue is not None:
        frame = cue.frames.get(attribution.why.frame)
        found = frame.act if frame is not None and frame.act else cue.act
    else:
        other = _others(code).get(attribution.why.cue)
        found = other.act if other is not None else "assert"
    no_verb = not attribution.cue or attribution.why.rule == "speaker_label"
    if no_verb and text[: attribution.content[-1].end].endswith("?"):
        found = "ask"
    return cast("Act", found) if found in ACTS else "assert"


def medium(attribution: Attribution, code: str) -> Medium:
    """Return how the cue by itself says that the content existed."""
    found = cue_of(attribution, code) or _others(code).get(attribution.why.cue)
    return cast("Medium", found.medium if found is not None else "speech")
