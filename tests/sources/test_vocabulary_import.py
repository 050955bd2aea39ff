"""What each case system writes, imported: what the record takes it for, and what is listed."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import BadRules
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.words import HIDDEN, Word, may_be_shown, read_words
from tests.records import outlook_on
from tests.sources.annex_a_made import made, page
from tests.sources.ssd_made import (
    ENQUIRY,
    EPISODE,
    PERSON,
    REFERRAL,
    STATUS,
    Row,
    notes,
    rows,
    take,
    write_council,
)

DAY = date(2018, 3, 31)
ROLES = ("CW", "AW", "ALLWKR", "ALLWORK", "Allocated Worker", "C&F Allocated Worker")


def involved(number: int, role: str) -> Row:
    return {
        "invo_involvements_id": f"I{number}",
        "invo_professional_id": "W1",
        "invo_professional_role_id": role,
        "invo_person_id": f"MU{number}",
        "invo_involvement_start_date": "2018-01-03",
        "invo_involvement_end_date": "",
        "invo_worker_change_reason": "",
    }


def council_of(folder: Path, *roles: str) -> Path:
    """One child referred for each role, and a worker in that role from the next day."""
    numbered = list(enumerate(roles, 1))
    return write_council(
        folder,
        ssd_person=[{**PERSON, "pers_person_id": f"MU{n}"} for n, _ in numbered],
        ssd_cin_episodes=[
            {**REFERRAL, "cine_referral_id": f"R{n}", "cine_person_id": f"MU{n}"}
            for n, _ in numbered
        ],
        ssd_involvements=[involved(n, role) for n, role in numbered],
    )


def standing(snapshot: Snapshot, clock: str) -> dict[str, str]:
    """How each child's duty of a clock stands."""
    outlook = outlook_on(snapshot, clock)
    try:
        told = outlook.rows(f"select subject, status from standing where clock = '{clock}'")
    finally:
        outlook.close()
    return {one["subject"]: one["status"] for one in told}


def unknown(snapshot: Snapshot) -> dict[str, list[str]]:
    """The words that nobody knows, by the column of the record."""
    found: dict[str, list[str]] = {}
    for one in read_words(snapshot.folder):
        if not one.known:
            found.setdefault(one.column, []).append(one.word)
    return found


def test_a_worker_in_each_build_s_word_for_the_role_holds_the_child(tmp_path: Path) -> None:
    snapshot = take(tmp_path, council_of(tmp_path / "in", *ROLES), as_at=DAY)
    assert {row["role"] for row in rows(snapshot, "involvements")} == {"CW"}
    assert set(standing(snapshot, "allocation").values()) == {"met"}
    assert "involvements.role" not in unknown(snapshot)


def test_a_role_that_nobody_knows_is_kept_and_listed(tmp_path: Path) -> None:
    snapshot = take(tmp_path, council_of(tmp_path / "in", "CW", "Key Worker"), as_at=DAY)
    assert {row["role"] for row in rows(snapshot, "involvements")} == {"CW", "Key Worker"}
    assert unknown(snapshot)["involvements.role"] == ["Key Worker"]


