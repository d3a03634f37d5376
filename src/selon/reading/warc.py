"""
Which pages does a web archive hold?

WARC, packed or not, one record at a time. A damaged record is told with its place and the next sound one is looked for,
so that one bad block does not cost the rest of an archive.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from selon.errors import SelonError, SelonFault, SourceTooLarge, UnreadableContent, said
from selon.reading import packed
from selon.reading.answers import decoded
from selon.reading.reservation import UNSAID, Reservation, in_headers

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LIMIT = 20_000_000  # bytes of one page, packed or unpacked
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_SUCCESS = range(200, 300)
_STARTS = (b"\x1f\x8b\x08", b"WARC/1.")  # of a packed member, of a plain record
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Capture:
    """
    One page of an archive.

    Attributes:
        offset: Where its record starts in the file.
        url: Address, None where the record is damaged.
        content: The page as the server sent it, decoded from chunks and packing; empty where it cannot be read.
        charset: Character encoding that the server named.
        captured: When it was captured, ISO 8601 as written.
        reservation: What its server said of mining it.
        error: Why it cannot be read.
        is_cut: Whether the archive kept only the beginning of it.
    """

    offset: int
    url: str | None
    content: bytes = b""
    charset: str | None = None
    captured: str | None = None
    reservation: Reservation = UNSAID
    error: SelonError | None = None
    is_cut: bool = False


def read_warc(path: str | Path) -> Iterator[Capture]:
    """
    Yield the pages and plain texts that were fetched with success, or are there as such, in the order of the file.

    Other answers, images and requests are passed over. A record that points to an earlier capture (``revisit``) is an
    error, unless that capture is in the file before it.

    Raises:
        UnreadableContent: If the file is no web archive.
    """
    path = Path(path)
    with path.open("rb") as raw, _opened(raw, path.name) as stream:
        if not stream.read(len(_STARTS[1])).startswith(_STARTS):
            msg = f"{path.name} is no web archive; give a .warc or .warc.gz file"
            raise UnreadableContent(msg)
        stream.seek(0)
        start: int | None = 0
        seen: set[int] = set()
        while start is not None:
            resume = None
            for capture in _from(stream, start, path.name, seen):
                yield capture
                if capture.url is None:
                    resume = _next_start(stream, capture.offset + 1)
            start = resume


def _opened(raw: IO[bytes], name: str) -> IO[bytes]:
    """Return the archive *raw* as its members stand in it; packed with gzip, each of them is packed on its own."""
    if raw.read(2) == _STARTS[0][:2]:
        raw.seek(0)
        return raw
    raw.seek(0)
    try:
        stream = packed.opened(raw)
        stream.read(1)
        stream.seek(0)
    except packed.DAMAGED as error:
        msg = f"{name} cannot be unpacked ({said(error)}); fetch the archive again"
        raise UnreadableContent(msg) from error
    return stream


def _from(stream: IO[bytes], start: int, name: str, seen: set[int]) -> Iterator[Capture]:
    """Yield the pages from *start* on; the last one has an error and no address where the rest cannot be read."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only for archives

    place = start
    try:
        for record in ArchiveIterator(_Window(stream, start), parse_http=False, fsspec_args=False):
            place = record.stream_pos
            kind = record.record_type
            if kind == WarcRecordType.revisit:
                capture = _revisit(record, place, seen)
            elif kind in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
                seen.add(hash(record.headers.get("WARC-Payload-Digest")))
                capture = _capture(record, place)
            else:
                capture = None
            if capture is not None:
                yield capture
        if not _is_whole(stream, place):
            msg = f"{name} is cut off behind byte {place}; fetch the archive again"
            yield Capture(place, None, error=UnreadableContent(msg))
    except packed.DAMAGED as error:
        msg = f"{name} is damaged behind byte {place} ({error}); the next sound record is looked for"
        yield Capture(place, None, error=UnreadableContent(msg))


def _is_whole(stream: IO[bytes], last: int) -> bool:
    """Tell whether nothing was lost behind the record at *last*: the archive ends with it, or with whole members."""
    stream.seek(last)
    if stream.read(3) != _STARTS[0]:
        stream.seek(last + 1)
        return b"\r\nWARC/1." not in stream.read(LIMIT)
    stream.seek(last)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    is_begun = False
    while chunk := member.unused_data or stream.read(_CHUNK):
        if member.eof:
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        is_begun = True
        try:
            while chunk:
                member.decompress(chunk, _CHUNK)
                chunk = member.unconsumed_tail
        except zlib.error:
            return False
    return member.eof or not is_begun


