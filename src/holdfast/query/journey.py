"""A child's journey: everything dated that the record holds, and every clock that ran.

Each entry says where its row came from; each clock says what rule set its due date and who
set the rule. Nothing is left out because it is awkward: a row whose event has no words yet
is told by its table's and column's own.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache

from holdfast.areas import Area
from holdfast.errors import NotFound
from holdfast.journeys.event import Event
from holdfast.journeys.reading import History
from holdfast.journeys.register import EVENTS
from holdfast.query.beside import HolderBeside, beside
from holdfast.query.due import due_for
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.outlook import WAITING, Outlook, Row
from holdfast.query.scope import EVERYBODY, OutOfScope, Scope
from holdfast.record.family import Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, ColumnKind, Table
from holdfast.record.store.by_child import ByChild, by_child

# Told at the head of the page instead.
_AT_THE_HEAD = ("persons", "addresses", "family_links", "linked_identifiers", "mothers")


@dataclass(frozen=True)
class JourneyEntry:
    """One dated thing in a child's record: what, when, what else the row says, its source."""

    day: date
    what: str
    area: Area
    details: tuple[tuple[str, str], ...]
    source: str
    planned: bool


@dataclass(frozen=True)
class Person:
    """Who the child is: what the record's row of the person says; None where it says nothing.

    ``expected`` is the day on which birth is expected, or the estimated day of birth.
    """

    child: str
    forename: str | None = None
    surname: str | None = None
    born: date | None = None
    expected: date | None = None
    died: date | None = None


@dataclass(frozen=True)
class Lead:
    """Who leads a child's case on the day: identifiers, and names where the source gives them.

    ``named`` is False where the worker's name stands for a team or an inbox. ``role`` is the code
    of the part.
    """

    worker: str | None
    full_name: str | None = None
    team: str | None = None
    team_name: str | None = None
    named: bool | None = None
    role: str | None = None


@dataclass(frozen=True)
class Journey:
    """Who the child is, who leads the case and who is beside, what happened, the duties.

    ``history`` are the child's rows by table, as events and spells are read in Python.
    """

    person: Person
    lead: Lead | None
    beside: tuple[HolderBeside, ...]
    entries: tuple[JourneyEntry, ...]
    duties: tuple[ListedDuty, ...]
    history: History = field(default_factory=dict, repr=False, compare=False)


def journey(
    outlook: Outlook,
    child: str,
    laid: ByChild | None = None,
    scope: Scope = EVERYBODY,
    entries: bool = True,
) -> Journey:
    """The journey of one child, entries and duties oldest first.

    Who asks for many journeys gives ``laid`` (see ``lay_by_child``); without it every table
    that may hold the child's rows is read for the one. ``entries`` False leaves them out, for
    whoever reads the history itself. Raises OutOfScope before anything of the child is read, and
    NotFound for a child or a scope that the record does not know.
    """
    if not scope.holds(outlook, child):
        raise OutOfScope(
            "The team or worker asked about holds no child with that identifier on this day.",
            "Check the identifier, or ask for another team, worker or day.",
        )
    rows = laid.rows(child) if laid else _gathered(outlook, child)
    persons = rows.get(Persons.name, [])
    told = _entries(outlook, rows) if entries or not persons else ()
    if not persons and not told:
        raise NotFound(
            "There is no child with that identifier in this snapshot.",
            "Check the identifier in the case system, or import a newer extract.",
        )
    leads = outlook.rows(
        "select h.worker, p.full_name, h.team, t.team_name, h.named, h.role from holders as h "
        "left join professionals as p on p.worker = h.worker "
        "left join teams as t on t.team = h.team where h.child = $child limit 1",
        child=child,
    )
    return Journey(
        _person(persons[0]) if persons else Person(child),
        Lead(**leads[0]) if leads else None,
        tuple(beside(outlook).get(child, ())),
        told,
        tuple(due_for(outlook, child)),
        rows,
    )


def lay_by_child(outlook: Outlook) -> ByChild:
    """All that a journey is told from, laid out to be looked up by child."""
    over = outlook.over.laid.tables if outlook.over and outlook.over.laid else {}
    return by_child(outlook.snapshot, [Persons, *dated_tables()], over)


def _gathered(outlook: Outlook, child: str) -> dict[str, list[Row]]:
    names = [Persons.name, *(table.name for table in dated_tables())]
    return outlook.engine.gather(names, "child", child)


def _person(row: Row) -> Person:
    return Person(**{field.name: row[field.name] for field in fields(Person)})


@cache
def dated_tables() -> tuple[type[Table], ...]:
    """The tables whose rows are about a child and are told in a journey."""
    return tuple(
        table
        for table in TABLES
        if (subject := table.subject())
        and subject.of == "persons"
        and table.name not in _AT_THE_HEAD
    )


def _entries(outlook: Outlook, rows: dict[str, list[Row]]) -> tuple[JourneyEntry, ...]:
    found = []
    for table in dated_tables():
        days = [column for column in table.columns if column.kind is ColumnKind.DAY]
        for row in rows.get(table.name, ()):
            details, read_from = _details(table, row), _source(row)
            told = (column for column in days if row[column.name])
            found += [_entry(outlook, column, row, details, read_from) for column in told]
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.what)))


def _entry(
    outlook: Outlook, column: Column, row: Row, details: tuple[tuple[str, str], ...], source: str
) -> JourneyEntry:
    day = row[column.name]
    # A day that cannot be planned and lies later is one that only a supplement knows.
    planned = column.ahead and day > outlook.day
    return JourneyEntry(day, event_words(column, row), column.table.area, details, source, planned)


def event_words(column: Column, row: Row) -> str:
    """What happened, in the words of the most particular event that the row is."""
    fitting = [e for e in _events(column) if e.where is None or e.where.holds(row)]
    best = max(fitting, key=lambda e: len(e.where.columns()) if e.where else 0, default=None)
    if best is not None:
        return best.name[0].upper() + best.name[1:]
    table = column.table.name.replace("_", " ")
    return f"{table[0].upper()}{table[1:]}: {column.name.replace('_', ' ')}"


@cache
def _events(column: Column) -> tuple[Event, ...]:
    return tuple(event for event in EVENTS if event.at is column)


def _details(table: type[Table], row: Row) -> tuple[tuple[str, str], ...]:
    """What else the row says, in words: its codes and its yes-or-no answers."""
    details = []
    for column in table.columns:
        value = row[column.name]
        if value is None or column.personal:
            continue
        label = column.name.replace("_", " ")
        if column.kind is ColumnKind.FLAG:
            details.append((label, "yes" if value else "no"))
        elif column.kind is ColumnKind.CODE and column.codes:
            details.append((label, str(column.codes.codes.get(value) or value)))
    return tuple(details)


def _source(row: Row) -> str:
    """Where a row came from: file, sheet or table, row."""
    parts = (row.get("source_file"), row.get("source_part"))
    place = ", ".join(part for part in parts if part)
    return f"{place}, row {row['source_row']}" if row.get("source_row") else place


def open_duties(journey: Journey) -> list[ListedDuty]:
    """The child's duties that are open on the day, the most overdue first."""
    waiting = [duty for duty in journey.duties if duty.status in WAITING]
    return sorted(waiting, key=lambda duty: (-duty.days_over, duty.due or date.max))
