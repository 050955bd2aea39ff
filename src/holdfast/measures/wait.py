"""How long people wait for a step, with those still waiting counted: one measure for each link."""

from functools import partial

from holdfast.measures.duty_groups import wait_groups
from holdfast.measures.figure_of_link import OURS, RECORDED_LATE, figure, measured
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Definition, Good, Measure, MeasuredFigure, MeasureUnit, Whose
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_DEFINITION = Definition(
    "Of the duties of this step that began in the period, the calendar days within which half "
    "were done, by the product-limit estimate (Kaplan and Meier 1958): a wait that has not ended "
    "counts as one that is at least so long. It cannot be told where fewer than half have ended "
    "within the longest wait yet seen: then it is longer than that.",
    Whose.OURS,
    OURS,
)


def _ask(link: Link, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = measured(outlook, link, months, scope)
    return figure(found, found.median_days, counted=found.ended, of=found.begun)


MEASURES = tuple(
    Measure(
        key=f"{link.key}_wait",
        title=f"{link.title}: median wait",
        area=link.area,
        unit=MeasureUnit.DAYS,
        counts="duties begun in the period of which the step was done",
        of="duties begun in the period",
        good=Good.LOWER,
        why=link.why,
        definition=_DEFINITION,
        maturity=RECORDED_LATE,
        clocks=link.clocks,
        ask=partial(_ask, link),
        groups=wait_groups(link),
    )
    for link in LINKS
)
