"""Asks the engine what fails: all breaches about the rows of one table at once, where they can be.

To plan a query takes longer than to run it over some thousand rows, so that the breaches that are
about no other row are asked in one. Should that fail, each is asked by itself: then it is known
which rule failed, and the others are run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.engine import Engine, QueryFailed
from holdfast.limits import CENSUS_FINDINGS
from holdfast.returns.compiling import FAILS, breach_sql, breaches_sql, whole_sql
from holdfast.returns.finding_key import Tables, finding_keys
from holdfast.returns.form import Form
from holdfast.returns.outcome import FINDINGS
from holdfast.returns.rule import Breach, Rule, Severity, Whole

Kind = TypeVar("Kind", Breach, Whole)


@dataclass(frozen=True)
class RuleBreach(Generic[Kind]):
    """One breach of a rule, and which of its breaches that is."""

    rule: Rule
    which: int
    breach: Kind


class RuleRun:
    """What was found so far (``found``), and which rules failed inside and why (``failed``).

    ``days`` are those that the conditions of a return of ``year`` name.
    """

    def __init__(self, form: Form, engine: Engine, year: int, days: Mapping[str, date]) -> None:
        self.found: list[pa.Table] = []
        self.failed: dict[str, str] = {}
        self.count = 0
        self._form, self._engine = form, engine
        self._year, self._days = year, tuple(days.items())

    def breach(self, asked: RuleBreach[Breach], tables: Tables) -> None:
        """Ask which rows fail. ``tables`` are the rows that the engine knows, by name."""
        try:
            found = self._engine.fetch(_sql(self._form, asked.breach, self._days))
        except QueryFailed as error:
            self._fail(asked.rule, error)
            return
        self.refuse_too_many(found.num_rows)
        if found.num_rows:
            self.found.append(self._findings(asked, found, tables))

    def breaches(self, asked: Sequence[RuleBreach[Breach]], tables: Tables) -> None:
        """Ask which rows of one table fail, by breaches that are about no other row."""
        sql = _sql_of_all(self._form, tuple(one.breach for one in asked), self._days)
        try:
            rows = self._engine.fetch(sql)
        except QueryFailed:
            for one in asked:
                self.breach(one, tables)
            return
        place = rows.select(["row", "child", "line"])
        for number, one in enumerate(asked):
            fails = rows[f"{FAILS}{number}"]
            if not pc.any(fails).as_py():
                continue
            # Once each: several rows of a table around it may make a row fail.
            found = place.filter(fails).group_by(place.column_names).aggregate([])
            self.refuse_too_many(found.num_rows)
            beside = pa.nulls(found.num_rows, pa.int64())
            self.found.append(self._findings(one, found.append_column("beside", beside), tables))

    def refuse_too_many(self, added: int) -> None:
        """Count findings. Raises the form's error where there are more than are kept."""
        self.count += added
        limit = self._form.most_findings or CENSUS_FINDINGS
        if self.count > limit.most:
            raise self._form.too_much(limit)

    def whole(self, asked: RuleBreach[Whole]) -> None:
        """Ask whether the whole return fails."""
        sql = _sql(self._form, asked.breach, self._days)
        try:
            [fails] = self._engine.fetch(sql)["fails"].to_pylist()
        except QueryFailed as error:
            self._fail(asked.rule, error)
            return
        if fails:
            rule, about = asked.rule, asked.breach.about
            # The facts are those of a whole year: an answer is no answer for the next.
            key = f"{rule.code} in {self._year}" if rule.severity is Severity.QUERY else None
            row = {"code": rule.code, "breach": asked.which, "mark": key}
            row["table"] = about.name if about else self._form.whole
            self.found.append(pa.Table.from_pylist([row], schema=FINDINGS))

    def _fail(self, rule: Rule, error: QueryFailed) -> None:
        self.failed[rule.code] = f"a fault of ours while it ran ({error})"

    def _findings(self, asked: RuleBreach[Breach], found: pa.Table, tables: Tables) -> pa.Table:
        """What one breach found, in the shape of findings."""
        rule, breach, count = asked.rule, asked.breach, found.num_rows
        if rule.severity is Severity.QUERY:
            keys = finding_keys(self._form, found, breach, rule.code, tables)
        else:
            keys = pa.nulls(count, pa.string())
        columns = {
            "code": pa.repeat(rule.code, count),
            "breach": pa.repeat(asked.which, count),
            "table": pa.repeat(breach.on.name, count),
            **{name: found[name] for name in ("row", "child", "line", "beside")},
            "field": pa.nulls(count, pa.string()),
            "mark": keys,
        }
        return pa.table(columns, schema=FINDINGS)


@lru_cache(maxsize=512)
def _sql_of_all(
    form: Form, breaches: tuple[Breach, ...], days: tuple[tuple[str, date], ...]
) -> str:
    return breaches_sql(form, breaches, dict(days))


@lru_cache(maxsize=4096)
def _sql(form: Form, breach: Breach | Whole, days: tuple[tuple[str, date], ...]) -> str:
    """Written once for all files of a year: that takes longer than to run it over a few rows."""
    if isinstance(breach, Whole):
        return whole_sql(form, breach, dict(days))
    return breach_sql(form, breach, dict(days))
