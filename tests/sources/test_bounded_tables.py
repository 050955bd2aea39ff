"""One cell, one row or one file that is beyond the limits takes nothing else with it."""

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.errors import CannotRead
from holdfast.limits import CELL, COLUMNS, JSON_DEPTH, JSON_LENGTH, JSON_PIECES, UNFIT_ROWS
from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.annex_a.opening import sheets
from holdfast.sources.intake.mapping import raw_table
from holdfast.sources.ssd.meaning.outcomes import factors
from tests.sources.ssd_made import (
    ENQUIRY,
    PERSON,
    REFERRAL,
    counted,
    notes,
    rows,
    take,
    write,
    write_council,
)

FACTORS = {"cinf_table_id": "F1", "cinf_assessment_id": "A1", "cinf_assessment_factors_json": ""}
ASSESSMENT = {
    "cina_assessment_id": "A1",
    "cina_person_id": "MU1",
    "cina_assessment_start_date": "2018-01-03T00:00:00",
}
DEEP = "[" * 3_000 + "]" * 3_000
DEEP_FLAGS = '{"a":' * 3_000 + "1" + "}" * 3_000
MANY = json.dumps([f"{number}" for number in range(JSON_PIECES.most + 1)])
LONG = json.dumps(["1A" * JSON_LENGTH.most])


def emptied(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    held = pq.read_table(snapshot.unreadable).to_pylist()
    return [(one["column"], one["what"], one["kept"]) for one in held]


def doubted(snapshot: Snapshot, column: str) -> list[str]:
    found = pq.read_table(snapshot.folder / DOUBTS_FILE).to_pylist()
    return [one["what"] for one in found if one["source_column"] == column]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (DEEP, f"deeper than the {JSON_DEPTH}"),
        (DEEP_FLAGS, f"deeper than the {JSON_DEPTH}"),
        (MANY, f"more than the {JSON_PIECES}"),
        (LONG, f"longer than the {JSON_LENGTH}"),
    ],
    ids=["deep list", "deep object", "many pieces", "long"],
)
def test_json_that_is_too_large_is_one_cell_that_cannot_be_read(
    tmp_path: Path, cell: str, why: str
) -> None:
    bad = {**FACTORS, "cinf_table_id": "F2", "cinf_assessment_factors_json": cell}
    good = {**FACTORS, "cinf_assessment_factors_json": '["1A"]'}
    folder = write_council(
        tmp_path / "in", ssd_cin_assessments=[ASSESSMENT], ssd_assessment_factors=[bad, good]
    )
    snapshot = take(tmp_path, folder)
    assert [row["factor"] for row in rows(snapshot, "assessment_factors")] == ["1A"]
    assert len(rows(snapshot, "referrals")) == 1
    assert any(why in what for what in doubted(snapshot, "cinf_assessment_factors_json"))
    assert [why in one["what"] for one in told_refusals(snapshot)] == [True]
    assert counted(snapshot)["ssd_assessment_factors"] == (2, 1, 1)


def test_an_outcome_that_is_too_deep_is_emptied_kept_and_in_doubt(tmp_path: Path) -> None:
    deep = {**ENQUIRY, "s47e_s47_outcome_json": DEEP_FLAGS}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[deep]))
    assert counted(snapshot)["ssd_s47_enquiry"] == (1, 1, 0)
    assert [kept for name, _, kept in emptied(snapshot) if name == "s47e_s47_outcome_json"] == [
        DEEP_FLAGS
    ]
    assert doubted(snapshot, "s47e_s47_outcome_json")


def test_a_list_of_many_pieces_is_parted_once_and_not_by_its_own_length() -> None:
    assert factors(MANY) == [MANY]
    assert factors('["1A", "1A"]') == ["1A", "1A"]


@pytest.mark.parametrize("length", [200_000, CELL.most + 1], ids=["200 kB", "one too many"])
def test_a_long_cell_beside_a_line_break_is_emptied_alone(tmp_path: Path, length: int) -> None:
    """It had the whole table left out, for a quotation mark that was not open."""
    long = {**PERSON, "pers_person_id": "MU2", "pers_forename": "x" * length}
    broken = {**PERSON, "pers_person_id": "MU3", "pers_surname": "two\nlines"}
    folder = write_council(tmp_path / "in")
    write(folder, "ssd_person", PERSON, long, broken)
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_person"] == (3, 3, 0)
    people = {row["child"]: row for row in rows(snapshot, "persons")}
    assert people["MU2"]["forename"] is None
    assert people["MU2"]["surname"] == "Kelp"
    [(name, what, kept)] = emptied(snapshot)
    assert (name, len(kept)) == ("pers_forename", length)
    assert f"longer than the {CELL}" in what


