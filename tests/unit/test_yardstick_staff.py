"""The figures of the people who do the work, worked out by hand."""

from typing import Any

import pytest

from tests.unit.hand_made_county import Row, parts, read


def worker(name: str, hours: float | None = 1.0, **more: Any) -> Row:
    row = {"worker": name, "registration": f"SW{name}", "kind": "worker", "agency": False}
    return row | {"full_time_equivalent": hours, "job_title": "Social worker"} | more


def post(started: str = "2010-01-01", ended: str | None = None, **more: Any) -> Row:
    row = {"started": started, "ended": ended, "role": "Social worker"}
    return row | {"full_time_equivalent": 1.0} | more


def in_post(name: str, started: str = "2015-01-01", ended: str | None = None) -> Row:
    return {"worker": name, "started": started, "ended": ended}


STAFF = {
    "professionals": [
        worker("full"),
        worker("part", 0.5),
        worker("agency", agency=True),
        worker("manager", kind="manager", job_title="Team manager"),
        worker("left"),
        worker("last day"),
        worker("unregistered", registration=None, job_title="Family support worker"),
        worker("hours unknown", None),
        worker("inbox", kind="inbox"),
    ],
    "employments": [
        in_post("full"),
        in_post("part"),
        in_post("agency"),
        in_post("manager"),
        in_post("left", ended="2018-03-30"),
        in_post("last day", ended="2018-03-31"),
        in_post("unregistered"),
        in_post("hours unknown"),
        in_post("inbox"),
    ],
}


def test_agency_is_a_share_of_the_hours_in_post() -> None:
    # full 1, part 0.5, manager 1, last day 1, and the agency worker.
    assert parts("agency", **STAFF) == (1.0, 4.5)


def test_a_worker_in_two_employments_is_one() -> None:
    rows = {"professionals": [worker("a")], "employments": [in_post("a"), in_post("a")]}
    assert parts("agency", **rows) == (0, 1.0)


def holds(*pairs: tuple[str, str], **more: Any) -> list[Row]:
    day = {"role": "CW", "named": True, "started": "2018-01-01"}
    return [{"worker": name, "child": child, **day, **more} for name, child in pairs]


def test_caseload_is_cases_for_each_full_time_worker_who_holds_one() -> None:
    pairs = [("full", "a"), ("full", "b"), ("full", "b"), ("part", "b"), ("agency", "c")]
    others = [("left", "d"), ("unregistered", "e"), ("inbox", "f"), ("hours unknown", "g")]
    rows = STAFF | {"involvements": holds(*pairs, *others)}
    # Two with full, one with part, one with agency; the manager holds none.
    assert parts("caseload", **rows) == (4, 2.5)


def test_a_case_that_ended_or_has_another_role_is_no_case() -> None:
    rows = holds(("full", "a"), ended="2018-03-31") + holds(("full", "b"), role="IRO")
    reading = read("caseload", **STAFF, involvements=rows)
    assert (reading.numerator, reading.value) == (0, None)


def test_a_post_that_an_agency_worker_covers_is_vacant() -> None:
    posts = [post() for _ in range(5)]
    posts.append(post(role="Team manager"))
    posts.append(post(role="Family support worker"))
    posts.append(post(ended="2018-03-31"))
    posts.append(post(started="2018-04-01"))
    # Six posts of social workers stand; the employed fill 3.5 of them.
    assert parts("vacancies", **STAFF, posts=posts) == (2.5, 6.0)


def test_more_workers_than_posts_leave_none_vacant() -> None:
    assert parts("vacancies", **STAFF, posts=[post()]) == (0, 3.5)


@pytest.mark.parametrize(
    ("joined", "left", "leavers"),
    [
        ("2015-01-01", "2018-03-31", 1),
        ("2015-01-01", "2017-04-01", 1),
        ("2015-01-01", "2017-03-31", 0),
        ("2017-05-01", "2017-09-01", 1),  # joined and left in the year
        ("2015-01-01", "2018-04-01", 0),
        ("2015-01-01", None, 0),
    ],
)
def test_leavers(joined: str, left: str | None, leavers: int) -> None:
    staff = [worker("stays"), worker("a", 0.5)]
    posts = [in_post("stays"), in_post("a", joined, left)]
    found = read("turnover", professionals=staff, employments=posts)
    assert found.numerator == leavers * 0.5


def test_agency_workers_and_movers_are_no_leavers() -> None:
    staff = [worker("stays"), worker("agency", agency=True), worker("mover"), worker("back")]
    posts = [
        in_post("stays"),
        in_post("agency", ended="2017-09-01"),
        in_post("mover", ended="2017-09-01"),
        in_post("mover", "2017-09-02"),
        in_post("back", ended="2017-09-01"),
        in_post("back", "2017-09-03"),
    ]
    assert parts("turnover", professionals=staff, employments=posts) == (1.0, 3.0)
