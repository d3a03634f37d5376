"""
How does a file come to its place whole, and to nobody's harm?

Whatever selon writes goes to a new file beside the place, is flushed to the disk and then moved there: it is there whole
or not at all, and the new file is gone whichever way the writing ends. What is there already stays, unless it is empty or
the same writer has written it; with leave also a plain file of somebody else's. Nothing replaces a database (a ledger is
one), a device, a pipe, a link or a folder.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from selon.errors import TargetRefused, WriteFailed

Ours = Callable[[IO[bytes]], bool]
"""Tells of a file, given from its beginning, whether the writer that asks has written it."""

UNFINISHED = ".selon-{}.part"
"""Name of a file until it is whole. One that is found later was left by a process that was killed, and may be removed."""

STDOUT = "-"
"""What stands for standard output in the place of a name."""

SIDECARS = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""

DATABASE = (
    b"SQLite format 3\0",
    b"\x37\x7f\x06\x82",  # its write-ahead log, in either order of bytes
    b"\x37\x7f\x06\x83",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",  # its journal
    b"\x18\xe2\x2d\x00",  # the index of its log, on either kind of machine
    b"\x00\x2d\xe2\x18",
)
"""How a file of SQLite begins. Any database is kept, not only ledgers: a young one has its mark in the log alone."""

REMEDIES = {
    errno.ENOENT: "make the folder first, or give a name in another",
    errno.ENOTDIR: "give a name in a folder",
    errno.EACCES: "change the permissions, or give a name in another folder",
    errno.EPERM: "change the permissions, or give a name in another folder",
    errno.EROFS: "give a name on another disk",
    errno.ENOSPC: "free some space, or give a name on another disk",
    errno.EDQUOT: "free some space, or give a name on another disk",
    errno.EFBIG: "allow larger files, or write less",
    errno.ENAMETOOLONG: "give a shorter one",
}


@contextmanager
def placed(path: str | Path, ours: Ours, *, force: bool = False) -> Iterator[IO[bytes]]:
    """
    Give a new file to be written, and put it at *path* once it is; nothing is put there when an error leaves the block.

    The file has a name of its own meanwhile, ``stream.name``, for libraries that write by name, as SQLite does.

    Args:
        path: Its place. What is there is judged before anything is written, and once more at the end.
        ours: Tells whether what is there may be replaced.
        force: Replace a plain file of somebody else's too.

    Raises:
        TargetRefused: If something is there that is not to be replaced.
        WriteFailed: If the file cannot be written; the message names the remedy.
    """
    place = Path(path)
    with told(place):
        standing = _judged(place, ours, force=force)
        name = place.with_name(UNFINISHED.format(secrets.token_hex(8)))
        mode = 0o600 if standing else 0o666  # whom the old file was closed to does not read along

        def opener(file: str, flags: int) -> int:
            return os.open(file, flags, mode)

        try:
            try:
                with open(name, "x+b", opener=opener) as stream:
                    yield stream
                    stream.flush()
                    if standing:
                        _take_over(name, standing)
                    os.fsync(stream.fileno())
                _move(name, place, standing, ours, force=force)
            finally:
                _clear(name)
        finally:  # again, for a signal that came while it was cleared the first time
            _clear(name)
        _sync_folder(place.parent)


def require_place(path: str | Path, ours: Ours, *, force: bool = False) -> None:
    """Refuse *path* now as :func:`placed` would, before long work is done for it."""
    with told(Path(path)):
        _judged(Path(path), ours, force=force)


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Turn what the disk says while *path* is written into an error that names the remedy."""
    try:
        yield
    except OSError as error:
        remedy = REMEDIES.get(error.errno or 0, "check the folder and the room on the disk")
        msg = f"cannot write {str(path)!r}: {error.strerror or error}; {remedy}"
        raise WriteFailed(msg) from error


def nobodys(_stream: IO[bytes]) -> bool:
    """Say of any file that it is not to be replaced."""
    return False


def database_of(path: Path) -> Path | None:
    """Return the database that a file called *path* would belong to, None if there is none."""
    for ending in SIDECARS:
        name = path.name[: -len(ending)]
        if name and path.name.lower().endswith(ending):
            base = path.with_name(name)
            if _size(base) == 0 or _is_database(base):  # one that is being made is empty at first
                return base
    return None


def _judged(place: Path, ours: Ours, *, force: bool) -> os.stat_result | None:
    """Return what stands at *place* and may be replaced, None where nothing stands."""
    if str(place) == STDOUT:
        msg = f"{STDOUT} stands for standard output, which cannot take this; give the name of a file"
        raise TargetRefused(msg)
    found = _plain(place)
    _require_apart(place)
    if found is None:
        return None
    if not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with _opened(place) as stream:
        found = os.fstat(stream.fileno())
        if stream.read(max(map(len, DATABASE))).startswith(DATABASE):
            msg = (
                f"{place} is a ledger or another database, which is never replaced; give another name "
                "(an old copy can be removed first)"
            )
            raise TargetRefused(msg)
        stream.seek(0)
        if found.st_size and not force and not ours(stream):
            msg = (
                f"{place} holds what selon did not write, or not in this form; give another name, "
                "or have it replaced with --force"
            )
            raise TargetRefused(msg)
    return found


def _plain(place: Path) -> os.stat_result | None:
    """Return what stands at *place*, a plain file or nothing."""
    try:
        found = place.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        msg = f"{place} is {_kind(found.st_mode)}, which is never replaced; give the name of a plain file"
        raise TargetRefused(msg)
    return found


def _require_apart(place: Path) -> None:
    """Refuse a name that a database keeps for itself."""
    base = database_of(place)
    if base is not None:
        msg = f"{place} belongs to the database {base}; give another name"
        raise TargetRefused(msg)
    for ending in ("-wal", "-journal"):
        beside = place.with_name(place.name + ending)
        if _size(beside):
            msg = f"{place} is a database, or was one: {beside} stands beside it; give another name"
            raise TargetRefused(msg)


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "a link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((name for is_kind, name in kinds if is_kind(mode)), "a device")


def _opened(place: Path) -> IO[bytes]:
    # Whatever takes the file's place meanwhile is neither followed nor waited for.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return open(place, "rb", opener=lambda file, flags: os.open(file, flags | careful))


def _size(path: Path) -> int | None:
    """Return the bytes of the plain file at *path*, None where there is none."""
    with suppress(OSError):
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            return found.st_size
    return None


def _is_database(path: Path) -> bool:
    with suppress(OSError), _opened(path) as stream:
        return stream.read(len(DATABASE[0])) == DATABASE[0]
    return False


def _clear(name: Path) -> None:
    for ending in ("", *SIDECARS):
        name.with_name(name.name + ending).unlink(missing_ok=True)


def _take_over(name: Path, standing: os.stat_result) -> None:
    """Give the new file what the old one had: owner, where that is allowed, and permissions."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(name, standing.st_uid, standing.st_gid)
    name.chmod(stat.S_IMODE(standing.st_mode) & 0o777)


def _move(name: Path, place: Path, standing: os.stat_result | None, ours: Ours, *, force: bool) -> None:
    if standing is not None and _judged(place, ours, force=force) is not None:
        name.replace(place)
        return
    try:
        try:
            os.link(name, place)  # unlike a move, it replaces nothing that has come meanwhile
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second names
            _reserve(name, place)
    except FileExistsError as error:
        msg = f"{place} has come to be while this was written; look at it, then run the command again"
        raise TargetRefused(msg) from error


def _reserve(name: Path, place: Path) -> None:
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        name.replace(place)
    except BaseException:
        place.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system opens folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
