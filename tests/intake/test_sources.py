"""
Kinds of sources: what each file holds, and what is said of a damaged one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from newsroom import record

from selon.errors import SelonError, SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.intake import Options, items
from selon.intake.polite import Polite
from selon.intake.work import bare_article
from selon.ledger import Feed, Ledger
from selon.reading import jsonl
from selon.reading.feed import read_feed
from selon.reading.fetch import Fetched
from selon.reading.fields import read_fields
from selon.reading.jsonl import read_jsonl
from selon.reading.opml import read_opml
from selon.reading.parquet import read_parquet
from selon.reading.sitemap import read_sitemap
from selon.reading.warc import read_warc

PAGE = (
    "<html><head><title>La digue d'Arvenne</title></head><body><article><h1>La digue d'Arvenne</h1>"
    "<p>Zoé Lambrecht a déclaré que la digue tiendrait jusqu'au printemps prochain, {n}.</p>"
    "<p>Le port d'Arvenne reste ouvert malgré les travaux qui ont commencé cette semaine.</p></article></body></html>"
)


def archive(count: int = 5) -> list[bytes]:
    """Return the packed members of an archive of invented pages."""
    return [
        gzip.compress(record(f"https://a.example/{n}", PAGE.replace("{n}", str(n)).encode()), mtime=0)
        for n in range(count)
    ]


def test_warc_packed_and_plain(tmp_path: Path) -> None:
    """Packed and plain archives give the same pages, with address and encoding."""
    plain = b"".join(gzip.decompress(member) for member in archive())
    for name, data in (("a.warc", plain), ("a.warc.gz", b"".join(archive()))):
        (tmp_path / name).write_bytes(data)
        found = list(read_warc(tmp_path / name))
        assert [capture.url for capture in found] == [f"https://a.example/{n}" for n in range(5)]
        assert all(capture.charset == "utf-8" and b"Lambrecht" in capture.content for capture in found)


def test_warc_passes_over_what_is_no_page(tmp_path: Path) -> None:
    """Errors, images and addresses that are no web pages are left out."""
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://a.example/404", b"gone", status="404 Not Found")
        + record("https://a.example/i.png", b"\x89PNG", kind="image/png")
        + record("dns:a.example", b"1.2.3.4")
        + record("https://a.example/ok", PAGE.encode())
    )
    assert [capture.url for capture in read_warc(path)] == ["https://a.example/ok"]


@pytest.mark.parametrize("at", [0, 5, 60, 200])
def test_warc_goes_on_behind_a_damaged_record(tmp_path: Path, at: int) -> None:
    """One damaged member costs itself; the rest is read, and the damage is told."""
    members = archive()
    damaged = bytearray(members[2])
    damaged[at : at + 20] = bytes(20)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*members[:2], bytes(damaged), *members[3:]]))
    found = list(read_warc(path))
    assert [c.url for c in found if c.error is None] == [f"https://a.example/{n}" for n in (0, 1, 3, 4)]
    (error,) = [c.error for c in found if c.error]
    assert isinstance(error, UnreadableContent)
    places = {c.url: c.offset for c in found if c.url}
    assert places["https://a.example/3"] == sum(map(len, members[:3]))


@pytest.mark.parametrize("lost", [1, 40, 200, 300])
def test_warc_cut_off_is_told(tmp_path: Path, lost: int) -> None:
    """An archive that was cut off gives its whole records and says that something is missing."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(archive())[:-lost])
    found = list(read_warc(path))
    assert [c.url for c in found if c.error is None][:4] == [f"https://a.example/{n}" for n in range(4)]
    assert any(c.error for c in found)


def test_warc_plain_goes_on_behind_garbage(tmp_path: Path) -> None:
    """In a plain archive the next record is found behind garbage."""
    plain = [gzip.decompress(member) for member in archive()]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join([*plain[:2], b"GARBAGE\r\n" * 50, *plain[3:]]))
    assert [c.url for c in read_warc(path) if c.error is None] == [f"https://a.example/{n}" for n in (0, 1, 3, 4)]


