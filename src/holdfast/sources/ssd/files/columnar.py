"""A table in a Parquet file."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.errors import CannotRead
from holdfast.limits import COLUMNS, PARQUET_BYTES, TABLE_BYTES, TABLE_CELLS, TABLE_ROWS
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssd.files.part import RowBatch, without_blank_rows

_ROWS = 1 << 16
# What the library raises of a damaged file; a name that is no text among it.
_DAMAGE = (pa.ArrowException, OSError, ValueError)
_SMALLER = "Look whether it is the right file; if it is, export a shorter time."


@dataclass(frozen=True)
class ParquetFile:
    """A ``SourcePart`` in a Parquet file; its first row is row 1."""

    path: Path
    table: str
    headings: tuple[str, ...]
    named: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def alongside(self) -> bool:
        """A file may be read while another is."""
        return True

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[RowBatch]:
        """Its rows as text; see ``SourcePart``. Raises CannotRead when it breaks off."""
        number = 1
        try:
            with _within(self.path) as file:
                unpacked = 0
                for batch in file.iter_batches(_ROWS, columns=list(wanted) or None):
                    batch.validate(full=True)
                    unpacked += sum(map(_unpacked, batch.columns))
                    if unpacked > PARQUET_BYTES.most:
                        raise _too_large(self.path, str(PARQUET_BYTES), "unpacks to")
                    texts = [as_texts(column) for column in batch.columns]
                    cells = pa.table(texts, names=batch.schema.names)
                    numbers = pa.array(range(number, number + batch.num_rows), pa.int64())
                    raw = RawTable(self.table, self.file, self.table, cells, numbers)
                    number += batch.num_rows
                    yield RowBatch(without_blank_rows(raw))
        except _DAMAGE as error:
            raise _damaged(self.path) from error


def open_parquet(path: Path, table: str, named: bool) -> ParquetFile:
    """Open a Parquet file. Raises CannotRead when it is cut short or is none."""
    try:
        refuse_odd_file(path, TABLE_BYTES)
        with _within(path) as file:
            names = file.schema_arrow.names
        if len(set(names)) < len(names):
            what = f"{path.name} has two columns with the same heading."
            raise CannotRead(what, "Leave one of the two out, and export it again.")
    except _DAMAGE as error:
        raise _damaged(path) from error
    return ParquetFile(path, table, tuple(names), named)


def _within(path: Path) -> pq.ParquetFile:
    """The file, opened; texts stay as few as they are in it. Raises CannotRead beyond a limit."""
    told = pq.read_metadata(path)
    groups = [told.row_group(one) for one in range(told.num_row_groups)]
    for most, count in (
        (COLUMNS, told.num_columns),
        (TABLE_ROWS, told.num_rows),
        (TABLE_CELLS, told.num_rows * told.num_columns),
    ):
        if count > most.most:
            raise _too_large(path, str(most), "has")
    if sum(one.total_byte_size for one in groups) > PARQUET_BYTES.most:
        raise _too_large(path, str(PARQUET_BYTES), "unpacks to")
    schema = told.schema.to_arrow_schema()
    texts = [one.name for one in schema if pa.types.is_string(one.type)]
    return pq.ParquetFile(path, read_dictionary=texts, metadata=told)


def _unpacked(column: pa.Array) -> int:
    """How many bytes a column takes once each row has its own text."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary.cast(pa.string()))
    return int(pc.sum(pc.cast(lengths.take(column.indices), pa.int64())).as_py() or 0)


def as_texts(column: pa.Array) -> pa.Array:
    """A column of any type as the text that its reader would have typed; null where empty."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_nested(column.type):
        held = (None if one is None else json.dumps(one, default=str) for one in column.to_pylist())
        return pa.array(held, pa.string())
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), None, column)
        # Figures that a column with gaps made into fractions, as figures: 1e+11 names nobody.
        with suppress(pa.ArrowInvalid):
            column = column.cast(pa.int64())
    texts = column.cast(pa.string())
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _too_large(path: Path, most: str, verb: str) -> CannotRead:
    return CannotRead(f"{path.name} {verb} more than {most}, the most that is read.", _SMALLER)


def _damaged(path: Path) -> CannotRead:
    return CannotRead(
        f"{path.name} is no whole Parquet file: it is cut short or damaged.",
        "Copy or export it again.",
    )
