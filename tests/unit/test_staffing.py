"""Workforce figures of a team, on records small enough to work out by hand."""

from holdfast.measures.cases.groups import By
from holdfast.measures.register import measure
from holdfast.query.caseload.staffing import StaffHours, staffing
from holdfast.query.scope import EVERYBODY, Scope
from tests.records import EVERYTHING, Rows, day, outlook_of
from tests.unit.test_caseload import TODAY, person, post

HOLDER = {"child": "A", "worker": "W1", "team": "T1", "role": "CW", "named": True}
ROWS: Rows = {
    "teams": [{"team": "T1"}],
    "professionals": [
        person("W1", registration="SW1", job_title="Social worker"),
        person("W2", registration="SW2", job_title="Social worker"),
        person("W3", registration="SW3", job_title="Social worker"),
        person("W4", job_title="Clerk"),
        person("M", kind="manager", registration="SW5", job_title="Manager"),
    ],
    "employments": [
        post("W1"),
        post("W2", "2024-01-08", full_time_equivalent=0.5, newly_qualified=True),
        post("W3", "2023-02-01", agency=True, ended=day("2024-02-29")),
        post("W4"),
        post("M", ended=day("2023-12-29")),
    ],
    "posts": [
        {"post": number, "team": "T1", "role": "Social worker", "started": day("2015-01-01")}
        | {"full_time_equivalent": 1.0}
        for number in "123"
    ],
    "absences": [{"absence": "1", "worker": "W1", "started": day("2024-03-11"), "kind": "leave"}],
    "recruits": [
        {"recruit": "1", "team": "T1", "offered": day("2024-03-01"), "starts": day("2024-05-01")},
        {"recruit": "2", "team": "T1", "offered": day("2023-03-01"), "starts": day("2023-05-01")},
        {"recruit": "3", "team": "T1", "offered": day("2024-01-01")}
        | {"withdrawn_on": day("2024-02-01")},
    ],
    "involvements": [HOLDER],
}


def test_posts_people_and_hours() -> None:
    found = staffing(outlook_of(ROWS, TODAY), Scope("T1"))
    assert (found.posts, found.established) == (3, 3.0)
    assert found.employed == StaffHours(3, 2.5, 0)
    assert found.agency == StaffHours(0, 0, 0)
    assert (found.registered, found.newly_qualified, found.away) == (2, 1, 1)
    assert (found.leavers, found.leavers_agency, found.leavers_hours) == (2, 1, 1.0)
    assert (found.came, found.recruits) == (1, 1)
    assert found.years_in_post == ((0, 1), (5, 2))


def test_a_vacancy_is_of_posts_that_nobody_employed_fills() -> None:
    found = staffing(outlook_of(ROWS, TODAY), Scope("T1"), social_workers=True)
    assert found.vacant == 1.5
    # There were vacancies before anybody is recorded to have left: since when is not known.
    assert found.vacant_since is None
    rows = {**ROWS, "posts": ROWS["posts"][:2]}
    left = post("W1", ended=day("2024-02-20"))
    rows["employments"] = [left, *ROWS["employments"][1:]]
    later = staffing(outlook_of(rows, TODAY), Scope("T1"), social_workers=True)
    assert later.vacant == 1.5


def test_what_one_team_has_too_much_fills_no_other_teams_posts() -> None:
    """Two are employed for the one post of T1; the post of T2 is vacant, and the whole has none."""
    two = {**ROWS["posts"][0], "post": "4", "team": "T2"}
    rows = {**ROWS, "teams": [{"team": "T1"}, {"team": "T2"}], "posts": [ROWS["posts"][0], two]}
    rows["employments"] = [post("W1"), post("W2"), *ROWS["employments"][2:]]
    outlook, vacancies = outlook_of(rows, TODAY), measure("vacancy_rate")
    assert vacancies.groups
    teams = vacancies.groups.ask(outlook, 12, By.TEAM, EVERYBODY)
    assert {one.group: one.counted for one in teams} == {"T1": 0.0, "T2": 1.0}
    assert vacancies.figure(outlook, 12).counted == 0.0
    assert "more vacant hours than the whole" in vacancies.groups.adding_up


def test_what_the_record_does_not_hold_is_not_nought() -> None:
    bare = {
        name: feed
        for name, feed in EVERYTHING.items()
        if name not in ("posts", "recruits", "absences")
    }
    rows: Rows = {"professionals": [{"worker": "W1"}], "involvements": [HOLDER]}
    found = staffing(outlook_of(rows, TODAY, feeds=bare), EVERYBODY)
    assert (found.posts, found.vacant, found.recruits, found.away) == (None,) * 4
    assert found.not_recorded_whether_agency == 1
    assert found.years_in_post == ((-1, 1),)
