"""
Which errors does selon raise?

::

    SelonError
    ├── InvalidValue            a value that breaks its own definition
    │   ├── InvalidSpan         a span that selects no text
    │   └── InvalidAttribution  spans out of order, an unknown label
    ├── ReadingError            a source that gives no article
    │   ├── SourceNotFound      no such file, no such address
    │   ├── SourceRefused       an address selon does not open (private, not http)
    │   ├── FetchFailed         the server did not answer, or not with a page
    │   │   └── HostResting     a host in trouble, whose pages are not asked for any more
    │   ├── SourceTooLarge      more bytes than the limit
    │   ├── UnreadableContent   binary, empty or undecodable bytes
    │   ├── TookTooLong         an article that was given up
    │   ├── WorkerLost          a process that died over an article
    │   └── NoArticle           a page without an article (menu, paywall stub, …)
    ├── UnsupportedLanguage     no rules for a language that was asked for
    ├── ModelMissing            the language's parser is not installed
    ├── EvaluationError         gold or predictions that cannot be scored
    ├── SelonFault              a fault of selon's own, met over one source of many
    ├── WritingError            a file that is not written
    │   ├── TargetRefused       what is there is not selon's to replace
    │   └── WriteFailed         no room, no permission, no such folder
    └── LedgerError             a ledger that cannot do what was asked
        ├── LedgerMissing       no ledger at that path
        ├── NotALedger          a file that is something else, or damaged
        ├── LedgerOutdated      made by an older selon, to be migrated
        ├── LedgerTooNew        made by a newer selon
        ├── LedgerBusy          another process is writing
        ├── LedgerReadOnly      the file or its folder cannot be written
        ├── LedgerFull          no room left on the disk
        └── UnknownEntry        no statement, article, speaker or correction of that name

A message says what is wrong, shows the value and ends with what would have worked. It may show an address, and never
the secrets in it.
"""

from __future__ import annotations

import traceback
from typing import Any

from selon.address import message_without_secrets

LONGEST_WORDS = 500
"""Characters that are repeated of what another library says: some of them quote all that they were given."""

FRAMES = 12
"""Frames that a traceback keeps of each error at either end: how selon got there, and where the error came up."""

CAUSES = 4
"""Errors behind an error that a traceback follows."""

LONGEST_TRACE = 10_000
"""Characters of a traceback in all."""


class SelonError(Exception):
    """Anything selon raises on purpose; its text is one line for a person."""

    def __init__(self, *args: object) -> None:
        """Say the first of *args*, without the secrets of addresses in it."""
        super().__init__(*(message_without_secrets(arg) if isinstance(arg, str) else arg for arg in args))


class InvalidValue(SelonError, ValueError):
    """A value that breaks its own definition."""


class InvalidSpan(InvalidValue):
    """A span that selects no text, or none of this text."""


class InvalidAttribution(InvalidValue):
    """An attribution whose spans or labels contradict the definition."""


class ReadingError(SelonError):
    """A source that gives no article; the message names the cause and a remedy."""


class SourceNotFound(ReadingError):
    """No such file, or no such page."""


class SourceRefused(ReadingError):
    """An address that selon does not open: not http(s), or not public."""


class FetchFailed(ReadingError):
    """
    The server did not answer, or not with a page.

    Attributes:
        is_passing: Whether it may well answer later.
        is_unreached: Whether there was no way to the host at all, as to one without an address.
        wait: Seconds that it asked to be left alone for, None when it did not say.
    """

    def __init__(
        self, message: str, *, is_passing: bool = False, is_unreached: bool = False, wait: float | None = None
    ) -> None:
        """Say *message*."""
        super().__init__(message)
        self.is_passing = is_passing
        self.is_unreached = is_unreached
        self.wait = wait

    def __reduce__(self) -> tuple[object, ...]:
        return (_fetch_failed, (type(self), str(self), self.__dict__))


class HostResting(FetchFailed):
    """A host is in trouble and is left in peace: the page was not asked for."""


def _fetch_failed(kind: type[FetchFailed], message: str, told: dict[str, Any]) -> FetchFailed:
    return kind(message, **told)


