"""The declarations of the record hold together, and agree with SSD where SSD is at hand."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.areas import Area
from holdfast.engine.engine import Engine, open_engine
from holdfast.errors import NotFound
from holdfast.record.codes import care as codes_care
from holdfast.record.codes import child as codes
from holdfast.record.codes import oversight as codes_oversight
from holdfast.record.codes import permanence as codes_permanence
from holdfast.record.register import TABLES, by_ssd, table
from holdfast.record.schema.table import PROVENANCE, CodeSet, ColumnKind, Table, text

SCHEMA = Path(__file__).parents[2].parent / "shared" / "reference" / "ssd_schema.csv"
COLUMNS = [column for each in TABLES for column in each.columns]
CODE_SETS = [
    each
    for module in (codes, codes_care, codes_oversight, codes_permanence)
    for each in vars(module).values()
    if isinstance(each, CodeSet)
]


def _every(modules: list[type[Table]]) -> set[type[Table]]:
    """All tables declared under the given ones in the package itself, and not in a test."""
    found = {kind for module in modules for kind in module.__subclasses__()}
    return {kind for kind in found if kind.__module__.startswith("holdfast.record.")}


def _ssd_columns() -> set[tuple[str, str]]:
    """(table, column) of every SSD column; skips where the reference is not at hand."""
    if not SCHEMA.exists():
        pytest.skip("the SSD reference (shared/reference/ssd_schema.csv) is not at hand")
    with SCHEMA.open(encoding="utf-8-sig", newline="") as lines:
        return {(row["table"], row["column"]) for row in csv.DictReader(lines)}


def test_the_register_lists_every_table_once() -> None:
    assert len(TABLES) == len(set(TABLES))
    assert _every([Table]) == set(TABLES)


def test_the_register_keeps_the_order_of_the_areas() -> None:
    order = list(Area)
    places = [order.index(each.area) for each in TABLES]
    assert places == sorted(places)


def test_no_two_tables_share_a_name() -> None:
    assert [name for name, n in Counter(each.name for each in TABLES).items() if n > 1] == []


def test_every_area_has_a_table() -> None:
    assert {each.area for each in TABLES} == set(Area)


@pytest.mark.parametrize("declared", TABLES, ids=lambda each: each.name)
def test_a_table_explains_itself(declared: type[Table]) -> None:
    assert declared.__doc__
    assert declared.__doc__ != Table.__doc__
    silent = [column.name for column in declared.columns if not column.meaning.strip()]
    assert silent == []


@pytest.mark.parametrize("declared", TABLES, ids=lambda each: each.name)
def test_a_table_lives_in_the_file_of_its_area(declared: type[Table]) -> None:
    assert declared.__module__.rpartition(".")[2].startswith(declared.area.value)


@pytest.mark.parametrize("declared", TABLES, ids=lambda each: each.name)
def test_a_table_has_one_key_at_most_one_subject_and_needs_its_subject(
    declared: type[Table],
) -> None:
    assert len([column for column in declared.columns if column.key]) == 1
    subjects = [column for column in declared.columns if column.subject]
    assert len(subjects) <= 1
    assert all(subject.required for subject in subjects)


def test_only_the_tables_of_staff_and_teams_are_about_no_child() -> None:
    about_no_child = {
        each.name
        for each in TABLES
        if (subject := each.subject()) is None or subject.of != "persons"
    }
    assert about_no_child == {
        "absences",
        "declared_experience",
        "employments",
        "posts",
        "professionals",
        "recruits",
        "teams",
        "worker_supervisions",
    }


def test_the_subject_child_is_always_called_child() -> None:
    subjects = [column for column in COLUMNS if column.subject and column.of == "persons"]
    assert {column.name for column in subjects} == {"child"}


@pytest.mark.parametrize("declared", TABLES, ids=lambda each: each.name)
def test_every_reference_names_a_table_of_the_register(declared: type[Table]) -> None:
    for column in declared.columns:
        if column.of:
            assert table(column.of).key() is not None
            assert column.kind is ColumnKind.ID


def test_every_code_has_a_code_set_and_nothing_else_has() -> None:
    odd = [
        column
        for column in COLUMNS
        if (column.kind is ColumnKind.CODE) != (column.codes is not None)
    ]
    assert odd == []


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all the questions of this file."""
    opened = open_engine()
    yield opened
    opened.close()


@pytest.mark.parametrize("declared", TABLES, ids=lambda each: each.name)
def test_every_name_can_be_written_in_sql_without_quotes(
    declared: type[Table], engine: Engine
) -> None:
    names = [column.name for column in declared.columns] + list(PROVENANCE)
    # Quoted here and bare below, so that only the bare names are on trial.
    engine.define(declared.name, "select " + ", ".join(f'1 as "{name}"' for name in names))
    answer = engine.fetch(f"select {', '.join(names)} from {declared.name}")
    assert answer.column_names == names


