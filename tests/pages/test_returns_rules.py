"""The register of the census's rules, and a page for each."""

from pathlib import Path

import pytest
from django.test import Client

from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.register import DFE, OURS, YEARS, rules_of
from holdfast.web.pages.returns import rules as returns_rules
from tests.pages.returned import ERROR, text_of

CODES = sorted({one.code for one in (*OURS, *DFE)})


@pytest.mark.parametrize("year", YEARS)
def test_every_rule_of_a_year_is_in_its_register(year: int, manager: Client, home: Path) -> None:
    text = text_of(manager, f"/returns/cin/rules/?year={year}")
    for one in rules_of(year):
        assert f'href="/returns/cin/rules/{one.code}/?year={year}"' in text
    assert f"{len(rules_of(year))} rules" in text


def test_every_rule_has_a_page_that_tells_it_whole(manager: Client, home: Path) -> None:
    for code in CODES:
        text = text_of(manager, f"/returns/cin/rules/{code}/")
        assert f"Rule {code}" in text
        assert "What it finds" in text
        assert "What would correct it" in text


def test_a_rule_is_shown_as_it_is_written_with_its_fields(manager: Client, home: Path) -> None:
    text = text_of(manager, f"/returns/cin/rules/{ERROR}/")
    assert "AssessmentActualStartDate &gt; AssessmentAuthorisationDate" in text
    assert "N00159" in text
    assert "The assessment is authorised before it begins." in text
    assert "Every census since 2022/23." in text


def test_what_another_row_must_hold_is_shown(manager: Client, home: Path) -> None:
    text = text_of(manager, "/returns/cin/rules/8614/")
    assert "there is a row of FactorsIdentifiedAtAssessment inside this one where" in text
    assert "given(other.AssessmentFactors)" in text
    assert "there is no row of Assessments of the same episode" in text_of(
        manager, "/returns/cin/rules/2991Q/"
    )


def test_a_rule_that_does_not_stand_in_the_year_says_so(manager: Client, home: Path) -> None:
    text = text_of(manager, "/returns/cin/rules/8945Q/?year=2024")
    assert "is not in force in the census of 2023/24: new with 2024/25" in text
    assert "is not in force" not in text_of(manager, "/returns/cin/rules/8945Q/?year=2025")


def test_without_data_it_says_nothing_of_findings(manager: Client, home: Path) -> None:
    text = text_of(manager, "/returns/cin/rules/")
    assert "In this record" not in text
    assert "The record has no census of this year" in text


def test_with_data_it_says_what_each_rule_found(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/cin/rules/")
    assert f'href="/returns/cin/findings/?year=2026&amp;rule={ERROR}"' in text
    assert "found nothing" in text
    assert "1 finding in this record’s census of 2025/26" in text_of(
        manager, f"/returns/cin/rules/{ERROR}/"
    )


@pytest.mark.parametrize("code", ["9999", "x", "8608Q"])
def test_a_rule_that_is_not_there_is_not_found(code: str, manager: Client, home: Path) -> None:
    assert "no rule of that number" in text_of(manager, f"/returns/cin/rules/{code}/", 404)


def test_the_register_is_narrowed_by_kind_and_by_part(manager: Client, home: Path) -> None:
    text = text_of(manager, "/returns/cin/rules/?kind=query&table=Assessments&year=2026")
    assert "/8670Q/" in text
    assert f"/{ERROR}/" not in text
    assert "/HF01/" not in text


def test_years_are_told_in_words() -> None:
    told = {one.code: returns_rules._stands(FORM, one) for one in DFE}
    assert told[ERROR] == "every census since 2022/23"
    assert told["8945Q"] == "from 2024/25"
