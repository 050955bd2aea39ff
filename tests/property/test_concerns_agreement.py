"""The strands of concerns on random histories: the oracle and DuckDB find the same runs."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import STRAND_CLOCKS
from holdfast.journeys.reading import History
from tests.depth import often
from tests.property.agreeing import differences
from tests.property.histories import histories
from tests.spec.running import Record, by_engine, by_oracle, opened

SEED, COUNT = 20180131, often(150, 2_000)
BOOK = Book(STRAND_CLOCKS)
WORKERS = tuple(f"worker {number}" for number in range(12))


@pytest.fixture(scope="module")
def record() -> Record:
    """Random histories; some come back again and again, and are held by those who cannot act."""
    luck = Random(SEED)
    whole = {child: _often(child, told, luck) for child, told in histories(SEED, COUNT).items()}
    for worker in WORKERS:
        absences = [_absence(worker, luck) for _ in range(luck.randrange(4))]
        whole[worker] = {"professionals": [_professional(worker, luck)], "absences": absences}
    return whole


def _often(child: str, told: History, luck: Random) -> History:
    """A history with more contacts, and one in three with worker after worker of some dozen."""
    rows = {table: [dict(row) for row in given] for table, given in told.items()}
    if luck.random() < 0.5:
        first = _day(luck)
        rows["contacts"] = rows.get("contacts", []) + [
            {
                "child": child,
                "received": first + timedelta(days=luck.randrange(900)),
                "outcome": luck.choice(["no_further_action", "no_further_action", "existing"]),
            }
            for _ in range(luck.randrange(5))
        ]
    if luck.random() < 0.3:
        first = _day(luck)
        rows["referrals"] = [
            *rows.get("referrals", []),
            {"child": child, "received": first, "no_further_action": False},
        ]
        rows["involvements"] = [_held(child, first, luck) for _ in range(luck.randrange(1, 6))]
    return rows


def _held(child: str, first: date, luck: Random) -> dict[str, Any]:
    started = first + timedelta(days=luck.randrange(300))
    ended = started + timedelta(days=luck.randrange(200)) if luck.random() < 0.6 else None
    named = luck.choice([True, True, None, False])
    worker = luck.choice(WORKERS)
    return {
        "child": child, "worker": worker, "role": "CW", "named": named,
        "started": started, "ended": ended,
    }  # fmt: skip


def _professional(worker: str, luck: Random) -> dict[str, Any]:
    left = _day(luck) if luck.random() < 0.4 else None
    return {"worker": worker, "kind": luck.choice(["worker", "manager", None]), "left_on": left}


def _absence(worker: str, luck: Random) -> dict[str, Any]:
    started = _day(luck)
    ended = started + timedelta(days=luck.randrange(40)) if luck.random() < 0.9 else None
    kind = luck.choice(["sickness", "leave", "parental", None])
    return {"worker": worker, "started": started, "ended": ended, "kind": kind}


def _day(luck: Random) -> date:
    return date(2012, 1, 1) + timedelta(days=luck.randrange(9 * 365))


def test_duckdb_finds_what_the_oracle_finds(record: Record) -> None:
    told = by_oracle(record, BOOK)
    with opened("duckdb") as engine:
        found = by_engine(engine, record, BOOK)
    assert differences(told, found, record) == ""
    silent = {clock.key for clock in STRAND_CLOCKS} - {run.clock for run in told}
    assert silent == set(), "no random history lets these strands run"
