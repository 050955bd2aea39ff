"""The whole made-up county, held against the figures published of a real one.

Prints what was made, what was published and the band of each, and fails outside the bands.
"""

from datetime import date

import pytest

from holdfast.simulation import COUNTY, SEED, simulate
from holdfast.simulation.yardstick.figures import figures
from holdfast.simulation.yardstick.yardstick import Judged, Verdict, judge, show

YEARS = 6
# The children whom the whole county comes to know, in those years and the one before them.
CHILDREN = COUNTY * (YEARS + 1)
SCALE = 1.0
YEAR_ENDS = (date(2016, 3, 31), date(2017, 3, 31), date(2018, 3, 31))

# The whole county is made once, within the 90 s that it may take on two idle cores.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def judged() -> list[Judged]:
    tables = simulate(CHILDREN, YEAR_ENDS[-1], seed=SEED, years=YEARS)
    return judge([one for day in YEAR_ENDS for one in figures(tables, day, SCALE)])


# Where the way from one year to the next could not be had without painting it on: agency workers
# come before cases do, so the caseload falls a little in the year in which the real one rose.
THE_OTHER_WAY = {"caseload 2016"}


def failing(judged: list[Judged], *verdicts: Verdict) -> list[str]:
    return [f"{one.reading.figure.key} {one.year}" for one in judged if one.verdict in verdicts]


def test_the_county_lies_within_the_bands_of_the_published_figures(
    judged: list[Judged], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        show(judged)
    assert failing([one for one in judged if one.band], Verdict.OUTSIDE, Verdict.CANNOT_TELL) == []


def test_the_years_before_went_the_way_of_the_published_ones(judged: list[Judged]) -> None:
    before = [one for one in judged if one.later]
    assert before
    assert set(failing(before, Verdict.OTHER_WAY, Verdict.CANNOT_TELL)) <= THE_OTHER_WAY
