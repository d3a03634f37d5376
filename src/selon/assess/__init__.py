"""
What kind of saying is it?

Act, medium, certainty, polarity and marks of origin from the cue and the content; disclosure, naming and the reasons
for anonymity from the source. Runs after resolution.

One module for each: ``acts``, ``medium``, ``kinds``, ``disclosure``; ``certainty`` and ``polarity``, which look at the main
``clause`` of the content. ``voice`` finds what no source answers for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from selon.assess import acts, disclosure
from selon.assess.certainty import Saying, certainty
from selon.assess.clause import main_clause
from selon.assess.kinds import kind
from selon.assess.medium import media
from selon.assess.polarity import denied_beneath, polarity
from selon.assess.voice import own_voice
from selon.lang import Language
from selon.lang.designation import Designation
from selon.lang.marks import Hedges
from selon.model import Article, Attribution, Evidential, Medium, Span
from selon.parse.designations import Designations
from selon.parse.tree import Parse

__all__ = ["assess", "own_voice"]

CREDITED = "according_to"
PAST = ("Tense=Past", "Tense=Imp")
REACH = 400  # characters either side within which the sentence of a source is looked for
END = re.compile(r"[.!?…](?=\s|$|[»”\"])|\n")


def assess(
    article: Article,
    attributions: Sequence[Attribution],
    sources: Designations,
    parses: Sequence[Parse | None],
    language: Language,
) -> list[Attribution]:
    """
    Return *attributions* with all labels but those of resolution.

    Args:
        article: The article that they are taken from.
        attributions: Its statements, resolved.
        sources: How their sources read.
        parses: The parse of each of its passages, None for one that was not parsed.
        language: The language of the article.
    """
    words = language.marks
    starts = [passage.span.start for passage in article.passages]
    kinds = [kind(one, sources.first(index), article.text, language) for index, one in enumerate(attributions)]
    known = [
        one if one.source_kind == source_kind else replace(one, source_kind=source_kind)
        for one, source_kind in zip(attributions, kinds, strict=True)
    ]
    found = [
        _assessed(article.text, one, medium, sources.first(index), _parse_at(one, starts, parses), language)
        for index, (one, medium) in enumerate(zip(known, media(article, known, sources, language), strict=True))
    ]
    return [_beneath(one, found, words, article.text) for one in found]


def _beneath(attribution: Attribution, found: Sequence[Attribution], words: Hedges, text: str) -> Attribution:
    """Return *attribution* as the one around it leaves it: what is denied there is not said (*denied saying so*)."""
    if attribution.parent is None or attribution.polarity == "negative":
        return attribution
    around = found[attribution.parent]
    if around.polarity == "negative" and denied_beneath(attribution, around, words, text=text):
        return replace(attribution, polarity="negative")
    return attribution


def _parse_at(attribution: Attribution, starts: Sequence[int], parses: Sequence[Parse | None]) -> Parse | None:
    """Return the parse of the passage in which the content begins, or the cue of a refusal."""
    at = (attribution.content or attribution.cue)[0].start
    number = bisect_right(starts, at) - 1
    return parses[number] if 0 <= number < len(parses) else None


def _assessed(  # noqa: PLR0913, PLR0917 - what assess knows of it
    text: str,
    attribution: Attribution,
    medium: Medium,
    source: Designation | None,
    parse: Parse | None,
    language: Language,
) -> Attribution:
    words = language.marks
    act = acts.act(attribution, text, parse, language)
    main = main_clause(attribution, parse, text, words)
    cue = " ".join(span.of(text) for span in attribution.cue)
    credited = attribution.why.frame == CREDITED
    relayed = credited or attribution.source_kind == "media"
    known = acts.cue_of(attribution, language.code)
    impersonal = known is not None and bool(known.places)
    saying = Saying(cue, past=_past(attribution, parse), relayed=relayed, impersonal=impersonal)
    sure = certainty(attribution, main, words, saying)
    shown = disclosure.disclosure(attribution, source, language, text)
    evidential: list[Evidential] = []
    if credited and attribution.source:
        evidential.append("named_origin")
    if sure == "reported" or words.conditional.hearsay.search(cue):
        evidential.append("hearsay")
    return replace(
        attribution,
        act=act,
        medium=medium,
        certainty=sure,
        polarity=polarity(attribution, main, words, act=act, text=text),
        disclosure=shown,
        naming=disclosure.naming(attribution, shown),
        anonymity=disclosure.anonymity(_sentence(text, attribution), words, text),
        sources_claimed=disclosure.sources_claimed(source, attribution, words, text),
        evidential=tuple(evidential),
    )


def _sentence(text: str, attribution: Attribution) -> Span | None:
    """Return the sentence in which the source stands."""
    if not attribution.source:
        return None
    at = attribution.source[0]
    first, last = max(0, at.start - REACH), min(len(text), at.end + REACH)
    start = max((match.end() for match in END.finditer(text, first, at.start)), default=first)
    end = END.search(text, at.end, last)
    return Span(start, end.start() if end is not None else last)


def _past(attribution: Attribution, parse: Parse | None) -> bool:
    """Tell whether the cue tells of the past (*a déclaré*, *affirmait*, *said*)."""
    if parse is None:
        return False
    for span in attribution.cue:
        first = parse.at(span.start)
        token = first if first is not None else len(parse)
        while token < len(parse) and parse.start[token] < span.end:
            if any(tense in parse.morph[token] for tense in PAST):
                return True
            token += 1
    return False
