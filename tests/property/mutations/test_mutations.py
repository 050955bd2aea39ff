"""No file, however spoilt, breaks out: it is read or refused in words, within its share.

Each is given to the command line or to a page in a process of its own. It ends with a code that
is declared, shows no traceback and nothing of a child, loses no row, and takes less than a minute
and 1 GB. A sample runs with every other test, always the same; ``make deep`` runs ten thousand.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.conftest import Tried
from tests.depth import in_turn
from tests.property.mutations.hostile import FILES, HOSTILE, hostile_of
from tests.property.mutations.originals import CANARY, lay
from tests.property.mutations.parsers import PARSERS
from tests.property.mutations.running import Asked, CameOf, faults_of

SOURCES = (
    "ssd", "parquet", "annex a", "annex a csv", "census", "own", "reconcile", "web", "survey",
    "data folder",
)  # fmt: skip
COUNT = int(os.environ.get("HOLDFAST_MUTATIONS", "7"))
FIRST = int(os.environ.get("HOLDFAST_MUTATIONS_FROM", "0"))


def campaign(count: int, first: int = 0) -> Iterator[Asked]:
    """So many spoilt files, of each source in turn."""
    for number in range(count):
        yield Asked(SOURCES[number % len(SOURCES)], first + number // len(SOURCES))


Forking = Callable[[Iterable[Asked]], list[CameOf]]


@pytest.fixture(scope="module")
def came_of() -> Iterator[Forking]:
    """Tells what came of each file, in a process of its own that one process forks for all."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.property.mutations.running"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, back = process.stdin, process.stdout

        def came(one: Asked) -> CameOf:
            print(json.dumps(asdict(one)), file=to, flush=True)
            return CameOf(**json.loads(back.readline()))

        yield lambda asked: [came(one) for one in asked]
        process.stdin.close()


@pytest.mark.slow
@pytest.mark.timeout(300 + 10 * COUNT)
def test_whatever_is_given_is_read_or_refused_within_its_share(
    came_of: Forking, tried: Tried
) -> None:
    came = came_of(campaign(COUNT, FIRST))
    for source in SOURCES:
        tried(f"spoilt files: {source}", sum(one.source == source for one in came))
    assert [one for one in came if one.faults] == []
    assert len(came) == COUNT
    # A campaign that refuses everything, or nothing, has shown nothing.
    assert {0, 3} <= {one.code for one in came}


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_a_hostile_file_where_any_file_is_read_is_refused_in_words(
    came_of: Forking, tmp_path: Path, tried: Tried
) -> None:
    every = len(list(hostile_of(lay(tmp_path))))
    # The sample has one for every fourth place where something reads a file, others each day.
    numbers = range(every) if every < COUNT else in_turn(range(every // len(FILES)), 4)
    came = came_of(Asked(HOSTILE, number) for number in numbers)
    tried("hostile files, where each command reads one", len(came))
    assert [one for one in came if one.faults] == []


# Of each parser, so many files in the deep run.
PARSED, TOGETHER = 2_500, 25


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_no_parser_in_our_own_process_ends_it(came_of: Forking, tried: Tried) -> None:
    count = PARSED if COUNT > PARSED else TOGETHER
    asked = [
        Asked(parser, FIRST + number, TOGETHER)
        for number in range(0, count, TOGETHER)
        for parser in PARSERS
    ]
    came = came_of(asked)
    for parser in PARSERS:
        tried(f"spoilt files: {parser}", count)
    assert [one for one in came if one.faults] == []
    # Where nothing was read to its end, only the first look at a file was tried.
    assert {one.source for one in came if one.code == 0} >= {*PARSERS} - {"parse zip"}


WELL = CameOf("ssd", 1, 3, 2.0, 300.0, [])


@pytest.mark.parametrize(
    ("came", "told", "given", "fault"),
    [
        (replace(WELL, code=99), "", "", "ended with 99"),
        (replace(WELL, code=-6), "", "", "ended with -6"),
        (WELL, "Traceback (most recent call last):", "", "a traceback"),
        (WELL, f"no such child {CANARY}1", "", "the canary was told"),
        (replace(WELL, seconds=61), "", "", "took 61 s"),
        (replace(WELL, memory_mb=1_001), "", "", "took 1001 MB"),
        (WELL, "", "ssd_person 3 1 1", "rows are lost: ssd_person 3 1 1"),
    ],
)
def test_what_may_not_be_is_seen(
    tmp_path: Path, came: CameOf, told: str, given: str, fault: str
) -> None:
    (tmp_path / "told").write_text(told)
    (tmp_path / "given").write_text(given)
    assert faults_of(came, tmp_path)[0] == fault


def test_a_run_in_order_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "told").write_text("It cannot be read.")
    (tmp_path / "given").write_text("whole")
    assert faults_of(WELL, tmp_path) == []
