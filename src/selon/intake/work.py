"""
How is one item read?

In a worker: the models are loaded once, then each item becomes an article with its attributions, or an error that says
why not. The signature for finding near-duplicates is computed here too, so that the process that writes only writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from selon import __version__, lang
from selon.errors import SelonError, SelonFault
from selon.export.json import FORMAT, from_json
from selon.intake.sources import Item
from selon.ledger.similarity import signature
from selon.ledger.values import Software
from selon.reading import encoding, read_html, read_plain, read_source
from selon.reading.fields import read_fields
from selon.reading.source import HEAD, MARKUP

if TYPE_CHECKING:
    from selon.model import Article

Done = tuple["Article", bytes | None]
Read = Callable[[Item], Done]

_RULES = ("extract", "resolve", "assess", "lang", "parse.py", "reader.py")


def open_reader() -> Read:
    """Load what reading needs and return the function that reads an item."""
    from selon.reader import Reader  # noqa: PLC0415 - loads spaCy; the process that writes does not need it

    reader = Reader()

    def read(item: Item) -> Done:
        article = bare_article(item)
        if not article.attributions and not article.extracted:
            article = reader.read_article(article)
        return article, signature(article.text)

    return read


def open_rereader() -> Callable[[Article], Article]:
    """Return the function that reads a stored article anew; a fault of ours in one of them is its error alone."""
    from selon.reader import Reader  # noqa: PLC0415 - loads spaCy

    reader = Reader()

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
        return read_html(text, url=item.url) if MARKUP.search(text[:HEAD]) else read_plain(text, url=item.url)
    if item.error is not None:
        raise item.error
    return read_source(item.content)


def software() -> Software:
    """Return what reads here: selon's version, the parsers with theirs, and the fingerprint of the rules."""
    return Software(__version__, _models(), fingerprint_of_rules())


@cache
def fingerprint_of_rules() -> str:
    """Return a hash over the rules and the language data; another one means that statements may differ."""
    digest = hashlib.sha256()
    root = files("selon")
    for name in _RULES:
        path = Path(str(root / name))
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in found:
            if one.suffix in (".py", ".json"):
                digest.update(str(one.relative_to(Path(str(root)))).encode())
                digest.update(one.read_bytes())
    return digest.hexdigest()[:16]


def _models() -> tuple[str, ...]:
    names = sorted({name for code in lang.available() if (name := lang.load(code).pipeline)})
    return tuple(f"{name} {found}" for name in names if (found := _installed(name)))


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
