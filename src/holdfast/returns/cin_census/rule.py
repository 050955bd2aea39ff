"""What a rule of the census is: a declaration that a practitioner can read.

A condition is SQL over the census's own names. A bare name is a field of the module that the
case is about, or of one around it; ``other.`` names the other row; ``ReferenceDate`` and the
days in ``days.py`` stand for days of the census. Four words of ours ask about what a field holds:

    missing(F)      nothing is given
    given(F)        something is given, readable or not
    unreadable(F)   something is given that is no day, number, or yes or no
    invalid(F)      what is given is not among the codes of the census

A condition that turns upon something missing or unreadable finds nothing: that is for the rule
that asks for its presence, and for the reader, which tells of every unreadable field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from holdfast.engine.predicate import Predicate
from holdfast.sources.cin_census.module import Module

FIRST_YEAR = 2023


class Severity(StrEnum):
    """What DfE does about a finding."""

    ERROR = "error"  # must be mended
    QUERY = "query"  # must be mended or explained


class Within(StrEnum):
    """Among which rows the other row of a case is looked for."""

    INSIDE = "inside the row"
    BESIDE = "inside the same row"
    EPISODE = "of the episode"
    CHILD = "of the child"
    FILE = "of the whole file"


@dataclass(frozen=True)
class Other:
    """Rows of a module, looked for near a row; ``where`` may name that row and ``other``."""

    module: Module
    within: Within = Within.EPISODE
    where: str = "true"


@dataclass(frozen=True)
class Case:
    """One way to break a rule: each row of ``on`` for which it holds is a finding.

    ``fails`` is the condition; with ``another`` it holds if some other row makes it hold; with
    ``without`` only if no such row is there. ``says`` tells a worker what to look at.
    """

    on: Module
    says: str
    fails: str = "true"
    another: Other | None = None
    without: Other | None = None

    def conditions(self) -> Iterator[tuple[Predicate, Module | None]]:
        """Each condition, with the module that ``other`` stands for in it."""
        yield Predicate(self.fails), self.another.module if self.another else None
        for other in (self.another, self.without):
            if other:
                yield Predicate(other.where), other.module

    @property
    def over_file(self) -> bool:
        """Whether it compares children with one another."""
        return any(one and one.within is Within.FILE for one in (self.another, self.without))


@dataclass(frozen=True)
class Whole:
    """A way in which the whole return breaks a rule.

    In ``fails`` every field is named with its module, ``Child.Sex``; ``about`` is where to look.
    """

    about: Module | None
    says: str
    fails: str


@dataclass(frozen=True)
class Met:
    """What the reader meets in the file itself, before any rule."""

    says: str


@dataclass(frozen=True)
class Rule:
    """A rule: its DfE code, the ways to break it, and what would mend that.

    It stands in the censuses that end in the years ``since`` to ``until``. ``reading`` says how
    a text that could be read in two ways is read here, and why. ``provisional`` marks one whose
    published text we could not read.
    """

    code: str
    cases: tuple[Case | Whole | Met, ...]
    mend: str
    since: int = FIRST_YEAR
    until: int = 9999
    reading: str = ""
    provisional: bool = False

    @property
    def severity(self) -> Severity:
        """Codes that end in Q are queries."""
        return Severity.QUERY if self.code.endswith("Q") else Severity.ERROR

    def stands_in(self, year: int) -> bool:
        """Whether it belongs to the census of that year."""
        return self.since <= year <= self.until
