"""The chain, the daily series and the list of who is due, on records small enough to count."""

from typing import Any

import pytest

from holdfast.clocks.contact import CONTACT_DECISION
from holdfast.clocks.duty import Status
from holdfast.clocks.protection import VISIT
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.errors import NotFound
from holdfast.measures.chain import chain, weakest
from holdfast.measures.links import LINKS
from holdfast.query.daily import daily_overdue
from holdfast.query.due import STATUSES, Wanted, count, due
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.record.store.manifest import Feed
from tests.records import EVERYTHING, day, outlook_of

CONTACTS: list[dict[str, Any]] = [
    # Monday 8 January 2018: one working day runs to Tuesday.
    {"child": "A", "contact": "1", "received": day("2018-01-08"), "decided": day("2018-01-09")},
    {"child": "B", "contact": "2", "received": day("2018-01-08"), "decided": day("2018-01-12")},
    {"child": "C", "contact": "3", "received": day("2018-01-08"), "decided": None},
    {"child": "D", "contact": "4", "received": day("2018-01-31"), "decided": None},
]
HELD: list[dict[str, Any]] = [
    {"child": "B", "worker": "W1", "team": "T2", "role": "CW", "started": day("2018-01-01")},
    {"child": "C", "worker": "W1", "team": "T2", "role": "CW", "started": day("2017-01-01"),
     "ended": day("2018-01-10")},
    {"child": "C", "worker": "W2", "team": "T3", "role": "CW", "started": day("2018-01-11")},
]  # fmt: skip
TEAMS: list[dict[str, Any]] = [
    {"team": "T1", "parent": None},
    {"team": "T2", "parent": "T1"},
    {"team": "T3"},
]


def _outlook(on: str = "2018-01-31") -> Outlook:
    rows = {"contacts": CONTACTS, "involvements": HELD, "teams": TEAMS}
    return outlook_of(rows, on, Book((CONTACT_DECISION,)))


def test_the_chain_of_a_team_counts_its_children_and_those_of_teams_below() -> None:
    def contact(team: str) -> tuple[int | None, ...]:
        told = {one.link.key: one for one in chain(_outlook(), scope=Scope(team))}["contact"]
        return told.passed, told.in_time, told.open, told.overdue, told.child_days_over

    # B is held by T2, below T1; C went from T2 to T3, and what is still undone went along.
    assert contact("T1") == contact("T2") == (1, 0, 0, 0, 2)
    assert contact("T3") == (0, 0, 1, 1, 22)
    assert contact("") == (2, 1, 2, 1, 24)


def test_a_team_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound, match="no team"):
        chain(_outlook(), scope=Scope("T'9"))


def test_a_link_counts_what_passed_what_is_open_and_what_is_over() -> None:
    told = {one.link.key: one for one in chain(_outlook())}["contact"]
    assert (told.passed, told.in_time, told.open, told.overdue) == (2, 1, 2, 1)
    assert told.longest_days == 23
    # B was overdue on 10 and 11 January, C on each of the 22 days from 10 to 31 January.
    assert told.child_days_over == 2 + 22
    # Waits of 1 and 4 days ended; 0 and 23 are still open: half are over after 4 days.
    assert told.median_days == 4


@pytest.mark.parametrize(("months", "days"), [(1, 31), (2, 62), (12, 365)])
def test_who_is_overdue_all_along_counts_once_for_each_day_of_the_period(
    months: int, days: int
) -> None:
    """A month to 31 January is the 31 days from 1 January; the day before is of the one before."""
    never = {"child": "E", "contact": "5", "received": day("2016-06-01"), "decided": None}
    outlook = outlook_of({"contacts": [never]}, "2018-01-31", Book((CONTACT_DECISION,)))
    told = {one.link.key: one for one in chain(outlook, months)}["contact"]
    assert told.child_days_over == days


