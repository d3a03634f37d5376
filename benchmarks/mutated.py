"""
Does any mutated text or page break the reader, or hold it up?

    python benchmarks/mutated.py                              100,000 of them
    python benchmarks/mutated.py --count 5000 --slice 2/20    the second twentieth of 5,000
    python benchmarks/mutated.py --only 4711                  one of them, shown

Texts of the project's gold and its saved pages are cut, joined, repeated, turned round and sprinkled with marks. Each is
read by rules alone (``--encoder``: with the encoder too). It gives an article whose spans hold words and that comes
back equal from its record, or one error that selon raises on purpose, within 2 seconds of processor time for every
10 KB begun. What else happens is told with its number; returns 1 if anything was.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from selon import Article, Reader
from selon.errors import SelonError, SelonFault, TookTooLong
from selon.export.json import from_json, to_json
from selon.model.attribution import SPAN_ROLES
from selon.patience import patience

ROOT = Path(__file__).resolve().parent.parent
COUNT = 100_000
SECONDS = 2.0
"""What every 10 KB begun may take, in processor time."""
PIECE = 10_000
HOPELESS = 10
"""Times that after which a text is given up."""

SPRINKLED = (
    *"«»“”‘’\"'„‹›—–-…!?.,;:()[]{}<>&/\\|@#*_~^0123456789",
    *"\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{COMBINING ACUTE ACCENT}",
    *"\N{RIGHT-TO-LEFT OVERRIDE}\N{BYTE ORDER MARK}\N{LINE SEPARATOR}\N{GRINNING FACE}\t\n\0", "\n\n", "\r\n",
    " dit ", " que ", " selon ", " said ", " that ", " who ", " et ", " and ", " il ", " he ", "l'", "’s", "M. ", "Bob ",
    "<p>", "</p>", "<q>", "<br>", "<div hidden>", "<!--", "<script>", "&nbsp;", "&#x0;",
)  # fmt: skip


def main() -> int:
    """Read the texts; return 1 if one of them broke something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--slice", default="1/1", help="which part of them: 2/20 is the second of twenty")
    parser.add_argument("--only", type=int, help="the number of one of them")
    parser.add_argument("--encoder", action="store_true", help="read with the encoder")
    options = parser.parse_args()
    reader = Reader(fast=not options.encoder)
    if options.only is not None:
        print(mutated(options.only)[0])
        trouble = tried(reader, options.only)
        print(trouble or "read")
        return 1 if trouble else 0
    part, parts = map(int, options.slice.split("/"))
    ends: Counter[str] = Counter()
    began = time.process_time()
    for number in range(part - 1, options.count, parts):
        trouble = tried(reader, number)
        ends["trouble" if trouble else "read"] += 1
        if trouble:
            print(f"{number}: {trouble}", flush=True)
    print(f"{ends['read']} read, {ends['trouble']} in trouble, {time.process_time() - began:.0f} CPU seconds")
    return 1 if ends["trouble"] else 0


def tried(reader: Reader, number: int) -> str | None:
    """Return what went wrong with the text of that number; None where nothing did."""
    text, lang, is_page = mutated(number)
    allowed = SECONDS * (len(text) // PIECE + 1)
    began = time.process_time()
    try:
        with patience(HOPELESS * allowed):
            source = f"<html><body>{text}".encode() if is_page else text
            article = (
                reader.read(source, lang=lang) if isinstance(source, bytes) else reader.read_text(source, lang=lang)
            )
    except TookTooLong:
        return f"more than {HOPELESS * allowed:.0f} s for {len(text)} characters"
    except SelonFault as fault:
        return fault.trace
    except SelonError:
        article = None
    except Exception:  # noqa: BLE001 - what is looked for
        return traceback.format_exc()
    taken = time.process_time() - began
    if taken > allowed:
        return f"{taken:.1f} s for {len(text)} characters"
    return None if article is None else untrue(article, text, is_page=is_page)


def untrue(article: Article, text: str, *, is_page: bool) -> str | None:
    """Return what is wrong with *article*."""
    if not is_page and article.text != text:
        return "the text was changed"
    record = json.loads(json.dumps(to_json(article)))
    if from_json(record) != article:
        return "the record gives another article"
    for one in article.attributions:
        for role in SPAN_ROLES:
            for span in getattr(one, role):
                if not span.of(article.text).strip():
                    return f"{role} {span} has no words"
    return None


def mutated(number: int) -> tuple[str, str, bool]:
    """Return the text of that number, its language, and whether it is a page."""
    draw = random.Random(number)
    lang, is_page, text = draw.choice(sources())
    first = draw.randrange(max(len(text) - 200, 1))
    text = text[first : first + draw.choice((200, 1_000, 3_000, 10_000))] if not is_page else text[:40_000]
    for _ in range(draw.randint(1, 6)):
        text = draw.choice(WAYS)(text, draw)
    return text[:60_000], lang, is_page


@cache
def sources() -> list[tuple[str, bool, str]]:
    """Return what is mutated: language, whether it is a page, text."""
    found = []
    for lang in ("fr", "en"):
        lines = (ROOT / "tests" / "gold" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [(lang, False, json.loads(line)["text"]) for line in lines]
    pages = [ROOT / "examples" / "page.html", *sorted((ROOT / "tests" / "reading" / "pages").glob("*.html"))]
    return found + [("fr", True, page.read_text(encoding="utf-8", errors="replace")) for page in pages]


def _place(text: str, draw: random.Random) -> tuple[int, int]:
    """Draw a stretch of *text*."""
    start = draw.randrange(len(text) + 1)
    return start, min(start + draw.choice((1, 5, 30, 200, 1_000)), len(text))


def _cut(text: str, draw: random.Random) -> str:
    start, end = _place(text, draw)
    return text[:start] + text[end:]


def _repeated(text: str, draw: random.Random) -> str:
    start, end = _place(text, draw)
    times = min(draw.choice((2, 10, 100, 1_000)), 10_000 // max(end - start, 1))
    return text[:start] + text[start:end] * times + text[end:]


def _moved(text: str, draw: random.Random) -> str:
    start, end = _place(text, draw)
    at = draw.randrange(len(text) + 1)
    return text[:at] + text[start:end] + text[at:]


def _turned(text: str, draw: random.Random) -> str:
    start, end = _place(text, draw)
    return text[:start] + text[start:end][::-1] + text[end:]


def _sprinkled(text: str, draw: random.Random) -> str:
    kinds = draw.sample(SPRINKLED, draw.choice((1, 3, 10)))
    for _ in range(draw.choice((1, 10, 100))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(kinds) + text[at:]
    return text


def _flooded(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(SPRINKLED) * draw.choice((10, 400, 3_000)) + text[at:]


def _without(text: str, draw: random.Random) -> str:
    return text.replace(draw.choice((" ", "\n", ".", ",", "e", "»", "”", "'")), draw.choice(("", " ", "\n")))


def _swapped(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    for _ in range(draw.choice((1, 10, 100))):
        one, other = draw.randrange(len(words)), draw.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _cased(text: str, draw: random.Random) -> str:
    return draw.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _joined(text: str, draw: random.Random) -> str:
    return text + draw.choice(("", " ", "\n\n")) + draw.choice(sources())[2][:3_000]


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _repeated, _moved, _turned, _sprinkled, _flooded, _without, _swapped, _cased, _joined,
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
