"""The lists of a workbook made of a few rows of the record, or of a made-up council."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineWorkbook

from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.sources.made_up import write_annex_a

AS_AT = date(2018, 1, 31)

Tables = Mapping[str, pa.Table]
Row = dict[str, Any]


def tables(**given: list[Row]) -> Tables:
    return {
        table.name: pa.Table.from_pylist(given.get(table.name, []), schema=arrow_schema(table))
        for table in TABLES
    }


def sheet(path: Path, number: int) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_path(path)
    head, *below = book.get_sheet_by_name(f"List_{number}").to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in below]


def written(tmp_path: Path, number: int, layout: str = "2024", **given: list[Row]) -> list[Row]:
    return sheet(write_annex_a(tables(**given), AS_AT, tmp_path / "a.xlsx", layout), number)


def day(text: str) -> date:
    return date.fromisoformat(text)
