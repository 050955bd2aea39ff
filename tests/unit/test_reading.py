"""From the text of one cell to a value: the rules, by example."""

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.areas import Area
from holdfast.record.schema.table import (
    CodeSet,
    Column,
    Table,
    code,
    day,
    flag,
    moment,
    number,
    reference,
    text,
    whole,
)
from holdfast.record.workforce import Involvements
from holdfast.sources.days.reading_days import DAY_NOT_KNOWN
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, RawTable
from holdfast.sources.intake.reading import (
    AFTER_EXTRACT,
    NOT_KNOWN,
    SHORTENED,
    UNKNOWN_WORD,
    reader_for,
)
from holdfast.sources.text import CellRead, Value, as_text

AS_AT = date(2018, 1, 31)
NEED = CodeSet(
    "Need",
    {"N1": "abuse or neglect", "N2": "disability", "4": "housing", "NONE": "nothing", "N9": "help"},
    "made up",
    {"a) Child’s own": "N2", "Neglect": "N1"},
    unsettled=frozenset({"N9"}),
)


class Samples(Table, area=Area.FAMILY):
    """One column of each kind."""

    who = reference("persons", "Who.")
    row = reference("referrals", "Which row.")
    words = text("Words.")
    need = code(NEED, "Need.")
    on = day("Day.", ahead=True)
    done = day("Day of something that has happened.")
    at = moment("Moment.")
    seen = flag("Seen.")
    count = whole("Count.")
    score = number("Score.")


def read(column: Column, cell: str) -> CellRead:
    return reader_for(column, AS_AT)(cell)


def _one_column(cells: list[str | None]) -> RawTable:
    held = pa.table({"x": pa.array(cells, pa.string())})
    return RawTable("t", "f", "", held, pa.array(range(len(cells))))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/01/2018", date(2018, 1, 31)),
        (" 1/2/2018 ", date(2018, 2, 1)),
        ("31.01.2018", date(2018, 1, 31)),
        ("2018-01-31", date(2018, 1, 31)),
        ("2018/1/31", date(2018, 1, 31)),
        ("20180131", date(2018, 1, 31)),
        ("2018-01-31 23:59:59", date(2018, 1, 31)),
        ("2018-01-31T23:59:59.9999999", date(2018, 1, 31)),
        ("31/01/2018 23:59", date(2018, 1, 31)),
        ("31/01/2018 11:59:01 PM", date(2018, 1, 31)),
        ("31-Jan-2018", date(2018, 1, 31)),
        ("31 January 2018", date(2018, 1, 31)),
        ("1st Sept 2017", date(2017, 9, 1)),
        ("31-JAN-18", date(2018, 1, 31)),
        ("43131", date(2018, 1, 31)),
        ("43131.0", date(2018, 1, 31)),
        ("43131.75", date(2018, 1, 31)),
        ("29/02/2016", date(2016, 2, 29)),
        ("31/01/20", date(2020, 1, 31)),
        ("01/02/20", date(1920, 2, 1)),
        ("31/01/99", date(1999, 1, 31)),
        # Half past eleven at night in universal time is the next day in a London summer.
        ("2017-06-30T23:30:00Z", date(2017, 7, 1)),
        ("2018-01-30T23:30:00Z", date(2018, 1, 30)),
        ("2018-01-31T00:30:00+02:00", date(2018, 1, 30)),
    ],
)
def test_a_day_is_read(cell: str, expected: date) -> None:
    assert read(Samples.on, cell).value == expected


@pytest.mark.parametrize(
    "cell",
    ["1900-01-01", "01/01/1900", "1900-01-01 00:00:00", "1753-01-01", "9999-12-31", "0"],
)
def test_a_placeholder_day_is_not_recorded_and_noted(cell: str) -> None:
    assert read(Samples.on, cell) == CellRead(note="a placeholder day, read as not recorded")


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ("30/02/2018", "There is no such day."),
        ("29/02/2018", "There is no such day."),
        ("29/02/19", "There is no such day."),
        ("01/13/2018", "There is no such day."),
        ("31-Foo-2018", "There is no such day."),
        ("01/01/0218", "The year is before 1900 or after 2100."),
        ("1899-06-01", "The year is before 1900 or after 2100."),
        ("01/01/2101", "The year is before 1900 or after 2100."),
        ("31/01/2018 25:00", "There is no such time of day."),
        ("31/01/2018 13:00 PM", "There is no such time of day."),
        ("last Tuesday", "It is not written as a day."),
        ("99999", "It is not written as a day."),
        ("31/01", "It is not written as a day."),
    ],
)
def test_a_day_that_cannot_be_read_says_why(cell: str, trouble: str) -> None:
    assert read(Samples.on, cell) == CellRead(trouble=trouble)


@pytest.mark.parametrize("cell", ["", "  ", "-"])
def test_an_empty_day_is_just_not_recorded(cell: str) -> None:
    assert read(Samples.on, cell) == CellRead()


