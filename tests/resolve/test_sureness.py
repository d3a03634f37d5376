"""
How sure a speaker is: likelier where more speaks for it, and known wherever somebody is named.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from selon.model import Speaker
from selon.resolve.resolution import Resolution, unnamed
from selon.resolve.sureness import evidence, sureness

LEE = Speaker("Ann Lee", "person")
NAMED = Resolution(LEE, "person", (LEE,))


def sure(found: Resolution, source: str) -> float:
    """Return how sure the speaker of *found* is."""
    share = sureness(found, source)
    assert share is not None
    return share


def test_nobody_is_not_sure() -> None:
    """Where nobody is named there is nothing to be sure of."""
    assert sureness(unnamed("person"), "a nurse") is None


def test_a_full_name_is_surer_than_others() -> None:
    """Who is named in full is surer than by a word of the name, and than who a pronoun, or nothing at all, stands for."""
    full = sure(NAMED, "Ann Lee")
    short = sure(replace(NAMED, speaker=replace(LEE, name="Lee")), "Lee")
    pronoun = sure(replace(NAMED, how="pronoun", share=0.8), "she")
    floating = sure(replace(NAMED, how="floating", share=0.8), "")
    assert full > short
    assert full > pronoun > floating


@pytest.mark.parametrize("how", ["pronoun", "floating"])
def test_the_share_of_the_winner_counts(how: str) -> None:
    """The greater the share of who was elected, the surer."""
    found = [sure(replace(NAMED, how=how, share=share), "she") for share in (0.0, 0.5, 0.7, 0.9, 1.0)]  # type: ignore[arg-type]
    assert found[:-1] == sorted(set(found[:-1]))
    assert all(0 < share < 1 for share in found)


def test_a_rival_makes_a_description_doubtful() -> None:
    """Whoever else a description may mean takes from its sureness."""
    alone = replace(NAMED, how="description")
    rivalled = replace(alone, candidates=(LEE, Speaker("Eve Roy", "person", score=0.9)))
    assert sure(alone, "the mayor") > sure(rivalled, "the mayor")


def test_a_name_is_compared_with_the_words_of_its_source() -> None:
    """A name stands there as written, within more words, or goes beyond them."""
    kinds = ("name, as written", "name, within", "name, beyond")
    said = {
        source: [kind for kind in kinds if kind in evidence(NAMED, source)]
        for source in ("Ann Lee", "Mayor Ann Lee", "Lee")
    }
    assert said == {"Ann Lee": [kinds[0]], "Mayor Ann Lee": [kinds[1]], "Lee": [kinds[2]]}