@pytest.mark.parametrize(
    "name",
    ["forename", "surname", "health_number", "upn", "postcode", "full_name", "court_reference"],
)
def test_what_names_a_person_is_marked_personal(name: str) -> None:
    columns = [column for column in COLUMNS if column.name == name]
    assert columns
    assert all(column.personal for column in columns)


def test_a_column_may_not_hide_what_every_table_has() -> None:
    with pytest.raises(TypeError, match="may not have a column called name"):
        type("Hiding", (Table,), {"name": text("Hides the table's name.")}, area=Area.NEED)


@pytest.mark.parametrize("code_set", CODE_SETS, ids=lambda each: each.name)
def test_a_code_set_says_what_it_means_and_aliases_lead_to_its_codes(code_set: CodeSet) -> None:
    assert code_set.codes
    assert code_set.source
    assert all(meaning.strip() for meaning in code_set.codes.values())
    assert set(code_set.aliases.values()) <= set(code_set.codes)


@pytest.mark.parametrize("code_set", CODE_SETS, ids=lambda each: each.name)
def test_no_spelling_in_a_code_set_could_mean_two_codes(code_set: CodeSet) -> None:
    meant: dict[str, set[str]] = {}
    spellings = {code: code for code in code_set.codes} | code_set.aliases
    for spelling, code in spellings.items():
        meant.setdefault(spelling.casefold(), set()).add(code)
    assert {spelling for spelling, found in meant.items() if len(found) > 1} == set()


def test_every_code_set_is_used() -> None:
    used = {column.codes.name for column in COLUMNS if column.codes}
    assert {each.name for each in CODE_SETS} == used
    assert len(CODE_SETS) == len(used)


@pytest.mark.parametrize(
    ("code_set", "spelling", "expected"),
    [
        (codes.SEX, "a) Male", "M"),
        (codes.SEX, "2", "F"),
        (codes.GENDER, "d) Neither", "I"),
        (codes.ABUSE, "d) Emotional abuse", "EMO"),
        (codes.ABUSE, "e) Multiple/not recommended", "MUL"),
        (codes.ETHNICITY, "CNHE", "CHNE"),
        (codes_permanence.ELIGIBILITY, "b) Former relevant child", "former_relevant"),
        (codes_permanence.IN_TOUCH, "d) Refu", "REFU"),
        (codes_permanence.SUITABILITY, "b) Unsuitable", "2"),
        (codes_care.PERMANENCE_PLAN, "f) Long-term fostering", "LTFOST18"),
    ],
)
def test_spellings_of_real_files(code_set: CodeSet, spelling: str, expected: str) -> None:
    assert code_set.aliases[spelling] == expected


def test_every_ssd_name_exists_in_its_ssd_table() -> None:
    known = _ssd_columns()
    unknown = [column for column in COLUMNS if column.ssd]
    assert [each for each in unknown if (each.table.ssd, each.ssd) not in known] == []


def test_every_ssd_name_is_used_at_most_once() -> None:
    used = Counter(column.ssd for column in COLUMNS if column.ssd)
    used.update(each.ssd for each in TABLES if each.ssd)
    assert [name for name, n in used.items() if n > 1] == []


# What we leave in the source, each for a reason.
_LEFT_OUT_TABLES = {
    "ssd_dim_date",  # a calendar
    "ssd_cohort",  # how SSD chose its children
    "ssd_pre_cla_care_plan",  # scaffolding of the care plan
    "ssd_version_log",  # SSD's own administration
    "ssd_api_data_staging",  # SSD's own administration
    "ssd_s251_finance",  # placeholders only
    "ssd_voice_of_child",  # structure only, empty everywhere
    "ssd_send",  # structure only: special needs are not this product's
    "ssd_sen_need",
    "ssd_ehcp_requests",
    "ssd_ehcp_assessment",
    "ssd_ehcp_named_plan",
    "ssd_ehcp_active_plans",
}
_LEFT_OUT_COLUMNS = {
    "addr_address_json",  # the address in full: more than oversight needs
    "cine_referral_outcome_json",
    "cont_contact_outcome_json",  # unpacked to contacts.outcome
    "cina_assessment_outcome_json",
    "s47e_s47_outcome_json",  # unpacked to enquiries.conference_needed
    "icpc_icpc_outcome_json",
}


def test_nothing_of_ssd_is_left_out_unsaid() -> None:
    known = _ssd_columns()
    assert {name for name, _ in known} - {each.ssd for each in TABLES} == _LEFT_OUT_TABLES
    ours = {(column.table.ssd, column.ssd) for column in COLUMNS}
    left_out = {column for name, column in known - ours if name not in _LEFT_OUT_TABLES}
    assert left_out == _LEFT_OUT_COLUMNS


def test_a_table_is_found_by_name_and_by_its_ssd_name() -> None:
    assert table("need_plans") is by_ssd("ssd_cin_plans")
    assert by_ssd("ssd_dim_date") is None


def test_a_name_that_is_no_table_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotFound) as refused:
        table("wishes")
    assert "persons" in refused.value.next_step
