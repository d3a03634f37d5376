"""
What would the rules take by themselves?

Two decisions: is this a cue, and which of the rival spans is its content. The first rests on how often such a cue in such
a frame is an attribution; the second on the order of frames, the most specific first.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.extract.candidate import Candidate
from selon.extract.decide.scope import NEEDS_SOURCE, cannot_speak, counts
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import NARRATED
from selon.model import Spans

FRAMES = (
    "refusal",
    "quote",
    "parenthetical",
    "clause",
    "question",
    "object_of",
    "predicate",
    "infinitive",
    "small_clause",
    "according_to",
    "label",
    "noun",
    "oblique",
    "nominal",
)
"""Frames by how specific they are: of two readings of one cue the earlier is taken."""

THRESHOLD = 0.5
IMPERSONAL = 0.85
"""Rate from which a passive that names nobody is an attribution (*il a été annoncé que*, not *il a été observé que*)."""


def taken_by_rules(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that the rules' own order takes: by their rates, the most specific frame first."""
    kept = _Kept()
    own = (one for one in candidates if one.frame == "refusal" or counts(context, one))
    for candidate in sorted(own, key=_rank):
        impersonal = (candidate.frame == "infinitive" and "passive" in candidate.features) or (
            candidate.frame == "question" and "bare" in candidate.features  # *Asked whether she was running, …*
        )
        if candidate.rate < THRESHOLD or (candidate.frame in NEEDS_SOURCE and not candidate.source and not impersonal):
            continue
        if (
            candidate.frame == "clause"
            and not candidate.source
            and NARRATED not in candidate.features
            and ("passive" not in candidate.features or candidate.rate < IMPERSONAL)
        ):
            continue
        if kept.rivals(candidate) or (candidate.frame == "clause" and cannot_speak(context, candidate)):
            continue
        kept.take(candidate)
    return kept


FLOATING = "floating_quotation"


def _rank(candidate: Candidate) -> tuple[int, float, int]:
    frame = "small_clause" if candidate.rule == "small_clause" else candidate.frame
    return FRAMES.index(frame), -candidate.rate, candidate.head


class _Kept(list[Candidate]):
    """The candidates taken so far, looked up by cue and content."""

    def __init__(self) -> None:
        super().__init__()
        self._by_head: dict[int, list[Candidate]] = {}
        self._cue_at: dict[int, int] = {}
        self._contents: dict[tuple[Spans, str], int] = {}
        self._starts: dict[int, int] = {}

    def take(self, candidate: Candidate) -> None:
        """Keep *candidate*."""
        self.append(candidate)
        self._by_head.setdefault(candidate.head, []).append(candidate)
        for span in candidate.cue:
            self._cue_at.update(dict.fromkeys(range(span.start, span.end), candidate.head))
        if candidate.content:
            self._contents[candidate.content, candidate.frame] = candidate.head
            self._starts[candidate.content[0].start] = candidate.head

    def rivals(self, one: Candidate) -> bool:
        """Tell whether *one* reads a cue or a content anew that is taken: only a summary and its quotation share one."""
        same = self._by_head.get(one.head, []) if one.head >= 0 else []
        if any(not _summary_of(one, other) for other in same):
            return True
        heads = {self._cue_at[at] for span in one.cue for at in range(span.start, span.end) if at in self._cue_at}
        if heads - {one.head if one.head >= 0 else None}:
            return True
        if one.frame == "noun" and (one.content, "clause") in self._contents:
            return True  # *a assuré dans un communiqué que …*: the verb has it
        if one.content and one.frame == "quote" and self._starts.get(one.content[0].start, one.head) != one.head:
            return True  # *began by saying, “…”*: one quotation, two verbs
        return bool(one.content) and self._contents.get((one.content, one.frame), one.head) != one.head


def _summary_of(one: Candidate, other: Candidate) -> bool:
    """Tell a summary from the quotation that follows it with the same cue."""
    if other.frame != "quote" or not one.content or not other.cue or _overlap(one.content, other.content):
        return False
    return one.frame in {"clause", "nominal", "oblique", "infinitive", "object_of", "according_to"}


def _overlap(left: Spans, right: Spans) -> bool:
    return any(a.overlaps(b) for a in left for b in right)
