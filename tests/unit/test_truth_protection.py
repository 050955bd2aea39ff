"""What is owed to children in need and in protection, reckoned from small pasts."""

import pytest

from holdfast.simulation.truth import need, protection
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

REFERRED = ("2018-01-31", Happening.REFERRAL_RECEIVED, "R")
FOUND = ("2018-03-01", Happening.FOUND_IN_NEED, "A")
IN_NEED = ("2018-03-08", Happening.NEED_PLAN_BEGINS, "N")
ENQUIRY = ("2018-02-01", Happening.ENQUIRY_BEGINS, "E")
ON_PLAN = ("2018-02-20", Happening.PROTECTION_PLAN_BEGINS, "P")
OFF_PLAN = ("2018-08-20", Happening.PROTECTION_PLAN_ENDS, "P")


def test_a_plan_is_in_place_ten_working_days_after_the_need_was_found() -> None:
    assert went(need.duties, past(REFERRED, FOUND, IN_NEED), "cin_plan_first") == [
        Went("2018-03-01", "2018-03-15", done="2018-03-08")
    ]


def test_a_protection_plan_that_runs_already_answers_it() -> None:
    assert went(need.duties, past(REFERRED, ON_PLAN, FOUND), "cin_plan_first") == [
        Went("2018-03-01", "2018-03-15", done="2018-03-01")
    ]


def test_a_child_in_need_is_visited_every_twenty_working_days_while_the_plan_lasts() -> None:
    child = past(
        IN_NEED,
        ("2018-03-20", Happening.SEEN_AT_HOME, "V"),
        ("2018-04-03", Happening.UNCLEAR_AT_HOME, "W"),
        ("2018-04-20", Happening.NEED_PLAN_ENDS, "N"),
    )
    assert went(need.duties, child, "cin_visit") == [
        Went("2018-03-08", "2018-04-09", done="2018-03-20"),
        Went("2018-03-20", "2018-04-19", over="2018-04-20", unsure="2018-04-03"),
    ]
    assert went(need.duties, child, "cin_review") == [
        Went("2018-03-08", "2018-06-08", over="2018-04-20")
    ]


def test_a_discussion_is_held_by_the_next_working_day() -> None:
    child = past(
        ("2018-03-29", Happening.HARM_SUSPECTED, "D"), ("2018-04-04", Happening.STRATEGY_HELD, "D")
    )
    assert went(protection.duties, child, "strategy_discussion") == [
        Went("2018-03-29", "2018-04-03", done="2018-04-04")
    ]


@pytest.mark.parametrize("ends", [Happening.CONFERENCE_HELD, Happening.CONFERENCE_NOT_NEEDED])
def test_no_safety_plan_is_owed_after_the_conference(ends: Happening) -> None:
    child = past(("2018-02-01", Happening.STRATEGY_HELD, "D"), ("2018-02-20", ends, "E"))
    assert went(protection.duties, child, "interim_safety_plan") == [
        Went("2018-02-01", "2018-02-02", over="2018-02-20")
    ]


def test_a_conference_is_held_in_fifteen_working_days() -> None:
    child = past(
        ENQUIRY,
        ("2018-02-14", Happening.ENQUIRY_ENDS, "E"),
        ("2018-02-23", Happening.CONFERENCE_HELD, "E"),
    )
    assert went(protection.duties, child, "s47_icpc_15") == [
        Went("2018-02-01", "2018-02-22", done="2018-02-23")
    ]
    # To the Department an enquiry that has ended drops out, until the conference comes.
    assert went(protection.duties, child, "s47_icpc_15_statistical") == [
        Went("2018-02-01", "2018-02-22", done="2018-02-23", over="2018-02-14")
    ]
    assert went(protection.duties, child, "s47_duration") == [
        Went("2018-02-01", "2018-02-15", done="2018-02-14")
    ]


