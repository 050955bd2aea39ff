"""Census files as rows of the record: where each came from, what was refused, and the counts."""

import json
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.errors import CannotRead
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshots import Store
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.cin_census.importing import WITHOUT_PLACE, unkept
from tests.returns.cin_census.building import Row, census
from tests.sources.cin_imported import (
    MADE,
    Tables,
    counts,
    emptied,
    given,
    imported,
    noted,
    only,
    quiet,
    refused,
    rows,
)

# A child who has every module, in a year in which all are asked for.
WHOLE: dict[str, list[Row]] = {
    "Child": [
        {
            "LAchildID": "MU1",
            "UPN": "A123456789012",
            "UPNunknown": "(none)",
            "PersonDeathDate": "2027-02-01",
            "Disability": "LD, AUT",
        }
    ],
    "CINdetails": [
        {
            "CINreferralDate": "2026-05-12",
            "CINclosureDate": "2027-02-02",
            "ReasonForClosure": "RC2",
            "DateOfInitialCPC": "2026-05-20",
        }
    ],
    "Assessments": [
        {
            "AssessmentActualStartDate": "2026-05-13",
            "AssessmentAuthorisationDate": "2026-06-20",
            "AssessmentFactors": "2A, 4B",
        }
    ],
    "CINPlanDates": [{"CINPlanStartDate": "2026-06-21", "CINPlanEndDate": "2026-08-01"}],
    "Section47": [
        {
            "S47ActualStartDate": "2026-08-03",
            "InitialCPCtarget": "2026-08-24",
            "DateOfInitialCPC": "2026-08-20",
            "ICPCnotRequired": "0",
        }
    ],
    "ChildProtectionPlans": [
        {
            "CPPstartDate": "2026-08-20",
            "CPPendDate": "2027-02-01",
            "InitialCategoryOfAbuse": "NEG",
            "LatestCategoryOfAbuse": "EMO",
            "NumberOfPreviousCPP": "0",
            "CPPreviewDate": "2026-11-10",
        }
    ],
    "PreProceedingsandFGDM": [
        {
            "PPStartDate": "2026-09-01",
            "LBPSentDate": "2026-09-08",
            "FGDMMeetingOffer": "1",
            "FGDMMeetingFac": "0",
            "InitialPPMeetingDate": "2026-09-20",
            "ReviewMeetingsCount": "2",
            "StepDecisionDate": "2026-12-01",
            "PPOutcome": "B",
        }
    ],
}


def child(**tables: list[Row]) -> Tables:
    """One child of a census and what is said of it."""
    return {"Child": [{"LAchildID": "MU1"}], **tables}


def test_every_module_becomes_its_tables(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2027=WHOLE)
    person = only(made, "persons")
    assert (person["child"], person["upn"], person["sex"]) == ("MU1", "A123456789012", "F")
    assert (person["ethnicity"], person["died"]) == ("WBRI", date(2027, 2, 1))
    assert {row["kind"] for row in rows(made, "disabilities")} == {"LD", "AUT"}
    referral = only(made, "referrals")
    assert (referral["received"], referral["closed"]) == (date(2026, 5, 12), date(2027, 2, 2))
    assert (referral["source"], referral["primary_need"]) == ("1A", "N1")
    assert (referral["close_reason"], referral["no_further_action"]) == ("RC2", False)
    assessment = only(made, "assessments")
    assert (assessment["started"], assessment["authorised"]) == (
        date(2026, 5, 13),
        date(2026, 6, 20),
    )
    assert {row["factor"] for row in rows(made, "assessment_factors")} == {"2A", "4B"}
    plan = only(made, "need_plans")
    assert (plan["started"], plan["ended"]) == (date(2026, 6, 21), date(2026, 8, 1))
    enquiry = only(made, "enquiries")
    assert (enquiry["started"], enquiry["conference_needed"]) == (date(2026, 8, 3), True)
    transfer, conference = sorted(rows(made, "conferences"), key=lambda row: row["held"])
    assert (transfer["held"], transfer["transfer_in"]) == (date(2026, 5, 20), True)
    assert (conference["held"], conference["target"]) == (date(2026, 8, 20), date(2026, 8, 24))
    assert conference["enquiry"] == enquiry["enquiry"]
    protection = only(made, "protection_plans")
    assert (protection["initial_category"], protection["latest_category"]) == ("NEG", "EMO")
    assert (protection["started"], protection["ended"]) == (date(2026, 8, 20), date(2027, 2, 1))
    review = only(made, "protection_reviews")
    assert (review["held"], review["plan"]) == (date(2026, 11, 10), protection["plan"])
    avoided = only(made, "pre_proceedings")
    assert (avoided["letter_sent"], avoided["outcome"]) == (date(2026, 9, 8), "B")
    assert (avoided["family_meeting_offered"], avoided["review_meetings"]) == (True, 2)
    for table in ("assessments", "need_plans", "enquiries", "conferences", "protection_plans"):
        assert {row["referral"] for row in rows(made, table)} == {referral["referral"]}, table
    assert {row["assessment"] for row in rows(made, "assessment_factors")} == {
        assessment["assessment"]
    }


