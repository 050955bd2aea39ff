"""Rules that are asked in one query find what each finds by itself, and fail one by one."""

from collections import Counter

import pyarrow as pa
import pytest

from holdfast.engine import Engine, QueryFailed, open_engine
from holdfast.engine.duck import Duck
from holdfast.returns.compiling import FAILS
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.register import rules_of
from holdfast.sources.ssda903 import ReturnReading, read_return
from tests.returns.ssda903.building import write_return
from tests.returns.ssda903.random_files import RandomReturn

YEAR = 2026
# The text of one rule alone (103).
ONE = "t.ETHNIC not in"


class FailingEngine(Duck):
    """An engine that fails where many rules are asked at once, and where ``also`` is asked."""

    also = ""

    def fetch(self, sql: str, values: object = None) -> pa.Table:
        """Run a query, unless it is one of these."""
        if f"{FAILS}0" in sql or (self.also and self.also in sql):
            raise QueryFailed("a test")
        return super().fetch(sql)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> ReturnReading:
    folder = tmp_path_factory.mktemp("return")
    return read_return(write_return(folder, RandomReturn(5, YEAR).fill(12), YEAR))


def found(outcome: Outcome) -> Counter[tuple[object, ...]]:
    rows = outcome.findings.to_pylist()
    return Counter(
        (one["code"], one["breach"], one["table"], one["row"], one["mark"]) for one in rows
    )


def check(reading: ReturnReading, engine: Engine) -> Outcome:
    return check_reading(
        reading, YEAR, rules=rules_of(YEAR)[::4] + rules_of(YEAR)[6:7], engine=engine
    )


def test_rules_find_the_same_together_and_one_by_one(reading: ReturnReading) -> None:
    together, alone = check(reading, open_engine()), check(reading, FailingEngine())
    assert found(together)
    assert found(together) == found(alone)
    assert not together.failed
    assert not alone.failed


def test_one_rule_that_fails_is_known_and_takes_no_other_with_it(reading: ReturnReading) -> None:
    engine = FailingEngine()
    engine.also = ONE
    outcome = check(reading, engine)
    assert [one.rule.code for one in outcome.rules if one.state is State.FAILED] == ["103"]
    whole = found(check(reading, open_engine()))
    assert found(outcome) == Counter({at: n for at, n in whole.items() if at[0] != "103"})
