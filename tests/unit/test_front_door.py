"""The figures of the front door, from small records made by hand."""

from datetime import date
from typing import Any

import pytest

from holdfast.query.front_door.figures import figures
from holdfast.query.front_door.front_door import FrontDoorOnDay, front_door
from holdfast.record.store.manifest import Feed
from tests.records import EVERYTHING, Rows, day, outlook_of

DAY = "2018-01-31"


def contact(number: int, child: str, received: str, **others: Any) -> dict[str, Any]:
    days = {key: day(value) for key, value in others.items() if key == "decided"}
    given = {"contact": f"c{number}", "child": child, "received": day(received)}
    return given | others | days


def found_of(rows: Rows, on: str = DAY, **feeds: Feed) -> FrontDoorOnDay:
    outlook = outlook_of(rows, on, feeds=EVERYTHING | feeds)
    try:
        return front_door(outlook)
    finally:
        outlook.close()


CONTACTS = [
    contact(1, "A", "2017-03-01", decided="2017-03-01", outcome="no_further_action", source="6"),
    contact(2, "A", "2017-06-01", decided="2017-06-02", outcome="no_further_action", source="6"),
    contact(3, "A", "2017-09-01", decided="2017-09-05", outcome="referral", source="2A"),
    contact(4, "B", "2018-01-29", source="6"),
    contact(5, "C", "2018-01-10", source="6"),
    contact(6, "D", "2017-05-01", outcome="advice"),
    contact(7, "E", "2017-05-03", decided="2017-05-01", outcome="existing", source="6"),
    contact(8, "F", "2016-01-04", source="6"),
]
REFERRALS = [
    {"referral": "r1", "child": "A", "received": day("2017-09-05"), "decided": day("2017-09-05")},
    {"referral": "r2", "child": "C", "received": day("2018-01-11"), "decided": day("2018-01-11")},
]
ASSESSMENTS = [{"assessment": "a1", "child": "A", "referral": "r1", "started": day("2017-09-08")}]
RECORD: Rows = {"contacts": CONTACTS, "referrals": REFERRALS, "assessments": ASSESSMENTS}


@pytest.fixture(scope="module")
def front() -> FrontDoorOnDay:
    return found_of(RECORD)


def test_every_contact_of_the_period_is_counted_once_by_what_was_decided(
    front: FrontDoorOnDay,
) -> None:
    counts = front.counts
    assert (counts.contacts, counts.children) == (7, 5)
    assert (counts.accepted, counts.existing, counts.no_action, counts.elsewhere) == (1, 1, 2, 1)
    assert (counts.not_recorded, counts.waiting) == (1, 1)


def test_who_waits_is_told_apart_from_what_is_not_recorded(front: FrontDoorOnDay) -> None:
    found = front
    assert found.waiting is not None
    assert [(one.child, one.days) for one in found.waiting] == [("F", 758), ("B", 2)]
    assert found.waiting[1].due == date(2018, 1, 30)
    assert found.stock is not None
    assert (found.stock.waiting, found.stock.shown, found.stock.longest_days) == (2, 1, 758)


def test_days_to_the_decision_count_those_who_still_wait(front: FrontDoorOnDay) -> None:
    time = front.time
    assert time is not None
    assert (time.decided, time.waiting, time.median_days) == (3, 1, 1)
    assert (time.undated, time.shown, time.backwards) == (1, 1, 1)
    assert sum(one.decided for one in time.bands) == time.decided
    assert sum(one.waiting for one in time.bands) == time.waiting


def test_contacts_closed_before_one_was_accepted_are_counted_with_it(front: FrontDoorOnDay) -> None:
    repeats = front.repeats
    assert repeats is not None
    assert (repeats.repeated, repeats.of, repeats.existing) == (2, 6, 1)
    assert [(one.closed, one.contacts) for one in repeats.accepted_after if one.contacts] == [
        (2, 1)
    ]


def test_contacts_too_recent_to_judge_are_kept_apart(front: FrontDoorOnDay) -> None:
    found = front.conversion
    assert found is not None
    whole = found.whole
    assert (whole.judged, whole.referred, whole.too_recent) == (4, 1, 2)
    assert (whole.judged_for_assessment, whole.assessed) == (4, 1)


def test_what_was_decided_later_was_not_known_on_the_day() -> None:
    found = found_of(RECORD, "2017-09-04")
    assert found.waiting is not None
    assert [one.child for one in found.waiting] == ["F", "A"]
    assert found.counts.accepted == 0


@pytest.mark.parametrize("lacking", ["decided", "outcome"])
def test_what_the_source_does_not_carry_cannot_be_determined(lacking: str) -> None:
    columns = tuple(one for one in EVERYTHING["contacts"].columns if one != lacking)
    found = found_of(RECORD, contacts=Feed("every", columns))
    assert len(found.lacking) == 1
    assert (found.time is None) == (lacking == "decided")
    assert (found.repeats is None) == (lacking == "outcome")
    assert found.waiting is not None


def test_no_figure_names_a_child_and_each_has_its_definition(front: FrontDoorOnDay) -> None:
    for one in figures(front):
        assert one.definition
        assert one.of is None or 0 <= one.count <= one.of
