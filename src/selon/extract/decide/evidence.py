"""
What speaks for a candidate, and what against it?

One row of numbers for each candidate, by name: what the rules see of it, what their own order would take, and how well it
fits the marks of the encoder where that reads along. The decision weighs them; ``--explain`` names those that weighed most.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selon.extract.candidate import Candidate
from selon.extract.encoder.marks import LEAST, Marks, Part
from selon.extract.encoder.proposals import RULE
from selon.extract.grammar.context import Context
from selon.extract.grammar.openings import is_heading_line
from selon.model import Span, Spans

SHORT_WORD, SHORT_PHRASE = 5, 4
"""Letters of a pronoun, words of a short phrase."""
FARTHEST = 5.0
"""Log odds beyond this tell nothing more."""


@dataclass(frozen=True, slots=True)
class Fit:
    """
    How well a candidate fits the marks of the encoder at its own opening.

    Attributes:
        opening: How likely an attribution opens there.
        content: Words of the content that are in it and marked, over all that are either, each by its share; from 0 to 1.
        source: The same of the source.
        cue: The same of the cue.
        lost: By how much its marks are less likely than the likeliest, word by word, in logarithms of shares.
    """

    opening: float
    content: float
    source: float
    cue: float
    lost: float


def odds(share: float) -> float:
    """Return the log odds of *share*, bounded."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return max(-FARTHEST, min(FARTHEST, math.log(share / (1 - share))))


class Fitting:
    """Tells how candidates fit what the encoder marks at their openings."""

    def __init__(self, marks: Marks) -> None:
        """Hold the *marks* of an article."""
        self._marks = marks

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Mark the words for all *candidates* and for all that the encoder may propose: together it costs less."""
        self._marks.mark([*self._marks.likely(LEAST), *map(self._anchor, candidates)])

    def _anchor(self, candidate: Candidate) -> int:
        """Return the word at which the encoder is asked: the likeliest of the words that open the cue."""
        opening = (candidate.cue or candidate.content or candidate.source)[0]
        first = self._marks.word_at(opening.start)
        if not candidate.cue:
            return first
        last = self._marks.word_at(opening.end - 1)
        own = self._marks.word_at(candidate.head) if candidate.head >= 0 else first
        choices = dict.fromkeys((first, *range(first, min(last, first + 3) + 1), own))
        likeliest: int = max(choices, key=self._marks.opening)
        return likeliest

    def of(self, candidate: Candidate) -> Fit:
        """Return the fit of one of the candidates."""
        anchor = self._anchor(candidate)
        marked = self._marks.mark([anchor])[anchor]
        shares = np.exp(marked.shares)
        first = self._marks.window_of(anchor).first
        own = np.full(len(shares), Part.NONE)
        fits = {}
        for part, spans in (
            (Part.CUE, candidate.cue),
            (Part.SOURCE, candidate.source),
            (Part.CONTENT, candidate.content),
        ):
            places = [self._within(span, first) for span in spans]
            fits[part] = self._common(shares[:, part], spans, places)
            for place in places:
                own[place] = part
        lost = marked.shares.max(axis=1) - marked.shares[np.arange(len(own)), own]
        return Fit(marked.opening, fits[Part.CONTENT], fits[Part.SOURCE], fits[Part.CUE], float(lost.sum()))

    def _within(self, span: Span, first: int) -> slice:
        """Return which words of a window *span* takes; the window's first word is *first*."""
        return slice(
            max(self._marks.word_at(span.start) - first, 0), max(self._marks.word_at(span.end - 1) + 1 - first, 0)
        )

    def _common(self, shares: NDArray[np.float32], spans: Spans, places: Sequence[slice]) -> float:
        """Return the words in common over all words of either side, each word counted by its share."""
        if not spans:
            return float(1 - shares.max(initial=0.0))
        size = sum(self._marks.word_at(span.end - 1) + 1 - self._marks.word_at(span.start) for span in spans)
        inside = sum(float(shares[place].sum()) for place in places)
        return inside / (size + float(shares.sum()) - inside)


@dataclass(frozen=True, slots=True)
class Peers:
    """What else is proposed where a candidate stands."""

    is_taken: bool
    another_taken: bool
    by_rules: bool
    by_encoder: bool
    rivals: int
    least_lost: float
    support: float


