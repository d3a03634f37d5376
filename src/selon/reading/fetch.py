"""
How is a page fetched without doing harm?

Only http and https; only public addresses, unless allowed otherwise. The name is resolved once, the addresses that were
checked are the ones connected to, and every redirect is checked again. Time, bytes and unpacked bytes are bounded.
"""

from __future__ import annotations

import re
import time
import zlib
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from selon.address import without_secrets
from selon.errors import FetchFailed, SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.reading import encoding
from selon.reading.network import checked_network, reason
from selon.reading.reservation import UNSAID, Reservation, in_headers

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator, Mapping

    import httpcore
    import httpx

TIMEOUT = 20.0
"""Seconds that a page may take in all, redirects included."""

REDIRECTS = 5
LAST_PORT = 65535
AGENT = "Mozilla/5.0 (compatible; selon; reads one page for a person)"
MOVED = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((404, 410))
UNCHANGED = 304
TOO_MANY = 429
OVERLOADED = 500
CLOSED = frozenset((401, 402, 403, 407, 429, 451))
REPEATED = frozenset(("x-robots-tag", "tdm-reservation"))
GZIP = b"\x1f\x8b"
LAST_LATIN = "\N{LATIN SMALL LETTER Y WITH DIAERESIS}"
# What a message shows of an address or of a header.
LONGEST_SHOWN = 100
PAGE = re.compile(r"text/|application/(?:xhtml\+xml|xml|html)", re.IGNORECASE)


class Fetched(NamedTuple):
    """
    A page as served.

    Attributes:
        url: Its address, after redirects.
        content: Its bytes, unpacked.
        charset: The encoding that the server names.
        is_plain: Whether the server calls it plain text.
        etag: What the server calls this state of the page.
        last_modified: When the server says that it last changed.
        is_unchanged: Whether the server says that it is as it was; it has no content then.
        reservation: What the server says of mining the page.
    """

    url: str
    content: bytes
    charset: str | None = None
    is_plain: bool = False
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False
    reservation: Reservation = UNSAID


class Known(NamedTuple):
    """
    What is known of a page that was fetched before; a server need not send it again unless it has changed.

    Attributes:
        etag: What the server called its state.
        last_modified: When the server said that it last changed.
    """

    etag: str | None = None
    last_modified: str | None = None


def fetch(  # noqa: PLR0913 - what bounds a fetch
    url: str,
    *,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
    max_bytes: int = encoding.MAX_BYTES,
    is_cut: bool = False,
    known: Known | None = None,
    kinds: re.Pattern[str] = PAGE,
) -> Fetched:
    """
    Return the page at *url*.

    Args:
        url: An http or https address.
        allow_private: Whether addresses that are not on the public internet are opened.
        timeout: Seconds that all of it may take.
        max_bytes: What the page may measure, unpacked.
        is_cut: Whether a longer one is cut there, instead of being refused.
        known: What is known of it already.
        kinds: Media types that are welcome.

    Raises:
        SourceRefused: If it, or what it redirects to, is not http(s), holds a password, or is not public.
        SourceNotFound: If the server has no such page.
        FetchFailed: If the server does not answer, or not with a page.
        SourceTooLarge: If the page is longer than *max_bytes*.
        UnreadableContent: If it is no text.
    """
    import httpx  # noqa: PLC0415 - takes 0.1 s to load

    deadline = time.monotonic() + timeout
    context = httpx.create_ssl_context(trust_env=False)
    address = _parsed(url)
    for _ in range(REDIRECTS + 1):
        network = checked_network(allow_private=allow_private, deadline=deadline)
        bounds = _Bounds(max_bytes, is_cut=is_cut, kinds=kinds)
        answer = _get(address, context, network, bounds=bounds, known=known or Known())
        if isinstance(answer, Fetched):
            return answer
        try:
            address = _parsed(str(address.join(answer)))
        except (httpx.InvalidURL, ValueError):
            msg = (
                f"{address} redirects to {_shown(answer)}, which is no address; open it in a browser and save the page"
            )
            raise FetchFailed(msg) from None  # what httpx says may quote a password
    msg = f"{url} redirects more than {REDIRECTS} times; open it in a browser and give the address that it ends at"
    raise FetchFailed(msg)


