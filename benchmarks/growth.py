"""
Does time grow with the text, and no faster?

    python benchmarks/growth.py             by rules alone, then with the encoder
    python benchmarks/growth.py --fast      by rules alone
    python benchmarks/growth.py --search    every construction of the cases 500 times in one paragraph, the slowest first

Ordinary text is put together from paragraphs of the project's gold. Each row tells the processor time for a word (or for a
text of 9 KB), how many times that of 2,000 words of ordinary text it is, and how much is allowed; returns 1 where more was
taken. Memory is the most that a process of its own has held.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from selon import Reader

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "en")
SIZE = 9_000
"""Characters of a text of the kind that once took seconds."""
SECONDS = 1.0
"""What such a text may take."""
MEGABYTES = 500
REPEATED = 500

LONG = {"50,000 words": 1.25}
HARD = {
    "10,000 words in one paragraph": 2.0,
    "2,000 pronouns": 2.0,
    "5,000 marks": 2.0,
}
"""Texts, and how many times the time of a word in 2,000 words of ordinary text a word of them may take."""

REPETITIVE: dict[str, tuple[str, str]] = {
    "Bob said that": ("en", "Bob said that "),
    "According to Bob": ("en", "According to Bob, "),
    "Selon Bob": ("fr", "Selon Bob, "),
    "Bob a dit que": ("fr", "Bob a dit que "),
    "initials": ("en", "A. B. C. D. "),
    "initiales": ("fr", "A. B. C. D. "),
    "unclosed “": ("en", "“Rain is here "),
    "unclosed «": ("fr", "« Il pleut "),
    "unclosed straight marks": ("en", '"Rain is here '),
    "Bob and Bob": ("en", "Bob and "),
    "Bob et Bob": ("fr", "Bob et "),
    "“q”": ("en", "“q” "),
    "apostrophes": ("en", "' "),
    "‘the workers’": ("en", "‘the workers’ choice "),
    "He said that it rained.": ("en", "He said that it rained. "),
    "Il a dit qu'il pleuvait.": ("fr", "Il a dit qu'il pleuvait. "),
    "said Bob": ("en", "said Bob "),
    "who said that": ("en", "Bob, who said that Ann, who said that "),
    "headings": ("en", "“Rain”\n\n"),
}
"""What is repeated in texts of 9 KB, by a name for it."""


def main() -> int:
    """Print the rows; return 1 if one of them takes more than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="by rules alone")
    parser.add_argument("--search", action="store_true", help="look for further texts that grow")
    parser.add_argument("--memory", metavar="LANG", help=argparse.SUPPRESS)  # what each process is started with
    options = parser.parse_args()
    if options.memory:
        read(Reader(fast=options.fast), ordinary(options.memory, 50_000), options.memory)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return 0
    if options.search:
        search(Reader(fast=True))
        return 0
    kept = [measured(fast=fast) for fast in ((True,) if options.fast else (True, False))]
    return 0 if all(kept) else 1


