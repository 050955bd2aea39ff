"""Enquiries, conferences, plans and reviews of the year."""

from typing import Any

import pytest

from tests.returns.cin_census.projecting.small import REFERRAL, drawn, values

OLD: dict[str, Any] = {"referrals": [REFERRAL | {"received": "2019-01-07"}]}
S47 = ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired")


def enquiry(started: str, **more: Any) -> dict[str, Any]:
    return {"enquiry": "E", "referral": "R1", "child": "A", "started": started} | more


def conference(held: str | None, **more: Any) -> dict[str, Any]:
    return {"conference": "C", "enquiry": "E", "child": "A", "held": held} | more


def plan(started: str, **more: Any) -> dict[str, Any]:
    named = {"initial_category": "NEG", "latest_category": "EMO"}
    return {"plan": "P", "referral": "R1", "child": "A", "started": started} | named | more


def enquiries(one: Any, *conferences: Any) -> Any:
    rows = {"enquiries": [one], "conferences": list(conferences)}
    return values(drawn(OLD | rows), "Section47", *S47)


UNNEEDED = {"conference_needed": False, "no_further_action": True}


@pytest.mark.parametrize(
    ("one", "held", "wanted"),
    [
        # Fifteen working days from the start, when nobody says another day.
        (enquiry("2025-06-10"), "2025-06-24", [("2025-06-10", "2025-07-01", "2025-06-24", False)]),
        (enquiry("2025-06-10"), None, [("2025-06-10", "2025-07-01", None, False)]),
        (enquiry("2026-03-20"), "2026-04-01", [("2026-03-20", "2026-04-14", None, False)]),
        (enquiry("2025-03-18"), "2025-04-01", [("2025-03-18", "2025-04-08", "2025-04-01", False)]),
        (enquiry("2025-03-18"), "2025-03-31", []),
        (
            enquiry("2025-03-18", ended="2025-04-01", **UNNEEDED),
            None,
            [("2025-03-18", None, None, True)],
        ),
        (enquiry("2025-03-18", ended="2025-03-31", **UNNEEDED), None, []),
        # What it found was not known yet when the year ended.
        (
            enquiry("2026-03-20", ended="2026-04-02", **UNNEEDED),
            None,
            [("2026-03-20", "2026-04-14", None, False)],
        ),
        # A conference that was held was needed.
        (
            enquiry("2025-06-10", ended="2025-06-17", **UNNEEDED),
            "2025-06-24",
            [("2025-06-10", "2025-07-01", "2025-06-24", False)],
        ),
    ],
)
def test_enquiries(one: Any, held: str | None, wanted: Any) -> None:
    assert enquiries(one, conference(held)) == wanted


def test_an_old_enquiry_without_an_end_is_left_out_and_told() -> None:
    found = drawn(OLD | {"enquiries": [enquiry("2025-03-31")]})
    assert values(found, "Section47", *S47) == []
    assert [(one.rows, "8740" in one.why) for one in found.left_out] == [(1, True)]


def test_the_target_of_the_record_stands() -> None:
    told = enquiries(enquiry("2025-06-10"), conference(None, target="2025-06-27"))
    assert told == [("2025-06-10", "2025-06-27", None, False)]


def test_a_conference_that_names_no_enquiry_is_of_the_latest_before_it() -> None:
    given: dict[str, Any] = {
        "enquiries": [enquiry("2025-05-20"), enquiry("2025-09-02", enquiry="F")],
        "conferences": [conference("2025-06-03", enquiry=None)],
    }
    found = drawn(OLD | given)
    assert values(found, "Section47", "DateOfInitialCPC") == ["2025-06-03", None]
    assert values(found, "CINdetails", "DateOfInitialCPC") == [None]


def test_a_conference_after_a_move_stands_with_the_episode() -> None:
    given: dict[str, Any] = {
        "enquiries": [enquiry("2025-05-20")],
        "conferences": [conference("2025-06-03", enquiry=None, referral="R1", transfer_in=True)],
    }
    found = drawn(OLD | given)
    assert values(found, "Section47", "DateOfInitialCPC") == [None]
    assert values(found, "CINdetails", "DateOfInitialCPC") == ["2025-06-03"]


PLAN = ("CPPstartDate", "CPPendDate", "NumberOfPreviousCPP")


@pytest.mark.parametrize(
    ("started", "ended", "wanted"),
    [
        ("2024-06-03", "2025-04-01", [("2024-06-03", "2025-04-01", 0)]),
        ("2024-06-03", "2025-03-31", []),
        ("2026-03-31", "2026-04-01", [("2026-03-31", None, 0)]),
        ("2026-04-01", None, []),
    ],
)
def test_plans(started: str, ended: str | None, wanted: Any) -> None:
    found = drawn(OLD | {"protection_plans": [plan(started, ended=ended)]})
    assert values(found, "ChildProtectionPlans", *PLAN) == wanted


def test_plans_before_are_counted_over_the_whole_history() -> None:
    given = [
        plan("2012-06-04", ended="2013-02-04", plan="P1", referral=None),
        plan("2016-06-04", ended="2017-02-04", plan="P2", referral=None, other_authority=True),
        plan("2025-06-24"),
    ]
    found = drawn(OLD | {"protection_plans": given})
    assert values(found, "ChildProtectionPlans", *PLAN) == [("2025-06-24", None, 1)]


def test_another_councils_plan_is_theirs_to_send() -> None:
    found = drawn(OLD | {"protection_plans": [plan("2025-06-24", other_authority=True)]})
    assert values(found, "ChildProtectionPlans", *PLAN) == []


def test_a_plan_finds_its_referral_through_its_conference() -> None:
    given: dict[str, Any] = {
        "referrals": [*OLD["referrals"], REFERRAL | {"referral": "R2", "received": "2025-06-20"}],
        "conferences": [conference("2025-06-24", referral="R1")],
        "protection_plans": [plan("2025-06-24", referral=None, conference="C")],
    }
    assert values(drawn(given), "ChildProtectionPlans", "episode") == [1]


def test_reviews_are_all_that_were_held_of_a_plan_of_the_year() -> None:
    given: dict[str, Any] = {
        "protection_plans": [plan("2024-06-03")],
        "protection_reviews": [
            {"review": "V1", "child": "A", "plan": "P", "held": "2024-09-02"},
            {"review": "V2", "child": "A", "plan": None, "held": "2025-02-24"},
            {"review": "V3", "child": "A", "plan": "P", "due": "2025-08-24"},
            {"review": "V4", "child": "A", "plan": "P", "held": "2026-04-01"},
        ],
    }
    found = drawn(OLD | given)
    assert values(found, "Reviews", "CPPreviewDate", "inside") == [
        ("2024-09-02", 1),
        ("2025-02-24", 1),
    ]
