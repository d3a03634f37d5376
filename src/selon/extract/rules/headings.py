"""
What do headings quote?
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from selon.extract.candidate import Candidate, without_cue
from selon.extract.grammar.context import Context
from selon.extract.grammar.openings import is_heading_line
from selon.model import Span

SMALL = 3
"""Letters of the small words in a name."""
SHORTEST = 3
"""Words in marks that are no mere term."""


def quoted_heading(context: Context, decided: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield the words in marks that a title or a heading quotes and credits to nobody.

        [« On sera de plus en plus nombreux »]
        Incendie d'un car : [« Plus de peur que de mal »]

    Names and single words of distance are none, unless the article quotes the same words again; nor is what another
    attribution holds.
    """
    if context.language.pipeline is None:
        return
    text = context.text
    taken = bytearray(len(text))
    for candidate in decided:
        for span in candidate.content:
            taken[span.start : span.end] = bytes([1]) * (span.end - span.start)
    folded = [_folded(quote.inner, text) for quote in context.double]
    ends = list(itertools.accumulate(len(words) + 1 for words in folded))
    whole = "\n".join(folded)
    for place, quote in enumerate(context.double):
        if not quote.closed or not is_heading_line(context, context.passage_at(quote.outer.start)):
            continue
        if any(taken[quote.inner.start : quote.inner.end]):
            continue
        words = quote.inner.of(text).split()
        is_name = all(word[0].isupper() or len(word) <= SMALL for word in words) and words[0][0].isupper()
        if (len(words) >= SHORTEST and not is_name) or whole.find(folded[place], ends[place]) >= 0:
            yield without_cue("quoted_heading", (quote.inner,), quote.outer.start)


def _folded(span: Span, text: str) -> str:
    return "".join(character for character in span.of(text).casefold() if character.isalnum())
