"""
What can the reader see of the source?
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selon.lang import Language
from selon.lang.designation import Designation
from selon.lang.marks import Hedges
from selon.lang.roles import Noun
from selon.model import Attribution, Disclosure, Naming, SourceKind, Span, Spans

OF_SPEAKER: Mapping[SourceKind, Disclosure] = {
    "person": "named",
    "group": "named",
    "media": "media",
    "document": "document",
    "organisation": "office",
    "state": "office",
    "unknown": "office",
}
"""How a source with a name is shown."""

OF_KIND: Mapping[SourceKind, Disclosure] = {
    "person": "role",
    "group": "group",
    "document": "document",
    "media": "media",
    "organisation": "office",
    "state": "office",
    "unknown": "bare",
}
"""How a source without a name is shown that a pronoun or a noun of no table stands for."""

OF_NOUN: Mapping[str, Disclosure] = {"bare": "bare", "proximity": "proximity", "document": "document", "media": "media"}
"""How a source without a name is shown that such a noun heads."""


def disclosure(
    attribution: Attribution, source: Designation | None, language: Language, text: str
) -> Disclosure | None:
    """
    Return how the source is shown; None for a pronoun that nobody is found to stand for, which shows nobody.

    Args:
        attribution: The attribution, its speaker resolved.
        source: The source, read; None without one.
        language: The language of the article.
        text: The article's text.
    """
    kind = attribution.source_kind or "unknown"
    if attribution.speaker is not None:
        return OF_SPEAKER[kind]
    if source is None:
        return "none"
    if attribution.naming == "anonymous":
        return None
    if source.pronoun is not None:
        told = source.pronoun.person not in ("i", "2") and (source.pronoun.person, source.pronoun.number) != ("1", "p")
        return OF_KIND[kind] if told else "bare"
    if source.noun is None:
        return OF_KIND[kind]
    return _of_noun(source, source.noun, kind, language, " ".join(span.of(text) for span in attribution.source))


def _of_noun(source: Designation, noun: Noun, kind: SourceKind, language: Language, words: str) -> Disclosure:
    if noun.kind in OF_NOUN:
        return OF_NOUN[noun.kind]
    if noun.kind == "sources":
        return _of_sources(source, language.marks, words)
    if noun.kind in ("organisation", "state"):
        return "group" if source.number == "p" else "office"
    if noun.lemma in language.roles.spokesmen:
        return "office"
    if language.marks.proximity.search(words):
        return "proximity"
    return "group" if kind == "group" else "role"


def _of_sources(source: Designation, marks: Hedges, words: str) -> Disclosure:
    """Tell *des sources* (nothing to go on) from *une source policière* and *une source proche du dossier*."""
    if marks.proximity.search(words) or source.determiner in ("definite", "demonstrative"):
        return "proximity"  # "la source" has been described before
    return "proximity" if source.modifiers - frozenset(marks.numbers) - marks.says_nothing else "bare"


def naming(attribution: Attribution, shown: Disclosure | None) -> Naming:
    """Return whether the speaker has a name, a description or neither: what resolution told, else what is *shown*."""
    if attribution.speaker is not None:
        return "named"
    if attribution.naming is not None:
        return attribution.naming
    if shown in (None, "bare", "none"):
        return "anonymous"
    return "described"


def anonymity(around: Span | None, marks: Hedges, text: str) -> Spans:
    """Return the words of the sentence *around* the source that give a reason for anonymity."""
    if around is None:
        return ()
    return tuple(Span(match.start(), match.end()) for match in marks.anonymity.finditer(text, around.start, around.end))


NUMBER = re.compile(r"\d+")


def sources_claimed(source: Designation | None, attribution: Attribution, marks: Hedges, text: str) -> int | None:
    """Return how many sources are claimed; None when no number is given or the source is no number of people."""
    if source is None or source.noun is None or source.noun.kind not in ("person", "sources", "proximity", "group"):
        return None
    words = attribution.source[0].of(text).lower().replace("’", "'")
    for phrase, number in marks.numbers.items():
        if re.match(rf"(?:\S+ )?{re.escape(phrase)}(?![\w-])", words):
            return number
    found = NUMBER.match(words)
    people = source.noun.kind != "group"  # "73 percent of residents" are no number of sources
    return int(found.group()) if found and people and source.noun.number == "p" else None
