"""The made-up county in the words and shapes of each public build, with slips at stated rates."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.errors import BadSetting
from holdfast.record.register import TABLES
from holdfast.simulation import County, make_county
from holdfast.simulation.oddities import RATES as SIMULATED
from holdfast.sources.days.reading_days import read_moment
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.dialects.register import DIALECTS
from holdfast.sources.made_up.dialects.slips import NO_SLIPS, RATES, Slip, rates_of, shortened
from holdfast.sources.made_up.dialects.speaking import number
from holdfast.sources.made_up.dialects.writing import Export, Way, dialect_files, numbers
from holdfast.sources.made_up.ssd_folder import ssd_columns
from tests.sources.ssd_made import take

AS_AT = date(2018, 1, 31)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(300, AS_AT, 7, 4)


@pytest.fixture(scope="module")
def plain(county: County) -> Mapping[str, pa.Table]:
    return ssd_columns(county.tables, county.planted)


def write(
    plain: Mapping[str, pa.Table],
    folder: Path,
    build: Build,
    rates: Mapping[Slip, float] | None = NO_SLIPS,
    seed: int = 1,
    month_first: bool = False,
) -> Export:
    folder.mkdir(parents=True, exist_ok=True)
    way = Way(DIALECTS[build], seed, AS_AT, rates, month_first)
    return dialect_files(plain, folder, way)


@pytest.fixture(scope="module")
def clean(
    plain: Mapping[str, pa.Table], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[Build, Path]:
    place = tmp_path_factory.mktemp("dialects")
    for build in Build:
        write(plain, place / build, build)
    return {build: place / build for build in Build}


def rows(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def said(folder: Path, table: str, heading: str) -> set[str]:
    return {row[heading] for row in rows(folder, table)}


# --- the declarations ------------------------------------------------------------------------


@pytest.mark.parametrize("build", list(Build))
def test_a_declaration_names_only_what_the_plain_folder_has(
    build: Build, plain: Mapping[str, pa.Table]
) -> None:
    dialect = DIALECTS[build]
    assert set(dialect.tables) <= set(plain)
    assert {*dialect.lacks, *dialect.no_rows} <= set(plain)
    for name, table in dialect.tables.items():
        named = {*table.words, *table.by_row, *table.lacks, *table.empty, *table.renamed}
        named |= {*table.through_referral.values(), *table.numbers_apart}
        named |= {table.window, table.open_by} - {""}
        assert named <= set(plain[name].column_names), name
        assert table.source


@pytest.mark.parametrize("build", list(Build))
def test_its_words_are_for_codes_that_there_are(
    build: Build, plain: Mapping[str, pa.Table]
) -> None:
    columns = {one.ssd: one for table in TABLES for one in table.columns if one.ssd}
    for table in DIALECTS[build].tables.values():
        for heading, words in table.words.items():
            column = columns.get(heading)
            if column is not None and column.codes is not None and "json" not in heading:
                assert set(words) - {""} <= set(column.codes.codes), heading


# --- what is written -------------------------------------------------------------------------


def test_systemc_writes_its_own_words(clean: Mapping[Build, Path]) -> None:
    folder = clean[Build.SYSTEMC]
    assert "16PLUS" in said(folder, "ssd_involvements", "invo_professional_role_id")
    assert said(folder, "ssd_cla_health", "clah_health_check_type") >= {"HEALTH", "DENTAL"}
    assert "Interim care order" in said(folder, "ssd_legal_status", "lega_legal_status")
    days = said(folder, "ssd_cp_visits", "cppv_cp_visit_date")
    assert all(day.endswith(" 00:00:00.000") for day in days)
    outcomes = said(folder, "ssd_s47_enquiry", "s47e_s47_outcome_json")
    assert all(set(json.loads(one)) >= {"NFA_FLAG", "CP_CONFERENCE_FLAG"} for one in outcomes)
    assert "NULL" in said(folder, "ssd_cp_visits", "cppv_cp_plan_id") | said(
        folder, "ssd_cin_episodes", "cine_close_date"
    )


def test_mosaic_says_what_comes_next_in_words(clean: Mapping[Build, Path]) -> None:
    folder = clean[Build.MOSAIC]
    parts = said(folder, "ssd_involvements", "invo_professional_role_id")
    assert parts >= {"Allocated Worker", "C&F Allocated Worker"}
    enquiries = rows(folder, "ssd_s47_enquiry")
    plans = [one for one in enquiries if "plan" in one["s47e_s47_outcome_json"]]
    assert plans
    assert {one["s47e_s47_nfa"] for one in plans} == {"N"}
    assert not any("{" in one["s47e_s47_outcome_json"] for one in enquiries)
    assert said(folder, "ssd_cla_health", "clah_health_check_status") == {""}
    assert not (folder / "ssd_family.csv").exists()


def test_mosaic_leaves_persons_out_and_gives_referrals(clean: Mapping[Build, Path]) -> None:
    folder = clean[Build.MOSAIC]
    for table in ("ssd_cin_visits", "ssd_cp_reviews", "ssd_cla_placement", "ssd_involvements"):
        assert not any("person_id" in heading for heading in rows(folder, table)[0]), table
    assert "cin_plan_id" in rows(folder, "ssd_cin_plans")[0]
    referrals = said(folder, "ssd_cin_episodes", "cine_referral_id")
    visits = said(folder, "ssd_cin_visits", "cinv_cin_plan_id") - {""}
    assert visits
    assert visits <= referrals


def test_eclipse_gives_only_forms_that_are_complete(
    clean: Mapping[Build, Path], plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    folder = clean[Build.ECLIPSE]
    signed = said(folder, "ssd_cin_assessments", "cina_assessment_auth_date")
    assert "" not in signed
    export = write(plain, tmp_path, Build.ECLIPSE)
    lost = [one for one in export.planted if one.file == "ssd_cin_assessments.csv"]
    assert {(one.kind, one.row) for one in lost} == {(Slip.LOST, None)}
    assert len(lost) == plain["ssd_cin_assessments"]["cina_assessment_auth_date"].null_count
    assert said(folder, "ssd_cla_health", "clah_health_check_type") >= {"Health check"}
    assert "AW" in said(folder, "ssd_involvements", "invo_professional_role_id")
    outcomes = said(folder, "ssd_s47_enquiry", "s47e_s47_outcome_json")
    assert all("OUTCOME_CP_CONFERENCE_FLAG" in json.loads(one) for one in outcomes)


@pytest.mark.parametrize("build", list(Build))
def test_a_number_is_the_same_in_every_table(
    build: Build, clean: Mapping[Build, Path], plain: Mapping[str, pa.Table]
) -> None:
    children = said(clean[build], "ssd_person", "pers_person_id")
    assert len(children) == 300
    assert all(child.isdigit() for child in children)
    for table, heading in (
        ("ssd_cp_visits", "cppv_person_id"),
        ("ssd_s47_enquiry", "s47e_person_id"),
        ("ssd_cla_episodes", "clae_person_id"),
    ):
        assert said(clean[build], table, heading) <= children
    named = numbers(plain, DIALECTS[build])
    assert {named[f"MU{n:06d}"] for n in range(1, 301)} == children


@pytest.mark.parametrize("build", list(Build))
def test_no_two_rows_have_one_number(build: Build, tmp_path: Path) -> None:
    """Not in a record with every oddity either."""
    odd = make_county(200, AS_AT, 9, 3, oddities=dict.fromkeys(SIMULATED, 0.3))
    plain = ssd_columns(odd.tables, odd.planted)
    write(plain, tmp_path, build)
    table = DIALECTS[build].tables
    for name, rows_given in plain.items():
        key = next(one.ssd for t in TABLES if t.ssd == name for one in t.columns if one.key)
        heading = table[name].renamed.get(key, key) if name in table else key
        if name in DIALECTS[build].lacks or (name in table and key in table[name].empty):
            continue
        before = {one for one in rows_given[key].to_pylist() if one}
        after = [row[heading] for row in rows(tmp_path, name)]
        assert len(set(after)) == len(after) or len(before) < rows_given.num_rows, name


def test_names_that_differ_in_letters_alone_have_numbers_of_their_own() -> None:
    dialect = DIALECTS[Build.ECLIPSE]
    for kind, *alike in (
        ("persons", "MU000020", "MU-X000020"),
        ("care_reviews", "care_reviews-0000020", "care_reviews-0000020-C"),
        ("family", "MUF000020", "MUF000020-PLO"),
        ("care_period", "MU000019-C61", "MU000196-C1"),
    ):
        assert len({number(one, kind, dialect) for one in alike}) == len(alike)
    assert number("-1", "professionals", dialect) == "-1"


@pytest.mark.parametrize("build", list(Build))
def test_one_seed_gives_one_export(
    build: Build, plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    def files(name: str, seed: int) -> dict[str, bytes]:
        write(plain, tmp_path / name, build, None, seed)
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}

    first = files("first", 3)
    assert files("again", 3) == first
    assert files("other", 4) != first


def test_days_can_stand_month_first(plain: Mapping[str, pa.Table], tmp_path: Path) -> None:
    write(plain, tmp_path, Build.SYSTEMC, month_first=True)
    days = said(tmp_path, "ssd_cp_visits", "cppv_cp_visit_date")
    assert all(day.endswith(" 12:00:00 AM") for day in days)
    assert any(int(day.split("/")[1]) > 12 for day in days)


def test_a_window_leaves_out_what_ended_before_it(
    plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    """The county lives four years; a script that reached back two would lose the first."""
    short = replace(DIALECTS[Build.SYSTEMC], years=2)
    export = dialect_files(plain, tmp_path, Way(short, 1, AS_AT, NO_SLIPS, window=True))
    lost = [one for one in export.planted if one.kind is Slip.OLDER]
    assert {"ssd_cp_visits.csv", "ssd_cin_episodes.csv"} <= {one.file for one in lost}
    assert min(said(tmp_path, "ssd_cp_visits", "cppv_cp_visit_date")) >= "2016-01-31"
    referrals = rows(tmp_path, "ssd_cin_episodes")
    early = [one for one in referrals if one["cine_referral_date"] < "2016-01-31"]
    assert {one["cine_close_date"] for one in early} == {"NULL"}


# --- slips -----------------------------------------------------------------------------------


@pytest.mark.parametrize("build", list(Build))
def test_every_slip_is_in_its_place(
    build: Build, plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    often = {kind: min(1.0, rate * 5) for kind, rate in RATES.items()}
    export = write(plain, tmp_path, build, often)
    met: Counter[Slip] = Counter()
    lines: dict[str, list[list[str]]] = {}
    for one in (one for one in export.planted if one.row is not None):
        if one.file not in lines:
            with (tmp_path / one.file).open(newline="") as file:
                lines[one.file] = list(csv.reader(file))
        headings, row = lines[one.file][0], lines[one.file][(one.row or 0) - 1]
        met[one.kind] += 1
        assert one.child.startswith("MU")
        heading = DIALECTS[build].tables.get(one.file[:-4])
        name = heading.renamed.get(one.column, one.column) if heading else one.column
        cell = row[headings.index(name)] if name and len(row) == len(headings) else ""
        assert _shows(one.kind, cell, len(row) - len(headings)), one
    # Mosaic's outcomes are no objects, so that none can be broken off.
    never = {Slip.BROKEN_JSON} if build is Build.MOSAIC else set()
    assert set(met) == set(RATES) - never


def _shows(kind: Slip, cell: str, more: int) -> bool:
    match kind:
        case Slip.SURPLUS_CELL:
            return more == 1
        case Slip.CUT_SHORT:
            return more < 0
        case Slip.NO_SUCH_DAY | Slip.WORDS_FOR_A_DAY:
            return bool(read_moment(cell, AS_AT).trouble)
        case Slip.AFTER_EXTRACT:
            return cell[:10] > AS_AT.isoformat()
        case Slip.SHORT_NUMBER:
            return "E+" in cell
        case Slip.NO_NUMBER:
            return not cell.isdigit()
        case Slip.BROKEN_JSON:
            return cell[:1] == "{" and cell[-1:] != "}"
    return kind in (Slip.UNKNOWN_WORD, Slip.UNREADABLE_FLAG) and cell not in ("", "Y", "N", "CW")


def test_a_rate_is_a_share_of_what_could_be_spoilt(
    plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    export = write(plain, tmp_path, Build.SYSTEMC, {**NO_SLIPS, Slip.SURPLUS_CELL: 0.1})
    whole = sum(one.rows for one in export.written)
    assert 0.08 < len([one for one in export.planted if one.row]) / whole < 0.12
    assert {one.kind for one in export.planted if one.row} == {Slip.SURPLUS_CELL}


def test_without_slips_only_the_script_s_own_losses_are_told(
    plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    kinds = {one.kind for one in write(plain, tmp_path, Build.ECLIPSE).planted}
    assert kinds == {Slip.LOST}


def test_a_number_is_shortened_as_a_spreadsheet_does() -> None:
    assert shortened("100012000196") == "1.00012E+11"


@pytest.mark.parametrize("rates", [{Slip.NO_NUMBER: 1.5}, {Slip.LOST: 0.1}])
def test_a_rate_that_cannot_be_is_refused(rates: Mapping[Slip, float]) -> None:
    with pytest.raises(BadSetting):
        rates_of(rates)


# --- through the reader and the command line -------------------------------------------------


@pytest.mark.parametrize("build", list(Build))
def test_each_dialect_is_imported_and_nothing_is_lost(
    build: Build, plain: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    export = write(plain, tmp_path / "in", build, None)
    counts = take(tmp_path, tmp_path / "in").manifest.counts
    assert all(one.given == one.read + one.refused for one in counts)
    given = {one.table: one.given for one in counts}
    assert sum(given.values()) > 3000
    for one in export.written:
        assert given.get(one.path.stem, one.rows) == one.rows


def run(*words: str) -> list[dict[str, object]]:
    told = ("--children", "60", "--years", "2", "--format", "json")
    done = CliRunner().invoke(app, ["made-up", "--as", "ssd", *told, *words])
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_the_command_writes_a_dialect_and_what_was_spoilt(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("--out", str(out), "--dialect", "mosaic", "--truth", "--oddities")
    spoilt = next(one for one in told if one["file"] == "truth/spoilt.csv")
    with (out / "truth/spoilt.csv").open(newline="") as file:
        held = list(csv.DictReader(file))
    assert len(held) == spoilt["rows"]
    assert set(held[0]) == {"file", "row", "column", "kind", "child"}
    with (out / "truth/numbers.csv").open(newline="") as file:
        named = {row["number"] for row in csv.DictReader(file)}
    assert said(out, "ssd_contacts", "cont_person_id") & named
    assert "truth/oddities.parquet" in {one["file"] for one in told}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as", "annex-a", "--dialect", "mosaic"), "has dialects"),
        (("--as", "ssd", "--month-first"), "Only a dialect"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(app, ["made-up", "--out", str(tmp_path / "o"), *words])
    assert isinstance(done.exception, BadSetting)
    assert says in str(done.exception)
    assert not (tmp_path / "o").exists()
