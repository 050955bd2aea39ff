"""What an import left in doubt, in words: which cells and rows, and whose answers that costs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from holdfast.clocks.duty import Why

if TYPE_CHECKING:
    from holdfast.query.outlook import Outlook, Row

# So many wordings of one kind of doubt are told; the others are counted.
MOST_WORDINGS = 3

# What is counted together: whatever was met of one kind in one column, however it is worded.
_GROUP = ("record_table", "record_column", "source_column", "kind")
_BY = ", ".join(_GROUP)

_COUNTED = f"""
select {_BY}, count(distinct d.number) as doubts, count(a.subject) as duties,
  count(distinct a.subject) as children
from doubts as d left join (
  select subject, cause from duties where cause is not null) as a on a.cause = d.number
group by {_BY}
order by children desc, doubts desc, {_BY}"""

_WORDINGS = f"""
select {_BY}, what, next_step, count(*) as times from doubts group by {_BY}, what, next_step
order by times desc, what, next_step"""


def doubts_counted(outlook: Outlook) -> list[Row]:
    """Every doubt of the import, by table, column and kind, those that take most away first.

    Each row has ``table`` and ``column`` (of the record; empty for whole rows), ``source_column``,
    ``kind``, ``what``, ``next_step``, ``doubts`` (how many), and ``duties`` of how many
    ``children`` that cannot be determined because of them. A duty is counted with the first of
    the doubts that touch it. ``what`` tells the most frequent wordings, ``next_step`` is what to
    do about the first of them.
    """
    wordings: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in outlook.rows(_WORDINGS):
        wordings[_group(row)].append(row)
    return [
        {
            "table": row["record_table"],
            "column": row["record_column"],
            "source_column": row["source_column"],
            "kind": row["kind"],
            **_told(wordings[_group(row)]),
            **{name: row[name] for name in ("doubts", "duties", "children")},
        }
        for row in outlook.rows(_COUNTED)
    ]


def _group(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _GROUP)


def _told(wordings: list[Row]) -> Row:
    """How a kind of doubt is worded, the most frequent first, and the step of that one."""
    times: Counter[str] = Counter()
    for row in wordings:
        times[row["what"]] += row["times"]
    told = [what for what, _ in times.most_common()]
    step = next(row["next_step"] for row in wordings if row["what"] == told[0])
    return {"what": _joined(told), "next_step": step}


def _joined(told: list[str]) -> str:
    """One wording as it stands; several as sentences, and how many more there are.

    No letter is made a capital: a wording may begin with a heading of the source.
    """
    if len(told) == 1:
        return told[0]
    left = len(told) - MOST_WORDINGS
    shown = [f"{what.rstrip('.')}." for what in told[:MOST_WORDINGS]]
    return " ".join([*shown, *([f"And {left:,} more."] if left > 0 else [])])


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
