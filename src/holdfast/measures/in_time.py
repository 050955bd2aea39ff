"""Of the duties done in a period, the share done by their due date: one measure for each link.

What is still waiting is in none of it: a queue that nobody works on leaves the share as it is.
"""

from functools import partial

from holdfast.law.statistics import ASSESSMENT_BANDS
from holdfast.measures.duty_groups import done_groups
from holdfast.measures.figure_of_link import OURS, RECORDED_LATE, figure, measured
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Definition, Good, Measure, MeasuredFigure, MeasureUnit, Whose
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_WORDS = (
    "Of the duties of this step that were done in the period, those done by their due date. What "
    "still waits is not in it: read it beside what is open and overdue."
)
_NO_NATIONAL_FIGURE = "No national figure is published."
# What the nearest published figure counts instead.
_UNLIKE = {
    "assessment": (
        "The DfE counts from the assessment's own start, not from the referral: see "
        "assessment_statistical_in_time."
    ),
    "assessment_statistical": (
        "The DfE gives it for years to 31 March, from the census; here the period ends on any day."
    ),
    "conference": (
        "The DfE counts the initial conferences held in a year to 31 March, from the census."
    ),
    "protection_visit": _NO_NATIONAL_FIGURE,
    "protection_review": (
        "The DfE counts children: of those on a plan for three months or more on 31 March, the "
        "share all of whose reviews were in time."
    ),
    "care_visit": _NO_NATIONAL_FIGURE,
    "care_review": _NO_NATIONAL_FIGURE,
}
# The links of which the published definition itself is counted.
_OF_THE_DFE = {"assessment_statistical": str(ASSESSMENT_BANDS)}


def _ask(link: Link, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = measured(outlook, link, months, scope)
    share = found.in_time / found.passed if found.passed and found.in_time is not None else None
    return figure(found, share, counted=found.in_time, of=found.passed)


def _definition(link: Link) -> Definition:
    unlike = _UNLIKE.get(link.key, "")
    if link.key in _OF_THE_DFE:
        return Definition(_WORDS, Whose.DFE, _OF_THE_DFE[link.key], unlike)
    return Definition(_WORDS, Whose.OURS, OURS, unlike)


MEASURES = tuple(
    Measure(
        key=f"{link.key}_in_time",
        title=f"{link.title}: done in time",
        area=link.area,
        unit=MeasureUnit.SHARE,
        counts="duties done in the period by their due date",
        of="duties done in the period",
        good=Good.HIGHER,
        why=link.why,
        definition=_definition(link),
        maturity=RECORDED_LATE,
        clocks=link.clocks,
        ask=partial(_ask, link),
        groups=done_groups(link),
    )
    for link in LINKS
)
