"""What to correct first: each fault with what it takes away, the worst of them on top.

Which duties a fault takes away is read from the duties themselves: each that cannot be
determined names the doubt that it is in. A fault that left a whole table or column unread takes
away every clock that needs it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from holdfast.clocks.answers import Answer
from holdfast.measures.outlook import Outlook
from holdfast.measures.survey.identifying import LEFT_OUT, PADDED
from holdfast.measures.survey.told import Row
from holdfast.record.manifest import Feed, Manifest
from holdfast.record.refusals import told_refusals, told_unreadable
from holdfast.record.register import table as table_named

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

_SAME = ("source_file", "source_part", "source_column", "what", "next_step")
_BY = ", ".join(f"d.{name}" for name in _SAME)
# What was met, where, and in how many rows; then what the duties that name it lost.
_MET = f"""
select {_BY}, d.record_table, d.record_column, count(distinct coalesce(d.source_row, 0)) as cells,
  count(distinct d.child) as named
from doubts as d group by {_BY}, d.record_table, d.record_column"""
_TAKEN = f"""
select {_BY}, count(distinct s.clock) as clocks, count(distinct s.subject) as children,
  count(*) as duties
from standing as s join doubts as d on d.number = s.cause
where s.status = 'cannot tell' group by {_BY}"""

Fault = tuple[str | None, ...]


@dataclass
class _Met:
    """A fault as it was met, in one column of one part of the source."""

    cells: int = 0
    named: int = 0
    unread: set[str] = field(default_factory=set)


def first_told(outlook: Outlook, identifiers: Sequence[Row]) -> list[Row]:
    """Everything to be corrected, that which takes away the most clocks and children first."""
    told = [*_doubts(outlook), *_undoubted(outlook), *_identifiers(identifiers)]
    return sorted(told, key=lambda one: (-one["clocks"], -one["children"], -one["cells"]))


def absent_told(outlook: Outlook) -> list[Row]:
    """What the source does not give, with how many clocks it leaves without an answer.

    Not what it gives and could not be read: that is to be corrected.
    """
    lost = _lost(outlook)
    unread = {what for one in _met(outlook, lost).values() for what in one.unread}
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


def _doubts(outlook: Outlook) -> Iterator[Row]:
    lost = _lost(outlook)
    taken = {_fault(row): row for row in outlook.rows(_TAKEN)}
    nothing = {"clocks": 0, "children": 0, "duties": 0}
    for fault, met in _met(outlook, lost).items():
        place, own = dict(zip(_SAME, fault, strict=True)), taken.get(fault, nothing)
        unread = {key for what in met.unread for key in lost[what]}
        yield {
            "what": place["what"],
            "where": _place(place),
            "cells": met.cells,
            "children": max(own["children"], met.named),
            "clocks": own["clocks"] + len(unread),
            "duties": own["duties"],
            "next_step": place["next_step"],
        }


def _undoubted(outlook: Outlook) -> Iterator[Row]:
    """What was refused or emptied, and of which no duty can say that it misses it."""
    snapshot = outlook.snapshot
    rows = outlook.rows("select distinct source_file, source_part, source_row from doubts")
    doubted = {tuple(row.values()) for row in rows}
    found: Counter[tuple[str, str, str]] = Counter()
    for one in (*told_refusals(snapshot), *told_unreadable(snapshot)):
        if (one["file"], one["part"], one["row"]) not in doubted:
            place = {"source_part": one["part"], "source_file": one["file"]}
            where = _place(place | {"source_column": one.get("column")})
            found[where, one["what"], one["next_step"]] += 1
    for (where, what, step), cells in found.items():
        yield _fault_told(what, where, cells, 0, step)


def _met(outlook: Outlook, lost: Mapping[str, set[str]]) -> dict[Fault, _Met]:
    found: dict[Fault, _Met] = defaultdict(_Met)
    feeds = outlook.snapshot.manifest.feeds
    for row in outlook.rows(_MET):
        met = found[_fault(row)]
        # One cell may become several columns of the record: it is one cell still.
        met.cells, met.named = max(met.cells, row["cells"]), max(met.named, row["named"])
        met.unread |= set(_unread(row["record_table"], row["record_column"], lost, feeds))
    return found


def _unread(
    table: str, column: str, lost: Mapping[str, set[str]], feeds: Mapping[str, Feed]
) -> Iterator[str]:
    """What clocks lack because this column, or every row of its table, was left unread."""
    for what in lost:
        of, _, names = what.partition(": ")
        if of == table and (table not in feeds or column in names.split(", ")):
            yield what


def _lost(outlook: Outlook) -> dict[str, set[str]]:
    """The clocks that have no answer at all, by what they lack, as it is told of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in outlook.answered:
        if one.answer is Answer.CANNOT_TELL and one.why.startswith(_LACKS):
            found[one.why.removeprefix(_LACKS)].add(one.clock.key)
    return found


def _fault(row: Row) -> Fault:
    return tuple(row[name] for name in _SAME)


def _in_words(what: str, manifest: Manifest) -> str:
    """What a clock lacks: a table as a whole, or columns of one that is given."""
    name, _, columns = what.partition(": ")
    in_dataset = table_named(name).ssd if manifest.source == "ssd" else ""
    called = f"{name} ({in_dataset})" if in_dataset else name
    return f"{called}: {columns}" if name in manifest.feeds else called


def _step(what: str, manifest: Manifest) -> str:
    if manifest.source != "ssd":
        return _OTHERWISE
    return _GIVE if _has_a_place(what) else _NO_PLACE


def _has_a_place(what: str) -> bool:
    """Whether the dataset has the table, and of columns at least one."""
    name, _, columns = what.partition(": ")
    table = table_named(name)
    lacking = [one for one in table.columns if one.name in columns.split(", ")]
    return bool(table.ssd) and (not lacking or any(one.ssd for one in lacking))


def _identifiers(told: Sequence[Row]) -> Iterator[Row]:
    for one in told:
        if one["what"] in _STEPS:
            count, step = one["count"], _STEPS[one["what"]]
            yield _fault_told(one["what"], one["where"], count, count, step)


def _fault_told(what: str, where: str, cells: int, children: int, step: str) -> Row:
    """A fault of which it is not known what it takes away."""
    told = {"what": what, "where": where, "cells": cells, "children": children}
    return told | {"clocks": 0, "duties": 0, "next_step": step}


def _place(place: Mapping[str, str | None]) -> str:
    parts = (place["source_part"] or place["source_file"], place["source_column"])
    return ": ".join(one for one in parts if one)
