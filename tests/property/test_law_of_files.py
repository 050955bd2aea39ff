"""The law of doubt on whole files: a folder of the dataset, and a census, spoilt in every way.

Each file is read by its own reader and judged by the compiler, before and after. The ways take
turns, one half each day. A deep run (``HYPOTHESIS_PROFILE=deep``) spoils each in every way forty
times.
"""

import zlib
from datetime import date
from pathlib import Path
from random import Random
from shutil import copytree

import pyarrow.parquet as pq
import pytest
from hypothesis import settings

from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.made_up import council_tables, write_ssd
from tests.depth import in_turn, often
from tests.property.law_of_doubt import Breach, Told, breaches, clocks_that_read, told
from tests.property.spoilable import (
    Files,
    Layout,
    read_folder,
    ssd_layout,
    ssda903_layout,
    write_folder,
)
from tests.property.spoiling import Way, spoil
from tests.property.spoiling_census import CensusWay, spoil_census
from tests.sources.cin_made import rich
from tests.sources.returns_made import LAST, council_returns, imported_returns
from tests.sources.ssd_made import take

AS_AT = date(2018, 1, 31)
ROUNDS = max(1, settings().max_examples // 100)
MADE_AT = "2030-04-01T08:30:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole")
    write_ssd(council_tables(60, AS_AT, 7, years=2), place)
    return place


@pytest.fixture(scope="module")
def files(folder: Path) -> Files:
    return read_folder(folder)


@pytest.fixture(scope="module")
def layout() -> Layout:
    return ssd_layout()


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(take(tmp_path_factory.mktemp("home"), folder), AS_AT)


def broken(before: Told, snapshot: Snapshot, day: date) -> list[Breach]:
    """Where the law is broken by a spoilt snapshot, of which some rows may name nobody."""
    doubts = pq.read_table(snapshot.folder / DOUBTS_FILE).to_pylist()
    tables = {one["record_table"] for one in doubts if one["child"] is None}
    return breaches(before, told(snapshot, day), clocks_that_read(tables))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", in_turn(list(Way), 2))
def test_the_law_on_the_dataset(
    way: Way, files: Files, layout: Layout, whole: Told, tmp_path: Path
) -> None:
    chance = Random(zlib.crc32(way.encode()))
    for number in range(ROUNDS):
        spoilt = spoil(files, layout, chance, AS_AT, way)
        if spoilt is None:
            continue
        place = tmp_path / str(number)
        write_folder(spoilt.files, place / "in")
        snapshot = take(place, place / "in", as_at=AS_AT)
        assert broken(whole, snapshot, AS_AT)[:3] == [], spoilt.touched


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", in_turn(list(CensusWay), 2))
def test_the_law_on_a_census(way: CensusWay, tmp_path: Path) -> None:
    chance = Random(zlib.crc32(way.encode()))
    before = _census(tmp_path / "whole", rich())
    day = before.manifest.as_at
    held = told(before, day)
    assert len(held.duties) > 5
    for number in range(ROUNDS):
        spoilt = spoil_census(rich(), chance, way)
        assert spoilt is not None
        snapshot = _census(tmp_path / str(number), spoilt.text)
        assert broken(held, snapshot, day)[:3] == [], spoilt.touched


# No way that spoils a whole column: the return has one way to write a day, and no local words.
RETURN_WAYS = (
    Way.NO_SUCH_DAY, Way.DAY_IN_WORDS, Way.AFTER_EXTRACT, Way.UNKNOWN_WORD, Way.UNREADABLE_FLAG,
    Way.SURPLUS_CELL, Way.CUT_SHORT, Way.SHORT_NUMBER, Way.NO_NUMBER,
)  # fmt: skip


@pytest.fixture(scope="module", params=[False, True], ids=["as it stands", "history"])
def returns(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Told]:
    """A council's returns of three years, and what they tell unspoilt: of reviews all, or less."""
    place = tmp_path_factory.mktemp("returns")
    _, made = council_returns(place, within=request.param)
    folder = made / "csv"
    return folder, told(imported_returns(place, folder, as_at=LAST), LAST)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", in_turn(RETURN_WAYS, 2))
def test_the_law_on_returns(way: Way, returns: tuple[Path, Told], tmp_path: Path) -> None:
    folder, whole = returns
    chance = Random(zlib.crc32(way.encode()))
    for number in range(often(1, 2 * ROUNDS)):
        # Every third time an earlier year, which the later ones may hold too.
        year = str(LAST.year - number % 3)
        spoilt = spoil(read_folder(folder / year), ssda903_layout(), chance, LAST, way)
        if spoilt is None:
            continue
        place = tmp_path / str(number)
        copytree(folder, place / "in")
        write_folder(spoilt.files, place / "in" / year)
        snapshot = imported_returns(place, as_at=LAST)
        assert broken(whole, snapshot, LAST)[:3] == [], (year, spoilt.touched)


def _census(place: Path, text: str) -> Snapshot:
    place.mkdir()
    path = place / "census.xml"
    path.write_text(text, encoding="utf-8")
    return import_cin_census(Store(place / "home"), [str(path)], None, MADE_AT, lambda *_: None)
