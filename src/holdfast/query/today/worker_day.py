"""What a worker is asked for on a day: which family first, and what is due by the fifth day.

One visit to brothers and sisters fulfils the duty to each of them and is one journey, so families
are counted as well as duties. What managers and the record are owed is one number, not a list.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import DayFacts, OpenDuty, day_facts
from holdfast.query.today.family_rows import list_order
from holdfast.query.today.team_day import SetAside

MINE = (Ask.SEE, Ask.STEP)


@dataclass(frozen=True)
class HeldFamily:
    """Children of one family whom the worker holds, and what is open for them.

    ``overdue`` are the latest runs that are overdue, ``due`` what falls due by the fifth working
    day, each in the order of lists; ``next_due`` is the first to come. ``last_seen`` is the
    earliest of the children's last visits, None where one of them was never seen by the record.
    ``unclear`` is how many duties to the children cannot be determined: that none of the others
    is due says nothing of them.
    """

    family: str
    children: tuple[str, ...]
    standing: ChildIsOn
    overdue: tuple[OpenDuty, ...]
    due: tuple[OpenDuty, ...]
    next_due: OpenDuty | None
    last_seen: date | None
    unclear: int

    @property
    def to_see(self) -> int:
        """How many duties to see a child one visit to the family would fulfil."""
        return sum(one.ask is Ask.SEE for one in (*self.overdue, *self.due))


@dataclass(frozen=True)
class WorkerDay:
    """A worker's day: every family that the worker holds, once.

    ``of_managers`` is how many decisions, supervisions and actions are open that are for managers
    to take, and ``to_record`` what is to be written up. ``set_aside`` as on the team's page.
    ``allocations`` are what the council asked of the worker without the support it asks for.
    """

    worker: str
    day: date
    week: tuple[date, ...]
    overdue: tuple[HeldFamily, ...]
    due: tuple[HeldFamily, ...]
    quiet: tuple[HeldFamily, ...]
    of_managers: int
    to_record: int
    unclear: int
    set_aside: int
    allocations: tuple[ConcernTrueOf, ...]

    @property
    def visits(self) -> tuple[int, int]:
        """How many duties to see a child are open by the fifth day, and how many journeys."""
        asking = [one for one in (*self.overdue, *self.due) if one.to_see]
        return sum(one.to_see for one in asking), len(asking)


def worker_day(outlook: Outlook, scope: Scope, set_aside: SetAside = ()) -> WorkerDay:
    """The day of the scope's worker. Raises NotFound for one whom the record does not know."""
    among = scope.children(outlook)  # refuses a worker whom the record does not know
    facts, aside = day_facts(outlook), frozenset(set_aside)
    held = outlook.rows(
        "select child from holders where worker = $worker order by child", worker=scope.worker
    )
    duties = [
        duty
        for each in facts.duties.values()
        for duty in each
        if duty.worker == scope.worker and not (duty.overtaken and duty.status is Status.OVERDUE)
    ]
    live = [
        duty
        for duty in duties
        if duty.started is None or (duty.child, duty.clock, duty.started) not in aside
    ]
    children = [row["child"] for row in held if among is None or row["child"] in among]
    families = _families(facts, children, live)
    return WorkerDay(
        worker=scope.worker,
        day=facts.day,
        week=facts.week,
        overdue=tuple(one for one in families if one.overdue),
        due=tuple(one for one in families if one.due and not one.overdue),
        quiet=tuple(one for one in families if not one.due and not one.overdue),
        of_managers=_overdue(live, Ask.SUPERVISE, Ask.DECIDE, Ask.CHECK),
        to_record=_overdue(live, Ask.RECORD),
        unclear=sum(one.status is Status.CANNOT_TELL and one.ask in MINE for one in live),
        set_aside=len(duties) - len(live),
        allocations=tuple(
            one for each in facts.allocations.values() for one in each if one.worker == scope.worker
        ),
    )


def _families(
    facts: DayFacts, children: Sequence[str], duties: Sequence[OpenDuty]
) -> list[HeldFamily]:
    """The worker's families: what is overdue first, then in the order of lists."""
    by_child: dict[str, list[OpenDuty]] = defaultdict(list)
    for duty in duties:
        if duty.ask in MINE:
            by_child[duty.child].append(duty)
    together: dict[str, list[str]] = defaultdict(list)
    for child in children:
        together[facts.family.get(child, child)].append(child)
    found = [
        _family(facts, family, own, [duty for child in own for duty in by_child[child]])
        for family, own in together.items()
    ]
    return sorted(found, key=lambda one: _place(facts, one))


def _family(
    facts: DayFacts, family: str, children: Sequence[str], duties: Sequence[OpenDuty]
) -> HeldFamily:
    last = facts.week[-1] if facts.week else facts.day
    certain = [one for one in duties if one.status is not Status.CANNOT_TELL]
    overdue = [one for one in certain if one.status is Status.OVERDUE]
    coming = sorted(
        (one for one in certain if one.due and one.due >= facts.day),
        key=lambda one: one.due or last,
    )
    seen = [facts.last_seen.get(child) for child in children]
    places = list(ChildIsOn)
    standing = min((facts.standing.get(c, ChildIsOn.NOTHING) for c in children), key=places.index)
    return HeldFamily(
        family,
        tuple(children),
        standing,
        tuple(sorted(overdue, key=lambda one: list_order(facts, one))),
        tuple(one for one in coming if one.due and one.due <= last),
        coming[0] if coming else None,
        min((day for day in seen if day), default=None) if all(seen) else None,
        len(duties) - len(certain),
    )


def _place(facts: DayFacts, one: HeldFamily) -> tuple[int, int, date, str]:
    """In each group the earliest day first: what is longest overdue, or falls due next."""
    days = [duty.due for duty in (one.overdue or one.due) if duty.due]
    nearest = min(days, default=one.next_due.due if one.next_due else None)
    return not one.overdue, not one.due, nearest or date.max, one.family


def _overdue(duties: Sequence[OpenDuty], *asks: Ask) -> int:
    return sum(one.status is Status.OVERDUE and one.ask in asks for one in duties)
