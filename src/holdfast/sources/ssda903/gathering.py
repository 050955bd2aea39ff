"""The files of a return gathered: every table typed, children numbered alike in all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfast.errors import CannotRead
from holdfast.record.schema.shape import ARROW
from holdfast.sources.ssda903.columns import PLACED, ReturnTable
from holdfast.sources.ssda903.finding import find_tables
from holdfast.sources.ssda903.identifying import ReturnHeadings
from holdfast.sources.ssda903.layout import LAST_YEARS, TABLES
from holdfast.sources.ssda903.lists import (
    POSTCODES,
    PROVIDERS,
    postcode_rows,
    provider_rows,
)
from holdfast.sources.ssda903.opening import given_files
from holdfast.sources.ssda903.separated_rows import SeparatedRows
from holdfast.sources.ssda903.troubles import TOLD, CellTrouble, CellTroubles, RefusedRows
from holdfast.sources.ssda903.typed_cells import UNREADABLE, typed_cells

Place = tuple[str, str]

_PARTED = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass
class ReturnReading:
    """A return as it was read.

    ``tables`` are this year's by name and ``last_year`` those of the year before (``_last``), each
    with its rows' places; a table of which no file was given is not there. ``lacking`` says of a
    column (table, name) that its file has not why not, ``refused`` what could not be read at all,
    ``troubles`` which cells could not, ``given`` how many rows each file had. ``children`` counts
    the children of both years: they are numbered from 0.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    last_year: dict[str, pa.Table] = field(default_factory=dict)
    lacking: dict[Place, str] = field(default_factory=dict)
    refused: list[RefusedRows] = field(default_factory=list)
    troubles: list[CellTroubles] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    given: dict[str, int] = field(default_factory=dict)
    lists: dict[str, pa.Table] = field(default_factory=dict)
    children: int = 0


def read_return(path: Path, last_year: Path | None = None) -> ReturnReading:
    """Read a return: a folder of CSV files, a zip of them, one CSV file, or the XML file.

    ``last_year`` is the same of the year before; without it a folder called ``last_year`` inside
    is looked for. What cannot be read is refused by file, column and row. Raises CannotRead where
    no file of the return is found.
    """
    with given_files(path, last_year) as files:
        reading = ReturnReading(notes=list(files.notes))
        _read_all(reading, files.now, last_year=False)
        if not reading.tables:
            first = next((part.what for part in reading.refused), "")
            raise CannotRead(
                f"{path.name} holds no file of the looked-after children return. {first}".strip(),
                "Give the folder with the files as they go to DfE (Header, Episodes and so on).",
            )
        _read_all(reading, files.before, last_year=True)
        if files.providers:
            reading.lists[PROVIDERS.name] = provider_rows(files.providers)
        if files.postcodes:
            reading.lists[POSTCODES.name] = postcode_rows(files.postcodes)
        _number_children(reading)
        return reading


def _read_all(reading: ReturnReading, files: Iterable[tuple[str, Path]], last_year: bool) -> None:
    found = find_tables(files)
    reading.refused += found.refused
    reading.notes += found.notes
    held = reading.last_year if last_year else reading.tables
    without_rows: list[str] = []
    for name, one in found.tables.items():
        table = LAST_YEARS[name] if last_year else one.headings.table
        if not one.from_xml:
            _tell_headings(reading, one.called, one.headings, table.name)
        reading.refused += one.rows.refused
        held[table.name] = _typed(reading, one.called, one.rows, one.headings, table)
        given = held[table.name].num_rows + one.rows.blank + len(one.rows.refused)
        reading.given[f"{table.name} ({one.called})"] = given
        if not given and not one.from_xml:
            without_rows.append(one.called)
        if one.rows.separator != ",":
            by = _PARTED.get(one.rows.separator, "another sign")
            reading.notes.append(f"{one.called} is parted by {by}, and was read; DfE takes commas.")
    if without_rows:
        reading.notes.append(f"Headings and no rows are in {', '.join(without_rows)}.")


