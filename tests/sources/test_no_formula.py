"""No cell of any workbook that Holdfast writes is a formula, whatever a source holds.

Every text column of every list is shown to hold what a spreadsheet might run, and the file is read
as it lies: a cell is text or a number, nothing is computed, nothing is linked, nothing is run.
"""

import ast
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from holdfast.printing import FORMULA, defused
from holdfast.record.permanence import Permanence
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.annex_a_workbook.layout import LAYOUTS
from holdfast.sources.annex_a_workbook.register import LISTS
from holdfast.sources.made_up import write_annex_a
from holdfast.sources.made_up.council import council_tables
from tests.sources.annex_a_lists import AS_AT, Tables

SOURCE = Path(__file__).parents[2] / "src" / "holdfast"
EVIL = (
    "=1+1 ", "+1 ", "-1 ", "@SUM(1) ", "\t=1 ", "\r=1 ",
    "=cmd|' /C calc'!A0 ", '=HYPERLINK("http://example.org","see")&', "=DDE(1) ",
)  # fmt: skip
# Codes that say whom a list is of, or which row: spoilt, they would leave the list empty.
DECIDING = {
    "involvements.role", "care_leavers.eligibility", "health_checks.kind", "missing_episodes.kind",
    "immigration_statuses.kind", "permanence.order_type", "care_plans.permanence_plan",
}  # fmt: skip
# The columns that say a word or a name of the record's.
WORDS = {
    "Child Unique ID", "Gender", "Ethnicity", "Contact Source", "Referral Source", "Allocated Team",
    "Organisation completing assessment", "Allocated Worker", "Allocated Personal Advisor",
    "Primary Need Code", "Reason for Closure", "Initial Category of Abuse",
    "Latest Category of Abuse", "Child's Category of Need", "Child's Legal Status",
    "Reason Ceased to be Looked After", "Placement Type", "Placement Provider",
    "Placement postcode", "URN of Placement", "LA in Touch", "Type of Accommodation",
    "Suitability of Accommodation", "Activity Status",
    "Reason Why Child No Longer Placed for Adoption",
}  # fmt: skip
# What the record never says in words of its own, and so has nothing for a source to spoil.
OURS = re.compile(
    r"Disability|NFA|Seen|requiring|unnecessary|Result in|Case Status|\(Y/N\)|Eligibility"
    r"|permanence plan|Family identifier|Placement Location|LA of Placement"
)
_CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def spoilt(tables: Tables) -> Tables:
    """The tables with every word in them changed to one that begins as a formula does.

    A word is changed alike wherever it stands, so that a child's rows still find one another.
    """
    found = {}
    for table in TABLES:
        held = tables[table.name]
        for column in table.columns:
            if is_word(column) and f"{table.name}.{column.name}" not in DECIDING:
                blank = "RD1" if column is Permanence.reversed_reason else None  # said of few
                words = [evil(word or blank) for word in held.column(column.name).to_pylist()]
                at = held.schema.get_field_index(column.name)
                held = held.set_column(at, column.name, pa.array(words, pa.string()))
        found[table.name] = held
    return found


def is_word(column: Column) -> bool:
    return column.kind in (ColumnKind.ID, ColumnKind.TEXT, ColumnKind.CODE)


def evil(word: str | None) -> str | None:
    return None if word is None else EVIL[sum(word.encode()) % len(EVIL)] + word


@pytest.fixture(scope="module", params=LAYOUTS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = spoilt(council_tables(1500, AS_AT, seed=8))
    path = tmp_path_factory.mktemp("spoilt") / f"{request.param}.xlsx"
    return write_annex_a(whole, AS_AT, path, request.param)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as held:
        return {one: held.read(one) for one in held.namelist()}


def test_every_text_column_holds_what_might_be_run_as_text(book: Path) -> None:
    read = CalamineWorkbook.from_path(book)
    for listed in LISTS[:10]:
        headings, *rows = read.get_sheet_by_name(f"List_{listed.number}").to_python()
        assert rows, listed.title
        for place, column in enumerate(listed.within(book.stem)):
            cells = [row[place] for row in rows if row[place] != ""]
            told = [cell for cell in cells if isinstance(cell, str)]
            if column.heading in WORDS:
                assert any(cell.startswith((*FORMULA, "_x000")) for cell in told), headings[place]
            else:
                assert not told or OURS.search(column.heading), headings[place]


def test_no_cell_is_anything_but_text_or_a_number(book: Path) -> None:
    seen = 0
    for name, content in parts(book).items():
        if not name.startswith("xl/worksheets/"):
            continue
        for cell in ElementTree.fromstring(content).iter(f"{_CELLS}c"):
            assert {part.tag for part in cell} <= {f"{_CELLS}is", f"{_CELLS}v"}, name
            assert cell.get("t", "n") in ("inlineStr", "s", "n"), name
            seen += 1
    assert seen > 10_000


def test_nothing_in_the_workbook_is_linked_or_run(book: Path) -> None:
    allowed = re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
        r"|xl/(workbook|styles|sharedStrings)\.xml|xl/theme/theme1\.xml"
        r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml"
    )
    held = parts(book)
    assert [name for name in held if not allowed.fullmatch(name)] == []
    for name, content in held.items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in content
    assert b"<definedName" not in held["xl/workbook.xml"]


@pytest.mark.parametrize("start", EVIL)
def test_a_file_of_separated_values_has_it_behind_a_mark(start: str) -> None:
    assert defused(f"{start}x") == f"'{start}x"


def calls() -> Iterator[tuple[str, str]]:
    """Every call in the source by the name of the method, with its file."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "xlsxwriter" in text or "sheet.write_" in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    yield path.name, node.func.attr


def test_no_sheet_is_written_by_what_takes_text_for_a_formula_or_an_address() -> None:
    writing = {method for _, method in calls() if method.startswith(("write_", "insert_"))}
    # The last is Arrow's, for a table of ours.
    kept = {
        "write_string",
        "write_number",
        "write_datetime",
        "write_workbook",
        "write_text",
        "write_table",
    }
    assert "write_string" in writing
    assert writing <= kept
    assert "write" not in {method for _, method in calls()}
