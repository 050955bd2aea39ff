"""Snapshots: laid down whole or not at all, one pointer, checked, pruned."""

from datetime import date
from pathlib import Path
from threading import Event, Thread, Timer

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.engine import open_engine
from holdfast.errors import Busy, CannotRead, CannotWrite, Damaged, NoSnapshot, NotFound
from holdfast.record.family import Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema, row_order
from holdfast.record.store import draft as drafting
from holdfast.record.store.draft import locked
from holdfast.record.store.snapshots import (
    Draft,
    Feed,
    Manifest,
    Note,
    Snapshot,
    Store,
    TableCount,
    derived_folder,
)

AS_AT = date(2018, 1, 31)


def manifest(as_at: date = AS_AT, made_at: str = "2018-02-01T08:30:00") -> Manifest:
    return Manifest(
        as_at=as_at,
        made_at=made_at,
        source="made_up",
        made_up=True,
        origin="three made-up children",
        counts=(TableCount("list_1", 4, 3, 1),),
        feeds={"persons": Feed("every", ("child", "born"))},
        notes=(Note("list_1: Date of Birth", "1900-01-01 read as not recorded", 2),),
    )


def persons(*children: str) -> pa.Table:
    rows = [{"child": name, "source_row": n} for n, name in enumerate(children)]
    return pa.Table.from_pylist(rows, schema=arrow_schema(Persons))


def write(draft: Draft, *children: str) -> None:
    pq.write_table(persons(*children), draft.table_path("persons"))


def lay(home: Path, *children: str, as_at: date = AS_AT, made_at: str = "2018-02-01") -> Snapshot:
    with Store(home).begin() as draft:
        write(draft, *children)
        return draft.finish(manifest(as_at, made_at))


def break_off(home: Path) -> None:
    with Store(home).begin() as draft:
        write(draft, "b")
        raise AssertionError("never reached finish")


def names(snapshot: Snapshot) -> list[str | None]:
    found: list[str | None] = pq.read_table(snapshot.path("persons"))["child"].to_pylist()
    return found


def test_nothing_imported_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="Run `holdfast import`"):
        Store(tmp_path / "absent").current()
    assert Store(tmp_path / "absent").all() == []


def test_what_is_laid_down_is_current_whole_and_sorted(tmp_path: Path) -> None:
    laid = lay(tmp_path, "c", "a", "b")
    found = Store(tmp_path).current()
    assert found == laid
    assert found.id == "2018-01-31-0001"
    assert found.manifest.rows == {"persons": 3}
    assert names(found) == ["a", "b", "c"]
    assert set(found.manifest.checksums) == {
        "persons.parquet",
        "refusals.parquet",
        "unreadable.parquet",
        "words.parquet",
    }
    Store(tmp_path).verify(found.id)


def test_the_manifest_survives_json(tmp_path: Path) -> None:
    laid = lay(tmp_path, "a").manifest
    assert Manifest.from_json(laid.to_json()) == laid


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": "x"}'])
def test_a_broken_manifest_is_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="manifest cannot be read"):
        Manifest.from_json(text)


def test_a_manifest_of_a_later_version_is_refused() -> None:
    later = manifest().to_json().replace('"version": 1', '"version": 2')
    with pytest.raises(CannotRead, match="later version"):
        Manifest.from_json(later)


def test_a_failed_import_leaves_the_last_good_one(tmp_path: Path) -> None:
    good = lay(tmp_path, "a")
    with pytest.raises(AssertionError, match="never reached finish"):
        break_off(tmp_path)
    assert Store(tmp_path).current() == good
    assert list((tmp_path / "incoming").iterdir()) == []


def test_leftovers_of_a_dead_import_are_cleared(tmp_path: Path) -> None:
    dead = tmp_path / "incoming" / "dead"
    dead.mkdir(parents=True)
    (dead / "persons.parquet").write_text("half")
    lay(tmp_path, "a")
    assert not dead.exists()


def test_an_import_waits_for_what_the_pages_do_shortly(tmp_path: Path) -> None:
    """Nobody started what pages lay beside the record, and nobody could wait for it to end."""
    held, let_go = Event(), Event()

    def hold() -> None:
        with locked(tmp_path / "lock", shortly=True):
            held.set()
            let_go.wait()

    holding = Thread(target=hold)
    holding.start()
    held.wait()
    Timer(0.3, let_go.set).start()
    lay(tmp_path, "a")
    assert let_go.is_set()
    assert names(Store(tmp_path).current()) == ["a"]
    holding.join()


