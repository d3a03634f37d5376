"""
How well are the labels of a statement found, when its spans are right?

Gives gold spans to resolution and assessment and compares what they add with the gold labels, so that their errors are
not mixed with those of extraction::

    SELON_DATA=… python benchmarks/labels.py [GOLD.jsonl …] [--errors speaker]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from selon import lang
from selon.assess import assess
from selon.evaluate.names import folded
from selon.extract.grammar.circumstances import circumstances
from selon.model import Article, Attribution, Passage, Span, Why
from selon.parse.designations import designations
from selon.parse.tree import Parse, from_doc
from selon.resolve import resolve

LABELS = ("speaker", "source_kind", "naming", "act", "medium", "certainty", "polarity")
OWN_GOLD = Path(__file__).parents[1] / "tests" / "gold"
SHOWN = 110


def default_files() -> list[Path]:
    """Return the gold files at hand: the project's own, and the development set where SELON_DATA names its folder."""
    folder = os.environ.get("SELON_DATA")
    files = [Path(folder) / "fr_dev.jsonl"] if folder else []
    if not folder:
        sys.stderr.write("SELON_DATA is not set: only the project's own gold is read\n")
    return [*files, *sorted(OWN_GOLD.glob("*.jsonl"))]


def passages(text: str) -> tuple[Passage, ...]:
    """Return one passage for each line of *text* that is not blank."""
    return tuple(Passage(Span(match.start(), match.end())) for match in re.finditer(r"[^\n]*\S[^\n]*", text))


