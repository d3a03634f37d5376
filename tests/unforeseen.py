"""
Errors that nobody foresaw, and how a test makes selon meet them: over one source, at one step.

Whatever belongs to the source that fails has :data:`MARK` in its name or its words; everything else is sound.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

from selon.errors import ReadingError

MARK = "kerzhadec"


class Unforeseen(Exception):
    """An error that nobody foresaw."""


class Speechless(Exception):
    """An error that fails even to say what it is."""

    def __str__(self) -> str:
        """Fail."""
        message = "no words"
        raise Unforeseen(message)

    __repr__ = __str__


class Unpackable(Exception):
    """An error that no pipe can carry."""

    def __init__(self) -> None:
        """Hold what cannot be packed."""
        super().__init__("holds a lock")
        self.lock = threading.Lock()


class Unrepeatable(Exception):
    """An error that can be packed, and not be put together again."""

    def __init__(self, one: str, other: str) -> None:
        """Take two values and keep one."""
        super().__init__(one + other)


class UnrepeatableOwn(ReadingError):
    """An error of selon's family that cannot be put together again."""

    def __init__(self, one: str, other: str) -> None:
        """Take two values and keep one."""
        super().__init__(one + other)


def endless(depth: int = 0) -> int:
    """Recurse until Python stops it."""
    return endless(depth + 1) + 1


ERRORS: dict[str, Callable[[], Exception]] = {
    "Unforeseen": lambda: Unforeseen("half \ud800 a pair, \x1b[31m an escape, and\nlines"),
    "Speechless": Speechless,
    "Unpackable": Unpackable,
    "Unrepeatable": lambda: Unrepeatable("a", "b"),
    "UnrepeatableOwn": lambda: UnrepeatableOwn("a", "b"),
}


def an_error(kind: str) -> Exception:
    """Return a new error of one of :data:`ERRORS`."""
    return ERRORS[kind]()


def breaking(target: str, kind: str = "Unforeseen") -> tuple[Any, str, Callable[..., Any]]:
    """
    Return where *target* is and what to put in its place: it fails over what is marked, else does what it did.

    Args:
        target: ``module:name``, or ``module:Class.name``.
        kind: Name of one of :data:`ERRORS`.
    """
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    original = getattr(owner, name)

    def broken(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the original takes
        args = tuple(list(one) if isinstance(one, GeneratorType) else one for one in args)
        if MARK in repr((args, options)).lower():
            raise an_error(kind)
        return original(*args, **options)

    return owner, name, broken


def breaking_off(read: Callable[..., Iterator[Any]], after: int) -> Callable[..., Iterator[Any]]:
    """Return *read*, which yields one thing after the other, so that it breaks off in the middle of what is marked."""

    def broken(path: Any) -> Iterator[Any]:  # noqa: ANN401 - a path
        for number, one in enumerate(read(path)):
            if MARK in str(path) and number == after:
                raise an_error(Unforeseen.__name__)
            yield one

    return broken
