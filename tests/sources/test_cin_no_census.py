"""What is no census at all is refused in words, with a line where there is one."""

import io
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from holdfast.errors import CannotRead
from holdfast.sources.cin_census import read_census
from tests.sources.cin_made import FOOT, HEAD, child, read, small

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def refusal(text: str | bytes) -> CannotRead:
    with pytest.raises(CannotRead) as met:
        read(text)
    assert met.value.next_step
    return met.value


def workbook() -> bytes:
    held = io.BytesIO()
    with Workbook(held) as book:
        book.add_worksheet().write(0, 0, "LAchildID")
    return held.getvalue()


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as one:
        one.writestr("census.xml", small(child("MU1")))
    return held.getvalue()


@pytest.mark.parametrize(
    "text", ["", " \n\t\n ", "\ufeff", "<?xml version='1.0'?>\n<!-- none -->\n"]
)
def test_a_file_with_nothing_in_it_is_empty(text: str, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotRead, match="The file is empty"):
        read_census(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (workbook(), "a workbook or a zip archive"),
        (archive(), "a workbook or a zip archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>>", "a PDF document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "an old workbook"),
        (b"\x1f\x8b\x08\x00" + bytes(40), "a compressed archive"),
        (b"LAchildID,Sex\nMU1,F\n", "does not begin with an element"),
        (b'{"children": [{"number": "<Children>"}]}', "does not begin with an element"),
        (b"MU1 <Message>", "does not begin with an element"),
    ],
)
def test_another_format_is_named(content: bytes, words: str) -> None:
    assert words in refusal(content).what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<html>\n<body/></html>", 1),
        ("<?xml version='1.0'?>\n\n<Messages><Children/></Messages>", 3),
        ("<!-- a\nb --><Children><Child/></Children>", 2),
        ("<SSD>\n<Children><Child/></Children></SSD>", 1),
    ],
)
def test_another_root_is_told_with_its_line(text: str, line: int) -> None:
    assert f"outermost element, in line {line}, is not called Message" in refusal(text).what


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        f"{HEAD}{FOOT}",
        f"{HEAD}<Childre",
        "<Message",
        "<Message><!-- <Children> --></Message>",
        "<Message>" + " " * (1 << 20) + "<Children><Child/></Children></Message>",
    ],
)
def test_a_file_without_children_says_so(text: str) -> None:
    assert "no element called Children" in refusal(text).what


def test_where_a_file_ends_that_has_no_children_is_told() -> None:
    assert "ends in line 2" in refusal(f"{HEAD}{FOOT}").what


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE Message>",
        f'<!DOCTYPE Message [<!ENTITY a0 "ha">{BOMB}]>',
        '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Message SYSTEM "http://127.0.0.1/census.dtd">',
        '<!DOCTYPE Message [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>',
        '<!DOCTYPE Message [<!ENTITY child "<Children><Child/></Children>">]>',
    ],
)
def test_any_doctype_is_refused_with_its_line(doctype: str) -> None:
    text = small(child("&a9;")).replace("<Message>", f"<?xml version='1.0'?>\n{doctype}\n<Message>")
    assert "has a DOCTYPE in line 2" in refusal(text).what


def test_a_doctype_without_children_is_refused_too() -> None:
    assert "DOCTYPE" in refusal("<!DOCTYPE Message>\n<Message/>").what


def test_a_doctype_in_a_comment_harms_nobody() -> None:
    text = small(child("MU1")).replace("<Message>", "<!-- <!DOCTYPE Message> --><Message>")
    assert read(text).children == ["MU1"]


def test_a_doctype_inside_a_child_is_refused_with_the_child() -> None:
    found = read(small(child("MU1", "<!DOCTYPE x>"), child("MU2")))
    assert found.children == ["MU2"]
    assert [one.child for one in found.refused] == [True]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="cannot be opened"):
        read_census(tmp_path / "none.xml")
    with pytest.raises(CannotRead, match="a folder"):
        read_census(tmp_path)


def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes() -> None:
    text = small(child("MU1"), child("MU2")).encode()
    ends = [text.index(b"</Child>") + len("</Child>"), text.rindex(b"</Child>") + len("</Child>")]
    head = text.index(b"<Children>") + len(b"<Children>")
    for length in range(head):
        assert refusal(text[:length]).what
    for length in range(head, len(text) - 1):
        found = read(text[:length])
        assert found.children == ["MU1", "MU2"][: sum(length >= end for end in ends)], length
        assert any("stops before its end" in note for note in found.notes)


def test_only_a_whole_file_is_closed() -> None:
    text = small(child("MU1"))
    assert read(text).reading.closed
    assert read(text.rstrip()).reading.closed
    assert not read(text.removesuffix(FOOT)).reading.closed
    assert not read(text.removesuffix(f"</Children>{FOOT}")).reading.closed
