"""An import that the disk breaks off at any event leaves the last good snapshot, and says so.

The disk refuses at the first event of an import, at the second, and so on until one import comes
through: at each the earlier snapshot stays current, with its duties, and the next import works.
Once only that event fails, and once everything from it on, as on a disk that stays full.
"""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.clocks.computing import kept_duties
from holdfast.clocks.register import clock
from holdfast.clocks.rules.book import Book
from holdfast.engine.duck import Duck
from holdfast.errors import CannotWrite
from holdfast.importing.becoming_current import Gate
from holdfast.record.contact import Contacts
from holdfast.record.family import Persons
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store import atomic_files as durable
from holdfast.record.store import draft as drafting
from holdfast.record.store.snapshots import Feed, Manifest, Snapshot, Store
from tests.conftest import Tried
from tests.depth import TURN, often

AS_AT = date(2018, 1, 31)
# One clock does for what is tested here, and is quick.
BOOK = Book((clock("contact_decision"),))
MOST = 200
EVERY = often(9, 1)


class Disk:
    """Refuses the event of a number, or every event from it on; counts them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.at, self.stays, self.count, self.refused = 0, False, 0, 0

    def refuse_at(self, number: int, stays: bool) -> None:
        self.at, self.stays, self.count, self.refused = number, stays, 0, 0

    def event(self, *places: object) -> None:
        if not any(str(one).startswith(str(self.home)) for one in places):
            return
        self.count += 1
        if self.at and (self.count == self.at or (self.stays and self.count > self.at)):
            self.refused += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(places[0]))


# Every write of an import is refused in turn: some minutes on a busy machine.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Every way by which an import writes goes through a disk that may refuse."""
    disk = Disk(tmp_path)

    def through(owner: Any, name: str, place: int = 0) -> None:
        real = getattr(owner, name)

        def guarded(*given: Any, **named: Any) -> Any:
            disk.event(given[place])
            return real(*given, **named)

        monkeypatch.setattr(owner, name, guarded)

    for name in ("mkdir", "rename", "replace", "unlink"):
        through(os, name)
    through(durable, "force")
    through(drafting, "force")
    through(Path, "write_text")
    through(pq, "write_table", place=1)
    real = Duck.write

    def write(self: Duck, sql: str, path: Path) -> None:
        try:
            disk.event(path)
        except OSError as error:
            # As DuckDB says it; a part of the file may have been written.
            path.write_bytes(b"half")
            words = f'Could not write file "{path}": {error.strerror}'
            monkeypatch.setattr(self, "_connection", _Refusing(words), raising=False)
        real(self, sql, path)

    monkeypatch.setattr(Duck, "write", write)
    return disk


class _Refusing:
    """A connection to an engine whose disk is full."""

    def __init__(self, words: str) -> None:
        self._words = words

    def execute(self, sql: str) -> None:
        raise duckdb.IOException(self._words)

    def close(self) -> None:
        """Nothing is open."""


def bring(home: Path, *children: str) -> Snapshot:
    """An import of the made-up children of a county too small to lose anything."""
    gate = Gate(home, BOOK, lambda *_: None)
    rows = [{"child": name, "source_row": n} for n, name in enumerate(children)]
    feeds = {table.name: _all_of(table) for table in (Persons, Contacts)}
    with Store(home, gate).begin() as draft:
        persons = pa.Table.from_pylist(rows, schema=arrow_schema(Persons))
        drafting.write_rows(persons, draft.table_path("persons"))
        drafting.write_rows(arrow_schema(Contacts).empty_table(), draft.table_path("contacts"))
        made = Manifest(AS_AT, "2018-02-01T08:30:00", "ssd", False, "made up", feeds=feeds)
        laid = draft.finish(made)
    gate.close()
    return laid


def _all_of(table: Any) -> Feed:
    return Feed("every", tuple(one.name for one in table.columns))


