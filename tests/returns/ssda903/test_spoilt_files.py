"""Files spoilt at random are read or refused in words, and worse files never look better.

A sample runs with every other test; ``make deep`` spoils ten thousand.
"""

import os
import random
from pathlib import Path

import pytest

from holdfast.engine import open_engine
from holdfast.errors import CannotRead, NotFound
from holdfast.returns.outcome import Outcome
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.register import rules_of
from holdfast.returns.ssda903.writing_xml import XML, write_return_xml
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


@pytest.fixture(scope="module")
def as_xml(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same children as the one XML file, with last year's beside it as such a file."""
    folder = tmp_path_factory.mktemp("xml")
    reading = read_return(whole)
    before = {name.removesuffix("_last"): rows for name, rows in reading.last_year.items()}
    write_return_xml(reading.tables, folder / XML)
    write_return_xml(before, folder / "last_year" / XML)
    return folder


def check(reading: ReturnReading, first: int = 0, step: int = STEP) -> Outcome:
    return check_reading(reading, YEAR, rules=rules_of(YEAR)[first::step], engine=ENGINE)


def _spoil(folder: Path, path: Path, seed: int, first: int = 0) -> bool:
    """Spoil a file, read the return and make the file good again; whether it could be read.

    Of those that could, one in so many is checked too. What cannot be read is refused in words.
    """
    raw = path.read_bytes()
    try:
        path.write_bytes(mutated(random.Random(seed), raw, path.suffix))
        reading = read_return(folder)
        rows = sum(one.num_rows for one in (*reading.tables.values(), *reading.last_year.values()))
        assert rows <= sum(reading.given.values()), seed
        if seed % CHECKED == 0:
            outcome = check(reading, first % STEP)
            assert not outcome.failed, seed
    except (CannotRead, NotFound) as error:
        refusal = error
    else:
        return True
    finally:
        path.write_bytes(raw)
    assert refusal.what, seed
    assert refusal.next_step, seed
    return False


@pytest.mark.slow
@pytest.mark.timeout(300 + COUNT)
@pytest.mark.parametrize("kind", ["csv", "xml"])
def test_a_spoilt_file_is_read_or_refused_in_words(
    kind: str, whole: Path, as_xml: Path, tried: Tried
) -> None:
    folder, count = (whole, COUNT) if kind == "csv" else (as_xml, COUNT // 2)
    files = sorted(path for path in folder.rglob(f"*.{kind}") if path.stat().st_size > 100)
    seeds = range(FIRST, FIRST + count)
    read = [_spoil(folder, files[seed % len(files)], seed, seed // CHECKED) for seed in seeds]
    tried(f"spoilt files of the looked-after return as {kind.upper()}", count)
    assert any(read)


def test_of_rows_that_are_all_too_short_every_one_is_refused(tmp_path: Path) -> None:
    rows = RandomReturn(3, YEAR).fill(8)["Header"]
    path = write_return(tmp_path, {"Header": rows}, YEAR) / "Header.csv"
    head, *lines = path.read_text().splitlines()
    path.write_text("\n".join([head, *(line.rsplit(",", 1)[0] for line in lines)]))
    assert len(read_return(tmp_path).refused) == len(rows)
