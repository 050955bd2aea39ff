"""The figures of children, from the front door to care, worked out by hand."""

from typing import Any

import pytest

from holdfast.simulation.yardstick.published import UNDER_18
from tests.unit.hand_made_county import Row, parts, read


def referrals(*days: tuple[str, str], **more: Any) -> list[Row]:
    return [{"child": child, "received": day, **more} for child, day in days]


# ----------------------------------------------------------------------------- the front door


def test_referrals_of_the_first_and_the_last_day_count_and_no_others() -> None:
    days = ("2017-03-31", "2017-04-01", "2018-03-31", "2018-04-01")
    rows = referrals(*((f"c{n}", day) for n, day in enumerate(days)))
    assert parts("referrals", referrals=rows) == (2, None)


def test_two_referrals_of_one_child_on_one_day_are_one() -> None:
    rows = referrals(("a", "2017-06-01"), ("a", "2017-06-01"), ("b", "2017-06-01"))
    assert parts("referrals", referrals=rows)[0] == 2


def test_a_year_that_ends_on_a_leap_day_begins_on_the_first_of_march() -> None:
    rows = referrals(("a", "2015-02-28"), ("b", "2015-03-01"), ("c", "2016-02-29"))
    assert parts("referrals", "2016-02-29", referrals=rows)[0] == 2


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("2016-05-10", 1),  # twelve months to the day
        ("2016-05-09", 0),
        ("2017-05-09", 1),
        ("2017-05-10", 0),  # the same day is one referral
        ("1900-01-01", 0),  # a placeholder
    ],
)
def test_referred_again(before: str, again: int) -> None:
    rows = referrals(("a", before), ("a", "2017-05-10"), ("b", "2017-05-10"))
    in_year = 3 if before == "2017-05-09" else 2
    assert parts("re_referrals", referrals=rows) == (again, in_year)


@pytest.mark.parametrize(("again_on", "again"), [("2017-02-28", 1), ("2017-03-01", 0)])
def test_twelve_months_from_a_leap_day_end_on_28_february(again_on: str, again: int) -> None:
    rows = referrals(("a", "2016-02-29"), ("a", again_on))
    assert parts("re_referrals", "2017-03-31", referrals=rows) == (again, 1)


def test_the_nearest_earlier_referral_decides() -> None:
    rows = referrals(("a", "2012-01-01"), ("a", "2017-03-01"), ("a", "2017-09-01"))
    assert parts("re_referrals", referrals=rows) == (1, 1)


def test_a_count_is_divided_by_the_scale() -> None:
    rows = referrals(("a", "2017-06-01"), ("b", "2017-06-01"))
    assert read("referrals", "2018-03-31", 0.5, referrals=rows).value == 4


VISIT = {"child": "a", "seen": True}


@pytest.mark.parametrize(
    ("visit", "seen"),
    [
        (VISIT | {"visited": "2017-06-08"}, 1),  # Thursday to Thursday: five working days
        (VISIT | {"visited": "2017-06-09"}, 0),
        (VISIT | {"visited": "2017-06-01"}, 1),
        (VISIT | {"visited": "2017-05-31"}, 0),  # before the referral
        (VISIT | {"visited": "2017-06-02", "seen": False}, 0),
        (VISIT | {"visited": "2017-06-02", "seen": None}, 0),
        (VISIT | {"visited": "2017-06-02", "child": "b"}, 0),
    ],
)
def test_seen_within_five_working_days(visit: Row, seen: int) -> None:
    rows = referrals(("a", "2017-06-01"))
    assert parts("first_seen", referrals=rows, need_visits=[visit]) == (seen, 1)


@pytest.mark.parametrize("kind", ["protection_visits", "care_visits"])
def test_a_visit_of_any_kind_sees_a_child(kind: str) -> None:
    rows = {"referrals": referrals(("a", "2017-06-01")), kind: [VISIT | {"visited": "2017-06-02"}]}
    assert parts("first_seen", **rows) == (1, 1)


def test_bank_holidays_give_more_days_to_see_a_child() -> None:
    rows = referrals(("a", "2017-04-13"))
    visits = [VISIT | {"visited": "2017-04-24"}]  # Good Friday and Easter Monday lie between
    assert parts("first_seen", referrals=rows, need_visits=visits) == (1, 1)


@pytest.mark.parametrize(
    "referral",
    [
        {"received": "2017-06-01", "no_further_action": True},
        {"received": "2018-03-23"},  # four working days are over on the last day
        {"received": "2017-02-01"},
    ],
)
def test_who_need_not_be_seen_is_left_out(referral: Row) -> None:
    assert parts("first_seen", referrals=[{"child": "a"} | referral]) == (0, 0)


def test_a_child_whose_five_days_end_on_the_last_day_counts() -> None:
    assert parts("first_seen", referrals=referrals(("a", "2018-03-22"))) == (0, 1)


