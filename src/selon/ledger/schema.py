"""
Which columns hold a statement today?

How the file came to have them is told by :mod:`selon.ledger.migrations`; a test compares the two.

Two layers are kept apart. What the machine found stands in ``statement`` and is written by nothing but taking in and
extracting anew. What people decided stands in ``correction``, in the order in which they did; ``revision`` and
``assignment`` are what follows from it and can be made again from it at any time. The view ``statements`` shows
both together.
"""

STATEMENT_COLUMNS = (
    "id", "version_id", "position", "parent", "run_id", "source", "cue", "content", "addressee", "channel",
    "source_spans", "cue_spans", "content_spans", "other_spans", "alias_id", "speaker_score", "candidates",
    "sources_claimed", "said", "said_precision", "published", "day", "first_seen", "outlet_id", "language",
    "confidence", "label_id", "unnamed", "reason_id", "speaker_confidence",
)  # fmt: skip
"""
What the machine's layer and the people's say of a statement, in the same columns.

``published`` and ``first_seen`` are null where they are those of the version; ``unnamed`` is the number of what the source
is counted as, in ``rows.STANDINGS``.
"""

REAL_COLUMNS = ("speaker_score", "confidence", "speaker_confidence")
"""Those of them that hold shares."""

LABEL_COLUMNS = (
    "quotation", "source_kind", "disclosure", "naming", "act", "certainty", "polarity", "evidential", "medium",
)  # fmt: skip
"""The labels of a statement, which stand together in one row for all statements that share them."""

REASON_COLUMNS = ("rule", "lemma", "frame", "evidence")
"""Why a statement was found, in one row for all that were found alike."""
