"""
How right is selon?

Scores against annotated articles, with the same measures as the attribution literature; what went wrong, by the rule
that did it; and floors under the scores that only rise.

* What is compared: ``documents``, annotated ones and a reader's ``prediction`` of them; ``selection`` tells which of their
  relations, ``quoted`` which of their characters stand in quotation marks.
* How: ``matching`` pairs them, ``names`` tells which speakers are the same, ``counts`` become figures; ``measures`` has them
  all, ``labels`` and ``reliability`` two sorts.
* What is told: ``report``, ``mistakes``, ``floors``.
"""

from selon.evaluate.documents import Document, Documents, Relation, are_predictions, load, write
from selon.evaluate.measures import Result, score
from selon.evaluate.mistakes import error_report
from selon.evaluate.prediction import predict
from selon.evaluate.report import table

__all__ = [
    "Document",
    "Documents",
    "Relation",
    "Result",
    "are_predictions",
    "error_report",
    "load",
    "predict",
    "score",
    "table",
    "write",
]
