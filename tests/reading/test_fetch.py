"""
Are pages fetched without reaching where they must not, and without end?

Servers run on this machine's own loopback address.
"""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import json
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any, ClassVar

import httpx
import pytest
from conftest import ROOT

from selon.errors import FetchFailed, SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.reading import read_source
from selon.reading.fetch import Known, fetch
from selon.reading.network import LOOKUP
from selon.reading.public import is_public

TABLE = json.loads(files("selon.reading").joinpath("special_addresses.json").read_text(encoding="utf-8"))
EXAMPLE = (ROOT / "examples" / "page.html").read_bytes()


ANSWERS = {
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
    "/reserved": (200, {"Content-Type": "text/html", "TDM-Reservation": "1"}, EXAMPLE),
    "/busy-until": (503, {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}, b""),
    "/busy-for": (503, {"Retry-After": "90"}, b""),
    "/busy-past": (503, {"Retry-After": "Sat, 01 Jan 2000 00:00:00 GMT"}, b""),
    "/busy-soon": (503, {"Retry-After": "soon"}, b""),
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/inward": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/nowhere": (302, {"Location": "http://[::"}, b""),
}
"""What the small site answers: status, headers and body by path. Packed once, as one of them unpacks to 60 MB."""


class Handler(BaseHTTPRequestHandler):
    """
    A small site with every kind of answer.
    """

    known: ClassVar[list[tuple[str | None, str | None]]] = []

    def do_GET(self) -> None:
        """Answer by the path alone."""
        self.known.append((self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")))
        if self.path == "/drip":
            self._drip()
            return
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
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


@pytest.fixture(scope="module", autouse=True)
def _certificates() -> Iterator[None]:
    """Load the certificates of the world once; that takes longer than fetching a page here."""
    context = httpx.create_ssl_context(trust_env=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx, "create_ssl_context", lambda **_: context)
        yield


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
    monkeypatch.setattr("selon.reading.network.is_public", lambda address: address == "127.0.0.1")
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
    monkeypatch.setattr("selon.reading.network.is_public", lambda address: address == "127.0.0.1")
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


@pytest.mark.parametrize("row", [row for part in TABLE.values() for row in part], ids=lambda row: row["prefix"])
def test_the_registries_decide(row: dict[str, Any]) -> None:
    """
    Both ends of every block of the registries are public if the registry says so, unless a narrower block decides.
    """
    block = ipaddress.ip_network(row["prefix"])
    blocks = [ipaddress.ip_network(one["prefix"]) for part in TABLE.values() for one in part]
    for end in (block[0], block[-1]):
        narrowest = max((other for other in blocks if end in other), key=lambda other: other.prefixlen)
        # Of these, the IPv4 address inside decides as well; the first is one that is not public, as the last.
        if narrowest == block and row["name"] not in {"IPv4-IPv6 translation", "6to4", "Teredo"}:
            assert is_public(str(end)) is (row["globally_reachable"] is True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.0.192", False),
        ("192.0.0.8", False),
        ("192.0.0.9", True),
        ("192.88.99.1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("4000::1", False),
        ("100.100.100.200", False),
        ("fd00:ec2::254", False),
        ("168.63.129.16", False),
        ("::ffff:168.63.129.16", False),
        ("::ffff:93.184.216.34", True),
        ("::93.184.216.34", False),
        ("::127.0.0.1", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::5db8:d822", False),
        ("2001:0:5db8:d822:0:0:a247:27dd", True),
        ("2001:0:5db8:d822:0:0:5601:5601", False),
        ("2001:0:a9fe:a9fe:0:0:a247:27dd", False),
        ("2606:2800::5efe:a9fe:a9fe", False),
        ("2606:2800::200:5efe:10.0.0.1", False),
        ("2606:2800::5efe:5db8:d822", True),
        ("2001:20::1", True),
        ("2001:1::4", False),
        ("255.255.255.255", False),
        ("ff0e::1", False),
        ("198.18.0.1", False),
    ],
)
def test_the_tables_do_not_depend_on_python(address: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """
    What IANA has registered since, clouds' own servers, and addresses that lead to another one are told apart.
    """
    assert is_public(address) is expected


@pytest.mark.parametrize(
    "host", ["127.1", "0177.0.0.1", "127.0.0.1.", "[::ffff:7f00:1]", "１２７.０.０.１", "①②⑦.0.0.1", "[::127.0.0.1]"]
)
def test_a_host_is_judged_by_where_it_leads(host: str) -> None:
    """
    An odd spelling of the own machine is refused, or no host at all.
    """
    with pytest.raises((SourceRefused, FetchFailed), match=r"public internet|no host|no address"):
        fetch(f"http://{host}:9/")


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """
    Let every name lead to *addresses*, and numbers where they lead.
    """
    resolve = socket.getaddrinfo

    def answer(host: str, port: int, *rest: Any, **named: Any) -> list[Any]:  # noqa: ANN401 - as getaddrinfo
        if host.endswith(".example"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
        return resolve(host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_of_several_addresses_the_next_is_tried(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A dead address before a living one costs nothing but time, and addresses inside the network are never tried.
    """
    port = int(site.rsplit(":", 1)[1])
    tried = []
    connect = socket.create_connection

    def note(address: tuple[str, int], *rest: Any, **named: Any) -> socket.socket:  # noqa: ANN401 - as in socket
        tried.append(address[0])
        return connect(address, *rest, **named)

    monkeypatch.setattr(socket, "create_connection", note)
    monkeypatch.setattr("selon.reading.network.is_public", lambda address: address.startswith("127."))
    answering(monkeypatch, "10.0.0.1", "127.0.0.2", "127.0.0.1")
    server = socket.create_server(("127.0.0.2", 0))
    server.close()
    assert fetch(f"http://vallee.example:{port}/page").content == EXAMPLE
    assert tried == ["127.0.0.2", "127.0.0.1"]


def test_the_proxies_of_the_environment_are_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A proxy would open addresses that nobody has checked.
    """
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{site}/page", allow_private=True).content == EXAMPLE


def test_a_look_up_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The time runs while the name is looked up; look-ups that hang are bounded, and later ones fail in time as well.
    """
    going_on = threading.Event()

    def hang(*_: Any, **__: Any) -> list[Any]:  # noqa: ANN401 - as getaddrinfo
        going_on.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr("selon.reading.network.LOOKUPS", threading.BoundedSemaphore(2))
    try:
        for _ in range(4):
            with pytest.raises(FetchFailed, match="too long") as caught:
                fetch("http://vallee.example/", timeout=0.2)
            assert caught.value.is_passing
        assert [thread.name for thread in threading.enumerate()].count(LOOKUP) == 2
    finally:
        going_on.set()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("drop", [b"", b"H", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_the_time_is_counted_from_the_first_byte_on(scheme: str, drop: bytes) -> None:
    """
    A server that says nothing, or goes on with its handshake or headers for ever, is left when the time is up.
    """
    stopping = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(drop)
                while not stopping.wait(0.02):
                    if drop:
                        connection.sendall(drop if drop.endswith(b"\n\r\n") else b"x")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        # It goes on until it is told otherwise: without a deadline this would never end.
        with pytest.raises(FetchFailed):
            fetch(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/", allow_private=True, timeout=0.5)
        stopping.set()
        thread.join()


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        ("/busy-until", 10**9, 10**10),
        ("/busy-for", 90, 90),
        ("/busy-past", 0, 0),
        ("/busy-soon", -1, -1),
        ("/down", -1, -1),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(site: str, path: str, least: float, most: float) -> None:
    """
    Seconds and a date say how long; what is neither says nothing.
    """
    with pytest.raises(FetchFailed) as caught:
        fetch(f"{site}{path}", allow_private=True)
    wait = caught.value.wait
    assert least <= (-1 if wait is None else wait) <= most


def test_what_is_long_may_be_cut(site: str) -> None:
    """
    Of a long answer the beginning is read where that is enough, packed or not.
    """
    for path in ("/large", "/bomb"):
        page = fetch(f"{site}{path}", allow_private=True, max_bytes=1000, is_cut=True)
        assert len(page.content) == 1000
        with pytest.raises(SourceTooLarge):
            fetch(f"{site}{path}", allow_private=True, max_bytes=1000)


def test_a_reserved_page_is_read_with_a_warning(site: str) -> None:
    """
    Who reads one page is told that its publisher reserves mining.
    """
    (warning,) = read_source(f"{site}/reserved", allow_private=True).warnings
    assert warning.endswith("text and data mining is reserved (header tdm-reservation: 1)")
    assert not read_source(f"{site}/page", allow_private=True).warnings


def test_an_address_without_decoration(site: str) -> None:
    """
    What only tells where a reader came from is no part of an article's address.
    """
    ANSWERS["/page?utm_source=rss&id=3"] = ANSWERS["/page"]
    assert read_source(f"{site}/page?utm_source=rss&id=3", allow_private=True).url == f"{site}/page?id=3"


def test_a_host_that_is_not_found_is_unreached(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A host without an address is told apart from one that answers badly.
    """

    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchFailed) as caught:
        fetch("http://nowhere.example/")
    assert (caught.value.is_unreached, caught.value.is_passing) == (True, False)
