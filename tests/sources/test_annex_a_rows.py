"""Dirty rows: what is read, what is emptied and what is refused; nothing is lost or silent."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from holdfast.record.store.words import read_words
from tests.sources.annex_a_made import (
    count,
    doubts,
    headings,
    imported,
    made,
    notes,
    page,
    refusals,
    rows,
    unreadable,
)

CONTACT = {"Date of Contact": date(2018, 1, 3)}
PLAN = {"Child Protection Plan Start Date": date(2017, 6, 1)}


@pytest.mark.parametrize(
    "written", ["03/01/2018", "3 Jan 2018", 43103, "2018-01-03", datetime(2018, 1, 3, 9, 30)]
)
def test_a_day_as_text_or_number(tmp_path: Path, written: object) -> None:
    snapshot = made(tmp_path, page(1, {"Date of Contact": written}))
    assert rows(snapshot, "contacts")[0]["received"] == date(2018, 1, 3)


def test_an_impossible_day_is_refused_without_being_quoted(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(1, CONTACT, {"Date of Contact": "30/02/2018"}))
    assert (count(snapshot, 1).given, count(snapshot, 1).refused) == (2, 1)
    (refused,) = refusals(snapshot)
    assert (refused["row"], refused["what"]) == (3, "Date of Contact: There is no such day.")
    assert "30/02/2018" not in str(refused) + notes(snapshot)


@pytest.mark.parametrize(
    ("heading", "doubted"),
    [
        ("Date of the Last Statutory Visit", ("protection_visits", "visited")),
        ("Date of latest review conference", ("protection_reviews", "held")),
        ("Child Protection Plan End Date", ("protection_plans", "ended")),
    ],
)
@pytest.mark.parametrize("written", ["31/02/2018", "01/05/2018", "soon"])
def test_a_last_day_that_cannot_be_taken_is_in_doubt_and_the_rest_of_the_row_is_read(
    tmp_path: Path, heading: str, doubted: tuple[str, str], written: str
) -> None:
    snapshot = made(tmp_path, page(7, {**PLAN, heading: written}, {**PLAN, heading: None}))
    plans = rows(snapshot, "protection_plans")
    assert [row["child"] for row in plans] == ["made-1", "made-2"]
    assert doubts(snapshot) == [(*doubted, "made-1")]
    assert [one["column"] for one in unreadable(snapshot)] == [heading]
    assert (count(snapshot, 7).given, count(snapshot, 7).read) == (2, 2)


def test_another_day_that_cannot_be_read_is_emptied_and_kept_aside(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(6, {"Date Child Was Last Seen": "last week"}))
    assert (count(snapshot, 6).read, len(rows(snapshot, "need_visits"))) == (1, 0)
    assert unreadable(snapshot)[0]["column"] == "Date Child Was Last Seen"
    assert "last week" not in str(unreadable(snapshot))


def test_formulas_errors_and_text_that_looks_like_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "annex_a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("List 7")
        sheet.write_row(0, 0, headings(7))
        start, visit = (
            headings(7).index(name) for name in (*PLAN, "Date of the Last Statutory Visit")
        )
        for row in range(1, 4):
            sheet.write_formula(row, 0, f'="made-{row}"', None, f"made-{row}")
            sheet.write_datetime(row, start, datetime(2017, 6, 1))
        sheet.write_formula(1, visit, "=NA()", None, "#N/A")
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")
        sheet.write_string(3, headings(7).index("Allocated Worker"), "=cmd|' /c calc'!A1")
    snapshot = imported(path)
    assert ("protection_visits", "visited", "made-1") in doubts(snapshot)
    assert [one["column"] for one in unreadable(snapshot)] == ["Date of the Last Statutory Visit"]
    assert "error in them such as #N/A, read as empty | 1" in notes(snapshot)
    assert rows(snapshot, "professionals")[0]["full_name"].startswith("=cmd")


def test_a_dash_is_an_empty_cell(tmp_path: Path) -> None:
    snapshot = made(
        tmp_path, page(7, {**PLAN, "Child Protection Plan End Date": "-", "Gender": "–"})
    )
    assert rows(snapshot, "protection_plans")[0]["ended"] is None
    assert "a dash in them, read as empty | 2" in notes(snapshot)


def test_totals_footnotes_and_headings_again_are_refused_and_empty_rows_are_none(
    tmp_path: Path,
) -> None:
    sheet = page(6, {"CIN Start Date": date(2017, 9, 1)})
    sheet.below = [[], [], headings(6), ["Total", 1], ["Source: the made-up case system"]]
    snapshot = made(tmp_path, sheet)
    told = count(snapshot, 6)
    assert (told.given, told.read, told.refused) == (4, 1, 3)
    assert [row["row"] for row in refusals(snapshot)] == [5, 6, 7]
    assert [row["child"] for row in rows(snapshot, "persons")] == ["made-1"]


def test_merged_cells_stand_in_every_row_that_they_span(tmp_path: Path) -> None:
    path = tmp_path / "annex_a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("List 1")
        sheet.merge_range(0, 0, 0, 6, "List 1: Contacts")
        sheet.merge_range(1, 0, 1, 6, "Made-up council")
        sheet.write_row(2, 0, headings(1))
        sheet.merge_range(3, 0, 5, 0, "made-1")
        for row in range(3, 6):
            sheet.write_datetime(row, 5, datetime(2018, 1, row))
    snapshot = imported(path)
    assert [row["child"] for row in rows(snapshot, "contacts")] == ["made-1"] * 3
    assert "cells filled from the merged cell that they belong to | 2" in notes(snapshot)


def test_rows_that_repeat_are_given_and_make_one_event(tmp_path: Path) -> None:
    same = {"Child Unique ID": "made-1", **CONTACT, "Contact Source": "q) 6: Police"}
    snapshot = made(tmp_path, page(1, same, same, {**same, "Contact Source": "a) 1A: Individual"}))
    assert (count(snapshot, 1).given, count(snapshot, 1).read) == (3, 3)
    assert len(rows(snapshot, "contacts")) == 2
    assert "repeat an earlier row word for word, taken once | 1" in notes(snapshot)


def test_a_child_of_many_lists_is_one_person_and_disagreement_is_told(tmp_path: Path) -> None:
    born = {"Date of Birth": date(2010, 5, 1), "Gender": "a) Male"}
    other = {"Date of Birth": date(2011, 5, 1), "Ethnicity": "a) WBRI"}
    snapshot = made(tmp_path, page(1, {**CONTACT, **other}), page(7, {**PLAN, **born}))
    (person,) = rows(snapshot, "persons")
    assert (person["born"], person["gender"], person["ethnicity"]) == (
        date(2010, 5, 1),
        "M",
        "WBRI",
    )
    assert "persons.born | tables of the source disagree" in notes(snapshot)


@pytest.mark.parametrize("age", [-1, "-1", None])
def test_an_unborn_child_has_an_expected_day_and_none_of_birth(tmp_path: Path, age: object) -> None:
    unborn = {"Age of Child (Years)": age, "Date of Birth": date(2018, 4, 1)}
    (person,) = rows(made(tmp_path, page(7, {**PLAN, **unborn})), "persons")
    assert (person["born"], person["expected"]) == (None, date(2018, 4, 1))


def test_an_unknown_code_is_kept_listed_and_in_doubt(tmp_path: Path) -> None:
    row = {"CIN Start Date": date(2017, 9, 1), "Primary Need Code": "PX - of our own"}
    snapshot = made(tmp_path, page(6, row))
    assert rows(snapshot, "referrals")[0]["primary_need"] == "PX - of our own"
    assert ("referrals", "primary_need", "made-1") in doubts(snapshot)
    unknown = [one for one in read_words(snapshot.folder) if not one.known]
    assert [(one.source_column, one.word) for one in unknown] == [
        ("Primary Need Code", "PX - of our own")
    ]


def test_a_postcode_that_is_none_is_emptied(tmp_path: Path) -> None:
    care = {"Date Started to be Looked After": date(2017, 3, 1),
            "Child's Legal Status": "C2: FCO",
            "Start Date of Most Recent Placement": date(2017, 3, 1)}  # fmt: skip
    snapshot = made(
        tmp_path,
        page(8, {**care, "Placement postcode": "nope"}, {**care, "Placement postcode": "GL1 2TG"}),
    )
    assert [row["postcode"] for row in rows(snapshot, "placements")] == [None, "GL1 2TG"]
    assert unreadable(snapshot)[0]["what"] == "It is not a postcode."


@pytest.mark.parametrize(
    ("worker", "named", "kept"),
    [
        ("Anne Example", True, "Anne Example"),
        ("Made-up Duty Team", False, "Made-up Duty Team"),
        ("MASH inbox", False, "MASH inbox"),
        ("Unallocated", False, None),
        ("N/A", False, None),
        (None, None, None),
    ],
)
def test_who_holds_a_child_now(
    tmp_path: Path, worker: str | None, named: bool | None, kept: str | None
) -> None:
    snapshot = made(
        tmp_path, page(7, {**PLAN, "Allocated Worker": worker, "Allocated Team": "Locality 1"})
    )
    (held,) = rows(snapshot, "involvements")
    assert (held["role"], held["named"], held["started"]) == ("CW", named, None)
    assert [row["full_name"] for row in rows(snapshot, "professionals")] == ([kept] if kept else [])
    assert (held["worker"] is None) is (kept is None)


def test_nobody_holds_a_child_whose_service_has_ended(tmp_path: Path) -> None:
    ended = {**PLAN, "Child Protection Plan End Date": date(2017, 12, 1)}
    snapshot = made(tmp_path, page(7, {**ended, "Allocated Worker": "Anne Example"}))
    assert rows(snapshot, "involvements") == []


def test_a_child_in_two_lists_is_held_once_by_the_one_in_care(tmp_path: Path) -> None:
    care = {"Date Started to be Looked After": date(2017, 3, 1), "Allocated Worker": "Bea Example"}
    need = {"CIN Start Date": date(2016, 1, 1), "Allocated Worker": "Anne Example"}
    snapshot = made(tmp_path, page(6, need), page(8, care))
    (held,) = rows(snapshot, "involvements")
    names = {row["worker"]: row["full_name"] for row in rows(snapshot, "professionals")}
    assert names[held["worker"]] == "Bea Example"


def test_adopters_are_counted_and_nothing_of_them_is_kept(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(1, CONTACT), page(11, {"Date enquiry received": "3/1/2018"}))
    assert (count(snapshot, 11).given, count(snapshot, 11).read) == (1, 1)
    assert "read and not kept" in notes(snapshot)
    assert {row["source_part"] for t in snapshot.tables() for row in rows(snapshot, t)} == {
        "List 1"
    }


def test_a_referral_of_both_lists_is_one_with_its_closure(tmp_path: Path) -> None:
    referral = {"Date of referral": date(2017, 9, 1), "Referral NFA?": "b) No"}
    need = {"CIN Start Date": "01/09/2017", "CIN Closure Date": date(2017, 12, 1),
            "Reason for Closure": "RC7 - Services ceased for any other reason"}  # fmt: skip
    (row,) = rows(made(tmp_path, page(3, referral), page(6, need)), "referrals")
    assert (row["no_further_action"], row["closed"], row["close_reason"]) == (
        False,
        date(2017, 12, 1),
        "RC7",
    )


def test_an_enquiry_and_its_conference_know_each_other(tmp_path: Path) -> None:
    first = {
        "Strategy discussion initiating Section 47 Enquiry Start Date": date(2018, 1, 2),
        "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
        "Date of Initial Child Protection Conference": date(2018, 1, 16),
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
    }
    unneeded = {name: first[name] for name in list(first)[:1]} | {list(first)[1]: "a) Yes"}
    snapshot = made(tmp_path, page(5, first, unneeded))
    (held,) = rows(snapshot, "conferences")
    one, other = rows(snapshot, "enquiries")
    assert (held["enquiry"], held["plan_made"]) == (one["enquiry"], True)
    assert (one["conference_needed"], other["conference_needed"]) == (True, False)


def test_both_layouts_of_list_9(tmp_path: Path) -> None:
    later = page(9, {"Allocated Personal Advisor": "Cal Example", "LA In Touch": "a) Yes",
                     "Latest Pathway Plan Review Date": date(2017, 11, 1),
                     "Eligibility Category": "b) Former relevant child"})  # fmt: skip
    (leaver,) = rows(made(tmp_path, later), "care_leavers")
    assert (leaver["in_touch"], leaver["eligibility"]) == ("YES", "former_relevant")
    assert leaver["pathway_reviewed"] == date(2017, 11, 1)
    older = page(9, {"Activity Status": "F3: Full time in training or employment"})
    older.headings = [one for one in older.headings if "Adv" not in one and "Latest" not in one]
    snapshot = made(tmp_path, older)
    assert rows(snapshot, "care_leavers")[0]["activity"] == "F3"
    assert "pathway_reviews" not in snapshot.manifest.feeds
