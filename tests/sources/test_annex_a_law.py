"""The law of doubt on Annex A: spoil any cell, and an answer stays or cannot be determined."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from holdfast.clocks.answers import Answer, answers
from holdfast.clocks.book import read_book
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.measures.outlook import open_outlook
from holdfast.record.snapshot import Snapshot
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.made_up import write_annex_a
from holdfast.sources.made_up.council import council_tables
from tests.sources.annex_a_lists import AS_AT
from tests.sources.annex_a_made import Page, imported, workbook

# Words and names that nothing is made of, or that a slip of the pen changes and does not spoil.
FREE = {"Allocated Team", "Allocated Worker", "Allocated Personal Advisor", "Gender", "Ethnicity"}
# A birth to come is one expected, by the list's own rule.
BIRTH = "Date of Birth"
AHEAD = (AS_AT + timedelta(days=40)).isoformat()
SPOILT = ("31/02/2018", "as agreed", "#N/A", "?", AHEAD)

Stood = dict[tuple[str, str], set[tuple[str, str]]]


def stood(snapshot: Snapshot) -> Stood:
    """By clock and child: since when each duty counts, and how it stands."""
    found: Stood = defaultdict(set)
    outlook = open_outlook(snapshot, read_book(CLOCKS, None))
    try:
        for one in outlook.rows("select clock, subject, status, started from standing"):
            found[one["clock"], one["subject"]].add((str(one["started"]), one["status"]))
    finally:
        outlook.close()
    return found


def silent(snapshot: Snapshot) -> set[str]:
    """The clocks of which the snapshot says nothing at all."""
    told = answers(CLOCKS, snapshot.manifest.feeds)
    return {one.clock.key for one in told if one.answer is Answer.CANNOT_TELL}


def broken(before: Stood, after: Stood, unanswered: set[str]) -> list[str]:
    wrong = []
    for key in before.keys() | after.keys():
        held, left = before.get(key, set()), after.get(key, set())
        unclear = any(how == Status.CANNOT_TELL for _, how in left)
        new = {one for one in left - held if one[1] != Status.CANNOT_TELL}
        wrong += [f"{key}: newly {one}, was {held}" for one in new]
        if held - left and not unclear and key[0] not in unanswered:
            wrong.append(f"{key}: gone {held - left}")
    return wrong


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
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stood]:
    path = tmp_path_factory.mktemp("whole") / "whole.xlsx"
    write_annex_a(council_tables(1200, AS_AT, seed=7), AS_AT, path)
    return path, stood(imported(path))


@pytest.mark.parametrize(("seed", "share"), [(1, 0.01), (4, 0.01), (2, 0.05), (3, 0.2)])
def test_the_law_of_doubt(
    tmp_path: Path, council: tuple[Path, Stood], seed: int, share: float
) -> None:
    path, before = council
    sheets = pages(path)
    spoilt = spoil(Random(seed), sheets, share)
    assert spoilt > 50
    snapshot = imported(workbook(tmp_path / "a.xlsx", *sheets))
    after = stood(snapshot)
    assert broken(before, after, silent(snapshot)) == []
    assert len(LISTS) == len(sheets)
    told = [how for hows in after.values() for _, how in hows]
    assert told.count(Status.CANNOT_TELL) > 0
    # Doubt is not bought by silence: fewer answers are lost than cells were spoilt.
    if share <= 0.01:
        assert sum(not before[key] & after.get(key, set()) for key in before) < spoilt
