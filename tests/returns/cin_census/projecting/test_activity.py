"""Assessments, plans and pre-proceedings of the year, and the episode each stands in."""

from typing import Any

import pytest

from tests.returns.cin_census.projecting.small import REFERRAL, drawn, values

OLD = REFERRAL | {"received": "2019-01-07"}
TWO = [
    REFERRAL | {"closed": "2025-08-01", "close_reason": "RC7"},
    REFERRAL | {"referral": "R2", "received": "2025-10-06"},
]


def assessment(started: str, authorised: str | None = None, **more: Any) -> dict[str, Any]:
    return {"assessment": "X", "child": "A", "started": started, "authorised": authorised} | more


ASSESSED = ("AssessmentActualStartDate", "AssessmentAuthorisationDate")


@pytest.mark.parametrize(
    ("started", "authorised", "wanted"),
    [
        ("2025-03-03", "2025-04-01", [("2025-03-03", "2025-04-01")]),
        ("2025-03-03", "2025-03-31", []),
        ("2025-04-01", None, [("2025-04-01", None)]),
        ("2026-03-31", "2026-04-01", [("2026-03-31", None)]),
        ("2026-04-01", None, []),
    ],
)
def test_assessments(started: str, authorised: str | None, wanted: Any) -> None:
    given = {"referrals": [OLD], "assessments": [assessment(started, authorised, referral="R1")]}
    found = drawn(given)
    assert values(found, "Assessments", *ASSESSED) == wanted
    assert found.left_out == ()


def test_an_old_assessment_that_nobody_ended_is_left_out_and_told() -> None:
    given = {"referrals": [OLD], "assessments": [assessment("2025-03-31", referral="R1")]}
    found = drawn(given)
    assert values(found, "Assessments", *ASSESSED) == []
    assert [(one.rows, "8736" in one.why) for one in found.left_out] == [(1, True)]


def test_factors_stand_with_what_is_authorised() -> None:
    both = [
        assessment("2025-06-02", "2025-07-01"),
        assessment("2026-03-02", "2026-04-09", assessment="Y"),
    ]
    kinds = [("X", "10A"), ("X", "2A"), ("Y", "3B")]
    factors = [
        {"factor_row": f"F{n}", "child": "A", "assessment": whose, "factor": kind}
        for n, (whose, kind) in enumerate(kinds)
    ]
    found = drawn({"assessments": both, "assessment_factors": factors})
    told = values(found, "FactorsIdentifiedAtAssessment", "AssessmentFactors", "inside", "row")
    assert told == [("2A", 1, 1), ("10A", 1, 2)]


@pytest.mark.parametrize(
    ("started", "named", "referred"),
    [
        ("2025-11-03", "R1", "2025-05-12"),
        ("2025-11-03", None, "2025-10-06"),
        ("2025-11-03", "unknown", "2025-10-06"),
        ("2025-06-02", None, "2025-05-12"),
        # Between two cases: the one before; before the first: that one.
        ("2025-09-01", None, "2025-05-12"),
        ("2025-05-05", None, "2025-05-12"),
    ],
)
def test_the_episode(started: str, named: str | None, referred: str) -> None:
    given = {"referrals": TWO, "assessments": [assessment(started, referral=named)]}
    found = drawn(given)
    (episode,) = values(found, "Assessments", "episode")
    assert values(found, "CINdetails", "CINreferralDate")[episode - 1] == referred


def test_a_referral_without_further_action_comes_last() -> None:
    refused = REFERRAL | {"referral": "R2", "received": "2025-06-02", "no_further_action": True}
    given = {"referrals": [REFERRAL, refused], "assessments": [assessment("2025-06-03")]}
    assert values(drawn(given), "Assessments", "episode") == [1]


def test_what_stands_in_no_episode_of_the_year_is_told() -> None:
    past = {"received": "2019-01-07", "closed": "2019-05-07", "close_reason": "RC7"}
    given = {"referrals": [REFERRAL, REFERRAL | {"referral": "R0"} | past]}
    found = drawn(given | {"assessments": [assessment("2025-06-03", referral="R0")]})
    assert values(found, "Assessments", *ASSESSED) == []
    assert [(one.rows, "Assessments" in one.why) for one in found.left_out] == [(1, True)]


@pytest.mark.parametrize(
    ("started", "ended", "wanted"),
    [
        ("2024-06-03", "2025-04-01", [("2024-06-03", "2025-04-01")]),
        ("2024-06-03", "2025-03-31", []),
        ("2024-06-03", "2026-04-01", [("2024-06-03", None)]),
        ("2026-04-01", None, []),
    ],
)
def test_need_plans(started: str, ended: str | None, wanted: Any) -> None:
    plan = {"plan": "P", "referral": "R1", "child": "A", "started": started, "ended": ended}
    found = drawn({"referrals": [OLD], "need_plans": [plan]})
    assert values(found, "CINPlanDates", "CINPlanStartDate", "CINPlanEndDate") == wanted


PRE = {
    "pre_proceedings_row": "P1",
    "child": "A",
    "decided": "2026-05-11",
    "letter_sent": "2026-05-18",
    "outcome": "step_down",
    "outcome_agreed": "2027-04-02",
}


def test_pre_proceedings_are_sent_from_2027_on() -> None:
    given: dict[str, Any] = {"referrals": [OLD], "pre_proceedings": [PRE]}
    found = drawn(given, 2027, as_at="2027-04-20")
    fields = ("PPStartDate", "LBPSentDate", "StepDecisionDate", "PPOutcome", "episode")
    told = values(found, "PreProceedingsandFGDM", *fields)
    assert told == [("2026-05-11", "2026-05-18", None, None, 1)]
    earlier = [PRE | {"decided": "2025-05-11"}]
    found = drawn(given | {"pre_proceedings": earlier})
    assert values(found, "PreProceedingsandFGDM", *fields) == []


@pytest.mark.parametrize(("outcome", "said"), [("step_down", False), ("A", True), (None, True)])
def test_the_outcome_is_sent_in_codes_alone(outcome: Any, said: bool) -> None:
    one = PRE | {"outcome": outcome, "outcome_agreed": "2026-09-01"}
    given: dict[str, Any] = {"referrals": [OLD], "pre_proceedings": [one]}
    found = drawn(given, 2027, as_at="2027-04-20")
    assert (("PreProceedingsandFGDM", "PPOutcome") not in found.lacking) is said
    wanted = outcome if said else None
    assert values(found, "PreProceedingsandFGDM", "PPOutcome") == [wanted]
