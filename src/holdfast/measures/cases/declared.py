"""A measure made of the rows of the record: see ``rows.py`` for how these are declared."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from holdfast.clocks.rules.answers import Answer
from holdfast.days import FIRST_KNOWN, add_months
from holdfast.engine import Value
from holdfast.measures.cases.calendar import lay_calendars
from holdfast.measures.cases.rows import EVER, CaseKind, Cases
from holdfast.measures.measure import Measure, MeasuredFigure, MeasureUnit
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.since_when import (
    DUTY_MONTHS,
    IN_PART_MONTHS,
    after_months,
    begun_in_part,
    lapses_lacking,
    tables_of_clocks,
    waits_lacking,
)
from holdfast.record.supplements.overlay import FeedBegin


def value_of(unit: MeasureUnit, counted: float, among: float) -> float | int | None:
    """The value of a measure in its unit; None where there is nothing to take a share of."""
    if unit in COUNTS:
        return counted
    if not among:
        return None
    return counted / among * (100 if unit is MeasureUnit.EACH_100 else 1)


COUNTS = (*(MeasureUnit.CHILDREN, MeasureUnit.TIMES, MeasureUnit.DUTIES, MeasureUnit.CHILD_DAYS),)


def figure_of_cases(
    cases: Cases,
    unit: MeasureUnit,
    clocks: tuple[str, ...],
    ahead: timedelta,
    outlook: Outlook,
    months: int,
    scope: Scope,
) -> MeasuredFigure:
    """The figure of a measure over the months that end on the outlook's day, from its rows.

    ``ahead`` is how far ahead it looks: its period ends so long before the outlook's day.
    """
    until = outlook.day - ahead
    first = max(FIRST_KNOWN, add_months(until, -months))
    dated = cases.kind is CaseKind.IN_PERIOD
    answer, why = answer_from(cases, clocks, outlook, first + timedelta(days=1) if dated else until)
    if answer is Answer.CANNOT_TELL:
        return MeasuredFigure(None, None, None, None, None, None, answer, why)
    lay_calendars(outlook)
    relation, where, values = narrowed(cases, outlook, scope)
    within = "day > $first and day <= $until" if dated else "day = $until and $first < $day"
    (row,) = outlook.rows(
        f"select {SUMS} from {relation} as c where {within} and day <= $day{where}",
        **values,
        first=first,
        until=until,
        day=outlook.day,
    )
    counted, among = number(row["counted"]), number(row["among"])
    value = value_of(unit, counted, among)
    value = round(value, 4) if isinstance(value, float) else value
    return MeasuredFigure(value, counted, among, None, None, row["unclear"], answer, why)


def answer_of(cases: Cases, clocks: tuple[str, ...], outlook: Outlook) -> tuple[Answer, str]:
    """What the source tells of a measure, and why no more.

    Of duties it is what the source tells of their clocks: any that it can tell the history of.
    """
    lacks = cases.lacks(outlook)
    if lacks:
        return Answer.CANNOT_TELL, f"the source does not carry {', '.join(lacks)}"
    told_of = cases.told_of(outlook)
    if told_of:
        why = ", ".join(f"the source tells {table} of {of} alone" for table, of in told_of.items())
        if set(told_of.values()) != {cases.of}:
            return Answer.CANNOT_TELL, why
        return (Answer.CURRENT if cases.now_only else Answer.HISTORY), why
    if cases.now_only:
        return Answer.CURRENT, "the record holds how it stands now, and not how it stood before"
    if not clocks:
        return Answer.HISTORY, ""
    own = [each for each in outlook.answered if each.clock.key in clocks]
    told = [each for each in own if each.answer is Answer.HISTORY]
    if not told:
        why = "; ".join(dict.fromkeys(each.why for each in own if each.why))
        return Answer.CANNOT_TELL, why or "no clock of it is in the rule book"
    untold = (waits_lacking if cases.waits else lapses_lacking)(outlook, clocks)
    if untold:
        return Answer.CANNOT_TELL, untold
    if len(told) < len(own):
        lacking = "the source does not carry what the others rest on"
        return Answer.HISTORY, f"of {len(told)} of {len(own)} clocks; {lacking}"
    return Answer.HISTORY, ""


def answer_from(
    cases: Cases, clocks: tuple[str, ...], outlook: Outlook, first: date
) -> tuple[Answer, str]:
    """What the source tells of a measure from a day on, and why no more."""
    answer, why = answer_of(cases, clocks, outlook)
    begin = None if answer is Answer.CANNOT_TELL else begin_of(cases, clocks, outlook)
    if begin and begin.day > first:
        return Answer.CANNOT_TELL, f"{begin.words}: not all of the period is in it"
    return answer, why


def begin_of(cases: Cases, clocks: tuple[str, ...], outlook: Outlook) -> FeedBegin | None:
    """The first day that can be told of a measure: of one that looks back, so much later.

    None where nothing says that the record begins. Before that day what is counted would be too
    little: what a source does not carry has not failed to happen.
    """
    tables = {need.partition(".")[0] for need in cases.needs}
    if clocks:
        tables |= tables_of_clocks(outlook, clocks)
    in_period = cases.kind is CaseKind.IN_PERIOD
    begin = outlook.overlay.begin(tables, every=in_period or cases.looks_back > 0)
    if begin is not None and cases.looks_back == EVER:
        return FeedBegin(date.max, f"{begin.words}, and all that came before is needed too")
    back = max(cases.looks_back, DUTY_MONTHS if clocks and in_period else 0)
    if begun_in_part(outlook, clocks):
        back = max(back, IN_PART_MONTHS)
    if begin is None or not back:
        return begin
    later = after_months(begin, back)
    return later if in_period else replace(later, day=later.day - timedelta(days=1))


def why_untold(measure: Measure, outlook: Outlook) -> str:
    """Why a measure that is counted from rows cannot be told of any day; empty where it can."""
    if measure.cases is None:
        return ""
    answer, why = answer_from(measure.cases, measure.clocks, outlook, outlook.day)
    return why if answer is Answer.CANNOT_TELL else ""


# What is added up of rows; what cannot be determined is neither counted nor among.
SUMS = (
    "sum(coalesce(counted, 0)) as counted, "
    "sum(case when counted is null then 0 else among end) as among, "
    "cast(coalesce(sum(case when counted is null then 1 else 0 end), 0) as bigint) as unclear"
)


def narrowed(cases: Cases, outlook: Outlook, scope: Scope) -> tuple[str, str, dict[str, Value]]:
    """The rows of a measure for a scope, what else narrows them, and the values of both.

    Staff are those of the scope's teams. Raises NotFound for a scope that the record does not know.
    """
    if not cases.staff:
        own = scope.of(outlook, f"({cases.sql})")
        return own.sql, "", dict(own.values)
    if not scope:
        return f"({cases.sql})", "", {}
    scope.children(outlook)  # refuses a scope that nobody knows
    teams = scope.teams(outlook)
    return f"({cases.sql})", " and list_contains($staff_teams, c.team)", {"staff_teams": teams}


def number(found: float | None) -> float | int:
    """Whole numbers as such, and hours to two places."""
    value = float(found or 0)
    return int(value) if value.is_integer() else round(value, 2)


def of_cases(
    cases: Cases, *, unit: MeasureUnit, clocks: tuple[str, ...] = (), **declared: Any
) -> Measure:
    """A measure that is counted from rows of the record; ``declared`` is the rest of it."""
    ahead = timedelta(days=declared["maturity"].known_after)
    ask = partial(figure_of_cases, cases, unit, clocks, ahead)
    return Measure(clocks=clocks, unit=unit, cases=cases, ask=ask, **declared)
