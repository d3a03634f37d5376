"""
Faults while files are written: no room, a signal, a second writer. What stood there stands, or the new file does, whole.

Every command that writes is tried, in a process of its own. ``SELON_FAULTS`` says how hard: by default a few points, and
the commands that write in ways of their own; with ``make faults`` twenty points of a full disk for each command, and each
signal three times.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS
from newsroom import contents, fill, story, write_sources

from selon.export.json import to_json
from selon.ledger import Ledger

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")]

HARD = int(os.environ.get("SELON_FAULTS", "0")) > 0
POINTS = 20 if HARD else 2
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGKILL", "SIGPIPE")
STORIES = 40 if HARD else 20
TAKEN = 200 if HARD else 25
FAULT = "a fault in selon"

WRITERS = {
    "csv": ("out.csv", ("export", "out.csv", "--text")),
    "xlsx": ("out.xlsx", ("export", "out.xlsx", "--text")),
    "jsonl": ("out.jsonl", ("export", "out.jsonl", "--text")),
    "parquet": ("out.parquet", ("export", "out.parquet", "--text")),
    "webannotation": ("out.jsonld", ("export", "out.jsonld")),
    "docbin": ("out.spacy", ("export", "out.spacy", "--lang", "en")),  # the tokenizer of French takes long to make
    "backup": ("out.db", ("backup", "out.db")),
    "corrections": ("out.jsonl", ("corrections", "export", "out.jsonl")),
    "gold": ("out.jsonl", ("corrections", "export", "out.jsonl", "--gold")),
    "people": ("out.csv", ("people", "export", "out.csv")),
    "svg": ("out.svg", ("stats", "--plot", "out.svg", "--json")),
    "png": ("out.png", ("stats", "--plot", "out.png", "--json")),
    "html": ("out.html", ("read", "a.txt", "--html", "out.html")),
    "predictions": ("out.jsonl", ("eval", "gold.jsonl", "--predictions", "out.jsonl", "--json")),
}
"""Every command that writes a file, and the file."""

SOME = tuple(WRITERS) if HARD else ("csv", "xlsx", "backup")
"""Those that are tried by default: a plain stream, one with temporary files elsewhere, one whose file SQLite writes."""

LIBRARIES = tuple(WRITERS) if HARD else (*SOME, "parquet", "svg", "docbin")
"""Those and the ones whose files other libraries write, each with errors of its own."""

RACERS = ("csv", "backup", "html")
"""Those of which two are started at once."""

Ask = Callable[..., list[dict[str, Any]]]


@dataclass(frozen=True)
class Bench:
    """
    Where commands meet trouble.

    Attributes:
        ask: Runs jobs at the same time and tells how they ended.
        given: The files that they start from, by name.
        disk: A folder on the disk that may run full.
        elsewhere: A folder of temporary files on another disk.
        is_small: Whether the disk is one of its own, of a few megabytes.
    """

    ask: Ask
    given: dict[str, str]
    disk: Path
    elsewhere: Path
    is_small: bool

    def run(self, arguments: Sequence[str], *, before: Path | None = None, **trouble: Any) -> dict[str, Any]:  # noqa: ANN401
        """Run one command on a fresh folder, with *before* in the place of its target."""
        return self.ask([self.job(arguments, before=before, **trouble)])[0]

    def job(self, arguments: Sequence[str], *, before: Path | None = None, **trouble: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return that command as a job."""
        target = {name: str(before) for name in arguments if name.startswith("out.") and before}
        return {
            "arguments": list(arguments), "folder": str(self.disk / "job"), "files": self.given | target,
            "temporary": str(self.elsewhere), **trouble,
        }  # fmt: skip


