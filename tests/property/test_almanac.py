"""The almanac, built with arrays, says on every day what the slow arithmetic says."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from holdfast.clocks.clock import Clock, Relaxed
from holdfast.clocks.oracle import reading as oracle
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.almanac import almanac, span
from holdfast.clocks.rules.book import Book, Ruling, read_book
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.errors import BeyondCalendar
from holdfast.periods import CalendarDays, Limit, Months

LOCAL = """
[authority]
contact_decision = "36 hours"
[team.T1]
cp_visit = { limit = "10 working days", counts_start_day = true }
core_group_repeat = { limit = "1 month", counts_start_day = true }
"""
PLANS = [("cp_visit", 5), ("cin_visit", 260)]
LENGTHS: tuple[Limit, ...] = (CalendarDays(1), Months(12), Months(216))
DAYS = [FIRST_KNOWN + timedelta(days=n) for n in range((LAST_KNOWN - FIRST_KNOWN).days + 1)]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path: Path = tmp_path_factory.mktemp("rules") / "rules.toml"
    path.write_text(LOCAL, encoding="utf-8")
    return read_book(CLOCKS, path)


@pytest.fixture(scope="module")
def lengths(book: Book) -> pa.Table:
    return almanac(book, PLANS, LENGTHS)[1]


@pytest.fixture(scope="module")
def whole(book: Book) -> pa.Table:
    """Every rule on every day on which it is in force, as a query puts the two together."""
    rulings, lengths = almanac(book, PLANS, LENGTHS)
    pages = {n: lengths.filter(pc.equal(lengths["number"], n)) for n in _numbers(lengths)}
    return pa.concat_tables(_laid(ruling, pages) for ruling in rulings.to_pylist())


def _numbers(lengths: pa.Table) -> list[int]:
    return pc.unique(lengths["number"]).to_pylist()


def _laid(ruling: dict[str, Any], pages: dict[int, pa.Table]) -> pa.Table:
    page = pages[0 if ruling["number"] is None else ruling["number"]]
    held = pc.and_(
        pc.greater_equal(page["day"], ruling["since"]), pc.less(page["day"], ruling["until"])
    )
    page = page.filter(held).select(["day", "due", "overdue_from", "beyond"])
    if ruling["number"] is None:
        never = pa.nulls(page.num_rows, pa.date32())
        page = page.set_column(1, "due", never).set_column(2, "overdue_from", never)
        page = page.set_column(3, "beyond", pa.repeat(pa.scalar(False), page.num_rows))
    for name in ("rule", "ruling"):
        page = page.append_column(name, pa.repeat(pa.scalar(ruling[name]), page.num_rows))
    return page


def _slow(one: Clock, ruling: Ruling) -> np.ndarray:
    """The due day of every known day by the oracle's own reading; NaT for none."""
    relaxed = one.relaxed if "/plan/" not in ruling.name and "/team/" not in ruling.name else ()
    rule = ruling.rule
    return _one_by_one(rule.limit, rule.counts_start_day, relaxed)


@cache
def _one_by_one(
    limit: Limit | None, counts_start_day: bool, relaxed: Sequence[Relaxed]
) -> np.ndarray:
    """Rules that say the same are read once: the book has some hundred, of thirty kinds."""
    due = [_due(day, limit, counts_start_day, relaxed) for day in DAYS]
    return np.array(due, dtype="datetime64[D]")


def _due(
    day: date, limit: Limit | None, counts_start_day: bool, relaxed: Sequence[Relaxed]
) -> date | None:
    if limit is None:
        return None
    try:
        due = limit.due(day, counts_start_day)
    except BeyondCalendar:
        return None
    return next((lift.last for lift in relaxed if lift.first <= due <= lift.last), due)


def _page(whole: pa.Table, rule: str) -> pa.Table:
    return whole.filter(pc.equal(whole["rule"], rule)).sort_by("day")


