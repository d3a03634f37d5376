"""
Web archives: records of every type, and headers that do not tell the truth.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter

from selon.errors import SourceRefused, UnreadableContent
from selon.intake import Options, items
from selon.intake.dates import TOLD
from selon.intake.items import CUT
from selon.intake.work import bare_article
from selon.reading.answers import decoded
from selon.reading.warc import read_warc

PAGE = (
    "<html lang=fr><head><title>La digue d'Arvenne</title></head><body><article><h1>La digue d'Arvenne</h1>"
    "<p>Zoé Lambrecht a déclaré que la digue tiendrait jusqu'au printemps prochain.</p>"
    "<p>Le port d'Arvenne reste ouvert malgré les travaux qui ont commencé cette semaine.</p></article></body></html>"
).encode()
URL = "https://a.example/1"


def chunks(body: bytes, size: int = 40) -> bytes:
    """Return *body* as a server sends it in chunks."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def brotli(body: bytes) -> bytes:
    """Return *body* packed with Brotli."""
    target = io.BytesIO()
    writer = BrotliWriter(target)
    writer.write(body)
    writer.close()
    return target.getvalue()


def bare_deflate(body: bytes) -> bytes:
    """Return *body* deflated, without zlib's header."""
    pack = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return pack.compress(body) + pack.flush()


def record(kind: str, body: bytes, *, declared: str, url: str = URL, more: str = "") -> bytes:
    """Return a WARC record of the type *kind*."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2018-07-01T22:10:00Z\r\n{more}"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: {declared}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, headers: str = "", *, kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """Return the record of a server's answer with *headers* besides its media type."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    return record("response", http, declared="application/http; msgtype=response", more=more)


GZIP, CHUNKED = "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (GZIP, PAGE),
        (CHUNKED, PAGE),
        (GZIP + CHUNKED, PAGE),
        (GZIP + CHUNKED, gzip.compress(PAGE, mtime=0)),
        (GZIP + CHUNKED, chunks(PAGE)),
        (GZIP + CHUNKED, chunks(gzip.compress(PAGE, mtime=0))),
        (GZIP, gzip.compress(PAGE, mtime=0)),
        ("", gzip.compress(PAGE, mtime=0)),
        ("Content-Encoding: x-gzip\r\n", gzip.compress(PAGE, mtime=0)),
        ("Content-Encoding: deflate\r\n", PAGE),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", bare_deflate(PAGE)),
        ("Content-Encoding: br\r\n", PAGE),
        ("Content-Encoding: br\r\n", brotli(PAGE)),
        ("Content-Encoding: gzip, br\r\n", brotli(gzip.compress(PAGE, mtime=0))),
        ("Content-Encoding: zstd\r\n", PAGE),
        ("Content-Encoding: identity\r\n", PAGE),
        ("Content-Encoding: UTF-8\r\n", PAGE),
        ("Content-Encoding: none\r\nContent-Length: 7\r\n", PAGE),
        ("Transfer-Encoding: Chunked\r\nContent-Length: 999999\r\n", chunks(PAGE, 7)),
        (CHUNKED, chunks(PAGE).replace(b"28\r\n", b"28;x=y\r\n")),
    ],
)
def test_headers_that_lie_cost_nothing(headers: str, body: bytes, tmp_path: Path) -> None:
    """What the bytes show counts: a page is read whether it is packed, in chunks, or neither, whatever is said."""
    path = tmp_path / "a.warc"
    path.write_bytes(answer(body, headers))
    (capture,) = read_warc(path)
    assert (capture.error, capture.content) == (None, PAGE)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (GZIP, gzip.compress(PAGE, mtime=0)[:-20]),
        (GZIP, gzip.compress(PAGE, mtime=0)[:20] + bytes(30)),
        (GZIP, b"\x00\x01\x02\x03" * 50),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)[:-10]),
        ("Content-Encoding: br\r\n", b"\x8b\x00\x01\xff\x02\x03" * 9),
        (CHUNKED, chunks(PAGE)[:-40]),
        (CHUNKED, chunks(PAGE)[:60] + b"no chunk at all" + chunks(PAGE)),
    ],
)
def test_what_is_damaged_is_told(headers: str, body: bytes, tmp_path: Path) -> None:
    """A body that breaks off or is nothing that it is called is one failure, and no half of a page."""
    path = tmp_path / "a.warc"
    path.write_bytes(answer(body, headers) + answer(PAGE))
    lost, sound = read_warc(path)
    assert isinstance(lost.error, UnreadableContent)
    assert sound.content == PAGE


def test_a_body_is_decoded_within_bounds() -> None:
    """One byte more than is wanted is the most that is unpacked, through several packings as well."""
    bomb = gzip.compress(gzip.compress(bytes(5_000_000)))
    assert len(decoded(bomb, {"content-encoding": "gzip, gzip"}, 1000)) <= 1001
    assert len(decoded(zlib.compress(bytes(5_000_000)), {"content-encoding": "deflate"}, 1000)) <= 1001
    assert len(decoded(brotli(bytes(5_000_000)), {"content-encoding": "br"}, 1000)) <= 1001


