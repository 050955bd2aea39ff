"""An import killed at any moment leaves one whole snapshot, and the next import works.

A process of its own imports again and again; it is killed (SIGKILL: nothing of its own may run)
after a delay drawn at random over the length of a whole import, fifty times. The moments are
seeded; that the machine is slower or faster only moves what they hit.
"""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.record.store.snapshots import Snapshot, Store
from tests.conftest import Tried

KILLS = 50
SEED = 20180131
ROWS = 2_000

# Forks a process for each import, so that no kill is spent on starting Python. It sleeps, kills
# and reaps that process itself, so that no other can have taken its number meanwhile.
IMPORTER = f"""
import os, signal, sys, time
from datetime import date
from pathlib import Path
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.store.snapshots import Manifest, Store
from holdfast.sources.intake.typed_tables import Intake
from holdfast.sources.intake.mapping import Cell, Projection, raw_table

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

for line in sys.stdin:
    number, delay = line.split()
    pid = os.fork()
    if pid == 0:
        bring(number)
        os._exit(0)
    if delay != "never":
        time.sleep(float(delay))
        os.kill(pid, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class Importer:
    """Runs imports in a process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, number: int, delay: float | None = None) -> int:
        """Import; kill the import after ``delay`` seconds. Gives how its process ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{number} {'never' if delay is None else delay}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def length(self, number: int) -> float:
        """Import to the end; give how many seconds it took."""
        began = time.monotonic()
        assert self.run(number) == 0
        return time.monotonic() - began


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Importer(process)
        process.kill()


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
def test_fifty_kills_never_lose_the_last_good_snapshot(
    tmp_path: Path, importer: Importer, tried: Tried
) -> None:
    tried("kills during an import", KILLS)
    moments, store = random.Random(SEED), Store(tmp_path)
    # The first waits for Python to start as well.
    *_, length = (importer.length(number) for number in (0, 1, 2))
    newest, cut_short = 2, 0
    for number in range(3, KILLS + 3):
        cut_short += importer.run(number, moments.uniform(0, 1.5 * length)) == -signal.SIGKILL
        must_be_whole(store.current())
        # Either the killed import had moved the pointer, or the one before still stands.
        assert int(store.current().manifest.origin) in (newest, number)
        newest = int(store.current().manifest.origin)
        for snapshot in store.all():
            snapshot.verify()
    assert cut_short, "no import was cut short, so that nothing was shown"
    assert importer.run(KILLS + 3) == 0
    assert store.current().manifest.origin == str(KILLS + 3)
    must_be_whole(store.current())
    assert list((tmp_path / "incoming").iterdir()) == []
