"""Scenarios, on a small made-up record: pairs of runs, what is kept equal, what is refused."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from holdfast.council_file import CouncilFile
from holdfast.errors import BadRules, BadSetting
from holdfast.scenarios.calibrating import LEAST_DAYS, Calibration, Unheld, calibrate
from holdfast.scenarios.changes import (
    NOTHING,
    ExtraStaff,
    FromDay,
    ScenarioChanges,
    WorkOf,
    WorkOrder,
)
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.outputs import Output, month_days, recorded
from holdfast.scenarios.reading import WorkRecord
from holdfast.scenarios.result import (
    ModelCheck,
    OtherForm,
    OutputCheck,
    check_from_text,
    from_text,
)
from holdfast.scenarios.running import lay_runs
from holdfast.scenarios.scenario import AgreedError, read_scenario
from holdfast.scenarios.validating import OutputError, PastCheck, check_on_past, refuse_wrong
from holdfast.scenarios.what_if import refuse_unknown
from tests.work_record import DAY, made_up_record

RUNS = 8


def no_step() -> None:
    """Nobody asks how far it is."""


@pytest.fixture(scope="module")
def record() -> WorkRecord:
    return made_up_record()


@pytest.fixture(scope="module")
def told(record: WorkRecord) -> Calibration:
    return calibrate(record, DAY)


@pytest.fixture(scope="module")
def as_is(record: WorkRecord, told: Calibration) -> Floats:
    return run(record, told, NOTHING)


def run(record: WorkRecord, told: Calibration, changes: ScenarioChanges) -> Floats:
    return lay_runs(record, told, changes, month_days(DAY, 12), RUNS, 1, lambda: None)


def test_a_change_of_nothing_makes_no_difference_and_same_inputs_the_same_figures(
    record: WorkRecord, told: Calibration, as_is: Floats
) -> None:
    assert run(record, told, ScenarioChanges()).tobytes() == as_is.tobytes()


def test_every_run_begins_with_the_stock_of_the_record(
    record: WorkRecord, told: Calibration, as_is: Floats
) -> None:
    open_now = int(record.cases.on(DAY).sum())
    waits = record.assessing.on(DAY)
    overdue = int((waits & (record.late_from <= DAY)).sum())
    assert open_now > 100
    assert overdue > 10
    assert (as_is[0, :, Output.OPEN] == open_now).all()
    assert (as_is[0, :, Output.OVERDUE] == overdue).all()
    assert recorded(record, told, [DAY])[0, Output.UNALLOCATED] == 0
    assert (as_is[0, :, Output.UNALLOCATED] == 0).all()


def test_children_in_are_children_out_and_open_in_every_run(as_is: Floats) -> None:
    came = as_is[1:, :, Output.NEW] + as_is[1:, :, Output.RETURNED]
    change = came - as_is[1:, :, Output.CLOSED]
    assert (np.diff(as_is[:, :, Output.OPEN], axis=0) == change).all()
    assert came.sum() > 1_000


def test_more_posts_leave_fewer_overdue_and_no_more_unallocated(
    record: WorkRecord, told: Calibration
) -> None:
    cap = FromDay(20, DAY + 1)
    more = ScenarioChanges(cap=cap, posts=(ExtraStaff(3, WorkOf.ALL, DAY + 1),))
    capped = run(record, told, ScenarioChanges(cap=cap))
    apart = (run(record, told, more) - capped)[1:].mean(axis=1)
    assert apart[-1, Output.OVERDUE] < 0
    assert (apart[:, Output.UNALLOCATED] <= 0).all()
    assert apart[-1, Output.UNALLOCATED] < 0


def test_a_cap_leaves_children_whom_nobody_holds(
    record: WorkRecord, told: Calibration, as_is: Floats
) -> None:
    capped = run(record, told, ScenarioChanges(cap=FromDay(20, DAY + 1)))
    assert capped[-1, :, Output.UNALLOCATED].mean() > as_is[-1, :, Output.UNALLOCATED].mean()


def test_closing_early_makes_fewer_open_and_more_come_back(
    record: WorkRecord, told: Calibration, as_is: Floats
) -> None:
    early = run(record, told, ScenarioChanges(closing=FromDay(0.9, DAY + 1)))
    assert early[-1, :, Output.OPEN].mean() < as_is[-1, :, Output.OPEN].mean()
    back = early[1:, :, Output.RETURNED].sum() - as_is[1:, :, Output.RETURNED].sum()
    assert back > 0


def test_the_longest_waiting_first_looks_worse_in_time_before_it_is_better(
    record: WorkRecord, told: Calibration, as_is: Floats
) -> None:
    """The backlog paradox: what is completed late counts against the share in time."""
    order = run(record, told, ScenarioChanges(order=WorkOrder.LONGEST))
    share = (order - as_is)[:, :, Output.IN_TIME].mean(axis=1)
    assert share[1] < 0
    assert np.mean(order[2, :, Output.OVERDUE]) < np.mean(as_is[2, :, Output.OVERDUE])
    assert share[-1] > share[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("months = 3", "it has no name"),
        ('name = "a"\nmonths = 25', "months must be a number from 1 to 24"),
        ('name = "a"\nruns = 19', "runs must be a number from 20 to 200"),
        ('name = "a"\nruns = 20.5', "runs must be a whole number"),
        ('name = "a"\n[[posts]]\nnumber = 600\nstarts = 2018-04-01', "number from 0.1 to 500"),
        ('name = "a"\n[[posts]]\nnumber = 6', "[posts] says nothing of starts"),
        ('name = "a"\n[[posts]]\nnumber = 6\nstarts = 2018-01-31', "starts must be a day after"),
        ('name = "a"\n[posts]\nnumber = 6', "posts must be written as [[posts]]"),
        ('name = "a"\n[caseload]\ncap = 4', "cap must be a number from 5 to 60"),
        ('name = "a"\n[order]\nassessments = "shortest"', "assessments must be one of"),
        ('name = "a"\n[closing]\nclosed_after_assessment = nan', "number from 0 to 0.95"),
        ('name = "a"\n[leavers]\nyearly = true', "yearly must be a number from 0 to 0.8"),
        ('name = "a"\n[validation]\nerror_limit = 0.3', "needs agreed_by and why"),
    ],
)
def test_a_bad_scenario_file_is_refused_with_its_key_and_range(text: str, said: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_scenario(CouncilFile(text, "s.toml", "scenario file"), date(2018, 1, 31))
    assert said in refused.value.what
    assert "line" in refused.value.what


def test_a_record_that_tells_too_little_is_refused_with_what_is_lacking(
    record: WorkRecord,
) -> None:
    short = replace(record, begins=DAY - LEAST_DAYS + 1)
    with pytest.raises(BadSetting, match="547 days before") as refused:
        calibrate(short, DAY)
    assert "further back" in refused.value.next_step
    few = replace(record, finished=record.finished & (np.arange(len(record.finished)) < 10))
    with pytest.raises(BadSetting, match="recorded as completed") as refused:
        calibrate(few, DAY)
    assert "signed off" in refused.value.next_step
    with pytest.raises(BadSetting, match="cannot be validated on the last six months"):
        check_on_past(replace(record, begins=DAY - LEAST_DAYS - 30), AgreedError(), 2, 1, no_step)


def test_a_lever_of_hours_is_refused_where_the_record_has_no_times_in_post(
    record: WorkRecord,
) -> None:
    told = calibrate(replace(record, in_post=None), DAY)
    assert told.workforce is None
    for changes in (
        ScenarioChanges(posts=(ExtraStaff(1, WorkOf.ALL, DAY + 1),)),
        ScenarioChanges(cap=FromDay(20, DAY + 1)),
        ScenarioChanges(leaving=FromDay(0.3, DAY + 1)),
    ):
        with pytest.raises(BadSetting, match="no times in post") as refused:
            refuse_unknown(changes, told)
        assert "supplement add" in refused.value.next_step
    refuse_unknown(ScenarioChanges(order=WorkOrder.LONGEST), told)


def test_a_model_that_was_wrong_about_the_past_runs_nothing() -> None:
    wrong = OutputError(Output.OVERDUE, 0.4, 0.4, 0, (), (), True)
    right = OutputError(Output.OPEN, 0.1, -0.1, 5, (), (), False)
    found = PastCheck(DAY - 184, (), 0.2, (right, wrong))
    with pytest.raises(BadSetting, match=r"overdue: 40% \(too many\)") as refused:
        refuse_wrong(found, AgreedError())
    assert 'leave_out = ["overdue"]' in refused.value.next_step
    refuse_wrong(found, AgreedError(left_out=(Output.OVERDUE,)))


def test_what_lies_in_the_name_of_somebody_who_left_does_not_move_on(
    record: WorkRecord, told: Calibration
) -> None:
    """Their cases stay open until somebody takes them up, as the record has it."""
    never = replace(told.unheld[Unheld.FIRST], rates=np.zeros((1, 16)))
    held = {**told.unheld, Unheld.LEAVER: never}
    gone = replace(told, unheld=held, shares={**told.shares, Unheld.LEAVER: 1.0})
    leaving = ScenarioChanges(leaving=FromDay(0.8, DAY + 1))
    days = month_days(DAY, 6)
    made = lay_runs(record, gone, leaving, days, 3, 1, no_step)
    assert (np.diff(made[:, :, Output.UNALLOCATED].mean(axis=1)) >= 0).all()
    assert made[-1, :, Output.UNALLOCATED].mean() > 20


def test_a_kept_result_reads_back_as_it_was_and_another_form_is_told() -> None:
    check = OutputCheck("open", "Open cases", 0.1, -0.1, 4, False, ((1.0, 2.0, 3.0),), (2.0,))
    model = ModelCheck("id", "s", "2018-01-31", 20, 1, "c", "2017-07-31", ("2018-01-31",), 0.2,
                       (check,), ({"name": "New cases", "value": None},))  # fmt: skip
    assert check_from_text(model.as_text()) == model
    with pytest.raises(OtherForm):
        check_from_text(model.as_text().replace('"form": 3', '"form": 4'))
    for text in ("[]", '{"form": 3}', "null"):
        with pytest.raises(ValueError, match="not the validation"):
            check_from_text(text)
        with pytest.raises(ValueError, match="not the result"):
            from_text(text)