def _held(page: pa.Table, due: np.ndarray, rule: str) -> None:
    """That a page says, for its own days, what was worked out for every day."""
    days = page["day"].to_numpy()
    own = due[(days - np.datetime64(FIRST_KNOWN)).astype(int)]
    np.testing.assert_array_equal(page["due"].to_numpy(), own, rule)
    np.testing.assert_array_equal(page["overdue_from"].to_numpy(), own + 1, rule)


def test_every_rule_on_every_day(book: Book, whole: pa.Table) -> None:
    for one in book.clocks:
        page = _page(whole, one.key)
        # One that awaits a day is in force on none that is known.
        for ruling in () if one.awaited else book.rulings(one):
            part = page.filter(pc.equal(page["ruling"], ruling.name))
            assert part.num_rows > 0, ruling.name
            _held(part, _slow(one, ruling), ruling.name)


def test_one_version_is_in_force_on_each_day(book: Book, whole: pa.Table) -> None:
    for one in (each for each in book.clocks if not each.awaited):
        page = _page(whole, one.key)
        assert pc.count_distinct(page["day"]).as_py() == page.num_rows, one.key
        turns = {FIRST_KNOWN, LAST_KNOWN, *(r.rule.since or FIRST_KNOWN for r in book.rulings(one))}
        days = [turn + timedelta(days=n) for turn in turns for n in (-1, 0, 1)]
        part = page.filter(pc.is_in(page["day"], value_set=pa.array(days, pa.date32())))
        told = dict(zip(part["day"].to_pylist(), part["ruling"].to_pylist(), strict=True))
        for day in days:
            ruling = book.in_force(one, day) if FIRST_KNOWN <= day <= LAST_KNOWN else None
            assert told.get(day) == (ruling.name if ruling else None), (one.key, day)


def test_rules_of_teams_and_of_plans(book: Book, whole: pa.Table) -> None:
    for key in ("cp_visit", "core_group_repeat"):
        ruling = book.team_ruling(clock(key), "T1")
        assert ruling is not None
        _held(_page(whole, ruling.name), _slow(clock(key), ruling), ruling.name)
    for key, working_days in PLANS:
        ruling = book.plan_ruling(clock(key), working_days)
        _held(_page(whole, ruling.name), _slow(clock(key), ruling), ruling.name)


@pytest.mark.parametrize("length", LENGTHS, ids=str)
def test_plain_lengths(lengths: pa.Table, length: Limit) -> None:
    page = lengths.filter(pc.equal(lengths["length"], span(length))).sort_by("day")
    assert page["day"].to_pylist() == DAYS
    _held(page, _one_by_one(length, False, ()), str(length))


def test_rules_that_say_the_same_share_a_length(lengths: pa.Table, book: Book) -> None:
    names = pc.unique(lengths["length"]).to_pylist()
    assert len(names) == len(_numbers(lengths)) < len(book.clocks)
    assert lengths.num_rows == len(names) * len(DAYS)


def test_beyond_the_known_bank_holidays(whole: pa.Table) -> None:
    """A rule in working days cannot tell; one in weeks or with no limit always can."""
    told = _page(whole, "cla_review_1")
    blank = told.filter(pc.is_null(told["due"]))
    assert blank.num_rows > 0
    assert set(blank["beyond"].to_pylist()) == {True}
    assert not any(told.filter(pc.is_valid(told["due"]))["beyond"].to_pylist())
    assert not any(_page(whole, "dental")["beyond"].to_pylist())
    assert not any(_page(whole, "cp_repeat")["beyond"].to_pylist())


@pytest.mark.parametrize("key", ["cla_review_n", "cla_visit_first", "pf_initial", "cp_visit"])
def test_the_oracle_itself(book: Book, key: str) -> None:
    """What is compared above is what the oracle does with it."""
    one = clock(key)
    ruling = book.rulings(one)[-1]
    slow = _slow(one, ruling)
    for day in (date(2020, 3, 1) + timedelta(days=n) for n in range(250)):
        assert oracle._due(day, ruling, one) == slow[(day - FIRST_KNOWN).days].item()
