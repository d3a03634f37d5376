"""
How is the file opened, and what is said when the file or the disk says no?

One connection to one SQLite file in write-ahead mode: readers never wait for a writer. Every error of the database
becomes one of selon's own here.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, Self

from selon.errors import InvalidValue, LedgerBusy, LedgerError, LedgerFull, LedgerMissing, LedgerReadOnly, NotALedger
from selon.ledger.identity import checksum
from selon.placing import database_of

APPLICATION_ID = 0x53454C4F
"""The four letters that mark a file as a ledger (``SELO``)."""

WAIT_SECONDS = 60.0  # a writer commits at least every second or two; one that holds on for a minute is stuck

_ERRORS: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerBusy, "another process is writing to {path}; try again when it has finished"),
    sqlite3.SQLITE_LOCKED: (LedgerBusy, "another process is writing to {path}; try again when it has finished"),
    sqlite3.SQLITE_READONLY: (LedgerReadOnly, "{path} cannot be written; change its permissions or copy it elsewhere"),
    sqlite3.SQLITE_CANTOPEN: (LedgerReadOnly, "{path} cannot be opened; check the path and the folder's permissions"),
    sqlite3.SQLITE_FULL: (LedgerFull, "no room left to write {path}; free some space, then run the command again"),
    sqlite3.SQLITE_IOERR: (LedgerFull, "the disk failed while using {path}; free some space, then run: selon check"),
    sqlite3.SQLITE_NOTADB: (NotALedger, "{path} is no ledger; give the path of one that selon made"),
    sqlite3.SQLITE_CORRUPT: (NotALedger, "{path} is damaged; restore it from a copy made with selon backup"),
}


_TOLD = (sqlite3.DatabaseError, UnicodeError, OverflowError)
"""What SQLite raises, also where its own message quotes bytes that are no text, and is told in selon's own words."""


class Rows(sqlite3.Cursor):
    """The rows of an answer; a file may turn out to be damaged at any of them."""

    connection: Database

    def __next__(self) -> Any:  # noqa: ANN401 - a row
        try:
            return super().__next__()
        except _TOLD as error:
            self.connection.tell(error)

    def fetchone(self) -> Any:  # noqa: ANN401 - a row or None
        """Return the next row, None when there is none."""
        try:
            return super().fetchone()
        except _TOLD as error:
            self.connection.tell(error)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return so many rows at most."""
        try:
            return super().fetchmany(size)
        except _TOLD as error:
            self.connection.tell(error)

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        try:
            return super().fetchall()
        except _TOLD as error:
            self.connection.tell(error)


class Database(sqlite3.Connection):
    """A connection that raises selon's own errors."""

    path: str = ""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - what sqlite3 accepts
        """Run one statement."""
        try:  # not told(): storing a statement runs eight of them
            return self.cursor(Rows).execute(sql, parameters)
        except _TOLD as error:
            self.tell(error)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        """Run one statement for each of *rows*."""
        with self.told():
            return self.cursor(Rows).executemany(sql, rows)

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        """Run several statements inside the transaction that is open."""
        # The method of sqlite3 commits first, which would tear a migration from the row that records it.
        with self.told():
            statement = ""
            for line in script.splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    super().execute(statement)
                    statement = ""
            return super().cursor()

    def insert(self, sql: str, values: tuple[Any, ...]) -> int:
        """Insert one row and return its number."""
        return int(self.execute(sql, values).lastrowid or 0)

    @contextmanager
    def writing(self) -> Iterator[Self]:
        """Hold the only writer's place: everything inside is kept together, or nothing when an error leaves it."""
        self.execute("begin immediate")
        try:
            yield self
            self.execute("commit")
        except BaseException:
            if self.in_transaction:
                self.execute("rollback")
            raise

    @contextmanager
    def reading(self) -> Iterator[Self]:
        """See one state of the ledger throughout, whatever is written meanwhile."""
        if self.in_transaction:
            yield self
            return
        self.execute("begin")
        try:
            yield self
        finally:
            with suppress(sqlite3.ProgrammingError):  # a signal right at the start, and the file is closed by now
                if self.in_transaction:
                    self.execute("commit")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what SQLite says inside into selon's own errors."""
        try:
            yield
        except _TOLD as error:
            self.tell(error)

    def tell(self, error: Exception) -> NoReturn:
        """
        Raise *error* as one of selon's own.

        Raises:
            InvalidValue: If it is about a text or number that no ledger can hold.
            NotALedger: If what the file holds is no text where it should be.
            LedgerError: If it is about the ledger; otherwise, about what was to be stored, it stays as it is.
        """
        if isinstance(error, UnicodeEncodeError):
            msg = f"{error.object[:60]!r} holds bytes that are no UTF-8; write it in UTF-8"
            raise InvalidValue(msg) from error
        if isinstance(error, OverflowError):
            msg = "a number is out of range; a ledger holds whole numbers of 63 bits"
            raise InvalidValue(msg) from error
        if isinstance(error, UnicodeDecodeError) or "Could not decode to UTF-8" in str(error):
            kind, message = _ERRORS[sqlite3.SQLITE_CORRUPT]
            raise kind(message.format(path=self.path)) from error
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.DataError):
            raise error
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _ERRORS:
            kind, message = _ERRORS[code]
            raise kind(message.format(path=self.path)) from error
        msg = f"{self.path}: {error}"
        raise LedgerError(msg) from error


