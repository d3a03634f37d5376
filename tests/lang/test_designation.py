"""
Is every phrase read, also one that the end of the text cuts off?
"""

from __future__ import annotations

import pytest

from selon import lang
from selon.lang.designation import read


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [("fr", "informations qui au la", 3), ("fr", "selon les", 1), ("fr", "l'", 0), ("en", "according to the", 2)],
)
def test_a_determiner_at_the_end_names_nobody(code: str, text: str, first: int) -> None:
    """A text may end in the middle of a phrase: what is left of it has neither name nor noun."""
    language = lang.load(code)
    tokens = language.roles.tokenize(text)
    phrase = read(tokens, range(first, len(tokens)), language.roles, language.places)
    assert phrase.noun is None
    assert not len(phrase.name)
