"""
Does what is denied stay denied?

A negation that falls out between cue and content, or right before the source, turns the statement into its opposite.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import all_cases
from treebank import read

from selon import lang

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selon import Article, Attribution, Reader

WORD = re.compile(r"n't|\w+'?")
SENTENCE_MARK = re.compile(r"[.!?…:;«»“”\"\n]")


def lost(article: Article, one: Attribution) -> Iterator[str]:
    """Yield the negations that stand between the parts of *one* and in none of them, though it is positive."""
    code = article.language or ""
    negation = lang.load(code).marks.negation
    words = lang.load(code).words("leading_negations") | lang.load(code).words("source_negations") | negation.needs
    parts = (*one.source, *one.cue, *one.content, *one.addressee)
    if one.polarity == "negative" or not one.content or not one.cue or one.why.rule == "according_to":
        return
    text = article.text.lower().replace("’", "'")
    text = negation.not_negative.sub(lambda found: " " * len(found[0]), text)
    start, end = one.cue[-1].end, one.content[0].start
    between = SENTENCE_MARK.split(text[start : max(start, end)])[0]
    for word in WORD.finditer(between):
        at = start + word.start()
        if word.group() in words and not any(part.start <= at < part.end for part in parts):
            yield f"{word.group()!r} in {article.text[max(0, start - 60) : end + 60]!r}"
    for span in one.source[:1]:
        before = SENTENCE_MARK.split(text[: span.start])[-1].split()
        if before and before[-1] in words and not negation.needs & {*before}:
            yield f"{before[-1]!r} before {span.of(article.text)!r}"


def test_no_case_loses_its_negation() -> None:
    """In no sentence of the cases does a negation fall out of a statement that is positive."""
    cases = [parameter.values[0] for parameter in all_cases()]
    articles = [read(case) for case in cases]
    assert not [found for article in articles for one in article.attributions for found in lost(article, one)]


@pytest.mark.parametrize("name", ["fr_train", "en_news", "fr_more", "en_more"])
def test_no_article_loses_its_negation(reader: Reader, data: Path, name: str) -> None:
    """In no article of the press does a negation fall out of a statement that is positive."""
    lines = (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [reader.read_text(row["text"], lang=row.get("lang", name[:2])) for row in map(json.loads, lines)]
    assert not [found for article in articles for one in article.attributions for found in lost(article, one)]
