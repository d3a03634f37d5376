"""
Which characters do these bytes mean?
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from selon.errors import SourceTooLarge, UnreadableContent

MAX_BYTES = 10_000_000
"""No page that people read is longer; a longer one is refused before it is taken apart."""

SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive (or a .docx, .odt or .epub document)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"RIFF": "a sound, a film or an image",
    b"ID3": "a sound",
    b"OggS": "a sound",
    b"SQLite format 3": "a database",
    b"\x00\x00\x01\x00": "an icon",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.-]+)""",
    re.IGNORECASE,
)
# As browsers do: what calls itself Latin 1 or ASCII is Windows' extension of it.
WINDOWS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# So few broken characters in UTF-8 are damage on the way; more of them are another encoding.
FEW_BROKEN = 0.001
# More replacement characters than this among the others, and quotations can no longer be trusted.
MANY_LOST = 0.01
SAMPLE = 60_000


def decoded(data: bytes | str, *, kind: Literal["page", "file", "text"], charset: str | None = None) -> str:
    """
    Return *data* as text, without the mark of its byte order.

    Args:
        data: Bytes in whatever encoding, or text, which is only checked.
        kind: What it is called in messages.
        charset: The encoding that the server named.

    Raises:
        SourceTooLarge: If *data* is longer than :data:`MAX_BYTES`.
        UnreadableContent: If it is empty, binary, or so damaged that its words are lost.
    """
    if len(data) > MAX_BYTES:
        msg = (
            f"the {kind} has {len(data):,} bytes, more than the {MAX_BYTES:,} that selon reads; give the article alone"
        )
        raise SourceTooLarge(msg)
    text = data if isinstance(data, str) else _decode(data, kind, charset)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        msg = f"the {kind} is empty; give one that holds an article"
        raise UnreadableContent(msg)
    for character, name in (("\0", "a NUL character"), ("[\ud800-\udfff]", "half of a surrogate pair")):
        found = re.search(character, text)
        if found:
            msg = f"the {kind} holds {name} at position {found.start()}; it is binary or damaged: save it again as text"
            raise UnreadableContent(msg)
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost > MANY_LOST * len(text):
        msg = f"{lost} of the {kind}'s {len(text)} characters are lost; save it again in its original encoding"
        raise UnreadableContent(msg)
    return text


def _decode(data: bytes, kind: str, charset: str | None) -> str:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            msg = f"the {kind} is {what}, not text; give an HTML page or plain text"
            raise UnreadableContent(msg)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        # Text in another encoding is valid UTF-8 only by miracle, whatever the page or the server declares.
        text = data.decode("utf-8")
        if "\0" not in text:
            return text
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    _refuse_binary(data, kind)
    found = DECLARED.search(data[:4096])
    declared = str(found[1] or found[2], "ascii") if found else None
    for name in (charset, declared):
        known = _known(name)
        read = _strictly(data, known) if known else ""
        if read:
            return read
    return _guess(data)


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 that *data* is in without saying so: every second byte of Western text is zero."""
    head = data[:1000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and odd > len(head) * 0.3 and even < odd * 0.1:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > len(head) * 0.3 and odd < even * 0.1:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, kind: str) -> None:
    # Below 32 stand the control characters.
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:SAMPLE])  # noqa: PLR2004
    if b"\0" in data[:SAMPLE] or control > len(data[:SAMPLE]) * 0.02:
        msg = f"the {kind} is binary, not text; give an HTML page or plain text"
        raise UnreadableContent(msg)


def _known(name: str | None) -> str | None:
    try:
        canonical = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    if canonical in {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"}:
        return None
    return WINDOWS.get(canonical, canonical)


def _strictly(data: bytes, encoding: str) -> str:
    """Return *data* in *encoding*, empty when it is not in it."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return ""


def _guess(data: bytes) -> str:
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\N{REPLACEMENT CHARACTER}")
    wide = sum(1 for character in replaced if ord(character) > 127) - broken  # noqa: PLR2004 - beyond ASCII
    if broken <= FEW_BROKEN * len(replaced) and wide > broken:
        return replaced
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(data[:SAMPLE]).best()
    text = _strictly(data, best.encoding) if best else ""
    return text or data.decode("cp1252", "replace")
