"""
The commands of the ledger: what goes to which stream, with which exit status, complete and readable by programs.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import Run
from newsroom import fill, marked, story

from selon.errors import SourceNotFound
from selon.export.json import to_json
from selon.intake.watch import PATIENCE, look
from selon.ledger import Ledger, Query
from selon.reading.fetch import Fetched

FRENCH_DOCS = pytest.param("a.spacy", marks=pytest.mark.slow)
"""Needs the tokenizer of French, which takes long to make."""

COUNT = 30


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of invented articles."""
    with Ledger(tmp_path / "news.db") as made:
        fill(made, COUNT)
        yield made


def test_list_is_complete_for_programs(run: Run, ledger: Ledger) -> None:
    """JSON and CSV hold every statement; the table for people says how many it leaves out."""
    status, out, _ = run("list", "--json")
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [s.id for s in ledger.statements()]
    _, out, _ = run("list", "--csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == [s.id for s in ledger.statements()]
    _, out, err = run("list")
    assert len(out.splitlines()) == 51
    assert f"{ledger.count()} statements; the first 50 are shown" in err
    _, out, err = run("list", "--limit", "0")
    assert len(out.splitlines()) == ledger.count() + 1
    assert "first" not in err


def test_a_narrow_terminal_still_shows_what_was_said(run: Run, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """In 80 columns a statement has a line of its own, and no line is longer."""
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal to Rich
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run("list", "--limit", "1")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out).splitlines()
    first = next(iter(ledger.statements()))
    assert first.id in lines[1]
    assert f"{first.attribution.act} · {first.content[:20]}" in lines[2]
    assert max(map(len, lines)) <= 80


def test_search_takes_all_the_filters(run: Run, ledger: Ledger) -> None:
    """Every filter of a query is an option, and an empty search means all."""
    query = Query(words="drones", speaker="lambrecht", act=("assert", "deny"), lang=("fr",), since="2031-02")
    words = "--speaker lambrecht --act assert --act deny --lang fr --since 2031-02 --json"
    _, out, _ = run("search", "drones", *words.split(" "))
    assert {json.loads(line)["id"] for line in out.splitlines()} == {s.id for s in ledger.statements(query)}
    _, out, _ = run("search", "", "--json")
    assert len(out.splitlines()) == ledger.count()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("list --act shout", 2),
        ("list --since yesterday", 2),
        ("show nothing", 1),
        ("search -- -", 1),
        ("accept nothing", 1),
        ("edit nothing act", 1),
        ("forget", 2),
        ("export out.doc", 1),
        ("sample 0", 2),
        ("list --ledger none.db", 1),
        ("corrections import none.jsonl", 1),
    ],
)
def test_mistakes_are_one_line(run: Run, words: str, status: int) -> None:
    """Every mistake is one line on standard error, with status 1 or 2, and nothing on standard output."""
    got, out, err = run(*words.split())
    assert (got, out) == (status, "")
    assert err.startswith("selon: ")
    assert len(err.splitlines()) == 1


def test_show(run: Run, ledger: Ledger) -> None:
    """A statement is shown with its history, an article with its statements, by id or address."""
    statement = next(ledger.statements())
    ledger.accept(statement.id, who="Mona", note="checked")
    _, out, _ = run("show", statement.id)
    assert statement.content[:20] in out
    assert "Mona: accept" in out
    _, out, _ = run("show", statement.id, "--json")
    assert json.loads(out)["corrections"][0]["note"] == "checked"
    _, out, _ = run("show", str(statement.url), "--json")
    assert json.loads(out)["text"] == ledger.article(statement.article).text
    _, out, _ = run("show", statement.article)
    assert str(statement.title) in out


@pytest.mark.parametrize(
    "damage",
    [
        "update body set layout = x'0102'",
        "update body set text = 'x'",
        "update article set version_id = null",
        "delete from body",
    ],
)
def test_a_statement_outlives_its_article(run: Run, ledger: Ledger, damage: str) -> None:
    """Where an article is damaged its statements are shown all the same, and the article is told to be damaged."""
    statement = next(ledger.statements())
    ledger.db.execute(damage)
    status, out, err = run("show", statement.id, "--json")
    assert (status, json.loads(out)["content"], err) == (0, statement.content, "")
    status, out, err = run("show", statement.article)
    assert (status, out) == (1, "")
    assert "damaged" in err or "beyond the text" in err


