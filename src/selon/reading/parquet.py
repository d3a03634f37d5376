"""
Which articles does a Parquet file hold?

One row, one article; read a few rows at a time, so that the size of the file does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.errors import SelonError, SelonFault, UnreadableContent

_BATCH = 64  # rows held at once


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of a file.

    Attributes:
        number: Counted from 1.
        share: How much of the file came before it, from 0 to 1.
        record: Its fields, None where they cannot be read.
        error: Why they cannot be.
    """

    number: int
    share: float
    record: dict[str, Any] | None
    error: SelonError | None = None


def read_parquet(path: str | Path) -> Iterator[Row]:
    """
    Yield the rows of the file at *path*.

    Raises:
        UnreadableContent: If the file is no Parquet, or damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - only for this kind of file
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        msg = "reading Parquet needs pyarrow; pip install 'selon[exports]'"
        raise UnreadableContent(msg) from error
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            total = max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=_BATCH):
                for place in range(batch.num_rows):
                    number += 1
                    yield _row(number, (number - 1) / total, batch.slice(place, 1))
    except (pa.ArrowException, OSError, ValueError) as error:
        msg = f"{Path(path).name} is no Parquet file, or damaged after row {number} ({error}); write it anew"
        raise UnreadableContent(msg) from error


def _row(number: int, share: float, batch: Any) -> Row:  # noqa: ANN401 - pyarrow has no types
    try:
        cells = (_value(column[0]) for column in batch.columns)
        return Row(number, share, dict(zip(batch.schema.names, cells, strict=True)))
    except Exception as error:  # noqa: BLE001 - one row must not cost the others
        return Row(number, share, None, SelonFault.of(error))


def _value(cell: Any) -> Any:  # noqa: ANN401 - likewise
    """Return what *cell* holds; as text where Python cannot hold it (nanoseconds), None where text cannot either."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError, KeyError):
        pass
    try:
        return cell.cast("string").as_py()
    except (ValueError, OverflowError, KeyError, NotImplementedError):
        return None
