"""The front door on a day: all its figures for a scope, and what the source cannot tell of it."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.contact import CONTACT_DECISION, REFERRAL_DECISION
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.days import FIRST_KNOWN, add_months
from holdfast.query.front_door.contacts import (
    Carried,
    FrontDoorContact,
    carried,
    closed_without_action,
    contacts_between,
    undecided_contacts,
)
from holdfast.query.front_door.conversion import Conversion, conversion
from holdfast.query.front_door.repeats import (
    LOOKED_BACK,
    RepeatContacts,
    closed_before,
    repeat_contacts,
)
from holdfast.query.front_door.volumes import (
    ContactCounts,
    ContactsFrom,
    ContactsOfTime,
    by_day,
    by_source,
    by_week,
    counts_of,
)
from holdfast.query.front_door.waits import (
    OpenStock,
    TimeToDecision,
    WaitingContact,
    WaitingReferral,
    open_stock,
    time_to_decision,
    waiting_contacts,
)
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

MONTHS = 12


@dataclass(frozen=True)
class FrontDoorOnDay:
    """Contacts received from ``period_from`` to ``as_at``, as known on ``as_at``.

    ``waiting`` lists every contact without a decision on the day, whenever it was received, and
    ``referrals_waiting`` every referral by its clock; both the longest first. A part is None where
    the source does not carry what it needs, and ``lacking`` says what that is.
    """

    as_at: date
    period_from: date
    counts: ContactCounts
    days: tuple[ContactsOfTime, ...]
    weeks: tuple[ContactsOfTime, ...]
    sources: tuple[ContactsFrom, ...] | None
    time: TimeToDecision | None
    repeats: RepeatContacts | None
    conversion: Conversion | None
    stock: OpenStock | None
    waiting: tuple[WaitingContact, ...] | None
    referrals_waiting: tuple[WaitingReferral, ...] | None
    lacking: tuple[str, ...]


def front_door(outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY) -> FrontDoorOnDay:
    """The front door over the months to the outlook's day.

    Raises NotFound for a scope that the record does not know.
    """
    day, can = outlook.day, carried(outlook.overlay.feeds)
    first = max(FIRST_KNOWN, add_months(day, -months))
    contacts = contacts_between(outlook, first, scope)
    undecided = undecided_contacts(outlook, scope)
    earliest = min((one.received for one in (*undecided, *contacts)), default=first)
    since = max(FIRST_KNOWN, add_months(max(earliest, FIRST_KNOWN), -LOOKED_BACK))
    closed = closed_before((*contacts, *undecided), closed_without_action(outlook, since, scope))
    decisions = can.outcome or can.decided
    led_on = can.referrals and can.assessments and can.outcome
    return FrontDoorOnDay(
        as_at=day,
        period_from=first,
        counts=counts_of(contacts),
        days=by_day(contacts, day),
        weeks=by_week(contacts, first, day),
        sources=by_source(contacts) if can.source else None,
        time=time_to_decision(contacts, day) if can.decided else None,
        repeats=repeat_contacts(contacts, closed) if can.outcome and can.every else None,
        conversion=conversion(contacts, first, day) if led_on else None,
        stock=open_stock(undecided, day) if decisions else None,
        waiting=_waiting(outlook, undecided, closed, scope) if decisions else None,
        referrals_waiting=_referrals_waiting(outlook, scope),
        lacking=_lacking(can),
    )


def _waiting(
    outlook: Outlook, undecided: list[FrontDoorContact], closed: dict[str, int], scope: Scope
) -> tuple[WaitingContact, ...]:
    children = sorted({one.child for one in undecided})
    if not children:
        return ()
    duties = scope.duties(outlook, "waiting")
    due = outlook.rows(
        f"select subject as child, started, max(due) as due from {duties} as d "
        "where clock = $clock and due is not null group by subject, started",
        **duties.values,
        clock=CONTACT_DECISION.key,
    )
    held = outlook.rows(
        "select child, team, worker from holders where list_contains($children, child)",
        children=children,
    )
    return waiting_contacts(
        undecided,
        outlook.day,
        closed,
        {(row["child"], row["started"]): row["due"] for row in due},
        {row["child"]: (row["team"], row["worker"]) for row in held},
    )


def _referrals_waiting(outlook: Outlook, scope: Scope) -> tuple[WaitingReferral, ...] | None:
    key = REFERRAL_DECISION.key
    if not any(
        one.clock.key == key and one.answer is not Answer.CANNOT_TELL for one in outlook.answered
    ):
        return None
    duties = scope.duties(outlook, "waiting")
    rows = outlook.rows(
        "select w.subject as child, w.started as received, w.days_waited as days, w.due, "
        f"h.team, h.worker from {duties} as w left join holders as h on h.child = w.subject "
        "where w.clock = $clock and w.status <> $unknown order by days desc, child, received",
        **duties.values,
        clock=key,
        unknown=Status.CANNOT_TELL.value,
    )
    return tuple(WaitingReferral(**row) for row in rows)


NO_CONTACTS = ("The source carries no contacts: nothing of the front door can be determined.",)


def _lacking(can: Carried) -> tuple[str, ...]:
    """What the source does not carry, and what cannot be determined for want of it."""
    if not can.contacts:
        return NO_CONTACTS
    words = {
        "who made a contact: contacts by source": can.source,
        "the day of a decision: time to decision": can.decided,
        "what was decided: decisions, repeat contacts and conversion": can.outcome,
        "referrals: conversion": can.referrals,
        "assessments: conversion": can.assessments,
        "every contact: repeat contacts": can.every,
    }
    return tuple(
        f"The source does not carry {what} cannot be determined."
        for what, there in words.items()
        if not there
    )
