"""
How often is a verb, used in a certain way, the cue of an attribution?

Counts over PolNeAR's training articles (``en_train.jsonl`` in the folder that ``SELON_DATA`` names): for each verb and
each frame, how often it occurs, and how often an annotated attribution has that verb in its cue and the head of what
the frame governs in its content. ``docs/lexicons.md`` tells how the figures are used.

    python training/count_cues.py            count, and keep the table in build/en_cue_counts.json
    python training/count_cues.py --write    also renew "counted" in src/selon/lang/en/cues.json
    python training/count_cues.py --missed   list annotated cues that no frame of cues.json covers
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lemminflect import getLemma
from parses import BUILD, parsed

from selon.parse import Parse

CUES = Path(__file__).resolve().parent.parent / "src" / "selon" / "lang" / "en" / "cues.json"
COUNTS = BUILD / "en_cue_counts.json"
ENOUGH = 5
"""Occurrences below which a count says less than a judgement."""

OPENING = "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
CLOSING = "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
EITHER = ('"', "``", "''")
WH = frozenset("who whom whose what which when where why how".split())
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")


@dataclass(frozen=True, slots=True)
class Use:
    """
    One verb in one frame.

    Attributes:
        lemma: The verb, with its particle (*point out*).
        frame: As in :class:`selon.lang.Frame`; with ``:pass`` when the verb is passive.
        marker: What opens the content: a preposition, ``to``, ``ing``, ``as``, or nothing.
        verb: The verb's token.
        content: The token that heads what the frame governs.
    """

    lemma: str
    frame: str
    marker: str
    verb: int
    content: int


@cache
def lemma_of(word: str) -> str:
    """
    Return the infinitive of *word*, taken as a verb.

    >>> lemma_of("said")
    'say'
    """
    found = getLemma(word, "VERB")
    return str(found[0]) if found else word


def marks(parse: Parse) -> dict[int, bool]:
    """Return the tokens that are quotation marks, and whether each opens; straight marks open and close in turn."""
    found: dict[int, bool] = {}
    inside = False
    for token, word in enumerate(parse.words):
        if word in OPENING:
            inside = True
        elif word in CLOSING:
            inside = False
        elif word in EITHER:
            inside = not inside
        else:
            continue
        found[token] = inside
    return found


def uses(parse: Parse) -> Iterator[Use]:
    """Yield what each verb of *parse* governs, a verb several times when it governs several things."""
    quotes = marks(parse)
    for verb, pos in enumerate(parse.pos):
        if pos not in {"VERB", "AUX"} or parse.relation[verb] in {"aux", "aux:pass"}:
            continue
        particle = parse.child(verb, "compound:prt")
        lemma = lemma_of(parse.lower[verb])
        if particle is not None and particle > verb:
            lemma = f"{lemma} {parse.lower[particle]}"
        passive = parse.child(verb, "nsubj:pass", "aux:pass") is not None
        found = list(_finite(parse, verb, quotes)) + list(_others(parse, verb))
        if not passive and parse.relation[verb] == "acl" and "Part" in parse.morph[verb] and "Past" in parse.morph[verb]:
            passive = True
            found.append(("nominal", "", parse.head[verb]))
        for frame, marker, content in found:
            yield Use(lemma, f"{frame}:pass" if passive else frame, marker, verb, content)


def _edges(parse: Parse, verb: int) -> tuple[int, int]:
    """Return the first and last token of the verb with its subject, auxiliaries and negation."""
    first = last = verb
    for child in parse.children[verb]:
        relation = parse.relation[child]
        if relation in SUBJECTS:
            below = parse.subtree(child)
            if child < verb:
                first = min(first, below[0])
            elif below[0] <= verb + 2:
                last = max(last, below[-1])
        elif relation in {"aux", "aux:pass", "neg"} and child < verb:
            first = min(first, child)
        elif relation in {"aux", "aux:pass", "neg", "compound:prt"}:
            last = max(last, child)
    return first, last


def _finite(parse: Parse, verb: int, quotes: dict[int, bool]) -> Iterator[tuple[str, str, int]]:
    """Yield quotations and clauses."""
    first, last = _edges(parse, verb)
    before = _quotation_before(parse, first, quotes)
    after = _quotation_after(parse, verb, last, quotes)
    clauses = [child for child in parse.children[verb] if parse.relation[child] in {"ccomp", "parataxis"}]
    later = [child for child in clauses if child > verb and parse.relation[child] == "ccomp"]
    if before is not None and not later:
        yield "quote", "", before
    elif after is not None:
        yield "quote", "", after
    elif parse.relation[verb] == "parataxis" or any(child < first for child in clauses):
        heads = [child for child in clauses if child < first] or [parse.head[verb]]
        if not (first == 0 or parse.pos[first - 1] == "CCONJ"):
            yield "parenthetical", "", heads[0]
    elif parse.relation[verb] == "advcl" and parse.child(verb, "mark") == first - 1 and parse.lower[first - 1] == "as":
        yield "parenthetical", "as", parse.head[verb]
    for child in later:
        if after is not None and child >= after:
            continue
        yield _clause(parse, verb, child)


def _clause(parse: Parse, verb: int, child: int) -> tuple[str, str, int]:
    """Return the frame of a clause that is the complement of *verb*."""
    opening = [token for token in parse.subtree(child) if token > verb and parse.pos[token] != "PUNCT"]
    auxiliaries = {parse.lower[token] for token in parse.children[child] if parse.relation[token] == "aux"}
    mark = parse.child(child, "mark")
    if opening and (parse.lower[opening[0]] in WH or (mark is not None and parse.lower[mark] in {"if", "whether"})):
        return "question", "", child
    if "to" in auxiliaries:
        return "infinitive", "object to", child
    if parse.pos[child] not in {"VERB", "AUX"} and parse.child(child, "cop", "aux") is None:
        return "object_of", "", child
    if parse.morph[child].find("VerbForm=Fin") < 0 and not auxiliaries:
        return "object_of", "ing", child
    return "clause", "", child


def _quotation_before(parse: Parse, first: int, quotes: dict[int, bool]) -> int | None:
    """Return a token of the quotation that ends right before *first* and goes on there, as “…,” shows."""
    token = first - 1
    comma = token >= 0 and parse.words[token] in {",", "\N{EM DASH}", "--"}
    if comma:
        token -= 1
    if token < 1 or quotes.get(token) is not False:
        return None
    return token - 2 if (comma or parse.words[token - 1] in {",", "?", "!", "\N{EM DASH}"}) and token > 1 else None


def _quotation_after(parse: Parse, verb: int, last: int, quotes: dict[int, bool]) -> int | None:
    """Return a token of the quotation that the words after the verb lead up to."""
    token = last + 1
    own = set(parse.subtree(verb))
    while token < len(parse) and token in own and parse.pos[token] not in {"PUNCT", "VERB", "AUX"} and token < last + 15:
        token += 1
    introduced = token < len(parse) and parse.words[token] in {",", ":"}
    if introduced:
        token += 1
    if token + 1 >= len(parse) or quotes.get(token) is not True:
        return None
    if introduced or (token == last + 1 and parse.child(verb, "obj", "oprd", "acomp", "attr") is None):
        return token + 1
    return None


def _others(parse: Parse, verb: int) -> Iterator[tuple[str, str, int]]:
    """Yield infinitives, objects, prepositions and predicates."""
    obj = parse.child(verb, "obj")
    passive = parse.child(verb, "nsubj:pass")
    for child in parse.children[verb]:
        relation = parse.relation[child]
        if relation == "xcomp" and child > verb:
            yield from _infinitive(parse, verb, child, obj)
        elif relation == "obj" and child > verb and parse.lower[child] not in WH:
            yield "nominal", "", child
        elif relation == "nsubj:pass":
            yield "nominal", "", child
        elif relation == "prep" and child > verb:
            inner = parse.child(child, "pobj", "pcomp", "amod", "advmod", "prep")
            if inner is not None:
                frame = "oblique" if obj is None and passive is None else "object_of"
                yield frame, parse.lower[child], inner
        elif relation in {"oprd", "acomp", "attr"} and child > verb:
            yield ("predicate" if obj is None and passive is None else "object_of"), "", child


def _infinitive(parse: Parse, verb: int, child: int, obj: int | None) -> Iterator[tuple[str, str, int]]:
    auxiliaries = {parse.lower[token] for token in parse.children[child] if parse.relation[token] == "aux"}
    if any(parse.lower[token] in WH for token in parse.subtree(child) if token < child):
        yield "question", "", child
    elif "to" in auxiliaries:
        yield "infinitive", "to" if obj is None else "object to", child
    elif parse.lower[child].endswith("ing") or any(word.endswith("ing") for word in auxiliaries):
        yield "infinitive", "ing", child
    else:
        yield "object_of" if obj is not None else "predicate", "", child


Counts = dict[str, list[int]]


def key(use: Use) -> str:
    """Return *use* as one line: lemma, frame, marker."""
    return f"{use.lemma}|{use.frame}|{use.marker}"


class Gold:
    """The annotated attributions of one document, by character."""

    def __init__(self, document: dict[str, Any]) -> None:
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


def count(corpus: Path) -> Counts:
    """Return for each verb and frame the attributions and the occurrences in *corpus*."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for document, parses in parsed(corpus, "en"):
        gold = Gold(document)
        for parse in parses:
            for use in dict.fromkeys(uses(parse)):
                entry = counts[key(use)]
                entry[1] += 1
                entry[0] += bool(gold.cued(parse.start[use.verb]) & gold.holding(parse.start[use.content]))
    return dict(counts)


def main(arguments: list[str]) -> int:
    """Count; see the module's docstring."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    options.add_argument("--write", action="store_true")
    options.add_argument("--missed", action="store_true")
    chosen = options.parse_args(arguments)
    corpus = Path(os.environ["SELON_DATA"]) / "en_train.jsonl"
    counts = count(corpus)
    COUNTS.write_text(json.dumps(counts, indent=0, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
