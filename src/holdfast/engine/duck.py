"""DuckDB: the default engine, in process, on one machine."""

import errno
import os
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import RLock

import duckdb
import pyarrow as pa

from holdfast.engine.engine import Gathered, QueryFailed, Values
from holdfast.engine.quoting import quote
from holdfast.privacy import temporary_folder
from holdfast.settings import HOME, MEMORY

# Rows of a part: some ten megabytes.
BATCH = 100_000

# DuckDB would fetch a missing extension from its makers when a query seems to need it. All that
# we use is linked into the package.
FETCHES_NOTHING = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_extension_repositories": "forbidden",
}

# How DuckDB calls the types of Arrow that the record has.
_SQL_TYPES = {
    pa.string(): "varchar",
    pa.bool_(): "boolean",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp",
}


class Duck:
    """An in-memory DuckDB that spills to a temporary folder below the data folder.

    Where that cannot be written to it spills nowhere: what it spills is children's data.
    """

    name = "duckdb"

    def __init__(self) -> None:
        try:
            spill = mkdtemp(prefix="spill-", dir=temporary_folder(HOME.path()))
        except OSError:
            spill = ""  # there is nowhere to spill to
        # Also when nobody closes the engine.
        self._forget = weakref.finalize(self, rmtree, spill, ignore_errors=True)
        self._shapes: dict[str, str] = {}
        self._empty: set[str] = set()  # relations known to hold no row
        # Names are given on the one connection, which no two threads may use at once.
        self._naming = RLock()
        self._connection = duckdb.connect(
            config={
                "memory_limit": MEMORY.size(),
                "temp_directory": spill,
                # Nothing reads rows in the order they were written; every result is sorted.
                "preserve_insertion_order": "false",
                **FETCHES_NOTHING,
            }
        )
        # Else it draws one over the answer where it takes the process for a person at a prompt.
        self._connection.execute("set enable_progress_bar = false")

    def parquet(self, name: str, path: Path) -> None:
        """Name the rows of one Parquet file, read where it lies."""
        rows = f"from read_parquet({_quoted(path)}, hive_partitioning = false)"
        self._place("view", name, f"as {rows}")

    def rows(self, name: str, table: pa.Table) -> None:
        """Name the rows of a table held in memory."""
        with self._naming:
            # To declare an empty table costs a fifth of reading it: a small record has sixty.
            if not table.num_rows and _SQL_TYPES.keys() >= set(table.schema.types):
                columns = (f'"{one.name}" {_SQL_TYPES[one.type]}' for one in table.schema)
                self._place("table", name, f"({', '.join(columns)})")
                self._empty.add(name)
                return
            self._connection.register("given_rows", table)
            self._place("table", name, "as from given_rows")
            self._connection.unregister("given_rows")

    def define(self, name: str, sql: str, keep: bool = False) -> None:
        """Name the rows of a query; ``keep`` computes them once instead of at each use."""
        self._place("table" if keep else "view", name, f"as {sql}")

    def fetch(self, sql: str, values: Values | None = None) -> pa.Table:
        """Run a query and give its rows; see ``Engine.fetch``. Raises QueryFailed."""
        # A cursor of its own: pages are answered from several threads at once.
        with self._connection.cursor() as cursor:
            try:
                return cursor.sql(sql, params=dict(values or {})).to_arrow_table()
            except duckdb.Error as error:
                # Its words may quote a value; its kind cannot.
                raise QueryFailed(type(error).__name__) from error

    def batches(self, sql: str, values: Values | None = None) -> Iterator[pa.RecordBatch]:
        """Run a query as ``fetch`` does and give its rows in parts, an empty part first."""
        with self._connection.cursor() as cursor:
            reader = cursor.sql(sql, params=dict(values or {})).to_arrow_reader(BATCH)
            yield pa.RecordBatch.from_pylist([], schema=reader.schema)
            yield from reader

    def gather(self, relations: Sequence[str], column: str, value: str) -> Gathered:
        """The rows of each relation in which ``column`` holds ``value``, asked for at once."""
        # One question with an answer for each relation: asking costs more than answering.
        same = f"each_row.{column} = {quote(value)}"
        parts = (
            f"(select list(each_row) from {name} as each_row where {same}) as {name}"
            for name in relations
        )
        found = self.fetch(f"select {', '.join(parts)}").to_pylist()[0] if relations else {}
        return {name: found[name] or [] for name in relations}

    def filled(self, relations: Iterable[str]) -> frozenset[str]:
        """Those of the relations that hold a row."""
        names = sorted(frozenset(relations) - self._empty)
        if not names:
            return frozenset()
        asked = (f"exists (select 1 from {name}) as {name}" for name in names)
        found = self.fetch(f"select {', '.join(asked)}").to_pylist()[0]
        return frozenset(name for name in names if found[name])

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file; see ``Engine.write``."""
        try:
            self._connection.execute(
                f"copy ({sql}) to {_quoted(path)} (format parquet, compression zstd)"
            )
        except duckdb.Error as error:
            raise _refused(error, path) from error

    def close(self) -> None:
        """Let go of memory and files."""
        self._connection.close()
        self._forget()

    def _place(self, shape: str, name: str, told: str) -> None:
        # DuckDB replaces a view by a view and a table by a table, but not one by the other.
        with self._naming:
            try:
                if self._shapes.get(name, shape) != shape:
                    self._connection.execute(f"drop {self._shapes[name]} {name}")
                self._connection.execute(f"create or replace {shape} {name} {told}")
            except duckdb.Error as error:
                raise QueryFailed(type(error).__name__) from error
            self._shapes[name] = shape
            self._empty.discard(name)


def _refused(error: duckdb.Error, path: Path) -> Exception:
    """Why a file could not be written, without words that may quote a value."""
    words = str(error)
    # DuckDB hands on the system's own words, which say why; a failed disk may say none of these.
    known = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
    number = next((one for one in known if os.strerror(one) in words), errno.EIO)
    if isinstance(error, duckdb.IOException) and str(path) in words:
        return OSError(number, os.strerror(number), str(path))
    return QueryFailed(type(error).__name__)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
