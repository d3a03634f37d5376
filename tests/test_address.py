"""
Is nothing kept or printed that opens a door?

Every word of these addresses that holds *hush* is a password, a user name or a token.
"""

from __future__ import annotations

import json
import pickle
from datetime import timedelta
from pathlib import Path

import pytest
from workers import open_plain

from selon import Article, Ledger, SelonError
from selon.address import LONGEST, message_without_secrets, without_secrets
from selon.cli import main
from selon.errors import FetchFailed, SourceRefused
from selon.export import from_json, to_html, to_json
from selon.intake import Options, Summary, add, items
from selon.intake.polite import Polite, get_from_network
from selon.intake.watch import look
from selon.ledger import Software
from selon.ledger.identity import url_key
from selon.reader import Failure
from selon.reading import read_html, read_plain, read_source
from selon.reading.fetch import Fetched
from selon.reading.fields import read_fields

LOGINS = [
    ("http://ana:hush@a.example/x", "http://a.example/x"),
    ("HTTPS://Ana:Hush@A.example/x", "HTTPS://A.example/x"),
    ("https://hush@a.example/x", "https://a.example/x"),
    ("https://:hush@a.example/x", "https://a.example/x"),
    ("https://ana:hush@[2001:db8::1]:80/@x", "https://[2001:db8::1]:80/@x"),
    ("https://ana%3Ahush%40a.example/x", "https://a.example/x"),
    ("https://ana:hu%40hush@a.example/x", "https://a.example/x"),
    ("https://ana:hush@hush@a.example/x", "https://a.example/x"),
    ("https://ana:hush/hush@a.example/x", "https://a.example/x"),
    ("https://ana:hush?hush#hush@a.example/x", "https://a.example/x"),
    ("https://ana:hu'sh\"hush@a.example/x", "https://a.example/x"),
    ("//ana:hush@a.example/x", "//a.example/x"),
    ("http:/ana:hush@a.example/x", "http:/a.example/x"),
    ("http:ana:hush@a.example/x", "http:a.example/x"),
    ("http:\\\\ana:hush@a.example\\x", "http:\\\\a.example\\x"),
    ("ht tp://ana:hush@a.example/x", "ht tp://a.example/x"),
    ("http:\t//ana:hush@a.example/x", "http:\t//a.example/x"),
    ("http:// ana:hush@a.example/x", "http://a.example/x"),
    ("ftp://ana:hush@a.example/x", "ftp://a.example/x"),
    ("feed:https://ana:hush@a.example/x", "feed:https://a.example/x"),
    ("ana:hush@a.example/x", "a.example/x"),
    ("https://ana:hush", "https://ana:…"),
    ("https://web.example/2022/http://ana:hush@a.example/x", "https://web.example/2022/http://a.example/x"),
]
PARAMETERS = [
    *(
        (f"https://a.example/x?id=7&{name}=hush%2Fhush&b=1#top", f"https://a.example/x?id=7&{name}=…&b=1#top")
        for name in (
            "access_token", "accessToken", "Access%5FToken", "token", "x[token]", "refresh_token", "oauth_token",
            "id_token", "jwt", "api_key", "apikey", "api-key", "X-Api-Key", "key", "authkey", "sig", "signature",
            "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "X-Goog-Signature", "AWSAccessKeyId",
            "auth", "Authorization", "password", "passwd", "pwd", "pass", "secret", "client_secret", "session", "sid",
            "PHPSESSID", "ASP.NET_SessionId", "code", "_wpnonce", "token2", "user_password",
            "mot_de_passe", "mdp", "jeton", "cl%C3%A9", "cle_api", "ticket",
            "passkey", "rss_key", "session_key", "authcode", "csrf", "hdnts",
        )
    ),
    ("https://a.example/x?sv=2022&sig=hu/hush+==&se=3", "https://a.example/x?sv=2022&sig=…&se=3"),
    ("https://a.example/x?a=1;token=hush", "https://a.example/x?a=1;token=…"),
    ("https://a.example/x?a=1&amp;token=hush", "https://a.example/x?a=1&amp;token=…"),
    ("https://a.example/x?a=1?token=hush", "https://a.example/x?a=1?token=…"),
    ("https://a.example/x;jsessionid=hush?id=7", "https://a.example/x;jsessionid=…?id=7"),
    ("https://a.example/x;jsessionid=hush/y?id=7", "https://a.example/x;jsessionid=…/y?id=7"),
    ("https://a.example/x#access_token=hush&id=7", "https://a.example/x#access_token=…&id=7"),
    ("https://a.example/#/x?token=hush", "https://a.example/#/x?token=…"),
    ("www.a.example/x?id=7&token=hush", "www.a.example/x?id=7&token=…"),
    ("https://b.example/?u=https%3A%2F%2Fana%3Ahush%40a.example%2F", "https://b.example/?u=https%3A%2F%2Fa.example%2F"),
    ("https://b.example/?u=http%3A%2F%2Fa.example%3Fpwd%3Dhush", "https://b.example/?u=http%3A%2F%2Fa.example%3Fpwd%3D%E2%80%A6"),
    ("https://b.example/?u=%2Fx%3Ftoken%3Dhush", "https://b.example/?u=%2Fx%3Ftoken%3D%E2%80%A6"),
    ("https://b.example/?u=%252Fx%253Ftoken%253Dhush", "https://b.example/?u=%252Fx%253Ftoken%253D%25E2%2580%25A6"),
    ("https://b.example/http%3A%2F%2Fana%3Ahush%40a.example/x", "https://b.example/http%3A%2F%2Fa.example/x"),
    ("https://b.example/?u=ana%3Ahush%40a.example%2F", "https://b.example/?u=a.example%2F"),
    ("https://b.example/?token%3Dhush", "https://b.example/?token%3D%E2%80%A6"),
    ("https://b.example/token=hush/x", "https://b.example/token=…/x"),
    ("localhost:8000/x?token=hush", "localhost:8000/x?token=…"),
    ("192.0.2.1/x?token=hush", "192.0.2.1/x?token=…"),
    ("<http://ana:hush@a.example/x>", "<http://a.example/x>"),
]  # fmt: skip
PLAIN = [
    "https://a.example/caf%C3%A9?q=a%20b&x=1+2#top",
    "https://a.example/article.php?sid=1204&key=20220313&code=12-3",
    "https://a.example/article.php?code=fr&key=FR-75&hash=en_GB&ticket=1204&cle=3",
    "https://a.example//@ana/x//b@c",
    "https://a.example/%40ana?u=https%3A%2F%2Fb.example%2F%40ana%3Fid%3D3&t=12%3A30%40noon",
    "https://a.example/?author=ana&keyword=token&session_name=b&country_code=fr&passengers=3&page=2&id=ab12",
    "https://a.example:8080/@ana/x",
    "https://[2001:db8::1]:80/x:y@z",
    "https://a.example/x?q=ana@a.example",
    "https://a.example/x?token=",
    "mailto:ana@a.example",
    "tag:ana@a.example,2022:1",
    "/srv/ana/page.html?token=1",
    "//server/pages",
    "C:\\pages\\ana@home.html",
    "page.html",
    "-",
]
SECRET = "http://ana:hush@a.example/x?id=7&token=hush"  # noqa: S105 - an invented one
BARE = "http://a.example/x?id=7&token=…"
PAGE = (
    "<html><head><title>La digue tient</title>{head}</head><body><article><h1>La digue tient</h1>"
    "<p>Zoé Lambrecht a déclaré que la digue d'Arvenne tiendrait jusqu'au printemps prochain, sans autre dépense.</p>"
    "<p>Le port d'Arvenne reste ouvert malgré les travaux qui ont commencé cette semaine.</p></article></body></html>"
)


