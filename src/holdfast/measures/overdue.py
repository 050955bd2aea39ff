"""How many duties are overdue, now and on every day before: one measure for each link."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.cases.links import OVERDUE, cases_of_link
from holdfast.measures.figure_of_link import OURS, RECORDED_LATE, figure, measured
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Definition, Good, Measure, MeasuredFigure, MeasureUnit, Whose
from holdfast.query.daily import OverdueFrom, daily_overdue
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.since_when import waits_lacking

_DEFINITION = Definition(
    "The duties of this step whose due date has passed at the end of the day, and that are neither "
    "done nor lapsed by then. A step that was recorded late counts from the day it was done. The "
    "period does not enter.",
    Whose.OURS,
    OURS,
)


def _ask(link: Link, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = measured(outlook, link, months, scope)
    if found.overdue is None and found.answer is not Answer.CANNOT_TELL:
        nothing = MeasuredFigure(None, None, None, None, None, None, Answer.CANNOT_TELL)
        return replace(nothing, why=waits_lacking(outlook, link.clocks))
    return figure(found, found.overdue, counted=found.overdue, of=found.open)


def _series(link: Link, outlook: Outlook, scope: Scope) -> Sequence[OverdueFrom]:
    return daily_overdue(outlook, link.clocks, scope)


MEASURES = tuple(
    Measure(
        key=f"{link.key}_overdue",
        title=f"{link.title}: overdue",
        area=link.area,
        unit=MeasureUnit.DUTIES,
        counts="duties overdue on the day",
        of="duties open on the day",
        good=Good.LOWER,
        why=link.why,
        definition=_DEFINITION,
        maturity=RECORDED_LATE,
        clocks=link.clocks,
        ask=partial(_ask, link),
        series=partial(_series, link),
        cases=cases_of_link(link, OVERDUE),
        beside=f"{link.key}_open",
    )
    for link in LINKS
)