def _tell_headings(
    reading: ReturnReading, called: str, headings: ReturnHeadings, table: str
) -> None:
    for name, perhaps in headings.absent.items():
        hint = f" (it has {perhaps}, which may be it)" if perhaps else ""
        why = f"{called} has no column called {name}{hint}"
        reading.lacking[table, name] = why
        step = f"Call the column {name}, as DfE does, and check the file again."
        reading.refused.append(RefusedRows(1, 1, f"{why}.", step))
    for name in headings.repeated:
        what = f"{called} has two columns called {name}; the first was read."
        reading.refused.append(RefusedRows(1, 1, what, "Leave the one that is right."))
    if headings.respelt:
        reading.notes.append(
            f"{called}: DfE writes these headings otherwise, in capitals and without spaces: "
            f"{', '.join(headings.respelt)}."
        )
    unknown = [one for one in headings.unknown if one not in headings.absent.values()]
    if unknown:
        named = ", ".join(unknown[:10])
        reading.notes.append(f"{called} has columns that the return has not: {named}.")


def _typed(
    reading: ReturnReading,
    called: str,
    rows: SeparatedRows,
    headings: ReturnHeadings,
    table: ReturnTable,
) -> pa.Table:
    """The rows of a table typed; blank ones are counted and left out."""
    cells = rows.cells
    used = [cells.column(place) for place in headings.at.values()]
    filled = np.zeros(cells.num_rows, bool)
    for column in used:
        filled |= pc.is_valid(column).to_numpy()
    if not filled.all():
        rows.blank += int((~filled).sum())
        cells, rows.lines = cells.filter(pa.array(filled)), rows.lines[filled]
    columns: dict[str, pa.Array] = {}
    unreadable: dict[int, list[str]] = defaultdict(list)
    for column in table.columns:
        if column.name not in headings.at:
            columns[column.name] = pa.nulls(cells.num_rows, ARROW[column.kind])
            continue
        typed, found = typed_cells(column, cells.column(headings.at[column.name]))
        columns[column.name] = typed
        for trouble, places in found.items():
            _tell_cells(reading, called, table.name, column.name, trouble, places)
            if trouble in UNREADABLE:
                for place in places.tolist():
                    unreadable[place].append(column.name)
    count = cells.num_rows
    marks: list[list[str] | None] = [None] * count
    for place, names in unreadable.items():
        marks[place] = names
    placed = {
        "row": pa.array(np.arange(1, count + 1)),
        "child": pa.nulls(count, pa.int64()),
        "line": pa.array(rows.lines.astype(np.int64)),
        "unreadable": pa.array(marks, PLACED[-1].type)
        if unreadable
        else pa.nulls(count, PLACED[-1].type),
    }
    return pa.table(placed | columns, schema=table.shape())


def _tell_cells(
    reading: ReturnReading,
    called: str,
    table: str,
    column: str,
    trouble: CellTrouble,
    places: np.ndarray,
) -> None:
    rows = tuple(int(place) + 1 for place in places[:TOLD])
    reading.troubles.append(CellTroubles(called, table, column, trouble, rows, len(places)))
    if len(places) > TOLD:
        what = f"{called}, column {column}: {len(places):,} cells hold {trouble}."
        step = f"The first {TOLD} are listed; correct how the column is exported."
        reading.refused.append(RefusedRows(1, 1, what, step))


def _number_children(reading: ReturnReading) -> None:
    """Give the rows of a child one number in every table, this year's children first.

    A row that names no child gets a number of its own: it is nobody else's row.
    """
    held = [(reading.tables, one.name) for one in TABLES]
    held += [(reading.last_year, LAST_YEARS[one.name].name) for one in TABLES]
    held = [(group, name) for group, name in held if name in group]
    numbers = [group[name]["CHILD"] for group, name in held]
    chunks = [chunk for column in numbers for chunk in column.chunks]
    together = pa.chunked_array(chunks, pa.string()).combine_chunks().dictionary_encode()
    known = len(together.dictionary)
    found = together.indices.cast(pa.int64()).to_numpy(zero_copy_only=False).astype(float)
    nobody = np.isnan(found)
    found[nobody] = known + np.arange(nobody.sum())
    at = 0
    for group, name in held:
        rows = group[name]
        mine = found[at : at + rows.num_rows].astype(np.int64)
        at += rows.num_rows
        place = rows.schema.get_field_index("child")
        group[name] = rows.set_column(place, rows.schema.field(place), pa.array(mine))
    reading.children = known + int(nobody.sum())


def batches(
    tables: Mapping[str, pa.Table], children: int, size: int
) -> Iterator[dict[str, pa.Table]]:
    """The tables some children at a time, all rows of a child in one part."""
    if children <= size:
        yield dict(tables)
        return
    for first in range(0, children, size):
        part = {}
        for name, rows in tables.items():
            child = rows["child"]
            wanted = pc.and_(pc.greater_equal(child, first), pc.less(child, first + size))
            part[name] = rows.filter(wanted)
        yield part
