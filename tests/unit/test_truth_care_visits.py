"""Visits owed to a child in care, in private fostering and on short breaks, from small pasts."""

import pytest

from holdfast.simulation.truth import care_fostering, care_visits, duties, short_breaks
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

HOME = ("2018-01-31", Happening.PLACEMENT_BEGINS, "H")
OLD_HOME = ("2017-01-31", Happening.PLACEMENT_BEGINS, "H")
SEEN = Happening.SEEN_IN_CARE


def test_within_a_week_and_again_at_every_move() -> None:
    child = past(
        HOME,
        ("2018-02-05", Happening.PLACEMENT_ENDS, "H"),
        ("2018-02-05", Happening.PLACEMENT_BEGINS, "I"),
        ("2018-03-05", Happening.PLACEMENT_ENDS, "I"),
        ("2018-03-05", Happening.PLACEMENT_BEGINS, "J"),
        ("2018-02-05", SEEN),
    )
    assert went(care_visits.duties, child, "cla_visit_first") == [
        Went("2018-01-31", "2018-02-07", done="2018-02-05"),
        Went("2018-02-05", "2018-02-12", done="2018-02-05"),
        Went("2018-03-05", "2018-03-12"),
    ]


def test_a_move_before_the_visit_ends_the_duty() -> None:
    child = past(HOME, ("2018-02-06", Happening.PLACEMENT_ENDS, "H"))
    assert went(care_visits.duties, child, "cla_visit_first") == [
        Went("2018-01-31", "2018-02-07", over="2018-02-06")
    ]


def test_a_visit_of_which_nobody_wrote_whether_the_child_was_seen() -> None:
    child = past(HOME, ("2018-02-06", Happening.UNCLEAR_IN_CARE), ("2018-02-09", SEEN))
    assert went(care_visits.duties, child, "cla_visit_first") == [
        Went("2018-01-31", "2018-02-07", done="2018-02-09", unsure="2018-02-06")
    ]
    assert went(care_visits.duties, child, "cla_visit_y1") == [Went("2018-02-09", "2018-03-23")]


def test_six_weeks_in_the_first_year_and_after_it() -> None:
    child = past(OLD_HOME, ("2018-01-30", SEEN), ("2018-01-31", SEEN))
    assert went(care_visits.duties, child, "cla_visit_y1") == [
        Went("2018-01-30", "2018-03-13", done="2018-01-31")
    ]
    assert went(care_visits.duties, child, "cla_visit_after") == [Went("2018-01-31", "2018-03-14")]


def test_three_months_once_the_home_is_to_last_until_18() -> None:
    agreed = ("2018-03-01", Happening.LONG_TERM_AGREED, "H")
    child = past(OLD_HOME, agreed, ("2018-02-01", SEEN), ("2018-03-01", SEEN))
    assert went(care_visits.duties, child, "cla_visit_after") == [
        Went("2018-02-01", "2018-03-15", done="2018-03-01")
    ]
    assert went(care_visits.duties, child, "cla_visit_after_long_term") == [
        Went("2018-03-01", "2018-06-01")
    ]


def test_six_months_where_the_child_agreed_from_april_2015() -> None:
    child = past(
        ("2013-06-03", Happening.PLACEMENT_BEGINS, "H"),
        ("2013-06-03", Happening.LONG_TERM_AGREED, "H"),
        ("2014-09-01", Happening.FEWER_VISITS_AGREED, "H"),
        ("2015-03-31", SEEN),
        ("2015-04-01", SEEN),
    )
    assert went(care_visits.duties, child, "cla_visit_longterm_6m") == [
        Went("2015-03-31", "2015-06-30", done="2015-04-01"),
        Went("2015-04-01", "2015-10-01"),
    ]
    assert went(care_visits.duties, child, "cla_visit_after_long_term") == []


@pytest.mark.parametrize(
    ("way", "weekly", "later", "due"),
    [
        (
            Happening.WITH_PARENT_UNASSESSED,
            "cla_visit_pwp_pre",
            "cla_visit_pwp_later",
            "2018-04-11",
        ),
        (
            Happening.CARER_APPROVED_FOR_NOW,
            "cla_visit_reg24_ico",
            "cla_visit_reg24_ico_later",
            "2018-03-28",
        ),
        (
            Happening.HOME_ON_INTERIM_ORDER,
            "cla_visit_reg24_ico",
            "cla_visit_reg24_ico_later",
            "2018-03-28",
        ),
    ],
)
def test_every_week_until_the_first_review(
    way: Happening, weekly: str, later: str, due: str
) -> None:
    child = past(
        HOME,
        ("2018-01-31", way, "H"),
        ("2018-02-07", SEEN),
        ("2018-02-27", Happening.CARE_REVIEWED),
        ("2018-02-28", SEEN),
    )
    assert went(care_visits.duties, child, weekly) == [
        Went("2018-01-31", "2018-02-07", done="2018-02-07"),
        Went("2018-02-07", "2018-02-14", done="2018-02-28"),
    ]
    assert went(care_visits.duties, child, later) == [Went("2018-02-28", due)]
    assert went(care_visits.duties, child, "cla_visit_first") == []


