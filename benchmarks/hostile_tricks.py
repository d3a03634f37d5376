"""
Which tricks can a server play?

Each is a table of answers by path; what no table has is answered with 404. An answer is bytes, or a function that does
with the connection what it likes. Bodies that are large are made when they are asked for.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal, Self

Answer = bytes | Callable[[socket.socket, str], None]

LONGEST = 40.0
"""Seconds that a trick goes on for at most."""


MOST = 100_000
"""Bytes of a request that are read, and of an answer in which ``{host}`` stands for the server."""


@dataclass(frozen=True)
class Trick:
    """
    One trick.

    Attributes:
        name: What it does.
        routes: Its answers by path; ``*`` answers all others.
        path: What the commands are given.
        becomes: Whether there is an article in it; None where either is well.
        is_list: Whether it is a feed, which is watched itself.
        requests: How many requests a run or cycle may make at most, None for any number.
        scheme: How it is addressed.
    """

    name: str
    routes: dict[str, Answer]
    path: str = "/a"
    becomes: Literal["taken", "failed"] | None = "failed"
    is_list: bool = False
    requests: int | None = None
    scheme: str = "http"


@dataclass
class Site:
    """
    A server on a port of its own.

    Attributes:
        routes: Its answers by path.
        asked: The paths that were asked for.
    """

    routes: dict[str, Answer]
    asked: list[str] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.address = f"http://{self.host}"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(LONGEST)
            head = b""
            while b"\r\n\r\n" not in head and len(head) < MOST and (data := connection.recv(65536)):
                head += data
                if head.startswith(b"\x16\x03"):  # the beginning of TLS
                    break
            words = head.split(b" ", 2)
            path = words[1].decode("latin-1") if len(words) > 1 and head.startswith(b"GET") else "?"
            self.asked.append(path)
            answer = self.routes.get(path) or self.routes.get("*") or NOT_FOUND
            if isinstance(answer, bytes):
                connection.sendall(self._named(answer))
            else:
                answer(connection, self.host)

    def _named(self, answer: bytes) -> bytes:
        """Return *answer* with this server's address where ``{host}`` stands in it, as long as it says."""
        if len(answer) > MOST or b"{host}" not in answer:
            return answer
        start, blank, body = answer.partition(b"\r\n\r\n")
        start, body = (part.replace(b"{host}", self.host.encode()) for part in (start, body))
        return re.sub(rb"(Content-Length: )\d+", rb"\g<1>%d" % len(body), start) + blank + body


def ok(body: bytes | str, *headers: str, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """Return a whole answer."""
    data = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + data


def head(*headers: str, status: str = "200 OK") -> bytes:
    """Return the head of an answer, which says nothing of its length."""
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *headers]).encode() + b"\r\n\r\n"


def page(name: str, more: str = "", *, body: str = "") -> bytes:
    """Return the answer with a sound page."""
    return ok(html(name, more, body=body))


def html(name: str, more: str = "", *, body: str = "") -> str:
    """Return a sound page with *more* in its head and *body* behind its text."""
    return (
        f"<html lang=fr><head><title>La digue {name}</title>{more}</head><body><article><h1>La digue {name}</h1>"
        f"<p>Zoé Lambrecht a déclaré que la digue {name} tiendrait jusqu'au printemps prochain.</p>"
        f"<p>Le port d'Arvenne reste ouvert malgré les travaux de {name} qui ont commencé cette semaine.</p>"
        f"{body}</article></body></html>"
    )


def rss(*addresses: str, more: str = "") -> bytes:
    """Return the answer with a feed of *addresses*."""
    listed = "".join(f"<item><link>{address}</link>{more}</item>" for address in addresses)
    return xml(f"<rss version='2.0'><channel><title>Vigie</title>{listed}</channel></rss>")


def xml(text: str) -> bytes:
    """Return the answer with a document."""
    return ok(text, kind="application/xml")


def moved(to: str, status: str = "302 Found") -> bytes:
    """Return the answer that leads elsewhere."""
    return ok("", f"Location: {to}", status=status)


def index(*addresses: str) -> str:
    """Return an index of sitemaps."""
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{one}</loc></sitemap>' for one in addresses)}</sitemapindex>"


def pages(*addresses: str) -> str:
    """Return a sitemap."""
    return f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in addresses)}</urlset>"


def opml(*addresses: str) -> str:
    """Return a list of feeds."""
    outlines = "".join(f'<outline xmlUrl="{one}"/>' for one in addresses)
    return f"<opml><body>{outlines}</body></opml>"


A, B = "http://{host}/a", "http://{host}/b"
NOT_FOUND = ok("none", status="404 Not Found", kind="text/plain")