def test_warc_unpacks_answers_within_bounds(tmp_path: Path) -> None:
    """Packed answers are unpacked; one that unfolds without end, or is huge, is refused and the rest goes on."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        gzip.compress(record("https://a.example/ok", gzip.compress(PAGE.encode()), packed=True))
        + gzip.compress(record("https://a.example/bomb", gzip.compress(bytes(30_000_000)), packed=True))
        + gzip.compress(record("https://a.example/big", bytes(30_000_000)))
        + archive(1)[0]
    )
    found = {c.url: c for c in read_warc(path)}
    assert found["https://a.example/ok"].content == PAGE.encode()
    assert isinstance(found["https://a.example/bomb"].error, SourceTooLarge)
    assert isinstance(found["https://a.example/big"].error, SourceTooLarge)
    assert found["https://a.example/0"].error is None


def test_no_archive(tmp_path: Path) -> None:
    """A page that is called an archive is told apart from one."""
    path = tmp_path / "a.warc"
    path.write_text(PAGE)
    with pytest.raises(UnreadableContent, match="no web archive"):
        list(read_warc(path))


def test_jsonl_tells_the_line(tmp_path: Path) -> None:
    """A bad line is told with its number and the others are read; a cut-off gzip gives what it has."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "un"}\n\nno json\n[1]\n{"text": "deux"}\n\xff\xfe\n')
    found = [(line.number, line.record, type(line.error)) for line in read_jsonl(path)]
    assert found == [
        (1, {"text": "un"}, type(None)),
        (3, None, UnreadableContent),
        (4, None, UnreadableContent),
        (5, {"text": "deux"}, type(None)),
        (6, None, UnreadableContent),
    ]
    rows = "".join(json.dumps({"text": f"texte {n} {'x' * (n % 50)}"}) + "\n" for n in range(2000))
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(rows.encode())[:-200])
    lines = list(read_jsonl(packed))
    assert len(lines) > 10
    assert isinstance(lines[-1].error, UnreadableContent)
    assert all(line.error is None for line in lines[:-1])


def test_jsonl_cut_off_in_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file that breaks off while a line that is too long is passed over says so."""
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1000)
    line = "".join(hashlib.sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(5000))
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(f'{{"text": "un"}}\n{line}\n{{"text": "deux"}}\n'.encode())
    path.write_bytes(whole)
    assert [type(one.error) for one in read_jsonl(path)] == [type(None), SourceTooLarge, type(None)]
    path.write_bytes(whole[: len(whole) // 2])
    assert [type(one.error) for one in read_jsonl(path)] == [type(None), UnreadableContent]


@pytest.mark.parametrize(
    ("record_", "published", "outlet"),
    [
        ({"headline": "T", "body": "La digue tient."}, None, None),
        ({"Title": "T", "content": "La digue tient.", "date": "2031-05-04", "source": "G"}, date(2031, 5, 4), "G"),
        ({"title": "T", "maintext": "La digue tient.", "date_publish": "2031-05-04 10:00:00"},
         datetime(2031, 5, 4, 10), None),  # noqa: DTZ001 - the record names no zone
        ({"title": "T", "text": "La digue tient.", "pubDate": "Sun, 04 May 2031 10:00:00 GMT"},
         datetime(2031, 5, 4, 10, tzinfo=UTC), None),
        ({"title": "T", "text": "La digue tient.", "source": {"name": "G"}, "date": "soon"}, None, "G"),
    ],
)  # fmt: skip
def test_fields_of_many_makers(record_: dict[str, Any], published: date | None, outlet: str | None) -> None:
    """Collections that name their fields otherwise give the same article."""
    article = read_fields(record_, lang="fr")
    assert article.text == "T\n\nLa digue tient."
    assert (article.published, article.outlet) == (published, outlet)


def test_fields_without_a_text() -> None:
    """A record without a text says which fields it has and which were looked for."""
    with pytest.raises(UnreadableContent, match=r"fields id, lede.*text, body"):
        read_fields({"id": 1, "lede": "x"})


def test_parquet(tmp_path: Path) -> None:
    """Rows come as records; what is no Parquet is told."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"title": ["T"] * 150, "text": [f"La digue {n}." for n in range(150)]}), path)
    rows = list(read_parquet(path))
    assert [row.number for row in rows] == list(range(1, 151))
    assert rows[7].record == {"title": "T", "text": "La digue 7."}
    data = path.read_bytes()
    for bad in (b"no parquet", data[: len(data) // 2]):
        path.write_bytes(bad)
        with pytest.raises(UnreadableContent):
            list(read_parquet(path))


def test_parquet_days_outside_the_calendar(tmp_path: Path) -> None:
    """A value that Python has no day for comes as text; the rest of its row and the others are read."""
    path = tmp_path / "a.parquet"
    days = pa.array([0, 10**18, 86_400_000_000], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["un", "deux", "trois"], "date": days}), path)
    records = [row.record or {} for row in read_parquet(path)]
    assert [record["text"] for record in records] == ["un", "deux", "trois"]
    assert [type(record["date"]) for record in records] == [datetime, str, datetime]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may look everywhere")
