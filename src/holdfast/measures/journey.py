"""A child's journey: everything dated that the record holds, and every clock that ran.

Each entry says where its row came from; each clock says what rule set its due date and who
set the rule. Nothing is left out because it is awkward: a row whose event has no words yet
is told by its table's and column's own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.engine.quoting import quote
from holdfast.errors import NotFound
from holdfast.journeys.event import Event
from holdfast.journeys.register import EVENTS
from holdfast.measures.due import STATUSES, Wanted, due
from holdfast.measures.outlook import Outlook, Row
from holdfast.record.register import TABLES
from holdfast.record.table import Column, Kind, Table

# The relation that ``index_children`` names: which tables hold rows about which child.
TOLD = "told"

# A table held for journeys, and the rows that a snapshot may have for its tables to be held.
HELD = "held_{}"
MOST_HELD = 5_000_000

# Told at the head of the page instead.
_NOT_TOLD = ("persons", "addresses", "family_links", "linked_identifiers", "mothers")


@dataclass(frozen=True)
class Entry:
    """One dated thing in a child's record: what, when, what else the row says, its source."""

    day: date
    what: str
    area: Area
    details: tuple[tuple[str, str], ...]
    source: str
    planned: bool


@dataclass(frozen=True)
class Journey:
    """A child's person row, who holds the child, what happened, and the clocks."""

    person: Row
    holder: Row | None
    entries: tuple[Entry, ...]
    duties: tuple[Row, ...]


def journey(outlook: Outlook, child: str, tables: Collection[str] | None = None) -> Journey:
    """The journey of one child, entries and duties oldest first. Raises NotFound.

    ``tables`` are those that may hold the child's rows (see ``tables_about``); all when None.
    """
    told_in = [t for t in _told_tables() if tables is None or t.name in tables]
    place = "{}" if tables is None else HELD
    names = {table: place.format(table.name) for table in told_in}
    gathered = outlook.engine.gather(["persons", *names.values()], "child", child)
    person = gathered["persons"]
    rows = ((table, row) for table, name in names.items() for row in gathered[name])
    found = (entry for table, row in rows for entry in _row_entries(outlook, table, row))
    entries = sorted(found, key=lambda entry: (entry.day, entry.what))
    if not person and not entries:
        raise NotFound(
            "There is no child with that identifier in this snapshot.",
            "Check the identifier in the case system, or import a newer extract.",
        )
    holders = outlook.rows(_holder_sql(child))
    wanted = Wanted(statuses=STATUSES["all"], child=child)
    told = tuple(due(outlook, wanted, sort="started"))
    return Journey(
        person[0] if person else {"child": child},
        holders[0] if holders else None,
        tuple(entries),
        told,
    )


def index_children(outlook: Outlook) -> str:
    """Name ``TOLD`` on the outlook's engine: child, told (a table that holds its rows).

    To open a file costs more than to read one child's rows in it, and most children are in
    few of the tables: who asks for many journeys asks this first. Tables of a size to hold
    are then held in memory in order of child, so that one child's are found at once.
    """
    held = sum(outlook.snapshot.manifest.rows.values()) <= MOST_HELD
    for table in _told_tables():
        sql = f"select * from {table.name}{' order by child' if held else ''}"
        outlook.engine.define(HELD.format(table.name), sql, keep=held)
    arms = (f"select distinct child, '{t.name}' as told from {t.name}" for t in _told_tables())
    outlook.engine.define(TOLD, " union all ".join(arms), keep=True)
    return TOLD


def tables_about(outlook: Outlook, child: str) -> frozenset[str]:
    """The tables that hold rows about a child, once ``index_children`` has been asked."""
    rows = outlook.rows(f"select told from {TOLD} where child = {quote(child)}")
    return frozenset(row["told"] for row in rows)


def _holder_sql(child: str) -> str:
    return (
        "select h.worker, h.team, h.named, p.full_name, t.team_name from holders as h "
        "left join professionals as p on p.worker = h.worker "
        f"left join teams as t on t.team = h.team where h.child = {quote(child)} limit 1"
    )


def _told_tables() -> list[type[Table]]:
    return [
        table
        for table in TABLES
        if (subject := table.subject()) and subject.of == "persons" and table.name not in _NOT_TOLD
    ]


def _row_entries(outlook: Outlook, table: type[Table], row: Row) -> list[Entry]:
    days = [column for column in table.columns if column.kind is Kind.DAY and row[column.name]]
    return [_entry(outlook, table, column, row) for column in days]


def _entry(outlook: Outlook, table: type[Table], column: Column, row: Row) -> Entry:
    day = row[column.name]
    return Entry(
        day, _words(column, row), table.area, _details(table, row), source(row), day > outlook.day
    )


def _words(column: Column, row: Row) -> str:
    """What happened, in the words of the most particular event that the row is."""
    fitting = [e for e in EVENTS if e.at is column and (e.where is None or e.where.holds(row))]
    best = max(fitting, key=_particular, default=None)
    if best is not None:
        return best.name[0].upper() + best.name[1:]
    table = column.table.name.replace("_", " ")
    return f"{table[0].upper()}{table[1:]}: {column.name.replace('_', ' ')}"


def _particular(event: Event) -> int:
    return len(event.where.columns()) if event.where else 0


def _details(table: type[Table], row: Row) -> tuple[tuple[str, str], ...]:
    """What else the row says, in words: its codes and its yes-or-no answers."""
    told = []
    for column in table.columns:
        value = row[column.name]
        if value is None or column.personal:
            continue
        label = column.name.replace("_", " ")
        if column.kind is Kind.FLAG:
            told.append((label, "yes" if value else "no"))
        elif column.kind is Kind.CODE and column.codes:
            told.append((label, str(column.codes.codes.get(value) or value)))
    return tuple(told)


def source(row: Row) -> str:
    """Where a row came from: file, sheet or table, row."""
    parts = (row.get("source_file"), row.get("source_part"))
    place = ", ".join(part for part in parts if part)
    return f"{place}, row {row['source_row']}" if row.get("source_row") else place


def open_duties(told: Journey) -> list[Row]:
    """The child's duties that are open on the day, the most overdue first."""
    open_ = {Status.OVERDUE, Status.DUE_SOON, Status.RUNNING, Status.CANNOT_TELL}
    held = [row for row in told.duties if row["status"] in open_]
    return sorted(held, key=lambda row: (-row["days_over"], row["due"] or date.max))
