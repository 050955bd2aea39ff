"""The people of the workforce on a day: in which team, what they are, since when, whether away.

A worker's team is that of the time in post where the record gives one, else the team in which the
worker holds most children, else the team of the last child whom the worker held.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope

LONG_ABSENCE = 10
SUPPORTED_YEAR = 12  # months
INBOX, MANAGER = "inbox", "manager"
ORDINARY_LEAVE = "leave"


@dataclass(frozen=True)
class Absence:
    """A worker is away: the first day, the last (None: not known), and the kind of absence."""

    worker: str
    started: date
    ended: date | None
    kind: str | None


@dataclass(frozen=True)
class WorkforcePerson:
    """A person of the workforce, as the record has them on the day.

    None: not recorded. ``full_time_equivalent`` is a share of full time. ``in_post_since`` is the
    first day of the present time in post, or of the last where the worker ``left``; ``left`` is
    the last day in post, None while in post or where nothing says. ``away`` is the absence on the
    day, where there is one. ``experience`` is what a worker declared and a supervisor confirmed;
    ``declared`` what nobody has confirmed yet.
    """

    worker: str
    full_name: str | None
    team: str | None
    job_title: str | None
    kind: str | None
    registered: bool | None
    agency: bool | None
    newly_qualified: bool | None
    full_time_equivalent: float | None
    in_post_since: date | None
    left: date | None
    away: Absence | None
    experience: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name, or the number where the source gives no name."""
        return self.full_name or self.worker

    def months_in_post(self, day: date) -> int | None:
        """Whole months in post on a day; None: it is not recorded since when."""
        since = self.in_post_since
        if since is None:
            return None
        months = (day.year - since.year) * 12 + day.month - since.month
        return max(0, months - (day.day < since.day))

    def in_first_year(self, day: date) -> bool:
        """Whether a newly qualified worker is in the first twelve months in post on a day."""
        months = self.months_in_post(day)
        return bool(self.newly_qualified) and (months is None or months < SUPPORTED_YEAR)

    def has_left(self, day: date) -> bool:
        """Whether the worker was in post for the last time before a day."""
        return self.left is not None and self.left < day

    def may_hold(self, day: date) -> bool:
        """Whether in post on a day, in a part that is meant to hold children."""
        begun = self.in_post_since is None or self.in_post_since <= day
        return begun and self.kind != MANAGER and not self.has_left(day)

    def away_for_long(self, day: date) -> bool:
        """Whether away for ten days or more, or with no end known, annual leave apart."""
        away = self.away
        if away is None or away.kind == ORDINARY_LEAVE:
            return False
        return away.ended is None or (away.ended - away.started).days >= LONG_ABSENCE


def staff(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, WorkforcePerson]:
    """Everybody in the workforce up to the day, leavers too, by number; no inbox is among them.

    Of a team those whose team it is, or one below it; of a worker that one. Raises NotFound for a
    scope that the record does not know.
    """
    scope.children(outlook)  # refuses what the record does not know
    people = _people(outlook)
    if not scope:
        return people
    own = set(scope.teams(outlook))
    return {
        worker: one
        for worker, one in people.items()
        if (not scope.team or one.team in own) and (not scope.worker or worker == scope.worker)
    }


# How the outlook keeps everybody's between two questions.
_KEPT = "staff"


def _people(outlook: Outlook) -> dict[str, WorkforcePerson]:
    kept = outlook.kept.get(_KEPT)
    if not isinstance(kept, dict):
        kept = outlook.kept[_KEPT] = _all(outlook)
    return kept


