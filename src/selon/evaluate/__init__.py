"""
How right is selon?

Scores against annotated articles, with the same measures as the attribution literature; what went wrong, by the rule
that did it; and floors under the scores that only rise.
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
