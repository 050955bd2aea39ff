"""The register of rules as a whole: which stand in which year, and that each is whole."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from holdfast.engine.predicate import Predicate
from holdfast.errors import NotFound
from holdfast.returns.cin_census.days import days_of
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.register import DFE, OURS, YEARS, rules_of
from holdfast.returns.compiling import breach_sql, places, whole_sql
from holdfast.returns.outcome import State
from holdfast.returns.rule import Breach, Rule, Severity, Whole
from holdfast.sources.cin_census.census import BY_NAME
from tests.returns.cin_census.building import Tables, census
from tests.returns.cin_census.examples import Example, read_examples
from tests.returns.cin_census.running import check

HERE = Path(__file__).parent
EXAMPLES = read_examples(HERE / "spec")
REFERENCE = HERE.parents[2].parent / "shared" / "reference"
PUBLISHED = (REFERENCE / "cin_rules.csv", REFERENCE / "cin_rules_2026_27_additions.csv")

COUNTS = {2023: 105, 2024: 105, 2025: 109, 2026: 109, 2027: 121}
SINCE_2025 = {"1570", "1580", "8945Q", "8950Q"}
PROVISIONAL = {
    "8995Q", "9000Q", "9005", "9006", "9007", "9008", "9009", "9010Q", "9011", "9012", "9013",
    "9015Q",
}  # fmt: skip
# Written anew for the census that ends in that year; each has an earlier wording.
CHANGED = {"1530": 2024, "2886Q": 2025, "4180": 2025, "8750": 2025, "8770Q": 2025}
_CODES = """
    100 1103 1104 1105 1510 1520 1530 1540 1550 1560Q 1570 1580 2883 2884 2885 2886Q 2887Q 2888Q
    2889 2990 2991Q 4000 4001 4003 4004 4008 4009Q 4010 4011 4012Q 4013 4014 4015 4016 4017 4180
    4220 8500 8510 8520 8525Q 8530Q 8535Q 8540 8545Q 8555Q 8565 8568 8569Q 8585Q 8590 8600 8606
    8608 8610 8614 8615 8620 8630 8640 8650 8670Q 8675Q 8696 8715 8720 8730 8736 8740 8750 8770Q
    8772 8775Q 8790 8794 8805 8810 8815 8816 8820 8825Q 8831 8832 8839 8840 8841 8842Q 8863Q 8866
    8867 8868 8869 8870Q 8873Q 8875 8890 8896 8897Q 8898 8905 8910 8915 8920 8925 8930 8935 8940
    8945Q 8950Q
