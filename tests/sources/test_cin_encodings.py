"""A census is read in whatever encoding it was written; what is in another is refused."""

from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.sources.cin_census import read_census
from holdfast.sources.cin_census.parsing.decoding import utf8
from tests.sources.cin_made import child, lines_of, read, small

# Two children; the name of the software in the header and the first number have an accent.
ACCENTED = small(child("MUé"), child("MU2")).replace("</Year>", "</Year>\n<Software>é’</Software>")


def declared(name: str, text: str = ACCENTED) -> str:
    return f'<?xml version="1.0" encoding="{name}"?>\n{text}'


def numbers(path: Path) -> list[str | None]:
    reading = read_census(path)
    found = [row["LAchildID"] for b in reading.batches() for row in b.tables["Child"].to_pylist()]
    assert reading.header.year == 2026
    assert reading.closed
    return found if not reading.refused else [*found, "and refused"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ACCENTED.encode("utf-8"), ["MUé", "MU2"]),
        (declared("UTF-8").encode("utf-8"), ["MUé", "MU2"]),
        (declared("utf8").encode("utf-8-sig"), ["MUé", "MU2"]),
        (ACCENTED.encode("utf-8-sig"), ["MUé", "MU2"]),
        (declared("utf-16").encode("utf-16"), ["MUé", "MU2"]),
        (ACCENTED.encode("utf-16"), ["MUé", "MU2"]),
        (declared("UTF-16").encode("utf-16-le"), ["MUé", "MU2"]),
        (ACCENTED.encode("utf-16-be"), ["MUé", "MU2"]),
        (b"\xfe\xff" + ACCENTED.encode("utf-16-be"), ["MUé", "MU2"]),
        (ACCENTED.encode("utf-32"), ["MUé", "MU2"]),
        (declared("windows-1252").encode("cp1252"), ["MUé", "MU2"]),
        (declared("ISO-8859-15").replace("’", "").encode("iso8859-15"), ["MUé", "MU2"]),
        (declared("ISO-8859-1").encode("cp1252"), ["MUé", "MU2"]),
        (declared("latin1").replace("’", "").encode("latin-1"), ["MUé", "MU2"]),
        (declared("us-ascii").encode("utf-8"), ["MUé", "MU2"]),
        # Some tools declare what they hold in memory, and write something else.
        (declared("utf-16").encode("utf-8"), ["MUé", "MU2"]),
    ],
)
def test_a_file_is_read_in_its_encoding(
    content: bytes, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(content)
    assert numbers(path) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
@pytest.mark.parametrize("block", [128, 129, 131])
def test_a_character_cut_by_the_end_of_a_block_is_whole(
    encoding: str, block: int, tmp_path: Path
) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(declared(encoding).encode(encoding))
    told = b"".join(utf8(path, size=block)).decode()
    assert told == declared(encoding)


def test_latin_bytes_that_nothing_declares_refuse_their_child_alone() -> None:
    text = small(child("MU1"), child("MUé"), child("MU3"))
    [line] = lines_of(text, "é")
    found = read(text.encode("latin-1"))
    assert found.children == ["MU1", "MU3"]
    [one] = found.refused
    assert one.what == (
        "Bytes of another encoding than UTF-8 stand in this child's part of the file "
        f"(line {line})."
    )
    assert one.kept.decode("latin-1").strip() == child("MUé").strip()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_such_bytes_are_refused_with_a_mark_of_utf_8_too(mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(mark + small(child("MU1"), child("MUé")).encode("latin-1"))
    assert numbers(path) == ["MU1", "and refused"]


def test_such_bytes_in_the_header_are_told_and_the_rest_of_it_read() -> None:
    header = "<Header>\n<Software>é</Software><Year>2026</Year></Header>"
    text = small(child("MU1"), head=f"<Message>\n{header}").encode("latin-1")
    found = read(text)
    assert (found.children, found.reading.header.year) == (["MU1"], 2026)
    assert [one.what for one in found.refused] == [
        "Bytes of another encoding than UTF-8 stand before the children (line 3)."
    ]
    assert not found.refused[0].child


def test_a_byte_that_windows_does_not_know_refuses_its_child(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    text = declared("windows-1252", small(child("MU1"), child("MU#"))).encode("cp1252")
    path.write_bytes(text.replace(b"#", b"\x81"))
    assert numbers(path) == ["MU1", "and refused"]


def test_half_a_character_at_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(small(child("MU1")).encode("utf-16") + b"\x00")
    reading = read_census(path)
    assert [batch.tables["Child"].num_rows for batch in reading.batches()] == [1]
    assert reading.refused
    assert not reading.closed


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "utf-7", "unicode_escape", "ebcdic-x"])
def test_an_encoding_that_is_none_is_refused_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(declared(name, small(child("MU1"))).encode())
    with pytest.raises(CannotRead, match=f"written in {name}, which is not read"):
        read_census(path)


def test_progress_is_told_in_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_bytes(declared("utf-16").encode("utf-16"))
    met: list[int] = []
    assert list(read_census(path, met.append).batches())
    assert sum(met) == path.stat().st_size