def spans(entry: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Return gold offsets as spans."""
    return tuple(Span(start, end) for start, end in sorted(map(tuple, entry)))


def guess_cue(text: str, cue: Sequence[Span], gold: dict[str, Any], language: lang.Language) -> tuple[str, str]:
    """Return the dictionary form of the gold cue's words, and its frame, as extraction would give them."""
    spelled = " ".join(span.of(text) for span in cue).lower().replace("’", "'")
    words = re.findall(r"\w+'?", spelled)
    frame = "quote" if gold["type"] == "direct" else "clause"
    if not gold["content"]:
        return "", "refusal"
    best: tuple[int, int, str] | None = None
    reflexive = any(word in language.words("reflexive_pronouns") for word in words)
    for place, word in enumerate(words):
        for form in language.forms.get(word, ()):
            for entry in language.cues.get(form.lemma, ()):
                after = iter(word.rstrip("'") for word in words[place + 1 :])
                fixed = all(part.rstrip("'") in after for part in entry.rest)
                if fixed and (not entry.reflexive or reflexive):
                    found = (len(entry.rest) * 2 + entry.reflexive, place, entry.lemma)
                    best = max(best, found) if best else found
    phrases = {phrase.lemma for phrase in language.phrases}
    if spelled in phrases or (words and any(phrase.startswith(spelled + " ") for phrase in phrases) and best is None):
        return next(phrase for phrase in sorted(phrases, key=len) if phrase.startswith(spelled)), "according_to"
    if best:
        frames = next(cue.frames for cues in language.cues.values() for cue in cues if cue.lemma == best[2])
        before = text[max(0, gold["content"][0][0] - len(" si ")) : gold["content"][0][0]].split()
        if "question" in frames and before and before[-1] in language.words("whether"):
            frame = "question"
        return best[2], frame if frame in frames else next(iter(frames), frame)
    return spelled, "noun" if words else ""


def attributions_of(gold: dict[str, Any]) -> tuple[Article, list[Attribution]]:
    """Return a gold document as an article with its attributions, bare of labels."""
    language = lang.load(gold.get("lang", "fr"))
    number = {entry["id"]: position for position, entry in enumerate(gold["attributions"])}
    attributions = []
    for entry in gold["attributions"]:
        cue = spans(entry["cue"])
        lemma, frame = guess_cue(gold["text"], cue, entry, language)
        attributions.append(
            Attribution(
                source=spans(entry["source"]),
                cue=cue,
                content=spans(entry["content"]),
                addressee=spans(entry.get("addressee") or []),
                quotation=entry["type"],
                parent=number.get(entry.get("parent")),
                why=Why("gold" if cue else "floating_quotation", lemma, frame),
            )
        )
    published = date.fromisoformat(gold["date"]) if gold.get("date") else None
    article = Article(text=gold["text"], language=language.code, published=published, passages=passages(gold["text"]))
    return article, attributions


def documents(path: Path) -> Iterator[tuple[dict[str, Any], Article, list[Attribution]]]:
    """Yield each gold document with its article and its attributions, bare of labels."""
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        yield gold, *attributions_of(gold)


def _circumstances(
    attribution: Attribution, article: Article, parses: Sequence[Parse | None], language: lang.Language
) -> Attribution:
    at = (attribution.cue or attribution.content)[0].start
    number = sum(passage.span.start <= at for passage in article.passages) - 1
    return circumstances(attribution, parses[number], article.text, language)


def found(attribution: Attribution, label: str) -> str | None:
    """Return what was found for *label*."""
    value = getattr(attribution, label)
    return value.name if label == "speaker" and value is not None else value


def main() -> None:
    """Print the share of right labels, and the errors of one label on request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", default="", help="print the errors of this label")
    options = parser.parse_args()
    pipelines: dict[str, Any] = {}
    for path in options.files or default_files():
        right, total, rare = Counter[str](), Counter[str](), Counter[str]()
        seconds, words = 0.0, 0
        for gold, article, attributions in documents(path):
            language = lang.load(article.language or "")
            if language.code not in pipelines:
                pipelines[language.code] = spacy.load(language.pipeline, exclude=["ner", "lemmatizer"])
            texts = [passage.span.of(article.text) for passage in article.passages]
            parses: list[Parse | None] = [
                from_doc(doc, passage.span.start, language.relations)
                for doc, passage in zip(pipelines[language.code].pipe(texts), article.passages, strict=True)
            ]
            began = time.process_time()
            placed = [_circumstances(attribution, article, parses, language) for attribution in attributions]
            sources = designations(article, placed, parses, language)
            resolved = resolve(article, placed, sources, language)
            assessed = assess(article, resolved, sources, parses, language)
            seconds += time.process_time() - began
            words += len(article.text.split())
            for entry, attribution in zip(gold["attributions"], assessed, strict=True):
                for label in LABELS:
                    if label not in entry or (entry[label] is None and label != "speaker"):
                        continue
                    mine = found(attribution, label)
                    same = folded(entry[label]) == folded(mine) if label == "speaker" else entry[label] == mine
                    total[label] += 1
                    right[label] += same
                    if label == options.errors and not same:
                        print(f"{gold['id']} {_error(article, entry, attribution, label, mine)}")
                uncertain = entry.get("certainty") not in (None, "certain")
                rare["gold"] += uncertain
                rare["found"] += attribution.certainty not in (None, "certain")
                rare["right"] += uncertain and entry["certainty"] == attribution.certainty
        print(f"{path.name}: {words} words, {1000 * seconds / max(words, 1) * 700:.1f} ms for 700 words")
        for label in LABELS:
            print(f"  {label:12}{100 * right[label] / max(total[label], 1):6.1f} of {total[label]}")
        score = 2 * rare["right"] / max(rare["gold"] + rare["found"], 1)
        print(f"  rare certainty F1{100 * score:6.1f} ({rare['right']} of {rare['gold']}, {rare['found']} found)")


def _error(article: Article, entry: dict[str, Any], attribution: Attribution, label: str, mine: str | None) -> str:
    source, cue, content = (article.words(part) for part in (attribution.source, attribution.cue, attribution.content))
    start = attribution.spans[0].start
    context = article.text[max(0, start - 40) : start].replace("\n", "/")
    return (
        f"{entry['id']} {label}: {entry[label]!r} found {mine!r}\n"
        f"    {context}[{source}] {{{cue}}} ({attribution.why.cue}) {content[:SHOWN]!r}"
    )


if __name__ == "__main__":
    main()
