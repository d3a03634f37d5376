"""
Of the relations that were found, which labels are right?

Counted over pairs that match end to end and whose gold has the label. A label that says nothing special nearly always
– ``certain``, no addressee, no parent – is also scored by F1 over its rare values (``rare``).
"""

from __future__ import annotations

from selon.evaluate.counts import Agreement, Share, Tally, agreement, share
from selon.evaluate.documents import Relation
from selon.evaluate.matching import Characters, Match, characters
from selon.evaluate.names import folded
from selon.evaluate.selection import Selection

SCORED = ("speaker", "act", "naming", "source_kind", "medium", "certainty", "polarity", "type", "addressee")
"""What is scored as a label, in the order of the report; the disclosure is not, since few gold sets have it."""
RARE = ("certainty", "addressee", "nested")


def count_labels(tally: Tally, chosen: Selection, match: Match) -> None:
    """Add to *tally* what the pairs of *match* say of labels, addressees and parents."""
    partners = {chosen.gold[i].relation.id: chosen.pred[j].relation.id for i, j in match.items()}
    for i, j in match.items():
        gold, pred = chosen.gold[i].relation, chosen.pred[j].relation
        _count_values(tally, gold, pred)
        _count_certainty(tally, gold, pred)
        _count_addressee(tally, gold, pred, chosen.visible)
        _count_parent(tally, gold, pred, partners)


def label_shares(tally: Tally) -> dict[str, Share]:
    """Return the share of right values for each label."""
    return {label: share(tally["label", label, "ok"], tally["label", label, "n"]) for label in SCORED}


def rare_agreements(tally: Tally) -> dict[str, Agreement]:
    """Return the agreement on what is rarely said."""
    return {
        name: agreement(tally["rare", name, "tp"], tally["rare", name, "pred"], tally["rare", name, "gold"])
        for name in RARE
    }


def _count_values(tally: Tally, gold: Relation, pred: Relation) -> None:
    values: dict[str, str | None] = {**gold.labels, "type": gold.type}
    for label, wanted in values.items():
        if label not in SCORED or (wanted is None and label != "speaker"):
            continue
        given = pred.type if label == "type" else pred.labels.get(label)
        is_right = folded(given) == folded(wanted) if label == "speaker" else given == wanted
        tally["label", label, "n"] += 1
        tally["label", label, "ok"] += is_right


def _count_certainty(tally: Tally, gold: Relation, pred: Relation) -> None:
    wanted, given = gold.labels.get("certainty"), pred.labels.get("certainty")
    if not wanted:
        return
    is_rare = wanted != "certain"
    _count_rare(tally, "certainty", is_rare, given not in (None, "certain"), is_rare and given == wanted)


def _count_addressee(tally: Tally, gold: Relation, pred: Relation, visible: Characters) -> None:
    if gold.addressee is None:
        return
    wanted = characters(gold.addressee) & visible
    given = characters(pred.addressee or ()) & visible
    shared = (wanted & given).bit_count()
    if wanted:
        tally["label", "addressee", "n"] += 1
        tally["label", "addressee", "ok"] += bool(shared)
    most = max(wanted.bit_count(), given.bit_count())
    _count_rare(tally, "addressee", bool(wanted), bool(given), shared * 2 > most)


def _count_parent(tally: Tally, gold: Relation, pred: Relation, partners: dict[str | None, str | None]) -> None:
    is_nested, says_so = gold.parent is not None, pred.parent is not None
    # A parent that was not found itself cannot be named: any parent will do then.
    is_right = is_nested and says_so and partners.get(gold.parent, pred.parent) == pred.parent
    _count_rare(tally, "nested", is_nested, says_so, is_right)


def _count_rare(tally: Tally, name: str, in_gold: bool, in_pred: bool, is_right: bool) -> None:  # noqa: FBT001 - counts
    tally["rare", name, "gold"] += in_gold
    tally["rare", name, "pred"] += in_pred
    tally["rare", name, "tp"] += is_right