def test_the_council_says_what_its_word_means(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    text = '["involvements.role"]\n"Key Worker" = "CW"\n"Duty" = ""\n'
    (store / "vocabulary.toml").write_text(text, encoding="utf-8")
    snapshot = take(tmp_path, council_of(tmp_path / "in", "key worker", "DUTY"), as_at=DAY)
    roles = {row["child"]: row["role"] for row in rows(snapshot, "involvements")}
    assert roles == {"MU1": "CW", "MU2": None}
    assert standing(snapshot, "allocation")["MU1"] == "met"
    assert list(notes(snapshot, "the council's own words were used")) == ["vocabulary.toml"]
    assert sum(notes(snapshot, "means nothing by the council's own").values()) == 1


def test_a_bad_file_of_words_stops_the_import_and_keeps_the_last(tmp_path: Path) -> None:
    first = take(tmp_path, council_of(tmp_path / "in", "CW"), as_at=DAY)
    text = '["involvements.role"]\n"Key Worker" = "BOSS"\n'
    (tmp_path / "store" / "vocabulary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRules, match="line 2"):
        take(tmp_path, tmp_path / "in", as_at=DAY)
    assert Store(tmp_path / "store").pointed() == first.id


def check(number: int, kind: str, status: str) -> Row:
    return {
        "clah_health_check_id": f"H{number}",
        "clah_person_id": "MU1",
        "clah_health_check_type": kind,
        "clah_health_check_date": "2018-01-20",
        "clah_health_check_status": status,
    }


def care(folder: Path, *checks: Row) -> Path:
    placement = {
        "clap_cla_placement_id": "L1",
        "clap_cla_id": "K1",
        "clap_person_id": "MU1",
        "clap_cla_placement_start_date": "2018-01-08",
        "clap_cla_placement_end_date": "",
        "clap_cla_placement_type": "U6",
    }
    return write_council(
        folder,
        ssd_cla_episodes=[EPISODE],
        ssd_legal_status=[STATUS],
        ssd_cla_placement=[placement],
        ssd_cla_health=list(checks),
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("HEALTH", "Completed"),
        ("Health check", "COMPLETE"),
        ("Health Assessment", "Completed"),
        ("RHA", ""),
    ],
)
def test_a_health_check_in_each_build_s_words_is_done(
    tmp_path: Path, kind: str, status: str
) -> None:
    snapshot = take(tmp_path, care(tmp_path / "in", check(1, kind, status)), as_at=DAY)
    assert rows(snapshot, "health_checks")[0]["kind"] == "health_assessment"
    assert standing(snapshot, "ha_initial") == {"MU1": "met"}


@pytest.mark.parametrize("status", ["Refused", "Declined"])
def test_a_health_check_that_was_refused_is_not_done(tmp_path: Path, status: str) -> None:
    snapshot = take(tmp_path, care(tmp_path / "in", check(1, "HEALTH", status)), as_at=DAY)
    assert rows(snapshot, "health_checks")[0]["status"] == "refused"
    assert standing(snapshot, "ha_initial") == {"MU1": "overdue"}


@pytest.mark.parametrize("status", ["Did not attend", "DNA", "Not completed"])
def test_what_became_of_a_check_in_other_words_is_listed(tmp_path: Path, status: str) -> None:
    snapshot = take(tmp_path, care(tmp_path / "in", check(1, "HEALTH", status)), as_at=DAY)
    assert unknown(snapshot)["health_checks.status"] == [status]


def test_a_legal_status_in_the_council_s_own_words_reaches_the_episode(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    own = '["legal_statuses.status"]\n"Short stay" = "V4"\n["care_episodes.legal_status"]\n'
    (store / "vocabulary.toml").write_text(own, encoding="utf-8")
    status = {**STATUS, "lega_legal_status": "short stay"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_legal_status=[status]))
    assert rows(snapshot, "care_episodes")[0]["legal_status"] == "V4"


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ("a) Yes", False),
        ("Yes - step down to child in need", False),
        ("b) No", True),
        ("No - conference to be held", True),
        ("No - conference held", None),
        ("Not required", None),
        ("Unnecessary", None),
        ("N/A", None),
        ("c) Awaiting decision", None),
        ("Yes/No", None),
    ],
)
def test_a_conference_that_was_unnecessary_is_said_in_words(
    tmp_path: Path, said: str, needed: bool | None
) -> None:
    row = {
        "Strategy discussion initiating Section 47 Enquiry Start Date": date(2018, 1, 3),
        "Was an Initial Child Protection Conference deemed unnecessary?": said,
    }
    snapshot = made(tmp_path, page(5, row))
    assert rows(snapshot, "enquiries")[0]["conference_needed"] is needed


def enquired(folder: Path, *outcomes: str) -> Path:
    """One enquiry for each outcome, all of one child."""
    names = ("s47e_s47_enquiry_id", "s47e_s47_end_date", "s47e_s47_outcome_json")
    told = [
        dict(zip(names, (f"E{n}", "2018-01-12", o), strict=True)) for n, o in enumerate(outcomes)
    ]
    return write_council(folder, ssd_s47_enquiry=[{**ENQUIRY, **one} for one in told])


def needed(snapshot: Snapshot) -> list[bool | None]:
    held = sorted(rows(snapshot, "enquiries"), key=lambda row: row["enquiry"])
    return [row["conference_needed"] for row in held]


