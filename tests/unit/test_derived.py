"""What is worked out from a snapshot is kept, found again, and made anew when it is stale."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from holdfast.engine import Engine, open_engine
from holdfast.journeys.laid import MADE_BY, lay_journeys
from holdfast.record.store import derived
from holdfast.record.store.derived import derived_key, find_derived
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up

AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = Store(tmp_path_factory.mktemp("home"))
    return import_made_up(store, 60, AS_AT, 7, "2018-02-01T08:30:00")


@contextmanager
def laid(snapshot: Snapshot) -> Iterator[Engine]:
    engine = open_engine()
    try:
        snapshot.open(engine)
        lay_journeys(engine, snapshot)
        yield engine
    finally:
        engine.close()


def counts(engine: Engine) -> list[int]:
    relations = ("spells", "holding", "cases", "life")
    found = (engine.fetch(f"select count(*) as n from {one}").to_pylist() for one in relations)
    return [rows[0]["n"] for rows in found]


def places(snapshot: Snapshot) -> list[Path]:
    key = derived_key(MADE_BY)
    found = [find_derived(snapshot, name, key) for name in ("spells", "holding")]
    return [place for place in found if place]


def test_journeys_are_laid_once_and_read_again_alike(snapshot: Snapshot) -> None:
    with laid(snapshot) as engine:
        first = counts(engine)
    kept = places(snapshot)
    written = [place.stat().st_mtime_ns for place in kept]
    with laid(snapshot) as engine:
        assert counts(engine) == first
    assert min(first) > 0
    assert len(kept) == 2
    assert [place.stat().st_mtime_ns for place in kept] == written
    snapshot.verify()


def test_one_that_is_damaged_is_made_anew(snapshot: Snapshot) -> None:
    with laid(snapshot) as engine:
        first = counts(engine)
    spells = places(snapshot)[0]
    whole = spells.read_bytes()
    spells.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    with laid(snapshot) as engine:
        assert counts(engine) == first
    assert len(places(snapshot)) == 2


def test_the_calendars_horizon_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived_key(MADE_BY)
    monkeypatch.setattr(derived, "LAST_KNOWN", date(2030, 12, 31))
    assert derived_key(MADE_BY) != before


def test_the_package_of_bank_holidays_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived_key(MADE_BY)
    monkeypatch.setattr(derived, "version", lambda _: "another")
    assert derived_key(MADE_BY) != before


def test_the_source_that_made_it_is_part_of_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "stage_of_a_test"
    package.mkdir()
    (package / "__init__.py").write_text("")
    area = package / "care.py"
    area.write_text("LIMIT = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = derived_key(["stage_of_a_test"])
    derived._source_of.cache_clear()
    assert derived_key(["stage_of_a_test"]) == before
    area.write_text("LIMIT = 2\n")
    derived._source_of.cache_clear()
    assert derived_key(["stage_of_a_test"]) != before


def test_what_the_council_set_is_part_of_the_key() -> None:
    assert derived_key(MADE_BY, "one") != derived_key(MADE_BY, "another") != derived_key(MADE_BY)
