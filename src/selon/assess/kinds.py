"""
What kind of source is it, where that does not follow from whom it stands for?
"""

from __future__ import annotations

from selon.lang import Language
from selon.lang.designation import Designation
from selon.model import Attribution, SourceKind


def kind(attribution: Attribution, source: Designation | None, text: str, language: Language) -> SourceKind | None:
    """
    Return the kind of source of *attribution*, resolved, whose source reads as *source*.

    Several people who are all named are persons, not a group (*Roux et Vasseur*); several bodies without a name are one
    (*les syndicats*); what something can be read in is a document, though a pronoun stands for it (*on peut* **y** *lire*).
    """
    found = attribution.source_kind
    if source is None:
        return found
    if attribution.speaker is not None:
        return "person" if found == "group" and source.parts else found
    if found == "organisation" and source.number == "p":
        return "group"
    if found in (None, "unknown") and attribution.source[0].of(text).lower() in language.words("place_clitics"):
        return "document"
    return found
