"""
What are the values that every part of selon exchanges?

They are frozen, complete as soon as they exist, and checked at birth. Everything is imported from here, be it held by
``article``, by ``attribution`` or, where a ledger adds to these, by ``statement`` and ``person``.
"""

from selon.model.article import Article, OwnVoice, Passage, PassageKind
from selon.model.attribution import (
    LABELS,
    PLAIN,
    SPAN_ROLES,
    Act,
    Attribution,
    Certainty,
    Disclosure,
    Evidential,
    Medium,
    Moment,
    Naming,
    Polarity,
    Precision,
    Quotation,
    SourceKind,
    Span,
    Spans,
    Speaker,
    Standing,
    Why,
)
from selon.model.person import PERSON_COLUMNS, Person
from selon.model.statement import Software, Statement, StoredArticle, Verdict

__all__ = [
    "LABELS",
    "PERSON_COLUMNS",
    "PLAIN",
    "SPAN_ROLES",
    "Act",
    "Article",
    "Attribution",
    "Certainty",
    "Disclosure",
    "Evidential",
    "Medium",
    "Moment",
    "Naming",
    "OwnVoice",
    "Passage",
    "PassageKind",
    "Person",
    "Polarity",
    "Precision",
    "Quotation",
    "Software",
    "SourceKind",
    "Span",
    "Spans",
    "Speaker",
    "Standing",
    "Statement",
    "StoredArticle",
    "Verdict",
    "Why",
]
