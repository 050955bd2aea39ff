"""What a deficit is: something that is owed to a child, was not done, and is to be put right.

A deficit is known from import to import by its *key*: what it was found by, the child, the day on
which that began, and which of that day. So what people said of it on Monday is still of it after
Friday's import, and a duty whose first day was corrected is another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.areas import Area
from holdfast.clocks.clock import Clock
from holdfast.clocks.oversight import DISPUTE
from holdfast.clocks.register import CLOCKS
from holdfast.concerns.oversight import NOT_MOVING
from holdfast.concerns.register import CONCERNS
from holdfast.concerns.workforce import (
    AWAY,
    INBOX,
    LEAVER,
    MANAGER,
    NO_HOLDER,
    NOBODY_CAN_ACT,
)
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Edge
from holdfast.law import Tier
from holdfast.query.today.asks import ASKS, Ask


class DeficitSource(StrEnum):
    """Where a deficit comes from. Said to people as it is written here."""

    CLOCK = "clock"
    CONCERN = "concern"
    DISPUTE = "dispute"
    AUDIT = "audit"
    REVIEWING_OFFICER = "reviewing officer"
    INSPECTION = "inspection"
    SET_ASIDE = "set aside"


MEANINGS: Mapping[DeficitSource, str] = {
    DeficitSource.CLOCK: "A duty to a child is overdue by more than the days that the council"
    " allows.",
    DeficitSource.CONCERN: "A strand of a concern is true of the child.",
    DeficitSource.DISPUTE: "A reviewing officer or conference chair disputes what is done.",
    DeficitSource.AUDIT: "An audit found it.",
    DeficitSource.REVIEWING_OFFICER: "A reviewing officer raised it.",
    DeficitSource.INSPECTION: "An inspector found it.",
    DeficitSource.SET_ASIDE: "It was set aside until a day, and that day has come.",
}

# Those that a person raises; the others are found in the record.
RAISED = (DeficitSource.AUDIT, DeficitSource.REVIEWING_OFFICER, DeficitSource.INSPECTION)
# Whoever raises one of these has seen it, and challenges it; they have stages of their own.
DISPUTES = (DeficitSource.DISPUTE, DeficitSource.REVIEWING_OFFICER)


@dataclass(frozen=True, order=True, slots=True)
class DeficitKey:
    """By what a deficit is the same in the next import.

    ``rule`` is the key of a clock or of a concern's strand; of what a person raised, the mark under
    which it was entered. ``child`` is the number by which the record knows the child, empty for
    what was raised of a team.
    """

    rule: str
    child: str
    started: date
    nth: int = 1


@dataclass(frozen=True)
class DeficitRule:
    """A clock or a strand of which a run that stays undone is a deficit.

    ``title`` says what was to be done, ``evidence`` names the events of the record that show it
    done. ``fact`` is what is so of the child, where the rule is a strand or a dispute.
    """

    key: str
    source: DeficitSource
    title: str
    area: Area
    tier: Tier
    evidence: tuple[str, ...]
    fact: str = ""


# They watch the pace of the work, for every child, every fortnight; what is missing where nothing
# moves (a visit, a review, a plan) is a deficit of its own.
WATCHES_PACE = NOT_MOVING


# A child whom nobody who can act holds: it ends when somebody who can takes the case on. It ends
# otherwise where the case closes, the child turns 18, or another of them is true from then on.
HELD_BY_NOBODY: Mapping[str, str] = {
    strand.key: strand.clock.title.lower().replace("case", "the case is", 1)
    for strand in NOBODY_CAN_ACT.strands
    if strand.clock in (NO_HOLDER, INBOX, LEAVER, AWAY, MANAGER)
}


def _shows_it_done(clock: Clock) -> bool:
    """Whether what stops it is something that somebody did.

    A pattern of the past (three referrals in two years) ends by itself: nobody can put it right.
    """
    return any(not isinstance(stop, Edge) or stop.side == "begins" for stop in clock.stops)


def evidence_of(clock: Clock) -> tuple[str, ...]:
    """The names of the events that fulfil a clock, and of the spells whose edges do."""
    names = (stop.name if isinstance(stop, Event) else stop.spell.name for stop in clock.stops)
    return tuple(dict.fromkeys(names))


def _rules() -> tuple[DeficitRule, ...]:
    found = [
        DeficitRule(
            clock.key,
            DeficitSource.DISPUTE if clock is DISPUTE else DeficitSource.CLOCK,
            clock.title,
            clock.area,
            clock.tier,
            evidence_of(clock),
            "a dispute is not settled" if clock is DISPUTE else "",
        )
        for clock in CLOCKS
        if clock is DISPUTE or ASKS[clock.key] in (Ask.SEE, Ask.STEP)
    ]
    known = {clock.key for clock in CLOCKS}
    for concern in CONCERNS:
        for strand in () if concern is WATCHES_PACE else concern.strands:
            shown = strand.key in HELD_BY_NOBODY or _shows_it_done(strand.clock)
            if strand.key not in known and shown:
                known.add(strand.key)
                found.append(
                    DeficitRule(
                        strand.key,
                        DeficitSource.CONCERN,
                        strand.clock.title,
                        concern.area,
                        strand.clock.tier,
                        (HELD_BY_NOBODY[strand.key],)
                        if strand.key in HELD_BY_NOBODY
                        else evidence_of(strand.clock),
                        strand.fact,
                    )
                )
    return tuple(found)


# What is owed to a child and can be put right, in the order of the registers. A strand that is read
# from a clock is that clock's.
DEFICIT_RULES: Mapping[str, DeficitRule] = {rule.key: rule for rule in _rules()}
