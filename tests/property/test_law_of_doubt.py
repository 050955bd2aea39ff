"""The law of doubt, held on histories spoilt at random, by the oracle and by the engines.

Whatever is spoilt, every duty keeps its answer or becomes *cannot be determined*.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from holdfast.clocks.duty import Duty, Status
from holdfast.clocks.oracle import doubts as oracle_doubts
from holdfast.clocks.oracle import reading as oracle
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import Effect, Use, uses
from holdfast.clocks.sql import doubting
from holdfast.journeys.reading import History
from tests.depth import often
from tests.property.agreeing import differences
from tests.property.doubtful import Spoilt, lay_spoilt, spoil, with_places
from tests.property.histories import histories
from tests.property.law_of_doubt import Breach, Told, breaches, clocks_that_read, stood
from tests.spec.running import as_duties, laid, opened

SHIPPED = Book(CLOCKS)
READ = {clock.key: {use.table.name for use in uses(clock)} for clock in CLOCKS}
SEED, FEW, MANY = 20260401, often(40, 50), often(120, 250)
# Days looked at for each duty: around each day that is told of it.
LOOKED_AT = 12


SPOILINGS = {
    "one cell or row each": (MANY, 0.0, 0.0),
    "one cell in thirty": (FEW, 1 / 30, 0.0),
    "one cell each that says something else": (MANY, 0.0, 1.0),
    "one cell in thirty, half of them saying something else": (FEW, 1 / 30, 0.5),
}


@pytest.fixture(scope="module", params=SPOILINGS)
def spoilt(request: pytest.FixtureRequest) -> tuple[Mapping[str, History], Spoilt]:
    """Histories and the same ones spoilt: a little of each, and then much of each."""
    count, share, otherwise = SPOILINGS[request.param]
    record = with_places(histories(SEED + count, count))
    return record, spoil(Random(SEED), record, share, otherwise)


def both(record: Mapping[str, History], spoilt: Spoilt) -> Iterator[tuple[list[Duty], list[Duty]]]:
    """The duties of each person and clock that a doubt may touch, before and after."""
    for subject, history in record.items():
        rows = spoilt.in_doubt(subject)
        tables = {row.table for row in rows}
        for clock in CLOCKS:
            if READ[clock.key] & tables:
                before = oracle.duties(clock, subject, history, SHIPPED)
                left = spoilt.record[subject]
                yield before, oracle.duties(clock, subject, left, SHIPPED, in_doubt=rows)


def days(*duties: Duty) -> list[date]:
    told = {
        day
        for duty in duties
        for day in (duty.started, duty.due, duty.stopped, duty.lapsed, duty.doubt)
        if day and date(2009, 1, 1) < day < date(2029, 1, 1)
    }
    found = sorted({day + timedelta(days=later) for day in told for later in (0, 1)})
    return found[-LOOKED_AT:]


def law_broken(record: Mapping[str, History], spoilt: Spoilt) -> tuple[list[Breach], int, int]:
    """Where the law is broken; how many duties were looked at, and how many answers lost."""
    anybody = clocks_that_read({table for table, _, child in spoilt.touched if child is None})
    wrong: list[Breach] = []
    looked_at = lost = 0
    for before, after in both(record, spoilt):
        for day in days(*before, *after):
            wrong += breaches(told(before, day), told(after, day), anybody)
        last = max(days(*before), default=None)
        looked_at += len(before)
        if last:
            lost += unclear(after, last) - unclear(before, last)
    return wrong, looked_at, lost


def told(duties: list[Duty], day: date) -> Told:
    # Of two rows of one number each may have its duty: where they stand alike they are one answer.
    return Told([*dict.fromkeys(stood(duties, day))], frozenset())


def unclear(duties: list[Duty], day: date) -> int:
    return sum(duty.status == Status.CANNOT_TELL for duty in stood(duties, day))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_law_of_doubt(spoilt: tuple[Mapping[str, History], Spoilt]) -> None:
    record, after = spoilt
    wrong, looked_at, lost = law_broken(record, after)
    told = f"{len(after.doubts)} spoilings, {looked_at} duties, {lost} answers lost"
    sys.stdout.write(f"{told}\n")
    assert wrong[:5] == []
    assert looked_at > 1000


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("effect", [Effect.ENDED, Effect.CHANGED])
def test_the_law_is_seen_to_be_broken(monkeypatch: pytest.MonkeyPatch, effect: Effect) -> None:
    """Without either of the two effects of a doubt the law does not hold: the test is live."""
    record = with_places(histories(SEED, often(40, 60)))
    after = spoil(Random(SEED), record, 1 / 30)

    def weakened(clock: object, by_team: bool = False) -> tuple[Use, ...]:
        none = Effect.NONE
        return tuple(
            replace(
                use,
                missing=none if use.missing is effect else use.missing,
                counted=none if use.counted is effect else use.counted,
                end=none if use.end is effect else use.end,
            )
            for use in uses(clock, by_team)  # type: ignore[arg-type]
        )

    monkeypatch.setattr(oracle_doubts, "uses", weakened)
    assert law_broken(record, after)[0] != []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_duckdb_reads_doubts_as_the_oracle_does() -> None:
    record = with_places(histories(SEED + 1, often(40, 80)))
    _agree(record, spoil(Random(SEED), record, 1 / 40), "duckdb")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_duckdb_reads_one_doubt_as_the_oracle_does() -> None:
    record = with_places(histories(SEED + 2, often(80, 200)))
    _agree(record, spoil(Random(SEED + 2), record, 0.0), "duckdb")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", [0.0, 1 / 40])
def test_duckdb_reads_cells_that_say_something_else_as_the_oracle_does(share: float) -> None:
    record = with_places(histories(SEED + 3, often(40, 80)))
    _agree(record, spoil(Random(SEED + 3), record, share, otherwise=0.7), "duckdb")


@pytest.mark.deep
@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_spark_reads_doubts_as_the_oracle_does() -> None:
    keys = {"cp_visit", "allocation", "s47_icpc_15", "assessment_45", "cla_review_2", "ha_initial"}
    record = with_places(histories(SEED + 3, 60))
    book = Book(tuple(clock for clock in CLOCKS if clock.key in keys))
    _agree(record, spoil(Random(SEED), record, 1 / 40), "spark", book)


def _agree(record: Mapping[str, History], after: Spoilt, engine: str, book: Book = SHIPPED) -> None:
    with opened(engine) as running:
        lay_spoilt(running, after)
        found = as_duties(laid(running, book))
    told = {
        _without_part(duty)
        for subject in record
        for in_doubt in [after.in_doubt(subject)]
        for clock in book.clocks
        for duty in oracle.duties(clock, subject, after.record[subject], book, in_doubt=in_doubt)
    }
    assert sum(duty.cause is not None for duty in told) > 50
    assert differences(told, found, after.record) == ""


def _without_part(duty: Duty) -> Duty:
    return replace(duty, part="")


def test_a_record_without_doubts_asks_nothing_of_them() -> None:
    """Of clean data the mechanism costs one question."""
    with opened("duckdb") as engine:
        lay_spoilt(engine, Spoilt({}, {}, []))
        sql = doubting.doubted_sql(engine, SHIPPED, CLOCKS, "select 1 as clock")
    assert "possibilities" not in sql
