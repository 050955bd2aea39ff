"""What a source cannot carry is told, and no rule that looks at it is run."""

from collections.abc import Mapping
from datetime import date

import pytest

from holdfast.errors import BadSetting
from holdfast.record.store.manifest import Feed
from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.cin_census.projecting import Projected, project
from holdfast.returns.cin_census.projecting.lacking import lacking_from
from holdfast.returns.cin_census.projecting.register import DRAWN
from holdfast.returns.outcome import State
from holdfast.sources.cin_census import ChildBatch
from holdfast.sources.cin_census.census import MODULES
from tests.records import EVERYTHING
from tests.returns.cin_census.projecting.small import drawn, values
from tests.returns.cin_census.recorded import carrying, snapshot_of

ENQUIRY = {"enquiry": "E", "referral": "R1", "child": "A", "started": "2026-03-24"}
NEVER = {("Assessments", "AssessmentInternalReviewDate")}


def test_every_field_of_the_census_is_declared_once_and_in_its_module() -> None:
    declared = [(one.module.name, line.field) for one in DRAWN for line in one.lines]
    wanted = [(module.name, field.name) for module in MODULES for field in module.fields()]
    assert sorted(declared) == sorted(wanted)
    assert [one.module for one in DRAWN] == list(MODULES)


def test_a_source_that_carries_everything_lacks_only_what_no_record_holds() -> None:
    assert lacking_from(EVERYTHING, 2026).keys() == NEVER


def less(**changes: Feed | None) -> Mapping[str, Feed]:
    whole = dict(EVERYTHING) | changes
    return {name: feed for name, feed in whole.items() if feed is not None}


def test_a_column_that_is_not_carried() -> None:
    found = lacking_from(less(persons=Feed("every", ("child", "gender", "born"))), 2026)
    assert found["Child", "Ethnicity"] == "the source does not carry persons: ethnicity"
    # The gender stands in for the sex, the linked numbers for the pupil number.
    assert ("Child", "Sex") not in found
    assert ("Child", "UPN") not in found


def test_a_table_of_which_only_the_latest_row_is_given() -> None:
    latest = Feed("latest", EVERYTHING["protection_plans"].columns)
    found = lacking_from(less(protection_plans=latest), 2026)
    assert found.keys() - NEVER == {("ChildProtectionPlans", "NumberOfPreviousCPP")}


def test_fields_of_another_year_are_not_lacking() -> None:
    bare = {"persons": Feed("every", ("child",))}
    names = {name for _, name in lacking_from(bare, 2024)}
    assert "GenderCurrent" in names
    assert "Sex" not in names
    assert "PPStartDate" not in names


def states(found: Projected) -> dict[str, State]:
    check = open_check(found.year, found.header, found.lacking)
    take(check, ChildBatch(found.tables))
    return {one.rule.code: one.state for one in check.finish().rules}


def test_a_rule_that_looks_for_rows_that_no_source_gives_is_not_run() -> None:
    given = {
        "persons": [{"child": "A"}],
        "referrals": [{"referral": "R1", "child": "A", "received": "2025-05-12"}],
        "enquiries": [ENQUIRY],
    }
    whole = snapshot_of(given)
    assert states(project(whole, 2026))["2991Q"] is State.RAN
    without = project(carrying(whole, less(assessments=None)), 2026)
    assert states(without)["2991Q"] is State.NOT_RUN
    assert states(without)["8675Q"] is State.RAN


def test_the_census_so_far() -> None:
    found = drawn({"enquiries": [ENQUIRY | {"started": "2025-12-01"}]}, on="2025-11-30")
    assert values(found, "Section47", "S47ActualStartDate") == []
    assert not found.whole
    assert found.known == date(2025, 11, 30)
    assert found.header.reference == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("year", "on"), [(2022, ""), (2028, ""), (2026, "2026-07-02"), (2026, "2025-03-31"), (2027, "")]
)
def test_what_cannot_be_told_is_refused(year: int, on: str) -> None:
    with pytest.raises(BadSetting):
        drawn({}, year, on, as_at="2026-03-31" if year == 2027 else "2026-07-01")
