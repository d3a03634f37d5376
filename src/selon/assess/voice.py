"""
What does the outlet say in its own voice, and where does it not vouch for what it says?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selon.lang import Language
from selon.lang.marks import Hedges
from selon.model import Article, Attribution, OwnVoice, Span
from selon.parse.stretches import Stretches
from selon.parse.tree import Parse

SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++(?=\s|$)|\n+")


def own_voice(
    article: Article, attributions: Sequence[Attribution], parses: Sequence[Parse | None], language: Language
) -> tuple[OwnVoice, ...]:
    """
    Return the stretches of the article that no attribution covers, posts left out, with the words that mark hearsay in them.

    Args:
        article: The article.
        attributions: Its statements.
        parses: The parse of each of its passages, None for one that was not parsed.
        language: The language of the article.
    """
    words = language.marks
    covered = Stretches((span.start, span.end) for attribution in attributions for span in attribution.spans)
    found = []
    for passage, parse in zip(article.passages, parses, strict=True):
        if passage.kind == "post":
            continue  # whoever posted it answers for it
        hearsay = list(_hearsay(article.text, passage.span, parse, words, covered))
        for stretch in _uncovered(passage.span, covered):
            kept = _trimmed(article.text, stretch)
            if kept is not None:
                marked = tuple(span for span in hearsay if kept.covers(span))
                found.append(OwnVoice(kept, marked))
    return tuple(found)


def _uncovered(passage: Span, covered: Stretches) -> Iterator[Span]:
    at = passage.start
    for start, end in covered.over(passage.start, passage.end):
        if start > at:
            yield Span(at, start)
        at = end
    if at < passage.end:
        yield Span(at, passage.end)


def _trimmed(text: str, span: Span) -> Span | None:
    """Return *span* without blanks and marks at its edges; None when no word is left."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if start < end else None


def _hearsay(text: str, passage: Span, parse: Parse | None, words: Hedges, covered: Stretches) -> Iterator[Span]:
    """Yield the marks of hearsay in sentences that no attribution touches."""
    bounds = [passage.start, *(m.end() for m in SENTENCE_END.finditer(text, passage.start, passage.end)), passage.end]
    for start, end in pairwise(bounds):
        if end <= start or covered.over(start, end):
            continue
        sentence = text[start:end]
        phrase = words.conditional.hearsay.search(sentence)
        if phrase is not None:
            yield Span(start + phrase.start(), start + phrase.end())
        elif parse is not None and not words.conditional.conditions.search(sentence):
            yield from _conditionals(parse, start, end, words)


def _conditionals(parse: Parse, start: int, end: int, words: Hedges) -> Iterator[Span]:
    """Yield the conditional perfects of main clauses (*aurait demandé*)."""
    if not words.conditional.perfect:
        return
    first = parse.at(start)
    for token in range(first if first is not None else len(parse), len(parse)):
        if parse.start[token] >= end:
            break
        if parse.lower[token] not in words.conditional.perfect:
            continue
        verb = parse.head[token] if parse.relation[token].startswith("aux") or parse.relation[token] == "cop" else token
        if "VerbForm=Part" in parse.morph[verb] and verb > token and not _reported_below(parse, verb):
            yield parse.span(token, verb)


def _reported_below(parse: Parse, verb: int) -> bool:
    """Tell whether the verb is another one's complement, where a conditional is a future in the past."""
    seen = 0
    while parse.head[verb] != verb and seen < len(parse):
        if parse.relation[verb] in ("ccomp", "advcl"):
            return True
        verb, seen = parse.head[verb], seen + 1
    return False
