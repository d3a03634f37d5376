"""
What feeds, sitemaps and lists say of the articles that they name: addresses, and dates.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from selon.errors import SourceNotFound, SourceRefused, UnreadableContent
from selon.intake import Item, Options, items
from selon.intake.dates import TOLD, dated, with_date
from selon.intake.items import from_addresses
from selon.intake.polite import Polite
from selon.intake.watch import look
from selon.intake.work import bare_article
from selon.ledger import Ledger
from selon.reading.feed import read_feed
from selon.reading.fetch import Fetched, Known
from selon.reading.opml import read_opml
from selon.reading.reservation import Reservation
from selon.reading.sitemap import read_addresses, read_sitemap

UNDATED = (
    "<html lang=fr><head><title>La digue d'Arvenne</title>{}</head><body><article><h1>La digue d'Arvenne</h1>"
    "<p>Zoé Lambrecht a déclaré que la digue tiendrait jusqu'au printemps prochain.</p>"
    "<p>Le port d'Arvenne reste ouvert malgré les travaux qui ont commencé cette semaine.</p></article></body></html>"
)
DATED = UNDATED.format('<meta property="article:published_time" content="2030-12-24T08:00:00+01:00">')
PARIS = timezone(timedelta(hours=1))


class Web:
    """A web of a few addresses, which notes what is asked for."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        """Serve *pages* by address."""
        self.pages = {url: page.encode() if isinstance(page, str) else page for url, page in pages.items()}
        self.asked: list[str] = []

    def __call__(self, address: str, _known: Known | None = None) -> Fetched:
        """Answer one request."""
        self.asked.append(address)
        if address not in self.pages:
            message = f"there is no page at {address}"
            raise SourceNotFound(message)
        return Fetched(address, self.pages[address], "utf-8")


def rss(*entries: str, head: str = "") -> str:
    """Return a feed of *entries*."""
    listed = "".join(f"<item>{entry}</item>" for entry in entries)
    return (
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Vigie</title>{head}{listed}'
        "</channel></rss>"
    )


def found(web: Web, *sources: str, **options: object) -> list[Item]:
    """Return the items of *sources* on *web*."""
    return list(items(sources, Options(fetch=web, **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("<pubDate>Tue, 07 Jan 2031 23:30:00 +0100</pubDate>", datetime(2031, 1, 7, 23, 30, tzinfo=PARIS)),
        ("<pubDate>Tue, 07 Jan 2031 22:30:00 GMT</pubDate>", datetime(2031, 1, 7, 22, 30, tzinfo=UTC)),
        ("<pubDate>7 Jan 2031 22:30 UT</pubDate>", datetime(2031, 1, 7, 22, 30, tzinfo=UTC)),
        ("<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2031-01-07</dc:date>", date(2031, 1, 7)),
        ("<atom:published>2031-01-07T22:30:00Z</atom:published>", datetime(2031, 1, 7, 22, 30, tzinfo=UTC)),
        ("<atom:updated>2031-01-07T22:30:00Z</atom:updated>", datetime(2031, 1, 7, 22, 30, tzinfo=UTC)),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 07 Jan 9031 22:30:00 GMT</pubDate>", None),
        ("<pubDate>hier</pubDate>", None),
        ("", None),
    ],
)
def test_the_date_of_a_feed(written: str, published: date | datetime | None) -> None:
    """A page without a date has that of its feed, with its offset as written, and says so."""
    web = Web(
        {"https://a.example/feed": rss(f"<link>https://a.example/1</link>{written}"), "https://a.example/1": UNDATED}
    )
    (item,) = found(web, "https://a.example/feed")
    article = bare_article(item)
    assert article.published == published
    assert isinstance(published, datetime) is isinstance(article.published, datetime)
    if isinstance(published, datetime) and isinstance(article.published, datetime):
        assert article.published.utcoffset() == published.utcoffset()
    assert (TOLD["feed"] in article.warnings) is (published is not None)


def test_the_date_of_a_json_feed() -> None:
    """A JSON Feed gives dates as well, that of the last change where there is no other."""
    entries = [
        {"url": "https://a.example/1", "date_published": "2031-01-07T22:30:00+01:00"},
        {"url": "https://a.example/2", "date_published": "hier", "date_modified": "2031-01-08T10:00:00Z"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": entries}
    web = Web({f"https://a.example/{n}": UNDATED for n in (1, 2)} | {"https://a.example/feed": json.dumps(feed)})
    days = [bare_article(item).published for item in found(web, "https://a.example/feed")]
    assert days == [datetime(2031, 1, 7, 22, 30, tzinfo=PARIS), datetime(2031, 1, 8, 10, 0, tzinfo=UTC)]


NEWS = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    " xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'>{}</urlset>"
)


@pytest.mark.parametrize(
    ("entry", "day", "origin"),
    [
        ("<lastmod>2031-02-09</lastmod>", "2031-02-09", "change"),
        ("<n:news><n:publication_date>2031-01-07</n:publication_date></n:news>", "2031-01-07", "sitemap"),
        (
            "<lastmod>2031-02-09</lastmod><n:news><n:publication_date>2031-01-07</n:publication_date></n:news>",
            "2031-01-07",
            "sitemap",
        ),
        ("<lastmod> </lastmod><lastmod>2031-02-09T10:00:00+01:00</lastmod>", "2031-02-09T10:00:00+01:00", "change"),
        (
            "<i:image><i:loc>https://a.example/i.jpg</i:loc></i:image><lastmod>2031-02-09</lastmod>",
            "2031-02-09",
            "change",
        ),
        ("<lastmod>0001-01-01T00:00:00Z</lastmod>", None, None),
        ("<lastmod>soon</lastmod>", None, None),
        ("", None, None),
    ],
)
def test_the_date_of_a_sitemap(entry: str, day: str | None, origin: str | None) -> None:
    """The date of the news counts before that of the last change, and either is called what it is."""
    listed = NEWS.format(f"<url>{entry}<loc>https://a.example/1</loc></url>")
    web = Web({"https://a.example/map.xml": listed, "https://a.example/1": UNDATED})
    (item,) = found(web, "https://a.example/map.xml")
    article = bare_article(item)
    assert (article.published.isoformat() if article.published else None) == day
    assert [warning for warning in article.warnings if warning in TOLD.values()] == (
        [TOLD[origin]] if origin else []  # type: ignore[index]
    )


def test_the_own_date_of_a_page_counts_first() -> None:
    """A page that says when it is from is from then, whatever its feed says; one that was changed before is not later."""
    web = Web({"https://a.example/1": DATED})
    (item,) = from_addresses({"https://a.example/1": dated("2031-01-07", "feed")}, Options(fetch=web))
    article = bare_article(item)
    assert article.published == datetime(2030, 12, 24, 8, 0, tzinfo=PARIS)
    assert not article.warnings
    changed = UNDATED.format('<meta property="article:modified_time" content="2030-12-24">')
    page = bare_article(Item("https://a.example/2", "page", content=changed.encode()))
    assert page.published is None
    assert page.modified == date(2030, 12, 24)
    assert with_date(page, dated("2031-01-07", "change")) == page
    assert with_date(page, dated("2030-12-01", "feed")).published == date(2030, 12, 1)


def test_a_watched_feed_gives_its_dates(tmp_path: Path) -> None:
    """What is new in a feed comes with its date, by the address that it is known by."""
    link = "<link>https://a.example/1?utm_source=rss#xtor=RSS-1</link>"
    web = Web({"https://a.example/feed": rss(f"{link}<pubDate>Tue, 07 Jan 2031 22:30:00 GMT</pubDate>")})
    with Ledger(tmp_path / "news.db") as ledger:
        seen = look(ledger, ["https://a.example/feed"], web, silence=timedelta(days=40_000))
    assert seen.addresses == ("https://a.example/1",)
    assert seen.dates["https://a.example/1"] == dated("Tue, 07 Jan 2031 22:30:00 GMT", "feed")


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        (rss("<link>/1</link>", head="<link>https://a.example/</link>"), "https://a.example/1"),
        (rss("<link>1</link>", head='<atom:link rel="self" href="https://a.example/f/rss"/>'), "https://a.example/f/1"),
        (rss("<link>//b.example/1</link>", head="<link>https://a.example/</link>"), "https://b.example/1"),
        (rss('<guid isPermaLink="true">https://a.example/1</guid>'), "https://a.example/1"),
        (
            (
                '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/n/">'
                '<entry><link href="1"/></entry></feed>'
            ),
            "https://a.example/n/1",
        ),
        (
            rss(
                "<link>https://feeds.b.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
                "https://a.example/1</f:origLink>"
            ),
            "https://a.example/1",
        ),
        (
            (
                '{"version": "https://jsonfeed.org/version/1", "home_page_url": "https://a.example/x",'
                '"items": [{"url": "/1"}]}'
            ),
            "https://a.example/1",
        ),
        (rss("<link> https://a.example/1?utm_medium=feed </link>"), "https://a.example/1"),
    ],
)
def test_addresses_of_a_feed_from_a_file(feed: str, address: str, tmp_path: Path) -> None:
    """A feed from a file is completed from what it says of itself; addresses are those of the outlet, without decoration."""
    path = tmp_path / "feed.xml"
    path.write_text(feed, encoding="utf-8")
    (item,) = found(Web({address: UNDATED}), str(path))
    assert (item.kind, item.source) == ("page", address)


@pytest.mark.parametrize("link", ["/1", "news/1", "mailto:a@a.example", "javascript:void(0)", "http://["])
def test_an_entry_that_cannot_be_opened_says_so(link: str, tmp_path: Path) -> None:
    """A relative address that nobody can complete is a failure, and does not vanish."""
    path = tmp_path / "feed.xml"
    path.write_text(rss(f"<link>{link}</link>", "<link>https://a.example/1</link>"), encoding="utf-8")
    polite = Polite(Web({"https://a.example/1": UNDATED}), sleep=lambda _seconds: None)
    lost, sound = items([str(path)], Options(fetch=polite))
    assert isinstance(lost.error, SourceRefused)
    assert "is no address" in str(lost.error)
    assert sound.kind == "page"


def test_one_page_under_many_addresses_is_one(tmp_path: Path) -> None:
    """Decorated addresses of one page are asked for as that page, and known as it."""
    decorated = ["https://a.example/1?utm_source=rss", "https://A.example/1#xtor=RSS-1", "https://a.example/1?fbclid=2"]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(decorated), encoding="utf-8")
    web = Web({"https://a.example/1": UNDATED})
    (item,) = found(web, str(path))
    assert (item.source, item.url) == ("https://a.example/1", "https://a.example/1")
    assert web.asked == ["https://a.example/1"]
    web.pages |= dict.fromkeys(decorated, UNDATED.encode())
    assert {item.source for item in found(web, *decorated)} == {"https://a.example/1"}
    assert {item.url for item in found(web, *decorated)} == {"https://a.example/1"}


def test_a_feed_that_is_given_is_asked_for_as_it_is_given() -> None:
    """What would be decoration of a page may be what makes a feed of it."""
    web = Web(
        {"https://a.example/?source=rss": rss("<link>https://a.example/1</link>"), "https://a.example/1": UNDATED}
    )
    assert [item.source for item in found(web, "https://a.example/?source=rss")] == ["https://a.example/1"]


IMAGE = "<i:image xmlns:i='urn:i'><i:loc>https://a.example/i.jpg</i:loc></i:image>"


@pytest.mark.parametrize(
    ("sitemap", "pages"),
    [
        (f"<urlset><url>{IMAGE}<loc>https://a.example/1</loc></url></urlset>", ["https://a.example/1"]),
        (f"<urlset><url>{IMAGE}</url><url><loc>https://a.example/1</loc></url></urlset>", ["https://a.example/1"]),
        ("<urlset><url><loc><![CDATA[ https://a.example/1 ]]></loc></url></urlset>", ["https://a.example/1"]),
        ("<urlset><url><loc/><loc>https://a.example/1</loc></url></urlset>", ["https://a.example/1"]),
        ("<urlset><url><loc>/1</loc></url></urlset>", ["https://a.example/1"]),
        (
            "<u:urlset xmlns:u='urn:u'><u:url><u:loc>https://a.example/1</u:loc></u:url></u:urlset>",
            ["https://a.example/1"],
        ),
        ("<urlset><video><loc>https://a.example/v</loc></video></urlset>", []),
        (
            "<urlset><url><link href='https://a.example/en'/><loc>https://a.example/1</loc></url></urlset>",
            ["https://a.example/1"],
        ),
    ],
)
def test_the_address_of_a_page_in_a_sitemap(sitemap: str, pages: list[str]) -> None:
    """Only the address of the entry itself is a page's: those of its images and videos are not."""
    read = read_sitemap(sitemap.encode(), url="https://a.example/sitemap.xml")
    assert [address for address, _ in read.pages] == pages


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        (b"https://a.example/1\nhttps://a.example/2\n", 2),
        (b"\xef\xbb\xbf# pages\r\n\r\nhttps://a.example/1\r\n", 1),
        (gzip.compress(b"https://a.example/1\n" * 3, mtime=0), 1),
        (b"https://a.example/1\nand more of it\n", 0),
        (b"La digue tient.\n", 0),
        (b"", 0),
        (b"# nothing\n", 0),
        (b"https://a.example/" + b"1" * 9000, 1),
    ],
)
def test_a_text_of_addresses_is_a_sitemap(content: bytes, addresses: int) -> None:
    """A text of nothing but addresses names articles, at an address too, and is none."""
    assert len(read_addresses(content)) == addresses
    if addresses:
        web = Web({"https://a.example/sitemap.txt": content, "https://a.example/1": UNDATED})
        got = found(web, "https://a.example/sitemap.txt")
        assert len(got) == addresses
        assert all(item.source != "https://a.example/sitemap.txt" for item in got)


