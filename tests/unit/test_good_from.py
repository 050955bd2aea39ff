"""The council's file of days from which recording is judged: what it gives, what it is told."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.computing import fingerprint
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import council_book
from holdfast.clocks.rules.good_from import FILE, NOTHING_DECIDED, GoodFrom, read_good_from
from holdfast.errors import BadRules, CannotRead

WHO = 'decided_on = 2018-01-15\nby = "Head of performance"\n'
GOOD = f"""\
# Agreed by the leadership team
[system]
since = 2016-04-01
{WHO}why = "Visits were not brought over"

[cp_visit]
since = 2017-01-01
{WHO}
[cp_visit.team.T12]
since = "2017-06-01"
{WHO}
[cin_visit]
since = 2015-01-01
{WHO}
[supervision_case.team."North & East"]
since = 2018-01-01
{WHO}"""


def read(tmp_path: Path, text: str | bytes) -> GoodFrom:
    path = tmp_path / FILE
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_good_from(CLOCKS, path)


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    found = read_good_from(CLOCKS, tmp_path / FILE)
    assert found == NOTHING_DECIDED
    assert not found
    assert found.day("cp_visit") is None


def test_the_nearest_decision_holds_and_the_system_counts_for_all(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found.day("cp_visit") == date(2017, 1, 1)
    assert found.day("cp_visit", "T12") == date(2017, 6, 1)
    assert found.day("cp_visit", "T7") == date(2017, 1, 1)
    assert found.day("cin_visit") == date(2016, 4, 1), "the system's day is the later"
    assert found.day("supervision_case") == date(2016, 4, 1)
    assert found.day("supervision_case", "North & East") == date(2018, 1, 1)
    decided = found.decision("cla_review_1")
    assert decided is not None
    assert (decided.by, decided.decided_on) == ("Head of performance", date(2018, 1, 15))
    assert decided.why == "Visits were not brought over"


def test_a_day_decided_makes_other_duties(tmp_path: Path) -> None:
    """Duties are kept by the fingerprint of the book: another day, another fingerprint."""
    before = fingerprint(council_book(CLOCKS, tmp_path))
    marks = {before}
    for day in ("2016-04-01", "2016-04-02"):
        (tmp_path / FILE).write_text(f"[system]\nsince = {day}\n{WHO}", encoding="utf-8")
        marks.add(fingerprint(council_book(CLOCKS, tmp_path)))
    assert len(marks) == 3


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (f"[cp_vist]\nsince = 2017-01-01\n{WHO}", 1, "there is no clock cp_vist"),
        (f"# note\n[cp_visit]\nsince = 31\n{WHO}", 3, "since must be a day"),
        (f'[cp_visit]\nsince = "last May"\n{WHO}', 2, "since must be a day"),
        ("[cp_visit]\nsince = 2017-01-01\n", 1, "[cp_visit] does not say decided_on"),
        (f"[system]\n{WHO}", 1, "[system] does not say since"),
        (f"[system]\nsince = 2017-01-01\n{WHO}until = 3\n", 5, "there is no until in [system]"),
        ("[system]\nsince = 2017-01-01\ndecided_on = 2018-01-15\nby = 4\n", 4, "by must be text"),
        ("cp_visit = 2017-01-01\n", 1, "cp_visit must be a section"),
        (f"[cp_visit]\nsince = 2017-01-01\n{WHO}team = 4\n", 5, "cp_visit.team must be a section"),
        (f"\n[cp_visit.team.T1]\n{WHO}", 2, "[cp_visit.team.T1] does not say since"),
        (f"[system]\nsince = 2017-01-01T09:00:00\n{WHO}", 2, "since must be a day"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    with pytest.raises(BadRules) as refused:
        read(tmp_path, text)
    assert refused.value.what == f"The file {FILE} is refused at line {line}: {why}."
    assert "Nothing of the file was used." in refused.value.next_step


def test_what_is_no_toml_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="line 2"):
        read(tmp_path, "[system]\nsince is 2017\n")
    with pytest.raises(CannotRead, match="not UTF-8"):
        read(tmp_path, b"\xff\xfe\x00")
