"""How a series may go on: which way its own past speaks for, and what follows for the months ahead.

What that is worth is laid beside what came in ``test_pace_chances.py``.
"""

from statistics import mean

import numpy as np
import pytest

from benchmarks.pace_chances import KINDS, KNOWN, MOVING, STILL, TURNING, made_up_series
from holdfast.measures.pace.going_on import (
    WayOn,
    changes_come_and_go,
    levels_ahead,
    weights_of_ways,
)

EACH = 20


@pytest.fixture(scope="module")
def made() -> dict[str, list[list[float]]]:
    """Some series of each kind, whose months follow one another more or less."""
    chance = np.random.default_rng(71)
    return {
        kind: [made_up_series(kind, chance, (0.0, 0.3, 0.5)[n % 3])[0] for n in range(EACH)]
        for kind in KINDS
    }


def test_the_past_speaks_for_the_way_it_went(made: dict[str, list[list[float]]]) -> None:
    found = {
        kind: {way: mean(weights_of_ways(one)[way] for one in of) for way in WayOn}
        for kind, of in made.items()
    }
    assert max(found[STILL], key=lambda way: found[STILL][way]) is WayOn.STAYS
    assert max(found[MOVING], key=lambda way: found[MOVING][way]) is WayOn.GOES_ON
    assert found[TURNING][WayOn.FADES] + found[TURNING][WayOn.WAVERS] > 0.6
    assert all(sum(of.values()) == pytest.approx(1) for of in found.values())


def test_it_is_said_where_changes_came_and_went(made: dict[str, list[list[float]]]) -> None:
    said = {kind: sum(changes_come_and_go(one) for one in of) for kind, of in made.items()}
    assert said[STILL] <= 3
    assert said[MOVING] <= 5
    assert said[TURNING] >= 14


def test_at_least_eight_in_ten_levels_lie_within_what_is_drawn() -> None:
    """Of series that stay or move, a year and two ahead."""
    chance = np.random.default_rng(72)
    held = []
    for number in range(40):
        values, levels = made_up_series((STILL, MOVING)[number % 2], chance, 0.3)
        low, high = np.quantile(levels_ahead(values, 24, 1_000), [0.1, 0.9], axis=0)
        held += [float(low[n] <= levels[KNOWN + n] <= high[n]) for n in (11, 23)]
    assert mean(held) > 0.8


def test_levels_are_the_same_at_every_run_and_in_every_unit() -> None:
    values = made_up_series(MOVING, np.random.default_rng(73), 0.3)[0]
    once, again = (levels_ahead(values, 24, 500) for _ in range(2))
    hundreds = levels_ahead([100 * one for one in values], 24, 500)
    assert (once == again).all()
    assert hundreds == pytest.approx(100 * once, rel=1e-4)


@pytest.mark.parametrize("value", [0.0, 0.5, 900.0])
def test_a_level_that_never_wavers_stays(value: float) -> None:
    """One line without ups and downs leaves nothing to divide by."""
    assert levels_ahead([value] * 40, 24, 200) == pytest.approx(value, abs=1e-3)
    assert sum(weights_of_ways([value] * 40).values()) == pytest.approx(1)


def test_a_line_that_shifts_once_is_followed() -> None:
    ahead = levels_ahead([5.0] * 20 + [7.0] * 20, 24, 200)
    assert float(np.median(ahead[:, 11])) == pytest.approx(7, abs=0.5)
