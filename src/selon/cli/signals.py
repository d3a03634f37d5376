"""
What becomes of a command when the system or a person ends it?

It stops as at Ctrl-C: what is under way is given up, unfinished files go, and what was reported as done stays.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

ENDING = (
    "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGUSR1", "SIGUSR2",
    "SIGPOLL", "SIGPWR", "SIGSTKFLT", "SIGBREAK",
)  # fmt: skip
"""Signals that end a process and leave it time to tidy up; not every system knows them all."""

CALM = 1.0
"""Seconds after a signal in which a further one is not heard: several come together, and tidying up is under way."""

SOON = 0.01
"""Seconds after which a signal is heard again that came to nothing: by then Python is done with what swallowed it."""


@dataclass
class Stopped:
    """
    Whether a signal came.

    Attributes:
        number: The first one's, None while there was none.
        at: When the last one that was heard came.
        is_over: Whether all is done, so that there is nothing left to be stopped.
    """

    number: int | None = None
    at: float = float("-inf")
    is_over: bool = False

    @property
    def status(self) -> int:
        """The exit status by which shells know it: 128 and the number of the signal, which is Ctrl-C's by default."""
        return 128 + (self.number or signal.SIGINT)

    @property
    def words(self) -> str:
        """What happened."""
        return (
            "interrupted" if self.number in (None, signal.SIGINT) else f"stopped by {signal.Signals(self.number).name}"
        )

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Stop what is under way."""
        now = time.monotonic()
        if now - self.at > CALM and not self.is_over:
            self.number = self.number or number
            self.at = now
            raise KeyboardInterrupt

    def again(self) -> None:
        """Stop what is under way a little later, if it still is."""
        time.sleep(SOON)
        if self.number is not None and not self.is_over:
            self.at = float("-inf")
            main = threading.main_thread().ident
            if hasattr(signal, "pthread_kill") and main is not None:
                signal.pthread_kill(main, self.number)  # which also wakes what waits
            else:
                _thread.interrupt_main(signal.Signals(self.number))


@contextmanager
def stopping(stopped: Stopped) -> Iterator[None]:
    """
    Let every signal that ends the process raise KeyboardInterrupt; those ignored (``nohup``) or taken stay as set.

    One that comes while this begins or ends may raise it as well, outside the block.
    """
    before = {}
    told = sys.unraisablehook

    def lost(what: UnraisableHookArgs) -> None:
        # While Python takes an object apart nothing can be raised: the signal would have come to nothing.
        if issubclass(what.exc_type, KeyboardInterrupt) and stopped.number is not None:
            _thread.start_new_thread(stopped.again, ())
        else:
            told(what)

    try:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                handler = signal.getsignal(number)
                if handler in (signal.SIG_DFL, signal.default_int_handler):
                    before[number] = handler
                    signal.signal(number, stopped.hear)
            sys.unraisablehook = lost
        yield
    finally:
        stopped.is_over = True
        sys.unraisablehook = told
        for number, handler in reversed(before.items()):  # Ctrl-C last: from then on it raises again
            signal.signal(number, handler)