def test_an_outcome_in_words_is_read_where_the_build_s_words_answer(tmp_path: Path) -> None:
    """Mosaic writes the next steps in words where the dataset asks for flags."""
    said = (
        "No further action",
        "Initial Child Protection Conference",
        "Child in Need Plan, Close enquiry",
        '{"CP_CONFERENCE_FLAG": "Y"}',
    )
    snapshot = take(tmp_path, enquired(tmp_path / "in", *said), as_at=DAY)
    assert needed(snapshot) == [False, True, None, True]


def test_an_outcome_in_words_is_listed_for_the_council_to_say(tmp_path: Path) -> None:
    said = ("Close enquiry", '{"broken')
    snapshot = take(tmp_path, enquired(tmp_path / "in", *said), as_at=DAY)
    assert unknown(snapshot)["enquiries.conference_needed"] == ["Close enquiry"]
    own = '["enquiries.conference_needed"]\n"Close enquiry" = "No"\n'
    (tmp_path / "store" / "vocabulary.toml").write_text(own, encoding="utf-8")
    assert needed(take(tmp_path, tmp_path / "in", as_at=DAY)) == [False, None]


def test_words_are_counted_over_all_rows_with_where_the_first_stands(tmp_path: Path) -> None:
    roles = ("CW", "Key Worker", "cw", "Key Worker")
    snapshot = take(tmp_path, council_of(tmp_path / "in", *roles), as_at=DAY)
    found = [one for one in read_words(snapshot.folder) if one.column == "involvements.role"]
    assert [(one.word, one.count, one.source_row, one.value) for one in found] == [
        ("Key Worker", 2, 3, ""),
        ("CW", 1, 2, "CW"),
        ("cw", 1, 4, "CW"),
    ]
    (key_worker, *_) = found
    place = (key_worker.source_table, key_worker.source_column, key_worker.source_file)
    assert place == ("ssd_involvements", "invo_professional_role_id", "ssd_involvements.csv")


def test_words_of_a_cell_that_is_taken_apart_are_counted_piece_by_piece(tmp_path: Path) -> None:
    held = {
        "cinf_table_id": "F1",
        "cinf_assessment_id": "A1",
        "cinf_assessment_factors_json": '["1A", "2B"]',
    }
    assessment = {
        "cina_assessment_id": "A1",
        "cina_person_id": "MU1",
        "cina_referral_id": "R1",
        "cina_assessment_start_date": "2018-01-03",
    }
    second = {**held, "cinf_table_id": "F2", "cinf_assessment_factors_json": '["2B", "1A", "99Z"]'}
    council = write_council(
        tmp_path / "in",
        ssd_cin_assessments=[assessment],
        ssd_assessment_factors=[held, second],
    )
    found = read_words(take(tmp_path, council).folder)
    factors = {o.word: o.count for o in found if o.record_table == "assessment_factors"}
    assert factors == {"1A": 2, "2B": 2, "99Z": 1}


def test_an_explanation_is_never_kept_among_the_words(tmp_path: Path) -> None:
    row = {**REFERRAL, "cine_cin_primary_need_code": "N1 - hit by Uncle Kelp"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[row]))
    assert rows(snapshot, "referrals")[0]["primary_need"] == "N1"
    (word,) = [o for o in read_words(snapshot.folder) if o.column == "referrals.primary_need"]
    assert word.word == "n1 …"
    assert b"Kelp" not in (snapshot.folder / "words.parquet").read_bytes()


def test_an_import_made_before_words_were_counted_has_none(tmp_path: Path) -> None:
    assert read_words(tmp_path) == []


@pytest.mark.parametrize(
    ("word", "count", "shown"),
    [
        ("Key Worker", 1, True),
        ("C&F Duty Worker", 1, True),
        ("seen at school by nurse", 1, False),
        ("Child in need plan", 4, False),
        ("Child in need plan", 5, True),
        ("x" * 61, 900, False),
        ("x" * 41, 1, False),
        ("case 100234", 900, False),
        ("kelp@example.org", 900, False),
        ("born 1/2/2010", 900, False),
        ("Mrs Kelp", 900, False),
    ],
)
def test_a_word_that_may_be_about_a_person_is_not_shown(word: str, count: int, shown: bool) -> None:
    assert may_be_shown(word, count) is shown
    one = Word("t", "c", "involvements", "role", word, False, "", "", "", count, "f.csv", "", 27)
    assert (one.shown == word) is shown
    if not shown:
        assert one.shown == f"{HIDDEN}: first in row 27 of f.csv"
        assert one.hidden
