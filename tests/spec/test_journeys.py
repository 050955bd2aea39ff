"""The manual's examples of what journeys lay down hold for every reader: oracle and engines."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from holdfast.engine import Engine
from holdfast.engine.quoting import quote
from holdfast.journeys.holders import holders_sql
from holdfast.journeys.laid import define_journeys, label
from holdfast.journeys.reading import History, holder, spells
from holdfast.journeys.register import SPELLS
from holdfast.record.register import table
from tests.spec.reading import Cells, Example, read_folder
from tests.spec.running import lay, opened

EXAMPLES = tuple(read_folder(Path(__file__).parent / "journeys"))
ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
BY_LABEL = {label(spell): spell for spell in SPELLS}

# The first test of a reader waits while it reads everything, and Java starts slowly.
pytestmark = pytest.mark.timeout(900)

Answers = Mapping[tuple[str, str], list[Cells]]  # the example's place and what is asked


@pytest.mark.parametrize("reader", ["oracle", *ENGINES])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(reader: str, example: Example) -> None:
    for asked, wanted in example.journeys.items():
        got = answers(reader)[example.place, asked]
        assert in_order(got, wanted) == in_order(wanted, wanted)


def test_every_spell_has_a_label_of_its_own() -> None:
    assert len(BY_LABEL) == len(SPELLS)
    assert {example.clock for example in EXAMPLES} <= {*BY_LABEL, "holders"}


def in_order(rows: Iterable[Cells], wanted: Iterable[Cells]) -> list[list[tuple[str, Any]]]:
    """The columns that the manual wrote of each row, in one order."""
    written = sorted({name for row in wanted for name in row})
    return sorted([(name, str(row[name])) for name in written] for row in rows)


@cache
def answers(reader: str) -> Answers:
    """What a reader makes of all examples."""
    histories = {one.place: of_children(one) for one in EXAMPLES}
    if reader == "oracle":
        return {
            (one.place, asked): list(by_oracle(one, asked, histories[one.place]))
            for one in EXAMPLES
            for asked in one.journeys
        }
    with opened(reader) as engine:
        lay(engine, {f"{p}/{c}": h for p, told in histories.items() for c, h in told.items()})
        define_journeys(engine, {BY_LABEL[one.clock] for one in EXAMPLES if one.clock in BY_LABEL})
        return {
            (one.place, asked): by_engine(engine, one, asked)
            for one in EXAMPLES
            for asked in one.journeys
        }


def of_children(example: Example) -> dict[str, History]:
    """The example's rows by child, each child's name made the example's own."""
    told: dict[str, dict[str, list[Cells]]] = {}
    for name, rows in example.rows.items():
        column = table(name).subject()
        assert column is not None, f"{name} is about no one"
        for row in rows:
            child = row[column.name]
            whole = dict(row) | {column.name: f"{example.place}/{child}"}
            told.setdefault(child, {}).setdefault(name, []).append(whole)
    return dict(told)


def by_oracle(example: Example, asked: str, told: Mapping[str, History]) -> Iterable[Cells]:
    for child, history in told.items():
        if asked == "Spells":
            for lived in spells(history, BY_LABEL[example.clock]):
                yield {"child": child, "started": lived.started, "ended": lived.ended}
        else:
            lead = holder(history, day_of(asked))
            if lead:
                yield {"child": child, "worker": lead["worker"], "team": lead["team"]}


def by_engine(engine: Engine, example: Example, asked: str) -> list[Cells]:
    if asked == "Spells":
        rows = f"select * from spells where spell = {quote(example.clock)}"
        column = "subject"
    else:
        rows, column = holders_sql(f"date '{day_of(asked)}'"), "child"
    named = f"select {column} as of, * from ({rows}) as r where {column} like '{example.place}/%'"
    found = engine.fetch(named).to_pylist()
    return [row | {"child": row["of"].partition("/")[2]} for row in found]


def day_of(asked: str) -> date:
    return date.fromisoformat(asked.rpartition(" ")[2])
