"""
Which relations of a document does a mode of scoring look at?

Whole documents by default. *Top level* leaves out what is nested, for gold without nesting. *Direct only* asks for the
direct quotations alone, and neither rewards nor punishes what other gold relations also claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.errors import EvaluationError
from selon.evaluate.documents import Document, Documents, Relation
from selon.evaluate.matching import Characters, Marked, visible
from selon.evaluate.quoted import quoted, type_by_marks


@dataclass(frozen=True, slots=True)
class Selection:
    """
    The relations of one document that count.

    Attributes:
        text: The article.
        visible: Its characters that are no blanks.
        gold: What should have been found.
        pred: What was predicted.
        gold_refusals: Gold relations without content.
        pred_refusals: Predictions without content.
        tolerated: Content of gold relations that the mode leaves out: predictions there are ignored, not false.
        nested: Number of predictions left out as nested.
        outside: Number of predictions left out because no word of theirs is quoted.
    """

    text: str
    visible: Characters
    gold: tuple[Marked, ...]
    pred: tuple[Marked, ...]
    gold_refusals: tuple[Marked, ...]
    pred_refusals: tuple[Marked, ...]
    tolerated: Characters
    nested: int
    outside: int


def check_known(gold: Documents, pred: Documents) -> None:
    """
    Check that *pred* is about the articles of *gold*.

    Raises:
        EvaluationError: If a prediction's document is not in *gold*.
    """
    unknown = sorted(set(pred) - set(gold))
    if unknown:
        msg = f"predictions for {len(unknown)} unknown documents ({', '.join(unknown[:5])}); give those of this gold"
        raise EvaluationError(msg)


def select(gold: Document, pred: Document | None, *, direct_only: bool, top_level: bool) -> Selection:
    """
    Select what counts in one document; a missing prediction counts as an empty one.

    Raises:
        EvaluationError: If gold has no text, or a prediction lies beyond it.
    """
    text = gold.text
    if text is None:
        msg = f"gold document {gold.id!r} has no text; predictions are compared by its characters"
        raise EvaluationError(msg)
    seen = visible(text)
    golds = [Marked.of(r, text, seen) for r in gold.relations if not (top_level and r.parent is not None)]
    preds = [Marked.of(r, text, seen) for r in _checked(pred, len(text))]
    flat = _without_nested(preds) if top_level else preds
    claims = [p for p in flat if p.content]
    inside = quoted(text, gold.lang) if direct_only else 0
    counted = [p for p in claims if not direct_only or _is_quoted(p.relation, text, inside)]
    # Gold says that something is a refusal by giving no content at all; predictions may also give blanks.
    contents = [g for g in golds if g.relation.content]
    wanted = [g for g in contents if not direct_only or g.relation.type == "direct"]
    tolerated = 0
    if direct_only:
        for other in contents:
            tolerated |= other.content if other.relation.type != "direct" else 0
    return Selection(
        text=text,
        visible=seen,
        gold=tuple(wanted),
        pred=tuple(counted),
        gold_refusals=tuple(g for g in golds if not g.relation.content),
        pred_refusals=tuple(p for p in flat if not p.content),
        tolerated=tolerated,
        nested=len(preds) - len(flat),
        outside=len(claims) - len(counted),
    )


def _checked(pred: Document | None, length: int) -> tuple[Relation, ...]:
    if pred is None:
        return ()
    for relation in pred.relations:
        if relation.end > length:
            msg = f"prediction {relation.id!r} of {pred.id!r} ends at {relation.end}; the text has {length} characters"
            raise EvaluationError(msg)
    return pred.relations


def _without_nested(preds: list[Marked]) -> list[Marked]:
    """Leave out what names a predicted parent whose content holds its own content and cue."""
    by_id = {p.relation.id: p for p in preds if p.relation.id is not None}

    def is_nested(pred: Marked) -> bool:
        outer = by_id.get(pred.relation.parent or "")
        whole = pred.content | pred.cue
        return outer is not None and outer is not pred and bool(whole) and not whole & ~outer.content

    return [p for p in preds if not is_nested(p)]


def _is_quoted(relation: Relation, text: str, inside: Characters) -> bool:
    return relation.type == "direct" or type_by_marks(text, relation.content, inside) != "indirect"
