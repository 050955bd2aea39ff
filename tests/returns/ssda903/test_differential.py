"""Random returns: the declarations and the plain readings must find the same rows."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from holdfast.returns.outcome import Outcome, State
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.register import DFE, rules_of
from holdfast.sources.ssda903 import read_return
from tests.returns.ssda903.building import beside, write_return
from tests.returns.ssda903.oracle import children as plain_children
from tests.returns.ssda903.oracle import episodes as plain_episodes
from tests.returns.ssda903.oracle.rows import children
from tests.returns.ssda903.random_files import RandomReturn, Tables

PLAIN = plain_episodes.RULES | plain_children.RULES
YEARS = (2026, 2027)
# Of the years whose rules are others in part, fewer children will do.
EARLIER = (2023, 2024, 2025)
CHILDREN, FEWER = 600, 250
# What random rows never or rarely are: the number of a short list, met by an example of its own.
NEVER = frozenset[str]()


@cache
def _checked(year: int) -> tuple[Tables, Outcome]:
    tables = RandomReturn(year, year).fill(CHILDREN if year in YEARS else FEWER)
    with TemporaryDirectory() as place:
        folder = Path(place)
        given = beside(folder / "lists")
        reading = read_return(write_return(folder / "return", tables, year))
        return tables, check_reading(reading, year, given)


def _found(outcome: Outcome) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in outcome.findings.to_pylist():
        found[one["code"]].append((one["table"], one["row"]))
    return found


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", PLAIN)
def test_a_rule_and_its_plain_reading_find_the_same_rows(code: str, year: int) -> None:
    if not any(rule.code == code for rule in rules_of(year)):
        assert year < 2027, code
        return
    tables, outcome = _checked(year)
    expected = [at for child in children(tables, year) for at in PLAIN[code](child)]
    found = _found(outcome)[code]
    assert sorted(set(found)) == sorted(set(expected))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("year", [*EARLIER, *YEARS])
def test_every_rule_runs_on_random_rows(year: int) -> None:
    _, outcome = _checked(year)
    assert {one.rule.code: one.why for one in outcome.rules if one.state is not State.RAN} == {}


def test_every_rule_hits_random_rows() -> None:
    hit = {code for year in (*EARLIER, *YEARS) for code in _found(_checked(year)[1])}
    assert {rule.code for rule in DFE} - hit == NEVER
