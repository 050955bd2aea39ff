"""The tables that a source is given, as rows of text, and what their columns are.

From SSD's folder of CSV files, or from the lists of an Annex A workbook, which are then given
as CSV files; ``spoiling`` spoils them.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from holdfast.clocks.register import CLOCKS
from holdfast.record.assessment import Assessments
from holdfast.record.care import CareEpisodes, CareVisits, Placements
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.missing import MissingEpisodes
from holdfast.record.need import NeedVisits
from holdfast.record.protection import Enquiries, ProtectionPlans, ProtectionVisits
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.record.workforce import Involvements
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.intake.mapping import Cell
from holdfast.sources.made_up.dialects.register import DIALECTS
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssda903.into_record.declared import DECLARED as RETURN_FILES
from holdfast.sources.ssda903.into_record.declared import MADE
from holdfast.sources.text import as_text

# Days of what has happened: one after the extract's own cannot be right. Days that are planned
# or due may lie ahead, and so may the last day of what was agreed for a time.
HAPPENED = frozenset(
    (
        Contacts.received,
        Referrals.received,
        Assessments.started,
        Assessments.authorised,
        NeedVisits.visited,
        Enquiries.started,
        Enquiries.ended,
        ProtectionPlans.started,
        ProtectionVisits.visited,
        CareEpisodes.started,
        CareVisits.visited,
        Placements.started,
        MissingEpisodes.started,
        Involvements.started,
    )
)


@dataclass
class Grid:
    """A table as it is given: headings, and rows of as many cells unless one is spoilt."""

    headings: list[str]
    rows: list[list[str]]

    def copy(self) -> "Grid":
        """The same table, to be spoilt."""
        return Grid(list(self.headings), [list(row) for row in self.rows])


Files = dict[str, Grid]


@dataclass(frozen=True)
class Layout:
    """What a source's columns are, by table and heading, and where its child stands.

    ``words`` are, for a coded column, what the public builds write instead of each text.
    """

    child: Mapping[str, str]
    days: frozenset[tuple[str, str]]
    happened: frozenset[tuple[str, str]]
    codes: frozenset[tuple[str, str]]
    flags: frozenset[tuple[str, str]]
    objects: frozenset[tuple[str, str]]
    words: Mapping[tuple[str, str], Sequence[Mapping[str, str | tuple[str, ...]]]] = field(
        default_factory=dict
    )


def asked_by_clocks() -> frozenset[Column]:
    """Every column that some clock reads: what to spoil where the answers are what counts."""
    return frozenset(column for clock in CLOCKS for column in clock.columns())


def ssd_layout(wanted: Collection[Column] | None = None) -> Layout:
    """The columns of the dataset, by the record's own declarations: all, or those wanted."""
    columns = [
        (name, heading, column)
        for name, projection in PROJECTIONS.items()
        for column, cell in projection.cells.items()
        if isinstance(cell, Cell) and (wanted is None or column in wanted)
        for heading in cell.names
    ]
    subjects = {name: one.table.subject() for name, one in PROJECTIONS.items()}
    child = {name: one.ssd for name, one in subjects.items() if one is not None and one.ssd}
    words: dict[tuple[str, str], list[Mapping[str, str | tuple[str, ...]]]] = {}
    for dialect in DIALECTS.values():
        for name, table in dialect.tables.items():
            for heading, said in table.words.items():
                words.setdefault((name, heading), []).append(said)
    return _layout(child, columns, words)


def annex_a_layout(wanted: Collection[Column] | None = None) -> Layout:
    """The columns of the lists of Annex A, each list under the name ``List <number>``."""
    columns = [
        (f"List {number}", heading, column)
        for number, listed in enumerate(LISTS, 1)
        for projection in listed.projections
        for column, cell in projection.cells.items()
        if isinstance(cell, Cell) and (wanted is None or column in wanted)
        for heading in cell.names
    ]
    child = {f"List {n}": listed.subject.name for n, listed in enumerate(LISTS, 1)}
    return _layout(child, columns, {})


def ssda903_layout() -> Layout:
    """The columns of the looked-after return, by its files; ours beside them are no columns."""
    columns = [
        (declared.table.name, heading, column)
        for declared in RETURN_FILES
        for projection in declared.projections
        for column, cell in projection.cells.items()
        if isinstance(cell, Cell)
        for heading in cell.names
        if heading not in MADE
    ]
    return _layout({one.table.name: "CHILD" for one in RETURN_FILES}, columns, {})


def _layout(
    child: Mapping[str, str],
    columns: Iterable[tuple[str, str, Column]],
    words: Mapping[tuple[str, str], Sequence[Mapping[str, str | tuple[str, ...]]]],
) -> Layout:
    known = list(columns)

    def of(wanted: Callable[[Column], bool]) -> frozenset[tuple[str, str]]:
        return frozenset((name, heading) for name, heading, column in known if wanted(column))

    objects = frozenset((name, heading) for name, heading, _ in known if "_json" in heading)
    return Layout(
        child=child,
        days=of(lambda one: one.kind is ColumnKind.DAY),
        happened=of(lambda one: one in HAPPENED),
        codes=of(lambda one: one.kind is ColumnKind.CODE) - objects,
        flags=of(lambda one: one.kind is ColumnKind.FLAG) - objects,
        objects=objects,
        words=words,
    )


# --- files -----------------------------------------------------------------------------------


def read_folder(folder: Path) -> Files:
    """Every CSV file of a folder, by its name without the ending."""
    found: Files = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            headings, *rows = list(csv.reader(file))
            found[path.stem] = Grid(headings, rows)
    return found


def write_folder(files: Files, folder: Path) -> None:
    """Write them again."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, grid in files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([grid.headings, *grid.rows])


def read_workbook(path: Path) -> Files:
    """The lists of an Annex A workbook as they are saved as CSV: days as dd/mm/yyyy."""
    book = CalamineWorkbook.from_path(path)
    found: Files = {}
    for name in (one for one in book.sheet_names if one.startswith("List")):
        headings, *rows = [
            list(map(_text, row)) for row in book.get_sheet_by_name(name).to_python()
        ]
        found[name.replace("_", " ")] = Grid(headings, rows)
    return found


def _text(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else as_text(cell) or ""
