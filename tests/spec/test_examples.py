"""The manual's examples hold for every reader: the oracle, and each engine."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from holdfast.clocks.duty import Duty, days_over, status
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.sql.standing import soon
from tests.spec.reading import Cells, Example, Expected
from tests.spec.told import EXAMPLES, Told, as_text, told_by

# The first test of a reader waits while it reads everything, and Java starts slowly.
pytestmark = pytest.mark.timeout(900)

ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]


@pytest.fixture(params=["oracle", *ENGINES])
def told(request: pytest.FixtureRequest) -> Told:
    return told_by(request.param)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(told: Told, example: Example) -> None:
    for each in example.days:
        columns = _columns(each.duties)
        wanted = sorted(_line(columns, _said(one)) for one in each.duties)
        duties = told.of(example, each)
        started = [_as_told(duty, each.day) for duty in duties if duty.started <= each.day]
        got = sorted(_line(columns, one) for one in started)
        assert got == wanted, _report(example, each.day, columns, wanted, got)


def _columns(expected: Sequence[Expected]) -> tuple[str, ...]:
    """The columns that the manual wrote, and whose duty it is."""
    written = dict.fromkeys(name for one in expected for name in one.told)
    return ("child", *(written or ("started", "due", "status")))


def _said(expected: Expected) -> Cells:
    return {**expected.told, "child": expected.subject}


def _as_told(duty: Duty, day: date) -> Cells:
    """A duty as the manual writes it: nothing that lies after the day."""
    doubted = duty.doubt is not None and duty.doubt <= day
    return {
        "child": duty.subject.partition("/")[2],
        "started": duty.started,
        "due": duty.due,
        "stopped": _by(duty.stopped, day),
        "lapsed": _by(duty.lapsed, day),
        "status": status(duty, day, soon(day), clock(duty.clock).flag),
        "days over": days_over(duty, day),
        "rule": duty.ruling,
        "reason": duty.reason,
        "why": duty.why.name.lower() if duty.why and doubted else None,
    }


def _by(happened: date | None, day: date) -> date | None:
    return happened if happened and happened <= day else None


def _line(columns: Sequence[str], cells: Cells) -> tuple[str, ...]:
    return tuple(_word(cells[name]) for name in columns)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _report(
    example: Example, day: date, columns: Sequence[str], wanted: Sequence, got: Sequence
) -> str:
    parts = [f"{example.place}: {example.clock}: {example.title}", f"As at {day}, expected:"]
    parts += [_drawn(columns, wanted), "got:", _drawn(columns, got)]
    return "\n\n" + "\n\n".join(parts) + "\n"


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[n]) for row in [columns, *rows]) for n in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


# --- how they stood, in SQL -----------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_standing_in_sql_is_the_same(engine: str) -> None:
    """On days of the manual, every duty of every example stands in SQL as it does in Python."""
    told = told_by(engine)
    rules_of = {one.place: one.rules for one in EXAMPLES}
    duties = [(rules_of[place], duty) for place, held in told.duties.items() for duty in held]
    assert told.standings
    for (rules, day), stood in told.standings.items():
        held = [duty for under, duty in duties if under == rules and duty.started <= day]
        assert stood == {_standing(duty, day) for duty in held}, f"on {day}"


def _standing(duty: Duty, day: date) -> tuple[str, ...]:
    found = status(duty, day, soon(day), clock(duty.clock).flag)
    days = (duty.started, duty.due, duty.stopped)
    return as_text((duty.clock, duty.subject, *days, found, days_over(duty, day)))


# --- the manual is whole --------------------------------------------------------------------


def test_every_clock_has_an_example() -> None:
    assert [one.key for one in CLOCKS if one.key not in {e.clock for e in EXAMPLES}] == []


def test_every_example_is_about_a_clock() -> None:
    keys = {one.key for one in CLOCKS}
    assert [f"{e.place}: {e.clock}" for e in EXAMPLES if e.clock not in keys] == []


def test_no_two_examples_of_a_clock_share_a_heading() -> None:
    headings = [(one.clock, one.title) for one in EXAMPLES]
    assert sorted(heading for heading in set(headings) if headings.count(heading) > 1) == []
