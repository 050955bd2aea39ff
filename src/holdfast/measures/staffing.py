"""Measures of the workforce, as the published statistics define them, and stability, which is ours.

They count people and hours, and no duties: so they have no clocks, and nothing open beside them.
The definitions are those of the department's yearly workforce collection, as the department gives
them in the data dictionary of its own tool.
"""

from collections.abc import Callable, Container
from dataclasses import replace
from functools import partial
from typing import Any

from holdfast.areas import Area
from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.law.statistics import WORKFORCE
from holdfast.measures.cases.groups import By, teams_by_group
from holdfast.measures.figure_groups import OF_STAFF, FigureGroups, GroupFigure
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

_DFE = str(WORKFORCE)
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


# The teams of which alone a figure is counted; None: all that are in scope.
_Teams = Container[str | None] | None
_Asked = Callable[[Outlook, Scope, _Teams], MeasuredFigure]


def _staffing(outlook: Outlook, scope: Scope, within: _Teams) -> StaffingFigures:
    return staffing(outlook, scope, social_workers=True, within=within)


def _agency(outlook: Outlook, scope: Scope, within: _Teams) -> MeasuredFigure:
    found = _staffing(outlook, scope, within)
    carried = _carries(outlook, ("professionals", "agency"), ("employments", "agency"))
    if not carried or (found.not_recorded_whether_agency and not found.agency.people):
        return _figure(None, None, "whether an agency supplies a worker")
    hours = found.agency.full_time + found.employed.full_time
    return _figure(found.agency.full_time, hours, "")


def _vacancies(outlook: Outlook, scope: Scope, within: _Teams) -> MeasuredFigure:
    found = _staffing(outlook, scope, within)
    if found.vacant is None:
        return _figure(None, None, "the posts that there are")
    return _figure(found.vacant, found.vacant + found.employed.full_time, "")


def _turnover(outlook: Outlook, scope: Scope, within: _Teams) -> MeasuredFigure:
    found = _staffing(outlook, scope, within)
    if not _knows_leavers(outlook):
        return _figure(None, None, "when people left")
    return _figure(found.leavers_hours, found.employed.full_time, "")


def _caseload(outlook: Outlook, scope: Scope, within: _Teams) -> MeasuredFigure:
    if not _carries(outlook, ("involvements", "worker")):
        return _figure(None, None, "who holds which case")
    people = staff(outlook, scope)
    held = [one for one in held_children(outlook) if one.worker in people]
    if within is not None:
        held = [one for one in held if people[one.worker].team in within]
    holders = {one.worker for one in held if people[one.worker].registered is not False}
    holders = {one for one in holders if not people[one].has_left(outlook.day)}
    hours = [people[one].full_time_equivalent for one in holders]
    if any(one is None for one in hours):
        return _figure(None, None, "the hours of everybody who holds a case")
    cases = sum(one.worker in holders for one in held)
    return _figure(cases, sum(one or 0 for one in hours), "", quotient=True)


def _stability(outlook: Outlook, scope: Scope, within: _Teams) -> MeasuredFigure:
    if not _knows_leavers(outlook):
        return _figure(None, None, "when people left")
    people, scoped = staff(outlook), staff(outlook, scope)
    rows = outlook.rows(
        "select worker, team, agency from employments where started <= $before "
        "and (ended is null or ended >= $before)",
        before=add_months(outlook.day, -12),
    )
    teams = scope.teams(outlook)
    then = set()
    for row in rows:
        person = people.get(row["worker"])
        if person is None or person.registered is False:
            continue
        agency = person.agency if row["agency"] is None else row["agency"]
        own = row["team"] in teams if scope.team and row["team"] else person.worker in scoped
        if within is not None:
            own = own and (row["team"] or person.team) in within
        if own and agency is False:
            then.add(person.worker)
    return _figure(sum(not people[one].has_left(outlook.day) for one in then), len(then), "")


