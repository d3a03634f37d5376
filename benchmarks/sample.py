"""
Which statements would a second reader call right?

    SELON_DATA=… python benchmarks/sample.py fr_unlabelled --count 100 --seed 7 > sample.txt
    python benchmarks/sample.py path/to/articles.jsonl --lang en

Prints statements drawn at random from a set of articles, each with the paragraph it stands in, for somebody to read one
by one. A statement is right when its source, its content and its speaker all are. The set is a name in ``$SELON_DATA`` or
a path; each line holds ``id``, ``text`` and perhaps ``lang``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from pathlib import Path

from selon import Article, Attribution, Reader


def main() -> int:
    """Print the sample asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="a JSONL file, or the name of one in $SELON_DATA")
    parser.add_argument("--count", type=int, default=100, help="statements to draw")
    parser.add_argument("--seed", type=int, default=0, help="seed of the draw")
    parser.add_argument("--lang", help="language code of articles that do not give theirs")
    parser.add_argument("--last", type=int, help="only the last so many articles of the set")
    options = parser.parse_args()
    path = Path(options.articles)
    if not path.exists():
        path = Path(os.environ.get("SELON_DATA", ".")) / f"{options.articles}.jsonl"
    if not path.exists():
        sys.stderr.write(f"no set {options.articles!r}; give a path, or set SELON_DATA to the folder that holds it\n")
        return 2
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = Reader()
    found: list[tuple[str, Article, Attribution]] = []
    for document in documents[-options.last :] if options.last else documents:
        article = reader.read_text(document["text"], lang=document.get("lang", options.lang))
        found += [(document["id"], article, attribution) for attribution in article.attributions]
    drawn = random.Random(options.seed).sample(found, min(options.count, len(found)))
    print(f"{len(drawn)} of {len(found)} statements in {len(documents)} articles\n")
    for number, (name, article, attribution) in enumerate(drawn, 1):
        print(_shown(number, name, article, attribution))
    return 0


def _shown(number: int, name: str, article: Article, attribution: Attribution) -> str:
    start = (attribution.cue or attribution.content)[0].start
    paragraph = next((p.span.of(article.text) for p in article.passages if p.span.start <= start < p.span.end), "")
    speaker = attribution.speaker.name if attribution.speaker else "–"
    rows = [
        f"{number}. {name} [{attribution.why.rule}: {attribution.why.cue}] {attribution.confidence:.2f}",
        f"   source   {article.words(attribution.source) or '–'}  (speaker: {speaker})",
        f"   cue      {article.words(attribution.cue) or '–'}",
        f"   content  {article.words(attribution.content) or '–'}",
        f"   in       {paragraph}",
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
