"""
What does the file still hold of what was deleted in it?

Pages that were set free and the log beside the file keep their words until they are written over.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from selon.errors import LedgerError
from selon.ledger import checksums
from selon.ledger.connection import Database

_TRUNK = 8  # bytes of a page of the list of free pages before the numbers it holds
_BYTES = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ufffd]+")
_HEADER = 100  # bytes at the start of the file


def remains(path: Path) -> Iterator[tuple[str, str]]:
    """
    Yield what the ledger's file holds that no question would show – pages set free and the log –, as far as it is text.

    Yields:
        What it is called, and its text.
    """
    log = path.with_name(path.name + "-wal")
    try:
        if log.exists():
            yield "the log beside the file", _legible(log.read_bytes())
        with path.open("rb") as file:
            head = file.read(_HEADER)
            if len(head) < _HEADER:
                return
            size = struct.unpack(">H", head[16:18])[0]
            size = 65536 if size == 1 else size
            trunk = struct.unpack(">I", head[32:36])[0]
            seen: set[int] = set()
            while trunk and trunk not in seen:
                seen.add(trunk)
                page = _page(file, trunk, size)
                trunk, count = struct.unpack(">II", page[:_TRUNK].ljust(_TRUNK, b"\0"))
                numbers = struct.unpack(
                    f">{min(count, size // 4 - 2)}I", page[_TRUNK : _TRUNK + 4 * min(count, size // 4 - 2)]
                )
                yield "a page set free", _legible(page[_TRUNK:])
                for number in numbers:
                    yield "a page set free", _legible(_page(file, number, size))
    except (OSError, struct.error):
        return


def _legible(data: bytes) -> str:
    """Return the text in *data*, parted where bytes are none, so that by chance none of them joins words to an address."""
    return _BYTES.sub("\n\n", data.decode("utf-8", "replace"))


def _page(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number - 1) * size)
    return file.read(size)


def optimize(db: Database) -> None:
    """Merge the index of words into one piece, which drops the deleted words from the file."""
    db.execute("insert into word (word) values ('optimize')")


def wipe(db: Database) -> str | None:
    """
    Write the file anew without the pages that were set free, and empty the log beside it.

    Returns:
        Why what was deleted may still be in the file, and what would end that; None when it is not.
    """
    if db.in_transaction:
        return "the transaction around it goes on; forget again when it has ended"
    try:
        db.execute("pragma temp_store = file")  # the whole ledger is too much for memory
        db.execute("vacuum")
    except LedgerError as error:
        return f"freed pages still hold it, since the file cannot be written anew: {error}"
    finally:
        db.execute("pragma temp_store = memory")
        checksums.keep(db)  # setting that drops a connection's own triggers
    try:
        busy = db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
    except LedgerError:
        busy = 1
    return "another process is reading; the file holds it until that has ended, then forget again" if busy else None
