"""
What did a server send, once it is out of its chunks and its packing?

Archives keep answers, and not every archive keeps them as they came: some unpacked the body and left the headers that
say it is packed. What the bytes show counts, and the headers only where the bytes do not tell.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping

from selon.reading import packed

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_SAMPLE = 2_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Encodings of characters leave no control characters but in UTF-16; packed bytes have one in ten of them.
_MOST_CONTROLS = 0.01


def decoded(body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """
    Return the content of an answer, one byte more than *limit* at most.

    Args:
        body: What stands behind the headers.
        headers: The headers, their names in small letters.
        limit: Bytes that are wanted at most.

    Raises:
        OSError: If it is packed and damaged; so do ``ValueError`` and the others of :data:`selon.reading.packed.DAMAGED`.

    >>> lying = {"content-encoding": "gzip", "transfer-encoding": "chunked"}
    >>> decoded(b"<p>plain", lying, 100)
    b'<p>plain'
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    packings = re.split(r"[\s,]+", headers.get("content-encoding", "").lower())
    for packing in reversed(packings):
        body = _unpacked(body, packing, limit)
        if len(body) > limit:
            break
    return body


def _without_chunks(body: bytes) -> bytes:
    """Return *body* put together from its chunks; as it is where it stands in none."""
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        start, at = head.end(), head.end() + size
        if size == 0:
            return b"".join(parts)
        if body[at : at + 1] not in (b"\r", b"\n", b""):
            break
        parts.append(body[start:at])
        if at > len(body):
            msg = "its last chunk is cut off"
            raise EOFError(msg)
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    if not parts:
        return body
    if at < len(body):
        msg = "its chunks are damaged"
        raise ValueError(msg)
    return b"".join(parts)


def _unpacked(body: bytes, packing: str, limit: int) -> bytes:
    if packed.is_packed(body):
        with packed.opened(io.BytesIO(body)) as stream:
            return stream.read(limit + 1)
    if packing == "deflate":
        return _inflated(body, limit)
    if packing == "br":
        return _from_brotli(body, limit)
    if packing in ("gzip", "x-gzip", "zstd") and not _is_text(body):
        msg = f"it is called {packing} and is not"
        raise ValueError(msg)
    return body


def _inflated(body: bytes, limit: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpack = zlib.decompressobj(window)
        try:
            found = unpack.decompress(body, limit + 1)
        except zlib.error as error:
            damage = error
            continue
        if unpack.eof or len(found) > limit:
            return found
        damage = zlib.error("it breaks off")
    if _is_text(body):
        return body
    raise damage


def _from_brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader  # noqa: PLC0415 - only for what is packed so

    if _is_text(body):  # Brotli has no first bytes to tell it by, but no packing leaves words as they are
        return body
    found = BrotliReader(io.BytesIO(body)).read(limit + 1)
    return bytes(found)


def _is_text(body: bytes) -> bool:
    sample = body[:_SAMPLE]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return len(_CONTROL.findall(sample)) <= _MOST_CONTROLS * len(sample)
