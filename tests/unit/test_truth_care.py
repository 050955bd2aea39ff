"""What is owed to a child in care, reckoned from small pasts."""

from holdfast.simulation.truth import care
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

IN_CARE = ("2018-01-31", Happening.CARE_BEGINS, "C")


def test_a_placement_plan_made_before_the_placement_is_in_time() -> None:
    child = past(
        ("2018-03-26", Happening.PLACEMENT_BEGINS, "A"),
        ("2018-03-20", Happening.PLACEMENT_PLANNED, "A"),
        ("2018-04-10", Happening.PLACEMENT_ENDS, "A"),
        ("2018-04-10", Happening.PLACEMENT_BEGINS, "B"),
        ("2018-05-01", Happening.PLACEMENT_ENDS, "B"),
    )
    assert went(care.duties, child, "cla_placement_plan") == [
        Went("2018-03-26", "2018-04-04", done="2018-03-26"),
        Went("2018-04-10", "2018-04-17", over="2018-05-01"),
    ]


def test_placement_plans_could_wait_in_the_months_of_2020() -> None:
    days = ("2020-04-16", "2020-04-17", "2020-09-17", "2020-09-18")
    child = past(*((day, Happening.PLACEMENT_BEGINS, day) for day in days))
    due = [one.due for one in went(care.duties, child, "cla_placement_plan")]
    assert due == ["2020-04-23", "2020-09-24", "2020-09-24", "2020-09-25"]


def test_the_regulations_of_2011_ask_for_no_plan_of_an_earlier_placement() -> None:
    child = past(("2011-03-31", Happening.PLACEMENT_BEGINS, "A"))
    assert went(care.duties, child, "cla_placement_plan") == []


def test_a_care_plan_is_owed_from_the_first_placement_and_no_move_starts_it_again() -> None:
    child = past(
        IN_CARE,
        ("2018-02-05", Happening.PLACEMENT_BEGINS, "A"),
        ("2018-02-12", Happening.PLACEMENT_ENDS, "A"),
        ("2018-02-14", Happening.PLACEMENT_BEGINS, "B"),
        ("2018-02-20", Happening.CARE_PLAN_BEGINS, "P"),
    )
    assert went(care.duties, child, "cla_care_plan") == [
        Went("2018-02-05", "2018-02-19", done="2018-02-20")
    ]


def test_a_care_plan_that_is_in_force_when_the_child_is_placed_answers_the_duty() -> None:
    placed = ("2018-02-05", Happening.PLACEMENT_BEGINS, "A")
    child = past(IN_CARE, placed, ("2018-02-01", Happening.CARE_PLAN_BEGINS, "P"))
    assert went(care.duties, child, "cla_care_plan") == [
        Went("2018-02-05", "2018-02-19", done="2018-02-05")
    ]


def test_a_care_plan_of_an_earlier_time_in_care_is_over() -> None:
    child = past(
        ("2016-03-08", Happening.CARE_PLAN_BEGINS, "P"),
        ("2016-09-30", Happening.CARE_PLAN_ENDS, "P"),
        IN_CARE,
        ("2018-01-31", Happening.PLACEMENT_BEGINS, "A"),
        ("2018-02-09", Happening.CARE_ENDS, "C"),
    )
    assert went(care.duties, child, "cla_care_plan") == [
        Went("2018-01-31", "2018-02-14", over="2018-02-09")
    ]


def test_only_a_plan_that_says_how_permanence_is_reached_counts_as_one() -> None:
    child = past(
        IN_CARE,
        ("2018-02-12", Happening.CARE_PLAN_BEGINS, "P"),
        ("2018-06-01", Happening.CARE_PLAN_BEGINS, "Q"),
        ("2018-06-01", Happening.PERMANENCE_PLANNED, "Q"),
    )
    assert went(care.duties, child, "permanence_2nd") == [
        Went("2018-01-31", "2018-05-31", done="2018-06-01")
    ]


