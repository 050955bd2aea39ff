"""However census files are spoilt, an import ends in a snapshot that adds up, or in words."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from holdfast.errors import HoldfastError
from holdfast.record.store.snapshots import Store
from holdfast.sources.cin_census import import_cin_census
from tests.returns.cin_census.building import census
from tests.sources.cin_imported import MADE, quiet, refused, standing
from tests.sources.test_cin_fuzz import ANY, CLOSING, MUTATIONS, OPENING, put_in
from tests.sources.test_cin_import import WHOLE

SEEDS, FILES = 8, 6
# What stands in a cell that should hold something else.
CELLS = (
    "", " ", "x", "0", "1", "-1", "99999999999999999999", "2026-02-30", "1900-01-01", "9999-12-31",
    "0001-01-01", "31/03/2026", "2026-03-31T09:00:00", "true", "N8", "\u00df\u2019\u200b",
    "&lt;b&gt;",
)  # fmt: skip


def years() -> dict[int, bytes]:
    """The files of two years, of children who have every module."""
    children = [{**WHOLE["Child"][0], "LAchildID": f"MU{n}"} for n in range(1, 4)]
    rows = {name: [{**row, "child": str(n)} for n in range(1, 4) for row in given]
            for name, given in WHOLE.items() if name != "Child"}  # fmt: skip
    whole = {"Child": children, **rows}
    return {year: census(whole, year).encode() for year in (2026, 2027)}


def other_cell(chance: random.Random, text: bytearray) -> None:
    """Another text in one field, the file being XML as before."""
    ends = [at for at in range(len(text)) if text.startswith(b"</", at) and text[at - 1] != 10]
    if ends:
        end = chance.choice(ends)
        text[text.rfind(b">", 0, end) + 1 : end] = chance.choice(CELLS).encode()


def spoilt(chance: random.Random, text: bytes) -> bytes:
    made = bytearray(text)
    for _ in range(chance.choice((0, 1, 2, 5))):
        # As often a wrong value as broken XML.
        broken = chance.choice((*MUTATIONS, put_in(ANY), put_in(OPENING), put_in(CLOSING)))
        chance.choice((other_cell, other_cell, broken))(chance, made)
    return bytes(made)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_spoilt_files_end_in_words_or_in_rows_that_add_up(seed: int, tmp_path: Path) -> None:
    chance, proper = random.Random(seed), years()
    for number in range(FILES):
        folder = tmp_path / str(number)
        folder.mkdir()
        for year, text in proper.items():
            (folder / f"{year}.xml").write_bytes(spoilt(chance, text))
        # Any other error than one for people would end the test, and fail it.
        with suppress(HoldfastError):
            made = import_cin_census(Store(folder / "home"), [str(folder)], None, MADE, quiet)
            counts = made.manifest.counts
            assert all(one.given == one.read + one.refused for one in counts)
            # A whole file that is left out is told beside the rows, and counts as none.
            files = sum(part == "" for _, part, _ in refused(made))
            assert len(refused(made)) - files >= sum(one.refused for one in counts)
            made.verify()
            if not number:
                standing(made)