def then(start: bytes, rest: Callable[[], Iterator[bytes]], *, pause: float = 0.0) -> Answer:
    """Return an answer that begins with *start* and goes on with *rest*."""

    def answer(connection: socket.socket, _host: str) -> None:
        end = time.monotonic() + LONGEST
        connection.sendall(start)
        for part in rest():
            if time.monotonic() > end:
                return
            connection.sendall(part)
            time.sleep(pause)

    return answer


def forever(part: bytes) -> Callable[[], Iterator[bytes]]:
    """Return what gives *part* again and again."""

    def parts() -> Iterator[bytes]:
        while True:
            yield part

    return parts


def letters(text: bytes) -> Callable[[], Iterator[bytes]]:
    """Return what gives *text* byte by byte."""
    return lambda: (text[at : at + 1] for at in range(len(text)))


def silence(connection: socket.socket, _host: str) -> None:
    """Say nothing."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def closed(_connection: socket.socket, _host: str) -> None:
    """Close the connection without a word."""


def reset(connection: socket.socket, _host: str) -> None:
    """Break the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def bomb(size: int = 300_000_000) -> bytes:
    """Return *size* zero bytes packed with gzip."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1_000_000)
    return b"".join(pack.compress(block) for _ in range(size // len(block))) + pack.flush()


def zipped() -> bytes:
    """Return a zip file of a page."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.html", html("zip"))
    return target.getvalue()


LEVELS = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
ENTITIES = f"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{LEVELS}]>"
BOMB = bomb()
TRAP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
XML = head().replace(b"html", b"xml")
CHUNKED = head("Transfer-Encoding: chunked")
PACKED = head("Content-Encoding: gzip")
SOUND = html("saine").encode()
PRIVATE = (
    "http://127.0.0.2/",
    "http://127.1.1.1:80/",
    "http://169.254.169.254/latest/meta-data",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://0x7f000002/",
    "http://2130706434/",
    "http://[3fff::1]/",
    "http://192.88.99.1/",
    "http://[64:ff9b::a00:1]/",
    "http://0.0.0.0/",
)
ROBOTS = "/robots.txt"
RULES = "/.well-known/tdmrep.json"


def robots(answer: Answer, name: str, becomes: Literal["taken", "failed"] | None, requests: int = 8) -> Trick:
    """Return the trick that a robots.txt plays."""
    return Trick(f"robots.txt: {name}", {ROBOTS: answer, "/a": page("a")}, becomes=becomes, requests=requests)


def listed(name: str, answer: Answer, routes: dict[str, Answer] | None = None, requests: int | None = None) -> Trick:
    """Return the trick that a feed, a sitemap or a list plays."""
    return Trick(name, {"/a": answer, **(routes or {})}, becomes=None, is_list=True, requests=requests)


