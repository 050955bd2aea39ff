"""The looked-after return as a source: periods, placements and statuses from episodes, by hand."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.clocks.duty import Status
from holdfast.errors import BadSetting, CannotRead
from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.ssda903.into_record import periods
from holdfast.sources.ssda903.into_record.declared import unkept
from holdfast.sources.ssda903.into_record.stitching import LATER, LEFT_OPEN, REPEATED
from holdfast.sources.ssda903.into_record.unknowable import EARLIER, UNREVIEWED
from tests.sources.cin_imported import counts, noted, only, refused, rows, standing
from tests.sources.returns_made import imported_returns, write_year

Row = dict[str, str]


def episode(began: str, why: str = "S", child: str = "1", **other: str) -> Row:
    """An episode under section 20 in foster care, open unless it is said otherwise."""
    usual = {"LS": "V2", "CIN": "N1", "PLACE": "U6", "PLACE_PROVIDER": "PR1"}
    return {"CHILD": child, "DECOM": began, "RNE": why} | usual | other


def ended(began: str, ceased: str, code: str = "X1", why: str = "S", **other: str) -> Row:
    return episode(began, why, DEC=ceased, REC=code, **other)


def header(*children: str) -> list[Row]:
    return [{"CHILD": one, "DOB": "05/05/2015", "SEX": "F", "ETHNIC": "WBRI"} for one in children]


def review(held: str, child: str = "1") -> Row:
    return {"CHILD": child, "DOB": "05/05/2015", "REVIEW": held, "REVIEW_CODE": "PN1"}


def of_year(folder: Path, *episodes: Row, reviews: tuple[Row, ...] = ()) -> Snapshot:
    """One return, of 2025/26, imported as at its last day."""
    write_year(folder / "in", Header=header("1"), Episodes=episodes, Reviews=reviews)
    return imported_returns(folder, as_at=date(2026, 3, 31))


def days(snapshot: Snapshot, table: str) -> list[tuple[date, date | None]]:
    return sorted((one["started"], one["ended"]) for one in rows(snapshot, table))


def doubts(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    found = pq.read_table(snapshot.folder / DOUBTS_FILE).to_pylist()
    return {(one["record_table"], one["record_column"], one["what"]) for one in found}


def met(snapshot: Snapshot) -> dict[str, int]:
    return {one.what: one.count for one in snapshot.manifest.notes if one.where == "Episodes"}


MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 2), date(2025, 7, 3)


def test_episodes_that_follow_on_are_one_period_of_care(tmp_path: Path) -> None:
    made = of_year(
        tmp_path,
        ended("01/05/2025", "02/06/2025", REASON_PLACE_CHANGE="CARPL"),
        ended("02/06/2025", "03/07/2025", "E4A", "P", PLACE="K2"),
    )
    first, second = sorted(rows(made, "care_episodes"), key=lambda one: one["started"])
    assert first["care_period"] == second["care_period"]
    assert first["entered_care"] == second["entered_care"] == MAY
    assert days(made, "placements") == [(MAY, JUNE), (JUNE, JULY)]
    assert days(made, "legal_statuses") == [(MAY, JULY)]
    assert {one["change_reason"] for one in rows(made, "placements")} == {"CARPL", None}
    assert doubts(made) == set()


def test_a_new_legal_status_leaves_the_placement_as_it_is(tmp_path: Path) -> None:
    made = of_year(tmp_path, ended("01/05/2025", "02/06/2025"), episode("02/06/2025", "L", LS="C1"))
    assert days(made, "placements") == [(MAY, None)]
    assert days(made, "legal_statuses") == [(MAY, JUNE), (JUNE, None)]
    assert len({one["placement"] for one in rows(made, "care_episodes")}) == 1


def test_leaving_and_coming_back_are_two_periods(tmp_path: Path) -> None:
    made = of_year(tmp_path, ended("01/05/2025", "02/06/2025", "E4A"), episode("03/07/2025"))
    assert len({one["care_period"] for one in rows(made, "care_episodes")}) == 2
    assert doubts(made) == set()


def test_an_open_episode_that_another_follows_ends_where_that_begins(tmp_path: Path) -> None:
    made = of_year(tmp_path, episode("01/05/2025"), episode("02/06/2025", "P", PLACE="K2"))
    assert days(made, "care_episodes") == [(MAY, JUNE), (JUNE, None)]
    assert met(made)[periods.CUT] == 1
    assert ("care_episodes", "ended", periods.CUT_WORDS) in doubts(made)


def test_an_overlap_stands_and_is_counted(tmp_path: Path) -> None:
    made = of_year(
        tmp_path, ended("01/05/2025", "20/06/2025"), episode("02/06/2025", "P", PLACE="K2")
    )
    assert met(made)[periods.OVERLAP] == 1
    # Care went on either way.
    assert doubts(made) == set()


def test_an_overlap_that_leaves_the_end_of_care_open_is_in_doubt(tmp_path: Path) -> None:
    made = of_year(
        tmp_path,
        ended("01/05/2025", "20/08/2025", "E4A"),
        ended("02/06/2025", "03/07/2025", "E4A", "P"),
    )
    assert ("care_episodes", "ended", periods.OVERLAP_WORDS) in doubts(made)


def test_a_gap_where_another_episode_was_to_begin_is_in_doubt(tmp_path: Path) -> None:
    made = of_year(
        tmp_path,
        ended("01/05/2025", "02/06/2025"),
        episode("03/07/2025", "P", PLACE="K2"),
        reviews=(review("20/05/2025"),),
    )
    assert met(made)[periods.GAP] == 1
    assert ("care_episodes", "ended", periods.GAP_WORDS) in doubts(made)
    told = {one["status"] for one in standing(made) if one["clock"].startswith("cla_review")}
    assert told == {Status.CANNOT_TELL}


def test_an_episode_that_never_came_is_in_doubt(tmp_path: Path) -> None:
    made = of_year(tmp_path, ended("01/05/2025", "02/06/2025"))
    assert met(made)[periods.LOST] == 1


def test_a_row_given_twice_is_taken_once(tmp_path: Path) -> None:
    made = of_year(tmp_path, episode("01/05/2025"), episode("01/05/2025"))
    assert only(made, "care_episodes")["started"] == MAY
    assert noted(made, REPEATED) == {"Episodes": 1}
    assert counts(made)["Episodes"] == (2, 2, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (episode("31/06/2025"), "DECOM: It is no day"),
        (episode(""), "DECOM: empty"),
        (episode("01/05/2025", DEC="tbc"), "DEC: It is no day"),
        (episode("01/05/2025", DEC="01/01/1900"), "DEC: It is no day"),
        (episode("01/05/2025", REC="E4A"), "REC shows that it is over"),
    ],
)
def test_a_row_that_would_pass_for_something_else_is_refused(
    tmp_path: Path, row: Row, why: str
) -> None:
    made = of_year(tmp_path, row, episode("01/05/2025", child="2"))
    [(file, what)] = [(file, what) for file, part, what in refused(made) if part == "Episodes"]
    assert file == "in/Episodes.csv"
    assert what.startswith(why)
    assert counts(made)["Episodes"] == (2, 1, 1)
    # Its child is not lost with it, and nothing of the other child is in doubt.
    found = pq.read_table(made.folder / DOUBTS_FILE).to_pylist()
    assert {one["child"] for one in found} == {"1"}


def test_rows_that_do_not_fit_the_headings_are_in_doubt_for_their_child(tmp_path: Path) -> None:
    path = write_year(
        tmp_path / "in",
        Header=header("1", "2"),
        Episodes=[episode("01/05/2025"), episode("01/05/2025", child="2")],
    )
    file = path / "Episodes.csv"
    file.write_text(file.read_text() + "1,02/06/2025,P\n")
    made = imported_returns(tmp_path, as_at=date(2026, 3, 31))
    assert counts(made)["Episodes"] == (3, 2, 1)
    found = pq.read_table(made.folder / DOUBTS_FILE).to_pylist()
    assert {one["child"] for one in found} == {"1"}


# --- several years ---------------------------------------------------------------------------


def test_what_two_years_hold_is_taken_from_the_later(tmp_path: Path) -> None:
    write_year(tmp_path / "in" / "a", Header=header("1"), Episodes=[episode("01/05/2024")])
    later = ended("01/05/2024", "02/06/2025", "E4A")
    write_year(tmp_path / "in" / "b", Header=header("1"), Episodes=[later])
    made = imported_returns(tmp_path, as_at=date(2026, 3, 31))
    assert only(made, "care_episodes")["ended"] == JUNE
    assert noted(made, LATER)["Episodes"] == 1


def test_what_was_open_and_stands_in_no_later_year_is_refused(tmp_path: Path) -> None:
    write_year(tmp_path / "in" / "a", Header=header("1"), Episodes=[episode("01/05/2024")])
    other = episode("01/05/2025", child="2")
    write_year(tmp_path / "in" / "b", Header=header("2"), Episodes=[other])
    made = imported_returns(tmp_path, as_at=date(2026, 3, 31))
    assert ("a/Episodes.csv", "Episodes", LEFT_OPEN) in refused(made)


def test_a_return_with_last_years_inside_is_two_years(tmp_path: Path) -> None:
    place = write_year(tmp_path / "in", Header=header("1"), Episodes=[episode("01/05/2025")])
    early = ended("01/05/2024", "02/06/2024", "E4A", child="3")
    write_year(place / "last_year", Header=header("3"), Episodes=[early])
    made = imported_returns(tmp_path, as_at=date(2026, 3, 31))
    assert {one["child"] for one in rows(made, "care_episodes")} == {"1", "3"}


def test_two_returns_of_one_year_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_year(tmp_path / "in" / name, Header=header("1"), Episodes=[episode("01/05/2025")])
    with pytest.raises(CannotRead, match="both of the return of 2025/26"):
        imported_returns(tmp_path)


# --- what cannot be determined --------------------------------------------------------------


def test_reviews_of_children_who_came_within_the_files_are_a_history(tmp_path: Path) -> None:
    made = of_year(tmp_path, episode("01/05/2025"), reviews=(review("20/05/2025"),))
    assert made.manifest.feeds["care_reviews"].reach == "every"
    told = {one["clock"]: one["status"] for one in standing(made)}
    assert (told["cla_review_1"], told["cla_review_2"]) == (Status.MET, Status.OVERDUE)


def test_of_children_who_came_before_reviews_are_as_they_stand(tmp_path: Path) -> None:
    made = of_year(tmp_path, episode("01/05/2020"), reviews=(review("20/05/2025"),))
    assert made.manifest.feeds["care_reviews"].reach == "latest"
    told = {one["clock"]: one["status"] for one in standing(made)}
    assert told["cla_review_n"] == Status.OVERDUE
    assert "cla_review_1" not in told


def test_a_child_in_care_all_along_without_a_review_is_told_and_not_accused(
    tmp_path: Path,
) -> None:
    other = episode("01/05/2020", child="2")
    made = of_year(tmp_path, episode("01/05/2020"), other, reviews=(review("20/03/2026", "2"),))
    assert noted(made, UNREVIEWED) == {"reviews": 1}
    told = {(one["subject"], one["status"]) for one in standing(made)}
    assert told == {("1", Status.CANNOT_TELL), ("2", Status.RUNNING)}


def test_a_file_of_reviews_without_rows_is_no_answer(tmp_path: Path) -> None:
    made = of_year(tmp_path, episode("01/05/2025"))
    assert "care_reviews" not in made.manifest.feeds
    assert noted(made, "has no row, and was left out")


def test_among_many_who_came_within_the_files_one_who_came_before_is_in_doubt(
    tmp_path: Path,
) -> None:
    new = [episode("01/05/2025", child=str(number)) for number in range(2, 13)]
    made = of_year(tmp_path, episode("01/05/2020", "L"), *new, reviews=(review("2/2/2026", "9"),))
    assert made.manifest.feeds["care_reviews"].reach == "every"
    assert ("care_reviews", "", EARLIER) in doubts(made)
    told = {(one["subject"], one["status"]) for one in standing(made)}
    assert ("1", Status.OVERDUE) not in told
    assert ("2", Status.OVERDUE) in told


def test_without_reviews_in_the_latest_year_none_is_judged_by_those_of_before(
    tmp_path: Path,
) -> None:
    write_year(
        tmp_path / "in" / "a",
        Header=header("1"),
        Episodes=[episode("01/05/2024")],
        Reviews=[review("20/05/2024")],
    )
    later = write_year(
        tmp_path / "in" / "b", Header=header("1"), Episodes=[ended("01/05/2024", "02/06/2025")]
    )
    (later / "Reviews.csv").unlink()
    made = imported_returns(tmp_path, as_at=date(2026, 3, 31))
    assert "care_reviews" not in made.manifest.feeds


def test_it_stands_at_the_last_day_of_which_it_tells(tmp_path: Path) -> None:
    write_year(
        tmp_path / "in",
        Header=header("1"),
        Episodes=[episode("01/05/2025")],
        Reviews=[review("20/05/2025")],
    )
    assert imported_returns(tmp_path).manifest.as_at == date(2025, 5, 20)
    with pytest.raises(BadSetting, match="tells nothing of"):
        imported_returns(tmp_path, as_at=date(2026, 4, 1))


def test_every_column_of_the_return_is_kept_or_named() -> None:
    assert "Episodes: HOME_POST" in unkept()
    assert not [one for one in unkept() if one.startswith(("Reviews", "Missing", "OC3", "AD1"))]
