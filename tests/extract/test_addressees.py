"""
Is it found to whom something is said?
"""

from __future__ import annotations

import pytest

from selon import Reader

CASES = [
    ("fr", "« La digue tient », a raconté Nadia Roux à l'agence Belpress.", "l'agence Belpress"),
    ("fr", "« La digue tient », a précisé la mairie auprès du Courrier.", "Courrier"),
    ("fr", "« La digue tient », a dit la maire à Lyon.", ""),
    ("fr", "« La digue tient », raconte-t-elle au téléphone.", ""),
    ("fr", "« La digue tient », a-t-elle ajouté, en référence au maire.", ""),
    ("fr", "Le gardien leur jure que la digue tient.", "leur"),
    ("en", "“The harbor will hold,” Ruth Calloway told the agency.", "the agency"),
    ("en", "“The harbor will hold,” Ruth Calloway said at the agency.", ""),
]


@pytest.mark.model
@pytest.mark.parametrize(("code", "text", "addressee"), CASES)
def test_addressees(code: str, text: str, addressee: str) -> None:
    """
    A pronoun in the verb group, or what stands by the cue and can be told something: no place, no thing.
    """
    (one,) = Reader(fast=True).read_text(text, lang=code).attributions
    assert one.addressee == () if not addressee else [span.of(text) for span in one.addressee] == [addressee]
