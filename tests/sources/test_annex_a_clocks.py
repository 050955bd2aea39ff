"""What clocks may say from Annex A: never a history out of latest dates, never a false overdue."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from docs.building.sources import annex_a_feeds
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.annex_a.register import LISTS
from tests.records import outlook_on
from tests.sources.annex_a_made import AS_AT, Given, headings, imported, made, page, workbook

PLAN = "Child Protection Plan Start Date"
VISIT = "Date of the Last Statutory Visit"
PLAN_REVIEW = "Date of latest review conference"
CARE = "Date Started to be Looked After"
PLACED = "Start Date of Most Recent Placement"
REFERRAL = "Date of referral"

# As docs/sources_annex_a.md lists them.
HISTORY = {
    one.clock.key for one in answers(CLOCKS, annex_a_feeds()) if one.answer is Answer.HISTORY
}


def ago(days: int) -> date:
    return AS_AT - timedelta(days=days)


def standing(snapshot: Snapshot) -> list[dict[str, Any]]:
    outlook = outlook_on(snapshot)
    try:
        return outlook.rows("select clock, subject, status, started from standing")
    finally:
        outlook.close()


def overdue(snapshot: Snapshot) -> set[tuple[str, str]]:
    told = standing(snapshot)
    return {(one["clock"], one["subject"]) for one in told if one["status"] == Status.OVERDUE}


def seen_care(**changed: object) -> dict[str, object]:
    """A child two months in care, of whom everything that is due is recorded."""
    return {
        "Date of Birth": date(2008, 2, 2),
        CARE: ago(60),
        PLACED: ago(60),
        "Start date of current legal status": ago(60),
        "Child's Legal Status": "C2: FCO",
        "Placement Type": "f) U6: Foster placement - not FFA",
        "Date of Latest Statutory Review": ago(40),
        "Date of Last Social Work Visit": ago(10),
        "Date of Last Health Assessment": ago(50),
        "Date of Last Dental Check": ago(45),
        **changed,
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    pages = [page(one.number, {h.name: ago(9) for h in one.headings if h.day}) for one in LISTS]
    return imported(workbook(tmp_path_factory.mktemp("whole") / "annex_a.xlsx", *pages))


def test_the_document_takes_for_given_what_an_import_of_all_the_lists_gives(
    whole: Snapshot,
) -> None:
    assert answers(CLOCKS, annex_a_feeds()) == answers(CLOCKS, whole.manifest.feeds)


def test_no_history_is_drawn_from_the_latest_dates(whole: Snapshot) -> None:
    feeds = whole.manifest.feeds
    latest = {name for name, feed in feeds.items() if feed.reach == "latest"}
    assert latest >= {"protection_visits", "care_visits", "care_reviews", "referrals"}
    for one in answers(CLOCKS, feeds):
        tables = {column.table.name for column in one.clock.columns()}
        assert one.answer is not Answer.HISTORY or not tables & latest


def test_a_clock_from_latest_dates_tells_nothing_that_has_ended(whole: Snapshot) -> None:
    ended = {Status.MET, Status.LATE, Status.LAPSED, Status.LAPSED_OVERDUE}
    assert {one["clock"] for one in standing(whole) if one["status"] in ended} <= HISTORY


def test_all_recorded_in_time_is_all_in_time(tmp_path: Path) -> None:
    protected = {PLAN: ago(60), VISIT: ago(5), "Was the Child Seen Alone?": "a) Yes"}
    reviewed = {PLAN: ago(400), VISIT: ago(5), PLAN_REVIEW: ago(100)}
    ended = {PLAN: ago(400), "Child Protection Plan End Date": ago(90)}
    left = seen_care(**{"Date Ceased to be Looked After": ago(30)})
    left |= {"Date of Last Social Work Visit": None, "Date of Latest Statutory Review": None}
    snapshot = made(tmp_path, page(7, protected, reviewed, ended), page(8, seen_care(), left))
    assert overdue(snapshot) == set()


def test_an_empty_last_visit_is_a_visit_not_recorded(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(7, {PLAN: ago(60)}, {PLAN: ago(60), VISIT: ago(5)}))
    assert overdue(snapshot) == {("cp_visit", "made-1")}


def test_a_last_visit_of_long_ago_is_overdue_since_then(tmp_path: Path) -> None:
    snapshot = made(tmp_path, page(7, {PLAN: ago(80), VISIT: ago(40)}))
    (duty,) = [one for one in standing(snapshot) if one["clock"] == "cp_visit"]
    assert (duty["status"], duty["started"]) == (Status.OVERDUE, ago(40))


def test_a_list_without_the_column_of_visits_says_nothing_of_visits(tmp_path: Path) -> None:
    sheet = page(7, {PLAN: ago(60)})
    sheet.headings.remove(VISIT)
    snapshot = made(tmp_path, sheet)
    told = {one.clock.key: one for one in answers(CLOCKS, snapshot.manifest.feeds)}
    assert told["cp_visit"].answer is Answer.CANNOT_TELL
    assert overdue(snapshot) == set()


def test_a_list_without_a_column_of_endings_says_nothing(tmp_path: Path) -> None:
    sheet = page(7, {PLAN: ago(60)})
    sheet.headings.remove("Child Protection Plan End Date")
    assert standing(made(tmp_path, sheet)) == []


def test_an_unborn_child_is_not_waiting_for_a_visit(tmp_path: Path) -> None:
    unborn = {"Age of Child (Years)": -1, "Date of Birth": AS_AT + timedelta(days=40)}
    assert overdue(made(tmp_path, page(7, {PLAN: ago(60), **unborn}))) == set()


@pytest.mark.parametrize(
    ("number", "row"),
    [
        # Not on list 6, so no list could say when the child was seen or the case was closed.
        (3, {REFERRAL: ago(90), "Referral NFA?": "b) No", "Allocated Worker": "Anne Example"}),
        # The list does not say since when there was a plan.
        (6, {"CIN Start Date": ago(200), "Case status": "c) Child in need plan"}),
        # The list gives neither the end of an enquiry nor of early help.
        (5, {"Strategy discussion initiating Section 47 Enquiry Start Date": ago(90),
             "Was an Initial Child Protection Conference deemed unnecessary?": "a) Yes"}),
        (2, {"Assessment start date": ago(170)}),
        (1, {"Date of Contact": ago(90)}),
        # Adopted, and nobody wrote down the day of placement.
        (10, {"Date of Decision that Child Should be Placed for Adoption": ago(700),
              "Date of Placement Order": ago(600), "Date of Adoption Order": ago(60)}),
        # Visits in short breaks follow a rule of their own, from the start of the series.
        (8, seen_care(**{"Child's Legal Status": "V4: Short term breaks, agreements recorded",
                         "Date of Last Social Work Visit": None,
                         "Date of Latest Statutory Review": None,
                         "Date of Last Health Assessment": None})),
        # After a year the pace depends on what was agreed with the child, which no list says.
        (8, seen_care(**{CARE: ago(900), PLACED: ago(800),
                         "Date of Last Social Work Visit": ago(80),
                         "Placement Type": "d) U4: Foster placement - long term"})),
        (9, {"Eligibility Category": "a) Relevant child", "LA In Touch": "b) No"}),
    ],
)  # fmt: skip
def test_what_no_list_can_say_is_never_overdue(tmp_path: Path, number: int, row: Given) -> None:
    assert overdue(made(tmp_path, page(number, row))) == set()


def test_an_open_assessment_counts_from_its_own_start(tmp_path: Path) -> None:
    begun = "Continuous Assessment Start Date"
    snapshot = made(
        tmp_path,
        page(3, {REFERRAL: ago(120)}),
        page(4, {begun: ago(100)}, {begun: ago(20)},
             {begun: ago(100), "Continuous Assessment Date of Authorisation": ago(60)}),
    )  # fmt: skip
    assert overdue(snapshot) == {("assessment_45_statistical", "made-1")}


@pytest.mark.slow
def test_a_list_of_a_hundred_thousand_rows(tmp_path: Path) -> None:
    path = tmp_path / "List_1.csv"
    first = ",".join(headings(1))
    lines = (
        f"made-{n % 60_000},b) Female,a) WBRI,01/02/2010,7,03/01/2018,q) 6: Police"
        for n in range(100_000)
    )
    path.write_text("\n".join([first, *lines]))
    snapshot = imported(path)
    (told,) = snapshot.manifest.counts
    assert (told.given, told.read, snapshot.manifest.rows["persons"]) == (100_000, 100_000, 60_000)
