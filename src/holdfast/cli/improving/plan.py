"""The command ``holdfast plan``: the improvement plan, each action as its measures have it."""

from datetime import date
from typing import Any

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.improvement.movement import MeasureMovement, movement_of
from holdfast.improvement.status import ActionStanding, action_standing, invested
from holdfast.measures.cases.counting import MeasureCount, count_by
from holdfast.measures.register import MEASURES
from holdfast.printing import Format, print_rows
from holdfast.progress import said

COLUMNS = (
    "action",
    "owner",
    "kind",
    "begins",
    "due",
    "cost",
    "evidence_from",
    "status",
    "overdue",
    "measures",
)
ON_SCREEN = ("action", "due", "cost", "evidence_from", "status")


def plan_(as_at: AsAt = "", form: Form = Format.TABLE) -> None:
    """The actions of the plan, and how each stands by its measures; nobody types a status."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.improvement.standing import plan_on

    outlook = current_outlook(as_at)
    try:
        actions = plan_on(outlook.day).actions
        named = {key for action in actions for key in action.measures}
        measures = {one.key: one for one in MEASURES if one.key in named}
        months: dict[str, list[MeasureCount]] = {}
        for one in count_by(outlook, measures.values()):
            months.setdefault(one.measure, []).append(one)
        day = outlook.day
    finally:
        outlook.close()

    def moved(key: str, begins: date, lag: int) -> MeasureMovement:
        return movement_of(key, measures.get(key), months.get(key, ()), begins, lag, day)

    standings = [action_standing(one, moved, day) for one in actions]
    columns = ON_SCREEN if form is Format.TABLE else COLUMNS
    print_rows([_row(one) for one in standings], columns, form, f"The plan, as at {day}")
    if form is Format.TABLE:
        for sum_ in invested(standings):
            noun = "action" if sum_.actions == 1 else "actions"
            words = f"£{sum_.pounds:,} in {sum_.actions} {noun}: {sum_.status}"
            said.print(words, highlight=False)


def _row(one: ActionStanding) -> dict[str, Any]:
    held = one.action
    return {
        "action": held.title,
        "owner": held.owner,
        "kind": held.kind,
        "begins": held.begins,
        "due": held.due,
        "cost": held.cost,
        "evidence_from": one.earliest,
        "status": one.status,
        "overdue": one.overdue,
        "measures": "; ".join(f"{each.key}: {each.movement}" for each in one.movements),
    }
