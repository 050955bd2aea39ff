"""What each worker holds: children and points side by side, room, and what falls due.

A worker is asked of with all that the worker holds, in whichever team: a scope says whose loads,
never which of their children. Points are those of the scheme in force (``points.py``); of brothers
and sisters whom one worker holds, the one who counts for most counts whole, the others in part.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Status
from holdfast.clocks.sql.standing import OPEN, soon
from holdfast.law import Tier
from holdfast.query.caseload.held import HeldChild, held_children
from holdfast.query.caseload.points import HeldStatus, PointsScheme
from holdfast.query.caseload.staff import MANAGER, WorkforcePerson, staff
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

DAYS_AHEAD = 20  # working days


@dataclass(frozen=True)
class DutiesAhead:
    """The duties for the children of one worker: overdue on the day, and due within the days ahead.

    ``soon`` are those of the next working days that the setting HOLDFAST_DUE_SOON names, ``ahead``
    those of the next 20. Oversight and record-keeping (supervision, chronologies) is counted apart,
    and no clock of the statistics is: it asks for a second time what another asks.
    """

    overdue: int = 0
    soon: int = 0
    ahead: int = 0
    oversight_overdue: int = 0
    oversight_ahead: int = 0


@dataclass(frozen=True)
class WorkerLoad:
    """What one worker holds on the day.

    ``by_status`` counts the children by what they are on. ``room`` is ``capacity`` less ``points``,
    below nought where the worker holds more than the scheme has room for; both are None where
    hours are not recorded, ``capacity`` 0 for a manager. ``new`` are the children whom the worker
    took on in the last 90 days.
    """

    worker: str
    full_name: str | None
    team: str | None
    teams: tuple[str, ...]
    kind: str | None
    agency: bool | None
    newly_qualified: bool
    full_time_equivalent: float | None
    months_in_post: int | None
    left: date | None
    away_since: date | None
    children: int
    families: int
    by_status: Mapping[HeldStatus, int]
    points: float
    capacity: float | None
    new: int
    overdue: int
    due_soon: int
    due_ahead: int
    oversight_overdue: int
    oversight_ahead: int

    @property
    def room(self) -> float | None:
        """The points that the scheme leaves room for; below nought: how many too many."""
        return None if self.capacity is None else self.capacity - self.points

    @property
    def name(self) -> str:
        """The name, or the number where the source gives no name."""
        return self.full_name or self.worker


def points_by_child(held: Iterable[HeldChild], scheme: PointsScheme) -> dict[str, float]:
    """What each child counts for with the worker who holds the child."""
    together: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for one in held:
        alone = scheme.points(one.status, one.also)
        together.setdefault((one.worker, one.family), []).append((alone, one.child))
    found = {}
    for family in together.values():
        first, *others = sorted(family, key=lambda each: (-each[0], each[1]))
        found[first[1]] = first[0]
        found.update((child, alone * scheme.sibling_share) for alone, child in others)
    return found


def caseload(
    outlook: Outlook, scheme: PointsScheme, scope: Scope = EVERYBODY
) -> tuple[WorkerLoad, ...]:
    """The load of everybody in post or still named, the most children first, then by name.

    Of a team: those whose team it is or who hold a child in it. Managers, and those who have
    left, are listed where they still hold a child. Raises NotFound for a scope that the record does
    not know.
    """
    # A load is all that a worker holds, also of children of whom whoever asks may not know.
    day, people, everything = outlook.day, staff(outlook), held_children(outlook.everybody)
    own = set(scope.teams(outlook)) if scope.team else None
    named = {
        one.worker
        for one in everything
        if (own is None or one.team in own) and scope.worker in ("", one.worker)
    }
    here = {who for who, one in staff(outlook, scope).items() if one.may_hold(day)}
    held = _by_worker(everything)
    ahead = duties_ahead(outlook.everybody)
    loads = [
        _load(people.get(who), who, held.get(who, ()), ahead.get(who, DutiesAhead()), day, scheme)
        for who in here | named
    ]
    return tuple(sorted(loads, key=lambda one: (-one.children, one.name, one.worker)))


def duties_ahead(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, DutiesAhead]:
    """The duties for children in scope, by the worker who leads each child's case on the day.

    Overdue is counted once for each clock of a child, where its latest run is overdue: an earlier
    run that a later one overtook is not asked for any more. What falls due is counted of runs
    that have begun: a visit that begins when the one before is made is not. Everybody's are asked
    for once for an outlook. Raises NotFound for a scope that the record does not know.
    """
    if scope.narrows(outlook):
        return _duties_ahead(outlook, scope)
    kept = outlook.kept.get(_KEPT)
    if not isinstance(kept, dict):
        kept = outlook.kept[_KEPT] = _duties_ahead(outlook, scope)
    return kept


_KEPT = "duties ahead"


def _duties_ahead(outlook: Outlook, scope: Scope) -> dict[str, DutiesAhead]:
    standing = scope.duties(outlook, "standing")
    rows = outlook.rows(
        _AHEAD.format(standing=standing),
        **standing.values,
        day=outlook.day,
        soon=soon(outlook.day),
        ahead=soon(outlook.day, DAYS_AHEAD),
        overdue=Status.OVERDUE.value,
        open=[one.value for one in OPEN],
        oversight=_keys(outlook, lambda one: one.area is Area.OVERSIGHT),
        apart=_keys(outlook, lambda one: one.for_workers or one.tier is Tier.STATISTICAL),
    )
    return {row.pop("worker"): DutiesAhead(**row) for row in rows}


_LATE = "d.status = $overdue and d.place = 1"
_DUE = "list_contains($open, d.status) and d.due >= $day and d.due <= "
_OVERSIGHT = "list_contains($oversight, d.clock)"


def _number(what: str, where: str) -> str:
    return f"cast(sum(case when {where} then 1 else 0 end) as bigint) as {what}"


_AHEAD = f"""
select h.worker, {_number("overdue", f"{_LATE} and not {_OVERSIGHT}")},
  {_number("soon", f"{_DUE} $soon and not {_OVERSIGHT}")},
  {_number("ahead", f"{_DUE} $ahead and not {_OVERSIGHT}")},
  {_number("oversight_overdue", f"{_LATE} and {_OVERSIGHT}")},
  {_number("oversight_ahead", f"{_DUE} $ahead and {_OVERSIGHT}")}
