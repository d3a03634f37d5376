"""
Work for worker processes in tests: importable by name, some of it failing on purpose.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import unforeseen
from spacy.tokens import Doc

from selon.errors import NoArticle
from selon.intake.item import Item
from selon.intake.work import Done, bare_article, open_reader
from selon.ledger import signature
from selon.model import Article


def make_square() -> Callable[[int], int]:
    """Return work that squares; some numbers kill, hang or trouble the worker."""

    def square(number: int) -> int:
        if number == 13:
            os._exit(9)
        if number == 17:
            time.sleep(60)
        if number == 19:
            message = "nineteen"
            raise ValueError(message)
        if number % 5 == 0:
            time.sleep(0.01)
        return number * number

    return square


def make_broken() -> Callable[[int], int]:
    """Fail to start, as when a model is missing."""
    message = "the model is missing"
    raise NoArticle(message)


def make_dying() -> Callable[[int], int]:
    """Die while starting."""
    os._exit(3)


def make_troubled(_options: dict[str, Any], **_named: Any) -> Callable[[str], Article]:  # noqa: ANN401 - as a reader's
    """Return work that makes an article of its source; some sources kill or hang the worker."""

    def read(source: str) -> Article:
        if source == "dies":
            os._exit(9)
        if source == "hangs":
            time.sleep(60)
        return Article(text=source)

    return read


def make_unable(_options: dict[str, Any], **_named: Any) -> Callable[[str], Article]:  # noqa: ANN401 - as a reader's
    """Fail to start, as a reader without its model does."""
    message = "the model is missing"
    raise NoArticle(message)


def words_of(doc: Doc) -> list[str]:
    """Return what *doc* attributes, without asking selon for anything."""
    return [doc._.article.words(one.content) for one in doc._.attributions]


def open_plain() -> Callable[[Item], Done]:
    """Return work that reads without extracting: records of selon keep the attributions that they have."""

    def read(item: Item) -> Done:
        article = bare_article(item)
        return article, signature(article.text)

    return read


def open_unforeseen() -> Callable[[Item], Done]:
    """Return work that reads as :func:`open_plain` does; the title of a record may say how it is to fail."""
    read = open_plain()

    def work(item: Item) -> Done:
        title = str(item.content.get("title"))
        if title in unforeseen.ERRORS:
            raise unforeseen.an_error(title)
        if title == "RecursionError":
            unforeseen.endless()
        if title == "MemoryError":
            raise MemoryError
        if title == "result":
            return threading.Lock()  # type: ignore[return-value] # what no pipe can carry
        if title == "death":
            os._exit(9)
        return read(item)

    return work


def open_broken(target: str) -> Callable[[Item], Done]:
    """Return the work of the command, with a step of it that fails over what is marked."""
    reader = open_reader()
    setattr(*unforeseen.breaking(target))
    return reader
