"""
How does a corpus become spaCy documents?

One :class:`spacy.tokens.Doc` an article in a DocBin. Sources, cues and contents are span groups, widened to whole
tokens where they end inside one; the exact offsets and all the labels stand in ``doc.user_data["selon"]``, and where
selon is installed in ``doc._.article`` and ``doc._.attributions``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from selon.export.json import to_json
from selon.model import SPAN_ROLES, Article
from selon.placing import placed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


MARK = "selon.export.docbin/1"
"""
A string that comes along with those of the documents, unused: the file is as selon wrote it. When somebody adds to the
documents and writes them again, it stays behind.
"""

_CHUNK = 1 << 20
"""Bytes unpacked at once while the mark is looked for."""


def write_docbin(articles: Iterable[tuple[str, Article]], target: str | Path | IO[bytes]) -> int:
    """
    Write *articles*, given with their ids, and return how many there were.

    Args:
        articles: What to write.
        target: A file, which replaces one that this function wrote (:mod:`selon.placing`), or a stream.
    """
    if isinstance(target, str | Path):
        with placed(target, is_ours) as stream:
            return write_docbin(articles, stream)
    from spacy.tokens import DocBin  # noqa: PLC0415 - only for this format

    store = DocBin(store_user_data=True)
    store.strings.add(MARK)
    count = 0
    for public, article in articles:
        store.add(_doc(public, article))
        count += 1
    target.write(store.to_bytes())
    return count


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* holds :data:`MARK`."""
    unpacker, last = zlib.decompressobj(), b""
    try:
        while packed := unpacker.unconsumed_tail or stream.read(_CHUNK):
            unpacked = unpacker.decompress(packed, _CHUNK)
            if MARK.encode() in last + unpacked:
                return True
            last = unpacked[-len(MARK) :]
    except zlib.error:
        pass
    return False


def _doc(public: str, article: Article) -> Doc:
    from spacy.tokens import SpanGroup  # noqa: PLC0415

    from selon.export.kept import keep  # noqa: PLC0415

    doc = _tokenizer(article.language or "xx").make_doc(article.text)
    for role in SPAN_ROLES:
        spans = []
        for attribution in article.attributions:
            for span in getattr(attribution, role):
                label = attribution.act or "" if role == "content" else role
                found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
                if found is not None:
                    spans.append(found)
        doc.spans[role] = SpanGroup(doc, name=role, spans=spans)
    keep(doc, article)
    doc.user_data["selon"] = {**to_json(article), "article": public}
    return doc


@cache
def _tokenizer(language: str) -> Language:
    import spacy  # noqa: PLC0415

    try:
        return spacy.blank(language)
    except ImportError:  # a language that spaCy does not know
        return spacy.blank("xx")
