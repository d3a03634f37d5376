"""
How is one item read?

In a worker: the models are there, and each item becomes an article with its attributions, or an error that says
why not. The signature for finding near-duplicates is computed here too, so that the process that writes only writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from selon.errors import SelonError, SelonFault, SourceRefused
from selon.export.json import FORMAT, from_json
from selon.intake import shared
from selon.intake.dates import with_date
from selon.intake.item import Item
from selon.ledger.similarity import signature
from selon.reading import encoding, packed, read_plain, read_source
from selon.reading.fields import read_fields
from selon.reading.page import read_decoded
from selon.reading.reservation import in_page, reason_in, with_reservation
from selon.reading.source import HEAD, MARKUP, refuse_data

if TYPE_CHECKING:
    from selon.model import Article

Done = tuple["Article", bytes | None]
Read = Callable[[Item], Done]


def open_reader(*, fast: bool = False, reserved: bool = False) -> Read:
    """
    Return the function that reads an item, with the reader that the workers share.

    Args:
        fast: Whether it reads by rules alone.
        reserved: Whether it reads pages that reserve text and data mining as well.
    """
    reader = shared.reader()
    reader.fast = fast

    def read(item: Item) -> Done:
        article = bare_article(item, reserved=reserved)
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


def bare_article(item: Item, *, reserved: bool = True) -> Article:
    """
    Return the article of *item* without attributions, unless the item is a record of selon's own.

    Args:
        item: What to read.
        reserved: Whether a page that reserves text and data mining is read, with a warning.

    Raises:
        SourceRefused: If it reserves that, and *reserved* is not set.
        SelonError: If it holds none.
    """
    if item.kind == "file":
        return _allowed(read_source(Path(item.source)), reserved=reserved)
    if item.kind == "article":
        article: Article = item.content
        return article
    if item.kind == "record":
        return from_json(item.content) if item.content.get("format") == FORMAT else read_fields(item.content)
    if item.kind == "page":
        text = encoding.decoded(packed.unpacked(item.content, encoding.MAX_BYTES, kind="a page"), kind="page",
                                charset=item.charset)  # fmt: skip
        refuse_data(text)
        is_page = MARKUP.search(text[:HEAD]) is not None
        said = item.reservation.under(in_page(text)) if is_page else item.reservation
        if said.reason and not reserved:
            raise SourceRefused(_refusal(said.reason))
        article = read_decoded(text, url=item.url) if is_page else read_plain(text, url=item.url)
        article = replace(article, warnings=(*article.warnings, *item.warnings))
        return with_date(with_reservation(article, said), item.dated)
    if item.error is not None:
        raise item.error
    return read_source(item.content)


def _allowed(article: Article, *, reserved: bool) -> Article:
    """Return *article*, read from a file, unless its page reserves mining."""
    reason = None if reserved else reason_in(article.warnings)
    if reason:
        raise SourceRefused(_refusal(reason))
    return article


def _refusal(reason: str) -> str:
    return f"{reason}; ask whoever publishes it, or take it with --reserved"
