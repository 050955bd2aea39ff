"""The findings of a check as a list: narrowed, sorted, counted, a page at a time.

A check of a large file finds more than anyone reads at once. The findings stay in columns; only
the rows that are asked for are put into words.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.returns.assignees import OF_THE_RETURN, STRANGER, Assignee
from holdfast.returns.outcome import Outcome
from holdfast.returns.rule import Severity

Row = dict[str, Any]


class ReasonGiven(Protocol):
    """The reason that was given to a query, in the return of a year."""

    @property
    def reason(self) -> str: ...

    @property
    def year(self) -> int: ...


# By the code of the rule and the key of the finding.
Given = Mapping[tuple[str, str], ReasonGiven]

OPEN, ANSWERED = "open", "answered"

_ORDERS = {
    "file": ("child", "line", "code"),
    "child": ("number", "line", "place"),
    "rule": ("place", "number", "line"),
    "table": ("table", "number", "line"),
    "hand": ("team", "worker", "number", "place"),
}


@dataclass(frozen=True)
class FindingsWanted:
    """What of the list is asked for; what is empty asks for all.

    ``states`` are of OPEN (neither corrected nor answered) and ANSWERED, ``severities`` the values
    of ``Severity``.
    """

    team: str = ""
    rule: str = ""
    table: str = ""
    severities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingsCounted:
    """How many findings, of how many children; how many of them each kind, and answered."""

    findings: int
    children: int
    errors: int
    queries: int
    answered: int

    @property
    def open(self) -> int:
        """How many are neither corrected nor answered."""
        return self.findings - self.answered


@dataclass(frozen=True)
class Worklist:
    """The findings of an outcome with who holds each child. Make one with ``worklist``.

    ``answers`` are the reasons given to queries: ``with_answers`` gives the list with others.
    """

    outcome: Outcome
    table: pa.Table
    answers: Given
    teams_known: bool

    def with_answers(self, answers: Given) -> "Worklist":
        """The same findings with the reasons as they are now."""
        table = _answered(self.table, answers)
        return Worklist(self.outcome, table, answers, self.teams_known)

    def about(self, numbers: Container[str]) -> "Worklist":
        """The findings about some children, by their numbers, and about the whole return."""
        kept = [number is None or number in numbers for number in self.table["number"].to_pylist()]
        table = self.table.filter(pa.array(kept, pa.bool_()))
        return Worklist(self.outcome, table, self.answers, self.teams_known)

    def rows(
        self,
        wanted: FindingsWanted,
        order: str = "file",
        limit: int = 0,
        offset: int = 0,
        descending: bool = False,
    ) -> list[Row]:
        """Findings in full, all of them when ``limit`` is 0.

        ``order`` is "file", "child", "rule", "table" or "hand" (team, worker, child). A row
        has ``code``, ``severity``, ``child`` (the council's number), ``table``, ``line``,
        ``fields``, ``message``, ``fix``, ``beside``, ``mark``, ``team``, ``worker``, ``answer``
        (the reason given to a query, or None), ``answered`` (the year of that) and ``given`` (all
        of it). Of a finding about the whole return ``child`` and ``line`` are None.
        """
        first, *others = _ORDERS[order]
        way = "descending" if descending else "ascending"
        keys = [(first, way), *((name, "ascending") for name in others)]
        found = self.narrowed(wanted).sort_by(keys)
        return self._in_words(found.slice(offset, limit or None))

    def counted(self, wanted: FindingsWanted = FindingsWanted()) -> FindingsCounted:
        """The numbers of what is asked for."""
        found = self.narrowed(wanted)
        errors = pc.sum(pc.equal(found["severity"], Severity.ERROR.value)).as_py() or 0
        return FindingsCounted(
            found.num_rows,
            pc.count_distinct(found["number"]).as_py(),
            errors,
            found.num_rows - errors,
            pc.sum(found["answered"]).as_py() or 0,
        )

    def teams(self) -> list[Row]:
        """``team`` with its Counted as ``counted``, the one with most errors first."""
        names = pc.unique(self.table["team"]).to_pylist()
        rows = [
            {"team": name, "counted": self.counted(FindingsWanted(team=name))} for name in names
        ]
        return sorted(rows, key=lambda row: (-row["counted"].errors, -row["counted"].open))

    def by_rule(self) -> Mapping[str, FindingsCounted]:
        """The numbers of each rule that found anything, by its code."""
        found = pc.unique(self.table["code"]).to_pylist()
        return {code: self.counted(FindingsWanted(rule=code)) for code in found}

    def tables(self) -> list[str]:
        """The tables in which anything was found."""
        return sorted(pc.unique(self.table["table"]).to_pylist())

    def queries(self) -> list[tuple[str, str]]:
        """The code and the mark of everything that can be answered, each once."""
        held = self.table.filter(pc.is_valid(self.table["mark"])).select(["code", "mark"])
        found = held.group_by(["code", "mark"]).aggregate([])
        return list(zip(*(found[name].to_pylist() for name in ("code", "mark")), strict=True))

    def of(self, code: str, mark: str) -> list[Row]:
        """The findings that one answer speaks of: mostly one, more where rows are alike."""
        return self._in_words(self.table.filter(pc.equal(self.table["query"], _key(code, mark))))

    def narrowed(self, wanted: FindingsWanted) -> pa.Table:
        """The rows of the table that answer to what is wanted."""
        states = {OPEN: False, ANSWERED: True}
        asked = {
            "team": [wanted.team] if wanted.team else [],
            "code": [wanted.rule] if wanted.rule else [],
            "table": [wanted.table] if wanted.table else [],
            "severity": list(wanted.severities),
            "answered": [states[state] for state in wanted.states],
        }
        masks = [
            pc.is_in(self.table[name], value_set=pa.array(values))
            for name, values in asked.items()
            if values
        ]
        return self.table.filter(reduce(pc.and_, masks)) if masks else self.table

    def _in_words(self, found: pa.Table) -> list[Row]:
        rules = {asked.rule.code: asked.rule for asked in self.outcome.rules}
        return [self._row(row, rules[row["code"]]) for row in found.to_pylist()]

    def _row(self, row: Row, rule: Any) -> Row:
        given = self.answers.get((row["code"], row["mark"])) if row["mark"] else None
        field = (row["field"],) if row["field"] else self.outcome.fields[row["code"], row["breach"]]
        return {
            **{name: row[name] for name in ("code", "severity", "line", "beside", "mark")},
            "child": row["number"],
            "table": row["table"],
            "fields": list(field),
            "message": rule.breaches[row["breach"]].says,
            "fix": rule.fix,
            "team": row["team"],
            "worker": row["worker"],
            "answer": given.reason if given else None,
            "answered": given.year if given else None,
            "given": given,
        }


def worklist(outcome: Outcome, held_by: Mapping[str, Assignee], answers: Given) -> Worklist:
    """The findings of an outcome, with who holds each child (by the council's number)."""
    found, numbers = outcome.findings, outcome.numbers
    rules = {asked.rule.code: (place, asked.rule) for place, asked in enumerate(outcome.rules)}
    codes, children = found["code"].to_pylist(), found["child"].to_pylist()
    holders = [_holder(child, numbers, held_by) for child in children]
    keys = zip(codes, found["mark"].to_pylist(), strict=True)
    added = {
        "place": pa.array([rules[code][0] for code in codes], pa.int64()),
        "severity": pa.array([rules[code][1].severity.value for code in codes], pa.string()),
        "number": pa.array([numbers.get(child) for child in children], pa.string()),
        "team": pa.array([holder.team for holder in holders], pa.string()),
        "worker": pa.array([holder.worker for holder in holders], pa.string()),
        "query": pa.array([_key(*key) for key in keys], pa.string()),
    }
    for name, column in added.items():
        found = found.append_column(name, column)
    return Worklist(outcome, _answered(found, answers), answers, bool(held_by))


def _holder(
    child: int | None, numbers: Mapping[int, str | None], held_by: Mapping[str, Assignee]
) -> Assignee:
    """Who holds a child; one without a number is one whom the record cannot know."""
    if child is None:
        return OF_THE_RETURN
    return held_by.get(numbers.get(child) or "", STRANGER)


def _key(code: str, mark: str | None) -> str | None:
    return f"{code}|{mark}" if mark else None


def _answered(table: pa.Table, answers: Given) -> pa.Table:
    keys = pa.array([_key(*key) for key in answers], pa.string())
    column = pc.is_in(table["query"], value_set=keys)
    names = [name for name in table.column_names if name != "answered"]
    return table.select(names).append_column("answered", column)