@pytest.mark.parametrize(("address", "expected"), LOGINS + PARAMETERS)
def test_secrets_are_taken_out(address: str, expected: str) -> None:
    """User names, passwords and the values of secret parameters go, however they are written; the rest stays."""
    assert without_secrets(address) == expected
    assert without_secrets(expected) == expected


@pytest.mark.parametrize("address", [address for address, _ in LOGINS + PARAMETERS])
def test_messages_are_without_secrets(address: str) -> None:
    """An error shows no secret of an address that it names, quoted or not, and says the rest of its sentence."""
    for message in (f"cannot open {address!r}: give another", f"cannot open {address}, perhaps: give another"):
        told = str(SelonError(message))
        assert "hush" not in told.lower()
        assert told.startswith("cannot open ")
        assert told.endswith("give another")


@pytest.mark.parametrize("address", PLAIN)
def test_other_addresses_stay(address: str) -> None:
    """An address without a secret, and a path, are kept to the letter; addresses in a message, too."""
    assert without_secrets(address) == address
    if not Path(address).is_absolute() and "\\" not in address:
        assert message_without_secrets(f"see {address!r}.") == f"see {address!r}."


def test_an_endless_address_is_cut() -> None:
    """What no server accepts is not searched for secrets for minutes, and its end is not kept."""
    for part in ("http:", "//a:b", "/", "a b:", "?a=1", ";a"):
        assert len(without_secrets(f"http://{part * 50_000}@hush")) <= LONGEST
        assert "hush" not in str(SelonError(f"http://{part * 50_000}@hush"))