def connect(path: Path, *, create: bool = False, read_only: bool = False) -> Database:
    """
    Open the ledger at *path*.

    Args:
        path: The file.
        create: Make it when there is none.
        read_only: Refuse every change; also opens a file or folder that cannot be written.

    Raises:
        LedgerMissing: If there is none and *create* is not set.
        NotALedger: If the file is something else.
        LedgerReadOnly: If it cannot be opened for writing.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size == 1:  # one byte is nothing to SQLite, and overwritten
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "no ledger"
            msg = f"{path} is {what}; give the path of a ledger's file"
            raise NotALedger(msg)
    except (FileNotFoundError, NotADirectoryError):
        if not create:
            msg = f"no ledger at {path}; make one with: selon add SOURCE --ledger {path}"
            raise LedgerMissing(msg) from None
    except OSError:  # it is not to be looked at, and opening it says so
        pass
    base = database_of(path)
    if base is not None:
        msg = f"{path} belongs to the database {base}; give the path of a ledger's file"
        raise NotALedger(msg)
    try:
        db = _opened(path, f"mode={'ro' if read_only else 'rwc' if create else 'rw'}")
    except LedgerReadOnly:
        # Without write access there can be no shared memory beside the file; nobody else can be writing either.
        # Not Path.exists, which raises for what no file can be called.
        if not read_only or os.path.exists(f"{path}-wal"):  # noqa: PTH110
            raise
        db = _opened(path, "mode=ro&immutable=1")
    return db


def in_memory() -> Database:
    """Return a connection to an empty file in memory."""
    return _made_ready(Database(":memory:", isolation_level=None))


def _made_ready(db: Database) -> Database:
    db.row_factory = sqlite3.Row
    db.create_function("checksum_of", -1, checksum, deterministic=True)
    return db


def _opened(path: Path, options: str) -> Database:
    uri = f"{path.absolute().as_uri()}?{options}"
    try:
        db = sqlite3.connect(
            uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, factory=Database, check_same_thread=False
        )
    except sqlite3.Error as error:
        blank = Database(":memory:")
        blank.path = str(path)
        blank.tell(error)
    db.path = str(path)
    _made_ready(db)
    try:
        _refuse_others(db)
        if "mode=ro" not in options:
            _write_ahead(db)
        db.execute("pragma foreign_keys = on")
        db.execute("pragma synchronous = full")  # what was reported as done survives a power cut
        db.execute("pragma temp_store = memory")
        db.execute("pragma cache_size = -65536")  # 64 MiB
        if "mode=ro" in options:
            db.execute("pragma mmap_size = 2147483648")  # half the time for questions that touch much
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: Database) -> None:
    """Set the mode of a new file; for this alone SQLite does not wait while another process does the same."""
    deadline = time.monotonic() + WAIT_SECONDS
    while db.execute("pragma journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("pragma journal_mode = wal")
        except LedgerBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _refuse_others(db: Database) -> None:
    """Refuse a file that is not empty, or marked, and that somebody else made."""
    made = db.execute("select 1 from sqlite_master limit 1").fetchone()
    # Read last: who makes a ledger at this moment marks it with the first of its tables.
    mark = db.execute("pragma application_id").fetchone()[0]
    if mark != APPLICATION_ID and (mark or made):
        msg = f"{db.path} is no ledger; give the path of one that selon made"
        raise NotALedger(msg)
