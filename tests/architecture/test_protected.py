"""No clock and no concern asks who a child is: protected characteristics are never an input.

A child's age is one where the law or guidance sets it, and is read off the day of birth (or the
expected one) alone.
"""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.clock import Clock
from holdfast.clocks.register import CLOCKS
from holdfast.concerns.register import CONCERNS
from holdfast.journeys.event import Event
from holdfast.journeys.patterns import pattern_columns
from holdfast.record.care import CareEpisodes
from holdfast.record.family import Disabilities, ImmigrationStatuses, Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, Table
from tests.architecture.tree import parsed, python_files

# Of the characteristics of the Equality Act 2010, section 4, those that the record has, and what
# comes near one: a number or a name tells nothing of itself and is no ground for anything either.
PROTECTED_TABLES: frozenset[type[Table]] = frozenset({Disabilities, ImmigrationStatuses})
PROTECTED_NAMES = frozenset({
    "sex", "gender", "ethnicity", "nationality", "religion", "language", "disability",
    "is_mother", "has_plan_for_special_needs", "forename", "surname", "upn_unknown", "postcode",
})  # fmt: skip
STRANDS = [strand.clock for concern in CONCERNS for strand in concern.strands]
EVERY = {clock.key: clock for clock in (*CLOCKS, *STRANDS)}
ROOMS = ("src/holdfast/clocks", "src/holdfast/concerns", "src/holdfast/journeys")


def is_protected(column: Column) -> bool:
    return column.table in PROTECTED_TABLES or column.name in PROTECTED_NAMES


def read_by(part: Any) -> Iterator[Column]:
    """Every column that stands anywhere in a declaration, those of a pattern by what it counts."""
    if isinstance(part, Column):
        yield from pattern_columns().get(part, {part})
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from read_by(getattr(part, each.name))
    elif isinstance(part, tuple | list | frozenset | set):
        for each in part:
            yield from read_by(each)


def protected_in(clock: Clock) -> set[str]:
    read = (*read_by(clock), *read_by(clock.columns()))
    return {f"{one.table.name}.{one.name}" for one in read if is_protected(one)}


def attributes_of(path: Path) -> set[str]:
    """The columns of persons, and the protected tables, that a module names in its code."""
    tables = {one.__name__ for one in PROTECTED_TABLES}
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            named = node.value.id, node.attr
            if named[0] in tables or (named[0] == "Persons" and named[1] in PROTECTED_NAMES):
                found.add(".".join(named))
        elif isinstance(node, ast.Name) and node.id in tables:
            found.add(node.id)
    return found


@pytest.mark.parametrize("clock", EVERY.values(), ids=lambda one: one.key)
def test_no_clock_and_no_concern_reads_a_protected_characteristic(clock: Clock) -> None:
    assert protected_in(clock) == set()


def test_none_of_the_rooms_names_one() -> None:
    found = {path.name: attributes_of(path) for path in python_files(*ROOMS)}
    assert {name: what for name, what in found.items() if what} == {}


def test_every_protected_name_that_the_record_has_is_meant() -> None:
    names = {column.name for table in TABLES for column in table.columns}
    assert {"sex", "gender", "ethnicity", "nationality", "is_mother", "postcode"} <= names
    assert {"disability", "kind"} <= {column.name for column in Disabilities.columns}


@pytest.mark.parametrize(
    "event",
    [
        Event("planted", Persons.born, Persons.sex.among("F")),
        Event("planted", Persons.born, Persons.ethnicity.not_among("WBRI")),
        Event("planted", ImmigrationStatuses.started),
        Event("planted", CareEpisodes.started, Disabilities.kind.among("LD")),
    ],
)
def test_a_clock_that_reads_one_is_found(event: Event) -> None:
    clock = next(iter(CLOCKS))
    assert protected_in(replace(clock, stops=(*clock.stops, event)))
    assert protected_in(replace(clock, shown_by=(event,)))
