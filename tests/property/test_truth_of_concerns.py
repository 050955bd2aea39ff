"""What the concerns say of a made-up county is so, and all that is so is found.

On twenty random days of six years, in counties that end at different times, with the oddities of
real records too; at every run on a few. Beside it stands what really happened: where the record
shows a child otherwise, something about the child was not written up, or an oddity was planted.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from holdfast.concerns.register import CONCERNS
from holdfast.simulation import Council, County, make_county
from holdfast.simulation.truth.concerns import reckon_concerns
from tests.depth import DEEP, often
from tests.property.concern_agreement import Agreement, agreement
from tests.property.odd_truth import Touched, touched
from tests.property.test_truth import TODAY, YEARS, eventful, eventful_today, random_days
from tests.property.test_truth_with_oddities import OFTEN

DAYS = often(2, 20)
# The last is of days on which others than social workers may lead.
COUNTIES: Sequence[tuple[int, int, date, Council]] = (
    (1, often(300, 1_500), date(2018, 1, 31), eventful()),
    (2, 700, date(2018, 1, 31), Council()),
    (3, 700, date(2022, 3, 31), eventful()),
    (4, 700, TODAY.day, eventful_today()),
)[: often(1, 4)]
ODD: Sequence[tuple[int, int, date]] = (
    (13, often(200, 500), date(2022, 3, 31)),
    (11, 700, date(2018, 1, 31)),
)[: often(1, 2)]
STRANDS = {strand.key for concern in CONCERNS for strand in concern.strands}


def odd_county(seed: int, children: int, as_at: date) -> County:
    council = eventful()
    staffing = replace(council.staffing, keeps_inbox=0.9, leaver_still_named=0.5)
    odd = replace(council, staffing=staffing)
    return make_county(children, as_at, seed, YEARS, council=odd, oddities=OFTEN)


def few_days(seed: int, as_at: date) -> list[date]:
    days = random_days(seed, as_at)
    return days if DEEP else days[-DAYS:]


@pytest.fixture(scope="module")
def found() -> Agreement:
    whole = Agreement()
    for seed, children, as_at, council in COUNTIES:
        county = make_county(children, as_at, seed, YEARS, council=council)
        whole.add(agreement(county, few_days(seed, as_at)))
    return whole


@pytest.mark.timeout(600)
def test_every_concern_is_found_and_none_is_unfounded(found: Agreement) -> None:
    print(f"\n{found.table()}")  # noqa: T201
    assert not found.counts, found.table()


@pytest.mark.deep
def test_every_strand_came_true(found: Agreement) -> None:
    assert {key for key in STRANDS if not found.times[key]} == set()


@pytest.mark.timeout(600)
def test_an_odd_record_is_told_as_it_stands_and_differs_by_oddities_alone() -> None:
    whole, apart = Agreement(), Touched()
    for seed, children, as_at in ODD:
        county = odd_county(seed, children, as_at)
        whole.add(agreement(county, few_days(seed, as_at)))
        apart.add(touched(county, reckon_concerns))
    print(f"\n{whole.table()}\n\n{apart.table()}")  # noqa: T201
    assert not whole.counts, whole.table()
    assert apart.unexplained == []
    assert apart.same > 1_000
