"""The machinery of the law of doubt: what it spoils, what it leaves alone, what it would notice."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from holdfast.clocks.duty import Duty, Status
from holdfast.sources.made_up import council_tables, write_annex_a, write_ssd
from tests.property.law_of_doubt import (
    Breach,
    BreachKind,
    Stood,
    Told,
    breaches,
    clocks_that_read,
    lost,
    lost_beyond,
    stood,
    told,
)
from tests.property.spoilable import (
    Files,
    Grid,
    Layout,
    annex_a_layout,
    asked_by_clocks,
    read_folder,
    read_workbook,
    ssd_layout,
    write_folder,
)
from tests.property.spoiling import WHOLE_COLUMN, Way, spoil, spoil_share
from tests.property.spoiling_census import MISSPELT, CensusWay, spoil_census
from tests.sources.annex_a_made import imported
from tests.sources.cin_made import rich
from tests.sources.ssd_made import take

AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def layout() -> Layout:
    return ssd_layout()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("plain")
    write_ssd(council_tables(60, AS_AT, 5, years=2), place)
    return place


@pytest.fixture(scope="module")
def files(folder: Path) -> Files:
    return read_folder(folder)


def changed(files: Files, other: Files) -> list[str]:
    return [name for name in files if files[name] != other[name]]


def test_a_folder_comes_back_as_it_was(files: Files, tmp_path: Path) -> None:
    write_folder(files, tmp_path)
    assert read_folder(tmp_path) == files


@pytest.mark.parametrize("way", list(Way))
def test_every_way_touches_one_table_and_tells_where(
    files: Files, layout: Layout, way: Way
) -> None:
    done = 0
    for seed in range(40):
        spoilt = spoil(files, layout, Random(seed), AS_AT, way)
        if spoilt is None:
            continue
        done += 1
        [one] = spoilt.touched
        assert changed(files, spoilt.files) == [one.table]
        assert (one.row is None) is (way in WHOLE_COLUMN)
        if one.row is not None:
            differ = [
                place
                for place, (row, other) in enumerate(
                    zip(files[one.table].rows, spoilt.files[one.table].rows, strict=True), 2
                )
                if row != other
            ]
            assert differ == [one.row]
    assert done > 5


@pytest.mark.parametrize("way", [Way.NO_SUCH_DAY, Way.UNKNOWN_WORD, Way.SURPLUS_CELL])
def test_the_child_is_told_though_the_row_is_spoilt(files: Files, layout: Layout, way: Way) -> None:
    found = [spoil(files, layout, Random(seed), AS_AT, way) for seed in range(30)]
    children = {one.touched[0].child for one in found if one}
    assert any(child and child.startswith("MU") for child in children)


def test_a_shortened_number_keeps_the_true_child(files: Files, layout: Layout) -> None:
    spoilt = spoil(files, layout, Random(1), AS_AT, Way.SHORT_NUMBER)
    assert spoilt is not None
    [one] = spoilt.touched
    assert one.row is not None
    grid = spoilt.files[one.table]
    assert re.fullmatch(
        r"\d\.\d{5}E[+]\d\d", grid.rows[one.row - 2][grid.headings.index(one.column)]
    )
    assert one.child in {row[0] for row in files["ssd_person"].rows}


def test_no_day_before_the_extract_becomes_another(files: Files, layout: Layout) -> None:
    for seed in range(60):
        spoilt = spoil(files, layout, Random(seed), AS_AT, Way.AFTER_EXTRACT)
        assert spoilt is not None
        [one] = spoilt.touched
        assert one.row is not None
        grid = spoilt.files[one.table]
        assert grid.rows[one.row - 2][grid.headings.index(one.column)][:10] > AS_AT.isoformat()


def test_month_first_is_written_only_where_it_shows(layout: Layout) -> None:
    early = Grid(["cppv_person_id", "cppv_cp_visit_date"], [["MU1", "2018-01-04T00:00:00"]])
    assert spoil({"ssd_cp_visits": early}, layout, Random(1), AS_AT, Way.MONTH_FIRST) is None
    early.rows.append(["MU1", "2018-01-24T00:00:00"])
    spoilt = spoil({"ssd_cp_visits": early}, layout, Random(1), AS_AT, Way.MONTH_FIRST)
    assert spoilt is not None
    days = [row[1] for row in spoilt.files["ssd_cp_visits"].rows]
    assert days == ["1/4/2018 12:00:00 AM", "1/24/2018 12:00:00 AM"]


def test_another_system_s_words_never_stand_for_two_things(files: Files, layout: Layout) -> None:
    for seed in range(80):
        spoilt = spoil(files, layout, Random(seed), AS_AT, Way.OTHER_WORDS)
        if spoilt is None:
            continue
        [one] = spoilt.touched
        before, after = files[one.table], spoilt.files[one.table]
        at = before.headings.index(one.column)
        pairs = {(row[at], other[at]) for row, other in zip(before.rows, after.rows, strict=True)}
        assert len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})


def test_a_share_of_every_column_can_be_spoilt(files: Files, layout: Layout) -> None:
    spoilt = spoil_share(files, layout, Random(3), AS_AT, 0.05)
    tables = Counter(one.table for one in spoilt.touched)
    assert len(tables) > 12
    filled = sum(bool(row[grid.headings.index(name)]) for grid, name, row in _flags(files))
    spoilt_flags = [one for one in spoilt.touched if one.column == "cppv_cp_visit_seen"]
    assert 0.02 < len(spoilt_flags) / filled < 0.09
    assert spoil_share(files, layout, Random(3), AS_AT, 0.05) == spoilt
    assert spoil_share(files, layout, Random(3), AS_AT, 0).touched == ()


def _flags(files: Files) -> Iterator[tuple[Grid, str, list[str]]]:
    grid = files["ssd_cp_visits"]
    return ((grid, "cppv_cp_visit_seen", row) for row in grid.rows)


def test_only_what_clocks_read_can_be_spoilt() -> None:
    whole, narrow = ssd_layout(), ssd_layout(asked_by_clocks())
    assert ("ssd_involvements", "invo_professional_role_id") in narrow.codes < whole.codes
    assert ("ssd_cp_visits", "cppv_cp_visit_seen") in narrow.flags < whole.flags
    assert ("ssd_cp_visits", "cppv_cp_visit_bedroom") not in narrow.flags


def test_annex_a_has_days_words_and_children() -> None:
    layout = annex_a_layout()
    assert len(layout.child) == 11
    assert min(map(len, (layout.days, layout.codes, layout.flags))) > 5


def test_a_workbook_says_the_same_as_csv_files(tmp_path: Path) -> None:
    book = write_annex_a(council_tables(60, AS_AT, 5, years=2), AS_AT, tmp_path / "a.xlsx")
    files = read_workbook(book)
    assert set(files) == {f"List {number}" for number in range(1, 12)}
    # A list without rows is left out: saved as CSV it would be headings alone.
    write_folder({name: grid for name, grid in files.items() if grid.rows}, tmp_path / "csv")
    one, other = (
        told(imported(path), AS_AT)
        for path in (book, *sorted((tmp_path / "csv").parent.glob("csv")))
    )
    assert set(one.duties) == set(other.duties)
    spoilt = spoil(files, annex_a_layout(), Random(1), AS_AT, Way.NO_SUCH_DAY)
    assert spoilt is not None
    assert (spoilt.touched[0].child or "").startswith("MU")


# --- a census --------------------------------------------------------------------------------


@pytest.mark.parametrize("way", list(CensusWay))
def test_every_way_spoils_one_element_of_a_census(way: CensusWay) -> None:
    whole = rich()
    spoilt = spoil_census(whole, Random(2), way)
    assert spoilt is not None
    before = [
        (one.tag, (one.text or "").strip()) for one in etree.fromstring(whole.encode()).iter()
    ]
    after = [
        (one.tag, (one.text or "").strip()) for one in etree.fromstring(spoilt.text.encode()).iter()
    ]
    assert sum(left != right for left, right in zip(before, after, strict=True)) == 1
    assert spoilt.touched.child in {"MU1", "MU2", "MU3", "MU4"}


def test_a_misspelt_element_is_one_that_ends_or_decides() -> None:
    spoilt = spoil_census(rich(), Random(4), CensusWay.MISSPELT_END)
    assert spoilt is not None
    assert any(f"<{name}>" in spoilt.text for name in MISSPELT[spoilt.touched.field])


def test_nothing_to_spoil_is_said() -> None:
    assert spoil_census("<Message><Children/></Message>", Random(1)) is None


# --- the law ---------------------------------------------------------------------------------


def duty(started: str, status: str, due: str = "2018-02-01", stopped: str = "") -> Stood:
    on = date.fromisoformat(stopped) if stopped else None
    day, last = date.fromisoformat(started), date.fromisoformat(due)
    return Stood("cp_visit", "MU1", day, last, on, status)


def said(*duties: Stood, silent: str = "") -> Told:
    return Told(duties, frozenset({silent} - {""}))


def kinds(found: list[Breach]) -> list[BreachKind]:
    return [one.kind for one in found]


MET = duty("2018-01-01", "met", "2018-01-15", "2018-01-10")
NEXT = duty("2018-01-10", "met", "2018-01-24", "2018-01-20")
OPEN = duty("2018-01-20", "running", "2018-02-03")
UNSURE = MET._replace(status="cannot tell", stopped=None)


def test_the_law_holds_where_nothing_changes() -> None:
    assert breaches(said(MET, NEXT, OPEN), said(MET, NEXT, OPEN)) == []


def test_an_answer_may_be_taken_away() -> None:
    assert breaches(said(MET, NEXT), said(UNSURE, NEXT)) == []
    assert breaches(said(MET, NEXT), said(UNSURE)) == []
    assert breaches(said(MET, NEXT), said(silent="cp_visit")) == []


@pytest.mark.parametrize("status", ["overdue", "late", "lapsed in time", "running"])
def test_an_answer_may_not_become_another(status: str) -> None:
    changed = MET._replace(status=status)
    assert kinds(breaches(said(MET), said(changed))) == [BreachKind.CHANGED]


def test_nothing_may_be_newly_there() -> None:
    assert kinds(breaches(said(), said(MET))) == [BreachKind.NEW]
    assert kinds(breaches(said(), said(OPEN))) == [BreachKind.NEW_RUNNING]
    assert breaches(said(), said(UNSURE)) == []


def test_nothing_may_be_gone() -> None:
    assert kinds(breaches(said(MET, OPEN), said(OPEN))) == [BreachKind.GONE]
    assert kinds(breaches(said(MET), said())) == [BreachKind.GONE]
    later = UNSURE._replace(started=date(2018, 1, 30))
    assert kinds(breaches(said(MET), said(later))) == [BreachKind.GONE]


def test_two_visits_met_may_become_one() -> None:
    both = MET._replace(stopped=NEXT.stopped, due=MET.due)
    assert breaches(said(MET, NEXT), said(both)) == []
    unmet = MET._replace(stopped=date(2018, 1, 28), status="late")
    found = kinds(breaches(said(MET, NEXT), said(unmet)))
    assert found == [BreachKind.CHANGED, BreachKind.GONE]


def test_where_no_duty_may_stand_for_another_none_may_be_gone() -> None:
    both = MET._replace(stopped=NEXT.stopped, due=MET.due)
    found = kinds(breaches(said(MET, NEXT), said(both), merging=False))
    assert found == [BreachKind.GONE]
    assert breaches(said(MET, NEXT), said(UNSURE), merging=False) == []


def test_a_clock_all_in_doubt_may_lose_duties_and_gain_none() -> None:
    assert breaches(said(MET, OPEN), said(OPEN), {"cp_visit"}) == []
    assert kinds(breaches(said(MET, OPEN), said(OPEN), {"cin_visit"})) == [BreachKind.GONE]
    for found in (
        breaches(said(OPEN), said(MET, OPEN), {"cp_visit"}),
        breaches(said(OPEN), said(MET, OPEN, silent="cp_visit")),
    ):
        assert kinds(found) == [BreachKind.NEW]
    late = MET._replace(status="late")
    assert kinds(breaches(said(MET), said(late, silent="cp_visit"))) == [BreachKind.CHANGED]


def test_of_two_begun_on_one_day_neither_is_taken_for_the_other() -> None:
    other = MET._replace(status="overdue", stopped=None)
    assert breaches(said(MET, other), said(other, MET)) == []
    assert breaches(said(MET, other), said(UNSURE, other)) == []
    assert kinds(breaches(said(MET, other), said(other, other))) == [BreachKind.CHANGED]
    moved = other._replace(due=MET.due + timedelta(days=1) if MET.due else None)
    assert kinds(breaches(said(MET, other), said(MET, moved))) == [BreachKind.DUE]


def test_the_clocks_that_read_a_table_are_told() -> None:
    assert {"cp_visit"} < clocks_that_read({"protection_visits"})
    assert "cin_visit" not in clocks_that_read({"protection_visits"})
    assert clocks_that_read(()) == frozenset()


def test_another_due_day_is_another_answer() -> None:
    moved = OPEN._replace(due=date(2018, 2, 4))
    assert kinds(breaches(said(OPEN), said(moved))) == [BreachKind.DUE]


def test_a_child_who_is_not_there_may_owe_nothing() -> None:
    ghost = MET._replace(subject="1.00012E+11", status="overdue")
    assert kinds(breaches(said(MET), said(MET, ghost))) == [BreachKind.NEW]


def test_answers_lost_are_counted_and_those_of_others_told() -> None:
    before, after = said(MET, NEXT, OPEN), said(UNSURE, NEXT, OPEN)
    assert lost(before, after) == [MET]
    assert lost_beyond(before, after, {"MU1"}) == []
    assert lost_beyond(before, after, {"MU2"}) == [MET]
    assert lost_beyond(before, after, {"MU2", None}) == []
    assert lost(before, said(silent="cp_visit")) == [MET, NEXT, OPEN]


def test_the_oracle_s_duties_can_be_compared_too() -> None:
    day = date(2018, 1, 1)
    one = Duty("cp_visit", "MU1", "", day, date(2018, 1, 15), None, None, None, None, "", None)
    assert [each.status for each in stood([one], AS_AT)] == [Status.OVERDUE]
    assert stood([one], date(2017, 1, 1)) == []


def test_a_snapshot_s_duties_can_be_compared(folder: Path, tmp_path: Path) -> None:
    """Read once as it lies: the law is kept, and nothing is lost."""
    before = told(take(tmp_path, folder), AS_AT)
    assert len(before.duties) > 300
    assert "supervision_case" in before.silent
    assert breaches(before, before) == []
    assert lost(before, before) == []