class SourceTooLarge(ReadingError):
    """More bytes than the limit allows, packed or unpacked."""


class UnreadableContent(ReadingError):
    """Empty, binary or undecodable bytes."""


class TookTooLong(ReadingError):
    """An article that took more time than it was given."""


class WorkerLost(ReadingError):
    """A process that read died over an article, or could not start."""


class NoArticle(ReadingError):
    """A page was read and holds no article."""


class UnsupportedLanguage(SelonError):
    """No rules for a language that was asked for by name."""


class ModelMissing(SelonError):
    """The spaCy pipeline that a language needs is not installed."""


class EvaluationError(SelonError):
    """Gold or predictions that cannot be scored."""


class SelonFault(SelonError):
    """
    A fault of selon's own that came up over one source of many; the others go on.

    Attributes:
        kind: Name of the error that nobody foresaw.
        trace: Where it came up, as text of several lines: places in the code, never the values that it worked on.
    """

    def __init__(self, message: str, *, kind: str = "SelonFault", trace: str = "") -> None:
        """Say *message*."""
        super().__init__(message)
        self.kind = kind
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return (_selon_fault, (str(self), self.kind, self.trace))

    @classmethod
    def of(cls, error: Exception) -> SelonFault:
        """
        Return the fault that *error* is, which nobody foresaw.

        Raises:
            MemoryError: If *error* is that: it may come up over any source, and no other would fare better.

        >>> SelonFault.of(ZeroDivisionError("division by zero")).kind
        'ZeroDivisionError'
        """
        if isinstance(error, MemoryError):
            raise error
        words = said(error)
        shown = f"{type(error).__name__}: {words}" if words else type(error).__name__
        message = f"selon itself failed on it ({shown}); please report it with its traceback"
        return cls(message, kind=type(error).__name__, trace=_trace(error))


def _selon_fault(message: str, kind: str, trace: str) -> SelonFault:
    return SelonFault(message, kind=kind, trace=trace)


def said(error: BaseException) -> str:
    """
    Return what *error* says.

    One that selon did not make is cut short, tells no passwords, and may not even be able to say what it is.
    """
    try:
        words = str(error)
    except Exception:  # noqa: BLE001 - whatever an error does when it is asked
        return "it cannot say what is wrong"
    if isinstance(error, SelonError):
        return words
    words = message_without_secrets(words)
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"


def _trace(error: BaseException) -> str:
    """Return the traceback of *error* and of the errors behind it, the first of them first."""
    parts: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(parts) <= CAUSES:
        seen.add(id(at))
        frames = traceback.format_tb(at.__traceback__)
        if len(frames) > 2 * FRAMES:
            frames[FRAMES:-FRAMES] = ["  …\n"]
        parts.append(f"Traceback (most recent call last):\n{''.join(frames)}{type(at).__name__}: {said(at)}\n")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    trace = "\nwhich led to:\n\n".join(reversed(parts))
    if len(trace) > LONGEST_TRACE:
        trace = f"{trace[: LONGEST_TRACE // 2]}\n…\n{trace[-LONGEST_TRACE // 2 :]}"
    return trace


class WritingError(SelonError):
    """A file that is not written; what was there before is as it was."""


class TargetRefused(WritingError):
    """What stands in the file's place is not to be replaced: a ledger, a device, a link, somebody else's file."""


class WriteFailed(WritingError):
    """The disk or the folder does not take the file."""


class LedgerError(SelonError):
    """A ledger that cannot do what was asked of it."""


class LedgerMissing(LedgerError):
    """There is no ledger at that path."""


class NotALedger(LedgerError):
    """The file is no ledger, or a damaged one."""


class LedgerOutdated(LedgerError):
    """An older selon made this ledger; it has to be migrated first."""


class LedgerTooNew(LedgerError):
    """A newer selon made this ledger."""


class LedgerBusy(LedgerError):
    """Another process has been writing for too long."""


class LedgerReadOnly(LedgerError):
    """The ledger's file or folder cannot be written."""


class LedgerFull(LedgerError):
    """The disk has no room left."""


class UnknownEntry(LedgerError):
    """The ledger holds no statement, article, speaker or correction of that name."""
