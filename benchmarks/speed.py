"""
How fast does selon read, beside the parser that it stands on and beside its peers?

    python benchmarks/speed.py                 the commands, and the reader on the project's own gold
    SELON_DATA=… python benchmarks/speed.py    the same on real articles
    python benchmarks/speed.py fr --pairs 9    French alone, nine processes of each kind
    python benchmarks/speed.py --against pipeline,textacy

First the commands, each a process of its own: ``selon --help``, and ``selon read`` of a sentence. Then, for each language,
the reader and what it is compared with read the same articles, each side in fresh processes, in turns; a process first
reads other articles, so that it is warm, then each timed article once. What counts is the CPU time, of all processes the
median; the ratio says how many times as fast as the other side the reader is. Beside it stand the start with the first 20
articles, and the timed ones read a second time.

The reader reads by rules alone. The sides: ``encoder`` is the reader with the encoder; ``pipeline`` the spaCy
pipeline as it is shipped, with all its components, on whole articles; ``paragraphs`` the same on single paragraphs;
``openblas`` and ``openblas-paragraphs`` the same with numpy's matrix product in place of blis's; ``textacy`` the
pipeline and textacy's direct quotations, where textacy is installed. Texts: with ``SELON_DATA``, 45 French and 40
English articles, warmed on up to 200 others; without, half of the project's gold, warmed on the other half.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from selon.parse import kernel

if "--side" in sys.argv:
    kernel.hold_to_one_thread()

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
SELON = [sys.executable, "-c", "import sys; from selon.cli import main; sys.exit(main())"]
SENTENCES = {
    "fr": "Selon la ministre, le texte sera voté mardi.",
    "en": "The text will be put to a vote, the minister said.",
}
TIMED = {"fr": (("fr_dev", None), ("fr_unlabelled", None)), "en": (("en_dev", 40),)}
"""Sets of ``SELON_DATA`` that are timed, and how many articles of each."""
WARMING = {"fr": ("fr_train", "fr_more"), "en": ("en_train",)}
"""Sets that are read before."""
WARM = 200
FIRST = 20
"""Articles that are timed together with the start."""
SIDES = ("encoder", "pipeline", "paragraphs", "openblas", "openblas-paragraphs", "textacy")


def main() -> int:
    """Print the times asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANG", default=["fr", "en"], help="language codes: fr en")
    parser.add_argument("--pairs", type=int, default=5, help="processes of each side; the median counts")
    parser.add_argument("--against", default=",".join(SIDES[:4]), help=f"sides, of: {', '.join(SIDES)}")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="also write the figures there")
    parser.add_argument("--side", help=argparse.SUPPRESS)  # what each process is started with
    options = parser.parse_args()
    if options.side:
        print(json.dumps(_side(options.side, options.languages[0])))
        return 0
    print(_machine())
    figures: dict[str, Any] = _commands(options.languages, options.pairs)
    for code in options.languages:
        figures[code] = _compared(code, options.against.split(","), options.pairs)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _machine() -> str:
    """Return on what the figures are measured: processor, product, versions."""
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    told = "import numpy; from blis.py import gemm; gemm(numpy.ones((2, 2), 'f4'), numpy.ones((2, 2), 'f4'))"
    debug = os.environ | {"BLIS_ARCH_DEBUG": "1"}
    done = subprocess.run([sys.executable, "-c", told], env=debug, capture_output=True, text=True, check=False)  # noqa: S603
    blis = (done.stdout + done.stderr).strip().rpartition("configuration ")[2].strip("'. ") or "unknown"
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "blis", "numpy"))
    return (
        f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores; Python {platform.python_version()}\n"
        f"{versions}; blis: {blis}; faster here: {kernel.fastest()}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _commands(languages: Iterable[str], rounds: int) -> dict[str, float]:
    figures = {"help": min(_cpu([*SELON, "--help"]) for _ in range(rounds))}
    print(f"selon --help                                {figures['help']:6.2f} CPU seconds")
    with tempfile.TemporaryDirectory() as folder:
        for code in languages:
            path = Path(folder) / f"{code}.txt"
            path.write_text(SENTENCES[code], encoding="utf-8")
            figures[f"read {code}"] = min(_cpu([*SELON, "read", str(path), "--lang", code]) for _ in range(rounds))
            print(f"selon read, a sentence ({code})               {figures[f'read {code}']:6.2f} CPU seconds")
    return figures


def _cpu(command: list[str]) -> float:
    """Return the CPU seconds of a process and those that it starts."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _compared(code: str, sides: list[str], pairs: int) -> dict[str, Any]:
    """Print and return how the reader compares with *sides*."""
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(pairs):
        for side in ("reader", *sides):
            command = [sys.executable, __file__, code, "--side", side]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
            found.setdefault(side, []).append(json.loads(done.stdout))
    figures = {
        side: {name: statistics.median(run[name] for run in runs) for name in runs[0]} for side, runs in found.items()
    }
    reader = figures["reader"]
    print(f"{code}: reader             {reader['words'] / reader['timed']:8.0f} words a CPU second")
    for side in sides:
        other = figures[side]
        ratios = {name: other[name] / reader[name] for name in ("timed", "first", "again")}
        other["ratio"] = ratios["timed"]
        print(
            f"{code}: against {side:20} {ratios['timed']:5.2f} times as fast"
            f" (start and first {FIRST} {ratios['first']:.2f}, read again {ratios['again']:.2f})"
        )
    return figures


def _side(side: str, code: str) -> dict[str, float]:
    """Return the CPU seconds that *side* takes, in this process."""
    timed, warming = _texts(code)
    words = sum(len(text.split()) for text in timed)
    started = time.process_time()
    read = _reading(side, code)
    _seconds(read, warming[:FIRST])
    first = time.process_time() - started
    _seconds(read, warming[FIRST:])
    return {"words": words, "first": first, "timed": _seconds(read, timed), "again": _seconds(read, timed)}


def _seconds(read: Callable[[str], object], texts: Iterable[str]) -> float:
    started = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - started


def _texts(code: str) -> tuple[list[str], list[str]]:
    """Return the texts to time, and those to read before."""
    folder = os.environ.get("SELON_DATA")
    if folder is None:
        texts = list(_read(GOLD / f"{code}.jsonl"))
        return texts[::2], texts[1::2]
    data = Path(folder)
    timed = [text for name, most in TIMED[code] for text in islice(_read(data / f"{name}.jsonl"), most)]
    warming = [text for name in WARMING[code] for text in _read(data / f"{name}.jsonl")]
    return timed, warming[:WARM]


def _read(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def _reading(side: str, code: str) -> Callable[[str], object]:
    """Return what reads one text on *side*."""
    if side in ("reader", "encoder"):
        from selon import Reader  # noqa: PLC0415 - each process loads what it needs

        reader = Reader(fast=side == "reader")
        return lambda text: reader.read_text(text, lang=code)
    import spacy  # noqa: PLC0415

    from selon import lang  # noqa: PLC0415

    pipeline = spacy.load(lang.load(code).pipeline or "")
    if side.startswith("openblas"):
        _multiply_by_numpy(pipeline)
    if side.endswith("paragraphs"):
        return lambda text: list(pipeline.pipe(text.split("\n\n")))
    if side == "textacy":
        try:
            version("textacy")
        except PackageNotFoundError:
            sys.exit("speed: textacy is not installed; pip install textacy, or leave it out of --against")
        from textacy.extract import direct_quotations  # noqa: PLC0415

        def quotations(text: str) -> None:
            with suppress(ValueError):  # which it raises over a text whose marks do not pair
                list(direct_quotations(pipeline(text)))

        return quotations
    return pipeline


def _multiply_by_numpy(pipeline: Any) -> None:  # noqa: ANN401 - spaCy's
    from thinc.api import NumpyOps  # noqa: PLC0415

    operations = NumpyOps(use_blis=False)
    for name in pipeline.pipe_names:
        model = getattr(pipeline.get_pipe(name), "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            node.ops = operations


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"speed: {error.stderr.decode() if isinstance(error.stderr, bytes) else error.stderr}")
