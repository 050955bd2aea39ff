"""A child's rows looked up are the rows that reading every table gives."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.engine import Engine, open_engine
from holdfast.errors import Damaged, HoldfastError
from holdfast.query.journey import journey, lay_by_child
from holdfast.query.outlook import open_outlook
from holdfast.record.family import Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Table
from holdfast.record.store.by_child import ByChild, by_child
from holdfast.record.store.snapshots import Snapshot, Store, derived_folder
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables

AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = tmp_path_factory.mktemp("council")
    return import_tables(Store(home), simulate(60, AS_AT, 4), AS_AT, "2018-02-01T08:30:00")


@pytest.fixture
def engine(snapshot: Snapshot) -> Iterator[Engine]:
    opened = open_engine()
    snapshot.open(opened)
    yield opened
    opened.close()


def about_children() -> list[type[Table]]:
    return [table for table in TABLES if (own := table.subject()) and own.name == "child"]


def children(engine: Engine) -> list[str]:
    return engine.fetch("select child from persons order by child").column(0).to_pylist()


def laid(snapshot: Snapshot) -> list[Path]:
    folder = derived_folder(snapshot.folder.parent.parent, snapshot.id)
    return sorted(path for path in (folder / "by_child").iterdir() if path.is_file())


def test_every_childs_rows_are_those_that_the_tables_hold(
    snapshot: Snapshot, engine: Engine
) -> None:
    held, names = by_child(snapshot, about_children()), [one.name for one in about_children()]
    tables = {name: engine.fetch(f"select * from {name}").to_pylist() for name in names}
    found = 0
    for child in children(engine):
        rows = held.rows(child)
        read = {
            name: [row for row in every if row["child"] == child] for name, every in tables.items()
        }
        by_row = {name: sorted(own, key=repr) for name, own in read.items() if own}
        assert {name: sorted(own, key=repr) for name, own in rows.items()} == by_row
        found += sum(len(own) for own in rows.values())
    told = snapshot.manifest.rows.items()
    assert found == sum(count for name, count in told if name in names) > 1000


def test_a_journey_told_from_the_lookup_is_the_same(snapshot: Snapshot) -> None:
    outlook = open_outlook(snapshot, Book(CLOCKS))
    held = lay_by_child(outlook)
    # Not of every child: to read one journey from the tables takes a quarter of a second.
    for child in children(outlook.engine)[::4]:
        looked_up, read = journey(outlook, child, held), journey(outlook, child)
        assert (looked_up.person, looked_up.lead) == (read.person, read.lead)
        assert looked_up.beside == read.beside
        assert looked_up.duties == read.duties
        assert sorted(looked_up.entries, key=repr) == sorted(read.entries, key=repr)
    outlook.close()


@pytest.mark.parametrize("child", ["", "~", "nobody", "' or 1=1 --"])
def test_who_is_not_in_the_record_has_no_rows(child: str, snapshot: Snapshot) -> None:
    assert by_child(snapshot, about_children()).rows(child) == {}


def test_it_is_laid_once(snapshot: Snapshot) -> None:
    by_child(snapshot, about_children())
    first = {path: path.stat().st_mtime_ns for path in laid(snapshot)}
    by_child(snapshot, about_children())
    assert {path: path.stat().st_mtime_ns for path in laid(snapshot)} == first


def test_one_that_died_half_way_is_laid_again(
    snapshot: Snapshot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in laid(snapshot):
        path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr("holdfast.record.store.sealed.os.replace", _die)
        with pytest.raises(HoldfastError, match="could not be laid out: no space"):
            by_child(snapshot, [Persons])
    assert not [path for path in laid(snapshot) if path.suffix == ".arrow"]
    child = children(engine)[0]
    assert by_child(snapshot, [Persons]).rows(child)["persons"][0]["child"] == child


@pytest.mark.parametrize("spoiled", [b"", b"no table at all", None])
def test_one_that_was_spoiled_is_laid_again(
    snapshot: Snapshot, engine: Engine, spoiled: bytes | None
) -> None:
    by_child(snapshot, [Persons])
    (path,) = (one for one in laid(snapshot) if one.match("persons-*.arrow"))
    whole = path.read_bytes()
    path.unlink()  # a reader may have it mapped: spoil another in its place
    path.write_bytes(whole[: len(whole) // 2] if spoiled is None else spoiled)
    child = children(engine)[0]
    assert by_child(snapshot, [Persons]).rows(child)["persons"][0]["child"] == child


def test_one_that_is_spoiled_while_it_is_read_says_what_to_do() -> None:
    texts = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 1], pa.int32()).buffers()[1], pa.py_buffer(b"\xff")]
    )
    held = ByChild({"persons": pa.table({"child": texts})})
    with pytest.raises(Damaged, match="laid again by itself"):
        held.rows("anyone")


def _die(*_: object) -> None:
    raise OSError(28, "no space")


def test_only_one_snapshots_are_kept_and_a_reader_of_another_reads_on(tmp_path: Path) -> None:
    store, tables = Store(tmp_path), simulate(20, AS_AT, 4)
    older, newer = (import_tables(store, tables, AS_AT, "2018-02-01T08:30:00") for _ in "12")
    child = tables["persons"].column("child")[0].as_py()
    reading = by_child(older, [Persons])
    rows = by_child(newer, [Persons]).rows(child)
    assert [path.parent.name for path in tmp_path.glob("derived/*/by_child")] == [newer.id]
    assert reading.rows(child) == rows == by_child(older, [Persons]).rows(child)


def test_a_column_declared_since_holds_nothing(tmp_path: Path) -> None:
    tables = simulate(20, AS_AT, 4)
    snapshot = import_tables(Store(tmp_path), tables, AS_AT, "2018-02-01T08:30:00")
    path = snapshot.path("persons")
    rows = pq.read_table(path)
    pq.write_table(rows.drop_columns(["born"]), path)
    child = rows.column("child")[0].as_py()
    assert by_child(snapshot, [Persons]).rows(child)["persons"][0]["born"] is None
