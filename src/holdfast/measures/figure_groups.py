"""The groups of a figure that has no months: waits, shares of what was done, staff, and rates.

Each group is of the twelve months to the day, or of the day, as the figure itself is. A measure
says by which ways of grouping it can be told, and of the others why it cannot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import Cases
from holdfast.query.fairness.groups import NO_TEAM, NOT_RECORDED, ORDER, Characteristic
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

OF_CHILDREN = tuple(by for by in By if by is not By.EVERYBODY)
OF_STAFF = (By.SERVICE, By.TEAM)
OF_AREA = (By.AGE, By.SEX, By.ETHNICITY)
_PLACES = {
    by: {group: place for place, group in enumerate(ORDER[characteristic])}
    for by, characteristic in (
        (By.AGE, Characteristic.AGE),
        (By.SEX, Characteristic.SEX),
        (By.ETHNICITY, Characteristic.ETHNICITY),
    )
}


@dataclass(frozen=True)
class GroupFigure:
    """A figure of one group. None: it is not told, or the figure has none.

    ``value``, ``counted``, ``of`` and ``cannot_tell`` are as in ``MeasuredFigure``, of the group's
    own; ``open``, ``overdue`` and ``longest_days``, the longest open wait in calendar days, are of
    those who are in the group on the day. ``why`` says why there is no value.
    """

    group: str
    value: float | int | None
    counted: float | int | None
    of: float | int | None
    open: int | None = None
    overdue: int | None = None
    longest_days: int | None = None
    cannot_tell: int | None = None
    why: str = ""


AskGroups = Callable[[Outlook, int, By, Scope], list[GroupFigure]]


@dataclass(frozen=True)
class FigureGroups:
    """By which ways of grouping a figure is told, and how.

    ``ask`` finds the groups over so many months that end on the outlook's day. ``not_by`` is a
    sentence that says why it is told by no other way; empty where it is told by all. ``rows`` are
    the children behind it, of the same months; None where no child stands behind it. ``months`` are
    those that it is always of; None where as many as are asked for. ``adding_up`` is a sentence
    that says why what groups count may be more than the whole counts; empty where it is not.
    """

    ways: tuple[By, ...]
    ask: AskGroups
    not_by: str = ""
    rows: Cases | None = None
    months: int | None = None
    adding_up: str = ""


def place_of(by: By, group: str) -> tuple[int, str]:
    """Where a group stands: as tables of fairness have it, all others by name; none is ranked.

    Those who are in no group, or of whom none is recorded, stand last.
    """
    places = _PLACES.get(by, {})
    last = len(places) + 1 if group in (NO_TEAM, NOT_RECORDED) else len(places)
    return places.get(group, last), group


def in_order(by: By, groups: Sequence[GroupFigure]) -> list[GroupFigure]:
    """The groups as ``place_of`` has them."""
    return sorted(groups, key=lambda one: place_of(by, one.group))
