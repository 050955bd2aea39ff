"""Social workers: hours, leavers, sickness, vacancies, caseloads, reckoned apart.

Source: Department for Education, *Children's social work workforce* (full-time equivalents on a
day, agency workers in neither vacancies' filled posts nor turnover, caseloads out of those who hold
a case), as the department defines them in the data dictionary of its own tool. A social worker has
a registration.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tests.measures_apart.contact import holds_from
from tests.measures_apart.record import (
    FAR,
    Dated,
    Record,
    Row,
    Standing,
    Thing,
    months_on,
    next_day,
    within,
    working_days_from,
)


def _social_workers(record: Record) -> dict[str, Row]:
    return {
        row["worker"]: row
        for row in record.rows("professionals")
        if row["registration"] is not None and row["kind"] != "inbox"
    }


class Post(NamedTuple):
    """A time in post of a social worker; hours and agency are the post's, else the worker's."""

    worker: str
    team: str | None
    started: date
    ended: date | None
    hours: float | None
    agency: bool | None
    role: str | None


def _first_told(one: object, other: object) -> object:
    return other if one is None else one


def posts_held(record: Record) -> list[Post]:
    """Every time in post of a social worker; one whose first day is not recorded began before."""
    known = _social_workers(record)
    return [
        Post(
            row["worker"],
            row["team"],
            row["started"] or date.min,
            row["ended"],
            _first_told(row["full_time_equivalent"], own["full_time_equivalent"]),  # type: ignore[arg-type]
            _first_told(row["agency"], own["agency"]),  # type: ignore[arg-type]
            _first_told(row["role"], own["job_title"]),  # type: ignore[arg-type]
        )
        for row in record.rows("employments")
        if (own := known.get(row["worker"]))
    ]


def _dated(record: Record) -> list[Post]:
    """Those whose first day is recorded: of others it cannot be said in which months they were."""
    return [one for one in posts_held(record) if one.started != date.min]


def agency_hours(record: Record, day: date) -> Iterator[Thing]:
    """Hours of social workers in post on the day, and those of them that an agency supplies."""
    for one in _dated(record):
        if one.started <= day <= (one.ended or FAR) and one.hours is not None:
            counted = None if one.agency is None else one.hours if one.agency else 0
            yield Thing(one.worker, day, counted, one.hours, one.team)


def _goes_on(posts: list[Post], one: Post) -> bool:
    """Whether the worker went on to another post on the next day or before."""
    assert one.ended
    return any(
        other.worker == one.worker and one.started < other.started <= next_day(one.ended)
        for other in posts
    )


def social_workers_left(record: Record) -> Iterator[Thing]:
    """Times in post of employed social workers that ended, and no other post followed at once."""
    posts = posts_held(record)
    for one in posts:
        if one.ended and one.agency is not True and not _goes_on(posts, one):
            yield Thing(one.worker, one.ended, 1, 1, one.team)


def sickness(record: Record) -> Iterator[Thing]:
    """Month by month, working days in post of employed social workers, and those away sick."""
    away: dict[str, list[Row]] = defaultdict(list)
    for row in record.rows("absences"):
        if row["kind"] == "sickness" and row["started"]:
            away[row["worker"]].append(row)
    for one in _dated(record):
        if one.agency is True:
            continue
        month = max(one.started, date(2010, 1, 1)).replace(day=1)
        while month <= min(record.last, one.ended or FAR):
            after = months_on(month, 1)
            last = min(record.last, date.fromordinal(after.toordinal() - 1))
            first, ends = max(month, one.started), min(last, one.ended or FAR)
            yield Thing(one.worker, last, 0, working_days_from(first, ends), one.team)
            for row in away[one.worker]:
                lost = working_days_from(max(first, row["started"]), min(ends, row["ended"] or FAR))
                yield Thing(one.worker, last, lost, 0, one.team)
            month = after


# --- figures of one day, of people and their hours ------------------------------------------


class Share(NamedTuple):
    """So much counted, out of so much."""

    counted: float
    of: float


def _in_post(record: Record, day: date) -> list[Post]:
    return [one for one in posts_held(record) if one.started <= day <= (one.ended or FAR)]


def _hours(posts: list[Post]) -> float:
    return sum(one.hours or 0 for one in posts)


def _of_team(posts: list[Post], teams: set[str] | None) -> list[Post]:
    return [one for one in posts if teams is None or one.team in teams]


def agency_rate(record: Record, teams: set[str] | None) -> Share:
    """Agency hours out of agency and employed hours in post on the day (the DfE's)."""
    here = _of_team(_in_post(record, record.last), teams)
    agency = _hours([one for one in here if one.agency])
    return Share(agency, agency + _hours([one for one in here if one.agency is False]))


def vacancy_rate(record: Record, teams: set[str] | None) -> Share:
    """Vacant hours out of vacant and employed ones on the day; agency fills nothing (the DfE's)."""
    begun = [one for one in posts_held(record) if one.started <= record.last]
    titles = {one.role for one in begun}
    established = sum(
        1.0 if row["full_time_equivalent"] is None else row["full_time_equivalent"]
        for row in record.rows("posts")
        if row["role"] in titles
        and row["started"]
        and row["started"] <= record.last < (row["ended"] or FAR)
        and (teams is None or row["team"] in teams)
    )
    here = _of_team(_in_post(record, record.last), teams)
    employed = _hours([one for one in here if one.agency is False])
    vacant = max(0.0, established - employed)
    return Share(vacant, vacant + employed)


def turnover_rate(record: Record, teams: set[str] | None) -> Share:
    """Hours of employed social workers who left in the twelve months, out of those now in post.

    Who left was in post for the last time on a day of the year before the day (the DfE's).
    """
    day = record.last
    first = months_on(day, -12)
    posts = [one for one in posts_held(record) if one.started <= day]
    here = {one.worker for one in _in_post(record, day)}
    gone: dict[str, Post] = {}
    for one in posts:
        if one.worker not in here and (
            one.worker not in gone or (gone[one.worker].ended or FAR) < (one.ended or FAR)
        ):
            gone[one.worker] = one
    left = [
        one
        for one in gone.values()
        if one.agency is False and one.ended and first <= one.ended < day
    ]
    employed = [one for one in _in_post(record, day) if one.agency is False]
    return Share(_hours(_of_team(left, teams)), _hours(_of_team(employed, teams)))


def leads(record: Record) -> dict[str, Row]:
    """Whoever leads each child's case on the last day: the latest to take it on."""
    found: dict[str, Row] = {}
    for row in record.rows("involvements"):
        since = holds_from(row["role"])
        if since is None or since > record.last or not within(row, record.last):
            continue
        other = found.get(row["child"])
        if other is None or _taken_on(row) > _taken_on(other):
            found[row["child"]] = row
    return found


def _taken_on(row: Row) -> date:
    return row["started"] or date.min


def caseload_rate(record: Record, teams: set[str] | None) -> Share:
    """Children whose case social workers in post lead, out of the hours of those who lead one."""
    here = {one.worker: one for one in _of_team(_in_post(record, record.last), teams)}
    held = [row for row in leads(record).values() if row["named"] is not False]
    held = [row for row in held if row["worker"] in here]
    holders = {row["worker"] for row in held}
    return Share(len(held), _hours([here[one] for one in holders]))


def worker_stability(record: Record, teams: set[str] | None) -> Share:
    """Of employed social workers in post a year before the day, those in post on it (ours)."""
    before = months_on(record.last, -12)
    then = {
        one.worker
        for one in _of_team(_in_post(record, before), teams)
        if one.agency is False and one.started != date.min
    }
    now = {one.worker for one in _in_post(record, record.last)}
    return Share(len(then & now), len(then))


DATED: dict[str, Dated] = {"social_workers_left": social_workers_left, "sickness": sickness}
STANDING: dict[str, Standing] = {"agency_hours": agency_hours}
OF_STAFF = {
    "agency_rate": agency_rate,
    "vacancy_rate": vacancy_rate,
    "turnover_rate": turnover_rate,
    "caseload_rate": caseload_rate,
    "worker_stability": worker_stability,
}
