"""A value that is none is told as such, with its line: never taken for missing, never guessed."""

from datetime import date
from typing import Any

import pytest

from holdfast.sources.cin_census.census import BY_NAME
from tests.sources.cin_made import child, lines_of, read, small

PLAN = "<ChildProtectionPlans>\n<{0}>{1}</{0}>\n</ChildProtectionPlans>\n"


def one_value(module: str, field: str, text: str) -> tuple[Any, list[str]]:
    """The value read and the texts told as unreadable."""
    inside = f"<{field}>{text}</{field}>\n"
    if module != "CINdetails":
        inside = f"<{module}>\n{inside}</{module}>\n"
    whole = small(child("MU1", inside))
    found = read(whole)
    [row] = found.tables[module]
    for bad in found.unreadable:
        line = lines_of(whole, f"<{module}>")[0]
        assert (bad.module, bad.row, bad.child, bad.line) == (module, 1, 1, line)
    assert row["unreadable"] == ([field] if found.unreadable else None)
    return row[field], [bad.text for bad in found.unreadable]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-02", date(2025, 6, 2)),
        (" 2025-06-02\n", date(2025, 6, 2)),
        ("2025-06-02Z", date(2025, 6, 2)),
        ("2025-06-02+01:00", date(2025, 6, 2)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("", None),
        (" \n\t", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert one_value("CINdetails", "CINclosureDate", text) == (day, [])


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30",
        "2025-02-29",
        "06/10/2022",
        "27/02/2023",
        "2025-6-2",
        "20250602",
        "2025-06-02T00:00:00",
        "0000-01-01",
        "12025-06-02",
        "٢٠٢٥-٠٦-٠٢",
        "unknown",
        "None",
    ],
)
def test_a_day_that_does_not_exist_is_told_and_not_guessed(text: str) -> None:
    assert one_value("CINdetails", "CINclosureDate", text) == (None, [text])


@pytest.mark.parametrize(
    ("text", "flag"),
    [("1", True), ("true", True), ("TRUE", True), ("0", False), ("false", False), (" 0 ", False)],
)
def test_yes_and_no_are_read(text: str, flag: bool) -> None:
    assert one_value("CINdetails", "ReferralNFA", text) == (flag, [])


@pytest.mark.parametrize("text", ["yes", "N", "2", "truth", "-1"])
def test_what_is_neither_yes_nor_no_is_told(text: str) -> None:
    assert one_value("CINdetails", "ReferralNFA", text) == (None, [text])


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("2", 2), ("-1", -1), ("+3", 3), ("02", 2)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert one_value("ChildProtectionPlans", "NumberOfPreviousCPP", text) == (number, [])


@pytest.mark.parametrize("text", ["ten", "1.0", "1,000", "٣", "1e3", "9" * 30])
def test_what_is_no_whole_number_is_told(text: str) -> None:
    assert one_value("ChildProtectionPlans", "NumberOfPreviousCPP", text) == (None, [text])


def test_a_code_is_kept_as_it_stands_whether_or_not_it_is_one() -> None:
    assert one_value("CINdetails", "ReferralSource", " 1a ") == ("1a", [])


def test_several_fields_of_a_row_may_be_unreadable() -> None:
    dates = "<CINPlanStartDate>x</CINPlanStartDate>\n<CINPlanEndDate>y</CINPlanEndDate>"
    rows = f"<CINPlanDates>\n{dates}\n</CINPlanDates>\n<CINPlanDates>\n</CINPlanDates>\n"
    found = read(small(child("MU1", rows)))
    assert [row["unreadable"] for row in found.tables["CINPlanDates"]] == [
        ["CINPlanStartDate", "CINPlanEndDate"],
        None,
    ]
    assert [one.text for one in found.unreadable] == ["x", "y"]


def test_every_table_has_the_shape_that_its_module_declares() -> None:
    [batch] = read(small(child("MU1"))).batches
    for name, table in batch.tables.items():
        assert table.schema == BY_NAME[name].shape()