def _parsed(url: str) -> httpx.URL:
    import httpx  # noqa: PLC0415

    try:
        address = httpx.URL(url)
        host, port = address.raw_host, address.port
    except (httpx.InvalidURL, ValueError, UnicodeError):
        msg = f"{_shown(url)} is no address; write it as https://host/path"
        # What httpx says may quote a password, which it takes for a port.
        raise SourceRefused(msg) from None
    if port is not None and not 0 < port <= LAST_PORT:
        msg = f"{_shown(url)} is no address: there is no port of that number; write it as https://host/path"
        raise SourceRefused(msg)
    if address.scheme not in {"http", "https"} or not host:
        msg = f"cannot open {_shown(url)}: only http and https addresses are fetched; save the page and give its path"
        raise SourceRefused(msg)
    if address.userinfo:
        msg = f"{_shown(url)} was given with a user name or password, which is not sent; give it without"
        raise SourceRefused(msg)
    return address.copy_with(fragment=None)


def _shown(url: str) -> str:
    """Return *url* as a message shows it: quoted, without secrets, not too long."""
    bare = without_secrets(url)
    return repr(bare if len(bare) <= LONGEST_SHOWN else f"{bare[:LONGEST_SHOWN]}…")


class _Bounds(NamedTuple):
    """What an answer may be, as :func:`fetch` has it."""

    max_bytes: int
    is_cut: bool
    kinds: re.Pattern[str]


