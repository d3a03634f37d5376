"""
Are statements with the same words found as by going through all of them?
"""

from __future__ import annotations

import random

from selon.model import Attribution, Span, Why
from selon.resolve.wordings import MOST, Wordings

WORDS = ["le", "pont", "sera", "rouvert", "lundi", "dit", "la", "maire", "du", "village", "non"]


def said(contents: list[str]) -> tuple[list[Attribution], str]:
    """Return a statement for each of *contents*, and the text that they make."""
    found, text = [], ""
    for content in contents:
        found.append(Attribution(content=(Span(len(text), len(text) + len(content)),), why=Why("example")))
        text += f"{content}\n"
    return found, text


def test_all_that_are_alike_are_found() -> None:
    """
    Of a few statements none is missed: the same, a part of it, most of its words.
    """
    draw = random.Random(1)
    for _ in range(60):
        contents = [" ".join(draw.choices(WORDS, k=draw.randint(1, 7))) for _ in range(MOST)]
        wordings = Wordings(*said(contents))
        for index in range(len(contents)):
            slow = [other for other in range(len(contents)) if other != index and wordings.alike(index, other)]
            assert wordings.others(index) == slow


def test_what_is_alike() -> None:
    """
    Short words only when they are the same; longer ones within others, or most of theirs.
    """
    contents = [
        "Non",
        "non !",
        "non merci",
        "Le pont sera rouvert lundi",
        "lundi le pont rouvert sera beau",
        "le pont sera rouvert",
        "le pont sera beau",
    ]
    wordings = Wordings(*said(contents))
    assert [wordings.alike(0, other) for other in (1, 2)] == [False, False]
    assert wordings.alike(5, 3)
    assert not wordings.alike(3, 6)
    assert wordings.alike(3, 4)


def test_of_very_many_the_nearest_are_looked_at() -> None:
    """
    A thousand that say the same do not all compete.
    """
    wordings = Wordings(*said(["Plus de peur que de mal"] * 1000))
    found = wordings.others(500)
    assert found[0] >= 500 - 3 * MOST
    assert 499 in found
    assert len(found) <= 3 * MOST
