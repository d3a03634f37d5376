"""What does the encoder learn from: which words of a window begin an attribution, and which part each word plays in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from selon.extract.encoder.windows import Window, windows, words_of
from selon.model import Span

NOTHING, CUE, FLOATING = 0, 1, 2
"""What a word can open: nothing, an attribution by its cue, or a quotation without one."""
OTHER, SOURCE, CUE_WORD, CONTENT = 0, 1, 2, 3
"""The part that a word plays in one attribution."""
OURS, POLNEAR = 0, 1
"""By which definition a text was annotated."""


@dataclass
class Example:
    """A window with what is marked in it."""

    article: str
    definition: int
    window: Window
    anchors: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    roles: list[np.ndarray] = field(default_factory=list)


def places(words: Sequence[Span], spans: Iterable[Sequence[int]]) -> list[int]:
    """Return which of *words* the *spans* touch."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    return sorted(
        {place for start, end in spans for place in range(bisect_right(ends, start), bisect_left(starts, end))}
    )


def examples(
    record: dict[str, Any], pieces_of: Callable[[Sequence[str]], list[list[int]]], definition: int
) -> list[Example]:
    """Return the windows of a gold *record* with the attributions that lie wholly in one; others are left out."""
    text = record["text"]
    words = words_of(text)
    found = [Example(record["id"], definition, window) for window in windows(text, words, pieces_of)]
    for attribution in record["attributions"]:
        source, cue, content = (places(words, attribution[role]) for role in ("source", "cue", "content"))
        touched = sorted({*source, *cue, *content})
        opening = cue or content
        if not opening:
            continue
        home = next((one for one in found if one.window.first <= opening[0] < one.window.end), None)
        if home is None:
            continue
        anchor = opening[0] - home.window.first
        roles = np.zeros(home.window.end - home.window.first, np.int64)
        for part, label in ((content, CONTENT), (cue, CUE_WORD), (source, SOURCE)):
            inside = [place - home.window.first for place in part if home.window.first <= place < home.window.end]
            roles[inside] = label
        if any(not home.window.first <= place < home.window.end for place in touched) and not (roles == CONTENT).any():
            continue
        if anchor in home.anchors:  # two contents of one cue: both are marked, and told apart when they are read
            earlier = home.roles[home.anchors.index(anchor)]
            earlier[roles == CONTENT] = CONTENT
            continue
        home.anchors.append(anchor)
        home.kinds.append(CUE if cue else FLOATING)
        home.roles.append(roles)
    return found
