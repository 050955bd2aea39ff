"""How the rows of a file lie under its headings: titles, blank lines, cells too many or too few."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.ssd.files.delimited import open_delimited
from tests.sources.ssd_made import PERSON, counted, notes, rows, take, write_council

HEADINGS = "cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen"
VISITS = ("V1,MU1,P1,2018-01-12,Y", "V2,MU1,P1,2018-01-25,Y", "V3,MU1,P1,2018-01-28,Y")
DAYS = [date(2018, 1, 12), date(2018, 1, 25), date(2018, 1, 28)]


def taken(tmp_path: Path, *lines: str, ending: str = "\r\n", encoding: str = "utf-8") -> Snapshot:
    """The small council with these lines for its file of visits."""
    folder = write_council(tmp_path / "in", ssd_cp_visits=[])
    text = ending.join(lines) + ending
    (folder / "ssd_cp_visits.csv").write_bytes(text.encode(encoding))
    return take(tmp_path, folder)


def days(snapshot: Snapshot) -> list[date]:
    return sorted(one["visited"] for one in rows(snapshot, "protection_visits"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("above", "told"),
    [
        ([""], "a blank line above"),
        (["", "  ", ""], "a blank line above"),
        ([",,,,"], "a blank line above"),
        (["sep=,"], "names the separator"),
        (["Visits – children on a plan, all teams"], "a title above"),
        (['"Visits, as at 31/01/2018"', "", "Run by the data team"], "a title above"),
        (["sep=,", "", "Visits"], "names the separator"),
    ],
)
def test_what_lies_above_the_headings_is_passed_over_and_told(
    tmp_path: Path, above: list[str], told: str, ending: str, encoding: str
) -> None:
    snapshot = taken(tmp_path, *above, HEADINGS, *VISITS, ending=ending, encoding=encoding)
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    assert days(snapshot) == DAYS
    assert notes(snapshot, told) == {"ssd_cp_visits.csv": 1}
    found = sorted(one["source_row"] for one in rows(snapshot, "protection_visits"))
    assert found == [len(above) + 2 + n for n in range(3)]  # as the file's own lines are counted


def test_the_separator_named_above_the_headings(tmp_path: Path) -> None:
    lines = [one.replace(",", ";") for one in (HEADINGS, *VISITS)]
    snapshot = taken(tmp_path, "sep=;", *lines)
    assert days(snapshot) == DAYS
    assert notes(snapshot, "cells parted by semicolons") == {"ssd_cp_visits.csv": 1}


def test_a_line_of_dashes_below_the_headings_and_a_count_below_the_rows(tmp_path: Path) -> None:
    dashes = ",".join("-" * len(one) for one in HEADINGS.split(","))
    snapshot = taken(tmp_path, HEADINGS, dashes, *VISITS, "", "(3 rows affected)")
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    assert days(snapshot) == DAYS
    assert notes(snapshot, "line of dashes") == {"ssd_cp_visits.csv": 1}
    assert notes(snapshot, "how many rows") == {"ssd_cp_visits.csv": 1}


def test_empty_cells_beyond_the_headings_are_read_without(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, HEADINGS, *(f"{one},," for one in VISITS))
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    assert days(snapshot) == DAYS
    assert notes(snapshot, "beyond the headings") == {"ssd_cp_visits.csv": 3}


def test_rows_of_many_widths_are_read_in_their_order(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, HEADINGS, f"{VISITS[0]},", f"{VISITS[1]},,,", VISITS[2], ",,,,,,,")
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    found = {one["source_row"]: one["visited"] for one in rows(snapshot, "protection_visits")}
    assert found == dict(zip((2, 3, 4), DAYS, strict=True))
    assert notes(snapshot, "beyond the headings") == {"ssd_cp_visits.csv": 2}


def test_of_a_child_given_twice_the_first_is_kept_whatever_the_width(tmp_path: Path) -> None:
    path = tmp_path / "ssd_person.csv"
    lines = ["MU1,Laver,,", "MU1,Kelp", "MU2,Wrack", "MU3,Dulse"]
    path.write_text("\n".join(["pers_person_id,pers_surname", *lines, ""]), encoding="utf-8")
    found = {one["child"]: one["surname"] for one in rows(take(tmp_path, path), "persons")}
    assert found == {"MU1": "Laver", "MU2": "Wrack", "MU3": "Dulse"}


def test_headings_given_again_among_the_rows_are_no_row(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, HEADINGS, VISITS[0], HEADINGS, VISITS[1], f"{HEADINGS},", VISITS[2])
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    assert notes(snapshot, "headings among the rows") == {"ssd_cp_visits.csv": 2}
    found = sorted(one["source_row"] for one in rows(snapshot, "protection_visits"))
    assert found == [2, 4, 6]


@pytest.mark.parametrize("trailing", ["", ",", ",,"])
def test_columns_without_a_heading_and_with_nothing_in_them_are_no_columns(
    tmp_path: Path, trailing: str
) -> None:
    snapshot = taken(tmp_path, f"{HEADINGS},,", *(f"{one}{trailing}" for one in VISITS))
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)
    assert days(snapshot) == DAYS
    assert notes(snapshot, "same heading") == {}


@pytest.mark.parametrize("headings", [HEADINGS, f"{HEADINGS},,"])
def test_a_row_that_holds_something_beyond_the_headings_is_refused(
    tmp_path: Path, headings: str
) -> None:
    moved = "V2,MU1,P1, the first,2018-01-25,Y,"
    snapshot = taken(tmp_path, headings, f"{VISITS[0]},,", moved, f"{VISITS[2]},,")
    assert counted(snapshot)["ssd_cp_visits"] == (3, 2, 1)
    assert days(snapshot) == [DAYS[0], DAYS[2]]
    told = told_refusals(snapshot)
    assert [one["row"] for one in told] == [3]
    assert "beyond the last heading" in told[0]["what"]
    assert "the first" not in str(told)


def test_a_column_to_the_left_may_have_no_heading(tmp_path: Path) -> None:
    lines = [f"{n},{one}" for n, one in enumerate(VISITS)]
    snapshot = taken(tmp_path, f",{HEADINGS}", *lines)
    assert days(snapshot) == DAYS


@pytest.mark.parametrize(
    "short", ["V2,MU1,P1,2018-01-25", "V2,MU1,P1,2018-01-2", "V2,MU", "of the visit,P1"]
)
def test_a_row_with_too_few_cells_is_refused(tmp_path: Path, short: str) -> None:
    snapshot = taken(tmp_path, HEADINGS, VISITS[0], short, VISITS[2])
    assert counted(snapshot)["ssd_cp_visits"] == (3, 2, 1)
    assert days(snapshot) == [DAYS[0], DAYS[2]]
    told = told_refusals(snapshot)
    assert [(one["row"], one["what"][:11]) for one in told] == [(3, "The row has")]


def test_blank_lines_among_the_rows_are_no_rows(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, HEADINGS, VISITS[0], "", ",,", ",,,,,,", VISITS[1], VISITS[2], "")
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)


def test_a_file_that_holds_blank_lines_only_is_empty(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, "", "  ", ",,")
    assert counted(snapshot)["ssd_cp_visits"] == (0, 0, 0)
    assert [one["what"] for one in told_refusals(snapshot)] == ["ssd_cp_visits.csv is empty."]


@pytest.mark.parametrize("place", [1, 60])
@pytest.mark.parametrize("opened", ['V{n},"MU1,P1,2018-01-12,Y', 'V{n},MU1,P1,2018-01-12,Y,"'])
def test_a_quotation_mark_that_swallows_a_long_file_is_told(
    tmp_path: Path, opened: str, place: int
) -> None:
    lines = [f"V{n},MU1,P1,2018-01-12,Y" for n in range(9000)]
    lines[place] = opened.format(n=place)
    snapshot = taken(tmp_path, HEADINGS, *lines)
    assert "protection_visits" not in snapshot.manifest.feeds
    assert "quotation mark" in told_refusals(snapshot)[0]["what"]


def test_a_long_text_beside_the_tables_is_no_file_of_the_dataset(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in")
    (folder / "notes.txt").write_text("x" * 200_000 + "\nand so on\n", encoding="utf-8")
    assert notes(take(tmp_path, folder), "no file of the dataset") == {"notes.txt": 1}


def test_a_title_over_a_file_that_is_known_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "from the case system.csv"
    path.write_text("\r\n".join(["All people", "", ",".join(PERSON), "MU1,,,,"]), encoding="utf-8")
    assert counted(take(tmp_path, path)) == {"ssd_person": (1, 1, 0)}


CELLS = st.text(st.sampled_from("ab1 ,;\"'\n\r|\tüß-"), max_size=5)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    above=st.lists(st.sampled_from(["", ",,", "A title", "sep=,", "a title, with a comma"])),
    beyond=st.integers(0, 3),
    table=st.lists(
        st.tuples(st.lists(CELLS, min_size=5, max_size=5), st.integers(0, 3)), max_size=6
    ),
)
def test_every_row_with_nothing_beyond_the_headings_is_read_as_it_stands(
    tmp_path: Path, above: list[str], beyond: int, table: list[tuple[list[str], int]]
) -> None:
    written = io.StringIO(newline="")
    written.write("".join(f"{one}\r\n" for one in above))
    writer = csv.writer(written)
    writer.writerow([*HEADINGS.split(","), *[""] * beyond])
    for cells, more in table:
        writer.writerow([*cells, *[""] * more])
    path = tmp_path / "ssd_cp_visits.csv"
    path.write_text(written.getvalue(), encoding="utf-8", newline="")
    found: list[list[str]] = []
    for batch in open_delimited(path, "ssd_cp_visits", True).batches():
        assert batch.refused == ()
        found += [[cell or "" for cell in row.values()] for row in batch.raw.cells.to_pylist()]
    assert found == [cells for cells, _ in table if any(cells)]
