"""What every file of a council's own has in common: its lines, its types, how it is refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.council_file import CouncilFile, heading, key
from holdfast.errors import BadRules, CannotRead

TEXT = """\
# Agreed by the leadership team
[authority]
cp_visit = "15 working days"
[team.T12]
cp_visit = "10 working days"
[team."North & East"]   # a name in quotation marks
'cin visit' = { limit = "1 week", counts = true }

[ system . "a.b" ]
team.T1.since = 2018-01-31
[team.T1]
cp_visit = "5 working days"
"""


def file(text: str) -> CouncilFile:
    return CouncilFile(text, "own.toml", "rules file")


def refusal(ask: Callable[[], Any]) -> BadRules:
    with pytest.raises(BadRules) as refused:
        ask()
    assert refused.value.next_step.endswith(" Nothing of the file was used.")
    return refused.value


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("authority",), 2),
        (("authority", "cp_visit"), 3),
        (("team",), 4),
        (("team", "T12", "cp_visit"), 5),
        (("team", "North & East"), 6),
        (("team", "North & East", "cin visit"), 7),
        (("team", "North & East", "cin visit", "limit"), 7),
        (("system", "a.b"), 9),
        (("system", "a", "b"), 9),
        (("system", "a.b", "team", "T1", "since"), 10),
        (("system", "a.b", "team"), 10),
        (("team", "T1"), 11),
        (("team", "T1", "cp_visit"), 12),
        (("team", "T1", "cin_visit"), 11),
        (("team", "T99"), 4),
        (("cp_visit",), 1),
        ((), 1),
    ],
)
def test_the_line_is_that_of_the_whole_path_or_of_what_stands_above(
    path: tuple[str, ...], line: int
) -> None:
    assert file(TEXT).line(*path) == line


def test_only_what_ends_a_line_of_toml_ends_a_line() -> None:
    assert file('[a]\n"x\u2028y" = 1\r\nz = 2\n').line("a", "z") == 3


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4), st.text(min_size=1))
def test_any_path_that_is_written_is_found(parts: list[str], word: str) -> None:
    def quoted(part: str) -> str:
        return '"' + "".join(f"\\U{ord(one):08X}" for one in part) + '"'

    own = file(f"# other\n[{'.'.join(map(quoted, parts))}]\n\n{quoted(word)} = 1\n")
    assert own.line(*parts) == 2
    assert own.line(*parts, word) == 4


@pytest.mark.parametrize(
    ("line", "headed", "keyed"),
    [
        ('["involvements.role"]', ("involvements.role",), ()),
        ("[involvements.role] # note", ("involvements", "role"), ()),
        ("[[a]]", ("a",), ()),
        ("[not closed", (), ()),
        ('"a = b" = 1', (), ("a = b",)),
        ("a.'b.c' = [1", (), ("a", "b.c")),
        ('"a \\q" = 1', (), ()),
        ("# a = 1", (), ()),
        ("", (), ()),
    ],
)
def test_headings_and_keys_are_told_apart(
    line: str, headed: tuple[str, ...], keyed: tuple[str, ...]
) -> None:
    assert heading(line) == headed
    assert key(line) == keyed


def test_a_refusal_says_what_and_where_and_what_to_do() -> None:
    told = refusal(lambda: file(TEXT).refuse("so it is", "Do this.", "team", "T12"))
    assert told.what == "The rules file own.toml is refused at line 4: so it is."
    assert told.next_step == "Do this. Nothing of the file was used."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[a]\nb is 1\n", "line 2"),
        ("a = 2018-02-30\n", "line 1"),
        ("a = " + "[" * 100_000, "too deep"),
        ("a = " + "7" * 5_000, "4300 digits"),
    ],
)
def test_what_is_no_toml_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(BadRules, match=r"^The rules file own\.toml is not valid TOML: ") as refused:
        file(text).parsed()
    assert why in refused.value.what
    assert "nothing of the file was used" in refused.value.next_step


def test_a_section_must_hold_lines() -> None:
    own = file("a.b = 1\n")
    assert own.section({"x": 1}, "a") == {"x": 1}
    told = refusal(lambda: own.section(1, "a", "b"))
    assert told.what.endswith("line 1: a.b must be a section.")
    assert told.next_step.startswith("Write [a.b] above its lines.")


def test_an_unknown_key_is_refused_at_its_own_line() -> None:
    own = file("[system]\nsince = 1\nuntil = 2\nuntill = 3\n[systems]\n")
    held = own.parsed()
    own.known(held["system"], ("since", "until", "untill"), "system")
    told = refusal(lambda: own.known(held["system"], ("since", "by"), "system"))
    assert told.what.endswith("line 3: there is no until in [system].")
    assert told.next_step.startswith("Use since, by.")
    told = refusal(lambda: own.known(held, ("system",), next_step="Use [system]."))
    assert told.what.endswith("line 5: there is no section [systems].")
    assert told.next_step.startswith("Use [system].")


@pytest.mark.parametrize("held", [date(2018, 1, 31), "2018-01-31", " 2018-01-31 "])
def test_a_day_may_stand_in_quotation_marks(held: object) -> None:
    assert file("").day(held, "since") == date(2018, 1, 31)


@pytest.mark.parametrize("written", ['"soon"', "31", "2018-01-31T09:00:00", "09:00:00", "true"])
def test_what_is_no_day_is_refused(written: str) -> None:
    own = file(f"[system]\nsince = {written}\n")
    held = own.parsed()["system"]["since"]
    told = refusal(lambda: own.day(held, "system", "since"))
    assert told.what.endswith("line 2: since must be a day.")


def test_what_is_no_text_is_refused() -> None:
    own = file("[system]\nby = 4\n")
    assert own.words(" Head ", "system", "by") == "Head"
    told = refusal(lambda: own.words(4, "system", "by"))
    assert told.what.endswith("line 2: by must be text.")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    for mark in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(mark + b"a = 1\r\n")
        assert CouncilFile.read(path).parsed() == {"a": 1}


def test_a_file_that_is_missing_is_none_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    assert CouncilFile.find(path) is None
    with pytest.raises(CannotRead, match=r"^The rules file own\.toml is missing\. "):
        CouncilFile.read(path, "rules file")


@pytest.mark.parametrize("read", [CouncilFile.find, CouncilFile.read])
def test_a_file_that_cannot_be_opened_is_refused_for_what_it_is(
    tmp_path: Path, read: Callable[[Path, str], CouncilFile]
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CannotRead, match=r"rules file own\.toml is not UTF-8 text"):
        read(path, "rules file")
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(CannotRead, match=r"folder\.toml is no ordinary file"):
        read(folder, "rules file")
