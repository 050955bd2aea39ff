"""How long contacts wait for a decision, with those still waiting counted; and who waits now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.days import FIRST_KNOWN, add_working_days
from holdfast.query.front_door.contacts import Decided, FrontDoorContact
from holdfast.query.median_wait import median_wait

# Calendar days from the contact to the decision, from and to; the last has no end.
BANDS = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10), (11, 28), (29, None))


@dataclass(frozen=True)
class WaitBand:
    """Contacts whose wait was, or has by now been, of so many calendar days (None: or more)."""

    first: int
    last: int | None
    decided: int
    waiting: int


@dataclass(frozen=True)
class TimeToDecision:
    """Days from contact to decision, for the contacts of a period.

    ``median_days`` is by the product-limit estimate, in which a wait that goes on counts as one
    of at least so long; None where fewer than half have ended within the longest wait seen.
    ``next_working_day`` of the ``decided`` were decided by the end of the working day after the
    contact. What has no day of decision is in no band: ``undated`` (what was decided is recorded,
    the day is not), ``shown`` (nothing is recorded, and a referral followed) and ``backwards``
    (decided before it was received).
    """

    decided: int
    waiting: int
    next_working_day: int
    median_days: int | None
    longest_waiting_days: int | None
    undated: int
    shown: int
    backwards: int
    bands: tuple[WaitBand, ...]


@dataclass(frozen=True)
class WaitingContact:
    """A contact without a decision on the day, and how long that has been.

    ``due`` is the last day in time by the clock of decisions on contacts, None where there is
    none. ``before`` is the day of the child's contact before it. ``closed_before`` are the child's
    contacts of the 12 months before that were closed with no further action. ``team`` and
    ``worker`` lead the child's case on the day; None where nobody does.
    """

    contact: str
    child: str
    received: date
    days: int
    due: date | None
    source: str | None
    before: date | None
    closed_before: int
    team: str | None
    worker: str | None


@dataclass(frozen=True)
class WaitingReferral:
    """A referral of which the next step has not been decided on the day, and for how long not.

    ``due`` is the last day in time by the clock of decisions on referrals; None where there is
    none. ``team`` and ``worker`` lead the child's case on the day; None where nobody does.
    """

    child: str
    received: date
    days: int
    due: date | None
    team: str | None
    worker: str | None


@dataclass(frozen=True)
class OpenStock:
    """Every contact without a decision on the day, whenever it was received.

    ``waiting`` may still have to be decided; of ``shown`` a referral followed, so that something
    was decided and not recorded. ``bands`` are of those waiting alone.
    """

    waiting: int
    children: int
    shown: int
    longest_days: int | None
    bands: tuple[WaitBand, ...]


def time_to_decision(contacts: Sequence[FrontDoorContact], day: date) -> TimeToDecision:
    """The waits of the contacts of a period as they stood on a day."""
    dated = [
        (one.received, one.decided)
        for one in contacts
        if one.decided is not None and one.decided >= one.received
    ]
    # Before the calendar of working days begins none can be told from another.
    countable = [days for days in dated if days[0] >= FIRST_KNOWN]
    done = [(decided - received).days for received, decided in dated]
    waiting = [(day - one.received).days for one in contacts if one.state is Decided.WAITING]
    states = [one.state for one in contacts]
    return TimeToDecision(
        decided=len(done),
        waiting=len(waiting),
        next_working_day=sum(
            decided <= add_working_days(received, 1) for received, decided in countable
        ),
        median_days=median_wait([(n, 1, 0) for n in done] + [(n, 0, 1) for n in waiting]),
        longest_waiting_days=max(waiting, default=None),
        undated=states.count(Decided.UNDATED),
        shown=states.count(Decided.SHOWN),
        backwards=states.count(Decided.YES) - len(done),
        bands=_bands(done, waiting),
    )


def open_stock(undecided: Sequence[FrontDoorContact], day: date) -> OpenStock:
    """What waits on a day, of every contact without a decision."""
    waiting = [one for one in undecided if one.state is Decided.WAITING]
    days = [(day - one.received).days for one in waiting]
    return OpenStock(
        waiting=len(waiting),
        children=len({one.child for one in waiting}),
        shown=len(undecided) - len(waiting),
        longest_days=max(days, default=None),
        bands=_bands([], days),
    )


def waiting_contacts(
    undecided: Iterable[FrontDoorContact],
    day: date,
    closed: Mapping[str, int],
    due: Mapping[tuple[str, date], date],
    held: Mapping[str, tuple[str | None, str | None]],
) -> tuple[WaitingContact, ...]:
    """The contacts that wait, the longest first.

    ``closed`` counts contacts closed with no action, by contact; ``due`` has the last day in time
    by child and day; ``held`` the team and the worker by child.
    """
    found = [
        WaitingContact(
            one.contact,
            one.child,
            one.received,
            (day - one.received).days,
            due.get((one.child, one.received)),
            one.source,
            one.before,
            closed.get(one.contact, 0),
            *held.get(one.child, (None, None)),
        )
        for one in undecided
        if one.state is Decided.WAITING
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, one.child, one.contact)))


def _bands(done: Iterable[int], waiting: Iterable[int]) -> tuple[WaitBand, ...]:
    ended, open_ = list(done), list(waiting)
    return tuple(
        WaitBand(first, last, _within(ended, first, last), _within(open_, first, last))
        for first, last in BANDS
    )


def _within(days: Iterable[int], first: int, last: int | None) -> int:
    return sum(first <= one and (last is None or one <= last) for one in days)
