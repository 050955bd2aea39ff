"""SQL never computes a date: see decision 2. It may count the days from one to another."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

SOURCE = ROOT / "src/holdfast"
# Sources turn text into days before there is a record, on one engine.
APART = ("sources", "simulation", "engine")
COMPUTES = re.compile(
    r"\b(?:date_add|date_sub|date_trunc|date_part|dateadd|isodow)\s*\("
    r"|\binterval\s*'?\d|\bdate_?diff\(\s*'(?!day')|\bextract\s*\(\s*\w+\s+from",
    re.IGNORECASE,
)


def computing(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if COMPUTES.search(line)]


def test_no_sql_computes_a_date() -> None:
    paths = (p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] not in APART)
    found = {str(p.relative_to(ROOT)): computing(words_of(p)) for p in paths if assets_apart(p)}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "sql",
    [
        "date_add(started, 5)",
        "started + interval '1 month'",
        "date_diff('month', a, b)",
        "date_trunc('week', day)",
        "extract(year from day)",
    ],
)
def test_a_date_that_is_computed_is_seen(sql: str) -> None:
    assert computing(sql)


def test_a_count_of_days_passes() -> None:
    assert computing("date_diff('day', due, stopped)") == []


def assets_apart(path: Path) -> bool:
    return "node_modules" not in path.parts


def words_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
