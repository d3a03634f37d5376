"""
What do headings quote?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.extract.candidate import Candidate
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
    taken = [span for candidate in decided for span in candidate.content]
    for quote in context.double:
        number = context.passage_at(quote.outer.start)
        if (
            not quote.closed
            or not is_heading_line(context, number)
            or any(quote.inner.overlaps(span) for span in taken)
        ):
            continue
        words = quote.inner.of(text).split()
        again = any(
            other.outer.start > context.passages[number].end
            and _folded(quote.inner, text) in _folded(other.inner, text)
            for other in context.double
        )
        is_name = all(word[0].isupper() or len(word) <= SMALL for word in words) and words[0][0].isupper()
        if again or (len(words) >= SHORTEST and not is_name):
            yield Candidate(
                rule="quoted_heading",
                frame="quote",
                lemma="",
                cue=(),
                source=(),
                content=(quote.inner,),
                rate=0.8,
                head=quote.outer.start,
            )


def _folded(span: Span, text: str) -> str:
    return "".join(character for character in span.of(text).casefold() if character.isalnum())
