"""Do the bands of a scenario hold on made-up counties that played no part in setting them."""

import numpy as np
import pytest

from benchmarks.scenarios import by_origin, county, other_years, told, tried
from holdfast.simulation.chance import Course
from holdfast.simulation.council.council import Council

# Neither set on (4 to 7, in both orders of years) nor in the table of the document.
NAMES, CHILDREN = ("31", "o31"), 5_000


def test_a_county_of_other_years_has_the_same_years_in_another_order() -> None:
    usual, other = Council().staffing, other_years(31).staffing
    assert other.leaving != usual.leaving
    assert other_years(31).staffing.leaving == other.leaving
    assert isinstance(other.leaving, Course)
    assert sorted(other.leaving.years) == sorted(usual.leaving.years)
    # One order for all that has years: who leaves in a year, and how many come to vacant posts.
    together = set(zip(usual.leaving.years, usual.recruiting.years, strict=True))
    assert set(zip(other.leaving.years, other.recruiting.years, strict=True)) == together


@pytest.mark.deep
@pytest.mark.timeout(3_600)
def test_bands_hold_about_eight_in_ten_on_counties_held_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [one for name in NAMES for one in tried(by_origin(county(name, CHILDREN)))]
    with capsys.disabled():
        print(f"\nHeld by 80% bands, counties {', '.join(NAMES)}:\n{told(found)}")  # noqa: T201
    assert len(found) == len(NAMES) * 95
    assert 0.65 <= np.mean([one.held for one in found]) <= 0.92
