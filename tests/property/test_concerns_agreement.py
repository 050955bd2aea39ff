"""The strands of concerns on random histories: the oracle and DuckDB find the same runs."""

import pytest

from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import STRAND_CLOCKS
from tests.depth import often
from tests.property.agreeing import differences
from tests.property.returning import returning
from tests.spec.running import Record, by_engine, by_oracle, opened

SEED, COUNT = 20180131, often(150, 2_000)
BOOK = Book(STRAND_CLOCKS)


@pytest.fixture(scope="module")
def record() -> Record:
    return returning(SEED, COUNT)


def test_duckdb_finds_what_the_oracle_finds(record: Record) -> None:
    told = by_oracle(record, BOOK)
    with opened("duckdb") as engine:
        found = by_engine(engine, record, BOOK)
    assert differences(told, found, record) == ""
    silent = {clock.key for clock in STRAND_CLOCKS} - {run.clock for run in told}
    assert silent == set(), "no random history lets these strands run"
