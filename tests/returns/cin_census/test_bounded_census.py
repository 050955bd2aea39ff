"""A census file made to take more than its share is refused in words, and soon."""

import os
from pathlib import Path

import pytest

from holdfast import limits
from holdfast.errors import CannotRead
from holdfast.returns import run_rules
from holdfast.returns.cin_census.file_check import check_file
from holdfast.sources.cin_census.parsing import reading
from holdfast.sources.cin_census.parsing import slices as parsing
from tests.sources.cin_made import FOOT, HEAD, child, small


def file(tmp_path: Path, children: str) -> Path:
    path = tmp_path / "census.xml"
    path.write_text(f"{HEAD}<Children>\n{children}</Children>\n{FOOT}")
    return path


def test_more_children_than_any_council_has_are_refused(tmp_path: Path) -> None:
    """1.25 million took two minutes and 3.2 GB; they are given up within the first."""
    path = file(tmp_path, "<Child/>" * 1_250_000)
    with pytest.raises(CannotRead, match="more than 250,000 children"):
        check_file(path)


def test_children_in_one_another_are_refused_once_there_are_too_many(tmp_path: Path) -> None:
    path = file(tmp_path, "<Child>" * 300_000 + "</Child>" * 300_000)
    with pytest.raises(CannotRead, match="more than 10,000 parts"):
        check_file(path)


@pytest.mark.parametrize("mark", ["<!--", "<![CDATA[", "<?a "])
def test_marks_that_are_never_closed_are_not_each_looked_for_to_the_end(
    mark: str, tmp_path: Path
) -> None:
    """Two million of them in 8 MB would take an hour."""
    outcome = check_file(file(tmp_path, f"{child('MU1')}{mark * 2_000_000}"))
    assert len(outcome.refused) >= 1


def test_a_file_that_breaks_in_a_few_children_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(small(child("MU1"), "<Child><a></Child>\n", child("MU2")))
    outcome = check_file(path)
    assert outcome.children == 2
    assert len(outcome.refused) == 1


def limited(module: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a limit to 3, so that a small file goes beyond it."""
    old = getattr(limits, name)
    monkeypatch.setattr(module, name, limits.ReadLimit(old.what, 3, old.unit, old.why))


def test_more_findings_than_are_told_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(run_rules, "CENSUS_FINDINGS", monkeypatch)
    with pytest.raises(CannotRead, match="more than 3 findings") as caught:
        check_file(file(tmp_path, "<Child/>" * 4))
    assert "correct what is wrong" in caught.value.next_step


def test_more_rows_than_are_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(reading, "CENSUS_ROWS", monkeypatch)
    with pytest.raises(CannotRead, match="more than 3 rows"):
        check_file(file(tmp_path, "<Child><CINdetails/><CINdetails/><CINdetails/></Child>"))


def test_more_elements_without_a_place_than_are_told_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(reading, "CENSUS_ODD", monkeypatch)
    with pytest.raises(CannotRead, match="without a place"):
        check_file(file(tmp_path, "<Child>" + "<Odd/>" * 4 + "</Child>"))


def test_every_part_that_is_no_xml_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(parsing, "CENSUS_REFUSALS", monkeypatch)
    check_file(file(tmp_path, child("MU1") + "<Child><a></Child>" * 3))
    with pytest.raises(CannotRead, match="more than 3 parts"):
        check_file(file(tmp_path, child("MU1") + "<Child><a></Child>" * 5))


def test_a_pipe_is_no_census(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "census.xml")
    with pytest.raises(CannotRead, match="it is a named pipe"):
        check_file(tmp_path / "census.xml")
    with pytest.raises(CannotRead, match="it is a device"):
        check_file(Path("/dev/zero"))
