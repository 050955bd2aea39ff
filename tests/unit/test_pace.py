"""Pace: what a forecast is worth, what councils really did, and which targets are refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import theilslopes

from holdfast.days import add_months
from holdfast.errors import BadSetting, NotFound
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.measure import Good
from holdfast.measures.pace.of_measure import LESS_SURE, NO_EVIDENCE, pace_of
from holdfast.measures.pace.past_forecasts import backtest
from holdfast.measures.pace.projecting import MOST_LIKELY, project, reaching
from holdfast.measures.pace.reference import pace_of_council, reference_class
from holdfast.measures.register import measure
from holdfast.printing import Format, print_rows

TABLE = published_table(Path("nowhere"))
SHARE = (0.0, 1.0)


def made_up(chance: np.random.Generator, months: int, follows: float, change: float) -> list[float]:
    """A level with a change each month, and months that follow one another more or less."""
    rest, found = float(chance.normal(0, 0.05)), []
    for month in range(months):
        rest = follows * rest + chance.normal(0, 0.05 * (1 - follows**2) ** 0.5)
        found.append(0.5 + change * month + rest)
    return found


def turning(chance: np.random.Generator, months: int, follows: float) -> list[float]:
    """A level that rises, falls or stays for six to eighteen months, and then does another."""
    level, left, step, found = 0.5, 0, 0.0, []
    for _ in range(months):
        if not left:
            left, step = int(chance.integers(6, 18)), 0.012 * float(chance.integers(-1, 2))
        level, left = level + step, left - 1
        found.append(level)
    rest = made_up(chance, months, follows, 0.0)
    return [one + 0.6 * (other - 0.5) for one, other in zip(found, rest, strict=True)]


def test_eight_in_ten_of_what_comes_lie_within_the_interval(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of two years, on series that the forecast has not seen, with and without a change."""
    chance = np.random.default_rng(2026)
    told, held, made = [], 0, 0
    for follows in (0.0, 0.3, 0.5):
        for change in (0.0, 0.01):
            own = 0
            for _ in range(60):
                values = made_up(chance, 36, follows, change)
                ahead = project(values[:24], 12).ahead
                own += sum(ahead[n - 1][0] <= values[23 + n] <= ahead[n - 1][1] for n in (3, 6, 12))
            told.append((follows, change, own / 180))
            held, made = held + own, made + 180
    with capsys.disabled():
        rows = [
            {"month follows": follows, "change": change, "held": f"{share:.0%}"}
            for follows, change, share in told
        ]
        title = f"Held-out months within the 80% interval: {held / made:.1%} of {made}"
        print_rows(rows, ("month follows", "change", "held"), Format.TABLE, title)
    assert 0.75 <= held / made <= 0.85


