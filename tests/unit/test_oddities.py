"""The oddities of real data: planted at their rates, written down, found again where rules look."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv
import pytest

from holdfast.errors import BadSetting
from holdfast.record.register import table
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import PROVENANCE
from holdfast.simulation import Council, County, make_county
from holdfast.simulation.council.council import Families
from holdfast.simulation.oddities import BY_KEY, KINDS, RATES, Meaning, PlantedOddity, rates_of
from holdfast.simulation.oddities.pages import Pages
from holdfast.simulation.oddities.retelling import about, hide, on, redate, retold
from holdfast.simulation.truth.tables import truth_tables
from holdfast.simulation.written.chronicle import NEVER, Told
from holdfast.simulation.written.happenings import Happening
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.made_up import write_ssd
from tests.property.coherence import broken
from tests.property.odd_truth import touched

AS_AT = date(2018, 1, 31)
CHILDREN = 400
# So often that every kind is met among a few hundred children; no value is a real share.
RARE = {"after_death", "transfer_out_plan_open"}
OFTEN = {key: 1.0 if key in RARE else min(1.0, rate * 8) for key, rate in RATES.items()}
# In which more children die than in any real one, so that what follows a death is met too.
DEADLY = Council(families=replace(Families(), dies=0.02))

Tables = Mapping[str, pa.Table]


@pytest.fixture(scope="module")
def plain() -> County:
    return make_county(CHILDREN, AS_AT, seed=7, council=DEADLY)


@pytest.fixture(scope="module")
def odd() -> County:
    return make_county(CHILDREN, AS_AT, seed=7, council=DEADLY, oddities=OFTEN)


@pytest.fixture(scope="module")
def met(odd: County) -> list[PlantedOddity]:
    return list(odd.oddities())


# ------------------------------------------------------------------------------- the declarations


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.key))
def test_a_kind_says_what_happens_and_what_is_answered(kind: object) -> None:
    one = next(each for each in KINDS if each is kind)
    assert one.happens.endswith(".")
    assert one.answer.endswith(".")
    assert one.tables
    assert (one.rate is None) == (one.share == "")
    # Only where nothing changes may nothing differ; an unborn child may keep the day waiting.
    assert bool(one.shows) == (one.means is not Meaning.AS_TRUTH) or one.key == "unborn"


def test_no_two_kinds_have_one_key() -> None:
    assert len(BY_KEY) == len(KINDS)


@pytest.mark.parametrize("wanted", [{"nonesuch": 0.1}, {"orphan_row": 1.1}, {"orphan_row": -0.1}])
def test_rates_that_cannot_be_are_refused(wanted: dict[str, float]) -> None:
    with pytest.raises(BadSetting):
        make_county(1, AS_AT, 1, 1, oddities=wanted)


def test_some_rates_leave_the_others_as_declared() -> None:
    assert rates_of({"orphan_row": 0.5}) == {**RATES, "orphan_row": 0.5}
    assert rates_of(True) == RATES
    assert set(rates_of(False).values()) == {0.0}


# ------------------------------------------------------------------------------------ the planting


def test_without_them_the_county_is_as_it_was(plain: County) -> None:
    again = make_county(CHILDREN, AS_AT, seed=7, council=DEADLY, oddities=dict.fromkeys(RATES, 0.0))
    assert again.tables == plain.tables
    assert again.chronicle.told == plain.chronicle.told
    assert plain.planted == ()
    assert list(plain.in_record()) == plain.chronicle.told


def test_one_seed_plants_the_same(odd: County) -> None:
    again = make_county(CHILDREN, AS_AT, seed=7, council=DEADLY, oddities=OFTEN)
    assert again.tables == odd.tables
    assert again.planted == odd.planted
    assert again.retold == odd.retold


def test_every_kind_that_is_planted_is_met(odd: County) -> None:
    # So few children die that it has a test of its own.
    assert set(RATES) - {one.kind for one in odd.planted} <= {"after_death"}


def test_a_visit_after_death_is_one_too_many() -> None:
    mortal = Council(families=replace(Families(), dies=0.2))
    rates = {**rates_of(False), "after_death": 1.0}
    county = make_county(150, AS_AT, seed=3, council=mortal, oddities=rates)
    died = {one["child"]: one["died"] for one in county.tables["persons"].to_pylist()}
    late = [
        one["visit"]
        for one in county.tables["need_visits"].to_pylist()
        if died[one["child"]] and one["visited"] > died[one["child"]]
    ]
    assert late
    assert sorted(late) == sorted(one.row for one in county.planted)
    assert touched(county).unexplained == []


def test_the_columns_of_the_record_stay(odd: County) -> None:
    for name, rows in odd.tables.items():
        fields = [one for one in arrow_schema(table(name)) if one.name not in PROVENANCE]
        assert rows.schema == pa.schema(fields)


def test_keys_stay_unique(odd: County) -> None:
    keys = {name: key.name for name in odd.tables if (key := table(name).key())}
    repeated = [
        name
        for name, key in keys.items()
        if len(odd.tables[name][key].unique()) < odd.tables[name].num_rows
    ]
    assert repeated == []


def test_each_is_of_a_row_that_is_there(odd: County, met: list[PlantedOddity]) -> None:
    rows = {
        (name, key): True
        for name, of in odd.tables.items()
        if (column := table(name).key())
        for key in of[column.name].to_pylist()
    }
    # The row of a person who is left out is not there, nor is one that is not written up yet.
    gone = {"child_without_person", "not_yet_recorded", "reused_id"}
    lost = [one for one in met if (one.table, one.row) not in rows and one.kind not in gone]
    assert lost == []


# -------------------------------------------------------------------------- what the rules find


def _births(one: PlantedOddity) -> list[str]:
    return [f"{one.table} have no day before birth"]


def _orphans(one: PlantedOddity) -> list[str]:
    return [f"what {one.table} name is in the record"]


def _nobody(one: PlantedOddity) -> list[str]:
    # The row of persons is the one that is missing.
    return [] if one.table == "persons" else _orphans(one)


# Which rules of coherence a kind breaks, once for each that is planted; the others break none.
BREAKS: dict[str, Callable[[PlantedOddity], list[str]]] = {
    "before_birth": _births,
    "after_death": lambda one: ["need_visits have no day when the case was closed"],
    "orphan_row": _orphans,
    "child_without_person": _nobody,
    "placeholder_signed": lambda one: ["assessments tell nothing too early"],
    "conference_without_day": lambda one: ["conferences tell nothing too early"],
    "transfer_out_plan_open": lambda one: ["nothing of a case goes on after its closure"],
    "reused_id": lambda one: ["siblings share a family, and no child has two"],
}


def test_the_rules_find_what_was_planted_and_nothing_else(plain: County, odd: County) -> None:
    before = Counter(broken(plain.tables, AS_AT))
    planted = Counter(
        rule for one in odd.planted for rule in BREAKS.get(one.kind, lambda one: [])(one)
    )
    assert Counter(broken(odd.tables, AS_AT)) == before + planted
    assert {one.kind for one in odd.planted if one.kind in BREAKS} == set(BREAKS)


# ------------------------------------------------------------------------------------- the truth


def test_every_difference_from_the_truth_is_that_of_an_oddity(odd: County) -> None:
    found = touched(odd)
    assert found.unexplained == [], found.table()
    assert found.same > 10 * sum(sum(one.values()) for one in found.shows.values())


def test_what_changes_nothing_changes_nothing() -> None:
    idle = [kind.key for kind in KINDS if kind.means is Meaning.AS_TRUTH and kind.rate is not None]
    rates = {**rates_of(False), **{key: OFTEN[key] for key in idle}}
    county = make_county(200, AS_AT, seed=5, oddities=rates)
    found = touched(county)
    assert set(found.shows) <= {"not_yet_recorded", "leaver_still_named", "unborn"}
    assert sum(one.kind in idle for one in county.planted) > 100


def test_the_truth_lists_every_oddity(odd: County, met: list[PlantedOddity]) -> None:
    rows = truth_tables(odd)["oddities"].to_pylist()
    assert Counter(one["kind"] for one in rows) == Counter(one.kind for one in met)
    assert all(one["means"] == BY_KEY[one["kind"]].means.value for one in rows)


# ------------------------------------------------------------------------------ placeholders


def test_the_dataset_holds_placeholders_as_they_stand(odd: County, tmp_path: Path) -> None:
    write_ssd(odd.tables, tmp_path, odd.planted)
    literal = Counter(one.literal for one in odd.planted if one.literal)
    texts = csv.ConvertOptions(column_types={"cina_assessment_auth_date": pa.string()})
    rows = csv.read_csv(tmp_path / "ssd_cin_assessments.csv", convert_options=texts)
    found = rows["cina_assessment_auth_date"].to_pylist().count("1900-01-01T00:00:00")
    kinds = {"placeholder_signed", "placeholder_day"}
    planted = [one for one in odd.planted if one.kind in kinds and one.table == "assessments"]
    assert found == len(planted) > 0
    assert set(literal) == {"1900-01-01T00:00:00", "-1", "SSD_PH"}
    assert read_day("1900-01-01T00:00:00", AS_AT).value is None


# ---------------------------------------------------------------------------------- the retelling


SEEN: Told = (Happening.SEEN_AT_HOME, "A", 100, "V1", 102)
AGAIN: Told = (Happening.SEEN_AT_HOME, "A", 100, "V2", 102)


def test_hiding_once_hides_one_of_two_alike() -> None:
    told = hide(on(100, Happening.SEEN_AT_HOME), once=True)([SEEN, AGAIN])
    assert [one[4] for one in told] == [NEVER, 102]
    assert [one[4] for one in hide(on(100, Happening.SEEN_AT_HOME))([SEEN, AGAIN])] == [NEVER] * 2


def test_a_day_is_moved_in_the_record_alone() -> None:
    moved = redate(about("V2", Happening.SEEN_AT_HOME), 90)
    real, record = retold([SEEN, AGAIN], {}, {"A": [moved]})
    assert real == [SEEN, AGAIN]
    assert [one[2] for one in record["A"]] == [100, 90]


def test_rows_are_changed_struck_and_added() -> None:
    persons = table("persons")
    fields = [one for one in arrow_schema(persons) if one.name not in PROVENANCE]
    given = [{"child": name, "born": date(2010, 1, 1)} for name in "ABC"]
    pages = Pages({"persons": pa.Table.from_pylist(given, schema=pa.schema(fields))})
    pages.change(persons, 0, born=None, expected=14610)
    pages.strike(persons, 1)
    pages.add(persons, {"child": "D"})
    rows = pages.tables()["persons"].select(["child", "born", "expected"]).to_pylist()
    assert rows == [
        {"child": "A", "born": None, "expected": date(2010, 1, 1)},
        {"child": "C", "born": date(2010, 1, 1), "expected": None},
        {"child": "D", "born": None, "expected": None},
    ]
