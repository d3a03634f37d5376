"""
Which articles does a Parquet file hold?

One row, one article; read a few rows at a time, so that the size of the file does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.errors import UnreadableContent

_BATCH = 64  # rows held at once


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of a file.

    Attributes:
        number: Counted from 1.
        share: How much of the file came before it, from 0 to 1.
        record: Its fields.
    """

    number: int
    share: float
    record: dict[str, Any]


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
                columns = [_values(column) for column in batch.columns]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield Row(number, (number - 1) / total, dict(zip(batch.schema.names, cells, strict=True)))
    except (pa.ArrowException, OSError) as error:
        msg = f"{Path(path).name} is no Parquet file, or damaged after row {number} ({error}); write it anew"
        raise UnreadableContent(msg) from error


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - the library has no types
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, KeyError):  # one value that Python cannot hold must not cost all the others
        return [_value(cell) for cell in column]


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
