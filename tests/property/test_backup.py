"""Whatever lies in a data folder comes back from a backup as it was, and no spoilt one is taken."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import Damaged
from holdfast.record.backup.making import back_up
from holdfast.record.backup.manifest import is_held
from holdfast.record.backup.restoring import restore
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.installed.serving import Visitor, serve

NOW = "2018-02-01T08:30:00"
AS_AT = date(2018, 1, 31)

NAMES = st.sampled_from(["a", "B.toml", "returns", "ä ö", "x" * 120, "-rf", "..c", "=1", "'q'"])
TREES = st.recursive(
    st.binary(max_size=2_000),
    lambda below: st.dictionaries(NAMES, below, min_size=1, max_size=4),
    max_leaves=8,
)


def lay(tree: object, place: Path) -> None:
    if isinstance(tree, dict):
        place.mkdir()
        for name, below in tree.items():
            lay(below, place / name)
    elif isinstance(tree, bytes):
        place.write_bytes(tree)


def contents(folder: Path) -> dict[str, bytes]:
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: place.read_bytes() for name, place in files.items() if is_held(name)}


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4))
def test_every_file_comes_back(tree: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        home, again = Path(folder, "home"), Path(folder, "again")
        lay(tree, home)
        back_up(home, Path(folder, "one"), NOW)
        restore(Path(folder, "one"), again)
        assert contents(again) == contents(home)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A backup of a small council, and what was in its folder."""
    home = tmp_path_factory.mktemp("home")
    import_made_up(Store(home), 5, AS_AT, 7, NOW)
    file = tmp_path_factory.mktemp("backups") / "one"
    back_up(home, file, NOW)
    return file, contents(home)


@given(st.data())
def test_a_flipped_bit_is_refused_or_means_nothing(
    held: tuple[Path, dict[str, bytes]], data: st.DataObject
) -> None:
    """A few bits of gzip, such as the time in its head, stand for nothing."""
    file, before = held
    spoilt = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(spoilt) - 1), label="byte")
    spoilt[place] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    with TemporaryDirectory() as folder:
        bad, again = Path(folder, "bad"), Path(folder, "again")
        bad.write_bytes(spoilt)
        try:
            restore(bad, again)
        except Damaged:
            assert not again.exists()
        else:
            assert contents(again) == before


def test_most_flipped_bits_are_refused(held: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    file, _ = held
    whole, refused, tried = file.read_bytes(), 0, 0
    for place in range(11, len(whole), len(whole) // 20):
        (tmp_path / "bad").write_bytes(
            whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        )
        tried += 1
        try:
            restore(tmp_path / "bad", tmp_path / f"again-{place}")
        except Damaged:
            refused += 1
    assert refused >= tried - 1


# In use: another process imports and prunes, a third serves pages, while backups are made. What
# was shown is pruned a second after the next is: on a busy machine pages may still read it.

IMPORTING = """
import sys
import time
from datetime import date
from pathlib import Path
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up

store = Store(Path(sys.argv[1]))
while True:
    import_made_up(store, 10, date(2018, 1, 31), 7, "2018-02-01T08:30:00")
    print("one more", flush=True)
    time.sleep(1)
    store.prune(date(2030, 1, 1), 1)
"""


@contextmanager
def importing(home: Path) -> Iterator[Iterator[str]]:
    """A process that imports without end; tells of each import."""
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTING, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.kill()
        process.wait(60)
        process.stdout.close()


@contextmanager
def reading(home: Path) -> Iterator[list[str]]:
    """Someone who signs in and looks at pages without end; tells which were seen."""
    seen: list[str] = []
    over = Event()

    def read(visitor: Visitor) -> None:
        while not over.is_set():
            for path in ("/", "/due/", "/clocks/"):
                visitor.get(path)
                seen.append(path)

    with serve(Path(sys.executable).with_name("holdfast"), home) as served:
        visitor = Visitor(served.address)
        visitor.post("/sign-in/", username="holdfast", password=served.password)
        reader = Thread(target=read, args=(visitor,))
        reader.start()
        try:
            yield seen
        finally:
            over.set()
            reader.join(60)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_each_backup_of_a_folder_in_use_is_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    import_made_up(Store(home), 10, AS_AT, 7, NOW)
    backups = [tmp_path / f"backup-{number}" for number in range(4)]
    with reading(home) as seen, importing(home) as told:
        for file in backups:
            next(told)
            back_up(home, file, NOW)
    assert seen
    shown = {hold_to_be_whole(file, file.with_suffix(".again")) for file in backups}
    assert len(shown) > 1, "nothing was imported meanwhile"


def hold_to_be_whole(file: Path, again: Path) -> str:
    """Restore a backup and try it; give the snapshot that it shows."""
    found = restore(file, again)
    store = Store(again)
    assert store.current().id == found.current
    assert not found.damaged
    assert store.unreadable() == []
    for one in store.all():
        one.verify()
    people = sqlite3.connect(again / "people.sqlite3")
    rows = people.execute("select number, previous, hash from audit_auditrow order by number")
    log = rows.fetchall()
    assert people.execute("pragma integrity_check").fetchone() == ("ok",)
    people.close()
    assert [number for number, _, _ in log] == list(range(1, len(log) + 1))
    assert [before for _, before, _ in log[1:]] == [seal for _, _, seal in log[:-1]]
    return found.current
