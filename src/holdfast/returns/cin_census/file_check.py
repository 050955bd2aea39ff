"""Checks a census file from end to end: it is read, and every rule of its year is run."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from holdfast.engine import Engine
from holdfast.engine.memory import give_back_memory
from holdfast.errors import CannotRead
from holdfast.returns.checking import Check, Lacking
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.reader import met
from holdfast.returns.outcome import Outcome
from holdfast.returns.rule import Rule
from holdfast.sources.cin_census import ChildBatch, Header, read_census
from holdfast.sources.cin_census.census import HEADER

# Children of one round: few enough that the first is soon checked, enough for one query to pay.
BATCH = 10_000

# Given how many bytes of the file were read, and of how many.
Progress = Callable[[int, int], None]


def open_check(
    year: int,
    header: Header,
    lacking: Lacking | None = None,
    rules: tuple[Rule, ...] | None = None,
    engine: Engine | None = None,
) -> Check:
    """A census to be checked by the rules of a year, or by some of them; see ``Check``."""
    given = {HEADER.name: header.table()}
    return Check(FORM, year, header.reference, given, lacking, rules, engine)


def take(check: Check, batch: ChildBatch) -> None:
    """Run the rules over some children, and keep what the reader met. Raises CannotRead."""
    check.take(batch.tables, met(batch))


def check_file(path: Path, year: int | None = None, progress: Progress | None = None) -> Outcome:
    """Check a census file by the rules of its own year, or of another.

    Raises CannotRead for what is no census and for one beyond the limits, NotFound for a year
    whose rules are not known.
    """
    reading = read_census(path, _summed(path, progress) if progress else None)
    check = open_check(year or year_of(reading.header), reading.header)
    try:
        # Rules run over some children while the next are read: the engine needs no Python.
        with ThreadPoolExecutor(1) as beside:
            taken: Future[None] | None = None
            for batch in reading.batches(BATCH):
                if taken:
                    taken.result()
                taken = beside.submit(take, check, batch)
            if taken:
                taken.result()
        return check.finish(reading.refused, reading.notes())
    except CannotRead:
        check.close()
        raise
    finally:
        give_back_memory()


def year_of(header: Header) -> int:
    """The year in which the census of a header ends. Raises CannotRead where it tells none."""
    if header.reference:
        return header.reference.year
    if header.year:
        return header.year
    raise CannotRead(
        "The header names neither a reference date nor a year that can be read, so that "
        "it cannot be determined which year's rules hold.",
        "Correct the header, or say which year it is (on the command line with --year).",
    )


def _summed(path: Path, progress: Progress) -> Callable[[int], None]:
    try:
        whole = path.stat().st_size
    except OSError:
        whole = 0  # what is wrong with it is said when it is opened
    done = [0]

    def add(size: int) -> None:
        done[0] += size
        progress(min(done[0], whole), whole)

    return add
