"""
What would the rules take by themselves?

Two decisions: is this a cue, and which of the rival spans is its content. Without trained weights the first rests on how
often such a cue in such a frame is an attribution; the second on the order of frames, the most specific first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from selon.extract.candidate import ALTERNATIVE, Candidate
from selon.extract.decide.confidence import calibrated
from selon.extract.decide.scope import NEEDS_SOURCE, cannot_speak, counts, is_surely_said, is_told_of
from selon.extract.decide.weighing import Weighed, agree, weigh
from selon.extract.grammar.context import Context
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
    """Return the candidates that the rules' own order takes, each with its confidence."""
    weights = context.language.weights
    if "decision" not in weights:
        return [
            replace(one, confidence=calibrated(one.rate, context.language)) for one in _by_rates(context, candidates)
        ]
    taken, weighed = _by_weights(context, candidates, weights)
    return [_with_confidence(context, one, weighed.get(one.head)) for one in taken]


def _with_confidence(context: Context, candidate: Candidate, weighed: Weighed | None) -> Candidate:
    if weighed is None:
        return replace(candidate, confidence=calibrated(candidate.rate, context.language))
    return replace(candidate, confidence=weighed.probability, features=candidate.features + weighed.reasons)


def _by_rates(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Decide by how often such a cue in such a frame is an attribution, the most specific frame first."""
    kept = _Kept()
    for candidate in sorted(candidates, key=_rank):
        impersonal = candidate.frame == "infinitive" and "passive" in candidate.features
        if candidate.rate < THRESHOLD or (candidate.frame in NEEDS_SOURCE and not candidate.source and not impersonal):
            continue
        if (
            candidate.frame == "clause"
            and not candidate.source
            and ("passive" not in candidate.features or candidate.rate < IMPERSONAL)
        ):
            continue
        if kept.rivals(candidate) or (candidate.frame == "clause" and cannot_speak(context, candidate)):
            continue
        kept.take(candidate)
    return kept


FLOATING = "floating_quotation"
UNWEIGHED = frozenset({FLOATING, "refusals", "speaker_label", "byline"})
"""
Rules whose candidates the learned weights cannot judge: the corpus they were learned from annotates the first two not at
all, and has hardly any transcript.
"""
NOT_POLNEAR = frozenset({FLOATING, "refusals"})


def _by_weights(
    context: Context, candidates: Sequence[Candidate], weights: Mapping[str, Any]
) -> tuple[list[Candidate], dict[int, Weighed]]:
    """Decide by learned weights, the most probable first; what they cannot judge is decided by rates."""
    left_out = NOT_POLNEAR if context.language.polnear else frozenset()
    rest = _by_rates(context, [c for c in candidates if c.rule in UNWEIGHED - left_out])
    kept = _Kept()
    for candidate in rest:
        if candidate.rule != FLOATING:
            kept.take(candidate)
    judged = [c for c in candidates if c.rule not in UNWEIGHED]
    by_rule: dict[int, Candidate] = {}
    if not context.language.polnear:
        # By selon's own definition the rules say which words are the content; the weights, whether it is one.
        ruled_by = _by_rates(context, [c for c in judged if ALTERNATIVE not in c.features])
        by_rule = {c.head: c for c in ruled_by if c.head >= 0}
        judged = [c for c in judged if c.head not in by_rule or _keeps_to(c, by_rule)]
        judged = [c for c in judged if counts(context, c)]
    frames = {} if context.language.polnear else weights["thresholds"]
    weighed: dict[int, Weighed] = {}
    for one in weigh(context, judged, weights, least=min([weights["threshold"], *frames.values()])):
        candidate = one.candidate
        ruled = by_rule.get(candidate.head)
        agreed = ruled is not None and bool(ruled.content) and (agree(ruled, candidate) or _part_of(candidate, ruled))
        by_rules = ruled if ruled is not None and (agreed or _same_use(candidate, ruled)) else None
        sure = by_rules is not None and (_names_agent(context, by_rules) or is_surely_said(context, by_rules))
        needed = frames.get("sure" if sure else candidate.frame, 0.0)
        if one.probability < (needed if agreed else max(needed, weights["threshold"])):
            continue
        if by_rules is not None:
            candidate = by_rules if by_rules.source or agreed else replace(by_rules, source=candidate.source)
        if not kept.rivals(candidate):
            kept.take(candidate)
            weighed[candidate.head] = one
    for candidate in _unweighed(context, by_rule, kept):
        if not kept.rivals(candidate):
            kept.take(candidate)
    alone = [c for c in rest if c.rule == FLOATING and not any(_overlap(c.content, k.content) for k in kept)]
    return [*kept, *alone], weighed


def _names_agent(context: Context, candidate: Candidate) -> bool:
    """Tell a passive with its agent (*has been denied* **by the firm**), which weights do not see, from *is quoted by*."""
    cue = candidate.cue[-1].of(context.text).lower()
    return candidate.rule == "reported_passive" and cue not in context.language.words("citing_participles")


def _unweighed(context: Context, by_rule: Mapping[int, Candidate], kept: Sequence[Candidate]) -> list[Candidate]:
    """
    Return the statements inside what others say, and those that name nobody, decided by their rates.

    The corpus that the weights were learned from annotates none of the former and few of the latter.
    """
    contents = [span for candidate in kept for span in candidate.content]
    return [
        candidate
        for head, candidate in by_rule.items()
        if (any(span.start <= head < span.end for span in contents) and is_surely_said(context, candidate))
        or is_told_of(context, candidate)
    ]


def _same_use(candidate: Candidate, ruled: Candidate) -> bool:
    """Tell whether two readings differ in nothing but where the content ends."""
    return bool(ruled.content) and candidate.frame == ruled.frame and ruled.source in (candidate.source, ())


def _part_of(candidate: Candidate, ruled: Candidate) -> bool:
    """Tell whether a phrase or a quotation is a part of the whole complement (*“serious gaps”* **in the file**)."""
    if candidate.frame not in ("nominal", "quote") or candidate.source != ruled.source:
        return False
    return all(any(whole.covers(span) for whole in ruled.content) for span in candidate.content)


def _keeps_to(candidate: Candidate, by_rule: Mapping[int, Candidate]) -> bool:
    """
    Tell whether a reading keeps to what the rules see of its cue.

    That is the frame (a quotation apart), and the end of the content before a coordinated cue: *hopes to return* **and
    promises** *to recruit*.
    """
    ruled = by_rule[candidate.head]
    if candidate.frame not in (ruled.frame, "quote"):
        return False
    if ALTERNATIVE not in candidate.features or not ruled.content:
        return True
    end = ruled.content[-1].end
    return not any(
        end <= head < candidate.content[-1].end and other.source and other.source == ruled.source
        for head, other in by_rule.items()
    )


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
    return one.frame in {"clause", "nominal", "oblique", "infinitive", "object_of"}


def _overlap(left: Spans, right: Spans) -> bool:
    return any(a.overlaps(b) for a in left for b in right)
