"""
Which verbs that the lexicon lacks are cues by PolNeAR's definition?

Its annotators count intentions, attitudes and acts (*scramble to address*, *picked*) that selon's definition leaves
out. For scores on that corpus, ``src/selon/lang/en/other_verbs.json`` lists word forms outside ``forms.json`` with
their occurrences that were cues and all, counted over ``en_train.jsonl`` without the articles that
``train_acceptor.py`` keeps out. Only ``polnear`` readings use it.

    python training/count_verbs.py

Reads the parses that ``train_acceptor.py`` keeps under ``build/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

from train_acceptor import KEPT_OUT, PARSES, parses_of

from selon import lang as languages
from selon.parse.tree import Parse

TARGET = Path(__file__).resolve().parent.parent / "src" / "selon" / "lang" / "en" / "other_verbs.json"
LEAST, SHARE = 3, 0.2
"""Occurrences, and share of them that were cues, from which a form is listed."""


def main() -> int:
    """Count and write; see the module's docstring."""
    corpus = Path(os.environ["SELON_DATA"]) / "en_train.jsonl"
    documents = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    documents.sort(key=lambda d: hashlib.md5(d["id"].encode()).hexdigest())  # noqa: S324 - no secret
    store = parses_of(documents, PARSES)
    known = languages.load("en", polnear=True).forms
    cues: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for document in documents[KEPT_OUT:]:
        in_cue = {i for a in document["attributions"] for s, e in a["cue"] for i in range(s, e)}
        in_content = {i for a in document["attributions"] for s, e in a["content"] for i in range(s, e)}
        for kept in store[document["id"]][1]:
            if kept is None:
                continue
            parse = Parse(*kept)
            for token, pos in enumerate(parse.pos):
                if pos != "VERB" or parse.lower[token] in known:
                    continue
                marked = parse.start[token] in in_cue
                if marked or parse.start[token] not in in_content:
                    cues[parse.lower[token]] += marked
                    total[parse.lower[token]] += 1
    rows = {form: [cues[form], n] for form, n in sorted(total.items()) if n >= LEAST and cues[form] / n >= SHARE}
    lines = ",\n".join(f"  {json.dumps(form)}: {json.dumps(counts)}" for form, counts in rows.items())
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    sys.stderr.write(f"{len(rows)} forms: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
