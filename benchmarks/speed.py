"""
How fast does selon read, beside the parser that it stands on and beside its peers?

    python benchmarks/speed.py                 the commands, and the reader on the project's own gold
    SELON_DATA=… python benchmarks/speed.py    the same on real articles
    python benchmarks/speed.py fr --pairs 9    French alone, nine processes of each kind
    python benchmarks/speed.py --against pipeline,textacy
    python benchmarks/speed.py --peer citron=CHECKOUT:ENVIRONMENT/bin/python

First the commands, each a process of its own: ``selon --help``, and ``selon read`` of a sentence. Then, for each language,
the reader and what it is compared with read the same articles, each side in fresh processes, in turns; a process first
reads other articles, so that it is warm, then each timed article once. What counts is the CPU time, of all processes the
median; the ratio says how many times as fast as the other side the reader is. Beside it stand the start with the first 20
articles, and the timed ones read a second time.

The reader reads by rules alone. The sides: ``encoder`` is the reader with the encoder; ``pipeline`` the spaCy
pipeline as it is shipped, with all its components, on whole articles; ``paragraphs`` the same on single paragraphs;
``openblas`` and ``openblas-paragraphs`` the same with numpy's matrix product in place of blis's; ``textacy`` the
pipeline and textacy's direct quotations, where textacy is installed. Two peers run from a checkout, with the Python
of an environment that has their packages (this one, if none is named): ``citron``, the BBC's (English), and ``gendergap``,
the quotation extractors of the Gender Gap Tracker (both languages), as their authors run them on whole articles, on one
thread. Beside each stand the spaCy and the model that it loads, and its speed beside that pipeline alone.

Texts: with ``SELON_DATA``, 45 French and 40 English articles, warmed on up to 200 others; without, half of the project's
gold, warmed on the other half.
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
PEERS = {"citron": ("en",), "gendergap": ("en", "fr")}
"""Sides that need a checkout, and the languages that each reads."""
TRACKED = {"en": ("nlp/english", "en_core_web"), "fr": ("nlp/french", "fr_core_news")}
"""Where the Gender Gap Tracker has its extractor of a language, and the family of models that it loads."""
MODEL_SIZES = ("lg", "md", "sm")
"""Of a family, the first that is installed is loaded; its authors take the large one."""


def main() -> int:
    """Print the times asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANG", default=["fr", "en"], help="language codes: fr en")
    parser.add_argument("--pairs", type=int, default=5, help="processes of each side; the median counts")
    parser.add_argument("--against", default=",".join(SIDES[:4]), help=f"sides, of: {', '.join((*SIDES, *PEERS))}")
    parser.add_argument(
        "--peer", action="append", default=[], metavar="NAME=CHECKOUT[:PYTHON]", help="a side that is a peer's checkout"
    )
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="also write the figures there")
    parser.add_argument("--side", help=argparse.SUPPRESS)  # what each process is started with
    options = parser.parse_args()
    peers = dict(_given(peer) for peer in options.peer)
    if options.side:
        print(json.dumps(_side(options.side, options.languages[0], *peers.get(options.side, ())[:1])))
        return 0
    if missing := [place for places in peers.values() for place in places if not Path(place).exists()]:
        parser.error(f"there is no {missing[0]}: write --peer NAME=CHECKOUT:PYTHON")
    if "SELON_DATA" in os.environ:  # peers run in a folder of their own
        os.environ["SELON_DATA"] = str(Path(os.environ["SELON_DATA"]).absolute())
    sides = list(dict.fromkeys([*options.against.split(","), *peers]))
    if unknown := [side for side in sides if side not in SIDES and side not in PEERS]:
        parser.error(f"no side {unknown[0]!r}: take {', '.join((*SIDES, *PEERS))}")
    print(_machine())
    figures: dict[str, Any] = _commands(options.languages, options.pairs)
    for code in options.languages:
        figures[code] = _compared(code, sides, options.pairs, peers)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _given(peer: str) -> tuple[str, tuple[str, str]]:
    """Return the name, and the checkout and the Python, of NAME=CHECKOUT[:PYTHON]."""
    name, _, places = peer.partition("=")
    checkout, _, python = places.partition(":")
    return name, (str(Path(checkout).absolute()), str(Path(python or sys.executable).absolute()))


def _machine() -> str:
    """Return on what the figures are measured: processor, product, versions."""
    from selon.parse import kernel  # noqa: PLC0415 - which the Python of a peer does not have

    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "blis", "numpy"))
    return (
        f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores; Python {platform.python_version()}\n"
        f"{versions}; blis: {_blis(sys.executable)}; faster here: {kernel.fastest()}"
    )


def _blis(python: str) -> str:
    """Return the kernels that the blis of *python* takes on this processor."""
    told = "import numpy; from blis.py import gemm; gemm(numpy.ones((2, 2), 'f4'), numpy.ones((2, 2), 'f4'))"
    debug = os.environ | {"BLIS_ARCH_DEBUG": "1"}
    done = subprocess.run([python, "-I", "-c", told], env=debug, capture_output=True, text=True, check=False)  # noqa: S603
    return (done.stdout + done.stderr).strip().rpartition("configuration ")[2].strip("'. ") or "unknown"


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


