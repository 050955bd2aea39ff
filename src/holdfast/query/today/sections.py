"""A team's or a worker's day as sections of rows: what machines read, and the command prints.

The rows are those that the page shows in full, so that who counts them measures the page; ``whole``
gives all of them. ``count`` is of all whom the section is about: whoever stands in no row is
counted. A child may stand in several sections, and no sum of them means anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from holdfast.query.concerns import ConcernTrueOf
from holdfast.query.today.family_rows import NameThatStands, OverdueFamily
from holdfast.query.today.parts import (
    backlog_kinds,
    nobody_shown,
    not_seen_shown,
    steps_are_backlog,
    steps_shown,
)
from holdfast.query.today.team_day import NotListed, TeamDay, WorkerLine
from holdfast.query.today.worker_day import HeldFamily, WorkerDay

Titles = Mapping[str, str]

CHILDREN, DUTIES, WORKERS = "children", "duties", "workers"


@dataclass(frozen=True)
class DayRow:
    """One row of a section: whom it is about, who holds them, and what is so.

    ``what`` is a clock's title or the fact of a concern; ``days`` count from ``since``, or from
    ``due`` where a day was set. ``is_new``: it was not yet so on the last working day.
    """

    children: tuple[str, ...]
    worker: str | None
    standing: str
    what: str
    since: date | None
    due: date | None
    days: int
    last_seen: date | None
    is_new: bool


@dataclass(frozen=True)
class CountedLine:
    """One row of a section that counts: what is counted, and how often."""

    what: str
    count: int


SectionRow = DayRow | CountedLine | WorkerLine


@dataclass(frozen=True)
class DaySection:
    """A section of a day: ``count`` of its ``unit``, of so many ``families`` where of children.

    ``lacking`` is why nothing of it can be determined; ``count`` and ``families`` are None then.
    """

    key: str
    title: str
    unit: str
    count: int | None
    families: int | None = None
    rows: Sequence[SectionRow] = ()
    lacking: str = ""


def team_sections(day: TeamDay, titles: Titles, whole: bool = False) -> tuple[DaySection, ...]:
    """The sections of a team's page; ``titles`` are those of the clocks, by key."""
    names = nobody_shown(day, whole).rows
    unseen = [row for group in not_seen_shown(day, whole) for row in group.rows]
    unheld = [child for name in day.nobody for child in name.children]
    left = [CountedLine(why.value, len(day.left[why])) for why in NotListed if day.left[why]]
    return (
        DaySection(
            "nobody_can_act",
            "Nobody can act for them",
            CHILDREN,
            len({child.child for child in unheld}),
            day.unheld,
            [_named(day, name) for name in names],
        ),
        _of_families(
            "not_seen", "Not seen when they should have been", day.not_seen, _rows(unseen, titles)
        ),
        _of_families("steps_overdue", "Steps overdue", day.steps_apart, _steps(day, titles, whole)),
        _of_concern("unassessed_risk", "Unassessed risk", day.unassessed, day.unassessed_new),
        _of_concern("allocations", "Allocations to look at", day.allocations),
        DaySection("workers", "By worker", WORKERS, len(day.workers), rows=day.workers),
        DaySection(
            "due_in_five_days", "Due by the fifth working day", DUTIES, len(day.week_duties)
        ),
        DaySection("left_undone", "Overdue, not for today", DUTIES, day.not_asked, rows=left),
        _of_concern("open_on_paper", "Open on paper", day.on_paper),
        DaySection("cannot_be_determined", "Cannot be determined", DUTIES, day.unclear),
    )


# The sections of a team's page, by the part that each is of.
_PART_OF = {
    "nobody_can_act": "nobody",
    "not_seen": "unseen",
    "steps_overdue": "steps",
    "unassessed_risk": "unassessed",
}


def told_sections(
    sections: Sequence[DaySection], lacking: Mapping[str, str]
) -> tuple[DaySection, ...]:
    """Sections without a count where nothing of them can be determined, by ``parts_lacking``."""
    return tuple(
        replace(one, count=None, families=None, lacking=lacking[part])
        if (part := _PART_OF.get(one.key, "")) in lacking
        else one
        for one in sections
    )


def worker_sections(day: WorkerDay, titles: Titles) -> tuple[DaySection, ...]:
    """The sections of a worker's page: every family of the worker in one of the first three."""
    parts = (
        ("overdue", "Overdue", day.overdue),
        ("due_in_five_days", "Due by the fifth working day", day.due),
        ("nothing_due", "Nothing due by then", day.quiet),
    )
    return (
        *(
            DaySection(
                key,
                title,
                CHILDREN,
                sum(len(family.children) for family in families),
                len(families),
                [_held(day, family, titles) for family in families],
            )
            for key, title, families in parts
        ),
        _of_concern("allocations", "Your allocations to look at", day.allocations),
        DaySection("to_write_up", "To be written up", DUTIES, day.to_record),
        DaySection("for_managers", "For managers", DUTIES, day.of_managers),
        DaySection("cannot_be_determined", "Cannot be determined", DUTIES, day.unclear),
        DaySection("set_aside", "Set aside for a time", DUTIES, day.set_aside),
    )


def _of_families(
    key: str, title: str, found: Sequence[OverdueFamily], rows: Sequence[SectionRow]
) -> DaySection:
    children = {child for row in found for child in row.children}
    return DaySection(key, title, CHILDREN, len(children), len({row.family for row in found}), rows)


def _of_concern(key: str, title: str, found: Sequence[ConcernTrueOf], new: int = 0) -> DaySection:
    """Children who are counted here, and listed on the page of the concern."""
    rows = [CountedLine("new since the last working day", new)] if new else []
    return DaySection(key, title, CHILDREN, len(found), len({one.family for one in found}), rows)


def _steps(day: TeamDay, titles: Titles, whole: bool) -> Sequence[SectionRow]:
    """The first of them; of a backlog how many there are of each kind, the most first."""
    if whole or not steps_are_backlog(day):
        return _rows(steps_shown(day, whole).rows, titles)
    return [CountedLine(titles[clock], number) for clock, number in backlog_kinds(day)]


def _rows(rows: Sequence[OverdueFamily], titles: Titles) -> list[DayRow]:
    return [
        DayRow(
            children=row.children,
            worker=row.worker,
            standing=row.standing.value,
            what=titles[row.first.clock],
            since=row.first.started,
            due=row.first.due,
            days=row.first.days_over,
            last_seen=row.last_seen,
            is_new=row.is_new,
        )
        for row in rows
    ]


def _named(day: TeamDay, name: NameThatStands) -> DayRow:
    first = name.children[0]
    return DayRow(
        children=tuple(child.child for child in name.children),
        worker=name.worker,
        standing=first.standing.value,
        what=name.fact,
        since=first.since,
        due=None,
        days=(day.day - first.since).days,
        last_seen=None,
        is_new=name.is_new,
    )


def _held(day: WorkerDay, family: HeldFamily, titles: Titles) -> DayRow:
    first = next(iter((*family.overdue, *family.due)), family.next_due)
    return DayRow(
        children=family.children,
        worker=day.worker,
        standing=family.standing.value,
        what=titles[first.clock] if first else _no_day(family),
        since=first.started if first else None,
        due=first.due if first else None,
        days=first.days_over if first else 0,
        last_seen=family.last_seen,
        is_new=False,
    )


def _no_day(family: HeldFamily) -> str:
    return "cannot be determined" if family.unclear else "no day is set"