def test_a_closed_folder_costs_no_other(tmp_path: Path) -> None:
    """Files that may not be looked at fail by their names; the rest of the folder is read."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("La digue tient.")
    (tmp_path / "open.txt").write_text("La digue tient.")
    closed.chmod(0o400)
    try:
        found = {Path(item.source).name: item.kind for item in items([str(tmp_path)], Options())}
    finally:
        closed.chmod(0o700)
    assert found == {"a.txt": "failed", "open.txt": "file"}


def test_a_name_without_end_costs_no_other(tmp_path: Path) -> None:
    """What is too long for the name of a file is told; the next source is read."""
    (tmp_path / "open.txt").write_text("La digue tient.")
    found = list(items(["x" * 5000, str(tmp_path / "open.txt")], Options()))
    assert [item.kind for item in found] == ["failed", "file"]
    assert isinstance(found[0].error, SourceNotFound)


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>
<item><title>Un</title><link>/1?a=1&amp;b=2</link><pubDate>Sun, 04 May 2031 10:00:00 GMT</pubDate></item>
<item><title>Deux</title><link>https://a.example/2</link></item>
<item><title>Encore</title><link>https://a.example/2</link></item>
<item><title>Sans adresse</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>
<entry><title>Un</title><link rel="alternate" href="https://a.example/1?a=1&amp;b=2"/>
<updated>2031-05-04T12:00:00+02:00</updated></entry>
<entry><title>Deux</title><link href="https://a.example/2"/></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "items": [
            {"url": "https://a.example/1?a=1&b=2", "title": "Un", "date_published": "2031-05-04T10:00:00Z"},
            {"url": "https://a.example/2", "title": "Deux"},
        ],
    }
)


@pytest.mark.parametrize("data", [RSS, ATOM, JSON_FEED], ids=["rss", "atom", "json"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_feeds(data: str, pack: Callable[[bytes], bytes]) -> None:
    """RSS, Atom and JSON Feed give the same entries, each address once, dates in UTC."""
    feed = read_feed(pack(data.encode()), url="https://a.example/feed")
    assert feed.title == "Gazette"
    assert [entry.url for entry in feed.entries] == ["https://a.example/1?a=1&b=2", "https://a.example/2"]
    assert feed.newest == datetime(2031, 5, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize("url", [None, "https://a.example/feed"])
def test_a_malformed_link_is_an_entry(tmp_path: Path, url: str | None) -> None:
    """An entry whose address is none is told by its name and fails alone; the others are followed."""
    data = RSS.replace("</channel>", "<item><link>http://[</link></item></channel>").encode()
    assert read_feed(data, url=url).entries[-1].url == "http://["
    (tmp_path / "feed.xml").write_bytes(data)
    polite = Polite(lambda address, _: Fetched(address, PAGE.encode(), None, is_plain=False), sleep=lambda _: None)
    found = {item.source: item for item in items([str(tmp_path / "feed.xml")], Options(fetch=polite))}
    assert found["https://a.example/2"].kind == "page"
    assert isinstance(found["http://["].error, SourceRefused)


@pytest.mark.parametrize(
    "entries",
    [
        "<item><title>&#" + "9" * 5000 + ";</title></item>",
        "<item><title>&#xD800;</title></item>",
        "<item><link>https://a.example/&#xD800;</link></item>",
        "<item><link>https://a.example/1</item></channel.</link>",
    ],
)
def test_a_damaged_feed_is_told(entries: str) -> None:
    """Characters that there are not, and tags out of order, make a damaged feed, not a fault of selon."""
    with pytest.raises(UnreadableContent, match="the feed is damaged"):
        read_feed(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode())


def test_titles_of_a_json_feed_may_be_anything(tmp_path: Path) -> None:
    """What is no text is no title, and half a pair of characters in one costs no feed."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": {"a": 1}, "items": [{"url": "https://a.example/1"}]}
    assert read_feed(json.dumps(feed).encode()).title is None
    read = read_feed(json.dumps({**feed, "title": "half \ud800 a pair"}).encode())
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.note_feed(Feed("https://a.example/feed", read.title, "", None))
        noted = ledger.feed("https://a.example/feed")
    assert noted
    assert noted.title == r"half \ud800 a pair"


