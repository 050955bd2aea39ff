"""The numbers of children as ``ssd_person`` writes them, and children whom it does not have.

A number that has been through a spreadsheet in one table and not in another stands as 123 there and
as 00123, '123, ="123" or 1,123 here; some systems do not tell k1 from K1; and a child who was
entered twice has the number of before in ``ssd_linked_identifiers``. They are one child where
ssd_person knows one child by that number, and uses leading zeros, or case, to tell no two children
apart. Keys of rows are left as they stand: nothing lists them all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.family import LinkedIdentifiers, Persons
from holdfast.record.store.manifest import Note
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, RawTable
from holdfast.sources.ssd.declared import AS_WRITTEN_HEADING, PROJECTIONS
from holdfast.sources.ssd.files.part import SourcePart, with_column
from holdfast.sources.ssd.files.reading_parts import read_columns

_ZEROS = "rows whose child ssd_person writes with other leading zeros, read as that child"
_OTHERWISE = (
    "rows whose child ssd_person writes otherwise, or has under a later number, read as that child"
)
# What spreadsheets and exports put around a number, or between its figures.
_WRAPPED = re.compile(r"""=?\s*["'’‘`]*\s*(.*?)\s*["'’`]*""", re.DOTALL)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_FRACTION = re.compile(r"([0-9]+)\.0+")

_STRANGERS = "children who are not in ssd_person: they stay children"


class ChildNumbers:
    """Reads the children of every table as ssd_person writes them."""

    def __init__(self, parts: Mapping[str, SourcePart], as_at: date) -> None:
        self._parts = parts
        self._as_at = as_at
        self._rewritten: Counter[tuple[str, str]] = Counter()
        self._strangers: defaultdict[str, set[str]] = defaultdict(set)
        self._forms: dict[Callable[[str], str], Mapping[str, str]] = {}

    def notes(self) -> list[Note]:
        """How many rows were read as another number, and how many children are strangers."""
        told = [Note(*where, count) for where, count in self._rewritten.items()]
        return told + [Note(name, _STRANGERS, len(them)) for name, them in self._strangers.items()]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every child of ssd_person, none where the source has no such table."""
        return frozenset(self._known.to_pylist())

    def has_strangers(self, table: str) -> bool:
        """Whether a child was met in that table, so far, whom ssd_person does not have."""
        return bool(self._strangers.get(table))

    def add(self, raw: RawTable) -> RawTable:
        """The table with its children as ssd_person writes them beside it, if that differs."""
        subject = PROJECTIONS[raw.name].table.subject()
        if subject is None or subject.table is Persons or Persons.ssd not in self._parts:
            return raw
        cell, columns = PROJECTIONS[raw.name].cells[subject], Columns(raw, self._as_at)
        # Only speed: whether every child is one of ssd_person, before any is read.
        names = filter(columns.heading, cell.names if isinstance(cell, Cell) else ())
        if not any(pc.any(self.strange(columns.text(name))).as_py() for name in names):
            return raw
        given = columns.values(cell, subject)
        written = self.as_written(given)
        if strangers := written.filter(self.strange(written)).unique().to_pylist():
            self._strangers[raw.name].update(strangers)
        changed = pc.fill_null(pc.not_equal(given, written), False)
        if not pc.any(changed).as_py():
            return raw
        self._count(raw.name, given.filter(changed), written.filter(changed))
        return with_column(raw, AS_WRITTEN_HEADING, written)

    def _count(self, table: str, given: pa.Array, written: pa.Array) -> None:
        pairs = Counter(zip(given.to_pylist(), written.to_pylist(), strict=True))
        for (one, other), count in pairs.items():
            zeros = _figures(one) and _figures(one) == _figures(other)
            self._rewritten[table, _ZEROS if zeros else _OTHERWISE] += count

    def as_written(self, children: pa.Array) -> pa.Array:
        """These children, each as ssd_person writes the number."""
        strangers = children.filter(self.strange(children)).unique().to_pylist()
        as_written = {one: self._meant(one) for one in strangers}
        as_written = {one: other for one, other in as_written.items() if other}
        if not as_written:
            return children
        places = pc.index_in(children, pa.array(as_written, pa.string()))
        return pc.coalesce(pa.array(as_written.values(), pa.string()).take(places), children)

    def strange(self, children: pa.Array) -> pa.Array:
        """Whether each of these is a child whom ssd_person does not have; a blank one is not."""
        return pc.and_(pc.is_valid(children), pc.invert(pc.is_in(children, self._known)))

    def _meant(self, number: str) -> str | None:
        """The one child of ssd_person whom this number means, if there is one."""
        bare = _bare(number)
        return self._plainly(number) or self._former.get(number) or self._former.get(bare)

    @cached_property
    def _known(self) -> pa.Array:
        rows = read_columns(self._parts, (Persons.child,), self._as_at)
        if rows is None:
            return pa.array([], pa.string())
        return pc.unique(rows[Persons.child.name].drop_null())

    def _by(self, form: Callable[[str], str]) -> Mapping[str, str]:
        """The child by a form of its number; none where that form does not tell children apart."""
        if form not in self._forms:
            formed = [(form(_bare(one)), one) for one in self.known]
            formed = [(made, one) for made, one in formed if made]
            found = dict(formed)
            self._forms[form] = found if len(found) == len(formed) else {}
        return self._forms[form]

    @cached_property
    def _former(self) -> Mapping[str, str]:
        """The child by another number that ssd_linked_identifiers gives of that child alone."""
        columns = (LinkedIdentifiers.child, LinkedIdentifiers.value)
        rows = read_columns(self._parts, columns, self._as_at)
        if rows is None:
            return {}
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for child, number in zip(*(rows[one.name].to_pylist() for one in columns), strict=True):
            if child and number:
                owners[number].add(child if child in self.known else self._plainly(child))
        return {
            number: next(iter(them))
            for number, them in owners.items()
            if len(them) == 1 and "" not in them
        }

    def _plainly(self, number: str) -> str:
        """The child whom a number means without asking for former ones; nothing if nobody."""
        bare = _bare(number)
        found = self._by(_bare).get(bare) or self._by(_figures).get(_figures(bare))
        return found or self._by(str.casefold).get(bare.casefold()) or ""


def _figures(number: str) -> str:
    """A number in figures without its leading zeros; nothing for another."""
    return number.lstrip("0") if number.isascii() and number.isdigit() else ""


def _bare(number: str) -> str:
    """A number without the quotation marks, the sign of a formula and the commas put to it."""
    wrapped = _WRAPPED.fullmatch(number)
    bare = wrapped[1] if wrapped else number
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    fraction = _FRACTION.fullmatch(bare)
    return fraction[1] if fraction else bare
