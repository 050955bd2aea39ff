"""What came of checking a census."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pyarrow as pa

from holdfast.returns.cin_census.rule import Rule
from holdfast.sources.cin_census.stretch import Refused

# ``case`` counts the rule's cases from 0; of a finding about the whole return only that, the
# code and the module are filled. ``beside`` is the line of the other row that a finding is
# about, ``field`` the one that the reader could not read. ``mark`` tells a query from every
# other for as long as the facts of its row stand, so that an answer to it can be kept.
FINDINGS = pa.schema(
    {
        "code": pa.string(),
        "case": pa.int64(),
        "module": pa.string(),
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


@dataclass(frozen=True)
class Ran:
    """A rule, how it went, and why where it did not run to its end."""

    rule: Rule
    state: State
    why: str
    findings: int


@dataclass(frozen=True)
class Outcome:
    """A census checked: every rule of its year, every finding, every child.

    ``children`` holds ``child``, ``LAchildID`` and ``line`` of each child in the file;
    ``findings`` has the shape of FINDINGS; ``refused`` is what could not be read at all.
    """

    year: int
    rules: tuple[Ran, ...]
    findings: pa.Table
    children: pa.Table
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    fields: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a rule failed inside, which is a fault of ours."""
        return any(one.state is State.FAILED for one in self.rules)

    @property
    def clean(self) -> bool:
        """Whether there is nothing to mend or to explain, and everything was looked at."""
        return not (self.findings.num_rows or self.refused or self.failed)

    def told(self) -> Iterator[dict[str, Any]]:
        """Each finding for people, in the order of the file.

        ``code``, ``severity``, ``child`` (the council's number), ``table``, ``line``, ``fields``,
        ``message``, ``mend``, ``beside``, ``mark``; of a finding about the whole return ``child``
        and ``line`` are None.
        """
        rules = {one.rule.code: one.rule for one in self.rules}
        numbers = self.numbers()
        for row in self.findings.to_pylist():
            rule, which = rules[row["code"]], row["case"]
            field = (row["field"],) if row["field"] else self.fields[row["code"], which]
            yield {
                "code": row["code"],
                "severity": rule.severity.value,
                "child": numbers.get(row["child"]),
                "table": row["module"],
                "line": row["line"],
                "fields": list(field),
                "message": rule.cases[which].says,
                "mend": rule.mend,
                "beside": row["beside"],
                "mark": row["mark"],
            }

    def numbers(self) -> dict[int, str | None]:
        """The council's number of each child in the file, by the place there."""
        found = (self.children[name].to_pylist() for name in ("child", "LAchildID"))
        return dict(zip(*found, strict=True))
