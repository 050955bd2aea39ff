"""How an action stands: derived from its measures, and never better than all of them together."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.improvement.made_up.letter import FINDINGS, LineSource
from holdfast.improvement.movement import MeasureMovement, Movement
from holdfast.improvement.plan import PlannedAction
from holdfast.improvement.status import ActionStatus, action_standing, invested
from holdfast.improvement.words import ActionKind
from holdfast.measures.benchmarks.published import ENGLAND, published_table

B, W, N = Movement.BETTER, Movement.WORSE, Movement.NONE
EARLY, UNKNOWN = Movement.TOO_EARLY, Movement.CANNOT_TELL
BEGINS, DUE = date(2017, 3, 1), date(2017, 12, 31)


def action(measures: int, cost: int | None = None) -> PlannedAction:
    keys = tuple(f"measure-{n}" for n in range(measures))
    kind = ActionKind.PRACTICE
    return PlannedAction("a", "Visit sooner", "Ada", kind, BEGINS, DUE, ("f",), keys, cost)


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ((B,), ActionStatus.BETTER),
        ((B, B, EARLY), ActionStatus.BETTER),
        ((B, N), ActionStatus.SOME_BETTER),
        ((B, W), ActionStatus.MIXED),
        ((B, W, N), ActionStatus.MIXED),
        ((W, N), ActionStatus.WORSE),
        ((N, EARLY), ActionStatus.NO_MOVEMENT),
        ((EARLY, UNKNOWN), ActionStatus.TOO_EARLY),
        ((UNKNOWN,), ActionStatus.CANNOT_TELL),
        ((), ActionStatus.CANNOT_TELL),
    ],
)
def test_the_status_of_an_action_by_its_measures(
    shown: tuple[Movement, ...], status: ActionStatus
) -> None:
    found = dict(zip(action(len(shown)).measures, shown, strict=True))
    told = action_standing(
        action(len(shown)), lambda key, _, __: MeasureMovement(key, found[key]), date(2018, 1, 31)
    )
    assert told.status is status
    # Past its day, only what is better in all of its measures is no longer overdue.
    assert told.overdue is (status is not ActionStatus.BETTER)


def test_before_it_begins_nothing_is_said() -> None:
    told = action_standing(action(1), lambda key, _, __: MeasureMovement(key, B), date(2017, 2, 1))
    assert told.status is ActionStatus.NOT_BEGUN


def test_what_was_spent_is_summed_by_how_actions_stand() -> None:
    day = date(2018, 1, 31)
    standings = [
        action_standing(action(1, cost), lambda key, _, __: MeasureMovement(key, N), day)
        for cost in (100, None, 50)
    ]
    (only,) = invested(standings)
    assert (only.status, only.pounds, only.actions) == (ActionStatus.NO_MOVEMENT, 150, 3)
    assert only.cost_unknown == 1


def test_lines_taken_from_england_are_those_published() -> None:
    """The lines of the modelled letter that are not ours stand in the table of the package."""
    table = published_table(Path("nowhere"))
    keys = {"conferences": "icpc_15", "agency": "agency_rate", "caseload": "caseload"}
    held = {one.figure: one for one in FINDINGS if one.line_from is LineSource.ENGLAND}
    assert held.keys() == keys.keys()
    for figure, key in keys.items():
        (england,) = (one.value for one in table.of_year(key, 2017).values() if one.area == ENGLAND)
        assert held[figure].line == pytest.approx(england / (1 if key == "caseload" else 100))
    for one in FINDINGS:
        whole = {LineSource.NONE: 0, LineSource.HALF: 0.5, LineSource.CHANCE: 0.05}
        assert one.line == whole.get(one.line_from, one.line), one.key