def _compared(code: str, sides: list[str], pairs: int, peers: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Print and return how the reader compares with *sides*; *peers* are the checkouts and Pythons."""
    found: dict[str, list[dict[str, Any]]] = {"reader": []}
    for side in sides:
        if side in PEERS and code not in PEERS[side]:
            print(f"{code}: {side} is left out: it does not read {code}")
        elif side in PEERS and side not in peers:
            print(f"{code}: {side} is left out: no checkout; name one with --peer {side}=CHECKOUT[:PYTHON]")
        else:
            found[side] = []
    for _ in range(pairs):
        for side, runs in found.items():
            runs.append(_process(side, code, *peers.get(side, ())))
    figures: dict[str, Any] = {
        side: {name: statistics.median(run[name] for run in runs) for name in runs[0] if name != "loaded"}
        for side, runs in found.items()
    }
    reader = figures["reader"]
    print(f"{code}: reader             {reader['words'] / reader['timed']:8.0f} words a CPU second")
    for side, other in figures.items():
        if side == "reader":
            continue
        ratios = {name: other[name] / reader[name] for name in ("timed", "first", "again")}
        other["ratio"] = ratios["timed"]
        print(
            f"{code}: against {side:20} {ratios['timed']:5.2f} times as fast"
            f" (start and first {FIRST} {ratios['first']:.2f}, read again {ratios['again']:.2f})"
        )
        if side in peers:
            other["loaded"] = f"{found[side][0]['loaded']}; blis: {_blis(peers[side][1])}"
            other["beside its pipeline"] = other["alone"] / other["again"]
            print(
                f"    {other['beside its pipeline']:.2f} times as fast as the pipeline that it loads: {other['loaded']}"
            )
    return figures


def _process(side: str, code: str, checkout: str | None = None, python: str = sys.executable) -> dict[str, Any]:
    """Return the figures of a process of its own, of *python* where *side* is a peer."""
    command = [sys.executable, __file__, code, "--side", side]
    if checkout:
        command = [python, "-I", *command[1:], "--peer", f"{side}={checkout}"]
    with tempfile.TemporaryDirectory() as folder:  # for what a peer logs
        cwd = folder if checkout else None
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd)  # noqa: S603 - ourselves
    return json.loads(done.stdout)


def _side(side: str, code: str, checkout: str | None = None) -> dict[str, Any]:
    """Return the CPU seconds that *side* takes, in this process."""
    timed, warming = _texts(code)
    words = sum(len(text.split()) for text in timed)
    if checkout:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
    else:
        from selon.parse import kernel  # noqa: PLC0415 - which the Python of a peer does not have

        kernel.hold_to_one_thread()
    started = time.process_time()
    pipeline, read = _peer(side, code, Path(checkout)) if checkout else (None, _reading(side, code))
    _seconds(read, warming[:FIRST])
    first = time.process_time() - started
    _seconds(read, warming[FIRST:])
    figures: dict[str, Any] = {
        "words": words,
        "first": first,
        "timed": _seconds(read, timed),
        "again": _seconds(read, timed),
    }
    if pipeline is None:
        return figures
    meta = pipeline.meta
    loaded = f"spacy {version('spacy')}, blis {version('blis')}, {meta['lang']}_{meta['name']} {meta['version']}"
    return {**figures, "alone": _seconds(pipeline, timed), "loaded": loaded}


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


def _peer(name: str, code: str, checkout: Path) -> tuple[Any, Callable[[str], object]]:
    """Return the pipeline that a peer loads, and what reads one text as its authors do; its packages are installed here."""
    if name == "citron":
        sys.path.insert(0, str(checkout))
        from citron.citron import Citron  # noqa: PLC0415 - of the checkout, as is quote_extractor

        (model,) = (checkout / "models").iterdir()
        citron = Citron(str(model))
        return citron.nlp, citron.extract
    folder, family = TRACKED[code]
    sys.path.insert(0, str(checkout / folder))
    import quote_extractor  # noqa: PLC0415
    import spacy  # noqa: PLC0415

    installed = [model for size in MODEL_SIZES if spacy.util.is_package(model := f"{family}_{size}")]
    if not installed:
        sys.exit(f"speed: no model {family}_{MODEL_SIZES[0]} is installed for {sys.executable}, nor a smaller one")
    pipeline = spacy.load(installed[0])
    verbs = checkout / folder / "rules" / "quote_verb_list.txt"
    settings = {"spacy_lang": pipeline, "out_dir": "", "NLP": {"QUOTE_VERBS": str(verbs)}}
    extractor = quote_extractor.QuoteExtractor(settings)
    return pipeline, lambda text: extractor.extract_quotes(pipeline(quote_extractor.utils.preprocess_text(text)))


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
