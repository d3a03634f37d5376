"""
Which candidates can both be right, and which of two is taken?
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from selon.extract.candidate import Candidate
from selon.extract.decide.choose import Judged, compatible, contradicts, learned_weights, weighed
from selon.extract.decide.pool import crossed, groups_of
from selon.extract.encoder.proposals import RULE
from selon.model import Span


def candidate(  # noqa: PLR0913 - what a candidate has
    content: tuple[int, int], source: tuple[int, int] = (0, 4), cue: tuple[int, int] = (5, 9), *,
    rule: str = "reported_clause", frame: str = "clause", head: int | None = None,
) -> Candidate:  # fmt: skip
    """Return a candidate with one span for each part."""
    return Candidate(
        rule=rule,
        frame=frame,
        lemma="dire",
        cue=(Span(*cue),),
        source=(Span(*source),),
        content=(Span(*content),),
        head=cue[0] if head is None else head,
    )


def judgement(one: Candidate, group: int = 0, probability: float = 0.5) -> Judged:
    """Return a candidate with a probability and no evidence."""
    return Judged(one, group, {}, probability)


@pytest.mark.parametrize(
    ("one", "other", "group", "expected"),
    [
        (candidate((10, 30)), candidate((10, 40)), 0, True),
        (candidate((10, 30)), candidate((40, 60), frame="quote"), 0, False),
        (candidate((10, 30)), candidate((40, 60)), 0, True),
        (candidate((10, 60)), candidate((30, 60), (20, 24), (25, 29)), 1, False),
        (candidate((10, 60)), candidate((10, 60), (70, 74), (75, 79)), 1, False),
        (candidate((10, 60)), candidate((10, 60), (0, 4), (75, 79)), 1, True),
        (candidate((10, 60)), candidate((80, 90), (70, 74), (75, 79)), 1, False),
    ],
    ids=["two ends", "summary and quotation", "two clauses", "nested", "two sources", "one source, two cues", "apart"],
)
def test_what_contradicts(one: Candidate, other: Candidate, group: int, *, expected: bool) -> None:
    """
    Readings of one cue contradict each other, but a summary and its quotation.

    So do two cues of one speaker on one content.
    """
    assert contradicts(judgement(one), judgement(other, group)) is expected
    assert contradicts(judgement(other, group), judgement(one)) is expected


def test_the_likelier_is_taken() -> None:
    """
    Of two that contradict each other the likelier stays, and nothing below the least.
    """
    likely, unlikely = judgement(candidate((10, 40)), 0, 0.8), judgement(candidate((10, 30)), 0, 0.7)
    other = judgement(candidate((80, 90), (70, 74), (75, 79)), 1, 0.3)
    assert compatible([likely, unlikely, other], 0.4) == [likely]
    assert compatible([likely, unlikely, other], 0.2) == [likely, other]


def test_evidence_is_added_up() -> None:
    """
    The probability is the logistic function of the bias and the weight of everything seen.
    """
    one = Judged(candidate((10, 40)), 0, {"content": 0.5, "unknown": 9.0})
    (found,) = weighed([one], {"bias": 1.0, "content": -2.0})
    assert found.probability == pytest.approx(0.5)


def test_candidates_of_one_cue_are_rivals() -> None:
    """
    What shares a word of its cue is one group, whoever proposes it.
    """
    ruled, seen = candidate((10, 40), cue=(5, 9)), candidate((12, 40), cue=(3, 9), rule=RULE, head=6)
    apart = candidate((80, 90), (70, 74), (75, 79))
    assert groups_of([apart, ruled, seen]) == [[ruled, seen], [apart]]


def test_each_reader_lends_the_other_its_half() -> None:
    """
    Source and content of rules and encoder are tried together, unless the source would lie in the content.
    """
    ruled, seen = candidate((10, 40)), candidate((12, 40), (50, 54), rule=RULE)
    pairs = {(one.source[0].start, one.content[0].start) for one in crossed([ruled, seen])}
    assert pairs == {(0, 10), (50, 12), (50, 10), (0, 12)}
    inside = candidate((10, 40), (20, 24), rule=RULE)
    assert len(crossed([ruled, inside])) == 2


@pytest.mark.parametrize(
    ("text", "start"), [("He accused the firm of theft of coal.", 23), ("He called the firm as a witness too.", 10)]
)
def test_whoever_is_accused_is_no_part_of_what_he_is_accused_of(text: str, start: int) -> None:
    """
    Where the rules see what somebody is accused of, the encoder's content begins there; with another preposition it stays.
    """
    seen = candidate((10, 36), (0, 2), (3, 9), rule=RULE)
    ruled = candidate((23, 36), (0, 2), (3, 9), frame="object_of")
    pairs = crossed([ruled, seen], text, frozenset({"of"}))
    assert {one.content[0].start for one in pairs if one.rule == RULE} == {start}


def test_what_goes_on_after_a_parenthetical_is_taken_over() -> None:
    """
    Where the encoder sees the part before a cue alone, what the rule sees after it belongs to it as well.
    """
    seen = candidate((0, 9), (10, 14), (15, 19), rule=RULE)
    ruled = replace(candidate((0, 9), (10, 14), (15, 19), frame="parenthetical"), content=(Span(0, 9), Span(21, 30)))
    assert {len(one.content) for one in crossed([ruled, seen])} == {2}


def test_the_weights_are_numbers() -> None:
    """
    Both modes have learned something for French and English, and nothing for a language without gold.
    """
    for mode in ("rules", "rules and encoder"):
        learned = learned_weights()[mode]
        assert {*learned["least"]} == {"fr", "en"}
        assert all(0 < least < 1 for least in learned["least"].values())
        assert all(isinstance(weight, float) for weight in learned["weights"].values())
