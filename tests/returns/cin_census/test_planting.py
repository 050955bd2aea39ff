"""Faults planted in the made-up county's census: each is found, and nothing else beside it.

Alone, the children of each plant are checked as a batch of their own; together, all are added to
the county's own file, and what is found then is compared with what was found before.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest

from holdfast.returns.cin_census.file_check import check_file, open_check, take
from holdfast.returns.cin_census.register import DFE, rules_of
from holdfast.returns.outcome import Outcome
from holdfast.sources.cin_census import ChildBatch, Header, read_census
from tests.returns.cin_census.building import census
from tests.returns.cin_census.conftest import County
from tests.returns.cin_census.planting.plant import CHILDREN, Finding, Plant
from tests.returns.cin_census.planting.register import OF_THE_RETURN, PLANTS

pytestmark = pytest.mark.slow

YEARS = tuple(PLANTS)
EACH = [(year, place) for year in YEARS for place in range(len(PLANTS[year]))]
END = "</Children>"

Found = Counter[Finding]


@dataclass(frozen=True)
class Sown:
    """A plant in a file with all others: its rows, and what must be found in them."""

    batch: ChildBatch
    finds: Found


def written(year: int) -> list[str]:
    """The children of every plant, as elements."""
    return [plant.children(number, year) for number, plant in enumerate(PLANTS[year], 1)]


def sown(year: int, folder: Path) -> list[Sown]:
    """Every plant of a year, in one file."""
    path, children = folder / "plants.xml", written(year)
    filled = CHILDREN.search(text := census({}, year))
    assert filled
    path.write_text(text.replace(filled[1], "".join(children)), encoding="utf-8")
    (batch,) = read_census(path).batches()
    made, last = [], 0
    for plant, elements in zip(PLANTS[year], children, strict=True):
        first, last = last, last + elements.count("<Child>")
        made.append(_sown(plant, batch, first, last))
    return made


def _sown(plant: Plant, batch: ChildBatch, first: int, last: int) -> Sown:
    """The plant whose children are those after the ``first`` and up to the ``last``."""
    own, before = {}, Counter[str]()
    for name, table in batch.tables.items():
        child = table["child"]
        own[name] = table.filter(pc.and_(pc.greater(child, first), pc.less_equal(child, last)))
        before[name] = pc.sum(pc.less_equal(child, first)).as_py() or 0
    return Sown(ChildBatch(own), _on(Counter(plant.finds), before))


def _on(finds: Found, before: Counter[str]) -> Found:
    """The same rows, counted on from those that lie before them."""
    return Counter({(code, name, before[name] + row): n for (code, name, row), n in finds.items()})


def found(outcome: Outcome) -> Found:
    """What is found in rows; what is asked of the return as a whole is asked elsewhere."""
    return Counter(
        (row["code"], row["table"], row["row"])
        for row in outcome.findings.to_pylist()
        if row["row"] is not None
    )


@pytest.fixture(scope="module")
def plants(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Sown]]:
    """The plants of each year."""
    folder = tmp_path_factory.mktemp("plants")
    return {year: sown(year, folder) for year in YEARS}


@pytest.fixture(scope="module")
def alone(plants: dict[int, list[Sown]]) -> dict[int, Found]:
    """What is found in the plants when no rule sees two of them at once."""
    return {year: _alone(year, plants[year]) for year in YEARS}


def _alone(year: int, plants: list[Sown]) -> Found:
    check = open_check(year, Header("CIN", year, date(year, 3, 31)))
    for one in plants:
        take(check, one.batch)
    return found(check.finish())


@pytest.mark.parametrize(("year", "place"), EACH)
def test_a_fault_by_itself_is_found_and_nothing_beside_it(
    plants: dict[int, list[Sown]], alone: dict[int, Found], year: int, place: int
) -> None:
    one = plants[year][place]
    own = {
        (name, row) for name, table in one.batch.tables.items() for row in table["row"].to_pylist()
    }
    there = Counter({key: n for key, n in alone[year].items() if key[1:] in own})
    assert there == one.finds, PLANTS[year][place].code


@pytest.mark.parametrize("year", YEARS)
def test_all_faults_in_the_county_are_found_and_nothing_beside_them(
    county: County,
    next_county: County,
    plants: dict[int, list[Sown]],
    tmp_path: Path,
    year: int,
) -> None:
    of = county if year == county.projected.year else next_county
    text = of.path.read_text(encoding="utf-8")
    path = tmp_path / "planted.xml"
    path.write_text(text.replace(END, "".join(written(year)) + END), encoding="utf-8")
    lying = Counter({name: table.num_rows for name, table in of.projected.tables.items()})
    wanted = sum((_on(one.finds, lying) for one in plants[year]), Counter())
    was, now = found(check_file(of.path)), found(check_file(path))
    assert was - now == Counter()
    assert now - was == wanted


@pytest.mark.parametrize("year", YEARS)
def test_every_rule_is_broken_by_some_plant(year: int) -> None:
    broken = {plant.code for plants in PLANTS.values() for plant in plants} | OF_THE_RETURN
    assert {rule.code for rule in rules_of(year) if rule in DFE} <= broken
