"""Rows printed as CSV and JSON are what writing them cell by cell would be."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.printing import FORMULA, Format, defused, print_json, print_rows
from holdfast.terminal import visible


class Colour(StrEnum):
    RED = "=red"


@dataclass(frozen=True)
class Pair:
    one: Any
    other: Any


TEXTS = st.one_of(
    st.sampled_from(["", "A, B", 'say "so"', "two\nlines", "\x1b[2J", " =1", *FORMULA]),
    st.text(max_size=6),
)
# Equal values that are not written alike (1, True and 1.0) and different ones that are.
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 1.0, 0.0, -0.0, 1e-9, 2.5, Colour.RED, ("a", 1)]),
    st.sampled_from([date(2018, 1, 31), datetime(2018, 1, 31), datetime(2018, 1, 31, 8, 30)]),
    TEXTS,
)
PAIRS = st.builds(Pair, CELLS, CELLS)
ROWS = st.lists(st.one_of(PAIRS, PAIRS.map(asdict)), max_size=6)


def cell_by_cell(rows: Sequence[Pair | Mapping[str, Any]]) -> str:
    """What CSV of the rows is, by the plainest way of writing it."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["one", "other"])
    for row in rows:
        cells = row.values() if isinstance(row, Mapping) else (row.one, row.other)
        writer.writerow(
            visible(defused(value), keep="\n\t") if isinstance(value, str) else value
            for value in cells
        )
    return held.getvalue()


@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_are_written_as_cells_are(
    capsys: pytest.CaptureFixture[str], rows: list[Pair | Mapping[str, Any]]
) -> None:
    capsys.readouterr()
    print_rows(rows, ("one", "other"), Format.CSV)
    assert capsys.readouterr().out == cell_by_cell(rows)


def test_a_row_within_a_row_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    value = Pair([Pair(1, date(2018, 1, 31))], {"of": Pair("a", (Pair(None, True),))})
    print_json({"rows": [value]})
    assert json.loads(capsys.readouterr().out) == {
        "rows": [
            {
                "one": [{"one": 1, "other": "2018-01-31"}],
                "other": {"of": {"one": "a", "other": [{"one": None, "other": True}]}},
            }
        ]
    }
