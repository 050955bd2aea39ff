"""The clocks and the truth agree, too, on a record that is as odd as real ones.

The truth reckons what the record tells, oddities and all; the clocks must say the same of every
duty. Beside it stands what really happened: where the two differ, an oddity of that child's must
be one that lets them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from holdfast.clocks.duty import Why
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.simulation import County, make_county
from holdfast.simulation.oddities import KINDS, RATES, Shows
from tests.property.odd_truth import Touched, touched
from tests.property.test_truth import YEARS, eventful, random_days
from tests.property.truth_agreement import Report, differences
from tests.records import day, outlook_of

# Several times as often as declared, so that a few hundred children show every kind.
OFTEN = {key: min(1.0, rate * 5) for key, rate in RATES.items()} | {"transfer_out_plan_open": 1.0}
COUNTIES: Sequence[tuple[int, int, date]] = (
    (11, 400, date(2018, 1, 31)),
    (14, 300, date(2014, 9, 30)),
    (13, 300, date(2022, 3, 31)),
)


class Held(NamedTuple):
    """What the clocks and the truth said of the counties."""

    report: Report
    touched: Touched


@pytest.fixture(scope="module")
def held() -> Held:
    whole, all_touched = Report(), Touched()
    for seed, children, as_at in COUNTIES:
        county = _county(children, as_at, seed)
        whole.add(differences(county, (), random_days(seed, as_at)))
        all_touched.add(touched(county))
    return Held(whole, all_touched)


def _county(children: int, as_at: date, seed: int) -> County:
    council = eventful()
    # An inbox for nearly every team, and leavers whom nobody notices.
    staffing = replace(council.staffing, keeps_inbox=0.9, leaver_still_named=0.5)
    odd = replace(council, staffing=staffing)
    return make_county(children, as_at, seed, YEARS, council=odd, oddities=OFTEN)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_clocks_tell_what_an_odd_record_holds(held: Held) -> None:
    print(f"\n{held.report.table()}\n\n{held.touched.table()}")  # noqa: T201
    assert held.report.agrees, held.report.table()


@pytest.mark.slow
def test_every_difference_is_that_of_an_oddity(held: Held) -> None:
    assert held.touched.unexplained == []
    assert held.touched.same > 20_000


@pytest.mark.slow
def test_every_kind_is_met(held: Held) -> None:
    assert {kind.key for kind in KINDS if not held.touched.planted[kind.key]} == set()


@pytest.mark.slow
def test_the_record_hides_what_was_done_and_cannot_tell_of_some(held: Held) -> None:
    shown = sum(held.touched.shows.values(), start=type(held.touched.planted)())
    assert shown[Shows.LESS] > 0
    assert shown[Shows.DOUBT] > 0


def test_a_plan_left_open_in_a_closed_case_is_one_of_which_nobody_can_tell() -> None:
    """The child moved away (RC5); whoever reads row by row finds three duties overdue for ever."""
    referral = {"child": "A", "referral": "R", "received": day("2017-01-03")}
    rows = {
        "referrals": [referral | {"closed": day("2017-06-01"), "close_reason": "RC5"}],
        "protection_plans": [{"child": "A", "plan": "P", "started": day("2017-02-01")}],
    }
    clocks = tuple(one for one in CLOCKS if one.key in {"cp_visit", "rcpc_first"})
    outlook = outlook_of(rows, "2018-01-31", Book(clocks))
    assert due(outlook, Wanted()) == []
    shown = due(outlook, Wanted(STATUSES["all"]))
    assert {(one.clock, str(one.status), one.why) for one in shown} == {
        (clock.key, "cannot tell", Why.OUTLASTS.value) for clock in clocks
    }