def test_speakers_outlets_and_stats(run: Run, ledger: Ledger) -> None:
    """The figures that are printed are those of the ledger."""
    _, out, _ = run("speakers", "--json")
    assert [json.loads(line)["statements"] for line in out.splitlines()] == [e.statements for e in ledger.speakers()]
    _, out, _ = run("speakers", "--csv")
    assert [row["name"] for row in csv.DictReader(io.StringIO(out))] == [e.name for e in ledger.speakers()]
    _, out, _ = run("speaker", "iso3166:CN", "--json")
    assert json.loads(out)["entry"]["key"] == "iso3166:CN"
    assert run("speaker", "iso3166:CN")[0] == 0
    _, out, _ = run("outlets", "--json")
    assert [json.loads(line)["name"] for line in out.splitlines()] == [o.name for o in ledger.outlets()]
    assert "Outlet 1" in run("outlets")[1]
    _, out, _ = run("stats", "--json", "--lang", "fr")
    assert json.loads(out)["statements"] == ledger.count(Query(lang=("fr",)))
    assert "2031-03" in run("stats")[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stats.svg", "stats.png"])
def test_plot(run: Run, tmp_path: Path, name: str) -> None:
    """The figures are drawn to a file; another ending is refused."""
    assert run("stats", "--plot", str(tmp_path / name))[0] == 0
    data = (tmp_path / name).read_bytes()
    assert b"Zo\xc3\xa9 Lambrecht" in data if name.endswith("svg") else data.startswith(b"\x89PNG")
    assert run("stats", "--plot", str(tmp_path / "a.gif"))[0] == 1


def test_whoever_is_named_is_sure(run: Run, ledger: Ledger) -> None:
    """With --min-speaker-confidence nobody is named less sure, what names nobody stays, and how much is gone is told."""
    every = list(ledger.statements())
    kept = [s for s in every if s.speaker is None or (s.attribution.speaker_confidence or 0) >= 0.9]
    least = ("--min-speaker-confidence", "0.9")
    told = f"left out: {len(every) - len(kept)} statements whose speaker is less sure than 0.9"
    named = [s for s in kept if s.speaker is not None]
    assert 0 < len(named) < len(kept) < len(every)
    assert [json.loads(line)["id"] for line in run("list", "--json", *least)[1].splitlines()] == [s.id for s in kept]
    people = [json.loads(line) for line in run("speakers", "--json", *least)[1].splitlines()]
    assert sum(one["statements"] for one in people) == len(named)
    (stats,) = map(json.loads, run("stats", "--json", *least)[1].splitlines())
    assert (stats["statements"], stats["named"]) == (len(kept), len(named))
    outlets = [json.loads(line) for line in run("outlets", "--json", *least)[1].splitlines()]
    assert sum(one["statements"] for one in outlets) == len(kept)
    (page,) = map(json.loads, run("speaker", people[0]["key"], "--json", *least)[1].splitlines())
    assert page["entry"]["statements"] == people[0]["statements"]
    assert all(one["speaker_confidence"] >= 0.9 for one in page["latest"])
    assert len(run("export", "-", "--format", "csv", *least)[1].splitlines()) == len(kept) + 1
    lines = run("export", "-", "--format", "jsonl", "--text", *least)[1].splitlines()
    written = [one for line in lines for one in json.loads(line)["attributions"]]
    assert len(written) == len(kept)
    assert all(one["speaker"] is None or one["speaker_confidence"] >= 0.9 for one in written)
    for command in (("list",), ("speakers",), ("stats",), ("outlets",), ("sample", "5"), ("search", "")):
        assert told in run(*command, *least)[2]
        assert "left out" not in run(*command)[2]


def test_a_speaker_that_a_person_gives_is_sure(run: Run, ledger: Ledger) -> None:
    """An edit of the speaker makes it as sure as can be, and one that takes it away leaves nothing to be sure of."""
    doubtful = next(s for s in ledger.statements() if s.speaker and (s.attribution.speaker_confidence or 0) < 0.5)
    run("edit", doubtful.id, "act=warn")
    assert ledger.statement(doubtful.id).attribution.speaker_confidence == doubtful.attribution.speaker_confidence
    run("edit", doubtful.id, "speaker=Mona Ferrand")
    assert ledger.statement(doubtful.id).attribution.speaker_confidence == 1
    run("edit", doubtful.id, "speaker=")
    assert ledger.statement(doubtful.id).attribution.speaker_confidence is None
    assert "cannot edit speaker_confidence" in run("edit", doubtful.id, "speaker_confidence=1")[2]


def test_sample(run: Run, ledger: Ledger) -> None:
    """A sample is that of the seed."""
    _, out, _ = run("sample", "7", "--seed", "3", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [s.id for s in ledger.sample(7, seed=3)]


def test_correcting(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    """Accepting, rejecting, editing, merging, splitting and undoing are remembered under the person's name."""
    one, two = ledger.sample(2, seed=1)
    run("accept", one.id)
    run("reject", two.id, "--note", "narration")
    run("edit", one.id, "act=warn", "speaker=Mona Ferrand", "addressee=0-5")
    shown = ledger.statement(one.id)
    assert (shown.attribution.act, shown.speaker, shown.verdict) == ("warn", "Mona Ferrand", "accepted")
    assert shown.attribution.addressee[0].end == 5
    run("merge", "iker oyarzun", "zoe lambrecht")
    run("split", "zoe lambrecht", "Iker Oyarzun", "--called", "I. O.")
    assert "I. O." in {e.name for e in ledger.speakers()}
    made = ledger.corrections()
    assert {c.who for c in made} == {"Mona"}
    assert [c.kind for c in made] == ["accept", "reject", "edit", "merge", "split"]
    assert run("undo", made[1].uid)[0] == 0
    assert ledger.statement(two.id).verdict is None
    path = tmp_path / "corrections.jsonl"
    run("corrections", "export", str(path))
    _, out, _ = run("corrections", "list", "--json")
    assert out == path.read_text(encoding="utf-8")
    assert "undone" in run("corrections", "list")[1]
    _, out, _ = run("corrections", "import", str(path))
    assert out.startswith("0 of 6")


def test_review(run: Run, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one: accept, reject, take back, edit, go on, end."""
    order = [s.id for s in ledger.statements()]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nn no statement\nu\nn again\ne act=deny\ne act\n\nwhat\nq\n"))
    status, out, _ = run("review")
    assert status == 0
    assert "C[" in out
    assert "'act' changes nothing; write FIELD=VALUE" in out
    assert ledger.statement(order[0]).verdict == "accepted"
    assert ledger.statement(order[1]).verdict == "rejected"
    assert ledger.statement(order[2]).attribution.act == "deny"
    assert [c.kind for c in ledger.corrections()] == ["accept", "reject", "undo", "reject", "edit"]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.jsonl", "a.parquet", "a.jsonld", FRENCH_DOCS])
@pytest.mark.parametrize("text", ["--text", "--no-text"])
def test_export(run: Run, tmp_path: Path, name: str, text: str) -> None:
    """Every format is written by the file's ending, whole or not at all."""
    status, out, err = run("export", str(tmp_path / name), text, "--act", "deny")
    assert (status, out) == (0, "")
    assert "written" in err
    assert (tmp_path / name).stat().st_size > 100
    assert not list(tmp_path.glob("*.part"))


def test_export_to_a_bad_place(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is told in one line."""
    status, _, err = run("export", str(tmp_path / "none" / "a.csv"))
    assert status == 1
    assert len(err.splitlines()) == 1


def test_add_reports_and_resumes(run: Run, tmp_path: Path, ledger: Ledger) -> None:
    """New articles are taken, failures told by cause with status 1, and the same command does nothing again."""
    path = tmp_path / "new.jsonl"
    lines = [json.dumps(to_json(story(n))) for n in range(100, 110)]
    path.write_text("\n".join([*lines, "no json"]), encoding="utf-8")
    status, out, err = run("add", str(path), "--workers", "0")
    assert status == 1
    assert out.startswith("10 taken, 1 failed (UnreadableContent 1)")
    assert "line 11" in err
    status, out, _ = run("add", str(path), "--workers", "0", "--json")
    assert json.loads(out)["outcomes"] == {"known": 10}
    _, out, _ = run("list", "--failures", "--json")
    assert json.loads(out)["attempts"] == 2
    assert not ledger.check().problems


def test_add_makes_folder_and_ledger(run: Run, tmp_path: Path) -> None:
    """A ledger that is not there is made with its folder."""
    path = tmp_path / "deep" / "down" / "news.db"
    (tmp_path / "a.jsonl").write_text(json.dumps(to_json(story(1))), encoding="utf-8")
    assert run("add", str(tmp_path / "a.jsonl"), "--workers", "0", "--ledger", str(path))[0] == 0
    assert path.exists()


def test_keeping(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    """Check, backup, migrate and forget do what the ledger does, and say so."""
    status, out, _ = run("check")
    assert (status, "no problem" in out) == (0, True)
    assert run("backup", str(tmp_path / "copy.db"))[0] == 0
    assert run("check", "--ledger", str(tmp_path / "copy.db"), "--json")[0] == 0
    assert run("migrate")[1] == "nothing to migrate\n"
    article = next(ledger.articles())
    run("forget", article.id, "--yes")
    assert len(list(ledger.articles())) == COUNT - 1
    _, out, _ = run("forget", "--person", "iker oyarzun", "--yes")
    assert "blackened" in out
    plain = sqlite3.connect(ledger.path)
    plain.execute("update statement set content = 'x' where statement_id = (select max(statement_id) from statement)")
    plain.commit()
    plain.close()
    status, _, err = run("check")
    assert status == 1
    assert "reproduce" in err


def test_forgetting_a_person(run: Run, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would go and stay is shown first, each form with its count and places; what may be others' goes when asked."""
    ledger.add(marked("{Orla Quenby|a dit|oui}. Mme Quenby rit, #OrlaQuenby aussi.", url="https://a.example/quenby"))
    before = "\n".join(ledger.db.iterdump())
    _, out, _ = run("forget", "--person", "orla quenby", "--dry-run")
    assert out.startswith(
        "1 statements would go, the name from 1 texts\ngone: full name 1, hashtag 1; kept: surname 2\n"
    )
    assert "kept: Quenby (surname) in article" in out
    assert "Mme Quenby rit" in out
    assert out.endswith("may be somebody else; it goes with: --also Quenby\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    status, out, err = run("forget", "--person", "orla quenby")
    assert (status, out.strip()) == (130, "")
    assert "1 statements would go; gone: full name 1, hashtag 1; kept: surname 2" in err
    assert "\n".join(ledger.db.iterdump()) == before
    _, out, _ = run("forget", "--person", "orla quenby", "--yes")
    assert "1 statements removed, the name blackened in 1 texts" in out
    assert "kept: Quenby (surname)" in out
    _, out, _ = run("forget", "--person", "Orla Quenby", "--yes", "--all-forms", "--also", "Quenbi")
    assert out.endswith("gone: surname 2\nnowhere: 'Quenbi'; it goes from what comes later\n")
    assert "uenby" not in ledger.article(next(a.id for a in ledger.articles() if "█" in (a.url or ""))).text
    assert run("check")[0] == 0
    assert run("forget", "--person", "orla lassalle", "--yes")[0] == 1
    assert run("forget", "x", "--also", "y")[0] == 2


def test_forgetting_says_what_keeps_the_name(run: Run, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that reads an old state keeps the name in the file: the command fails and says so."""
    monkeypatch.setattr("selon.ledger.connection.WAIT_SECONDS", 0.1)
    with ledger.db.reading():
        ledger.count()
        status, out, err = run("forget", "--person", "iker oyarzun", "--yes")
    assert status == 1
    assert "statements removed" in out
    assert "not yet gone from the file: another process is reading" in err


@pytest.mark.model
def test_reextract(run: Run, tmp_path: Path) -> None:
    """Stored articles are read anew by the installed rules, once."""
    path = tmp_path / "french.db"
    with Ledger(path) as book:
        for number in range(1, 9):
            book.add(story(number))
        french = [a.id for a in book.articles() if a.language == "fr"]
        for article in book.articles(Query(lang=("en",))):
            book.forget_article(article.id, who="Mona")
    status, out, err = run("reextract", "--ledger", str(path))
    assert (status, err) == (0, "")
    assert f"{len(french)} articles" in out
    assert run("check", "--ledger", str(path))[0] == 0
    assert run("reextract", "--ledger", str(path))[1].startswith("0 articles")


def feed(when: datetime, *numbers: int) -> Fetched:
    """Return a feed whose entries have one date."""
    items = "".join(
        f"<item><title>{n}</title><link>https://a.example/{n}</link>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in numbers
    )
    return Fetched(
        "https://a.example/feed", f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode()
    )


def test_watch_gives_what_is_new_and_tells_silence(ledger: Ledger, tmp_path: Path) -> None:
    """Only entries that were never read are given; a feed without news, or that is no feed, is told."""
    now = datetime.now(UTC)
    pages = {
        "https://a.example/feed": feed(now - timedelta(hours=1), 1, 2),
        "https://b.example/feed": feed(now - timedelta(hours=50), 3),
        "https://c.example/feed": Fetched("https://c.example/feed", b"<html>moved</html>"),
    }
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in pages)
    (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    sources = [str(tmp_path / "feeds.opml"), str(tmp_path / "none.opml")]
    seen = look(ledger, sources, pages.__getitem__, silence=timedelta(hours=24))
    assert seen.addresses == tuple(f"https://a.example/{n}" for n in (1, 2, 3))
    assert seen.failed == 2
    assert [w.split(":")[1].split("/")[2] for w in seen.warnings if w.startswith("https")] == ["b.example", "c.example"]
    assert any("nothing new for 50 hours" in w for w in seen.warnings)
    entry = ledger.feed("https://a.example/feed")
    assert entry is not None
    assert entry.title == "A"
    for number in (1, 2):
        ledger.note(ledger.taken_now(f"https://a.example/{number}", ""))
    for _ in range(PATIENCE - 1):
        ledger.fail("https://a.example/3", SourceNotFound("gone"))
    again = look(ledger, sources[:1], pages.__getitem__, silence=timedelta(hours=24))
    assert again.addresses == ("https://a.example/3",)
    ledger.fail("https://a.example/3", SourceNotFound("gone"))
    assert look(ledger, sources[:1], pages.__getitem__, silence=timedelta(hours=24)).addresses == ()


class Site(BaseHTTPRequestHandler):
    """A small site: a feed, pages with an etag, one page that robots forbids, one that is gone."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        """Answer one request."""
        known = self.headers.get("If-None-Match")
        self.asked.append((self.path, known))
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        numbers = ("1", "2", "private", "gone")
        listed = "".join(f"<item><link>{base}/{n}</link></item>" for n in numbers)
        pages = {
            "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /private"),
            "/feed": (
                "application/rss+xml",
                f"<rss version='2.0'><channel><title>Vigie</title>{listed}</channel></rss>",
            ),
        }
        for number in numbers[:3]:
            page = (
                f"<html lang=fr><head><title>Digue {number}</title></head><body><article><h1>Digue {number}</h1>"
                f"<p>La maire Zoé Lambrecht a déclaré lundi que la digue numéro {number} tiendrait tout l'hiver.</p>"
                f"<p>Le port d'Arvenne reste ouvert malgré les travaux, qui ont commencé il y a {number} semaines.</p>"
                "</article></body></html>"
            )
            pages[f"/{number}"] = ("text/html; charset=utf-8", page)
        kind, text = pages.get(self.path, ("", ""))
        status = 404 if not kind else 304 if known == '"v1"' else 200
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/html")
        self.send_header("ETag", '"v1"')
        self.end_headers()
        if status == 200:
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve the site on this machine and return its address."""
    Site.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.model
def test_a_feed_from_its_server(run: Run, site: str, tmp_path: Path) -> None:
    """A feed is followed to its pages; what is forbidden, gone, fresh or unchanged is told apart."""
    path = str(tmp_path / "web.db")
    words = ("add", f"{site}/feed", "--ledger", path, "--allow-private", "--delay", "0", "--workers", "0", "--json")
    status, out, err = run(*words)
    first = json.loads(out)
    assert (status, first["outcomes"]) == (1, {"taken": 2})
    assert first["failed"] == {"SourceRefused": 1, "SourceNotFound": 1}
    assert "robots.txt" in err
    assert first["statements"] >= 2
    assert "/private" not in [asked for asked, _ in Site.asked]

    before = len(Site.asked)
    assert json.loads(run(*words)[1])["outcomes"] == {"known": 2}
    assert not {"/1", "/2"} & {asked for asked, _ in Site.asked[before:]}

    before = len(Site.asked)
    assert json.loads(run(*words, "--fresh", "0")[1])["outcomes"] == {"known": 2}
    assert {("/1", '"v1"'), ("/2", '"v1"')} <= set(Site.asked[before:])


def test_private_addresses_are_refused(run: Run, site: str, tmp_path: Path) -> None:
    """Without leave, an address on this machine is not opened."""
    status, _, err = run("add", f"{site}/1", "--ledger", str(tmp_path / "web.db"), "--delay", "0", "--workers", "0")
    assert status == 1
    assert "private" in err
    assert not Site.asked


@pytest.mark.model
def test_watch_takes_what_is_new(run: Run, site: str, tmp_path: Path) -> None:
    """One cycle takes the pages of a feed, the next finds nothing new and says so."""
    words = ("watch", f"{site}/feed", "--ledger", str(tmp_path / "web.db"), "--allow-private", "--delay", "0",
             "--workers", "0", "--cycles", "2", "--every", "0")  # fmt: skip
    _, out, _ = run(*words)
    lines = out.splitlines()
    assert "2 taken, 2 failed" in lines[0]
    assert "nothing taken, 2 failed" in lines[1]
