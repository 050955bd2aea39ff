"""Spark: for a region or a nation, when one machine's DuckDB is outgrown.

The same SQL text runs on both: it is written in DuckDB's dialect and turned into Spark's by
sqlglot, which translates words and not meanings. What Spark would silently compute otherwise
must stay out of the text; see the package's own words. Here Spark runs in local mode, on this
machine alone: it listens on 127.0.0.1 and its web page is off.
"""

import atexit
import os
import re
import shutil
import weakref
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot

from holdfast.engine.engine import Gathered, Values
from holdfast.engine.quoting import quote
from holdfast.errors import BadSetting
from holdfast.privacy import temporary_folder
from holdfast.settings import HOME, MEMORY

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

CORES = 2
LOOPBACK = "127.0.0.1"

_SETTINGS = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "Europe/London",
    # Local mode gains nothing from the 200 parts that suit a cluster.
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}

_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c: %m%n
"""


class Spark:
    """PySpark in local mode. Every engine of a process shares one Java machine.

    Raises BadSetting where Java or PySpark is missing.
    """

    name = "spark"

    def __init__(self) -> None:
        # A session of its own: the names of one engine are not seen by another.
        self._session = _machine().newSession()
        self._scratch = _scratch_folder()
        # Also when nobody closes the engine: what it wrote is children's data.
        self._forget = weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        self._kept = 0

    def parquet(self, name: str, path: Path) -> None:
        """Name the rows of one Parquet file, read where it lies."""
        from pyspark.sql.pandas.types import from_arrow_schema

        # Without this option a folder called "a=b" above the file would become a column.
        reader = self._session.read.option("recursiveFileLookup", "true")
        # Told the columns, Spark starts no job of its own to find them out.
        reader = reader.schema(from_arrow_schema(pq.read_schema(path)))
        reader.parquet(str(path)).createOrReplaceTempView(name)

    def rows(self, name: str, table: pa.Table) -> None:
        """Name the rows of a table held in memory."""
        # By way of a file: Spark may read it again after it has dropped what it cached.
        path = self._scratch_path()
        pq.write_table(table, path)
        self.parquet(name, path)

    def define(self, name: str, sql: str, keep: bool = False) -> None:
        """Name the rows of a query; ``keep`` computes them once instead of at each use."""
        if keep:
            path = self._scratch_path()
            self.write(sql, path)
            self.parquet(name, path)
        else:
            self._run(f"create or replace temporary view {name} as {spark_sql(sql)}")

    def fetch(self, sql: str, values: Values | None = None) -> pa.Table:
        """Run a query and give its rows; see ``Engine.fetch``."""
        query = spark_sql(sql)
        given: dict[str, Any] = {}
        for name, value in (values or {}).items():
            if isinstance(value, str | int | date):
                given[name] = value
                continue
            # Spark takes a list as an array of single values.
            single = {f"{name}_{number}": part for number, part in enumerate(value)}
            given |= single
            kind = "bigint" if value and isinstance(value[0], int) else "string"
            array = f"cast(array({', '.join(f':{part}' for part in single)}) as array<{kind}>)"
            query = re.sub(rf":{name}\b", array, query)
        return self._session.sql(query, args=given).toArrow()

    def batches(self, sql: str, values: Values | None = None) -> Iterator[pa.RecordBatch]:
        """Run a query as ``fetch`` does and give its rows in parts, an empty part first."""
        rows = self.fetch(sql, values)
        yield pa.RecordBatch.from_pylist([], schema=rows.schema)
        yield from rows.to_batches()

    def gather(self, relations: Sequence[str], column: str, value: str) -> Gathered:
        """The rows of each relation in which ``column`` holds ``value``."""
        same = f"{column} = {quote(value)}"
        asked = (f"select * from {name} where {same}" for name in relations)
        return {
            name: self.fetch(sql).to_pylist() for name, sql in zip(relations, asked, strict=True)
        }

    def filled(self, relations: Iterable[str]) -> frozenset[str]:
        """All of them: to ask each is a job of its own here, and a region has rows in every one."""
        return frozenset(relations)

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file."""
        folder = self._scratch_path()
        self._run(spark_sql(sql)).coalesce(1).write.parquet(str(folder))
        (part,) = folder.glob("part-*.parquet")
        shutil.move(part, path)
        shutil.rmtree(folder)

    def close(self) -> None:
        """Let go of files and names. The Java machine stays for the next engine."""
        for view in self._session.catalog.listTables():
            self._session.catalog.dropTempView(view.name)
        self._forget()

    def _run(self, sql: str) -> "DataFrame":
        return self._session.sql(sql)

    def _scratch_path(self) -> Path:
        self._kept += 1
        return self._scratch / f"{self._kept}.parquet"


@cache
def spark_sql(sql: str) -> str:
    """DuckDB's SQL in Spark's words."""
    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


def missing() -> str:
    """What must be installed before Spark can run, or nothing."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        return "Java 17 or later (on Debian: apt install openjdk-17-jre-headless)"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark (uv sync --extra spark)"
    return ""


@cache
def _machine() -> "SparkSession":
    lacking = missing()
    if lacking:
        raise BadSetting(
            f"The engine spark needs {lacking}.", "Install it, or use the engine duckdb."
        )
    folder = _scratch_folder()
    session = _start(folder)
    atexit.register(_end, session, folder)
    return session


def _scratch_folder() -> Path:
    """A new folder below the data folder. Raises BadSetting where that cannot be written to."""
    try:
        return Path(mkdtemp(prefix="spark-", dir=temporary_folder(HOME.path())))
    except OSError as error:
        raise BadSetting(
            f"The engine spark cannot write to the data folder: {error.strerror}.",
            "Give its owner the right to write there, or set HOLDFAST_HOME to another.",
        ) from error


def _start(folder: Path) -> "SparkSession":
    from pyspark.sql import SparkSession

    # Else Spark asks the network what this machine is called.
    os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    quiet = folder / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    builder = SparkSession.builder.master(f"local[{CORES}]").appName("holdfast")
    for name, value in (_SETTINGS | _places(folder, quiet)).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _end(session: "SparkSession", folder: Path) -> None:
    # Stopped first: Java goes on writing until then, and what it writes is children's data.
    session.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _places(folder: Path, quiet: Path) -> dict[str, str]:
    # The memory setting as Java writes it: 4GB is 4g.
    found = re.fullmatch(r"(\d+)\s*([kmgt])i?b?", MEMORY.text().lower())
    return {
        "spark.driver.memory": found.group(1) + found.group(2) if found else "4g",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet}",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
