"""How an action stands. Nobody types it: it follows from its days and its measures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.improvement.movement import MeasureMovement, Movement
from holdfast.improvement.plan import PlannedAction


class ActionStatus(StrEnum):
    """How an action stands on a day, by what its measures show."""

    NOT_BEGUN = "not begun"
    TOO_EARLY = "too early for evidence"
    BETTER = "its measures are better"
    MIXED = "better in some, worse in others"
    SOME_BETTER = "better in some, no movement in others"
    WORSE = "its measures are worse"
    NO_MOVEMENT = "no movement beyond chance"
    CANNOT_TELL = "cannot be determined"


@dataclass(frozen=True)
class ActionStanding:
    """An action with how it stands.

    ``earliest`` is the first day on which any of its measures can show a large effect, None where
    none of them can. ``overdue``: its day has passed and its measures are not better.
    """

    action: PlannedAction
    status: ActionStatus
    movements: tuple[MeasureMovement, ...]
    earliest: date | None
    overdue: bool

    @property
    def proven_by_due(self) -> bool:
        """Whether there can be any evidence by the day on which it is due."""
        return self.earliest is not None and self.earliest <= self.action.due


Moved = Callable[[str, date, int], MeasureMovement]


def action_standing(action: PlannedAction, moved: Moved, day: date) -> ActionStanding:
    """How an action stands on a day. ``moved`` tells of a measure from a first day and a lag."""
    found = tuple(moved(key, action.begins, action.lag_months) for key in action.measures)
    status = ActionStatus.NOT_BEGUN if day < action.begins else _status(found)
    days = [one.possible.earliest for one in found if one.possible]
    overdue = day > action.due and status is not ActionStatus.BETTER
    return ActionStanding(action, status, found, min(days, default=None), overdue)


def _status(found: Sequence[MeasureMovement]) -> ActionStatus:
    shown = {one.movement for one in found}
    # One measure that moved does not speak for those that did not.
    for other, status in (
        (Movement.WORSE, ActionStatus.MIXED),
        (Movement.NONE, ActionStatus.SOME_BETTER),
    ):
        if {Movement.BETTER, other} <= shown:
            return status
    for movement, status in (
        (Movement.BETTER, ActionStatus.BETTER),
        (Movement.WORSE, ActionStatus.WORSE),
        (Movement.NONE, ActionStatus.NO_MOVEMENT),
        (Movement.TOO_EARLY, ActionStatus.TOO_EARLY),
    ):
        if movement in shown:
            return status
    return ActionStatus.CANNOT_TELL


@dataclass(frozen=True)
class Invested:
    """What was spent on actions that stand so: pounds, how many, and of how many no cost is known.

    ``evidence_from`` is the first day on which any of them can show an effect, and
    ``evidence_all`` that on which all can; None where none can.
    """

    status: ActionStatus
    pounds: int
    actions: int
    cost_unknown: int
    evidence_from: date | None
    evidence_all: date | None


def cost_without_evidence(standings: Sequence[ActionStanding]) -> tuple[int, int]:
    """Pounds of the actions of which no evidence is possible yet, and of all."""
    early = (ActionStatus.NOT_BEGUN, ActionStatus.TOO_EARLY)
    pounds = [(one.action.cost or 0, one.status in early) for one in standings]
    return sum(cost for cost, is_early in pounds if is_early), sum(cost for cost, _ in pounds)


def invested(standings: Sequence[ActionStanding]) -> list[Invested]:
    """Investment against what has moved: the cost of actions by how they stand."""
    found = []
    for status in ActionStatus:
        own = [one for one in standings if one.status is status]
        if not own:
            continue
        costs = [one.action.cost for one in own]
        days = [one.earliest for one in own if one.earliest]
        found.append(
            Invested(
                status,
                sum(cost or 0 for cost in costs),
                len(own),
                costs.count(None),
                min(days, default=None),
                max(days, default=None) if len(days) == len(own) else None,
            )
        )
    return found
