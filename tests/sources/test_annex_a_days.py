"""Days as a workbook counts them, and who is unborn on the day that the lists are as at."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.workbooks.epoch import as_from_1900
from tests.sources.annex_a_made import (
    AS_AT,
    Page,
    count,
    doubts,
    headings,
    imported,
    made,
    page,
    refusals,
    rows,
    unreadable,
    workbook,
)

BETWEEN = 1_462
NUMBER = 43_103  # 3 January 2018, counted from 1900.
PLAN = {"Child Protection Plan Start Date": date(2017, 6, 1)}


def contact_of(tmp_path: Path, cell: object, from_1904: bool) -> Snapshot:
    path = tmp_path / "annex_a.xlsx"
    options = {"date_1904": from_1904, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("List 1")
        sheet.write_row(0, 0, headings(1))
        sheet.write_row(1, 0, ["made-1", "a) Male"])
        sheet.write(1, headings(1).index("Date of Contact"), cell)
    return imported(path)


@pytest.mark.parametrize(
    ("cell", "from_1904"),
    [
        (datetime(2018, 1, 3), False),
        (NUMBER, False),
        (f"{NUMBER}", False),
        (datetime(2018, 1, 3), True),
        (NUMBER - BETWEEN, True),
        (NUMBER - BETWEEN + 0.5, True),
        (f"{NUMBER - BETWEEN}", True),
        ("03/01/2018", True),
    ],
)
def test_a_day_is_counted_as_its_own_workbook_counts(
    tmp_path: Path, cell: object, from_1904: bool
) -> None:
    (row,) = rows(contact_of(tmp_path, cell, from_1904), "contacts")
    assert row["received"] == date(2018, 1, 3)


def test_a_workbook_from_1904_without_a_day_of_its_own_is_dated_by_its_own_count(
    tmp_path: Path,
) -> None:
    contact_of(tmp_path, NUMBER - BETWEEN, from_1904=True)
    snapshot = imported(tmp_path / "annex_a.xlsx", as_at=None)
    assert snapshot.manifest.as_at == date(2018, 1, 3)


@pytest.mark.parametrize("said", ['date1904="true"', "date1904='1'", 'x="2" date1904 = "1"'])
def test_the_ways_in_which_a_workbook_says_that_it_counts_from_1904(
    tmp_path: Path, said: str
) -> None:
    path = workbook(tmp_path / "whole.xlsx", page(1, {"Date of Contact": NUMBER - BETWEEN}))
    told = tmp_path / "annex_a.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(told, "w") as copy:
        for name in whole.namelist():
            raw = whole.read(name).replace(b"<workbookPr ", f"<workbookPr {said} ".encode())
            copy.writestr(name, raw)
    assert rows(imported(told), "contacts")[0]["received"] == date(2018, 1, 3)


@pytest.mark.parametrize("text", ["2018", "03/01/2018", "made-1", "123456", "-41641", ""])
def test_text_that_is_no_number_of_days_is_left_as_it_is(text: str) -> None:
    assert as_from_1900(text) == text


# -------------------------------------------------------------------------------- unborn children


@pytest.mark.parametrize(
    "age",
    [-1, -1.0, -0.21, "-0.21", "-1", "−1", "–0.5", "(0.2)", "-.5", "Unborn", "unborn child", -0.01],
)
@pytest.mark.parametrize("birth", [date(2018, 4, 1), "01/04/2018", "01/04/18", 43_191])
def test_a_negative_age_is_a_birth_expected(tmp_path: Path, age: object, birth: object) -> None:
    row = {**PLAN, "Age of Child (Years)": age, "Date of Birth": birth}
    (person,) = rows(made(tmp_path, page(7, row)), "persons")
    assert (person["born"], person["expected"]) == (None, date(2018, 4, 1))


@pytest.mark.parametrize(
    ("age", "birth"),
    [
        (0, date(2018, 1, 31)),
        (0.05, date(2018, 1, 12)),
        ("0", "31/01/18"),
        (21.478, date(1996, 8, 9)),
        ("-", date(2010, 5, 1)),
        ("-0", date(2018, 1, 30)),
        # A slip: nobody awaits a birth of seven years ago.
        (-7, date(2010, 5, 1)),
        (None, date(2018, 1, 31)),
    ],
)
def test_a_birth_up_to_the_day_itself_is_one(tmp_path: Path, age: object, birth: object) -> None:
    row = {**PLAN, "Age of Child (Years)": age, "Date of Birth": birth}
    (person,) = rows(made(tmp_path, page(7, row)), "persons")
    assert person["expected"] is None
    assert person["born"] is not None
    assert person["born"] <= AS_AT


@pytest.mark.parametrize("age", [-0.4, None, 0])
def test_unborn_is_judged_by_the_day_that_the_workbook_says(tmp_path: Path, age: object) -> None:
    """Imported a year after the birth, of which the workbook knew nothing."""
    front = Page("Front_Sheet", ["Made-up council"], [], below=[["Data as at:", "05/01/2018"]])
    row = {**PLAN, "Age of Child (Years)": age, "Date of Birth": date(2018, 2, 1)}
    path = workbook(tmp_path / "annex_a.xlsx", page(7, row), front)
    snapshot = imported(path, as_at=None, made="2019-03-01T09:00:00")
    assert snapshot.manifest.as_at == date(2018, 1, 5)
    (person,) = rows(snapshot, "persons")
    assert (person["born"], person["expected"]) == (None, date(2018, 2, 1))


@pytest.mark.parametrize("age", [-0.21, None])
def test_unborn_is_judged_by_the_latest_thing_done(tmp_path: Path, age: object) -> None:
    row = {
        "Age of Child (Years)": age,
        "Date of Birth": date(2018, 2, 1),
        "Date of Contact": date(2018, 1, 15),
    }
    path = workbook(tmp_path / "annex_a.xlsx", page(1, row))
    snapshot = imported(path, as_at=None, made="2019-03-01T09:00:00")
    (person,) = rows(snapshot, "persons")
    assert (person["born"], person["expected"]) == (None, date(2018, 2, 1))


def test_a_birth_to_come_beside_an_age_in_years_is_in_doubt(tmp_path: Path) -> None:
    row = {**PLAN, "Age of Child (Years)": 10, "Date of Birth": date(2018, 3, 12)}
    snapshot = made(tmp_path, page(7, row))
    (person,) = rows(snapshot, "persons")
    assert (person["born"], person["expected"]) == (None, None)
    assert ("persons", "born", "made-1") in doubts(snapshot)


def test_a_late_birth_is_still_expected_where_the_age_is_negative(tmp_path: Path) -> None:
    row = {**PLAN, "Age of Child (Years)": -0.02, "Date of Birth": date(2018, 1, 20)}
    (person,) = rows(made(tmp_path, page(7, row)), "persons")
    assert (person["born"], person["expected"]) == (None, date(2018, 1, 20))


# --------------------------------------------------------------------------------- days unreadable


def test_an_error_in_a_day_is_a_day_that_cannot_be_read_and_not_an_empty_cell(
    tmp_path: Path,
) -> None:
    row = {"CIN Start Date": date(2017, 9, 1), "CIN Closure Date": "#N/A", "Gender": "#REF!"}
    snapshot = made(tmp_path, page(6, row))
    assert [one["column"] for one in unreadable(snapshot)] == ["CIN Closure Date"]
    assert (count(snapshot, 6).read, refusals(snapshot)) == (1, [])
