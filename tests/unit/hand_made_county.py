"""Tables of a county small enough to work each figure out by hand, and a figure of them.

The year is the one to Saturday 31 March 2018. Good Friday was 30 March 2018, and Easter Monday
2 April.
"""

from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.simulation.yardstick.figures import COLUMNS, MadeFigure, figures

LAST = date(2018, 3, 31)
Row = dict[str, Any]


def made(**rows: list[Row]) -> dict[str, pa.Table]:
    """Every table that the figures need, with these rows; a text that is a day is read as one."""
    return {
        table.name: pa.Table.from_pylist(
            [_typed(row) for row in rows.get(table.name, [])], schema=arrow_schema(table)
        )
        for table in TABLES
        if table.name in COLUMNS
    }


def _typed(row: Row) -> Row:
    return {name: _day(value) for name, value in row.items()}


def _day(value: Any) -> Any:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value


def read(key: str, on: str = "2018-03-31", scale: float = 1.0, /, **rows: list[Row]) -> MadeFigure:
    found = figures(made(**rows), date.fromisoformat(on), scale)
    return next(one for one in found if one.figure.key == key)


def parts(key: str, on: str = "2018-03-31", /, **rows: list[Row]) -> tuple[float, float | None]:
    """The numerator and the denominator."""
    reading = read(key, on, **rows)
    return reading.numerator, reading.denominator
