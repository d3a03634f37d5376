"""
What does a rule get to see?

A :class:`Context` is one article with everything that is worked out once and read by all rules: the parses, the
quotations, the textual sentences, the occurrences of cue verbs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from selon.extract.grammar.sentences import after_dateline, split
from selon.extract.grammar.verbs import VerbUse, verb_uses
from selon.lang import Language
from selon.model import Span
from selon.parse.quotes import Quote, find_quotes, marks_of
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
    def _double_starts(self) -> list[int]:
        return [quote.outer.start for quote in self.double]

    def quote_at(self, character: int) -> Quote | None:
        """Return the outermost double-marked quotation around *character*."""
        index = bisect_right(self._double_starts, character) - 1
        if index >= 0 and character < self.double[index].outer.end:
            return self.double[index]
        return None

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
            deeper = [q for q in self.quotes if q.depth == quote.depth + 1 and quote.inner.covers(q.outer)]
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

    @cached_property
    def use_at(self) -> Mapping[int, tuple[Parse, VerbUse]]:
        """Occurrences of cue verbs, with their paragraph, by the character at which the verb itself starts."""
        pairs = zip(self.parses, self.verbs, strict=True)
        return {parse.start[use.token]: (parse, use) for parse, uses in pairs if parse is not None for use in uses}


def _around(sentences: Sequence[Span], character: int, fallback: Span) -> Span:
    for sentence in sentences:
        if character < sentence.end:
            return sentence
    return sentences[-1] if sentences else fallback
