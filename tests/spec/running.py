"""One record read by the oracle and by an engine, and what each makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pyarrow as pa
import pytest

from holdfast.clocks import oracle
from holdfast.clocks.book import Book
from holdfast.clocks.clock import Clock
from holdfast.clocks.compiler import Asked, duties, duty_table
from holdfast.clocks.duty import Duty, Why
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.engine import Engine, open_engine
from holdfast.errors import BadSetting
from holdfast.journeys.reading import History
from holdfast.record.register import TABLES
from holdfast.record.shape import arrow_schema

# Everybody's rows: the person (a child, or a worker) to their history.
Record = Mapping[str, History]


@contextmanager
def opened(name: str) -> Iterator[Engine]:
    """An engine; the test is skipped, with the reason, where the machine has not got it."""
    try:
        engine = open_engine(name)
    except BadSetting as missing:
        pytest.skip(f"NOT CHECKED ON {name.upper()}: {missing}")
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


def by_engine(
    engine: Engine,
    record: Record,
    book: Book,
    clocks: Iterable[Clock] | None = None,
    current_only: bool = False,
) -> set[Duty]:
    """Every duty that the compiler finds, without its part (the readers number differently)."""
    lay(engine, record)
    return by_laid(engine, book, clocks, current_only)


def by_laid(
    engine: Engine,
    book: Book,
    clocks: Iterable[Clock] | None = None,
    current_only: bool = False,
) -> set[Duty]:
    """Every duty in the record that lies on the engine already."""
    asked = [Asked(clock, current_only) for clock in (book.clocks if clocks is None else clocks)]
    duties(engine, book, asked)
    return {_duty(row) for row in duty_table(engine).to_pylist()}


def _duty(row: dict) -> Duty:
    # A day that was set with an action may lie beyond the calendar; no day counts it overdue.
    due, overdue_from = row["due"], row.pop("overdue_from")
    if due is None or FIRST_KNOWN <= due <= LAST_KNOWN:
        assert overdue_from == (due + timedelta(days=1) if due else None)
    why = Why[row.pop("why")] if row["why"] else row.pop("why")
    return Duty(**{**row, "why": why, "part": ""})


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
        for subject, history in record.items()
        for clock in asked
        for duty in oracle.duties(clock, subject, history, book, current_only)
    )
    return {replace(duty, part="") for duty in found}
