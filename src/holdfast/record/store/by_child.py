"""The rows about one child, found at once: the record laid out a second time, to be looked up.

A Parquet file is packed in blocks of thousands of rows, so that one child's cost as much as
everyone's in the block. Here the same rows lie unpacked, in order of child, under
``derived/<snapshot id>/by_child/<table>-<mark>-<checksum>.arrow``. They are mapped, not read: a
child's rows are found by binary search, and only those come into memory.

They take some eight times the room of the snapshot, so only those of one are kept: the last
that was asked about. They can be laid again at any time, in seconds.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from errno import EIO
from itertools import chain
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.errors import Damaged, HoldfastError
from holdfast.record.schema.shape import arrow_schema, in_order
from holdfast.record.schema.table import Table
from holdfast.record.store.atomic_files import force, make_folder
from holdfast.record.store.sealed import find_sealed, seal
from holdfast.record.store.snapshot import Snapshot, derived_folder

_FOLDER = "by_child"


@dataclass(frozen=True)
class ByChild:
    """Tables of a snapshot in order of child. Safe for threads; make one with ``by_child``."""

    tables: dict[str, pa.Table]

    def rows(self, child: str) -> dict[str, list[dict[str, Any]]]:
        """The child's rows in each table that has any, as column name to value.

        Raises Damaged when what was laid out has been spoiled since.
        """
        try:
            found = ((name, _of(table, child)) for name, table in self.tables.items())
            return {name: rows.to_pylist() for name, rows in found if rows.num_rows}
        except (pa.ArrowException, UnicodeDecodeError) as error:
            raise Damaged(
                f"What is looked up about one child is spoiled, in the folder {_FOLDER}.",
                "Delete that folder of the snapshot under derived/: it is laid again by itself.",
            ) from error


def by_child(
    snapshot: Snapshot, tables: Iterable[type[Table]], over: Mapping[str, Path] | None = None
) -> ByChild:
    """Some tables of a snapshot, each with a column ``child``, laid out if they are not yet.

    ``over`` are further rows of some of them, in sealed Parquet files, such as are laid over a
    snapshot. Raises HoldfastError when the data folder cannot be written.
    """
    more = over or {}
    given = [each for each in tables if each.name in snapshot.manifest.rows or each.name in more]
    try:
        found = ByChild({each.name: _open(snapshot, each, more.get(each.name)) for each in given})
        own = _folder(snapshot)
        # Who still reads from another goes on reading: a file lives for as long as it is mapped.
        for other in own.parent.parent.glob(f"*/{_FOLDER}"):
            if other != own:
                rmtree(other, ignore_errors=True)
        return found
    except OSError as error:
        raise HoldfastError(
            f"What is looked up about one child could not be laid out: {error.strerror}.",
            "Give the data folder's owner the right to write there, and space, then try again.",
        ) from error


def _of(table: pa.Table, child: str) -> pa.Table:
    column = table.column("child")
    first = bisect_left(column, child, key=_text)
    last = first
    # Onwards by steps: a child has few rows of a table, and in most tables none.
    while last < len(column) and _text(column[last]) == child:
        last += 1
    return table.slice(first, last - first)


def _text(value: pa.Scalar) -> str:
    text: str = value.as_py()
    return text


def _open(snapshot: Snapshot, table: type[Table], over: Path | None) -> pa.Table:
    schema = arrow_schema(table)
    stem = _stem(table.name, schema, over)
    path = find_sealed(_folder(snapshot), stem)
    if path is None:
        places = [snapshot.path(table.name)] if table.name in snapshot.manifest.rows else []
        places += [over] if over else []
        batches: Iterable[pa.RecordBatch] = chain(*(_batches(place, schema) for place in places))
        if len(places) > 1:
            # The rows of one file lie in order of child; those of several are brought into it.
            batches = in_order(pa.Table.from_batches(batches, schema=schema)).to_batches()
        # Written aside and moved into place: a reader finds the whole file or none.
        part = make_folder(_folder(snapshot)) / f"{stem}.{token_hex(4)}.part"
        with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        force(part)
        path = seal(part, stem)
    try:
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    except pa.ArrowException:
        raise OSError(EIO, "what was just written there cannot be read back") from None


def _stem(name: str, schema: pa.Schema, over: Path | None) -> str:
    """The mark changes with the table's declaration, so that no layout outlives it."""
    told = str(schema) + (over.name if over else "")
    mark = hashlib.sha256(told.encode()).hexdigest()[:12]
    return f"{name}-{mark}.arrow"


def _folder(snapshot: Snapshot) -> Path:
    return derived_folder(snapshot.home, snapshot.id) / _FOLDER


def _batches(rows: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """A file's rows as declared today; a column that it was written without holds nothing."""
    with pq.ParquetFile(rows) as file:
        for batch in file.iter_batches():
            held = set(batch.schema.names)
            columns = [
                batch.column(one.name) if one.name in held else pa.nulls(len(batch), one.type)
                for one in schema
            ]
            yield pa.record_batch(columns, schema=schema)
