"""Family Help: early help and section 17 as one service, from a day that the council names.

From then on a move between the two is a step of one journey, and no new referral and no closing
of the case: it leaves ``re_referral`` and ``step_down`` alone and is shown apart. Whether it was a
move the record tells, by its early help episodes:

- a referral is a move up where an episode had begun before its day and ran on that day, or had
  ended at most seven days before;
- a case that closes is a move down where an episode runs on past that day, or begins at most seven
  days after it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import UNCOMMENCED, Clock, OutsideChain, awaited, commenced
from holdfast.journeys.contact import REFERRAL_CLOSED, REFERRAL_RECEIVED
from holdfast.journeys.early_help import EARLY_HELP_BEGUN, IN_EARLY_HELP
from holdfast.journeys.event import Event, SpellNearby
from holdfast.journeys.spell import ALWAYS
from holdfast.law import Tier, local
from holdfast.periods import Months

DAYS = 7


def _up(since: date, beside: bool) -> Event:
    name = "a referral moves a child up from early help" if beside else REFERRAL_RECEIVED.name
    near = SpellNearby(IN_EARLY_HELP, begun=-1, lasts=-DAYS, since=since, held=beside)
    return replace(REFERRAL_RECEIVED, name=name, beside=near)


def _down(since: date, beside: bool) -> Event:
    name = "the case closes and early help goes on" if beside else REFERRAL_CLOSED.name
    near = SpellNearby(IN_EARLY_HELP, begun=DAYS, lasts=1, since=since, held=beside)
    return replace(REFERRAL_CLOSED, name=name, beside=near)


def in_family_help(clocks: Iterable[Clock], since: date) -> tuple[Clock, ...]:
    """The clocks of a council that has had Family Help since a day."""
    return tuple(_changed(clock, since) for clock in clocks)


def _changed(clock: Clock, since: date) -> Clock:
    if clock.key == "re_referral":
        return replace(clock, stops=(_up(since, beside=False),))
    if clock.key == "step_down":
        up, down = _up(since, beside=False), _down(since, beside=False)
        return replace(clock, starts=(down,), stops=(up,))
    if clock.key == MOVED_UP.key:
        return commenced(replace(clock, stops=(_up(since, beside=True),)), since)
    if clock.key == MOVED_DOWN.key:
        up, down = _up(since, beside=True), _down(since, beside=True)
        return commenced(replace(clock, starts=(down,), stops=(up,)), since)
    return clock


MOVED_UP = Clock(
    key="family_help_up",
    title="Moved from early help to section 17",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.WATCH,
    starts=(EARLY_HELP_BEGUN,),
    stops=(_up(UNCOMMENCED, beside=True),),
    during=ALWAYS,
    rules=awaited(local.FAMILY_HELP),
    flag=True,
    note="A step of one journey: no re-referral. Watched from the day that the council's file of"
    " local rules names under [family_help].",
)

MOVED_DOWN = Clock(
    key="family_help_down",
    title="Moved from section 17 to early help, and back within 12 months",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.WATCH,
    starts=(_down(UNCOMMENCED, beside=True),),
    stops=(_up(UNCOMMENCED, beside=True),),
    during=ALWAYS,
    rules=(replace(awaited(local.FAMILY_HELP)[0], limit=Months(12)),),
    flag=True,
    note="A step of one journey: no case closed and referred again. Watched from the day that the"
    " council's file of local rules names under [family_help].",
)

CLOCKS = (MOVED_UP, MOVED_DOWN)