def test_an_error_keeps_its_secret_out_of_every_process() -> None:
    """Errors travel between processes as they are."""
    error = FetchFailed(f"cannot fetch {SECRET}", is_passing=True, wait=3.0)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(again), again.is_passing, again.wait) == (f"cannot fetch {BARE}", True, 3.0)


def test_no_article_holds_a_secret() -> None:
    """Whatever an article comes from, its address is without secrets from the beginning."""
    links = (
        f'<link rel="canonical" href="{SECRET}">',
        f'<meta property="og:url" content="{SECRET}">',
    )
    written = to_json(Article(text="Il pleut."))
    articles = [
        Article(text="Il pleut.", url=SECRET),
        *(read_html(PAGE.format(head=link)) for link in links),
        read_html(PAGE.format(head=""), url=SECRET),
        read_plain("Il pleut sur la digue.", url=SECRET),
        read_fields({"text": "Il pleut sur la digue.", "url": SECRET, "source": "https://ana:hush@a.example/feed"}),
        read_fields({"html": PAGE.format(head=""), "link": SECRET}),
        from_json({**written, "url": SECRET}),
    ]
    assert [article.url for article in articles] == [BARE] * len(articles)
    assert "hush" not in repr(articles)
    signed = read_fields({"text": "Il pleut sur la digue.", "author": SECRET, "date": SECRET})
    assert (signed.byline, len(signed.warnings)) == (BARE, 1)
    assert "hush" not in repr(signed)
    assert "hush" not in to_html(articles[1])
    assert "hush" not in json.dumps(to_json(articles[1], read_from=SECRET))


def test_an_article_without_secrets_keeps_its_id() -> None:
    """Keys of addresses are what they were; the address that was given finds the article that was stored."""
    assert url_key("https://a.example/x?id=7&sid=12") == "https://a.example/x?id=7&sid=12"
    assert url_key("https://a.example/?x=\ud800") == "https://a.example/?x=%ED%A0%80"  # as a command line may have it
    assert url_key(SECRET) == url_key(BARE) == url_key(url_key(SECRET)) == "http://a.example/x?id=7&token=%E2%80%A6"


def test_a_reader_that_fails_names_no_secret() -> None:
    """A failure of many sources is kept as well."""
    assert Failure(SECRET, SourceRefused("x")).source == BARE


