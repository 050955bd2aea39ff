"""Contacts about a child who was the subject of one before, and how the earlier ones ended."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.days import FIRST_KNOWN, add_months
from holdfast.query.front_door.contacts import ACCEPTED, EXISTING, FrontDoorContact

LOOKED_BACK = 12  # months before each contact
MOST_COUNTED = 3  # and more are one row


@dataclass(frozen=True)
class AfterDecision:
    """Repeat contacts by what was decided on the child's contact before; None: not recorded."""

    outcome: str | None
    contacts: int


@dataclass(frozen=True)
class AcceptedAfter:
    """Contacts that became a referral after so many that were closed with no further action.

    ``closed`` of ``MOST_COUNTED`` stands for so many or more.
    """

    closed: int
    contacts: int
    children: int


@dataclass(frozen=True)
class RepeatContacts:
    """Contacts of a period whose child had another in the 12 months before, on an earlier day.

    ``of`` leaves out those passed to a worker who holds the child already (``existing``): of an
    open case more contacts are to be expected. ``accepted`` are the contacts that became a
    referral, ``accepted_after`` the same by how many contacts about the child had been closed with
    no further action in the 12 months before, since the last that became a referral.
    """

    repeated: int
    of: int
    existing: int
    children: int
    after: tuple[AfterDecision, ...]
    accepted: int
    accepted_after: tuple[AcceptedAfter, ...]


def repeat_contacts(
    contacts: Sequence[FrontDoorContact], closed: Mapping[str, int]
) -> RepeatContacts:
    """What was repeated; ``closed`` is the number of contacts closed before, by contact."""
    new = [one for one in contacts if one.outcome != EXISTING]
    repeated = [one for one in new if _within(one.before, one.received)]
    after = Counter(one.outcome_before for one in repeated)
    accepted = [one for one in contacts if one.outcome == ACCEPTED]
    by_closed: dict[int, list[FrontDoorContact]] = {n: [] for n in range(MOST_COUNTED + 1)}
    for one in accepted:
        by_closed[min(closed.get(one.contact, 0), MOST_COUNTED)].append(one)
    return RepeatContacts(
        repeated=len(repeated),
        of=len(new),
        existing=len(contacts) - len(new),
        children=len({one.child for one in repeated}),
        after=tuple(
            AfterDecision(outcome, after[outcome])
            for outcome in sorted(after, key=lambda key: (key is None, -after[key], key or ""))
        ),
        accepted=len(accepted),
        accepted_after=tuple(
            AcceptedAfter(number, len(found), len({one.child for one in found}))
            for number, found in by_closed.items()
        ),
    )


def closed_before(
    contacts: Iterable[FrontDoorContact], closed: Mapping[str, Sequence[date]]
) -> dict[str, int]:
    """By contact, how many of the child's were closed in the 12 months before, on earlier days.

    Counted are those after the last that became a referral. ``closed`` has, by child, the days of
    contacts closed with no further action, in order.
    """
    found = {}
    for one in contacts:
        days = closed.get(one.child, ())
        since = _looked_back(one.received)
        if one.accepted_before is not None and one.accepted_before >= since:
            first = bisect_left(days, one.accepted_before)
        else:
            first = bisect_left(days, since)
        found[one.contact] = bisect_left(days, one.received) - first
    return found


def _within(before: date | None, received: date) -> bool:
    return before is not None and before >= _looked_back(received)


def _looked_back(day: date) -> date:
    return max(FIRST_KNOWN, add_months(day, -LOOKED_BACK)) if day > FIRST_KNOWN else day