TRICKS: tuple[Trick, ...] = (
    # What ends never, or late.
    Trick("a body without end", {"/a": then(head(), forever(b"<p>a</p>" * 5000))}),
    Trick("a body in drips", {"/a": then(head(), letters(SOUND), pause=0.2)}),
    Trick("a head in drips", {"/a": then(b"", letters(ok(SOUND)), pause=0.2)}),
    Trick("a head without end", {"/a": then(b"HTTP/1.1 200 OK\r\n", forever(b"X-A: " + b"a" * 1000 + b"\r\n"))}),
    Trick("a header without end", {"/a": then(b"HTTP/1.1 200 OK\r\nX-A: ", forever(b"a" * 10_000))}),
    Trick("silence", {"/a": silence}),
    Trick("silence for every path", {"*": silence}, requests=5),
    Trick("closed at once", {"/a": closed}),
    Trick("broken off at once", {"/a": reset}),
    Trick("every connection broken off", {"*": reset}, requests=5),
    Trick("1xx again and again", {"/a": then(b"", forever(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"))}),
    Trick("chunks without end", {"/a": then(CHUNKED, forever(b"4\r\n<p>a\r\n"))}),
    Trick("trailers without end", {"/a": then(CHUNKED + b"4\r\n<p>a\r\n0\r\n", forever(b"X: a\r\n"))}),
    Trick("a chunk's extension without end", {"/a": then(CHUNKED + b"4;", forever(b"a" * 1000))}),
    # What is not as long as it says.
    Trick("closed inside of the head", {"/a": b"HTTP/1.1 200 OK\r\nContent-Ty"}),
    Trick("shorter than its length", {"/a": TRAP + b"999999\r\n\r\n" + SOUND}),
    Trick("longer than its length", {"/a": TRAP + b"40\r\n\r\n" + SOUND}, becomes=None),
    Trick("a length below zero", {"/a": TRAP + b"-1\r\n\r\n" + SOUND}, becomes=None),
    Trick("a length of 400 digits", {"/a": TRAP + b"9" * 400 + b"\r\n\r\n" + SOUND}),
    Trick("a length that is no number", {"/a": TRAP + b"many\r\n\r\n" + SOUND}, becomes=None),
    Trick("two lengths", {"/a": TRAP + b"40\r\nContent-Length: 9\r\n\r\n" + SOUND}, becomes=None),
    Trick("a chunk that is no number", {"/a": CHUNKED + b"zz\r\n<p>a\r\n0\r\n\r\n"}),
    Trick("a chunk of 30 digits", {"/a": CHUNKED + b"f" * 30 + b"\r\n<p>a"}),
    Trick("chunks that break off", {"/a": CHUNKED + b"ffff\r\n" + SOUND}),
    # Packing.
    Trick("300 MB in 300 KB of gzip", {"/a": PACKED + BOMB}),
    Trick("gzip in gzip", {"/a": PACKED + gzip.compress(BOMB)}),
    Trick("a file of gzip as a page", {"/a": ok(BOMB, kind="application/gzip")}),
    Trick("gzip that breaks off", {"/a": PACKED + gzip.compress(SOUND)[:-9]}),
    Trick("called gzip and is not", {"/a": PACKED + SOUND}, becomes=None),
    Trick("gzip with filling behind it", {"/a": PACKED + gzip.compress(SOUND) + bytes(1000)}, becomes="taken"),
    Trick("Brotli that nobody asked for", {"/a": head("Content-Encoding: br") + b"\x8b\x00\x01"}),
    Trick("a packing of 1 MB of name", {"/a": head(f"Content-Encoding: {'x' * 60_000}") + SOUND}),
    # Redirects.
    Trick("a redirect to itself", {"/a": moved("/a")}, requests=12),
    Trick("redirects in a circle", {"/a": moved("/b"), "/b": moved("/c"), "/c": moved("/a")}, requests=12),
    Trick("redirects without end", {"/a": moved("/a?1"), "*": moved("/b?2")}, requests=40),
    *(Trick(f"a redirect to {to}", {"/a": moved(to)}, requests=4) for to in PRIVATE),
    Trick("a redirect to a file", {"/a": moved("file:///etc/hostname")}),
    Trick("a redirect with a password", {"/a": moved("http://ana:s3cret@{host}/b"), "/b": page("b")}),
    Trick("a redirect to no address", {"/a": moved("http://[")}),
    Trick("a redirect of 50 KB", {"/a": moved("/" + "a" * 50_000)}),
    Trick("a redirect with an escape sequence", {"/a": moved("http://\x1b[31mred.example/")}),
    Trick("a redirect with half a surrogate", {"/a": moved("/%ED%A0%80\xff")}),
    Trick("a redirect to a host without address", {"/a": moved("http://nowhere.invalid/")}),
    Trick("a redirect to port 99999", {"/a": moved("http://127.0.0.1:99999/")}),
    # Heads.
    Trick("50,000 headers", {"/a": head(*(f"X-{n}: a" for n in range(50_000))) + SOUND}),
    Trick("cookies of 5 MB", {"/a": head(*(f"Set-Cookie: a{n}={'x' * 4000}" for n in range(1200))) + SOUND}),
    Trick("a media type of 60 KB", {"/a": ok(SOUND, kind=f"text/html; charset={'x' * 60_000}")}, becomes=None),
    Trick("no status at all", {"/a": b"hello\r\n\r\n" + SOUND}),
    Trick("HTTP 0.9", {"/a": SOUND}),
    Trick("status 999", {"/a": ok(SOUND, status="999 None")}),
    Trick("status 42", {"/a": ok(SOUND, status="42 None")}),
    Trick("status 304 that nobody asked for", {"/a": ok("", status="304 Not Modified")}),
    Trick("status 206", {"/a": ok(SOUND, status="206 Partial Content")}),
    Trick("status 101", {"/a": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"}),
    Trick("an entity tag beyond ASCII", {"/a": ok(SOUND, 'ETag: "\xe9t\xe9"')}, becomes="taken"),
    Trick("an entity tag of control characters", {"/a": ok(SOUND, 'ETag: "\t\x7f"')}, becomes=None),
    Trick("dates that are none", {"/a": ok(SOUND, "Last-Modified: 99 Foo 99999", "Date: -1")}, becomes="taken"),
    Trick("a second answer behind the first", {"/a": ok(SOUND) + ok("smuggled")}, becomes="taken"),
    # Troubles that go on.
    *(
        Trick(f"503, again after {wait[:20]}", {"/a": ok("", f"Retry-After: {wait}", status="503 Busy")}, requests=6)
        for wait in ("9" * 5000, "86400", "-5", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 99 Foo 0000", "soon")
    ),
    Trick("429 for every path", {"*": ok("", "Retry-After: 999999", status="429 Slow")}, requests=5),
    Trick("500 for every path", {"*": ok("", status="500 No")}, requests=5),
    Trick(
        "a feed of 60 pages that are all 503",
        {
            "/a": rss(*(f"http://{{host}}/{n}" for n in range(60))),
            "*": ok("", status="503 Busy"),
            ROBOTS: NOT_FOUND,
            RULES: NOT_FOUND,
        },
        becomes=None,
        is_list=True,
        requests=12,
    ),
    # TLS.
    Trick("no TLS where it is asked for", {"*": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, scheme="https", requests=6),
    Trick("silence where TLS is asked for", {"*": silence}, scheme="https", requests=6),
    Trick("TLS where none is asked for", {"/a": b"\x15\x03\x01\x00\x02\x02\x0a" * 3}),
    # Bodies.
    Trick("status 200 with an empty body", {"/a": ok("")}),
    Trick("a page called an image", {"/a": ok(SOUND, kind="image/png")}),
    Trick("an image called a page", {"/a": ok(b"\x89PNG\r\n\x1a\n" + bytes(5000))}),
    Trick("a PDF called a page", {"/a": ok(b"%PDF-1.7\n" + bytes(5000))}),
    Trick("a zip file called a page", {"/a": ok(zipped())}),
    Trick("an archive called a page", {"/a": ok(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n")}),
    Trick("JSON called a page", {"/a": ok('{"title": "La digue tient", "text": "a dit Zoé Lambrecht."}')}),
    Trick("NUL bytes", {"/a": ok(SOUND.replace(b" ", b"\0"))}),
    Trick("UTF-8 called UTF-16", {"/a": ok(SOUND, kind="text/html; charset=utf-16")}, becomes="taken"),
    Trick("an encoding that does not exist", {"/a": ok(SOUND, kind="text/html; charset=klingon")}, becomes="taken"),
    Trick("random bytes", {"/a": ok(bytes((n * n * 7919 >> 3) % 256 for n in range(100_000)))}),
    Trick("a million nested elements", {"/a": ok("<div>" * 1_000_000)}),
    Trick("300,000 empty elements", {"/a": ok(html("a", body="<p></p>" * 300_000))}),
    Trick("100,000 attributes", {"/a": ok(html("a", body=f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>"))}),
    Trick("one word of 9 MB", {"/a": ok(html("a", body=f"<p>{'a' * 9_000_000}</p>"))}),
    Trick("11 MB", {"/a": ok(html("a", body="<p>un mot</p>" * 900_000))}),
    Trick("a character of 10,000 digits", {"/a": ok(html("a", body=f"<p>&#{'9' * 10_000};</p>"))}, becomes=None),
    Trick("half of a surrogate pair", {"/a": ok(html("a &#xD800;"))}, becomes=None),
    Trick("escape sequences in the title", {"/a": ok(html("\x1b[31m\x1b]0;owned\x07"))}, becomes=None),
    Trick(
        "a canonical address that is none", {"/a": page("a", "<link rel=canonical href='http://['>")}, becomes="taken"
    ),
    Trick(
        "JSON-LD of 50,000 brackets",
        {
            "/a": page("a", f"<script type=application/ld+json>{'[' * 50_000}</script>"),
        },
        becomes="taken",
    ),
    Trick(
        "a page that refreshes itself", {"/a": page("a", "<meta http-equiv=refresh content='0;/a'>")}, becomes="taken"
    ),
    Trick(
        "a date of the year 99999", {"/a": page("a", "<meta name=date content='99999-99-99T99:99'>")}, becomes="taken"
    ),
    Trick("XML that unfolds", {"/a": ok(f"{ENTITIES}<p>&j;</p>", kind="application/xhtml+xml")}),
    # What is allowed.
    robots(then(head(), forever(b"Disallow: /b\n" * 1000)), "without end", None),
    robots(lambda c, _: c.sendall(ok(b"User-agent: *\nDisallow: /b\n" + b"# filling\n" * 5_000_000)), "50 MB", "taken"),
    robots(silence, "silence", "failed", 3),
    robots(then(head(), letters(b"User-agent: *\n" * 99), pause=0.1), "in drips", "failed", 3),
    robots(reset, "broken off", "failed", 3),
    robots(ok("", status="500 No"), "500", "failed", 3),
    robots(ok("", "Retry-After: 99999", status="503 No"), "503 for a day", "failed", 1),
    robots(ok("", status="403 No"), "403", "taken"),
    robots(moved(ROBOTS), "leads to itself", "taken"),
    robots(moved("http://10.0.0.1/robots.txt"), "leads to a private address", "failed", 1),
    robots(ok(bytes(range(256)) * 100), "bytes", "taken"),
    robots(ok(SOUND), "a page", "taken"),
    robots(PACKED + BOMB, "300 MB of gzip", "taken"),
    robots(ok("User-agent: *\nDisallow: http://[\nDisallow: /b", kind="text/plain"), "a rule that is none", "taken"),
    robots(ok(f"User-agent: *\nCrawl-delay: -{'9' * 5000}", kind="text/plain"), "a delay of 5,000 digits", "taken"),
    robots(ok("User-agent: *\nDisallow: /" + "*a" * 20_000 + "$"), "20,000 wildcards", "taken"),
    robots(ok("User-agent: *\n" + "".join(f"Disallow: /x{n}\n" for n in range(30_000))), "30,000 rules", "taken"),
    robots(ok("User-agent: *\nDisallow: /"), "nothing is allowed", "failed"),
    Trick(
        "tdmrep.json of 30 MB",
        {RULES: ok(b"[" + b"1," * 15_000_000), "/a": page("a")},
        becomes="taken",
    ),
    Trick("tdmrep.json of 100,000 brackets", {RULES: ok("[" * 100_000), "/a": page("a")}, becomes="taken"),
    Trick("tdmrep.json in silence", {RULES: silence, "/a": page("a")}, becomes="taken"),
    Trick(
        "tdmrep.json reserves everything",
        {
            RULES: ok(json.dumps([{"location": "/", "tdm-reservation": 1}]), kind="application/json"),
            "/a": page("a"),
        },
    ),
    Trick("mining is reserved in a header", {"/a": ok(SOUND, "tdm-reservation: 1")}),
    # Lists.
    listed("a feed that names itself", rss(A, B), {"/b": page("b")}, 8),
    listed("a feed of what is no address", rss("http://[", "mailto:x", "/b", "javascript:x", "\x1b]0;x\x07")),
    listed("a feed of passwords", rss("http://ana:s3cret@{host}/b", "https://{host}:s3cret@/b")),
    listed(
        "a feed of one page under 300 names", rss(*(f"{B}?utm_source={n}" for n in range(300))), {"/b": page("b")}, 6
    ),
    listed("a feed that leads to itself", moved("/a"), requests=12),
    listed("a feed that unfolds", xml(f"{ENTITIES}<rss version='2.0'><channel><title>&j;</title></channel></rss>")),
    listed("a feed of 100,000 nested elements", xml("<rss version='2.0'><channel>" + "<a>" * 100_000)),
    listed("a feed without end", then(XML, forever(b"<rss><channel>" + b"<item>a</item>" * 999))),
    listed("a feed packed to 300 MB", ok(BOMB, kind="application/xml")),
    listed("a feed with dates that are none", rss(B, more="<pubDate>99 Foo 99999 99:99</pubDate>"), {"/b": page("b")}),
    listed("a feed that is a page", page("a")),
    listed("a feed that is empty", ok("", kind="application/rss+xml")),
    listed(
        "a JSON feed of 100,000 brackets",
        ok(f'{{"version": "https://jsonfeed.org/version/1", "items": {"[" * 100_000}'),
    ),
    listed("a sitemap that names itself", xml(index(*[A] * 9)), requests=40),
    listed("two sitemaps that name each other", xml(index(B)), {"/b": xml(index(A))}, 12),
    listed(
        "40 sitemaps of the same dead pages",
        xml(index(*(f"http://{{host}}/s{n}" for n in range(40)))),
        {f"/s{n}": xml(pages(*(f"http://{{host}}/d{m}" for m in range(9)))) for n in range(40)},
        60,
    ),
    listed(
        "a sitemap of images", xml("<urlset><url><image><loc>http://{host}/i</loc></image></url></urlset>"), requests=4
    ),
    listed("a sitemap of what is no address", xml(pages("http://[", "\x7f", ""))),
    listed("a sitemap of 5 MB", xml("<urlset>" + "<url><lastmod>x</lastmod></url>" * 160_000 + "</urlset>")),
    listed("a list of feeds that names itself", xml(opml(A)), requests=10),
    listed("a list of feeds that are none", xml(opml("http://[", "x"))),
    listed("a text of addresses that names itself", ok(f"{A}\n{B}\n", kind="text/plain"), {"/b": page("b")}, 8),
)
