"""Which of a child's duties are asked for today, and which are only left in the record.

By the rules of the pages of the day: of one clock the latest run counts, an earlier one is
overtaken; what has been overdue for longer than the council chose is left undone; what only keeps
the record is counted, and what only statistics count is never asked for. Seeing the child comes
first, then who set the day, then days.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.law import Tier
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.today.asks import ASKS, Ask
from holdfast.query.today.choices import Choices

# How many of those that come are told.
COMING = 5

# A duty by its child, its clock and its first day.
DutyKey = tuple[str, str, date]

_ORDER = {Tier.STATUTE: 0, Tier.GUIDANCE: 1, Tier.LOCAL: 2}
_TIERS = {clock.key: clock.tier for clock in CLOCKS}


@dataclass(frozen=True)
class DutiesNow:
    """A child's open duties on a day, by what is to be made of them.

    ``overdue`` are asked for today, ``coming`` fall due next. ``left`` are overdue and overtaken,
    or so old that nobody is asked; ``aside`` are overdue and set aside for a time; ``closed`` were
    open when the last case closed; ``keeping`` only keep the record and are overdue. ``unclear``
    cannot be determined.
    """

    overdue: tuple[ListedDuty, ...]
    coming: tuple[ListedDuty, ...]
    left: tuple[ListedDuty, ...]
    aside: tuple[ListedDuty, ...]
    closed: tuple[ListedDuty, ...]
    keeping: tuple[ListedDuty, ...]
    unclear: tuple[ListedDuty, ...]


def duties_now(
    duties: Sequence[ListedDuty],
    closed: date | None,
    choices: Choices,
    aside: Collection[DutyKey] = (),
) -> DutiesNow:
    """Sort a child's duties; ``closed`` is when the child's last case closed, if it has."""
    counted = [d for d in duties if d.excluded is None and _ask(d) is not Ask.NOTHING]
    late = [duty for duty in counted if duty.status == Status.OVERDUE]
    undone = [duty for duty in late if _left_open(duty, closed)]
    keeping = [duty for duty in late if _ask(duty) is Ask.RECORD and duty not in undone]
    steps = [duty for duty in late if duty not in undone and duty not in keeping]
    set_aside = [duty for duty in steps if _key(duty) in aside]
    asked = [
        duty
        for duty in steps
        if duty not in set_aside and not _overtaken(duty, counted) and not _left(duty, choices)
    ]
    coming = [
        duty
        for duty in counted
        if duty.status in (Status.DUE_SOON, Status.RUNNING)
        and duty.due
        and _ask(duty) is not Ask.RECORD
    ]
    return DutiesNow(
        overdue=tuple(
            sorted(
                asked,
                key=lambda duty: (
                    _ask(duty) is not Ask.SEE,
                    _ORDER.get(tier_of(duty) or Tier.LOCAL, len(_ORDER)),
                    -duty.days_over,
                    duty.clock,
                ),
            )
        ),
        coming=tuple(sorted(coming, key=lambda duty: duty.due or date.max)[:COMING]),
        left=tuple(duty for duty in steps if duty not in asked and duty not in set_aside),
        aside=tuple(set_aside),
        closed=tuple(undone),
        keeping=tuple(keeping),
        unclear=tuple(duty for duty in counted if duty.status == Status.CANNOT_TELL),
    )


def tier_of(duty: ListedDuty) -> Tier | None:
    """Who set the limit of a duty's clock; None for a clock that is not in the register."""
    return _TIERS.get(duty.clock)


def _ask(duty: ListedDuty) -> Ask:
    return ASKS.get(duty.clock, Ask.STEP)


def _key(duty: ListedDuty) -> DutyKey | None:
    return (duty.child or "", duty.clock, duty.started) if duty.started else None


def _left_open(duty: ListedDuty, closed: date | None) -> bool:
    return closed is not None and duty.started is not None and duty.started <= closed


def _overtaken(duty: ListedDuty, duties: Iterable[ListedDuty]) -> bool:
    """Whether the same clock has begun again since; each action is one of its own."""
    begun = duty.started or date.min
    return _ask(duty) is not Ask.CHECK and any(
        other.clock == duty.clock and (other.started or date.min) > begun for other in duties
    )


def _left(duty: ListedDuty, choices: Choices) -> bool:
    longest = {
        Ask.STEP: choices.left_undone,
        Ask.DECIDE: choices.decisions,
        Ask.CHECK: choices.decisions,
    }.get(_ask(duty))
    return longest is not None and duty.days_over > longest
