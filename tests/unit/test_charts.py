"""Charts against published worked examples, and how often they cry wolf.

Looked for, in stored copies of public pages and repositories, were examples that give every value
and the limits: found were those below. Not found with both: Wheeler (a series of sixteen from
*Understanding Statistical Process Control* is quoted without limits), Provost and Murray, NHS
England's Making Data Count and its R package (limits on pictures only), the vignettes of qicharts
(values drawn at random), and public health bodies of Scotland and Australia.
"""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate, pairwise

import numpy as np
import pytest

from holdfast.days import add_months
from holdfast.errors import BadSetting
from holdfast.measures.charts.control import (
    Chart,
    ChartPoint,
    ChartRule,
    ControlChart,
    Rebase,
    control_chart,
    p_line,
    xmr_line,
)
from holdfast.measures.charts.funnel import FunnelPlace, funnel, funnel_limits
from holdfast.measures.charts.heaping import heaping
from holdfast.measures.charts.survival import waiting_curve
from holdfast.measures.charts.verdict import Assurance, ChartVerdict, assurance, read_chart
from holdfast.measures.measure import Good
from holdfast.printing import Format, print_rows
from holdfast.query.median_wait import median_wait

FIRST = date(2015, 1, 1)


def points(values: Iterable[float | None], of: float | None = None) -> list[ChartPoint]:
    return [
        ChartPoint(add_months(FIRST, n), None if value is None else float(value), of)
        for n, value in enumerate(values)
    ]


def xmr(values: Iterable[float | None], **more: object) -> ControlChart:
    return control_chart(points(values), Chart.XMR, bounds=(None, None), **more)  # type: ignore[arg-type]


def rules(chart: ControlChart) -> dict[int, ChartRule]:
    return {one.place: one.rule for one in chart.signals}