def test_at_home_on_a_care_order() -> None:
    child = past(HOME, ("2018-01-31", Happening.HOME_ON_CARE_ORDER, "H"), ("2018-02-08", SEEN))
    assert went(care_visits.duties, child, "cla_visit_co_home") == [
        Went("2018-01-31", "2018-02-07", done="2018-02-08")
    ]
    assert went(care_visits.duties, child, "cla_visit_co_home_later") == [
        Went("2018-02-08", "2018-03-22")
    ]


def test_where_others_arrange_how_the_child_lives() -> None:
    way = ("2017-01-31", Happening.OTHERS_ARRANGE_LIVING, "H")
    child = past(OLD_HOME, way, ("2018-01-30", SEEN), ("2018-02-28", SEEN))
    assert went(care_visits.duties, child, "cla_visit_other_living") == [
        Went("2017-01-31", "2017-02-07", done="2018-01-30")
    ]
    assert went(care_visits.duties, child, "cla_visit_other_living_y1") == [
        Went("2018-01-30", "2018-03-13", done="2018-02-28")
    ]
    assert went(care_visits.duties, child, "cla_visit_other_living_after") == [
        Went("2018-02-28", "2018-05-28")
    ]


def test_visits_could_wait_in_the_months_of_2020() -> None:
    child = past(("2020-04-17", Happening.PLACEMENT_BEGINS, "H"), ("2020-06-30", SEEN))
    assert went(care_visits.duties, child, "cla_visit_first") == [
        Went("2020-04-17", "2020-09-24", done="2020-06-30")
    ]


@pytest.mark.parametrize("way", [Happening.PLACED_FOR_ADOPTION, Happening.AWAY_FROM_PLACEMENT])
def test_no_home_of_this_kind_is_visited_so(way: Happening) -> None:
    child = past(HOME, ("2018-01-31", way, "H"))
    assert list(care_visits.duties(child)) == []


def test_short_breaks_are_visited_and_reviewed() -> None:
    child = past(
        ("2017-11-30", Happening.SHORT_BREAKS_BEGIN, "S"),
        ("2018-04-16", Happening.SHORT_BREAKS_END, "S"),
        ("2018-02-28", SEEN),
    )
    assert went(short_breaks.duties, child, "short_breaks_visit_1") == [
        Went("2017-11-30", "2018-02-28", done="2018-02-28")
    ]
    assert went(short_breaks.duties, child, "short_breaks_visit_n") == [
        Went("2018-02-28", "2018-08-28", over="2018-04-16")
    ]
    assert went(short_breaks.duties, child, "short_breaks_review_1") == [
        Went("2017-11-30", "2018-02-28", over="2018-04-16")
    ]


def test_a_short_break_visit_of_which_nobody_wrote_whether_the_child_was_seen() -> None:
    begun = ("2017-11-30", Happening.SHORT_BREAKS_BEGIN, "S")
    child = past(begun, ("2018-02-01", Happening.UNCLEAR_IN_CARE))
    assert went(short_breaks.duties, child, "short_breaks_visit_1") == [
        Went("2017-11-30", "2018-02-28", unsure="2018-02-01")
    ]


def test_private_fostering_is_visited_within_seven_working_days() -> None:
    child = past(
        ("2017-12-20", Happening.FOSTERING_NOTIFIED, "P"),
        ("2017-12-20", Happening.FOSTERING_KNOWN, "P"),
        ("2018-01-04", Happening.SEEN_FOSTERED, "P"),
    )
    assert went(care_fostering.duties, child, "pf_initial") == [
        Went("2017-12-20", "2018-01-03", done="2018-01-04")
    ]
    assert went(care_fostering.duties, child, "pf_visit") == [
        Went("2017-12-20", "2018-01-31", done="2018-01-04"),
        Went("2018-01-04", "2018-02-15"),
    ]


def test_private_fostering_is_visited_every_twelve_weeks_after_a_year() -> None:
    child = past(
        ("2017-01-24", Happening.FOSTERING_KNOWN, "P"),
        ("2018-01-23", Happening.SEEN_FOSTERED, "P"),
        ("2018-02-07", Happening.SEEN_FOSTERED, "P"),
        ("2018-04-01", Happening.FOSTERING_ENDS, "P"),
    )
    assert went(care_fostering.duties, child, "pf_visit_after") == [
        Went("2018-02-07", "2018-05-02", over="2018-04-01")
    ]


def test_what_is_unclear_after_a_death_says_nothing_of_the_duty() -> None:
    child = past(
        ("2018-01-31", Happening.FOSTERING_NOTIFIED, "P"),
        ("2018-02-05", Happening.DIES),
        ("2018-02-08", Happening.UNCLEAR_FOSTERED, "P"),
    )
    assert went(duties, child, "pf_initial") == [
        Went("2018-01-31", "2018-02-09", over="2018-02-05")
    ]