def test_an_index_asks_for_a_dead_page_once() -> None:
    """A page that fails is asked for once in a run, however many sitemaps of an index name it."""
    listed = "<urlset><url><loc>https://a.example/dead</loc></url><url><loc>https://a.example/1</loc></url></urlset>"
    index = "".join(f"<sitemap><loc>https://a.example/{n}.xml</loc></sitemap>" for n in range(5))
    web = Web(
        {f"https://a.example/{n}.xml": listed for n in range(5)}
        | {"https://a.example/map.xml": f"<sitemapindex>{index}</sitemapindex>", "https://a.example/1": UNDATED}
    )
    got = found(web, "https://a.example/map.xml")
    assert web.asked.count("https://a.example/dead") == 1
    assert sum(item.kind == "failed" for item in got) == 1


def test_a_page_that_failed_five_times_is_left_alone() -> None:
    """A list does not ask for it again; its own address does."""
    web = Web({"https://a.example/map.xml": "<urlset><url><loc>https://a.example/1</loc></url></urlset>"})
    tries = {"https://a.example/1": 5}
    (item,) = found(web, "https://a.example/map.xml", attempts=lambda source: tries.get(source, 0))
    assert (item.kind, web.asked) == ("left", ["https://a.example/map.xml"])
    (item,) = found(web, "https://a.example/1", attempts=lambda source: tries.get(source, 0))
    assert item.kind == "failed"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED:http://a.example/rss", "http://a.example/rss"),
        (" https://a.example/rss ", "https://a.example/rss"),
        ("https://a.example/feed://x", "https://a.example/feed://x"),
        ("feeds/rss", "feeds/rss"),
    ],
)
def test_addresses_of_a_list_of_feeds(written: str, address: str) -> None:
    """The names of protocols that only open a reader of feeds are left out."""
    assert read_opml(f'<opml><body><outline xmlUrl="{written}"/></body></opml>'.encode()) == (address,)


