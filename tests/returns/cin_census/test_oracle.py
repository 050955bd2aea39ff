"""The oracle stands by itself, or it could not catch a mistake."""

import ast
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from holdfast.sources.cin_census.census import BY_NAME
from tests.returns.cin_census.oracle.assessment import FACTORS
from tests.returns.cin_census.oracle.calendar import working_days_back
from tests.returns.cin_census.oracle.cells import cell, day, flag, number
from tests.returns.cin_census.oracle.contact import NEEDS, REASONS, SOURCES
from tests.returns.cin_census.oracle.family import DISABILITIES, ETHNICITIES
from tests.returns.cin_census.oracle.protection import CATEGORIES
from tests.returns.cin_census.oracle.reading import rules_of

ORACLE = Path(__file__).parent / "oracle"
# From the oracle itself, or from the language: nothing else.
ITS_OWN = "tests.returns.cin_census.oracle"
LANGUAGE = {"collections", "dataclasses", "datetime", "pathlib", "re", "typing", "xml"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
    return names


def foreign(names: set[str]) -> set[str]:
    own = {name for name in names if name == ITS_OWN or name.startswith(f"{ITS_OWN}.")}
    return {name for name in names - own if name.split(".")[0] not in LANGUAGE}


@pytest.mark.parametrize("path", sorted(ORACLE.glob("*.py")), ids=lambda path: path.stem)
def test_the_oracle_knows_nothing_of_the_product(path: Path) -> None:
    assert foreign(imported(path)) == set()


def test_what_is_foreign_is_seen() -> None:
    assert foreign({"holdfast.days", "re", ITS_OWN, "xml.etree"}) == {"holdfast.days"}


@pytest.mark.parametrize(
    ("year", "rules"), [(2023, 105), (2024, 105), (2025, 109), (2026, 109), (2027, 121)]
)
def test_every_rule_of_a_year_is_there_once(year: int, rules: int) -> None:
    codes = [one.code for one in rules_of(year)]
    assert len(codes) == len(set(codes)) == rules


@pytest.mark.parametrize(
    ("last", "forty_five", "fifteen"),
    [
        (date(2026, 3, 31), date(2026, 1, 27), date(2026, 3, 10)),
        (date(2027, 3, 31), date(2027, 1, 25), date(2027, 3, 8)),
    ],
)
def test_working_days_back(last: date, forty_five: date, fifteen: date) -> None:
    assert working_days_back(last, 45) == forty_five
    assert working_days_back(last, 15) == fifteen


@pytest.mark.parametrize(
    ("module", "name", "codes"),
    [
        ("Child", "Ethnicity", ETHNICITIES),
        ("Disabilities", "Disability", DISABILITIES | {"NONE"}),
        ("CINdetails", "ReferralSource", SOURCES),
        ("CINdetails", "PrimaryNeedCode", NEEDS),
        ("CINdetails", "ReasonForClosure", REASONS),
        ("FactorsIdentifiedAtAssessment", "AssessmentFactors", FACTORS),
        ("ChildProtectionPlans", "InitialCategoryOfAbuse", CATEGORIES),
        ("ChildProtectionPlans", "LatestCategoryOfAbuse", CATEGORIES),
    ],
)
def test_the_codes_are_those_that_the_reader_declares(
    module: str, name: str, codes: set[str]
) -> None:
    declared = BY_NAME[module].field(name).codes
    assert declared is not None
    assert set(declared.codes) == codes


@pytest.mark.parametrize("text", ["2025-02-30", "06/10/2025", "2025-6-1", "ten", "２０２５-06-01"])
def test_what_is_no_day_is_neither_missing_nor_readable(text: str) -> None:
    read = cell(_element(text), day)
    assert (read.missing, read.unreadable, read.value) == (False, True, None)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_what_holds_nothing_is_missing(text: str | None) -> None:
    assert cell(_element(text), day).missing


def test_flags_and_numbers() -> None:
    assert [flag(text) for text in ("1", "TRUE", "0", "False", "yes")] == [
        True, True, False, False, None,
    ]  # fmt: skip
    assert [number(text) for text in ("0", "-1", "ten", "1.5")] == [0, -1, None, None]


def _element(text: str | None) -> Element:
    element = Element("Any")
    element.text = text
    return element
