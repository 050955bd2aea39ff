"""What a closed case left undone, told from what waits today; and one link, seen closely."""

from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.clocks.contact import CONTACT_DECISION, FIRST_SEEN
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.book import Book
from holdfast.clocks.workforce import SUPERVISION
from holdfast.measures.by_status import by_status
from holdfast.measures.links import LINKS, Link
from holdfast.query.daily import daily_overdue
from holdfast.query.due import STATUSES, Counted, Wanted, counted, due
from holdfast.query.outlook import Outlook
from tests.records import day, outlook_of

Rows = dict[str, list[dict[str, Any]]]

CONTACT = {"contact": "1", "received": day("2017-06-01"), "decided": None}
NOW = Wanted(closed_too=False)
LINK = next(link for link in LINKS if link.key == "contact")


def _outlook(**rows: Any) -> Outlook:
    rows.setdefault("contacts", [CONTACT | {"child": "A"}])
    return outlook_of(rows, "2018-01-31", Book((CONTACT_DECISION,)))


def _referral(received: str, closed: str | None, **more: Any) -> dict[str, Any]:
    ended = day(closed) if closed else None
    return {"child": "A", "referral": "R", "received": day(received), "closed": ended} | more


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ({}, 1),  # a contact that led nowhere: no case has ever been closed
        ({"referrals": [_referral("2017-06-01", None)]}, 1),
        ({"referrals": [_referral("2017-06-01", "2017-09-01")]}, 0),
        # The case closed before the duty began, so closing it ended nothing.
        ({"referrals": [_referral("2017-01-01", "2017-05-31")]}, 1),
        # It closes after the day that is looked at.
        ({"referrals": [_referral("2017-06-01", "2018-02-01")]}, 1),
        # An earlier case closed; a later one is open.
        (
            {
                "referrals": [
                    _referral("2017-06-01", "2017-09-01"),
                    _referral("2017-12-01", None, referral="S"),
                ]
            },
            1,
        ),
        # A referral with no further action was no case, so its closing closes nothing.
        ({"referrals": [_referral("2017-06-01", "2017-06-02", no_further_action=True)]}, 1),
        # Closed, but on a protection plan: the plan keeps the case open.
        (
            {
                "referrals": [_referral("2017-06-01", "2017-09-01")],
                "protection_plans": [
                    {"child": "A", "plan": "P", "started": day("2017-07-01"), "ended": None}
                ],
            },
            1,
        ),
        # Closed, but somebody still holds the child.
        (
            {
                "referrals": [_referral("2017-06-01", "2017-09-01")],
                "involvements": [
                    {"child": "A", "worker": "W", "role": "CW", "started": day("2017-06-01")}
                ],
            },
            1,
        ),
    ],
)
def test_what_a_closed_case_left_undone_is_shown_when_asked_for(rows: Rows, shown: int) -> None:
    outlook = _outlook(**rows)
    assert counted(outlook, NOW).duties == shown
    assert counted(outlook, Wanted()).duties == 1
    assert len(due(outlook, NOW)) == shown


def test_what_a_closed_case_did_is_always_shown() -> None:
    done = CONTACT | {"child": "A", "decided": day("2017-06-02")}
    outlook = _outlook(contacts=[done], referrals=[_referral("2017-06-01", "2017-09-01")])
    assert counted(outlook, Wanted(statuses=STATUSES["met"], closed_too=False)).duties == 1


def test_only_the_clocks_named_are_counted() -> None:
    outlook = _outlook()
    assert counted(outlook, Wanted(clocks=("contact_decision",))).duties == 1
    assert counted(outlook, Wanted(clocks=("cp_visit",))).duties == 0
    assert counted(outlook, Wanted(clocks=("cp_visit",), clock="contact_decision")).duties == 0


