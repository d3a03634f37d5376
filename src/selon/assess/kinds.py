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
    (*les syndicats*); what something can be read in is a document, though a pronoun stands for it (*on peut* **y** *lire*)
    or its issuer speaks (*un sondage Ifop*). A quotation that floats is a person's, even where nobody tells whose.
    """
    found = attribution.source_kind
    if source is None:
        floats = not attribution.cue and attribution.speaker is None
        return "person" if floats and found in (None, "unknown") else found
    if found != "media" and source.noun is not None and source.noun.kind == "document":
        return "document"
    if attribution.speaker is not None:
        return "person" if found == "group" and source.parts else found
    if found == "organisation" and source.number == "p":
        return "group"
    if found in (None, "unknown") and attribution.source[0].of(text).lower() in language.words("place_clitics"):
        return "document"
    return found
