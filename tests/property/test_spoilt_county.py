"""The law of doubt at the scale of a council: one cell in a hundred of every column spoilt."""

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from holdfast.engine import open_engine
from tests.property.law_of_doubt import Stood, Told, breaches, lost
from tests.property.spoilt_county import Held, compare, hold, make, spoil

CHILDREN = 500


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", [0.01, 0.1])
def test_a_spoilt_county_accuses_nobody_and_reassures_nobody(tmp_path: Path, share: float) -> None:
    make(tmp_path / "whole", CHILDREN)
    cells = spoil(tmp_path / "whole", tmp_path / "spoilt", share)
    held = hold(tmp_path / "whole", tmp_path / "spoilt", tmp_path / "home")
    told = asdict(held) | {"spoilt_cells": cells, "share_lost": held.share_lost}
    sys.stdout.write(f"{told}\n")
    assert cells > 300
    assert (held.new, held.gone) == (0, 0)
    # Doubt is not bought by silence: what is lost was touched, and most is kept.
    assert held.lost <= held.touched
    assert held.share_lost < 15 * share


def stood(
    child: str, started: int, status: str, due: int = 20, stopped: int | None = None
) -> Stood:
    met = date(2018, 1, stopped) if stopped else None
    return Stood("cp_visit", child, date(2018, 1, started), date(2018, 1, due), met, status)


MET, OPEN = stood("A", 1, "met", 15, 10), stood("A", 10, "running", 24)
SAME = stood("B", 1, "met", 15, 10)


@pytest.mark.parametrize(
    ("after", "new", "gone"),
    [
        ([MET, OPEN, SAME], 0, 0),
        ([MET._replace(status="cannot tell", stopped=None), OPEN, SAME], 0, 0),
        ([MET._replace(status="cannot tell", stopped=None), SAME], 0, 0),
        ([MET._replace(status="late"), OPEN, SAME], 1, 0),
        ([MET, OPEN._replace(due=date(2018, 1, 25)), SAME], 1, 0),
        ([MET, OPEN, SAME, SAME], 1, 0),
        ([MET, OPEN, SAME, stood("C", 1, "overdue")], 1, 0),
        ([MET, SAME], 0, 1),
        ([OPEN], 0, 2),
    ],
)
def test_a_county_is_held_to_the_law_that_holds_for_a_child(
    after: list[Stood], new: int, gone: int
) -> None:
    """Fetching only what stands otherwise leaves out nothing that the law would be broken by."""
    before = [MET, OPEN, SAME]
    held = Held()
    engine = open_engine("duckdb")
    try:
        for name, duties in (("before", before), ("after", after)):
            rows = [duty._asdict() for duty in duties]
            engine.rows(name, pa.Table.from_pylist(rows))
        doubted = {"clock": ["cp_visit"], "subject": ["A"], "why": ["DOUBTED"]}
        engine.rows("duties_after", pa.table(doubted))
        compare(engine, held, ())
    finally:
        engine.close()
    whole = Told(before, frozenset()), Told(after, frozenset())
    assert (held.new, held.gone) == (new, gone)
    assert (held.new + held.gone, held.lost) == (len(breaches(*whole)), len(lost(*whole)))
    assert (held.duties, held.touched) == (3, 2)