def test_an_entry_that_is_none_costs_no_json_feed() -> None:
    """What is no entry is passed over, a date beyond the calendar is none; items that are no list make no feed."""
    feed = {"version": "https://jsonfeed.org/version/1.1"}
    entry = {"url": "https://a.example/1", "date_published": "9999-12-31T23:59:59-23:59"}
    read = read_feed(json.dumps({**feed, "items": [None, "x", 5, entry]}).encode())
    assert [(one.url, one.published) for one in read.entries] == [("https://a.example/1", None)]
    with pytest.raises(UnreadableContent, match="no list"):
        read_feed(json.dumps({**feed, "items": entry}).encode())


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">{}]>'
    "<{root}><channel><title>&j;</title></channel></{root}>"
)
LEVELS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_bombs_are_refused(encoding: str) -> None:
    """A document that defines entities is refused before any is unfolded."""
    for read, root in ((read_feed, "rss"), (read_sitemap, "urlset"), (read_opml, "opml")):
        text = BOMB.replace("{}", LEVELS).replace("{root}", root)
        with pytest.raises(UnreadableContent, match="entities"):
            read(text.encode(encoding))


@pytest.mark.parametrize("read", [read_feed, read_sitemap, read_opml])
def test_a_page_in_place_of_a_list(read: Callable[[bytes], object]) -> None:
    """A web page where a feed, a sitemap or a list should be is named as one."""
    with pytest.raises(UnreadableContent, match=r"web page|is no "):
        read(PAGE.encode())
    with pytest.raises(UnreadableContent):
        read(b"")
    with pytest.raises(UnreadableContent):
        read(b"\x1f\x8b\x08damaged")


def test_sitemap_and_opml() -> None:
    """Sitemaps give pages and further sitemaps, lists of feeds their feeds."""
    site = read_sitemap(
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="urn:news">'
        b"<url><loc>https://a.example/1</loc><lastmod>2031-05-04</lastmod></url>"
        b"<url><loc>https://a.example/2</loc><n:news><n:publication_date>2031-05-05</n:publication_date></n:news></url>"
        b"</urlset>"
    )
    assert site.pages == (("https://a.example/1", "2031-05-04"), ("https://a.example/2", "2031-05-05"))
    index = read_sitemap(b"<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>")
    assert index.sitemaps == ("https://a.example/s1.xml",)


