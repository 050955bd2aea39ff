"""Files that cannot be read at all: each says what happened and what to do, and harms nothing."""

import zipfile
from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.record.store.snapshots import Store
from tests.sources.annex_a_made import (
    Page,
    count,
    doubts,
    imported,
    notes,
    page,
    refusals,
    workbook,
)

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
ROW = {"Date of Contact": "03/01/2018"}


def refused(path: Path) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        imported(path)
    assert caught.value.what
    assert caught.value.next_step
    return caught.value


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_nothing_there(tmp_path: Path) -> None:
    assert "no file or folder" in refused(tmp_path / "absent.xlsx").what


def test_a_folder_without_lists(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert "no workbook and no CSV" in refused(tmp_path / "in").what


def test_an_empty_file(tmp_path: Path) -> None:
    assert "is empty" in refused(written(tmp_path / "a.xlsx", b"")).what


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    raw = OLE + "EncryptedPackage".encode("utf-16-le")
    error = refused(written(tmp_path / "a.xlsx", raw))
    assert "protected by a password" in error.what
    assert "remove the password" in error.next_step


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", page(1, ROW))
    raw = bytearray(path.read_bytes())
    # The flag that marks an entry as encrypted, in each entry of the central directory.
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    assert "remove the password" in refused(written(path, bytes(raw))).next_step


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", page(1, ROW))
    raw = path.read_bytes()
    assert "cut short" in refused(written(path, raw[: len(raw) // 2])).what


@pytest.mark.parametrize("raw", [b"not a workbook at all", OLE, b"PK\x05\x06" + bytes(18)])
def test_no_workbook_at_all(tmp_path: Path, raw: bytes) -> None:
    assert "not a workbook" in refused(written(tmp_path / "a.xlsx", raw)).what


def test_a_web_page_named_as_a_workbook(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "a.xls", b"<html><table><tr><td>1</td></tr></table></html>"))
    assert "web page" in error.what


def test_a_workbook_without_lists(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Page("Sheet1", ["A"], [{"A": "b"}]))
    assert "None of Annex A's lists" in refused(path).what
    assert "None of Annex A's lists" in refused(workbook(path, Page("Sheet1", [], []))).what


def test_a_sheet_whose_inside_is_damaged_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "whole.xlsx", page(1, ROW), page(7))
    hurt = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(hurt, "w") as copy:
        for name in whole.namelist():
            raw = whole.read(name)
            copy.writestr(name, raw[:400] if name.endswith("sheet2.xml") else raw)
    snapshot = imported(hurt)
    assert count(snapshot, 1).read == 1
    assert [(one["part"], one["row"]) for one in refusals(snapshot)] == [("List 7", None)]


def test_a_damaged_sheet_beside_a_good_one_of_its_list_leaves_that_list_in_doubt(
    tmp_path: Path,
) -> None:
    """The list is given in part: anybody's visit may have stood on the part that is lost."""
    plan = {"Child Protection Plan Start Date": "01/06/2017"}
    path = workbook(tmp_path / "whole.xlsx", page(7, plan), page(7, plan, name="List 7 North"))
    hurt = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(hurt, "w") as copy:
        for name in whole.namelist():
            raw = whole.read(name)
            copy.writestr(name, raw[:400] if name.endswith("sheet2.xml") else raw)
    told = doubts(imported(hurt))
    assert ("protection_visits", "", None) in told
    assert {child for _, _, child in told} == {None}


def test_one_bad_file_of_several_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", page(1, ROW))
    bad = written(tmp_path / "bad.xlsx", b"PK\x03\x04 cut")
    snapshot = imported(good, bad)
    assert count(snapshot, 1).read == 1
    assert [(one["file"], one["row"]) for one in refusals(snapshot)] == [("bad.xlsx", None)]
    assert "bad.xlsx | bad.xlsx is cut short or damaged. | 1" in notes(snapshot)


def test_no_day_to_go_by_asks_for_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", page(2, {"Assessment start date": "03/01/2018"}))
    with pytest.raises(CannotRead, match="--as-at"):
        imported(path, as_at=None)


def test_the_last_good_snapshot_stays(tmp_path: Path) -> None:
    first = imported(workbook(tmp_path / "a.xlsx", page(1, ROW)))
    refused(written(tmp_path / "a.xlsx", b"spoilt"))
    assert Store(tmp_path / "home").current().id == first.id
