"""
Which words does an article have, and what part of speech is each?

The tokens of :mod:`selon.lang.tokens`, over the whole article, with what the parser made of them where it parsed the
passage. Sources are read in them, and names looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.lang import Language
from selon.lang.tokens import Tokens
from selon.model import Article
from selon.parse.tree import Parse

SUBJECTS = ("nsubj", "nsubj:pass")
WITHIN_NAME = ("flat:name", "compound", "det", "flat", "poss")
"""Relations by which the first word of a subject may hang from its head."""


@dataclass(frozen=True)
class Tagged:
    """
    The words of an article.

    Attributes:
        text: Its text.
        tokens: Its tokens.
        tags: Part of speech by token, empty where the passage was not parsed.
        subjects: Tokens that head a subject or belong to its name.
    """

    text: str
    tokens: Tokens
    tags: Sequence[str]
    subjects: frozenset[int]


def tagged(article: Article, parses: Sequence[Parse | None], language: Language) -> Tagged:
    """
    Return the words of *article*.

    Args:
        article: The article.
        parses: The parse of each of its passages, None for one that was not parsed.
        language: Its language.
    """
    tokens = language.roles.tokenize(article.text)
    tags, subjects = [""] * len(tokens), set[int]()
    for parse in parses:
        if parse is not None and len(parse):
            _tag(parse, tokens, tags, subjects)
    return Tagged(article.text, tokens, tags, frozenset(subjects))


def _tag(parse: Parse, tokens: Tokens, tags: list[str], subjects: set[int]) -> None:
    """Enter part of speech, and where subjects are, for the tokens that *parse* covers."""
    word, count = 0, len(parse)
    for index in range(tokens.at(parse.start[0]), len(tokens)):
        start = tokens.start[index]
        while word < count and parse.end[word] <= start:
            word += 1
        if word == count:
            break
        tags[index] = parse.pos[word]
        if parse.relation[word] in SUBJECTS or (
            parse.relation[parse.head[word]] in SUBJECTS and parse.relation[word] in WITHIN_NAME
        ):
            subjects.add(index)
