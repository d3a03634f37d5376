"""
How much does each piece of evidence speak for a candidate?

Learns the one decision over rules and encoder (:mod:`selon.extract.decide.choose`) by selon's definition, for both languages
together: a logistic regression over the evidence on every candidate of ``fr_train``, ``en_news``, the project's own gold and
the articles of ``training/gold``, once with the encoder and once for the rules alone, which learn from ``training/articles``
as well. What is printed is cross-validated by outlet: the encoders that read a fold never saw its outlets, nor did the
weights that judge it.

    python training/decision.py            print the figures
    python training/decision.py --write    also write src/selon/extract/decide/weights.json
    python training/decision.py --ablate   tell instead what each rule is worth: F1 without its candidates, learned anew

Needs ``SELON_DATA``, and the encoders of the folds under ``build/encoder`` (``python training/encoder export --fold N``).
Deterministic: the same articles, rules and encoders give the same file.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parent / "encoder"))

from corpus import FOLDS, annotated

from selon import lang as languages
from selon.evaluate.reliability import BANDS, bands, calibration_error, chance
from selon.extract import RESUMED, candidates
from selon.extract.decide.accept import ruled
from selon.extract.decide.choose import Judged, compatible, judged, weighed
from selon.extract.encoder.marks import Marks
from selon.extract.encoder.network import Network
from selon.extract.grammar.context import Context
from selon.model import Spans
from selon.parse.pipeline import as_read
from selon.reader import Reader
from selon.reading import read_plain

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "selon" / "extract" / "decide" / "weights.json"
BUILD = ROOT / "build"
MODES = ("rules", "rules and encoder")
FEWEST = 8
"""Candidates on which a piece of evidence must have been seen."""
STRENGTH = 0.01
"""How freely weights may grow (C of the logistic regression)."""
PRECISION = {"rules": {"fr": 0.8, "en": 0.83}, "rules and encoder": {"fr": 0.815, "en": 0.86}}
"""Precision, end to end, that the least likelihood has to keep: a wrong attribution costs more than one that is missed."""
HALF = 0.5
TRIED = tuple(percent / 100 for percent in range(20, 74, 2))
"""Least likelihoods that are tried."""
SURE = 0.9
"""Likelihood from which the share that is right is told apart."""
MIDDLE = (0.35, 0.4, 0.45, 0.5)
"""Those over which an ablation takes the mean, since single ones jump."""


@dataclass
class Document:
    """An article with its candidates, and which attributions of the gold each has right."""

    record: dict[str, Any]
    found: list[Judged]
    right: list[list[int]]
    fit: list[float]
    gold: int


def letters(spans: Iterable[Sequence[int]], text: str) -> set[int]:
    """Return which characters the spans take, blanks left out."""
    return {place for start, end in spans for place in range(start, end) if not text[place].isspace()}


def plain(spans: Spans) -> list[list[int]]:
    """Return spans as pairs of numbers."""
    return [[span.start, span.end] for span in spans]


def document(record: dict[str, Any], context: Context, marks: Marks | None) -> Document:
    """Return the candidates of an article with what they have right: as the scorer counts end to end."""
    text = record["text"]
    gold = [
        (letters(one["content"], text), letters(one["source"], text))
        for one in record["attributions"]
        if one["content"]
    ]
    proposed = candidates(context)
    found = list(judged(context, proposed, ruled(context, proposed, RESUMED), marks))
    right, fit = [], []
    for one in found:
        content, source = letters(plain(one.candidate.content), text), letters(plain(one.candidate.source), text)
        shares = [
            len(content & wanted) / len(content | wanted) if (source & who or not (source or who)) else 0.0
            for wanted, who in gold
        ]
        right.append([number for number, share in enumerate(shares) if share >= HALF])
        fit.append(max(shares, default=0.0))
    return Document(record, found, right, fit, len(gold))


def documents(mode: str) -> list[Document]:
    """Return all articles with their candidates; parses are kept under ``build`` and go with the tokenizer and model."""
    reader, parses = Reader(), {}
    kept = BUILD / "decision_parses.pickle"
    if kept.exists():
        parses = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
    networks = {fold: Network(BUILD / "encoder" / f"fold{fold}") for fold in range(FOLDS)} if mode != "rules" else {}
    result = []
    for record in annotated(articles=not networks):
        article = read_plain(record["text"], lang=record["lang"])
        if record["id"] not in parses:
            parses[record["id"]] = reader.parse(article)
        language = languages.load(record["lang"])
        spans = [passage.span for passage in article.passages]
        context = Context(as_read(article, language), language, spans, parses[record["id"]])
        marks = Marks(record["text"], networks[record["fold"]]) if networks else None
        result.append(document(record, context, marks))
    kept.write_bytes(pickle.dumps(parses))
    return result


def fitted(found: Sequence[Document]) -> dict[str, float]:
    """Return the weights that tell right candidates from wrong ones best."""
    seen = [one.seen for each in found for one in each.found]
    counts = Counter(name for one in seen for name in one)
    names = {name: number for number, name in enumerate(sorted(name for name, n in counts.items() if n >= FEWEST))}
    rows, columns, values = [], [], []
    for row, one in enumerate(seen):
        for name, value in one.items():
            if name in names:
                rows.append(row)
                columns.append(names[name])
                values.append(value)
    right = np.array([bool(gold) for each in found for gold in each.right])
    # Of two readings that count as right, the closer one is to be preferred.
    closeness = np.array([share for each in found for share in each.fit])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(
        csr_matrix((values, (rows, columns)), shape=(len(seen), len(names))),
        right,
        sample_weight=np.where(right, HALF + HALF * closeness, 1.0),
    )
    weights = {name: round(float(model.coef_[0, number]), 4) for name, number in names.items()}
    return {"bias": round(float(model.intercept_[0]), 4)} | {name: value for name, value in weights.items() if value}


def decided(
    found: Sequence[Document], judgements: Sequence[list[Judged]], least: float
) -> Iterator[tuple[float, bool]]:
    """Yield the likelihood of each statement that is decided for, and whether it is right end to end."""
    for each, one in zip(found, judgements, strict=True):
        right = {id(judgement.candidate): numbers for judgement, numbers in zip(each.found, each.right, strict=True)}
        used: set[int] = set()
        for judgement in compatible(one, least):
            number = next((n for n in right[id(judgement.candidate)] if n not in used), None)
            used |= set() if number is None else {number}
            yield judgement.probability, number is not None


def figures(found: Sequence[Document], judgements: Sequence[list[Judged]], least: float) -> tuple[float, float, float]:
    """Return precision, recall and F1, end to end."""
    pairs = list(decided(found, judgements, least))
    hits = sum(right for _, right in pairs)
    precision, recall = hits / max(len(pairs), 1), hits / max(sum(each.gold for each in found), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def crossed_over(found: Sequence[Document]) -> dict[str, list[Judged]]:
    """Return the candidates of each article, judged by weights that saw none of its fold."""
    crossed: dict[str, list[Judged]] = {}
    for fold in range(FOLDS):
        weights = fitted([each for each in found if each.record["fold"] != fold])
        for each in found:
            if each.record["fold"] == fold:
                crossed[each.record["id"]] = weighed(each.found, weights)
    return crossed


def news_of(found: Sequence[Document], language: str) -> list[Document]:
    """Return the articles of others in *language*."""
    return [each for each in found if each.record["lang"] == language and each.record["set"] in ("train", "more")]


def ablate(mode: str) -> None:
    """Print the F1 that is lost in each language when all candidates of one rule are left out, and the rest learned anew."""
    found = documents(mode)
    rules = Counter(one.candidate.rule for each in found for one in each.found)
    whole = _middle(found)
    print(f"{mode}: F1 {whole[0]:.1f} in French, {whole[1]:.1f} in English, the mean over {MIDDLE}")
    for rule, count in rules.most_common():
        kept = []
        for each in found:
            places = [place for place, one in enumerate(each.found) if one.candidate.rule != rule]
            kept.append(
                replace(
                    each,
                    found=[each.found[place] for place in places],
                    right=[each.right[place] for place in places],
                    fit=[each.fit[place] for place in places],
                )
            )
        lost = [before - after for before, after in zip(whole, _middle(kept), strict=True)]
        print(f"| `{rule}` | {count} | {lost[0]:+.1f} | {lost[1]:+.1f} |", flush=True)


def _middle(found: Sequence[Document]) -> list[float]:
    """Return the F1 in French and in English in per cent, cross-validated, the mean over :data:`MIDDLE`."""
    crossed = crossed_over(found)
    means = []
    for language in ("fr", "en"):
        news = news_of(found, language)
        judgements = [crossed[each.record["id"]] for each in news]
        means.append(100 * sum(figures(news, judgements, least)[2] for least in MIDDLE) / len(MIDDLE))
    return means


def learn(mode: str) -> dict[str, Any]:
    """Print what cross-validation gives for *mode*; return the weights of all articles, and the least likelihoods."""
    found = documents(mode)
    crossed = crossed_over(found)
    least: dict[str, float] = {}
    for language in ("fr", "en"):
        news = news_of(found, language)
        judgements = [crossed[each.record["id"]] for each in news]
        rows = [(percent, *figures(news, judgements, percent)) for percent in TRIED]
        for row in rows:
            print(f"{mode:17} {language} from {row[0]:.2f}: P {row[1]:.3f} R {row[2]:.3f} F1 {row[3]:.3f}")
        least[language] = next((row[0] for row in rows if row[1] >= PRECISION[mode][language]), rows[-1][0])
        for name in ("train", "more", "gold"):
            part = [each for each in found if each.record["lang"] == language and each.record["set"] == name]
            row = figures(part, [crossed[each.record["id"]] for each in part], least[language])
            print(
                f"{mode:17} {language} {name:6} {len(part):3} articles: P {row[0]:.3f} R {row[1]:.3f} F1 {row[2]:.3f}"
            )
        pairs = list(decided(news, judgements, least[language]))
        sure = [right for likelihood, right in pairs if likelihood >= SURE]
        print(
            f"{mode:17} {language} {len(pairs)} statements: expected calibration error "
            f"{calibration_error(bands(pairs, BANDS)):.3f}, {chance(pairs):.3f} by chance alone; "
            f"{len(sure)} at least {SURE} sure, {sum(sure) / max(len(sure), 1):.3f} of them right"
        )
    return {"least": least, "weights": dict(sorted(fitted(found).items()))}


def main() -> None:
    """Read the command line, learn, and write when asked to."""
    parser = argparse.ArgumentParser(description="Learn the decision over rules and encoder.")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--ablate", action="store_true", help="tell what each rule is worth, and learn nothing")
    parser.add_argument("--mode", choices=MODES, help="learn one of the two alone")
    options = parser.parse_args()
    if options.ablate:
        for mode in [options.mode] if options.mode else MODES:
            ablate(mode)
        return
    learned = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for mode in [options.mode] if options.mode else MODES:
        learned[mode] = learn(mode)
    if options.write:
        learned["provenance"] = {"made by": "training/decision.py", "on": f"{datetime.now(UTC):%Y-%m-%d}"}
        WEIGHTS.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