def test_workers_are_not_counted_as_children() -> None:
    employed = {"worker": "W", "employment": "E", "started": day("2017-01-01")}
    rows = {"employments": [employed], "contacts": [CONTACT | {"child": "A"}]}
    outlook = outlook_of(rows, "2018-01-31", Book((CONTACT_DECISION, SUPERVISION)))
    assert counted(outlook, Wanted()) == Counted(duties=2, children=1, workers=1)


def test_a_clock_knows_for_whom_it_runs() -> None:
    assert SUPERVISION.for_workers
    assert not CONTACT_DECISION.for_workers
    assert not FIRST_SEEN.for_workers


def test_an_order_turned_round_is_the_other_way_round() -> None:
    days = ("2017-06-01", "2017-03-01", "2017-09-01")
    contacts = [
        CONTACT | {"child": name, "contact": name, "received": day(received)}
        for name, received in zip("ABC", days, strict=True)
    ]
    outlook = _outlook(contacts=contacts)
    for sort, children in (("days-over", "BAC"), ("due", "BAC"), ("child", "ABC")):
        forth = [duty.child or "" for duty in due(outlook, Wanted(), sort)]
        back = [duty.child or "" for duty in due(outlook, Wanted(), sort, turned=True)]
        assert "".join(forth) == children
        assert back == forth[::-1]


CONTACTS = [
    # One working day from Monday 8 January runs to Tuesday: overdue from Wednesday the 10th.
    CONTACT | {"child": "A", "contact": "1", "received": day("2018-01-08")},
    CONTACT
    | {
        "child": "B",
        "contact": "2",
        "received": day("2018-01-08"),
        "decided": day("2018-01-12"),
    },
    CONTACT | {"child": "C", "contact": "3", "received": day("2018-01-31")},
]


def overdue(outlook: Outlook, link: Link) -> list[tuple[date, int]]:
    return [(each.day, each.overdue) for each in daily_overdue(outlook, link.clocks)]


def test_the_overdue_of_a_link_change_on_the_days_on_which_they_change() -> None:
    series = overdue(_outlook(contacts=CONTACTS), LINK)
    assert series == [(date(2018, 1, 10), 2), (date(2018, 1, 12), 1)]


def test_the_overdue_of_a_link_of_several_clocks_are_added_up() -> None:
    """Each day of the series against the duties themselves, one by one."""
    outlook = _with_visits()
    link = next(link for link in LINKS if link.key == "seen")
    rows = due(outlook, Wanted(statuses=STATUSES["all"], clocks=link.clocks))
    assert {row.clock for row in rows} == set(link.clocks)
    series = dict(overdue(outlook, link))
    now = 0
    for on in (day("2018-01-01") + timedelta(days=n) for n in range(31)):
        now = series.get(on, now)
        assert now == sum(
            duty.due is not None and duty.due < on and (duty.stopped is None or duty.stopped > on)
            for duty in rows
        )


def _with_visits() -> Outlook:
    person = {"born": day("2010-01-01")}
    rows: Rows = {
        "persons": [person | {"child": name} for name in "AB"],
        "referrals": [_referral("2018-01-02", None) | {"child": name} for name in "AB"],
        "enquiries": [{"child": "A", "enquiry": "E", "started": day("2018-01-04")}],
        "need_visits": [
            {"child": "A", "visit": "V", "visited": day("2018-01-16"), "seen": True},
        ],
    }
    return outlook_of(rows, "2018-01-31")


def test_a_link_is_counted_by_clock_and_status_in_the_period() -> None:
    outlook = _outlook(contacts=CONTACTS)
    counts = {each.status: each.duties for each in by_status(outlook, LINK, day("2018-01-01"))}
    assert counts == {Status.OVERDUE: 1, Status.LATE: 1, Status.DUE_SOON: 1}
    # What ended before the period drops out; what is open stays, whenever it began.
    later = {each.status: each.duties for each in by_status(outlook, LINK, day("2018-01-20"))}
    assert later == {Status.OVERDUE: 1, Status.DUE_SOON: 1}
