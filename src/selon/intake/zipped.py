"""
Which pages does a zip file hold?
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from selon.errors import SelonError, SelonFault, SourceTooLarge, UnreadableContent, said
from selon.reading.encoding import MAX_BYTES

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What a member raises that is damaged, locked, or packed in a way that Python does not know."""

MOST = 100_000  # members of a file


@dataclass(frozen=True, slots=True)
class Member:
    """
    One file in a zip file.

    Attributes:
        name: Its path in there.
        share: How many of the members come before it, from 0 to 1.
        content: What it holds; empty where it cannot be read.
        error: Why it cannot be.
    """

    name: str
    share: float
    content: bytes = b""
    error: SelonError | None = None


def members(path: Path, endings: tuple[str, ...]) -> Iterator[Member]:
    """
    Yield the members of the zip file *path*, in their order; folders and hidden files are passed over.

    Args:
        path: The file.
        endings: How the names of those end that are read; one of another name is told as an error.

    Raises:
        UnreadableContent: If it is no zip file.
    """
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        msg = f"{path.name} is no zip file that can be read ({said(error)}); unpack it and give what is in it"
        raise UnreadableContent(msg) from error
    with archive:
        listed = [one for one in archive.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
        if len(listed) > MOST:
            msg = f"{path.name} holds {len(listed):,} files, more than {MOST:,}; unpack it and give the folder"
            raise SourceTooLarge(msg)
        for number, one in enumerate(listed):
            share = number / len(listed)
            if one.filename.lower().endswith(endings):
                yield _read(archive, one, share)
            else:
                msg = f"{one.filename!r} in {path.name} is no page or text ({', '.join(endings)}); unpack it first"
                yield Member(one.filename, share, error=UnreadableContent(msg))


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo, share: float) -> Member:
    try:
        with archive.open(one) as stream:
            content = stream.read(MAX_BYTES + 1)
    except DAMAGED as error:
        msg = f"{one.filename!r} cannot be unpacked ({said(error)}); unpack it and give the file"
        return Member(one.filename, share, error=UnreadableContent(msg))
    except Exception as error:  # noqa: BLE001 - one member must not cost the others
        return Member(one.filename, share, error=SelonFault.of(error))
    if len(content) > MAX_BYTES:
        msg = f"{one.filename!r} unpacks to more than {MAX_BYTES:,} bytes; give the article alone"
        return Member(one.filename, share, error=SourceTooLarge(msg))
    return Member(one.filename, share, content)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
