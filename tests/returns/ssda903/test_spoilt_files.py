"""Files spoilt at random are read or refused in words, and worse files never look better.

A sample runs with every other test; ``make deep`` spoils ten thousand.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.engine import open_engine
from holdfast.errors import CannotRead, NotFound
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.register import rules_of
from holdfast.sources.ssda903 import ReturnReading, read_return
from tests.conftest import Tried
from tests.property.mutations.mutating import mutated
from tests.returns.ssda903.building import write_return
from tests.returns.ssda903.random_files import RandomReturn

COUNT = 3 * int(os.environ.get("HOLDFAST_MUTATIONS", "16"))
FIRST = int(os.environ.get("HOLDFAST_MUTATIONS_FROM", "0"))
YEAR = 2026
# Of the files that could be read, so many are checked as well, by some rules in turn.
CHECKED, STEP = 12, 10
ENGINE = open_engine()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("return")
    return write_return(folder, RandomReturn(7, YEAR).fill(12), YEAR)


def check(reading: ReturnReading, first: int = 0, step: int = STEP) -> Outcome:
    return check_reading(reading, YEAR, rules=rules_of(YEAR)[first::step], engine=ENGINE)


@pytest.mark.slow
@pytest.mark.timeout(300 + COUNT)
def test_a_spoilt_file_is_read_or_refused_in_words(whole: Path, tried: Tried) -> None:
    files = sorted(path for path in whole.rglob("*.csv") if path.stat().st_size > 100)
    read = refused = 0
    for seed in range(FIRST, FIRST + COUNT):
        luck = random.Random(seed)
        path = luck.choice(files)
        raw = path.read_bytes()
        try:
            path.write_bytes(mutated(luck, raw, ".csv"))
            reading = read_return(whole)
            rows = sum(
                one.num_rows for one in (*reading.tables.values(), *reading.last_year.values())
            )
            assert rows <= sum(reading.given.values()), seed
            if seed % CHECKED == 0:
                outcome = check(reading, seed // CHECKED % STEP)
                assert not outcome.failed, seed
            read += 1
        except (CannotRead, NotFound) as error:
            refused += bool(error.what)
        finally:
            path.write_bytes(raw)
    tried("spoilt files of the looked-after return", read + refused)
    assert read + refused == COUNT
    assert read > 0


def _troubles(folder: Path) -> int:
    """Findings, refusals, and rules that could not be run."""
    outcome = check(read_return(folder), 0, 3)
    not_run = sum(one.state is not State.RAN for one in outcome.rules)
    return outcome.findings.num_rows + len(outcome.refused) + not_run


def _cells(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        head, *rows = text.splitlines()
        return "\n".join([head, *(",".join(map(change, row.split(","))) for row in rows)]) + "\n"

    return changed


WORSE: dict[str, Callable[[str], str]] = {
    "every day no day": _cells(lambda cell: "30/02/2018" if "/" in cell else cell),
    "every day year first": _cells(
        lambda cell: "-".join(reversed(cell.split("/"))) if cell.count("/") == 2 else cell
    ),
    "a heading misspelt": lambda text: text.replace("DOB", "D_O_B", 1).replace("LS", "LX", 1),
    "formulas": _cells(lambda cell: f"={cell}" if cell else cell),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=list(WORSE))
def test_worse_files_never_have_fewer_findings(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    rows = {name: held for name, held in RandomReturn(3, YEAR).fill(8).items() if "_" not in name}
    folder = write_return(tmp_path, rows, YEAR)
    before = _troubles(folder)
    for path in folder.glob("*.csv"):
        path.write_text(change(path.read_text()))
    assert _troubles(folder) >= before


def test_of_rows_that_are_all_too_short_every_one_is_refused(tmp_path: Path) -> None:
    rows = RandomReturn(3, YEAR).fill(8)["Header"]
    path = write_return(tmp_path, {"Header": rows}, YEAR) / "Header.csv"
    head, *lines = path.read_text().splitlines()
    path.write_text("\n".join([head, *(line.rsplit(",", 1)[0] for line in lines)]))
    assert len(read_return(tmp_path).refused) == len(rows)
