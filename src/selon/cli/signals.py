"""
What becomes of a command when the system or a person ends it?

It stops as at Ctrl-C: what is under way is given up, unfinished files go, and what was reported as done stays.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

ENDING = (
    "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGUSR1", "SIGUSR2",
    "SIGPOLL", "SIGPWR", "SIGSTKFLT", "SIGBREAK",
)  # fmt: skip
"""Signals that end a process and leave it time to tidy up; not every system knows them all."""

CALM = 1.0
"""Seconds after a signal in which a further one is not heard: several come together, and tidying up is under way."""


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


@contextmanager
def stopping(stopped: Stopped) -> Iterator[None]:
    """
    Let every signal that ends the process raise KeyboardInterrupt; those ignored (``nohup``) or taken stay as set.

    One that comes while this begins or ends may raise it as well, outside the block.
    """
    before = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                handler = signal.getsignal(number)
                if handler in (signal.SIG_DFL, signal.default_int_handler):
                    before[number] = handler
                    signal.signal(number, stopped.hear)
        yield
    finally:
        for number, handler in reversed(before.items()):  # Ctrl-C last: from then on it raises again
            signal.signal(number, handler)
