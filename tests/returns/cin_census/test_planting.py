"""Faults planted in the made-up county's census: each is found, and nothing else beside it.

Alone, each plant's children are checked by themselves; together, all are added to the county's
own file, and what is found then is compared with what was found before.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.returns.cin_census.checking import Check
from holdfast.returns.cin_census.file_check import check_file
from holdfast.returns.cin_census.outcome import Outcome
from holdfast.returns.cin_census.register import DFE, rules_of
from holdfast.sources.cin_census import Batch, Header, read_census
from tests.returns.cin_census.building import census
from tests.returns.cin_census.conftest import County
from tests.returns.cin_census.planting.plant import CHILDREN, Finding, Plant
from tests.returns.cin_census.planting.register import OF_THE_RETURN, PLANTS

YEARS = tuple(PLANTS)
EACH = [(year, place) for year in YEARS for place in range(len(PLANTS[year]))]


def written(year: int) -> list[str]:
    """The children of every plant, as elements."""
    return [plant.children(number, year) for number, plant in enumerate(PLANTS[year], 1)]


def whole(children: str, year: int) -> str:
    """A census of these children."""
    text = census({}, year)
    filled = CHILDREN.search(text)
    assert filled
    return text.replace(filled[1], children)


def read(folder: Path, children: str, year: int) -> Batch:
    path = folder / "planted.xml"
    path.write_text(whole(children, year), encoding="utf-8")
    (batch,) = read_census(path).batches()
    return batch


def moved(batch: Batch, before: Counter[str]) -> Batch:
    """The batch with its rows numbered on from others."""
    around = {"inside": AROUND, "child": dict.fromkeys(AROUND, "Child")}
    tables = {}
    for name, table in batch.tables.items():
        of = {"row": name, "child": "Child", "episode": "CINdetails", "inside": AROUND.get(name)}
        for column, module in of.items():
            place = table.schema.get_field_index(column)
            numbers = pc.add(table[column], before[module or ""])
            table = table.set_column(place, column, numbers)
        tables[name] = table
    return Batch(tables)


def rows(batch: Batch) -> Counter[str]:
    return Counter({name: table.num_rows for name, table in batch.tables.items()})


def found(outcome: Outcome) -> Counter[Finding]:
    """What is found in rows; what is asked of the return as a whole is asked elsewhere."""
    return Counter(
        (row["code"], row["module"], row["row"])
        for row in outcome.findings.to_pylist()
        if row["row"] is not None
    )


def planted(year: int, folder: Path, before: Counter[str]) -> list[Counter[Finding]]:
    """What every plant must make found, its rows counted on from those that lie before them."""
    finds, before = [], before.copy()
    for plant, children in zip(PLANTS[year], written(year), strict=True):
        finds.append(
            Counter((code, module, before[module] + row) for code, module, row in plant.finds)
        )
        before.update(rows(read(folder, children, year)))
    return finds


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Counter[Finding]]:
    """What is found of each plant by itself, by year."""
    folder = tmp_path_factory.mktemp("alone")
    return {year: _alone(year, folder) for year in YEARS}


def _alone(year: int, folder: Path) -> Counter[Finding]:
    check, before = Check(year, Header("CIN", year, date(year, 3, 31))), Counter[str]()
    for children in written(year):
        # A batch of its own: no rule sees another plant beside it.
        batch = read(folder, children, year)
        check.take(moved(batch, before))
        before.update(rows(batch))
    return found(check.finish())


@pytest.mark.slow
@pytest.mark.parametrize(("year", "place"), EACH)
def test_a_fault_by_itself_is_found_and_nothing_beside_it(
    alone: dict[int, Counter[Finding]], tmp_path: Path, year: int, place: int
) -> None:
    pass


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS)
def test_all_faults_in_the_county_are_found_and_nothing_beside_them(
    county: County, next_county: County, tmp_path: Path, year: int
) -> None:
    of = county if year == county.projected.year else next_county
    text = of.path.read_text(encoding="utf-8")
    path = tmp_path / "planted.xml"
    path.write_text(text.replace(END, "".join(written(year)) + END), encoding="utf-8")
    lying = Counter({name: table.num_rows for name, table in of.projected.tables.items()})
    wanted = sum(planted(year, tmp_path, lying), Counter())
    was, now = found(check_file(of.path)), found(check_file(path))
    assert was - now == Counter()
    assert now - was == wanted


@pytest.mark.parametrize("year", YEARS)
def test_every_rule_is_broken_by_some_plant(year: int) -> None:
    broken = {plant.code for plants in PLANTS.values() for plant in plants} | OF_THE_RETURN
    assert {rule.code for rule in rules_of(year)} - {rule.code for rule in OURS} <= broken
