"""Files, columns and tables that leave unsaid what was done: no duty is overdue for it."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from tests.sources.ssd_made import notes, take
from tests.sources.unsaid_made import (
    AS_AT,
    UNTOLD,
    Tables,
    care_review,
    check,
    imported,
    looked_after,
    person,
    plan,
    referral,
    score,
    tables,
    told,
    unanswered,
    visit,
    worker,
    written,
)


def test_a_day_that_the_end_of_the_file_cuts_off_is_in_doubt(tmp_path: Path) -> None:
    days = ("2023-11-27", "2023-12-08", "2023-12-21", "2024-03-18")
    rows = [{**visit(day), "cppv_cp_visit_date": day} for day in days]
    feed = {"ssd_person": [person()], "ssd_cp_plans": [plan()], "ssd_cp_visits": rows}
    folder = written(tmp_path / "in", feed)
    path = folder / "ssd_cp_visits.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\r\n")[:-1])
    found = told(take(tmp_path, folder, as_at=AS_AT))
    assert Status.OVERDUE not in found["K1", "cp_visit"]
    assert Status.CANNOT_TELL in found["K1", "cp_visit"]


def test_a_last_line_that_is_whole_is_read_without_a_line_end(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", tables(cp_plans=[plan()], cp_visits=[visit(), visit()]))
    path = folder / "ssd_cp_visits.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\r\n"))
    assert take(tmp_path, folder, as_at=AS_AT).manifest.counts[-1].refused == 0


@pytest.mark.parametrize(
    ("feed", "clocks"),
    [
        (tables(cp_plans=[plan()], cp_visits=[]), {"cp_visit"}),
        (tables(cin_episodes=[referral()], involvements=[]), {"allocation"}),
        (looked_after(cla_health=[], cla_reviews=[]), {"ha_initial", "cla_review_1"}),
    ],
)
def test_headings_alone_are_no_record_of_work_not_done(
    tmp_path: Path, feed: Tables, clocks: set[str]
) -> None:
    snapshot = imported(tmp_path, feed)
    assert clocks <= unanswered(snapshot)
    assert notes(snapshot, "a table without rows")


def test_headings_alone_where_nothing_calls_for_rows_are_nothing_having_happened(
    tmp_path: Path,
) -> None:
    clean = looked_after(cin_episodes=[referral()], cla_health=[check()], involvements=[worker()])
    names = ("ssd_cp_plans", "ssd_cp_visits", "ssd_permanence")
    empty: Tables = {name: [] for name in names}
    before = told(imported(tmp_path / "before", clean))
    after = imported(tmp_path / "after", clean | empty)
    assert before.items() <= told(after).items()


def test_births_that_nobody_gives_are_told_by_the_clocks_that_need_them(tmp_path: Path) -> None:
    feed = looked_after(sdq_scores=[score(csdq_sdq_completed_date="2023-12-01")])
    snapshot = imported(tmp_path, {**feed, "ssd_person": [person(pers_dob="")]})
    assert "sdq" in unanswered(snapshot)


def test_days_counted_from_1904_are_never_visits_not_made(tmp_path: Path) -> None:
    mac = [str((date(2024, 3, day) - date(1904, 1, 1)).days) for day in (4, 18)]
    snapshot = imported(tmp_path, tables(cp_plans=[plan()], cp_visits=map(visit, mac)))
    assert told(snapshot)["K1", "cp_visit"] <= UNTOLD
    assert "cp_visit" in unanswered(snapshot)


def test_days_counted_from_1900_are_read_where_they_show_it(tmp_path: Path) -> None:
    count = [str((date(2024, 3, day) - date(1899, 12, 30)).days) for day in (4, 18)]
    begun = plan(cppl_cp_plan_start_date="2024-03-01")
    snapshot = imported(tmp_path, tables(cp_plans=[begun], cp_visits=map(visit, count)))
    assert Status.CANNOT_TELL not in told(snapshot)["K1", "cp_visit"]


def test_a_day_long_after_the_last_event_is_told(tmp_path: Path) -> None:
    feed = tables(cp_plans=[plan()], cp_visits=[visit("2024-03-04")])
    late = imported(tmp_path / "late", feed, date(2024, 6, 30))
    assert notes(late, "after the last event recorded") == {"the as-at day": 118}
    assert not notes(imported(tmp_path / "soon", feed), "after the last event recorded")


@pytest.mark.parametrize(
    ("heading", "feed", "clock"),
    [
        (
            "clar_cla_review_cancelled",
            looked_after(cla_reviews=[care_review(clar_cla_review_date="2023-06-20")]),
            "cla_review_1",
        ),
        (
            "clah_health_check_status",
            looked_after(cla_health=[check(clah_health_check_date="2023-06-20")]),
            "ha_initial",
        ),
    ],
)
def test_a_column_that_may_have_another_name_is_in_doubt(
    tmp_path: Path, heading: str, feed: Tables, clock: str
) -> None:
    renamed = {
        name: [{k.replace(heading, "was_it_done"): v for k, v in row.items()} for row in rows]
        for name, rows in feed.items()
    }
    assert Status.MET in told(imported(tmp_path / "as_named", feed), clock)["K1", clock]
    assert told(imported(tmp_path / "renamed", renamed), clock)["K1", clock] == UNTOLD
