"""The made-up councils that several tests look at: made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.cin_census.projecting import Projected, project
from holdfast.returns.cin_census.writing import write_census
from tests.returns.cin_census.recorded import MADE_AT, council


@dataclass(frozen=True)
class County:
    """A council on the last day of a census year, its census, and the file of it."""

    snapshot: Snapshot
    projected: Projected
    path: Path


def _county(folder: Path, children: int, year: int) -> County:
    snapshot = council(folder / "home", children, year)
    projected, path = project(snapshot, year), folder / "census.xml"
    write_census(projected.header, projected.tables, path, MADE_AT)
    return County(snapshot, projected, path)


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """1,200 children, on 31 March 2026."""
    return _county(tmp_path_factory.mktemp("county"), 1200, 2026)


@pytest.fixture(scope="session")
def next_county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """600 children, a year later: with the module of pre-proceedings."""
    return _county(tmp_path_factory.mktemp("next_county"), 600, 2027)
