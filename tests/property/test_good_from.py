"""Duties that began before recording was good enough to be judged: both readers tell the same."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from holdfast.clocks.duty import Duty, Status, Why, days_over, status
from holdfast.clocks.oracle import reading as oracle
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.good_from import GoodFrom, RecordingDecision
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine
from holdfast.journeys.reading import History
from tests.property.agreeing import differences
from tests.property.doubtful import Spoilt, lay_spoilt, spoil, with_places
from tests.property.histories import ON_PLANS, histories
from tests.spec.running import as_duties, as_duty, by_oracle, laid, lay, opened

SEED, FEW = 20261129, 300
ON = date(2018, 12, 25)


def decided(day: str) -> RecordingDecision:
    return RecordingDecision(date.fromisoformat(day), date(2018, 1, 15), "Head of performance")


GOOD_FROM = GoodFrom(
    decided("2012-03-01"),
    {"cp_visit": decided("2015-06-01"), "cin_visit": decided("2009-01-01")},
    {
        "cp_visit": {"T1": decided("2013-01-01"), "T'3": decided("2018-01-01")},
        "cin_review": {"T2": decided("2016-04-01")},
    },
)
SHIPPED = Book(CLOCKS)
BOOK = Book(CLOCKS, good_from=GOOD_FROM)


@pytest.fixture(scope="module")
def record() -> Mapping[str, History]:
    return histories(SEED, FEW, ON_PLANS)


@pytest.fixture(scope="module")
def duck(record: Mapping[str, History]) -> Iterator[Engine]:
    with opened("duckdb") as engine:
        lay(engine, record)
        yield engine


@pytest.fixture(scope="module")
def told(record: Mapping[str, History]) -> set[Duty]:
    return by_oracle(record, BOOK)


def test_the_readers_agree(duck: Engine, record: Mapping[str, History], told: set[Duty]) -> None:
    assert differences(told, as_duties(laid(duck, BOOK)), record) == ""


def test_the_readers_agree_on_what_only_the_latest_can_tell(
    duck: Engine, record: Mapping[str, History]
) -> None:
    told = by_oracle(record, BOOK, current_only=True)
    assert differences(told, as_duties(laid(duck, BOOK, current_only=True)), record) == ""


def test_the_readers_agree_where_there_are_doubts_too() -> None:
    spoilt, found = spoilt_and_found()
    told = {
        replace(duty, part="")
        for subject, history in spoilt.record.items()
        for in_doubt in [spoilt.in_doubt(subject)]
        for clock in CLOCKS
        for duty in oracle.duties(clock, subject, history, BOOK, in_doubt=in_doubt)
    }
    assert sum(duty.cause is not None for duty in told) > 100
    assert differences(told, found, spoilt.record) == ""


def test_a_doubt_brings_back_no_duty_from_before() -> None:
    """Of what began before a day that holds for all, none is judged because of a doubt."""
    _, found = spoilt_and_found()
    day = date(2012, 3, 1)
    early = [duty for duty in found if duty.started < day]
    flags = {one.key for one in CLOCKS if one.flag}
    assert len(early) > 500
    assert {status(duty, ON, soon(ON), duty.clock in flags) for duty in early} == {
        Status.CANNOT_TELL
    }


@cache
def spoilt_and_found() -> tuple[Spoilt, set[Duty]]:
    """Histories in which one cell in forty is spoilt, and what an engine makes of them."""
    record = with_places(histories(SEED + 1, 100, ON_PLANS))
    spoilt = spoil(Random(SEED), record, 1 / 40)
    with opened("duckdb") as engine:
        lay_spoilt(engine, spoilt)
        return spoilt, as_duties(laid(engine, BOOK))


@pytest.mark.parametrize(
    "changed",
    [
        replace(GOOD_FROM, system=decided("2012-03-08")),
        replace(GOOD_FROM, clocks={}),
        replace(GOOD_FROM, teams={}),
    ],
    ids=["the system a week later", "no day of a clock", "no day of a team"],
)
def test_another_decision_is_noticed(
    duck: Engine, record: Mapping[str, History], told: set[Duty], changed: GoodFrom
) -> None:
    found = as_duties(laid(duck, Book(CLOCKS, good_from=changed)))
    assert differences(told, found, record) != ""


def test_only_what_began_before_is_changed(record: Mapping[str, History], told: set[Duty]) -> None:
    """Every duty is still there, each as it was or as one that cannot be determined."""
    flags = {one.key for one in CLOCKS if one.flag}
    begun = Counter((duty.clock, duty.subject, duty.started, duty.due) for duty in told)
    before = by_oracle(record, SHIPPED)
    assert set(begun) == {(duty.clock, duty.subject, duty.started, duty.due) for duty in before}
    early = {duty for duty in told if duty.why is Why.RECORDING}
    assert len(early) > 1000
    assert told - early <= before
    for duty in early:
        stood = [status(duty, day, soon(day), duty.clock in flags) for day in (duty.started, ON)]
        assert {one for one in stood if one} == {Status.CANNOT_TELL}
        assert (duty.stopped, duty.lapsed, duty.doubt) == (None, None, duty.started)
    system = GOOD_FROM.system
    assert system is not None
    assert {duty for duty in told if duty.started < system.since} <= early | {
        duty for duty in told if duty.why is Why.CALENDAR
    }


def test_they_stand_alike_in_sql(duck: Engine) -> None:
    flags = {one.key for one in CLOCKS if one.flag}
    with opened("duckdb") as engine:
        engine.rows("duties", laid(duck, BOOK))
        for on in (ON, ON - timedelta(days=2000)):
            stood = engine.fetch(standing_sql(CLOCKS, on, soon(on))).to_pylist()
            assert sum(row["why"] == Why.RECORDING.name for row in stood) > 500
            for row in stood:
                duty = as_duty(row)
                found = (status(duty, on, soon(on), duty.clock in flags), days_over(duty, on))
                assert found == (row["status"], row["days_over"]), duty
