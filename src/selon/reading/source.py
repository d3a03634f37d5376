"""
What was selon given to read?

A path, an address, or the page itself: this module tells them apart and hands each to the module that reads it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from selon.errors import SourceNotFound, SourceRefused, SourceTooLarge, UnreadableContent
from selon.reading.page import read_html
from selon.reading.plain import read_plain

if TYPE_CHECKING:
    from selon.model import Article

MAX_BYTES = 20_000_000


def read_source(source: str | Path | bytes, *, lang: str | None = None, allow_private: bool = False) -> Article:  # noqa: ARG001
    """Return the article that *source* holds: a path, an http(s) address, or the page itself."""
    if isinstance(source, bytes):
        return _read_content(source, lang=lang)
    if isinstance(source, str):
        if source.lstrip().startswith("<"):
            return read_html(source, lang=lang)
        if re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE):
            msg = f"cannot open {source!r} yet; save the page and give its path"
            raise SourceRefused(msg)
    path = Path(source)
    try:
        if path.stat().st_size > MAX_BYTES:
            msg = f"{path} is larger than {MAX_BYTES} bytes; give a smaller file"
            raise SourceTooLarge(msg)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        msg = f"cannot read {str(source)!r}: {error}; give the path of a file, an http(s) address, or HTML"
        raise SourceNotFound(msg) from error
    return _read_content(content, lang=lang)


def _read_content(content: bytes, *, lang: str | None) -> Article:
    if not content.strip():
        msg = "the source is empty; give a page or a text"
        raise UnreadableContent(msg)
    if b"<" in content[:1000] and re.search(
        rb"<(!doctype|html|head|body|div|p|article|meta)\b", content[:4000], re.IGNORECASE
    ):
        return read_html(content, lang=lang)
    return read_plain(content.decode("utf-8", "replace"), lang=lang)
