"""Annex A of the record: lists 1 to 11 as a workbook, of the children of whom may be known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from xlsxwriter.exceptions import XlsxWriterException

from holdfast.days import add_months
from holdfast.errors import BadSetting, CannotWrite
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY
from holdfast.record.care import CareVisits
from holdfast.record.contact import Contacts
from holdfast.record.need import NeedVisits
from holdfast.record.protection import ProtectionVisits
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Table
from holdfast.record.workforce import Involvements
from holdfast.sources.annex_a_workbook.layout import LAYOUTS, Cell
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.writing import (
    WorkbookFront,
    WrittenList,
    write_workbook,
)

NOT_THE_TEMPLATE = (
    "Ofsted changes its template: lay the columns beside the one that the inspectors sent. The "
    "layout of 2024 is the newest that was published in full; none newer has been seen."
)


# The largest tables, of which no list reaches further back: contacts of six months, and what was
# done for children whose case, plan or time in care has not ended longer ago.
_RECENT = "where r.received >= $half_year_ago"
_OF_RECENT_CHILDREN = """where r.child in (
  select child from referrals where closed is null or closed >= $half_year_ago
  union select child from protection_plans where ended is null or ended >= $half_year_ago
  union select child from care_episodes where ended is null or ended >= $half_year_ago
  union select child from care_leavers)"""
_LATELY: Mapping[type[Table], str] = {
    Contacts: _RECENT,
    **dict.fromkeys((NeedVisits, ProtectionVisits, CareVisits, Involvements), _OF_RECENT_CHILDREN),
}


class RecordTables(Mapping[str, pa.Table]):
    """The tables of an outlook's record, each fetched when it is first asked for.

    They hold what is laid over the snapshot too, and nobody of whom whoever asks may not know.
    Rows come in one order, whatever order the engine finds them in.
    """

    def __init__(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self._half_year_ago = add_months(outlook.day, -6)
        self._named = {table.name: table for table in TABLES}

    def __getitem__(self, name: str) -> pa.Table:
        table = self._named[name]
        columns = ", ".join(f"r.{column.name}" for column in table.columns)
        subject = table.subject()
        source, values = name, {}
        if subject is not None:
            scoped = EVERYBODY.of(self._outlook, name, subject.name)
            source, values = str(scoped), dict(scoped.values)
        lately = _LATELY.get(table, "")
        if lately:
            values["half_year_ago"] = self._half_year_ago
        found: pa.Table = self._outlook.engine.fetch(
            f"select {columns} from {source} as r {lately} order by {columns}", values
        )
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def annex_a_records(source: PackSource) -> Records:
    """The record as lists are worked out from it. Raises BadSetting for an earlier day.

    What the record knew on an earlier day is another snapshot's to tell: this one has what was
    written since.
    """
    as_at = source.outlook.snapshot.manifest.as_at
    if source.day != as_at:
        raise BadSetting(
            f"Annex A can be written of the snapshot's own day alone, {plain_date(as_at)}.",
            "Leave the day out; or make the snapshot of that day the current one, and ask again.",
        )
    return Records(RecordTables(source.outlook), as_at)


def write_annex_a_of_record(
    source: PackSource, records: Records, path: Path, layout: str
) -> list[WrittenList]:
    """Write the lists in a layout to ``path``. Raises BadSetting, CannotWrite."""
    if layout not in LAYOUTS:
        raise BadSetting(
            f"There is no layout of Annex A called {layout}.", f"Use {' or '.join(LAYOUTS)}."
        )
    # What people entered is in no list.
    lines: list[tuple[Cell, ...]] = list(replace(source, last_entered="").about[1:])
    lines += [("Layouts", NOT_THE_TEMPLATE), *_left_out(source.outlook)]
    front = WorkbookFront(
        "Annex A: child-level data, lists 1 to 11", tuple(lines), source.day, names_gaps=True
    )
    try:
        return write_workbook(records, path, layout, front)
    except XlsxWriterException as error:  # it puts its own error in the place of the disk's
        raise CannotWrite(
            f"Annex A in the layout of {layout} could not be written, and no pack was kept.",
            "Make room on the disk of the data folder, then make the pack again.",
        ) from error


def _left_out(outlook: Outlook) -> Sequence[tuple[Cell, ...]]:
    """How many the workbook leaves out since whoever makes it may not know of them."""
    if outlook.may_know is None:
        return ()
    rows = outlook.everybody.rows("select child from persons")
    left = sum(row["child"] not in outlook.may_know for row in rows)
    said = f"{left}: whoever made this workbook may not see their records"
    return (("Children left out", said),) if left else ()
