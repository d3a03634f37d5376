"""
Are pages fetched without reaching where they must not, and without end?

Servers run on this machine's own loopback address.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from selon.errors import FetchFailed, SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.reading import read_source
from selon.reading.fetch import Known, fetch, is_public

EXAMPLE = (Path(__file__).parent.parent / "examples" / "page.html").read_bytes()


class Handler(BaseHTTPRequestHandler):
    """
    A small site with every kind of answer.
    """

    known: ClassVar[list[tuple[str | None, str | None]]] = []

    def do_GET(self) -> None:
        """Answer by the path alone."""
        answers = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, EXAMPLE),
            "/gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(EXAMPLE)),
            "/deflate": (200, {"Content-Type": "text/html", "Content-Encoding": "deflate"}, zlib.compress(EXAMPLE)),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(bytes(60_000_000))),
            "/broken": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"not packed at all"),
            "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"xx"),
            "/large": (200, {"Content-Type": "text/html"}, b"<p>a</p>" * 2_000_000),
            "/latin": (
                200,
                {"Content-Type": "text/html; charset=iso-8859-1"},
                EXAMPLE.decode().encode("cp1252", "replace"),
            ),
            "/text": (
                200,
                {"Content-Type": "text/plain; charset=utf-8"},
                b"La maire a dit oui.\n\nLe conseil aussi.",
            ),
            "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
            "/accents": (200, {"Content-Type": "text/html", "ETag": '"été"', "Last-Modified": "jeudi, 6 août"}, b"<p>"),
            "/gone": (410, {}, b""),
            "/closed": (403, {}, b"no"),
            "/down": (503, {}, b""),
            "/moved": (302, {"Location": "/page"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/inward": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
            "/file": (302, {"Location": "file:///etc/hostname"}, b""),
            "/nowhere": (302, {"Location": "http://[::"}, b""),
        }
        self.known.append((self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")))
        if self.path == "/drip":
            self._drip()
            return
        status, headers, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the signature that the server calls
        """Print nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Return the address of the small site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/gzip", "/deflate", "/moved"])
def test_a_page_is_fetched(site: str, path: str) -> None:
    """
    Packed, unpacked or moved, the article is the same, and its address is where the page was found.
    """
    article = read_source(f"{site}{path}", allow_private=True)
    assert article.text == read_source(EXAMPLE).text
    assert article.url == f"{site}{'/page' if path == '/moved' else path}"


def test_what_a_server_said_is_sent_back_as_it_came(site: str) -> None:
    """
    A state of a page that is named in more than ASCII is asked for by the same bytes.
    """
    page = fetch(f"{site}/accents", allow_private=True)
    assert (page.etag, page.last_modified) == ('"été"', "jeudi, 6 août")
    fetch(f"{site}/accents", allow_private=True, known=Known(page.etag, page.last_modified))
    assert Handler.known[-1] == (page.etag, page.last_modified)


@pytest.mark.parametrize("state", ['"\u0153uf"', '"a\r\nX-Own: 1"', ' "1" ', '"\x00"', '"\udce9"', ""])
def test_what_no_server_said_is_not_sent_back(site: str, state: str) -> None:
    """
    A state that no header can hold is left out, and the page is fetched anew.
    """
    assert fetch(f"{site}/page", allow_private=True, known=Known(state, state)).content == EXAMPLE
    assert Handler.known[-1] == (None, None)


def test_the_encoding_that_the_server_names_is_used(site: str) -> None:
    """
    A page that declares UTF-8 and is served in Latin 1 is read.
    """
    assert "régionale" in read_source(f"{site}/latin", allow_private=True).text


def test_plain_text_is_fetched_as_text(site: str) -> None:
    """
    What the server calls plain text has no elements.
    """
    article = read_source(f"{site}/text", allow_private=True)
    assert article.passages[0].element is None
    assert article.url == f"{site}/text"


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/missing", SourceNotFound, "no page"),
        ("/gone", SourceNotFound, "410"),
        ("/closed", FetchFailed, "403"),
        ("/down", FetchFailed, "503"),
        ("/pdf", UnreadableContent, "application/pdf"),
        ("/loop", FetchFailed, "redirects more than"),
        ("/file", SourceRefused, "only http and https"),
        ("/nowhere", FetchFailed, "no address"),
        ("/large", SourceTooLarge, "bytes"),
        ("/bomb", SourceTooLarge, "bytes"),
        ("/broken", FetchFailed, "damaged"),
        ("/brotli", FetchFailed, "packs"),
    ],
)
def test_a_bad_answer_is_one_line(site: str, path: str, error: type[Exception], words: str) -> None:
    """
    Each kind of answer that holds no page has its own message.
    """
    with pytest.raises(error, match=words) as caught:
        read_source(f"{site}{path}", allow_private=True)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "2130706433",
        "0x7f.1",
        "10.1.2.3",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - an address to refuse, not to bind
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    """
    However it is spelled, an address inside a network is not opened.
    """
    with pytest.raises(SourceRefused, match="public internet"):
        read_source(f"http://{host}/")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("100.64.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("::", False),
        ("2002:7f00:1::", False),
        ("2002:5db8:d822::", True),
    ],
)
def test_public_addresses_are_told_apart(address: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """
    Loopback, private, shared, link-local, multicast and reserved ranges are not public, translated or not.
    """
    assert is_public(address) is expected


def test_a_redirect_inward_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every address on the way is checked, not only the first.
    """
    port = int(site.rsplit(":", 1)[1])
    monkeypatch.setattr("selon.reading.fetch.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(SourceRefused, match=r"169\.254\.169\.254"):
        read_source(f"http://127.0.0.1:{port}/inward")


def test_the_address_that_was_checked_is_the_one_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A name is resolved once: a second answer, leading inward, is never asked for.
    """
    port = int(site.rsplit(":", 1)[1])
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def answer(host: str, *rest: Any, **named: Any) -> list[Any]:  # noqa: ANN401 - as getaddrinfo
        if host == "vallee.example":
            asked.append(host)
            return resolve("127.0.0.1" if len(asked) == 1 else "10.0.0.1", *rest, **named)
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr("selon.reading.fetch.is_public", lambda address: address == "127.0.0.1")
    assert fetch(f"http://vallee.example:{port}/page").content == EXAMPLE
    assert asked == ["vallee.example"]


def test_an_unknown_host_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A dead address says that there is no such host.
    """

    def fail(*_: Any, **__: Any) -> list[Any]:  # noqa: ANN401 - as getaddrinfo
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchFailed, match=r"there is no host 'vallee\.example' \(Name or service not known\)"):
        read_source("https://vallee.example/pont")


def test_a_closed_port_is_named() -> None:
    """
    A server that does not answer is a failed fetch.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed, match="cannot fetch"):
        read_source(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_server_that_drips_is_left(site: str) -> None:
    """
    The time is counted over all of the page, however often a byte arrives.
    """
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="too long"):
        read_source(f"{site}/drip", allow_private=True, timeout=0.5)
    assert time.monotonic() - begun < 3


def test_a_server_without_tls_is_named(site: str) -> None:
    """
    A failed handshake is a failed fetch.
    """
    with pytest.raises(FetchFailed, match="cannot fetch"):
        read_source(site.replace("http:", "https:"), allow_private=True)
