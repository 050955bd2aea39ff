"""The manual's examples of concerns hold for every reader: the oracle, and each engine."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from holdfast.clocks.duty import Duty, Status, status
from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import CONCERNS
from tests.depth import DEEP
from tests.spec.reading import Cells, Example, read_folder
from tests.spec.running import by_engine, by_oracle, opened
from tests.spec.told import records_of

pytestmark = pytest.mark.timeout(900)

EXAMPLES = tuple(read_folder(Path(__file__).parent / "concerns"))
STRANDS = {strand.key: strand.clock for concern in CONCERNS for strand in concern.strands}
BOOK = Book(tuple(STRANDS.values()))
ON_SPARK = {
    "nobody_away",
    "nobody_no_holder",
    "neglect_contacts",
    "neglect_returned",
    "drift_workers",
}
READERS = ["oracle", "duckdb", pytest.param("spark", marks=pytest.mark.spark)]


@cache
def runs_by(reader: str) -> frozenset[Duty]:
    """Every run of every strand over all examples, as one reader finds them."""
    record = records_of(EXAMPLES)
    if reader == "oracle":
        return frozenset(by_oracle(record, BOOK))
    clocks = [clock for key, clock in STRANDS.items() if is_read(reader, key)]
    with opened(reader) as engine:
        return frozenset(by_engine(engine, record, BOOK, clocks))


def is_read(reader: str, key: str) -> bool:
    """Whether a reader reads a strand: Spark those that rest on what is worked out, else all.

    What the others declare, the clocks' own examples show on Spark.
    """
    return reader != "spark" or DEEP or key in ON_SPARK


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(reader: str, example: Example) -> None:
    runs = [
        run
        for run in runs_by(reader)
        if run.clock == example.clock and run.subject.startswith(f"{example.place}/")
    ]
    assert example.days, "the example names no day"
    for each in example.days:
        wanted = sorted(_line({**one.told, "child": one.subject}) for one in each.duties)
        begun = (run for run in runs if run.started <= each.day)
        assert sorted(map(_line, _as_written(begun, each.day))) == wanted, f"as at {each.day}"


def _as_written(runs: Iterable[Duty], day: date) -> list[Cells]:
    return [
        {
            "child": run.subject.partition("/")[2],
            "since": run.started,
            "true from": run.due + timedelta(days=1) if run.due else None,
            "ended": _ended(run, day),
            "state": _state(run, day),
        }
        for run in runs
    ]


def _ended(run: Duty, day: date) -> date | None:
    ends = [end for end in (run.stopped, run.lapsed) if end is not None and end <= day]
    return min(ends, default=None)


def _state(run: Duty, day: date) -> str:
    return {
        Status.OVERDUE: "true",
        Status.LATE: "over",
        Status.LAPSED_OVERDUE: "over",
        Status.MET: "never came true",
        Status.LAPSED: "never came true",
        Status.CANNOT_TELL: "cannot be determined",
    }.get(status(run, day, day) or Status.RUNNING, "not yet")


def _line(cells: Cells) -> tuple[str, ...]:
    names = ("child", "since", "true from", "ended", "state")
    return tuple(str(cells.get(name) or "") for name in names)


def test_every_strand_of_a_concern_has_an_example() -> None:
    shown = {example.clock for example in EXAMPLES}
    assert [key for key in STRANDS if key not in shown] == []


def test_every_example_is_about_a_strand() -> None:
    assert [f"{one.place}: {one.clock}" for one in EXAMPLES if one.clock not in STRANDS] == []