@pytest.mark.parametrize("cell", ["N/A", "unknown", "Not known"])
def test_words_for_an_unknown_day_are_trouble(cell: str) -> None:
    assert read(Samples.on, cell) == CellRead(trouble=DAY_NOT_KNOWN)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/01/2018", datetime(2018, 1, 31)),
        ("31/01/2018 08:30", datetime(2018, 1, 31, 8, 30)),
        ("2018-01-31 08:30:05.25", datetime(2018, 1, 31, 8, 30, 5, 250_000)),
        ("31/01/2018 12:05 am", datetime(2018, 1, 31, 0, 5)),
        ("43131.75", datetime(2018, 1, 31, 18)),
        ("2017-06-30T12:00:00Z", datetime(2017, 6, 30, 13)),
    ],
)
def test_a_moment_is_read(cell: str, expected: datetime) -> None:
    assert read(Samples.at, cell).value == expected


def test_what_has_happened_did_not_happen_after_the_extract() -> None:
    assert read(Samples.done, "31/01/2018").value == AS_AT
    assert read(Samples.done, "01/02/2018") == CellRead(trouble=AFTER_EXTRACT)
    assert read(Samples.on, "01/02/2018").value == date(2018, 2, 1)


def test_a_year_of_two_figures_is_noted() -> None:
    assert "century" in read(Samples.on, "31/01/18").note


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[(cell, True) for cell in ("Y", "yes", "1", "True", "a) Yes", "Yes - seen", "1.0")],
        *[(cell, False) for cell in ("N", "No", "0", "FALSE", "b) No", "No: not seen")],
        *[(cell, None) for cell in ("Not stated/recorded", "n/a")],
    ],
)
def test_a_flag_is_read(cell: str, expected: bool | None) -> None:
    assert read(Samples.seen, cell) == CellRead(expected)


@pytest.mark.parametrize("cell", ["U", "Unknown", "c) Unknown"])
def test_a_flag_that_is_not_known_is_no_answer(cell: str) -> None:
    assert read(Samples.seen, cell) == CellRead(unknown=NOT_KNOWN)


def test_a_flag_that_is_neither_is_troubled() -> None:
    assert read(Samples.seen, "maybe") == CellRead(trouble="It is neither yes nor no.")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("N1", "N1"),
        ("n1", "N1"),
        ("a) N1", "N1"),
        ("p1) N2", "N2"),
        ("N1 - Abuse or neglect", "N1"),
        ("N1 – whatever they wrote", "N1"),
        ("e) N2: Disability", "N2"),
        ("N1 Abuse", "N1"),
        ("N1 (abuse)", "N1"),
        ("Neglect", "N1"),
        ("b) NEGLECT", "N1"),
        ("a) Child's  own", "N2"),
        ("Abuse or Neglect", "N1"),
        ("4.0", "4"),
        ("None", "NONE"),
    ],
)
def test_a_code_is_read(cell: str, expected: str) -> None:
    assert read(Samples.need, cell) == CellRead(expected)


@pytest.mark.parametrize("cell", ["N9", "help", "c) N9: Help"])
def test_a_code_by_which_councils_mean_different_things_is_kept_and_doubted(cell: str) -> None:
    reading = read(Samples.need, cell)
    assert (reading.value, reading.trouble, reading.note) == ("N9", "", "")
    assert reading.unknown != ""


@pytest.mark.parametrize(
    ("cell", "part", "settled"),
    [
        ("CW", "CW", True),
        ("Allocated Worker", "CW", True),
        ("case worker", "CW", True),
        ("Family Help Lead Practitioner", "LP", True),
        ("Lead Child Protection Practitioner", "LCPP", True),
        ("Lead family support worker", "FSL", True),
        ("Family Support Worker", "FSW", False),
        ("FSW", "FSW", False),
        ("Child protection conference chair", "CPC", True),
    ],
)
def test_the_plain_words_for_a_worker_s_part_are_read(cell: str, part: str, settled: bool) -> None:
    """A family support worker may lead since December 2023: the council says which."""
    reading = read(Involvements.role, cell)
    assert reading.value == part
    assert (reading.unknown == "") is settled


def test_an_unknown_code_is_kept_as_it_stands_and_unknown() -> None:
    reading = read(Samples.need, "N77 - New")
    assert reading.value == "N77 - New"
    assert reading.unknown == UNKNOWN_WORD
    assert not reading.note


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("12", 12), ("12.0", 12), ("1,200", 1200), ("1,200,300", 1_200_300), ("-1", -1)],
)
def test_a_whole_number_is_read(cell: str, expected: int) -> None:
    found = read(Samples.count, cell).value
    assert found == expected
    assert isinstance(found, int)


@pytest.mark.parametrize("cell", ["12.5", "twelve", "1,2", "12a", "1e5"])
def test_what_is_not_a_whole_number_is_troubled(cell: str) -> None:
    assert read(Samples.count, cell).trouble


def test_a_number_may_have_a_fraction() -> None:
    assert read(Samples.score, "1,200.5").value == 1200.5


