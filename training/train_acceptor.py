"""
Which observations tell a right candidate from a wrong one?

Trains the decisions of :mod:`selon.extract.decide.weighing` on PolNeAR's training articles (``en_train.jsonl`` in the folder
that ``SELON_DATA`` names) and writes ``src/selon/lang/en/weights.json``. Articles named by a hash of their identifier
are kept out; the reliability of the confidence that is printed was measured on them. The first run parses the corpus
and keeps the parses under ``build/``; delete them after a change of tokenizer or model.

    python training/train_acceptor.py            train, measure on the articles kept out
    python training/train_acceptor.py --write    also write the weights

Deterministic: the same corpus and the same rules give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from selon import lang as languages
from selon.extract import candidates
from selon.extract.candidate import Candidate
from selon.extract.decide import observations
from selon.extract.decide.weighing import (
    UNLIKELY,
    Chosen,
    agreement,
    chosen,
    logistic,
    of_decision,
    outer_chances,
    shares,
)
from selon.extract.grammar.context import Context
from selon.model import Span, Spans
from selon.parse.quotes import marks_of, with_double_marks
from selon.parse.tree import Parse
from selon.reader import Reader
from selon.reading import read_plain

ROOT = Path(__file__).resolve().parent.parent
PARSES = ROOT / "build" / "en_train_parses.pickle"
WEIGHTS = ROOT / "src" / "selon" / "lang" / "en" / "weights.json"
KEPT_OUT = 80
"""Articles kept out of training."""
FOLDS = 3
RARE = 4
"""Occurrences below which an observation gets no weight of its own."""
CUE_C, READING_C = 0.15, 0.3
"""Inverse strength of the penalty, chosen on the articles kept out."""
SMALL = 0.02
"""Weights nearer to zero are left out of the file."""
HALF = 0.5
PHRASES = ("nominal", "oblique", "object_of", "predicate", "noun", "infinitive", "question", "label")
THRESHOLDS = {
    "threshold": 0.42,
    # By selon's own definition precision comes first: of the statements on articles kept out that a second reader judged,
    # half of those below 0.7 were wrong. "sure" is for what a rule reads too, with a cue that is nearly always one.
    "thresholds": {
        **dict.fromkeys(PHRASES, 0.65),
        "clause": 0.6,
        "infinitive": 0.6,
        **dict.fromkeys(("parenthetical", "according_to", "quote"), 0.4),
        "sure": 0.3,
    },
}
"""
Probability from which a candidate is taken: whatever it is, where no rule reads the same; by selon's own definition also by
its frame. Precision comes before recall.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of the training set."""

    article: int
    head: int
    own: list[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One cue of the training set; ``is_cue`` None where the annotation cannot tell."""

    article: int
    seen: list[str]
    is_cue: bool | None
    rows: list[Row]
    candidates: list[Candidate]


def _characters(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def _pairs(spans: Spans) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def groups_of(article: int, document: dict[str, Any], context: Context) -> Iterator[Group]:
    """Yield the cues of one article with their readings and labels."""
    text = document["text"]
    gold = [
        (_characters(text, a["content"]), _characters(text, a["source"]), _characters(text, a["cue"]))
        for a in document["attributions"]
    ]
    cued = set().union(*(cue for _, _, cue in gold)) if gold else set()
    held: Counter[int] = Counter()
    for content, _, _ in gold:
        held.update(content)
    by_character: dict[int, list[int]] = {}
    for number, (content, _, _) in enumerate(gold):
        for character in content:
            by_character.setdefault(character, []).append(number)
    grouped: dict[int, list[Candidate]] = {}
    for candidate in candidates(context):
        grouped.setdefault(candidate.head, []).append(candidate)
    for head, group in grouped.items():
        marked = any(
            character in cued
            for candidate in group[:1]
            for span in candidate.cue
            for character in range(span.start, span.end)
        )
        rows = []
        for candidate in group:
            content = _characters(text, _pairs(candidate.content))
            source = _characters(text, _pairs(candidate.source))
            own_cue = _characters(text, _pairs(candidate.cue))
            near = Counter(number for character in content for number in by_character.get(character, ()))
            right = False
            for number, common in near.items():
                whole, who, what = gold[number]
                if not what & own_cue:
                    continue  # another cue with nearly the same content: *said he thought it would pass*
                if common / len(whole | content) >= HALF and (bool(who & source) or (not who and not source)):
                    right = True
            rows.append(Row(article, head, observations.of_reading(context, candidate, group), right))
        is_cue: bool | None = marked or any(row.right for row in rows)
        if not is_cue and head in held:
            is_cue = None
        yield Group(article, observations.of_cue(context, group), is_cue, rows, group)


Stored = tuple[list[tuple[int, int]], list[tuple[Any, ...] | None]]
"""The passages of an article and the parse of each, as plain tuples."""


def parses_of(documents: Sequence[dict[str, Any]], store: Path) -> dict[str, Stored]:
    """Return the passages and parses of *documents*, kept in *store* after the first time."""
    if store.is_file():
        kept: dict[str, Stored] = pickle.loads(store.read_bytes())  # noqa: S301 - written below
        return kept
    reader = Reader()
    found: dict[str, Stored] = {}
    for document in documents:
        article = read_plain(document["text"], lang="en")
        spans = [(passage.span.start, passage.span.end) for passage in article.passages]
        found[document["id"]] = (
            spans,
            [
                (p.words, p.start, p.end, p.pos, p.relation, p.head, p.morph) if p else None
                for p in reader.parse(article)
            ],
        )
    store.parent.mkdir(exist_ok=True)
    store.write_bytes(pickle.dumps(found))
    return found


def corpus_groups(corpus: Path, store: Path) -> tuple[list[Group], list[bool], list[dict[str, Any]]]:
    """Return all cues of *corpus*, for each article whether it is kept out, and the articles."""
    documents = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    parses = parses_of(documents, store)
    order = sorted(range(len(documents)), key=lambda n: hashlib.md5(documents[n]["id"].encode()).hexdigest())  # noqa: S324
    out = set(order[:KEPT_OUT])
    language = languages.load("en", polnear=True)
    found: list[Group] = []
    for number, document in enumerate(documents):
        spans, kept = parses[document["id"]]
        passages = [Span(*s) for s in spans]
        text = with_double_marks(document["text"], passages, marks_of(language))
        context = Context(text, language, passages, [Parse(*p) if p else None for p in kept])
        found.extend(groups_of(number, document, context))
    return found, [number in out for number in range(len(documents))], documents


def _matrix(index: dict[str, int], lists: Sequence[Sequence[str]]) -> csr_matrix:
    """Return observations as a sparse matrix, those without a column left out."""
    columns: list[int] = []
    starts = [0]
    for names in lists:
        columns.extend(sorted({index[n] for n in names if n in index}))
        starts.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(lists), len(index)))


