"""
Did the content exist as speech, as writing or as thought?
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.assess import acts
from selon.lang import Language, marks, places, roles
from selon.lang.designation import read
from selon.model import Article, Attribution, Medium

NEAR = 160  # characters around a statement within which the words of a channel belong to it


def media(article: Article, attributions: Sequence[Attribution], language: Language) -> list[Medium]:
    """Return the medium of each of *attributions*; what a nested statement has is its parent's, unless it is thought."""
    found = [_medium(article.text, attribution, language) for attribution in attributions]
    for index, attribution in enumerate(attributions):
        parent = attribution.parent
        if (
            parent is not None
            and found[index] == "speech"
            and found[parent] == "writing"
            and _same(attributions, index)
        ):
            found[index] = "writing"
    return found


def _same(attributions: Sequence[Attribution], index: int) -> bool:
    attribution = attributions[index]
    parent = attributions[attribution.parent] if attribution.parent is not None else attribution
    return attribution.speaker == parent.speaker


def _medium(text: str, attribution: Attribution, language: Language) -> Medium:
    own = acts.medium(attribution, language.code)
    words = marks.load(language.code)
    if own == "writing":
        return "writing"
    if own == "thought" and attribution.quotation != "direct" and attribution.why.frame != "according_to":
        return "thought"
    kind = attribution.source_kind
    if kind in ("document", "media"):
        return "speech" if _broadcast(text, attribution, language, words) else "writing"
    if attribution.channel:
        spoken = words.channel.writing.search(" ".join(span.of(text) for span in attribution.channel))
        return "writing" if spoken else "speech"
    return "speech"


def _broadcast(text: str, attribution: Attribution, language: Language, words: marks.Marks) -> bool:
    if not attribution.source:
        return False
    table = roles.load(language.code)
    tokens = table.tokenize(attribution.source[0].of(text))
    source = read(tokens, range(len(tokens)), table, places.load(language.code))
    return source.noun is not None and source.noun.lemma in words.channel.broadcast
