"""The made-up county's own census: complete, and clean but for what practice left undone."""

from datetime import date

import pyarrow as pa
import pytest

from holdfast.engine import open_engine
from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.outcome import Outcome, State
from holdfast.sources.cin_census import ChildBatch
from tests.returns.cin_census.conftest import County

# All that any rule finds in councils of this size, and whose it is: none of it is the
# projection's, nor a fault of the story.
EXPLAINED = {
    "2991Q": "the assessment was authorised before the year began, or none was made",
    "8670Q": "assessments that take too long: practice",
    "8675Q": "enquiries that take too long: practice",
    "8825Q": "the assessment was authorised before the year began",
    "8868": "a case closed although the conference it needed was never held: practice",
}


def _checked(county: County, year: int) -> Outcome:
    check = open_check(year, county.projected.header, county.projected.lacking)
    take(check, ChildBatch(county.projected.tables))
    return check.finish()


@pytest.fixture(scope="module")
def outcome(county: County) -> Outcome:
    return _checked(county, 2026)


@pytest.fixture(scope="module")
def next_outcome(next_county: County) -> Outcome:
    return _checked(next_county, 2027)


def test_every_rule_is_run(outcome: Outcome) -> None:
    assert {one.state for one in outcome.rules} == {State.RAN}


def test_every_module_has_rows(county: County, next_county: County) -> None:
    empty = {name for name, table in county.projected.tables.items() if not table.num_rows}
    assert empty == {"PreProceedingsandFGDM"}
    assert all(table.num_rows for table in next_county.projected.tables.values())


def test_nothing_is_found_that_is_not_explained(outcome: Outcome, next_outcome: Outcome) -> None:
    ran = (*outcome.rules, *next_outcome.rules)
    assert {one.rule.code for one in ran if one.findings} <= EXPLAINED.keys()


def test_a_closure_after_assessment_had_one_before_the_year(
    county: County, outcome: Outcome
) -> None:
    found = [row["row"] for row in outcome.findings.to_pylist() if row["code"] == "8825Q"]
    engine = open_engine()
    county.snapshot.open(engine)
    engine.rows("found", pa.table({"row": pa.array(found, pa.int64())}))
    engine.rows("details", county.projected.tables["CINdetails"])
    engine.rows("children", county.projected.tables["Child"])
    days = engine.fetch(
        """
select d.row, max(a.authorised) as latest from found as f
join details as d on d.row = f.row join children as c on c.row = d.child
join referrals as r on r.child = c.LAchildID and r.received = d.CINreferralDate
join assessments as a on a.referral = r.referral group by d.row"""
    )["latest"].to_pylist()
    engine.close()
    assert len(days) == len(set(found))
    assert all(day < date(2025, 4, 1) for day in days)


def test_what_is_left_out_is_told(county: County) -> None:
    told = [one.why for one in county.projected.left_out]
    assert all("rule 8736" in why or "rule 8740" in why for why in told)
