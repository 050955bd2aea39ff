"""Which of the files that were given holds which table of the return, as rows of text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.sources.ssda903.identifying import ReturnHeadings, headings_of
from holdfast.sources.ssda903.opening import is_xml
from holdfast.sources.ssda903.separated_rows import SeparatedRows, separated_rows
from holdfast.sources.ssda903.troubles import RefusedRows
from holdfast.sources.ssda903.xml_rows import xml_tables


@dataclass(frozen=True)
class FoundTable:
    """A table as a file gives it; ``from_xml``: the file holds the other tables too."""

    called: str
    rows: SeparatedRows
    headings: ReturnHeadings
    from_xml: bool = False


@dataclass
class FoundTables:
    """The tables by name; what was refused as a whole (rows, by their table, lie in each)."""

    tables: dict[str, FoundTable] = field(default_factory=dict)
    refused: list[RefusedRows] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_tables(files: Iterable[tuple[str, Path]]) -> FoundTables:
    """Open each file and tell by its headings which table it is; the first of each is taken."""
    found = FoundTables()
    for called, path in files:
        try:
            if is_xml(path):
                read = xml_tables(path, called)
                found.refused += read.refused
                found.notes += read.notes
                for rows in read.tables.values():
                    _take(found, called, rows, from_xml=True)
            else:
                _take(found, called, separated_rows(path, called))
        except CannotRead as error:
            found.refused.append(RefusedRows(1, 1, error.what, error.next_step))
    return found


def _take(found: FoundTables, called: str, rows: SeparatedRows, from_xml: bool = False) -> None:
    headings = headings_of(rows.headings)
    if headings is None:
        what = f"{called} has the headings of no file of the return, and was not read."
        step = "Leave it out, or give it the headings that DfE asks for."
        found.refused.append(RefusedRows(1, 1, what, step))
        return
    name = headings.table.name
    if name in found.tables:
        what = f"{called} is a second file of {name}, beside {found.tables[name].called}; "
        step = "Give one file of each; last year's go into a folder of their own."
        found.refused.append(RefusedRows(1, 1, f"{what}it was not read.", step))
        return
    found.tables[name] = FoundTable(called, rows, headings, from_xml)
