"""Every kind of bad input that councils were seen to send: named by file, column and row.

Each case is one return, checked from its files to its findings. What a case says must stand in
what the check tells: in the findings of the reader, in what it refused, or in its notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.limits import TABLE_BYTES, ReadLimit
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.register import OURS, rules_of
from holdfast.sources.ssda903 import read_return

YEAR = 2026
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,01/05/2012,WBRI,UN2,0,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "1,01/05/2025,S,C2,N1,U6,PR1,,,,AA1 1AA,BB2 2BB,SC100\n"
)
# Rules that look at each column of Header and at the days of Episodes, and the reader's own.
RULES = tuple(
    rule for rule in rules_of(YEAR) if rule in OURS or rule.code in ("101", "102", "103", "141")
)


def everywhere(text: str, old: str, new: str) -> str:
    """The text changed, in every place; the case would show nothing if there were none."""
    assert old in text
    return text.replace(old, new)


@dataclass(frozen=True)
class BadCase:
    """Files by name, what the check must say, and which rules find something or do not run."""

    says: str
    header: str = HEADER
    episodes: str | bytes = EPISODES
    finds: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()


CASES: Mapping[str, BadCase] = {
    "another sign between the cells": BadCase(
        "Header.csv is parted by another sign",
        header="sep=:\n" + everywhere(HEADER, ",", ":"),
    ),
    "a column that is missing": BadCase(
        "Header.csv has no column called ETHNIC",
        header=everywhere(everywhere(HEADER, ",ETHNIC", ""), ",WBRI", ""),
        not_run=("103",),
    ),
    "a column too many": BadCase(
        "Header.csv has columns that the return has not: TEAM",
        header=everywhere(everywhere(HEADER, "MC_DOB\n", "MC_DOB,TEAM\n"), ",0,\n", ",0,,North\n"),
    ),
    "a column that is misspelt": BadCase(
        "Header.csv has no column called ETHNIC (it has ETHNICC, which may be it)",
        header=everywhere(HEADER, "ETHNIC", "ETHNICC"),
        not_run=("103",),
    ),
    "a column given twice": BadCase(
        "Header.csv has two columns called SEX; the first was read",
        header=everywhere(everywhere(HEADER, "CHILD,SEX", "CHILD,SEX,SEX"), "1,F", "1,F,M"),
    ),
    "columns in small letters": BadCase(
        "Header.csv: DfE writes these headings otherwise", header=HEADER.lower()
    ),
    "semicolons": BadCase(
        "Header.csv is parted by semicolons", header=everywhere(HEADER, ",", ";")
    ),
    "an empty file": BadCase("Episodes.csv is empty", episodes=""),
    "headings alone": BadCase(
        "Headings and no rows are in Episodes.csv", episodes=EPISODES.splitlines()[0] + "\n"
    ),
    "a row with too few cells": BadCase(
        "Episodes.csv, row 3: it has 2 cells and there are 13 headings", episodes=EPISODES + "1,F\n"
    ),
    "a row with too many cells": BadCase(
        "Episodes.csv, row 3: it has 14 cells and there are 13 headings",
        episodes=EPISODES + "1" + "," * 13 + "\n",
    ),
    "a quotation mark left open": BadCase(
        "Episodes.csv, row 3: a quotation mark is opened and not closed",
        episodes=EPISODES + '1,"01/05/2025,,,,,,,,,,,\n',
    ),
    "another sort of file among them": BadCase(
        "Episodes.csv has the headings of no file of the return", episodes="a,b\n1,2\n"
    ),
    "a file that is no text": BadCase(
        "Episodes.csv is not text in any encoding", episodes=b"CHILD,DEC\0OM\n1,2\n"
    ),
    "all days invalid": BadCase(
        "HF01 Header.DOB row 2",
        header=everywhere(HEADER, "01/05/2012", "30/02/2018"),
        finds=("HF01",),
    ),
    "days written year first": BadCase(
        "HF02 Episodes.DECOM row 2",
        episodes=everywhere(EPISODES, "01/05/2025", "2025-05-01"),
        finds=("HF02",),
    ),
    "a cell that is a formula": BadCase(
        "HF03 Header.UPN row 2", header=everywhere(HEADER, "UN2", "=cmd|x"), finds=("HF03",)
    ),
    "a row without its child": BadCase(
        "HF04 Header.CHILD row 2", header=everywhere(HEADER, "1,F", ",F"), finds=("HF04",)
    ),
}


def checked(folder: Path) -> tuple[Outcome, str]:
    """The files of a folder checked, and all that is told of them, a line for each."""
    outcome = check_reading(read_return(folder), YEAR, rules=RULES)
    found = outcome.findings.select(["code", "table", "field", "line"]).to_pylist()
    told = [
        f"{one['code']} {'.'.join(filter(None, (one['table'], one['field'])))} row {one['line']}"
        for one in found
    ]
    assert all(part.next_step for part in outcome.refused)
    return outcome, "\n".join([*told, *(part.what for part in outcome.refused), *outcome.notes])


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_bad_input_is_named(case: BadCase, tmp_path: Path) -> None:
    folder = written(tmp_path, {"Header.csv": case.header, "Episodes.csv": case.episodes})
    outcome, told = checked(folder)
    assert case.says in told
    found = set(outcome.findings["code"].to_pylist())
    assert set(case.finds) <= found
    states = {one.rule.code: one.state for one in outcome.rules}
    assert {code for code in case.not_run if states[code] is State.NOT_RUN} == set(case.not_run)


def test_files_as_they_should_be_say_nothing(tmp_path: Path) -> None:
    outcome, told = checked(written(tmp_path, {"Header.csv": HEADER, "Episodes.csv": EPISODES}))
    assert told == ""
    assert outcome.children == 1


REFUSED: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "nothing but an empty file": ({"Header.csv": ""}, "Header.csv is empty"),
    "nothing but another sort of file": ({"Header.csv": "a,b\n1,2\n"}, "headings of no file"),
    "CSV files and an XML file": (
        {"Header.csv": HEADER, "return.xml": "<EXPSSDA903/>"},
        "CSV files and an XML file",
    ),
    "two XML files": ({"a.xml": "<EXPSSDA903/>", "b.xml": "<EXPSSDA903/>"}, "several XML files"),
    "XML without a child": ({"a.xml": "<EXPSSDA903/>"}, "holds no child"),
    "XML that is none": ({"a.xml": "<EXPSSDA903"}, "holds no child"),
    "nothing at all": ({}, "holds no file"),
}


@pytest.mark.parametrize(("files", "says"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_return_is_refused(
    files: Mapping[str, str | bytes], says: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotRead) as refused:
        read_return(written(tmp_path, files))
    assert says in refused.value.what
    assert refused.value.next_step


@pytest.mark.parametrize("name", ["Episodes.csv", "return.xml"])
def test_a_file_larger_than_is_read_is_refused_before_it_is_opened(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is three times the 100 MB that are read; here it is a small one."""
    small = ReadLimit(TABLE_BYTES.what, 1_000, TABLE_BYTES.unit, TABLE_BYTES.why)
    for module in ("separated_rows", "xml_rows"):
        monkeypatch.setattr(f"holdfast.sources.ssda903.{module}.TABLE_BYTES", small)
    rest = {} if name.endswith("xml") else {"Header.csv": HEADER}
    folder = written(tmp_path, {**rest, name: EPISODES + "x" * 2_000})
    try:
        told = "\n".join(part.what for part in read_return(folder).refused)
    except CannotRead as error:
        told = error.what
    assert f"{name} is larger than 0 MB, the most that is read" in told


@pytest.mark.parametrize(("day", "told"), [("30/02/2018", True), ("", False)])
def test_a_day_that_does_not_exist_is_not_taken_for_one_that_is_missing(
    day: str, told: bool, tmp_path: Path
) -> None:
    header = everywhere(HEADER, "01/05/2012", day)
    outcome, _ = checked(written(tmp_path, {"Header.csv": header, "Episodes.csv": EPISODES}))
    found = outcome.findings["code"].to_pylist()
    assert ("HF01" in found) is told
    assert "102" in found  # the rule asks for a day that can be read
