"""What a check tells people: by rule, by team, by child, and what is answered already."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.returns.cin_census.answers import Answer
from holdfast.returns.cin_census.hands import NOT_KNOWN, Hand
from holdfast.returns.cin_census.outcome import Outcome
from holdfast.returns.cin_census.rule import Severity

RETURN = "the return as a whole"
_STRANGER = Hand(NOT_KNOWN, NOT_KNOWN)
_OF_THE_RETURN = Hand(RETURN, RETURN)

Row = dict[str, Any]

RULE_COLUMNS = ("code", "severity", "state", "findings", "children", "answered", "why", "looks_at")
TEAM_COLUMNS = ("team", "errors", "queries", "answered", "children")
FINDING_COLUMNS = (
    "code", "severity", "child", "team", "worker", "table", "line", "fields", "message", "mend",
    "answer",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """A check as people read it.

    ``findings`` are those of ``Outcome.told`` with ``team``, ``worker``, ``answer`` (the reason
    given to a query, or None) and ``answered`` (the year of that). ``teams_known`` says whether
    there is a record that could know who holds the children.
    """

    outcome: Outcome
    findings: tuple[Row, ...]
    teams_known: bool = True

    def rules(self) -> list[Row]:
        """A row for each rule: how it went and what it found."""
        found, children, answered = self._by("code")
        return [
            {
                "code": one.rule.code,
                "severity": one.rule.severity.value,
                "state": one.state.value,
                "why": one.why or None,
                "findings": found[one.rule.code],
                "children": len(children[one.rule.code]),
                "answered": answered[one.rule.code],
                "looks_at": one.rule.cases[0].says,
                "provisional": one.rule.provisional,
            }
            for one in self.outcome.rules
        ]

    def teams(self) -> list[Row]:
        """A row for each team with something to do, the one with most first."""
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.findings:
            kinds[one["team"]][one["severity"]] += 1
        _, children, answered = self._by("team")
        rows = [
            {
                "team": team,
                "errors": kinds[team][Severity.ERROR],
                "queries": kinds[team][Severity.QUERY],
                "answered": answered[team],
                "children": len(children[team]),
            }
            for team in kinds
        ]
        return sorted(rows, key=lambda row: (-row["errors"], -row["queries"], row["team"]))

    def open(self) -> int:
        """How many findings are neither mended nor answered."""
        return sum(one["answer"] is None for one in self.findings)

    def _by(self, name: str) -> tuple[Counter[str], dict[str, set[str]], Counter[str]]:
        children: dict[str, set[str]] = defaultdict(set)
        answered: Counter[str] = Counter()
        for one in self.findings:
            if one["child"]:
                children[one[name]].add(one["child"])
            answered[one[name]] += one["answer"] is not None
        return Counter(one[name] for one in self.findings), children, answered


def report(
    outcome: Outcome,
    hands: Mapping[str, Hand],
    answers: Mapping[tuple[str, str], Answer],
) -> Report:
    """The outcome with who is to mend each finding, and the reason that was given to it."""
    found = tuple(_told(one, hands, answers) for one in outcome.told())
    return Report(outcome, found, teams_known=bool(hands))


def _told(one: Row, hands: Mapping[str, Hand], answers: Mapping[tuple[str, str], Answer]) -> Row:
    hand = hands.get(one["child"] or "", _STRANGER if one["child"] else _OF_THE_RETURN)
    given = answers.get((one["code"], one["mark"])) if one["mark"] else None
    return one | {
        "team": hand.team,
        "worker": hand.worker,
        "answer": given.reason if given else None,
        "answered": given.year if given else None,
    }
