"""The numbers of children as ``ssd_person`` writes them, and children whom it does not have.

A number that has been through a spreadsheet in one table and not in another stands as 123 there and
as 00123 here. They are one child where ssd_person knows one child by that number, and uses leading
zeros to tell no two children apart. Keys of rows are left as they stand: nothing lists them all.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.family import Persons
from holdfast.record.manifest import Note
from holdfast.sources.columns import Columns
from holdfast.sources.mapping import Cell, Origin, RawTable
from holdfast.sources.ssd.declared import AS_WRITTEN_HEADING, PROJECTIONS
from holdfast.sources.ssd.part import Part, with_column
from holdfast.sources.ssd.reading_parts import read_columns

_ZEROS = "rows whose child ssd_person writes with other leading zeros, read as that child"
_STRANGERS = "children who are not in ssd_person: they stay children"


class ChildNumbers:
    """Reads the children of every table as ssd_person writes them."""

    def __init__(self, parts: Mapping[str, Part], as_at: date) -> None:
        self._parts = parts
        self._as_at = as_at
        self._rewritten: Counter[str] = Counter()
        self._strangers: defaultdict[str, set[str]] = defaultdict(set)

    def notes(self) -> list[Note]:
        """How many rows were read as another number, and how many children are strangers."""
        zeros = [Note(name, _ZEROS, count) for name, count in self._rewritten.items()]
        return zeros + [Note(name, _STRANGERS, len(them)) for name, them in self._strangers.items()]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every child of ssd_person, none where the source has no such table."""
        return frozenset(self._known.to_pylist())

    def add(self, raw: RawTable) -> RawTable:
        """The table with its children as ssd_person writes them beside it, if that differs."""
        subject = PROJECTIONS[raw.name].table.subject()
        if subject is None or subject.table is Persons or Persons.ssd not in self._parts:
            return raw
        cell, columns = PROJECTIONS[raw.name].cells[subject], Columns(raw, self._as_at)
        if self._knows_them_as_they_stand(cell, columns):
            return raw
        given = columns.values(cell, subject)
        written = self.as_written(given)
        if strangers := written.filter(self._strange(written)).unique().to_pylist():
            self._strangers[raw.name].update(strangers)
        count = pc.sum(pc.not_equal(given, written)).as_py() or 0
        if not count:
            return raw
        self._rewritten[raw.name] += count
        return with_column(raw, AS_WRITTEN_HEADING, written)

    def _knows_them_as_they_stand(self, cell: Origin, columns: Columns) -> bool:
        """Only speed: whether every child is one of ssd_person before any is read."""
        names = filter(columns.heading, cell.names if isinstance(cell, Cell) else ())
        return not any(pc.any(self._strange(columns.text(name))).as_py() for name in names)

    def as_written(self, children: pa.Array) -> pa.Array:
        """These children, each as ssd_person writes the number."""
        strangers = children.filter(self._strange(children)).unique().to_pylist()
        as_written = {one: self._by_figures.get(_figures(one)) for one in strangers}
        as_written = {one: other for one, other in as_written.items() if other}
        if not as_written:
            return children
        places = pc.index_in(children, pa.array(as_written, pa.string()))
        return pc.coalesce(pa.array(as_written.values(), pa.string()).take(places), children)

    def _strange(self, children: pa.Array) -> pa.Array:
        return pc.and_(pc.is_valid(children), pc.invert(pc.is_in(children, self._known)))

    @cached_property
    def _known(self) -> pa.Array:
        rows = read_columns(self._parts, (Persons.child,), self._as_at)
        if rows is None:
            return pa.array([], pa.string())
        return pc.unique(rows[Persons.child.name].drop_null())

    @cached_property
    def _by_figures(self) -> Mapping[str, str]:
        """The child by its number without leading zeros; none if those tell children apart."""
        figures = {one: bare for one in self.known if (bare := _figures(one))}
        if len(set(figures.values())) < len(figures):
            return {}
        return {bare: one for one, bare in figures.items()}


def _figures(number: str) -> str:
    """A number in figures without its leading zeros; nothing for another."""
    return number.lstrip("0") if number.isascii() and number.isdigit() else ""
