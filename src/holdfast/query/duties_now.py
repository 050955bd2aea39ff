"""Which of a child's duties are asked for today, and which are only left in the record.

Of one clock the latest run counts: an earlier one is overtaken. What has been overdue for longer
than a council would still act on is left undone. What only keeps the record, and what only
statistics count, is never asked for. Seeing the child comes first, then who set the day, then days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.law import Tier
from holdfast.query.life.seeing import SEEING_CLOCKS
from holdfast.query.listed_duty import ListedDuty

# Policy of the pages, set by Holdfast on 29 November 2026: days over after which nobody is asked.
LEFT_UNDONE_DAYS = 183
OVERSIGHT_LEFT_UNDONE_DAYS = 28
COMING = 5

_ORDER = {Tier.STATUTE: 0, Tier.GUIDANCE: 1, Tier.LOCAL: 2}
_TIERS = {clock.key: clock.tier for clock in CLOCKS}
_RECORD_KEEPING = ("recording", "recording_need", "recording_care", "chronology")
_SUPERVISION = "supervision_case"


@dataclass(frozen=True)
class DutiesNow:
    """A child's open duties on a day, by what is to be made of them.

    ``overdue`` are asked for today, ``coming`` fall due next. ``left`` are overdue and overtaken,
    or so old that nobody is asked; ``closed`` were open when the last case closed; ``keeping`` only
    keep the record and are overdue. ``unclear`` cannot be determined.
    """

    overdue: tuple[ListedDuty, ...]
    coming: tuple[ListedDuty, ...]
    left: tuple[ListedDuty, ...]
    closed: tuple[ListedDuty, ...]
    keeping: tuple[ListedDuty, ...]
    unclear: tuple[ListedDuty, ...]


def duties_now(duties: Sequence[ListedDuty], closed: date | None) -> DutiesNow:
    """Sort a child's duties; ``closed`` is when the child's last case closed, if it has."""
    counted = [duty for duty in duties if duty.excluded is None]
    late = [duty for duty in counted if duty.status == Status.OVERDUE and _counts(duty)]
    running = [duty for duty in counted if duty.status in (Status.DUE_SOON, Status.RUNNING)]
    undone = [duty for duty in late if _left_open(duty, closed)]
    live = [duty for duty in late if duty not in undone]
    keeping = [duty for duty in live if duty.clock in _RECORD_KEEPING]
    steps = [duty for duty in live if duty not in keeping]
    asked = [duty for duty in steps if not _overtaken(duty, counted) and not _left(duty)]
    coming = [
        duty for duty in running if duty.due and _counts(duty) and duty.clock not in _RECORD_KEEPING
    ]
    return DutiesNow(
        overdue=tuple(sorted(asked, key=_first_asked)),
        coming=tuple(sorted(coming, key=lambda duty: duty.due or date.max)[:COMING]),
        left=tuple(duty for duty in steps if duty not in asked),
        closed=tuple(undone),
        keeping=tuple(keeping),
        unclear=tuple(duty for duty in counted if duty.status == Status.CANNOT_TELL),
    )


def tier_of(duty: ListedDuty) -> Tier | None:
    """Who set the limit of a duty's clock; None for a clock that is not in the register."""
    return _TIERS.get(duty.clock)


def _counts(duty: ListedDuty) -> bool:
    return tier_of(duty) is not Tier.STATISTICAL


def _left_open(duty: ListedDuty, closed: date | None) -> bool:
    return closed is not None and duty.started is not None and duty.started <= closed


def _overtaken(duty: ListedDuty, duties: Iterable[ListedDuty]) -> bool:
    """Whether the same clock has begun again since."""
    return any(
        other.clock == duty.clock and (other.started or date.min) > (duty.started or date.min)
        for other in duties
    )


def _left(duty: ListedDuty) -> bool:
    decisions = duty.area == Area.OVERSIGHT and duty.clock != _SUPERVISION
    return duty.days_over > (OVERSIGHT_LEFT_UNDONE_DAYS if decisions else LEFT_UNDONE_DAYS)


def _first_asked(duty: ListedDuty) -> tuple[bool, int, int, str]:
    tier = _ORDER.get(tier_of(duty) or Tier.LOCAL, len(_ORDER))
    return (duty.clock not in SEEING_CLOCKS, tier, -duty.days_over, duty.clock)
