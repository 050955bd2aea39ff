"""Sheets beside the lists (codes, counts, empty copies, extracts) take nothing away from them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.errors import CannotRead
from holdfast.record.store.snapshot import Snapshot
from tests.records import outlook_on
from tests.sources.annex_a_made import (
    AS_AT,
    Given,
    Page,
    count,
    headings,
    imported,
    listed,
    made,
    notes,
    page,
    refusals,
    rows,
    unreadable,
    workbook,
)

PLAN = "Child Protection Plan Start Date"
VISIT = "Date of the Last Statutory Visit"
ENDED = "Child Protection Plan End Date"
NO_LIST = "is none of the lists, and was not read"


def ago(days: int) -> date:
    return AS_AT - timedelta(days=days)


PROTECTED: Given = {PLAN: ago(60), VISIT: ago(40)}
IN_CARE: Given = {
    "Date Started to be Looked After": ago(900),
    "Start date of current legal status": ago(900),
    "Child's Legal Status": "C2: FCO",
    "Date of Last Health Assessment": ago(600),
    "Start Date of Most Recent Placement": ago(900),
    "Placement Type": "f) U6: Foster placement - not FFA",
}
LISTS = (page(7, PROTECTED), page(8, IN_CARE))


def standing(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    outlook = outlook_on(snapshot)
    try:
        told = outlook.rows("select clock, subject, status from standing")
    finally:
        outlook.close()
    return {(one["clock"], one["subject"], one["status"]) for one in told}


def answered(snapshot: Snapshot) -> dict[str, Answer]:
    return {one.clock.key: one.answer for one in answers(CLOCKS, snapshot.manifest.feeds)}


@pytest.fixture(scope="module")
def lists_alone(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return made(tmp_path_factory.mktemp("alone"), *LISTS)


def codes_used() -> Page:
    """As Ofsted's workbook has it: the lists' own headings above the codes of each."""
    names = [one.name for n in (1, 6, 7, 8) for one in listed(n).headings if not one.day]
    names = [name for name in names if name != "Child Unique ID"]
    return Page("Codes_used", names, [dict.fromkeys(names, "a) a code")])


def pivot() -> Page:
    names = ["Initial Category of Abuse", VISIT, "Count of children"]
    return Page("CP pivot", names, [{names[0]: "a) Neglect", names[1]: ago(3), names[2]: 4}])


def lookups() -> Page:
    names = ["Placement Type", "Placement Provider"]
    return Page("Lookups", names, [{"Placement Type": "U6", "Placement Provider": "PR4"}])


def empty_copy(number: int, width: int) -> Page:
    return Page(f"List_{number} (2)", headings(number)[:width], [])


def copy_with_a_footnote() -> Page:
    sheet = empty_copy(8, 16)
    sheet.below = [[], ["Total", 0], ["Source: the made-up case system"]]
    return sheet


def nobody_named() -> Page:
    """Formulas drawn down below the last child leave cells of a list, and no child."""
    sheet = empty_copy(7, 12)
    sheet.rows = [{"Does the Child have a Disability": "b) No"}] * 3
    return sheet


def extract() -> Page:
    """Some columns of the list again, for somebody to work from."""
    row = {"Child Unique ID": "made-1", PLAN: ago(60), VISIT: ago(40)}
    return Page("Visits to chase", [*row, "Days since"], [{**row, "Days since": 40}])


@pytest.mark.parametrize(
    "beside",
    [
        codes_used(), pivot(), lookups(), empty_copy(8, 16), empty_copy(7, 17),
        copy_with_a_footnote(), nobody_named(), extract(),
    ],
    ids=lambda one: f"{one.name} of {len(one.headings)}",
)  # fmt: skip
def test_a_sheet_beside_the_lists_takes_nothing_away(
    tmp_path: Path, lists_alone: Snapshot, beside: Page
) -> None:
    snapshot = made(tmp_path, LISTS[0], beside, LISTS[1])
    assert snapshot.manifest.feeds == lists_alone.manifest.feeds
    assert snapshot.manifest.counts == lists_alone.manifest.counts
    assert refusals(snapshot) == []
    assert standing(snapshot) == standing(lists_alone)
    assert {("cp_visit", "made-1", "overdue"), ("ha_review", "made-1", "overdue")} <= standing(
        snapshot
    )
    where = f"annex_a.xlsx: {beside.name} | "
    (told,) = [line for line in notes(snapshot).splitlines() if line.startswith(where)]
    assert "was not read" in told


def test_a_sheet_of_codes_is_told_as_none_of_the_lists(tmp_path: Path) -> None:
    told = notes(made(tmp_path, codes_used(), *LISTS))
    assert f"annex_a.xlsx: Codes_used | {NO_LIST}: it has no column called Child Unique ID" in told


def test_an_extract_with_a_child_of_its_own_is_read_and_what_it_lacks_is_in_doubt(
    tmp_path: Path, lists_alone: Snapshot
) -> None:
    """A column that the extract lacks is not taken for empty: not even the day of birth."""
    more = extract()
    more.rows = [*more.rows, {"Child Unique ID": "made-8", PLAN: ago(60)}]
    more.headings[more.headings.index(VISIT)] = "Initial Category of Abuse"
    snapshot = made(tmp_path, *LISTS, more)
    assert {row["child"] for row in rows(snapshot, "protection_plans")} == {"made-1", "made-8"}
    assert answered(snapshot) == answered(lists_alone)
    told = standing(snapshot)
    assert {status for _, child, status in told if child == "made-8"} == {"cannot tell"}
    assert ("cp_visit", "made-8", "cannot tell") in told


def test_an_extract_with_another_day_is_not_passed_over(tmp_path: Path) -> None:
    more = extract()
    more.rows = [*more.rows, {"Child Unique ID": "made-1", PLAN: ago(60), VISIT: "31/02/2018"}]
    snapshot = made(tmp_path, *LISTS, more)
    assert [one["part"] for one in unreadable(snapshot)] == ["Visits to chase"]


def test_a_sheet_that_shows_how_a_list_is_filled_in_takes_nothing_away(
    tmp_path: Path, lists_alone: Snapshot
) -> None:
    shown = Page("How to fill in", headings(7)[:12], [dict.fromkeys(headings(7), "as guided")])
    snapshot = made(tmp_path, *LISTS, shown)
    assert (count(snapshot, 7).read, count(snapshot, 7).refused) == (1, 1)
    assert answered(snapshot) == answered(lists_alone)
    more = standing(snapshot) - standing(lists_alone)
    assert standing(snapshot) >= standing(lists_alone)
    assert {(child, status) for _, child, status in more} == {("as guided", "cannot tell")}


def test_a_list_of_which_no_row_names_a_child_is_refused_row_by_row(tmp_path: Path) -> None:
    sheet = page(7, PROTECTED, PROTECTED)
    sheet.rows = [{**row, "Child Unique ID": None} for row in sheet.rows]
    snapshot = made(tmp_path, sheet, LISTS[1])
    assert (count(snapshot, 7).given, count(snapshot, 7).refused) == (2, 2)


def test_a_list_named_as_one_without_its_subject_says_which_heading_it_needs(
    tmp_path: Path,
) -> None:
    sheet = page(7, PROTECTED)
    sheet.headings[0] = "Client ref"
    snapshot = made(tmp_path, sheet, LISTS[1])
    (refused,) = refusals(snapshot)
    assert (refused["part"], refused["row"]) == ("List 7", None)
    assert "has no column called Child Unique ID" in refused["what"]
    assert answered(snapshot)["cp_visit"] is Answer.CANNOT_TELL


def test_nothing_but_sheets_that_are_none_says_what_they_lack(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no column called Child Unique ID"):
        made(tmp_path, codes_used())


def test_two_sheets_that_are_the_same_list_are_both_read(tmp_path: Path) -> None:
    """One for each locality, say: the children of both are there, and all clocks answer."""
    other = page(7, {PLAN: ago(80), VISIT: ago(2)}, name="List 7 North")
    other.rows = [{**other.rows[0], "Child Unique ID": "made-5"}]
    snapshot = made(tmp_path, *LISTS, other)
    assert count(snapshot, 7).read == 2
    assert answered(snapshot)["cp_visit"] is Answer.CURRENT


def test_the_first_front_sheet_says_the_day_and_not_a_count_beside_the_lists(
    tmp_path: Path,
) -> None:
    front = Page("Front_Sheet", ["Made-up council"], [], below=[["Data as at:", "05/01/2018"]])
    late = pivot()
    late.above = [["Report date", "09/01/2018"]]
    path = workbook(tmp_path / "annex_a.xlsx", front, *LISTS, late)
    assert imported(path, as_at=None).manifest.as_at == date(2018, 1, 5)


@pytest.mark.parametrize(("after", "told"), [(27, False), (28, False), (29, True)])
def test_a_day_given_long_after_the_last_event_is_told(
    tmp_path: Path, after: int, told: bool
) -> None:
    visited = page(7, {PLAN: ago(60), VISIT: ago(after)})
    assert ("is so many days after the last event" in notes(made(tmp_path, visited))) is told
