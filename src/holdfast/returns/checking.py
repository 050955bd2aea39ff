"""Runs every rule of a year over a return, a batch of children at a time.

What a child's own rows decide is settled batch by batch, so that a file of any size fits. Rules
that compare children with one another, or count over the return, wait for the end: until then
only the columns that they name are held. Last year's tables and look-up lists are given whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

import numpy as np
import pyarrow as pa

from holdfast.engine import Engine, open_engine
from holdfast.errors import BeyondCalendar
from holdfast.returns.compiling import (
    WHOLE,
    breach_places,
    days_named,
    places,
    row_places,
    tables,
    waits,
)
from holdfast.returns.finding_key import Tables
from holdfast.returns.form import CHILD, LINE, UNREADABLE, Form, Place
from holdfast.returns.outcome import FINDINGS, Outcome, Ran, RefusedPart, State
from holdfast.returns.rule import Breach, Rule, Whole
from holdfast.returns.run_rules import Kind, RuleBreach, RuleRun
from holdfast.returns.table import FormTable

# Why rules cannot look at a field, or at a whole table where the field is "".
Lacking = Mapping[Place, str]


class Check:
    """A return being checked by the rules of a year.

    ``given`` are the tables that are given whole, by name: what a file says of itself, last
    year's, look-up lists. Where one is not there, or ``reference`` (the last day of the year) is
    not known, what needs it is not run. ``lacking`` says of fields (table, name), and of tables
    (table, ""), why the source cannot give them: rules that look at them are not run. An
    ``engine`` that is given is not closed, so that many small files can share one.
    """

    def __init__(
        self,
        form: Form,
        year: int,
        reference: date | None,
        given: Tables,
        lacking: Lacking | None = None,
        rules: tuple[Rule, ...] | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.form, self.year = form, year
        self._rules = form.rules_of(year) if rules is None else rules
        self._days, self._no_days = _calendar(form, reference)
        absent = dict(form.absent(given)) | dict(lacking or {})
        self._why = {
            rule.code: why for rule in self._rules if (why := self._kept_from(rule, absent))
        }
        self._found: list[pa.Table] = []
        self._kept: dict[str, list[pa.Table]] = defaultdict(list)
        self._given, self._shared = given, engine is not None
        self._engine = engine or open_engine()
        self._run = RuleRun(form, self._engine, year, self._days)
        self._wanted = self._columns_for_the_end()
        for name, rows in given.items():
            self._engine.rows(name, form.in_sql(rows))
        self._kept_tables = [derived for derived in form.derived if derived.kept]
        if self._kept_tables:
            for table in (one for one in form.given_whole if one.name not in given):
                self._engine.rows(table.name, form.in_sql(table.shape().empty_table()))

    def take(self, batch: Tables, met: pa.Table | None = None) -> None:
        """Run over some children all rules that their own rows decide.

        ``batch`` has all rows of theirs in every table of this year; ``met`` is what their reader
        met, in the shape of FINDINGS. Raises the form's error where too much is found.
        """
        for name in (table.name for table in self.form.tables):
            # Of a table without rows the engine must not see those of the batch before.
            rows = batch[name] if name in batch else self._empty(name)
            self._engine.rows(name, self.form.in_sql(rows))
            if name in batch and name in self._wanted:
                self._kept[name].append(batch[name].select(self._columns(name)))
        for derived in self._kept_tables:
            self._engine.define(derived.table.name, derived.sql, keep=True)
        full = {name for name, rows in batch.items() if rows.num_rows}
        at_once: dict[str, list[RuleBreach[Breach]]] = defaultdict(list)
        for asked in self._breaches(Breach):
            if asked.breach.on.name in full and not waits(self.form, asked.breach):
                if asked.breach.another:
                    self._run.breach(asked, batch)
                else:
                    at_once[asked.breach.on.name].append(asked)
        for together in at_once.values():
            self._run.breaches(together, batch)
        if met is not None:
            self._run.refuse_too_many(met.num_rows)
            self._found.append(met)

    def finish(self, refused: Iterable[RefusedPart] = (), notes: Iterable[str] = ()) -> Outcome:
        """Run what compares children or counts over the return, and give all that was found."""
        waiting = [asked for asked in self._breaches(Breach) if waits(self.form, asked.breach)]
        over_all = list(self._breaches(Whole))
        held = {name: self._whole(name) for name in self._wanted if waiting or over_all}
        for name, rows in held.items():
            self._engine.rows(f"{WHOLE}{name}", self.form.in_sql(rows))
        for asked in waiting:
            self._run.breach(asked, {**self._given, **held})
        for whole in over_all:
            self._run.whole(whole)
        self.close()
        return self._outcome(tuple(refused), tuple(notes))

    def close(self) -> None:
        """Let the engine go, unless it was given."""
        if not self._shared:
            self._engine.close()

    def _breaches(self, kind: type[Kind]) -> Iterator[RuleBreach[Kind]]:
        """The breaches of one kind of all rules that are run and did not fail yet."""
        for rule in self._rules:
            if rule.code not in self._why | self._run.failed:
                for which, breach in enumerate(rule.breaches):
                    if isinstance(breach, kind):
                        yield RuleBreach(rule, which, breach)

    def _kept_from(self, rule: Rule, lacking: Lacking) -> str:
        """Why a rule cannot be run: no days, a field that is lacking, or all of a table."""
        if not self._days and days_named(self.form, rule):
            return self._no_days
        if not lacking:
            return ""
        named = (lacking[place] for place in places(self.form, rule) if place in lacking)
        whole = (_lacks_all(lacking, table) for table in tables(self.form, rule))
        return next(filter(None, chain(named, whole)), "")

    def _columns_for_the_end(self) -> dict[str, tuple[str, ...]]:
        """What must be held till the end: fields by table; of the other tables nothing."""
        form = self.form
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for name in (table.name for table in form.tables if table.name in form.with_subject):
            wanted[name][form.subject] = None
        for breach in (breach for rule in self._rules for breach in rule.breaches):
            if isinstance(breach, Whole) or (isinstance(breach, Breach) and waits(form, breach)):
                for table, name in (*row_places(form, breach), *breach_places(form, breach)):
                    wanted[table] |= {name: None} if name else {}
        return {name: tuple(wanted[name]) for name in wanted if name in form.by_children}

    def _columns(self, name: str) -> list[str]:
        keys = (*self.form.keys, LINE, UNREADABLE)
        return [*keys, *(column for column in self._wanted[name] if column not in keys)]

    def _whole(self, name: str) -> pa.Table:
        empty = self._empty(name).select(self._columns(name))
        return pa.concat_tables([empty, *self._kept[name]])

    def _empty(self, name: str) -> pa.Table:
        return self.form.by_name[name].shape().empty_table()

    def _outcome(self, refused: tuple[RefusedPart, ...], notes: tuple[str, ...]) -> Outcome:
        found = pa.concat_tables([FINDINGS.empty_table(), *self._found, *self._run.found])
        # What a rule found before it failed is given; that it failed is said as well.
        order = [("child", "ascending"), ("line", "ascending"), ("code", "ascending")]
        counts = {
            counted["values"]: counted["counts"]
            for counted in found["code"].value_counts().to_pylist()
        }
        ran = tuple(self._ran(rule, counts.get(rule.code, 0)) for rule in self._rules)
        by_child = [
            table.name for table in self.form.tables if table.name in self.form.with_subject
        ]
        now = _numbers(self.form, map(self._whole, by_child))
        then = _numbers(self.form, (self._given.get(table.name) for table in self.form.last_year))
        fields = {
            (rule.code, which): tuple(dict.fromkeys(n for _, n in breach_places(self.form, breach)))
            for rule in self._rules
            for which, breach in enumerate(rule.breaches)
        }
        return Outcome(
            self.form,
            self.year,
            ran,
            found.sort_by(order),
            children=len(now),
            numbers=then | now,
            refused=refused,
            notes=notes,
            fields=fields,
        )

    def _ran(self, rule: Rule, findings: int) -> Ran:
        if rule.code in self._run.failed:
            return Ran(rule, State.FAILED, self._run.failed[rule.code], findings)
        if rule.code in self._why:
            return Ran(rule, State.NOT_RUN, self._why[rule.code], findings)
        return Ran(rule, State.RAN, "", findings)


def _calendar(form: Form, reference: date | None) -> tuple[Mapping[str, date], str]:
    """The days that conditions may name; where there are none, why not."""
    if reference is None:
        return {}, "the header gives no reference date that can be read"
    try:
        return form.days(reference), ""
    except BeyondCalendar:
        return {}, "the bank holidays of that year are not known"


def _lacks_all(lacking: Lacking, table: FormTable) -> str:
    """Why the source cannot give a table, or any of its fields; empty where it can."""
    whys = [lacking.get((table.name, field.name), "") for field in table.fields()]
    return lacking.get((table.name, "")) or (whys[0] if all(whys) else "")


def _numbers(form: Form, parts: Iterable[pa.Table | None]) -> dict[int, str | None]:
    """The council's number of each child, by the child's own; the first where they differ."""
    found: dict[int, str | None] = {}
    for rows in parts:
        if rows is not None and form.subject in rows.column_names:
            # Each child once, where it stands first: a return has many rows for a child.
            children, first = np.unique(rows[CHILD].to_numpy(), return_index=True)
            numbers = rows[form.subject].take(pa.array(first)).to_pylist()
            for child, number in zip(children.tolist(), numbers, strict=True):
                found.setdefault(child, number)
    return found
