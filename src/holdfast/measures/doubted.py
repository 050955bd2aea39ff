"""What an import left in doubt, in words: which cells and rows, and whose answers that costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from holdfast.clocks.duty import Why

if TYPE_CHECKING:
    from holdfast.measures.outlook import Outlook, Row

_COUNTED = """
select d.record_table, d.record_column, d.source_column, d.kind, d.what,
  d.next_step, count(distinct d.number) as doubts, count(a.subject) as duties,
  count(distinct a.subject) as children
from doubts as d left join (
  select subject, cause from duties where cause is not null) as a on a.cause = d.number
group by d.record_table, d.record_column, d.source_column, d.kind, d.what, d.next_step
order by children desc, doubts desc, d.record_table, d.record_column, d.kind, d.what"""


def doubts_counted(outlook: Outlook) -> list[Row]:
    """Every doubt of the import, by table, column and kind, those that take most away first.

    Each row has ``table`` and ``column`` (of the record; empty for whole rows), ``source_column``,
    ``kind``, ``what``, ``next_step``, ``doubts`` (how many), and ``duties`` of how many
    ``children`` that cannot be determined because of them. A duty is counted with the first of
    the doubts that touch it.
    """
    rows = outlook.rows(_COUNTED)
    return [
        {"table": row.pop("record_table"), "column": row.pop("record_column"), **row}
        for row in rows
    ]


def told_doubts(outlook: Outlook, numbers: Iterable[int]) -> dict[int, str]:
    """The doubts of these numbers in words for people, down to the row."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    listed = ", ".join(str(int(number)) for number in wanted)
    rows = outlook.rows(
        "select number, source_file, source_part, source_row, source_column, what from doubts "
        f"where number in ({listed})"
    )
    return {row["number"]: _words(row) for row in rows}


def reason(row: Row, told: dict[int, str]) -> str:
    """Why a duty cannot be determined; empty where nothing stands in the way."""
    if not row["why"]:
        return ""
    return told.get(row["cause"], Why[row["why"]].value)


def _words(row: Row) -> str:
    part, file = row["source_part"], row["source_file"]
    where = file if part in ("", file) or file.startswith(part) else f"{file}, {part}"
    place = f"row {row['source_row']} of {where}" if row["source_row"] is not None else where
    what = row["what"].rstrip(".")
    named = row["source_column"]
    if named and not what.startswith(named):
        what = f"{named}: {what[:1].lower()}{what[1:]}"
    return f"{place}: {what}"
