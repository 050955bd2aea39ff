"""An import killed at any moment leaves one whole snapshot, and the next import works.

A child process imports again and again; it is killed (SIGKILL: nothing of its own may run)
after a delay drawn at random over the length of a whole import, fifty times. The moments are
seeded; that the machine is slower or faster only moves what they hit.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.record.snapshots import Snapshot, Store

KILLS = 50
SEED = 20180131
ROWS = 2_000

# Imports once for each line it is sent, so that no kill is spent on starting Python.
IMPORTER = f"""
import sys
from datetime import date
from pathlib import Path
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.snapshots import Manifest, Store
from holdfast.sources.intake import Intake
from holdfast.sources.mapping import Cell, Projection, raw_table

child, received = Cell("child"), Cell("received")
referrals = Projection(Referrals, {{Referrals.child: child, Referrals.received: received}})
persons = Projection(Persons, {{Persons.child: child}}, merge=True)
as_at = date(2018, 1, 31)

def bring(number):
    # Every third row has no day and is refused; the file's name tells the imports apart.
    rows = [[str(n), "31/01/2018" if n % 3 else None] for n in range({ROWS}, 0, -1)]
    raw = raw_table("list_3", number, "", ["child", "received"], rows)
    with Store(Path(sys.argv[1])).begin() as draft:
        intake = Intake(draft, as_at)
        intake.take(raw, referrals, persons)
        done = intake.finish()
        draft.finish(Manifest(as_at, "2018-02-01", "made_up", True, number,
            done.counts, done.feeds, done.notes))

print("ready", flush=True)
for line in sys.stdin:
    bring(line.strip())
    print("done", flush=True)
"""


@contextmanager
def importer(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that imports on demand; ready when it is given, killed when it is left."""
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert said(process) == "ready"
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ask(process: subprocess.Popen[str], number: int) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{number}\n")
    process.stdin.flush()


def whole_import(home: Path, number: int) -> float:
    """Import to the end; give how many seconds it took."""
    with importer(home) as process:
        ask(process, 0)
        assert said(process) == "done"
        began = time.monotonic()
        ask(process, number)
        assert said(process) == "done"
        return time.monotonic() - began


def killed_import(home: Path, number: int, delay: float) -> None:
    with importer(home) as process:
        ask(process, number)
        time.sleep(delay)


def must_be_whole(snapshot: Snapshot) -> None:
    """Every file matches, every row is of one import, and none is missing."""
    snapshot.verify()
    refused = ROWS // 3
    (count,) = snapshot.manifest.counts
    assert (count.given, count.read, count.refused) == (ROWS, ROWS - refused, refused)
    for table in snapshot.tables():
        rows = pq.read_table(snapshot.path(table))
        assert len(rows) == ROWS - refused
        assert set(rows["source_file"].to_pylist()) == {snapshot.manifest.origin}


@pytest.mark.slow
def test_fifty_kills_never_lose_the_last_good_snapshot(tmp_path: Path) -> None:
    moments = random.Random(SEED)
    length = whole_import(tmp_path, 0)
    store = Store(tmp_path)
    newest = 0
    for number in range(1, KILLS + 1):
        killed_import(tmp_path, number, moments.uniform(0, 1.2 * length))
        current = store.current()
        must_be_whole(current)
        # Either the killed import had moved the pointer, or the one before still stands.
        assert int(current.manifest.origin) in (newest, number)
        newest = int(current.manifest.origin)
        for snapshot in store.all():
            snapshot.verify()
    whole_import(tmp_path, KILLS + 1)
    assert store.current().manifest.origin == str(KILLS + 1)
    must_be_whole(store.current())
    assert list((tmp_path / "incoming").iterdir()) == []
