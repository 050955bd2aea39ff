"""Since when recording is good enough: planted go-lives are proposed, and nothing else is."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.good_from import GoodFrom, RecordingDecision
from holdfast.days import add_months
from holdfast.measures.chain import chain
from holdfast.measures.recording import Month, proposed, recording
from holdfast.query.due import STATUSES, Wanted, count
from holdfast.query.outlook import Outlook
from tests.records import EVERYTHING, day, outlook_of

FIRST, MONTHS, LIVE = date(2011, 1, 1), 84, 36
GO_LIVE = add_months(FIRST, LIVE)
MANY = 100


def planted(seed: int, begun: int, level: float, before: float) -> list[Month]:
    """Seven years of about so many a month, recorded at a level from the go-live on."""
    chance, found = Random(seed), []
    for number in range(MONTHS):
        share = level if number >= LIVE else before
        count = max(0, round(chance.gauss(begun, begun**0.5)))
        recorded = sum(chance.random() < share for _ in range(count))
        found.append(Month(add_months(FIRST, number), count, recorded))
    return found


@pytest.mark.parametrize(
    ("begun", "level", "before", "exact", "within"),
    [
        (80, 0.6, 0.3, 90, 99),
        (20, 0.75, 0.0, 90, 100),
        (20, 0.95, 0.4, 95, 100),
        (6, 0.95, 0.2, 80, 95),
    ],
)
def test_a_go_live_is_proposed(
    begun: int, level: float, before: float, exact: int, within: int
) -> None:
    found = [proposed(planted(seed, begun, level, before)).day for seed in range(MANY)]
    counted = Counter(found)
    near = {add_months(GO_LIVE, number) for number in (-2, -1, 0, 1, 2)}
    assert counted[GO_LIVE] >= exact, counted
    assert sum(counted[one] for one in near) >= within, counted


@pytest.mark.parametrize(("begun", "level"), [(6, 0.95), (20, 0.75), (80, 0.55)])
def test_where_nothing_changed_the_first_months_are_proposed(begun: int, level: float) -> None:
    found = [proposed(planted(seed, begun, level, level)).day for seed in range(MANY)]
    early = [one for one in found if one and one <= add_months(FIRST, 3)]
    assert len(early) >= 95


def test_without_enough_to_judge_by_nothing_is_proposed() -> None:
    few = proposed(planted(1, 2, 0.9, 0.9))
    assert (few.day, few.why) == (None, "fewer than 30 came due in the latest year")
    poor = proposed(planted(1, 40, 0.3, 0.3))
    assert (poor.day, poor.why) == (None, "less than half is recorded today")
    assert proposed([]).day is None
    falling = [*planted(1, 40, 0.9, 0.9)[:-1], Month(add_months(FIRST, MONTHS - 1), 40, 2)]
    assert proposed(falling).why == "recording is falling off"


def months_of_visits(first: str, last: str) -> list[dict[str, Any]]:
    """Plans of forty days, one begun every third day, each with a visit every nine days."""
    found, begins = [], day(first)
    while begins < day(last):
        found.append({"child": f"C{begins:%Y%m%d}", "plan": f"P{begins:%Y%m%d}", "started": begins,
                      "ended": begins + timedelta(days=40)})  # fmt: skip
        begins += timedelta(days=3)
    return found


def gone_live(on: str) -> dict[str, list[dict[str, Any]]]:
    """Three years of plans whose visits are in the record from a day on only."""
    plans = months_of_visits("2014-01-01", "2017-12-01")
    visits = [
        {"child": one["child"], "visit": f"V{one['child']}{n}", "visited": visited, "seen": True}
        for one in plans
        for n in range(1, 5)
        if (visited := one["started"] + timedelta(days=9 * n)) >= day(on)
    ]
    held = [
        {"child": one["child"], "role": "CW", "team": f"T{number % 2}", "named": True,
         "started": one["started"] - timedelta(days=5), "worker": "W1"}
        for number, one in enumerate(plans)
    ]  # fmt: skip
    return {"protection_plans": plans, "protection_visits": visits, "involvements": held}


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    book = Book((clock("cp_visit"), clock("re_referral"), clock("allocation")))
    return outlook_of(gone_live("2016-03-01"), "2018-01-31", book)


def test_visits_not_brought_over_are_seen_in_the_share(outlook: Outlook) -> None:
    (found,) = recording(outlook, "cp_visit")
    shares = {one.first: one.share or 0 for one in found.months}
    # A plan that ends before its visit is due lapses in time, and nothing was to be recorded.
    assert all(share < 0.5 for first, share in shares.items() if first < day("2016-01-01"))
    assert all(share > 0.9 for first, share in shares.items() if first >= day("2016-03-01"))
    assert found.proposed.day is not None
    assert day("2016-02-01") <= found.proposed.day <= day("2016-03-01")
    assert found.decided is None
    row = found.row
    assert (row.clock, row.team, row.decided) == ("cp_visit", None, None)
    assert row.proposed == found.proposed.day


def test_teams_are_told_apart(outlook: Outlook) -> None:
    found = recording(outlook, "cp_visit", teams=True)
    assert [one.team for one in found] == ["", "T0", "T1"]
    whole, *teams = (sum(month.begun for month in one.months) for one in found)
    assert sum(teams) == whole > 1000


def test_a_clock_of_which_nothing_can_be_said_says_why(outlook: Outlook) -> None:
    (watch,) = recording(outlook, "re_referral")
    assert watch.proposed.why == "it only watches"
    feeds = {name: feed for name, feed in EVERYTHING.items() if name != "protection_visits"}
    bare = outlook_of({}, "2018-01-31", Book((clock("cp_visit"),)), feeds)
    (unable,) = recording(bare, "cp_visit")
    assert "protection_visits" in unable.proposed.why
    assert unable.months == ()


def test_before_the_day_decided_nobody_is_told_of_a_step_undone(outlook: Outlook) -> None:
    """Every duty that began before is still counted, as one that cannot be determined."""
    decided = RecordingDecision(day("2016-03-01"), day("2018-01-31"), "Head of performance")
    book = replace(outlook.book, good_from=GoodFrom(clocks={"cp_visit": decided}))
    seen = outlook_of(gone_live("2016-03-01"), "2018-01-31", book)
    everything = count(outlook, Wanted(STATUSES["all"], clock="cp_visit"))
    assert count(seen, Wanted(STATUSES["all"], clock="cp_visit")) == everything
    assert count(outlook, Wanted(STATUSES["cannot-tell"], clock="cp_visit"))[0] == 0
    unclear = count(seen, Wanted(STATUSES["cannot-tell"], clock="cp_visit"))[0]
    early = seen.rows(
        "select count(*) as n from duties where clock = 'cp_visit' and started < date '2016-03-01'"
    )
    assert unclear == early[0]["n"] > 100
    days = seen.rows("select min(day) as first from daily where clock = 'cp_visit'")
    assert days[0]["first"] is None or days[0]["first"] >= decided.since


def test_the_chain_is_told_from_the_same_duties(outlook: Outlook) -> None:
    decided = RecordingDecision(day("2017-12-15"), day("2018-01-31"), "Head of performance")
    seen = outlook_of(
        gone_live("2016-03-01"), "2018-01-31", Book(CLOCKS, good_from=GoodFrom(decided))
    )
    visits = next(one for one in chain(seen) if one.link.key == "protection_visit")
    rows = seen.rows(
        "select count(*) as n from duties where clock = 'cp_visit' "
        "and stopped > date '2017-01-31' and started >= date '2017-12-15'"
    )
    assert visits.passed == rows[0]["n"] > 0
