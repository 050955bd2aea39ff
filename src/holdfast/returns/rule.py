"""What a rule of a return is: a declaration that a practitioner can read.

A condition is SQL over the return's own names. A bare name is a field of the table that the
breach is about, or of one around it; ``other.`` names the other row; the names of the form's days
stand for days of the return. Four words of ours ask about what a field holds:

    missing(F)      nothing is given
    given(F)        something is given, readable or not
    unreadable(F)   something is given that is no day, number, or yes or no
    invalid(F)      what is given is not among the codes of the return

A condition that turns upon something missing or unreadable finds nothing: that is for the rule
that asks for its presence, and for the reader, which tells of every unreadable field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from holdfast.engine.predicate import Predicate
from holdfast.returns.table import FormTable


class Severity(StrEnum):
    """What DfE does about a finding."""

    ERROR = "error"  # must be corrected
    QUERY = "query"  # must be corrected or explained


class Within(StrEnum):
    """Among which rows the other row of a breach is looked for."""

    INSIDE = "inside the row"
    BESIDE = "inside the same row"
    GROUP = "of the group"
    CHILD = "of the child"
    FILE = "of the whole file"
    LIST = "of the list"


@dataclass(frozen=True)
class Other:
    """Rows of a table, looked for near a row; ``where`` may name that row and ``other``.

    By default they are looked for in the row's group, which each form says what it is.
    """

    table: FormTable
    within: Within = Within.GROUP
    where: str = "true"


@dataclass(frozen=True)
class Breach:
    """One way to break a rule: each row of ``on`` for which it holds is a finding.

    ``fails`` is the condition; with ``another`` it holds if some other row makes it hold; with
    ``without`` only if no such row is there. ``says`` tells a worker what to look at.
    """

    on: FormTable
    says: str
    fails: str = "true"
    another: Other | None = None
    without: Other | None = None

    def conditions(self) -> Iterator[tuple[Predicate, FormTable | None]]:
        """Each condition, with the table that ``other`` stands for in it."""
        yield Predicate(self.fails), self.another.table if self.another else None
        for other in (self.another, self.without):
            if other:
                yield Predicate(other.where), other.table

    @property
    def over_file(self) -> bool:
        """Whether it compares children with one another."""
        return any(other and other.within is Within.FILE for other in (self.another, self.without))


@dataclass(frozen=True)
class Whole:
    """A way in which the whole return breaks a rule.

    In ``fails`` every field is named with its table, ``Child.Sex``; ``about`` is where to look.
    """

    about: FormTable | None
    says: str
    fails: str


@dataclass(frozen=True)
class MetByReader:
    """What the reader meets in the file itself, before any rule."""

    says: str


@dataclass(frozen=True)
class Rule:
    """A rule: its DfE code, the ways to break it, and what would correct that.

    It stands in the returns that end in the years ``since`` to ``until``. ``reading`` says how
    a text that could be read in two ways is read here, and why. ``provisional`` marks one whose
    published text we could not read, ``query`` a query whose code does not tell.
    """

    code: str
    breaches: tuple[Breach | Whole | MetByReader, ...]
    fix: str
    since: int = 0
    until: int = 9999
    reading: str = ""
    provisional: bool = False
    query: bool = False

    @property
    def severity(self) -> Severity:
        """Codes that end in Q are queries, and what is declared to be one."""
        return Severity.QUERY if self.query or self.code.endswith("Q") else Severity.ERROR

    def stands_in(self, year: int) -> bool:
        """Whether it belongs to the return of that year."""
        return self.since <= year <= self.until
