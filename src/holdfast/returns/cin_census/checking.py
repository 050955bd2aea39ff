"""Runs every rule of a year over a census, a batch of children at a time.

What a child's own rows decide is settled batch by batch, so that a file of any size fits. Rules
that compare children with one another, or count over the return, wait for the end: until then
only the columns that they name are held.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeGuard

import pyarrow as pa

from holdfast.engine import Engine, QueryFailed, open_engine
from holdfast.errors import BeyondCalendar
from holdfast.returns.cin_census.compiling import (
    WHOLE,
    case_places,
    case_sql,
    counted,
    days_named,
    marked_sql,
    modules,
    places,
    whole_sql,
)
from holdfast.returns.cin_census.days import days_of
from holdfast.returns.cin_census.outcome import FINDINGS, Outcome, Ran, State
from holdfast.returns.cin_census.reader import met
from holdfast.returns.cin_census.register import rules_of
from holdfast.returns.cin_census.rule import Case, Met, Rule, Severity, Whole
from holdfast.sources.cin_census.census import BY_NAME, HEADER
from holdfast.sources.cin_census.module import PLACE
from holdfast.sources.cin_census.reading import Batch, Header
from holdfast.sources.cin_census.stretch import Refused

Lacking = Mapping[tuple[str, str], str]
_ABOUT = ("child", "LAchildID", "line")
_KEYS = tuple(one.name for one in PLACE if one.name != "unreadable")


class Check:
    """A census being checked by the rules of a year.

    Where the header names no reference date, what needs one is not run. ``lacking`` says of
    fields (module, name) why the source cannot give them: rules that look at them are not run.
    An ``engine`` that is given is not closed, so that many small files can share one.
    """

    def __init__(
        self,
        year: int,
        header: Header,
        lacking: Lacking | None = None,
        rules: tuple[Rule, ...] | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.year = year
        self._rules = rules_of(year) if rules is None else rules
        self._why: dict[str, str] = {}
        self._failed: dict[str, str] = {}
        self._days: Mapping[str, date] = self._calendar(header.reference)
        for rule in self._rules:
            self._decide(rule, lacking or {})
        self._header = header
        self._written: dict[tuple[str, int], str] = {}
        self._found: list[pa.Table] = []
        self._kept: dict[str, list[pa.Table]] = defaultdict(list)
        self._given = engine
        self._engine = engine or open_engine()
        self._wanted = self._columns_for_the_end()

    def take(self, batch: Batch) -> None:
        """Run over some children all rules that their own rows decide."""
        for name, rows in batch.tables.items():
            self._engine.rows(name, rows)
            if name in self._wanted:
                columns = [*_KEYS, "unreadable", *self._wanted[name]]
                self._kept[name].append(rows.select(columns))
        full = {name for name, rows in batch.tables.items() if rows.num_rows}
        for rule in self._running():
            for which, case in enumerate(rule.cases):
                if isinstance(case, Case) and not case.over_file and case.on.name in full:
                    self._run(rule, which, case, self._sql(rule, which, case))
        self._found.append(met(batch))

    def finish(self, refused: Iterable[Refused] = (), notes: Iterable[str] = ()) -> Outcome:
        """Run what compares children or counts over the return, and tell all that was found."""
        waiting = [
            (rule, which, case)
            for rule in self._running()
            for which, case in enumerate(rule.cases)
            if _waits(case)
        ]
        for name in self._wanted if waiting else ():
            rows = self._header.table() if name == HEADER.name else self._whole(name)
            self._engine.rows(f"{WHOLE}{name}", rows)
        for rule, which, case in waiting:
            self._run(rule, which, case, self._sql(rule, which, case))
        if not self._given:
            self._engine.close()
        return self._outcome(tuple(refused), tuple(notes))

    def _calendar(self, reference: date | None) -> Mapping[str, date]:
        if reference is None:
            self._no_days = "the header gives no reference date that can be read"
            return {}
        try:
            return days_of(reference)
        except BeyondCalendar:
            self._no_days = "the bank holidays of that year are not known"
            return {}

    def _decide(self, rule: Rule, lacking: Lacking) -> None:
        if not self._days and days_named(rule):
            self._why[rule.code] = self._no_days
        elif why := _lacked(rule, lacking):
            self._why[rule.code] = why

    def _running(self) -> list[Rule]:
        return [one for one in self._rules if one.code not in self._why | self._failed]

    def _columns_for_the_end(self) -> dict[str, tuple[str, ...]]:
        """What must be held till the end: fields by module; of the other modules nothing."""
        wanted: dict[str, dict[str, None]] = defaultdict(dict, {"Child": {"LAchildID": None}})
        for case in (case for rule in self._rules for case in rule.cases):
            if _waits(case):
                for module, name in case_places(case):
                    wanted[module][name] = None
            for module in counted(case) if isinstance(case, Whole) else ():
                wanted[module] |= {}
        return {module: tuple(names) for module, names in wanted.items()}

    def _whole(self, name: str) -> pa.Table:
        columns = [*_KEYS, "unreadable", *self._wanted.get(name, ())]
        empty = BY_NAME[name].shape().empty_table().select(columns)
        return pa.concat_tables([empty, *self._kept[name]])

    def _sql(self, rule: Rule, which: int, case: Case | Whole) -> str:
        if isinstance(case, Whole):
            return whole_sql(case, self._days)
        key = rule.code, which
        if key not in self._written:
            found = case_sql(case, self._days)
            query = rule.severity is Severity.QUERY
            self._written[key] = marked_sql(found, case, rule.code) if query else found
        return self._written[key]

    def _run(self, rule: Rule, which: int, case: Case | Whole, sql: str) -> None:
        try:
            found = self._engine.fetch(sql)
        except QueryFailed as error:
            self._failed[rule.code] = f"a fault of ours while it ran ({error})"
            return
        if isinstance(case, Whole):
            self._found.append(
                _returned(rule, which, case, self.year, bool(found["fails"][0].as_py()))
            )
        elif found.num_rows:
            self._found.append(_rows(rule, which, case, found))

    def _outcome(self, refused: tuple[Refused, ...], notes: tuple[str, ...]) -> Outcome:
        found = pa.concat_tables([FINDINGS.empty_table(), *self._found])
        # What a rule found before it failed is told; that it failed is told as well.
        order = [("child", "ascending"), ("line", "ascending"), ("code", "ascending")]
        counts = {one["values"]: one["counts"] for one in found["code"].value_counts().to_pylist()}
        ran = tuple(self._ran(rule, counts.get(rule.code, 0)) for rule in self._rules)
        children = self._whole("Child").select(_ABOUT)
        fields = {
            (rule.code, which): _fields(case)
            for rule in self._rules
            for which, case in enumerate(rule.cases)
        }
        return Outcome(self.year, ran, found.sort_by(order), children, refused, notes, fields)

    def _ran(self, rule: Rule, findings: int) -> Ran:
        if rule.code in self._failed:
            return Ran(rule, State.FAILED, self._failed[rule.code], findings)
        if rule.code in self._why:
            return Ran(rule, State.NOT_RUN, self._why[rule.code], findings)
        return Ran(rule, State.RAN, "", findings)


def _lacked(rule: Rule, lacking: Lacking) -> str:
    """Why the source cannot give what a rule looks at: a field, or all rows of a module."""
    named = [lacking[one] for one in places(rule) if one in lacking]
    whys = ([lacking.get((one.name, f.name), "") for f in one.fields()] for one in modules(rule))
    return next(iter([*named, *(why[0] for why in whys if all(why))]), "")


def _waits(case: Case | Whole | Met) -> TypeGuard[Case | Whole]:
    """Whether a case must wait until every child was taken."""
    return isinstance(case, Whole) or (isinstance(case, Case) and case.over_file)


def _fields(case: Case | Whole | Met) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name in case_places(case)))


def _rows(rule: Rule, which: int, case: Case, found: pa.Table) -> pa.Table:
    count = found.num_rows
    columns = {
        "code": pa.repeat(rule.code, count),
        "case": pa.repeat(which, count),
        "module": pa.repeat(case.on.name, count),
        **{name: found[name] for name in ("row", "child", "line", "beside")},
        "field": pa.nulls(count, pa.string()),
        "mark": found["mark"] if "mark" in found.column_names else pa.nulls(count, pa.string()),
    }
    return pa.table(columns, schema=FINDINGS)


def _returned(rule: Rule, which: int, case: Whole, year: int, fails: bool) -> pa.Table:
    about = case.about.name if case.about else "Header"
    # The facts are those of a whole year: an answer is no answer for the next.
    mark = f"{rule.code} in {year}" if rule.severity is Severity.QUERY else None
    row = {"code": rule.code, "case": which, "module": about, "mark": mark}
    return pa.Table.from_pylist([row] if fails else [], schema=FINDINGS)
