"""A workbook that is damaged or made to do harm: refused in words, and the rest is read."""

import pickle
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.limits import CHILD_SECONDS, SHEET_CELLS
from holdfast.sources.annex_a.opening import Sheet, UnreadableSheet, sheets
from holdfast.sources.confining import Ended, Message, messages
from holdfast.sources.workbooks import reading, scanning
from tests.sources.annex_a_made import count, imported, notes, page, workbook

ROW = {"Date of Contact": "03/01/2018"}
FAR = b'<row r="20000"><c r="XFD20000"><v>1</v></c></row></sheetData>'


def whole(path: Path) -> Path:
    return workbook(path, page(1, ROW), page(2, {"Date of Referral": "03/01/2018"}))


def with_sheet(path: Path, change: Callable[[bytes], bytes], number: int = 1) -> Path:
    """The workbook with the XML of a sheet changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return path


def read(path: Path) -> tuple[list[Sheet], list[UnreadableSheet]]:
    found = list(sheets(path))
    return (
        [one for one in found if isinstance(one, Sheet)],
        [one for one in found if isinstance(one, UnreadableSheet)],
    )


@pytest.mark.parametrize("place", ["XFD20000", "XFD1048576", "A99999999999", "ZZZZ9", "ZZZZZZZZZ1"])
def test_one_cell_far_away_refuses_its_sheet_alone(tmp_path: Path, place: str) -> None:
    far = FAR.replace(b"XFD20000", place.encode())
    path = with_sheet(whole(tmp_path / "a.xlsx"), lambda xml: xml.replace(b"</sheetData>", far))
    good, broken = read(path)
    assert len(good) == 1
    assert len(broken) == 1
    assert f"{SHEET_CELLS.most:,} cells" in broken[0].what
    assert "delete the empty rows and columns" in broken[0].next_step


def test_a_cell_that_does_not_say_its_column_is_bounded_by_its_row(tmp_path: Path) -> None:
    far = b'<row r="99999999"><c><v>1</v></c></row></sheetData>'
    path = with_sheet(whole(tmp_path / "a.xlsx"), lambda xml: xml.replace(b"</sheetData>", far))
    good, broken = read(path)
    assert (len(good), len(broken)) == (1, 1)


def test_a_format_far_away_holds_nothing_and_does_no_harm(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    path = with_sheet(whole(tmp_path / "a.xlsx"), lambda xml: xml.replace(b"</sheetData>", far))
    good, broken = read(path)
    assert (len(good), broken) == (2, [])


def test_the_import_goes_on_without_the_sheet(tmp_path: Path) -> None:
    path = with_sheet(
        whole(tmp_path / "a.xlsx"), lambda xml: xml.replace(b"</sheetData>", FAR), number=2
    )
    snapshot = imported(path)
    assert count(snapshot, 1).read == 1
    assert "the most that are read" in notes(snapshot)


def test_any_byte_that_is_flipped_is_read_or_refused_in_words(tmp_path: Path) -> None:
    path = whole(tmp_path / "a.xlsx")
    raw = path.read_bytes()
    outcomes = set()
    for place in range(40, len(raw), len(raw) // 24):
        spoilt = bytearray(raw)
        spoilt[place] ^= 16
        path.write_bytes(spoilt)
        try:
            good, broken = read(path)
            outcomes.add("broken" if broken else "read")
            assert good or broken
        except CannotRead:
            outcomes.add("refused")
    assert len(outcomes) > 1


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_sheet(whole(tmp_path / "a.xlsx"), lambda xml: xml + b" " * 40_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(CannotRead, match="unpacks to more than 100 times its size"):
        list(sheets(path))


def test_blanks_without_a_tag_are_looked_through_a_piece_at_a_time(tmp_path: Path) -> None:
    """It was quadratic: what was held grew with every piece in which no tag begins."""
    path = tmp_path / "blanks"
    path.write_bytes(b"<a>" + b" " * 20_000_000 + b'<c r="B2" t="e">')
    with path.open("rb") as lines:
        pieces = list(scanning._whole_tags(lines))
    assert sum(map(len, pieces)) < 1_000_000
    assert pieces[-1] == b'<c r="B2" t="e">'


def test_a_sheet_that_ends_its_reader_is_told_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = whole(tmp_path / "a.xlsx")
    given = messages

    def breaking(module: str, file: Path, done: tuple[str, ...], ends: float) -> Iterator[Message]:
        for message in given(module, file, done, ends):
            yield message
            if done == ("0",) and message[0] == "begun":
                raise Ended("broke off")

    monkeypatch.setattr(reading, "messages", breaking)
    good, broken = read(path)
    assert (len(good), len(broken)) == (1, 1)
    assert "its reader broke off" in broken[0].what


def said(tmp_path: Path, what: str, seconds: float = CHILD_SECONDS.most) -> Iterator[Message]:
    file = tmp_path / "given"
    file.write_bytes(b"x")
    ends = time.monotonic() + seconds
    return messages("tests.sources.hungry_reader", file, (what,), ends)


@pytest.mark.parametrize("what", ["abort", "memory"])
def test_whatever_ends_the_process_ends_nothing_else(tmp_path: Path, what: str) -> None:
    with pytest.raises(Ended, match="768 MB of memory, or broke off"):
        list(said(tmp_path, what))


def test_a_process_that_goes_on_is_ended(tmp_path: Path) -> None:
    with pytest.raises(Ended, match="took longer than"):
        list(said(tmp_path, "wait", seconds=3))


def test_only_plain_values_come_back(tmp_path: Path) -> None:
    with pytest.raises((pickle.UnpicklingError, Ended)):
        list(said(tmp_path, "other"))


def test_the_process_knows_no_setting_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", "secret")
    [(_, names)] = said(tmp_path, "nothing")
    assert not [name for name in names if "HOLDFAST" in name or "SECRET" in name]
    assert "PYTHONPATH" in names