def test_the_child_days_over_are_the_daily_series_added_up() -> None:
    outlook = _outlook()
    series = daily_overdue(outlook, ["contact_decision"])
    assert [(row.day, row.overdue) for row in series] == [
        (day("2018-01-10"), 2),
        (day("2018-01-12"), 1),
    ]


def test_looking_back_counts_only_what_was_dated_by_then() -> None:
    told = {one.link.key: one for one in chain(_outlook("2018-01-10"))}["contact"]
    assert (told.passed, told.in_time, told.open, told.overdue) == (1, 1, 2, 2)


def test_the_weakest_links_are_those_with_the_most_child_days_over() -> None:
    assert next(one.link.key for one in weakest(chain(_outlook()))) == "contact"


def test_every_clock_is_in_one_link_or_is_left_out_for_a_reason() -> None:
    linked = [key for link in LINKS for key in link.clocks]
    outside = [clock.key for clock in CLOCKS if clock.outside_chain]
    assert sorted(linked + outside) == sorted(clock.key for clock in CLOCKS)


def test_every_review_of_a_child_in_care_is_in_its_link() -> None:
    link = next(link for link in LINKS if link.key == "care_review")
    assert {clock.key for clock in CLOCKS if clock.key.startswith("cla_review_")} < set(link.clocks)


def test_a_link_whose_source_lacks_it_cannot_tell() -> None:
    columns = tuple(c for c in EVERYTHING["contacts"].columns if c != "decided")
    feeds = EVERYTHING | {"contacts": Feed("every", columns)}
    told = {
        one.link.key: one
        for one in chain(outlook_of({}, "2018-01-31", Book((CONTACT_DECISION,)), feeds))
    }
    assert told["contact"].passed is None
    assert told["contact"].overdue is None
    assert "contacts: decided" in told["contact"].why


def test_a_source_of_latest_dates_tells_only_what_is_open() -> None:
    feeds = EVERYTHING | {
        name: Feed("latest", EVERYTHING[name].columns)
        for name in ("protection_plans", "protection_visits")
    }
    rows = {
        "protection_plans": [{"child": "A", "plan": "1", "started": day("2017-06-01")}],
        "protection_visits": [{"child": "A", "visited": day("2018-01-03"), "seen": True}],
    }
    outlook = outlook_of(rows, "2018-01-31", Book((VISIT,)), feeds)
    told = {one.link.key: one for one in chain(outlook)}["protection_visit"]
    assert (told.passed, told.in_time, told.open, told.overdue) == (None, None, 1, 1)
    only = due(outlook, Wanted(STATUSES["all"], clock="cp_visit"))
    assert [(row.started, row.due) for row in only] == [(day("2018-01-03"), day("2018-01-17"))]


def test_due_tells_who_holds_the_child_and_what_rule_set_the_date() -> None:
    rows = due(_outlook(), Wanted())
    assert [(r.child, r.days_over, r.worker, r.team) for r in rows] == [("C", 22, "W2", "T3")]
    assert rows[0].rule == "1 working day"
    assert rows[0].cites.startswith("Local practice standard")


def test_due_is_filtered_by_team_with_the_teams_below_it() -> None:
    outlook = _outlook()
    team = Scope(team="T1")
    assert team.teams(outlook) == ["T1", "T2"]
    everything = Wanted(STATUSES["all"], clock="contact_decision")
    assert [duty.child for duty in due(outlook, everything, scope=team)] == ["B"]
    assert count(outlook, everything, team) == (1, 1)


def test_due_is_paged_in_a_stable_order() -> None:
    outlook = _outlook()
    everything = Wanted(STATUSES["all"], clock="contact_decision")
    whole = due(outlook, everything)
    pages = [due(outlook, everything, limit=1, offset=n)[0] for n in range(len(whole))]
    assert pages == whole
    assert {row.status for row in whole} == {
        Status.MET, Status.LATE, Status.OVERDUE, Status.DUE_SOON,
    }  # fmt: skip
