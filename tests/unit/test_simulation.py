"""A made-up council: the record's shape, one seed one council, coherent, of plausible size."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as parquet
import pytest

from holdfast.errors import BadSetting, BeyondCalendar
from holdfast.record.contact import Contacts
from holdfast.record.protection import Conferences
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import PROVENANCE, CodeSet, ColumnKind, Table
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.simulation import Council, simulate
from holdfast.simulation.chance import Chance, Length, Pace, Shares
from holdfast.simulation.council.council import Protecting
from holdfast.simulation.written.ledger import Ledger
from holdfast.sources.made_up import NOT_LIVED, import_made_up, write_ssd
from tests.property.coherence import broken

AS_AT = date(2018, 1, 31)
CHILDREN = 4000

Tables = Mapping[str, pa.Table]


@pytest.fixture(scope="module")
def council() -> Tables:
    return simulate(CHILDREN, AS_AT, seed=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("made-up"))


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    return import_made_up(store, 60, AS_AT, seed=3, made_at="2018-02-01T08:30:00")


def share(flags: pa.ChunkedArray) -> float:
    return float(pc.mean(flags.cast(pa.float64())).as_py())


# ---------------------------------------------------------------------------------- its shape


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_table_has_the_record_s_columns(council: Tables, table: type[Table]) -> None:
    wanted = [one for one in arrow_schema(table) if one.name not in PROVENANCE]
    assert council[table.name].schema == pa.schema(wanted)


def test_every_code_is_of_its_code_set(council: Tables) -> None:
    unknown = Counter(
        f"{table.name}.{column.name}: {value}"
        for table in TABLES
        for column in table.columns
        if column.kind is ColumnKind.CODE and isinstance(column.codes, CodeSet)
        for value in council[table.name][column.name].unique().to_pylist()
        if value is not None and value not in column.codes.codes
    )
    assert unknown == {}


def test_keys_are_unique(council: Tables) -> None:
    keys = {table.name: key.name for table in TABLES if (key := table.key())}
    repeated = [
        name
        for name, key in keys.items()
        if pc.count_distinct(council[name][key]).as_py() < council[name].num_rows
    ]
    assert repeated == []


def test_required_columns_are_filled(council: Tables) -> None:
    empty = [
        str(column)
        for table in TABLES
        for column in table.required()
        if council[table.name][column.name].null_count
    ]
    assert empty == []


# ----------------------------------------------------------------------------------- its luck


def test_one_seed_makes_one_council() -> None:
    assert simulate(80, AS_AT, seed=5) == simulate(80, AS_AT, seed=5)


def test_another_seed_makes_another() -> None:
    one, other = simulate(80, AS_AT, seed=5), simulate(80, AS_AT, seed=6)
    assert one["contacts"] != other["contacts"]


def test_a_parameter_changes_what_it_names() -> None:
    never = Council(protecting=replace(Protecting(), suspected=(0.0, 0.0, 0.0)))
    tables = simulate(150, AS_AT, seed=1, council=never)
    assert tables["referrals"].num_rows > 0
    # While a case is open, harm may still be suspected.
    everyone = simulate(150, AS_AT, seed=1)
    assert tables["enquiries"].num_rows < everyone["enquiries"].num_rows


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    simulate(30, AS_AT, seed=1, progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 6 * 365
    assert told == sorted(told)


@pytest.mark.parametrize(("children", "years"), [(0, 6), (-1, 6), (10, 0)])
def test_nobody_and_never_are_refused(children: int, years: int) -> None:
    with pytest.raises(BadSetting):
        simulate(children, AS_AT, seed=1, years=years)


def test_a_day_of_unknown_bank_holidays_is_refused() -> None:
    with pytest.raises(BeyondCalendar):
        simulate(5, date(2040, 1, 1), seed=1)


def test_a_pace_keeps_its_share_and_its_bounds() -> None:
    chance, pace = Chance(1, "pace"), Pace(in_time=0.7, soonest=2, limit=10, latest=40)
    days = [chance.pace(pace) for _ in range(4000)]
    assert min(days) == 2
    assert 35 < max(days) <= 40
    assert sum(day <= 10 for day in days) / len(days) == pytest.approx(0.7, abs=0.03)


def test_a_length_keeps_its_median() -> None:
    chance = Chance(1, "length")
    days = sorted(chance.length(Length(median=100, spread=0.5)) for _ in range(2001))
    assert days[1000] == pytest.approx(100, rel=0.08)


def test_shares_are_kept() -> None:
    chance, shares = Chance(1, "shares"), Shares({"often": 3, "seldom": 1})
    drawn = Counter(chance.pick(shares) for _ in range(4000))
    assert drawn["often"] / 4000 == pytest.approx(0.75, abs=0.03)


# ------------------------------------------------------------------------------ its coherence


def test_no_rule_is_broken(council: Tables) -> None:
    assert broken(council, AS_AT) == {}


def test_no_child_bears_a_pupil_number(council: Tables) -> None:
    persons = council["persons"].select(["upn", "upn_unknown"]).to_pylist()
    assert {one["upn"] for one in persons} == {None}
    assert {one["upn_unknown"] for one in persons} == {"UN1", "UN2"}


def test_of_every_child_it_is_known_which_disability_it_has_or_none(council: Tables) -> None:
    rows = council["disabilities"].select(["child", "kind"]).to_pylist()
    able = {one["child"] for one in rows if one["kind"] == "NONE"}
    disabled = {one["child"] for one in rows if one["kind"] != "NONE"}
    assert able | disabled == set(council["persons"]["child"].to_pylist())
    assert not able & disabled


def test_managers_are_supervised_like_everyone_else(council: Tables) -> None:
    """Whoever was in post for some months sat down with somebody, more than once."""
    posts = council["employments"].select(["worker", "started", "ended"]).to_pylist()
    stayed = {
        one["worker"]: (one["ended"] or AS_AT) - max(one["started"], date(2012, 1, 31))
        for one in posts
    }
    held = Counter(council["worker_supervisions"]["worker"].to_pylist())
    managers = council["professionals"].filter(pc.field("kind") == "manager")["worker"].to_pylist()
    long = [one for one in managers if stayed[one].days > 200]
    assert long
    assert all(held[one] > 1 for one in long)


def test_a_broken_rule_is_seen(council: Tables) -> None:
    assessments = council["assessments"]
    place = assessments.column_names.index("authorised")
    early = pa.array([date(2001, 1, 1)] * assessments.num_rows)
    wrong = dict(council) | {"assessments": assessments.set_column(place, "authorised", early)}
    found = broken(wrong, AS_AT)
    assert found["an assessment is signed off after it begins"] == assessments.num_rows


def test_the_ledger_hides_what_lies_ahead() -> None:
    ledger = Ledger(last=100)
    row = {"child": "MU1", "transfer_in": False, "plan_made": True, "plan": "plan"}
    ledger.add(Conferences, 90, **row, held=95, target=120, late_reason="x")
    ledger.add(Conferences, 90, **row, held=105, target=120, late_reason="x")
    ledger.add(Conferences, 101, **row, held=105, target=120, late_reason="x")
    rows = ledger.tables()["conferences"].select(["held", "plan_made", "plan", "late_reason"])
    held, planned = rows.to_pylist()
    assert held == {"held": date(1970, 4, 6), "plan_made": True, "plan": "plan", "late_reason": "x"}
    assert set(planned.values()) == {None}


def test_the_ledger_refuses_a_column_that_is_none() -> None:
    ledger = Ledger(last=100)
    ledger.add(Conferences, 90, child="MU1", hled=95)
    with pytest.raises(KeyError, match="hled"):
        ledger.tables()


# ----------------------------------------------------------------------------- its likelihood


def test_a_plausible_number_is_open(council: Tables) -> None:
    referrals, episodes = council["referrals"], council["care_episodes"]
    open_cases = pc.sum(pc.is_null(referrals["closed"])).as_py() / CHILDREN
    in_care = pc.sum(pc.is_null(episodes["ended"])).as_py() / CHILDREN
    on_plans = pc.sum(pc.is_null(council["protection_plans"]["ended"])).as_py() / CHILDREN
    assert 0.08 < open_cases < 0.25
    assert 0.01 < in_care < 0.04
    assert 0.01 < on_plans < 0.04


def test_some_conferences_are_late_and_some_are_not(council: Tables) -> None:
    conferences = council["conferences"]
    in_time = pc.less_equal(conferences["held"], conferences["target"])
    assert 0.15 < share(in_time) < 0.9


def test_most_contacts_become_no_referral(council: Tables) -> None:
    assert share(pc.equal(council["contacts"]["outcome"], "referral")) < 0.5


def test_every_table_is_used(council: Tables) -> None:
    rare = {"allegations", "mothers", "previous_permanence", "serious_incidents"}
    rare |= {"convictions", "substance_misuse", "private_fostering", "private_fostering_visits"}
    untold = {table.name for table in NOT_LIVED}
    assert {name for name, rows in council.items() if not rows.num_rows} <= rare | untold


# ----------------------------------------------------------------------------- its importing


def test_the_snapshot_says_that_it_is_made_up(snapshot: Snapshot, store: Store) -> None:
    manifest = store.current().manifest
    assert (manifest.made_up, manifest.source, manifest.as_at) == (True, "made_up", AS_AT)
    assert manifest.rows["persons"] == 60
    assert all(count.given == count.read for count in manifest.counts)
    lived = [table for table in TABLES if table not in NOT_LIVED or manifest.rows[table.name]]
    assert set(manifest.feeds) == {table.name for table in lived}
    assert {"recruits", "declared_experience"} <= set(manifest.feeds)
    snapshot.verify()


def test_rows_say_where_they_come_from(snapshot: Snapshot) -> None:
    rows = parquet.read_table(snapshot.path("contacts"))
    assert rows.schema.remove_metadata() == arrow_schema(Contacts)
    assert set(rows["source_file"].to_pylist()) == {"made up"}
    assert sorted(rows["source_row"].to_pylist()) == list(range(1, rows.num_rows + 1))


def test_an_ssd_folder_holds_what_ssd_has(tmp_path: Path) -> None:
    tables = simulate(200, AS_AT, seed=1)
    written = write_ssd(tables, tmp_path)
    assert {path.stem for path in written} == {table.ssd for table in TABLES if table.ssd}
    referrals = csv.read_csv(
        tmp_path / "ssd_cin_episodes.csv",
        convert_options=csv.ConvertOptions(
            strings_can_be_null=True,
            column_types={"cine_referral_date": pa.string(), "cine_referral_nfa": pa.string()},
        ),
    )
    assert referrals.num_rows == tables["referrals"].num_rows
    assert set(referrals["cine_referral_nfa"].to_pylist()) <= {"Y", "N", None}
    first = referrals["cine_referral_date"][0].as_py()
    assert first == f"{tables['referrals']['received'][0].as_py().isoformat()}T00:00:00"


def test_ssd_keeps_the_factors_of_an_assessment_together(tmp_path: Path) -> None:
    tables = simulate(200, AS_AT, seed=1)
    write_ssd(tables, tmp_path)
    rows = csv.read_csv(tmp_path / "ssd_assessment_factors.csv")
    found = pc.count_distinct(tables["assessment_factors"]["assessment"]).as_py()
    assert rows.num_rows == found
    assert rows["cinf_assessment_factors_json"][0].as_py().startswith('["')