def test_two_imports_at_once_are_refused(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.begin() as draft:
        write(draft, "a")
        with pytest.raises(Busy, match="Wait for it to end"), store.begin():
            raise AssertionError
        with pytest.raises(Busy):
            store.prune(date(2030, 1, 1), 1)
        draft.finish(manifest())
    assert names(store.current()) == ["a"]


def test_a_disk_that_refuses_is_told_and_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = lay(tmp_path, "a")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(drafting, "move_folder", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        lay(tmp_path, "b")
    assert Store(tmp_path).current() == good
    assert Store(tmp_path).all() == [good]


@pytest.mark.parametrize(
    "step", ["_settle", "checksum", "write_text", "move_folder", "move_pointer"]
)
def test_broken_off_at_any_step_the_last_good_one_stays_and_the_next_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    good = lay(tmp_path, "a")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafting, step, stop)
    with pytest.raises(KeyboardInterrupt):
        lay(tmp_path, "b")
    monkeypatch.undo()
    assert Store(tmp_path).current() == good
    for snapshot in Store(tmp_path).all():
        snapshot.verify()
    assert names(lay(tmp_path, "c")) == ["c"]
    assert names(Store(tmp_path).current()) == ["c"]


@pytest.mark.parametrize("said", [None, "", "{}", '{"version": 99}'])
def test_one_without_a_manifest_hides_no_other(tmp_path: Path, said: str | None) -> None:
    lost, good = lay(tmp_path, "a"), lay(tmp_path, "b")
    place = lost.folder / "manifest.json"
    place.unlink() if said is None else place.write_text(said)
    store = Store(tmp_path)
    assert store.all() == [good]
    assert store.unreadable() == [lost.id]
    assert store.prune(date(2030, 1, 1), 1) == []
    assert lost.folder.exists()


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(CannotWrite, match="HOLDFAST_HOME"):
        lay(tmp_path / "home", "a")


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    laid = lay(tmp_path / "home", "a")
    assert laid.folder.stat().st_mode & 0o077 == 0
    assert laid.folder.parent.stat().st_mode & 0o077 == 0


def test_snapshots_are_listed_by_as_at_day_latest_first(tmp_path: Path) -> None:
    first = lay(tmp_path, "a", as_at=date(2018, 3, 31))
    second = lay(tmp_path, "b", as_at=date(2018, 1, 31))
    third = lay(tmp_path, "c", as_at=date(2018, 3, 31))
    assert [one.id for one in Store(tmp_path).all()] == [third.id, first.id, second.id]
    assert third.id == "2018-03-31-0003"


def test_a_number_is_not_used_again_after_pruning(tmp_path: Path) -> None:
    lay(tmp_path, "a", made_at="2018-02-01")
    lay(tmp_path, "b", made_at="2018-02-02")
    Store(tmp_path).prune(date(2020, 1, 1), 30)
    assert lay(tmp_path, "c").id.endswith("-0003")


def test_prune_spares_the_current_one_and_the_young(tmp_path: Path) -> None:
    old = lay(tmp_path, "a", made_at="2018-02-01T10:00:00+00:00")
    young = lay(tmp_path, "b", made_at="2018-12-30")
    current = lay(tmp_path, "c", made_at="2018-01-01")
    assert Store(tmp_path).prune(date(2019, 1, 1), 30) == [old.id]
    assert {one.id for one in Store(tmp_path).all()} == {young.id, current.id}
    assert not old.folder.exists()


def test_a_snapshot_made_exactly_keep_days_ago_is_kept(tmp_path: Path) -> None:
    edge = lay(tmp_path, "a", made_at="2018-02-01")
    lay(tmp_path, "b", made_at="2018-03-03")
    assert Store(tmp_path).prune(date(2018, 3, 3), 30) == []
    assert Store(tmp_path).prune(date(2018, 3, 4), 30) == [edge.id]


@pytest.mark.parametrize("asked", ["2018-01-31-0009", "../2018-01-31-0001", "", "current"])
def test_an_unknown_id_is_not_found(tmp_path: Path, asked: str) -> None:
    lay(tmp_path, "a")
    with pytest.raises(NotFound, match="no snapshot with that id"):
        Store(tmp_path).get(asked)


def test_verify_names_what_was_changed_removed_and_added(tmp_path: Path) -> None:
    laid = lay(tmp_path, "a")
    (laid.folder / "persons.parquet").write_bytes(b"changed")
    (laid.folder / "refusals.parquet").unlink()
    (laid.folder / "extra.parquet").write_bytes(b"")
    with pytest.raises(Damaged, match=r"extra\.parquet, persons\.parquet, refusals\.parquet"):
        Store(tmp_path).verify(laid.id)


def test_a_snapshot_without_its_manifest_is_damaged(tmp_path: Path) -> None:
    laid = lay(tmp_path, "a")
    (laid.folder / "manifest.json").unlink()
    with pytest.raises(Damaged, match="no manifest"):
        Store(tmp_path).current()


def test_open_names_every_table_given_or_empty(tmp_path: Path) -> None:
    laid = lay(tmp_path, "a", "b")
    engine = open_engine()
    laid.open(engine)
    for table in TABLES:
        rows = engine.fetch(f"select * from {table.name}")
        assert rows.schema.names == arrow_schema(table).names, table.name
        assert len(rows) == (2 if table is Persons else 0)
    engine.close()


def test_open_fills_in_columns_declared_after_the_file_was_written(tmp_path: Path) -> None:
    with Store(tmp_path).begin() as draft:
        older = persons("a").drop_columns(["born", "is_mother"])
        pq.write_table(older, draft.table_path("persons"))
        laid = draft.finish(manifest())
    engine = open_engine()
    laid.open(engine)
    row = engine.fetch("select child, born, is_mother from persons")
    assert row.to_pylist() == [{"child": "a", "born": None, "is_mother": None}]
    assert row.schema.field("born").type == pa.date32()
    engine.close()


def test_open_again_on_the_same_engine_shows_the_newer_snapshot(tmp_path: Path) -> None:
    engine = open_engine()
    with Store(tmp_path).begin() as draft:
        draft.finish(manifest()).open(engine)
    assert len(engine.fetch("select * from persons")) == 0
    lay(tmp_path, "a").open(engine)
    assert len(engine.fetch("select * from persons")) == 1
    engine.close()


def test_a_table_that_was_not_given_has_no_file(tmp_path: Path) -> None:
    laid = lay(tmp_path, "a")
    assert laid.tables() == ("persons",)
    with pytest.raises(NotFound, match="feeds"):
        laid.path("referrals")


def test_rows_are_ordered_by_child_else_by_the_key() -> None:
    assert row_order(["visit", "child", "source_file", "source_row"])[0] == "child"
    assert row_order(["team", "name", "source_row"]) == ["team", "source_row"]


def test_prune_takes_what_was_computed_from_a_snapshot_with_it(tmp_path: Path) -> None:
    old = lay(tmp_path, "a", made_at="2018-02-01")
    lay(tmp_path, "b", made_at="2019-02-01")
    computed = derived_folder(tmp_path, old.id)
    computed.mkdir(parents=True)
    (computed / "duties.parquet").write_bytes(b"computed")
    Store(tmp_path).prune(date(2019, 2, 2), 30)
    assert not computed.exists()


def test_a_number_is_not_used_again_while_anything_computed_by_it_is_left(tmp_path: Path) -> None:
    lay(tmp_path, "a")
    derived_folder(tmp_path, "2018-01-31-0007").mkdir(parents=True)
    assert lay(tmp_path, "b").id.endswith("-0008")


def test_one_made_current_again_is_spared_by_prune_and_the_later_is_not(tmp_path: Path) -> None:
    store, old, new = Store(tmp_path), lay(tmp_path, "a"), lay(tmp_path, "b")
    store.make_current(old.id)
    assert store.prune(date(2030, 1, 1), 1) == [new.id]
    assert store.current() == old


def test_one_that_is_refused_does_not_become_current(tmp_path: Path) -> None:
    store, old, new = Store(tmp_path), lay(tmp_path, "a"), lay(tmp_path, "b")
    store.make_current(old.id, lambda _: False)
    assert store.current() == new


def test_an_error_of_another_place_is_not_taken_for_the_data_folder_s(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), Store(tmp_path / "home").begin():
        (tmp_path / "source.csv").read_text()