class Model:
    """A logistic regression over named observations."""

    def __init__(self, lists: Sequence[Sequence[str]], labels: Sequence[bool], strength: float) -> None:
        """Fit to *labels*."""
        counts = Counter(name for names in lists for name in set(names))
        self.index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}
        self.fit = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0)
        self.fit.fit(_matrix(self.index, lists), np.array(labels))

    def log_odds(self, lists: Sequence[Sequence[str]]) -> np.ndarray:
        """Return the log odds of each list of observations."""
        return np.asarray(self.fit.decision_function(_matrix(self.index, lists)))

    def table(self) -> dict[str, Any]:
        """Return bias and weights, small ones left out."""
        row = self.fit.coef_[0]
        return {
            "bias": round(float(self.fit.intercept_[0]), 3),
            "weights": {n: round(float(row[i]), 3) for n, i in self.index.items() if abs(row[i]) >= SMALL},
        }


class Choice:
    """A conditional logit over named observations: which reading of a cue is right, given that one of them is."""

    def __init__(self, groups: Sequence[Group], strength: float) -> None:
        """Fit to the groups that have a right reading."""
        groups = [g for g in groups if any(r.right for r in g.rows) and not all(r.right for r in g.rows)]
        lists = [r.own for g in groups for r in g.rows]
        counts = Counter(name for names in lists for name in names)
        self.index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}
        matrix = _matrix(self.index, lists)
        right = np.array([r.right for g in groups for r in g.rows])
        starts = np.cumsum([0] + [len(g.rows) for g in groups])[:-1]
        owner = np.repeat(np.arange(len(groups)), [len(g.rows) for g in groups])

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            scores = matrix @ weights
            scores = scores - np.maximum.reduceat(scores, starts)[owner]
            powers = np.exp(scores)
            everything = np.add.reduceat(powers, starts)
            good = np.add.reduceat(powers * right, starts)
            value = -np.sum(np.log(good / everything)) + weights @ weights / (2 * strength)
            slope = powers / everything[owner] - powers * right / good[owner]
            return float(value), matrix.T @ slope + weights / strength

        self.weights = minimize(
            loss, np.zeros(len(self.index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
        ).x

    def log_odds(self, lists: Sequence[Sequence[str]]) -> np.ndarray:
        """Return the score of each list of observations."""
        return np.asarray(_matrix(self.index, lists) @ self.weights)

    def table(self) -> dict[str, Any]:
        """Return the weights, small ones left out."""
        return {
            "weights": {
                n: round(float(self.weights[i]), 3) for n, i in self.index.items() if abs(self.weights[i]) >= SMALL
            }
        }


def fit(groups: Sequence[Group]) -> tuple[Model, Choice]:
    """Return the model of cues and the model of readings."""
    told = [g for g in groups if g.is_cue is not None]
    cue = Model([g.seen for g in told], [any(r.right for r in g.rows) for g in told], CUE_C)
    return cue, Choice(told, READING_C)


def choices(cue: Model, reading: Choice, groups: Sequence[Group]) -> list[tuple[Group, int, Chosen]]:
    """Return for each group its best reading, as :func:`selon.extract.decide.weighing.weigh` chooses it."""
    cues = cue.log_odds([g.seen for g in groups])
    rows = reading.log_odds([r.own for g in groups for r in g.rows])
    result, at = [], 0
    for number, group in enumerate(groups):
        own = rows[at : at + len(group.rows)]
        at += len(group.rows)
        is_cue = logistic(cues[number])
        if is_cue < UNLIKELY:
            continue
        for one, share in chosen(group.candidates, agreement(group.candidates, shares(own.tolist()))):
            result.append((group, one, Chosen(group.candidates[one], is_cue, is_cue * share)))
    return result


def decisions(picked: Sequence[tuple[Group, int, Chosen]]) -> list[dict[str, float]]:
    """Return what the last decision rests on for each choice, article by article."""
    by_article: dict[int, list[int]] = {}
    for number, (group, _, _) in enumerate(picked):
        by_article.setdefault(group.article, []).append(number)
    result: list[dict[str, float]] = [{} for _ in picked]
    for numbers in by_article.values():
        outer = outer_chances(lambda _: 0, [picked[n][2] for n in numbers])
        for number, chance in zip(numbers, outer, strict=True):
            result[number] = of_decision(picked[number][2], chance)
    return result


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic regression over the few figures of :func:`selon.extract.decide.weighing.of_decision`."""

    names: list[str]
    fit: LogisticRegression

    @classmethod
    def learned(cls, groups: Sequence[Group]) -> Decision:
        """Fit on choices made by models that did not see their articles."""
        rows: list[dict[str, float]] = []
        labels: list[bool] = []
        for fold in range(FOLDS):
            cue, reading = fit([g for g in groups if g.article % FOLDS != fold])
            picked = choices(cue, reading, [g for g in groups if g.article % FOLDS == fold])
            for (group, one, _), values in zip(picked, decisions(picked), strict=True):
                if group.is_cue is not None:
                    rows.append(values)
                    labels.append(group.rows[one].right)
        names = sorted({name for row in rows for name in row})
        model = LogisticRegression(C=1.0, max_iter=1000)
        model.fit(cls._matrix(names, rows), np.array(labels))
        return cls(names, model)

    @staticmethod
    def _matrix(names: list[str], rows: Sequence[dict[str, float]]) -> csr_matrix:
        index = {name: i for i, name in enumerate(names)}
        data, columns, starts = [], [], [0]
        for row in rows:
            for name, value in row.items():
                if name in index:
                    data.append(value)
                    columns.append(index[name])
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(rows), len(names)))

    def probabilities(self, rows: Sequence[dict[str, float]]) -> np.ndarray:
        """Return the probability of each."""
        return np.asarray(self.fit.predict_proba(self._matrix(self.names, rows))[:, 1])

    def table(self) -> dict[str, Any]:
        """Return bias and weights."""
        row = self.fit.coef_[0]
        return {
            "bias": round(float(self.fit.intercept_[0]), 3),
            "weights": {n: round(float(v), 3) for n, v in zip(self.names, row, strict=True)},
        }


def main(arguments: list[str]) -> int:
    """Train and measure; see the module's docstring."""
    options = argparse.ArgumentParser(description="Train the decisions about English candidates")
    options.add_argument("--write", action="store_true", help="write weights.json")
    asked = options.parse_args(arguments)
    groups, out, _ = corpus_groups(Path(os.environ["SELON_DATA"]) / "en_train.jsonl", PARSES)
    inside = [g for g in groups if not out[g.article]]
    decision = Decision.learned(inside)
    cue, reading = fit(inside)
    picked = choices(cue, reading, [g for g in groups if out[g.article]])
    probabilities = decision.probabilities(decisions(picked))
    told = [
        (float(p), g.rows[n].right) for (g, n, _), p in zip(picked, probabilities, strict=True) if g.is_cue is not None
    ]
    sys.stdout.write(f"{len(inside)} cues, {sum(len(g.rows) for g in inside)} readings learned from\n")
    bins = [[t for t in told if low <= t[0] < low + 0.1] for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)]
    error = sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins) / len(told)
    for chunk in bins:
        if chunk:
            mean, share = sum(p for p, _ in chunk) / len(chunk), sum(r for _, r in chunk) / len(chunk)
            sys.stdout.write(f"said {mean:.2f}  was right {share:.2f}  of {len(chunk)}\n")
    sys.stdout.write(f"expected calibration error {error:.3f}\n")
    weights = {
        "provenance": {
            "corpus": "PolNeAR 1.0 training articles: weights only, no text and no annotation",
            "script": "training/train_acceptor.py",
            "date": datetime.now(tz=UTC).date().isoformat(),
            "articles": len(out) - KEPT_OUT,
            "kept out": KEPT_OUT,
            "calibration error on articles kept out": round(error, 3),
        },
        **THRESHOLDS,
        "cue": cue.table(),
        "reading": reading.table(),
        "decision": decision.table(),
    }
    if asked.write:
        WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
