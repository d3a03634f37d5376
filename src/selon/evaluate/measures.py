"""
How good are predictions?

*Content tokens*: words and punctuation marks, each in a content or not; *content words* the same over words alone.
*Matching* at four levels (:mod:`selon.evaluate.matching`): precision, recall and F1 at each. *Sources and cues* over
pairs whose contents match (``j50``) and whose gold has one. *Labels* over pairs that match end to end
(:mod:`selon.evaluate.labels`). Refusals have no content and are scored apart, as ``declines``; they count in no other
figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from selon.evaluate.counts import Agreement, Share, Tally, agreement, share
from selon.evaluate.documents import TYPES, Documents
from selon.evaluate.labels import count_labels, label_shares, rare_agreements
from selon.evaluate.matching import LEVELS, Characters, Marked, Match, Matches, match, match_refusals
from selon.evaluate.quoted import WORD
from selon.evaluate.selection import Selection, check_known, select

TOKEN = re.compile(r"\w+|[^\w\s]")
PARTS = ("source_any", "source_exact", "no_source_kept_empty", "cue_any")


class Result(TypedDict):
    """All figures of one run."""

    documents: int
    pred_nested: int
    pred_outside_quotes: int
    content_tokens: Agreement
    content_words: Agreement
    j50: Agreement
    relaxed: Agreement
    exact: Agreement
    e2e: Agreement
    matched_pairs: dict[str, Share]
    declines: Agreement
    labels: dict[str, Share]
    rare: dict[str, Agreement]
    by_type: dict[str, dict[str, int | Share]]


def score(gold: Documents, pred: Documents, *, direct_only: bool = False, top_level: bool = False) -> Result:
    """
    Score *pred* against *gold*.

    Args:
        gold: The annotated documents; one without a prediction counts as predicted empty.
        pred: The predicted ones.
        direct_only: Gold is the direct quotations. Predictions without a quoted word are left out, and one that
            overlaps another gold relation is ignored rather than false.
        top_level: Nested relations are left out on both sides, for gold that has none.

    Raises:
        EvaluationError: If a prediction is about no gold document, or lies beyond its text.
    """
    check_known(gold, pred)
    tally: Tally = Counter()
    for name, document in gold.items():
        chosen = select(document, pred.get(name), direct_only=direct_only, top_level=top_level)
        matches = match(chosen.gold, chosen.pred)
        tally["left out", "nested"] += chosen.nested
        tally["left out", "outside"] += chosen.outside
        _count_refusals(tally, chosen)
        _count_tokens(tally, chosen)
        _count_matches(tally, chosen, matches)
        _count_parts(tally, chosen, matches.j50)
        count_labels(tally, chosen, matches.e2e)
    return _result(tally, len(gold))


def _count_refusals(tally: Tally, chosen: Selection) -> None:
    tally["declines", "gold"] += len(chosen.gold_refusals)
    tally["declines", "pred"] += len(chosen.pred_refusals)
    tally["declines", "tp"] += len(match_refusals(chosen.gold_refusals, chosen.pred_refusals))


def _count_tokens(tally: Tally, chosen: Selection) -> None:
    gold, pred = _contents(chosen.gold), _contents(chosen.pred)
    of_type = {kind: _contents(g for g in chosen.gold if g.relation.type == kind) for kind in TYPES}
    for unit, pattern in (("token", TOKEN), ("word", WORD)):
        for found in pattern.finditer(chosen.text):
            token = (1 << found.end()) - (1 << found.start())
            in_gold = bool(token & gold)
            in_pred = bool(token & pred) and (in_gold or not token & chosen.tolerated)
            tally[unit, "gold"] += in_gold
            tally[unit, "pred"] += in_pred
            tally[unit, "tp"] += in_gold and in_pred
            for kind in TYPES:
                if token & of_type[kind]:
                    tally[unit, "gold", kind] += 1
                    tally[unit, "tp", kind] += in_pred


def _contents(relations: Iterable[Marked]) -> Characters:
    found = 0
    for relation in relations:
        found |= relation.content
    return found


def _count_matches(tally: Tally, chosen: Selection, matches: Matches) -> None:
    for gold in chosen.gold:
        tally["gold", str(gold.relation.type)] += 1
    for level in LEVELS:
        found: Match = getattr(matches, level)
        hits = set(found.values())
        tally[level, "pred"] += sum(
            position in hits or not pred.content & chosen.tolerated for position, pred in enumerate(chosen.pred)
        )
        for position in found:
            tally[level, "tp", str(chosen.gold[position].relation.type)] += 1


def _count_parts(tally: Tally, chosen: Selection, found: Match) -> None:
    for i, j in found.items():
        gold, pred = chosen.gold[i], chosen.pred[j]
        right = {}
        if gold.source:
            right["source_any"] = bool(gold.source & pred.source)
            right["source_exact"] = gold.exact_source == pred.exact_source
        else:
            right["no_source_kept_empty"] = not pred.source
        if gold.cue:
            right["cue_any"] = bool(gold.cue & pred.cue)
        for part, is_right in right.items():
            tally[part, "n", str(gold.relation.type)] += 1
            tally[part, "ok", str(gold.relation.type)] += is_right


def _result(tally: Tally, documents: int) -> Result:
    def over_types(*key: str) -> int:
        return sum(tally[(*key, kind)] for kind in TYPES)

    def unit(name: str) -> Agreement:
        return agreement(tally[name, "tp"], tally[name, "pred"], tally[name, "gold"])

    def level(name: str) -> Agreement:
        return agreement(over_types(name, "tp"), tally[name, "pred"], over_types("gold"))

    return {
        "documents": documents,
        "pred_nested": tally["left out", "nested"],
        "pred_outside_quotes": tally["left out", "outside"],
        "content_tokens": unit("token"),
        "content_words": unit("word"),
        "j50": level("j50"),
        "relaxed": level("relaxed"),
        "exact": level("exact"),
        "e2e": level("e2e"),
        "matched_pairs": {part: share(over_types(part, "ok"), over_types(part, "n")) for part in PARTS},
        "declines": unit("declines"),
        "labels": label_shares(tally),
        "rare": rare_agreements(tally),
        "by_type": {kind: _of_type(tally, kind) for kind in TYPES},
    }


def _of_type(tally: Tally, kind: str) -> dict[str, int | Share]:
    gold = tally["gold", kind]
    figures: dict[str, int | Share] = {
        "gold": gold,
        "token_recall": share(tally["token", "tp", kind], tally["token", "gold", kind]),
    }
    figures |= {f"{level}_recall": share(tally[level, "tp", kind], gold) for level in LEVELS}
    figures |= {part: share(tally[part, "ok", kind], tally[part, "n", kind]) for part in PARTS}
    return figures
