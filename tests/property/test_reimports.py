"""A duty is the same duty when its council is imported again: held against the rows it came from.

``python -m benchmarks.reimports CHILDREN`` prints the same figures of a larger council.
"""

from collections.abc import Mapping
from itertools import product
from random import Random

import pyarrow as pa
import pytest

from benchmarks.reimports import AGAIN, AS_AT, Figures, figures, relate_again, seen
from holdfast.simulation import simulate
from tests.depth import in_turn

CHILDREN, SEED = 500, 3
# Ways in which nothing of what is true changes: every duty must be the same.
SAME = ("nothing changed", "every row named anew", "children's numbers dealt anew")
LATE = ("one row in a hundred late", "late, and every row named anew")


@pytest.fixture(scope="module")
def council() -> Mapping[str, pa.Table]:
    return simulate(CHILDREN, AS_AT, SEED)


def again(council: Mapping[str, pa.Table], way: str, seed: int) -> Figures:
    made = AGAIN[way](council, Random(seed))
    then, now = seen(made.then), seen(made.now)
    try:
        return figures(made, then, now, relate_again(made, then, now))
    finally:
        then.close()
        now.close()


@pytest.mark.parametrize("way", SAME)
def test_where_nothing_changed_every_duty_is_the_same(
    way: str, council: Mapping[str, pa.Table]
) -> None:
    found = again(council, way, SEED)
    assert found.open > 500
    assert found.words == {"same": found.open}
    assert (found.lost, found.others) == (0, 0)
    if way == "every row named anew":
        assert found.lost_by_row > found.open / 20  # what the key is there for


@pytest.mark.slow
@pytest.mark.parametrize(("way", "seed"), in_turn([*product(LATE, (1, 2))], 2))
def test_rows_that_come_late_lose_no_duty_and_make_none_another(
    way: str, seed: int, council: Mapping[str, pa.Table]
) -> None:
    found = again(council, way, seed)
    assert found.open > 500
    assert found.lost <= found.open // 1000
    assert found.others == 0
    assert found.words["same"] < found.open  # what came late was seen
