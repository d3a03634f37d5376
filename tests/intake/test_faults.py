"""
Faults: killed at any point, cut off by a power failure, the same command completes the same ledger.

``SELON_FAULTS`` says how many times the process is killed; ``make faults`` sets it to 120.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import TESTS
from newsroom import contents, write_sources

from selon.ledger import Ledger

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SELON_FAULTS", "12"))

TAKE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from workers import open_plain
from selon.intake import Options, add, items
from selon.ledger import Ledger, Software, connection

source, ledger, log, fatal = sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
calls = 0

def counted(name):
    original = getattr(connection.Database, name)
    def wrapped(*args):
        global calls
        calls += 1
        if calls == fatal:
            os.kill(os.getpid(), 9)
        return original(*args)
    return wrapped

connection.Database.execute = counted("execute")
connection.Database.executemany = counted("executemany")

def report(progress):
    with open(log, "a") as stream:
        stream.writelines(item.source + "\\n" for item, _ in progress.kept)
        stream.flush()
        os.fsync(stream.fileno())

with Ledger(ledger) as book:
    def known(name):
        found = book.taken(name)
        return found.fingerprint if found else None
    add(book, items([source], Options(known=known)), workers=0, make=open_plain, by=Software("faults"), report=report)
    print(calls)
"""


def take(source: Path, ledger: Path, log: Path, fatal: int = -1) -> tuple[int, int]:
    """Run the taking in, killed at database call number *fatal*; return its exit status and its calls."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", TAKE, str(TESTS), str(source), str(ledger), str(log), str(fatal)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, int(done.stdout or 0)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[tuple[object, ...]]], int]:
    """Return the sources, what an undisturbed run makes of them, and how often that calls the database."""
    folder = tmp_path_factory.mktemp("faults")
    source = folder / "a.jsonl"
    write_sources(source)
    status, calls = take(source, folder / "whole.db", folder / "log")
    assert status == 0
    return source, contents(folder / "whole.db"), calls


def reported(log: Path) -> set[str]:
    """Return what was reported as kept, but for a last line that was not written to its end."""
    return set(log.read_text(encoding="utf-8").rpartition("\n")[0].splitlines()) if log.exists() else set()


def done(path: Path) -> set[str]:
    """Return the sources that a ledger holds as read or as failed."""
    with Ledger(path) as ledger:
        assert ledger.check().problems == ()
        rows = ledger.db.execute("select source from intake union select source from failure")
        return {row["source"] for row in rows}


def test_killed_at_random_points(
    undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]], int], tmp_path: Path
) -> None:
    """Killed in the middle of writing, over and over, nothing reported is lost and the end is the same."""
    source, expected, calls = undisturbed
    chance = random.Random(KILLS)
    kills = rounds = 0
    while kills < KILLS:
        path, log = tmp_path / f"{rounds}.db", tmp_path / f"{rounds}.log"
        rounds += 1
        for _ in range(6):
            status, _ = take(source, path, log, fatal=chance.randrange(1, max(2, calls // 3)))
            if status == 0:
                break
            kills += 1
            if path.exists():
                assert reported(log) <= done(path)
        take(source, path, log)
        assert contents(path) == expected


def test_power_failure_tears_the_log(
    undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]], int], tmp_path: Path
) -> None:
    """Whatever part of the last writes a power failure leaves on the disk, the ledger is whole and can be completed."""
    source, expected, calls = undisturbed
    chance = random.Random(2 * KILLS)
    for number in range(max(3, KILLS // 4)):
        path, log = tmp_path / f"{number}.db", tmp_path / f"{number}.log"
        take(source, path, log, fatal=chance.randrange(calls // 10, calls))
        torn = path.with_name(path.name + "-wal")
        data = torn.read_bytes()
        torn.write_bytes(data[: chance.randrange(len(data) + 1)] + bytes(chance.randrange(5000)))
        take(source, path, log)
        assert contents(path) == expected


def test_the_command_killed_with_its_workers(
    undisturbed: tuple[Path, dict[str, list[tuple[object, ...]]], int], tmp_path: Path
) -> None:
    """The real command with two workers, killed while it runs: no worker stays behind, and it completes."""
    source, expected, _ = undisturbed
    path = tmp_path / "news.db"
    code = "import sys; from selon.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "add", str(source), "--ledger", str(path), "--workers", "2"]
    chance = random.Random(3)
    for _ in range(max(3, KILLS // 10)):
        process = subprocess.Popen(  # noqa: S603 - our own code
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while not path.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 3.0))
        process.kill()
        process.wait()
        deadline = time.monotonic() + 30
        while _group_lives(process.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not _group_lives(process.pid)
        if path.exists():
            done(path)
    final = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert final.returncode == 1, final.stderr  # some of the lines cannot be read
    got = contents(path)
    assert got == expected


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
