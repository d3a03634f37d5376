"""
Through what was it said, and when?

*Dans un communiqué*, *lors d'une conférence de presse*, *in an interview with…*; *dimanche*, *on Monday*: looked for in
the sentence of the cue, outside the content, nearest to the cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selon.extract.grammar.sentences import is_abbreviation
from selon.lang import Language
from selon.model import Attribution, Span, Spans
from selon.parse.tree import Parse

SENTENCE_END = re.compile(r"[.!?…][\"»”’)]*\s+(?=[^\W\d_a-zß-öø-ÿ]|[\"«“])|\n")
RELATIVE = frozenset({"relcl", "acl", "acl:relcl"})
LIMIT = 20  # characters before a day in which the word that makes it a limit stands
NEAR = 90  # characters between a cue and the words that date it; beyond, they date something else


def circumstances(
    attribution: Attribution, parse: Parse | None, text: str, language: Language, others: Spans = ()
) -> Attribution:
    """
    Return *attribution* with the spans of its channel and of the time of the saying.

    Args:
        attribution: One with a cue; one without is returned as it is.
        parse: The parse of the passage that holds the cue.
        text: The article's text.
        language: Its language.
        others: Cues of other attributions; what stands nearer to one of them in the same sentence is theirs.
    """
    if not attribution.cue:
        return attribution
    words = language.marks
    abbreviations = language.words("abbreviations")
    search = _Search(attribution, parse, text, tuple(_regions(attribution, parse, text, abbreviations)), others)
    taken = attribution.content + attribution.source + attribution.addressee + attribution.cue
    channel = attribution.channel or search.nearest(words.channel.phrase, taken)
    when = attribution.when or search.nearest(words.time, taken + channel, within=NEAR)
    if when and (
        words.time_limits.search(text[max(0, when[0].start - LIMIT) : when[0].start]) or search.claimed(when[0])
    ):
        when = ()
    if (channel, when) == (attribution.channel, attribution.when):
        return attribution
    return replace(attribution, channel=channel, when=when)


def _regions(attribution: Attribution, parse: Parse | None, text: str, abbreviations: frozenset[str]) -> Iterator[Span]:
    """Yield, for each cue, the part of its sentence that no content covers."""
    first = parse.start[0] if parse is not None and len(parse) else 0
    last = parse.end[-1] if parse is not None and len(parse) else len(text)
    for cue in attribution.cue:
        left, right = first, last
        for span in attribution.content:
            if span.end <= cue.start:
                left = max(left, span.end)
            elif span.start >= cue.end:
                right = min(right, span.start)
        left = min(left, cue.start)
        right = max(right, cue.end)
        before = list(_ends(text, left, cue.start + 1, abbreviations))
        left = before[-1].end() if before else left
        after = next(_ends(text, cue.end, right, abbreviations), None)
        right = after.start() + 1 if after is not None else right
        if left < right:
            yield Span(left, right)


def _ends(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[re.Match[str]]:
    """Yield where sentences end from *start* to *end*: a title does not end one (*M. Breton*)."""
    for match in SENTENCE_END.finditer(text, start, end):
        if match[0][0] != "." or not is_abbreviation(text[start : match.start() + 1], abbreviations):
            yield match


def _between(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks around the cues of one attribution."""

    attribution: Attribution
    parse: Parse | None
    text: str
    regions: Spans
    others: Spans

    def nearest(self, pattern: re.Pattern[str], taken: Spans, *, within: int | None = None) -> Spans:
        """Return the match of *pattern* nearest to a cue that overlaps none of *taken*, none further than *within*."""
        found = []
        for region in self.regions:
            others = [other for other in self.others if other.overlaps(region)]
            for match in pattern.finditer(self.text, region.start, region.end):
                span = Span(match.start(), match.end())
                distance = min(_between(span, cue) for cue in self.attribution.cue)
                free = not any(span.overlaps(other) for other in taken)
                free = free and all(_between(span, other) >= distance for other in others)
                if free and (within is None or distance <= within) and not self._in_other_clause(span):
                    found.append((distance, span))
        return (min(found)[1],) if found else ()

    def _in_other_clause(self, span: Span) -> bool:
        """Tell whether *span* belongs to a relative clause or a participle that does not hold the cue."""
        parse = self.parse
        if parse is None:
            return False
        cue = self.attribution.cue
        cues = {index for one in cue for index in parse.touched(one)}
        token = parse.at(span.end - 1)
        while (
            token is not None and parse.head[token] != token and span.start <= parse.start[parse.head[token]] < span.end
        ):
            token = parse.head[token]
        for _ in range(len(parse)):
            if token is None or not cues or token in cues or parse.head[token] == token:
                return False
            if parse.head[token] not in cues and parse.relation[token] in RELATIVE:
                return True
            token = parse.head[token]
        return False

    def claimed(self, span: Span) -> bool:
        """Tell whether another verb stands between *span* and the nearest cue: then *span* dates that verb's event."""
        parse = self.parse
        if parse is None:
            return False
        cue = min(self.attribution.cue, key=lambda one: _between(span, one))
        left, right = min(span.end, cue.end), max(span.start, cue.start)
        if span.end + 1 < cue.start:
            # "… avaient eu lieu en janvier, mais n'a pas souhaité dire": a verb before the day claims it.
            left = max(region.start for region in self.regions if region.start <= span.start)
        between = range(bisect_left(parse.start, left), bisect_right(parse.end, right))
        return any(parse.pos[token] in ("VERB", "AUX") for token in between)
