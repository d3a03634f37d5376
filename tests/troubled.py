"""
A process in which commands of selon meet trouble: a disk without room, a signal in the middle, one another.

It loads everything once, then reads lists of jobs from its standard input, a list a line, and runs the jobs of a list at
the same time, each in a process of its own. For each it answers how it ended and which files its folder then holds.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import importlib
import io
import json
import os
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from selon.model import Article

NEEDED = (
    "datasketch", "lxml.etree", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "matplotlib.figure", "openpyxl", "pyarrow.parquet", "selon.evaluate", "selon.export.html", "selon.export.plot",
    "selon.export.xlsx", "selon.intake", "selon.reader", "spacy.tokens",
)  # fmt: skip
"""What the commands would load by and by: it is no part of their work."""

Job = dict[str, Any]
"""
``arguments`` of selon, the ``folder`` to run in, which is emptied unless ``keep`` is set; ``files`` to put there first, by
name; ``limit``, the bytes a file may have; ``room``, the bytes left on the disk of ``folder``; ``temporary``, the folder of
temporary files; ``signal`` to be sent ``at`` that many calls (0: only count them); ``fetch``, the names of files to be
copied out afterwards and where to.
"""


class FakeReader:
    """A reader that finds in everything what an invented article says."""

    def __init__(self, **_options: object) -> None:
        """Load nothing."""

    def read(self, _source: object, **_options: object) -> Article:
        """Return the invented article."""
        from newsroom import story  # noqa: PLC0415 - found once the path is set

        return story(5)

    def read_text(self, text: str, **_options: object) -> Article:
        """Return it with *text*, which is its own."""
        return replace(self.read(text), text=text)


def run(job: Job) -> NoReturn:
    """Run the command of *job* in this process and end with its status."""
    from selon.cli import _run, main, signals  # noqa: PLC0415 - found once the path is set

    for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGXCPU", "SIGUSR1", "SIGUSR2"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(job["folder"])
    tempfile.tempdir = job["temporary"]
    if "limit" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["limit"], resource.RLIM_INFINITY))
    calls, fatal, listens = 0, job.get("at"), False
    over = signals.stopping.__wrapped__.__code__  # type: ignore[attr-defined]

    def count(frame: FrameType, event: str, _what: object) -> None:
        # Counted is what happens while selon listens to signals: before and after, Python answers as it does.
        nonlocal calls, listens
        if event == "call" and frame.f_code in (_run.__code__, over):
            listens = frame.f_code is not over
        if listens and event in ("call", "c_call"):
            calls += 1
            if calls == fatal:
                os.kill(os.getpid(), job["signal"])

    if fatal is not None:
        sys.setprofile(count)
    status = main(job["arguments"])
    sys.setprofile(None)
    gc.collect()  # what is lost without being closed says so now
    os.write(job["told"], str(calls).encode())
    # As at the end of any process, but for taking apart what it shares with the one it comes from, which takes long.
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no other way
    sys.stdout.flush()
    os._exit(status)


def start(job: Job) -> tuple[int, dict[str, int]]:
    """Start *job* and return its process, and where its output, its messages and its calls can be read."""
    folder = Path(job["folder"])
    filler = folder.parent / "filler"
    filler.unlink(missing_ok=True)
    if not job.get("keep"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for left in listed(job["temporary"]):
            (Path(job["temporary"]) / left).unlink()
    for name, source in job.get("files", {}).items():
        shutil.copyfile(source, folder / name)
    if "room" in job:
        disk = os.statvfs(folder)
        with filler.open("wb") as stream:
            os.posix_fallocate(stream.fileno(), 0, max(1, disk.f_bavail * disk.f_frsize - job["room"]))
    pipes = {name: os.pipe() for name in ("output", "messages", "calls")}
    process = os.fork()
    if not process:
        os.dup2(pipes["output"][1], 1)
        os.dup2(pipes["messages"][1], 2)
        run({**job, "told": pipes["calls"][1]})
    for _, writable in pipes.values():
        os.close(writable)
    return process, {name: readable for name, (readable, _) in pipes.items()}


def finish(started: list[tuple[int, dict[str, int]]]) -> list[dict[str, Any]]:
    """Return how the processes ended, and what they said."""
    said: dict[int, bytes] = {}
    with selectors.DefaultSelector() as watched:
        for _, pipes in started:
            for readable in pipes.values():
                said[readable] = b""
                watched.register(readable, selectors.EVENT_READ)
        while watched.get_map():
            for key, _ in watched.select():
                data = os.read(key.fd, 65536)
                said[key.fd] += data
                if not data:
                    watched.unregister(key.fd)
                    os.close(key.fd)
    return [
        {
            "status": os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]),
            **{name: said[readable].decode(errors="replace") for name, readable in pipes.items()},
        }
        for process, pipes in started
    ]


def listed(folder: str) -> dict[str, str]:
    """Return the files of *folder* with their fingerprints."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir() if path.is_file()
    }


def main() -> None:
    """Serve. The argument is a folder on whose place a disk of its own is put first, or nothing."""
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1:]:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "selon", sys.argv[1]], check=True)  # noqa: S603, S607
    for name in NEEDED:
        importlib.import_module(name)
    from newsroom import story  # noqa: PLC0415 - found once the path is set

    from selon.export.docbin import write_docbin  # noqa: PLC0415

    write_docbin([("en", story(3))], io.BytesIO())  # which makes the tokenizer
    gc.freeze()
    importlib.import_module("selon.reader").Reader = FakeReader  # type: ignore[attr-defined]
    print("ready", flush=True)  # noqa: T201 - the answer
    for line in sys.stdin:
        jobs: list[Job] = json.loads(line)
        ended = finish([start(job) for job in jobs])
        for job, end in zip(jobs, ended, strict=True):
            for name, target in job.get("fetch", {}).items():
                shutil.copyfile(Path(job["folder"]) / name, target)
            end |= {"files": listed(job["folder"]), "temporary": listed(job["temporary"])}
        print(json.dumps(ended), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