def measured(*, fast: bool) -> bool:
    """Print the rows of one reader; tell whether each keeps within its bound."""
    print("by rules alone" if fast else "with the encoder")
    reader = Reader(fast=fast)
    kept = []
    for lang in LANGUAGES:
        read(reader, ordinary(lang, 3_000, seed=2), lang)
        text = ordinary(lang, 2_000)
        once = min(read(reader, text, lang) for _ in range(3)) / len(text.split())
        row(f"{lang}: 2,000 words", f"{1000 * once:.3f} ms a word", 1.0, 1.0)
        texts = {
            "50,000 words": ordinary(lang, 50_000),
            "10,000 words in one paragraph": ordinary(lang, 10_000, joint=" "),
            "2,000 pronouns": of_pronouns(lang, 2_000),
            "5,000 marks": of_marks(lang, 5_000),
        }
        for name, bound in (LONG | HARD).items():
            each = read(reader, texts[name], lang) / len(texts[name].split())
            kept.append(row(f"{lang}: {name}", f"{1000 * each:.3f} ms a word", each / once, bound))
        held = memory(lang, fast=fast)
        kept.append(row(f"{lang}: 50,000 words", f"{held} MB", held / MEGABYTES, 1.0, of="of the memory"))
    for name, (lang, unit) in REPETITIVE.items():
        taken = read(reader, unit * (SIZE // len(unit)) + "it rained.", lang)
        kept.append(row(f"9 KB of {name}", f"{taken:.2f} s", taken / SECONDS, 1.0, of="of the time"))
    return all(kept)


def row(name: str, taken: str, ratio: float, bound: float, *, of: str = "times") -> bool:
    """Print one row; tell whether it keeps within its bound."""
    print(
        f"  {name:<40} {taken:>18} {ratio:6.2f} {of}, at most {bound:g}{'' if ratio <= bound else '  TOO MUCH'}",
        flush=True,
    )
    return ratio <= bound


def read(reader: Reader, text: str, lang: str) -> float:
    """Return the seconds of processor time that reading *text* takes."""
    began = time.process_time()
    reader.read_text(text, lang=lang)
    return time.process_time() - began


def memory(lang: str, *, fast: bool) -> int:
    """Return the megabytes that a process which reads 50,000 words has held at most."""
    command = [sys.executable, __file__, "--memory", lang, *(["--fast"] if fast else [])]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603 - ourselves


def ordinary(lang: str, words: int, *, joint: str = "\n\n", seed: int = 1) -> str:
    """Return so many *words*, or a few more, of paragraphs drawn from the project's gold."""
    lines = (ROOT / "tests" / "gold" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    paragraphs = [part for line in lines for part in json.loads(line)["text"].split("\n") if part.strip()]
    draw, found, count = random.Random(seed), list[str](), 0
    while count < words:
        found.append(draw.choice(paragraphs))
        count += len(found[-1].split())
    return joint.join(found)


def of_pronouns(lang: str, count: int) -> str:
    """Return a paragraph in which *count* pronouns say something, each in a sentence of twenty words."""
    he, she = ("Il", "Elle") if lang == "fr" else ("He", "She")
    said = (
        "{} a dit que le pont du village serait fermé dès lundi matin et que les travaux dureraient tout l'hiver."
        if lang == "fr"
        else "{} said that the bridge of the village would be closed from Monday on and that works would last all winter."
    )
    named = "Anne Kerven et Paul Brandel ont parlé. " if lang == "fr" else "Anne Kerven and Paul Brandel spoke. "
    return named + " ".join(said.format(he if number % 2 else she) for number in range(count))


def of_marks(lang: str, count: int) -> str:
    """Return ordinary words among which *count* quotation marks of all kinds stand, in no order."""
    draw = random.Random(3)
    words = ordinary(lang, 10 * count, seed=3).split()[: 10 * count]
    for _ in range(count):
        at = draw.randrange(len(words))
        words[at] = draw.choice("«»“”\"‘’'„") + words[at]
    return " ".join(words)


def search(reader: Reader) -> None:
    """Print the cases that grow most when they are repeated in one paragraph, the worst first."""
    found = []
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.json")):
        lang = path.parent.name
        for case in json.loads(path.read_text(encoding="utf-8")):
            text = case["text"].replace("\n", " ").strip()
            if lang in LANGUAGES and text:
                found.append(
                    (*growth(reader, lambda times, text=text: " ".join([text] * times), lang), path.stem, text)
                )
    for lang in LANGUAGES:
        lists = ROOT / "src" / "selon" / "lang" / lang
        for path in sorted(lists.glob("*.json")):
            words = [word for word in path.read_text(encoding="utf-8").split('"')[1::2] if word[:1].isalpha()]
            taken = read(reader, " ".join(words[:3_000]), lang) / max(len(words[:3_000]), 1)
            found.append((1000 * taken, 1.0, f"{lang}/{path.name}", "its words"))
    for each, ratio, name, text in sorted(found, reverse=True)[:40]:
        print(f"{each:8.2f} ms a word {ratio:6.2f} times {name:<20} {text[:70]}")


def growth(reader: Reader, text: Callable[[int], str], lang: str) -> tuple[float, float]:
    """Return the milliseconds a word of *text* repeated, and how many times those of a tenth of it."""
    few, many = text(REPEATED // 10), text(REPEATED)
    read(reader, text(2), lang)
    small = read(reader, few, lang) / len(few.split())
    large = read(reader, many, lang) / len(many.split())
    return 1000 * large, large / small


if __name__ == "__main__":
    sys.exit(main())
