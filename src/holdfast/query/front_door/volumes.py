"""How many contacts: by day, week and month, by who made them, and by what was decided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.query.front_door.contacts import (
    ACCEPTED,
    EXISTING,
    NO_ACTION,
    Decided,
    FrontDoorContact,
)

DAYS_SHOWN = 28


@dataclass(frozen=True)
class ContactCounts:
    """Contacts, counted by what was decided; ``children`` are those whom they are about.

    ``accepted`` became a referral; ``existing`` were passed to a worker who holds the child;
    ``no_action`` were closed; ``elsewhere`` got advice, early help or something else. Of
    ``not_recorded`` something was decided and the record does not say what; of ``waiting`` nothing
    was. The six add up to ``contacts``.
    """

    contacts: int
    children: int
    accepted: int
    existing: int
    no_action: int
    elsewhere: int
    not_recorded: int
    waiting: int


@dataclass(frozen=True)
class ContactsOfTime:
    """The contacts received from ``first`` to ``last``. ``whole``: none is still to come."""

    first: date
    last: date
    whole: bool
    counts: ContactCounts


@dataclass(frozen=True)
class ContactsFrom:
    """The contacts of one source: its code, None where who made them is not recorded."""

    source: str | None
    counts: ContactCounts


def counts_of(contacts: Sequence[FrontDoorContact]) -> ContactCounts:
    """Contacts, counted by what was decided."""
    outcomes = [one.outcome for one in contacts]
    waiting = sum(one.state is Decided.WAITING for one in contacts)
    named = {key: outcomes.count(key) for key in (ACCEPTED, EXISTING, NO_ACTION)}
    without = outcomes.count(None)
    return ContactCounts(
        contacts=len(contacts),
        children=len({one.child for one in contacts}),
        accepted=named[ACCEPTED],
        existing=named[EXISTING],
        no_action=named[NO_ACTION],
        elsewhere=len(contacts) - without - sum(named.values()),
        not_recorded=without - waiting,
        waiting=waiting,
    )


def by_source(contacts: Iterable[FrontDoorContact]) -> tuple[ContactsFrom, ...]:
    """The contacts by source, the most first; those whose source is not recorded last."""
    found: dict[str | None, list[FrontDoorContact]] = {}
    for one in contacts:
        found.setdefault(one.source, []).append(one)
    ordered = sorted(found, key=lambda key: (key is None, -len(found[key]), key or ""))
    return tuple(ContactsFrom(key, counts_of(found[key])) for key in ordered)


def by_day(contacts: Iterable[FrontDoorContact], day: date) -> tuple[ContactsOfTime, ...]:
    """The contacts of each of the last four weeks' days, the latest last."""
    days = [day - timedelta(days=number) for number in reversed(range(DAYS_SHOWN))]
    return _cut(contacts, days, lambda first: first, day)


def by_week(
    contacts: Iterable[FrontDoorContact], first: date, day: date
) -> tuple[ContactsOfTime, ...]:
    """The contacts of each week, Monday to Sunday, that begins in the period."""
    monday = first + timedelta(days=-first.weekday() % 7)
    weeks = [monday + timedelta(days=7 * n) for n in range((day - monday).days // 7 + 1)]
    return _cut(contacts, weeks, lambda begins: begins + timedelta(days=6), day)


def months_of(first: date, day: date) -> list[date]:
    """The first day of each month of which all days, up to the last one, lie in the period."""
    begins = first if first.day == 1 else add_months(first.replace(day=1), 1)
    found = []
    while begins <= day:
        found.append(begins)
        begins = add_months(begins, 1)
    return found


def _cut(
    contacts: Iterable[FrontDoorContact],
    begins: Sequence[date],
    ends: Callable[[date], date],
    day: date,
) -> tuple[ContactsOfTime, ...]:
    """The contacts in stretches that follow one another, those without any among them."""
    parts: dict[date, list[FrontDoorContact]] = {first: [] for first in begins}
    length = (ends(begins[0]) - begins[0]).days + 1 if begins else 1
    for one in contacts:
        if begins and one.received >= begins[0]:
            number = (one.received - begins[0]).days // length
            parts[begins[number]].append(one)
    return tuple(
        ContactsOfTime(first, min(ends(first), day), ends(first) <= day, counts_of(found))
        for first, found in parts.items()
    )
