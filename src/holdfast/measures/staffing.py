"""Measures of the workforce, as the published statistics define them, and stability, which is ours.

They count people and hours, and no duties: so they have no clocks, and nothing open beside them.
The definitions are those of the department's yearly workforce collection as we know them from its
data guidance; we could not open the methodology itself, so that each is unverified.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from holdfast.areas import Area
from holdfast.clocks.rules.answers import Answer
from holdfast.measures.measure import (
    Definition,
    Good,
    Maturity,
    Measure,
    MeasuredFigure,
    MeasureUnit,
    Whose,
)
from holdfast.query.caseload.held import held_children
from holdfast.query.caseload.staff import staff
from holdfast.query.caseload.staffing import StaffingFigures, staffing
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_DFE = (
    "Department for Education, Children's social work workforce (the yearly collection, as at 30 "
    "September); unverified: known from the published data guidance, not from the methodology"
)
_AT_ONCE = Maturity(31, "Starters and leavers are often entered some weeks after the day.")
_NOT_RECORDED = "the record does not hold {}"


def _figure(
    counted: float | None, of: float | None, lacks: str, quotient: bool = False
) -> MeasuredFigure:
    """A figure of staff; None for what is not recorded, and no value where there is nobody."""
    if counted is None or of is None:
        nothing = MeasuredFigure(None, None, None, None, None, None, Answer.CANNOT_TELL)
        return replace(nothing, why=_NOT_RECORDED.format(lacks))
    value = counted / of if of else None
    if value is not None and quotient:
        value = round(value, 1)
    counts = round(counted, 2), round(of, 2)
    return MeasuredFigure(value, *counts, None, None, None, Answer.HISTORY)


def _staffing(outlook: Outlook, scope: Scope) -> StaffingFigures:
    return staffing(outlook, scope, social_workers=True)


def _agency(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = _staffing(outlook, scope)
    if found.not_recorded_whether_agency and not found.agency.people:
        return _figure(None, None, "whether an agency supplies a worker")
    hours = found.agency.full_time + found.employed.full_time
    return _figure(found.agency.full_time, hours, "")


def _vacancies(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = _staffing(outlook, scope)
    if found.vacant is None:
        return _figure(None, None, "the posts that there are")
    return _figure(found.vacant, found.vacant + found.employed.full_time, "")


def _turnover(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    found = _staffing(outlook, scope)
    if not _knows_leavers(outlook):
        return _figure(None, None, "when people left")
    return _figure(found.leavers_hours, found.employed.full_time, "")


def _caseload(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    people = staff(outlook, scope)
    held = [one for one in held_children(outlook) if one.worker in people]
    holders = {one.worker for one in held if people[one.worker].registered is not False}
    holders = {one for one in holders if not people[one].has_left(outlook.day)}
    hours = [people[one].full_time_equivalent for one in holders]
    if any(one is None for one in hours):
        return _figure(None, None, "the hours of everybody who holds a case")
    cases = sum(one.worker in holders for one in held)
    return _figure(cases, sum(one or 0 for one in hours), "", quotient=True)


def _stability(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    day, before = outlook.day, outlook.day - timedelta(days=365)
    if not _knows_leavers(outlook):
        return _figure(None, None, "when people left")
    employed = [
        person
        for person in staff(outlook, scope).values()
        if person.registered is not False and not person.agency
    ]
    then = [
        person
        for person in employed
        if person.in_post_since is not None
        and person.in_post_since <= before
        and (person.left is None or person.left >= before)
    ]
    return _figure(sum(not person.has_left(day) for person in then), len(then), "")


def _knows_leavers(outlook: Outlook) -> bool:
    feeds = outlook.overlay.feeds
    return any(
        name in feeds and column in feeds[name].columns
        for name, column in (("employments", "ended"), ("professionals", "left_on"))
    )


_MEASURE = partial(
    Measure,
    area=Area.WORKFORCE,
    unit=MeasureUnit.STAFF,
    good=Good.LOWER,
    maturity=_AT_ONCE,
    clocks=(),
)

MEASURES = (
    _MEASURE(
        key="agency_rate",
        title="Social workers from an agency",
        counts="hours of social workers in post whom an agency supplies",
        of="hours of all social workers in post",
        why="A team of agency workers can hold the numbers and lose the children's continuity.",
        definition=Definition(
            "Agency full-time equivalents out of those of agency and employed social workers in "
            "post on the day.",
            Whose.DFE,
            _DFE,
        ),
        ask=_agency,
    ),
    _MEASURE(
        key="vacancy_rate",
        title="Posts of social workers that nobody employed fills",
        counts="hours of vacant posts, those that an agency covers among them",
        of="hours of vacant posts and of employed social workers in post",
        why="A vacancy is work that somebody else does, or nobody.",
        definition=Definition(
            "Vacant full-time equivalents out of vacant and employed ones on the day.",
            Whose.DFE,
            _DFE,
            "Posts are those of the job titles that registered social workers have.",
        ),
        ask=_vacancies,
    ),
    _MEASURE(
        key="turnover_rate",
        title="Employed social workers who left in a year",
        counts="hours of employed social workers who left in the twelve months to the day",
        of="hours of employed social workers in post on the day",
        why="Each leaver's children have to tell somebody else everything again.",
        definition=Definition(
            "Leavers' full-time equivalents in the year out of those in post at its end; agency "
            "workers are in neither.",
            Whose.DFE,
            _DFE,
        ),
        ask=_turnover,
    ),
    _MEASURE(
        key="caseload_rate",
        title="Children held for each full-time social worker who holds any",
        unit=MeasureUnit.CHILDREN_EACH,
        counts="children whom social workers in post hold",
        of="hours of the social workers in post who hold a child",
        why="It can be compared with other councils; being a mean, it hides who holds too many.",
        definition=Definition(
            "Cases held on the day out of the full-time equivalents, agency included, of those who "
            "hold one.",
            Whose.DFE,
            _DFE,
            "Only the lead's children count here; the published figure counts every case held.",
        ),
        ask=_caseload,
    ),
    _MEASURE(
        key="worker_stability",
        title="Employed social workers of a year ago who are still in post",
        good=Good.HIGHER,
        counts="of those, the people who are in post on the day",
        of="employed social workers who were in post a year before the day",
        why="Turnover counts those who came and went within the year; this counts who stayed.",
        definition=Definition(
            "The people, not their hours, who were in post on the day a year earlier and are on "
            "the day. A change of post within the service may end one time in post and count as "
            "leaving.",
            Whose.OURS,
            "Holdfast; no published statistic of children's social care that we know is the same",
        ),
        ask=_stability,
    ),
)
