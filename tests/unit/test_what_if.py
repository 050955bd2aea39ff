"""Scenarios, on a small made-up record: pairs of runs, what is kept equal, what is refused."""

from datetime import date

import numpy as np
import pytest

from holdfast.council_file import CouncilFile
from holdfast.errors import BadRules
from holdfast.scenarios.calibrating import Calibration, calibrate
from holdfast.scenarios.changes import (
    NOTHING,
    ExtraStaff,
    FromDay,
    ScenarioChanges,
    WorkOf,
    WorkOrder,
)
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.outputs import Output, month_days, recorded
from holdfast.scenarios.reading import InPost, StagesOfCases, Stretches, WorkRecord, number_of
from holdfast.scenarios.running import lay_runs
from holdfast.scenarios.scenario import read_scenario
from holdfast.scenarios.stages import WorkStage

DAY = number_of(date(2018, 1, 31))
RUNS = 8


def stays_of(*columns: np.ndarray) -> list[tuple[int, ...]]:
    """The stays in stages of cases: child, first day, day assessed, whether helped, last day."""
    stays: list[tuple[int, ...]] = []
    for one, begin, done, help_, shut in zip(*columns, strict=True):
        then = WorkStage.NEED if help_ else WorkStage.CLOSED
        if done > DAY:
            stays.append((one, WorkStage.ASSESSING, begin, FAR, WorkStage.TO_COME, 0))
            continue
        stays.append((one, WorkStage.ASSESSING, begin, done, then, 1))
        if help_:
            goes_on = shut > DAY
            last = WorkStage.TO_COME if goes_on else WorkStage.CLOSED
            stays.append((one, WorkStage.NEED, done, FAR if goes_on else shut, last, 0))
    return stays


def made_up_record() -> WorkRecord:
    """Three and a half years of two cases a day, assessed late by six workers of one team."""
    chance, count = np.random.default_rng(4), 2_400
    first = np.sort(chance.integers(DAY - 1_280, DAY, count))
    assessed = first + chance.integers(5, 150, count)
    helped = chance.random(count) < 0.5
    end = np.where(helped, assessed + chance.integers(60, 400, count), assessed)
    begun = np.arange(count)
    # One in five is of a child whose case was closed before.
    child = begun.copy()
    for place in range(600, count, 5):
        earlier = place - 600
        if end[earlier] < first[place] and child[earlier] == earlier:
            child[place] = earlier
    order = np.lexsort((first, child))
    child, first, assessed = child[order], first[order], assessed[order]
    helped, end = helped[order], end[order]

    def known(days: np.ndarray) -> np.ndarray:
        return np.where(days > DAY, FAR, days)

    table = np.array(stays_of(child, first, assessed, helped, end), dtype=np.int64)
    columns = (table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4])
    workers = np.arange(6)
    whole = np.full(6, FAR)
    held = np.where(known(end) < FAR, end, FAR)
    return WorkRecord(
        day=DAY,
        begins=int(first.min()),
        children=tuple(map(str, range(count))),
        cases=Stretches(child, first, known(end)),
        stays=StagesOfCases(*columns, table[:, 5].astype(bool)),
        assessing=Stretches(child, first, known(assessed)),
        late_from=first + 65,
        finished=assessed <= DAY,
        assessed_by=np.zeros(count, int),
        unheld=Stretches(child[:0], first[:0], first[:0]),
        of_leaver=np.zeros(0, bool),
        holding=Stretches(child, first, held),
        held_by=np.arange(count) % 6,
        held_in=np.zeros(count, int),
        in_post=InPost(
            workers, workers * 0, workers * 0 + DAY - 1_500, whole, np.ones(6), workers < 0
        ),
        posts=None,
        points=dict.fromkeys(range(count), 2.0),
    )


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
