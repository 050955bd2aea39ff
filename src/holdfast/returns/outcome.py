"""What came of checking a return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import pyarrow as pa

from holdfast.returns.form import Form
from holdfast.returns.rule import Rule

# ``breach`` counts the rule's breaches from 0; of a finding about the whole return only that, the
# code and the table are filled. ``beside`` is the line of the other row that a finding is
# about, ``field`` the one that the reader could not read. ``mark`` is the key of a query (see
# ``finding_key``): it stays for as long as the facts of its row stand, so that an answer is kept.
FINDINGS = pa.schema(
    {
        "code": pa.string(),
        "breach": pa.int64(),
        "table": pa.string(),
        "row": pa.int64(),
        "child": pa.int64(),
        "line": pa.int64(),
        "beside": pa.int64(),
        "field": pa.string(),
        "mark": pa.string(),
    }
)


class State(StrEnum):
    """Whether a rule was run. What was not run, or failed, is never a pass."""

    RAN = "ran"
    NOT_RUN = "not run"
    FAILED = "failed"
    NOT_IN_FORCE = "not in force"  # in another year, not in that of the return


class RefusedPart(Protocol):
    """A part of a file that could not be read: its lines, why, and what to do."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...

    @property
    def what(self) -> str: ...

    @property
    def next_step(self) -> str: ...


@dataclass(frozen=True)
class Ran:
    """A rule, how it went, and why where it did not run to its end."""

    rule: Rule
    state: State
    why: str
    findings: int


def not_in_force(form: Form, year: int) -> tuple[Ran, ...]:
    """The rules of other years that are not in force in one, each with why, in its last wording."""
    standing = {rule.code for rule in form.rules_of(year)}
    others: dict[str, list[Rule]] = {}
    for rule in form.rules:
        if rule.code not in standing:
            others.setdefault(rule.code, []).append(rule)
    return tuple(
        Ran(versions[-1], State.NOT_IN_FORCE, _why_not_in_force(versions, year), 0)
        for versions in others.values()
    )


def _why_not_in_force(versions: Sequence[Rule], year: int) -> str:
    last = max(rule.until for rule in versions)
    if last < year:
        return f"withdrawn with {span(last + 1)}"
    return f"new with {span(min(rule.since for rule in versions if rule.since > year))}"


def span(year: int) -> str:
    """The year of a return as people write it: 2025/26."""
    return f"{year - 1}/{year % 100:02d}"


@dataclass(frozen=True)
class Outcome:
    """A return checked: every rule of its year, every finding, every child.

    ``findings`` has the shape of FINDINGS, in the order of the file; ``children`` counts those of
    this year; ``numbers`` gives the council's number of every child, of last year too, by the
    child's own; ``refused`` is what could not be read at all; ``fields`` gives what each breach of
    a rule looks at, by code and breach.
    """

    form: Form
    year: int
    rules: tuple[Ran, ...]
    findings: pa.Table
    children: int
    numbers: Mapping[int, str | None]
    refused: Sequence[RefusedPart] = ()
    notes: tuple[str, ...] = ()
    fields: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a rule failed inside, which is a fault of ours."""
        return any(rule.state is State.FAILED for rule in self.rules)

    @property
    def clean(self) -> bool:
        """Whether there is nothing to correct or to explain, and everything was looked at."""
        return not (self.findings.num_rows or self.refused or self.failed)