TEXT = b"La digue tient, a dit Zo\xc3\xa9 Lambrecht.\n\nLe port d'Arvenne reste ouvert malgr\xc3\xa9 les travaux."


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (record("resource", PAGE, declared="text/html"), PAGE),
        (record("resource", PAGE, declared="text/html; charset=utf-8"), PAGE),
        (record("resource", TEXT, declared="text/plain"), TEXT),
        (record("conversion", TEXT, declared="text/plain"), TEXT),
        (record("conversion", PAGE, declared="application/xhtml+xml"), PAGE),
        (record("response", PAGE, declared="text/html"), PAGE),
        (record("resource", b"\x89PNG", declared="image/png"), None),
        (record("conversion", b"%PDF", declared="application/pdf"), None),
        (record("metadata", b"fetchTimeMs: 3", declared="application/warc-fields"), None),
        (record("request", b"GET / HTTP/1.1\r\n\r\n", declared="application/http; msgtype=request"), None),
        (record("resource", PAGE, declared="text/html", url="urn:pageinfo:1"), None),
        (record("warcinfo", b"software: x", declared="application/warc-fields"), None),
    ],
)
def test_records_of_every_type(data: bytes, content: bytes | None, tmp_path: Path) -> None:
    """Pages and texts are read from whatever record holds them, other records are passed over."""
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    assert [capture.content for capture in read_warc(path)] == ([] if content is None else [content])
    if content is not None:
        (item,) = items([str(path)], Options())
        article = bare_article(item)
        assert "Lambrecht" in article.text
        assert article.url == URL


DIGEST = "WARC-Payload-Digest: sha1:AAAA\r\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (record("revisit", b"", declared="application/http", more=DIGEST), "an earlier capture of https://a.example/1"),
        (
            record("revisit", b"", declared="application/http", more="WARC-Refers-To-Date: 2018-06-01T00:00:00Z\r\n"),
            "the capture of https://a.example/1 at 2018-06-01",
        ),
        (
            record(
                "revisit", b"", declared="application/http", more="WARC-Refers-To-Target-URI: https://a.example/0\r\n"
            ),
            "an earlier capture of https://a.example/0",
        ),
        (answer(PAGE, more=DIGEST) + record("revisit", b"", declared="application/http", more=DIGEST), None),
        (
            answer(PAGE, more=DIGEST)
            + record("revisit", b"", declared="application/http", more=DIGEST.replace("AAAA", "BBBB")),
            "an earlier capture of https://a.example/1",
        ),
        (record("revisit", b"", declared="application/http", url="dns:a.example"), None),
    ],
)
def test_a_revisit_points_elsewhere(data: bytes, told: str | None, tmp_path: Path) -> None:
    """A record that only points to an earlier capture says to which, unless that is in the same archive."""
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    errors = [str(capture.error) for capture in read_warc(path) if capture.error]
    assert len(errors) == (told is not None)
    assert all(told in error and "give the archive that holds it" in error for error in errors if told)


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, lambda data: data])
def test_an_archive_packed_as_a_whole(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """An archive is read however it is packed, and a damaged record in it costs itself."""
    plain = answer(PAGE) + b"GARBAGE\r\n" * 30 + answer(PAGE) + answer(PAGE)
    path = tmp_path / "a.warc.packed"
    path.write_bytes(pack(plain))
    found = list(read_warc(path))
    assert sum(capture.content == PAGE for capture in found) == 3
    assert sum(capture.error is not None for capture in found) == 1


def test_the_day_of_a_capture(tmp_path: Path) -> None:
    """A page without a date has the day on which it was archived, and says so."""
    path = tmp_path / "a.warc"
    path.write_bytes(answer(PAGE))
    (item,) = items([str(path)], Options())
    article = bare_article(item)
    assert article.published == date(2018, 7, 1)
    assert TOLD["archive"] in article.warnings


def test_a_page_that_the_archive_cut_off_says_so(tmp_path: Path) -> None:
    """What an archive kept of a long page is read, with a warning."""
    path = tmp_path / "a.warc"
    path.write_bytes(answer(PAGE, more="WARC-Truncated: length\r\n") + answer(PAGE))
    warned = [CUT in bare_article(item).warnings for item in items([str(path)], Options())]
    assert warned == [True, False]


@pytest.mark.parametrize("header", ["tdm-reservation: 1", "X-Robots-Tag: noindex\r\nX-Robots-Tag: noai"])
def test_reserved_in_an_archive(header: str, tmp_path: Path) -> None:
    """What a server said of mining a page holds for its capture too."""
    path = tmp_path / "a.warc"
    path.write_bytes(answer(PAGE, f"{header}\r\n"))
    (item,) = items([str(path)], Options())
    with pytest.raises(SourceRefused, match=r"mining|artificial"):
        bare_article(item, reserved=False)