class Web:
    """A web of a few addresses, which counts what is fetched."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        """Serve *pages* by address."""
        self.pages = {url: page.encode() if isinstance(page, str) else page for url, page in pages.items()}
        self.asked: list[str] = []

    def __call__(self, address: str) -> Fetched:
        """Answer one request."""
        self.asked.append(address)
        if address not in self.pages:
            message = f"no page at {address}"
            raise UnreadableContent(message)
        return Fetched(address, self.pages[address], "utf-8")


def test_every_kind_of_source(tmp_path: Path) -> None:
    """Folders, lists of addresses, feeds, lists of feeds and sitemaps are followed to their articles, in order."""
    web = Web(
        {
            "https://a.example/1": PAGE,
            "https://a.example/2": PAGE,
            "https://a.example/1?a=1&b=2": PAGE,
            "https://a.example/feed": RSS.replace("/1?", "/feed</link></item><item><link>/1?"),
            "https://a.example/map.xml": "<sitemapindex><sitemap><loc>https://a.example/m2.xml</loc></sitemap></sitemapindex>",
            "https://a.example/m2.xml": "<urlset><url><loc>https://a.example/1</loc></url></urlset>",
        }
    )
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "b.html").write_text(PAGE)
    (folder / "a.txt").write_text("La digue tient.\n\nElle tiendra.")
    (folder / "image.png").write_bytes(b"x")
    (tmp_path / "urls.txt").write_text("# list\nhttps://a.example/2\n\nhttps://a.example/none\n")
    (tmp_path / "feeds.opml").write_text('<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>')
    sources = [
        str(folder),
        str(tmp_path / "urls.txt"),
        str(tmp_path / "feeds.opml"),
        "https://a.example/map.xml",
        str(tmp_path / "missing.html"),
    ]
    found = list(items(sources, Options(fetch=web)))
    assert [(item.source.removeprefix(str(tmp_path)), item.kind) for item in found] == [
        ("/pages/a.txt", "file"),
        ("/pages/b.html", "file"),
        ("https://a.example/2", "page"),
        ("https://a.example/none", "failed"),
        ("https://a.example/feed", "failed"),
        ("https://a.example/1?a=1&b=2", "page"),
        ("https://a.example/2", "page"),
        ("https://a.example/1", "page"),
        (str(tmp_path / "missing.html").removeprefix(str(tmp_path)), "failed"),
    ]
    shares = [item.share for item in found]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_known_items_are_not_opened(tmp_path: Path) -> None:
    """What has been read under the same fingerprint is passed over without its content."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(archive()))
    first = list(items([str(path)], Options()))
    done = {item.source: item.fingerprint for item in first[:3]}
    again = list(items([str(path)], Options(known=done.get)))
    assert [item.kind for item in again] == ["known"] * 3 + ["page"] * 2
    assert all(item.content is None for item in again[:3])


def test_addresses_read_lately_are_not_asked_again() -> None:
    """An address that counts as known is not fetched, and the feed that names it is."""
    web = Web({"https://a.example/feed": ATOM, "https://a.example/1?a=1&b=2": PAGE})
    found = items(["https://a.example/feed"], Options(fetch=web, known={"https://a.example/2": ""}.get))
    assert [(item.source, item.kind) for item in found] == [
        ("https://a.example/1?a=1&b=2", "page"),
        ("https://a.example/2", "known"),
    ]
    assert "https://a.example/2" not in web.asked


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.html", b""),
        ("cut.jsonl.gz", b"\x1f\x8b\x08"),
        ("page.xml", PAGE.encode()),
        ("bad.parquet", b"PAR1"),
        ("empty.warc.gz", b""),
    ],
)
def test_bad_files_are_failed_items(tmp_path: Path, name: str, data: bytes) -> None:
    """A bad file is one failed item with a one-line message, never an exception of somebody else's."""
    (tmp_path / name).write_bytes(data)
    (found,) = items([str(tmp_path / name)], Options())
    if found.error is None:
        with pytest.raises(SelonError) as caught:
            bare_article(found)
        found_error: SelonError = caught.value
    else:
        found_error = found.error
    assert "\n" not in str(found_error)
