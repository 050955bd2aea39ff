"""The manual of the rules, run: every example, through the reader, from CSV.

The examples of a year are one return, each with children of its own, so that every rule meets the
rows of all the others as well.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from holdfast.returns.outcome import State
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.form import FORM
from holdfast.returns.ssda903.register import DFE, DIFFERENCES, YEARS, rules_of
from holdfast.sources.ssda903 import read_return
from tests.returns.ssda903.building import beside, write_return
from tests.returns.ssda903.examples import Example, read_examples

HERE = Path(__file__).parent
EXAMPLES = read_examples(HERE / "spec")
Found = set[tuple[str, int]]


@dataclass
class YearOfExamples:
    """What was found in the examples of a year, by rule; and where each began."""

    found: dict[str, list[tuple[str, int]]]
    states: dict[str, State]
    starts: dict[str, dict[str, int]]


@cache
def _checked(year: int) -> YearOfExamples:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    starts: dict[str, dict[str, int]] = {}
    for number, example in enumerate(EXAMPLES):
        if example.year == year:
            starts[example.place] = {}
            for table, held in example.tables.items():
                starts[example.place][table] = len(rows[table])
                rows[table] += [_own(row, number) for row in held]
    with TemporaryDirectory() as place:
        folder = Path(place)
        given = beside(folder / "lists")
        reading = read_return(write_return(folder / "return", rows, year))
        outcome = check_reading(reading, year, given)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in outcome.findings.to_pylist():
        found[one["code"]].append((one["table"], one["row"]))
    return YearOfExamples(found, {one.rule.code: one.state for one in outcome.rules}, starts)


def _own(row: dict[str, str], number: int) -> dict[str, str]:
    """The row with a child of the example's own."""
    return row | {"CHILD": f"{number}-{row['CHILD']}"} if row["CHILD"] else row


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place} {one.code}")
def test_an_example(example: Example) -> None:
    held = _checked(example.year)
    assert held.states[example.code] is State.RAN
    found = []
    for table, start in held.starts[example.place].items():
        rows = range(start + 1, start + len(example.tables[table]) + 1)
        found += [
            (t, row - start) for t, row in held.found[example.code] if t == table and row in rows
        ]
    assert set(found) == example.finds, example.place
    assert len(found) == len(set(found)), f"{example.place}: a row is told twice"


def test_every_rule_has_an_example_that_finds_and_rows_that_pass() -> None:
    finding, passing = set(), set()
    for example in EXAMPLES:
        rule = next(r for r in rules_of(example.year) if r.code == example.code)
        rows = sum(map(len, example.tables.values()))
        finding |= {(rule.code, rule.since)} if example.finds else set()
        passing |= {(rule.code, rule.since)} if rows > len(example.finds) else set()
    assert {(rule.code, rule.since) for rule in DFE} == finding == passing


def test_what_a_year_changed_is_new_worded_otherwise_or_withdrawn_in_it() -> None:
    for difference in DIFFERENCES:
        before = {rule.code: rule for rule in rules_of(difference.year - 1)}
        after = {rule.code: rule for rule in rules_of(difference.year)}
        assert set(difference.new) == after.keys() - before.keys()
        for old in difference.until_then:
            assert before[old.code].breaches == old.breaches
            assert old.code not in after or after[old.code].breaches != old.breaches


def test_the_register_has_the_rules_of_each_year() -> None:
    numbers = {year: len(rules_of(year)) - len(FORM.ours) for year in YEARS}
    # As many as the open validator in common use has for each year.
    assert numbers == {2023: 293, 2024: 312, 2025: 305, 2026: 316, 2027: 327}
    assert len({rule.code for rule in DFE}) == 340
    for year in YEARS:
        codes = [rule.code for rule in rules_of(year)]
        assert len(codes) == len(set(codes)), year