@pytest.mark.parametrize(
    ("person", "counted"),
    [
        ({"born": "2017-06-02"}, 0),
        ({"expected": "2017-08-01"}, 0),
        ({"born": "2017-06-01"}, 1),
        ({"expected": "2010-01-01"}, 1),  # an estimated birth
        ({}, 1),
    ],
)
def test_the_unborn_are_not_to_be_seen(person: Row, counted: int) -> None:
    rows = referrals(("a", "2017-06-01"))
    assert parts("first_seen", referrals=rows, persons=[{"child": "a"} | person])[1] == counted


OPEN = {"received": "2018-01-10", "team": "north"}
HELD = {"worker": "w", "role": "CW", "named": True, "started": "2018-01-11"}


def without(*cases: Row, holds: tuple[Row, ...] = (), kind: str = "worker") -> float:
    workers = [{"worker": "w", "kind": kind}]
    rows = {"referrals": list(cases), "involvements": list(holds), "professionals": workers}
    return read("unallocated", **rows).numerator


def test_the_team_with_most_children_whom_nobody_holds() -> None:
    north = [OPEN | {"child": f"n{n}"} for n in range(3)]
    south = [OPEN | {"child": f"s{n}", "team": "south"} for n in range(2)]
    assert without(*north, *south) == 3


@pytest.mark.parametrize(
    ("hold", "unheld"),
    [
        ({}, 0),
        ({"named": None}, 0),
        ({"started": None}, 0),  # a source that says only who holds the child now
        ({"ended": "2018-04-01"}, 0),
        ({"ended": "2018-03-31"}, 1),
        ({"started": "2018-04-01"}, 1),
        ({"role": "IRO"}, 1),
        ({"named": False}, 1),
    ],
)
def test_who_holds_a_child(hold: Row, unheld: int) -> None:
    assert without(OPEN | {"child": "a"}, holds=(HELD | {"child": "a"} | hold,)) == unheld


def test_an_inbox_holds_nobody_and_gives_the_team() -> None:
    cases = [OPEN | {"child": "a"}, OPEN | {"child": "b", "team": "south"}]
    hold = HELD | {"child": "a", "team": "south"}
    assert without(*cases, holds=(hold,), kind="inbox") == 2


@pytest.mark.parametrize(
    "case",
    [{"closed": "2018-03-31"}, {"received": "2018-04-01"}, {"no_further_action": True}],
)
def test_a_case_that_is_not_open_waits_for_nobody(case: Row) -> None:
    assert without(OPEN | {"child": "a"} | case) == 0


# --------------------------------------------------------------------- assessment, protection


@pytest.mark.parametrize(
    ("started", "authorised", "counted"),
    [
        ("2017-06-01", "2017-08-03", (1, 1)),  # 45 working days
        ("2017-06-01", "2017-08-04", (0, 1)),
        ("2017-06-01", "2017-06-01", (1, 1)),
        ("2017-01-03", "2017-04-03", (0, 1)),  # counted in the year it was authorised
        ("2017-01-03", "2017-03-31", (0, 0)),
        ("2017-06-01", None, (0, 0)),
        ("2017-06-02", "2017-06-01", (0, 0)),  # ended before it began
        ("1900-01-01", "2017-06-01", (0, 0)),
    ],
)
def test_assessments(started: str, authorised: str | None, counted: tuple[int, int]) -> None:
    rows = [{"child": "a", "started": started, "authorised": authorised}]
    assert parts("assessments_in_45_days", assessments=rows) == counted


def test_enquiries_are_a_rate_of_the_children_in_a_county_of_that_scale() -> None:
    rows = [{"child": "a", "enquiry": str(n), "started": "2017-04-01"} for n in range(5)]
    rows.append({"child": "a", "enquiry": "x", "started": "2017-03-31"})
    reading = read("enquiries", "2018-03-31", 0.1, enquiries=rows)
    assert reading.numerator == 5
    assert reading.denominator == pytest.approx(UNDER_18 / 10)
    assert reading.value == pytest.approx(5 / (UNDER_18 / 10) * 10_000)


ENQUIRIES = [{"child": c, "enquiry": f"e{c}", "started": "2017-06-01"} for c in "abc"]


def conference(child: str, held: str | None, **more: Any) -> Row:
    return {"child": child, "enquiry": f"e{child}", "meeting": "m", "held": held, **more}