def evidence(context: Context, candidate: Candidate, peers: Peers, fit: Fit | None) -> Mapping[str, float]:
    """Return what speaks for and against *candidate*, by name; what is not named counts nothing."""
    frame, rule = candidate.frame, candidate.rule
    by_rule = rule != RULE
    seen: dict[str, float] = {
        f"frame={frame}": 1.0,
        f"rule={rule}": 1.0,
        f"lang={context.language.code}": 1.0,
        f"lemma={candidate.lemma}": 1.0,
        f"lemma={candidate.lemma}+{frame}": 1.0,
        f"source is {_source_shape(context, candidate.source)}": 1.0,
        "no source": 0.0 if candidate.source else 1.0,
        "taken by the rules": 1.0 if peers.is_taken else 0.0,
        "another reading taken": 1.0 if peers.another_taken and not peers.is_taken else 0.0,
        "rate": odds(candidate.rate) if by_rule else 0.0,
        "support": peers.support,
        "rivals": min(peers.rivals, 12) / 12,
    }
    seen |= dict.fromkeys(candidate.features, 1.0)
    if candidate.content and is_heading_line(context, context.passage_at(candidate.content[0].start)):
        seen[f"heading+{frame}"] = 1.0
    if peers.is_taken:
        seen[f"taken+{context.language.code}"] = 1.0
        seen[f"taken+{frame}"] = 1.0
        seen[f"taken+{rule}"] = 1.0
    if candidate.content:
        size = sum(len(span.of(context.text).split()) for span in candidate.content)
        seen[f"words={_bucket(size)}"] = 1.0
        seen[f"quoted={_quoted(context, candidate.content)}"] = 1.0
    cue = candidate.cue or candidate.content
    inside = context.quote_at(cue[0].start) if candidate.cue else None
    seen["cue in a quotation"] = 1.0 if inside is not None else 0.0
    if fit is not None:
        opening = odds(fit.opening)
        seen |= {
            "opening": opening,
            "content fit": fit.content,
            "source fit": fit.source,
            "cue fit": fit.cue,
            "content and source fit": fit.content * fit.source,
            "likely": fit.opening * fit.content * fit.source,
            "lost": math.log1p(fit.lost),
            f"lost+{frame}": math.log1p(fit.lost),
            "lost more than its rivals": math.log1p(fit.lost - peers.least_lost),
            "agree": 1.0 if peers.by_rules and peers.by_encoder else 0.0,
            "encoder alone": 1.0 if not peers.by_rules else 0.0,
            "rules alone": 1.0 if not peers.by_encoder else 0.0,
            f"opening+{frame}": opening,
            f"opening+{context.language.code}": opening,
            f"content+{context.language.code}": fit.content,
            f"content+{frame}": fit.content,
        }
        if peers.is_taken:
            seen |= {"opening+taken": opening, "content+taken": fit.content, "source+taken": fit.source}
        if not by_rule:
            seen |= {"opening+encoder": opening, "content+encoder": fit.content, "source+encoder": fit.source}
    return {name: value for name, value in seen.items() if value}


def _source_shape(context: Context, source: Spans) -> str:
    """Return what a source looks like: none, a pronoun or other short word, a name, a phrase; with its length."""
    if not source:
        return "none"
    words = source[0].of(context.text).split()
    if len(words) == 1 and words[0].islower():
        return f"the word {words[0].lower()}" if len(words[0]) <= SHORT_WORD else "one word"
    if all(word[0].isupper() for word in words):
        return "a name"
    return "a short phrase" if len(words) <= SHORT_PHRASE else "a long phrase"


def _bucket(size: int) -> str:
    return next((str(limit) for limit in (1, 2, 4, 8, 16, 32, 64) if size <= limit), "more")


def _quoted(context: Context, content: Spans) -> str:
    quote = context.quote_at(content[0].start)
    if quote is not None and content[-1].end <= quote.outer.end:
        whole = content[0].start <= quote.inner.start + 1 and content[-1].end >= quote.inner.end - 1
        return "whole" if whole else "inside"
    if quote is not None:
        return "beginning"
    return "some" if any(context.holds_quote(span) for span in content) else "none"


def common(left: Spans, right: Spans) -> int:
    """Return how many characters two lists of spans share."""
    both = 0
    for one in left:
        start, end = one.start, one.end
        for other in right:
            if other.start < end and start < other.end:
                both += min(end, other.end) - max(start, other.start)
    return both


def size(spans: Spans) -> int:
    """Return how many characters *spans* have."""
    return sum(span.end - span.start for span in spans)


def nearly(left: Spans, right: Spans, share: float = 0.5) -> bool:
    """Tell whether two contents have at least *share* of their characters in common."""
    both = common(left, right)
    return both > 0 and both >= share * (size(left) + size(right) - both)