def _all(asked: _Asked, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    return asked(outlook, scope, None)


def _by_team(
    asked: _Asked, outlook: Outlook, months: int, by: By, scope: Scope
) -> list[GroupFigure]:
    """Each team or service by name, of its own people and posts; those of none are a group."""
    found = []
    for group, teams in sorted(teams_by_group(outlook, by).items()):
        figure = asked(outlook, scope, teams)
        if figure.counted is None or figure.of or figure.counted:
            counts = figure.counted, figure.of
            found.append(GroupFigure(group, figure.value, *counts, why=figure.why))
    return found


def _knows_leavers(outlook: Outlook) -> bool:
    return _carries(outlook, ("employments", "ended"), ("professionals", "left_on"))


def _carries(outlook: Outlook, *columns: tuple[str, str]) -> bool:
    """Whether the source carries any of these columns, by table."""
    feeds = outlook.overlay.feeds
    return any(table in feeds and column in feeds[table].columns for table, column in columns)


_NOT_BY = (
    "Staff are not grouped by who they are, and their hours are for all the children whom they "
    "hold: they are told by service and by team alone."
)


_VACANT_APART = (
    "Who fills which post is not recorded, so that the hours of a group's posts are set against "
    "those of its employed. A surplus in one group fills no post of another, as it does in the "
    "whole: so groups may together have more vacant hours than the whole."
)


def _staff_measure(asked: _Asked, adding_up: str = "", **declared: Any) -> Measure:
    groups = FigureGroups(OF_STAFF, partial(_by_team, asked), _NOT_BY, adding_up=adding_up)
    return _MEASURE(ask=partial(_all, asked), groups=groups, **declared)


_MEASURE = partial(
    Measure,
    area=Area.WORKFORCE,
    unit=MeasureUnit.STAFF,
    good=Good.LOWER,
    maturity=_AT_ONCE,
    clocks=(),
)

MEASURES = (
    _staff_measure(
        key="agency_rate",
        title="Agency social workers",
        counts="hours of social workers in post whom an agency supplies",
        of="hours of all social workers in post",
        why="Agency workers can leave at a week's notice, and a child's worker with them.",
        definition=Definition(
            "Agency full-time equivalents out of those of agency and employed social workers in "
            "post on the day.",
            Whose.DFE,
            _DFE,
        ),
        asked=_agency,
        published="agency_rate",
    ),
    _staff_measure(
        key="vacancy_rate",
        title="Vacancies of social workers",
        counts="hours of vacant posts, those that an agency covers among them",
        of="hours of vacant posts and of employed social workers in post",
        why="A vacancy is work that somebody else does, or nobody.",
        definition=Definition(
            "Vacant full-time equivalents out of vacant and employed ones on the day: posts that "
            "nobody employed fills, those that an agency worker covers among them.",
            Whose.DFE,
            _DFE,
            "Posts are those of the job titles that registered social workers have.",
        ),
        asked=_vacancies,
        adding_up=_VACANT_APART,
        published="vacancy_rate",
    ),
    _staff_measure(
        key="turnover_rate",
        title="Turnover of social workers in a year",
        counts="hours of employed social workers who left in the twelve months to the day",
        of="hours of employed social workers in post on the day",
        why="Where many leave, children change workers and teams lose those who know them.",
        definition=Definition(
            "Full-time equivalents of those whose last day in post lay in the twelve months, out "
            "of those in post at their end; agency workers are in neither.",
            Whose.DFE,
            _DFE,
        ),
        asked=_turnover,
        published="turnover_rate",
    ),
    _staff_measure(
        key="caseload_rate",
        title="Average caseload: children for each full-time social worker who holds any",
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
        asked=_caseload,
    ),
    _staff_measure(
        key="worker_stability",
        title="Employed social workers of a year ago who are still in post",
        good=Good.HIGHER,
        counts="of those, the people who are in post on the day",
        of="employed social workers who were in post a year before the day",
        why="Turnover counts those who came and went within the year; this counts who stayed.",
        definition=Definition(
            "The people, not their hours, who were in post on the day a year earlier and are on "
            "the day, in whichever post of the service; of a team those who were in it then.",
            Whose.OURS,
            "Holdfast; no published statistic of children's social care that we know is the same",
        ),
        asked=_stability,
    ),
)
