"""
How often is a fixed expression (*according to*, *in X's view*) the cue of an attribution?

The same count as ``count_cues.py`` makes for verbs, on the same articles: an expression of ``phrases.json`` is right
when an annotated cue holds the first word of one of its halves. What an expression asks for (a comma, a human source)
is counted as asked for as far as words show it; the rules look closer.

    python training/count_phrases.py           count, and keep the table in build/en_phrase_counts.json
    python training/count_phrases.py --write   also renew "counted" in src/selon/lang/en/phrases.json
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from count_cues import CUES, Counts, Gold
from parses import BUILD, parsed

from selon.parse.tree import Parse

PHRASES = CUES.with_name("phrases.json")
COUNTS = BUILD / "en_phrase_counts.json"
POSSESSIVE = frozenset(["his", "her", "their", "its", "whose"])
GENITIVE = frozenset(["'s", "'"])
QUOTES = ('"', "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}", "''")
REACH = 12
"""How many tokens a source may take between the two halves of an expression."""


def key(entry: dict[str, Any]) -> str:
    """Return what tells *entry* from the others: its words, its kind, and the first of what follows the source."""
    return "|".join([" ".join(entry["words"]), entry["kind"], *entry.get("then", ())[:1]])


def found(parse: Parse, entries: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Yield each expression of *parse* with the first token of each half; of several at one place, the longest."""
    for token in range(len(parse)):
        fitting = [(entry, second) for entry in entries if (second := _stands(parse, token, entry)) is not None]
        if fitting:
            entry, second = max(fitting, key=lambda pair: len(pair[0]["words"]))
            yield entry, token, second


def _stands(parse: Parse, token: int, entry: dict[str, Any]) -> int | None:
    """Return where the second half of *entry* begins (*token*, when it has but one); None when it is not here."""
    end = token + len(entry["words"])
    if parse.lower[token:end] != tuple(entry["words"]) or end >= len(parse):
        return None
    before = parse.words[token - 1] if token else "."
    head = parse.child(end - 1, "pobj")
    refused = (
        bool(set(parse.lower[end : end + 3]) & set(entry.get("not_before", ()))),
        entry.get("needs_comma", False) and before not in {",", ".", ";", "("},
        entry["kind"] == "source_after_start" and before not in {".", "?", "!", *QUOTES},
        entry.get("needs_human", False) and parse.pos[end] not in {"PROPN", "DET", "NOUN", "ADJ"},
        "nouns" in entry and (head is None or parse.lower[head] not in entry["nouns"]),
    )
    if any(refused):
        return None
    return _second(parse, end, entry) if "then" in entry else token


def _second(parse: Parse, start: int, entry: dict[str, Any]) -> int | None:
    """Return where one of the words that follow the source begins."""
    wanted = [tuple(words.split()) for words in entry["then"]]
    for place in range(start + 1, min(start + REACH, len(parse))):
        between = range(start, place)
        if entry.get("genitive") and parse.lower[place - 1] not in (POSSESSIVE if place == start + 1 else GENITIVE):
            continue
        if any(parse.pos[token] in {"VERB", "AUX", "ADP"} for token in between[:-1]):
            break
        if any(parse.lower[place : place + len(words)] == words for words in wanted):
            return place
    return None


def count(corpus: Path, entries: list[dict[str, Any]]) -> Counts:
    """Return for each of *entries* the attributions and the occurrences in *corpus*."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for document, parses in parsed(corpus, "en"):
        gold = Gold(document)
        for parse in parses:
            for entry, token, second in found(parse, entries):
                made = bool(gold.cued(parse.start[token]) | gold.cued(parse.start[second]))
                if made or not gold.holding(parse.start[token]):
                    counts[key(entry)][0] += made
                    counts[key(entry)][1] += 1
    return dict(counts)


def main(arguments: list[str]) -> int:
    """Count; see the module's docstring."""
    options = argparse.ArgumentParser(description="Count how often fixed expressions are cues")
    options.add_argument("--write", action="store_true", help="renew the counts in phrases.json")
    chosen = options.parse_args(arguments)
    table = json.loads(PHRASES.read_text(encoding="utf-8"))
    entries = [entry for group in table.values() for entry in group]
    counts = count(Path(os.environ["SELON_DATA"]) / "en_train.jsonl", entries)
    BUILD.mkdir(exist_ok=True)
    COUNTS.write_text(json.dumps(counts, indent=0, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    sys.stderr.write(f"{len(counts)} expressions counted: {COUNTS}\n")
    if chosen.write:
        for entry in entries:
            if "counted" in entry:
                made, total = entry["counted"] = counts[key(entry)]
                entry["rate"] = round(made / total, 2)
        groups = (
            f' "{name}": [\n' + ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in group) + "\n ]"
            for name, group in table.items()
        )
        PHRASES.write_text("{\n" + ",\n".join(groups) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
