"""Rows of the census as rows of text, each with what names the rows around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.sources.cin_census.census import AROUND
from holdfast.sources.cin_census.declared import ASSESSED, CHILD, PROTECTED, REFERRED, number
from holdfast.sources.cin_census.module import Field, Module
from holdfast.sources.cin_census.numbering import Batch

# The columns that name a row of a module to those inside it, beside its number.
_NAMES = {
    "Child": CHILD,
    "CINdetails": REFERRED,
    "Assessments": ASSESSED,
    "ChildProtectionPlans": PROTECTED,
}


@dataclass(frozen=True)
class Laid:
    """Rows of a module: their cells as text, null where empty, and their lines in the file."""

    cells: pa.Table
    lines: pa.Array

    def __len__(self) -> int:
        return int(self.cells.num_rows)

    def text(self, name: str) -> pa.Array:
        """A column of the cells."""
        return self.cells.column(name).combine_chunks()

    def beside(self, name: str, texts: pa.Array) -> "Laid":
        """The same rows with one more column."""
        return Laid(self.cells.append_column(name, texts), self.lines)


def lay(batch: Batch, module: Module, year: int, around: Mapping[str, Laid]) -> Laid:
    """The rows of a module in the census of a year; ``around`` holds those it lies in."""
    rows = batch.tables[module.name]
    columns = {
        one.name: _texts(batch, module, one)
        for one in module.fields()
        if one.since <= year <= one.until
    }
    outer = AROUND.get(module.name)
    if outer:
        first = batch.tables[outer]["row"][0].as_py() if rows.num_rows else 0
        inside = pc.subtract(rows["inside"], first)
        for name in _inherited(outer, around[outer]):
            columns[name] = around[outer].text(name).take(inside)
    return Laid(pa.table(columns), rows["line"].combine_chunks())


def _inherited(outer: str, laid: Laid) -> Iterator[str]:
    known = {*_NAMES.values(), *(f"{name} begun on one day" for name in _NAMES)}
    return (name for name in laid.cells.column_names if name in known)


def _texts(batch: Batch, module: Module, field: Field) -> pa.Array:
    """The field as it stands in the file, what could not be read too."""
    rows = batch.tables[module.name]
    texts = rows[field.name].cast(pa.string()).combine_chunks()
    bad = [one for one in batch.unreadable if (one.module, one.field) == (module.name, field.name)]
    if not bad:
        return texts
    held = texts.to_pylist()
    first = rows["row"][0].as_py()
    for one in bad:
        held[one.row - first] = one.text
    return pa.array(held, pa.string())
