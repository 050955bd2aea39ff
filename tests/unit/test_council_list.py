"""A council's own list as people export it: what is read, and what is kept and counted."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.reconciling.council_list import CouncilList, read_list

ON = date(2018, 1, 31)


def read(tmp_path: Path, text: str | bytes, child_column: str = "") -> CouncilList:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_list(path, ON, child_column)


PLAIN = "Child ID,Due,Start,Status,Done\nC1,24/01/2018,10/01/2018,Overdue,\nC2,2018-01-25,,,\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.encode("utf-8-sig"),
        f"Overdue visits at 31 January 2018\n\n{PLAIN}",
        f"sep=;\n{PLAIN.replace(',', ';')}",
        "\n\n" + PLAIN,
    ],
    ids=["commas", "semicolons", "utf-16 and tabs", "a mark", "a title", "sep=", "blank lines"],
)
def test_a_list_is_read_however_it_was_saved(tmp_path: Path, text: str | bytes) -> None:
    found = read(tmp_path, text)
    assert [row.child for row in found.rows] == ["C1", "C2"]
    first, second = found.rows
    assert (first.due, first.started, first.stopped) == (date(2018, 1, 24), date(2018, 1, 10), None)
    assert first.statuses == ("overdue",)
    assert (second.due, second.started, second.statuses) == (date(2018, 1, 25), None, ())
    assert found.given == 2
    assert found.notes == ()


@pytest.mark.parametrize(
    "heading",
    ["child", "child_id", "person_id", "Child Unique ID", "Child’s ID", "PERS_PERSON_ID", "ID"],
)
def test_the_childs_column_is_known_by_many_names(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, f"Team,{heading},Worker\nT1,C1,W1\n")
    assert [row.child for row in found.rows] == ["C1"]


def test_the_childs_column_can_be_named(tmp_path: Path) -> None:
    text = "Child ID,Our reference\nC1,R1\n"
    assert [row.child for row in read(tmp_path, text, "Our Reference").rows] == ["R1"]
    with pytest.raises(CannotRead, match="no column of the name given"):
        read(tmp_path, text, "Their reference")


def test_nothing_is_lost(tmp_path: Path) -> None:
    """Given are the rows that were read, repeated, shortened or without a child."""
    found = read(
        tmp_path,
        "Child ID,Due\nC1,24/01/2018\nc1,24/01/2018\nC1,31/01/2018\n,1/1/2018\nN/A,\n"
        "1.00012E+11,\nC2,31/02/2018\n12345.0,\n",
    )
    assert [(row.child, row.due) for row in found.rows] == [
        ("C1", date(2018, 1, 24)),
        ("C1", date(2018, 1, 31)),
        ("C2", None),
        ("12345", None),
    ]
    assert (found.given, found.repeated, found.without_child, found.shortened) == (8, 1, 2, 1)
    assert len(found.rows) + found.repeated + found.without_child + found.shortened == found.given
    assert len(found.notes) == 4
    assert not any("C1" in note or "31/02" in note for note in found.notes)


def test_a_column_written_month_first_is_not_half_read(tmp_path: Path) -> None:
    found = read(tmp_path, "Child ID,Due\nC1,1/4/2018\nC2,1/24/2018\n")
    assert [row.due for row in found.rows] == [None, None]
    assert found.notes == ("The days of the column “due” are written month first: not read.",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("Child ID,Due\n", "has headings and no rows"),
        ("Name,Due\nA,1\n", "no column that is known"),
        (b"PK\x03\x04\x14\x00", "is a workbook"),
    ],
)
def test_a_bad_list_is_refused(tmp_path: Path, text: str | bytes, what: str) -> None:
    with pytest.raises(CannotRead, match=what):
        read(tmp_path, text)


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="cannot be opened"):
        read_list(tmp_path / "none.csv", ON)


@pytest.mark.parametrize(
    ("row", "claimed"),
    [
        ("C1,,Overdue,", True),
        ("C1,,RED,", True),
        ("C1,,,", True),
        ("C1,,Somehow,", True),
        ("C1,,not overdue,", False),
        ("C1,,Completed,", False),
        ("C1,,,30/01/2018", False),
        ("C1,,,1/2/2018", True),
    ],
)
def test_a_row_says_overdue_unless_it_says_otherwise(
    tmp_path: Path, row: str, claimed: bool
) -> None:
    found = read(tmp_path, f"Child ID,Due,Status,Date completed\n{row}\n")
    assert found.rows[0].claims("overdue", ON) is claimed


def test_words_that_are_not_known_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "Child ID,Status\nC1,Somehow\nC2,Overdue\n")
    assert len(found.notes) == 1
    assert "Somehow" not in found.notes[0]
