"""
What was selon given to read?

A path, an address, or the page itself: this module tells them apart and hands each to the module that reads it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from selon.address import without_secrets
from selon.errors import NoArticle, SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.reading import encoding, fetch, packed
from selon.reading.decoration import undecorated
from selon.reading.page import read_decoded, read_html
from selon.reading.plain import read_plain
from selon.reading.reservation import in_page, with_reservation

if TYPE_CHECKING:
    from selon.model import Article

ADDRESS = re.compile(
    r"\s*(?:(?P<scheme>[a-z][a-z0-9+.-]*)://|(?:about|blob|data|javascript|mailto|tel):)", re.IGNORECASE
)
MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|title|link|body|main|article|section|header|nav|div|p|h[1-6]|span|table|ul|ol|blockquote|br|a|script)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.DOTALL
)
# A page shows its first tags within so many characters.
HEAD = 4000
# What a file's name can be at most; anything longer was meant to be the text itself.
LONGEST_NAME = 255


def read_source(
    source: str | Path | bytes,
    *,
    lang: str | None = None,
    allow_private: bool = False,
    timeout: float = fetch.TIMEOUT,
) -> Article:
    """
    Return the article that *source* holds, without attributions.

    Args:
        source: The path of a page or of a plain text, an http(s) address, or a page itself as text or bytes.
        lang: ISO 639-1 code of its language; None detects it.
        allow_private: Whether addresses that are not on the public internet are opened.
        timeout: Seconds that fetching an address may take in all.

    Raises:
        ReadingError: If there is no such source, or no article in it; its subclasses tell which.

    >>> read_source("<h1>Le pont rouvre</h1><p>« Enfin », a dit la maire. Le pont était fermé depuis mai.</p>").language
    'fr'
    """
    if isinstance(source, bytes):
        return _read_content(_decoded(source, kind="text"), lang=lang)
    if isinstance(source, str):
        if source.lstrip("\ufeff \t\r\n").startswith("<"):
            refuse_data(source)
            if not _is_page(source):
                return read_plain(source, lang=lang)
            return with_reservation(read_html(source, lang=lang), in_page(source))
        scheme = ADDRESS.match(source)
        if scheme:
            return _read_address(
                source.strip(),
                (scheme["scheme"] or "").lower(),
                lang=lang,
                allow_private=allow_private,
                timeout=timeout,
            )
    return _read_content(_file(source), lang=lang)


def _read_address(url: str, scheme: str, *, lang: str | None, allow_private: bool, timeout: float) -> Article:
    if scheme not in {"http", "https"}:
        msg = f"cannot open {_shown(url)}: only http and https addresses are fetched; save the page and give its path"
        raise SourceRefused(msg)
    page = fetch.fetch(url, allow_private=allow_private, timeout=timeout)
    text = encoding.decoded(page.content, kind="page", charset=page.charset)
    refuse_data(text)
    address = undecorated(page.url)
    if page.is_plain and not MARKUP.search(text[:HEAD]):
        return with_reservation(read_plain(text, lang=lang, url=address), page.reservation)
    article = read_decoded(text, url=address, lang=lang)
    return with_reservation(article, page.reservation.under(in_page(text)))


def _file(source: str | Path) -> str:
    name = str(source)
    if isinstance(source, str) and (len(name) > LONGEST_NAME or "\n" in name) and not _is_there(name):
        msg = f"no file is called {_shown(name)}; give a path or an address, or use read_text for a text itself"
        raise SourceNotFound(msg)
    if not name.strip():
        msg = "the name of the source is empty; give the path of a file, an http(s) address, or HTML"
        raise SourceNotFound(msg)
    path = Path(source)
    try:
        if path.is_dir():
            msg = f"{_shown(name)} is a directory; give one file in it"
            raise SourceNotFound(msg)
        # A shell hands over what another command prints as a pipe with a name.
        if path.exists() and not (path.is_file() or path.is_fifo()):
            msg = f"{_shown(name)} is a device and no file; give the path of a file, or - on the command line"
            raise SourceNotFound(msg)
        if not path.exists():
            msg = f"there is no file {_shown(name)}; give the path of a file, an http(s) address, or HTML"
            raise SourceNotFound(msg)
        size = path.stat().st_size
        if size > encoding.MAX_BYTES:
            most = f"{encoding.MAX_BYTES:,}"
            msg = f"{_shown(name)} has {size:,} bytes, more than the {most} that selon reads; give the article alone"
            raise SourceTooLarge(msg)
        with path.open("rb") as file:
            content = file.read(size + 1)
            if len(content) > size:  # a pipe has no size, and a file may have grown
                content += file.read(encoding.MAX_BYTES - size)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"cannot read {_shown(name)}: {reason}; check the path and its permissions"
        raise SourceNotFound(msg) from error
    return _decoded(content, kind="file")


def _decoded(content: bytes, *, kind: Literal["file", "text"]) -> str:
    """Return *content* as text, unpacked when it is packed."""
    if packed.is_packed(content):
        content = packed.unpacked(content, encoding.MAX_BYTES, kind="a page")
    return encoding.decoded(content, kind=kind)


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # no file can have such a name
        return False


def refuse_data(text: str) -> None:
    """
    Refuse what is meant for programs.

    Raises:
        NoArticle: If *text* is a feed or a list.
        UnreadableContent: If it is JSON or a web archive.
    """
    if text.startswith("WARC/1."):
        msg = (
            "this is a web archive, not a page; save it and give its path to selon add, with a name that ends in .warc"
        )
        raise UnreadableContent(msg)
    if FEED.match(text):
        msg = "this is a feed or a list of addresses, not a page; give the address of one of its articles"
        raise NoArticle(msg)
    if text.lstrip().startswith(("{", "[")) and _is_json(text):
        msg = "this is JSON data, not an article; give a page or plain text"
        raise UnreadableContent(msg)


def _read_content(text: str, *, lang: str | None) -> Article:
    refuse_data(text)
    if not _is_page(text):
        return read_plain(text, lang=lang)
    return with_reservation(read_decoded(text, lang=lang), in_page(text))


def _is_page(text: str) -> bool:
    return text.lstrip().startswith("<") or MARKUP.search(text[:HEAD]) is not None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _shown(name: str) -> str:
    """Return *name* as a message shows it: quoted, on one line, without an address's secrets, not too long."""
    bare = without_secrets(name)
    return repr(bare if len(bare) <= LONGEST_NAME else f"{bare[:60]}…")
