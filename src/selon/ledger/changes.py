"""
What did a new version of an article change in its statements?

A statement keeps its id while its words stay the same; one that is gone and another of the same speaker that says nearly
the same are one statement reworded.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass

_REWORDED = 0.6  # difflib ratio; an added clause or another number stays above, another sentence of the speaker below


@dataclass(frozen=True, slots=True)
class Reworded:
    """A statement of an earlier version that a later one gives in other words."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """
    What a new version of an article changed in its statements, by their ids.

    Attributes:
        kept: How many are the same.
        added: New ones.
        removed: Those that are gone.
        reworded: Those of the same speaker whose words changed.
    """

    kept: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()


def compare(before: dict[str, tuple[int | None, str]], after: dict[str, tuple[int | None, str]]) -> Changes:
    """
    Return what changed from the statements *before* to those *after*.

    Each is given as id → alias and words of the content.
    """
    gone = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    reworded = []
    for old in list(gone):
        alias, content = before[old]
        rated = [
            (difflib.SequenceMatcher(None, content, after[key][1]).ratio(), key)
            for key in new
            if after[key][0] == alias
        ]
        share, best = max(rated, default=(0.0, ""))
        if share >= _REWORDED:
            reworded.append(Reworded(old, best))
            gone.remove(old)
            new.remove(best)
    return Changes(len(before.keys() & after.keys()), tuple(new), tuple(gone), tuple(reworded))


def changes_of(text: str | None) -> Changes | None:
    """Return the changes that a version row holds."""
    if text is None:
        return None
    value = json.loads(text)
    reworded = tuple(Reworded(**pair) for pair in value["reworded"])
    return Changes(value["kept"], tuple(value["added"]), tuple(value["removed"]), reworded)
