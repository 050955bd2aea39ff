"""One record read by the oracle and by an engine, and what each makes of it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import timedelta

import pyarrow as pa
import pytest

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Duty, Why
from holdfast.clocks.oracle import reading as oracle
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import ClockToCompile, duties, duty_table
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.engine import Engine, open_engine
from holdfast.engine.spark import Spark
from holdfast.errors import BadSetting
from holdfast.journeys.feared_episodes import with_feared_episodes
from holdfast.journeys.held_beyond import MostHeld, with_held_beyond
from holdfast.journeys.held_demands import with_held_demands
from holdfast.journeys.holding_times import with_holding_times
from holdfast.journeys.patterns import with_patterns
from holdfast.journeys.reading import History
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.doubts import numbered

_FIELDS = [field.name for field in fields(Duty) if field.name not in ("part", "why")]

# Everybody's rows: the person (a child, or a worker) to their history.
Record = Mapping[str, History]

# The council of the examples has set what one worker is to hold at most.
MOST = MostHeld(children=3, first_year=2, court=1)

# Spark takes a few hundred rows through hundreds of queries: planning is all that it spends. It
# plans once, makes no Java of a query, and keeps one part. That is a third less of the processor;
# tests/unit/test_engines.py runs it as shipped.
FOR_FEW_ROWS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}


@contextmanager
def opened(name: str) -> Iterator[Engine]:
    """An engine; the test is skipped, with the reason, where the machine has not got it."""
    # Java's quicker compiler: its better one never pays for itself in a run of two minutes.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
    try:
        engine = open_engine(name)
    except BadSetting as missing:
        pytest.skip(f"NOT CHECKED ON {name.upper()}: {missing}")
    if isinstance(engine, Spark):
        for setting, value in FOR_FEW_ROWS.items():
            engine._session.conf.set(setting, value)
    try:
        yield engine
    finally:
        engine.close()


def lay(engine: Engine, record: Record) -> None:
    """Name every table of the record on the engine."""
    for table in TABLES:
        schema = arrow_schema(table)
        rows = (row for history in record.values() for row in history.get(table.name, ()))
        whole = [{name: row.get(name) for name in schema.names} for row in rows]
        engine.rows(table.name, pa.Table.from_pylist(whole, schema=schema))
        engine.rows(f"set_aside_{table.name}", schema.empty_table())
    engine.rows("doubts", numbered(()))


def by_engine(
    engine: Engine,
    record: Record,
    book: Book,
    clocks: Iterable[Clock] | None = None,
    current_only: bool = False,
) -> set[Duty]:
    """Every duty that the compiler finds, without its part (the readers number differently)."""
    lay(engine, record)
    return as_duties(laid(engine, book, clocks, current_only))


def laid(
    engine: Engine,
    book: Book,
    clocks: Iterable[Clock] | None = None,
    current_only: bool = False,
) -> pa.Table:
    """Every duty in the record that lies on the engine already."""
    asked = [
        ClockToCompile(clock, current_only) for clock in (book.clocks if clocks is None else clocks)
    ]
    # Kept they are planned once; Spark would write a file for it.
    duties(engine, book, asked, MOST, keep=not isinstance(engine, Spark))
    return duty_table(engine)


def as_duties(table: pa.Table) -> set[Duty]:
    """The rows of an engine's duties, without their parts."""
    return {as_duty(row) for row in table.to_pylist()}


def as_duty(row: dict) -> Duty:
    """One row of an engine's duties."""
    # A day that was set with an action may lie beyond the calendar; no day counts it overdue.
    due, overdue_from = row["due"], row["overdue_from"]
    if due is None or FIRST_KNOWN <= due <= LAST_KNOWN:
        assert overdue_from == (due + timedelta(days=1) if due else None)
    why = Why[row["why"]] if row["why"] else None
    return Duty(**{field: row[field] for field in _FIELDS}, part="", why=why)


def with_worked_out(record: Record) -> dict[str, History]:
    """The record with the rows that journeys work out of everybody's."""
    whole = with_feared_episodes(with_patterns(with_holding_times(record)))
    return with_held_beyond(with_held_demands(whole), MOST)


def by_oracle(
    record: Record,
    book: Book,
    clocks: Iterable[Clock] | None = None,
    current_only: bool = False,
) -> set[Duty]:
    """Every duty that the oracle finds, without its part."""
    asked = tuple(book.clocks if clocks is None else clocks)
    found = (
        duty
        for subject, history in with_worked_out(record).items()
        for clock in asked
        for duty in oracle.duties(clock, subject, history, book, current_only)
    )
    return {replace(duty, part="") for duty in found}