def test_reviews_first_second_and_later() -> None:
    held = ("2018-02-28", "2018-05-25", "2018-05-25", "2018-11-26")
    child = past(IN_CARE, *((day, Happening.CARE_REVIEWED) for day in held))
    assert went(care.duties, child, "cla_review_1") == [
        Went("2018-01-31", "2018-02-28", done="2018-02-28")
    ]
    assert went(care.duties, child, "cla_review_2") == [
        Went("2018-02-28", "2018-05-28", done="2018-05-25")
    ]
    assert went(care.duties, child, "cla_review_n") == [
        Went("2018-05-25", "2018-11-25", done="2018-11-26"),
        Went("2018-11-26", "2019-05-26"),
    ]


def test_the_first_review_was_due_in_four_weeks_until_the_end_of_march_2011() -> None:
    for began, due in (("2011-03-31", "2011-04-28"), ("2011-04-01", "2011-05-05")):
        child = past((began, Happening.CARE_BEGINS, "C"))
        assert went(care.duties, child, "cla_review_1") == [Went(began, due)]


def test_leaving_care_and_coming_back_on_one_day_is_one_time_in_care() -> None:
    child = past(
        IN_CARE,
        ("2018-02-12", Happening.CARE_ENDS, "C"),
        ("2018-02-12", Happening.CARE_BEGINS, "D"),
        ("2018-02-20", Happening.CARE_ENDS, "D"),
        ("2018-02-21", Happening.CARE_BEGINS, "E"),
    )
    assert went(care.duties, child, "cla_review_1") == [
        Went("2018-01-31", "2018-02-28", over="2018-02-20"),
        Went("2018-02-21", "2018-03-21"),
    ]


def test_later_reviews_could_wait_in_the_months_of_2020_and_the_second_could_not() -> None:
    child = past(
        ("2019-07-01", Happening.CARE_BEGINS, "C"),
        ("2019-07-26", Happening.CARE_REVIEWED),
        ("2020-02-25", Happening.CARE_REVIEWED),
    )
    assert went(care.duties, child, "cla_review_n") == [Went("2020-02-25", "2020-09-24")]
    later = past(
        ("2020-03-02", Happening.CARE_BEGINS, "C"), ("2020-03-30", Happening.CARE_REVIEWED)
    )
    assert went(care.duties, later, "cla_review_2") == [Went("2020-03-30", "2020-06-30")]


def test_placed_for_adoption_a_child_is_reviewed_under_other_regulations() -> None:
    child = past(
        IN_CARE,
        ("2018-02-19", Happening.PLACED_FOR_ADOPTION, "A"),
        ("2018-03-19", Happening.CARE_REVIEWED),
    )
    assert went(care.duties, child, "cla_review_1") == [
        Went("2018-01-31", "2018-02-28", over="2018-02-19")
    ]


def test_reviews_go_on_when_a_placement_for_adoption_has_broken_down() -> None:
    child = past(
        ("2017-06-01", Happening.CARE_BEGINS, "C"),
        ("2017-06-28", Happening.CARE_REVIEWED),
        ("2017-12-01", Happening.PLACED_FOR_ADOPTION, "A"),
        ("2018-01-31", Happening.PLACEMENT_ENDS, "A"),
        ("2018-03-01", Happening.CARE_REVIEWED),
        ("2018-06-01", Happening.PLACED_FOR_ADOPTION, "B"),
        ("2018-06-28", Happening.CARE_REVIEWED),
    )
    assert went(care.duties, child, "cla_review_returned") == [
        Went("2018-03-01", "2018-09-01", over="2018-06-01")
    ]


def test_an_adopted_child_has_not_been_returned() -> None:
    child = past(
        ("2017-06-01", Happening.CARE_BEGINS, "C"),
        ("2017-12-01", Happening.PLACED_FOR_ADOPTION, "A"),
        ("2018-06-29", Happening.PLACEMENT_ENDS, "A"),
        ("2018-06-29", Happening.CARE_ENDS, "C"),
    )
    assert went(care.duties, child, "cla_review_returned") == []


def test_a_child_who_dies_in_care() -> None:
    died = ("2018-02-14", Happening.DIES)
    child = past(IN_CARE, ("2018-02-21", Happening.CARE_REVIEWED), died)
    assert went(care.duties, child, "cla_review_1") == [
        Went("2018-01-31", "2018-02-28", over="2018-02-14")
    ]
