"""
Through what was it said, and when?

*Dans un communiqué*, *lors d'une conférence de presse*, *in an interview with…*; *dimanche*, *on Monday*: looked for in the
sentence of the cue, outside the content, nearest to the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selon.lang import Language, marks
from selon.model import Attribution, Span, Spans
from selon.parse import Parse

SENTENCE_END = re.compile(r"[.!?…][\"»”’)]*\s+(?=[^\W\d_a-zß-öø-ÿ]|[\"«“])|\n")
LIMIT = 20  # characters before a day in which the word that makes it a limit stands
NEAR = 90  # characters between a cue and the words that date it; beyond, they date something else


def circumstances(attribution: Attribution, parse: Parse | None, text: str, language: Language) -> Attribution:
    """
    Return *attribution* with the spans of its channel and of the time of the saying.

    Args:
        attribution: One with a cue; one without is returned as it is.
        parse: The parse of the passage that holds the cue.
        text: The article's text.
        language: Its language.
    """
    if not attribution.cue:
        return attribution
    words = marks.load(language.code)
    taken = sorted(attribution.content + attribution.source + attribution.addressee + attribution.cue)
    regions = list(_regions(attribution, parse, text))
    channel = attribution.channel or _nearest(attribution, regions, taken, words.channel.phrase, text, parse)
    free = sorted([*taken, *channel])
    when = attribution.when or _nearest(attribution, regions, free, words.time, text, parse, within=NEAR)
    if when and (
        words.time_limits.search(text[max(0, when[0].start - LIMIT) : when[0].start])
        or _verb_between(parse, when[0], attribution, regions)
    ):
        when = ()
    return replace(attribution, channel=channel, when=when)


def _regions(attribution: Attribution, parse: Parse | None, text: str) -> Iterator[Span]:
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
        breaks = [match.end() for match in SENTENCE_END.finditer(text, left, cue.start + 1)]
        left = breaks[-1] if breaks else left
        after = SENTENCE_END.search(text, cue.end, right)
        right = after.start() + 1 if after is not None else right
        if left < right:
            yield Span(left, right)


def _nearest(
    attribution: Attribution,
    regions: list[Span],
    taken: list[Span],
    pattern: re.Pattern[str],
    text: str,
    parse: Parse | None,
    *,
    within: int | None = None,
) -> Spans:
    """Return the match of *pattern* nearest to a cue that overlaps none of *taken*."""
    best: tuple[int, Span] | None = None
    for region in regions:
        for match in pattern.finditer(text, region.start, region.end):
            span = Span(match.start(), match.end())
            if any(span.overlaps(other) for other in taken):
                continue
            distance = min(max(cue.start - span.end, span.start - cue.end, 0) for cue in attribution.cue)
            if within is not None and distance > within:
                continue
            if _in_other_clause(parse, span, attribution):
                continue
            if best is None or distance < best[0]:
                best = distance, span
    return (best[1],) if best is not None else ()


def _in_other_clause(parse: Parse | None, span: Span, attribution: Attribution) -> bool:
    """Tell whether *span* belongs to a relative clause or a participle that does not hold the cue."""
    if parse is None:
        return False
    token = parse.at(span.end - 1)
    cues = {
        index for cue in attribution.cue for index in range(len(parse)) if cue.start <= parse.start[index] < cue.end
    }
    if token is None or not cues:
        return False
    steps = 0
    while parse.head[token] != token and steps < len(parse):
        if parse.head[token] in cues or token in cues:
            return False
        if parse.relation[token] in ("relcl", "acl", "acl:relcl"):
            return True
        token, steps = parse.head[token], steps + 1
    return False


def _verb_between(parse: Parse | None, span: Span, attribution: Attribution, regions: list[Span]) -> bool:
    """Tell whether a verb stands between *span* and the nearest cue: then *span* dates that verb's event."""
    if parse is None:
        return False
    cue = min(attribution.cue, key=lambda one: max(one.start - span.end, span.start - one.end))
    left, right = min(span.end, cue.end), max(span.start, cue.start)
    if span.end + 1 < cue.start:
        # "… avaient eu lieu en janvier, mais n'a pas souhaité dire": a verb before the day claims it.
        left = max(region.start for region in regions if region.start <= span.start)
    return any(
        parse.pos[token] in ("VERB", "AUX")
        for token in range(len(parse))
        if left <= parse.start[token] and parse.end[token] <= right
    )
