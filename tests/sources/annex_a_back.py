"""Our own workbook imported, and written again from what the import made of it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.annex_a_workbook.not_read_back import CHILD, NOT_READ_BACK
from holdfast.sources.annex_a_workbook.register import LISTS
from holdfast.sources.made_up import write_annex_a
from tests.sources.annex_a_lists import AS_AT, Row, Tables, sheet
from tests.sources.annex_a_made import imported

Lists = Mapping[int, list[Row]]


def tables_of(snapshot: Snapshot) -> Tables:
    """The record's tables as a snapshot holds them, each with all its columns."""
    found = {}
    for table in TABLES:
        schema = arrow_schema(table)
        if table.name not in snapshot.tables():
            found[table.name] = schema.empty_table()
            continue
        held = pq.read_table(snapshot.path(table.name))
        found[table.name] = pa.table(
            [
                held.column(one.name).cast(one.type)
                if one.name in held.schema.names
                else pa.nulls(len(held), one.type)
                for one in schema
            ],
            schema=schema,
        )
    return found


def lists_of(path: Path, layout: str) -> Lists:
    """Every list of a workbook, its rows by the headings of the later layout."""
    found = {}
    for listed in LISTS:
        names = [column.heading for column in listed.within(layout)]
        rows = sheet(path, listed.number)
        found[listed.number] = [dict(zip(names, row.values(), strict=True)) for row in rows]
    return found


def there_and_back(tables: Tables, folder: Path, layout: str) -> tuple[Lists, Lists, Snapshot]:
    """The lists as written, as written again from their import, and what was imported."""
    folder.mkdir(exist_ok=True)
    path = write_annex_a(tables, AS_AT, folder / "annex_a.xlsx", layout)
    back = imported(path, as_at=AS_AT)
    again = write_annex_a(tables_of(back), AS_AT, folder / "again.xlsx", layout)
    return lists_of(path, layout), lists_of(again, layout), back


def compared(lists: Lists, number: int) -> Counter[tuple[tuple[str, Any], ...]]:
    """The rows of a list, each once, without the cells that are declared not to come back."""
    on = {one: {row.get(CHILD) for row in rows} for one, rows in lists.items()}
    found: Counter[tuple[tuple[str, Any], ...]] = Counter()
    for row in lists[number]:
        left_out = {
            name
            for one in NOT_READ_BACK
            if one.number == number and one.where(row, on)
            for name in one.columns
        }
        found[tuple((name, cell) for name, cell in row.items() if name not in left_out)] = 1
    return found


def difference(before: Lists, after: Lists) -> list[str]:
    """What did not come back, and what came that was not there, in words; nothing where all did."""
    told = []
    for number in before:
        one, other = compared(before, number), compared(after, number)
        lost, came = ([dict(row) for row in rows] for rows in (one - other, other - one))
        for row in lost:
            same = (other for other in came if next(iter(other.values())) == row[next(iter(row))])
            twin = next(same, None)
            cells = {name: (cell, twin.get(name)) for name, cell in row.items()} if twin else {}
            changed = {name: two for name, two in cells.items() if two[0] != two[1]}
            told.append(f"list {number}, lost: {changed or row}")
        told += (
            [f"list {number}: {len(came)} came for {len(lost)}"] if len(came) > len(lost) else []
        )
    return told
