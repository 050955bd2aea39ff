"""A measure and the clock of the same rule read it alike, on every day around the limit.

A calculation apart from a measure was written by people who had read the rule as its author had.
The clocks were read from the law by others, and have examples of their own: where one rule is both
a measure and a clock, what the one counts as in time the other must not call late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.clocks.register import clock
from holdfast.clocks.rules.book import Book
from holdfast.measures.cases.counting import cases_behind
from holdfast.measures.register import measure
from holdfast.query.outlook import Outlook
from tests.records import outlook_of

LAST = date(2018, 4, 30)
Rows = dict[str, list[dict[str, Any]]]


def _days(first: str, count: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=n) for n in range(count)]


# Around a leap day and the day before it a year earlier, the ends of long and short months,
# weekends and bank holidays.
STARTS = [
    *_days("2015-02-26", 5),
    *_days("2015-08-28", 5),
    *_days("2015-11-27", 4),
    *_days("2015-12-23", 6),
    *_days("2016-02-26", 6),
]


@dataclass(frozen=True)
class Pair:
    """One rule as a measure and as a clock.

    ``after`` are the days from the start at which the step may be taken, and ``table`` the row of
    a child for whom it was: what begins, what ends, and what else the row says. ``late``: the
    measure counts those for whom the clock is late.
    """

    measure: str
    clock: str
    after: range
    table: str
    begins: str
    ends: str
    also: tuple[tuple[str, Any], ...] = ()
    late: bool = False


PAIRS = (
    Pair(
        "assessments_45_days",
        "assessment_45_statistical",
        range(60, 74),
        "assessments",
        "started",
        "authorised",
    ),
    Pair(
        "proceedings_26_weeks",
        "proceedings_26",
        range(178, 186),
        "proceedings",
        "issued",
        "concluded",
    ),
    Pair(
        "plans_ended_two_years",
        "cp_2yr",
        range(726, 735),
        "protection_plans",
        "started",
        "ended",
        (("other_authority", False),),
        late=True,
    ),
    Pair(
        "conferences_15_days",
        "s47_icpc_15_statistical",
        range(18, 30),
        "conferences",
        "",
        "held",
    ),
    Pair("re_referrals", "re_referral", range(362, 370), "referrals", "", "received"),
    Pair("back_after_closing", "step_down", range(362, 370), "referrals", "", "received"),
)


def _children(pair: Pair) -> Iterator[tuple[str, date, date]]:
    for start in STARTS:
        for after in pair.after:
            yield f"{pair.clock}-{start}-{after}", start, start + timedelta(days=after)


def _rows() -> Rows:
    rows: Rows = {"persons": [], "referrals": []}
    for pair in PAIRS:
        own = rows.setdefault(pair.table, [])
        for child, start, end in _children(pair):
            rows["persons"].append({"child": child, "born": date(2010, 5, 1)})
            known = {"child": child, "received": date(2014, 5, 1), "no_further_action": False}
            if pair.clock == "re_referral":
                known |= {"received": start, "closed": start}
            if pair.clock == "step_down":
                known |= {"closed": start}
            rows["referrals"].append({**known, "referral": f"R-{child}"})
            row = {"child": child, pair.ends: end, **dict(pair.also)}
            if pair.begins:
                row[pair.begins] = start
            if pair.table == "conferences":
                row["enquiry"] = f"E-{child}"
                enquiry = {"child": child, "enquiry": f"E-{child}", "started": start}
                rows.setdefault("enquiries", []).append(enquiry)
            own.append({"no_further_action": False, **row} if pair.table == "referrals" else row)
    return rows


# Of what stands on the last day: the measure, the clock, and whether it counts what is overdue.
ON_THE_DAY = (
    ("on_plan_two_years", "cp_2yr", True),
    ("reviews_all_in_time", "rcpc_first", False),
    ("exploitation_assessed", "cse_risk_review", False),
)


def _standing_rows() -> Rows:
    """Children whose limit lies around the last day, a row of each for each measure."""
    rows: Rows = {"persons": [], "referrals": [], "protection_plans": []}
    rows |= {"exploitation_concerns": [], "exploitation_assessments": []}
    around = {
        "on_plan_two_years": _days("2016-04-25", 12),
        "reviews_all_in_time": _days("2018-01-20", 20),
        "exploitation_assessed": _days("2018-01-20", 20),
    }
    for key, days in around.items():
        for day in days:
            child = f"{key}-{day}"
            rows["persons"].append({"child": child, "born": date(2010, 5, 1)})
            opened = {"referral": f"R-{child}", "received": date(2014, 5, 1)}
            rows["referrals"].append({"child": child, **opened, "no_further_action": False})
            if key == "exploitation_assessed":
                rows["exploitation_concerns"].append({"child": child, "identified": STARTS[0]})
                rows["exploitation_assessments"].append({"child": child, "completed": day})
            else:
                plan = {"child": child, "started": day, "other_authority": False}
                rows["protection_plans"].append(plan)
    return rows


@pytest.fixture(scope="module")
def standing() -> Iterator[Outlook]:
    book = Book(tuple(clock(key) for _, key, _ in ON_THE_DAY))
    outlook = outlook_of(_standing_rows(), LAST.isoformat(), book)
    yield outlook
    outlook.close()


@pytest.fixture(scope="module")
def seen() -> Iterator[Outlook]:
    book = Book(tuple(clock(pair.clock) for pair in PAIRS))
    outlook = outlook_of(_rows(), LAST.isoformat(), book)
    yield outlook
    outlook.close()


def _in_time(outlook: Outlook, pair: Pair) -> dict[str, bool]:
    rows = outlook.rows(
        "select subject, due, stopped from duties where clock = $clock and stopped is not null",
        clock=pair.clock,
    )
    return {
        row["subject"]: row["stopped"] <= row["due"]
        for row in rows
        if row["subject"].startswith(pair.clock)
    }


def _counted(outlook: Outlook, pair: Pair) -> dict[str, bool | None]:
    behind = cases_behind(outlook, measure(pair.measure), date(2014, 1, 1), LAST)
    if pair.clock == "re_referral":
        # The first referral of a child has none before it.
        behind = [one for one in behind if one.day not in STARTS or one.day.year == 2016]
    return {one.child: one.counted for one in behind if one.child.startswith(pair.clock)}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.measure)
def test_what_the_measure_counts_the_clock_calls_in_time(seen: Outlook, pair: Pair) -> None:
    told, counted = _in_time(seen, pair), _counted(seen, pair)
    children = [child for child, _, _ in _children(pair)]
    assert [child for child in children if told[child] is (counted[child] is pair.late)] == []
    # Both sides of the limit are there, or nothing could differ.
    assert {counted[child] for child in children} == {True, False}


@pytest.mark.parametrize(("key", "by", "counts_overdue"), ON_THE_DAY)
def test_what_the_measure_counts_on_the_day_the_clock_calls_so(
    standing: Outlook, key: str, by: str, counts_overdue: bool
) -> None:
    rows = standing.rows("select subject, overdue_from from duties where clock = $clock", clock=by)
    overdue = {
        row["subject"]: row["overdue_from"] is not None and row["overdue_from"] <= LAST
        for row in rows
    }
    behind = cases_behind(standing, measure(key), LAST, LAST)
    counted = {one.child: one.counted for one in behind if one.child.startswith(key)}
    assert [
        child for child, so in counted.items() if overdue[child] is not (so is counts_overdue)
    ] == []
    assert {*counted.values()} == {True, False}
