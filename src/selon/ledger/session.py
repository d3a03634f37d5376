"""
How is a ledger opened and closed, and when is what is done in it kept?

A :class:`Session` is an open file with a clock. What one can do with it is said by :class:`selon.ledger.ledger.Ledger`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from selon.ledger import checksums, migrations
from selon.ledger.connection import connect

if TYPE_CHECKING:
    from types import TracebackType


class Session:
    """
    An open ledger, of today's schema: all that a group of questions or deeds needs to be given.

    Arguments and errors are those of :class:`selon.ledger.ledger.Ledger`.

    Attributes:
        path: The file.
        db: The connection to it.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        read_only: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the file."""
        self.path = Path(path)
        self._clock = clock
        self.db = connect(self.path, create=create and not read_only, read_only=read_only)
        try:
            if migrations.version_of(self.db) == 0 and create and not read_only:
                migrations.create(self.db)
            migrations.require_current(self.db, str(path))
            if not read_only:
                checksums.keep(self.db)
        except BaseException:
            self.db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextmanager
    def together(self) -> Iterator[Self]:
        """
        Keep everything that is done inside, or nothing.

        Storing many articles in one transaction is faster; none of them is safe before the end of it.
        """
        if self.db.in_transaction:
            yield self
        else:
            with self.db.writing():
                yield self

    def now(self) -> str:
        """Return the present moment as the ledger writes it."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")


def migrate(path: str | Path) -> list[str]:
    """Bring the ledger at *path* to this selon's schema and return the names of the migrations that were run."""
    db = connect(Path(path))
    try:
        db.execute("pragma temp_store = file")  # what is sorted, and kept to take a step back, is too much for memory
        if migrations.version_of(db) > len(migrations.MIGRATIONS):
            migrations.require_current(db, str(path))
        return migrations.migrate(db)
    finally:
        db.close()
