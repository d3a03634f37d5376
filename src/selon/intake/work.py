"""
How is one item read?

In a worker: the models are there, and each item becomes an article with its attributions, or an error that says
why not. The signature for finding near-duplicates is computed here too, so that the process that writes only writes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from selon.errors import SelonError, SelonFault
from selon.export.json import FORMAT, from_json
from selon.intake import shared
from selon.intake.items import Item
from selon.ledger.similarity import signature
from selon.reading import encoding, read_plain, read_source
from selon.reading.fields import read_fields
from selon.reading.page import read_decoded
from selon.reading.source import HEAD, MARKUP

if TYPE_CHECKING:
    from selon.model import Article

Done = tuple["Article", bytes | None]
Read = Callable[[Item], Done]


def open_reader(*, fast: bool = False) -> Read:
    """Return the function that reads an item, with the reader that the workers share; *fast* by rules alone."""
    reader = shared.reader()
    reader.fast = fast

    def read(item: Item) -> Done:
        article = bare_article(item)
        if not article.attributions and not article.extracted:
            article = reader.read_article(article)
        return article, signature(article.text)

    return read


def open_rereader(*, fast: bool = False) -> Callable[[Article], Article]:
    """Return the function that reads a stored article anew; a fault of ours in one of them is its error alone."""
    reader = shared.reader()
    reader.fast = fast

    def read(article: Article) -> Article:
        try:
            return reader.read_article(article)
        except SelonError:
            raise
        except Exception as error:
            raise SelonFault.of(error) from error

    return read


def bare_article(item: Item) -> Article:
    """
    Return the article of *item* without attributions, unless the item is a record of selon's own.

    Raises:
        SelonError: If it holds none.
    """
    if item.kind == "file":
        return read_source(Path(item.source))
    if item.kind == "article":
        article: Article = item.content
        return article
    if item.kind == "record":
        return from_json(item.content) if item.content.get("format") == FORMAT else read_fields(item.content)
    if item.kind == "page":
        text = encoding.decoded(item.content, kind="page", charset=item.charset)
        return read_decoded(text, url=item.url) if MARKUP.search(text[:HEAD]) else read_plain(text, url=item.url)
    if item.error is not None:
        raise item.error
    return read_source(item.content)
