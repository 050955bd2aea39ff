"""Files as they really arrive: odd encodings and separators, broken, empty, misnamed."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.errors import BadSetting, CannotRead
from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.refusals import told_refusals, told_unreadable
from holdfast.record.store.snapshots import Store
from tests.sources.ssd_made import (
    COUNCIL,
    PERSON,
    REFERRAL,
    VISIT,
    counted,
    lines,
    notes,
    rows,
    take,
    write,
    write_council,
)

NAMED = {**PERSON, "pers_forename": "Zoë", "pers_surname": "O’Wrack, “Bel”"}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, told: str) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "ssd_person.csv").write_bytes(lines([NAMED]).encode(encoding))
    snapshot = take(tmp_path, folder)
    person = rows(snapshot, "persons")[0]
    assert (person["child"], person["forename"]) == ("MU1", "Zoë")
    assert person["surname"] == "O’Wrack, “Bel”"
    said = notes(snapshot, "text in ")
    assert said == ({"ssd_person.csv": 1} if told else {})
    assert not told or notes(snapshot, f"text in {told}")


def test_utf_16_of_big_end_with_its_mark(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    text = "\ufeff" + lines([NAMED])
    (folder / "ssd_person.csv").write_bytes(text.encode("utf-16-be"))
    assert rows(take(tmp_path, folder), "persons")[0]["forename"] == "Zoë"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "ssd_person.csv").write_text(lines([NAMED], separator), encoding="utf-8")
    snapshot = take(tmp_path, folder)
    assert rows(snapshot, "persons")[0]["forename"] == "Zoë"
    assert bool(notes(snapshot, "cells parted by")) is (separator != ",")


@pytest.mark.parametrize(
    "name",
    [
        "SSD_PERSON.CSV",
        "person.csv",
        "ssd_development.ssd_person.csv",
        "[HDM_Local].dbo.Person.txt",
        "Ssd-Person.tsv",
        "an extract of July.csv",  # known by its headings
    ],
)
def test_a_file_is_known_by_its_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(lines([PERSON]), encoding="utf-8")
    assert counted(take(tmp_path, tmp_path / name)) == {"ssd_person": (1, 1, 0)}


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    typed = pa.table(
        {
            "cine_referral_id": pa.array([7, 8]),
            "cine_person_id": pa.array(["MU1", "MU1"]).dictionary_encode(),
            "cine_referral_date": pa.array([datetime(2018, 1, 2), None]),
            "cine_referral_nfa": pa.array([True, False]),
        }
    )
    pq.write_table(typed, tmp_path / "ssd_cin_episodes.parquet")
    snapshot = take(tmp_path, tmp_path / "ssd_cin_episodes.parquet")
    referral = rows(snapshot, "referrals")[0]
    assert (referral["referral"], referral["child"]) == ("7", "MU1")
    assert (referral["received"], referral["no_further_action"]) == (date(2018, 1, 2), True)
    assert counted(snapshot) == {"ssd_cin_episodes": (2, 1, 1)}
    assert [one["row"] for one in told_refusals(snapshot)] == [2]


def test_long_numbers_that_parquet_holds_as_fractions_are_read_whole(tmp_path: Path) -> None:
    typed = pa.table(
        {
            "cine_referral_id": pa.array([7.0, None, float("nan")]),
            "cine_person_id": pa.array([100012345678.0, 100012345679.0, 3.0]),
            "cine_referral_date": pa.array([datetime(2018, 1, 2)] * 3),
        }
    )
    pq.write_table(typed, tmp_path / "ssd_cin_episodes.parquet")
    found = rows(take(tmp_path, tmp_path / "ssd_cin_episodes.parquet"), "referrals")
    assert {(one["referral"], one["child"]) for one in found} == {
        ("7", "100012345678"),
        (None, "100012345679"),
        (None, "3"),
    }


def test_a_ragged_row_is_refused_by_its_number(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    text = lines([PERSON, PERSON, PERSON]).split("\r\n")
    text[2] = "MU2,Laver"
    text[3] = text[3].replace("MU1", "MU3")
    text.insert(2, "")
    text.append("MU4,a,b,c,d,e,f")
    (folder / "ssd_person.csv").write_text("\r\n".join(text), encoding="utf-8")
    snapshot = take(tmp_path, folder)
    assert {(one["child"], one["source_row"]) for one in rows(snapshot, "persons")} == {
        ("MU1", 2),
        ("MU3", 5),
    }
    assert counted(snapshot)["ssd_person"] == (4, 2, 2)
    told = told_refusals(snapshot)
    assert [(one["row"], one["what"]) for one in told] == [
        (4, "The row has 2 cells, the heading 5."),
        (7, "The row has 7 cells, the heading 5."),
    ]
    assert "Laver" not in str(told)


def test_a_line_break_within_quotation_marks_is_part_of_the_cell(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_person", {**PERSON, "pers_surname": "Kelp\nof the Shore"}, PERSON)
    snapshot = take(tmp_path, folder)
    assert rows(snapshot, "persons")[0]["surname"] == "Kelp\nof the Shore"


def test_of_two_columns_with_one_heading_the_first_is_read(tmp_path: Path) -> None:
    (tmp_path / "ssd_person.csv").write_text(
        "pers_person_id,pers_surname,PERS_SURNAME\r\nMU1,Kelp,Laver\r\n", encoding="utf-8"
    )
    snapshot = take(tmp_path, tmp_path / "ssd_person.csv")
    assert rows(snapshot, "persons")[0]["surname"] == "Kelp"
    assert notes(snapshot, "same heading") == {"ssd_person.csv": 1}


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _open_quotation(path: Path) -> None:
    """It swallows the row after, and would do so without a word."""
    path.write_text(
        "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date\r\n"
        'V1,"MU1,2018-01-03\r\nV2,"MU2",2018-01-04\r\nV3,MU3,2018-01-05\r\n',
        encoding="utf-8",
    )


def _quotation_open_to_the_end(path: Path) -> None:
    path.write_text('cppv_cp_visit_id,cppv_person_id\r\nV1,"MU1\r\nV2,MU2\r\n', encoding="utf-8")


def _no_text(path: Path) -> None:
    path.write_bytes(b"cppv_cp_visit_id,cppv_person_id\r\nV1,\x81\x8d\x8f\x90\r\n")


def _cut_short(path: Path) -> None:
    table = pa.table({"cppv_cp_visit_id": ["V1"] * 1000, "cppv_person_id": ["MU1"] * 1000})
    pq.write_table(table, path)
    path.write_bytes(path.read_bytes()[:-200])


def _spoilt(path: Path) -> None:
    """A whole footer over spoilt pages: it opens, and then cannot be read."""
    table = pa.table({"cppv_cp_visit_id": [f"V{n}" for n in range(9000)]})
    pq.write_table(table, path, compression="zstd")
    held = bytearray(path.read_bytes())
    held[200:4000] = b"\xff" * 3800
    path.write_bytes(bytes(held))


@pytest.mark.parametrize(
    ("suffix", "spoil"),
    [
        (".csv", _empty),
        (".csv", _open_quotation),
        (".csv", _quotation_open_to_the_end),
        (".csv", _no_text),
        (".parquet", _cut_short),
        (".parquet", _spoilt),
        (".parquet", _empty),
    ],
)
def test_a_broken_table_is_told_and_the_others_are_imported(
    tmp_path: Path, suffix: str, spoil: Callable[[Path], None]
) -> None:
    folder = write_council(tmp_path / "in", ssd_cp_visits=[])
    path = folder / f"ssd_cp_visits{suffix}"
    spoil(path)
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_person"] == (1, 1, 0)
    assert counted(snapshot)["ssd_cp_visits"] == (0, 0, 0)
    assert "protection_visits" not in snapshot.manifest.feeds
    told = told_refusals(snapshot)
    assert [(one["file"], one["row"]) for one in told] == [(path.name, None)]
    assert path.name in told[0]["what"]
    assert told[0]["next_step"]
    assert notes(snapshot, "not imported") == {"ssd_cp_visits": 1}


def test_a_table_without_the_column_it_needs_has_every_row_refused(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_cp_visits", {"cppv_cp_visit_id": "V1", "cppv_person_id": "MU1"})
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_cp_visits"] == (1, 0, 1)
    assert "protection_visits" not in snapshot.manifest.feeds


def test_two_files_of_one_table_are_not_both_read(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    write(folder, "person", {**PERSON, "pers_person_id": "MU9"})
    snapshot = take(tmp_path, folder)
    assert [one["child"] for one in rows(snapshot, "persons")] == ["MU9"]
    assert [one["file"] for one in told_refusals(snapshot)] == ["ssd_person.csv"]


def test_a_file_that_bears_its_tables_name_goes_before_one_known_by_headings(
    tmp_path: Path,
) -> None:
    folder = write_council(tmp_path / "in")
    write(folder, "an old copy", {**PERSON, "pers_person_id": "MU9"})
    snapshot = take(tmp_path, folder)
    assert [one["child"] for one in rows(snapshot, "persons")] == ["MU1"]


def test_what_is_no_table_of_ours_is_left_with_a_note(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "read me.docx").write_bytes(b"PK")
    (folder / "shopping.csv").write_text("what,how many\r\nrope,2\r\n", encoding="utf-8")
    (folder / "older").mkdir()
    write(folder, "ssd_cohort", {"dim_person_id": "MU1"})
    snapshot = take(tmp_path, folder)
    assert set(notes(snapshot, "no file of the dataset")) == {
        "read me.docx",
        "shopping.csv",
        "older",
    }
    assert notes(snapshot, "no place for") == {"ssd_cohort": 1}
    assert set(counted(snapshot)) == set(COUNCIL)


def test_a_folder_without_a_table_is_refused_and_the_last_snapshot_stays(tmp_path: Path) -> None:
    first = take(tmp_path, write_council(tmp_path / "in"))
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "shopping.csv").write_text("what\r\nrope\r\n", encoding="utf-8")
    with pytest.raises(CannotRead, match="no table of the Standard Safeguarding Dataset in none"):
        take(tmp_path, tmp_path / "none")
    assert Store(tmp_path / "store").current().id == first.id


def test_when_every_table_is_broken_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    _empty(tmp_path / "in" / "ssd_person.csv")
    _open_quotation(tmp_path / "in" / "ssd_cp_visits.csv")
    with pytest.raises(CannotRead, match=r"No table of the dataset could be read"):
        take(tmp_path, tmp_path / "in")
    assert Store(tmp_path / "store").all() == []


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="No such file"):
        take(tmp_path, tmp_path / "ssd_person.csv")


def test_the_day_is_the_latest_on_which_something_unplanned_happened(tmp_path: Path) -> None:
    visits = [
        {**VISIT, "cppv_cp_visit_id": str(n), "cppv_cp_visit_date": day}
        for n, day in enumerate(("2018-01-15", "2018-01-23", "2018-04-01"))
    ]
    folder = write_council(tmp_path / "in", ssd_cp_visits=visits)
    snapshot = take(tmp_path, folder, as_at=None)
    # The last visit lies after the day of the import: it cannot have been made.
    assert snapshot.manifest.as_at == date(2018, 1, 23)
    assert notes(snapshot, "taken from the latest event") == {"the as-at day": 1}


def test_a_slip_of_the_pen_does_not_move_the_day(tmp_path: Path) -> None:
    visits = [
        {**VISIT, "cppv_cp_visit_id": str(n), "cppv_cp_visit_date": f"2017-0{n % 9 + 1}-15"}
        for n in range(1200)
    ]
    slip = {**VISIT, "cppv_cp_visit_id": "slip", "cppv_cp_visit_date": "2018-01-15"}
    write(tmp_path / "in", "ssd_cp_visits", *visits, slip)
    assert take(tmp_path, tmp_path / "in", as_at=None).manifest.as_at == date(2017, 9, 15)


def test_without_any_day_one_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "in", "ssd_person", PERSON)
    with pytest.raises(BadSetting, match="--as-at"):
        take(tmp_path, tmp_path / "in", as_at=None)


def test_no_error_and_no_telling_quotes_a_child(tmp_path: Path) -> None:
    secret = {**REFERRAL, "cine_person_id": "", "cine_close_date": "Samphire's birthday"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[secret]))
    told = f"{told_refusals(snapshot)}{snapshot.manifest.to_json()}"
    assert "Samphire" not in told
    assert "R1" not in told


def test_a_day_after_the_extract_is_not_asked_for_in_another_form(tmp_path: Path) -> None:
    ahead = {**REFERRAL, "cine_referral_date": "2018-03-01T00:00:00"}
    closed = {**REFERRAL, "cine_referral_id": "R2", "cine_close_date": "2018-03-01T00:00:00"}
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_cin_episodes", ahead, closed)
    snapshot = take(tmp_path, folder)
    told = [
        *(one["next_step"] for one in told_refusals(snapshot)),
        *(one["next_step"] for one in told_unreadable(snapshot)),
        *pq.read_table(snapshot.folder / DOUBTS_FILE)["next_step"].to_pylist(),
    ]
    step = "Give the day on which it was done, or leave the cell empty until it is; import again."
    assert set(told) == {step}
    assert len(told) >= 3


@pytest.mark.parametrize(
    ("day", "told"), [("2018-02-20", {}), ("2018-02-21", {"the as-at day": 29})]
)
def test_a_day_long_after_the_last_event_is_told(
    tmp_path: Path, day: str, told: dict[str, int]
) -> None:
    visit = {**VISIT, "cppv_cp_visit_id": "1", "cppv_cp_visit_date": "2018-01-23"}
    folder = write_council(tmp_path / "in", ssd_cp_visits=[visit])
    snapshot = take(tmp_path, folder, as_at=date.fromisoformat(day))
    assert notes(snapshot, "is so many days after the last event recorded") == told
