"""Health and education owed to a child in care, reckoned from small pasts."""

from holdfast.simulation.truth import care_health
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went


def test_a_health_assessment_over_christmas() -> None:
    assessed = ("2018-01-11", Happening.HEALTH_ASSESSED)
    child = past(("2017-12-08", Happening.CARE_BEGINS, "C"), assessed)
    assert went(care_health.duties, child, "ha_initial") == [
        Went("2017-12-08", "2018-01-10", done="2018-01-11")
    ]


def test_half_yearly_until_the_fifth_birthday_and_then_yearly() -> None:
    child = past(
        ("2017-08-01", Happening.CARE_BEGINS, "C"),
        ("2017-08-31", Happening.HEALTH_ASSESSED),
        ("2018-03-05", Happening.HEALTH_ASSESSED),
        born="2013-02-14",
    )
    assert went(care_health.duties, child, "ha_review_under_five") == [
        Went("2017-08-31", "2018-02-28", over="2018-02-14")
    ]
    assert went(care_health.duties, child, "ha_review") == [
        Went("2018-02-14", "2019-02-14", done="2018-03-05"),
        Went("2018-03-05", "2019-03-05"),
    ]


def test_the_dentist_every_year() -> None:
    care = ("2016-02-29", Happening.CARE_BEGINS, "C")
    child = past(care, ("2017-02-28", Happening.TEETH_CHECKED))
    assert went(care_health.duties, child, "dental") == [
        Went("2016-02-29", "2017-02-28", done="2017-02-28"),
        Went("2017-02-28", "2018-02-28"),
    ]


def test_a_questionnaire_between_the_fourth_birthday_and_the_seventeenth() -> None:
    care = ("2017-01-31", Happening.CARE_BEGINS, "C")
    assert went(care_health.duties, past(care, born="2014-02-14"), "sdq") == [
        Went("2018-02-14", "2019-02-14", over="2031-02-14")
    ]
    assert went(care_health.duties, past(care, born="2001-02-14"), "sdq") == [
        Went("2017-01-31", "2018-01-31", over="2018-02-14")
    ]


def test_a_personal_education_plan_at_school_age() -> None:
    care = ("2018-01-31", Happening.CARE_BEGINS, "C")
    child = past(
        care,
        ("2018-02-07", Happening.EDUCATION_PLAN_BEGUN, "P"),
        ("2018-03-01", Happening.EDUCATION_PLAN_DONE, "P"),
        ("2018-06-01", Happening.CARE_ENDS, "C"),
        born="2008-06-20",
    )
    assert went(care_health.duties, child, "pep_initial") == [
        Went("2018-01-31", "2018-02-14", done="2018-02-07")
    ]
    assert went(care_health.duties, child, "pep_ready") == [
        Went("2018-01-31", "2018-02-28", done="2018-03-01")
    ]
    assert went(care_health.duties, past(care, born="2002-01-30"), "pep_initial") == []
