"""Children who may be one: found, put in order, and never more than a proposal."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.engine.linking import linked_pairs
from holdfast.errors import NotFound
from holdfast.query.outlook import open_outlook
from holdfast.query.people import teams
from holdfast.query.same_child.candidates import ALIKE_IN, COMPARED, EXPECTED, LIKELY_FROM, lacking
from holdfast.query.same_child.pairs import beside_one_another, same_child_pairs
from holdfast.query.scope import Scope
from holdfast.record.store.manifest import Feed
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from tests.records import EVERYTHING, outlook_of
from tests.same_child import SECOND, measured, slipped

AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    """A made-up council in which every twentieth child stands a second time."""
    found = dict(simulate(600, AS_AT, 3))
    rows = found["persons"].to_pylist()
    second = [
        row
        | {"child": row["child"] + SECOND, "system_number": None}
        | {"health_number": None, "upn": None}
        for row in rows[::20]
    ]
    found["persons"] = pa.Table.from_pylist([*rows, *second], schema=found["persons"].schema)
    return found


def test_second_numbers_are_found_and_few_others(tables: dict[str, pa.Table]) -> None:
    (as_planted,) = measured(tables["persons"], (LIKELY_FROM,))
    assert (as_planted.recall, as_planted.precision) == (1.0, 1.0)
    (after_slips,) = measured(slipped(tables["persons"], 1), (LIKELY_FROM,))
    assert after_slips.recall > 0.6
    assert after_slips.precision > 0.9


def test_the_same_rows_give_the_same_pairs(tables: dict[str, pa.Table]) -> None:
    persons = tables["persons"]
    backwards = persons.take(list(reversed(range(len(persons)))))
    assert measured(persons, (-6.0,)) == measured(backwards, (-6.0,))


def person(child: str, forename: str, **others: Any) -> dict[str, Any]:
    given = {"child": child, "forename": forename, "surname": "Kelp", "sex": "F"}
    return given | {"born": date(2010, 4, 7)} | others


def test_twins_of_a_family_are_no_likely_pair() -> None:
    others = [person(f"X{n}", f"Name{n}", surname=f"Other{n}") for n in range(40)]
    rows = [person("A", "Coral"), person("B", "Rowan", sex="M"), *others]
    columns = {one.column for one in COMPARED} | {"child", "year_born"}
    text = [
        {name: str(row[name]) if row.get(name) else None for name in columns}
        | {"year_born": "2010"}
        for row in rows
    ]
    table = pa.Table.from_pylist(text, pa.schema([(name, pa.string()) for name in sorted(columns)]))
    found = linked_pairs(table, "child", COMPARED, ALIKE_IN, EXPECTED, LIKELY_FROM).to_pylist()
    assert ("A", "B") not in {(row["one"], row["other"]) for row in found}


def test_a_scope_has_the_pairs_of_which_a_child_is_its_own(
    tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    snapshot = import_tables(Store(tmp_path), tables, AS_AT, "2018-02-01T08:30:00")
    outlook = open_outlook(snapshot, Book(CLOCKS))
    everybody = same_child_pairs(outlook)
    assert any(pair.other == pair.one + SECOND for pair in everybody)
    held = 0
    for team in teams(outlook):
        scope = Scope(team.team)
        own = scope.own(outlook)
        found = same_child_pairs(outlook, scope)
        held += len(found)
        assert found == tuple(p for p in everybody if p.one in own or p.other in own)
    assert held
    first = everybody[0]
    one, other = beside_one_another(outlook, first.one, first.other)
    assert (one.child, other.child) == (first.one, first.other)
    stranger = next(
        t for t in teams(outlook) if first not in same_child_pairs(outlook, Scope(t.team))
    )
    with pytest.raises(NotFound):
        beside_one_another(outlook, first.one, first.other, Scope(stranger.team))
    outlook.close()


@pytest.mark.parametrize("columns", [("child", "born"), ("child", "forename", "surname")])
def test_without_names_or_days_of_birth_nothing_is_guessed(columns: tuple[str, ...]) -> None:
    feeds = EVERYTHING | {"persons": Feed("every", columns)}
    outlook = outlook_of({"persons": []}, "2018-01-31", feeds=feeds)
    assert "cannot be determined" in lacking(outlook)
    assert same_child_pairs(outlook) == ()
    outlook.close()
