"""
Faults while files are written: no room, a signal, a second writer. What stood there stands, or the new file does, whole.

Every command that writes is tried, in a process of its own. ``SELON_FAULTS`` says how hard: by default a few points each,
with ``make faults`` twenty points for each command and each kind of fault.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from newsroom import story
from test_ledger_faults import contents, write_sources

from selon.ledger import Ledger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

HARD = int(os.environ.get("SELON_FAULTS", "0")) > 0
POINTS = 20 if HARD else 2
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGKILL", "SIGPIPE")
TESTS = Path(__file__).parent
STORIES = 40
FAULT = "a fault in selon"

WRITERS = {
    "csv": ("out.csv", ("export", "out.csv", "--text")),
    "xlsx": ("out.xlsx", ("export", "out.xlsx", "--text")),
    "jsonl": ("out.jsonl", ("export", "out.jsonl", "--text")),
    "parquet": ("out.parquet", ("export", "out.parquet", "--text")),
    "webannotation": ("out.jsonld", ("export", "out.jsonld")),
    "docbin": ("out.spacy", ("export", "out.spacy")),
    "backup": ("out.db", ("backup", "out.db")),
    "corrections": ("out.jsonl", ("corrections", "export", "out.jsonl")),
    "svg": ("out.svg", ("stats", "--plot", "out.svg", "--json")),
    "png": ("out.png", ("stats", "--plot", "out.png", "--json")),
    "html": ("out.html", ("read", "a.txt", "--html", "out.html")),
    "predictions": ("out.jsonl", ("eval", "gold.jsonl", "--predictions", "out.jsonl", "--json")),
}
"""Every command that writes a file, and the file."""

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
    """

    ask: Ask
    given: dict[str, str]
    disk: Path
    elsewhere: Path

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
        if server.stdout.readline() != "ready\n":
            pytest.skip("no disk of one's own can be mounted here")

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
        for number in range(STORIES):
            ledger.add(story(number))
        for statement in list(ledger.statements()):
            ledger.accept(statement.id, who="Mona")
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
    write_sources(folder / "articles.jsonl")
    return {path.name: str(path) for path in folder.iterdir() if path.suffix in (".db", ".jsonl", ".txt")}


@pytest.fixture(scope="module")
def bench(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a bench on the usual disk."""
    disk, elsewhere = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("elsewhere")
    for ask in serve([sys.executable, str(TESTS / "troubled.py")]):
        yield Bench(ask, given, disk, elsewhere)


@pytest.fixture(scope="module")
def full(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a bench on a disk of a few megabytes, where one can be mounted: in a container often, elsewhere by root."""
    disk, elsewhere = tmp_path_factory.mktemp("small"), tmp_path_factory.mktemp("elsewhere")
    program = shutil.which("unshare")
    if program is None:
        pytest.skip("no unshare here")
    own = [program, "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    for ask in serve([*own, sys.executable, str(TESTS / "troubled.py"), str(disk)]):
        yield Bench(ask, given, disk, elsewhere)


@pytest.fixture(scope="module")
def whole(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return what each command writes undisturbed."""
    folder = tmp_path_factory.mktemp("whole")
    found = {}
    for writer, (name, arguments) in WRITERS.items():
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


@pytest.mark.parametrize("writer", WRITERS)
def test_files_may_not_grow(bench: Bench, whole: dict[str, Path], writer: str) -> None:
    """Whatever size a file may have at most, what does not fit is told in a line and nothing of it is left."""
    target, arguments = WRITERS[writer]
    size = whole[writer].stat().st_size
    replaced = writer != "backup"
    for point in range(POINTS):
        limit = size * point // POINTS
        before = whole[writer] if point % 2 and replaced else None
        end = bench.run(arguments, before=before, limit=limit)
        check_failure(end, bench, target, _fingerprint(before))
    end = bench.run(arguments, before=whole[writer] if replaced else None)
    assert end["status"] == 0, end


@pytest.mark.parametrize("writer", WRITERS)
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
    end = full.run(arguments)
    assert end["status"] == 0, end


def _fingerprint(path: Path | None) -> str | None:
    from troubled import listed  # noqa: PLC0415 - beside its use

    return listed(str(path.parent))[path.name] if path else None
