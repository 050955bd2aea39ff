"""A looked-after return read as councils really send it, and as they should not."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from holdfast.errors import CannotRead
from holdfast.sources.ssda903 import ReturnReading, read_return
from holdfast.sources.ssda903.columns import ReturnTable
from holdfast.sources.ssda903.identifying import headings_of
from holdfast.sources.ssda903.layout import BY_NAME, TABLES
from holdfast.sources.ssda903.troubles import TOLD, CellTrouble

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
ROWS = "1,F,01/05/2012,WBRI,UN2,0,\n2,M,02/05/2012,WBRI,UN2,,\n"


def read(tmp_path: Path, *files: tuple[str, str | bytes]) -> ReturnReading:
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_return(tmp_path)


def header(tmp_path: Path, text: str | bytes) -> ReturnReading:
    return read(tmp_path, ("Header.csv", text))


def whats(reading: ReturnReading) -> list[str]:
    return [one.what for one in reading.refused]


def as_rows(reading: ReturnReading, table: str = "Header") -> list[tuple[str | None, object]]:
    rows = reading.tables[table].to_pylist()
    return [(row["CHILD"], row["DOB"]) for row in rows]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_file_is_known_by_its_headings_in_any_order(table: ReturnTable) -> None:
    names = [column.name for column in table.columns]
    for order in (names, names[::-1], [name.lower() for name in names]):
        found = headings_of(order)
        assert found is not None
        assert found.table is table
        assert not found.absent


CLEAN: dict[str, Callable[[str], bytes]] = {
    "as it should be": str.encode,
    "with a mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "in UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "in Windows-1252": lambda text: text.replace("WBRI", "WBRI\u2019").encode("cp1252"),
    "with semicolons": lambda text: text.replace(",", ";").encode(),
    "with tabs": lambda text: text.replace(",", "\t").encode(),
    "saying its separator": lambda text: b"sep=;\n" + text.replace(",", ";").encode(),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "with the line ends of old": lambda text: text.replace("\n", "\r").encode(),
    "with blank lines": lambda text: b"\n" + text.replace("\n", "\n\n").encode(),
    "with quotation marks": lambda text: text.replace("WBRI", '"WBRI"').encode(),
    "with spaces": lambda text: text.replace(",UN2,", ", UN2 ,").encode(),
}


@pytest.mark.parametrize("form", CLEAN.values(), ids=list(CLEAN))
def test_a_file_reads_the_same_in_every_form(form: Callable[[str], bytes], tmp_path: Path) -> None:
    reading = header(tmp_path, form(HEADER + ROWS))
    expected = read(tmp_path / "plain", ("h.csv", HEADER + ROWS))
    assert as_rows(reading) == as_rows(expected)
    assert len(as_rows(reading)) == 2
    assert reading.refused == []


def test_headings_that_are_not_quite_right_are_named(tmp_path: Path) -> None:
    text = "child,SEX,DOB,ETHNC,UPN,MOTHER,MC_DOB,TEAM\n1,F,01/05/2012,WBRI,UN2,0,,A\n"
    reading = header(tmp_path, text)
    assert whats(reading) == [
        "Header.csv has no column called ETHNIC (it has ETHNC, which may be it)."
    ]
    assert reading.lacking[("Header", "ETHNIC")] in whats(reading)[0]
    assert reading.tables["Header"]["ETHNIC"].null_count == 1
    assert any("child" in note for note in reading.notes)
    assert any("TEAM" in note for note in reading.notes)


def test_rows_read_and_rows_refused_are_the_rows_given(tmp_path: Path) -> None:
    text = HEADER + ROWS + "3,F\n,,,,,,\n\n4,F,01/05/2012,WBRI,UN2,0,,,,x\n5,M,,WBRI,UN2,,\n"
    reading = header(tmp_path, text)
    read_rows = reading.tables["Header"]
    assert read_rows["CHILD"].to_pylist() == ["1", "2", "5"]
    assert read_rows["line"].to_pylist() == [2, 3, 8]
    assert [(one.first, "2 cells" in one.what) for one in reading.refused] == [
        (4, True),
        (7, False),
    ]
    assert reading.given == {"Header (Header.csv)": 3 + 2 + 2}


def test_a_quotation_mark_left_open_takes_no_other_row_with_it(tmp_path: Path) -> None:
    reading = header(tmp_path, HEADER + '0,"F,01/05/2012,WBRI,UN2,0,\n' + ROWS)
    assert [child for child, _ in as_rows(reading)] == ["1", "2"]
    assert [one.first for one in reading.refused] == [2]


def test_cells_that_cannot_be_read_are_told_by_column_and_row(tmp_path: Path) -> None:
    text = (
        HEADER + "1,F,30/02/2012,WBRI,UN2,0,\n2,F,2012-05-01,WBRI,UN2,0,\n"
        "=cmd|x,F,01/05/2012 00:00,WBRI,UN2,0,soon\n"
    )
    reading = header(tmp_path, text)
    told = {(one.column, one.trouble): one.rows for one in reading.troubles}
    assert told == {
        ("DOB", CellTrouble.NO_DAY): (1,),
        ("DOB", CellTrouble.OTHER_FORM): (2,),
        ("MC_DOB", CellTrouble.NO_DAY): (3,),
        ("CHILD", CellTrouble.FORMULA): (3,),
    }
    assert reading.tables["Header"]["unreadable"].to_pylist() == [["DOB"], None, ["MC_DOB"]]
    assert [str(day) for _, day in as_rows(reading)] == ["None", "2012-05-01", "2012-05-01"]


def test_of_a_column_that_is_wrong_throughout_the_number_is_told(tmp_path: Path) -> None:
    rows = "".join(f"{n},F,soon,WBRI,UN2,0,\n" for n in range(TOLD + 10))
    reading = header(tmp_path, HEADER + rows)
    assert [len(one.rows) for one in reading.troubles] == [TOLD]
    assert f"{TOLD + 10} cells" in whats(reading)[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b,c\n1,2,3\n", "headings of no file"),
        (b"PK\x03\x04rest", "holds no file"),
        (b"CHILD,SEX\x00\n1,F\n", "no text"),
    ],
)
def test_what_is_no_file_of_the_return_is_named(text: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as refused:
        header(tmp_path, text)
    assert says in refused.value.what or "Header.csv" in refused.value.what
    other = read(tmp_path / "two", ("Header.csv", HEADER + ROWS), ("Episodes.csv", text))
    assert len(other.refused) == 1
    assert "Episodes.csv" in whats(other)[0]


def test_headings_alone_are_a_file_without_rows(tmp_path: Path) -> None:
    for text in (HEADER, HEADER.strip()):
        assert header(tmp_path, text).tables["Header"].num_rows == 0


def test_a_second_file_of_one_kind_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, ("a.csv", HEADER + ROWS), ("b.csv", HEADER + ROWS))
    assert "a second file of Header" in whats(reading)[0]


def test_csv_and_xml_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="CSV files and an XML"):
        read(tmp_path, ("Header.csv", HEADER + ROWS), ("return.xml", "<EXPSSDA903/>"))


def test_children_have_one_number_in_every_file_of_both_years(tmp_path: Path) -> None:
    reviews = (
        "CHILD,DOB,REVIEW,REVIEW_CODE\n2,,01/05/2025,PN1\n9,,01/05/2025,PN1\n,,01/05/2025,PN1\n"
    )
    last = ("last_year/Header.csv", HEADER + "2,M,02/05/2012,WBRI,UN2,,\n")
    reading = read(tmp_path, ("Header.csv", HEADER + ROWS), ("Reviews.csv", reviews), last)
    numbers = {
        row["CHILD"]: row["child"]
        for tables in (reading.tables, reading.last_year)
        for rows in tables.values()
        for row in rows.to_pylist()
    }
    assert len(set(numbers.values())) == len(numbers) == reading.children == 4
    assert reading.last_year["Header_last"]["child"].to_pylist() == [numbers["2"]]


def test_a_zip_is_read_as_the_folder_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("903/Header.csv", HEADER + ROWS)
        archive.writestr("903/last_year/Header.csv", HEADER + ROWS)
        archive.writestr("903/providers.csv", "URN,Placement code\nSC1,K2\n")
    reading = read_return(path)
    assert set(reading.tables) == {"Header"}
    assert set(reading.last_year) == {"Header_last"}
    assert reading.lists["Providers"]["PLACE"].to_pylist() == ["K2"]


XML = """<?xml version="1.0"?><EXPSSDA903>
<CHILD><HEADER><CHILDID>1</CHILDID><SEX>F</SEX><DOB>01/05/2012</DOB><ETHNIC>WBRI</ETHNIC>
<UPN>UN2</UPN><UASC>1</UASC><AREVIEW><REVIEW>01/05/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE>
</AREVIEW><AMISSING><MISSING>M</MISSING><MIS_START>02/05/2025</MIS_START></AMISSING></HEADER>
<EPISODE><DECOM>01/04/2025</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>2</CHILDID><SEX>M</SEX><DOB>02/05/2012</DOB></HEADER></CHILD>
</EXPSSDA903>"""


def test_the_xml_file_gives_the_rows_of_the_same_tables(tmp_path: Path) -> None:
    reading = read(tmp_path, ("return.xml", XML))
    assert [child for child, _ in as_rows(reading)] == ["1", "2"]
    (episode,) = reading.tables["Episodes"].to_pylist()
    assert (episode["CHILD"], episode["PLACE"], episode["line"]) == ("1", "U6", 5)
    assert reading.tables["UASC"]["CHILD"].to_pylist() == ["1"]
    assert reading.tables["Missing"]["MISSING"].to_pylist() == ["M"]
    assert "SWEpisodes" not in reading.tables


def test_xml_that_ends_in_the_middle_gives_the_children_before(tmp_path: Path) -> None:
    reading = read(tmp_path, ("return.xml", XML[: XML.index("<SEX>M")]))
    assert [child for child, _ in as_rows(reading)] == ["1"]
    assert "is no XML from row" in whats(reading)[0]


def test_an_entity_is_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    text = XML.replace('"1.0"?>', f'"1.0"?>{bomb}').replace("<SEX>F", "<SEX>&b;")
    reading = read(tmp_path, ("return.xml", text))
    assert reading.tables["Header"]["SEX"].to_pylist()[0] in (None, "")


def test_every_column_has_a_meaning() -> None:
    assert all(column.meaning for table in BY_NAME.values() for column in table.columns)


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
def test_a_heading_or_a_cell_too_long_for_any_reader_is_refused(
    tmp_path: Path, quoted: bool
) -> None:
    long = "x" * 200_000
    with pytest.raises(CannotRead, match="too long"):
        header(tmp_path, f"{long},{HEADER}{ROWS}")
    if quoted:
        # A mark left open elsewhere has each row read by itself.
        reading = header(tmp_path, f'{HEADER}{ROWS}3,"F,,,,,\n4,{long},,,,,\n')
        rows = reading.tables["Header"].num_rows
        assert rows + len([one for one in reading.refused if one.first > 1]) == 4
