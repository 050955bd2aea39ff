"""The published list of latest inspections: what is read, what is refused, what is not needed."""

import csv
from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import CannotRead
from holdfast.improvement.published import (
    FILE,
    keep_inspections,
    kept_inspections,
    read_inspections,
)
from holdfast.improvement.words import InspectorGrade, JudgementArea

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "ofsted_latest_inspections.csv"
HEAD = (
    *("la_code", "local_authority", "inspection_framework", "inspection_start_date"),
    *("inspection_end_date", "publication_date", "impact_of_leaders_grade"),
    *("help_and_protection_grade", "in_care_grade", "care_leavers_grade", "stat_neighbours"),
)
WHOLE = (
    *("916", "gloucestershire", "ILACS", "06/02/2017", "10/02/2017", "13/06/17"),
    *("inadequate", "inadequate", "requires improvement", "good", "933, 866"),
)


def written(place: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    with place.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([head, *rows])
    return place


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEAD, WHOLE, strict=True))


def test_a_row_is_read_with_its_days_and_no_grade_is_needed(tmp_path: Path) -> None:
    bare = changed(la_code="933", local_authority="somerset", care_leavers_grade="None",
                   impact_of_leaders_grade="", help_and_protection_grade="", in_care_grade="",
                   publication_date="None")  # fmt: skip
    found = keep_inspections(tmp_path, written(tmp_path / "list.csv", WHOLE, bare))
    first, second = found.rows
    assert found.refused == ()
    assert (first.council, first.began, first.published) == (
        "Gloucestershire",
        date(2017, 2, 6),
        date(2017, 6, 13),
    )
    assert first.grades[JudgementArea.LEADERS] is InspectorGrade.INADEQUATE
    assert first.neighbours == ("933", "866")
    assert second.grades == {}
    assert second.published is None
    assert kept_inspections(tmp_path) == found.rows, "what is kept is what was read"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"la_code": "91"}, "three figures"),
        ({"local_authority": ""}, "three figures"),
        ({"inspection_start_date": "2017-02-06"}, "inspection_start_date is no day"),
        ({"publication_date": "31/02/2017"}, "publication_date is no day"),
        ({"in_care_grade": "splendid"}, "in_care_grade holds a word that is no grade"),
        ({"inspection_end_date": "01/02/2017"}, "ended before it began"),
        ({"la_code": "916"}, "a second row of 916"),
    ],
)
def test_a_row_that_is_wrong_is_refused_and_the_others_are_kept(
    cells: dict[str, str], says: str, tmp_path: Path
) -> None:
    wrong = changed(**{"la_code": "999"} | cells)
    found = read_inspections(written(tmp_path / "list.csv", WHOLE, wrong))
    assert [one.code for one in found.rows] == ["916"]
    ((line, why),) = found.refused
    assert line == 3
    assert says in why


def test_a_list_of_another_shape_is_refused_and_the_one_before_stays(tmp_path: Path) -> None:
    keep_inspections(tmp_path, written(tmp_path / "list.csv", WHOLE))
    before = (tmp_path / FILE).read_bytes()
    for place, says in (
        (written(tmp_path / "a.csv", WHOLE[1:], head=HEAD[1:]), "another shape: it lacks la_code"),
        (written(tmp_path / "b.csv"), "No row of the file"),
        (written(tmp_path / "c.csv", changed(la_code="x")), "nothing was kept"),
    ):
        with pytest.raises(CannotRead, match=says):
            keep_inspections(tmp_path, place)
    (tmp_path / "d.csv").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(CannotRead, match="not a table in CSV"):
        keep_inspections(tmp_path, tmp_path / "d.csv")
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.skipif(not SHARED.exists(), reason="the published list is not beside the repository")
def test_the_published_list_is_read_whole() -> None:
    found = read_inspections(SHARED)
    with SHARED.open(encoding="utf-8-sig", newline="") as text:
        given = sum(1 for _ in csv.DictReader(text))
    assert len(found.rows) + len(found.refused) == given
    assert len(found.rows) >= 150
    assert all(one.grades for one in found.rows if one.published and one.published.year < 2026)