from (select s.subject, s.clock, s.status, s.due, row_number() over (
    partition by s.subject, s.clock order by s.started desc, s.due desc) as place
  from {{standing}} as s join holders as l on l.child = s.subject and l.worker is not null
  where not list_contains($apart, s.clock)) as d
join holders as h on h.child = d.subject
group by h.worker"""


def _keys(outlook: Outlook, which: Callable[[Clock], bool]) -> list[str]:
    return [one.key for one in outlook.book.clocks if which(one)]


def _by_worker(held: Iterable[HeldChild]) -> dict[str, list[HeldChild]]:
    found: dict[str, list[HeldChild]] = {}
    for one in held:
        found.setdefault(one.worker, []).append(one)
    return found


def _load(
    person: WorkforcePerson | None,
    worker: str,
    held: Sequence[HeldChild],
    ahead: DutiesAhead,
    day: date,
    scheme: PointsScheme,
) -> WorkerLoad:
    counted = Counter(one.status for one in held)
    teams = sorted({one.team for one in held if one.team})
    return WorkerLoad(
        worker=worker,
        full_name=person.full_name if person else None,
        team=(person.team if person else None) or (teams[0] if teams else None),
        teams=tuple(teams),
        kind=person.kind if person else None,
        agency=person.agency if person else None,
        newly_qualified=bool(person and person.in_first_year(day)),
        full_time_equivalent=person.full_time_equivalent if person else None,
        months_in_post=person.months_in_post(day) if person else None,
        left=person.left if person and person.has_left(day) else None,
        away_since=person.away.started if person and person.away else None,
        children=len(held),
        families=len({one.family for one in held}),
        by_status={status: counted[status] for status in HeldStatus},
        points=sum(points_by_child(held, scheme).values()),
        capacity=capacity_of(person, day, scheme),
        new=sum(one.new_within(day) for one in held),
        overdue=ahead.overdue,
        due_soon=ahead.soon,
        due_ahead=ahead.ahead,
        oversight_overdue=ahead.oversight_overdue,
        oversight_ahead=ahead.oversight_ahead,
    )


def capacity_of(person: WorkforcePerson | None, day: date, scheme: PointsScheme) -> float | None:
    """The points that a person has room for, with what is held; None: hours are not recorded.

    A manager, and one who has left, has room for none.
    """
    if person is None:
        return None
    if person.kind == MANAGER or person.has_left(day):
        return 0.0
    hours = person.full_time_equivalent
    if hours is None:
        return None
    return scheme.room_for(hours, person.months_in_post(day), person.in_first_year(day))
