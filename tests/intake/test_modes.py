"""
Does a ledger tell which readers made its statements?
"""

from __future__ import annotations

from selon.intake import software
from selon.intake.software import fingerprint_of_encoder


def test_what_read_along_is_stored_with_a_run() -> None:
    """
    The encoder is named by a hash of its weights where it read along, and not where the rules read alone.
    """
    both, alone = software(), software(fast=True)
    assert f"encoder {fingerprint_of_encoder()}" in both.models
    assert {*both.models} - {*alone.models} == {f"encoder {fingerprint_of_encoder()}"}
    assert both.rules == alone.rules
