"""Which children and episodes belong in a census, and what is told of each."""

from typing import Any

import pytest

from tests.returns.cin_census.projecting.small import CHILD, REFERRAL, drawn, values

DETAILS = ("CINreferralDate", "CINclosureDate", "ReasonForClosure", "ReferralNFA")


def episodes(*referrals: dict[str, Any], year: int = 2026) -> list[Any]:
    given = [REFERRAL | {"referral": f"R{n}"} | one for n, one in enumerate(referrals)]
    return values(drawn({"referrals": given}, year), "CINdetails", *DETAILS)


@pytest.mark.parametrize(
    ("received", "closed"),
    [
        ("2025-04-01", None),
        ("2026-03-31", None),
        ("2019-01-07", None),
        ("2019-01-07", "2025-04-01"),
        ("2019-01-07", "2026-03-31"),
        ("2025-05-12", "2025-05-12"),
    ],
)
def test_a_case_open_on_a_day_of_the_year_belongs(received: str, closed: str | None) -> None:
    one = {"received": received, "closed": closed, "close_reason": "RC7" if closed else None}
    assert episodes(one) == [(received, closed, one["close_reason"], False)]


@pytest.mark.parametrize(
    "one",
    [
        {"received": "2026-04-01"},
        {"received": "2019-01-07", "closed": "2025-03-31"},
        {"received": "2025-03-03", "no_further_action": True, "decided": "2025-03-04"},
        {"received": "2025-03-03", "no_further_action": True},
    ],
)
def test_other_cases_do_not(one: dict[str, Any]) -> None:
    projected = drawn({"referrals": [REFERRAL | one]})
    assert projected.tables["CINdetails"].num_rows == 0
    assert projected.tables["Child"].num_rows == 0


def test_what_happened_after_the_year_is_not_told() -> None:
    later = {"closed": "2026-04-01", "close_reason": "RC7"}
    assert episodes(later) == [("2025-05-12", None, None, False)]


def test_no_further_action_opens_no_case_that_could_be_closed() -> None:
    refused = {"no_further_action": True, "closed": "2025-05-13", "close_reason": "RC8"}
    assert episodes(refused) == [("2025-05-12", None, None, True)]


def test_no_further_action_belongs_to_the_year_in_which_it_was_decided() -> None:
    eve = {"received": "2025-03-31", "no_further_action": True, "decided": "2025-04-01"}
    assert episodes(eve) == [("2025-03-31", None, None, True)]
    assert episodes(eve, year=2025) == [("2025-03-31", None, None, False)]


def test_what_is_not_decided_yet_is_not_without_further_action() -> None:
    assert episodes({"no_further_action": None}) == [("2025-05-12", None, None, False)]


def test_each_referral_is_an_episode_in_the_order_of_their_days() -> None:
    found = episodes(
        {"received": "2025-11-03"},
        {"received": "2025-05-12", "closed": "2025-08-01", "close_reason": "RC8"},
    )
    assert [row[0] for row in found] == ["2025-05-12", "2025-11-03"]


def test_numbers_are_those_of_a_reader() -> None:
    children = [CHILD, CHILD | {"child": "B"}]
    referrals = [REFERRAL, REFERRAL | {"referral": "R2", "child": "B"}]
    found = drawn({"persons": children, "referrals": referrals})
    places = ("row", "child", "episode", "inside", "line")
    assert values(found, "Child", *places) == [(1, 1, None, None, None), (2, 2, None, None, None)]
    assert values(found, "CINdetails", *places) == [(1, 1, 1, 1, None), (2, 2, 2, 2, None)]


def test_a_child_whom_nobody_described_is_still_sent() -> None:
    found = drawn({"persons": []})
    assert values(found, "Child", "LAchildID", "Sex") == [("A", None)]
