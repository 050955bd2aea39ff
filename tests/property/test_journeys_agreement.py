"""What journeys lay down, read by the oracle and by an engine, over histories nobody made up."""

from collections.abc import Iterator
from datetime import date

import pytest

from holdfast.engine import Engine
from holdfast.engine.quoting import quote
from holdfast.journeys.holders import holders_sql
from holdfast.journeys.laid import define_journeys, label
from holdfast.journeys.reading import History, holder, spells
from holdfast.journeys.register import SPELLS
from holdfast.journeys.spell import Spell
from tests.property.returning import returning
from tests.spec.running import lay, opened, with_worked_out

SEED, MANY, ENOUGH = 20181129, 900, 12
DAYS = tuple(
    map(date.fromisoformat, ["2012-02-20", "2018-02-01", "2020-09-15", "2023-12-14", "2024-01-09"])
)
# What is rare among histories that nobody meant.
RARE = {"in care again after a placement for adoption": 1}


@pytest.fixture(scope="module")
def record() -> dict[str, History]:
    return with_worked_out(returning(SEED, MANY))


@pytest.fixture(scope="module")
def engine(record: dict[str, History]) -> Iterator[Engine]:
    with opened("duckdb") as running:
        lay(running, record)
        define_journeys(running)
        yield running


@pytest.mark.parametrize("spell", SPELLS, ids=label)
def test_spells_agree(spell: Spell, engine: Engine, record: dict[str, History]) -> None:
    rows = engine.fetch(f"select * from spells where spell = {quote(label(spell))}").to_pylist()
    carried = [column.name for column in spell.carries]
    got = {(r["subject"], r["started"], r["ended"], *(r[name] for name in carried)) for r in rows}
    wanted = {
        (subject, lived.started, lived.ended, *(lived.row.get(name) for name in carried))
        for subject, history in record.items()
        for lived in spells(history, spell)
    }
    assert got == wanted
    assert len(wanted) >= RARE.get(spell.name, ENOUGH), "too few to mean something"


@pytest.mark.parametrize("day", DAYS)
def test_holders_agree(day: date, engine: Engine, record: dict[str, History]) -> None:
    found = engine.fetch(holders_sql(f"date '{day}'")).to_pylist()
    got = {row["child"]: (row["worker"], row["team"], row["role"]) for row in found}
    leads = {subject: holder(history, day) for subject, history in record.items()}
    wanted = {s: (lead["worker"], lead["team"], lead["role"]) for s, lead in leads.items() if lead}
    assert got == wanted
    assert len(wanted) >= 5, "too few to mean something"
