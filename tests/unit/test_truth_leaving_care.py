"""What is owed to a young person who leaves care, reckoned from small pasts."""

from holdfast.simulation.truth import leaving_care
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

ELIGIBLE = ("2017-11-30", Happening.LEAVING_CARE_ELIGIBLE, "N")


def test_needs_are_assessed_within_three_months_and_the_plan_follows_when_it_can() -> None:
    child = past(
        ELIGIBLE,
        ("2018-03-01", Happening.NEEDS_ASSESSED, "N"),
        ("2018-06-29", Happening.PATHWAY_PLANNED, "N"),
    )
    assert went(leaving_care.duties, child, "cl_pathway_plan") == [
        Went("2017-11-30", "2018-02-28", done="2018-03-01")
    ]
    assert went(leaving_care.duties, child, "cl_pathway_plan_agreed") == [
        Went("2018-03-01", None, done="2018-06-29")
    ]


def test_the_support_ends_first() -> None:
    child = past(ELIGIBLE, ("2018-03-05", Happening.PATHWAY_ENDS, "N"))
    assert went(leaving_care.duties, child, "cl_pathway_plan") == [
        Went("2017-11-30", "2018-02-28", over="2018-03-05")
    ]


def test_the_plan_is_reviewed_from_the_18th_birthday_to_the_21st() -> None:
    child = past(
        ("2014-06-02", Happening.CARE_BEGINS, "C"),
        ("2018-01-31", Happening.CARE_ENDS, "C"),
        ("2016-04-29", Happening.PATHWAY_PLANNED, "N"),
        ("2017-12-01", Happening.PATHWAY_REVIEWED),
        ("2018-07-31", Happening.PATHWAY_REVIEWED),
        ("2020-12-01", Happening.PATHWAY_REVIEWED),
        born="2000-01-31",
    )
    assert went(leaving_care.duties, child, "cl_pp_review") == [
        Went("2018-01-31", "2018-07-31", done="2018-07-31"),
        Went("2018-07-31", "2019-01-31", done="2020-12-01"),
        Went("2020-12-01", "2021-06-01", over="2021-01-31"),
    ]


def test_who_left_care_at_16_or_17_is_reviewed_from_then_but_not_while_in_care_again() -> None:
    child = past(
        ("2014-06-02", Happening.CARE_BEGINS, "C1"),
        ("2017-08-31", Happening.CARE_ENDS, "C1"),
        ("2017-11-01", Happening.CARE_BEGINS, "C2"),
        ("2018-01-15", Happening.CARE_ENDS, "C2"),
        ("2017-04-28", Happening.PATHWAY_PLANNED, "N"),
        born="2001-01-31",
    )
    assert went(leaving_care.duties, child, "cl_pp_review") == [
        Went("2017-08-31", "2018-02-28", over="2017-11-01"),
        Went("2018-01-15", "2018-07-15", over="2022-01-31"),
    ]


def test_in_a_home_that_the_council_provides() -> None:
    child = past(
        ("2018-01-31", Happening.COUNCIL_HOME_BEGINS, "A"),
        ("2018-02-05", Happening.COUNCIL_HOME_ENDS, "A"),
        ("2018-02-05", Happening.COUNCIL_HOME_BEGINS, "B"),
        ("2018-02-08", Happening.ADVISER_VISITS, "B"),
        ("2018-03-01", Happening.PATHWAY_REVIEWED),
    )
    assert went(leaving_care.duties, child, "cl_pa_visit") == [
        Went("2018-01-31", "2018-02-07", done="2018-02-08")
    ]
    assert went(leaving_care.duties, child, "cl_pa_visit_later") == [
        Went("2018-02-08", "2018-04-08")
    ]
    assert went(leaving_care.duties, child, "cl_pp_review_28") == [
        Went("2018-01-31", "2018-02-28", done="2018-03-01")
    ]
    assert went(leaving_care.duties, child, "cl_pp_review_3m") == [Went("2018-03-01", "2018-06-01")]
