"""
How often is a verb, used in a certain way, the cue of an attribution?

Counts over PolNeAR's training articles (``en_train.jsonl`` in the folder that ``SELON_DATA`` names): for each verb and
each frame, how often it occurs, and how often an annotated attribution has that verb in its cue and the head of what
the frame governs in its content. A verb that stands inside the content of another attribution counts only when it is
annotated, since PolNeAR leaves nested attributions out. ``docs/lexicons.md`` tells how the figures are used.

    python training/count_cues.py            count, and keep the table in build/en_cue_counts.json
    python training/count_cues.py --write    also renew "counted" in src/selon/lang/en/cues.json
    python training/count_cues.py --missed   also list the annotated cues that no frame of cues.json covers
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from parses import BUILD, parsed
from verb_frames import Fixed, Use, lemma_of, uses

from selon.lang import load
from selon.parse.tree import Parse

CUES = Path(__file__).resolve().parent.parent / "src" / "selon" / "lang" / "en" / "cues.json"
COUNTS = BUILD / "en_cue_counts.json"
SHOWN = 60
"""Lines of each list of missed cues."""

Counts = dict[str, list[int]]
"""Attributions and occurrences by :func:`key`."""


def key(use: Use) -> str:
    """Return *use* as one line: lemma, frame, marker."""
    return f"{use.lemma}|{use.frame}|{use.marker}"


class Gold:
    """The annotated attributions of one document, by character."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Index the attributions of *document*."""
        self.attributions = document["attributions"]
        self._cues: dict[int, set[int]] = defaultdict(set)
        self._contents: dict[int, set[int]] = defaultdict(set)
        for number, attribution in enumerate(self.attributions):
            for where, role in ((self._cues, "cue"), (self._contents, "content")):
                for start, end in attribution[role]:
                    for character in range(start, end):
                        where[character].add(number)

    def cued(self, start: int) -> set[int]:
        """Return the attributions that have the word at character *start* in their cue."""
        return self._cues.get(start, set())

    def holding(self, start: int) -> set[int]:
        """Return the attributions that have the word at character *start* in their content."""
        return self._contents.get(start, set())

    def made_by(self, parse: Parse, use: Use) -> set[int]:
        """Return the attributions that *use* makes."""
        return self.cued(parse.start[use.verb]) & self.holding(parse.start[use.content])


def fixed_words() -> Fixed:
    """Return the multi-word cues of English by their verb, longest first."""
    return {verb: tuple(cue.rest for cue in cues if cue.rest) for verb, cues in load("en").cues.items()}


def count(corpus: Path) -> Counts:
    """Return for each verb and frame the attributions and the occurrences in *corpus*."""
    counts: Counts = defaultdict(lambda: [0, 0])
    fixed = fixed_words()
    for document, parses in parsed(corpus, "en"):
        gold = Gold(document)
        for parse in parses:
            for use in dict.fromkeys(uses(parse, fixed)):
                if gold.made_by(parse, use):
                    counts[key(use)][0] += 1
                elif gold.holding(parse.start[use.verb]):
                    continue
                counts[key(use)][1] += 1
    return dict(counts)


def keys(lemma: str, frame: str, options: dict[str, Any]) -> list[str]:
    """
    Return the keys of :data:`Counts` that a frame of ``cues.json`` stands for.

    >>> keys("call", "oblique", {"marker": "for"})
    ['call|oblique|for']
    """
    markers = options.get("marker", "").split() or [""]
    return [f"{lemma}|{frame}|{'' if marker == '_' else marker}" for marker in markers]


def write(counts: Counts) -> int:
    """
    Renew "counted" in ``cues.json`` and return how many frames have it.

    Left out are frames marked "fixed": there the corpus, all politics, tells little (*attack* with an object).
    """
    cues = json.loads(CUES.read_text(encoding="utf-8"))
    written = 0
    for lemma, entry in cues.items():
        for frame, options in entry["frames"].items():
            options.pop("counted", None)
            found = [counts.get(line, [0, 0]) for line in keys(lemma, frame, options)]
            made, total = (sum(numbers) for numbers in zip(*found, strict=True))
            if total and not options.get("fixed"):
                options["counted"] = [made, total]
                written += 1
    rows = (f"  {json.dumps(lemma)}: {json.dumps(entry, ensure_ascii=False)}" for lemma, entry in sorted(cues.items()))
    CUES.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    return written


def missed(corpus: Path) -> dict[str, Counter[str]]:
    """Return annotated cues that no frame of ``cues.json`` covers, by why not."""
    cues = json.loads(CUES.read_text(encoding="utf-8"))
    known = {
        line
        for lemma, entry in cues.items()
        for frame, options in entry["frames"].items()
        for line in keys(lemma, frame, options)
    }
    known |= {f"{lemma}|{frame}:pass|{marker}" for lemma, frame, marker in (line.split("|") for line in known)}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    fixed = fixed_words()
    for document, parses in parsed(corpus, "en"):
        gold = Gold(document)
        covered: set[int] = set()
        reached: dict[int, str] = {}
        for parse in parses:
            for use in uses(parse, fixed):
                made = gold.made_by(parse, use)
                if key(use) in known:
                    covered |= made
                reached.update(dict.fromkeys(made, key(use)))
        for number, attribution in enumerate(gold.attributions):
            if number in covered:
                found["covered"]["all"] += 1
            elif number in reached:
                found["frame missing"][reached[number]] += 1
            else:
                found[_cue_kind(parses, attribution)][_cue_words(parses, attribution)] += 1
    return found


def _cue_tokens(parses: list[Parse], attribution: dict[str, Any]) -> list[tuple[Parse, int]]:
    spans = attribution["cue"]
    return [
        (parse, token)
        for parse in parses
        for token, start in enumerate(parse.start)
        if any(first <= start < end for first, end in spans)
    ]


def _cue_kind(parses: list[Parse], attribution: dict[str, Any]) -> str:
    kinds = {parse.pos[token] for parse, token in _cue_tokens(parses, attribution)}
    return "verb, otherwise used" if "VERB" in kinds else "noun" if "NOUN" in kinds else "other"


def _cue_words(parses: list[Parse], attribution: dict[str, Any]) -> str:
    return " ".join(
        lemma_of(parse.lower[token]) if parse.pos[token] in {"VERB", "AUX"} else parse.lower[token]
        for parse, token in _cue_tokens(parses, attribution)
    )


def main(arguments: list[str]) -> int:
    """Count; see the module's docstring."""
    options = argparse.ArgumentParser(description="Count how often verbs are cues")
    options.add_argument("--write", action="store_true", help="renew the counts in cues.json")
    options.add_argument("--missed", action="store_true", help="list annotated cues that cues.json does not cover")
    chosen = options.parse_args(arguments)
    corpus = Path(os.environ["SELON_DATA"]) / "en_train.jsonl"
    counts = count(corpus)
    BUILD.mkdir(exist_ok=True)
    COUNTS.write_text(json.dumps(counts, indent=0, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    sys.stderr.write(f"{len(counts)} uses counted: {COUNTS}\n")
    if chosen.write:
        sys.stderr.write(f"{write(counts)} frames have a count: {CUES}\n")
    if chosen.missed:
        for why, words in missed(corpus).items():
            listed = "  ".join(f"{line} {number}" for line, number in words.most_common(SHOWN))
            sys.stdout.write(f"{why}: {words.total()}\n{listed}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