def _capture(record: WarcRecord, place: int) -> Capture | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url.startswith(("http://", "https://")):
        return None
    length = record.content_length
    if length > LIMIT:
        msg = f"{url} has {length} bytes, more than {LIMIT}; it is left out"
        return Capture(place, url, error=SourceTooLarge(msg))
    raw = record.reader.read()
    if len(raw) < length:
        msg = f"the record of {url} is cut off after {len(raw)} of {length} bytes; fetch the archive again"
        return Capture(place, url, error=UnreadableContent(msg))
    record.set_bytes_content(raw)
    try:
        return _answer(record, place, url)
    except (*packed.DAMAGED, ValueError) as error:
        msg = f"the record of {url} cannot be unpacked ({said(error)}); fetch the page again"
        return Capture(place, url, error=UnreadableContent(msg))
    except Exception as error:  # noqa: BLE001 - one record must not cost the others
        return Capture(place, url, error=SelonFault.of(error))


def _revisit(record: WarcRecord, place: int, seen: set[int]) -> Capture | None:
    """Return that the page stands elsewhere; None where that is in the same file, or it was no page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    digest = record.headers.get("WARC-Payload-Digest")
    if not url.startswith(("http://", "https://")) or (digest and hash(digest) in seen):
        return None
    date = record.headers.get("WARC-Refers-To-Date")
    address = (record.headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
    which = f"the capture of {address} at {date}" if date else f"an earlier capture of {address}"
    msg = f"the record of {url} only points to {which}, which is not in this archive; give the archive that holds it"
    return Capture(place, url, captured=record.headers.get("WARC-Date"), error=UnreadableContent(msg))


def _answer(record: WarcRecord, place: int, url: str) -> Capture | None:
    captured = record.headers.get("WARC-Date")
    declared = record.headers.get("Content-Type") or ""
    if declared.lower().startswith("application/http"):
        record.parse_http(auto_decode="none")
        headers = record.http_headers
        if headers is None or headers.status_code not in _SUCCESS:
            return None
        kind, charset, named = record.http_content_type, record.http_charset, _named(headers)
    else:
        named = {}
        kind, charset = _kind(declared)
    if (kind or "text/html") not in PAGES:
        return None
    content = decoded(record.reader.read(), named, LIMIT)
    if len(content) > LIMIT:
        msg = f"{url} unpacks to more than {LIMIT} bytes; it is left out"
        return Capture(place, url, error=SourceTooLarge(msg))
    is_cut = record.headers.get("WARC-Truncated") is not None
    return Capture(place, url, content, charset, captured, in_headers(named), is_cut=is_cut)


def _named(headers: Any) -> dict[str, str]:  # noqa: ANN401 - fastwarc has no types
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    return {name: "\n".join(values) for name, values in found.items()}


def _kind(declared: str) -> tuple[str, str | None]:
    """Return the media type and the encoding that the header Content-Type of a record names."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.IGNORECASE)
    return re.split(r"[;,]", declared)[0].strip().lower(), charset[1] if charset else None


def _next_start(stream: IO[bytes], after: int) -> int | None:
    """Return the next place from *after* on where a record may start, None when there is none."""
    place = after
    tail = b""
    stream.seek(place)
    while chunk := stream.read(_CHUNK):
        data = tail + chunk
        base = place - len(tail)
        found = min((at for at in (data.find(mark) for mark in _STARTS) if at >= 0), default=-1)
        while found >= 0:
            if _opens(stream, base + found):
                return base + found
            found = min((at for at in (data.find(mark, found + 1) for mark in _STARTS) if at >= 0), default=-1)
        place += len(chunk)
        tail = data[-8:]
        stream.seek(place)
    return None


def _opens(stream: IO[bytes], place: int) -> bool:
    """Tell whether a record can be read at *place*; the bytes of a packed one may look like a start by chance."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415

    stream.seek(place)
    try:
        return (
            next(iter(ArchiveIterator(_Window(stream, place), parse_http=False, fsspec_args=False)), None) is not None
        )
    except packed.DAMAGED:
        return False


class _Window(io.RawIOBase):
    """The rest of a stream from one place on, which leaves the stream itself open."""

    def __init__(self, stream: IO[bytes], start: int) -> None:
        super().__init__()
        self._stream = stream
        self._place = start

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self._stream.seek(self._place)
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - what io hands over
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._place
