"""Lists in files of separated values: every separator and encoding that spreadsheets write."""

import codecs
from pathlib import Path

import pytest

from tests.sources.annex_a_made import (
    count,
    doubts,
    headings,
    imported,
    notes,
    page,
    rows,
    workbook,
)

HEADINGS = headings(1)
ROW = ["made-1", "b) Female", "a) WBRI", "04/03/2012", "5", "15/01/2018", "q) 6: Police"]
TEAM = "Zoë’s team"


def lines(mark: str, *above: str) -> str:
    """A list whose cells are parted by ``mark``, quoted where they hold one."""
    cells = [*above, *(mark.join(f'"{c}"' if mark in c else c for c in r) for r in (HEADINGS, ROW))]
    return "\r\n".join(cells) + "\r\n"


def read(tmp_path: Path, raw: bytes, name: str = "List 1.csv") -> list[int]:
    """The numbers of the rows that became contacts, all else being as it should."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / name).write_bytes(raw)
    snapshot = imported(folder)
    told = count(snapshot, 1)
    assert (told.given, told.refused) == (told.read, 0)
    found = rows(snapshot, "contacts")
    assert {(one["child"], one["source"]) for one in found} == {("made-1", "6")}
    return [one["source_row"] for one in found]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_in_any_separator_and_encoding(tmp_path: Path, mark: str, codec: str) -> None:
    assert read(tmp_path, lines(mark).encode(codec)) == [2]


@pytest.mark.parametrize("name", ["List 1.csv", "List_1.tsv", "AA_1_contacts.txt"])
def test_a_list_as_unicode_text_with_tabs(tmp_path: Path, name: str) -> None:
    raw = codecs.BOM_UTF16_LE + lines("\t").encode("utf-16-le")
    assert read(tmp_path, raw, name) == [2]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("above", "row"),
    [
        (("",), 3),
        (("", " ", ""), 5),
        (("List 1: Contacts, of six months; all of them",), 3),
        (("Made-up council", "", "Contacts, referrals; assessments | enquiries"), 5),
    ],
)
def test_lines_above_the_headings_do_no_harm(
    tmp_path: Path, mark: str, above: tuple[str, ...], row: int
) -> None:
    assert read(tmp_path, lines(mark, *above).encode()) == [row]


@pytest.mark.parametrize("mark", [",", ";", "|", "\t"])
@pytest.mark.parametrize("said", ["sep={}", '"sep={}"', "SEP={}"])
def test_a_first_line_that_names_the_separator(tmp_path: Path, mark: str, said: str) -> None:
    assert read(tmp_path, lines(mark, said.format(mark)).encode("utf-8-sig")) == [3]


def test_cells_with_line_breaks_and_the_other_separators_within(tmp_path: Path) -> None:
    row = [*ROW[:6], '"q) 6: Police"']
    text = ";".join(HEADINGS) + "\r\n" + ";".join(row) + "\r\n"
    assert read(tmp_path, text.encode("cp1252")) == [2]


def test_windows_letters_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    names = ["Child Unique ID", "Child Protection Plan Start Date", "Allocated Team"]
    text = ";".join(names) + f"\r\nmade-1;01/06/2017;{TEAM}\r\n"
    (folder / "List 7.csv").write_bytes(text.encode("cp1252"))
    snapshot = imported(folder)
    assert rows(snapshot, "teams")[0]["team_name"] == TEAM
    told = notes(snapshot)
    assert "List 7.csv | text in Windows-1252, read as that | 1" in told
    assert "List 7.csv | cells parted by semicolons, read as that | 1" in told


def test_a_workbook_named_as_separated_values_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", page(1, {"Date of Contact": "03/01/2018"}))
    assert count(imported(path.rename(tmp_path / "a.csv")), 1).read == 1


def protected(tmp_path: Path, *visits: str, end: str = "\r\n") -> list[tuple[str, str | None]]:
    """What is in doubt of children on a plan, of whom list 7 gives the day of the last visit."""
    names = [
        "Child Unique ID",
        "Child Protection Plan Start Date",
        "Date of the Last Statutory Visit",
    ]
    given = [[f"made-{at}", "01/12/2017", day] for at, day in enumerate(visits, 1)]
    folder = tmp_path / "lists"
    folder.mkdir()
    text = "\r\n".join(",".join(row) for row in [names, *given]) + end
    (folder / "List 7.csv").write_text(text)
    told = doubts(imported(folder))
    return sorted((column, child) for table, column, child in told if table == "protection_visits")


def test_bare_numbers_of_days_in_text_may_count_from_either_year(tmp_path: Path) -> None:
    # 41654 is 15 January 2014 from 1900, 16 January 2018 from 1904; the lists are of that month.
    both = [("visited", "made-1"), ("visited", "made-2")]
    assert protected(tmp_path, "41654", "41640") == both


def test_one_that_would_lie_ahead_from_1904_settles_all(tmp_path: Path) -> None:
    assert protected(tmp_path, "43115", "41640") == []


@pytest.mark.parametrize(
    ("last", "end", "doubted"),
    [
        ("2018-01-1", "", [("visited", "made-2")]),
        ("2018-01-1", "\r\n", []),
        ("2018-01-18", "", []),
    ],
)
def test_a_last_cell_that_the_file_cuts_short_is_not_read(
    tmp_path: Path, last: str, end: str, doubted: list[tuple[str, str]]
) -> None:
    assert protected(tmp_path, "2018-01-15", last, end=end) == doubted
