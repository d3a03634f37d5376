"""
Where do the parses of a training corpus come from?

The first caller parses every paragraph of the corpus and keeps the result under ``build/``; the next ones read it back.

    for document, paragraphs in parsed(Path(os.environ["SELON_DATA"]) / "en_train.jsonl", "en"):
        for parse in paragraphs:
            ...

Delete the file under ``build/`` after a change of the model; a change of the corpus is noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from selon.lang import Language, load
from selon.parse.tree import Parse, from_doc

BUILD = Path(__file__).resolve().parent.parent / "build"
PARAGRAPH = re.compile(r"[^\n]*\S")
UNUSED = ("ner", "lemmatizer")
KEPT = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START"]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    r"""
    Yield each line of *text* that is not blank, with the offset of its first character.

    >>> list(paragraphs("Title\n\n  Body. "))
    [(0, 'Title'), (9, 'Body.')]
    """
    for line in PARAGRAPH.finditer(text):
        words = line.group().lstrip()
        yield line.end() - len(words), words


def parsed(corpus: Path, code: str) -> Iterator[tuple[dict[str, Any], list[Parse]]]:
    """
    Yield each document of *corpus* with the parses of its paragraphs, whose offsets count from the document's start.

    Args:
        corpus: JSON lines with at least ``id`` and ``text``.
        code: Language of the corpus; its pipeline must be installed.
    """
    documents = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    language = load(code)
    docs = _docs(documents, BUILD / f"{corpus.stem}.docbin", language)
    for document in documents:
        yield (
            document,
            [from_doc(next(docs), offset, language.relations) for offset, _ in paragraphs(document["text"])],
        )


def _docs(documents: list[dict[str, Any]], store: Path, language: Language) -> Iterator[Doc]:
    texts = [words for document in documents for _, words in paragraphs(document["text"])]
    if store.is_file():
        kept = DocBin().from_disk(store)
        if len(kept) == len(texts):
            return kept.get_docs(spacy.blank(language.code).vocab)
    nlp = spacy.load(language.pipeline or "", exclude=list(UNUSED))
    docs = list(nlp.pipe(texts, batch_size=256))
    store.parent.mkdir(exist_ok=True)
    DocBin(attrs=KEPT, docs=docs).to_disk(store)
    return iter(docs)