def test_relative_addresses_of_a_list_of_feeds() -> None:
    """A list that was fetched is completed from its own address."""
    listed = b'<opml><body><outline xmlUrl="feeds/rss"/><outline xmlUrl="//b.example/rss"/><outline xmlUrl="http://["/>'
    found_feeds = read_opml(listed + b"</body></opml>", url="https://a.example/n/list.opml")
    assert found_feeds == ("https://a.example/n/feeds/rss", "https://b.example/rss", "http://[")


def test_the_newest_entry_of_a_feed() -> None:
    """Days and times of any offset are compared as moments."""
    entries = (
        "<link>https://a.example/1</link><pubDate>Tue, 07 Jan 2031 23:30:00 +0100</pubDate>",
        "<link>https://a.example/2</link><pubDate>Tue, 07 Jan 2031 22:45:00 GMT</pubDate>",
    )
    assert read_feed(rss(*entries).encode()).newest == datetime(2031, 1, 7, 22, 45, tzinfo=UTC)


def refused(given: Iterable[Item]) -> list[str]:
    """Return why each of the items is not read by default."""
    reasons = []
    for item in given:
        with pytest.raises(SourceRefused) as caught:
            bare_article(item, reserved=False)
        reasons.append(str(caught.value))
    return reasons


def test_a_page_that_reserves_mining_is_left_out(tmp_path: Path) -> None:
    """Pages of any origin that reserve mining are refused with the cause; on request they are read, with a warning."""
    page = UNDATED.format(
        '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://a.example/p">'
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    header = Item("https://a.example/2", "page", content=UNDATED.encode(), reservation=Reservation(no_ai="header"))
    given = [*found(Web({"https://a.example/1": page}), "https://a.example/1", str(tmp_path)), header]
    mining, from_file, robots = refused(given)
    assert mining == (
        "text and data mining is reserved (meta tdm-reservation: 1; its conditions: https://a.example/p); "
        "ask whoever publishes it, or take it with --reserved"
    )
    assert from_file == mining
    assert "no artificial intelligence" in robots
    for item in given:
        (warning,) = bare_article(item, reserved=True).warnings
        assert warning.startswith("whoever publishes the page does not want it to be mined: ")


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n", mtime=0),
        b'{"title": "La digue tient", "text": "a dit la maire"}',
        b'[{"a": 1}]',
        b"PK\x03\x04" + bytes(60),
        b"%PDF-1.7",
    ],
)
def test_data_at_an_address_are_no_article(content: bytes) -> None:
    """What is meant for programs is refused under whatever name it is served."""
    (item,) = found(Web({"https://a.example/1": content}), "https://a.example/1")
    with pytest.raises(UnreadableContent):
        bare_article(item)


def test_a_watched_feed_names_no_file(tmp_path: Path) -> None:
    """What a feed names is an address and nothing else: no file of that name is opened on this machine."""
    path = tmp_path / "secret.txt"
    path.write_text("La clé est sous le pot, a dit la maire.", encoding="utf-8")
    polite = Polite(Web({}), sleep=lambda _seconds: None)
    named = dict.fromkeys([str(path), f"file://{path}", "mailto:x", str(tmp_path)])
    errors = [item.error for item in from_addresses(named, Options(fetch=polite))]
    assert [type(error) for error in errors] == [SourceRefused] * 4
