"""
Who vouches for a content that another attribution already has?

*…, selon X, cité par Y*; *…, ce que Z dément*: the content is written once and attributed twice. These run after the
decision, because they need to know what was attributed before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.extract import phrases
from selon.extract.candidate import Candidate
from selon.extract.contents import sentence_stop
from selon.extract.context import Context
from selon.extract.sources import find_source, inverted_subject
from selon.model import Span
from selon.parse import Parse


def cited_by(context: Context, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield the outlet through which a statement came.

        [Les navires changent de nom], selon un officier **cité par** [le Herald].
    """
    participles = context.language.words("citing_participles")
    agents = context.language.words("agent_prepositions")
    for parse in context.parses:
        if parse is None:
            continue
        for token in range(len(parse.words) - 2):
            if parse.lower[token] not in participles or parse.lower[token + 1] not in agents:
                continue
            holder = _holder(context, kept, parse, token)
            stop = sentence_stop(context, parse, token)
            phrase = phrases.along(parse, token + 2, stop, context.language, appositions=0)
            if holder is None or phrase is None:
                continue
            yield Candidate(
                rule="cited_by",
                frame="relay",
                lemma=" ".join(parse.lower[token : token + 2]),
                cue=(parse.span(token, token + 1),),
                source=(parse.span(*phrase),),
                content=holder.content,
                rate=0.9,
                head=parse.start[token],
                features=("content=of the source cited",),
            )


def _holder(context: Context, kept: Sequence[Candidate], parse: Parse, token: int) -> Candidate | None:
    """Return the attribution whose source is cited: the nearest in the sentence that ends before the participle."""
    sentence = context.sentence_at(parse.start[token])
    before = [
        c
        for c in kept
        if c.content
        and c.source
        and sentence.start <= c.source[-1].start
        and c.source[-1].start < parse.start[token]
        and c.cue
        and sentence.start <= c.cue[0].start
    ]
    if not context.text[sentence.start : parse.start[token]].strip():
        # *Cité par l'agence, le général a dit …*
        after = [c for c in kept if c.content and c.source and sentence.covers(c.source[0])]
        return min(after, key=lambda c: c.source[0].start, default=None)
    nearest = max(before, key=lambda c: c.source[-1].end, default=None)
    if nearest is None or parse.start[token] - nearest.source[-1].end > NEAR:
        return None
    return nearest


NEAR = 60
"""Characters between a source and what says that it is cited."""


def what_was_said(context: Context, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """
    Yield who denies or confirms the clause just said.

        On accuse Kigali de [soutenir la rébellion], ce que [le Rwanda] **dément**.
    """
    openers = context.language.words("resuming_openers")
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            start = use.first
            stop = sentence_stop(context, parse, use.token)
            opener = next(
                (
                    t
                    for t in range(max(start - 8, 1), start)
                    if _pair(parse, t) in openers and parse.lower[t - 1] == ","
                ),
                None,
            )
            cue = use.frame("nominal") or use.frame("clause")
            if opener is None or cue is None or use.passive:
                continue
            if opener + 2 == start:
                found = inverted_subject(context, parse, use, stop)
            else:
                found = find_source(context, parse, use)
            if found is None or found.span.end <= parse.end[opener + 1]:
                continue
            source = Span(max(found.span.start, parse.start[opener + 2]), found.span.end)
            before = [c for c in kept if c.content and 0 <= parse.start[opener] - _end(c) <= 3]
            if not before:
                continue
            holder = min(before, key=lambda c: c.content[-1].end - c.content[0].start)
            yield Candidate(
                rule="what_was_said",
                frame="resumed",
                lemma=cue.lemma,
                cue=(parse.span(use.first, use.last),),
                source=(source,),
                content=holder.content,
                rate=0.9,
                head=parse.start[use.token],
                features=(f"source={found.how}",),
            )


def _end(candidate: Candidate) -> int:
    """One past the last character of an attribution: of its content, or of a cue and source after it."""
    return max(span.end for span in candidate.content + candidate.cue + candidate.source)


def _pair(parse: Parse, token: int) -> str:
    return " ".join(parse.lower[token : token + 2])
