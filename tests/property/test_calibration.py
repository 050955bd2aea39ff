"""The whole made-up county, held against the figures published of a real one.

Prints what was made, what was published and the band of each, and fails outside the bands.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.register import MEASURES
from holdfast.simulation import COUNTY, SEED, simulate
from holdfast.simulation.yardstick.figures import figures
from holdfast.simulation.yardstick.yardstick import Judged, Verdict, judge, show
from tests.measures_apart.record import Record, Thing
from tests.measures_apart.register import DATED, STANDING

YEARS = 6
# The children whom the whole county comes to know, in those years and the one before them.
CHILDREN = COUNTY * (YEARS + 1)
SCALE = 1.0
YEAR_ENDS = (date(2016, 3, 31), date(2017, 3, 31), date(2018, 3, 31))

# The whole county is made once, within the 90 s that it may take on two idle cores.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def tables() -> Mapping[str, pa.Table]:
    return simulate(CHILDREN, YEAR_ENDS[-1], seed=SEED, years=YEARS)


@pytest.fixture(scope="session")
def judged(tables: Mapping[str, pa.Table]) -> list[Judged]:
    return judge([one for day in YEAR_ENDS for one in figures(tables, day, SCALE)])


# Every published key of a measure, and the figure of the yardstick by whose band it is held. Each
# measure equals its figure: ``tests/unit/test_measures_by_month.py``, ``tests/measures_apart``.
BANDED = {
    "referral_rate": "referrals",
    "rereferral_12m": "re_referrals",
    "assessment_45": "assessments_in_45_days",
    "s47_rate": "enquiries",
    "icpc_15": "conferences_in_15_days",
    "cp_review_on_time": "reviews_in_time",
    "cp_count": "protection_plans",
    "cp_rate": "protection_plans",
    "cp_repeat": "repeat_plans",
    "cla_count": "looked_after",
    "cla_rate": "looked_after",
    "agency_rate": "agency",
    "vacancy_rate": "vacancies",
    "turnover_rate": "turnover",
}
# Published of the county, and of no figure of the yardstick: so many points to either side. What
# is counted is what ``tests/measures_apart`` reckons, to which the measures are held; the values
# and the source of each are the rows of the package's published table.
MORE = {
    "referral_nfa": 2.0,
    "assessed_not_in_need": 2.0,
    # Checks of some 450 children: four points are two standard errors.
    "cla_health": 4.0,
    "cla_dental": 4.0,
    # Of some 650 children, brothers and sisters together: some two standard errors.
    "cp_2yr_open": 1.0,
    "cp_2yr_closed": 1.5,
}
# The dashboard shows it since 2026; the table of the package does not hold it, and no
# published value of it was found in any copy. The page says so, and how to read the file in.
NOT_HELD = {"conferences_of_enquiries"}
THE_COUNTY = "916"


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
    assert failing(before, Verdict.OTHER_WAY, Verdict.CANNOT_TELL) == []


def test_every_published_measure_is_held_to_a_band_or_says_why_not() -> None:
    named = [*BANDED, *MORE, *NOT_HELD]
    assert len(named) == len(set(named))
    assert set(named) == {one.published for one in MEASURES if one.published}


def test_what_the_yardstick_does_not_know_is_held_against_what_was_published(
    tables: Mapping[str, pa.Table], capsys: pytest.CaptureFixture[str]
) -> None:
    asked, published = YEAR_ENDS[-1], published_table(Path("nowhere"))
    record = Record({name: tables[name].to_pylist() for name in READ}, asked)
    told, outside = [], []
    for one in MEASURES:
        if points := MORE.get(one.published):
            things = list(_things(one.key, record, asked))
            of = sum(thing.of for thing in things)
            made = 100 * sum(float(thing.counted or 0) for thing in things) / of
            value = published.of_year(one.published, asked.year)[THE_COUNTY].value
            told.append(f"{one.published:22} made {made:5.1f}, published {value:5.1f}, {points}")
            if abs(made - value) > points:
                outside.append(one.published)
    with capsys.disabled():
        print("\n" + "\n".join(told))  # noqa: T201
    assert outside == []


READ = (
    *("persons", "referrals", "assessments", "protection_plans", "care_episodes"),
    *("health_checks", "protection_reviews"),
)


def _things(key: str, record: Record, last: date) -> list[Thing]:
    """What is counted of a measure in the year to the last day, of what can be determined."""
    if key in STANDING:
        found = list(STANDING[key](record, last))
    else:
        first = date(last.year - 1, 4, 1)
        found = [one for one in DATED[key](record) if first <= one.day <= last]
    return [one for one in found if one.counted is not None]
