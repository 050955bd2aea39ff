"""A workbook that nobody here made, and dirty on purpose: every row of it is accounted for."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.words import read_words
from holdfast.sources.annex_a.register import LISTS
from tests.sources.annex_a_made import count, doubts, imported, notes, refusals, rows, unreadable

SAMPLE = Path(__file__).parents[2].parent / "shared" / "data" / "annex_a_2019_dirty_sample.xlsx"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE.name} is not at hand (shared/data)")
    # Linked, so that the home of the test is not made beside it, and nothing is copied.
    linked = tmp_path_factory.mktemp("sample") / SAMPLE.name
    linked.symlink_to(SAMPLE)
    return imported(linked, as_at=None, made="2026-11-22T10:00:00")


def given(number: int) -> int:
    """The rows below the headings that hold anything, counted without our reader."""
    sheet = CalamineWorkbook.from_path(str(SAMPLE)).get_sheet_by_name(f"List {number}")
    return sum(any(cell != "" for cell in row) for row in sheet.to_python()[1:])


@pytest.mark.parametrize("number", range(1, 12))
def test_every_row_is_accounted_for(snapshot: Snapshot, number: int) -> None:
    told = count(snapshot, number)
    assert told.given == given(number) > 0
    assert told.given == told.read + told.refused


def test_every_row_becomes_an_event_of_its_own_table(snapshot: Snapshot) -> None:
    for listed in LISTS:
        if listed.main:
            parts = [row["source_part"] for row in rows(snapshot, listed.main.table.name)]
            assert f"List {listed.number}" in parts or listed.number == 6, listed.name
    assert len(rows(snapshot, "referrals")) == given(3) + given(6)


def test_what_is_dirty_in_it_is_told(snapshot: Snapshot) -> None:
    told = notes(snapshot)
    assert "List 9: Care leavers | has no column called Allocated Personal Advisor" in told
    assert {("referrals", "primary_need")} <= {
        (table, column) for table, column, _ in doubts(snapshot)
    }
    unknown = [one for one in read_words(snapshot.folder) if not one.known]
    assert "Primary Need Code" in {one.source_column for one in unknown}
    assert "persons.born | tables of the source disagree" in told
    assert "List 6: Children in Need | cells with a spreadsheet's error" in told
    assert "It is not a postcode." in {one["what"] for one in unreadable(snapshot)}


def test_the_report_quotes_no_cell_of_it(snapshot: Snapshot) -> None:
    told = notes(snapshot) + str(refusals(snapshot)) + str(unreadable(snapshot))
    children = {row["child"] for row in rows(snapshot, "persons")}
    names = {row["full_name"] for row in rows(snapshot, "professionals")}
    assert [one for one in children | names if one in told] == []
