"""A made-up council as an Annex A workbook: whom each list asks for, and the way back."""

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import read_book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.annex_a_workbook.layout import LAYOUTS
from holdfast.sources.annex_a_workbook.register import LISTS
from holdfast.sources.made_up import import_tables, write_annex_a
from holdfast.sources.made_up.council import council_tables
from tests.sources.annex_a_lists import AS_AT, Row, Tables, sheet
from tests.sources.annex_a_made import MADE, count, imported, notes, refusals, rows, unreadable

ADOPTERS = 11
HALF_YEAR_AGO = date(2017, 7, 31)

# Visits follow another pace in some placements; Annex A does not say in which.
VISITS_AT_OWN_PACE = {
    "cla_visit_pwp_pre", "cla_visit_pwp_later", "cla_visit_reg24_ico", "cla_visit_reg24_ico_later",
    "cla_visit_co_home", "cla_visit_co_home_later", "cla_visit_other_living",
    "cla_visit_other_living_y1",
}  # fmt: skip
ORDINARY_VISITS = {"cla_visit_first", "cla_visit_y1"}


@pytest.fixture(scope="module")
def council() -> Tables:
    return council_tables(1200, AS_AT, seed=9)


@pytest.fixture(scope="module")
def back(council: Tables, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("annex_a") / "annex_a.xlsx"
    return imported(write_annex_a(council, AS_AT, path), as_at=None)


# ------------------------------------------------------------------------------ the whole way


def test_every_row_is_accounted_for_and_none_refused(back: Snapshot) -> None:
    # The record holds no adopters, so nothing is written of them: a list without rows is none.
    for one in (one for one in LISTS if one.number != ADOPTERS):
        told = count(back, one.number)
        assert (told.given, told.refused) == (told.read, 0), one.title
    assert sum(told.given for told in back.manifest.counts) > 500
    assert refusals(back) == []
    assert unreadable(back) == []


def test_the_reader_knows_every_heading_and_every_code(back: Snapshot) -> None:
    told = notes(back)
    for trouble in ("has no column", "not the list's", "twice", "a code not in"):
        assert trouble not in told
    absent = [line for line in told.splitlines() if "no such list" in line]
    assert absent == ["List 11: Adopters | the source has no such list | 1"]


def test_the_front_sheet_dates_it(back: Snapshot) -> None:
    assert back.manifest.as_at == AS_AT
    assert "as the workbook says" in notes(back)


def test_the_contacts_of_six_months_come_back(council: Tables, back: Snapshot) -> None:
    given = council["contacts"].to_pylist()
    told = {(r["child"], r["received"], r["source"]) for r in rows(back, "contacts")}
    recent = [r for r in given if r["received"] >= HALF_YEAR_AGO]
    assert told == {(r["child"], r["received"], r["source"]) for r in recent}
    assert 0 < len(recent) < len(given)


def test_the_plans_come_back_with_their_latest_visit(council: Tables, back: Snapshot) -> None:
    plans = [
        row
        for row in council["protection_plans"].to_pylist()
        if row["ended"] is None or row["ended"] >= HALF_YEAR_AGO
    ]
    found = {row["child"]: row for row in rows(back, "protection_plans")}
    assert found.keys() == {row["child"] for row in plans}
    latest = {one["child"]: one["visited"] for one in rows(back, "protection_visits")}
    for row in (one for one in plans if one["ended"] is None):
        assert found[row["child"]]["started"] == row["started"]
        assert found[row["child"]]["latest_category"] == row["latest_category"]
        visits = [
            visit["visited"]
            for visit in council["protection_visits"].to_pylist()
            if visit["child"] == row["child"]
            and visit["visited"] >= row["started"]
            and visit["seen"] is not False
        ]
        assert latest.get(row["child"]) == max(visits, default=None)


def test_children_in_care_come_back(council: Tables, back: Snapshot) -> None:
    episodes = council["care_episodes"].to_pylist()
    in_care = {row["child"]: row for row in episodes if row["ended"] is None}
    found = {row["child"]: row for row in rows(back, "care_episodes") if row["ended"] is None}
    assert found.keys() == in_care.keys()
    for child, row in found.items():
        assert row["entered_care"] == in_care[child]["entered_care"]
        assert row["legal_status"] == in_care[child]["legal_status"]
    homes = {row["child"]: row["kind"] for row in rows(back, "placements") if row["ended"] is None}
    placements = council["placements"].to_pylist()
    assert (
        homes.items()
        >= {
            row["child"]: row["kind"]
            for row in placements
            if row["ended"] is None and row["child"] in in_care
        }.items()
    )


def test_who_the_children_are_comes_back(council: Tables, back: Snapshot) -> None:
    people = {row["child"]: row for row in council["persons"].to_pylist()}
    for row in rows(back, "persons"):
        given = people[row["child"]]
        assert (row["gender"], row["ethnicity"]) == (given["gender"], given["ethnicity"])
        # The list has one column for a birth, whether it happened, is expected or estimated.
        assert (row["born"] or row["expected"]) == (given["born"] or given["expected"])
        assert row["born"] is None or row["born"] <= AS_AT


def test_open_cases_are_on_list_6_once(council: Tables, tmp_path: Path) -> None:
    told = sheet(write_annex_a(council, AS_AT, tmp_path / "a.xlsx"), 6)
    children = [row["Child Unique ID"] for row in told]
    assert len(children) == len(set(children))
    assessed = {row["referral"] for row in council["assessments"].to_pylist()}
    open_cases = {
        row["child"]
        for row in council["referrals"].to_pylist()
        if row["closed"] is None and not row["no_further_action"] and row["referral"] in assessed
    }
    assert open_cases <= set(children)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_tables_give_the_same_bytes(council: Tables, tmp_path: Path, layout: str) -> None:
    one = write_annex_a(council, AS_AT, tmp_path / "one.xlsx", layout)
    other = write_annex_a(council, AS_AT, tmp_path / "other.xlsx", layout)
    assert one.read_bytes() == other.read_bytes()


# ---------------------------------------------------------------------------------- the clocks


def test_what_annex_a_calls_overdue_is_overdue(
    council: Tables, back: Snapshot, tmp_path: Path
) -> None:
    """All that the workbook shows overdue is overdue in the whole record, or is explained."""
    whole = standing(import_tables(Store(tmp_path), council, AS_AT, MADE))
    overdue = [duty for duty in standing(back) if duty["status"] == Status.OVERDUE]
    told = [explain(duty, [one for one in whole if one["subject"] == duty["subject"]])
            for duty in overdue]  # fmt: skip
    assert "not explained" not in told
    assert told.count("overdue too") > len(told) / 2


def standing(snapshot: Snapshot) -> list[Row]:
    outlook = open_outlook(snapshot, read_book(CLOCKS, None))
    try:
        return outlook.rows("select clock, subject, status, started from standing")
    finally:
        outlook.close()


def explain(duty: Row, whole: list[Row]) -> str:
    """Why a duty of the workbook is overdue, from the duties of the child's whole record."""
    same = [one for one in whole if one["clock"] == duty["clock"]]
    if any(one["status"] == Status.OVERDUE for one in same):
        return "overdue too"
    # The latest visit does not say whether the child was seen. If it was, the next is overdue;
    # if not, this one is. The list takes it for a visit, as a council's own would.
    if any(
        one["status"] == Status.CANNOT_TELL and one["started"] <= duty["started"] for one in same
    ):
        return "whether the child was seen is not recorded"
    # Lists 4 and 5 have no column for a case that was closed over the step.
    lapsed = {Status.LAPSED, Status.LAPSED_OVERDUE}
    if any(one["status"] in lapsed and one["started"] == duty["started"] for one in same):
        return "the case was closed without it"
    # A stricter pace, which the list does not tell: overdue by it too.
    late = {Status.OVERDUE, Status.CANNOT_TELL}
    paces = [one for one in whole if one["clock"] in VISITS_AT_OWN_PACE]
    if duty["clock"] in ORDINARY_VISITS and any(one["status"] in late for one in paces):
        return "overdue by the placement's own pace"
    return "not explained"


def test_an_overdue_duty_without_a_reason_is_seen() -> None:
    duty = {"clock": "cp_visit", "subject": "MU1", "started": AS_AT, "status": Status.OVERDUE}
    assert explain(duty, [duty | {"status": Status.MET}]) == "not explained"
    assert explain(duty, [duty]) == "overdue too"


def test_nothing_lies_after_the_day(council: Tables, tmp_path: Path) -> None:
    path = write_annex_a(council, AS_AT, tmp_path / "a.xlsx")
    births = {"Date of Birth"}
    for one in LISTS:
        for row in sheet(path, one.number):
            days = {v for name, v in row.items() if name not in births and isinstance(v, date)}
            assert max(days, default=AS_AT) <= AS_AT, one.title
    assert pc.max(council["contacts"]["received"]).as_py() <= AS_AT
