"""
Whatever a source makes fail is that source's failure, and the rest goes on.

An error that nobody foresaw is raised at every step of taking in, over one source of each kind. What is marked fails,
and says where in selon; everything else is stored.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from newsroom import record, story
from unforeseen import ERRORS, MARK, Unforeseen, breaking, breaking_off
from workers import open_broken, open_plain, open_unforeseen

import selon
from selon.cli import main
from selon.errors import LedgerFull, SelonFault, SourceNotFound, UnreadableContent
from selon.export.json import to_json
from selon.intake import Item, Options, Summary, add, items
from selon.intake.watch import PATIENCE, look
from selon.ledger import Ledger, Software, migrate, migrations
from selon.ledger.connection import connect
from selon.reader import Reader
from selon.reading import jsonl, parquet, table, warc
from selon.reading.fetch import Fetched, Known

BY = Software("test")
LAST_HANDLER = "please report it with the source that caused it"
"""Words of the sentence that the last handler of the command line says."""


def words(name: str) -> str:
    """Return a text of its own for *name*, with a statement in it."""
    return (
        f"Zoé Lambrecht a déclaré lundi que la digue de {name} tiendrait tout l'hiver.\n\n"
        f"Le port de {name} reste ouvert malgré les travaux, qui ont commencé cette semaine dans toute la baie."
    )


def page(name: str) -> str:
    """Return the page of an article."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in words(name).split("\n\n"))
    return (
        f"<html lang=fr><head><title>Digue de {name}</title></head><body><article><h1>Digue de {name}</h1>"
        f"{told}</article></body></html>"
    )


def rss(*addresses: str) -> str:
    """Return a feed of *addresses*."""
    listed = "".join(f"<item><link>{address}</link></item>" for address in addresses)
    return f"<rss version='2.0'><channel><title>Vigie</title>{listed}</channel></rss>"


def host(name: str) -> str:
    """Return an address of a host of its own."""
    return f"https://{name}.example"


WEB = {
    **{f"{host(name)}/{n}": page(f"{name}{n}") for name in ("sain", MARK) for n in range(1, 5)},
    **{f"{host(name)}/robots.txt": f"User-agent: *\nDisallow: /{name}-ferme\n" for name in ("sain", MARK)},
    f"{host('sain')}/feed": rss(f"{host('sain')}/2"),
    f"{host(MARK)}/feed": rss(f"{host(MARK)}/2"),
}
"""A small web: a sound host, and one that is marked."""


def get(address: str, _known: Known | None) -> Fetched:
    """Answer a request from the small web."""
    if address not in WEB:
        message = f"there is no page at {address}"
        raise SourceNotFound(message)
    return Fetched(address, WEB[address].encode(), "utf-8", is_plain=False, etag='"1"')


