"""How much of a team's day a page shows in full: a few rows of each part, and the number of others.

Whatever became so since the last working day is named even beyond that, so that nothing new has
to be looked for.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from holdfast.query.concerns import ChildIsOn
from holdfast.query.today.family_rows import NameThatStands, OverdueFamily
from holdfast.query.today.team_day import TeamDay

NOBODY_ROWS = 4
STEP_ROWS = 3
# A longer list of steps is no list to work through: its kinds are counted instead.
BACKLOG = 20
# Rows of each group of those not seen, by how many groups there are.
SEEN_ROWS = {1: (5,), 2: (3, 2), 3: (2, 2, 1), 4: (2, 1, 1, 1)}

GROUPS = {
    "On a protection plan or under enquiry": (ChildIsOn.PLAN, ChildIsOn.ENQUIRY),
    "In care": (ChildIsOn.CARE,),
    "In need": (ChildIsOn.NEED,),
    "Referred, with no plan": (ChildIsOn.CASE, ChildIsOn.NOTHING),
}

Shown = TypeVar("Shown", OverdueFamily, NameThatStands)


@dataclass(frozen=True)
class CappedRows(Generic[Shown]):
    """The rows shown in full, the others that are new, and how many more there are beside both."""

    title: str
    rows: tuple[Shown, ...]
    new: tuple[Shown, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.rows) + len(self.new) + self.more


def nobody_shown(day: TeamDay, whole: bool = False) -> CappedRows[NameThatStands]:
    """Children for whom nobody can act, by the name that stands."""
    return _capped("", day.nobody, len(day.nobody) if whole else NOBODY_ROWS)


def not_seen_shown(day: TeamDay, whole: bool = False) -> tuple[CappedRows[OverdueFamily], ...]:
    """Families not seen when due, in groups by what the child is on."""
    groups = [
        (title, [row for row in day.not_seen if row.standing in standings])
        for title, standings in GROUPS.items()
    ]
    held = [(title, rows) for title, rows in groups if rows]
    caps = SEEN_ROWS.get(len(held), ())
    return tuple(
        _capped(title, rows, len(rows) if whole else caps[place])
        for place, (title, rows) in enumerate(held)
    )


def steps_shown(day: TeamDay, whole: bool = False) -> CappedRows[OverdueFamily]:
    """Families with a step overdue who do not stand among those not seen; none of a backlog."""
    if not whole and steps_are_backlog(day):
        return CappedRows("", (), (), len(day.steps_apart))
    return _capped("", day.steps_apart, len(day.steps_apart) if whole else STEP_ROWS)


def steps_are_backlog(day: TeamDay) -> bool:
    """Whether there are more steps overdue than a list can be worked through."""
    return len(day.steps_apart) > BACKLOG


def backlog_kinds(day: TeamDay) -> list[tuple[str, int]]:
    """The steps overdue by clock, and of how many families each, the most first."""
    kinds = Counter(row.first.clock for row in day.steps_apart)
    return sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))


def _capped(title: str, rows: Sequence[Shown], cap: int) -> CappedRows[Shown]:
    new = tuple(row for row in rows[cap:] if row.is_new)
    return CappedRows(title, tuple(rows[:cap]), new, len(rows) - len(rows[:cap]) - len(new))