def serve(command: Sequence[str]) -> Iterator[Ask]:
    """Start the process that runs commands; yield what asks it."""
    environment = {**os.environ, "SELON_LEDGER": "news.db", "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", "")}
    with subprocess.Popen(  # noqa: S603 - our own code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as server:
        assert server.stdin
        assert server.stdout
        assert server.stdout.readline() == "ready\n"

        def ask(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
            assert server.stdin
            assert server.stdout
            print(json.dumps(jobs), file=server.stdin, flush=True)
            answer: list[dict[str, Any]] = json.loads(server.stdout.readline())
            return answer

        yield ask
        server.stdin.close()


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what the commands start from: a ledger with corrections, gold, a text, articles to take in."""
    folder = tmp_path_factory.mktemp("given")
    with Ledger(folder / "news.db") as ledger, ledger.together():
        fill(ledger, STORIES)
        for statement in list(ledger.statements()):
            ledger.accept(statement.id, who="Mona")
        for entry in list(ledger.articles()):
            ledger.finish(entry.id, who="Mona")
    article = story(5)
    gold = [
        {"id": f"a{n}", "content": [[s.start, s.end] for s in a.content], "type": "indirect"}
        for n, a in enumerate(article.attributions)
    ]
    row = {"id": "five", "lang": "fr", "text": article.text, "attributions": gold}
    (folder / "gold.jsonl").write_text(
        "".join(json.dumps({**row, "id": str(n)}) + "\n" for n in range(20)), encoding="utf-8"
    )
    (folder / "a.txt").write_text("Il pleut.", encoding="utf-8")
    write_sources(folder / "articles.jsonl", TAKEN)
    lines = [json.dumps(to_json(story(number))) for number in range(TAKEN // 2)]
    (folder / "plain.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return {path.name: str(path) for path in folder.iterdir() if path.suffix in (".db", ".jsonl", ".txt")}


@pytest.fixture(scope="module")
def bench(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a bench; its disk is a small one where one can be mounted: in a container often, elsewhere by root."""
    disk, elsewhere = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("elsewhere")
    program = shutil.which("unshare")
    own = [program, "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])] if program else []
    mount = [*own, "mount", "-t", "tmpfs", "selon", str(disk)]
    is_small = bool(own) and not subprocess.run(mount, check=False, capture_output=True).returncode  # noqa: S603
    served = [sys.executable, str(TESTS / "troubled.py")]
    for ask in serve([*own, *served, str(disk)] if is_small else served):
        yield Bench(ask, given, disk, elsewhere, is_small)


@pytest.fixture(scope="module")
def full(bench: Bench) -> Bench:
    """Return the bench, whose disk may run full."""
    if not bench.is_small:
        pytest.skip("no disk of one's own can be mounted here")
    return bench


@pytest.fixture(scope="module")
def whole(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return what each command writes undisturbed."""
    folder = tmp_path_factory.mktemp("whole")
    found = {}
    for writer in {*LIBRARIES, *RACERS}:
        name, arguments = WRITERS[writer]
        found[writer] = folder / f"{writer}-{name}"
        end = bench.run(arguments, fetch={name: str(found[writer])})
        assert end["status"] == 0, end
    return found


def beside(end: dict[str, Any], given: dict[str, str], target: str) -> set[str]:
    """Return the files that a command has left and that are neither its target nor what it was given."""
    sidecars = {f"news.db{ending}" for ending in ("-wal", "-shm")}
    return {*end["files"], *end["temporary"]} - {*given, target, *sidecars}


def check_failure(end: dict[str, Any], bench: Bench, target: str, before: str | None) -> None:
    """Look that a command failed with one clear line and left everything as it was."""
    assert end["status"] == 1, end
    assert FAULT not in end["messages"]
    assert len(end["messages"].splitlines()) == 1, end["messages"]
    assert not beside(end, bench.given, target)
    assert end["files"].get(target) == before


@pytest.mark.parametrize("writer", LIBRARIES)
def test_files_may_not_grow(bench: Bench, whole: dict[str, Path], writer: str) -> None:
    """Whatever size a file may have at most, what does not fit is told in a line and nothing of it is left."""
    target, arguments = WRITERS[writer]
    size = whole[writer].stat().st_size
    for point in range(POINTS):
        limit = size * point // POINTS
        before = whole[writer] if point % 2 and writer != "backup" else None
        end = bench.run(arguments, before=before, limit=limit)
        check_failure(end, bench, target, _fingerprint(before))


@pytest.mark.parametrize("writer", SOME)
def test_the_disk_is_full(full: Bench, whole: dict[str, Path], writer: str) -> None:
    """On a disk with less room than the file needs it is told in a line, and nothing of it is left."""
    target, arguments = WRITERS[writer]
    size = whole[writer].stat().st_size
    page = 4096
    for point in range(POINTS):
        before = whole[writer] if point % 2 and writer != "backup" else None
        # The ledger that is read needs 32 KiB of its own beside it, which is there or not.
        room = (size - 1) * point // POINTS // page * page + (32 * 1024 if point and "export" in arguments else 0)
        room = min(room, (size - 1) // page * page) if size > page else 0
        temporary = full.disk if writer == "xlsx" and point % 3 == 1 else full.elsewhere
        (end,) = full.ask([{**full.job(arguments, before=before), "room": room, "temporary": str(temporary)}])
        end["temporary"].pop("filler", None)
        check_failure(end, full, target, _fingerprint(before))


def _fingerprint(path: Path | None) -> str | None:
    from troubled import listed  # noqa: PLC0415 - beside its use

    return listed(str(path.parent))[path.name] if path else None


def check_signal(end: dict[str, Any], number: int, bench: Bench, target: str) -> None:
    """Look how a command that got a signal ended: with the status of the signal, or with that of work well done."""
    assert FAULT not in end["messages"]
    assert "Traceback" not in end["messages"], end["messages"]
    left = beside(end, bench.given, target)
    if number == signal.SIGKILL:
        assert end["status"] in (-number, 0)
        assert all(name.startswith((".selon-", "openpyxl.")) for name in left)
    else:
        assert end["status"] in ((0,) if number == signal.SIGPIPE else (0, 128 + number)), end
        assert not left


@pytest.mark.parametrize("writer", SOME)
def test_a_signal_while_writing(bench: Bench, whole: dict[str, Path], writer: str) -> None:
    """Whatever signal comes at whatever moment, the old file stands or the new one does, and nothing lies beside."""
    target, arguments = WRITERS[writer]
    chance = random.Random(writer)
    calls = int(bench.run(arguments, at=0)["calls"])
    for position, name in enumerate(SIGNALS * 3 if HARD else chance.sample(SIGNALS, 2)):
        number = getattr(signal, name)
        # Two moments in three lie near the end, when the file is put in its place.
        moment = calls - chance.randrange(1, 250) if position % 3 else chance.randrange(1, calls)
        before = whole[writer] if position % 2 and writer != "backup" else None
        end = bench.run(arguments, before=before, signal=number, at=moment)
        check_signal(end, number, bench, target)
        if end["status"] == 0:
            assert target in end["files"]
        if target in end["files"] and end["files"][target] != _fingerprint(before):
            copy = bench.elsewhere.parent / "copy"
            (again,) = bench.ask([{**bench.job(("check",)), "keep": True, "files": {}, "fetch": {target: str(copy)}}])
            assert again["status"] == 0
            check_whole(copy, whole[writer])


def check_whole(path: Path, undisturbed: Path) -> None:
    """Look that a file is what an undisturbed command writes; only its clocks may differ."""
    if undisturbed.suffix == ".xlsx":
        with zipfile.ZipFile(path) as one, zipfile.ZipFile(undisturbed) as other:
            names = other.namelist()
            assert one.namelist() == names
            for name in names:
                assert name == "docProps/core.xml" or one.read(name) == other.read(name)
    else:
        assert path.read_bytes() == undisturbed.read_bytes()


@pytest.fixture(scope="module")
def taken(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], int, int]:
    """Return what a ledger holds after an undisturbed taking in, how many calls that took, and how large it is."""
    path = tmp_path_factory.mktemp("taken") / "new.db"
    end = bench.run(take(bench), at=0, fetch={"new.db": str(path)})
    assert end["status"] == 1, end  # some of the lines cannot be read
    return contents(path), int(end["calls"]), path.stat().st_size


def take(bench: Bench) -> tuple[str, ...]:
    """Return the command that takes the articles into a new ledger."""
    return "add", bench.given["articles.jsonl"], "--workers", "0", "--ledger", "new.db"


def check_completed(bench: Bench, expected: dict[str, Any], copy: Path) -> None:
    """Look that the same command completes what an earlier one began."""
    (end,) = bench.ask([{**bench.job(take(bench)), "keep": True, "files": {}, "fetch": {"new.db": str(copy)}}])
    assert end["status"] == 1, end
    assert contents(copy) == expected


def test_a_signal_while_taking_in(bench: Bench, taken: tuple[dict[str, Any], int, int], tmp_path: Path) -> None:
    """Whatever signal ends it, the ledger is whole, and the same command completes it."""
    expected, calls, _ = taken
    chance = random.Random(1)
    for name in SIGNALS * 3 if HARD else chance.sample(SIGNALS, 2):
        number = getattr(signal, name)
        end = bench.run(take(bench), signal=number, at=chance.randrange(1, calls))
        assert end["status"] in ({1} if number == signal.SIGPIPE else {-number, 128 + number, 1}), end
        assert FAULT not in end["messages"]
        assert beside(end, bench.given, "new.db") <= {"new.db-wal", "new.db-shm", "new.db-journal"}
        check_completed(bench, expected, tmp_path / "copy.db")


def test_taking_in_without_room(bench: Bench, taken: tuple[dict[str, Any], int, int], tmp_path: Path) -> None:
    """Where the ledger may not grow, what is in it is whole, the message is a line, and later the same command goes on."""
    expected, _, size = taken
    for point in range(POINTS):
        end = bench.run(take(bench), limit=size * point // POINTS)
        assert end["status"] == 1, end
        check_told(end)
        check_completed(bench, expected, tmp_path / "copy.db")


def test_taking_in_on_a_full_disk(full: Bench, taken: tuple[dict[str, Any], int, int], tmp_path: Path) -> None:
    """Where the disk is full, likewise."""
    expected, _, size = taken
    for point in range(POINTS):
        end = full.run(take(full), room=size * point // POINTS)
        assert end["status"] == 1, end
        check_told(end)
        full.ask([{**full.job(("--version",)), "keep": True, "files": {}}])  # which frees the disk
        check_completed(full, expected, tmp_path / "copy.db")


def check_told(end: dict[str, Any]) -> None:
    """Look that the last line says why it stopped; those before it tell of articles that cannot be read."""
    *unread, last = end["messages"].splitlines()
    assert FAULT not in end["messages"]
    assert "new.db" in last
    assert all("articles.jsonl" in line for line in unread)


@pytest.mark.parametrize("writer", RACERS)
def test_two_write_one_file(bench: Bench, whole: dict[str, Path], writer: str) -> None:
    """Of two commands that write the same new file at once one does, the other does or is told; the file is whole."""
    target, arguments = WRITERS[writer]
    for _ in range(POINTS):
        job = bench.job(arguments)
        ends = bench.ask([job, {**job, "keep": True, "files": {}}])
        assert 0 in {end["status"] for end in ends}, ends
        for end in ends:
            if end["status"]:
                assert target in end["messages"]
                assert len(end["messages"].splitlines()) == 1
                assert FAULT not in end["messages"]
            assert not beside(end, bench.given, target)
            assert end["files"][target] == _fingerprint(whole[writer])


def test_two_take_into_one_ledger(bench: Bench, tmp_path: Path) -> None:
    """Two commands that take the same articles into one ledger, new to both, lose none and store none twice."""
    copy = tmp_path / "copy.db"
    command = ("add", bench.given["plain.jsonl"], "--workers", "0", "--ledger", "new.db")
    bench.run(command, fetch={"new.db": str(copy)})
    expected = contents(copy)
    for _ in range(POINTS):
        job = bench.job(command)
        ends = bench.ask([job, {**job, "keep": True, "files": {}}])
        assert [end["status"] for end in ends] == [0, 0], ends
        bench.ask([{**bench.job(("--version",)), "keep": True, "files": {}, "fetch": {"new.db": str(copy)}}])
        got = contents(copy)
        for part in ("articles", "versions", "statements"):
            assert got[part] == expected[part]
