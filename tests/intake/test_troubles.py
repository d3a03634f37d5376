"""
What a host in trouble, and a page that is not to be mined, leave in the ledger.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from workers import open_plain

from selon.cli import main
from selon.errors import FetchFailed, HostResting, SourceNotFound
from selon.intake import Options, add, items
from selon.intake.polite import Polite
from selon.intake.watch import look
from selon.ledger import Ledger, Software
from selon.reading.fetch import Fetched, Known

BY = Software("test")
PAGE = (
    "<html lang=fr><head>{}<title>La digue d'Arvenne</title></head><body><article><h1>La digue d'Arvenne</h1>"
    "<p>Zoé Lambrecht a déclaré que la digue tiendrait jusqu'au printemps prochain.</p>"
    "<p>Le port d'Arvenne reste ouvert malgré les travaux qui ont commencé cette semaine.</p></article></body></html>"
)


@pytest.mark.parametrize("error", [FetchFailed("a", is_passing=True, wait=3.0), HostResting("b", is_unreached=True)])
def test_a_failure_passes_through_a_pipe(error: FetchFailed) -> None:
    """What a worker sends of a failed fetch is what it was."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)


def test_a_page_that_is_not_asked_for_has_not_failed_again(tmp_path: Path) -> None:
    """A resting host's pages are recorded once; only what was asked for counts as a try."""

    def get(address: str, _known: Known | None) -> Fetched:
        if address.endswith((".txt", ".json")):
            raise SourceNotFound(address)
        raise FetchFailed(address, is_passing=True)

    addresses = [f"https://a.example/{n}" for n in range(4)]
    with Ledger(tmp_path / "news.db") as ledger:
        for _ in range(6):
            polite = Polite(get, sleep=lambda _seconds: None)
            add(ledger, items(addresses, Options(fetch=polite)), workers=0, make=open_plain, by=BY)
        assert [ledger.attempts(address) for address in addresses] == [6, 6, 1, 1]
        causes = {failure.source: failure.cause for failure in ledger.failures()}
    assert causes["https://a.example/0"] == "FetchFailed"
    assert causes["https://a.example/3"] == "HostResting"


def test_a_resting_host_is_looked_at_again(tmp_path: Path) -> None:
    """A feed of a host in trouble is told in each cycle, and its pages are taken once it is well."""
    is_well = False
    feed = "<rss version='2.0'><channel><title>V</title><item><link>https://a.example/1</link></item></channel></rss>"

    def get(address: str, _known: Known | None) -> Fetched:
        if not is_well:
            raise FetchFailed(address, is_passing=True)
        if address.endswith((".txt", ".json")):
            raise SourceNotFound(address)
        return Fetched(address, feed.encode() if address.endswith("feed") else PAGE.encode())

    polite = Polite(get, sleep=lambda _seconds: None)
    with Ledger(tmp_path / "news.db") as ledger:
        found = []
        for cycle in range(4):
            is_well = cycle > 0
            seen = look(ledger, ["https://a.example/feed"], polite, silence=timedelta(days=40_000))
            found.append((seen.failed, seen.addresses))
            polite.begin_cycle()
    assert found == [(1, ()), *[(0, ("https://a.example/1",))] * 3]


class Handler(BaseHTTPRequestHandler):
    """A site of a few pages."""

    pages: ClassVar[dict[str, tuple[dict[str, str], str]]] = {}

    def do_GET(self) -> None:
        """Answer by the path alone."""
        found = self.pages.get(self.path)
        headers, body = found or ({}, "none")
        self.send_response(200 if found else 404)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the signature that the server calls
        """Print nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve a site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        Handler.pages = {
            "/open": ({"X-Robots-Tag": "noindex, noarchive"}, PAGE.format("")),
            "/header": ({"tdm-reservation": "1"}, PAGE.format("")),
            "/robots": ({"X-Robots-Tag": "noai"}, PAGE.format("")),
            "/page": ({}, PAGE.format("<meta name=tdm-reservation content=1>")),
            "/closed/1": ({}, PAGE.format("")),
            "/.well-known/tdmrep.json": ({}, json.dumps([{"location": "/closed/", "tdm-reservation": 1}])),
            "/feed": (
                {"Content-Type": "application/rss+xml"},
                (
                    f"<rss version='2.0'><channel><title>V</title><item><link>{address}/page</link></item>"
                    f"<item><link>{address}/open</link></item></channel></rss>"
                ),
            ),
        }
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield address
        server.shutdown()


RESERVED = ("header", "robots", "page", "closed/1")


@pytest.mark.model
def test_reservations_are_honoured_by_the_commands(
    site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], run: Callable[..., int]
) -> None:
    """By default each reserved page is a failure that names its cause; with --reserved it is taken, with a warning."""
    addresses = [f"{site}/{path}" for path in ("open", *RESERVED)]
    assert run("add", *addresses, "--ledger", str(tmp_path / "a.db")) == 1
    told = capfd.readouterr()
    assert "1 taken, 4 failed (SourceRefused 4)" in told.out
    for said in ("header tdm-reservation: 1", "X-Robots-Tag: noai", "meta tdm-reservation: 1", "tdmrep.json: /closed/"):
        assert said in told.err
    assert run("add", *addresses, "--reserved", "--ledger", str(tmp_path / "b.db")) == 0
    with Ledger(tmp_path / "b.db", create=False) as ledger:
        warned = [article.warnings for article in map(ledger.article, [row["id"] for row in _articles(ledger)])]
    assert sum("mined" in " ".join(warnings) for warnings in warned) == len(RESERVED)


@pytest.mark.model
def test_reservations_are_honoured_by_watch(
    site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], run: Callable[..., int]
) -> None:
    """A page of a feed that reserves mining is left out, and taken with --reserved."""
    feed = ("watch", f"{site}/feed", "--cycles", "1", "--silent", "500000")
    run(*feed, "--ledger", str(tmp_path / "a.db"))
    assert "1 taken, 1 failed (SourceRefused 1)" in capfd.readouterr().out
    run(*feed, "--reserved", "--ledger", str(tmp_path / "b.db"))
    assert "failed" not in capfd.readouterr().out


def _articles(ledger: Ledger) -> list[Any]:
    return ledger.db.execute("select id from article order by article_id").fetchall()


@pytest.fixture
def run() -> Callable[..., int]:
    """Run a command that reads in this process and does not wait."""

    def command(*arguments: str) -> int:
        return main([*arguments, "--allow-private", "--workers", "0", "--delay", "0", "--fast"])

    return command
