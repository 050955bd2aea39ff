"""Workforce figures of a team on a day: posts, people, hours, vacancies, who left and is to come.

Hours are full-time equivalents. A vacancy is a post of the establishment that nobody employed
fills, one that an agency worker covers among them: so the published statistics count. What the
record does not hold is None, and never nought.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.query.caseload.staff import MANAGER, WorkforcePerson, staff
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope


@dataclass(frozen=True)
class StaffHours:
    """So many people, and their hours; of ``unknown`` the hours are not recorded."""

    people: int
    full_time: float
    unknown: int


@dataclass(frozen=True)
class StaffingFigures:
    """The workforce of a scope on the day. None: the record does not hold it.

    ``posts`` and ``established`` are the posts that stand and their hours. ``vacant`` are the hours
    of posts that nobody employed fills, without a break since ``vacant_since`` (None: there are
    none, or since longer than the record tells of leavers). ``leavers`` left in the twelve months
    to the day, and ``leavers_hours`` are those of the employed among them;
    ``recruits`` were offered a post and are still to begin. ``months_in_post`` counts those in post
    by whole years, -1 where it is not recorded since when.
    """

    posts: int | None
    established: float | None
    employed: StaffHours
    agency: StaffHours
    not_recorded_whether_agency: int
    managers: int
    registered: int | None
    newly_qualified: int | None
    away: int | None
    vacant: float | None
    vacant_since: date | None
    leavers: int
    leavers_agency: int
    leavers_hours: float
    came: int
    recruits: int | None
    years_in_post: tuple[tuple[int, int], ...]


def staffing(
    outlook: Outlook,
    scope: Scope = EVERYBODY,
    social_workers: bool = False,
    within: Container[str | None] | None = None,
) -> StaffingFigures:
    """The workforce figures of a scope; of ``social_workers`` those who are registered, and posts.

    Posts of social workers are those whose job title a registered person has. ``within`` are the
    teams, None that of those who are in none, of which alone people and posts are counted. Raises
    NotFound for a scope that the record does not know.
    """
    day, people = outlook.day, staff(outlook, scope)
    titles = {one.job_title for one in staff(outlook).values() if one.registered}
    asked = [one for one in people.values() if _is_asked(one, social_workers, within)]
    here = [one for one in asked if not one.has_left(day) and _has_begun(one, day)]
    employed = [one for one in here if one.agency is False]
    posts = _posts(outlook, scope, titles if social_workers else None, within)
    carries = outlook.overlay.feeds
    vacant, since = _vacancies(posts, asked, day) if posts is not None else (None, None)
    # Before the first day of a leaver the record holds who stayed alone.
    leavers = (one.left for one in staff(outlook).values() if one.left)
    if since is not None and since < min(leavers, default=date.max):
        since = None
    standing = _standing(posts, day)
    year_ago = add_months(day, -12)
    left = [one for one in asked if one.left is not None and year_ago <= one.left < day]
    return StaffingFigures(
        posts=len(standing) if posts is not None else None,
        established=round(sum(map(_post_hours, standing)), 2) if posts is not None else None,
        employed=_hours(employed),
        agency=_hours(one for one in here if one.agency),
        not_recorded_whether_agency=sum(one.agency is None for one in here),
        managers=sum(one.kind == MANAGER for one in here),
        registered=_known(one.registered for one in here),
        newly_qualified=_known(
            None if one.newly_qualified is None else one.in_first_year(day) for one in here
        ),
        away=sum(one.away is not None for one in here) if "absences" in carries else None,
        vacant=vacant,
        vacant_since=since,
        leavers=len(left),
        leavers_agency=sum(bool(one.agency) for one in left),
        leavers_hours=sum(one.full_time_equivalent or 0 for one in left if one.agency is False),
        came=sum(
            one.in_post_since is not None and year_ago < one.in_post_since <= day for one in asked
        ),
        recruits=_recruits(outlook, scope) if "recruits" in carries else None,
        years_in_post=_years(here, day),
    )


def _is_asked(
    one: WorkforcePerson, social_workers: bool, within: Container[str | None] | None
) -> bool:
    """Whether of the teams asked for, and no other than a social worker where these are."""
    return (not social_workers or one.registered is not False) and (
        within is None or one.team in within
    )


def _has_begun(one: WorkforcePerson, day: date) -> bool:
    """Whether in post by a day; one of whom nobody says since when was there from the first."""
    return one.in_post_since is None or one.in_post_since <= day


def _hours(people: Iterable[WorkforcePerson]) -> StaffHours:
    listed = list(people)
    known = [one.full_time_equivalent for one in listed if one.full_time_equivalent is not None]
    return StaffHours(len(listed), round(sum(known), 2), len(listed) - len(known))


def _known(told: Iterable[bool | None]) -> int | None:
    """How many are so; None where it is recorded of nobody."""
    listed = list(told)
    if listed and all(one is None for one in listed):
        return None
    return sum(bool(one) for one in listed)


def _posts(
    outlook: Outlook,
    scope: Scope,
    titles: set[str | None] | None,
    within: Container[str | None] | None,
) -> list[Row] | None:
    """The posts of a scope's teams that were made by the day; None: the record has no posts.

    A worker has no posts of their own, so that of a worker's scope there are none to count.
    """
    if "posts" not in outlook.overlay.feeds or scope.worker:
        return None
    rows = outlook.rows(
        "select team, role, started, ended, full_time_equivalent from posts where started <= $day",
        day=outlook.day,
    )
    own = set(scope.teams(outlook)) if scope.team else None
    return [
        row
        for row in rows
        if (own is None or row["team"] in own)
        and (titles is None or row["role"] in titles)
        and (within is None or row["team"] in within)
    ]


def _standing(posts: Sequence[Row] | None, day: date) -> list[Row]:
    return [row for row in posts or () if row["ended"] is None or row["ended"] > day]


def _post_hours(row: Mapping[str, float | None]) -> float:
    # A post of which the hours are not recorded is taken to be full time.
    hours = row["full_time_equivalent"]
    return 1.0 if hours is None else hours


def _vacancies(
    posts: Sequence[Row], people: Iterable[WorkforcePerson], day: date
) -> tuple[float, date | None]:
    """The vacant hours on a day, and the day since when there were some without a break.

    By the last time in post of each person: of one who left and came back the time before is not
    known here, so that the day may be too early and never too late.
    """
    change: dict[date, float] = {}

    def add(on: date, hours: float) -> None:
        change[on] = change.get(on, 0.0) + hours

    for row in posts:
        add(row["started"], _post_hours(row))
        if row["ended"] is not None:
            add(row["ended"], -_post_hours(row))
    for one in people:
        if one.agency is False:
            # One of whom nobody says since when was there from the first.
            add(one.in_post_since or date.min, -(one.full_time_equivalent or 0.0))
            if one.left is not None:
                add(one.left + timedelta(days=1), one.full_time_equivalent or 0.0)
    vacant, since = 0.0, None
    for on in sorted(on for on in change if on <= day):
        vacant = round(vacant + change[on], 2)
        since = (since or on) if vacant > 0 else None
    return max(0.0, vacant), since


def _recruits(outlook: Outlook, scope: Scope) -> int:
    rows = outlook.rows(
        "select team from recruits where offered <= $day and (starts is null or starts > $day) "
        "and (withdrawn_on is null or withdrawn_on > $day)",
        day=outlook.day,
    )
    own = set(scope.teams(outlook)) if scope.team else None
    return sum(own is None or row["team"] in own for row in rows)


def _years(people: Iterable[WorkforcePerson], day: date) -> tuple[tuple[int, int], ...]:
    counted: dict[int, int] = {}
    for one in people:
        months = one.months_in_post(day)
        years = -1 if months is None else months // 12
        counted[years] = counted.get(years, 0) + 1
    return tuple(sorted(counted.items()))