def test_a_cell_as_long_as_any_is_read(tmp_path: Path) -> None:
    long = {**PERSON, "pers_forename": "x" * CELL.most}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_person=[long]))
    assert rows(snapshot, "persons")[0]["forename"] == "x" * CELL.most


def test_a_long_line_in_some_other_file_does_no_harm(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "notes.txt").write_text("word " * 40_000)
    (folder / "longer.txt").write_text("x" * 3_000_000)
    snapshot = take(tmp_path, folder)
    assert notes(snapshot, "no file of the dataset") == {"notes.txt": 1, "longer.txt": 1}


def test_more_headings_than_any_table_has_leave_the_table_out(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    wide = ",".join(["pers_person_id", *(f"c{number}" for number in range(COLUMNS.most))])
    (folder / "ssd_person.csv").write_text(f"{wide}\n")
    snapshot = take(tmp_path, folder)
    assert len(rows(snapshot, "referrals")) == 1
    [what] = [one.what for one in snapshot.manifest.notes if "not imported" in one.what]
    assert f"more than {COLUMNS}" in what
    assert "ssd_person.csv" in what


def test_headings_are_compared_once_each() -> None:
    alike = ["a", "A ", *(f"c{number}" for number in range(20_000)), "a"]
    names = raw_table("", "", "", alike, ()).cells.column_names
    assert names[:2] == ["a", "A (column 2)"]
    assert names[-1] == "a (column 20003)"
    assert len(set(names)) == len(alike)


def test_more_unfit_rows_than_a_table_can_have_leave_it_out(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    path = folder / "ssd_cin_episodes.csv"
    path.write_text(f"{','.join(REFERRAL)}\n" + "1,2\n" * (UNFIT_ROWS.most + 2))
    snapshot = take(tmp_path, folder)
    assert notes(snapshot, f"more than {UNFIT_ROWS} do not fit its headings")
    assert len(rows(snapshot, "persons")) == 1


def parquet(folder: Path, name: str, table: pa.Table) -> None:
    (folder / f"{name}.csv").unlink(missing_ok=True)
    pq.write_table(table, folder / f"{name}.parquet")


def test_one_value_repeated_in_parquet_is_measured_before_it_is_unpacked(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    count = 60_000
    ids = pa.repeat("MU1", count)
    table = pa.table({"pers_person_id": ids, "pers_forename": pa.repeat("x" * 10_000, count)})
    parquet(folder, "ssd_person", table)
    del table
    assert (folder / "ssd_person.parquet").stat().st_size < 200_000
    snapshot = take(tmp_path, folder)
    assert notes(snapshot, "unpacks to more than 300 MB")


def test_more_rows_of_parquet_than_are_read_leave_the_table_out(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    parquet(folder, "ssd_person", pa.table({"pers_person_id": pa.repeat("MU1", 2_000_001)}))
    assert notes(take(tmp_path, folder), "more than 2,000,000 rows")


def test_a_heading_in_parquet_that_is_no_text_leaves_the_table_out(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    path = folder / "ssd_person.parquet"
    table = pa.table({"pers_person_id": ["MU1"], "pers_forename": ["Dulse"]})
    pq.write_table(table, path, store_schema=False)
    path.write_bytes(path.read_bytes().replace(b"pers_forename", b"pers_\xe9orename"))
    assert notes(take(tmp_path, folder), "no whole Parquet file")


def test_two_equal_headings_in_parquet_are_told(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    twice = pa.table([pa.array(["MU1"]), pa.array(["MU2"])], names=["pers_person_id"] * 2)
    parquet(folder, "ssd_person", twice)
    assert notes(take(tmp_path, folder), "two columns with the same heading")


def test_text_in_parquet_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    held = pa.array([b"MU\xb01"]).view(pa.string())
    parquet(folder, "ssd_person", pa.table({"pers_person_id": held}))
    assert notes(take(tmp_path, folder), "no whole Parquet file")


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "ssd_person.csv").unlink()
    os.mkfifo(folder / "ssd_person.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    snapshot = take(tmp_path, folder)
    assert notes(snapshot, "it is a named pipe")
    assert notes(snapshot, "no file of the dataset") == {"zero.csv": 1}
    for odd in ("ssd_person.csv", "zero.csv"):
        with pytest.raises(CannotRead, match="no ordinary file"):
            list(sheets(folder / odd))


def test_a_wide_row_of_a_list_keeps_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "list 1.csv"
    path.write_text("Child Unique ID,Date of Contact\nMU1,03/01/2018" + ",x" * 5_000 + "\n")
    [sheet] = sheets(path)
    row = sheet.rows[1]  # type: ignore[union-attr]
    assert len(row) == COLUMNS.most
    assert str(row[-1]).count("x") == 5_000 - (COLUMNS.most - 3)
