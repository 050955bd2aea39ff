"""A worklist written out whole: every rule, every team, every finding in the order of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from holdfast.returns.assignees import Assignee
from holdfast.returns.outcome import Outcome
from holdfast.returns.worklist import (
    FindingsCounted,
    FindingsWanted,
    Given,
    Row,
    Worklist,
    worklist,
)

RULE_COLUMNS = ("code", "severity", "state", "findings", "children", "answered", "why", "looks_at")
TEAM_COLUMNS = ("team", "errors", "queries", "answered", "children")
FINDING_COLUMNS = (
    "code", "severity", "child", "team", "worker", "table", "line", "fields", "message", "fix",
    "answer",
)  # fmt: skip

_NOTHING = FindingsCounted(0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Report:
    """A check as it is printed, or written to a workbook."""

    worklist: Worklist

    @property
    def outcome(self) -> Outcome:
        """What was checked and what came of it."""
        return self.worklist.outcome

    @cached_property
    def findings(self) -> list[Row]:
        """Every finding in full; see ``Worklist.rows``."""
        return self.worklist.rows(FindingsWanted())

    def rules(self) -> list[Row]:
        """A row for each rule: how it went and what it found."""
        found = self.worklist.by_rule()
        return [
            {
                "code": asked.rule.code,
                "severity": asked.rule.severity.value,
                "state": asked.state.value,
                "why": asked.why or None,
                "findings": counted.findings,
                "children": counted.children,
                "answered": counted.answered,
                "looks_at": asked.rule.breaches[0].says,
                "provisional": asked.rule.provisional,
            }
            for asked in self.outcome.rules
            for counted in [found.get(asked.rule.code, _NOTHING)]
        ]

    def teams(self) -> list[Row]:
        """A row for each team with something to do, the one with most first."""
        rows = [
            {
                "team": row["team"],
                "errors": row["counted"].errors,
                "queries": row["counted"].queries,
                "answered": row["counted"].answered,
                "children": row["counted"].children,
            }
            for row in self.worklist.teams()
        ]
        return sorted(rows, key=lambda row: (-row["errors"], -row["queries"], row["team"]))


def report(outcome: Outcome, held_by: Mapping[str, Assignee], answers: Given) -> Report:
    """The outcome with who holds each child, and the reason that was given to each query."""
    return Report(worklist(outcome, held_by, answers))
