"""A simulated council, written as SSD and read back: what SSD can carry comes back unchanged."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.record.care import CarePlans
from holdfast.record.contact import Contacts
from holdfast.record.schema.table import Column
from holdfast.record.store.snapshot import Snapshot
from holdfast.simulation import simulate
from holdfast.sources.made_up import write_ssd
from holdfast.sources.ssd.declared import PROJECTIONS
from tests.sources.ssd_made import take

# SSD has one number for all factors of an assessment, fewer outcomes of a contact, and fewer
# plans for permanence; the outcome of an assessment the writer leaves out.
DIFFER: set[Column] = {
    AssessmentFactors.factor_row,
    Contacts.outcome,
    CarePlans.permanence_plan,
    Assessments.support_needed,
}


@pytest.fixture(scope="module")
def simulated() -> Mapping[str, pa.Table]:
    return simulate(300, date(2018, 1, 31), seed=7)


@pytest.fixture(scope="module")
def imported(
    simulated: Mapping[str, pa.Table], tmp_path_factory: pytest.TempPathFactory
) -> Snapshot:
    folder = tmp_path_factory.mktemp("ssd")
    write_ssd(simulated, folder / "in")
    return take(folder, folder / "in")


def _in_order(rows: pa.Table) -> list[tuple[Any, ...]]:
    return sorted((tuple(row.values()) for row in rows.to_pylist()), key=str)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_what_ssd_carries_comes_back(
    name: str, simulated: Mapping[str, pa.Table], imported: Snapshot
) -> None:
    table = PROJECTIONS[name].table
    columns = [one.name for one in PROJECTIONS[name].cells if one not in DIFFER]
    found = pq.read_table(imported.path(table.name), columns=columns)
    assert _in_order(found) == _in_order(simulated[table.name].select(columns))


def test_every_row_is_read(imported: Snapshot) -> None:
    assert sum(one.given for one in imported.manifest.counts) > 2000
    assert [one.table for one in imported.manifest.counts if one.refused] == []


def test_the_day_is_found_near_the_end(imported: Snapshot, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_ssd(simulate(300, date(2018, 1, 31), seed=7), folder)
    as_at = take(tmp_path, folder, as_at=None).manifest.as_at
    assert date(2018, 1, 17) <= as_at <= date(2018, 1, 31)