def _get(
    address: httpx.URL,
    context: ssl.SSLContext,
    network: httpcore.NetworkBackend,
    *,
    bounds: _Bounds,
    known: Known,
) -> Fetched | str:
    """Return the page at *address*, or where it redirects to."""
    import httpcore  # noqa: PLC0415

    headers = [
        ("Host", address.netloc.decode("ascii")),
        ("User-Agent", AGENT),
        ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8" if bounds.kinds is PAGE else "*/*"),
        ("Accept-Encoding", "gzip, deflate"),
        *_sent_back("If-None-Match", known.etag),
        *_sent_back("If-Modified-Since", known.last_modified),
    ]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=network, max_connections=1) as pool,
            pool.stream("GET", str(address), headers=headers) as response,
        ):
            named = _named(response.headers)
            if response.status in MOVED and "location" in named:
                return named["location"]
            if response.status == UNCHANGED and (known.etag or known.last_modified):
                return Fetched(str(address), b"", None, is_plain=False, **known._asdict(), is_unchanged=True)
            _check_status(address, response.status, named)
            _check_kind(address, named, bounds.kinds)
            content = _unpacked(address, response.iter_stream(), named, bounds)
    except httpcore.TimeoutException as error:
        msg = f"{address.host} took too long to answer; try again later, or save the page and give its path"
        raise FetchFailed(msg, is_passing=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        msg = f"cannot fetch {address}: {reason(error)}; check the address, or save the page and give its path"
        raise FetchFailed(msg, is_passing=True) from error
    kind = named.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", kind, re.IGNORECASE)
    return Fetched(
        str(address),
        content,
        charset[1] if charset else None,
        kind.lower().startswith("text/plain"),
        named.get("etag"),
        named.get("last-modified"),
        reservation=in_headers(named),
    )


def _named(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return *headers* by their names in small letters, those that came several times on a line each."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: "\n".join(values) if name in REPEATED else values[-1] for name, values in found.items()}


def _sent_back(name: str, value: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield the header *name* with what a server once said; none where no server can have said it."""
    # The bytes as they came: a header may hold more than ASCII, and was read as Latin 1.
    if value and value.isprintable() and value == value.strip() and max(value) <= LAST_LATIN:
        yield name, value.encode("latin-1")


def _check_status(address: httpx.URL, status: int, headers: Mapping[str, str]) -> None:
    if status in GONE:
        msg = f"there is no page at {address} (status {status}); check the address"
        raise SourceNotFound(msg)
    if status in CLOSED:
        msg = f"{address.host} keeps {address} to itself (status {status}); save the page in a browser, give its path"
        raise FetchFailed(msg, is_passing=status == TOO_MANY, wait=_seconds(headers.get("retry-after")))
    if status != 200:  # noqa: PLR2004 - the one that means a page
        msg = f"{address.host} answers {address} with status {status} and no page; try again later"
        raise FetchFailed(msg, is_passing=status >= OVERLOADED, wait=_seconds(headers.get("retry-after")))


def _seconds(written: str | None) -> float | None:
    """Return how long a server wants to be left alone: it gives seconds, or a date."""
    if not written:
        return None
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _check_kind(address: httpx.URL, headers: Mapping[str, str], kinds: re.Pattern[str]) -> None:
    # A server that names no kind serves a page, as far as browsers are concerned.
    kind = headers.get("content-type", "").split(";")[0].strip()
    if kind and not kinds.match(kind):
        msg = f"{address} is {kind[:LONGEST_SHOWN]!r}, not a page; give the address of an article"
        raise UnreadableContent(msg)


def _unpacked(address: httpx.URL, chunks: Iterable[bytes], headers: Mapping[str, str], bounds: _Bounds) -> bytes:
    """Return the body, never holding more than its bounds: a small packed page can be a huge one unpacked."""
    max_bytes = bounds.max_bytes
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        msg = f"{address.host} packs its pages as {packing!r}, which was not asked for; save the page and give its path"
        raise FetchFailed(msg)
    unpack = _Unpacking() if packing not in {"", "identity"} else None
    body = bytearray()
    try:
        for chunk in chunks:
            body += unpack.add(chunk, max_bytes + 1 - len(body)) if unpack else chunk
            if len(body) > max_bytes and bounds.is_cut:
                return bytes(body[:max_bytes])
            if len(body) > max_bytes:
                msg = f"{address} has more than {max_bytes:,} bytes; save the article alone and give its path"
                raise SourceTooLarge(msg)
    except zlib.error as error:
        msg = f"what {address.host} sent is damaged ({error}); try again, or save the page and give its path"
        raise FetchFailed(msg) from error
    if unpack and not unpack.is_done:
        msg = f"what {address.host} sent breaks off in the middle; try again, or save the page and give its path"
        raise FetchFailed(msg)
    return bytes(body)


class _Unpacking:
    """A packed body on its way: gzip, in one part or several, or deflate with or without zlib's two bytes before it."""

    def __init__(self) -> None:
        self._unpack: zlib._Decompress | None = None
        self._head = b""
        self._is_first = True
        self._is_over = False
        self.is_done = False

    def add(self, data: bytes, limit: int) -> bytes:
        """Return what *data* unpacks to, not more than *limit* bytes."""
        found = bytearray()
        while data and len(found) < limit and not self._is_over:
            if self._unpack is None:
                self._head += data
                if len(self._head) < len(GZIP):
                    break
                # What follows a part is another one of a gzip file, or filling that means nothing.
                self._is_over = not self._is_first and not self._head.startswith(GZIP)
                if self._is_over:
                    break
                self._unpack, data, self._head, self._is_first = _unpacker(self._head), self._head, b"", False
            found += self._unpack.decompress(data, limit - len(found))
            self.is_done = self._unpack.eof
            data = self._unpack.unconsumed_tail
            if self.is_done:
                data, self._unpack = self._unpack.unused_data, None
        return bytes(found)


def _unpacker(head: bytes) -> zlib._Decompress:
    """Return what unpacks a body that begins with *head*."""
    # A header of zlib's is a multiple of 31 (RFC 1950); without one, old servers send the bare stream. 32 tells zlib
    # from gzip.
    is_bare = head[:2] != GZIP and (head[0] * 256 + head[1]) % 31 != 0
    return zlib.decompressobj(-zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS | 32)
