"""The law of doubt on Annex A: spoil any cell, and an answer stays or cannot be determined."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from holdfast.clocks.duty import Status
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.made_up import write_annex_a
from holdfast.sources.made_up.council import council_tables
from tests.property.law_of_doubt import Told, breaches, lost, told
from tests.sources.annex_a_lists import AS_AT
from tests.sources.annex_a_made import Page, imported, workbook

# Words and names that nothing is made of, or that a slip of the pen changes and does not spoil.
FREE = {"Allocated Team", "Allocated Worker", "Allocated Personal Advisor", "Gender", "Ethnicity"}
# A birth to come is one expected, by the list's own rule.
BIRTH = "Date of Birth"
AHEAD = (AS_AT + timedelta(days=40)).isoformat()
SPOILT = ("31/02/2018", "as agreed", "#N/A", "?", AHEAD)


def pages(path: Path) -> list[Page]:
    book = CalamineWorkbook.from_path(path)
    found = []
    for name in book.sheet_names:
        head, *below = book.get_sheet_by_name(name).to_python()
        titles = [str(cell) for cell in head]
        rows = [dict(zip(titles, row, strict=True)) for row in below]
        found.append(Page(name, titles, [{k: v for k, v in r.items() if v != ""} for r in rows]))
    return [one for one in found if one.name.startswith("List")]


def spoil(chance: Random, sheets: list[Page], share: float) -> int:
    """Spoil a share of the filled cells of each list; how many were spoilt."""
    spoilt = 0
    for sheet in sheets:
        subject = sheet.headings[0]
        for at, row in enumerate(sheet.rows):
            changed = {
                name: chance.choice(SPOILT[:4] if name == BIRTH else SPOILT)
                for name, cell in row.items()
                if name != subject and name not in FREE and cell is not None
                if chance.random() < share
            }
            spoilt += len(changed)
            sheet.rows[at] = {**row, **changed}
    return spoilt


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    path = tmp_path_factory.mktemp("whole") / "whole.xlsx"
    write_annex_a(council_tables(1200, AS_AT, seed=7), AS_AT, path)
    return path, told(imported(path), AS_AT)


@pytest.mark.parametrize(("seed", "share"), [(1, 0.01), (4, 0.01), (2, 0.05), (3, 0.2)])
def test_the_law_of_doubt(
    tmp_path: Path, council: tuple[Path, Told], seed: int, share: float
) -> None:
    path, before = council
    sheets = pages(path)
    spoilt = spoil(Random(seed), sheets, share)
    assert spoilt > 50
    after = told(imported(workbook(tmp_path / "a.xlsx", *sheets)), AS_AT)
    assert breaches(before, after, merging=False) == []
    assert len(LISTS) == len(sheets)
    assert any(duty.status == Status.CANNOT_TELL for duty in after.duties)
    # Doubt is not bought by silence: fewer answers are lost than cells were spoilt.
    if share <= 0.01:
        assert len({(duty.clock, duty.subject) for duty in lost(before, after)}) < spoilt
