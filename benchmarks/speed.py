"""
How long does one article take, and how does the reader compare with the parser that it stands on?

    python benchmarks/speed.py                 both languages, 5 rounds
    python benchmarks/speed.py fr --rounds 9   French alone, 9 rounds

First the commands, each a process of its own: ``selon --help`` and ``selon read`` of an article of 700 words. Then, in
one process and warm, the reader against the full spaCy pipeline of the same model on the same articles, in turns; the
ratio says how many times as fast as that pipeline alone the reader is. Of all rounds the fastest counts: other work on
the machine only ever adds time. Texts: the project's own gold.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from selon import Reader, SelonError, lang
from selon.evaluate import load

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
SELON = [sys.executable, "-c", "import sys; from selon.cli import main; sys.exit(main())"]
WORDS = 700


def main() -> int:
    """Print the times asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANG", default=["fr", "en"], help="language codes: fr en")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each kind; the fastest counts")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="also write the figures there")
    options = parser.parse_args()
    figures = {"help_s": _process([*SELON, "--help"], options.rounds)}
    print(f"selon --help                    {figures['help_s']:8.2f} s")
    for code in options.languages:
        texts = [document.text or "" for document in load(GOLD / f"{code}.jsonl").values()]
        figures |= {f"{code}.{name}": value for name, value in _commands(code, texts, options.rounds).items()}
        figures |= {f"{code}.{name}": value for name, value in _throughput(code, texts, options.rounds).items()}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _process(command: list[str], rounds: int) -> float:
    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command

    return min(_timed(run) for _ in range(rounds))


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _article(texts: list[str]) -> str:
    """Return the first paragraphs of *texts* that make up an article of :data:`WORDS` words."""
    paragraphs: list[str] = []
    words = 0
    for paragraph in "\n\n".join(texts).split("\n\n"):
        paragraphs.append(paragraph)
        words += len(paragraph.split())
        if words >= WORDS:
            break
    return "\n\n".join(paragraphs)


def _commands(code: str, texts: list[str], rounds: int) -> dict[str, float]:
    article = _article(texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article, encoding="utf-8")
        whole = _process([*SELON, "read", "--json", str(path)], rounds)
    reader = Reader()
    start = _timed(lambda: reader.read_text("Rien. Nothing.", lang=code))
    after = min(_timed(lambda: reader.read_text(article, lang=code)) for _ in range(rounds))
    print(f"{code}: selon read, {len(article.split())} words      {whole:8.2f} s in all")
    print(f"{code}: the same, models loaded       {after:8.2f} s (loading them: {start:.2f} s)")
    return {"read_in_all_s": whole, "read_after_start_s": after, "models_s": start}


def _throughput(code: str, texts: list[str], rounds: int) -> dict[str, float]:
    pipeline = spacy.load(lang.load(code).pipeline or "")
    reader = Reader()
    tokens = sum(len(doc) for doc in pipeline.pipe(texts))
    sides: dict[str, Callable[[], object]] = {
        "reader": lambda: [reader.read_text(text, lang=code) for text in texts],
        "pipeline": lambda: list(pipeline.pipe(texts)),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for action in sides.values():
        action()
    # In turns, so that a slow minute of the machine falls on both.
    for _ in range(rounds):
        for name, action in sides.items():
            times[name].append(_timed(action))
    speed = {name: tokens / min(seconds) for name, seconds in times.items()}
    ratio = speed["reader"] / speed["pipeline"]
    print(f"{code}: reader                        {speed['reader']:8.0f} tokens/s")
    print(f"{code}: full spaCy pipeline           {speed['pipeline']:8.0f} tokens/s")
    print(f"{code}: reader against pipeline       {ratio:8.2f} times as fast")
    return {"reader_tokens_per_s": speed["reader"], "pipeline_tokens_per_s": speed["pipeline"], "ratio": ratio}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SelonError as error:
        sys.exit(f"speed: {error}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"speed: selon failed: {error.stderr.decode('utf-8', 'replace').strip()}")
