"""
How often is a noun, with what it governs, the cue of an attribution?

The same count as ``count_cues.py`` makes for verbs, on the same articles: a noun with a clause (*the claim that …*), an
infinitive (*a promise to …*) or a preposition (*a call for …*), or before a colon or copula and a quotation.

    python training/count_nouns.py           count, and keep the table in build/en_noun_counts.json
    python training/count_nouns.py --write   also renew "counted" in src/selon/lang/en/nouns.json
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from count_cues import CUES, Counts, Gold
from parses import BUILD, parsed

from selon.parse.tree import Parse

NOUNS = CUES.with_name("nouns.json")
COUNTS = BUILD / "en_noun_counts.json"
CLAUSES = ("acl", "ccomp", "relcl", "advcl", "dep", "appos")


@cache
def noun_lemma(word: str) -> str:
    """
    Return the singular of *word*, taken as a noun.

    >>> noun_lemma("claims")
    'claim'
    """
    library: Any = import_module("lemminflect")  # has no type hints
    found = library.getLemma(word, "NOUN")
    return str(found[0]) if found else word


def noun_uses(parse: Parse) -> Iterator[tuple[int, str, int]]:
    """Yield each noun of *parse*, what it governs (``that``, ``to`` for an infinitive, a preposition), and the head."""
    for noun, pos in enumerate(parse.pos):
        if pos != "NOUN":
            continue
        for child in parse.children[noun]:
            if child < noun:
                continue
            if parse.relation[child] == "prep":
                inner = parse.child(child, "pobj", "pcomp")
                if inner is not None:
                    yield noun, f"{parse.lower[child]} …", inner
            elif parse.relation[child] in CLAUSES:
                mark = parse.child(child, "mark")
                auxiliaries = {parse.lower[token] for token in parse.children[child] if parse.relation[token] == "aux"}
                if mark is not None and parse.lower[mark] == "that":
                    yield noun, "that", child
                elif "to" in auxiliaries:
                    yield noun, "to", child


def count(corpus: Path) -> Counts:
    """Return for each noun and what it governs the attributions and the occurrences in *corpus*."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for document, parses in parsed(corpus, "en"):
        gold = Gold(document)
        for parse in parses:
            for noun, governed, content in noun_uses(parse):
                made = gold.cued(parse.start[noun]) & gold.holding(parse.start[content])
                if made or not gold.holding(parse.start[noun]):
                    entry = counts[f"{noun_lemma(parse.lower[noun])}|{governed}"]
                    entry[0] += bool(made)
                    entry[1] += 1
    return dict(counts)


def write(counts: Counts) -> int:
    """
    Renew the counts and the rates that rest on them in ``nouns.json``, and return how many there are.

    A rate without a count beside it is a judgement and stays.
    """
    nouns = json.loads(NOUNS.read_text(encoding="utf-8"))
    written = 0
    for lemma, entry in nouns.items():
        prepositions = [f"{marker} …" for marker in entry.get("marker", "").split()]
        for prefix, governed in (("", ["that"]), ("marker_", prepositions), ("infinitive_", ["to"])):
            if f"{prefix}counted" not in entry:
                continue
            found = [counts.get(f"{lemma}|{what}", [0, 0]) for what in governed]
            made, total = (sum(numbers) for numbers in zip(*found, strict=True))
            entry[f"{prefix}rate"] = round(made / total, 2)
            entry[f"{prefix}counted"] = [made, total]
            written += 1
    rows = (f"  {json.dumps(lemma)}: {json.dumps(entry, ensure_ascii=False)}" for lemma, entry in sorted(nouns.items()))
    NOUNS.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    return written


def main(arguments: list[str]) -> int:
    """Count; see the module's docstring."""
    options = argparse.ArgumentParser(description="Count how often nouns are cues")
    options.add_argument("--write", action="store_true", help="renew the counts in nouns.json")
    chosen = options.parse_args(arguments)
    counts = count(Path(os.environ["SELON_DATA"]) / "en_train.jsonl")
    BUILD.mkdir(exist_ok=True)
    COUNTS.write_text(json.dumps(counts, indent=0, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    sys.stderr.write(f"{len(counts)} uses counted: {COUNTS}\n")
    if chosen.write:
        sys.stderr.write(f"{write(counts)} counts: {NOUNS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