def written(folder: Path) -> bytes:
    """Return every byte of the files in *folder*."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def take(ledger: Ledger, asked: list[str], *sources: str) -> Summary:
    """Take *sources* in from servers that give a page to everybody; note what they were asked for."""

    def fetch(address: str) -> Fetched:
        asked.append(address)
        return Fetched(address, PAGE.format(head="").encode(), "utf-8")

    def known(source: str) -> str | None:
        found = ledger.taken(source)
        return found.fingerprint if found else None

    return add(
        ledger, items(sources, Options(fetch=fetch, known=known)), workers=0, make=open_plain, by=Software("test")
    )


def test_a_page_behind_a_token_is_taken_once(tmp_path: Path) -> None:
    """It is asked for with its token and kept without; a later run knows it, another token or not."""
    asked: list[str] = []
    with Ledger(tmp_path / "news.db") as ledger:
        first = take(ledger, asked, "https://a.example/x?id=7&token=hush")
        again = take(ledger, asked, "https://a.example/x?id=7&token=hush", "https://a.example/x?id=7&token=hush2")
        other = take(ledger, asked, "https://a.example/x?id=8&token=hush")
        assert [article.url for article in ledger.articles()] == [
            "https://a.example/x?id=7&token=…",
            "https://a.example/x?id=8&token=…",
        ]
        assert ledger.article("https://a.example/x?id=7&token=hush").url == "https://a.example/x?id=7&token=…"
    assert (first.outcomes, again.outcomes, other.outcomes) == ({"taken": 1}, {"known": 2}, {"duplicate": 1})
    assert asked == ["https://a.example/x?id=7&token=hush", "https://a.example/x?id=8&token=hush"]
    assert b"hush" not in written(tmp_path)


FEED = '<rss version="2.0"><channel><title>http://ana:hush@a.example/</title><item><title>a</title><link>{}</link></item></channel></rss>'
OPML = '<opml><body><outline xmlUrl="{}"/></body></opml>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>'


@pytest.mark.parametrize("form", [FEED, OPML, MAP, "{}"])
def test_an_entry_with_a_password_is_refused_without_it(tmp_path: Path, form: str) -> None:
    """From a feed, a list of feeds, a sitemap or a list, the entry fails, and nothing of its login is kept."""
    address = "http://ana:hush@127.0.0.1:9/x?token=hush".replace("&", "&amp;")
    source = tmp_path / "sources" / ("list.txt" if form == "{}" else "list.xml")
    source.parent.mkdir()
    source.write_text(form.format(address), encoding="utf-8")
    folder = tmp_path / "ledger"
    folder.mkdir()
    with Ledger(folder / "news.db") as ledger:
        fetch = Polite(get_from_network(), delay=0)
        summary = add(ledger, items([str(source)], Options(fetch=fetch)), workers=0, make=open_plain, by=Software("t"))
        [failure] = ledger.failures()
        assert failure.source == "http://127.0.0.1:9/x?token=…"
        assert "user name or password" in failure.message
    assert summary.failed == {"SourceRefused": 1}
    assert b"hush" not in written(folder)


def test_a_feed_behind_a_key_is_watched(tmp_path: Path) -> None:
    """Each look asks with the key that it was given; the ledger knows the feed without."""
    asked = []

    def fetch(address: str) -> Fetched:
        asked.append(address)
        if "hush@" in address:
            msg = f"cannot fetch {address}"
            raise FetchFailed(msg)
        return Fetched(address, FEED.format("https://a.example/1?token=hush").encode(), "utf-8")

    with Ledger(tmp_path / "news.db") as ledger:
        for _ in range(2):
            sources = ["https://a.example/feed?key=hush", "https://ana:hush@b.example/feed"]
            seen = look(ledger, sources, fetch, silence=timedelta(hours=1))
            assert seen.addresses == ("https://a.example/1?token=hush",)  # it is fetched with it
            assert "hush" not in str(seen.warnings)
        feed = ledger.feed("https://a.example/feed?key=hush")
        assert feed is not None
        assert feed.url == "https://a.example/feed?key=…"
        take(ledger, asked, *seen.addresses)
        assert look(ledger, sources[:1], fetch, silence=timedelta(hours=1)).addresses == ()
    assert asked.count("https://a.example/feed?key=hush") == 3
    assert b"hush" not in written(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "http://ana:hush@127.0.0.1:9/x",
        "http://ana:hush@/",
        "http://ana:hush/x",
        "http://ana:hush",
        "http://ana:hush@[::/",
        "http://ana:hush@a.example:99999/",
        "http://a.example:1/?token=hush",
        "ftp://ana:hush@a.example/x",
        "http:/ana:hush@a.example/x",
        "//ana:hush@a.example/x",
        "ana:hush@a.example/x",
        "http:\\\\ana:hush@a.example",
        " HTTP://ana:hush@a.example/" + "x" * 300,
        "http://ana:" + "hush" * 80 + "@a.example/x",
        "ana:" + "hush" * 80 + "@a.example/x",
        "http:/ana:" + "hush" * 80 + "@a.example/x",
        "www.a.example/x?token=hush hush",
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_command_prints_no_secret(
    address: str, form: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with an address, the line that says so is without the secret."""

    def unknown(*_: object, **__: object) -> list[object]:
        msg = "unknown"
        raise OSError(msg)

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert main(["read", address, *form]) == 1
    out, err = capfd.readouterr()
    assert err.startswith("selon: ")
    assert "hush" not in out + err


@pytest.mark.parametrize("address", ["http://ana:hush/x", "http://ana:hush@a.example/x", "ftp://ana:hush@a.example"])
def test_no_cause_of_an_error_holds_a_secret(address: str) -> None:
    """A program that prints an error with its causes, as Python does by itself, prints no secret either."""
    with pytest.raises(SourceRefused) as caught:
        read_source(address)
    error: BaseException | None = caught.value
    while error is not None:
        assert "hush" not in str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
