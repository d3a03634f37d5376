"""
What does the source do by saying it, and is the act itself denied?
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast, get_args

from selon import lang
from selon.lang import Cue, Frame, Language
from selon.lang.entries import NounCue, Phrase
from selon.model import Act, Attribution, Medium
from selon.parse.tree import Parse

ACTS = get_args(Act)
LAST_WORD = re.compile(r"([^\W\d_]+['’]?)[\s«“\"]*$")
NO_MARKER = "_"
BEFORE = 20
"""Characters before a content in which the word that opens it stands."""
LIGHT = ("PRON", "PART", "ADV", "DET", "PUNCT")
"""Words that may stand before an infinitive (**ne pas nous** *revoir*)."""


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


def act(attribution: Attribution, text: str, parse: Parse | None, language: Language) -> Act:
    """
    Return what the source does.

    A refusal declines, whatever its verb; a frame may change the verb's act (*demander si* asks); a quotation without
    a cue, and a turn of a transcript, asserts, or asks.
    """
    if attribution.why.frame == "refusal" or not attribution.content:
        return "decline"
    cue = cue_of(attribution, language.code)
    if cue is not None:
        found = _of_cue(cue, attribution, text, parse, language)
    else:
        other = _others(language.code).get(attribution.why.cue)
        found = other.act if other is not None else "assert"
    no_verb = not attribution.cue or attribution.why.rule == "speaker_label"
    if no_verb and text[: attribution.content[-1].end].endswith("?"):
        found = "ask"
    return cast("Act", found) if found in ACTS else "assert"


def _of_cue(cue: Cue, attribution: Attribution, text: str, parse: Parse | None, language: Language) -> str:
    """Return the act of a verb in the frame in which it stands."""
    if cue.of_document and attribution.source_kind == "document":
        return cue.of_document
    start = attribution.content[0].start
    before = _last_word(text[max(0, start - BEFORE) : start])
    frame = _frame(cue, attribution, before, parse, language)
    if frame is None:
        return cue.act
    if frame.marked_act is not None and before in _markers(frame, language):
        return frame.marked_act
    return frame.act or cue.act


def _frame(cue: Cue, attribution: Attribution, before: str, parse: Parse | None, language: Language) -> Frame | None:
    """
    Return the frame that *cue* stands in, also where the encoder, which knows no constructions, names another.

    Args:
        cue: The cue.
        attribution: What rests on it.
        before: The word before the content.
        parse: The parse of the passage in which the content begins.
        language: The language of the article.
    """
    frames, name = cue.frames, attribution.why.frame
    if attribution.content[0].start < attribution.cue[0].start or name == "quote":
        return frames.get(name)
    if "infinitive" in frames and _opens_with_infinitive(attribution, parse):
        return frames["infinitive"]
    if "question" in frames and before in language.words("whether"):
        return frames["question"]
    oblique = frames.get("oblique")
    if oblique is not None and name in ("clause", "nominal") and before in _markers(oblique, language):
        return oblique
    return frames.get(name)


def _last_word(text: str) -> str:
    """Return the word that ends *text*, in lower case; empty where a mark ends it that is no quotation mark."""
    found = LAST_WORD.search(text)
    return found[1].lower().replace("’", "'") if found else ""


@cache
def _spelled(markers: str, code: str) -> frozenset[str]:
    contractions = lang.load(code).contractions
    words = [word for word in markers.split() if word != NO_MARKER]
    return frozenset(spelling for word in words for spelling in (word, *contractions.get(word, ())))


def _markers(frame: Frame, language: Language) -> frozenset[str]:
    """Return the spellings of the prepositions that open the content of *frame*."""
    return _spelled(frame.marker, language.code)


def _opens_with_infinitive(attribution: Attribution, parse: Parse | None) -> bool:
    """Tell whether the content begins with an infinitive, pronouns and negation before it passed over."""
    first = attribution.content[0]
    token = parse.at(first.start) if parse is not None else None
    while parse is not None and token is not None and token < len(parse) and parse.start[token] < first.end:
        if "VerbForm=Inf" in parse.morph[token]:
            return True
        if parse.pos[token] not in LIGHT:
            return False
        token += 1
    return False


def medium(attribution: Attribution, code: str) -> Medium:
    """Return how the cue by itself says that the content existed."""
    found = cue_of(attribution, code) or _others(code).get(attribution.why.cue)
    return cast("Medium", found.medium if found is not None else "speech")