def test_identifiers_lose_what_a_spreadsheet_added() -> None:
    assert read(Samples.who, "1234.0").value == "1234"
    assert read(Samples.who, " 0012 ").value == "0012"
    assert read(Samples.who, "1.10").value == "1.10"
    assert read(Samples.who, "-1") == CellRead(note="-1, read as no identifier")


@pytest.mark.parametrize(
    "cell",
    ["1.00012E+11", "1.00012E11", "1,00012E+11", "1.00012e+11", "1E+11", " -1.5E+09 "],
)
def test_a_number_that_excel_has_shortened_is_no_identifier(cell: str) -> None:
    assert read(Samples.who, cell) == CellRead(trouble=SHORTENED)


@pytest.mark.parametrize("cell", ["#####", "#", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
def test_what_a_spreadsheet_shows_in_place_of_a_number_is_no_identifier(cell: str) -> None:
    reading = read(Samples.who, cell)
    assert reading.value is None
    assert "spreadsheet" in reading.trouble


@pytest.mark.parametrize(
    "cell",
    [
        "N/A", "NA", "n.a.", "none", "Unknown", "Unborn", "unborn baby", "TBC", "tba", "-", "--",
        "?", "0", "0.0", "000", "-1.0", "not known", "Not yet known",
    ],
)  # fmt: skip
def test_words_that_say_there_is_no_number_are_no_identifier(cell: str) -> None:
    assert read(Samples.who, cell) == CellRead(
        note="it says there is no number, read as no identifier"
    )


@pytest.mark.parametrize("cell", ["0", "0.0"])
def test_a_row_may_be_number_nought(cell: str) -> None:
    assert read(Samples.row, cell) == CellRead("0")
    both = Columns(_one_column([cell]), AS_AT)
    assert both.values(Cell("x"), Samples.row).to_pylist() == ["0"]
    assert both.values(Cell("x"), Samples.who).to_pylist() == [None]


@pytest.mark.parametrize(
    "cell", ["12E3", "1E11", "E+11", "K-1", "NA12", "N/A-7", "Unborn7", "#12", "10", "-12", "A#"]
)
def test_an_identifier_that_only_looks_like_one_of_those_stands(cell: str) -> None:
    assert read(Samples.who, cell) == CellRead(cell)


@pytest.mark.parametrize("column", Samples.columns, ids=lambda column: column.name)
@pytest.mark.parametrize("cell", ["NULL", "NaN", "SSD_PH"])
def test_fillers_are_not_recorded_and_noted(column: Column, cell: str) -> None:
    reading = read(column, cell)
    assert reading.value is None
    assert reading.note


@given(
    column=st.sampled_from(Samples.columns),
    cell=st.text(max_size=20)
    | st.datetimes(datetime(1899, 1, 1), datetime(2101, 1, 1)).map(str)
    | st.from_regex(r"\A[0-3]?\d[/-][01]?\d[/-](19|20)?\d\d( [0-2]\d:[0-5]\d)?\Z"),
)
def test_any_text_is_read_without_falling_over_and_never_quoted(column: Column, cell: str) -> None:
    reading = read(column, cell)
    assert not (reading.trouble and reading.value is not None)
    if len(cell.strip()) > 12:
        assert cell.strip() not in reading.note + reading.trouble


ODD = st.sampled_from(
    ["", " ", "-1", " -1", "null", "12.0", "12.0 ", "\u00a0x", "x\x1f", "\u2009a\u2009", "ssd_ph",
     "1.2E+9", "1,2e11", "#N/A", "####", "#1", "n/a", "TBC", "\u2014", "000", "0.0", "unborn child",
     "\x0b", "a\x0b", "not known", "NOT  KNOWN", "un\u212anown", "\u0661.2E+9"]
)  # fmt: skip
TIMED = st.datetimes(datetime(1890, 1, 1), datetime(2110, 1, 1)).flatmap(
    lambda at: st.sampled_from(
        [str(at), at.isoformat(), f"{at:%d/%m/%Y %H:%M}", f"{at:%d-%b-%y %H:%M}"]
    )
)


@given(
    column=st.sampled_from(Samples.columns),
    cells=st.lists(st.none() | ODD | TIMED | st.text(max_size=8), max_size=8),
)
def test_a_whole_column_says_what_its_cells_would(column: Column, cells: list[str | None]) -> None:
    columns = Columns(_one_column(cells), AS_AT)
    found: list[Value | None] = columns.values(Cell("x"), column).to_pylist()
    assert found == [None if cell is None else read(column, cell).value for cell in cells]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("x", "x"),
        (12.0, "12"),
        (12.5, "12.5"),
        (7, "7"),
        (True, "Yes"),
        (date(2018, 1, 31), "2018-01-31"),
        (datetime(2018, 1, 31, 8, 30), "2018-01-31 08:30:00"),
    ],
)
def test_cells_of_spreadsheets_and_databases_become_text(
    value: object, expected: str | None
) -> None:
    assert as_text(value) == expected
