"""
Is an article that takes too long given up, and said to be?
"""

from __future__ import annotations

import signal
import threading

import pytest

from selon.errors import TookTooLong
from selon.patience import patience

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no clock of the processor")


def work(turns: int = 10**9) -> int:
    """Count."""
    return sum(1 for _ in range(turns))


def test_what_takes_too_long_is_given_up() -> None:
    """
    With an error that says what would help.
    """
    with pytest.raises(TookTooLong, match=r"longer than 0\.05 s .*--patience"), patience(0.05):
        work()


def test_it_is_said_again_to_what_does_not_hear() -> None:
    """
    Code that takes the error for a trouble of its own is told a second time.
    """
    heard = []

    def deaf() -> None:
        try:
            work()
        except TookTooLong as error:
            heard.append(error)
        work()

    with pytest.raises(TookTooLong), patience(0.05):
        deaf()
    assert len(heard) == 1


def test_what_is_done_in_time_leaves_no_clock() -> None:
    """
    Nothing strikes afterwards, and the signal does what it did before.
    """
    before = signal.getsignal(signal.SIGPROF)
    with patience(60):
        assert work(10) == 10
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is before


@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_without_a_clock_it_waits(seconds: float) -> None:
    """
    With 0 none is set; nor in a thread, where none can be.
    """
    seen = []

    def inside() -> None:
        with patience(seconds):
            seen.append(signal.getitimer(signal.ITIMER_PROF)[0])

    if seconds:
        thread = threading.Thread(target=inside)
        thread.start()
        thread.join()
    else:
        inside()
    assert seen == [0.0]
