"""
How do the paragraphs of an article become parses?

A spaCy pipeline for each language, loaded when it is first needed: nothing before needs spaCy, which takes a second to
import. It is shown the article's paragraphs as they are read, and gives one :class:`~selon.parse.tree.Parse` for each.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from selon.errors import ModelMissing
from selon.lang import Language
from selon.model import Article
from selon.parse.fast import Fast, Parser, unknown
from selon.parse.importing import spacy
from selon.parse.long_patterns import made_shorter
from selon.parse.pieces import is_endless
from selon.parse.quotes import marks_of, with_double_marks
from selon.parse.token_vectors import KEPT
from selon.parse.tree import Parse, from_doc

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokenizer import Tokenizer

log = logging.getLogger(__name__)

MARK_INSIDE = re.compile(r"[\"“”«»]")
"""Quotation marks are tokens of their own also inside a word (*d'"un*), which the pipelines' tokenizers do not see."""

PLAIN_BLANKS = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " ", ord("\N{THIN SPACE}"): " "}
"""A blank beside a mark is a blank to the parsers, whatever its width."""

NOT_NEEDED = ("ner", "lemmatizer", "senter")
"""Components of a spaCy pipeline that extraction does without; entity recognition alone takes 40 % of its time."""

KNOWN_FORMS = "strings"
"""The spellings of all word forms that have a static vector: 700,000 in French, which take a second to load and are looked
up by number only."""

ONE_AT_A_TIME = threading.RLock()
"""Held while a pipeline is loaded or parses: its vocabulary grows with every text, and spaCy promises nothing of that to
several threads."""


def as_read(article: Article, language: Language) -> str:
    """Return the article's text, character for character, as the rules and the parser see it."""
    return with_double_marks(article.text, [passage.span for passage in article.passages], marks_of(language))


class Parsers:
    """
    The pipelines that are loaded, by language; several threads may share them.

    Args:
        names: spaCy package names by language code, in place of the languages' own.
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:  # noqa: D107 - the class says it
        self._names = dict(names or {})
        self._loaded: dict[str, Parser] = {}

    def parse(self, article: Article, shown: str, language: Language) -> list[Parse | None]:
        """
        Return the parse of each passage of *article*; None for one that :func:`is_endless`.

        Args:
            article: The article.
            shown: Its text, :func:`as_read`.
            language: Its language.

        Raises:
            ModelMissing: If the language's pipeline is not installed.
        """
        texts = [passage.span.of(shown).translate(PLAIN_BLANKS) for passage in article.passages]
        endless = [is_endless(text) for text in texts]
        with ONE_AT_A_TIME:
            docs = self.load(language)(text for text, is_long in zip(texts, endless, strict=True) if not is_long)
            return [
                None if is_long else from_doc(next(docs), passage.span.start, language.relations)
                for is_long, passage in zip(endless, article.passages, strict=True)
            ]

    def load(self, language: Language) -> Parser:
        """
        Return the parser of *language*, loaded when it is first asked for.

        Raises:
            ModelMissing: If the language's pipeline is not installed.
        """
        with ONE_AT_A_TIME:
            if language.code not in self._loaded:
                self._loaded[language.code] = _parser(self._names.get(language.code, language.pipeline), language)
            return self._loaded[language.code]


def _parser(name: str | None, language: Language) -> Parser:
    """Return the parser of the pipeline called *name*; one that only tokenizes where there is none."""
    if name is None:
        blank: Pipeline = spacy().blank(language.code)
        return blank.pipe
    pipeline = load(name, without=(*NOT_NEEDED, KNOWN_FORMS))
    why_not = unknown(pipeline)
    if why_not is None:
        return Fast(pipeline)
    log.warning("%s parses at spaCy's own speed: %s", name, why_not)
    return load(name).pipe


def load(name: str, *, without: Sequence[str] = NOT_NEEDED) -> Pipeline:
    """
    Return the spaCy pipeline called *name*, with a tokenizer that sees quotation marks inside words.

    Args:
        name: A package that is installed.
        without: What of it is left out.

    Raises:
        ModelMissing: If there is no such package.
    """
    try:
        with made_shorter():
            pipeline: Pipeline = spacy().load(name, exclude=list(without))
    except OSError as error:
        msg = f"the spaCy pipeline {name!r} is not installed; pip install {name.replace('_', '-')}"
        raise ModelMissing(msg) from error
    tokenizer = cast("Tokenizer", pipeline.tokenizer)
    tokenizer.infix_finditer = _with_marks(tokenizer.infix_finditer)
    tokenizer.max_cache_size = KEPT
    return pipeline


def _with_marks(infixes: Callable[[str], Iterable[re.Match[str]]]) -> Callable[[str], list[re.Match[str]]]:
    """Return a finder of what cuts a word in two: what the tokenizer knows, and quotation marks."""

    def find(word: str) -> list[re.Match[str]]:
        marks = list(MARK_INSIDE.finditer(word))
        if not marks:
            return list(infixes(word))
        found, end = [], 0
        for match in sorted([*infixes(word), *marks], key=lambda match: match.start()):
            if match.start() >= end:
                found.append(match)
                end = match.end()
        return found

    return find
