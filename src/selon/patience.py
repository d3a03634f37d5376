"""
When is an article given up?

By the clock of the processor: a machine that others share, or a server that is slow to answer, costs an article nothing.
Worker processes are watched from outside (:mod:`selon.pool`); this is for whoever reads in the process itself.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from selon.errors import TookTooLong

PATIENCE = 30.0
"""Seconds of processor time that an article may take; one of 40,000 words, the longest there are, takes about as many."""

AGAIN = 1.0
"""Seconds after which it is said again, should what was being done have taken it for a trouble of its own."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """
    Give up what is done within after so many seconds of processor time; 0 waits for as long as it takes.

    Only in the main thread and where the system has such a clock (not on Windows); elsewhere nothing is given up.

    Raises:
        TookTooLong: When the time is over.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        msg = (
            f"finding its statements took longer than {seconds:g} s of processor time, so that none is shown; give it more "
            "time with --patience (0: as much as it takes), read it by rules alone with --fast, or give it in parts"
        )
        raise TookTooLong(msg)

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