def sources(folder: Path) -> list[str]:
    """Write a source of each kind in two, one sound and one marked, and return all: the marked ones stand first."""
    for name in (MARK, "sain"):
        (folder / f"{name}.html").write_text(page(f"{name} html"), encoding="utf-8")
        (folder / f"{name}.txt").write_text(words(f"{name} txt"), encoding="utf-8")
        fields = {"title": f"{name} titre", "language": "fr"}
        line = json.dumps({**fields, "text": words(f"{name} jsonl")}, ensure_ascii=False)
        (folder / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
        (folder / f"{name}.csv").write_text(f'title,text\n{name},"{words(f"{name} csv")}"\n', encoding="utf-8")
        pq.write_table(pa.table({"title": [name], "text": [words(f"{name} parquet")]}), folder / f"{name}.parquet")
        (folder / f"{name}.warc").write_bytes(record(f"{host(name)}/w", page(f"{name} warc").encode()))
        (folder / f"{name}.xml").write_text(f"<urlset><url><loc>{host(name)}/3</loc></url></urlset>")
        (folder / f"{name}.opml").write_text(f'<opml><body><outline xmlUrl="{host(name)}/feed"/></body></opml>')
        (folder / f"{name}-list.txt").write_text(f"{host(name)}/4\n")
    endings = (".html", ".txt", ".jsonl", ".csv", ".parquet", ".warc", ".xml", ".opml", "-list.txt")
    named = [str(folder / f"{name}{ending}") for ending in endings for name in (MARK, "sain")]
    return [*named, f"{host(MARK)}/1", f"{host('sain')}/1"]


def stored(path: Path) -> set[str]:
    """Return the sources that the ledger holds as read, and make sure that it is sound."""
    with Ledger(path, create=False) as ledger:
        assert not ledger.check().problems
        return {row["source"] for row in ledger.db.execute("select source from intake")}


def share(reader: Reader, patch: pytest.MonkeyPatch) -> None:
    """Let every new reader have the models of *reader*, which take seconds to load."""
    patch.setattr("selon.reader.Parsers", lambda _names: reader._parsers)  # noqa: SLF001 - what takes the time


@pytest.fixture
def command(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs a command on a ledger of its own, with the small web in place of the network."""
    share(reader, monkeypatch)
    monkeypatch.setattr("selon.intake.polite.get_from_network", lambda **_: get)
    monkeypatch.setenv("SELON_LEDGER", str(tmp_path / "news.db"))
    monkeypatch.delenv("SELON_TRACEBACK", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main(list(arguments))
        return status, *capfd.readouterr()

    return run


READING = ("--workers", "0", "--delay", "0")

STEPS = (
    # What the arguments stand for.
    "selon.intake.items:_files",
    "selon.intake.items:_from_file",
    "selon.intake.items:_from_name",
    "pathlib:Path.stat",
    "pathlib:Path.open",
    "selon.ledger.ledger:Ledger.taken",
    "selon.intake.items:_address_list",
    "selon.intake.items:_contents",
    "selon.intake.items:_is_list",
    # What a network gives.
    "selon.intake.polite:host_of",
    "selon.intake.polite:rules_of",
    "protego:Protego.can_fetch",
    "selon.intake.polite:Polite._tried",
    # Files and lists of many articles.
    "selon.reading.feed:read_feed",
    "selon.reading.feed:_moment",
    "selon.reading.sitemap:read_sitemap",
    "selon.reading.opml:read_opml",
    "selon.reading.markup:unpacked",
    "selon.reading.warc:read_warc",
    "selon.reading.warc:_answer",
    "selon.reading.jsonl:read_jsonl",
    "selon.reading.jsonl:_line",
    "json:loads",
    "selon.reading.table:read_table",
    "selon.reading.table:read_fields",
    "selon.reading.parquet:read_parquet",
    # Reading one article.
    "selon.intake.work:bare_article",
    "selon.intake.work:read_fields",
    "selon.intake.work:read_decoded",
    "selon.intake.work:read_source",
    "selon.reading.encoding:decoded",
    "selon.reading.language:detect",
    "selon.reading.language:of_article",
    "selon.parse.pipeline:Parsers.parse",
    "selon.parse.pipeline:from_doc",
    "selon.reader:extract",
    "selon.reader:designations",
    "selon.reader:resolve",
    "selon.reader:assess",
    "selon.reader:own_voice",
    "selon.intake.work:signature",
    # Storing it.
    "selon.ledger.identity:article_key",
    "selon.ledger.identity:statement_ids",
    "selon.ledger.forget.veil:Veil.article",
    "selon.ledger.aliases:columns",
    "selon.ledger.store:_insert_version",
    "selon.ledger.store:put_statements",
    "selon.ledger.near:note",
    "selon.ledger.fulltext:enter",
    "selon.ledger.intake:note",
)


@pytest.fixture(scope="module")
def everything(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the sources that an undisturbed run stores, without the folder they are in."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        share(reader, patch)
        patch.setattr("selon.intake.polite.get_from_network", lambda **_: get)
        assert main(["add", *sources(folder), *READING, "--ledger", str(folder / "news.db")]) == 0
    return {source.removeprefix(str(folder)) for source in stored(folder / "news.db")}


@pytest.mark.model
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_any_step_costs_its_source_alone(
    step: str,
    everything: set[str],
    command: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The others are stored, the fault is recorded with its place, counted apart, and settled by the next run."""
    given = sources(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(*breaking(step))
        status, out, err = command("add", *given, *READING)
    assert status == 1
    assert LAST_HANDLER not in err
    assert re.search(r"\d+ faults? in selon \(see: selon failures --trace\)", out)
    assert "failed" not in out
    with Ledger(tmp_path / "news.db") as ledger:
        failures = ledger.failures()
    assert failures
    assert all(failure.fault and MARK in failure.source for failure in failures)
    assert all(f"{Unforeseen.__name__}: half" in (failure.trace or "") for failure in failures)
    kept = {source.removeprefix(str(tmp_path)) for source in stored(tmp_path / "news.db")}
    assert {source for source in everything if MARK not in source} <= kept < everything

    status, out, err = command("add", *given, *READING)
    assert (status, err) == (0, "")
    with Ledger(tmp_path / "news.db") as ledger:
        assert ledger.failures() == []
    assert {source.removeprefix(str(tmp_path)) for source in stored(tmp_path / "news.db")} == everything


@pytest.mark.model
@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize(
    "step", ["selon.intake.polite:Polite._tried", "selon.reader:extract", "selon.ledger.intake:note"]
)
def test_an_error_of_any_kind_is_recorded(
    kind: str,
    step: str,
    command: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Errors that cannot say what they are, or hold what cannot be written down, are recorded all the same."""
    monkeypatch.setattr(*breaking(step, kind))
    status, out, err = command("add", *sources(tmp_path), *READING)
    assert status == 1
    assert LAST_HANDLER not in err
    assert "taken" in out
    with Ledger(tmp_path / "news.db") as ledger:
        assert {failure.cause for failure in ledger.failures()} == {kind}
    status, out, err = command("failures", "--trace")
    assert (status, err) == (0, f"{out.count('tried 1×')} failures\n")
    assert kind in out
    assert "\x1b" not in out


@pytest.mark.model
@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "warc"])
def test_what_was_read_before_a_file_breaks_off_stays(
    ending: str, command: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that fails in its middle keeps what came before; the next source is read, and the next run goes on."""
    names = [f"lieu {n}" for n in range(4)]
    first, second = tmp_path / f"{MARK}.{ending}", tmp_path / f"sain.{ending}"
    for path, some in ((first, names), (second, ["ailleurs"])):
        if ending == "warc":
            path.write_bytes(b"".join(record(f"{host('sain')}/{n.split()[-1]}", page(n).encode()) for n in some))
        elif ending == "parquet":
            pq.write_table(pa.table({"text": [words(name) for name in some]}), path)
        elif ending == "csv":
            path.write_text("text\n" + "".join(f'"{words(name)}"\n' for name in some), encoding="utf-8")
        else:
            path.write_text("".join(json.dumps({"text": words(n)}) + "\n" for n in some), encoding="utf-8")
    module = {"jsonl": jsonl, "csv": table, "parquet": parquet, "warc": warc}[ending]
    name = f"read_{'table' if ending == 'csv' else ending}"
    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaking_off(getattr(module, name), 2))
        status, out, _ = command("add", str(first), str(second), *READING)
    assert (status, out.partition(";")[0]) == (1, "3 taken, 1 fault in selon (see: selon failures --trace)")
    with Ledger(tmp_path / "news.db") as ledger:
        (failure,) = ledger.failures()
    assert (failure.source, failure.cause, failure.fault) == (str(first), "Unforeseen", True)
    status, out, _ = command("add", str(first), str(second), *READING)
    assert (status, out.partition(";")[0]) == (0, "2 taken, 3 known")
    with Ledger(tmp_path / "news.db") as ledger:
        assert ledger.failures() == []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty ledger."""
    with Ledger(tmp_path / "small.db") as made:
        yield made


def titled(*titles: str) -> list[Item]:
    """Return a record for each title, by which workers fail, with sound ones between."""
    rows = []
    for number, title in enumerate(titles):
        rows.append(Item(title, "record", "1", {"title": title, "text": words(title)}))
        rows.append(Item(f"sound {number}", "record", "1", to_json(story(number))))
    return rows


@pytest.mark.slow
def test_faults_come_back_from_workers_with_their_place(ledger: Ledger) -> None:
    """Whatever a worker raises, and even what no pipe can carry, is the failure of its item alone."""
    titles = [*ERRORS, "RecursionError", "MemoryError", "result", "death"]
    summary = add(ledger, titled(*titles), workers=2, make=open_unforeseen, by=BY)
    assert summary.outcomes["taken"] == len(titles)
    assert summary.failed == {"ReadingError": 1, "WorkerLost": 1}
    assert summary.faults == len(titles) - 2
    found = {failure.source: failure for failure in ledger.failures()}
    assert set(found) == set(titles)
    assert all(found[kind].cause == kind for kind in (*ERRORS, "RecursionError"))
    assert all("in work\n" in (found[kind].trace or "") for kind in (*ERRORS, "RecursionError"))
    assert "pickle" in (found["result"].trace or "")
    assert "more memory" in found["MemoryError"].message


@pytest.mark.slow
def test_what_cannot_be_handed_to_a_worker_costs_itself(ledger: Ledger) -> None:
    """An item that no pipe can carry is a failure; the others are read."""
    rows = [*titled("Unforeseen"), Item("locked", "record", "1", {"title": ERRORS["Unpackable"]()}), *titled()]
    summary = add(ledger, rows, workers=2, make=open_unforeseen, by=BY)
    assert (summary.outcomes, summary.faults) == ({"taken": 1}, 2)
    assert {failure.source for failure in ledger.failures()} == {"Unforeseen", "locked"}


@pytest.mark.model
def test_a_fault_in_the_real_work_of_a_worker(ledger: Ledger) -> None:
    """A step that fails in a worker of the command costs its article, and the trace names who took it."""
    rows = [Item(name, "record", "1", {"text": words(name), "language": "fr"}) for name in ("un", MARK, "deux")]
    summary = add(ledger, rows, workers=1, make=partial(open_broken, "selon.reader:extract"), by=BY)
    assert (summary.outcomes, summary.faults) == ({"taken": 2}, 1)
    (failure,) = ledger.failures()
    assert failure.source == MARK
    assert "in read_article" in (failure.trace or "")


def test_memory_and_interrupts_end_the_run(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What concerns no source in particular is not recorded as the failure of one."""
    for error in (MemoryError, KeyboardInterrupt, SystemExit):
        for step in ("workers:bare_article", "selon.intake.items:_from_file", "selon.ledger.identity:article_key"):
            owner, name, _ = breaking(step)

            def ends(*_: object, error: type[BaseException] = error, **__: object) -> None:
                raise error

            with monkeypatch.context() as patch:
                patch.setattr(owner, name, ends)
                rows = items([__file__], Options()) if "items" in step else titled("sain")
                with pytest.raises(error):
                    add(ledger, rows, workers=0, make=open_plain, by=BY)
    assert ledger.failures() == []
    assert not ledger.db.in_transaction


@pytest.mark.parametrize(
    "step", ["selon.ledger.fulltext:enter", "selon.ledger.intake:note", "selon.ledger.ledger:Ledger.taken"]
)
def test_the_ledger_s_own_troubles_end_the_run(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is no source's failure: the run ends with its message, and the group that was begun is not kept."""
    owner, name, _ = breaking(step)

    def full(*_: object, **__: object) -> None:
        message = "no room left"
        raise LedgerFull(message)

    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(to_json(story(1))) + "\n", encoding="utf-8")
    with Ledger(tmp_path / "full.db") as book:
        monkeypatch.setattr(owner, name, full)
        given = items([str(path)], Options(known=book.taken))  # type: ignore[arg-type] # it is only called
        with pytest.raises(LedgerFull, match="no room left"):
            add(book, given, workers=0, make=open_plain, by=BY)
        assert book.failures() == []
        assert not list(book.articles())


def test_an_article_too_long_for_a_database_costs_itself(ledger: Ledger) -> None:
    """What the database refuses because of its size is the article's failure and not the ledger's."""
    ledger.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 20_000)
    long = {**to_json(story(1)), "text": to_json(story(1))["text"] + " encore" * 4000}
    rows = [Item(name, "record", "1", one) for name, one in (("long", long), ("short", to_json(story(2))))]
    summary = add(ledger, rows, workers=0, make=open_plain, by=BY)
    assert (summary.outcomes, summary.faults) == ({"taken": 1}, 1)
    assert [failure.source for failure in ledger.failures()] == ["long"]


def test_a_file_whose_name_is_no_utf8_is_read(tmp_path: Path) -> None:
    """Half a surrogate pair in the name of a file is spelled in the ledger, where the file is known again."""
    path = tmp_path / "caf\udce9.jsonl"
    path.write_text(json.dumps(to_json(story(1))) + "\nno record\n", encoding="utf-8")

    def take(ledger: Ledger) -> Summary:
        def known(source: str) -> str | None:
            found = ledger.taken(source)
            return found.fingerprint if found else None

        return add(ledger, items([str(path)], Options(known=known)), workers=0, make=open_plain, by=BY)

    with Ledger(tmp_path / "news.db") as ledger:
        assert take(ledger).outcomes == {"taken": 1}
        assert take(ledger).outcomes == {"known": 1}
        (failure,) = ledger.failures()
        assert failure.source.endswith(r"caf\udce9.jsonl#2")
        assert ledger.attempts(f"{path}#2") == 2


WATCHED = f"{host('sain')}/feed"


@pytest.mark.parametrize(
    "step",
    [
        "selon.intake.watch:_feeds",
        "selon.intake.watch:_asked",
        "selon.intake.watch:_silent",
        "selon.intake.watch:_is_wanted",
        "selon.reading.feed:read_feed",
        "selon.ledger.ledger:Ledger.note_feed",
        "selon.ledger.ledger:Ledger.feed",
    ],
)
def test_a_fault_in_one_feed_costs_no_other(step: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails over a feed or an entry is its failure; the other feeds are asked, and the next cycle settles it."""

    def fetch(address: str) -> Fetched:
        return Fetched(address, WEB[address].encode())

    feeds = [f"{host(MARK)}/feed", WATCHED]
    silence = timedelta(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(*breaking(step))
        seen = look(ledger, feeds, fetch, silence=silence)
    assert f"{host('sain')}/2" in seen.addresses
    assert (seen.failed, seen.faults) == (1, 1)
    (failure,) = ledger.failures()
    assert MARK in failure.source
    assert (failure.cause, failure.fault) == ("Unforeseen", True)
    if "_is_wanted" not in step:
        assert look(ledger, feeds, fetch, silence=silence).failed == 0
        assert ledger.failures() == []


@pytest.mark.model
def test_watch_goes_on_with_the_next_cycle(
    command: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault over one article is told in every cycle until patience ends, and the other articles are taken."""
    monkeypatch.setattr(*breaking("selon.reader:extract"))
    feeds = [f"{host(name)}/feed" for name in (MARK, "sain")]
    status, out, err = command("watch", *feeds, *READING, "--every", "0", "--cycles", str(PATIENCE + 1))
    lines = out.splitlines()
    assert status == 1
    assert "1 taken, 1 fault in selon" in lines[0]
    assert all("nothing taken, 1 fault in selon" in line for line in lines[1:PATIENCE])
    assert "fault" not in lines[PATIENCE]
    assert LAST_HANDLER not in err
    with Ledger(tmp_path / "news.db") as ledger:
        assert ledger.attempts(f"{host(MARK)}/2") == PATIENCE


@pytest.mark.model
def test_read_goes_on_with_the_other_sources(
    command: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``selon read`` tells a fault in a line, with whatever error, and shows the other sources."""
    paths = [tmp_path / f"{name}.txt" for name in ("un", MARK, "deux")]
    for path in paths:
        path.write_text(words(path.stem), encoding="utf-8")
    for kind in ERRORS:
        with monkeypatch.context() as patch:
            patch.setattr(*breaking("selon.reader:resolve", kind))
            status, out, err = command("read", *map(str, paths), "--json")
        assert status == 1
        assert len(out.splitlines()) == 2
        assert "1 of 3 sources failed" in err
        assert (LAST_HANDLER in err) == (kind != "UnrepeatableOwn")


@pytest.mark.model
def test_read_many_yields_a_failure_for_any_error(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's stream of articles goes on behind whatever one source makes fail."""
    monkeypatch.setattr(*breaking("selon.reader:assess", "Speechless"))
    pages = [page(name) for name in ("un", MARK, "deux")]
    first, failed, last = reader.read_many(pages)
    assert isinstance(first, selon.Article)
    assert isinstance(last, selon.Article)
    assert isinstance(failed, selon.reader.Failure)
    assert isinstance(failed.error, SelonFault)
    assert failed.error.kind == "Speechless"
    assert "read_article" in failed.error.trace


def test_a_traceback_is_bounded_and_tells_no_values() -> None:
    """Neither endless recursion nor an error that quotes a whole page makes a long traceback, and no variable shows."""
    secret = "the password"  # noqa: S105 - none

    def quoting(depth: int) -> None:
        assert secret
        if depth:
            quoting(depth - 1)
        raise ValueError("x" * 10**6)

    faults = []
    for cause, call in enumerate((lambda: quoting(3), lambda: quoting(10**6))):
        try:
            call()
        except (ValueError, RecursionError) as error:
            faults.append(SelonFault.of(error))
        assert len(faults) == cause + 1
    assert [fault.kind for fault in faults] == ["ValueError", "RecursionError"]
    for fault in faults:
        assert len(str(fault)) < 1000
        assert len(fault.trace) < 11_000
        assert "in quoting" in fault.trace
        assert secret not in fault.trace


def test_a_fault_tells_no_password() -> None:
    """An error that quotes an address gives neither its user nor its password away."""
    fault = SelonFault.of(Unforeseen("cannot parse https://mona:secret@a.example/1 at all"))
    assert "https://a.example/1 at all" in str(fault)
    assert "secret" not in str(fault) + fault.trace


def test_a_traceback_follows_the_errors_behind_an_error() -> None:
    """The first error of a chain comes first, and a chain that bites its tail ends."""
    first, second = Unforeseen("first"), Unforeseen("second")
    second.__cause__ = first
    first.__context__ = second
    told = SelonFault.of(second).trace
    assert told.index("first") < told.index("second")


def test_older_ledgers_learn_of_faults(tmp_path: Path) -> None:
    """Failures of an older ledger stay as they are and count as no faults; the next fault is kept beside them."""
    path = tmp_path / "old.db"
    db = connect(path, create=True)
    migrations.migrate(db, up_to=5)
    db.execute("insert into failure values ('/a.html', 'NoArticle', 'nothing', '2031-01-01', '2031-01-02', 3)")
    db.close()
    assert migrate(path)[0] == "m006_faults"
    with Ledger(path) as ledger:
        (old,) = ledger.failures()
        assert (old.source, old.cause, old.attempts, old.fault, old.trace) == ("/a.html", "NoArticle", 3, False, None)
        ledger.fail("/a.html", SelonFault.of(Unforeseen("new")))
        (new,) = ledger.failures()
        assert (new.cause, new.attempts, new.fault, new.first_at) == ("Unforeseen", 4, True, "2031-01-01")
        ledger.fail("/a.html", UnreadableContent("empty"))
        (newest,) = ledger.failures()
        assert (newest.cause, newest.fault, newest.trace) == ("UnreadableContent", False, None)


def test_failures_are_listed(
    ledger: Ledger, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command lists what failed, marks faults, and shows their place where it is asked for."""
    monkeypatch.setenv("SELON_LEDGER", str(ledger.path))
    monkeypatch.setenv("COLUMNS", "80")
    ledger.fail("/a.html", UnreadableContent("the page is empty"))
    try:
        "".index("missing \x1b[31m")
    except ValueError as error:
        ledger.fail("/b.html", SelonFault.of(error))

    def run(*arguments: str) -> str:
        assert main(list(arguments)) == 0
        return capfd.readouterr().out

    listed = run("failures")
    assert "! ValueError" in listed
    assert "UnreadableContent" in listed
    assert run("list", "--failures") == listed
    assert "UnreadableContent" not in run("failures", "--faults")
    traced = run("failures", "--trace").splitlines()
    place = next(number for number, line in enumerate(traced) if "Traceback" in line)
    assert traced[place - 2] == "/b.html"
    assert re.match(r'    File ".*test_failures.py", line \d+, in test_failures_are_listed', traced[place + 1])
    assert not [line for line in traced if "\x1b" in line]
    records = [json.loads(line) for line in run("failures", "--json").splitlines()]
    assert [(one["source"], one["fault"], bool(one["trace"])) for one in records] == [
        ("/a.html", False, False),
        ("/b.html", True, True),
    ]
    assert max(len(line) for line in run("failures", "--help").splitlines()) <= 80


def test_a_feed_settles_its_own_failure(ledger: Ledger) -> None:
    """What failed over a feed is over when it has been asked again, though no article has its name."""
    ledger.fail(WATCHED, SelonFault.of(Unforeseen("then")))

    def fetch(address: str) -> Fetched:
        return Fetched(address, WEB[address].encode())

    found = list(items([WATCHED], Options(fetch=fetch, settle=ledger.settle)))
    assert [item.source for item in found] == [f"{host('sain')}/2"]
    assert ledger.failures() == []
