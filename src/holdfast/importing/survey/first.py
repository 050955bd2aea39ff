"""What to correct first: each fault with what it takes away, the worst of them on top.

Which duties a fault takes away is read from the duties themselves: each that cannot be
determined names the doubt that it is in. A fault that left a whole table or column unread takes
away every clock that needs it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from holdfast.clocks.rules.answers import Answer
from holdfast.importing.survey.by_place import COUNTS, group_by_place, most_first
from holdfast.importing.survey.identifying import LEFT_OUT, PADDED
from holdfast.importing.survey.told import Row
from holdfast.query.outlook import Outlook
from holdfast.record.register import table as table_named
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.refusals import told_refusals, told_unreadable

_LACKS = "the source does not carry "
_GIVE = "Give it too, if the case system holds it."
_NO_PLACE = "The dataset has no place for it: these clocks need another source."
_OTHERWISE = (
    "Give it too where the format has a place for it; else these clocks need another source."
)
_STEPS = {
    LEFT_OUT: "Give a row among the persons for each, and export again.",
    PADDED: "Write each child's number in one way in all tables, as text, and export again.",
}

# A fault, and a place: all faults of one column, or of one table's rows, whatever they are.
_FAULT = ("source_file", "part", "source_column", "what", "next_step")
_PLACE = ("part", "source_column")
_DOUBTS = """
(select number, child, record_table, record_column, what, next_step, source_file, source_row,
  coalesce(nullif(source_part, ''), source_file) as part,
  coalesce(source_column, '') as source_column from doubts)"""
# In how many cells it was met (one may become several columns of the record: it is one cell
# still) and of whom; in which columns of the record; and what the duties that name it lost.
_MET = """
select {by}, count(distinct concat(d.source_file, ' ', coalesce(d.source_row, 0))) as cells,
  count(distinct d.child) as named
from {doubts} as d group by {by}"""
_UNREAD = "select distinct {by}, d.record_table, d.record_column from {doubts} as d"
_TAKEN = """
select {by}, count(distinct s.clock) as clocks, count(distinct s.subject) as children,
  count(*) as duties
from standing as s join {doubts} as d on d.number = s.cause
where s.status = 'cannot tell' group by {by}"""

Key = tuple[str, ...]


def first_told(outlook: Outlook, identifiers: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Everything to be corrected, that which takes away the most clocks and children first.

    Each fault by itself; then one row for each place, as ``group_by_place`` gives it, in which
    no cell, child or clock is counted twice.
    """
    lost = _lost(outlook)
    doubted = [_fault(key, counts) for key, counts in _counted(outlook, lost, _FAULT).items()]
    beside = list(_undoubted(outlook))
    for row in identifiers:
        if row["what"] in _STEPS:
            count, step = row["count"], _STEPS[row["what"]]
            beside.append(_fault_told(row["what"], row["where"], count, count, step))
    places = {_where(*key): counts for key, counts in _counted(outlook, lost, _PLACE).items()}
    for fault in beside:
        # No doubt is of its rows, so none of it is counted yet.
        if counts := places.get(fault["where"]):
            counts |= {name: counts[name] + fault[name] for name in COUNTS}
    faults = most_first([*doubted, *beside])
    return faults, group_by_place(faults, places)


def absent_told(outlook: Outlook) -> list[Row]:
    """What the source does not give, with how many clocks it leaves without an answer.

    Not what it gives and could not be read: that is to be corrected.
    """
    lost = _lost(outlook)
    met = outlook.rows("select distinct record_table, record_column from doubts")
    unread = {what for row in met for what in _unread(outlook, row, lost)}
    manifest = outlook.snapshot.manifest
    told = [
        {
            "what": _in_words(what, manifest),
            "clocks": len(clocks),
            "next_step": _step(what, manifest),
        }
        for what, clocks in lost.items()
        if what not in unread
    ]
    return sorted(told, key=lambda one: (one["next_step"] == _NO_PLACE, -one["clocks"]))


