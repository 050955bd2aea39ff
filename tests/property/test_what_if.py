"""What must hold of a scenario whatever the record and the luck: pairs of runs on small records."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from holdfast.scenarios.outputs import Output, month_days
from holdfast.scenarios.rate_walks import (
    AS_IF,
    LAGS,
    RATES,
    USUAL,
    MovingRate,
    RatePaths,
    RateWalks,
    SeenHalf,
    count_walks,
)
from holdfast.scenarios.reading import WorkRecord
from holdfast.scenarios.running import lay_runs
from tests.depth import often
from tests.work_record import DAY, made_up_record

MONTHS, RUNS = 4, 3
SEEDS = st.integers(0, 2)
LUCK = st.integers(0, 50)
FEW = settings(max_examples=often(3, 60))


@cache
def known(seed: int) -> tuple[WorkRecord, Calibration]:
    record = made_up_record(seed, 500)
    return record, calibrate(record, DAY)


@cache
def run(seed: int, luck: int, changes: ScenarioChanges = NOTHING) -> Floats:
    record, told = known(seed)
    return lay_runs(record, told, changes, month_days(DAY, MONTHS), RUNS, luck, lambda: None)


def overdue(made: Floats) -> float:
    return float(made[1:, :, Output.OVERDUE].mean())


@FEW
@given(seed=SEEDS, luck=LUCK, more=st.integers(1, 8))
def test_more_posts_leave_no_more_overdue_in_pairs_of_the_same_luck(
    seed: int, luck: int, more: int
) -> None:
    """Within a tolerance: another child may be completed first, and then another is late."""
    posts = ScenarioChanges(posts=(ExtraStaff(float(more), WorkOf.ALL, DAY + 1),))
    assert overdue(run(seed, luck, posts)) <= overdue(run(seed, luck)) + 1


@FEW
@given(seed=SEEDS, luck=LUCK)
def test_the_same_seed_gives_the_same_and_no_change_no_difference(seed: int, luck: int) -> None:
    record, told = known(seed)
    days = month_days(DAY, MONTHS)
    again = lay_runs(record, told, ScenarioChanges(), days, RUNS, luck, lambda: None)
    assert again.tobytes() == run(seed, luck).tobytes()
    # What begins after the last day changes nothing either.
    late = ScenarioChanges(
        posts=(ExtraStaff(5, WorkOf.ALL, days[-1] + 1),),
        agency=(ExtraStaff(5, WorkOf.ALL, days[-1] + 1),),
        cap=FromDay(5, days[-1] + 1),
        closing=FromDay(0.9, days[-1] + 1),
        order=WorkOrder.LONGEST,
        order_first=days[-1] + 1,
    )
    assert run(seed, luck, late).tobytes() == again.tobytes()


@FEW
@given(seed=SEEDS, luck=LUCK)
def test_another_luck_gives_another_answer(seed: int, luck: int) -> None:
    assert run(seed, luck).tobytes() != run(seed, luck + 1).tobytes()


@FEW
@given(seed=SEEDS, luck=LUCK, share=st.sampled_from((0.8, 0.9, 0.95)))
def test_more_closed_early_are_fewer_open_and_more_who_come_back(
    seed: int, luck: int, share: float
) -> None:
    early = run(seed, luck, ScenarioChanges(closing=FromDay(share, DAY + 1)))
    as_is = run(seed, luck)
    assert early[-1, :, Output.OPEN].mean() <= as_is[-1, :, Output.OPEN].mean()
    back = early[1:, :, Output.RETURNED].sum() - as_is[1:, :, Output.RETURNED].sum()
    # Those who were closed anyway come back as they did: the added ones can only add.
    assert back >= -1


@FEW
@given(seed=SEEDS, luck=LUCK)
def test_the_longest_waiting_first_is_at_first_a_smaller_share_in_time(
    seed: int, luck: int
) -> None:
    """The backlog paradox: what is completed late counts against the share in time."""
    order = run(seed, luck, ScenarioChanges(order=WorkOrder.LONGEST))
    as_is = run(seed, luck)
    assert np.nanmean(order[1, :, Output.IN_TIME]) <= np.nanmean(as_is[1, :, Output.IN_TIME])
    assert order[2, :, Output.OVERDUE].mean() <= as_is[2, :, Output.OVERDUE].mean()


@FEW
@given(seed=SEEDS, luck=LUCK)
def test_who_came_less_who_went_are_those_who_are_there(seed: int, luck: int) -> None:
    made = run(seed, luck)
    came = made[1:, :, Output.NEW] + made[1:, :, Output.RETURNED]
    change = came - made[1:, :, Output.CLOSED]
    assert (np.diff(made[:, :, Output.OPEN], axis=0) == change).all()


def test_bands_are_wider_where_rates_move() -> None:
    (record, told), luck = known(0), 1
    days = month_days(DAY, MONTHS)
    still = replace(told, walks=RateWalks.none())
    without = lay_runs(record, still, NOTHING, days, 8, luck, lambda: None)
    much = replace(told, walks=RateWalks((0.3,) * RATES, (0,) * RATES))
    moving = lay_runs(record, much, NOTHING, days, 8, luck, lambda: None)
    assert moving[-1, :, Output.UNASSESSED].std() > without[-1, :, Output.UNASSESSED].std()


@given(
    counts=st.lists(st.integers(50, 5_000), min_size=2, max_size=8),
)
def test_a_walk_is_what_is_beyond_chance_and_drawn_to_the_usual(counts: list[int]) -> None:
    seen = [SeenHalf(float(one), 100.0, 1 / one) for one in counts]
    found = count_walks({MovingRate.ARRIVALS: seen})
    # What grew to more than double was being recorded only later.
    kept = [
        one for n, one in enumerate(counts) if any(c >= counts[-1] / 2 for c in counts[: n + 1])
    ]
    if len(kept) < 2:
        assert (found.spread[0], found.steps[0]) == (USUAL, 0)
        return
    logs, chance = np.log(kept), np.array([1 / one for one in kept])
    steps = len(kept) - 1
    of_lags = [
        np.mean([
            ((logs[n + lag] - logs[n]) ** 2 - chance[n + lag] - chance[n]) / lag
            for n in range(len(kept) - lag)
        ])
        for lag in range(1, min(LAGS, steps) + 1)
    ]  # fmt: skip
    expected = max(0.0, (steps * np.mean(of_lags) + AS_IF * USUAL**2) / (steps + AS_IF))
    assert found.spread[0] == pytest.approx(np.sqrt(expected))
    assert found.steps[0] == steps
    assert set(found.spread[1:]) == {USUAL}


def test_paths_spread_as_much_as_they_say() -> None:
    """After half a year a rate has moved by its walk, and was unsure at the start already."""
    paths = [RatePaths(RateWalks((0.1,) * RATES, (0,) * RATES), 182, seed) for seed in range(400)]
    logs = np.log(
        [[path.on(rate, day) for day in (0, 182)] for path in paths for rate in range(RATES)]
    )
    hours = np.log([[path.on(MovingRate.HOURS, day) for day in (0, 182)] for path in paths])
    assert (hours[:, 0] == 0).all()
    assert hours[:, 1].std() == pytest.approx(0.1, rel=0.15)
    assert logs[:, 0].std() < logs[:, 1].std()
    assert abs(logs[:, 1].mean()) < 0.02


@given(rise=st.floats(-0.5, 0.5), expected=st.floats(200, 2_000))
def test_what_more_leave_than_before_is_carried_on_as_far_as_it_is_beyond_chance(
    rise: float, expected: float
) -> None:
    """Never more than what was seen, never the other way, and nothing where nothing was seen."""
    counts = [expected * np.exp(rise / 2 * half) for half in range(7)]
    seen = [SeenHalf(float(one), expected, 1 / one) for one in counts]
    found = count_walks({MovingRate.LEAVING: seen}).leaving
    assert abs(found) <= abs(rise) + 1e-6
    assert found * rise >= 0
    if abs(rise) > 0.3:
        assert abs(found) > 0.5 * abs(rise)
    # Four half-years are too few to tell.
    assert count_walks({MovingRate.LEAVING: seen[:4]}).leaving == 0


@FEW
@given(more=st.floats(1.1, 4), hours=st.floats(1, 200), awaiting=st.integers(1, 5_000))
def test_where_more_lies_before_workers_more_is_completed_but_less_than_in_proportion(
    more: float, hours: float, awaiting: int
) -> None:
    _, told = known(0)
    pace = replace(told.completing, pull=0.3)
    less, greater = pace.able(hours, awaiting), pace.able(hours, int(awaiting * more) + 1)
    assert less < greater < less * (int(awaiting * more) + 1) / awaiting
    assert pace.able(0, awaiting) == pace.able(hours, 0) == 0
