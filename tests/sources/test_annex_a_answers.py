"""Questions answered in words: what is read as yes or no, and what only the council can say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.record.care import CareEpisodes, LegalStatuses, Placements
from holdfast.record.protection import Enquiries
from holdfast.record.schema.table import Column
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.intake.mapping import Cell
from tests.sources.annex_a_made import doubts, listed, made, page, rows, unreadable

STRATEGY = "Strategy discussion initiating Section 47 Enquiry Start Date"
UNNECESSARY = "Was an Initial Child Protection Conference deemed unnecessary?"
CONFERENCE = "Date of Initial Child Protection Conference"

YES = [
    "a) Yes", "Yes", "Y", "yes", "TRUE", "1", "a) Y", "Yes - step down to child in need",
    "Yes – no further action", "a) Yes - threshold not met", "Yes (section 17)", "Yes: NFA",
    "Yes, step down", "a)Yes",
]  # fmt: skip
NO = [
    "b) No", "No", "N", "no", "FALSE", "0", "b) N", "No - conference booked",
    "b) No (date to follow)", "No, booked",
]  # fmt: skip
NEITHER = [
    "Not required", "Unnecessary", "N/A", "c) Awaiting decision", "c) Unknown", "Not known",
    "No conference needed", "Pending", "?", "Yes/No", "NFA", "2", "YES; closed",
    "No – awaited", "No - not needed", "N - held", "No, cancelled", "Yes - cancelled",
]  # fmt: skip


def enquiry(tmp_path: Path, answer: object, **more: object) -> tuple[Any, list[str]]:
    """Whether a conference was needed, and the headings of cells that were emptied."""
    snapshot = made(tmp_path, page(5, {STRATEGY: date(2018, 1, 2), UNNECESSARY: answer, **more}))
    (row,) = rows(snapshot, "enquiries")
    return row["conference_needed"], [one["column"] for one in unreadable(snapshot)]


@pytest.mark.parametrize("answer", [*YES, True, 1])
def test_a_yes_says_that_no_conference_was_needed(tmp_path: Path, answer: object) -> None:
    assert enquiry(tmp_path, answer) == (False, [])


@pytest.mark.parametrize("answer", [*NO, False, 0])
def test_a_no_says_that_one_was_needed(tmp_path: Path, answer: object) -> None:
    assert enquiry(tmp_path, answer) == (True, [])


@pytest.mark.parametrize("answer", NEITHER)
def test_other_words_are_kept_as_a_cell_that_cannot_be_read(tmp_path: Path, answer: str) -> None:
    needed, emptied = enquiry(tmp_path, answer)
    assert (needed, len(emptied)) == (None, 1)
    assert emptied[0].startswith(UNNECESSARY)


@pytest.mark.parametrize("answer", [None, "", "-", "NULL"])
def test_a_blank_is_no_answer(tmp_path: Path, answer: str | None) -> None:
    assert enquiry(tmp_path, answer) == (None, [])


def test_a_conference_that_was_held_was_needed_although_nobody_answered(tmp_path: Path) -> None:
    assert enquiry(tmp_path, None, **{CONFERENCE: date(2018, 1, 16)}) == (True, [])


def test_without_the_question_nothing_is_said_of_the_need(tmp_path: Path) -> None:
    sheet = page(5, {STRATEGY: date(2018, 1, 2), CONFERENCE: date(2018, 1, 16)})
    sheet.headings.remove(UNNECESSARY)
    snapshot = made(tmp_path, sheet)
    assert "conference_needed" not in snapshot.manifest.feeds["enquiries"].columns


@pytest.mark.parametrize(
    ("number", "heading", "table", "column", "more"),
    [
        (3, "Referral NFA?", "referrals", "no_further_action", {"Date of referral": "2/1/2018"}),
        (4, "Child Seen During Continuous Assessment", "assessments", "child_seen",
         {"Continuous Assessment Start Date": "2/1/2018"}),
        (5, "Did the Initial Child Protection Conference Result in a Child Protection Plan",
         "conferences", "plan_made", {STRATEGY: "2/1/2018", CONFERENCE: "9/1/2018"}),
        (7, "Was the Child Seen Alone?", "protection_visits", "seen_alone",
         {"Child Protection Plan Start Date": "2/1/2017",
          "Date of the Last Statutory Visit": "9/1/2018"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("answer", "value"), [("a) Yes - step down", True), ("No – NFA", False), ("b) No", False)]
)
def test_explanations_beside_the_answers_of_every_list(
    tmp_path: Path, number: int, heading: str, table: str, column: str, more: Any,
    answer: str, value: bool,
) -> None:  # fmt: skip
    snapshot = made(tmp_path, page(number, {**more, heading: answer}))
    assert [row[column] for row in rows(snapshot, table)] == [value]


def asked() -> dict[int, set[Column]]:
    """By list: the record columns whose cells the template asks of every row."""
    return {
        one.number: {
            column
            for projection in one.projections
            for column, origin in projection.cells.items()
            if isinstance(origin, Cell) and origin.asked
        }
        for one in LISTS
    }


def test_what_the_template_asks_of_every_row_and_a_clock_would_take_a_blank_for() -> None:
    care = {CareEpisodes.legal_status, LegalStatuses.status, Placements.kind}
    told = {number: columns for number, columns in asked().items() if columns}
    assert told == {5: {Enquiries.conference_needed}, 8: care}


IN_CARE = {
    "Date Started to be Looked After": date(2017, 3, 1),
    "Start date of current legal status": date(2017, 3, 1),
    "Child's Legal Status": "C2: FCO",
    "Start Date of Most Recent Placement": date(2017, 3, 1),
    "Placement Type": "f) U6: Foster placement - not FFA",
}


@pytest.mark.parametrize(
    ("heading", "doubted"),
    [
        ("Start date of current legal status", {("legal_statuses", "started")}),
        ("Start Date of Most Recent Placement", {("placements", "started")}),
        ("Placement Type", {("placements", "kind")}),
        (
            "Child's Legal Status",
            {("care_episodes", "legal_status"), ("legal_statuses", "status"),
             ("placements", "started")},
        ),
    ],
)  # fmt: skip
def test_a_blank_of_what_is_asked_of_every_child_in_care_is_in_doubt(
    tmp_path: Path, heading: str, doubted: set[tuple[str, str]]
) -> None:
    snapshot = made(tmp_path, page(8, IN_CARE, {**IN_CARE, heading: None}))
    assert set(doubts(snapshot)) == {(*one, "made-2") for one in doubted}
    assert [row["child"] for row in rows(snapshot, "care_episodes")] == ["made-1", "made-2"]


@pytest.mark.parametrize("status", ["Regular breaks of our own", "?", "ICO (old)"])
def test_an_unknown_legal_status_may_be_that_of_short_breaks(tmp_path: Path, status: str) -> None:
    snapshot = made(tmp_path, page(8, {**IN_CARE, "Child's Legal Status": status}))
    assert ("placements", "started", "made-1") in doubts(snapshot)
    assert rows(snapshot, "placements") == []


def test_short_breaks_are_no_placement_and_nothing_of_them_is_in_doubt(tmp_path: Path) -> None:
    breaks = {**IN_CARE, "Child's Legal Status": "V4: Short term breaks, agreements recorded"}
    snapshot = made(
        tmp_path, page(8, breaks, {**breaks, "Start Date of Most Recent Placement": None})
    )
    assert (rows(snapshot, "placements"), doubts(snapshot)) == ([], [])


def test_a_blank_answer_about_a_conference_is_in_doubt_and_one_of_an_enquiry_conferred_is_not(
    tmp_path: Path,
) -> None:
    blank = {STRATEGY: date(2018, 1, 2)}
    snapshot = made(tmp_path, page(5, blank, {**blank, CONFERENCE: date(2018, 1, 9)}))
    assert doubts(snapshot) == [("enquiries", "conference_needed", "made-1")]


def test_a_cell_that_is_asked_stands_on_its_list() -> None:
    for one in LISTS:
        known = {heading.name for heading in one.headings} | {d.name for d in one.derived}
        for projection in one.projections:
            for origin in projection.cells.values():
                if isinstance(origin, Cell):
                    assert set(origin.names) <= known, listed(one.number).name
