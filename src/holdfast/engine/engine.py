"""What an engine is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from holdfast.errors import BadSetting

# Relation to rows, each of column name to value.
Value = str | int | date | Sequence[str] | Sequence[int]
Values = Mapping[str, Value]
Gathered = dict[str, list[dict[str, Any]]]


class QueryFailed(Exception):
    """A query that the engine could not answer: a fault of ours, never of the data's owner."""


class Engine(Protocol):
    """Names relations, runs SQL over them, and gives back Arrow tables.

    The SQL is written in DuckDB's dialect, within the subset that every engine reads alike.
    """

    name: str

    def parquet(self, name: str, path: Path) -> None:
        """Name the rows of one Parquet file, read where it lies."""

    def rows(self, name: str, table: pa.Table) -> None:
        """Name the rows of a table held in memory."""

    def define(self, name: str, sql: str, keep: bool = False) -> None:
        """Name the rows of a query; ``keep`` computes them once instead of at each use."""

    def fetch(self, sql: str, values: Values | None = None) -> pa.Table:
        """Run a query and give its rows; ``$name`` in it stands for a value. Raises QueryFailed.

        A list is asked of with ``list_contains($names, name)``.
        """

    def batches(self, sql: str, values: Values | None = None) -> Iterator[pa.RecordBatch]:
        """Run a query as ``fetch`` does and give its rows in parts, an empty part first."""

    def gather(self, relations: Sequence[str], column: str, value: str) -> Gathered:
        """The rows of each relation in which ``column`` holds ``value``, asked for at once."""

    def filled(self, relations: Iterable[str]) -> frozenset[str]:
        """Those of the relations that hold a row, so that what rests on none need not be planned.

        An engine to which asking costs more than planning names them all.
        """

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file.

        Raises OSError with ``path`` when the disk refuses, QueryFailed otherwise.
        """

    def close(self) -> None:
        """Let go of memory and files."""


def open_engine(name: str = "duckdb") -> Engine:
    """Open an engine by name: ``duckdb`` or ``spark``. Raises BadSetting for another name."""
    if name not in _OPENERS:
        raise BadSetting(f"There is no engine called {name}.", "Use duckdb or spark.")
    return _OPENERS[name]()


def _duckdb() -> Engine:
    from holdfast.engine.duck import Duck

    return Duck()


def _spark() -> Engine:
    from holdfast.engine.spark import Spark

    return Spark()


_OPENERS: dict[str, Callable[[], Engine]] = {"duckdb": _duckdb, "spark": _spark}
