"""Checks the looked-after return that the record would send, its tables as they are drawn."""

from collections.abc import Mapping

import pyarrow as pa

from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.form import Place
from holdfast.returns.record_check import RecordCheck
from holdfast.returns.ssda903.file_check import GivenBeside, check_reading
from holdfast.returns.ssda903.projecting import project
from holdfast.sources.ssda903 import ReturnReading


def check_record(snapshot: Snapshot, year: int) -> RecordCheck:
    """The return of a year as the record knows it on its own day, checked. Raises BadSetting."""
    drawn = project(snapshot, year)
    reading = reading_of(drawn.tables, drawn.lacking)
    return RecordCheck(check_reading(reading, year, GivenBeside()), drawn.lacking)


def reading_of(tables: Mapping[str, pa.Table], lacking: Mapping[Place, str]) -> ReturnReading:
    """Tables that were drawn, as if they had been read."""
    numbers = [rows["child"] for rows in tables.values() if rows.num_rows]
    children = 1 + max((max(column.to_pylist()) for column in numbers), default=-1)
    return ReturnReading(dict(tables), lacking=dict(lacking), children=children)
