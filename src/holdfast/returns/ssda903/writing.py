"""Writes the files of a looked-after return as they go to DfE: CSV, days as day/month/year."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from holdfast.errors import CannotWrite
from holdfast.record.schema.table import ColumnKind
from holdfast.sources.ssda903.columns import ReturnColumn
from holdfast.sources.ssda903.layout import BY_NAME


def write_return(tables: Mapping[str, pa.Table], folder: Path) -> list[Path]:
    """Write a file for each table, with headings where it has no rows. Raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(name, rows, folder) for name, rows in tables.items()]
    except OSError:
        raise CannotWrite(
            "The files of the return cannot be written there.", "Choose another folder with --out."
        ) from None


def _write(name: str, rows: pa.Table, folder: Path) -> Path:
    path, columns = folder / f"{name}.csv", BY_NAME[name].columns
    cells = [
        [as_written(column, value) for value in rows[column.name].to_pylist()] for column in columns
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        writer.writerows(zip(*cells, strict=True))
    return path


def as_written(column: ReturnColumn, value: Any) -> str:
    """A value as the return writes it; nothing where there is none."""
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if column.kind is ColumnKind.DAY else str(value)
