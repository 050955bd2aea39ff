"""Days written month first, as exports under American settings write them: never read by half."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfast.clocks.duty import Status
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.days.day_columns import DayColumns
from holdfast.sources.days.day_order import DayOrder
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssd.declared import PROJECTIONS
from tests.records import outlook_on
from tests.sources import annex_a_made as annex_a
from tests.sources.ssd_made import PERSON, PLAN, VISIT, Row, counted, rows, take, write

CASES = Path(__file__).parents[2].parent / "shared" / "cases"
CASE = CASES / "10_month_before_day"
AS_AT = date(2024, 1, 31)
SEEMS = "This column seems to be written month before day"
SILENT = "Other columns of this source are written month before day"


def duties(snapshot: Snapshot) -> list[dict[str, Any]]:
    outlook = outlook_on(snapshot)
    try:
        return outlook.rows("select clock, subject, status, started from standing")
    finally:
        outlook.close()


def council(folder: Path, visited: list[str], planned: str, born: str = "2010-05-04") -> Path:
    write(folder, "ssd_person", {**PERSON, "pers_dob": born})
    write(folder, "ssd_cp_plans", {**PLAN, "cppl_cp_plan_start_date": planned})
    visits: list[Row] = [
        {**VISIT, "cppv_cp_visit_id": f"V{at}", "cppv_cp_visit_date": day}
        for at, day in enumerate(visited)
    ]
    write(folder, "ssd_cp_visits", *visits)
    return folder


@pytest.fixture
def case() -> Path:
    if not CASE.exists():
        pytest.skip(f"{CASE.name} is not at hand (shared/cases)")
    return CASE


def test_case_10_nothing_is_swapped_and_nobody_is_accused(case: Path, tmp_path: Path) -> None:
    snapshot = take(tmp_path, case / "ssd", as_at=AS_AT)
    assert counted(snapshot)["ssd_cp_visits"] == (4, 0, 4)
    assert counted(snapshot)["ssd_cp_plans"] == (1, 0, 1)
    assert rows(snapshot, "persons")[0]["born"] is None
    assert not [one for one in duties(snapshot) if one["status"] != Status.CANNOT_TELL]


def test_case_10_the_same_in_iso_is_read(case: Path, tmp_path: Path) -> None:
    snapshot = take(tmp_path, case / "same_in_iso", as_at=AS_AT)
    visits = [one for one in duties(snapshot) if one["clock"] == "cp_visit"]
    assert [one["status"] for one in visits if one["started"] == date(2024, 1, 24)] == [
        Status.DUE_SOON
    ]


MONTH_FIRST = ["12/14/2023 12:00:00 AM", "1/4/2024 12:00:00 AM", "1/24/2024 12:00:00 AM"]


def test_a_month_first_column_is_refused_whole(tmp_path: Path) -> None:
    snapshot = take(tmp_path, council(tmp_path / "in", MONTH_FIRST, "2023-12-04"), as_at=AS_AT)
    assert counted(snapshot)["ssd_cp_visits"] == (3, 0, 3)
    assert {SEEMS in one["what"] for one in told_refusals(snapshot)} == {True}
    assert "protection_visits" not in snapshot.manifest.feeds
    assert [one for one in duties(snapshot) if one["clock"] == "cp_visit"] == []


def test_a_column_that_shows_nothing_is_not_read_beside_it(tmp_path: Path) -> None:
    """Taken before the visits, and taken again once these are known to be month first."""
    folder = council(tmp_path / "in", MONTH_FIRST, "12/4/2023", born="3/4/2012")
    snapshot = take(tmp_path, folder, as_at=AS_AT)
    assert any(SILENT in one["what"] for one in told_refusals(snapshot))
    assert counted(snapshot)["ssd_cp_plans"] == (1, 0, 1)
    assert rows(snapshot, "persons")[0]["born"] is None


def test_a_column_that_shows_nothing_is_day_first_alone(tmp_path: Path) -> None:
    snapshot = take(tmp_path, council(tmp_path / "in", ["04/01/2024"], "04/12/2023"), as_at=AS_AT)
    assert rows(snapshot, "protection_visits")[0]["visited"] == date(2024, 1, 4)


def test_one_slip_among_many_leaves_the_rest(tmp_path: Path) -> None:
    days = [f"{day}/12/2023" for day in range(13, 32)] + ["04/01/2024", "01/24/2024"]
    snapshot = take(tmp_path, council(tmp_path / "in", days, "04/12/2023"), as_at=AS_AT)
    assert counted(snapshot)["ssd_cp_visits"] == (21, 20, 1)
    assert date(2024, 1, 4) in {one["visited"] for one in rows(snapshot, "protection_visits")}


def test_a_column_written_both_ways_keeps_only_what_is_certain(tmp_path: Path) -> None:
    days = ["13/12/2023", "14/12/2023", "04/01/2024", "01/24/2024", "06/01/2024"]
    snapshot = take(tmp_path, council(tmp_path / "in", days, "2023-12-04"), as_at=AS_AT)
    visited = {one["visited"] for one in rows(snapshot, "protection_visits")}
    assert visited == {date(2023, 12, 13), date(2023, 12, 14)}


def test_the_day_of_the_data_is_not_taken_from_swapped_days(tmp_path: Path) -> None:
    folder = council(tmp_path / "in", ["12/14/2017", "2/1/2018"], "2017-12-04")
    write(folder, "ssd_contacts", {"cont_contact_id": "1", "cont_person_id": "MU1",
                                   "cont_contact_date": "2017-12-20"})  # fmt: skip
    assert take(tmp_path, folder, as_at=None).manifest.as_at == date(2017, 12, 20)


SAYS = """
["ssd_cp_visits.cppv_cp_visit_date"]
days = "month-first"

