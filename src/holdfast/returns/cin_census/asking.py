"""Asks the engine what fails, a case of a rule at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

import pyarrow as pa

from holdfast.engine import Engine, QueryFailed
from holdfast.limits import CENSUS_FINDINGS
from holdfast.returns.cin_census.compiling import (
    case_sql,
    whole_sql,
)
from holdfast.returns.cin_census.marking import Tables, marks
from holdfast.returns.cin_census.outcome import FINDINGS
from holdfast.returns.cin_census.rule import Case, Rule, Severity, Whole
from holdfast.sources.cin_census.parsing import too_much

Kind = TypeVar("Kind", Case, Whole)


@dataclass(frozen=True)
class Asked(Generic[Kind]):
    """One case of a rule, and which of its cases that is."""

    rule: Rule
    which: int
    case: Kind


class Asking:
    """What was found so far (``found``), and which rules failed inside and why (``failed``).

    ``days`` are those that the conditions of a census of ``year`` name.
    """

    def __init__(self, engine: Engine, year: int, days: Mapping[str, date]) -> None:
        self.found: list[pa.Table] = []
        self.failed: dict[str, str] = {}
        self.count = 0
        self._engine, self._year, self._days = engine, year, tuple(days.items())

    def case(self, asked: Asked[Case], tables: Tables) -> None:
        """Ask which rows fail. ``tables`` are the rows that the engine knows, by module."""
        try:
            found = self._engine.fetch(_sql(asked.case, self._days))
        except QueryFailed as error:
            self._fail(asked.rule, error)
            return
        self.refuse_too_many(found.num_rows)
        if found.num_rows:
            self.found.append(_findings(asked, found, tables))

    def refuse_too_many(self, added: int) -> None:
        """Count findings. Raises CannotRead where there are more than are told."""
        self.count += added
        if self.count > CENSUS_FINDINGS.most:
            raise too_much(CENSUS_FINDINGS)

    def whole(self, asked: Asked[Whole]) -> None:
        """Ask whether the whole return fails."""
        try:
            [fails] = self._engine.fetch(whole_sql(asked.case, dict(self._days)))[
                "fails"
            ].to_pylist()
        except QueryFailed as error:
            self._fail(asked.rule, error)
            return
        if fails:
            self.found.append(_returned(asked, self._year))

    def _whole_sql(self, asked: Asked[Whole]) -> str:
        return whole_sql(asked.case, dict(self._days))

    def _fail(self, rule: Rule, error: QueryFailed) -> None:
        self.failed[rule.code] = f"a fault of ours while it ran ({error})"


@lru_cache(maxsize=4096)
def _sql(case: Case, days: tuple[tuple[str, date], ...]) -> str:
    """Written once for all files of a year: that takes longer than to run it over a few rows."""
    return case_sql(case, dict(days))


def _findings(asked: Asked[Case], found: pa.Table, tables: Tables) -> pa.Table:
    """What one case found, in the shape of findings."""
    rule, case, count = asked.rule, asked.case, found.num_rows
    query = rule.severity is Severity.QUERY
    columns = {
        "code": pa.repeat(rule.code, count),
        "case": pa.repeat(asked.which, count),
        "module": pa.repeat(case.on.name, count),
        **{name: found[name] for name in ("row", "child", "line", "beside")},
        "field": pa.nulls(count, pa.string()),
        "mark": marks(found, case, rule.code, tables) if query else pa.nulls(count, pa.string()),
    }
    return pa.table(columns, schema=FINDINGS)


def _returned(asked: Asked[Whole], year: int) -> pa.Table:
    rule, about = asked.rule, asked.case.about
    # The facts are those of a whole year: an answer is no answer for the next.
    mark = f"{rule.code} in {year}" if rule.severity is Severity.QUERY else None
    row = {"code": rule.code, "case": asked.which, "mark": mark}
    row["module"] = about.name if about else "Header"
    return pa.Table.from_pylist([row], schema=FINDINGS)
