"""Questions answered in words: what is read as yes or no, and what only the council can say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.record.care import CareEpisodes, LegalStatuses, Placements
from holdfast.record.protection import Enquiries
from holdfast.record.table import Column
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.mapping import Cell
from tests.sources.annex_a_made import listed, made, page, rows, unreadable

STRATEGY = "Strategy discussion initiating Section 47 Enquiry Start Date"
UNNECESSARY = "Was an Initial Child Protection Conference deemed unnecessary?"
CONFERENCE = "Date of Initial Child Protection Conference"

YES = [
    "a) Yes", "Yes", "Y", "yes", "TRUE", "1", "a) Y", "Yes - step down to child in need",
    "Yes – no further action", "a) Yes - threshold not met", "Yes (section 17)", "Yes: NFA",
    "Yes, step down", "YES; closed", "a)Yes",
]  # fmt: skip
NO = [
    "b) No", "No", "N", "no", "FALSE", "0", "b) N", "No - conference booked", "No – awaited",
    "b) No (date to follow)", "No, booked",
]  # fmt: skip
NEITHER = [
    "Not required", "Unnecessary", "N/A", "c) Awaiting decision", "c) Unknown", "Not known",
    "No further action", "No conference needed", "Pending", "?", "Yes/No", "NFA", "2",
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
    ("answer", "value"), [("a) Yes - as noted", True), ("No – not yet", False), ("b) No", False)]
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
    care = {
        CareEpisodes.legal_status, LegalStatuses.status, LegalStatuses.started,
        Placements.started, Placements.kind,
    }  # fmt: skip
    told = {number: columns for number, columns in asked().items() if columns}
    assert told == {5: {Enquiries.conference_needed}, 8: care}


def test_a_cell_that_is_asked_stands_on_its_list() -> None:
    for one in LISTS:
        known = {heading.name for heading in one.headings} | {d.name for d in one.derived}
        for projection in one.projections:
            for origin in projection.cells.values():
                if isinstance(origin, Cell):
                    assert set(origin.names) <= known, listed(one.number).name
