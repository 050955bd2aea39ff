"""What is owed to a child who was missing, or may be exploited, reckoned from small pasts."""

from holdfast.simulation.truth import missing
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

CASE = ("2018-01-09", Happening.REFERRAL_RECEIVED, "R")
CLOSED = ("2018-03-05", Happening.CASE_CLOSES, "R")
FOUND = ("2018-02-09", Happening.FOUND, "M")


def test_an_interview_within_three_days_weekend_or_not() -> None:
    child = past(CASE, FOUND, ("2018-02-13", Happening.INTERVIEWED, "M"), CLOSED)
    assert went(missing.duties, child, "rhi_72") == [
        Went("2018-02-09", "2018-02-12", done="2018-02-13")
    ]


def test_a_child_may_decline_it() -> None:
    child = past(CASE, FOUND, ("2018-02-09", Happening.INTERVIEW_DECLINED, "M"), CLOSED)
    assert went(missing.duties, child, "rhi_72") == [
        Went("2018-02-09", "2018-02-12", over="2018-02-09")
    ]


def test_the_case_closes_and_nobody_ever_asked() -> None:
    assert went(missing.duties, past(CASE, FOUND, CLOSED), "rhi_72") == [
        Went("2018-02-09", "2018-02-12", over="2018-03-05")
    ]


def test_a_concern_about_exploitation_is_assessed_and_assessed_again() -> None:
    child = past(
        ("2018-01-31", Happening.EXPLOITATION_SUSPECTED, "E"),
        ("2018-03-01", Happening.EXPLOITATION_OVER, "E"),
        ("2018-02-12", Happening.EXPLOITATION_SUSPECTED, "F"),
        ("2018-02-15", Happening.EXPLOITATION_ASSESSED),
        ("2018-06-01", Happening.EXPLOITATION_OVER, "F"),
    )
    assert went(missing.duties, child, "cse_risk_assessment") == [
        Went("2018-01-31", "2018-02-14", done="2018-02-15")
    ]
    assert went(missing.duties, child, "cse_risk_review") == [
        Went("2018-02-15", "2018-05-15", over="2018-06-01")
    ]