def test_an_enquiry_that_finds_no_need_of_a_conference_ends_the_wait() -> None:
    child = past(ENQUIRY, ("2018-02-14", Happening.CONFERENCE_NOT_NEEDED, "E"))
    assert went(protection.duties, child, "s47_icpc_15") == [
        Went("2018-02-01", "2018-02-22", over="2018-02-14")
    ]


def test_a_child_who_moves_here_on_a_plan_has_a_conference() -> None:
    child = past(
        ("2018-02-01", Happening.TRANSFER_TOLD, "C"),
        ("2018-02-15", Happening.TRANSFER_CONFERENCE_HELD, "C"),
    )
    assert went(protection.duties, child, "transfer_in_icpc") == [
        Went("2018-02-01", "2018-02-22", done="2018-02-15")
    ]


def test_core_groups_and_reviews_go_on_while_the_plan_lasts() -> None:
    child = past(
        ON_PLAN,
        ("2018-03-06", Happening.CORE_GROUP_MEETS, "P"),
        ("2018-05-18", Happening.PROTECTION_REVIEWED, "P"),
        OFF_PLAN,
    )
    told = {
        "core_group_first": [Went("2018-02-20", "2018-03-06", done="2018-03-06")],
        "core_group_repeat": [Went("2018-03-06", "2018-04-17", over="2018-08-20")],
        "rcpc_first": [Went("2018-02-20", "2018-05-20", done="2018-05-18")],
        "rcpc_repeat": [Went("2018-05-18", "2018-11-18", over="2018-08-20")],
        "cp_2yr": [Went("2018-02-20", "2020-02-18", done="2018-08-20")],
    }
    assert {clock: went(protection.duties, child, clock) for clock in told} == told


def test_weekly_visits_are_owed_from_the_day_on_which_they_were_agreed() -> None:
    child = past(
        ON_PLAN,
        ("2018-03-05", Happening.SEEN_ON_PLAN, "V"),
        ("2018-03-06", Happening.SEEN_ON_PLAN, "W"),
        ("2018-03-06", Happening.WEEKLY_VISITS_AGREED, "P"),
    )
    due = [one.due for one in went(protection.duties, child, "cp_visit")]
    assert due == ["2018-03-06", "2018-03-19", "2018-03-13"]


def test_an_unborn_child_on_a_plan_is_visited_from_birth() -> None:
    child = past(ON_PLAN, born="2018-04-09")
    assert went(protection.duties, child, "cp_visit") == [Went("2018-04-09", "2018-04-23")]


def test_another_plan_is_a_watch_without_an_end() -> None:
    child = past(ON_PLAN, OFF_PLAN, ("2020-01-07", Happening.PROTECTION_PLAN_BEGINS, "Q"))
    assert went(protection.duties, child, "cp_repeat") == [
        Went("2018-02-20", None, done="2020-01-07"),
        Went("2020-01-07", None),
    ]


def test_of_a_plan_that_goes_on_in_a_closed_case_nobody_can_tell() -> None:
    child = past(
        REFERRED,
        ON_PLAN,
        ("2018-03-01", Happening.SEEN_ON_PLAN, "V"),
        ("2018-03-09", Happening.CASE_CLOSES, "R"),
        ("2018-03-12", Happening.SEEN_ON_PLAN, "W"),
        ("2018-05-01", Happening.REFERRAL_RECEIVED, "S"),
        ("2018-05-02", Happening.SEEN_ON_PLAN, "X"),
    )
    assert went(protection.duties, child, "cp_visit") == [
        Went("2018-02-20", "2018-03-06", done="2018-03-01"),
        Went("2018-03-01", "2018-03-15", done="2018-03-12", unsure="2018-03-09"),
        Went("2018-03-12", "2018-03-26", done="2018-05-02", unsure="2018-03-12"),
        Went("2018-05-02", "2018-05-17"),
    ]
    assert went(protection.duties, child, "rcpc_first") == [
        Went("2018-02-20", "2018-05-20", unsure="2018-03-09")
    ]
