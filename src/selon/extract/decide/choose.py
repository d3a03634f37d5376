"""
Which candidates are attributions, given all that speaks for each?

One logistic regression over the :mod:`evidence <selon.extract.decide.evidence>` gives every candidate the likelihood
that it is right; the likeliest are taken first, and none that contradicts one that was taken.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from selon.extract.candidate import Candidate
from selon.extract.decide.evidence import Fitting, Peers, common, evidence, nearly
from selon.extract.decide.pool import agree, crossed, groups_of
from selon.extract.encoder.marks import Marks
from selon.extract.encoder.proposals import RULE, proposals
from selon.extract.grammar.context import Context
from selon.parse.stretches import Stretches, blocks

CERTAIN = 0.3
"""An opening that is likelier counts as the encoder's own opinion."""
SAME = 0.8
"""Contents that share so much are one content."""
PREFERENCE = 0.03
"""By how much a likelier candidate of the encoder must be ahead of one of the rules."""
STRONGEST = 4
"""Pieces of evidence that are given as the reason of a decision."""


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A candidate with what speaks for it.

    Attributes:
        candidate: The candidate.
        group: Number of its group of rivals.
        seen: The evidence, by name.
        probability: How likely it is right; 0 before it was weighed.
    """

    candidate: Candidate
    group: int
    seen: Mapping[str, float]
    probability: float = 0.0


def judged(
    context: Context, ruled: Sequence[Candidate], taken: Sequence[Candidate], marks: Marks | None
) -> Iterator[Judged]:
    """
    Yield every candidate of rules and encoder with its evidence, those without a content left out.

    Args:
        context: The article.
        ruled: What the rules propose.
        taken: What their own order takes of that.
        marks: What the encoder sees; None where it does not read along.
    """
    sure = {one.spans for one in taken}
    known = {one.spans for one in ruled}
    found = [one for one in (*ruled, *(one for one in taken if one.spans not in known)) if one.content]
    fitting = Fitting(marks) if marks is not None else None
    if marks is not None and fitting is not None:
        fitting.prepare(found)
        found += proposals(context, marks)
    groups = [crossed(group, context.text, context.language.words("genitives")) for group in groups_of(found)]
    for number, group in enumerate(groups):
        own = [one for one in group if one.rule == RULE and one.rate >= CERTAIN]
        kept = [one for one in group if one.spans in sure and one.rule != RULE]
        fits = [fitting.of(one) for one in group] if fitting is not None else [None] * len(group)
        least_lost = min((fit.lost for fit in fits if fit is not None), default=0.0)
        for one, fit in zip(group, fits, strict=True):
            peers = Peers(
                is_taken=one in kept,
                another_taken=bool(kept),
                by_rules=any(agree(one, other) for other in kept),
                by_encoder=any(agree(one, other) for other in own),
                rivals=len(group),
                least_lost=least_lost,
                support=sum(agree(one, other) for other in group) / len(group),
            )
            yield Judged(one, number, evidence(context, one, peers, fit))


def weighed(found: Sequence[Judged], weights: Mapping[str, float]) -> list[Judged]:
    """Return *found* with the probability of each, the likeliest first."""
    result = []
    for one in found:
        odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in one.seen.items())
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        result.append(Judged(one.candidate, one.group, one.seen, probability))
    return sorted(result, key=_order)


def _order(one: Judged) -> tuple[float, int, int]:
    """Order by likelihood, what a rule proposes a little before its like: it ends where a phrase or clause ends."""
    candidate = one.candidate
    spans = candidate.cue + candidate.content + candidate.source
    likely = one.probability + (0 if candidate.rule == RULE else PREFERENCE)
    return -round(likely, 6), min(spans).start, -sum(span.end - span.start for span in candidate.content)


def compatible(found: Sequence[Judged], least: float) -> list[Judged]:
    """Return the likeliest of *found* that do not contradict each other, each with a probability of *least* or more."""
    kept: list[Judged] = []
    near: dict[int, list[int]] = {}
    for one in found:
        if one.probability < least:
            continue
        # What contradicts another is its rival or shares a character with it.
        spans = (*one.candidate.cue, *one.candidate.content)
        touched = {block for span in spans for block in blocks(span.start, span.end)} | {-1 - one.group}
        others = {number for block in touched for number in near.get(block, ())}
        if not any(contradicts(one, kept[number]) for number in others):
            for block in touched:
                near.setdefault(block, []).append(len(kept))
            kept.append(one)
    return kept


def contradicts(one: Judged, other: Judged) -> bool:
    """Tell whether two candidates cannot both be right."""
    mine, its = one.candidate, other.candidate
    if one.group == other.group or common(mine.cue, its.cue):
        # A summary and the quotation that follows it share a cue.
        both = common(mine.content, its.content)
        return bool(both) or "quote" not in (mine.frame, its.frame) or mine.frame == its.frame or not mine.cue
    if nearly(mine.content, its.content, SAME):
        apart = mine.cue and its.cue and mine.source and its.source and not common(mine.source, its.source)
        return not apart
    return False


def chosen(
    context: Context, candidates: Sequence[Candidate], taken: Sequence[Candidate], marks: Marks | None
) -> list[Candidate]:
    """
    Return the candidates that are attributions, each with its confidence.

    Args:
        context: The article.
        candidates: What the rules propose.
        taken: What their own order takes of that; where nothing was learned, that stands.
        marks: What the encoder sees; None where it does not read along.
    """
    learned = learned_weights()["rules" if marks is None else "rules and encoder"]
    least = learned["least"].get(context.language.code)
    if least is None:
        return list(taken)
    found = weighed(list(judged(context, candidates, taken, marks)), learned["weights"])
    refusals = [one for one in taken if not one.content]
    if refusals:
        refused = Stretches((span.start, span.end) for refusal in refusals for span in refusal.cue)
        found = [one for one in found if not any(refused.over(span.start, span.end) for span in one.candidate.cue)]
    return [*refusals, *(_decided(one, learned["weights"]) for one in compatible(found, least))]


def _decided(one: Judged, weights: Mapping[str, float]) -> Candidate:
    """Return the candidate of *one* with its confidence and what spoke for it."""
    spoken = sorted(
        ((weights[name] * value, name) for name, value in one.seen.items() if name in weights),
        key=lambda pair: (-abs(pair[0]), pair[1]),
    )
    reasons = tuple(f"{name} {weight:+.1f}" for weight, name in spoken[:STRONGEST])
    candidate = one.candidate
    return replace(candidate, confidence=one.probability, features=(*candidate.features, _readers(one), *reasons))


def _readers(one: Judged) -> str:
    """Say in words who sees a statement there."""
    rule = one.candidate.rule
    if "agree" in one.seen:
        return "rules and encoder agree" if rule == RULE else f"rule {rule} and encoder agree"
    if rule == RULE:
        return "seen by the encoder alone"
    return f"seen by rule {rule} alone"


@cache
def learned_weights() -> dict[str, Any]:
    """Return what was learned for the rules alone and for both readers."""
    text = files("selon.extract.decide").joinpath("weights.json").read_text(encoding="utf-8")
    learned: dict[str, Any] = json.loads(text)
    return learned