def _fault(key: Key, counts: Row) -> Row:
    _, part, column, what, next_step = key
    return {"what": what, "where": _where(part, column), **counts, "next_step": next_step}


def _undoubted(outlook: Outlook) -> Iterator[Row]:
    """What was refused or emptied, and of which no duty can say that it misses it."""
    snapshot = outlook.snapshot
    rows = outlook.rows("select distinct source_file, source_part, source_row from doubts")
    doubted = {tuple(row.values()) for row in rows}
    found: Counter[tuple[str, str, str]] = Counter()
    for one in (*told_refusals(snapshot), *told_unreadable(snapshot)):
        if (one["file"], one["part"], one["row"]) not in doubted:
            where = _where(one["part"] or one["file"], one.get("column") or "")
            found[where, one["what"], one["next_step"]] += 1
    for (where, what, step), cells in found.items():
        yield _fault_told(what, where, cells, 0, step)


def _counted(outlook: Outlook, lost: Mapping[str, set[str]], same: Sequence[str]) -> dict[Key, Row]:
    """``COUNTS`` of the doubts that are the same in these columns."""

    def asked(sql: str) -> list[tuple[Key, Row]]:
        by = ", ".join(f"d.{name}" for name in same)
        rows = outlook.rows(sql.format(by=by, doubts=_DOUBTS))
        return [(tuple(row[name] for name in same), row) for row in rows]

    taken = dict(asked(_TAKEN))
    unread: dict[Key, set[str]] = defaultdict(set)
    for key, row in asked(_UNREAD):
        unread[key].update(_unread(outlook, row, lost))
    nothing = {"clocks": 0, "children": 0, "duties": 0}
    counted = {}
    for key, met in asked(_MET):
        own = taken.get(key, nothing)
        clocks = {clock for what in unread[key] for clock in lost[what]}
        counted[key] = {
            "cells": met["cells"],
            "children": max(own["children"], met["named"]),
            "clocks": own["clocks"] + len(clocks),
            "duties": own["duties"],
        }
    return counted


def _unread(outlook: Outlook, row: Row, lost: Mapping[str, set[str]]) -> Iterator[str]:
    """What clocks lack because this column, or every row of its table, was left unread."""
    table, column = row["record_table"], row["record_column"]
    given = table in outlook.snapshot.manifest.feeds
    for what in lost:
        of, _, names = what.partition(": ")
        if of == table and (not given or column in names.split(", ")):
            yield what


def _lost(outlook: Outlook) -> dict[str, set[str]]:
    """The clocks that have no answer at all, by what they lack, as it is told of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in outlook.answered:
        if one.answer is Answer.CANNOT_TELL and one.why.startswith(_LACKS):
            found[one.why.removeprefix(_LACKS)].add(one.clock.key)
    return found


def _in_words(what: str, manifest: Manifest) -> str:
    """What a clock lacks: a table as a whole, or columns of one that is given."""
    name, _, columns = what.partition(": ")
    in_dataset = table_named(name).ssd if manifest.source == "ssd" else ""
    called = f"{name} ({in_dataset})" if in_dataset else name
    return f"{called}: {columns}" if name in manifest.feeds else called


def _step(what: str, manifest: Manifest) -> str:
    if manifest.source != "ssd":
        return _OTHERWISE
    name, _, columns = what.partition(": ")
    table = table_named(name)
    lacking = [column for column in table.columns if column.name in columns.split(", ")]
    # The dataset has a place for it where it has the table, and of columns at least one.
    has_one = not lacking or any(column.ssd for column in lacking)
    return _GIVE if table.ssd and has_one else _NO_PLACE


def _fault_told(what: str, where: str, cells: int, children: int, step: str) -> Row:
    """A fault of which it is not known what it takes away."""
    told = {"what": what, "where": where, "cells": cells, "children": children}
    return told | {"clocks": 0, "duties": 0, "next_step": step}


def _where(part: str, column: str) -> str:
    return ": ".join(one for one in (part, column) if one)
