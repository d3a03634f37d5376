"""
What do the workers of a run share?

The parsers of all languages, loaded once in the process that workers are forked from: each of them then starts at once,
and the memory that the parsers take is counted once however many workers there are.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

from selon.parse.kernel import hold_to_one_thread

if TYPE_CHECKING:
    from selon.reader import Reader


@cache
def reader() -> Reader:
    """Return the reader of this process: where it was forked, the one that was loaded before."""
    hold_to_one_thread()
    from selon.reader import Reader  # noqa: PLC0415 - loads spaCy, and numpy with it

    return Reader()


def load() -> None:
    """Load the parsers of all languages that have one here, for processes that are to be forked from this one."""
    reader().load()
    gc.collect()
    gc.freeze()  # what is there stays as it is, so that no process needs a copy of its own to look through
