"""
Whose failure is it when something goes wrong?

Of a source, as nearly always: it is noted with its reason, and the rest goes on. The ledger's own troubles and an
exhausted memory are nobody's in particular; they end the run.
"""

from __future__ import annotations

from selon.errors import LedgerError, SelonError, SelonFault, SourceNotFound


def failure_of(error: Exception, source: str | None = None) -> SelonError:
    """
    Return what *error*, which came up over a source, is recorded as.

    What selon does not raise on purpose is a fault of its own, but for files that the system refuses.

    Args:
        error: What was caught.
        source: What was being opened, where that may be a file.

    Raises:
        LedgerError: If the ledger cannot be used.
        MemoryError: If there is no memory left.
    """
    if isinstance(error, LedgerError):
        raise error
    if isinstance(error, SelonError):
        return error
    if isinstance(error, OSError) and source is not None:
        msg = f"cannot read {source!r}: {error.strerror or error}; check the path and its permissions"
        failure = SourceNotFound(msg)
        failure.__cause__ = error
        return failure
    return SelonFault.of(error)
