"""Checks a census file from end to end: read, every rule run, all that was met told."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from holdfast.engine.memory import give_back_memory
from holdfast.errors import CannotRead
from holdfast.returns.cin_census.checking import Check
from holdfast.returns.cin_census.outcome import Outcome
from holdfast.sources.cin_census import Header, Reading, read_census

# Children of one round: few enough that the first is soon checked, enough for one query to pay.
BATCH = 10_000

# Told how many bytes of the file were read, and of how many.
Met = Callable[[int, int], None]


def check_file(path: Path, year: int | None = None, met: Met | None = None) -> Outcome:
    """Check a census file by the rules of its own year, or of another.

    Raises CannotRead for what is no census and for one beyond the limits, NotFound for a year
    whose rules are not known.
    """
    reading = read_census(path, _summed(path, met) if met else None)
    check = Check(year or year_of(reading.header), reading.header)
    try:
        _take_all(check, reading)
        return check.finish(reading.refused, reading.notes())
    except CannotRead:
        check.close()
        raise
    finally:
        give_back_memory()


def _take_all(check: Check, reading: Reading) -> None:
    """Run the rules over some children while the next are read: the engine needs no Python."""
    with ThreadPoolExecutor(1) as beside:
        taken: Future[None] | None = None
        for batch in reading.batches(BATCH):
            if taken:
                taken.result()
            taken = beside.submit(check.take, batch)
        if taken:
            taken.result()


def year_of(header: Header) -> int:
    """The year in which the census of a header ends. Raises CannotRead where it tells none."""
    if header.reference:
        return header.reference.year
    if header.year:
        return header.year
    raise CannotRead(
        "The header names neither a reference date nor a year that can be read, so nobody can "
        "tell which year's rules hold.",
        "Mend the header, or say which year it is (on the command line with --year).",
    )


def _summed(path: Path, met: Met) -> Callable[[int], None]:
    try:
        whole = path.stat().st_size
    except OSError:
        whole = 0  # what is wrong with it is said when it is opened
    done = [0]

    def add(size: int) -> None:
        done[0] += size
        met(min(done[0], whole), whole)

    return add