def test_every_row_says_where_it_came_from(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2027=WHOLE)
    lines = (tmp_path / "in" / "2027.xml").read_text().split("\n")
    for table, module in (
        ("persons", "Child"),
        ("referrals", "CINdetails"),
        ("assessments", "Assessments"),
        ("protection_plans", "ChildProtectionPlans"),
        ("enquiries", "Section47"),
    ):
        row = only(made, table)
        assert (row["source_file"], row["source_part"]) == ("2027.xml", module)
        assert lines[row["source_row"] - 1].startswith(f"<{module}>")
    assert lines[only(made, "protection_reviews")["source_row"] - 1].startswith("<CPPreviewDate>")


def test_tables_have_the_record_s_own_shape(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2027=WHOLE)
    shapes = {one.name: arrow_schema(one) for one in TABLES}
    for name in made.manifest.rows:
        assert pq.read_schema(made.path(name)).equals(shapes[name]), name


def test_rows_given_are_rows_read_and_rows_refused(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "in",
        y2025=child(CINdetails=[{"CINreferralDate": "30/02/2025"}, {}]),
        y2026={**WHOLE, "Child": [{"LAchildID": "MU1", "Disability": "LD"}, {"LAchildID": "MU2"}]},
    )
    told = counts(made)
    for module, count in given(*(tmp_path / "in").glob("*.xml")).items():
        assert told.get(module, (0, 0, 0))[0] == count, module
    assert all(one == read + bad for one, read, bad in told.values())
    # The file of 2026 tells of days after its own reference date, in five rows.
    assert sum(bad for _, _, bad in told.values()) == len(refused(made)) == 2 + 5


def test_the_day_is_the_latest_reference_date_unless_one_is_given(tmp_path: Path) -> None:
    years = {"y2025": child(), "y2026": child()}
    assert imported(tmp_path / "a", None, **years).manifest.as_at == date(2026, 3, 31)
    day = date(2025, 12, 1)
    assert imported(tmp_path / "b", day, **years).manifest.as_at == day


def test_the_manifest_says_what_was_read(tmp_path: Path) -> None:
    manifest = imported(tmp_path / "in", y2025=child(), y2026=child()).manifest
    assert (manifest.source, manifest.made_up) == ("cin_census", False)
    assert manifest.origin == "Children in need census: 2026.xml, 2025.xml"
    where = [one.where for one in manifest.notes if "has no place for it" in one.what]
    assert where == unkept()
    assert "ChildProtectionPlans: NumberOfPreviousCPP" in where


@pytest.mark.parametrize(
    ("module", "column", "text"),
    [
        ("CINdetails", "CINclosureDate", "2025-02-30"),
        ("CINdetails", "ReferralNFA", "perhaps"),
        ("Assessments", "AssessmentAuthorisationDate", "06/10/2025"),
        ("CINPlanDates", "CINPlanEndDate", "1900-01-01"),
        ("Section47", "DateOfInitialCPC", "tomorrow"),
        ("Section47", "ICPCnotRequired", "maybe"),
        ("ChildProtectionPlans", "CPPendDate", "2025-13-01"),
        ("CINdetails", "CINreferralDate", "before Easter"),
        ("Assessments", "AssessmentActualStartDate", "2025-06-31"),
    ],
)
def test_a_row_that_would_pass_for_undone_is_refused(
    module: str, column: str, text: str, tmp_path: Path
) -> None:
    starts: dict[str, Row] = {
        "CINdetails": {},
        "Assessments": {"AssessmentActualStartDate": "2025-06-02"},
        "CINPlanDates": {"CINPlanStartDate": "2025-06-02"},
        "Section47": {"S47ActualStartDate": "2025-06-02"},
        "ChildProtectionPlans": {"CPPstartDate": "2025-06-02"},
    }
    row: Row = {**starts[module], column: text}
    made = imported(tmp_path / "in", y2026=child(**{module: [row]}))
    [(file, part, what)] = refused(made)
    assert (file, part) == ("2026.xml", module)
    assert what.startswith(f"{column}: ")
    assert text not in what
    kept = pq.read_table(made.refusals)["kept"].to_pylist()
    whole = json.loads(kept[0])
    assert whole[column] == text
    # What the reader noted beside it is not the file's.
    assert all(
        re.fullmatch(r"[A-Za-z0-9]+", name) and name not in ("stands", "whole") for name in whole
    )


def test_another_cell_that_cannot_be_read_is_emptied_and_kept(tmp_path: Path) -> None:
    born: Row = {"LAchildID": "MU1", "PersonBirthDate": "06/10/2012"}
    made = imported(tmp_path / "in", y2026={"Child": [born]})
    assert only(made, "persons")["born"] is None
    [(column, what)] = emptied(made)
    assert (column, what) == (
        "PersonBirthDate",
        "It is no day that exists, written as year-month-day.",
    )
    assert pq.read_table(made.unreadable)["kept"].to_pylist() == ["06/10/2012"]
    assert refused(made) == []


