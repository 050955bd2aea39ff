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
END = "</Children>"


@dataclass(frozen=True)
class Planted:
    """A plant among others in a file: how many rows of each module lie before its own."""

    plant: Plant
    before: Counter[str]

    def finds(self) -> Iterator[Finding]:
        for code, module, row in self.plant.finds:
            yield code, module, self.before[module] + row


def rows(batch: Batch) -> Counter[str]:
    return Counter({name: table.num_rows for name, table in batch.tables.items()})


def children(year: int) -> list[str]:
    return [plant.children(number, year) for number, plant in enumerate(PLANTS[year], 1)]


def whole(inside: str, year: int) -> str:
    """A census of these children."""
    text = census({}, year)
    found = CHILDREN.search(text)
    assert found
    return text.replace(found[1], inside)


def read(path: Path) -> tuple[Header, list[Batch]]:
    reading = read_census(path)
    return reading.header, list(reading.batches())


def found(outcome: Outcome) -> Counter[Finding]:
    """What is found in rows; what is asked of the return as a whole is asked elsewhere."""
    return Counter(
        (row["code"], row["module"], row["row"])
        for row in outcome.findings.to_pylist()
        if row["row"] is not None
    )


def file_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "planted.xml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Counter[Finding]]]:
    """What is found in each plant by itself: its children are a batch of their own."""
    folder = tmp_path_factory.mktemp("alone")
    return {year: [_alone(folder, one, year) for one in children(year)] for year in YEARS}


def _alone(folder: Path, inside: str, year: int) -> Counter[Finding]:
    header, batches = read(file_of(folder, whole(inside, year)))
    check = Check(year, header)
    for batch in batches:
        check.take(batch)
    return found(check.finish())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "number"),
    [(year, number) for year in YEARS for number in range(len(PLANTS[year]))],
    ids=lambda value: str(value),
)
def test_a_fault_by_itself(
    alone: dict[int, list[Counter[Finding]]], year: int, number: int
) -> None:
    plant = PLANTS[year][number]
    assert alone[year][number] == Counter(plant.finds), plant.code