def test_eight_in_ten_hold_of_series_that_turn_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Of six years: each forecast knows nothing later, and is as wide as its own past asks for.

    Beside it what the latest two years alone would have held.
    """
    chance = np.random.default_rng(14)
    kinds: dict[str, Callable[[float], list[float]]] = {
        "without a change": lambda follows: made_up(chance, 84, follows, 0.0),
        "with a change": lambda follows: made_up(chance, 84, follows, 0.01),
        "that turn": lambda follows: turning(chance, 84, follows),
    }
    told, alone = [], 1.0
    for kind, make in kinds.items():
        series = [make((0.0, 0.3, 0.5)[each % 3]) for each in range(30)]
        found = [backtest(one, ahead, 24) for one in series for ahead in (3, 6, 12)]
        made = sum(one.made for one in found)
        held = sum(one.held for one in found) / made
        alone = sum(one.held_unwidened for one in found) / made
        told.append({"series": kind, "alone": f"{alone:.0%}", "held": f"{held:.1%}", "of": made})
        assert 0.75 <= held <= 0.85
    with capsys.disabled():
        title = "Months within the 80% interval: by two years alone, and by its own past"
        print_rows(told, tuple(told[0]), Format.TABLE, title)
    assert alone < 0.6, "of series that turn two years alone do not tell"


def test_a_service_that_turns_is_given_no_date() -> None:
    """Half a year ago it rose; its own forecasts say how little that tells."""
    chance = np.random.default_rng(3)
    turns = [0.5 + 0.012 * (n % 12 if n % 24 < 12 else 12 - n % 12) for n in range(67)]
    values = [one + float(chance.normal(0, 0.005)) for one in turns]
    found = reaching(values, 0.75, True, SHARE)
    steady = reaching(values[-12:], 0.75, True, SHARE)
    assert project(values).widened > 2
    assert project(values).learnt_from == 36
    assert not found.evidence
    assert found.turns
    assert found.within_12 is None
    assert found.late is None or steady.late is None or found.late > steady.late


def test_how_often_movement_is_seen_where_there_is_none() -> None:
    chance = np.random.default_rng(5)
    still = sum(project(made_up(chance, 24, 0.3, 0.0), 1).moves for _ in range(100))
    moving = sum(project(made_up(chance, 24, 0.0, 0.01), 1).moves for _ in range(50))
    # An 80% interval leaves nought out in one of five by chance.
    assert still <= 35
    assert moving >= 45


def test_the_month_of_reaching_a_target() -> None:
    chance = np.random.default_rng(8)
    values = [0.5 + 0.01 * (n - 24) + float(chance.normal(0, 0.01)) for n in range(48)]
    found = reaching(values, 0.85, True, SHARE)
    assert found.evidence
    assert found.early is not None
    assert found.middle is not None
    assert found.late is not None
    # From 0.73 in the last month at 0.01 a month: twelve months.
    assert found.early <= 12 <= found.late
    assert abs(found.middle - 12) <= 2
    assert found.gap == pytest.approx(0.12, abs=0.02)
    assert found.within_12 is not None
    assert found.within_24 is not None
    # Nothing that lies ahead is told as sure.
    assert found.within_12 < found.within_24 <= MOST_LIKELY
    assert reaching(values, 0.6, True, SHARE).reached
    away = reaching(values, 0.3, False, SHARE)
    assert (away.evidence, away.middle, away.within_24) == (False, None, 0.05)


def test_how_likely_is_not_told_of_a_short_past() -> None:
    """Of two years alone nothing tells whether it turns."""
    values = made_up(np.random.default_rng(4), 29, 0.0, 0.004)
    short, longer = (reaching(one, 0.8, True, SHARE) for one in (values[:28], values))
    assert (short.within_12, short.turns) == (None, False)
    assert longer.within_12 is not None


def test_the_net_change_is_the_slope_of_theil_and_sen() -> None:
    values = made_up(np.random.default_rng(15), 24, 0.3, 0.004)
    assert project(values).change == pytest.approx(float(theilslopes(values, range(24))[0]))


def test_no_date_without_evidence_of_movement() -> None:
    values = made_up(np.random.default_rng(4), 24, 0.3, 0.0)
    found = reaching(values, 0.9, True, SHARE)
    assert not found.evidence
    flat = project([0.5] * 24)
    assert (flat.change, flat.moves) == (0.0, False)


@pytest.mark.parametrize("target", [-0.1, 1.2, float("nan"), float("inf")])
def test_a_target_that_cannot_be_is_refused(target: float) -> None:
    with pytest.raises(BadSetting, match="not a value that the measure can have"):
        reaching([0.5] * 24, target, True, SHARE)
    with pytest.raises(BadSetting, match="not a value that the measure can have"):
        reaching([5.0] * 24, target if target < 0 else float("inf"), True, (0.0, None))


def test_too_few_months_have_no_pace() -> None:
    with pytest.raises(BadSetting, match="needs 12 settled months; there are 11"):
        project([0.5] * 11)


def test_its_own_forecasts_are_held_against_what_came() -> None:
    values = made_up(np.random.default_rng(12), 48, 0.0, 0.005)
    steady, broken = backtest(values), backtest([*values[:40], *(v + 0.4 for v in values[40:])])
    assert steady.made == broken.made == 12
    assert steady.held > broken.held


# Gloucestershire, from the table of published figures: what the inspectors' *too slow* was in
# numbers. The move, and its percentile among all and among those that began in the worst tenth.
@pytest.mark.parametrize(
    ("key", "good", "years", "move", "among_all", "among_strugglers"),
    [
        ("icpc_15", Good.HIGHER, 1, 8.2, 82, 36),
        ("icpc_15", Good.HIGHER, 2, 8.5, 77, 17),
        ("icpc_15", Good.HIGHER, 4, 37.0, 98, 79),
        ("cp_review_on_time", Good.HIGHER, 1, 25.5, 99, 91),
        ("rereferral_12m", Good.LOWER, 1, -4.2, 12, None),
        ("rereferral_12m", Good.LOWER, 4, -5.4, 17, None),
        ("assessment_45", Good.HIGHER, 2, -5.0, 26, None),
        ("agency_rate", Good.LOWER, 1, -17.6, 2, None),
    ],
)
def test_the_pace_of_one_county_among_all(
    key: str, good: Good, years: int, move: float, among_all: int, among_strugglers: int | None
) -> None:
    found = pace_of_council(TABLE, key, good, "916", 2017, years)
    assert round(found.move, 1) == move
    assert (found.among_all, found.among_strugglers) == (among_all, among_strugglers)


def test_the_reference_class_is_the_published_one() -> None:
    """The counts and the middle that were worked out apart from this code."""
    for years, every, strugglers, middle in ((1, 1343, 137, 13.3), (2, 1186, 122, 19.6)):
        found = reference_class(TABLE, "icpc_15", Good.HIGHER, years)
        assert (len(found.every), len(found.strugglers)) == (every, strugglers)
        assert np.median(found.strugglers) == pytest.approx(middle, abs=0.06)


def test_what_cannot_be_held_against_others_is_refused() -> None:
    with pytest.raises(BadSetting, match="No way of this measure is better"):
        reference_class(TABLE, "cp_count", Good.NEITHER, 1)
    with pytest.raises(NotFound, match="Nothing is published of that council"):
        pace_of_council(TABLE, "icpc_15", Good.HIGHER, "999", 2017, 1)


def months_of(key: str, change: float) -> list[MeasureCount]:
    """Three years of a measure with the same change each month."""
    first = date(2015, 1, 1)
    return [
        MeasureCount(
            key,
            add_months(first, n),
            add_months(first, n + 1) - timedelta(days=1),
            "",
            round(0.5 + change * n + 0.001 * (-1) ** n, 3),
            50,
            100,
            0,
            whole=True,
            settled=True,
        )
        for n in range(36)
    ]


@pytest.mark.parametrize(
    ("key", "change", "told"),
    [
        ("assessment_due_met", 0.01, "it gets better"),
        ("assessment_due_met", -0.01, "it gets worse"),
        ("agency_hours", 0.01, "it gets worse"),
        ("agency_hours", -0.01, "it gets better"),
        ("supervisions_challenged", 0.01, "it rises"),
        ("supervisions_challenged", -0.01, "it falls"),
        ("supervisions_challenged", 0.0, NO_EVIDENCE),
    ],
)
def test_without_a_target_it_is_said_which_way_a_measure_moves(
    key: str, change: float, told: str
) -> None:
    assert pace_of(measure(key), months_of(key, change), None, TABLE, "").verdict == told


def test_how_likely_is_said_no_surer_than_it_is() -> None:
    months = months_of("assessment_due_met", 0.001)
    found = pace_of(measure("assessment_due_met"), months, 0.7, TABLE, "")
    assert found.reaching is not None
    likely = replace(found.reaching, within_12=0.05, within_24=0.9, comes_and_goes=False)
    words = "5% or less within 12 months, 90% or more within 24"
    assert replace(found, reaching=likely).how_likely == words
    wavering = replace(likely, within_12=0.4, within_24=0.6, comes_and_goes=True)
    said = replace(found, reaching=wavering).how_likely
    assert said == f"40% within 12 months, 60% within 24; {LESS_SURE}"
    unknown = replace(likely, within_12=None, within_24=None, turns=True)
    assert "it has turned too often" in replace(found, reaching=unknown).how_likely
