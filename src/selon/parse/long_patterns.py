"""
How does a pipeline load that brings a pattern of more than a million characters?

spaCy's French tokenizer keeps some words whole that hold a hyphen or an apostrophe. Its pattern for them has hundreds of
alternatives, and most repeat lists of all letters of all alphabets, thousands of characters each: to compile that takes
two seconds. Alternatives that differ in one place only are put together here, which matches the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LONG = 100_000
"""Characters from which a pattern is made shorter before it is compiled."""

LETTERS = re.compile(r"\[[^\]]{500,}\]")
"""A list of characters that is too long to be repeated."""

REPEATED = "+*?"

GROUP = re.compile(r"\([^()]*\)")

JOINT = re.compile(r"(?:\[[-'’][^\w\]]*\]|['’])(?![?*])")
"""A hyphen or an apostrophe that is asked for."""

HAS_MARK = r"(?=\w*+\W)"
"""Any word but one of letters and digits alone, as most are: for those no alternative need be tried."""


@contextmanager
def made_shorter() -> Iterator[None]:
    """Compile every pattern of more than :data:`LONG` characters in its shorter form, where it has one."""
    compiled = re.compile

    def shorter(pattern: Any, flags: int = 0) -> re.Pattern[Any]:  # noqa: ANN401 - as the function it stands in for
        is_long = isinstance(pattern, str) and len(pattern) > LONG
        return compiled((is_long and shortened(pattern)) or pattern, flags)

    re.compile = shorter  # modules that spaCy imports while it loads compile their own
    try:
        yield
    finally:
        re.compile = compiled


def shortened(pattern: str) -> str | None:
    r"""
    Return a shorter pattern that matches the same words; None for one that is no list of whole words.

    Args:
        pattern: Alternatives as spaCy writes them: ``(?iu)(?:^…$)|(?:^…$)``.

    >>> letters = "[" + "abc" * 200 + "]"
    >>> both = shortened(f"(?iu)(?:^anti[-]{letters}+$)|(?:^auto[-]{letters}+$)")
    >>> both == rf"(?iu)(?=\w*+\W)(?:^(?:anti[-]|auto[-]){letters}+$)"
    True
    """
    flags, opening, rest = pattern.partition("(?:^")
    parts = rest.removesuffix("$)").split("$)|(?:^")
    if not opening or f"{flags}(?:^{'$)|(?:^'.join(parts)}$)" != pattern or not all(map(_is_whole, parts)):
        return None
    groups: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        before, middle, after = _split(part)
        groups.setdefault((before, after), []).append(middle)
    short = "|".join(f"^{before}(?:{'|'.join(middle)}){after}$" for (before, after), middle in groups.items())
    return f"{flags}{HAS_MARK}(?:{short})" if all(map(_has_joint, parts)) else flags + short


def _is_whole(part: str) -> bool:
    """Tell whether *part* is one alternative: no bar stands in it outside of parentheses."""
    depth = 0
    for piece in re.findall(r"\\.|\[[^\]]*\]|[()|]", part):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            return False
    return depth == 0


def _has_joint(part: str) -> bool:
    """Tell whether every word of an alternative has a hyphen or an apostrophe."""
    outside = GROUP.sub("", LETTERS.sub("0", part))
    return JOINT.search(outside) is not None and not {"(", "|"} & {*outside}


def _split(part: str) -> tuple[str, str, str]:
    """Return an alternative in three: what it may share with others, what is its own, and what it may share again."""
    lists = list(LETTERS.finditer(part))
    if not lists:
        return "", part, ""
    first = lists[0]
    if first.start():
        return "", part[: first.start()], part[first.start() :]
    end = first.end() + (part[first.end() : first.end() + 1] in tuple(REPEATED))
    again = lists[1].start() if len(lists) > 1 else len(part)
    return part[:end], part[end:again], part[again:]
