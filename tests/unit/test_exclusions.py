"""Exclusions in writing: kept, found by the day a duty began, and refused when they are bad."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import BadRules, BadSetting
from holdfast.query.exclusions import FILE, Exclusion, exclude, read_exclusions

HEADING = "child,clock,since,until,reason,by,on"
ONE = Exclusion(
    "C1", "cp_visit", date(2018, 1, 2), date(2018, 1, 2), 'Seen, by "others"', "A manager",
    date(2018, 2, 1),
)  # fmt: skip


def written(tmp_path: Path, *lines: str) -> Path:
    (tmp_path / FILE).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return tmp_path


def test_what_is_written_is_found_again(tmp_path: Path) -> None:
    assert read_exclusions(tmp_path).listed == ()
    exclude(tmp_path, [ONE])
    assert read_exclusions(tmp_path).listed == (ONE,)
    later = Exclusion("C2", "cp_visit", None, None, "Moved away", "A manager", date(2018, 3, 1))
    exclude(tmp_path, [later])
    found = read_exclusions(tmp_path)
    assert found.listed == (ONE, later)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert found.find("C1", "cp_visit", date(2018, 1, 2)) == ONE
    assert found.find("C1", "cp_visit", date(2018, 1, 3)) is None, "the next duty is not excluded"
    assert found.find("C1", "rcpc_first", date(2018, 1, 2)) is None
    assert found.find("C2", "cp_visit", date(2001, 1, 1)) == later


def test_days_as_a_spreadsheet_saves_them_are_read(tmp_path: Path) -> None:
    home = written(tmp_path, HEADING, "C1,cp_visit,02/01/2018,,Seen,A manager,01/02/2018")
    (found,) = read_exclusions(home).listed
    assert (found.since, found.until, found.on) == (date(2018, 1, 2), None, date(2018, 2, 1))


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        (["child,clock"], 1, "the headings must be"),
        ([HEADING, "C1,cp_visit,,,,A manager,2018-02-01"], 2, "it does not say reason"),
        ([HEADING, "", "C1,cp_visit,,,Seen,,2018-02-01"], 3, "it does not say by"),
        ([HEADING, "C1,cp_visit,,,Seen,A manager,"], 2, "it does not say on"),
        ([HEADING, "C1,cp_visit,31/02/2018,,Seen,A manager,2018-02-01"], 2, "since is no day"),
        (
            [HEADING, "C1,cp_visit,2018-02-02,2018-02-01,Seen,A manager,2018-02-01"],
            2,
            "until is before since",
        ),
        ([HEADING, "C1,cp_visit,2018-02-02"], 2, "it has 3 cells and 7 headings"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(
    tmp_path: Path, lines: list[str], line: int, why: str
) -> None:
    with pytest.raises(BadRules) as refused:
        read_exclusions(written(tmp_path, *lines))
    assert f"refused at line {line}: {why}" in refused.value.what
    assert "C1" not in str(refused.value)


def test_an_exclusion_needs_a_reason_and_a_name(tmp_path: Path) -> None:
    for reason, by in (("", "A manager"), ("Seen", " "), ("x" * 501, "A manager")):
        bad = Exclusion("C1", "cp_visit", None, None, reason, by, date(2018, 2, 1))
        with pytest.raises(BadSetting):
            exclude(tmp_path, [bad])
    assert not (tmp_path / FILE).exists()
