"""Measures by month, group and year, against figures that were worked out apart from them.

The yardstick of the simulation reckons the published figures from the tables alone, by definitions
of its own; what it does not know is reckoned here in plain Python over the rows.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.days import add_months, working_days
from holdfast.measures.cases.counting import Every, MeasureCount, cases_behind, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.links import LINKS
from holdfast.measures.register import MEASURES, measure
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.simulation.yardstick.figures import figures
from holdfast.simulation.yardstick.published import FigureUnit
from holdfast.sources.made_up import import_tables
from tests.records import outlook_of

AS_AT = date(2018, 3, 31)
YEARS = (2016, 2017, 2018)
COUNTED = tuple(one for one in MEASURES if one.cases and not one.cases.now_only)
OF_RECORD = tuple(one for one in COUNTED if not one.clocks)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return dict(simulate(700, AS_AT, seed=5, years=4))


@pytest.fixture(scope="module")
def seen(
    tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Outlook]:
    store = Store(tmp_path_factory.mktemp("home"))
    import_tables(store, tables, AS_AT, "2018-04-01T08:30:00")
    outlook = open_outlook(store.current(), Book(CLOCKS))
    yield outlook
    outlook.close()


@pytest.fixture(scope="module")
def years(seen: Outlook) -> dict[tuple[str, int], MeasureCount]:
    found = count_by(seen, COUNTED, Every.YEAR)
    return {(one.measure, one.last.year): one for one in found if one.whole}


# The yardstick's figure, and the measure that must equal it in every year.
SAME = {
    "referrals": "referrals",
    "re_referrals": "re_referrals",
    "assessments_in_45_days": "assessments_45_days",
    "enquiries": "enquiries",
    "conferences_in_15_days": "conferences_15_days",
    "reviews_in_time": "reviews_all_in_time",
    "protection_plans": "on_plan",
    "repeat_plans": "repeat_plans",
    "looked_after": "in_care",
    "agency": "agency_hours",
}


def test_the_years_are_those_of_the_yardstick(
    tables: dict[str, pa.Table], years: dict[tuple[str, int], MeasureCount]
) -> None:
    checked = 0
    for year in YEARS:
        for made in figures(tables, date(year, 3, 31)):
            if key := SAME.get(made.figure.key):
                own = years[(key, year)]
                assert own.counted == pytest.approx(made.numerator), (key, year)
                if made.figure.unit is FigureUnit.PERCENT:
                    assert own.of == pytest.approx(made.denominator), (key, year)
                checked += bool(made.numerator)
    assert checked > 20


def rows(tables: dict[str, pa.Table], name: str) -> list[Row]:
    return list(tables[name].to_pylist())


def within(day: date | None, year: int) -> bool:
    return day is not None and date(year - 1, 4, 1) <= day <= date(year, 3, 31)


def open_on(row: Row, day: date, begins: str = "started", ends: str = "ended") -> bool:
    began, ended = row[begins], row[ends]
    return began is not None and began <= day and (ended is None or ended > day)


def _children(found: list[Row]) -> int:
    return len({row["child"] for row in found})


def _in_need(tables: dict[str, pa.Table], day: date) -> list[Row]:
    found = (row for row in rows(tables, "referrals") if row["no_further_action"] is not True)
    return [row for row in found if open_on(row, day, "received", "closed")]


def _back(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    referred = rows(tables, "referrals")
    closed = [
        row for row in referred if within(row["closed"], year) and not row["no_further_action"]
    ]
    back = [
        row
        for row in closed
        if any(
            one["child"] == row["child"]
            and row["closed"] < one["received"] <= add_months(row["closed"], 12)
            for one in referred
        )
    ]
    return len(back), len(closed)


def _conferences_of_enquiries(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    held = rows(tables, "conferences")
    begun = rows(tables, "enquiries")
    return (
        sum(within(one["held"], year) for one in held),
        sum(within(one["started"], year) for one in begun),
    )


def _neglect(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    plans = [one for one in rows(tables, "protection_plans") if not one["other_authority"]]
    own = [one for one in plans if open_on(one, date(year, 3, 31))]
    return _children([one for one in own if one["latest_category"] == "NEG"]), _children(own)


def _challenged(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    own = [one for one in rows(tables, "supervisions") if within(one["held"], year)]
    said = [one["challenge"] for one in own if one["challenge"] is not None]
    return sum(said), len(said)


def _missing_talks(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    own = [
        one
        for one in rows(tables, "missing_episodes")
        if one["kind"] == "missing" and within(one["ended"], year)
    ]
    held = [one for one in own if one["interviewed"] and one["ended"] <= one["interviewed"]]
    return len([one for one in held if one["interviewed"] <= AS_AT]), len(own)


def _in_need_now(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    found = _children(_in_need(tables, date(year, 3, 31)))
    return found, found


def _two_years(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    day = date(year, 3, 31)
    own = _in_need(tables, day)
    long = [one for one in own if one["received"] <= add_months(day, -24)]
    return _children(long), _children(own)


def _plans_long(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    own = [
        one
        for one in rows(tables, "protection_plans")
        if not one["other_authority"] and within(one["ended"], year)
    ]
    own = [one for one in own if one["started"] and one["started"] <= one["ended"]]
    return sum((one["ended"] - one["started"]).days + 1 > 729 for one in own), len(own)


def _court(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    own = [one for one in rows(tables, "proceedings") if within(one["concluded"], year)]
    return sum((one["concluded"] - one["issued"]).days < 26 * 7 for one in own), len(own)


def _emotional(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    plans = [one for one in rows(tables, "protection_plans") if not one["other_authority"]]
    own = [one for one in plans if open_on(one, date(year, 3, 31))]
    said = [one for one in own if one["latest_category"]]
    return _children([one for one in said if one["latest_category"] == "EMO"]), _children(said)


def _explained(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    working = working_days()
    late = [
        one
        for one in rows(tables, "assessments")
        if within(one["authorised"], year)
        and sum(one["started"] < day < one["authorised"] for day in working) >= 45
    ]
    return sum(bool(one["late_reason"]) for one in late), len(late)


def _assessed(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    day = date(year, 3, 31)
    feared = {
        one["child"]
        for one in rows(tables, "exploitation_concerns")
        if open_on(one, day, "identified")
    }
    fresh = {
        one["child"]
        for one in rows(tables, "exploitation_assessments")
        if one["completed"] <= day <= add_months(one["completed"], 3)
    }
    return len(feared & fresh), len(feared)


def _sick(tables: dict[str, pa.Table], year: int) -> tuple[int, int]:
    """Day by day: who is in post, employed, and away sick."""
    social = {one["worker"] for one in rows(tables, "professionals") if one["registration"]}
    posts = [
        one for one in rows(tables, "employments") if one["worker"] in social and not one["agency"]
    ]
    away = [one for one in rows(tables, "absences") if one["kind"] == "sickness"]
    far, lost, worked = date.max, 0, 0
    for day in (each for each in working_days() if within(each, year)):
        sick = {one["worker"] for one in away if one["started"] <= day <= (one["ended"] or far)}
        here = [one for one in posts if one["started"] <= day <= (one["ended"] or far)]
        worked += len(here)
        lost += sum(one["worker"] in sick for one in here)
    return lost, worked


PLAIN: dict[str, Callable[[dict[str, pa.Table], int], tuple[int, int]]] = {
    "assessments_late_explained": _explained,
    "back_after_closing": _back,
    "exploitation_assessed": _assessed,
    "on_plan_emotional_abuse": _emotional,
    "sickness": _sick,
    "conferences_of_enquiries": _conferences_of_enquiries,
    "in_need": _in_need_now,
    "in_need_two_years": _two_years,
    "on_plan_neglect": _neglect,
    "plans_ended_two_years": _plans_long,
    "proceedings_26_weeks": _court,
    "returns_talked_over": _missing_talks,
    "supervisions_challenged": _challenged,
}


@pytest.mark.parametrize("key", PLAIN)
def test_the_years_are_those_of_plain_python(
    key: str, tables: dict[str, pa.Table], years: dict[tuple[str, int], MeasureCount]
) -> None:
    checked: float = 0
    for year in YEARS:
        if (key, year) == ("back_after_closing", 2018):
            continue  # what is looked for lies ahead
        own = years[(key, year)]
        assert (own.counted, own.of) == PLAIN[key](tables, year), year
        checked += own.of
    assert checked


@pytest.mark.parametrize("key", ["seen_days", "allocation_days"])
def test_days_waited_are_those_counted_day_by_day(
    key: str, seen: Outlook, years: dict[tuple[str, int], MeasureCount]
) -> None:
    """One day after another: how many duties were open at its end."""
    link = key.removesuffix("_days")
    clocks = next(one.clocks for one in LINKS if one.key == link)
    marks = ", ".join(f"'{one}'" for one in clocks)
    far = date.max
    waits = [
        (row["started"], min(row["stopped"] or far, row["lapsed"] or far, row["doubt"] or far))
        for row in seen.rows(
            f"select started, stopped, lapsed, doubt from duties where clock in ({marks})"
        )
    ]
    for year in YEARS:
        first = date(year - 1, 4, 1)
        days = [first + timedelta(days=n) for n in range((date(year, 4, 1) - first).days)]
        open_ = sum(begun <= day < ends for day in days for begun, ends in waits)
        assert open_ == years[(key, year)].counted
        assert open_


def test_overdue_for_weeks_is_that_of_the_duties(
    seen: Outlook, years: dict[tuple[str, int], MeasureCount]
) -> None:
    marks = ", ".join(f"'{key}'" for link in LINKS for key in link.clocks)
    (row,) = seen.rows(
        "select count(*) as every, count(*) filter (where days_over >= 28) as "
        f"long from standing where status = 'overdue' and clock in ({marks})"
    )
    own = years[("overdue_four_weeks", 2018)]
    assert (own.counted, own.of) == (row["long"], row["every"])
    assert row["long"]


# One of each kind: dated and standing, of one child and of several, of duties, of staff.
SEVERAL = (
    *("referrals", "re_referrals", "not_held", "conferences_of_enquiries", "conference_due_met"),
    *(
        "protection_visit_overdue",
        "care_health",
        "agency_hours",
        "supervisions_challenged",
        "seen_days",
        "sickness",
    ),
)


def test_groups_add_up_to_everybody(seen: Outlook) -> None:
    some = [one for one in COUNTED if one.key in SEVERAL]
    every = {(one.measure, one.first): one for one in count_by(seen, some)}
    for by in By:
        added: dict[tuple[str, date], list[float]] = {}
        for one in count_by(seen, some, by=by):
            sums = added.setdefault((one.measure, one.first), [0, 0, 0])
            for place, number in enumerate((one.counted, one.of, one.cannot_tell)):
                sums[place] += number
        for key, one in every.items():
            own = added.get(key, [0, 0, 0])
            assert own == pytest.approx([one.counted, one.of, one.cannot_tell]), (by, key)


def test_one_pass_over_all_links_is_each_link_by_itself(seen: Outlook) -> None:
    of_links = [one for one in COUNTED if one.clocks]
    together = count_by(seen, of_links, by=By.SERVICE)
    apart = [one for each in of_links for one in count_by(seen, [each], by=By.SERVICE)]
    assert len(together) > 1_000
    assert together == apart


def test_the_figure_of_a_year_is_that_of_its_months(
    seen: Outlook, years: dict[tuple[str, int], MeasureCount]
) -> None:
    for one in COUNTED:
        if one.key.endswith("_overdue"):
            continue  # its figure is that of the chain: the next test
        found, year = one.figure(seen, 12), years.get((one.key, 2018))
        if year is None or one.maturity.known_after:
            continue
        assert (found.counted, found.of) == pytest.approx((year.counted, year.of)), one.key


def test_overdue_at_the_months_end_is_that_of_the_chain(seen: Outlook) -> None:
    for one in COUNTED:
        if one.key.endswith("_overdue"):
            last = [each for each in count_by(seen, [one]) if each.last == AS_AT]
            found = one.figure(seen, 12)
            if last:
                assert (last[0].counted, last[0].of) == (found.counted, found.of), one.key


@pytest.mark.parametrize("key", ["conference_due_met", "on_plan_neglect", "referrals"])
def test_the_children_behind_a_month_are_as_many_as_it_counts(key: str, seen: Outlook) -> None:
    asked = measure(key)
    for one in count_by(seen, [asked])[-6:]:
        behind = cases_behind(seen, asked, one.first, one.last)
        assert sum(each.counted is True for each in behind) == one.counted
        assert len(behind) == one.of + one.cannot_tell


def test_nothing_is_known_of_what_lies_ahead(seen: Outlook) -> None:
    """An outlook of an earlier day tells of the record as it was dated up to that day."""
    early = open_outlook(seen.snapshot, seen.book, date(2017, 3, 31))
    found = count_by(early, OF_RECORD, Every.YEAR)
    early.close()
    assert max(one.last for one in found) == date(2017, 3, 31)
    for one in found:
        if measure(one.measure).maturity.known_after and one.last.year == 2017:
            assert one.value is None


def test_what_the_source_does_not_carry_cannot_be_determined() -> None:
    outlook = outlook_of({}, "2018-03-31", feeds={})
    assert count_by(outlook, OF_RECORD) == []
    found = measure("referrals").figure(outlook, 12)
    outlook.close()
    assert (found.value, found.counted) == (None, None)
    assert "does not carry referrals.received" in found.why


def test_every_measure_of_rows_says_what_stands_beside_it() -> None:
    keys = {one.key for one in MEASURES}
    for one in COUNTED:
        assert not one.beside or one.beside in keys, one.key
        dated = one.cases is not None and one.cases.kind is CaseKind.IN_PERIOD
        staff = one.cases is not None and one.cases.staff
        if dated and not staff and one.key not in ("missing",):
            assert one.beside, f"{one.key} shows no open stock"
