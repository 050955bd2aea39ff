"""Inputs of the kinds that councils send, each with the answers that are right.

They lie beside the repository, in ``../shared/cases``; without them these tests are skipped.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshot import Snapshot
from tests.records import outlook_on
from tests.sources.ssd_made import counted, take

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="the cases are not beside the repository"
)


UNTOLD = {Status.CANNOT_TELL}
MET = {Status.MET}
MET_OR_UNTOLD = MET | UNTOLD
UNNEEDED_OR_UNTOLD = {Status.LAPSED, *UNTOLD}

Right = Mapping[str, set[Status]]


@dataclass(frozen=True)
class Case:
    """A folder, its day, and for each child and clock the answers of which every duty has one.

    ``latest`` is the one answer of the duty that started last; None where there is no duty.
    """

    folder: str
    as_at: date
    right: Mapping[str, Right] = field(default_factory=dict)
    latest: Mapping[str, Mapping[str, Status | None]] = field(default_factory=dict)


ENQUIRIES = Case(
    "04_ssd_mosaic_enquiry_outcomes_in_words/ssd",
    date(2024, 3, 31),
    {
        "K1": {"s47_icpc_15": UNNEEDED_OR_UNTOLD},
        "K2": {"s47_icpc_15": UNNEEDED_OR_UNTOLD},
        "K3": {"s47_icpc_15": UNNEEDED_OR_UNTOLD},
        "K4": {"s47_icpc_15": MET_OR_UNTOLD},
        "K5": {"s47_icpc_15": UNTOLD},
    },
)
ALLOCATED = Case(
    "06_ssd_allocated_worker_by_each_systems_word/ssd",
    date(2024, 3, 31),
    {"K1": {"allocation": MET}} | {f"K{n}": {"allocation": MET_OR_UNTOLD} for n in range(2, 7)},
)
HEALTH = "07_ssd_health_checks_in_each_systems_words"
FAMILY_HELP = Case(
    "family_help",
    date(2026, 11, 28),
    {
        "1": {"allocation": MET, "assessment_45": {Status.OVERDUE, *UNTOLD}},
        "2": {"allocation": MET_OR_UNTOLD},
        "3": {"allocation": MET_OR_UNTOLD},
    },
)
NOT_THERE = "08_ssd_end_day_that_does_not_exist"
CASE = [
    pytest.param(FAMILY_HELP, id="family_help"),
    pytest.param(ENQUIRIES, id="04_enquiry_outcomes_in_words"),
    pytest.param(ALLOCATED, id="06_allocated_worker"),
    pytest.param(
        Case(f"{HEALTH}/HEALTH", date(2024, 3, 31), {"K1": {"ha_initial": MET_OR_UNTOLD}}),
        id="07_health",
    ),
    pytest.param(
        Case(
            f"{HEALTH}/eclipse_health_check",
            date(2024, 3, 31),
            {"K1": {"ha_initial": MET_OR_UNTOLD}},
        ),
        id="07_health_check",
    ),
    pytest.param(
        Case(f"{HEALTH}/refused", date(2024, 3, 31), {"K1": {"ha_initial": {Status.OVERDUE}}}),
        id="07_refused",
    ),
    pytest.param(
        Case(
            f"{NOT_THERE}/assessment",
            date(2024, 3, 31),
            {"K1": {"assessment_45": UNTOLD, "assessment_45_statistical": UNTOLD}},
        ),
        id="08_assessment",
    ),
    pytest.param(
        Case(f"{NOT_THERE}/enquiry", date(2024, 3, 31), {"K1": {"s47_duration": UNTOLD}}),
        id="08_enquiry",
    ),
    # The last visit was on 7 February, so the next was owed by the 21st.
    pytest.param(
        Case(
            "09_ssd_refused_visits_show_as_not_made/trailing_commas",
            date(2024, 2, 28),
            {"K1": {"cp_visit": {Status.MET, Status.OVERDUE}}},
            {"K1": {"cp_visit": Status.OVERDUE}},
        ),
        id="09_trailing_commas",
    ),
    pytest.param(
        Case(
            "10_month_before_day/same_in_iso",
            date(2024, 1, 31),
            latest={"K1": {"cp_visit": Status.DUE_SOON}},
        ),
        id="10_same_in_iso",
    ),
    pytest.param(
        Case(
            "18_ssd_blank_first_line_called_empty/ssd",
            date(2024, 2, 14),
            latest={"K1": {"cp_visit": Status.DUE_SOON}},
        ),
        id="18_blank_first_line",
    ),
]


@pytest.mark.parametrize("case", CASE)
def test_every_duty_of_a_case_has_a_right_answer(tmp_path: Path, case: Case) -> None:
    answers = _answers(_imported(tmp_path, case.folder, case.as_at))
    wrong = [
        (clock, sorted(found))
        for child, right in case.right.items()
        for clock, allowed in right.items()
        if not (found := set(answers[child, clock])) or found - allowed
    ]
    assert wrong == []
    latest = {
        child: {clock: next(iter(answers[child, clock][-1:]), None) for clock in clocks}
        for child, clocks in case.latest.items()
    }
    assert latest == case.latest


def test_visits_with_commas_beyond_the_headings_are_read(tmp_path: Path) -> None:
    folder = "09_ssd_refused_visits_show_as_not_made/trailing_commas"
    snapshot = _imported(tmp_path, folder, date(2024, 2, 28))
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)


def test_a_table_under_a_blank_line_is_read(tmp_path: Path) -> None:
    folder = "18_ssd_blank_first_line_called_empty/ssd"
    snapshot = _imported(tmp_path, folder, date(2024, 2, 14))
    assert counted(snapshot)["ssd_cp_visits"] == (1, 1, 0)


def test_two_children_whom_excel_has_shortened_to_one_are_refused(tmp_path: Path) -> None:
    folder = "13_child_numbers_shortened_by_excel/ssd"
    snapshot = _imported(tmp_path, folder, date(2024, 3, 31))
    given = {"ssd_person": (2, 0, 2), "ssd_cp_plans": (2, 0, 2), "ssd_cp_visits": (1, 0, 1)}
    assert counted(snapshot) == given
    told = told_refusals(snapshot)
    assert all("Excel has shortened this number" in one["what"] for one in told)
    assert all("as text" in one["next_step"] for one in told)
    assert _answers(snapshot) == {}


def _imported(home: Path, folder: str, as_at: date) -> Snapshot:
    return take(home, CASES / folder, as_at=as_at)


def _answers(snapshot: Snapshot) -> dict[tuple[str, str], list[Status]]:
    """The answers by child and clock, in the order in which the duties started."""
    found: dict[tuple[str, str], list[Status]] = defaultdict(list)
    for child, clock, status in _standing(snapshot):
        found[child, clock].append(Status(status))
    return found


def _standing(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    outlook = outlook_on(snapshot)
    try:
        rows = outlook.rows("select subject, clock, status from standing order by started")
    finally:
        outlook.close()
    for row in rows:
        yield row["subject"], row["clock"], row["status"]
