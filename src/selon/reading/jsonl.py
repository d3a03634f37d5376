"""
Which articles does a file of JSON Lines hold?

One record a line, packed or not. A line that cannot be read is told with its number and stops nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.errors import SelonError, SelonFault, SourceTooLarge, UnreadableContent
from selon.reading import packed

LONGEST_LINE = 20_000_000  # bytes; the limit for one page


@dataclass(frozen=True, slots=True)
class Line:
    """
    One record of a file.

    Attributes:
        number: Line, counted from 1.
        offset: Bytes of the file that were read before it, packed where the file is.
        record: Its fields, None where it cannot be read.
        error: Why it cannot be.
    """

    number: int
    offset: int
    record: dict[str, Any] | None
    error: SelonError | None = None


def read_jsonl(path: str | Path) -> Iterator[Line]:
    """Yield the records of the file at *path*, one at a time; blank lines are passed over."""
    path = Path(path)
    with path.open("rb") as raw:
        stream = packed.opened(raw)
        number = 0
        while True:
            offset = raw.tell()
            number += 1
            try:
                line = rest = stream.readline(LONGEST_LINE + 1)
                while len(line) > LONGEST_LINE and rest and not rest.endswith(b"\n"):
                    rest = stream.readline(LONGEST_LINE)
            except packed.DAMAGED as error:
                msg = f"{path.name} is cut off or damaged at line {number} ({error}); what came before it was read"
                yield Line(number, offset, None, UnreadableContent(msg))
                return
            if not line:
                return
            if len(line) > LONGEST_LINE:
                msg = f"line {number} of {path.name} is longer than {LONGEST_LINE} bytes; give one article a line"
                yield Line(number, offset, None, SourceTooLarge(msg))
            elif line.strip():
                yield _line(path, number, offset, line)


def _line(path: Path, number: int, offset: int, line: bytes) -> Line:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"line {number} of {path.name} is no JSON ({error}); each line must hold one object"
        return Line(number, offset, None, UnreadableContent(msg))
    except Exception as error:  # noqa: BLE001 - one line must not cost the others
        return Line(number, offset, None, SelonFault.of(error))
    if not isinstance(record, dict):
        msg = f"line {number} of {path.name} holds a {type(record).__name__}; each line must hold one object"
        return Line(number, offset, None, UnreadableContent(msg))
    return Line(number, offset, record)
