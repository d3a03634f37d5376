"""
What can a stranger's server do to ``selon add`` and ``selon watch``?

Servers on this machine's loopback address play every trick of ``hostile_tricks``, each on a port of its own. ``add`` is
given the trick and a page of a sound server, ``watch`` a feed that names both. The command must end by itself in time, with
its summary, without a fault of selon's own, in bounded memory; the sound page must be taken, and of the trick must become
what is said of it there. Prints a line a trick, and exits with 1 when one does not hold::

    python benchmarks/hostile.py [--only WORDS] [--errors]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from hostile_tricks import TRICKS, Site, Trick, page, rss

SECONDS = 45.0
"""What a command may take: three tries each for the rules of a host and for a page, and reading what was fetched."""

PATIENCE = 1.0
"""Seconds that a fetch may take here; 20 outside."""

MEMORY = 1200
"""Megabytes that the process may take at most, models included: a page may have 10 MB, a list 50."""


def main() -> int:
    """Play the tricks and return the exit status."""
    parser = argparse.ArgumentParser(description="Play a stranger's tricks against add and watch.")
    parser.add_argument("--only", metavar="WORDS", default="", help="play only the tricks whose names hold WORDS")
    parser.add_argument("--errors", action="store_true", help="show what the commands said")
    options = parser.parse_args()
    chosen = [trick for trick in TRICKS if options.only in trick.name]
    failed = 0
    with tempfile.TemporaryDirectory() as folder, Commands() as commands:
        for number, trick in enumerate(chosen):
            for command in ("add", "watch"):
                told, faults = play(trick, command, Path(folder) / f"{number}-{command}.db", commands)
                failed += bool(faults)
                mark = "FAILS" if faults else "holds"
                sys.stdout.write(f"{mark}  {command:5}  {trick.name:58}  {told}\n")
                for fault in faults:
                    sys.stdout.write(f"         {fault}\n")
                if options.errors:
                    sys.stdout.write(re.sub("(?m)^", "         ", commands.last) + "\n")
                sys.stdout.flush()
    sys.stdout.write(f"{len(chosen)} tricks, twice each; {failed} do not hold\n")
    return 1 if failed else 0


def play(trick: Trick, command: str, ledger: Path, commands: Commands) -> tuple[str, list[str]]:
    """Return what *command* made of *trick* in a few words, and what does not hold."""
    sound_page = page("saine")
    with Site(trick.routes) as site, Site({}) as sound:
        trap = f"{trick.scheme}://{site.host}{trick.path}"
        good = f"{sound.address}/bon"
        sound.routes = {"/bon": sound_page, "/feed": rss(trap, good), "/only": rss(good)}
        if command == "add":
            given = [trap, good]
        else:
            feeds = [trap, f"{sound.address}/only"] if trick.is_list else [f"{sound.address}/feed"]
            given = [*feeds, "--cycles", "2", "--every", "0", "--silent", "500000"]
        result = commands.run([command, *given, "--ledger", str(ledger), "--workers", "0", "--delay", "0", "--fast"])
        faults = list(_faults(trick, command, result, site))
    told = f"{result.seconds:5.1f} s  {result.megabytes:5.0f} MB  {len(site.asked):3} requests  {_summary(result.out)}"
    return told, faults


def _faults(trick: Trick, command: str, result: Result, site: Site) -> Iterator[str]:
    if result.status not in (0, 1):
        yield f"it ended with {result.status}: {result.err[-300:]}"
        return
    lines = [line for line in result.out.splitlines() if " statements" in line]
    if len(lines) != (1 if command == "add" else 2):
        yield f"it printed {len(lines)} summaries"
        return
    taken = sum(int(count) for line in lines for count in re.findall(r"(\d+) (?:taken|duplicate)", line))
    sound, both = 1, 2
    if taken < sound:
        yield "the sound page was not taken"
    if trick.becomes == "taken" and taken < both:
        yield "the page was not taken"
    if trick.becomes == "failed" and taken > sound:
        yield "it was taken for an article"
    if "fault" in result.out or "Traceback" in result.err:
        yield f"a fault in selon: {result.err[-300:]}"
    if "\x1b" in result.out + result.err or "s3cret" in result.out + result.err:
        yield "what the server said was printed as it came"
    if result.megabytes > MEMORY:
        yield f"it took {result.megabytes:.0f} MB, more than {MEMORY}"
    if trick.requests is not None and len(site.asked) > trick.requests * (1 if command == "add" else 2):
        yield f"it asked {len(site.asked)} times: {', '.join(site.asked[:12])}"


def _summary(out: str) -> str:
    lines = [line for line in out.splitlines() if " statements" in line]
    return lines[0].partition(";")[0][-60:] if lines else "no summary"


@dataclass
class Result:
    """What became of a command."""

    status: int | str
    out: str = ""
    err: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


@dataclass
class Commands:
    """A process that runs commands one after the other; one that hangs is ended, and its process replaced."""

    last: str = field(default="", init=False)
    _pipe: Connection | None = field(default=None, init=False)
    _process: Any = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def run(self, arguments: list[str]) -> Result:
        """Run the command with *arguments* and return what became of it."""
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(there,), daemon=True)
            self._process.start()
            there.close()
            self._pipe.recv()  # the models are loaded
        began = time.monotonic()
        self._pipe.send(arguments)
        result = Result(f"still running after {SECONDS:.0f} s")
        try:
            if self._pipe.poll(SECONDS):
                result = self._pipe.recv()
        except (EOFError, OSError):
            result = Result("the process died")
        result.seconds = time.monotonic() - began
        if not isinstance(result.status, int):
            self._end()
        self.last = result.out + result.err
        return result

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._pipe = None


def _serve(pipe: Connection) -> None:
    """Run commands until the pipe closes, on a network in which this machine alone counts as public."""
    from selon.cli import main as command  # noqa: PLC0415 - in its own process
    from selon.intake import polite, shared  # noqa: PLC0415
    from selon.reading import network, public  # noqa: PLC0415

    setattr(network, "is_public", lambda address: address == "127.0.0.1" or public.is_public(address))  # noqa: B010
    setattr(polite, "get_from_network", partial(polite.get_from_network, timeout=PATIENCE))  # noqa: B010
    shared.reader().load()
    pipe.send("ready")
    while True:
        try:
            arguments = pipe.recv()
        except EOFError:
            return
        _forget_peak()
        with contextlib.redirect_stdout(_paper()) as out, contextlib.redirect_stderr(_paper()) as err:
            try:
                status: int | str = command(arguments)
            except BaseException as error:  # noqa: BLE001 - whatever ends a command is what is looked for
                status = f"{type(error).__name__}: {error}"
        pipe.send(Result(status, _read(out), _read(err), megabytes=_peak()))


def _paper() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")


def _read(paper: io.TextIOWrapper) -> str:
    paper.seek(0)
    return paper.read()


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    """Return the megabytes that this process has taken at most since the peak was forgotten."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text()
        if found := re.search(r"VmHWM:\s*(\d+) kB", status):
            return int(found[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    sys.exit(main())
