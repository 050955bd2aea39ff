"""Who holds a child, and when staff are supervised."""

from dataclasses import replace

from holdfast.journeys.care import IN_CARE
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.holding_times import HoldingTimes
from holdfast.journeys.protection import ON_PLAN
from holdfast.journeys.spell import Spell, Stretch, spell
from holdfast.record.holding import (
    HOLDING,
    HOLDS,
    JOINS,
    NAMED,
    PERHAPS_SOCIAL_WORKER,
    SOCIAL_WORKER,
)
from holdfast.record.protection import Enquiries
from holdfast.record.schema.condition import Condition
from holdfast.record.workforce import Employments, Involvements, WorkerSupervisions


def _holding(name: str, where: Condition | None = None) -> Spell:
    """While somebody has a part that holds the case, by the edition of the guidance."""
    return Spell(
        name,
        tuple(
            Stretch(
                Involvements.started,
                Involvements.ended,
                holding.part & where if where else holding.part,
                holding.since,
            )
            for holding in HOLDING
        ),
    )


# Whoever leads, by the guidance of the day. A second worker beside the lead neither ends this
# nor begins it anew.
HELD = _holding("held by a named worker", NAMED)
# Named or not: an inbox stands where a worker's name should.
HELD_BY_ANYBODY = _holding("held by a worker or an inbox")
UNHELD = Spell(
    "an open case that nobody holds",
    OPEN_CASE.stretches,
    apart_from=HELD_BY_ANYBODY,
    until_age=18,
)
IN_AN_INBOX = replace(
    _holding("held by an inbox and by no named worker", Involvements.named.no),
    within=OPEN_CASE,
    apart_from=HELD,
    until_age=18,
    children_alone=True,
)


def _unable(name: str, where: Condition) -> Spell:
    """While whoever is named cannot act, and nobody else who can is named beside."""
    return Spell(
        name,
        (Stretch(HoldingTimes.started, HoldingTimes.ended, where),),
        within=OPEN_CASE,
        apart_from=HELD_BY_ONE_WHO_CAN_ACT,
        until_age=18,
        children_alone=True,
    )


HELD_BY_ONE_WHO_CAN_ACT = Spell(
    "held by a named worker who is in post and not away",
    (
        Stretch(
            HoldingTimes.started,
            HoldingTimes.ended,
            HoldingTimes.left.not_yes & HoldingTimes.away.not_yes & HoldingTimes.manager.not_yes,
        ),
    ),
)
HELD_BY_A_LEAVER = _unable("held in the name of somebody who has left", HoldingTimes.left.yes)
HELD_BY_ONE_AWAY = _unable("held by a worker who is away for long", HoldingTimes.away.yes)
HELD_BY_A_MANAGER = _unable(
    "held by a manager", HoldingTimes.manager.yes & HoldingTimes.left.not_yes
)
HELD_BY_SOCIAL_WORKER = spell(
    "held by a named social worker",
    Involvements.started,
    Involvements.ended,
    SOCIAL_WORKER & NAMED,
)
LED_BY_ANY_PROFESSION = spell(
    "led by a practitioner of whom the record does not say whether a social worker",
    Involvements.started,
    Involvements.ended,
    PERHAPS_SOCIAL_WORKER & NAMED,
)
# What guidance leaves with a registered social worker. While somebody leads who may be one, the
# record cannot say that none does, and nothing is asked.
WITH_A_SOCIAL_WORKER = Spell(
    "an enquiry, a protection plan or a period of care",
    (Stretch(Enquiries.started, Enquiries.ended), *ON_PLAN.stretches, *IN_CARE.stretches),
    within=OPEN_CASE,
    apart_from=LED_BY_ANY_PROFESSION,
    until_age=18,
)
ALLOCATED = Event("a named worker is allocated", Involvements.started, HOLDS & NAMED)
JOINED = Event(
    "a lead child protection practitioner joins whoever leads the case",
    Involvements.started,
    JOINS & NAMED,
)
WORKER_SUPERVISED = Event("a worker is supervised", WorkerSupervisions.held)

IN_POST = spell("in post", Employments.started, Employments.ended)