def test_xmr_limits_of_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook, 6.3.2.2: flow rates of ten batches; 50.81, 45.816 to 55.804.

    The handbook takes 3 / 1.128 where the NHS and Wheeler write 2.66: they differ by 1 in 5,000.
    The page itself could not be opened; two public repositories that test against it quote its data
    and figures (a mean range of 1.8778, 45.8159 and 55.8041), and agree.
    """
    chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert chart.centre[0] == pytest.approx(50.81)
    assert (chart.low[0], chart.high[0]) == pytest.approx((45.8159, 55.8041), abs=0.002)
    assert chart.phases[0].trial, "ten points give trial limits"


# Montgomery, Introduction to Statistical Quality Control: viscosity of fifteen batches of paint.
VISCOSITY = [
    *(33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27),
    *(33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84),
]
# Wetherill and Brown, Statistical Process Control (1991), page 120: water in batches of antifreeze.
WATER = [
    *(2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.60, 2.45, 2.17, 2.58, 2.57),
    *(2.44, 2.38, 2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39, 2.56, 2.70, 3.00, 2.81, 2.77, 2.89),
    *(2.54, 2.98, 2.35, 2.53),
]


@pytest.mark.parametrize(
    ("values", "centre", "low", "high"),
    [(VISCOSITY, 33.52333, 32.24484, 34.80183), (WATER, 2.569706, 2.031344, 3.108068)],
    ids=["viscosity", "water"],
)
def test_xmr_limits_of_two_textbooks(
    values: list[float], centre: float, low: float, high: float
) -> None:
    """Both as the R package qcc gives them (``xbar.one``); the figures are those of the tests of a
    public port of it to Python. It divides by 1.128, where 2.66 is 3 / 1.128 to two places.
    """
    mean, width = xmr_line(values)
    assert mean == pytest.approx(centre, abs=1e-5)
    assert (mean - width, mean + width) == pytest.approx((low, high), abs=0.001)


def test_p_limits_of_montgomery() -> None:
    """Thirty samples of 50 tins of orange juice, 347 of which leak: 0.2313, from 0.0524 to 0.4102.

    Samples 15 and 23 lie above. Quoted alike, with every number, by three public repositories.
    """
    leaking = [
        *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
        *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
    ]
    shares = [n / 50 for n in leaking]
    months = points(shares, 50)
    mean, spread = p_line(months)
    chart = control_chart(months, Chart.P, bounds=(0, 1))
    # The book knows no p-prime: its limits follow without the spread of the samples.
    width = 3 * (mean * (1 - mean) / 50) ** 0.5
    assert mean == pytest.approx(0.2313, abs=0.0001)
    assert (mean - width, mean + width) == pytest.approx((0.0524, 0.4102), abs=0.0001)
    assert [n + 1 for n, share in enumerate(shares) if abs(share - mean) > width] == [15, 23]
    assert spread > 1
    first, own = p_line(months[:12])
    assert chart.high[0] == pytest.approx(first + 3 * own * (first * (1 - first) / 50) ** 0.5)


def test_p_limits_of_a_textbook() -> None:
    """An Introduction to Business Statistics, example 16.6: ten samples of 200.

    The mean is 0.16, the limits 0.0822 and 0.2378. Read in the public copy at
    fliphtml5.com/eraqv/ufcc, page 489, which finds all within limits.
    """
    defects = [40, 44, 22, 34, 24, 32, 28, 32, 34, 30]
    chart = control_chart(points([n / 200 for n in defects], 200), Chart.P, bounds=(0, 1))
    assert sum(defects) == 320
    assert chart.centre[0] == pytest.approx(0.16)
    # The book knows no p-prime: without the spread of the months its limits follow.
    spread = chart.phases[0].spread
    assert chart.high[0] is not None
    assert chart.low[0] is not None
    assert (0.16 - chart.low[0]) / spread == pytest.approx(0.16 - 0.0822, abs=0.0001)
    assert (chart.high[0] - 0.16) / spread == pytest.approx(0.2378 - 0.16, abs=0.0001)


def test_limits_widened_by_the_spread_of_months_are_laneys() -> None:
    """Sigma Z by Laney (2002), as Minitab publishes the steps (Laney P', methods and formulas).

    Each share less the mean, by its own standard error; the mean range of two such in turn by
    1.128; the limits are three standard errors times that. Read in the public copy for version 21.
    """
    of = [400, 520, 380, 610, 450, 500, 470, 560, 430, 390, 540, 480]
    done = [300, 430, 240, 500, 300, 420, 340, 470, 270, 310, 380, 400]
    mean = sum(done) / sum(of)
    errors = [(mean * (1 - mean) / n) ** 0.5 for n in of]
    z = [(k / n - mean) / error for k, n, error in zip(done, of, errors, strict=True)]
    ranges = [abs(later - before) for before, later in pairwise(z)]
    sigma = sum(ranges) / len(ranges) / 1.128
    assert sigma > 2, "these months vary by more than chance"
    months = [
        ChartPoint(add_months(FIRST, n), k / m, m)
        for n, (k, m) in enumerate(zip(done, of, strict=True))
    ]
    chart = control_chart(months, Chart.P, bounds=(0, 1))
    assert chart.centre[0] == pytest.approx(mean)
    assert chart.phases[0].spread == pytest.approx(sigma, rel=0.001)
    for low, high, error in zip(chart.low, chart.high, errors, strict=True):
        assert low == pytest.approx(mean - 3 * sigma * error, abs=0.001)
        assert high == pytest.approx(min(1, mean + 3 * sigma * error), abs=0.001)


FLAT = [10.5, 11.5] * 6  # a mean of 11, limits of 8.34 and 13.66, near them from 1.77 out


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([14.0], {12: ChartRule.OUTSIDE}),
        ([13.6], {}),
        # The last of the baseline lies above, and is one of the seven.
        ([11.2] * 6, dict.fromkeys(range(11, 18), ChartRule.SHIFT)),
        ([10.9] * 6, {}),
        ([10.0, 10.2, 10.4, 10.6, 10.8, 11.1, 11.3], dict.fromkeys(range(12, 19), ChartRule.TREND)),
        ([10.9, 13.0, 11.5, 13.1], {13: ChartRule.NEAR, 15: ChartRule.NEAR}),
        # Two of three near opposite limits are no signal: a fault that NHSRplotthedots once had.
        ([10.9, 13.0, 9.0, 11.5], {}),
        # A month without a value ends a run.
        ([11.2, 11.2, 11.2, None, 11.2, 11.2, 11.2], {}),
    ],
)
def test_the_four_rules(after: list[float | None], expected: dict[int, ChartRule]) -> None:
    assert rules(xmr([*FLAT, *after])) == expected


def test_limits_are_locked_on_the_baseline() -> None:
    before = xmr([*FLAT, *FLAT])
    later = xmr([*FLAT, *FLAT, 40.0, 41.0])
    assert before.high[0] == later.high[0] == later.high[-1]
    long = xmr([*FLAT, *FLAT, *FLAT])
    assert (long.phases[0].baseline, before.phases[0].baseline) == (24, 12)


def test_limits_begin_anew_for_a_cause_alone() -> None:
    values = [*FLAT, *(30.0 + n % 2 for n in range(14))]
    cause = Rebase(add_months(FIRST, 12), "A second front door opened")
    chart = xmr(values, rebases=[cause])
    assert [one.begins for one in chart.phases] == [0, 12]
    assert chart.phases[1].cause == cause.cause
    assert chart.signals == ()
    assert rules(xmr(values))  # the unrebased view still shows it
    for refused in (Rebase(cause.day, " "), Rebase(date(2030, 1, 1), "x"), Rebase(FIRST, "x")):
        with pytest.raises(BadSetting):
            xmr(values, rebases=[refused])


def test_a_rolling_window_is_refused_for_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadSetting, match="Overlapping windows"):
        xmr(FLAT, window=12)
    chance = np.random.default_rng(7)
    alarms = 0
    for _ in range(100):
        monthly = chance.binomial(60, 0.25, 60)
        rolling = [sum(monthly[n - 12 : n]) / 720 for n in range(12, 48)]
        alarms += bool(xmr(rolling).signals)
    with capsys.disabled():
        print_rows([{"signal": f"{alarms}%"}], ("signal",), Format.TABLE, "36 rolling windows")
    assert alarms > 90


def test_false_alarms_of_series_without_any_change(capsys: pytest.CaptureFixture[str]) -> None:
    """What ``verdict.py`` says of chance is measured here, and printed."""
    chance = np.random.default_rng(11)
    told = []
    for length in (12, 24, 36, 48):
        any_signal = verdicts = 0
        for _ in range(300):
            counted = chance.binomial(80, 0.6, length)
            chart = control_chart(points(counted / 80, 80), Chart.P, bounds=(0, 1))
            judged = {one.place for one in chart.signals} & set(chart.judged)
            any_signal += bool(judged or (length == 12 and chart.signals))
            found = read_chart(chart, Good.HIGHER).verdict
            verdicts += found in (ChartVerdict.BETTER, ChartVerdict.WORSE)
        told.append((length, any_signal / 3, verdicts / 3))
    with capsys.disabled():
        rows = [
            {"months": length, "signal": f"{alarms:.0f}%", "verdict": f"{verdict:.0f}%"}
            for length, alarms, verdict in told
        ]
        title = "p charts of series without any change"
        print_rows(rows, ("months", "signal", "verdict"), Format.TABLE, title)
    assert all(verdict <= alarms for _, alarms, verdict in told)
    assert max(verdict for _, _, verdict in told) < 20
    assert told[0][1] < 15


def test_under_twelve_points_nothing_is_a_signal() -> None:
    chart = xmr([10.5, 11.5] * 5 + [90.0])
    assert chart.phases[0].trial
    assert chart.signals == ()
    assert read_chart(chart, Good.HIGHER).verdict is ChartVerdict.TOO_FEW


@pytest.mark.parametrize(
    ("good", "up", "down"),
    [
        (Good.HIGHER, ChartVerdict.BETTER, ChartVerdict.WORSE),
        (Good.LOWER, ChartVerdict.WORSE, ChartVerdict.BETTER),
        (Good.NEITHER, ChartVerdict.HIGHER, ChartVerdict.LOWER),
    ],
)
def test_which_way_is_good_decides_the_verdict(
    good: Good, up: ChartVerdict, down: ChartVerdict
) -> None:
    assert read_chart(xmr([*FLAT, *[14.0] * 4]), good).verdict is up
    assert read_chart(xmr([*FLAT, *[8.0] * 4]), good).verdict is down
    assert read_chart(xmr([*FLAT, *[14.0] * 3]), good).verdict is ChartVerdict.NO_SIGNAL


def test_whether_a_process_can_meet_a_standard_at_all() -> None:
    chart = xmr([*FLAT, *FLAT])
    for standard, expected in ((8.0, "always"), (11.0, "by luck"), (14.0, "never")):
        assert assurance(chart, Good.HIGHER, standard).value == expected
    assert assurance(chart, Good.LOWER, 8.0) is Assurance.NEVER
    assert assurance(chart, Good.NEITHER, 8.0) is Assurance.CANNOT_TELL
    assert assurance(xmr(FLAT[:11]), Good.HIGHER, 8.0) is Assurance.CANNOT_TELL
    # After a change for good it is how it works now that counts, not the baseline.
    changed = xmr([*FLAT, *[n + 20 for n in FLAT]])
    assert assurance(changed, Good.HIGHER, 14.0) is Assurance.ALWAYS


def test_waits_of_the_trial_of_6_mp() -> None:
    """Remission in weeks (Freireich and others 1963), the example of most textbooks of survival.

    The times were read in a public copy of Introductory Biostatistics, example 11.1; the shares
    are those that textbooks print (0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448), as known.
    """
    ended = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
    waiting = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
    waits = [(day, ended.get(day, 0), waiting.get(day, 0)) for day in sorted({*ended, *waiting})]
    curve = waiting_curve(waits)
    assert (curve.begun, curve.ended) == (21, 9)
    found = [round(curve.share_after(week) or 0, 3) for week in ended]
    assert found == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    assert curve.share_after(36) is None
    first = next(one.days for one in curve.steps if one.share <= 0.5)
    assert first == median_wait(waits) == 23
    assert all(one.low <= one.share <= one.high for one in curve.steps)
    assert waiting_curve([(5, 0, 3)]).steps == ()


def test_a_funnel_tells_teams_from_chance() -> None:
    found = funnel([("A", 50, 100), ("B", 54, 100), ("C", 95, 100), ("D", 1, 4), ("E", 0, 0)])
    assert found is not None
    places = {one.group: one.place for one in found.points}
    assert places["B"] is FunnelPlace.LOW
    assert places["A"] is FunnelPlace.VERY_LOW
    assert places["C"] is FunnelPlace.VERY_HIGH
    assert places["D"] is FunnelPlace.TOO_FEW
    assert "E" not in places
    assert found.outside_by_chance == pytest.approx(0.15)
    assert funnel([]) is None


def test_a_funnel_leaves_nineteen_in_twenty_inside() -> None:
    chance = np.random.default_rng(3)
    _, low, high, _ = funnel_limits(0.7, 120)
    shares = chance.binomial(120, 0.7, 4_000) / 120
    assert 0.93 < ((shares >= low) & (shares <= high)).mean() < 0.98


def test_finishings_heaped_at_the_limit() -> None:
    smooth = dict.fromkeys(range(-20, 10), 12)
    assert heaping(smooth, 45).heaped is False
    assert heaping(smooth | dict.fromkeys(range(-2, 1), 40), 45).heaped is True
    assert heaping(smooth, 14).heaped is None
    assert heaping({0: 20}, 45).heaped is None
    # A number that falls week by week is no heap.
    falling = dict(zip(range(-20, 10), accumulate([60] + [-1] * 29), strict=True))
    assert heaping(falling, 45).heaped is False