def _all(outlook: Outlook) -> dict[str, WorkforcePerson]:
    posts, teams = _times_in_post(outlook), _teams_by_children(outlook)
    experience = _experience(outlook)
    absent = outlook.rows(
        "select worker, started, ended, kind from absences where started <= $day "
        "and (ended is null or ended >= $day) order by worker, started",
        day=outlook.day,
    )
    away = {row["worker"]: Absence(**row) for row in absent}
    rows = outlook.rows(
        "select worker, max(full_name) as full_name, max(job_title) as job_title, "
        "max(kind) as kind, max(registration) as registration, bool_or(agency) as agency, "
        "max(full_time_equivalent) as full_time_equivalent, max(left_on) as left_on "
        "from professionals where worker is not null and worker not in "
        # Who came after the day was not there on it, though the record knows them by now.
        "(select worker from employments where worker is not null and started is not null "
        "group by worker having min(started) > $day) group by worker order by worker",
        day=outlook.day,
    )
    carries = _columns(outlook, "professionals")
    people = {}
    for row in rows:
        worker = row["worker"]
        if row["kind"] == INBOX:
            continue
        own = posts.get(worker, ())
        last = own[-1] if own else None
        confirmed, declared = experience.get(worker, ((), ()))
        people[worker] = WorkforcePerson(
            worker,
            row["full_name"],
            (last and last["team"]) or teams.get(worker),
            (last and last["role"]) or row["job_title"],
            row["kind"],
            True if row["registration"] else False if "registration" in carries else None,
            last["agency"] if last and last["agency"] is not None else row["agency"],
            last["newly_qualified"] if last else None,
            _hours(last, row),
            last["started"] if last else None,
            last["ended"] if last else row["left_on"],
            away.get(worker),
            confirmed,
            declared,
        )
    return people


def _hours(last: Row | None, row: Row) -> float | None:
    if last and last["full_time_equivalent"] is not None:
        hours: float = last["full_time_equivalent"]
        return hours
    own: float | None = row["full_time_equivalent"]
    return own


def _columns(outlook: Outlook, table: str) -> tuple[str, ...]:
    feed = outlook.overlay.feeds.get(table)
    return feed.columns if feed else ()


def _times_in_post(outlook: Outlook) -> dict[str, tuple[Row, ...]]:
    """Each worker's times in post that had begun by the day, or nobody says when, the last last.

    One that holds the day comes after those that are over, whenever it began: who has left one of
    two posts is still in the other.
    """
    rows = outlook.rows(
        "select worker, team, role, agency, newly_qualified, full_time_equivalent, started, ended "
        "from employments where started is null or started <= $day order by worker, "
        "case when ended < $day then 0 else 1 end, started nulls first, ended nulls last",
        day=outlook.day,
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["worker"], []).append(row)
    return {worker: tuple(own) for worker, own in found.items()}


def _teams_by_children(outlook: Outlook) -> Mapping[str, str]:
    """In which team each worker holds most children, or else held the last."""
    last = outlook.rows(
        "select worker, team, max(coalesce(started, ended)) as day from involvements "
        "where worker is not null and team is not null group by worker, team "
        "order by worker, day nulls first, team"
    )
    teams = {row["worker"]: row["team"] for row in last}
    rows = outlook.rows(
        "select worker, team from holders where worker is not null and team is not null"
    )
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        counted.setdefault(row["worker"], Counter())[row["team"]] += 1
    most = {
        worker: min(own, key=lambda team: (-own[team], team)) for worker, own in counted.items()
    }
    return teams | most


def _experience(outlook: Outlook) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What each worker has declared by the day: what was confirmed, and what was not."""
    rows = outlook.rows(
        "select worker, about, max(case when confirmed <= $day then 1 else 0 end) as confirmed "
        "from declared_experience where about is not null and declared <= $day "
        "group by worker, about order by worker, about",
        day=outlook.day,
    )
    found: dict[str, tuple[list[str], list[str]]] = {}
    for row in rows:
        found.setdefault(row["worker"], ([], []))[0 if row["confirmed"] else 1].append(row["about"])
    return {worker: (tuple(sure), tuple(said)) for worker, (sure, said) in found.items()}


def left_within(one: WorkforcePerson, day: date, days: int = 365) -> bool:
    """Whether a worker's last day in post lies in the so many days before a day."""
    return one.left is not None and day - timedelta(days=days) <= one.left < day
