"""What is owed by those who oversee, and to those who do the work, reckoned from small pasts."""

import pytest

from holdfast.simulation.truth import duties, oversight, workforce
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

REFERRED = ("2018-01-31", Happening.REFERRAL_RECEIVED, "R")
CLOSED = ("2018-03-12", Happening.CASE_CLOSES, "R")
AWARE = Happening.INCIDENT_KNOWN


def test_a_case_is_supervised_every_month_and_month_ends_are_kept() -> None:
    child = past(REFERRED, ("2018-02-28", Happening.CASE_DISCUSSED, "S"), CLOSED)
    assert went(oversight.duties, child, "supervision_case") == [
        Went("2018-01-31", "2018-02-28", done="2018-02-28"),
        Went("2018-02-28", "2018-03-28", over="2018-03-12"),
    ]
    assert went(oversight.duties, child, "chronology") == [
        Went("2018-01-31", "2018-04-30", over="2018-03-12")
    ]


def test_a_manager_decides_after_each_allocation_and_enquiry() -> None:
    child = past(
        REFERRED,
        ("2018-02-01", Happening.WORKER_TAKES_ON, "A"),
        ("2018-02-05", Happening.MANAGER_NOTES),
        ("2018-02-12", Happening.ENQUIRY_BEGINS, "E"),
    )
    assert went(oversight.duties, child, "mgmt_oversight") == [
        Went("2018-02-01", "2018-02-08", done="2018-02-05"),
        Went("2018-02-12", "2018-02-19"),
    ]


def test_an_action_is_due_on_its_own_day() -> None:
    child = past(
        REFERRED,
        ("2018-02-01", Happening.ACTION_SET, "A|17600"),
        ("2018-02-01", Happening.ACTION_SET, "B|17580"),
        ("2018-02-20", Happening.ACTION_DONE, "B"),
        CLOSED,
    )
    assert went(oversight.duties, child, "action_due") == [
        Went("2018-02-01", "2018-03-10", over="2018-03-12"),
        Went("2018-02-01", "2018-02-18", done="2018-02-20"),
    ]


def test_each_stage_of_a_dispute_is_settled_in_twenty_working_days() -> None:
    child = past(
        ("2018-03-08", Happening.DISPUTE_RAISED, "D"),
        ("2018-04-10", Happening.DISPUTE_SETTLED, "D"),
    )
    assert went(oversight.duties, child, "drp_stage") == [
        Went("2018-03-08", "2018-04-09", done="2018-04-10")
    ]


@pytest.mark.parametrize(("clock", "visited"), oversight.VISITED.items())
def test_a_visit_is_written_up_in_two_working_days(clock: str, visited: Happening) -> None:
    child = past(("2018-03-29", visited, "V"), ("2018-04-05", Happening.VISIT_WRITTEN_UP, "V"))
    assert went(oversight.duties, child, clock) == [
        Went("2018-03-29", "2018-04-04", done="2018-04-05")
    ]


def test_a_serious_incident_is_told_of_since_june_2018() -> None:
    child = past(("2018-06-28", AWARE, "A"), ("2018-06-29", AWARE, "B"))
    assert went(oversight.after_death, child, "sin_notify") == [Went("2018-06-29", "2018-07-06")]


def test_what_a_death_asks_for_does_not_end_with_it() -> None:
    child = past(
        ("2018-07-02", Happening.DIES),
        ("2018-07-03", AWARE, "A"),
        ("2018-07-10", Happening.INCIDENT_NOTIFIED, "A"),
        ("2018-07-20", Happening.INCIDENT_REVIEWED, "A"),
        ("2018-07-04", Happening.ALLEGATION_KNOWN, "L"),
    )
    assert went(duties, child, "sin_notify") == [
        Went("2018-07-03", "2018-07-10", done="2018-07-10")
    ]
    assert went(duties, child, "rapid_review") == [
        Went("2018-07-10", "2018-07-31", done="2018-07-20")
    ]
    assert went(duties, child, "lado") == [Went("2018-07-04", "2018-07-05")]


def test_a_worker_is_supervised_every_month_in_post() -> None:
    worker = past(
        ("2018-01-08", Happening.WORKER_JOINS),
        ("2018-02-12", Happening.WORKER_SUPERVISED),
        ("2018-02-28", Happening.WORKER_LEAVES),
    )
    assert went(workforce.duties, worker, "supervision_person") == [
        Went("2018-01-08", "2018-02-08", done="2018-02-12"),
        Went("2018-02-12", "2018-03-12", over="2018-02-28"),
    ]
