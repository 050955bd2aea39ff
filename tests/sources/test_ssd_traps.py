"""Each known trap of the dataset: what the record makes of it, and that it is told."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.record.store.refusals import told_unreadable
from tests.sources.ssd_made import (
    EPISODE,
    PERSON,
    REFERRAL,
    REVIEW,
    STATUS,
    VISIT,
    Row,
    counted,
    notes,
    rows,
    take,
    write,
    write_council,
)


def test_1900_01_01_is_nothing_recorded(tmp_path: Path) -> None:
    row = {**REFERRAL, "cine_close_date": "1900-01-01T00:00:00"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[row]))
    assert rows(snapshot, "referrals")[0]["closed"] is None
    assert notes(snapshot, "placeholder day") == {"ssd_cin_episodes: cine_close_date": 1}


def test_the_day_placed_with_a_foster_carer_is_always_1900(tmp_path: Path) -> None:
    row = {
        "perm_table_id": "T1",
        "perm_person_id": "MU1",
        "perm_placed_foster_carer_date": "1900-01-01 00:00:00.000",
    }
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_permanence=[row]))
    assert rows(snapshot, "permanence")[0]["placed_with_carer"] is None
    assert counted(snapshot)["ssd_permanence"] == (1, 1, 0)


def test_minus_one_is_no_identifier(tmp_path: Path) -> None:
    row = {**REFERRAL, "cine_referral_team": "-1", "cine_referral_worker_id": "-1"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[row]))
    referral = rows(snapshot, "referrals")[0]
    assert (referral["team"], referral["worker"]) == (None, None)
    assert len(notes(snapshot, "-1, read as no identifier")) == 2


def test_a_child_who_is_minus_one_is_refused(tmp_path: Path) -> None:
    row = {**REFERRAL, "cine_person_id": "-1"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[REFERRAL, row]))
    assert counted(snapshot)["ssd_cin_episodes"] == (2, 1, 1)


def test_the_filler_of_the_script_is_nothing_recorded(tmp_path: Path) -> None:
    row = {
        "csdq_table_id": "Q1",
        "csdq_person_id": "MU1",
        "csdq_sdq_completed_date": "2018-01-09",
        "csdq_sdq_score": "11",
        "csdq_sdq_reason": "SSD_PH",
    }
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_sdq_scores=[row]))
    questionnaire = rows(snapshot, "strengths_questionnaires")[0]
    assert (questionnaire["score"], questionnaire["reason"]) == (11, None)
    assert sum(notes(snapshot, "filler").values()) == 1


def test_an_estimated_birth_is_no_birth_and_is_told(tmp_path: Path) -> None:
    row = {**PERSON, "pers_dob": "", "pers_expected_dob": "2001-06-30T00:00:00"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_person=[row]))
    person = rows(snapshot, "persons")[0]
    assert (person["born"], person["expected"]) == (None, date(2001, 6, 30))
    assert notes(snapshot, "estimated day of birth") == {"ssd_person": 1}


def test_a_child_given_twice_is_one_person(tmp_path: Path) -> None:
    again = {**PERSON, "pers_surname": "", "pers_forename": "Laver"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_person=[PERSON, again]))
    assert [person["forename"] for person in rows(snapshot, "persons")] == ["Dulse"]
    assert counted(snapshot)["ssd_person"] == (2, 2, 0)
    assert notes(snapshot, "joined into one") == {"ssd_person": 1}
    assert notes(snapshot, "disagree") == {"persons.forename": 1}


def test_a_review_given_twice_under_two_numbers_is_one_review(tmp_path: Path) -> None:
    again = {**REVIEW, "clar_cla_review_id": "W2"}
    other = {**REVIEW, "clar_cla_review_id": "W3", "clar_cla_review_date": "2018-01-30T00:00:00"}
    folder = write_council(tmp_path / "in", ssd_cla_reviews=[REVIEW, again, other])
    snapshot = take(tmp_path, folder)
    assert [one["review"] for one in rows(snapshot, "care_reviews")] == ["W1", "W3"]
    assert counted(snapshot)["ssd_cla_reviews"] == (3, 3, 0)
    assert notes(snapshot, "given again") == {"ssd_cla_reviews": 1}


def test_two_visits_on_one_day_are_two_visits(tmp_path: Path) -> None:
    other = {**VISIT, "cppv_cp_visit_id": "V2"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=[VISIT, other, other]))
    assert [one["visit"] for one in rows(snapshot, "protection_visits")] == ["V1", "V2"]
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)


def test_a_number_that_is_new_at_every_extract_is_told(tmp_path: Path) -> None:
    row = {
        "clea_table_id": "0A1B",
        "clea_person_id": "MU1",
        "clea_care_leaver_latest_contact": "2018-01-03",
        "clea_pathway_plan_review_date": "1900-01-01",
    }
    again = {**row, "clea_table_id": "2C3D"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_care_leavers=[row, again]))
    assert len(rows(snapshot, "care_leavers")) == 1
    assert rows(snapshot, "care_leavers")[0]["pathway_reviewed"] is None
    assert notes(snapshot, "new at every extract") == {"ssd_care_leavers": 1}
    assert snapshot.manifest.feeds["care_leavers"].reach == "latest"


def test_a_blank_seen_flag_is_neither_yes_nor_no(tmp_path: Path) -> None:
    row = {**VISIT, "cppv_cp_visit_seen": ""}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=[row]))
    assert rows(snapshot, "protection_visits")[0]["seen"] is None
    assert notes(snapshot, "nobody wrote whether") == {"ssd_cp_visits": 1}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2018-01-15", 0),
        ("2018-01-15 00:00:00.000", 0),
        ("2018-01-15T14:30:00", 1),
        ("15/01/2018 09:05", 1),
        ("2018-01-15 00:10:00", 1),
    ],
)
def test_a_time_of_day_is_left_out_and_told(tmp_path: Path, written: str, told: int) -> None:
    row = {**VISIT, "cppv_cp_visit_date": written}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=[row]))
    assert rows(snapshot, "protection_visits")[0]["visited"] == date(2018, 1, 15)
    assert sum(notes(snapshot, "time of day").values()) == told


def _episode_with(*statuses: Row) -> dict[str, list[Row]]:
    return {"ssd_cla_episodes": [EPISODE], "ssd_legal_status": list(statuses)}


def _status(code: str, started: str, ended: str = "") -> Row:
    return {
        **STATUS,
        "lega_legal_status_id": f"{code}-{started}",
        "lega_legal_status": code,
        "lega_legal_status_start_date": started,
        "lega_legal_status_end_date": ended,
    }


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ((_status("V4", "2018-01-08"),), "V4"),
        ((_status("Interim care order", "2017-12-01"),), "C1"),
        # One ends on the day that the next begins.
        ((_status("L2", "2018-01-01", "2018-01-08"), _status("C1", "2018-01-08")), "C1"),
        # A placement order is made, and the care order stays in force.
        ((_status("C2", "2016-01-08"), _status("E1", "2017-01-08")), "E1"),
        # An order that no return counts says nothing of care.
        ((_status("Parental order", "2018-01-07"), _status("C2", "2018-01-01")), "C2"),
        ((_status("C1", "2017-01-01", "2017-06-01"),), None),
        ((_status("C1", "2018-01-09"),), None),
        ((_status("C1", "2018-01-08"), _status("V2", "2018-01-08")), None),
        # Police protection that lasted one day.
        ((_status("L1", "2018-01-08", "2018-01-08"),), "L1"),
    ],
)
def test_an_episode_has_the_legal_status_in_force_on_its_first_day(
    tmp_path: Path, statuses: tuple[Row, ...], status: str | None
) -> None:
    snapshot = take(tmp_path, write_council(tmp_path / "in", **_episode_with(*statuses)))
    assert rows(snapshot, "care_episodes")[0]["legal_status"] == status
    assert notes(snapshot, "cannot be determined") == ({} if status else {"ssd_cla_episodes": 1})
    assert "legal_status" in snapshot.manifest.feeds["care_episodes"].columns


def test_without_legal_statuses_short_breaks_count_as_care_and_that_is_told(
    tmp_path: Path,
) -> None:
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_legal_status=[]))
    assert "legal_status" not in snapshot.manifest.feeds["care_episodes"].columns
    assert notes(snapshot, "short breaks cannot be told") == {"ssd_cla_episodes": 1}


def _many(row: Row, key: str, child: str, count: int = 120) -> list[Row]:
    return [{**row, key: f"{row[key]}-{n}", child: f"MU{n}"} for n in range(count)]


def test_what_a_large_council_never_fills_is_not_carried(tmp_path: Path) -> None:
    visits = _many({**VISIT, "cppv_cp_visit_seen": ""}, "cppv_cp_visit_id", "cppv_person_id")
    persons = [{**PERSON, "pers_person_id": f"MU{n}"} for n in range(120)]
    folder = write_council(tmp_path / "in", ssd_cp_visits=visits, ssd_person=persons)
    (folder / "ssd_cp_reviews.csv").write_text("cppr_cp_review_id,cppr_person_id\n")
    snapshot = take(tmp_path, folder)
    assert "seen" not in snapshot.manifest.feeds["protection_visits"].columns
    assert "visited" in snapshot.manifest.feeds["protection_visits"].columns
    assert "protection_reviews" not in snapshot.manifest.feeds
    assert counted(snapshot)["ssd_cp_reviews"] == (0, 0, 0)
    told = {**notes(snapshot, "never as not done")}
    assert told["protection_visits.seen"] == 120
    assert "ssd_cp_reviews" in told


def test_what_a_handful_of_children_never_needed_is_carried(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_permanence", {"perm_table_id": "", "perm_person_id": ""})
    snapshot = take(tmp_path, folder)
    assert "permanence" in snapshot.manifest.feeds
    assert "ended" in snapshot.manifest.feeds["protection_plans"].columns


def test_reviews_of_which_none_is_given_beside_a_plan_are_not_carried(tmp_path: Path) -> None:
    # Work is judged by its absence here, so that headings alone would accuse.
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_cp_reviews", {"cppr_cp_review_id": "", "cppr_person_id": ""})
    snapshot = take(tmp_path, folder)
    assert "protection_reviews" not in snapshot.manifest.feeds
    assert notes(snapshot, "a table without rows") == {"ssd_cp_reviews": 1}


def test_a_cell_that_cannot_be_read_is_emptied_and_kept_aside(tmp_path: Path) -> None:
    row = {**REFERRAL, "cine_close_date": "30/02/2018"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[row]))
    assert rows(snapshot, "referrals")[0]["closed"] is None
    told = told_unreadable(snapshot)
    assert [(one["part"], one["row"], one["column"]) for one in told] == [
        ("ssd_cin_episodes", 2, "cine_close_date")
    ]
    assert "30/02" not in str(told)


@pytest.mark.parametrize(("open_ones", "told"), [(0, True), (1, False)])
def test_assessments_of_which_none_is_open_are_told(
    tmp_path: Path, open_ones: int, told: bool
) -> None:
    assessments = [
        {
            "cina_assessment_id": f"A{n}",
            "cina_person_id": "MU1",
            "cina_assessment_start_date": "2018-01-03",
            "cina_assessment_auth_date": "" if n < open_ones else "2018-01-20",
        }
        for n in range(120)
    ]
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_assessments=assessments))
    assert bool(notes(snapshot, "not one of them open")) is told
