"""Rows laid in order, and many files at once."""

from random import Random

import pyarrow as pa
import pytest

from holdfast.record.schema.shape import in_order, row_order
from holdfast.record.store.parallel_map import at_once

TEXTS = ("b", "a", "", None, "é", "ab")


def _rows(many: int) -> pa.Table:
    chance = Random(7)
    columns = {
        "child": pa.array(chance.choices(TEXTS, k=many), pa.string()),
        "source_file": pa.array(chance.choices(("one", "two", None), k=many), pa.string()),
        "source_part": pa.array(["part"] * many, pa.string()),
        "source_row": pa.array(chance.choices((3, 1, 2, None, -1), k=many), pa.int64()),
        "told": pa.array(range(many), pa.int64()),
    }
    return pa.table(columns)


@pytest.mark.parametrize("many", [0, 1, 400])
def test_rows_lie_by_child_and_then_by_where_they_came_from(many: int) -> None:
    rows = _rows(many)
    keys = [(name, "ascending") for name in row_order(rows.column_names)]
    assert in_order(rows).equals(rows.sort_by(keys))


def test_rows_about_nobody_lie_by_their_key() -> None:
    rows = pa.table({"team": ["c", "a", "b"], "parent": ["a", None, "a"]})
    assert in_order(rows).column("team").to_pylist() == ["a", "b", "c"]


def test_work_done_at_once_is_given_in_the_order_asked() -> None:
    assert at_once(lambda number: number * 2, range(50)) == list(range(0, 100, 2))


def test_work_done_at_once_fails_where_a_part_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(lambda number: 1 // number, (2, 0, 1))
