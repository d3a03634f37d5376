"""
Which matrix product is the faster one here?

spaCy multiplies with blis, which knows no fast kernel for many processors; numpy brings OpenBLAS, which does, but splits
each small product among threads that cost more than they give. So OpenBLAS is held to one thread, one small product is
timed with each, and the parsers take the faster.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Ops

THREADS = "OPENBLAS_NUM_THREADS"
"""What OpenBLAS looks for when numpy is first imported."""

ROWS, WIDTH, COLUMNS = 256, 288, 96
"""The shape of the product that is timed: some sentences in a layer of the parsers' token vectors."""

ROUNDS = 5
"""How often it is timed; the fastest counts."""

MARGIN = 1.1
"""By how much blis must be faster before it is kept; below that the two are the same."""


def hold_to_one_thread() -> None:
    """Hold numpy's products to one thread: in a process that is selon's own, before anything has loaded numpy."""
    if "numpy" not in sys.modules:  # which would not look again
        os.environ.setdefault(THREADS, "1")


@cache
def fastest() -> str:
    """Return ``openblas`` or ``blis``, whichever multiplies faster on this processor, by one thread."""
    import numpy as np  # noqa: PLC0415 - takes a tenth of a second, and only parsing needs it
    from blis.py import gemm  # noqa: PLC0415

    left, right = np.ones((ROWS, WIDTH), "f4"), np.ones((WIDTH, COLUMNS), "f4")
    with one_thread():
        openblas = _seconds(lambda: left @ right)
        blis = _seconds(lambda: gemm(left, right))
    return "blis" if blis * MARGIN < openblas else "openblas"


def ops() -> Ops:
    """Return thinc's operations with the product that is :func:`fastest`."""
    from thinc.api import NumpyOps  # noqa: PLC0415 - comes with spaCy

    chosen: Ops = NumpyOps(use_blis=fastest() == "blis")
    return chosen


def one_thread() -> AbstractContextManager[Any]:
    """Return a context in which numpy multiplies by one thread: none is needed where the process is held to one."""
    return nullcontext() if os.environ.get(THREADS) == "1" else _controller().limit(limits=1, user_api="blas")


@cache
def _controller() -> Any:  # noqa: ANN401 - threadpoolctl has no types
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - it looks through all loaded libraries

    return ThreadpoolController()


def _seconds(product: Callable[[], NDArray[Any]]) -> float:
    taken = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        product()
        taken.append(time.perf_counter() - started)
    return min(taken[1:])
