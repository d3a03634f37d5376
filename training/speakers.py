"""
What is each piece of evidence worth that tells who speaks?

Learns the weights of :mod:`selon.resolve.competition`, and with them those of :mod:`selon.resolve.sureness`.

For each pronoun, and each quotation without a source, of the annotated articles, those who compete with their evidence, and
the speaker that the gold names. The likelihood of the right name is made as great as it can be, over all mentions that have
it (a softmax over antecedents that are not told apart: Denis and Baldridge 2008, *Specialized models and ranking for
coreference resolution*). Spans are the gold's; whoever was resolved before was resolved by the weights at hand, so that they
are learned again in a second round.

How sure a speaker is, is learned from all statements for which one is found, by a logistic regression; who it is was found
by weights that saw none of the outlet's articles.

    SELON_DATA=… python training/speakers.py            print the figures, cross-validated by outlet
    SELON_DATA=… python training/speakers.py --write    also write src/selon/resolve/weights.json
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from selon import Reader, lang
from selon.evaluate.names import folded
from selon.evaluate.reliability import BANDS, bands, calibration_error, chance
from selon.model import Attribution
from selon.parse.designations import designations
from selon.resolve import competition, ordered
from selon.resolve.competition import Contender
from selon.resolve.order import Order
from selon.resolve.sureness import evidence

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "training" / "encoder"), str(ROOT / "benchmarks")]

from corpus import FOLDS, annotated  # noqa: E402 - beside this file
from labels import attributions_of  # noqa: E402

WEIGHTS = ROOT / "src" / "selon" / "resolve" / "weights.json"
KEPT = ROOT / "build" / "speaker_parses.pickle"
KINDS = ("pronouns", "floating")
NEWS = ("train", "more")
"""The sets of news, on which it is measured how sure speakers are."""
FEWEST = 8
"""How often a piece of evidence must be seen to have a weight."""
STRENGTH = 3.0
"""How much weights are held down: of their squares, half is added to what is made least."""
SURE = 0.9
"""From where on a speaker is sure, in what is printed."""
LOOSER = 1.0
"""The same for what tells how sure a speaker is."""
ROUNDS = 2


@dataclass
class Question:
    """Somebody to be found: who competes, and who it is by the gold."""

    kind: str
    language: str
    set: str
    fold: int
    contenders: list[Contender]
    speaker: str | None

    @property
    def right(self) -> list[bool]:
        """Which of the contenders are right: nobody where none of them is."""
        found = [_same(one.name, self.speaker) for one in self.contenders]
        return found if any(found) else [one.name is None for one in self.contenders]


@dataclass
class Found:
    """A speaker that was found: what tells how sure it is, and whether the gold names the same."""

    language: str
    set: str
    fold: int
    seen: Mapping[str, float]
    is_right: bool


def _same(one: str | None, other: str | None) -> bool:
    """Tell whether two names mean one: also where one has more words of it than the other."""
    if one is None or other is None:
        return one is other
    mine, theirs = (folded(one) or "").split(), (folded(other) or "").split()
    return mine == theirs or set(mine) <= set(theirs) or set(theirs) <= set(mine)


def questions(records: Sequence[dict[str, Any]], *, told: bool) -> Iterator[Question]:
    """
    Yield what is asked in *records*; parses are kept under ``build`` and go with the tokenizer and model.

    *told* lets names and descriptions mean whom the gold says, so that their errors are not learned from.
    """
    for record, attributions, order in orders(records, told=told):
        order.resolved()
        for index, contenders in order.contests.items():
            kind = "pronouns" if attributions[index].source else "floating"
            gold = record["attributions"][index].get("speaker")
            yield Question(kind, record["lang"], record["set"], record["fold"], contenders, gold)


def speakers(records: Sequence[dict[str, Any]]) -> Iterator[Found]:
    """Yield the speakers that are found in *records* by the weights at hand."""
    for record, attributions, order in orders(records, told=False):
        for index, found in order.resolved().items():
            if found.speaker is not None:
                source = " … ".join(span.of(record["text"]) for span in attributions[index].source)
                is_right = folded(found.speaker.name) == folded(record["attributions"][index].get("speaker"))
                seen = evidence(found, source)
                yield Found(record["lang"], record["set"], record["fold"], seen, is_right)


def orders(
    records: Sequence[dict[str, Any]], *, told: bool
) -> Iterator[tuple[dict[str, Any], Sequence[Attribution], Order]]:
    """Yield each of *records* with its statements, whose sources are about to be resolved."""
    reader = Reader(fast=True)
    parses: dict[str, Any] = pickle.loads(KEPT.read_bytes()) if KEPT.exists() else {}  # noqa: S301 - our own
    size = len(parses)
    for record in records:
        article, attributions = attributions_of(record)
        language = lang.load(record["lang"])
        if record["id"] not in parses:
            parses[record["id"]] = reader.parse(article)
        sources = designations(article, attributions, parses[record["id"]], language)
        known = {index: one.get("speaker") for index, one in enumerate(record["attributions"])} if told else None
        yield record, attributions, ordered(article, attributions, sources, language, known)
    if len(parses) > size:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_bytes(pickle.dumps(parses))


def fitted(asked: Sequence[Question]) -> dict[str, float]:
    """Return the weights that make the right ones likeliest."""
    counts = Counter(name for one in asked for contender in one.contenders for name in contender.seen)
    names = {name: place for place, name in enumerate(sorted(name for name, n in counts.items() if n >= FEWEST))}
    rows = [contender.seen for one in asked for contender in one.contenders]
    seen = np.zeros((len(rows), len(names)))
    for row, each in enumerate(rows):
        for name, value in each.items():
            if name in names:
                seen[row, names[name]] = value
    asks = np.array([number for number, one in enumerate(asked) for _ in one.contenders])
    right = np.array([is_right for one in asked for is_right in one.right])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = seen @ weights
        most = np.full(len(asked), -np.inf)
        np.maximum.at(most, asks, odds)
        powers = np.exp(odds - most[asks])
        whole, good = np.zeros(len(asked)), np.zeros(len(asked))
        np.add.at(whole, asks, powers)
        np.add.at(good, asks, powers * right)
        lost = (np.log(whole) - np.log(good + 1e-12)).sum() + STRENGTH * (weights @ weights) / 2
        return lost, seen.T @ (powers / whole[asks] - powers * right / (good[asks] + 1e-12)) + STRENGTH * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(best[place]), 3) for name, place in names.items() if abs(best[place]) >= 0.0005}  # noqa: PLR2004


def sure(found: Sequence[Found]) -> dict[str, float]:
    """Return the weights by which those of *found* that are right are as likely as they can be."""
    names = {name: place for place, name in enumerate(sorted({name for one in found for name in one.seen}))}
    seen = np.zeros((len(found), len(names)))
    for row, one in enumerate(found):
        for name, value in one.seen.items():
            seen[row, names[name]] = value
    right = np.array([one.is_right for one in found], float)
    held = np.array([0.0 if name == "a speaker" else LOOSER for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = seen @ weights
        lost = (np.logaddexp(0, odds) - right * odds).sum() + (held * weights * weights).sum() / 2
        return lost, seen.T @ (1 / (1 + np.exp(-odds)) - right) + held * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(best[place]), 3) for name, place in names.items()}


def crossed(taught: Sequence[Question], records: Sequence[dict[str, Any]]) -> list[Found]:
    """Return the speakers of *records*, each found by what was learned from *taught* of other folds."""
    found = []
    for fold in range(FOLDS):
        for kind in KINDS:
            competition.learned()[kind] = fitted([one for one in taught if one.kind == kind and one.fold != fold])
        found += list(speakers([record for record in records if record["fold"] == fold]))
    return found


def report_sure(found: Sequence[Found]) -> None:
    """Print how far the speakers of *found* are as often right as weights of other folds say, news and all."""
    pairs: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = sure([one for one in found if one.fold != fold])
        for one in found:
            if one.fold == fold:
                odds = sum(weights.get(name, 0.0) * value for name, value in one.seen.items())
                for what in ("news", "all") if one.set in NEWS else ("all",):
                    pairs[one.language, what].append((float(1 / (1 + np.exp(-odds))), one.is_right))
    for (language, what), some in sorted(pairs.items()):
        print(
            f"sure of the speaker, {language} {what}: expected calibration error "
            f"{calibration_error(bands(some, BANDS)):.3f} of {len(some)}, {chance(some):.3f} by chance alone"
        )
        kept = [is_right for sure, is_right in some if sure >= SURE]
        print(
            f"    right {100 * sum(is_right for _, is_right in some) / len(some):.1f}; of the {len(kept)} that are at least "
            f"{SURE} sure, {100 * sum(kept) / max(len(kept), 1):.1f}"
        )


def report(taught: Sequence[Question], asked: Sequence[Question]) -> None:
    """Print how many of *asked* are right, by what was learned from *taught* of other folds."""
    right: dict[tuple[str, str, str], list[tuple[float, bool]]] = defaultdict(list)
    for kind in KINDS:
        for fold in range(FOLDS):
            weights = fitted([one for one in taught if one.kind == kind and one.fold != fold])
            competition.learned()[kind] = weights
            for one in asked:
                if one.kind == kind and one.fold == fold:
                    share, first = competition.shares(kind, one.contenders)[0]
                    name = first.name if share >= competition.LEAST else None
                    right[kind, one.language, one.set].append((share, folded(name) == folded(one.speaker)))
    for (kind, language, name), found in sorted(right.items()):
        print(f"{kind:9} {language} {name:9} {100 * sum(ok for _, ok in found) / len(found):5.1f} of {len(found)}")
    every = [pair for found in right.values() for pair in found]
    print(f"all {100 * sum(ok for _, ok in every) / len(every):.1f} of {len(every)}")
    for low, high in ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        part = [ok for share, ok in every if low <= share < high]
        print(
            f"share {low:.1f} to {min(high, 1.0):.1f}: right {100 * sum(part) / max(len(part), 1):.1f} of {len(part)}"
        )


def main() -> None:
    """Learn, and write when asked to."""
    parser = argparse.ArgumentParser(description="Learn what tells who speaks.")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    records = annotated(articles=True)
    learned: dict[str, Any] = {}
    for _ in range(ROUNDS):
        asked = list(questions(records, told=True))
        learned = {kind: fitted([one for one in asked if one.kind == kind]) for kind in KINDS}
        competition.learned().update(learned)
    report(asked, list(questions(records, told=False)))
    found = crossed(asked, records)
    report_sure(found)
    learned["confidence"] = sure(found)
    if options.write:
        learned["provenance"] = {"made by": "training/speakers.py", "on": f"{datetime.now(UTC):%Y-%m-%d}"}
        WEIGHTS.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