@contextmanager
def refusing(disk: Disk, number: int, stays: bool) -> Iterator[None]:
    disk.refuse_at(number, stays)
    try:
        yield
    finally:
        disk.at = 0


def must_answer(home: Path, good: Snapshot) -> None:
    """The snapshot is current, whole, and has the duties that every page asks for."""
    assert Store(home).current() == good
    good.verify()
    assert kept_duties(good, BOOK)


@pytest.mark.parametrize("stays", [False, True], ids=["once", "from then on"])
def test_at_whichever_event_the_disk_refuses_the_last_good_one_stays(
    tmp_path: Path, disk: Disk, stays: bool, tried: Tried
) -> None:
    good = bring(tmp_path, "a", "b")
    # Every ninth event; the other eight turns ask the rest, as does the deep run.
    for number in range(1 + TURN % EVERY, MOST, EVERY):
        laid, said = None, ""
        with refusing(disk, number, stays):
            try:
                laid = bring(tmp_path, "a", "b", "c")
            except CannotWrite as error:
                said = str(error)
        if not disk.refused:
            break
        if laid:  # only a tidying away was refused, which is made up for by the next import
            must_answer(tmp_path, laid)
            good = laid
            continue
        shown = Store(tmp_path).current()
        if stays and shown != good:
            # Moved, and neither forced to the disk nor moved back: it is whole, and named.
            assert f"answer from snapshot {shown.id}" in said
            good = shown
        must_answer(tmp_path, good)
        assert os.strerror(errno.ENOSPC) in said
        assert str(tmp_path) in said
        assert "Make room on its disk" in said
        good = bring(tmp_path, "a", "b")
        must_answer(tmp_path, good)
        assert list((tmp_path / "incoming").iterdir()) == []
    assert number > 20, "too few events for an import"
    tried("events of an import at which the disk is full", number // EVERY)
    assert disk.refused == 0, "no import came through"
    assert Store(tmp_path).current().manifest.rows["persons"] == 3


@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt])
def test_a_step_that_fails_before_the_pointer_moves_leaves_nothing(
    tmp_path: Path, kind: type[BaseException]
) -> None:
    good = bring(tmp_path, "a")

    def fails(snapshot: Snapshot) -> bool:
        raise kind

    with pytest.raises(kind), Store(tmp_path, fails).begin() as draft:
        draft.finish(good.manifest)
    must_answer(tmp_path, good)
    assert Store(tmp_path).all() == [good]
    assert [one.name for one in (tmp_path / "derived").iterdir()] == [good.id]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("NOT TESTED on a full disk: there is no mount here")
    if done.returncode:
        pytest.skip(f"NOT TESTED on a full disk: mount says {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def leave_free(place: Path, pages: int) -> None:
    """Fill a disk until just so many pages of it are free."""
    found = os.statvfs(place)
    (place / "filler").write_bytes(bytes((found.f_bavail - pages) * found.f_frsize))


def test_a_disk_however_full_leaves_the_last_good_one(small_disk: Path, tried: Tried) -> None:
    home = small_disk / "home"
    good, said = bring(home, "a", "b"), list[str]()
    for pages in range(MOST):
        leave_free(small_disk, pages)
        try:
            bring(home, "a", "b", "c")
        except CannotWrite as error:
            said.append(str(error))
        else:
            break
        must_answer(home, good)
        (small_disk / "filler").unlink()
        assert Store(home).all() == [good]
    assert len(said) > 5, "too little was needed for an import"
    tried("real disks with less room than an import needs", len(said))
    assert all("Make room" in one for one in said)
    assert Store(home).current().manifest.rows["persons"] == 3
    (small_disk / "filler").unlink()


def test_a_disk_that_cannot_be_written_leaves_the_last_good_one(small_disk: Path) -> None:
    home = small_disk / "home"
    good = bring(home, "a")
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    with pytest.raises(CannotWrite, match="Read-only file system"):
        bring(home, "a", "b")
    must_answer(home, good)
