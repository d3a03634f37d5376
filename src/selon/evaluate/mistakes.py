"""
What went wrong, and which rule did it?

Every false prediction is put down to the rule that made it, every gold relation that was missed to its type and its
cue, each with a cause:

- ``source``: the content is right and given to somebody else;
- ``boundary``: the same act – a cue, or source and content, in common – with too much or too little content;
- ``duplicate``: the same act, and another one already stands for it;
- ``absent``: nothing like it on the other side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from selon.evaluate.documents import Documents
from selon.evaluate.matching import NEAR, Marked, Match, jaccard, match, match_refusals
from selon.evaluate.selection import Selection, check_known, select
from selon.model import Spans

CAUSES = ("source", "boundary", "duplicate", "absent")

_NO_RULE = "(not given)"
_NO_CUE = "(none)"


@dataclass(frozen=True, slots=True)
class _Judged:
    """One relation, what stands nearest on the other side, and the cause when it has no partner there."""

    document: str
    text: str
    own: Marked
    nearest: Marked | None
    cause: str | None


def error_report(
    gold: Documents, pred: Documents, *, direct_only: bool = False, top_level: bool = False, examples: int = 3
) -> dict[str, Any]:
    """
    Return the errors of *pred*, ready for JSON; the modes are those of :func:`selon.evaluate.score`.

    Args:
        gold: The annotated documents.
        pred: The predicted ones.
        direct_only: Only the direct quotations of gold are wanted.
        top_level: Nested relations are left out.
        examples: How many to show of each cause in each group: the first ones.

    Returns:
        ``rules``: for each rule, most errors first, how many predictions it made, how many are right, the false ones
        by cause, and examples. ``missed``: the same for gold relations, by type and by the words of the cue.

    Raises:
        EvaluationError: If a prediction is about no gold document, or lies beyond its text.
    """
    check_known(gold, pred)
    made: list[_Judged] = []
    wanted: list[_Judged] = []
    for name, document in gold.items():
        chosen = select(document, pred.get(name), direct_only=direct_only, top_level=top_level)
        golds = (*chosen.gold, *chosen.gold_refusals)
        preds = (*chosen.pred, *chosen.pred_refusals)
        found = _partners(chosen)
        of_pred = {j: i for i, j in found.items()}
        wanted += _judge(name, chosen.text, golds, preds, found)
        made += (
            judged
            for judged in _judge(name, chosen.text, preds, golds, of_pred)
            if judged.cause is None or not judged.own.content & chosen.tolerated
        )
    return {
        "documents": len(gold),
        "rules": _grouped(made, _rule, examples),
        "missed": {"by_type": _grouped(wanted, _kind, examples), "by_cue": _grouped(wanted, _cue_words, examples)},
    }


def _partners(chosen: Selection) -> Match:
    """Return the end-to-end match, refusals counted after the rest on both sides."""
    found = dict(match(chosen.gold, chosen.pred).e2e)
    for i, j in match_refusals(chosen.gold_refusals, chosen.pred_refusals).items():
        found[len(chosen.gold) + i] = len(chosen.pred) + j
    return found


def _judge(
    document: str, text: str, owns: tuple[Marked, ...], others: tuple[Marked, ...], found: Match
) -> Iterable[_Judged]:
    taken = set(found.values())
    free = [other for position, other in enumerate(others) if position not in taken]
    used = [other for position, other in enumerate(others) if position in taken]
    for position, own in enumerate(owns):
        if position in found:
            yield _Judged(document, text, own, others[found[position]], None)
        else:
            cause, nearest = _cause(own, free, used)
            yield _Judged(document, text, own, nearest, cause)


def _cause(own: Marked, free: list[Marked], used: list[Marked]) -> tuple[str, Marked | None]:
    nearest = _nearest(own, free)
    if nearest:
        # Both are without a partner: had the sources agreed, contents this near would have made them one.
        is_same_content = jaccard(own.content, nearest.content) >= NEAR or not (own.content or nearest.content)
        return ("source" if is_same_content else "boundary"), nearest
    nearest = _nearest(own, used)
    return ("duplicate" if nearest else "absent"), nearest


def _nearest(own: Marked, others: list[Marked]) -> Marked | None:
    kin = [other for other in others if _is_same_act(own, other)]
    return max(kin, key=lambda other: jaccard(own.content, other.content), default=None)


def _is_same_act(own: Marked, other: Marked) -> bool:
    if own.cue & other.cue:
        return True
    if not own.content & other.content:
        return False
    return own.shares_source(other) or jaccard(own.content, other.content) >= NEAR


def _rule(judged: _Judged) -> str:
    why = judged.own.relation.why
    return why.rule if why else _NO_RULE


def _kind(judged: _Judged) -> str:
    return str(judged.own.relation.type) if judged.own.content else "refusal"


def _cue_words(judged: _Judged) -> str:
    return _words(judged.text, judged.own.relation.cue).lower() or _NO_CUE


def _words(text: str, spans: Spans) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def _grouped(judged: Iterable[_Judged], key: Callable[[_Judged], str], examples: int) -> list[dict[str, Any]]:
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    rows = [_group(name, members, examples) for name, members in groups.items()]
    return sorted(rows, key=lambda row: (row["right"] - row["all"], row["name"]))


def _group(name: str, members: list[_Judged], examples: int) -> dict[str, Any]:
    causes = Counter(member.cause for member in members)
    return {
        "name": name,
        "all": len(members),
        "right": causes[None],
        "share_right": causes[None] / len(members),
        "errors": {cause: causes[cause] for cause in CAUSES if causes[cause]},
        "examples": [
            _example(member)
            for cause in CAUSES
            for member in [member for member in members if member.cause == cause][:examples]
        ],
    }


def _example(judged: _Judged) -> dict[str, Any]:
    row = {"document": judged.document, "cause": judged.cause, **_parts(judged.text, judged.own)}
    why = judged.own.relation.why
    if why:
        row["why"] = {"rule": why.rule, "cue": why.cue, "frame": why.frame}
    row["nearest"] = _parts(judged.text, judged.nearest) if judged.nearest else None
    return row


def _parts(text: str, marked: Marked) -> dict[str, Any]:
    relation = marked.relation
    spans = (*relation.cue, *relation.content)
    return {
        "at": min(span.start for span in spans) if spans else None,
        "source": _words(text, relation.source),
        "cue": _words(text, relation.cue),
        "content": _words(text, relation.content),
    }
