"""Published figures: what a measure is held against, what is refused, and a fresh file read in."""

import csv
from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import BadSetting, CannotRead, NotFound
from holdfast.measures.benchmarks.comparing import benchmarks
from holdfast.measures.benchmarks.published import OWN_TABLE, neighbours, published_table
from holdfast.measures.benchmarks.refreshing import filters, keep_published, read_published
from holdfast.measures.register import MEASURES, measure

DAY = date(2018, 3, 31)
HEAD = (
    *("time_period", "time_identifier", "geographic_level", "region_name", "la_name"),
    *("old_la_code", "category", "rate"),
)
ROWS = (
    ("202526", "Financial year", "National", "", "", "", "Total", "80.1"),
    ("202526", "Financial year", "Regional", "South West", "", "", "Total", "79.0"),
    ("202526", "Financial year", "Local authority", "South West", "Gloucestershire", "916",
     "Total", "88.2"),
    ("202526", "Financial year", "Local authority", "South West", "Somerset", "933", "Total", "c"),
    ("202526", "Financial year", "National", "", "", "", "Boys", "50"),
)  # fmt: skip


def written(
    place: Path, rows: tuple[tuple[str, ...], ...] = ROWS, head: tuple[str, ...] = HEAD
) -> Path:
    with place.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([head, *rows])
    return place


def test_a_measure_beside_england_region_neighbours_and_its_own_past(tmp_path: Path) -> None:
    found = benchmarks(measure("conferences_15_days"), published_table(tmp_path), "916", DAY)
    told = {(one.whose, one.year): round(one.value, 3) for one in found.found}
    assert told["England", 2018] == 0.769
    assert told["Gloucestershire", 2018] == 0.485
    assert told["Gloucestershire", 2017] == 0.403
    assert ("South West", 2018) in told
    (near,) = [one for one in found.found if one.of > 1 and one.year == 2018]
    assert near.of == len(neighbours("916")) == 10
    assert {one.licence for one in found.found} == {"Open Government Licence v3.0"}
    assert max(one.year for one in found.found) == 2018


def test_the_workforce_is_published_as_at_30_september(tmp_path: Path) -> None:
    table = published_table(tmp_path)
    before = benchmarks(measure("agency_rate"), table, "916", date(2018, 9, 29))
    told = {(one.whose, one.year): round(one.value, 3) for one in before.found}
    assert told["Gloucestershire", 2017] == 0.223
    assert told["England", 2017] == 0.158
    assert max(year for _, year in told) == 2017
    assert before.year == "As at 30 September"
    after = benchmarks(measure("agency_rate"), table, "916", date(2018, 9, 30))
    assert ("Gloucestershire", 2018) in {(one.whose, one.year) for one in after.found}
    for key in ("vacancy_rate", "turnover_rate"):
        assert benchmarks(measure(key), table, "916", DAY).found
    # Only the lead's children are counted, and the published figure counts every case held.
    assert "every case held" in benchmarks(measure("caseload_rate"), table, "916", DAY).refused


def test_without_a_council_england_alone_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    table = published_table(tmp_path)
    alone = benchmarks(measure("re_referrals"), table, "", DAY)
    assert {one.whose for one in alone.found} == {"England"}
    with pytest.raises(NotFound, match="No council has that code"):
        benchmarks(measure("re_referrals"), table, "9999", DAY)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("conference_due_met", "the council's own and not the published one"),
        ("care_three_placements", "leaves out placements of less than 24 hours"),
        ("referrals", "for each 10,000 children under 18"),
        ("conferences_of_enquiries", "Read the published file in"),
    ],
)
def test_another_definition_is_refused_with_its_reason(key: str, says: str, tmp_path: Path) -> None:
    found = benchmarks(measure(key), published_table(tmp_path), "916", DAY)
    assert found.found == ()
    assert says in found.refused


def test_every_measure_can_be_compared_or_says_why_not(tmp_path: Path) -> None:
    table = published_table(tmp_path)
    for one in MEASURES:
        found = benchmarks(one, table, "916", DAY)
        assert bool(found.found) != bool(found.refused), one.key


def test_a_published_file_is_read_in_beside_the_packages_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    place = written(tmp_path / "dfe.csv")
    rows = read_published(place, "icpc_15", "rate", {"category": "Total"}, "A release")
    assert keep_published(home, rows) == 3
    assert keep_published(home, rows) == 3  # the same again is the same
    table = published_table(home)
    assert table.of_year("icpc_15", 2026)["916"].value == 88.2
    assert table.of_year("icpc_15", 2025)["916"].value == 82.3
    assert table.councils("icpc_15", 2026) == {"916": 88.2}
    found = benchmarks(measure("conferences_15_days"), table, "916", date(2026, 12, 1))
    assert {one.source for one in found.found if one.year == 2026} == {"A release"}


@pytest.mark.parametrize(
    ("rows", "head", "where", "says"),
    [
        (ROWS, ("a", *HEAD[1:]), {}, "it lacks time_period"),
        (ROWS, (*HEAD[:-1], "share"), {}, "it lacks rate"),
        (ROWS, HEAD, {"sex": "Total"}, "it lacks sex"),
        (ROWS, HEAD, {}, "several rows of one area and year"),
        (ROWS, HEAD, {"category": "Girls"}, "no value of that column"),
        ((("0001", *ROWS[0][1:]),), HEAD, {}, "period in line 2 of dfe.csv is no year"),
        ((("2025Q1", *ROWS[0][1:]),), HEAD, {}, "period in line 2 of dfe.csv is no year"),
        ((("202528", *ROWS[0][1:]),), HEAD, {}, "period in line 2 of dfe.csv is no year"),
        ((ROWS[0], ROWS[1][:4]), HEAD, {}, "Line 3 of dfe.csv has more or fewer cells"),
        (((*ROWS[0], "1"),), HEAD, {}, "Line 2 of dfe.csv has more or fewer cells"),
        (((*ROWS[0], "1"),), (*HEAD, "rate"), {}, "more than one column rate"),
        (((*ROWS[0][:-1], "nan"),), HEAD, {}, "value in line 2 of dfe.csv cannot be"),
        (((*ROWS[0][:-1], "inf"),), HEAD, {}, "value in line 2 of dfe.csv cannot be"),
        (((*ROWS[0][:-1], "1,234"),), HEAD, {}, "no number as these files write it"),
        (((*ROWS[0][:-1], "180"),), HEAD, {}, "from 0 to 100"),
        (((*ROWS[0][:-1], "-1"),), HEAD, {}, "from 0 to 100"),
        (((*ROWS[2][:5], "9x6", *ROWS[2][6:]),), HEAD, {}, "no code of three figures"),
    ],
)
def test_a_file_of_another_shape_is_refused_and_nothing_kept(
    rows: tuple[tuple[str, ...], ...],
    head: tuple[str, ...],
    where: dict[str, str],
    says: str,
    tmp_path: Path,
) -> None:
    with pytest.raises(CannotRead, match=says):
        read_published(written(tmp_path / "dfe.csv", rows, head), "icpc_15", "rate", where, "x")


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "dfe.csv"
    place.write_bytes(b"\xff\xfe\x00PK")
    with pytest.raises(CannotRead, match="not written in UTF-8"):
        read_published(place, "icpc_15", "rate", {}, "x")
    with pytest.raises(BadSetting, match="COLUMN=VALUE"):
        filters(["category"])
    (tmp_path / OWN_TABLE).write_text("measure,area\nx,y\n", encoding="utf-8")
    with pytest.raises(CannotRead, match="cannot be read"):
        published_table(tmp_path)
