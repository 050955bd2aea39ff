"""A command's process ends by its own code, whatever the threads of the engines still do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import processes

# Arrow reads on in a thread of its own, from a file that is Python's, while the command ends.
_READING_ON = """
import time
import pyarrow as pa
import pyarrow.csv
from holdfast.ending import end_process

class Slow:
    closed = False
    reads = 0
    def read(self, size):
        self.reads += 1
        if self.reads > 2:
            time.sleep(2)
        return b"a,b\\n" * (size // 4)
    def close(self):
        pass

rows = pa.csv.open_csv(
    pa.PythonFile(Slow(), mode="r"), read_options=pa.csv.ReadOptions(block_size=4096)
)
rows.read_next_batch()
print("done")
"""
_BEGUN = """
import atexit, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from holdfast.ending import end_process
atexit.register(lambda: print("let go"))
threading.Thread(target=lambda: (time.sleep(0.1), print("went on"))).start()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
idle = ThreadPoolExecutor()  # which nobody shuts down
idle.submit(len, "").result()
print("done")
"""


# Two signals come while what was registered is done: Ctrl+C at a terminal reaches every process.
_ASKED_AGAIN = """
import atexit, os, signal
def let_go():
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    print("let go")
atexit.register(let_go)
signal.signal(signal.SIGTERM, lambda *told: exit(9))
from holdfast.ending import end_process
"""


def ended(program: str, out: int | None = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONUNBUFFERED": ""}, stdout=out,
        stderr=subprocess.PIPE, text=True, timeout=50, check=False,
    )  # fmt: skip


def test_python_s_own_end_still_aborts_where_arrow_reads_on() -> None:
    """Where this fails, the reason for ``ending.py`` is gone."""
    assert ended(_READING_ON).returncode == -6


def test_the_code_is_the_command_s_own_where_arrow_reads_on() -> None:
    done = ended(f"{_READING_ON}\nend_process(SystemExit(3))")
    assert (done.returncode, done.stdout, done.stderr) == (3, "done\n", "")


def test_what_was_begun_is_ended_first() -> None:
    done = ended(f"{_BEGUN}\nend_process(SystemExit(0))")
    assert (done.returncode, done.stdout) == (0, "done\nwent on\nlet go\n")


def test_a_signal_does_not_break_off_the_end() -> None:
    done = ended(f"{_ASKED_AGAIN}\nend_process(SystemExit(0))")
    assert (done.returncode, done.stdout, done.stderr) == (0, "let go\n", "")


@pytest.mark.parametrize(
    ("held", "code", "said"), [("None", 0, ""), ("7", 7, ""), ("'In words.'", 1, "In words.\n")]
)
def test_the_end_means_what_python_takes_it_to_mean(held: str, code: int, said: str) -> None:
    done = ended(f"from holdfast.ending import end_process\nend_process(SystemExit({held}))")
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_what_cannot_be_printed_is_told_by_the_code() -> None:
    with Path("/dev/full").open("w") as full:
        done = ended(f"{_BEGUN}\nend_process(SystemExit(0))", full.fileno())
    assert (done.returncode, done.stderr) == (120, "")


def test_what_a_command_wrote_of_people_lies_in_their_file(tmp_path: Path) -> None:
    """A copy of that one file is whole: SQLite's log of writes is gone with the command."""
    added = processes.run(tmp_path, "user", "add", "somebody")
    assert added.returncode == 0, added.stderr
    assert sorted(one.name for one in tmp_path.glob("people.sqlite3*")) == ["people.sqlite3"]
