"""
Which candidates stand for the same act of saying?

Candidates that share a cue, or a quotation without one, are rivals: at most one of them is right. Where rules and encoder
read one cue differently, what each has is also tried with what the other has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from selon.extract.candidate import Candidate
from selon.extract.decide.evidence import nearly
from selon.extract.encoder.proposals import RULE
from selon.model import Spans

CROSSED = "crossed"
"""Marks a candidate that has its source from one reader and its content from the other."""
MOST_CROSSED = 4
"""Readings of the rules that are crossed with the encoder's, those it fits best first."""


def groups_of(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return the candidates in groups of rivals, in text order."""
    owner = list(range(len(candidates)))

    def top(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = owner[number]
        return number

    at: dict[tuple[str, int], int] = {}
    for number, candidate in enumerate(candidates):
        for key in _keys(candidate):
            owner[top(number)] = top(at.setdefault(key, number))
    found: dict[int, list[Candidate]] = {}
    for number, candidate in enumerate(candidates):
        found.setdefault(top(number), []).append(candidate)
    return sorted(found.values(), key=lambda group: min(group[0].cue + group[0].content).start)


def _keys(candidate: Candidate) -> Iterator[tuple[str, int]]:
    if not candidate.cue:
        yield "content", candidate.content[0].start if candidate.content else candidate.head
        return
    if candidate.head >= 0:
        yield "cue", candidate.head
    for span in candidate.cue:
        for place in range(span.start, span.end):
            yield "cue", place


def crossed(group: Sequence[Candidate], text: str = "", genitives: frozenset[str] = frozenset()) -> list[Candidate]:
    """Return *group* with the readings that take source or content from the other reader."""
    ruled = [one for one in group if one.rule != RULE and one.content]
    result = [
        _mended(_with_addressee(one, ruled), ruled, text, genitives) if one.rule == RULE else one for one in group
    ]
    seen = [one for one in result if one.rule == RULE]
    known = {(one.source, one.content) for one in group}
    for mine in seen:
        for other in ruled[:MOST_CROSSED]:
            for source, content in ((mine.source, other.content), (other.source, mine.content)):
                if (source, content) in known or any(_meet(one, source, content) for one in (mine, other)):
                    continue
                known.add((source, content))
                result.append(replace(other, source=source, content=content, features=(*other.features, CROSSED)))
    return result


def _with_addressee(seen: Candidate, ruled: Sequence[Candidate]) -> Candidate:
    """Return what the encoder sees with the addressee that the rules name there, unless it is another part of it."""
    for one in ruled:
        if one.addressee and not any(
            part.overlaps(told) for part in seen.content + seen.source for told in one.addressee
        ):
            return replace(seen, addressee=one.addressee)
    return seen


def _mended(seen: Candidate, ruled: Sequence[Candidate], text: str, genitives: frozenset[str]) -> Candidate:
    """Return what the encoder sees without whoever is accused *of* it, and with what goes on after the cue."""
    for one in ruled:
        whom = text[seen.content[0].start : one.content[0].start].lower().split()
        accused = one.frame == "object_of" and whom and whom[-1] in genitives
        if accused and one.content[-1].end == seen.content[-1].end:
            return replace(seen, content=one.content)
        if one.frame == "parenthetical" and one.content[1:] and one.content[:-1] == seen.content:
            return replace(seen, content=one.content)
    return seen


def _meet(one: Candidate, source: Spans, content: Spans) -> bool:
    """Tell whether a cue or source would lie in the content."""
    return any(part.overlaps(span) for part in (*source, *one.cue) for span in content)


def agree(one: Candidate, other: Candidate) -> bool:
    """Tell whether two candidates share half their content, and have a source in common or none."""
    if not nearly(one.content, other.content):
        return False
    if not one.source or not other.source:
        return not one.source and not other.source
    return any(a.overlaps(b) for a in one.source for b in other.source)
