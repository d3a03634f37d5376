"""
Where may a page be fetched from, and how long may that take?

Only public addresses, unless allowed otherwise. A name is resolved once, and the addresses that were checked are the
ones connected to; whatever a server does, a deadline ends it.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from selon.errors import FetchFailed, SourceRefused
from selon.reading.public import is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    import httpcore

# Look-ups of names that may be under way at once, those included that nobody waits for any longer.
LOOKUPS = threading.BoundedSemaphore(32)
LOOKUP = "selon looks up a name"


def checked_network(*, allow_private: bool, deadline: float) -> httpcore.NetworkBackend:
    """Return a network that connects to checked addresses only and ends at *deadline*, however slow the server."""
    import httpcore  # noqa: PLC0415

    def left(operation: type[Exception]) -> float:
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            msg = "the time is up"
            raise operation(msg)
        return seconds

    # The deadline is stricter than the limits that httpcore passes for each operation.
    class Stream(httpcore.NetworkStream):
        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
            return self._inner.read(max_bytes, left(httpcore.ReadTimeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
            self._inner.write(buffer, left(httpcore.WriteTimeout))

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,  # noqa: ARG002
        ) -> httpcore.NetworkStream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, left(httpcore.ConnectTimeout)))

        def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
            return self._inner.get_extra_info(info)

    class Network(httpcore.NetworkBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,  # noqa: ARG002
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            found = _resolved(host, port, allow_private=allow_private, seconds=left(httpcore.ConnectTimeout))
            return Stream(_connected(found, port, left, local_address, socket_options))

    return Network()


def _resolved(host: str, port: int, *, allow_private: bool, seconds: float) -> list[str]:
    """Return the addresses to connect to for *host*: the public ones, in the system's order."""
    try:
        found = _looked_up(host, port, seconds)
    except (OSError, UnicodeError) as error:
        msg = f"there is no host {host!r} ({reason(error)}); check the address and the network"
        raise FetchFailed(msg, is_unreached=True) from error
    public = [address for address in found if allow_private or is_public(address)]
    if not public:
        where = found[0] if found else "nowhere"
        msg = f"{host} leads to {where}, not to the public internet; --allow-private (allow_private) opens it"
        raise SourceRefused(msg)
    return public


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """
    Return the addresses of *host*.

    The system's own look-up knows no deadline: it runs in a thread of its own, which is left alone when the time is up.

    Raises:
        ConnectTimeout: If there is none after *seconds*, or too many look-ups are under way.
        OSError: If the host is unknown.
    """
    import httpcore  # noqa: PLC0415

    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            answers.put(error)
        finally:
            slots.release()

    slots, end = LOOKUPS, time.monotonic() + seconds
    if not slots.acquire(timeout=seconds):
        msg = "too many names are being looked up"
        raise httpcore.ConnectTimeout(msg)
    threading.Thread(target=look_up, name=LOOKUP, daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, end - time.monotonic()))
    except Empty as error:
        msg = "the name is still being looked up"
        raise httpcore.ConnectTimeout(msg) from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connected(
    addresses: Sequence[str],
    port: int,
    left: Callable[[type[Exception]], float],
    *options: Any,  # noqa: ANN401 - as httpcore has them
) -> httpcore.NetworkStream:
    """Return a connection to the first of *addresses* that takes one; *left* gives the seconds that remain."""
    import httpcore  # noqa: PLC0415

    for place, address in enumerate(addresses):
        # Each has its share of what is left, so that one that is silent does not cost the others.
        seconds = left(httpcore.ConnectTimeout) / (len(addresses) - place)
        try:
            return httpcore.SyncBackend().connect_tcp(address, port, seconds, *options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            failure = error
    raise failure


def reason(error: BaseException) -> str:
    """Return what *error* says, in a form that goes on with a sentence."""
    words = " ".join(str(error).split())
    return re.sub(r"^\[[^\]]*\]\s*|\.$", "", words) or type(error).__name__
