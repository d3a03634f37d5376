"""
Fetching many pages: the rules of the house, pauses, and patience.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from selon.errors import FetchFailed, HostResting, SourceNotFound, SourceRefused
from selon.intake.polite import Polite
from selon.reading import reservation
from selon.reading.fetch import Fetched, Known

ROBOTS = "User-agent: *\nDisallow: /private\nCrawl-delay: 5\n\nUser-agent: greedy\nDisallow: /\n"


class Server:
    """A server without a network, on a clock of its own."""

    def __init__(self, robots: str | Exception = "", *, troubles: int = 0, wait: float | None = None) -> None:
        """Serve *robots*, and fail so often before each page."""
        self.robots = robots
        self.mining: str | None = None
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
        if address.endswith(reservation.FILE):
            if self.mining is None:
                message = "status 404"
                raise SourceNotFound(message)
            return Fetched(address, self.mining.encode())
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
        f"https://a.example{reservation.FILE}",
        "https://a.example/1",
        "https://a.example/3",
    ]
    assert server.log[3][0] - server.log[2][0] >= 5


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
    [
        ("9" * 5000, 60),
        ("9" * 400, 60),
        ("1000000", 60),
        ("0000000005", 5),
        ("61", 60),
        ("-7", 2),
        ("1e999", 2),
        ("nan", 2),
    ],
)
def test_a_delay_is_bounded(written: str, seconds: float) -> None:
    """However long a server wants every guest to wait between two pages, a minute is the most."""
    server = Server(f"User-agent: *\nDisallow: /private\ncrawl-delay : {written}\n")
    polite = server.polite()
    polite("https://a.example/1")
    polite("https://a.example/2")
    assert server.log[3][0] - server.log[2][0] == seconds


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
    assert server.time == pytest.approx(16.0)  # each page waits for its own two files of rules
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


@pytest.mark.parametrize(
    ("robots", "path", "is_open"),
    [
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
        ("User-agent: *\nAllow: /news/open\nDisallow: /news", "/news/1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /*/print/", "/2026/print/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Selon\nAllow: /", "/1", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: selon\nDisallow: /", "/1", False),
        ("User-agent: other\nUser-agent: selon\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/1", True),
        ("User-agent: selon\nDisallow: /a\n\nUser-agent: selon\nDisallow: /b", "/b", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # here", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /%7Ea", "/~a", False),
        ("<html><body>Disallow: /</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /a\0\nDisallow: /b", "/b", False),
    ],
)
def test_robots_by_the_standard(robots: str, path: str, is_open: bool) -> None:  # noqa: FBT001 - a row
    """The longest rule holds, with wildcards, of the group of our own name where there is one."""
    polite = Server(robots).polite()
    if is_open:
        assert polite(f"https://a.example{path}").content
    else:
        with pytest.raises(SourceRefused, match=r"robots\.txt"):
            polite(f"https://a.example{path}")


def test_half_a_kilobyte_of_thousands_is_read() -> None:
    """Of a robots.txt 500 KiB count, and not the half of a line at their end."""
    head = "User-agent: *\nDisallow: /first\n"
    filler = "#" * (500 * 1024 - len(head) - len("\nDisallow: /"))
    polite = Server(f"{head}{filler}\nDisallow: /second\n").polite()
    assert polite("https://a.example/second").content
    assert polite("https://a.example/third").content
    with pytest.raises(SourceRefused):
        polite("https://a.example/first")


@pytest.mark.parametrize(
    "error",
    [
        FetchFailed("503", is_passing=True),
        FetchFailed("no such host", is_unreached=True),
        FetchFailed("429", is_passing=True, wait=9e99),
    ],
)
def test_failed_robots_are_not_asked_for_again(error: Exception) -> None:
    """A host that could not be asked what is allowed is not asked for the rest of the cycle, and again in the next."""
    server = Server(error)
    polite = server.polite()
    for n in range(20):
        with pytest.raises(HostResting, match="does not say what may be fetched"):
            polite(f"https://a.example/{n}")
    asked = len(server.log)
    assert asked <= 3
    assert all(address.endswith("/robots.txt") for _, address, _ in server.log)
    polite.begin_cycle()
    with pytest.raises(HostResting):
        polite("https://a.example/1")
    assert len(server.log) > asked


def test_refused_robots_are_not_asked_for_again() -> None:
    """A robots.txt that leads where nobody may go refuses each page of the host, and is asked for once."""
    server = Server(SourceRefused("leads to 10.0.0.1"))
    polite = server.polite()
    for n in range(5):
        with pytest.raises(SourceRefused, match=r"10\.0\.0\.1"):
            polite(f"https://a.example/{n}")
    assert len(server.log) == 1


def test_a_host_that_fails_five_times_rests() -> None:
    """After five failed requests in a row a host is asked no more in this cycle, and others are."""
    server = Server(troubles=100)
    polite = server.polite()
    for n in range(20):
        with pytest.raises(FetchFailed):
            polite(f"https://a.example/{n}")
    assert server.troubles == 95
    server.troubles = 0
    assert polite("https://b.example/1").content
    with pytest.raises(HostResting, match="failed 5 times in a row"):
        polite("https://a.example/1")


def test_the_rest_grows_from_cycle_to_cycle() -> None:
    """A host that fails in each cycle is asked in the 1st, 2nd, 4th, 8th, …; one answer ends that."""
    server = Server(troubles=10_000)
    polite = server.polite()
    asked = []
    for cycle in range(40):
        before = server.troubles
        for n in range(9):
            with pytest.raises(FetchFailed):
                polite(f"https://a.example/{n}")
        if server.troubles != before:
            asked.append(cycle)
        polite.begin_cycle()
    assert asked == [0, 1, 3, 7, 15, 31]
    server.troubles = 0
    for _ in range(32):
        polite.begin_cycle()
    assert polite("https://a.example/1").content
    server.troubles = 5
    for n in range(3):
        with pytest.raises(FetchFailed):
            polite(f"https://a.example/{n}")
    polite.begin_cycle()
    assert polite("https://a.example/1").content


def test_an_answer_in_between_ends_the_count() -> None:
    """Failures that are not in a row give no host up."""
    server = Server()
    polite = server.polite()
    for n in range(10):
        server.troubles = 2
        assert polite(f"https://a.example/{n}").content


@pytest.mark.parametrize("wait", [61, 3600, 1e12, float("inf")])
def test_a_huge_wait_costs_its_own_page(wait: float) -> None:
    """A page whose server asks for hours is given up at once; the next one is asked for at the usual pace."""
    server = Server(wait=wait)
    polite = server.polite()
    polite("https://a.example/0")
    server.troubles = 1
    before = server.time
    with pytest.raises(FetchFailed):
        polite("https://a.example/1")
    assert polite("https://a.example/2").content
    assert server.time - before == pytest.approx(4)


def test_rules_are_asked_for_anew_after_a_day() -> None:
    """What robots.txt says holds for 24 hours."""
    server = Server()
    polite = server.polite()
    polite("https://a.example/1")
    server.robots = "User-agent: *\nDisallow: /"
    polite("https://a.example/2")
    server.time += 25 * 3600
    with pytest.raises(SourceRefused):
        polite("https://a.example/3")


def test_what_a_host_reserves_is_told_with_the_page() -> None:
    """A page comes with what the file of its host says of mining it; the file is asked for once."""
    server = Server()
    server.mining = '[{"location": "/free/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'
    polite = server.polite()
    assert polite("https://a.example/1").reservation.reason == (
        "text and data mining is reserved (/.well-known/tdmrep.json: /)"
    )
    assert polite("https://a.example/free/1").reservation.reason is None
    assert sum(address.endswith(reservation.FILE) for _, address, _ in server.log) == 1