["ssd_cp_plans.cppl_cp_plan_start_date"]
days = "month-first"
"""


def test_what_the_council_says_in_its_vocabulary_is_read(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "vocabulary.toml").write_text(SAYS)
    folder = council(tmp_path / "in", MONTH_FIRST, "12/4/2023")
    snapshot = take(tmp_path, folder, as_at=AS_AT)
    assert [one["visited"] for one in rows(snapshot, "protection_visits")] == [
        date(2023, 12, 14),
        date(2024, 1, 4),
        date(2024, 1, 24),
    ]
    assert rows(snapshot, "protection_plans")[0]["started"] == date(2023, 12, 4)


def batch(*days: str) -> RawTable:
    cells = pa.table({"cppv_cp_visit_date": pa.array(days, pa.string())})
    return RawTable("ssd_cp_visits", "f", "p", cells, pa.array(range(len(days)), pa.int64()))


def test_a_column_is_judged_over_all_its_batches() -> None:
    judged = DayColumns().judged(
        [batch("1/4/2024"), batch("1/24/2024")], PROJECTIONS["ssd_cp_visits"]
    )
    orders = [one.day_orders for one in judged]
    assert orders == [{"cppv_cp_visit_date": DayOrder.SEEMS_MONTH_FIRST}] * 2


def test_what_the_council_says_of_a_column_is_followed() -> None:
    asked: list[tuple[str, str]] = []

    def declared(table: str, heading: str) -> DayOrder:
        asked.append((table, heading))
        return DayOrder.MONTH_FIRST

    days = DayColumns(declared)
    judged = days.judged([batch("1/4/2024", "1/24/2024")], PROJECTIONS["ssd_cp_visits"])
    assert judged[0].day_orders == {"cppv_cp_visit_date": DayOrder.MONTH_FIRST}
    assert asked == [("ssd_cp_visits", "cppv_cp_visit_date")]
    assert not days.foreign


REFERRED = "Date of referral"


def lists(folder: Path, *days: object, contacted: object = None) -> Snapshot:
    referrals = annex_a.page(3, *({REFERRED: day} for day in days))
    contacts = annex_a.page(1, {"Date of Contact": contacted})
    return annex_a.made(folder, referrals, contacts, as_at=AS_AT)


def test_annex_a_refuses_a_month_first_column_whole(tmp_path: Path) -> None:
    snapshot = lists(tmp_path, "12/14/2023", "1/4/2024", date(2024, 1, 5))
    assert [one["received"] for one in annex_a.rows(snapshot, "referrals")] == [date(2024, 1, 5)]
    assert sum(SEEMS in one["what"] for one in annex_a.refusals(snapshot)) == 2


def test_annex_a_reads_no_silent_column_beside_one(tmp_path: Path) -> None:
    snapshot = lists(tmp_path, "12/14/2023", contacted="1/4/2024")
    assert annex_a.rows(snapshot, "contacts") == []
    assert any(SILENT in one["what"] for one in annex_a.refusals(snapshot))


def test_annex_a_reads_day_first_as_ever(tmp_path: Path) -> None:
    snapshot = lists(tmp_path, "14/12/2023", "4/1/2024", contacted="5/1/2024")
    assert [one["received"] for one in annex_a.rows(snapshot, "referrals")] == [
        date(2023, 12, 14),
        date(2024, 1, 4),
    ]
    assert annex_a.rows(snapshot, "contacts")[0]["received"] == date(2024, 1, 5)
