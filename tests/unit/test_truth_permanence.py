"""What is owed where lawyers, courts and adoption come in, reckoned from small pasts."""

from holdfast.simulation.truth import permanence
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

CASE = ("2018-01-09", Happening.REFERRAL_RECEIVED, "R")
PLACED = ("2018-01-31", Happening.PLACED_FOR_ADOPTION, "A")


def test_a_legal_planning_meeting_and_a_case_that_closes_first() -> None:
    asked = ("2018-01-31", Happening.LEGAL_MEETING_ASKED, "L")
    child = past(CASE, asked, ("2018-02-15", Happening.LEGAL_MEETING_HELD, "L"))
    assert went(permanence.duties, child, "lpm") == [
        Went("2018-01-31", "2018-02-14", done="2018-02-15")
    ]
    closed = past(CASE, asked, ("2018-02-19", Happening.CASE_CLOSES, "R"))
    assert went(permanence.duties, closed, "lpm") == [
        Went("2018-01-31", "2018-02-14", over="2018-02-19")
    ]


def test_sixteen_weeks_from_the_letter() -> None:
    sent = ("2018-01-31", Happening.LETTER_SENT, "L")
    decided = ("2018-05-24", Happening.PRE_PROCEEDINGS_DECIDED, "L")
    assert went(permanence.duties, past(CASE, sent, decided), "plo_preproc") == [
        Went("2018-01-31", "2018-05-23", done="2018-05-24")
    ]


def test_twenty_six_weeks_beginning_with_the_day_of_issue_since_april_2014() -> None:
    child = past(
        ("2014-04-17", Happening.PROCEEDINGS_ISSUED, "old"),
        ("2014-04-22", Happening.PROCEEDINGS_ISSUED, "new"),
        ("2014-10-21", Happening.PROCEEDINGS_CONCLUDED, "new"),
    )
    assert went(permanence.duties, child, "proceedings_26") == [
        Went("2014-04-22", "2014-10-20", done="2014-10-21")
    ]


def test_emergency_powers_and_a_closed_case_that_shows_they_are_over() -> None:
    made = ("2018-01-31", Happening.EMERGENCY_ORDER_MADE, "E")
    child = past(made, ("2018-02-16", Happening.EMERGENCY_OVER, "E"))
    assert went(permanence.duties, child, "epo") == [
        Went("2018-01-31", "2018-02-15", done="2018-02-16")
    ]
    taken = ("2018-02-02", Happening.POLICE_PROTECT, "P")
    closed = past(CASE, taken, ("2018-03-05", Happening.CASE_CLOSES, "R"))
    assert went(permanence.duties, closed, "police_protection") == [
        Went("2018-02-02", "2018-02-05", unsure="2018-03-05")
    ]


def test_placed_for_adoption_a_child_is_visited_weekly_until_the_first_review() -> None:
    child = past(
        PLACED,
        ("2018-02-07", Happening.SEEN_IN_CARE),
        ("2018-02-27", Happening.CARE_REVIEWED),
        ("2018-02-28", Happening.SEEN_IN_CARE),
    )
    assert went(permanence.duties, child, "adopt_visit") == [
        Went("2018-01-31", "2018-02-07", done="2018-02-07"),
        Went("2018-02-07", "2018-02-14", done="2018-02-28"),
    ]


def test_placed_for_adoption_a_child_is_reviewed_three_ways() -> None:
    held = ("2017-12-01", "2018-03-01", "2018-06-01", "2018-11-29")
    child = past(PLACED, *((day, Happening.CARE_REVIEWED) for day in held))
    assert went(permanence.duties, child, "adopt_review") == [
        Went("2018-01-31", "2018-02-28", done="2018-03-01")
    ]
    assert went(permanence.duties, child, "adopt_review_2") == [
        Went("2018-03-01", "2018-06-01", done="2018-06-01")
    ]
    assert went(permanence.duties, child, "adopt_review_n") == [
        Went("2018-06-01", "2018-12-01", done="2018-11-29"),
        Went("2018-11-29", "2019-05-29"),
    ]


def test_reviews_might_be_left_out_in_the_months_of_2020() -> None:
    child = past(("2020-03-30", Happening.PLACED_FOR_ADOPTION, "A"))
    assert went(permanence.duties, child, "adopt_review") == [Went("2020-03-30", "2020-09-24")]


def test_authorised_and_not_placed() -> None:
    child = past(
        ("2017-11-30", Happening.ADOPTION_AUTHORISED, "A"),
        ("2018-02-01", Happening.CARE_REVIEWED),
        ("2018-03-05", Happening.PLACED_FOR_ADOPTION, "H"),
        ("2018-03-19", Happening.CARE_REVIEWED),
    )
    assert went(permanence.duties, child, "adopt_review_authorised") == [
        Went("2017-11-30", "2018-02-28", done="2018-02-01")
    ]
    assert went(permanence.duties, child, "adopt_review_authorised_n") == [
        Went("2018-02-01", "2018-08-01", over="2018-03-05")
    ]


def test_the_plan_of_adoption_is_given_up() -> None:
    authorised = ("2017-11-30", Happening.ADOPTION_AUTHORISED, "A")
    child = past(authorised, ("2018-03-05", Happening.ADOPTION_GIVEN_UP, "A"))
    assert went(permanence.duties, child, "adopt_review_authorised") == [
        Went("2017-11-30", "2018-02-28", over="2018-03-05")
    ]


def test_a_placement_for_adoption_breaks_down() -> None:
    child = past(
        ("2017-06-01", Happening.CARE_BEGINS, "C"),
        ("2017-12-01", Happening.PLACED_FOR_ADOPTION, "A"),
        ("2018-01-31", Happening.PLACEMENT_ENDS, "A"),
        ("2018-03-15", Happening.CARE_REVIEWED),
    )
    assert went(permanence.duties, child, "adopt_review_returned") == [
        Went("2018-01-31", "2018-03-14", done="2018-03-15")
    ]
