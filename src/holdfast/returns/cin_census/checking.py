"""Runs every rule of a year over a census, a batch of children at a time.

What a child's own rows decide is settled batch by batch, so that a file of any size fits. Rules
that compare children with one another, or count over the return, wait for the end: until then
only the columns that they name are held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeGuard

import pyarrow as pa

from holdfast.engine import Engine, open_engine
from holdfast.errors import BeyondCalendar
from holdfast.returns.cin_census.asking import Asked, Asking, Kind
from holdfast.returns.cin_census.compiling import (
    WHOLE,
    case_places,
    counted,
    days_named,
    modules,
    places,
)
from holdfast.returns.cin_census.days import days_of
from holdfast.returns.cin_census.outcome import FINDINGS, Outcome, Ran, State
from holdfast.returns.cin_census.reader import met
from holdfast.returns.cin_census.register import rules_of
from holdfast.returns.cin_census.rule import Case, Met, Rule, Whole
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
        self._days: Mapping[str, date] = self._calendar(header.reference)
        for rule in self._rules:
            self._decide(rule, lacking or {})
        self._header = header
        self._found: list[pa.Table] = []
        self._kept: dict[str, list[pa.Table]] = defaultdict(list)
        self._given = engine
        self._engine = engine or open_engine()
        self._asking = Asking(self._engine, year, self._days)
        self._wanted = self._columns_for_the_end()

    def take(self, batch: Batch) -> None:
        """Run over some children all rules that their own rows decide. Raises CannotRead."""
        for name, rows in batch.tables.items():
            self._engine.rows(name, rows)
            if name in self._wanted:
                columns = [*_KEYS, "unreadable", *self._wanted[name]]
                self._kept[name].append(rows.select(columns))
        full = {name for name, rows in batch.tables.items() if rows.num_rows}
        for one in self._asked(Case):
            if one.case.on.name in full and not one.case.over_file:
                self._asking.case(one, batch.tables)
        odd = met(batch)
        self._asking.refuse_too_many(odd.num_rows)
        self._found.append(odd)

    def finish(self, refused: Iterable[Refused] = (), notes: Iterable[str] = ()) -> Outcome:
        """Run what compares children or counts over the return, and tell all that was found."""
        between = [one for one in self._asked(Case) if one.case.over_file]
        over_all = list(self._asked(Whole))
        tables = {name: self._whole(name) for name in self._wanted if between or over_all}
        for name, rows in tables.items():
            self._engine.rows(f"{WHOLE}{name}", rows)
        for one in between:
            self._asking.case(one, tables)
        for whole in over_all:
            self._asking.whole(whole)
        self.close()
        return self._outcome(tuple(refused), tuple(notes))

    def close(self) -> None:
        """Let the engine go, unless it was given."""
        if not self._given:
            self._engine.close()

    def _asked(self, kind: type[Kind]) -> Iterator[Asked[Kind]]:
        """The cases of one kind of all rules that are run and did not fail yet."""
        for rule in self._rules:
            if rule.code not in self._why | self._asking.failed:
                for which, case in enumerate(rule.cases):
                    if isinstance(case, kind):
                        yield Asked(rule, which, case)

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
        if name == HEADER.name:
            return self._header.table()
        columns = [*_KEYS, "unreadable", *self._wanted.get(name, ())]
        empty = BY_NAME[name].shape().empty_table().select(columns)
        return pa.concat_tables([empty, *self._kept[name]])

    def _outcome(self, refused: tuple[Refused, ...], notes: tuple[str, ...]) -> Outcome:
        found = pa.concat_tables([FINDINGS.empty_table(), *self._found, *self._asking.found])
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
        if rule.code in self._asking.failed:
            return Ran(rule, State.FAILED, self._asking.failed[rule.code], findings)
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
