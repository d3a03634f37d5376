"""
What can the reader see of the source?
"""

from __future__ import annotations

import re

from selon.lang.designation import Designation
from selon.lang.marks import Marks
from selon.model import Attribution, Disclosure, Naming, Span, Spans

NAMED_KINDS = ("organisation", "state", "group")


def disclosure(attribution: Attribution, source: Designation | None, marks: Marks, text: str) -> Disclosure:
    """
    Return how the source is shown.

    Args:
        attribution: The attribution, its speaker resolved.
        source: The source, read; None without one.
        marks: The words of the language.
        text: The article's text.
    """
    kind = attribution.source_kind
    if attribution.speaker is not None:
        if kind == "media":
            return "media"
        if kind == "document":
            return "document"
        return "named" if kind in ("person", "group") else "office"
    if source is None:
        return "none"
    if source.pronoun is not None:
        return _of_pronoun(source, kind)
    words = " ".join(span.of(text) for span in attribution.source)
    noun = source.noun
    if noun is None:
        return {"group": "group", "person": "role"}.get(kind or "", "bare")  # type: ignore[return-value]
    if noun.kind == "bare":
        return "bare"
    if noun.kind == "proximity":
        return "proximity"
    if noun.kind == "sources":
        return _of_sources(source, marks, words)
    if noun.kind == "document":
        return "document"
    if noun.kind == "media":
        return "media"
    if noun.kind in ("organisation", "state"):
        return "group" if source.number == "p" else "office"
    if marks.proximity.search(words):
        return "proximity"
    return "group" if kind == "group" else "role"


def _of_pronoun(source: Designation, kind: str | None) -> Disclosure:
    pronoun = source.pronoun
    if pronoun is None or pronoun.person in ("i", "1", "2"):
        return "bare"
    return {"person": "role", "group": "group", "document": "document", "media": "media"}.get(kind or "", "bare")  # type: ignore[return-value]


def _of_sources(source: Designation, marks: Marks, words: str) -> Disclosure:
    """Tell *des sources* (nothing to go on) from *une source policière* and *une source proche du dossier*."""
    if marks.proximity.search(words) or source.determiner in ("definite", "demonstrative"):
        return "proximity"  # "la source" has been described before
    return "proximity" if source.modifiers - frozenset(marks.numbers) - NOTHING_SAID else "bare"


NOTHING_SAID = frozenset({"plusieurs", "mêmes", "several", "same", "multiple", "anonymes", "anonymous", "unnamed"})


def naming(attribution: Attribution, shown: Disclosure) -> Naming:
    """Return the coarse form of *shown*: named, described or anonymous."""
    if attribution.speaker is not None:
        return "named"
    if shown in ("bare", "none"):
        return "anonymous"
    return "described"


def anonymity(around: Span | None, marks: Marks, text: str) -> Spans:
    """Return the words of the sentence *around* the source that give a reason for anonymity."""
    if around is None:
        return ()
    return tuple(Span(match.start(), match.end()) for match in marks.anonymity.finditer(text, around.start, around.end))


NUMBER = re.compile(r"\d+")


def sources_claimed(source: Designation | None, attribution: Attribution, marks: Marks, text: str) -> int | None:
    """Return how many sources are claimed; None when no number is given or the source is no number of people."""
    if source is None or source.noun is None or source.noun.kind not in ("person", "sources", "proximity", "group"):
        return None
    words = attribution.source[0].of(text).lower().replace("’", "'")
    for phrase, number in marks.numbers.items():
        if re.match(rf"(?:\S+ )?{re.escape(phrase)}(?![\w-])", words):
            return number
    found = NUMBER.match(words)
    return int(found.group()) if found and source.noun.number == "p" else None