"""
CODES_2026 = set(_CODES.split())

FULL: Tables = {
    "Assessments": [{"AssessmentActualStartDate": "2025-06-02", "AssessmentFactors": "2A"}],
    "CINPlanDates": [{"CINPlanStartDate": "2025-06-02"}],
    "Section47": [{"S47ActualStartDate": "2025-06-02", "ICPCnotRequired": "0"}],
    "ChildProtectionPlans": [{"CPPstartDate": "2025-06-02", "CPPreviewDate": "2025-09-02"}],
    "PreProceedingsandFGDM": [{"PPStartDate": "2025-06-02"}],
}


def codes(year: int) -> list[str]:
    return [one.code for one in DFE if one.stands_in(year)]


def name(rule: Rule) -> str:
    return f"{rule.code}-{rule.since}"


# ------------------------------------------------------------------------- which stand in which


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_its_number_of_rules(year: int) -> None:
    assert len(codes(year)) == COUNTS[year]


def test_the_census_of_2026_has_the_rules_that_were_published() -> None:
    assert set(codes(2025)) == set(codes(2026)) == CODES_2026


def test_before_2025_four_rules_were_not_there() -> None:
    assert set(codes(2023)) == set(codes(2024)) == CODES_2026 - SINCE_2025


def test_in_2027_twelve_join_and_only_they_are_provisional() -> None:
    assert set(codes(2027)) - CODES_2026 == PROVISIONAL
    assert {one.code for one in DFE if one.provisional} == PROVISIONAL


@pytest.mark.parametrize("year", YEARS)
def test_no_two_rules_of_one_code_stand_in_one_year(year: int) -> None:
    assert [code for code, count in Counter(codes(year)).items() if count > 1] == []


def test_no_rule_of_ours_bears_a_number_of_theirs() -> None:
    assert {one.code[:2] for one in OURS} == {"HF"}
    assert len({one.code for one in OURS}) == len(OURS)


def test_a_rule_that_changed_follows_upon_the_earlier_one() -> None:
    written = Counter(one.code for one in DFE)
    assert {code: count for code, count in written.items() if count > 1} == dict.fromkeys(
        CHANGED, 2
    )
    for code, year in CHANGED.items():
        earlier, later = (one for one in DFE if one.code == code)
        assert (earlier.until, later.since) == (year - 1, year)


def test_a_year_that_is_not_known_is_refused() -> None:
    with pytest.raises(NotFound):
        rules_of(YEARS[0] - 1)
    with pytest.raises(NotFound):
        rules_of(YEARS[-1] + 1)


def test_codes_that_end_in_q_are_queries() -> None:
    for one in DFE:
        assert (one.severity is Severity.QUERY) == one.code.endswith("Q")


# ------------------------------------------------------------------------------ each is whole


@pytest.mark.parametrize("rule", [*OURS, *DFE], ids=name)
def test_a_rule_says_what_is_wrong_and_what_mends_it(rule: Rule) -> None:
    for words in (rule.fix, *(breach.says for breach in rule.breaches)):
        assert len(words.split()) > 2
        assert words.endswith(".")


@pytest.mark.parametrize("rule", [*OURS, *DFE], ids=name)
def test_each_condition_is_sql_and_names_what_the_census_has(rule: Rule) -> None:
    for year in (one for one in YEARS if rule.stands_in(one)):
        days = days_of(date(year, 3, 31))
        for breach in rule.breaches:
            if isinstance(breach, Breach):
                assert breach_sql(FORM, breach, days)
            elif isinstance(breach, Whole):
                assert whole_sql(FORM, breach, days)
    for text in conditions(rule):
        Predicate(text).check()


@pytest.mark.parametrize("year", YEARS)
def test_no_rule_looks_at_what_its_census_does_not_collect(year: int) -> None:
    collected = {
        (module.name, one.name)
        for module in BY_NAME.values()
        for one in module.fields()
        if module.since <= year and one.since <= year <= one.until
    }
    for rule in rules_of(year):
        assert [place for place in places(FORM, rule) if place not in collected] == [], rule.code


@pytest.mark.parametrize("year", YEARS)
def test_every_rule_of_a_year_runs_to_its_end(year: int, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(census(FULL, year), encoding="utf-8")
    ran = check(path, year).rules
    assert [one.rule for one in ran] == list(rules_of(year))
    assert {one.rule.code: one.why for one in ran if one.state is not State.RAN} == {}


def conditions(rule: Rule) -> Iterator[str]:
    for breach in rule.breaches:
        if isinstance(breach, Whole):
            yield breach.fails
        elif isinstance(breach, Breach):
            yield from (predicate.text for predicate, _ in breach.conditions())


# ------------------------------------------------------------------------- each has its examples


def examples_of(rule: Rule) -> list[Example]:
    return [
        one
        for one in EXAMPLES
        if one.code == rule.code and any(rule.stands_in(year) for year in one.years)
    ]


@pytest.mark.parametrize("rule", DFE, ids=name)
def test_a_rule_has_an_example_that_finds_and_one_that_passes(rule: Rule) -> None:
    found = {bool(one.finds) for one in examples_of(rule)}
    assert found == {True, False}


@pytest.mark.parametrize("rule", DFE, ids=name)
def test_each_way_to_break_a_rule_has_an_example(rule: Rule) -> None:
    """By the part of the census that it is about; two ways about one part share theirs."""
    found = {module for one in examples_of(rule) for module, _ in one.finds}
    wanted = {breach.on.name for breach in rule.breaches if isinstance(breach, Breach)}
    assert wanted <= found


def test_every_example_is_about_a_rule_of_its_year() -> None:
    lost = [
        one.place
        for one in EXAMPLES
        for year in one.years
        if one.code not in {rule.code for rule in rules_of(year)}
    ]
    assert lost == []


# ------------------------------------------------------------------------- the words are our own


def bare(text: str) -> str:
    """The words alone, in small letters."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def published() -> dict[str, str]:
    missing = [path.name for path in PUBLISHED if not path.exists()]
    if missing:
        pytest.skip(f"{missing[0]} is not at hand (shared/reference)")
    found: dict[str, str] = {}
    for path in PUBLISHED:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {row["code"]: row["dfe_message"] for row in csv.DictReader(file)}
    return found


def test_no_rule_repeats_the_message_that_was_published() -> None:
    messages = {code: bare(text) for code, text in published().items()}
    assert set(messages) == CODES_2026 | PROVISIONAL
    repeated = [
        one.code
        for one in DFE
        for breach in one.breaches
        if bare(breach.says) in messages[one.code] or messages[one.code] in bare(breach.says)
    ]
    assert repeated == []
