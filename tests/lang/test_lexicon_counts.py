"""
Do counts, judgements and the two definitions stay apart, and are frames counted where they stand?
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
from conftest import ROOT

from selon import lang
from selon.parse.tree import Parse

pytest.importorskip("lemminflect", reason="counting needs lemminflect")
sys.path.insert(0, str(ROOT / "training"))

from verb_frames import uses


def frames() -> list[Any]:
    """Return every frame of the English cues as the file has it."""
    return [frame for entry in lang.load("en").tables["cues"].values() for frame in entry["frames"].values()]


def test_counts_correct_judgements() -> None:
    """A long count decides, a short one moves the judgement a little."""
    say = lang.load("en").cues["say"][-1].frames["quote"]
    assert say.counted is not None
    assert say.rate == pytest.approx(say.counted[0] / say.counted[1], abs=0.01)
    short = [frame for frame in frames() if frame.get("counted", [0, 9])[1] == 1]
    assert short
    assert all(0 <= made <= total for made, total in (frame["counted"] for frame in frames() if "counted" in frame))


def test_fixed_judgements_have_no_count() -> None:
    """A judgement that the corpus may not correct carries no count."""
    assert not [frame for frame in frames() if frame.get("fixed") and "counted" in frame]


def parse(*tokens: tuple[str, str, str, int, str]) -> Parse:
    """Return a paragraph from word, part of speech, relation, head and features."""
    starts = [sum(len(word) + 1 for word, *_ in tokens[:index]) for index in range(len(tokens))]
    words, pos, relation, head, morph = zip(*tokens, strict=True)
    ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
    return Parse(words=words, start=tuple(starts), end=ends, pos=pos, relation=relation, head=head, morph=morph)


def test_frames_are_read_off_the_tree() -> None:
    """A clause and a quotation are told apart, and an unfinished quotation before the subject is one."""
    clause = parse(
        ("Ana", "PROPN", "nsubj", 1, ""),
        ("said", "VERB", "root", 1, "VerbForm=Fin"),
        ("it", "PRON", "nsubj", 3, ""),
        ("rained", "VERB", "ccomp", 1, "VerbForm=Fin"),
    )
    assert [(use.lemma, use.frame, use.content) for use in uses(clause, {}) if use.lemma == "say"] == [
        ("say", "clause", 3)
    ]
    quotation = parse(
        ("“", "PUNCT", "punct", 6, ""),
        ("It", "PRON", "nsubj", 2, ""),
        ("rained", "VERB", "ccomp", 6, "VerbForm=Fin"),
        (",", "PUNCT", "punct", 6, ""),
        ("”", "PUNCT", "punct", 6, ""),
        ("Ana", "PROPN", "nsubj", 6, ""),
        ("said", "VERB", "root", 6, "VerbForm=Fin"),
    )
    assert [(use.lemma, use.frame) for use in uses(quotation, {}) if use.lemma == "say"] == [("say", "quote")]


def test_cue_of_several_words_is_counted_apart() -> None:
    """*Make clear* with its clause is no use of *make*."""
    sentence = parse(
        ("Ana", "PROPN", "nsubj", 1, ""),
        ("made", "VERB", "root", 1, "VerbForm=Fin"),
        ("clear", "ADJ", "ccomp", 1, ""),
        ("that", "SCONJ", "mark", 5, ""),
        ("it", "PRON", "nsubj", 5, ""),
        ("rained", "VERB", "csubj", 2, "VerbForm=Fin"),
    )
    found = [(use.lemma, use.frame, use.content) for use in uses(sentence, {"make": (("clear",),)})]
    assert found == [("make clear", "clause", 5)]
