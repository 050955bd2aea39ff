"""Faults of the return as a whole, planted in the made-up county's census one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle

import pyarrow as pa
import pytest

from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.cin_census.projecting import Projected
from holdfast.returns.cin_census.register import rules_of
from holdfast.sources.cin_census import ChildBatch
from holdfast.sources.cin_census.census import DISABILITY
from tests.returns.cin_census.conftest import County
from tests.returns.cin_census.planting.register import OF_THE_RETURN

pytestmark = pytest.mark.slow

Change = Callable[[Projected], Projected]


def as_it_is(projected: Projected) -> Projected:
    return projected


def dated(day: date) -> Change:
    return lambda one: replace(one, header=replace(one.header, reference=day))


def filled(module: str, name: str, *values: str | None) -> Change:
    """Every row of a field holds one of the values, in turn."""

    def change(one: Projected) -> Projected:
        table = one.tables[module]
        place, kind = table.schema.get_field_index(name), table.schema.field(name)
        turn = cycle(values)
        column = pa.array([next(turn) for _ in range(table.num_rows)], kind.type)
        return _with(one, module, table.set_column(place, kind, column))

    return change


def without(module: str, which: Callable[[pa.Table], pa.Array]) -> Change:
    return lambda one: _with(one, module, one.tables[module].filter(which(one.tables[module])))


def both(first: Change, second: Change) -> Change:
    return lambda one: second(first(one))


def _with(one: Projected, module: str, table: pa.Table) -> Projected:
    return replace(one, tables=one.tables | {module: table})


def nothing(table: pa.Table) -> pa.Array:
    return pa.array([False] * table.num_rows)


def first_of_a_child(table: pa.Table) -> pa.Array:
    children = table["child"].to_pylist()
    return pa.array([n == 0 or children[n - 1] != child for n, child in enumerate(children)])


EIGHT = tuple(code for code in DISABILITY.codes if code != "NONE")[:8]
NO_CONFERENCE = both(
    filled("Section47", "DateOfInitialCPC", None), filled("CINdetails", "DateOfInitialCPC", None)
)

# The rule, how the county's census is made to pass it, and the fault.
FAULTS: tuple[tuple[str, int, Change, Change], ...] = (
    ("100", 2026, as_it_is, dated(date(2026, 3, 30))),
    ("2883", 2026, as_it_is, NO_CONFERENCE),
    ("2886Q", 2026, as_it_is, filled("Child", "Sex", *["M"] * 20, None, "F", *["F"] * 10)),
    (
        "2887Q",
        2026,
        filled("Disabilities", "Disability", *EIGHT),
        filled("Disabilities", "Disability", *EIGHT[:7], "NONE"),
    ),
    ("2888Q", 2026, as_it_is, without("Disabilities", first_of_a_child)),
    ("8995Q", 2027, as_it_is, without("PreProceedingsandFGDM", nothing)),
    ("9000Q", 2027, as_it_is, filled("PreProceedingsandFGDM", "PPStartDate", None)),
)


def finds(projected: Projected, code: str) -> bool:
    rules = tuple(rule for rule in rules_of(projected.year) if rule.code == code)
    check = open_check(projected.year, projected.header, rules=rules)
    take(check, ChildBatch(projected.tables))
    outcome = check.finish()
    assert [one.state.value for one in outcome.rules] == ["ran"]
    return outcome.findings.num_rows > 0


@pytest.mark.parametrize(("code", "year", "sound", "fault"), FAULTS, ids=[one[0] for one in FAULTS])
def test_a_fault_of_the_return_is_found(
    county: County, next_county: County, code: str, year: int, sound: Change, fault: Change
) -> None:
    of = county if year == county.projected.year else next_county
    assert not finds(sound(of.projected), code)
    assert finds(fault(of.projected), code)


def test_every_rule_about_the_return_is_among_them() -> None:
    assert {code for code, *_ in FAULTS} == OF_THE_RETURN