def test_a_child_without_number_is_refused_with_all_that_is_its(tmp_path: Path) -> None:
    nobody: Tables = {**WHOLE, "Child": [{"LAchildID": "(none)"}]}
    made = imported(tmp_path / "in", y2026=nobody)
    assert {what for *_, what in refused(made)} == {"LAchildID: empty."}
    assert all(read == 0 for _, read, _ in counts(made).values())


def test_a_child_that_is_no_xml_is_refused_and_counted(tmp_path: Path) -> None:
    text = census({"Child": [{"LAchildID": "MU1"}, {"LAchildID": "MU2"}]}, 2026)
    made = imported(tmp_path / "in", y2026=text.replace("MU2", "M&2"))
    assert counts(made)["Child"] == (2, 1, 1)
    [one] = told_refusals(made)
    assert one["row"] == [n for n, line in enumerate(text.split("\n"), 1) if "<Child>" in line][1]
    assert "M&2" in pq.read_table(made.refusals)["kept"].to_pylist()[0]


def test_what_stands_between_children_is_told_and_counts_as_no_row(tmp_path: Path) -> None:
    text = census({"Child": [{"LAchildID": "MU1"}]}, 2026).replace("</Child>", "</Child><Foo/>")
    made = imported(tmp_path / "in", y2026=text)
    assert counts(made)["Child"] == (1, 1, 0)
    assert [one["row"] for one in told_refusals(made)] == [None]


def test_what_has_no_place_in_a_row_is_refused_and_kept(tmp_path: Path) -> None:
    text = census({"Child": [{"LAchildID": "MU1"}]}, 2026)
    made = imported(
        tmp_path / "in", y2026=text.replace("<ReferralNFA>", "<Foo>a</Foo><ReferralNFA>")
    )
    assert counts(made)[WITHOUT_PLACE] == (1, 0, 1)
    assert refused(made) == [("2026.xml", "Foo", "The census knows no such element here.")]
    assert pq.read_table(made.refusals)["kept"].to_pylist() == ["<Foo>a</Foo>"]


def broken(folder: Path, **texts: str) -> CannotRead:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    with pytest.raises(CannotRead) as met:
        import_cin_census(Store(folder / "home"), [str(folder)], None, MADE, quiet)
    assert met.value.next_step
    return met.value


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    one = census({}, 2026)
    told = broken(tmp_path / "a", one=one, two=census({}, 2025).replace(">999<", ">998<"))
    assert "different councils" in told.what
    told = broken(tmp_path / "b", one=one, two=one)
    assert "one.xml and two.xml are both of the census of 2026" in told.what


@pytest.mark.parametrize(
    ("year", "day"), [("(empty)", "(empty)"), ("26", "0001-01-01"), ("9999", "9999-12-31")]
)
def test_a_file_that_names_no_year_is_refused(year: str, day: str, tmp_path: Path) -> None:
    text = census({"Header": [{"Year": year, "ReferenceDate": day}]}, 2026)
    assert "neither a reference date nor a year" in broken(tmp_path / "a", one=text).what


def test_the_year_serves_where_the_reference_date_is_missing(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2026={"Header": [{"ReferenceDate": "(empty)"}], **child()})
    assert made.manifest.as_at == date(2026, 3, 31)


def test_a_plan_of_the_last_day_there_is_does_no_harm(tmp_path: Path) -> None:
    plan: Row = {"CPPstartDate": "9999-12-31"}
    made = imported(tmp_path / "in", y2026=child(ChildProtectionPlans=[plan]))
    assert [part for _, part, _ in refused(made)] == ["ChildProtectionPlans"]


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    assert "no XML file" in broken(tmp_path / "a").what
    assert "not XML" in broken(tmp_path / "b", one="LAchildID,Sex").what
    with pytest.raises(CannotRead, match="nothing at"):
        import_cin_census(Store(tmp_path / "home"), [str(tmp_path / "c")], None, MADE, quiet)


def test_a_file_that_stops_short_is_left_out_whole_and_told(tmp_path: Path) -> None:
    short = census(child(), 2026).removesuffix("</Message>\n")
    made = imported(tmp_path / "in", y2025=child(), y2026=short)
    assert made.manifest.as_at == date(2025, 3, 31)
    assert noted(made, "stops before its end") == {"2026.xml": 1}
    assert refused(made) == [("2026.xml", "", "2026.xml stops before its end.")]


def test_an_import_that_fails_leaves_the_last_snapshot(tmp_path: Path) -> None:
    imported(tmp_path / "in", y2026=child())
    (tmp_path / "in" / "2026.xml").write_text("nothing")
    store = Store(tmp_path / "in" / "home")
    with pytest.raises(CannotRead):
        import_cin_census(store, [str(tmp_path / "in")], None, MADE, quiet)
    assert store.current().manifest.as_at == date(2026, 3, 31)
