"""What a scenario changes: the levers, as a run takes them. Days are whole numbers."""

from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.scenarios.hazards import FAR


class WorkOrder(StrEnum):
    """Which assessments are completed first."""

    AS_NOW = "as now"
    LONGEST = "longest waiting"
    NEAREST = "nearest the limit"


class WorkOf(StrEnum):
    """Whose work somebody joins: those who assess, those who go on with a child, or both."""

    ASSESSMENT = "assessment"
    AFTER = "after assessment"
    ALL = "all"


class Filling(StrEnum):
    """How a new post is filled: on its first day, or as vacant posts were filled in the record."""

    AT_ONCE = "at once"
    AS_RECORDED = "as recorded"


@dataclass(frozen=True)
class ExtraStaff:
    """Full-time workers more, from a day (and up to one, for an agency's)."""

    number: float
    work: WorkOf
    first: int
    end: int = FAR
    filling: Filling = Filling.AT_ONCE


@dataclass(frozen=True)
class FromDay:
    """A value in force from a day on."""

    value: float
    first: int


@dataclass(frozen=True)
class ScenarioChanges:
    """All levers; as it stands it changes nothing.

    ``cap`` is the most children that a full-time worker holds, ``closing`` the share of completed
    assessments after which a case is closed, ``leaving`` the share of employed workers who leave in
    a year. ``returns`` multiplies how often those come back whose case only the changed ``closing``
    closed.
    """

    posts: tuple[ExtraStaff, ...] = ()
    agency: tuple[ExtraStaff, ...] = ()
    cap: FromDay | None = None
    order: WorkOrder = WorkOrder.AS_NOW
    order_first: int = 0
    closing: FromDay | None = None
    returns: float = 1.0
    leaving: FromDay | None = None
    names: tuple[str, ...] = field(default=(), compare=False)


NOTHING = ScenarioChanges()
