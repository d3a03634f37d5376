"""
Which characters do these bytes mean?
"""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import TYPE_CHECKING, Literal

from selon.errors import SourceTooLarge, UnreadableContent

if TYPE_CHECKING:
    from collections.abc import Iterator

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
# Codecs that Python knows and no page is in: what they make of a page is not what it says.
NO_ENCODINGS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"))
# Text in another encoding has fewer characters that would be whole in UTF-8 than broken ones: Chinese, which has most,
# two for five.
MIRACLES = 2
# More replacement characters than this among the others, and quotations can no longer be trusted.
MANY_LOST = 0.01
SAMPLE = 60_000
# What a text that was read in another encoding holds: a letter and, right after it, another sign beyond ASCII, or one of
# the characters that control what nobody controls any more. Typography alone (*« é*, *”,*) is neither.
SUSPECT = re.compile(
    r"[\x80-\x9f\xc2\xc3]|[^\x00-\xbf\u2000-\u2bff][^\x00-\x7f]|[\u221a\u2500-\u257f\u201a\xac][^\x00-\x7f]"
)
# With what follows it, since a garbled word may end in a blank (*lÃ  *).
WORD = re.compile(r"\S+\s?")
# So many garbled words are shown.
SHOWN = 3


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
    text = text.lstrip("\ufeff")
    if not text or text.isspace():
        msg = f"the {kind} is empty; give one that holds an article"
        raise UnreadableContent(msg)
    # A codec makes no NUL of bytes without one and no half of a pair, but for those in NO_ENCODINGS.
    position, name = text.find("\0") if isinstance(data, str) or b"\0" in data else -1, "a NUL character"
    if position < 0 and isinstance(data, str):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            position, name = error.start, "half of a surrogate pair"
    if position >= 0:
        msg = f"the {kind} holds {name} at position {position}; it is binary or damaged: save it again as text"
        raise UnreadableContent(msg)
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost > MANY_LOST * len(text):
        msg = f"{lost} of the {kind}'s {len(text)} characters are lost; save it again in its original encoding"
        raise UnreadableContent(msg)
    return text


def damage(text: str) -> Iterator[str]:
    """Yield what a reader should know of characters of *text* that were lost or garbled before it was read."""
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost:
        yield f"{lost} characters of the article were damaged before it was read (\N{REPLACEMENT CHARACTER})"
    found = garbled(text)
    if found:
        shown = ", ".join(dict.fromkeys(found[:SHOWN]))
        yield (
            f"{len(found)} words of the article were garbled before it was read, by another encoding than their own "
            f"({shown}); statements may be missed"
        )


def garbled(text: str) -> list[str]:
    """
    Return the words of *text* whose characters were once taken for those of another encoding, in order.

    >>> garbled("La fermeture nâ€™est pas dÃ©cidÃ©e, a dit l’élue.")
    ['nâ€™est', 'dÃ©cidÃ©e,']
    """
    if text.isascii() or not SUSPECT.search(text):
        return []
    from ftfy.badness import is_bad  # noqa: PLC0415 - rarely needed

    return [
        word.group().strip() for word in WORD.finditer(text) if SUSPECT.search(word.group()) and is_bad(word.group())
    ]


def _decode(data: bytes, kind: str, charset: str | None) -> str:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            msg = f"the {kind} is {what}, not text; give an HTML page or plain text"
            raise UnreadableContent(msg)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" not in data:
        # Text in another encoding is valid UTF-8 only by miracle, whatever the page or the server declares.
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    _refuse_binary(data, kind)
    return _damaged_utf8(data) or _declared(data, charset) or _guess(data)


def _declared(data: bytes, charset: str | None) -> str:
    """Return *data* in the encoding that the server or the page names, empty when it is in neither."""
    found = DECLARED.search(data[:4096])
    declared = str(found[1] or found[2], "ascii") if found else None
    for name in (charset, declared):
        known = _known(name)
        read = _strictly(data, known) if known else ""
        if read:
            return read
    return ""


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
    if canonical in {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"} or canonical in NO_ENCODINGS:
        return None
    return WINDOWS.get(canonical, canonical)


def _damaged_utf8(data: bytes) -> str:
    """
    Return *data* as UTF-8 where it is that, but damaged or cut off; empty when it is not.

    Read in the encoding that is declared or guessed, its every accent would be two wrong letters.
    """
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(not character.isascii() for character in replaced) - broken
    return replaced if whole > MIRACLES * broken else ""


def _strictly(data: bytes, encoding: str) -> str:
    """Return *data* in *encoding*, empty when it is not in it."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return ""


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(data[:SAMPLE]).best()
    text = _strictly(data, best.encoding) if best else ""
    return text or data.decode("cp1252", "replace")