def test_a_conference_counts_once_for_each_of_its_children() -> None:
    rows = [conference(child, "2017-06-22") for child in "abc"]  # 15 working days
    assert parts("conferences_in_15_days", enquiries=ENQUIRIES, conferences=rows) == (3, 3)


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (conference("a", "2017-06-23"), (0, 1)),
        (conference("a", None), (0, 0)),
        (conference("a", "2018-04-03"), (0, 0)),
        (conference("a", "2017-06-22", transfer_in=True), (0, 0)),
        (conference("a", "2017-06-22", enquiry=None), (0, 0)),
        (conference("a", "2017-06-22", enquiry="eb"), (0, 0)),  # another child's enquiry
        (conference("a", "2017-05-31"), (0, 0)),  # before its enquiry
    ],
)
def test_conferences(row: Row, counted: tuple[int, int]) -> None:
    assert parts("conferences_in_15_days", enquiries=ENQUIRIES, conferences=[row]) == counted


def plan(child: str, started: str, ended: str | None = None, **more: Any) -> Row:
    return {"child": child, "started": started, "ended": ended, **more}


def test_children_on_a_plan_count_once() -> None:
    rows = [
        plan("twice", "2017-06-01"),
        plan("twice", "2018-01-01"),
        plan("first day", "2018-03-31"),
        plan("ended then", "2017-06-01", "2018-03-31"),
        plan("ended after", "2017-06-01", "2018-04-01"),
        plan("not yet", "2018-04-01"),
        plan("elsewhere", "2017-06-01", other_authority=True),
    ]
    assert parts("protection_plans", protection_plans=rows) == (3, None)


def test_a_plan_repeats_an_earlier_one_however_long_ago() -> None:
    rows = [
        plan("a", "2004-01-01", "2005-01-01"),
        plan("a", "2017-06-01"),
        plan("b", "2017-06-01"),
        plan("b", "2017-06-01"),  # told twice
        plan("c", "2012-01-01", "2013-01-01", other_authority=True),
        plan("c", "2017-06-01"),
        plan("d", "2017-05-01", "2017-07-01"),
        plan("d", "2018-01-01"),  # the first and the second in one year
        plan("e", "2018-04-01"),
    ]
    assert parts("repeat_plans", protection_plans=rows) == (2, 5)


@pytest.mark.parametrize(
    ("started", "held", "counted"),
    [
        ("2018-01-01", (), (0, 0)),  # not yet three months
        ("2017-12-31", (), (1, 1)),  # three months on the last day, and due that day
        ("2017-12-30", (), (0, 1)),
        ("2017-11-30", ("2018-02-28",), (1, 1)),  # exactly on the day, at a short month's end
        ("2017-11-30", ("2018-03-01",), (0, 1)),
        ("2017-06-01", ("2017-09-01", "2018-03-01"), (1, 1)),
        ("2017-06-01", ("2017-09-02", "2018-03-01"), (0, 1)),
        ("2017-06-01", ("2017-09-01", "2018-03-02"), (0, 1)),
        ("2017-06-01", ("2017-08-01",), (0, 1)),  # the next is overdue
        ("2017-06-01", ("2017-09-01", "2018-04-01"), (0, 1)),  # held after the day asked for
        ("2017-06-01", ("2017-06-01", "2017-09-01", "2018-03-01"), (1, 1)),
    ],
)
def test_reviews(started: str, held: tuple[str, ...], counted: tuple[int, int]) -> None:
    reviews = [{"child": "a", "held": day} for day in held]
    plans = [plan("a", started)]
    found = parts("reviews_in_time", protection_plans=plans, protection_reviews=reviews)
    assert found == counted


def test_a_leap_day_ends_three_months() -> None:
    rows = {
        "protection_plans": [plan("a", "2015-11-30")],
        "protection_reviews": [{"child": "a", "held": "2016-02-29"}],
    }
    assert parts("reviews_in_time", "2016-03-31", **rows) == (1, 1)


def test_a_child_in_two_plans_is_reviewed_as_one() -> None:
    plans = [plan("a", "2017-10-01"), plan("a", "2018-02-01")]
    reviews: list[Row] = [{"child": "a", "held": "2018-01-01"}, {"child": "a", "held": None}]
    assert parts("reviews_in_time", protection_plans=plans, protection_reviews=reviews) == (1, 1)


# -------------------------------------------------------------------------------------- care


def test_children_in_care_count_once_and_not_on_short_breaks() -> None:
    episodes: list[Row] = [
        {"child": "a", "started": "2016-01-01", "ended": "2018-01-01", "legal_status": "V2"},
        {"child": "a", "started": "2018-01-01", "legal_status": "C1"},
        {"child": "a", "started": "2018-02-01", "legal_status": "E1"},  # the last one left open
        {"child": "b", "started": "2018-03-31", "legal_status": None},
        {"child": "c", "started": "2016-01-01", "ended": "2018-03-31", "legal_status": "C2"},
        {"child": "d", "started": "2016-01-01", "legal_status": "V4"},
        {"child": "e", "started": "2016-01-01", "legal_status": "V3"},
    ]
    assert parts("looked_after", care_episodes=episodes) == (2, None)
