"""
Which statements would a second reader call right?

    SELON_DATA=… python benchmarks/sample.py fr_unlabelled --count 100 --seed 7 > sample.txt
    python benchmarks/sample.py path/to/articles.jsonl --lang en
    … fr_more --without training/gold/fr.jsonl --count 120 --damaged 15 --key key.txt

Prints statements drawn at random from a set of articles, each with the paragraphs around it, for somebody to read one by
one, part by part. The set is a name in ``$SELON_DATA`` or a path; each line holds ``id``, ``text`` and perhaps ``lang``.
``--without`` leaves out the articles whose ``id`` another file has, as those that selon has learned from. ``--damaged``
makes some of those drawn wrong: another speaker, a negation lost, half of the content; a reader who passes them is no
judge. Which they are goes to the file of ``--key``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from selon import Article, Attribution, Reader
from selon.lang import load

LABELS = ("source_kind", "naming", "act", "certainty", "polarity", "medium")
FEWEST = 8
"""Words from which a content can lose its second half and still be one."""


@dataclass(frozen=True)
class Shown:
    """
    A statement as the reader is shown it.

    Attributes:
        name: The article's ``id``.
        article: The article.
        statement: The statement as found.
        speaker: The speaker's name, empty where nobody is found.
        content: The content's words.
        damage: What was made wrong, empty for most.
    """

    name: str
    article: Article
    statement: Attribution
    speaker: str
    content: str
    damage: str = ""


def main() -> int:
    """Print the sample asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="a JSONL file, or the name of one in $SELON_DATA")
    parser.add_argument("--count", type=int, default=100, help="statements to draw")
    parser.add_argument("--seed", type=int, default=0, help="seed of the draw")
    parser.add_argument("--lang", help="language code of articles that do not give theirs")
    parser.add_argument("--last", type=int, help="only the last so many articles of the set")
    parser.add_argument("--without", type=Path, help="a JSONL file whose articles are left out")
    parser.add_argument("--damaged", type=int, default=0, help="statements to make wrong")
    parser.add_argument("--key", type=Path, help="file to which it is written which they are")
    options = parser.parse_args()
    path = Path(options.articles)
    if not path.exists():
        path = Path(os.environ.get("SELON_DATA", ".")) / f"{options.articles}.jsonl"
    if not path.exists():
        sys.stderr.write(f"no set {options.articles!r}; give a path, or set SELON_DATA to the folder that holds it\n")
        return 2
    known = {document["id"] for document in _documents(options.without)} if options.without else set()
    documents = [document for document in _documents(path) if document["id"] not in known]
    documents = documents[-options.last :] if options.last else documents
    reader = Reader()
    found: list[Shown] = []
    for document in documents:
        article = reader.read_text(document["text"], lang=document.get("lang", options.lang))
        found += [
            Shown(document["id"], article, one, one.speaker.name if one.speaker else "", article.words(one.content))
            for one in article.attributions
        ]
    chance = random.Random(options.seed)
    drawn = chance.sample(found, min(options.count, len(found)))
    drawn = _with_damage(drawn, options.damaged, chance)
    print(f"{len(drawn)} of {len(found)} statements in {len(documents)} articles\n")
    for number, one in enumerate(drawn, 1):
        print(_printed(number, one))
    if options.key:
        lines = [f"{number} {one.damage}\n" for number, one in enumerate(drawn, 1) if one.damage]
        options.key.write_text("".join(lines), encoding="utf-8")
    return 0


def _documents(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _with_damage(drawn: Sequence[Shown], count: int, chance: random.Random) -> list[Shown]:
    """Return *drawn* with *count* of them made wrong, each in one of the ways that it allows, in turns."""
    ways: tuple[Callable[[Shown], Shown | None], ...] = (_other_speaker, _without_negation, _cut)
    result, left = list(drawn), count
    turn = 0
    for place in chance.sample(range(len(result)), len(result)):
        if not left:
            break
        for way in (*ways[turn % len(ways) :], *ways[: turn % len(ways)]):
            wrong = way(result[place])
            if wrong is not None:
                result[place], left, turn = wrong, left - 1, ways.index(way) + 1
                break
    return result


def _other_speaker(one: Shown) -> Shown | None:
    names = {other.speaker.name for other in one.article.attributions if other.speaker} - {one.speaker}
    return replace(one, speaker=min(names), damage="speaker") if one.speaker and names else None


def _without_negation(one: Shown) -> Shown | None:
    negation = load(one.article.language or "").marks.negation
    words = one.content.split()
    denying = {word for word in words if word.lower().rstrip(",.") in negation.words | negation.needs}
    if not denying:
        return None
    return replace(one, content=" ".join(word for word in words if word not in denying), damage="negation")


def _cut(one: Shown) -> Shown | None:
    words = one.content.split()
    return replace(one, content=" ".join(words[: len(words) // 2]), damage="content") if len(words) >= FEWEST else None


def _printed(number: int, one: Shown) -> str:
    article, statement = one.article, one.statement
    start = (statement.cue or statement.content)[0].start
    around = [p.span.of(article.text) for p in article.passages]
    place = next(i for i, p in enumerate(article.passages) if p.span.start <= start < p.span.end)
    labels = ", ".join(str(getattr(statement, label)) for label in LABELS)
    rows = [
        f"{number}. {one.name} [{statement.why.rule}: {statement.why.cue}] {statement.confidence:.2f}",
        f"   source   {article.words(statement.source) or '–'}",
        f"   speaker  {one.speaker or '–'}",
        f"   cue      {article.words(statement.cue) or '–'}",
        f"   content  {one.content or '–'}",
        f"   labels   {labels}",
        *(f"   before   {text}" for text in around[max(0, place - 2) : place]),
        f"   in       {around[place]}",
        *(f"   after    {text}" for text in around[place + 1 : place + 2]),
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
