"""What is owed in assessment before there was a single one, reckoned from small pasts."""

from holdfast.simulation.truth import assessment
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

BEGINS, SIGNED = Happening.INITIAL_ASSESSMENT_BEGINS, Happening.INITIAL_ASSESSMENT_SIGNED


def test_an_initial_assessment_by_the_edition_of_its_day() -> None:
    child = past(
        ("2010-02-26", BEGINS, "A"),
        ("2010-03-09", SIGNED, "A"),
        ("2010-03-01", BEGINS, "B"),
        ("2010-03-15", SIGNED, "B"),
        ("2013-04-15", BEGINS, "C"),
    )
    assert went(assessment.duties, child, "initial_assessment") == [
        Went("2010-02-26", "2010-03-09", done="2010-03-09"),
        Went("2010-03-01", "2010-03-15", done="2010-03-15"),
        Went("2013-04-15", None),
    ]


def test_a_core_assessment_takes_35_working_days_and_ends_with_the_case() -> None:
    child = past(
        ("2012-01-04", Happening.REFERRAL_RECEIVED, "R"),
        ("2012-01-16", Happening.CORE_ASSESSMENT_BEGINS, "A"),
        ("2012-03-30", Happening.CASE_CLOSES, "R"),
    )
    assert went(assessment.duties, child, "core_assessment") == [
        Went("2012-01-16", "2012-03-05", over="2012-03-30")
    ]
