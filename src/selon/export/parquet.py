"""
How do statements become columns in memory or in a Parquet file?

Spans stay spans: lists of structures with start and end. Labels are dictionary-encoded, which makes a corpus small and
its counts fast in DuckDB, Polars or pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal

from selon.errors import SelonError
from selon.export.columns import ARTICLE_COLUMNS, COLUMNS, HEADERS, Column, article_cells, statements_by_article
from selon.export.csv import Texts
from selon.model import LABELS, Statement
from selon.placing import placed

_BATCH = 5000  # rows held at once
CODES = {
    *LABELS, "evidential", "language", "outlet", "rule", "frame", "lemma", "verdict", "said_precision", "speaker_kind",
}  # fmt: skip
"""Columns whose values are few: each is kept once and referred to by number."""


def write_parquet(
    statements: Iterable[Statement], target: str | Path | IO[bytes], *, texts: Texts | None = None
) -> int:
    """
    Write *statements* and return how many there were.

    Args:
        statements: Those of one article together.
        target: A file, which replaces one that this function wrote (:mod:`selon.placing`), or a stream.
        texts: Gives the article of an id; its text is written beside the first of its statements.
    """
    if isinstance(target, str | Path):
        with placed(target, is_ours) as stream:
            return write_parquet(statements, stream, texts=texts)
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for this format

    count = 0
    with pq.ParquetWriter(target, schema(texts=texts is not None), compression="zstd") as writer:
        for table in _tables(statements, texts):
            writer.write_table(table)
            count += table.num_rows
    return count


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* has the very columns of :func:`write_parquet`, with their meaning."""
    import pyarrow as pa  # noqa: PLC0415 - only for this format
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        found = pq.read_schema(stream)
    except (pa.ArrowException, ValueError):
        return False
    except OSError as error:
        if error.errno is not None:  # without a number it is pyarrow that finds no Parquet
            raise
        return False
    whole = dict(_meanings(schema(texts=True)))
    of_article = [name for name, _ in ARTICLE_COLUMNS]
    written = [[(name, whole[name]) for name in (*names, *more)] for names in HEADERS for more in ((), of_article)]
    return _meanings(found) in written


def _meanings(fields: Any) -> list[tuple[str, dict[bytes, bytes] | None]]:  # noqa: ANN401 - pyarrow has no types
    return [(one.name, one.metadata) for one in fields]


def frame(
    statements: Iterable[Statement], kind: Literal["arrow", "pandas", "polars"] = "arrow", *, texts: Texts | None = None
) -> Any:  # noqa: ANN401 - each library's own
    """
    Return *statements* as one table of pyarrow, pandas or polars.

    Raises:
        SelonError: If that library is not installed.
    """
    import pyarrow as pa  # noqa: PLC0415 - only for frames

    tables = list(_tables(statements, texts))
    table = pa.concat_tables(tables) if tables else schema(texts=texts is not None).empty_table()
    try:
        if kind == "pandas":
            return table.to_pandas()
        if kind == "polars":
            import polars as pl  # noqa: PLC0415

            return pl.from_arrow(table)
    except ImportError as error:
        msg = f"{kind} is not installed; pip install {kind}"
        raise SelonError(msg) from error
    return table


def schema(*, texts: bool) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the schema of a table of statements; each field's metadata say what it means."""
    import pyarrow as pa  # noqa: PLC0415

    fields = [pa.field(c.name, _type(c), metadata={"meaning": c.meaning}) for c in COLUMNS]
    if texts:
        fields += [pa.field(name, pa.string(), metadata={"meaning": meaning}) for name, meaning in ARTICLE_COLUMNS]
    return pa.schema(fields)


def _type(column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa  # noqa: PLC0415

    if column.name in CODES:
        return pa.dictionary(pa.int32(), pa.string())
    speaker = pa.struct(
        [("name", pa.string()), ("kind", pa.string()), ("identifier", pa.string()), ("score", pa.float64())]
    )
    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "spans": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
        "json": pa.list_(speaker if column.name == "candidates" else pa.string()),
    }[column.type]


def _tables(statements: Iterable[Statement], texts: Texts | None) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415

    rows = _rows(statements, texts)
    while batch := list(islice(rows, _BATCH)):
        yield pa.Table.from_pylist(batch, schema=schema(texts=texts is not None))


def _rows(statements: Iterable[Statement], texts: Texts | None) -> Iterator[dict[str, Any]]:
    for article_id, run in statements_by_article(statements):
        for position, statement in enumerate(run):
            row = {column.name: _value(column, column.value(statement)) for column in COLUMNS}
            if texts is not None and position == 0:
                row |= article_cells(texts(article_id))
            yield row


def _value(column: Column, value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    return [{"start": span.start, "end": span.end} for span in value] if column.type == "spans" else value
