"""Lists are found by their headings, wherever these stand and however sheets are named."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from holdfast.sources.annex_a.finding import named_list
from holdfast.sources.annex_a.register import LISTS, PRECEDENCE
from tests.sources.annex_a_made import (
    Page,
    count,
    doubts,
    headings,
    imported,
    listed,
    made,
    notes,
    page,
    refusals,
    rows,
    workbook,
)

CONTACT = {"Date of Contact": date(2018, 1, 3), "Contact Source": "q) 6: Police"}
PLAN = {"Child Protection Plan Start Date": date(2017, 6, 1)}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List 1", 1),
        ("List_1", 1),
        ("1", 1),
        ("list 1 contacts", 1),
        ("1. Contacts", 1),
        ("L11", 11),
        ("List 10 - Adoption", 10),
        ("Annex A List 7", 7),
        ("AnnexA_List7", 7),
        ("AA_7_child_protection", 7),
        ("AA_10_adoption", 10),
        ("Swimming pool 5", None),
        ("List 12", None),
        ("2. Guidance", None),
        ("Sheet1", None),
        ("Codes_used", None),
    ],
)
def test_the_name_of_a_sheet(name: str, number: int | None) -> None:
    assert named_list(name) == (listed(number) if number else None)


def test_every_list_is_read_once() -> None:
    assert sorted(PRECEDENCE) == [one.number for one in LISTS] == list(range(1, 12))


@pytest.mark.parametrize("number", range(1, 12))
def test_a_list_is_found_by_its_headings_alone(tmp_path: Path, number: int) -> None:
    held = {one.name: date(2018, 1, 2) for one in listed(number).headings if one.day}
    snapshot = made(tmp_path, page(number, held, name=f"Export of {number} things"))
    assert (count(snapshot, number).given, count(snapshot, number).read) == (1, 1)


def test_headings_decide_against_a_wrong_name(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(7, PLAN, name="List 4"))
    assert count(snapshot, 7).read == 1
    assert "List 4: Assessments | the source has no such list | 1" in notes(snapshot)


def test_titles_above_the_headings_do_no_harm(tmp_path: Path) -> None:
    sheet = page(1, CONTACT)
    sheet.above = [["List 1: Contacts"], ["Made-up council, front door"], []]
    snapshot = made(tmp_path, sheet)
    assert [row["source_row"] for row in rows(snapshot, "contacts")] == [5]


def test_spelling_of_headings_does_not_count(tmp_path: Path) -> None:
    spelled = {
        "CHILD  UNIQUE ID ": "made-1",
        "Age": 9,
        "Was the child assessed as requiring LA children's social care support?": "a) Yes",
        "Continuous assessment start date": date(2018, 1, 2),
        "Does the Child have a Disability?": "b) No",
    }
    snapshot = made(tmp_path, Page("4", list(spelled), [spelled]))
    assert rows(snapshot, "assessments")[0]["support_needed"] is True


def test_a_stray_bracket_in_a_heading_does_not_count(tmp_path: Path) -> None:
    sheet = page(8, {"Date Started to be Looked After": date(2017, 3, 1)})
    old = next(name for name in sheet.headings if name.startswith("Unaccompanied"))
    sheet.headings[sheet.headings.index(old)] = f"{old})"
    sheet.rows[0] = {**sheet.rows[0], f"{old})": "a) Yes"}
    assert rows(made(tmp_path, sheet), "immigration_statuses")[0]["kind"] == "UASC"


def test_columns_that_are_renamed_missing_twice_or_extra_are_told_by_name(tmp_path: Path) -> None:
    sheet = page(7, PLAN)
    sheet.headings[sheet.headings.index("Date of the Last Statutory Visit")] = "Seen on"
    sheet.headings += ["Child Protection Plan Start Date", "Ward"]
    told = notes(made(tmp_path, sheet))
    assert "has no column called Date of the Last Statutory Visit" in told
    assert "a column that is not the list's: Seen on" in told
    assert "a column that is not the list's: Ward" in told
    assert "has a heading twice, the first read: Child Protection Plan Start Date" in told


def test_a_missing_list_is_told_and_is_no_error(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(1, CONTACT))
    assert "List 7: Child protection | the source has no such list | 1" in notes(snapshot)
    assert "protection_plans" not in snapshot.manifest.feeds


def test_a_list_without_rows_is_a_missing_list(tmp_path: Path) -> None:
    """A list that was not filled in cannot be told from one that nobody is on."""
    told = notes(snapshot := made(tmp_path, page(1, CONTACT), page(7)))
    assert "List 7: Child protection | the source has no such list | 1" in told
    assert "it has headings of List 7: Child protection and no rows" in told
    assert "protection_plans" not in snapshot.manifest.feeds


def test_a_sheet_without_the_headings_of_its_name_is_told_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    snapshot = made(tmp_path, page(1, CONTACT), Page("List 7", ["A", "B"], [{"A": "x"}]))
    assert count(snapshot, 1).read == 1
    (refused,) = refusals(snapshot)
    assert (refused["part"], refused["row"]) == ("List 7", None)
    assert "none of that list's headings" in refused["what"]
    assert "none of that list's headings" in notes(snapshot)


def test_two_sheets_of_one_list_are_both_read(tmp_path: Path) -> None:
    second = page(1, CONTACT, name="List 1 (2)")
    second.rows = [{**second.rows[0], "Child Unique ID": "made-9"}]
    snapshot = made(tmp_path, page(1, CONTACT), second)
    assert count(snapshot, 1).given == 2
    assert {row["source_part"] for row in rows(snapshot, "contacts")} == {"List 1", "List 1 (2)"}


def test_what_one_of_two_sheets_lacks_is_in_doubt_for_its_own_children(tmp_path: Path) -> None:
    second = page(7, {**PLAN, "Gender": "a) Male"}, name="List 7b")
    second.headings.remove("Date of the Last Statutory Visit")
    second.headings.remove("Child Protection Plan End Date")
    second.rows = [{**second.rows[0], "Child Unique ID": "made-9"}]
    snapshot = made(tmp_path, page(7, PLAN), second)
    assert "visited" in snapshot.manifest.feeds["protection_visits"].columns
    assert sorted(doubts(snapshot)) == [
        ("protection_plans", "ended", "made-9"),
        ("protection_visits", "", "made-9"),
    ]


def test_a_hidden_sheet_is_read_and_told_and_another_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "annex_a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Guidance").write_string(0, 0, "How to fill this in")
        sheet = book.add_worksheet("List 1")
        sheet.write_row(0, 0, headings(1))
        sheet.write_row(1, 0, ["made-1", "a) Male", "", "", 3, date(2018, 1, 3), "a) 1A"])
        sheet.hide()
    told = notes(imported(path))
    assert "annex_a.xlsx: List 1 | is a hidden sheet, and was read | 1" in told
    assert "annex_a.xlsx: Guidance | is none of the lists, and was not read | 1" in told


def test_a_folder_of_csv_files(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    first = ",".join(headings(1))
    (folder / "List_1.csv").write_text(f"{first}\r\nmade-1,a) Male,,,3,03/01/2018,a) 1A\r\n")
    seventh = ",".join(f'"{name}"' for name in headings(7))
    # As Excel on Windows writes it, and not as UTF-8.
    (folder / "List_7.csv").write_bytes(
        f"{seventh}\r\nmade-2,,,,,,01/06/2017,Zoë\r\n".encode("cp1252")
    )
    snapshot = imported(folder)
    assert (count(snapshot, 1).read, count(snapshot, 7).read) == (1, 1)
    assert rows(snapshot, "protection_plans")[0]["source_row"] == 2


def test_the_workbook_says_its_own_day(tmp_path: Path) -> None:
    front = Page("Front_Sheet", ["Made-up council"], [], below=[["Data as at:", "05/01/2018"]])
    snapshot = made(tmp_path, front, page(1, CONTACT), as_at=None)
    assert snapshot.manifest.as_at == date(2018, 1, 5)
    assert "as the workbook says" in notes(snapshot)


def test_without_a_day_of_its_own_the_latest_thing_done_dates_it(tmp_path: Path) -> None:
    ahead = {**CONTACT, "Date of Contact": date(2031, 1, 1)}
    snapshot = made(tmp_path, page(1, CONTACT, ahead), as_at=None)
    assert snapshot.manifest.as_at == date(2018, 1, 3)


def test_a_workbook_saved_as_another_kind_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "annex_a.xlsx", page(1, CONTACT))
    assert count(imported(path.rename(tmp_path / "annex_a.xls")), 1).read == 1
