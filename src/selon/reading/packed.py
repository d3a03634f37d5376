"""
Is this packed, and what is in it?

gzip, bzip2, xz and Zstandard, told by their first bytes, whatever a file is called. Nothing is unpacked further than its
reader asks for.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import IO, Any, cast

from selon.errors import SourceTooLarge, UnreadableContent

SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError)
"""What reading a damaged one raises."""

ZIP = b"PK\x03\x04"
_GZIP, _BZIP, _XZ, _ZSTANDARD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"

_NAMES = {_GZIP: "gzip", _BZIP: "bzip2", _XZ: "xz", _ZSTANDARD: "Zstandard"}


def is_packed(head: bytes) -> bool:
    """Tell whether what starts with *head* is packed."""
    return head.startswith(tuple(_NAMES))


def bare_name(name: str) -> str:
    """
    Return the *name* of a file in small letters, without the endings that say how it is packed.

    >>> bare_name("Archive.WARC.gz")
    'archive.warc'
    """
    name = name.lower()
    while name.endswith(SUFFIXES):
        name = name.rpartition(".")[0]
    return name


def opened(raw: IO[bytes]) -> IO[bytes]:
    """Return *raw*, from its beginning, unpacked while it is read where it is packed."""
    head = raw.read(len(_XZ))
    raw.seek(0)
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if head.startswith(_BZIP):
        return bz2.BZ2File(raw)
    if head.startswith(_XZ):
        return lzma.LZMAFile(raw)
    return cast("IO[bytes]", io.BufferedReader(_Zstandard(raw))) if head.startswith(_ZSTANDARD) else raw


def unpacked(data: bytes, limit: int, *, kind: str) -> bytes:
    """
    Return *data*, unpacked when it is packed.

    Args:
        data: What was read.
        limit: Bytes that it may have.
        kind: What it is, for the message.

    Raises:
        SourceTooLarge: If it has more.
        UnreadableContent: If it is damaged.
    """
    if is_packed(data):
        name = next(name for start, name in _NAMES.items() if data.startswith(start))
        try:
            with opened(io.BytesIO(data)) as stream:
                data = stream.read(limit + 1)
        except DAMAGED as error:
            msg = f"the {name} data are cut off or damaged ({error}); fetch the file again"
            raise UnreadableContent(msg) from error
    if len(data) > limit:
        msg = f"more than {limit} bytes of {kind}; give it in parts"
        raise SourceTooLarge(msg)
    return data


class _Zstandard(io.RawIOBase):
    """A stream packed with Zstandard; going back in it means to begin anew."""

    def __init__(self, raw: IO[bytes]) -> None:
        super().__init__()
        self._raw = raw
        self._place = 0
        self._stream = self._begin()

    def _begin(self) -> Any:  # noqa: ANN401 - fastwarc has no types
        from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - only for Zstandard

        self._raw.seek(0)
        self._place = 0
        return ZstdReader(self._raw)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            place += self._place
        if place < self._place:
            self._stream = self._begin()
        while self._place < place and (data := self._stream.read(min(1 << 20, place - self._place))):
            self._place += len(data)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - what io hands over
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
