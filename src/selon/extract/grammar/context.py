"""
What does a rule get to see?

A :class:`Context` is one article with everything that is worked out once and read by all rules: the parses, the
quotations, the textual sentences, the occurrences of cue verbs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from selon.extract.grammar.sentences import after_dateline, split
from selon.extract.grammar.verbs import VerbUse, verb_uses
from selon.lang import Language
from selon.model import Span, Spans
from selon.parse.quotes import Quote, find_quotes, marks_of
from selon.parse.stretches import Stretches
from selon.parse.tree import Parse


@dataclass(frozen=True, eq=False)
class Context:
    """
    One article as the rules see it.

    Attributes:
        text: The article's text.
        language: The data of its language.
        passages: Its paragraphs in order.
        parses: The parse of each passage, None for one that needed no parsing or could not be parsed.
        posts: Which passages are posts of a social network, by their index.
    """

    text: str
    language: Language
    passages: Sequence[Span]
    parses: Sequence[Parse | None]
    posts: Collection[int] = ()

    @cached_property
    def quotes(self) -> list[Quote]:
        """All quotations, in text order, outer before inner."""
        return find_quotes(self.text, self.passages, marks_of(self.language))

    @cached_property
    def double(self) -> list[Quote]:
        """Quotations in double marks that stand in no other."""
        return [quote for quote in self.quotes if quote.depth == 0 and not quote.single]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.outer.start for quote in self.quotes]

    def quotes_within(self, span: Span) -> list[Quote]:
        """Return the quotations that open inside *span*, in text order."""
        first = bisect_left(self._quote_starts, span.start)
        return self.quotes[first : bisect_left(self._quote_starts, span.end, first)]

    def nested_near(self, spans: Spans) -> list[Quote]:
        """Return the quotations within others whose inside shares a character with one of *spans*, in text order."""
        if not self._nested:
            return []
        starts = self._nested_starts
        found = {
            place
            for span in spans
            for place in range(bisect_left(starts, span.start - self._longest_nested), bisect_left(starts, span.end))
            if self._nested[place].inner.overlaps(span)
        }
        return [self._nested[place] for place in sorted(found)]

    @cached_property
    def _nested(self) -> list[Quote]:
        return [quote for quote in self.quotes if quote.depth]

    @cached_property
    def _nested_starts(self) -> list[int]:
        return [quote.outer.start for quote in self._nested]

    @cached_property
    def _longest_nested(self) -> int:
        return max((quote.outer.end - quote.outer.start for quote in self._nested), default=0)

    @cached_property
    def _double_starts(self) -> list[int]:
        return [quote.outer.start for quote in self.double]

    def quote_at(self, character: int) -> Quote | None:
        """Return the outermost double-marked quotation around *character*."""
        index = bisect_right(self._double_starts, character) - 1
        if index >= 0 and character < self.double[index].outer.end:
            return self.double[index]
        return None

    def double_before(self, character: int) -> Quote | None:
        """Return the last double-marked quotation that ends at *character* or before."""
        index = bisect_right(self._double_starts, character) - 1
        if index >= 0 and self.double[index].outer.end > character:
            index -= 1
        return self.double[index] if index >= 0 else None

    def double_from(self, start: int, end: int) -> list[Quote]:
        """Return the double-marked quotations that open from *start* to before *end*."""
        first = bisect_left(self._double_starts, start)
        return self.double[first : bisect_left(self._double_starts, end, first)]

    def quotes_near(self, span: Span) -> list[Quote]:
        """Return the double-marked quotations that share a character with *span* and stand in no other."""
        first = max(bisect_right(self._double_starts, span.start) - 1, 0)
        last = bisect_left(self._double_starts, span.end, first)
        return [quote for quote in self.double[first:last] if quote.outer.overlaps(span)]

    @cached_property
    def _quoted(self) -> Stretches:
        return Stretches((quote.outer.start + 1, quote.outer.end) for quote in self.quotes)

    def is_quoted(self, character: int) -> bool:
        """Tell whether *character* stands in any quotation, behind its opening mark."""
        return self._quoted.holds(character)

    def holds_quote(self, span: Span) -> bool:
        """Tell whether a double-marked quotation starts inside *span*."""
        index = bisect_right(self._double_starts, span.start)
        return index < len(self.double) and self.double[index].outer.start < span.end

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def passage_at(self, character: int) -> int:
        """Return the index of the passage that holds *character*, or of the one before it."""
        return max(bisect_right(self._passage_starts, character) - 1, 0)

    @cached_property
    def _outer_sentences(self) -> list[list[Span]]:
        result: list[list[Span]] = [[] for _ in self.passages]
        grouped: list[list[Quote]] = [[] for _ in self.passages]
        for quote in self.double:
            grouped[self.passage_at(quote.outer.start)].append(quote)
        abbreviations = self.language.words("abbreviations")
        for index, passage in enumerate(self.passages):
            body = Span(after_dateline(self.text, passage), passage.end)
            result[index] = split(self.text, body, grouped[index], abbreviations)
        return result

    @cached_property
    def _inner_sentences(self) -> dict[Span, list[Span]]:
        return {}

    def sentences_in(self, quote: Quote) -> list[Span]:
        """Return the sentences inside *quote*."""
        if quote.inner not in self._inner_sentences:
            deeper = [
                q for q in self.quotes_within(quote.inner) if q.depth == quote.depth + 1 and quote.inner.covers(q.outer)
            ]
            abbreviations = self.language.words("abbreviations")
            self._inner_sentences[quote.inner] = split(self.text, quote.inner, deeper, abbreviations)
        return self._inner_sentences[quote.inner]

    def sentences_of(self, passage: int) -> list[Span]:
        """Return the sentences of a passage, quotations unsplit."""
        return self._outer_sentences[passage]

    def sentence_at(self, character: int) -> Span:
        """Return the sentence around *character*: of its quotation when it stands in one, else of its passage."""
        quote = self.quote_at(character)
        if quote is not None and quote.inner.start <= character < quote.inner.end:
            return _around(self.sentences_in(quote), character, quote.inner)
        return self.outer_sentence_at(character)

    def outer_sentence_at(self, character: int) -> Span:
        """Return the sentence of the passage around *character*."""
        passage = self.passage_at(character)
        return _around(self._outer_sentences[passage], character, self.passages[passage])

    @cached_property
    def verbs(self) -> list[list[VerbUse]]:
        """Occurrences of cue verbs in each passage, in text order."""
        return [verb_uses(parse, self.language) if parse else [] for parse in self.parses]

    def uses_by_first(self, passage: int) -> Mapping[int, VerbUse]:
        """Return the occurrences of cue verbs in a passage by the first token of each."""
        if passage not in self._by_first:
            self._by_first[passage] = {use.first: use for use in self.verbs[passage]}
        return self._by_first[passage]

    @cached_property
    def _by_first(self) -> dict[int, dict[int, VerbUse]]:
        return {}

    @cached_property
    def use_at(self) -> Mapping[int, tuple[Parse, VerbUse]]:
        """Occurrences of cue verbs, with their paragraph, by the character at which the verb itself starts."""
        pairs = zip(self.parses, self.verbs, strict=True)
        return {parse.start[use.token]: (parse, use) for parse, uses in pairs if parse is not None for use in uses}


_end = attrgetter("end")


def _around(sentences: Sequence[Span], character: int, fallback: Span) -> Span:
    index = bisect_right(sentences, character, key=_end)
    return sentences[min(index, len(sentences) - 1)] if sentences else fallback
