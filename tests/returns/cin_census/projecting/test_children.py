"""How the child is told: number, birth, sex, disability."""

from typing import Any

import pytest

from tests.returns.cin_census.projecting.small import CHILD, drawn, values

BIRTH = ("PersonBirthDate", "ExpectedPersonBirthDate", "Sex")


def told(*fields: str, year: int = 2026, **child: Any) -> Any:
    found = drawn({"persons": [CHILD | child]}, year)
    return values(found, "Child", *fields)[0]


@pytest.mark.parametrize(
    ("born", "expected", "wanted"),
    [
        ("2015-06-01", None, ("2015-06-01", None, "F")),
        ("2025-12-01", "2025-12-05", ("2025-12-01", None, "F")),
        (None, "2026-05-01", (None, "2026-05-01", "U")),
        ("2026-05-02", "2026-05-01", (None, "2026-05-01", "U")),
        ("2026-05-02", None, (None, "2026-05-02", "U")),
        # An estimated day of birth, which some case systems keep with the awaited ones.
        (None, "2009-01-01", ("2009-01-01", None, "F")),
        (None, None, (None, None, "F")),
    ],
)
def test_birth(born: str | None, expected: str | None, wanted: Any) -> None:
    assert told(*BIRTH, born=born, expected=expected) == wanted


@pytest.mark.parametrize(("sex", "code"), [("M", "1"), ("F", "2"), ("U", "0"), (None, None)])
def test_until_2024_sex_was_a_figure(sex: str | None, code: str | None) -> None:
    referral = {"referral": "R1", "child": "A", "received": "2023-05-12"}
    rows: dict[str, Any] = {"persons": [CHILD | {"sex": sex}], "referrals": [referral]}
    found = drawn(rows, 2024)
    assert values(found, "Child", "GenderCurrent", "Sex") == [(code, None)]


def test_where_no_sex_is_given_the_gender_stands() -> None:
    assert told("Sex", sex=None, gender="M") == "M"
    assert told("Sex", sex=None, gender="I") is None


def test_death_after_the_year_is_not_told() -> None:
    assert told("PersonDeathDate", died="2026-04-01") is None
    assert told("PersonDeathDate", died="2026-03-31") == "2026-03-31"


NUMBERS = ("UPN", "FormerUPN", "UPNunknown")


def linked(value: str, started: str, kind: str = "Unique Pupil Number") -> dict[str, str]:
    return {"child": "A", "kind": kind, "value": value, "started": started}


def test_the_pupil_number_of_the_person_stands() -> None:
    found = told(*NUMBERS, upn="A203201000012", upn_unknown="UN1")
    assert found == ("A203201000012", None, None)


def test_the_latest_linked_one_stands_in_for_it_and_the_one_before_is_the_former() -> None:
    links = [
        linked("B203201000012", "2021-09-01"),
        linked("A203201000012", "2024-09-01"),
        linked("MU-1", "2025-01-01", "Youth justice number"),
    ]
    found = drawn({"linked_identifiers": links})
    assert values(found, "Child", *NUMBERS) == [("A203201000012", "B203201000012", None)]


def test_why_there_is_none() -> None:
    assert told(*NUMBERS, upn_unknown="UN1") == (None, None, "UN1")
    # A reason of another return is no code of the census.
    assert told(*NUMBERS, upn_unknown="UN9") == (None, None, None)


def test_disabilities_of_children_in_the_census() -> None:
    kinds = [{"child": "A", "disability": "D1", "kind": "MOB"}]
    kinds += [{"child": "A", "disability": "D2", "kind": "LD"}]
    kinds += [{"child": "B", "disability": "D3", "kind": "LD"}]
    found = drawn({"disabilities": kinds})
    assert values(found, "Disabilities", "Disability", "inside") == [("LD", 1), ("MOB", 1)]
    assert ("Disabilities", "Disability") not in found.lacking


def test_that_there_is_some_disability_cannot_be_said_in_codes() -> None:
    found = drawn({"disabilities": [{"child": "A", "disability": "D", "kind": "YES"}]})
    assert values(found, "Disabilities", "Disability") == []
    assert "not which" in found.lacking["Disabilities", "Disability"]
