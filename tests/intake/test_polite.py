"""
Fetching many pages: the rules of the house, pauses, and patience.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from selon.errors import FetchFailed, SourceNotFound, SourceRefused
from selon.intake.polite import Polite
from selon.reading.fetch import Fetched, Known

ROBOTS = "User-agent: *\nDisallow: /private\nCrawl-delay: 5\n\nUser-agent: greedy\nDisallow: /\n"


class Server:
    """A server without a network, on a clock of its own."""

    def __init__(self, robots: str | Exception = "", *, troubles: int = 0, wait: float | None = None) -> None:
        """Serve *robots*, and fail so often before each page."""
        self.robots = robots
        self.troubles = troubles
        self.wait = wait
        self.time = 0.0
        self.log: list[tuple[float, str, Known | None]] = []

    def get(self, address: str, known: Known | None) -> Fetched:
        """Answer one request."""
        self.log.append((self.time, address, known))
        if address.endswith("/robots.txt"):
            if isinstance(self.robots, Exception):
                raise self.robots
            return Fetched(address, self.robots.encode(), "utf-8", is_plain=True)
        if self.troubles:
            self.troubles -= 1
            message = "status 503"
            raise FetchFailed(message, is_passing=True, wait=self.wait)
        if known:
            return Fetched(address, b"", None, is_plain=False, etag=known.etag, is_unchanged=True)
        return Fetched(address, b"<p>page", "utf-8", is_plain=False, etag='"1"')

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.time += seconds

    def polite(self, known: dict[str, Known] | None = None) -> Polite:
        """Return a guest of this server."""
        return Polite(self.get, (known or {}).get, delay=2.0, clock=lambda: self.time, sleep=self.sleep)


def test_robots_are_obeyed() -> None:
    """What robots.txt forbids is refused without a request, and its delay is kept."""
    server = Server(ROBOTS)
    polite = server.polite()
    polite("https://a.example/1")
    with pytest.raises(SourceRefused, match=r"robots\.txt"):
        polite("https://a.example/private/2")
    polite("https://a.example/3")
    assert [address for _, address, _ in server.log] == [
        "https://a.example/robots.txt",
        "https://a.example/1",
        "https://a.example/3",
    ]
    assert server.log[2][0] - server.log[1][0] >= 5


@pytest.mark.parametrize(
    "rule",
    [
        "Disallow: http://[",
        "Allow: //[::1",
        "Disallow: https://a\u2100b.example/",
        f"Crawl-delay: {'0' * 5000}3",
        "Crawl-delay: \N{SUPERSCRIPT TWO}",
        f"Request-rate: {'9' * 5000}/1",
        "Request-rate: 1/\N{SUPERSCRIPT TWO}",
    ],
)
def test_a_rule_that_is_none_is_passed_over(rule: str) -> None:
    """A line of robots.txt that cannot be understood costs itself; the rules around it are obeyed."""
    server = Server(f"User-agent: *\nDisallow: /first\n{rule}\nDisallow: /last\n")
    polite = server.polite()
    assert polite("https://a.example/1").content
    for path in ("first", "last"):
        with pytest.raises(SourceRefused, match=r"robots\.txt"):
            polite(f"https://a.example/{path}")


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("9" * 5000, 60), ("9" * 400, 60), ("1000000", 60), ("0000000005", 5), ("61", 60), ("-7", 2), ("1e999", 2)],
)
def test_a_delay_is_bounded(written: str, seconds: float) -> None:
    """However long a server wants every guest to wait between two pages, a minute is the most."""
    server = Server(f"User-agent: *\nDisallow: /private\ncrawl-delay : {written}\n")
    polite = server.polite()
    polite("https://a.example/1")
    polite("https://a.example/2")
    assert server.log[2][0] - server.log[1][0] == seconds


@pytest.mark.parametrize(
    "address",
    [
        "http://[",
        "https://[::1",
        "https://a\u2100b.example/1",
        "https://a.example/\ud800",
        "https://",
        "https:///1",
        "ftp://a.example/1",
        "//a.example/1",
        "a.example/1",
        "",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """An address that cannot be one is refused by name, without a request."""
    server = Server()
    with pytest.raises(SourceRefused, match=r"is no address.*write it as https://host/path"):
        server.polite()(address)
    assert not server.log


def test_an_address_with_a_login_is_refused_by_name() -> None:
    """An address with a password is refused itself, not its host's robots.txt, and nothing is asked for."""
    server = Server()
    with pytest.raises(SourceRefused, match=r"^'https://a\.example/1' was given with a user name or password"):
        server.polite()("https://mona:secret@a.example/1")
    assert not server.log


def test_a_refused_address_keeps_its_password() -> None:
    """What stands before the host of a malformed address is not repeated."""
    with pytest.raises(SourceRefused) as told:
        Server().polite()("https://mona:secret@[")
    assert "secret" not in str(told.value)


def test_hosts_do_not_wait_for_one_another() -> None:
    """The pause is per host."""
    server = Server()
    polite = server.polite()
    for n in range(4):
        polite(f"https://h{n}.example/1")
    assert server.time == pytest.approx(8.0)  # each page waits for its own robots.txt
    times = {address: time for time, address, _ in server.log}
    assert times["https://h1.example/robots.txt"] == times["https://h0.example/1"]


@pytest.mark.parametrize("error", [SourceNotFound("404"), FetchFailed("403")])
def test_without_robots_nothing_is_forbidden(error: Exception) -> None:
    """A host without robots.txt, or that keeps it to itself, forbids nothing."""
    assert Server(error).polite()("https://a.example/private").content


def test_a_host_in_trouble_is_not_asked_for_pages() -> None:
    """While robots.txt cannot be had because the server is down, its pages are left alone."""
    with pytest.raises(FetchFailed, match="does not say"):
        Server(FetchFailed("503", is_passing=True)).polite()("https://a.example/1")


def test_trouble_is_tried_again_after_longer_pauses() -> None:
    """A passing failure is tried again, later each time; then it is given up."""
    server = Server(troubles=2)
    assert server.polite()("https://a.example/1").content
    tries = [time for time, address, _ in server.log if address.endswith("/1")]
    assert [round(b - a) for a, b in pairwise(tries)] == [4, 8]
    with pytest.raises(FetchFailed):
        Server(troubles=3).polite()("https://a.example/1")


def test_a_server_says_how_long() -> None:
    """The pause that a server asks for is kept; one that is too long ends the tries."""
    server = Server(troubles=1, wait=30)
    server.polite()("https://a.example/1")
    tries = [time for time, address, _ in server.log if address.endswith("/1")]
    assert tries[1] - tries[0] == pytest.approx(30)
    with pytest.raises(FetchFailed):
        Server(troubles=1, wait=3600).polite()("https://a.example/1")


def test_known_pages_are_asked_for_changes_only() -> None:
    """What is known of a page is sent along, and an unchanged page comes without content."""
    server = Server()
    page = server.polite({"https://a.example/1": Known('"1"')})("https://a.example/1")
    assert page.is_unchanged
    assert server.log[-1][2] == Known('"1"')
